"""Which years a report is about: those it looks back on and those it plans.

What a report calls itself goes first (统计公报, 上半年执行情况, 五年规划纲要), then its headings, the year that its targets
are named after, its date, the milestone of a plan, the year of its title; at last the year it names most.

>>> from analysis.documents.mending import Paragraph
>>> from analysis.documents.readers import Span
>>> def lines(text):
...     return [Line(Paragraph(pieces=(Span(0, len(line)),)), line) for line in text.split("/")]
>>> years(lines("某市2030年国民经济和社会发展统计公报/2031年3月1日"), datetime.date(2031, 3, 1), "bulletin")
Years(reviewed=(2030,), planned=())
>>> years(lines("关于某市上半年国民经济和社会发展计划执行情况的报告"), datetime.date(2031, 7, 30), "plan")
Years(reviewed=(2031,), planned=(2031,))
>>> years(lines("2030年某县政府工作报告/一、过去一年的工作/2030年，是不平凡的一年。"), None, "work")
Years(reviewed=(2030,), planned=(2031,))
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.documents.headings import BARE, YEAR, Years, five_years, part_of
from analysis.documents.particulars import Kind
from analysis.documents.passages import Line

# A part of a year, of which a report tells before the year is over.
_PART = r"(?:上半年|前三季度|[一三]季度|1[-—–~至到]+\d{1,2}月份?|\d{1,2}月份|今年以来)"
# An account of what was done of something, not a report with a plan behind it: 2030年十件民生实事完成情况.
_ACCOUNT = re.compile(
    r"(?P<year>20\d\d)年[^。；]{0,40}(?:(?:完成|推进|进展|落实|执行)(?:情况|的通报)|全部完成)|截至(?P<day>20\d\d)年\d{1,2}月"
)
_UNFINISHED = re.compile(rf"(?:(?P<year>20\d\d)年)?{_PART}[^。；，]{{0,24}}(?:总结|执行情况|运行|进展情况)")
_TOLD = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年[^，。；\d]{0,20}(?:公报|月报|运行|形势|发展情况)|(?<!\d)(?P<part>20\d\d)年"
    + _PART
)
_OF_A_PLAN = re.compile(r"第(?P<long>十?[一二三四五六七八九十])个五年|“(?P<short>十[一二三四五六七八九]?)五”")
# The first words of a review: 2030年，是极不平凡的一年; 刚刚过去的2030年.
_LOOKED_BACK = re.compile(
    r"(?:各位代表[！，：])?(?:回[顾望首])?(?:(?:刚刚)?过去的)?((?:19|20)\d\d)年(?=，|是|全[市省县区])"
)
_JUST_OVER = re.compile(r"刚刚过去的((?:19|20)\d\d)年")
# The year of a title: that of the first line, or of a report called so among the first.
_TITLED = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年[^。，；\d]{0,20}(?:报告|计划|实事|清单|任务|工作|要点)(?:（[^（）]*）)?$"
)
_AIMED = re.compile(
    r"(?<!\d)((?:19|20)\d{2})年(?:全[市省国区州县])?(?:(?:(?:经济社会)?发展)?(?:的?主要)?(?:预期)?目标|经济社会发展总体要求"
    r"|(?:经济|政府|经济社会发展)?工作(?:的?总[的体]要求|的?总体思路|总体安排))"
    r"|(?<=确保)((?:19|20)\d{2})年|(?<=做好)((?:19|20)\d{2})年"
)

_MILESTONE = re.compile(
    r"今年[^。“”]{0,12}“?(?P<plan>十[一二三四五六七八九]?)五”?(?:规划)?的?[^。，“”]{0,4}(?P<which>收官|开局)之年"
)
# What is said of a year that has begun: 2031年是关键之年，做好今年的工作.
_UNDER_WAY = re.compile(r"今年[^。；，]{0,16}目标|做好今年")


def years(lines: Sequence[Line], dated: datetime.date | None, kind: Kind) -> Years:
    """Return the reviewed and the planned years: from what the report is, its headings, its date, or its text."""
    texts = [line.text for line in lines]
    if kind == "bulletin":
        told = _of_bulletin(texts[:8], dated) or next(_opening(texts), 0)
        return Years((told,) if told else (), ())
    if kind == "outline" and (start := _of_outline(texts[:8])):
        return Years((start - 1,), (start,))
    if year := _of_part(texts[:6], dated):
        return Years((year,), (year,))
    reviewed, planned = _of_headings(lines, dated)
    if not planned and kind != "plan" and (year := _of_account(texts)):
        return Years((year,), (year,))
    if not planned and not reviewed and not dated:
        reviewed = _just_over(texts) or set(_of_review(lines))
    if not planned and (year := _planned(texts, reviewed, dated)):
        planned = {year}
    if not reviewed and planned:
        reviewed = {min(planned) - 1}
    return Years(tuple(sorted(reviewed)), tuple(sorted(planned)[:1]))


def stated(read: Years, reviewed: tuple[int, ...] | None, planned: tuple[int, ...] | None) -> Years:
    """Return the years that a manifest states, and for what it leaves out those that were read.

    A report that plans a year looks back on the one before it, where neither it nor the manifest says otherwise.

    >>> stated(Years((), ()), None, (2031,)), stated(Years((2029,), (2030,)), (), (2031,))
    (Years(reviewed=(2030,), planned=(2031,)), Years(reviewed=(), planned=(2031,)))
    """
    before = read.reviewed or ((min(planned) - 1,) if planned else ())
    return Years(before if reviewed is None else reviewed, read.planned if planned is None else planned)


def _of_bulletin(head: Sequence[str], dated: datetime.date | None) -> int:
    """Return the year that statistics are about, 0 where nothing says."""
    if named := next(filter(None, map(_TOLD.search, head)), None):
        return int(named["year"] or named["part"])
    if not dated:
        return 0
    # What is published in January, and every communiqué, is about the year before.
    return dated.year - (dated.month == 1 or any("公报" in text for text in head))


def _of_outline(head: Sequence[str]) -> int:
    """Return the first year of the plan that an outline is of, 0 where it names none.

    >>> _of_outline(["某市国民经济和社会发展第十五个五年规划纲要"]), _of_outline(["某市发展规划纲要"])
    (2026, 0)
    """
    named = _OF_A_PLAN.search("，".join(head))
    return int(five_years(named["long"] or named["short"])[:4]) if named else 0


def _of_part(head: Sequence[str], dated: datetime.date | None) -> int:
    """Return the year of which a report tells before it is over, 0 where it does not.

    >>> _of_part(["2030年上半年经济运行情况"], None), _of_part(["2030年全年经济运行情况"], None)
    (2030, 0)
    >>> _of_part(["上半年计划执行情况的报告"], datetime.date(2030, 7, 30)), _of_part(["上半年计划执行情况的报告"], None)
    (2030, 0)
    >>> _of_part(["今年以来全市经济运行平稳。"], datetime.date(2031, 1, 9))  # a sentence, which titles no report
    0
    """
    titles = (text for text in head if not text.endswith("。") or re.search(r"现将|报告", text))
    if unfinished := next(filter(None, map(_UNFINISHED.search, titles)), None):
        return int(unfinished["year"] or (dated.year if dated else 0))
    return 0


def _of_account(texts: Sequence[str]) -> int:
    """Return the year that an account is of, 0 where it is none, or one given to an assembly with plans behind it.

    >>> _of_account(["2030年十件民生实事完成情况"]), _of_account(["2030年十件民生实事完成情况", "各位代表："])
    (2030, 0)
    """
    account = next(filter(None, map(_ACCOUNT.search, texts[:6])), None)
    if not account or re.search(r"各位代表|我代表", "".join(texts[:12])):
        return 0
    return int(account["year"] or account["day"])


def _opening(texts: Sequence[str]) -> Iterator[int]:
    """Yield the years that open paragraphs: 2030年，全市…."""
    for text in texts:
        if named := _LOOKED_BACK.match(text):
            yield int(named[1])


def _of_headings(lines: Sequence[Line], dated: datetime.date | None) -> tuple[set[int], set[int]]:
    """Return the years that headings of a review and of a plan name."""
    reviewed, planned = set[int](), set[int]()
    for line in lines:
        if line.level in (1, 2, BARE):
            for year in map(int, YEAR.findall(line.head)):
                part = part_of(line.head)
                if part == "review":
                    reviewed.add(year)
                elif part == "plan":
                    planned.add(year)
            plan = None if YEAR.search(line.head) else re.search(r"“(十[一二三四五六七八九]?)五”", line.head)
            ended = int(five_years(plan[1])[-4:]) if plan and part_of(line.head) == "review" else 0
            # Five years are looked back on when they have ended, or in the autumn of their last.
            if dated and ended and (ended < dated.year or (ended == dated.year and dated.month > 6)):
                reviewed.add(ended)
    return reviewed, planned


def _of_review(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the year that opens one of the first two paragraphs under a heading of a review of one year."""
    left = 0
    for line in lines:
        if line.level:
            left = 2 if part_of(line.head) == "review" and not re.search(r"五[年”]|届", line.head) else left
        if not line.level or line.body:
            if left and (named := _LOOKED_BACK.match(line.text)):
                yield int(named[1])
            left -= left > 0


