"""The year or the years a number is about.

The words nearest to a number win: a year named before it in its sentence, unless it is only what the number is compared
with (比2020年) or where it started from (由2020年的51%提高到); then a plan or five years that the sentence speaks of; then
the five years that the paragraph looks back on, for what happened in them and not for how much there was at their end;
then the heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.documents.headings import five_years
from analysis.documents.passages import Passage
from analysis.documents.reports import Report
from analysis.language import subjects
from analysis.language.measures import Statement
from analysis.language.numerals import numeral
from analysis.registries import lexicon

# How far back in its sentence a number's year may be said; a sentence can be megabytes long.
_REACH = 600

_YEAR_OF_PRICES = re.compile(r"年(?:不变价|价格)")
# A year named farther back is history, not what a report under no dated heading goes on to speak of.
_RECENT = 5
_SPAN = re.compile(r"((?:19|20)\d{2})年?[-—–~至到]((?:19|20)\d{2})年")
_YEAR = re.compile(r"(?<![\d“])((?:19|20)\d{2})年(?!版|不变价|价格)")
_COMPARED = re.compile(r"(?:(?<!占)比(?![重例率])|较|与|同|以|和|相当于|相比|恢复[到至]|等于|为|超过?)[^，。；]{0,4}$")
_NOW = re.compile(r"今年(?!以来)[^“”]{0,12}$")
_LAST_YEAR = re.compile(r"(?:去年|上年|上一年)(?:末|底)?[^，。；]{0,12}$")
_WITHIN = re.compile(r"([二三四五])年(?:内|时间)?(?:进入|迈入|实现|达到|建成|完成)")

_PLAN = r"“(?P<{}>十[一二三四五六七八九]?|[六七八九])五”"
_PLAN_SPOKEN = re.compile(
    rf"{_PLAN.format('plan')}(?:规划)?(?:时期|期间|以来|末|五年|收官|前(?P<first>[一二两三四1-4])年)"
)
_PLAN_COMPARED = re.compile(rf"(?:比|较|于|为|是|相当于|[由从]){_PLAN.format('plan')}(?:时期|期间|末)?")
_PLAN_ENDED = re.compile(rf"(?:比|较){_PLAN.format('plan')}(?:期?末|时期|期间)")
_PLAN_EARLY = re.compile(rf"{_PLAN.format('plan')}(?:规划)?[^，。；]{{0,6}}提前(?P<early>[一两二三])年")
_SOME_YEARS = re.compile(
    r"(?:过去|这)的?(?P<a>[三五十])年|(?<![续第来后代\d几])(?P<b>[3-9三四五六七八九十])年(?:来|间|里)"
)
# Within its clause: 五年累计减税5.4万亿元, 十年增加近70万亿元.
_SOME_YEARS_HERE = re.compile(
    r"(?<![续第来后代\d几])(?P<a>[3-9三四五六七八九十]|[2两](?=年平均))年(?P<b>年均|平均|累计|总体|(?=[增提下新累年减降接完]))"
)
_AHEAD = re.compile(r"(?:今后|未来)五年")
# 由 and 从 open a pair whose second number is what came of it: what they say dates the first number alone.
_TURNED = r"(?:提高|提升|增加|增长|上升|扩大|攀升|跃升|拓展|发展|增|升|下降|降低|压缩|压减|缩短|缩减|减少|收窄|降|减|压|调整|改善)"
_PAIR = re.compile(
    rf"[由从自](?P<from>(?:19|20)\d\d)年[^。；由从自]{{0,40}}{_TURNED}[了]?[到至为](?P<to>(?:19|20)\d\d)年"
)
_TURN = re.compile(rf"{_TURNED}[了]?[到至为]")
_START = re.compile(rf"[由从自][^，。；由从]{{0,40}}{_TURNED}[了]?[到至为]$")
_STARTS = re.compile(r"[由从自](?P<base>[^，。；、]{0,12})$")
_ENDS = re.compile(rf"[^，。；、\d]{{0,6}}{_TURNED}[了]?[到至为]")
# What is told against the year before is about one year, whatever the paragraph looks back on.
_ONE_YEAR = re.compile(r"同比|[比较]上年|[比较]去年|环比|全年|今年|去年|当年|年度|一年来|目前|现在")
# Marks that were passed one after the other: 连续迈上4万亿、5万亿两个台阶.
_STEPS = re.compile(r"连续?[迈跨跃登][上过]")
# What was reached is how much there is at the end, whatever verb of doing stands in its name (上市公司增至88家).
_REACHED = re.compile(r"(?:[增加升高长大展低少短缩减][到至为]|[保稳][持定]在|控制在)(?:不超过)?$")


@dataclass(frozen=True, slots=True)
class Period:
    """The years of a number ("2024", "2021-2025", '' if nothing tells them) and the rule that found them.

    `in_passing`: they were named farther back in the paragraph, and what is said here need not be due in them.
    """

    years: str
    rule: str
    in_passing: bool = False


def read(report: Report, passage: Passage, statement: Statement) -> Period:
    """Return the period of a number."""
    said = _START.sub("", spoken(statement))
    own = said[said.rfind("；") + 1 :] if passage.span(statement.quantity.start) else said
    pair = _paired(spoken(statement)) if starts_a_pair(statement) and not _YEAR.search(statement.left) else None
    told = (
        (pair and (pair[0], "period.base"))
        or _average(report, passage, said, statement)
        or _over(report, passage, said, statement)
        or _named(own, statement.left)
        or _relative(report, passage, said, statement)
        or _base(passage, statement, said)
        or _several(report, passage, said, statement)
        or _continued(passage, statement)
    )
    if told:
        return Period(*told)
    remembered = _remembered(report, passage, statement)
    return Period(*remembered, in_passing=True) if remembered else Period(passage.period, "period.heading")


def spoken(statement: Statement) -> str:
    """Return the words of its sentence before a number."""
    place = statement.quantity.start - statement.sentence.start
    return statement.sentence.text[max(0, place - _REACH) : place]


def starts_a_pair(statement: Statement) -> bool:
    """Whether a number is what another one was reached from: 由[29.2]%提升至32.3%, 由每人每年[320]元提高到380元."""
    match = _STARTS.search(statement.left)
    if not match:
        return False
    rest = statement.sentence.text[statement.quantity.stop - statement.sentence.start :][:40]
    return not match["base"] or bool(_ENDS.match(rest))


def _named(said: str, left: str) -> tuple[str, str] | None:
    """Return the year or the span that is named nearest before the number."""
    nearest = [
        match
        for match in _YEAR.finditer(said)
        if not _COMPARED.search(said[: match.start()]) and not _of_a_start(said, match)
    ]
    if not nearest:
        return None
    year = nearest[-1]
    span = next((match for match in _SPAN.finditer(said) if match.end() == year.end()), None)
    if span and re.search(r"[由从自]$", left):
        return span[1], "period.base"
    if span and re.search(r"到|至", left[:4]):
        return span[2], "period.span"
    if span:
        return f"{span[1]}-{span[2]}", "period.span"
    if re.search(r"《[^》]*$|“[^”]*$", said[: year.start()]):
        return None  # the year of a title
    return year[1], "period.year"


def _paired(said: str) -> tuple[str, str] | None:
    """Return the two years of the last pair that is told: 从2025年的28亿元增加到2030年的95亿元."""
    pair = list(_PAIR.finditer(said))
    return (pair[-1]["from"], pair[-1]["to"]) if pair and pair[-1]["from"] < pair[-1]["to"] else None


def _average(report: Report, passage: Passage, said: str, statement: Statement) -> tuple[str, str] | None:
    """Return the years up to the one that is named, for an average over years: 到2035年规模达到90亿元，年均增长8%."""
    pair, of_years = _paired(said), _yearly(statement.left)
    if pair and (of_years or statement.measure == "multiple") and not _ONE_YEAR.search(statement.left):
        return f"{int(pair[0]) + 1}-{pair[1]}", "period.pair"
    if not of_years or statement.measure not in ("growth", "change"):
        return None
    named = _named(said, "")
    if not named or not named[0].isdigit() or not report.planned:
        return None
    year, first = int(named[0]), report.planned[0]
    if year > first and passage.part != "review":
        return f"{first}-{year}", "period.average"
    plan = re.search(_PLAN.format("plan"), "".join(passage.section))
    span = passage.span(statement.quantity.start) or (five_years(plan["plan"]) if plan else "")
    return (span, "period.average") if span and span[:4] <= named[0] <= span[-4:] else None


def _over(report: Report, passage: Passage, said: str, statement: Statement) -> tuple[str, str] | None:
    """Return the years up to the one that is named, for what came of them: 2030年规模达到9亿元，比“十五五”末增长20%."""
    named = _named(said, "") or _remembered(report, passage, statement)
    if not named or not named[0].isdigit() or passage.part not in ("review", "other"):
        return None
    after = said[max(0, said.rfind(named[0])) :]
    year = int(named[0])
    if statement.measure in ("growth", "change", "multiple") and (compared := _PLAN_ENDED.search(statement.left)):
        begins = int(five_years(compared["plan"])[:4]) + 5
        return (f"{begins}-{min(year, begins + 4)}", "period.plan") if begins <= year else None
    if _yearly(statement.left) and (compared := _PLAN_ENDED.search(after)):
        return f"{int(five_years(compared['plan'])[:4]) + 5}-{year}", "period.plan"
    if some := _SOME_YEARS_HERE.search(_clause(statement, after)):
        return f"{year - int(numeral(some['a'])) + 1}-{year}", "period.some-years"
    return None


def _of_a_start(said: str, year: re.Match[str]) -> bool:
    """Whether a year dates only what a number before this one started from: 由2020年的7.2%提升至7.4%，占比."""
    after = said[year.end() :]
    return bool(re.search(r"[由从自]$", said[: year.start()]) and _TURN.search(after) and not after.startswith("起"))


def _relative(report: Report, passage: Passage, said: str, statement: Statement) -> tuple[str, str] | None:
    """Return the year that is told from another one: 去年, 比2020年下降18.5%."""
    planned = report.planned[0] if report.planned and passage.part == "other" else 0
    year = int(passage.period) if passage.period.isdigit() else planned
    if report.kind == "news" and passage.part == "review" and report.planned and _NOW.search(said):
        return str(report.planned[0]), "period.this-year"  # a paper speaks of the day it appears on
    last = _LAST_YEAR.search(said)
    if last and year and passage.part != "review" and not _COMPARED.search(said[: last.start()]):
        return str(year - 1), "period.last-year"
    base = re.search(r"(?:比|较)((?:19|20)\d{2})年", statement.left)
    if base and year - int(base[1]) > 1:
        return f"{int(base[1]) + 1}-{year}", "period.since"
    return None


def _base(passage: Passage, statement: Statement, said: str) -> tuple[str, str] | None:
    """Return the year before the one, or the ones, in which the first number of a pair became the second."""
    if not passage.period or not starts_a_pair(statement):
        return None
    if pair := _paired(said):
        return pair[0], "period.base"
    span = passage.span(statement.quantity.start)
    if _ONE_YEAR.search(said):
        span = ""
    elif _PLAN_SPOKEN.search(said) or _SOME_YEARS.search(said) or _SOME_YEARS_HERE.search(_clause(statement, said)):
        span = span or f"{int(passage.period[-4:]) - 4}"
    return str(int((span or passage.period)[:4]) - 1), "period.base"


def _several(report: Report, passage: Passage, said: str, statement: Statement) -> tuple[str, str] | None:
    """Return the years of a plan or of five years that the sentence, or its paragraph, speaks of."""
    first = report.planned[0] if report.planned else 0
    if early := _PLAN_EARLY.search(said):
        start, end = five_years(early["plan"]).split("-")
        return f"{start}-{int(end) - int(numeral(early['early']))}", "period.plan"
    if passage.part != "review":
        if ahead := [match for match in _plans(said) if int(five_years(match["plan"])[:4]) >= first]:
            return five_years(ahead[-1]["plan"]), "period.plan"
        if _AHEAD.search(said) and first:
            return f"{first}-{first + 4}", "period.plan"
        within = _WITHIN.search(said)
        if within and passage.period.isdigit():  # 力争三年进入全国50强
            return f"{passage.period}-{int(passage.period) + int(numeral(within[1])) - 1}", "period.within"
        return None
    if not passage.period.isdigit() or not _flows(statement, said):
        return None
    year = int(passage.period)
    if compared := _PLAN_COMPARED.search(statement.left):
        begins = int(five_years(compared["plan"])[:4]) + 5
        return (f"{begins}-{begins + 4}", "period.plan") if begins <= year else None
    if plans := [match for match in _plans(said) if int(five_years(match["plan"])[:4]) <= year]:
        opened, closed = map(int, five_years(plans[-1]["plan"]).split("-"))
        if count := plans[-1]["first"]:  # “十一五”前四年
            closed = opened + int(numeral(count)) - 1
        return f"{opened}-{closed}", "period.plan"
    here = _clause(statement, said)
    if some := [*_SOME_YEARS.finditer(said), *_SOME_YEARS_HERE.finditer(here)]:
        length = int(numeral(some[-1]["a"] or some[-1]["b"]))
        return f"{year - length + 1}-{year}", "period.some-years"
    span = passage.span(statement.quantity.start)
    if not span and _yearly(statement.left) and (plan := re.search(_PLAN.format("plan"), "".join(passage.section))):
        span = five_years(plan["plan"])
    return (span, "period.looking-back") if span else None


def _plans(said: str) -> list[re.Match[str]]:
    """Return the plans that are spoken of, without those that something is only compared with: 是“十一五”末的2倍."""
    compared = {match.start("plan") for match in _PLAN_COMPARED.finditer(said)}
    return [match for match in _PLAN_SPOKEN.finditer(said) if match.start("plan") not in compared]


def _clause(statement: Statement, said: str) -> str:
    """Return the words before a number that stand in its clause."""
    return said[max(0, len(said) - (statement.quantity.start - statement.clause.start)) :]


def _yearly(words: str) -> bool:
    """Whether the words speak of an average over years: 年均增长, but not the average of a year (PM2.5年均浓度)."""
    return bool(re.search(r"年均(?!浓度|气温|降|值|水平)", words))


def _flows(statement: Statement, said: str) -> bool:
    """Whether a number tells what happened over years (新建改造, 增长) and not how much there was at their end."""
    if _ONE_YEAR.search(_clause(statement, said)) or _REACHED.search(statement.left):
        return False
    if statement.measure in ("growth", "change", "multiple") or _yearly(statement.left):
        return True
    verb = subjects.verb_of(statement.subject) or lexicon.first(statement.left + statement.subject, "flow") >= 0
    steps = _STEPS.search(_clause(statement, said))
    turns = statement.quantity.unit.base.endswith("次")  # 务工1610万人次
    return statement.measure == "level" and bool(verb or steps or turns or statement.subject.startswith("获"))


def _continued(passage: Passage, statement: Statement) -> tuple[str, str] | None:
    """Return the year of the sentence that this one goes on with: 截至2022年末，常住人口100万人。其中城镇常住人口60万人."""
    sentence = statement.sentence
    if not re.match(r"其中|当年|同年", sentence.text):
        return None
    before = passage.text[max(0, sentence.start - _REACH) : sentence.start].rstrip("。")
    named = _named(before[before.rfind("。") + 1 :], "")
    return (named[0], "period.continued") if named else None


def _remembered(report: Report, passage: Passage, statement: Statement) -> tuple[str, str] | None:
    """Return the year that a paragraph under no dated heading named last, or the one it calls 今年 and 去年."""
    if passage.period or passage.part != "other" or starts_a_pair(statement):
        return None
    before = passage.text[max(0, statement.quantity.start - _REACH) : statement.quantity.start]
    this = report.planned[0] if report.planned else 0
    words = {"今年": this, "去年": this - 1, "过去一年": this - 1, "一年来": this - 1}
    named = [
        match
        for match in re.finditer(r"(?<![\d“])(?:19|20)\d{2}(?=年)|今年|去年|过去一年|一年来", before)
        if not re.search(rf"{_COMPARED.pattern}|[由从自]$", before[: match.start()])
        and not _YEAR_OF_PRICES.match(before, match.end())
    ]
    year = int(words.get(named[-1][0], named[-1][0])) if named and this else 0
    return (str(year), "period.paragraph") if year and this - _RECENT <= year <= this else None
