"""Which years a paragraph speaks of where its heading joins several: one year, five years back, the next five-year plan.

A chapter may review a year and a plan period at once (2025年和“十四五”时期工作回顾), or the last plan and the next. Its
paragraphs then say for themselves which they mean, and go on with it until another one says otherwise:

>>> years = Years((2025,), (2026,))
>>> [opening(text, years) for text in ("《纲要草案》明确了今后五年的发展目标", "今年是“十五五”开局之年", "五年来，我们转得很艰辛")]
[('aims', '2026-2030'), ('year', ''), None]
>>> spans("2025年目标的完成，标志着“十四五”收官。回望过去五年，贵州条件明显改善。", 2025)
[(0, ''), (22, '2021-2025')]
>>> spans("全省“十四五”规划共设置26项指标。", 2025)
[]
"""

from __future__ import annotations

import re
from typing import Literal

from analysis.documents.headings import Years, five_years

_HAIL = r"(?:各位代表[！，：])?"
# The outline of a plan, not any outline: 《纲要草案》, 《某省…第十五个五年规划纲要（草案）》, but not 《质量强国建设纲要》.
_OUTLINE = r"《(?:[^》]*五年规划)?纲要[^》]*》"
_AHEAD = re.compile(
    rf"{_HAIL}[^。；]{{0,14}}?(?:{_OUTLINE}|“(?P<plan>十[一二三四五六七八九]?)五”(?:时期|期间)|(?:今后|未来)五年)"
)
_THIS_YEAR = re.compile(
    rf"{_HAIL}(?:做好)?(?:今年|20\d\d年)|[^。；，：]{{0,16}}(?:今年|20\d\d年)?[^。；，：]{{0,10}}主要预期目标是"
)
_ONE_YEAR = re.compile(
    rf"{_HAIL}(?:(?:刚刚|回[顾望首])?(?:过去的?|这)?一年|[^。；]{{0,16}}刚刚过去的(?!五年)|(?:19|20)\d\d年|今年|去年|全年)"
)
_FIVE_YEARS = re.compile(
    rf"{_HAIL}(?:在)?(?:回[顾望首]|总结)?(?:(?:过去|这|刚刚过去)的?五年|五年(?:来|间|里)"
    r"|“(?P<plan>十[一二三四五六七八九]?)五”(?:时期|以来|期间))(?!规划|目标)"
)


def opening(text: str, years: Years) -> tuple[Literal["aims", "year"], str] | None:
    """Return what a paragraph turns to: the aims of the coming plan with their span, or the year again."""
    start = years.planned[0] if years.planned else 0
    ahead = _AHEAD.match(text)
    if ahead and start and not re.match(r"[^。]*今年", text):
        span = five_years(ahead["plan"]) if ahead["plan"] else f"{start}-{start + 4}"
        return ("aims", span) if int(span[:4]) >= start else None
    return ("year", "") if _THIS_YEAR.match(text) else None


def spans(text: str, last: int) -> list[tuple[int, str]]:
    """Return where in a paragraph of a review five years begin to be spoken of ('' where one year does).

    `last` is the year under review. A year turns the paragraph only where it opens it: within, it dates its sentence.
    """
    turns = [(0, "")] if _ONE_YEAR.match(text) else []
    for sentence in re.finditer(r"(?:^|(?<=[。！？]))\s*", text):
        if match := _FIVE_YEARS.match(text, sentence.end()):
            span = five_years(match["plan"]) if match["plan"] else f"{last - 4}-{last}"
            turns.append((match.start(), span))
    return turns


def heading_span(head: str, last: int) -> str:
    """Return the five years that a heading of a review is about, '' where it speaks of one year too.

    >>> [heading_span(head, 2025) for head in ("“十四五”时期发展成就", "2025年和“十四五”时期工作回顾", "过去五年的政府工作")]
    ['2021-2025', '', '2021-2025']
    """
    head = re.sub(r"（[^）]*）", "", head)  # 过去五年（2018年至2022年）
    plan = re.search(r"“(十[一二三四五六七八九]?)五”", head)
    if re.search(r"(?:19|20)\d\d年(?![-—~至到])|一年", head) or not (plan or re.search(r"五年", head)):
        return ""
    return five_years(plan[1]) if plan else f"{last - 4}-{last}"