def _just_over(texts: Sequence[str]) -> set[int]:
    """Return the years that are said to be just over.

    >>> _just_over(["刚刚过去的2030年，极不平凡。", "刚刚过去的一年，"])
    {2030}
    """
    return {int(year) for year in _JUST_OVER.findall("".join(texts))}


def _planned(texts: Sequence[str], reviewed: set[int], dated: datetime.date | None) -> int:
    """Return the year planned, by the first of these that tells one; 0 where none does."""
    whole = "".join(texts)
    return (
        _of_targets(whole)
        or (max(reviewed) + 1 if reviewed else 0)
        or _of_date(dated)
        or _of_milestone(whole)
        or _of_title(texts[:4])
        or _of_most(texts)
    )


def _of_targets(whole: str) -> int:
    """Return the year that targets are named after most often.

    >>> _of_targets("完成了2030年发展目标。2031年主要预期目标：增长6%。做好2031年工作。")
    2031
    """
    aims = Counter("".join(named) for named in _AIMED.findall(whole))
    return int(aims.most_common(1)[0][0]) if aims else 0


def _of_date(dated: datetime.date | None) -> int:
    """Return the year that a report of this date plans: in the last weeks of a year it is the next one.

    >>> [_of_date(datetime.date(2030, month, 9)) for month in (1, 12)]
    [2030, 2031]
    """
    return dated.year + (dated.month == 12) if dated else 0


def _of_milestone(whole: str) -> int:
    """Return the year of a plan that this year is.

    >>> _of_milestone("今年是“十五五”规划开局之年"), _of_milestone("今年是“十五五”收官之年")
    (2026, 2030)
    """
    milestone = _MILESTONE.search(whole)
    return int(five_years(milestone["plan"]).split("-")[milestone["which"] == "收官"]) if milestone else 0


def _of_title(head: Sequence[str]) -> int:
    """Return the year of the title.

    >>> _of_title(["某县人民政府", "2030年政府工作报告"])
    2030
    """
    titled = next(filter(None, map(_TITLED.search, head)), None)
    return int(titled[1]) if titled else 0


def _of_most(texts: Sequence[str]) -> int:
    """Return the year after the one that a text names most, which it looks back on, or this one where it is under way.

    >>> _of_most(["2030年，增长5%。", "2030年，新增6万人。"]), _of_most(["2031年是关键之年，做好今年工作。"])
    (2031, 2031)
    """
    written = Counter(int(year) for text in texts for year in YEAR.findall(text))
    if not written:
        return 0
    year = max(written, key=lambda year: (written[year], year))
    _, _, after = "".join(texts).partition(f"{year}年是")
    return year + (not _UNDER_WAY.search(after))
