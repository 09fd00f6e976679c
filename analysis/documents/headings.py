"""Headings: how deep one is, which part of a report it opens, and which year or span it speaks of.

The outline is what the report prints: 一、 over （一） over 1. over a bare head or the short first sentence of a paragraph
(a run-in head, 提升养老服务品质。). Here too is the one normalisation of text: punctuation, digits and letters in one
width and years in one spelling, character for character, so that no offset moves.

>>> normalise("增长５．５％,不低于1,540亿元(含)"), normalise("一九五八年度国民经济计划")
('增长5.5%，不低于1,540亿元（含）', '1958年度国民经济计划')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.facts import Part
from analysis.language.numerals import numeral

_FULL_WIDTH = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_CHINESE_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_CHINESE_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_PUNCTUATION = str.maketrans(",:;()!?％．＋－−﹣\t\u3000\xa0", "，：；（）！？%.+---   ")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")


def normalise(text: str) -> str:
    """Return `text` with punctuation, digits and letters in one width, and years in one spelling, as long as it was."""
    plain = text.translate(_FULL_WIDTH).translate(_PUNCTUATION)
    plain = re.sub(r"(?<=[一-鿿）%])\.(?=[一-鿿“（]|\s*$)", "。", plain)
    if plain.count('"') % 2 == 0:
        plain = re.sub(r'"([^"]*)"', r"“\1”", plain)
    plain = re.sub(r"(?<=\d)，(?=\d{3}(?!\d))(?<![\d.]\d{4}，)", ",", plain)
    plain = re.sub(r"(?<=\d)：(?=\d{2}(?!\d))", ":", plain)
    return _CHINESE_YEAR.sub(lambda year: "".join(_CHINESE_DIGITS[char] for char in year[0]), plain)


_NUMBERED = (
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (1, re.compile(r"第[一二三四五六七八九十]{1,3}(?:部分|[篇章])")),
    (2, re.compile(r"第[一二三四五六七八九十]{1,3}节")),
    (2, re.compile(r"（[一二三四五六七八九十]{1,3}）")),
    (3, re.compile(r"\d{1,2}[.、](?!\d)")),
)
BARE = 4
RUN_IN = 5


def heading(text: str) -> tuple[int, str]:
    """Return level and words of the heading a paragraph is or begins with.

    >>> heading("（三）对外开放持续扩大。开放通道更加畅通，全方位构建陆海空网开放通道。")
    (2, '（三）对外开放持续扩大')
    >>> heading("二、2024年重点工作安排"), heading("高新技术企业达到4500家")
    ((1, '二、2024年重点工作安排'), (4, '高新技术企业达到4500家'))
    >>> heading("提升养老服务品质。进一步做实品质养老工程，完善养老服务网络，建成200个嵌入式养老服务综合体。")
    (5, '提升养老服务品质')
    >>> heading("各位代表："), heading("第一产业 | 37.11 | 2.6 |")
    ((0, ''), (0, ''))
    """
    first = re.split(r"[。：]", text, maxsplit=1)[0]
    for level, pattern in _NUMBERED:
        if pattern.match(text):
            if "，" in first and len(first) > 60:
                first = first.split("，")[0]
            return level, first
    if "|" in text or (re.search(r"记者|通讯员", text) and len(text) <= 40):
        return 0, ""  # a row of a table, a byline
    if len(text) <= 40 and not re.search(r"[，。；：！？、]$|。|，", text) and re.search(r"[一-鿿]{2}", text):
        return BARE, text
    closed = text[len(first) : len(first) + 1] == "。"
    if closed and 4 <= len(first) <= 22 and len(text) > len(first) + 20 and not re.search(r"[，：；\d]", first):
        return RUN_IN, first
    return 0, ""


_REVIEW = re.compile(r"回顾|执行(?:情况|结果)|总结|过去|取得的?成[绩就]|工作情况|完成情况|的胜利|成就|历程|成绩单|答卷")
_AIMS = re.compile(r"(?:今后|未来)五年|“十.五”(?:时期|规划)(?!.*(?:回顾|执行|完成))")
_PLAN = re.compile(r"安排|目标|任务|计划|要求|建议|打算|部署|举措|重点|攻坚|做好|新突破|实事(?:项目|清单)?$")


def part_of(heading: str) -> Part | None:
    """Return the part that a top heading opens, or None where it does not say."""
    if _REVIEW.search(heading) and not re.search(r"总体要求|安排", heading):
        return "review"
    if _AIMS.search(heading) and not YEAR.search(heading):
        return "aims"
    if _PLAN.search(heading) or (heading.endswith("工作") and re.search(r"\d年", heading[:-2])):
        return "plan"
    return None


def opening_part(text: str) -> Part | None:
    """Return plan for a paragraph that opens with the year's targets, wherever it stands: 今年…主要预期目标是."""
    if re.match(r"[^。]{0,60}(?:今年|20\d\d年)[^。]{0,30}(?:主要)?(?:预期)?目标(?:是|为|：)", text):
        return "plan"
    return None


def five_years(ordinal: str) -> str:
    """Return the years of a five-year plan, which is counted from 1953.

    >>> five_years("十四"), five_years("十五"), five_years("一")
    ('2021-2025', '2026-2030', '1953-1957')
    """
    count = int(numeral(ordinal))
    # The sixth plan (1981-1985) opened the unbroken run of five-year plans that goes on today.
    start = 1981 + 5 * (count - 6) if count >= 6 else {1: 1953, 2: 1958, 3: 1966, 4: 1971, 5: 1976}[count]
    return f"{start}-{start + 4}"


@dataclass(frozen=True, slots=True)
class Years:
    """The years a report reviews and plans, in order."""

    reviewed: tuple[int, ...]
    planned: tuple[int, ...]


def period_of(head: str, part: Part | None, years: Years) -> str:
    """Return the year or span that a heading gives to its passages, '' where nothing does.

    >>> years = Years((2025,), (2026,))
    >>> period_of("二、“十五五”时期的主要目标", "aims", years), period_of("二、今后五年工作的总体要求", "aims", years)
    ('2026-2030', '2026-2030')
    >>> period_of("一、2025年工作回顾", "review", years), period_of("三、重点工作", "plan", years), period_of("前言", "other", years)
    ('2025', '2026', '')
    """
    if part == "aims":
        plan = re.search(r"“?(十[一二三四五六七八九]?)五”?(?:时期|规划)", head)
        if plan:
            return five_years(plan[1])
        return f"{years.planned[0]}-{years.planned[0] + 4}" if years.planned else ""
    named = YEAR.findall(head)
    if part == "review" and len(named) == 2 and re.search(rf"{named[0]}年?(?:至|到|[-—~～]+){named[1]}年", head):
        return str(named[1])  # 过去五年（2018年至2022年）工作回顾
    if part in ("review", "plan") and named:
        return str(named[0])
    if part == "review":
        return str(years.reviewed[-1]) if years.reviewed else ""
    return str(years.planned[0]) if part == "plan" and years.planned else ""
