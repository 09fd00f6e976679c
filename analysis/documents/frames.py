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
    rf"{_HAIL}(?:(?:刚刚|回[顾望首])?(?:过去的?|这)?一年|[^。；]{{0,16}}刚刚过去的(?!五年)|(?:19|20)\d\d年(?![^，。；]{{0,30}}以来)|今年|去年|全年)"
)
_FIVE_YEARS = re.compile(
    rf"{_HAIL}(?:在)?(?:回[顾望首]|总结)?(?:(?:过去|这|刚刚过去)的?[五5]年|五年(?:来|间|里)"
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


def looks_back(text: str, years: Years) -> bool:
    """Whether a paragraph that no heading precedes opens a review: 过去的五年，是…的五年.

    >>> texts = ("过去的五年，是极不平凡的五年。", "一年来，我们奋力拼搏。", "2030年，全区经济向好。", "2030年1月，会议召开。")
    >>> [looks_back(text, Years((2030,), (2031,))) for text in texts]
    [True, True, True, False]
    """
    year = re.match(r"((?:19|20)\d\d)年，", text)
    return bool(
        (year and years.reviewed and int(year[1]) == years.reviewed[-1])
        or _FIVE_YEARS.match(text)
        or re.match(rf"{_HAIL}(?:(?:刚刚|回[顾望首])?(?:过去的?|这)?一年)", text)
    )


def sets_targets(text: str) -> bool:
    """Whether a paragraph names the targets of a year.

    >>> [sets_targets(text) for text in ("新年伊始。今年的预期目标是：增长6%。", "完成了去年的目标。")]
    [True, False]
    """
    return bool(re.search(r"(?:今年|(?:19|20)\d\d年)[^。；]{0,30}目标(?:是|为|：)", text))


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


# What a paragraph of a newspaper turns to, by what its first sentence names first.
_BACK = (
    r"过去的?(?:一|五)年|[一五]年(?:多)?(?:以)?来|这[5五]年|刚刚过去的|去年|回[顾望首]|取得的?成[绩就]|(?<!今年)以来"
)
_FORWARD = r"今年|明年|新的一年|未来|今后|下一步|目标"


def turn(text: str, years: Years) -> Literal["review", "plan"] | None:
    """Return what a paragraph of news turns to, None where it goes on as before or the news has nothing to look back on.

    >>> years = Years((2030,), (2031,))
    >>> [turn(text, years) for text in ("市长说，2030年新建学校5所。", "过去一年，成绩显著。", "他说，今年将好于去年。", "新建公园。")]
    ['review', 'review', 'plan', None]
    """
    if not years.reviewed:
        return None
    first = re.split(r"[。；]", text, maxsplit=1)[0]
    if years.reviewed == years.planned:  # of a year that is not over: what is yet to come is said to be
        return "plan" if re.search(r"下半年|四季度|下一步|明年|目标(?:是|为|：)", first) else None
    plans = "|".join(rf"{year}年" for year in years.planned)
    told = re.search(
        rf"(?P<back>{_BACK}|(?<!\d){years.reviewed[-1]}年|“{_ended(years)}五”(?:时期|期间|以来))|(?P<on>{_FORWARD}|{plans or '^$'})",
        first,
    )
    if not told:
        return None
    return "review" if told["back"] else "plan"


def _ended(years: Years) -> str:
    """Return the ordinals of the five-year plans that had begun in the last year under review, as a pattern."""
    ordinals = ("十", *(f"十{digit}" for digit in "一二三四五六七八九"))
    begun = [ordinal for ordinal in ordinals if int(five_years(ordinal)[:4]) <= years.reviewed[-1]]
    return f"(?:{'|'.join(reversed(begun)) or '^$'})"
