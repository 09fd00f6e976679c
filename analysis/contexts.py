"""When a number holds, whether it is a promise or a result, how firmly it is said, and whose it is.

The passage brings part and period from its headings; the sentence can overrule both: 预计 makes an outcome an estimate,
a year in the words before the number wins over the heading's, unless it is only what the number is compared with.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from analysis.documents.headings import five_years
from analysis.documents.reports import Passage, Report
from analysis.facts import Status, Strength
from analysis.language.clauses import Clause, Sentence
from analysis.language.numerals import numeral
from analysis.language.quantities import Quantity
from analysis.language.statements import Statement
from analysis.registries import lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Status, period, strength and scope of one number, and the rules that gave them."""

    status: Status
    period: str
    strength: Strength
    scope: str
    rules: tuple[str, ...]


def read(report: Report, passage: Passage, statement: Statement) -> Context:
    """Return the context of a statement of a passage."""
    sentence, quantity = statement.sentence, statement.quantity
    said = sentence.text[max(0, quantity.start - sentence.start - _REACH) : quantity.start - sentence.start]
    period, period_rule = _period(passage, said, statement.left)
    status, status_rule = _status(report, passage, said, period)
    if statement.rules[0] == "attributive":
        status, status_rule = "actual", "status.attribute"  # 总投资400亿元的项目: nobody plans that number
    if statement.rules[0].startswith("plan-size"):
        status, status_rule = "actual", "status.plan-size"  # 15项具体内容 is the size of the plan, which stands
    return Context(
        status=status,
        period=period,
        strength="plain"
        if status == "actual"
        else _strength(sentence, statement.clause, quantity),  # 争取资金 in a review
        scope=_scope(report, passage, statement, said),
        rules=(period_rule, status_rule),
    )


# How far back in its sentence a number's year and status may be said; a sentence can be megabytes long.
_REACH = 600

_SPAN = re.compile(r"((?:19|20)\d{2})年?[-—–~至到]((?:19|20)\d{2})年")
_YEAR = re.compile(r"(?<![\d“])((?:19|20)\d{2})年(?!版)")
_PLAN_YEARS = re.compile(
    r"“(十[一二三四五六七八九]?)五”?(?:规划)?(?:期间|时期|末|以来|期末|五年|收官)|“(十[一二三四五六七八九]?)五”"
)
_COMPARED = re.compile(r"(?:比|较|与|同|以|和|相当于|相比)[^，。；]{0,4}$")


def _period(passage: Passage, said: str, left: str) -> tuple[str, str]:
    """Return the period of a number: a year said in its sentence, else the heading's."""
    nearest = [match for match in _YEAR.finditer(said) if not _COMPARED.search(said[: match.start()])]
    if nearest:
        year = nearest[-1]
        span = next((m for m in _SPAN.finditer(said) if m.end() == year.end()), None)
        if span and re.search(r"[由从]$", left):
            return span[1], "period.base"
        if span and re.search(r"到|至", left[:4]):
            return span[2], "period.span"
        if span:
            return f"{span[1]}-{span[2]}", "period.span"
        if not re.search(r"《[^》]*$", said[: year.start()]) and not re.search(r"“[^”]*$", said[: year.start()]):
            return year[1], "period.year"
    last = re.search(r"(?:去年|上年|上一年)(?:末|底)?[^，。；]{0,12}$", said)
    if last and passage.period.isdigit() and passage.part != "review" and not _COMPARED.search(said[: last.start()]):
        return str(int(passage.period) - 1), "period.last-year"
    base = re.search(r"(?:比|较)((?:19|20)\d{2})年", left)
    if base and passage.period.isdigit() and int(passage.period) - int(base[1]) > 1:  # 比2020年下降18.5%
        return f"{int(base[1]) + 1}-{passage.period}", "period.since"
    if re.search(r"由|从", left[-1:]) and passage.period.isdigit():
        years = 5 if re.search(r"五年|“十.?五”", said + "".join(passage.section)) else 1
        return str(int(passage.period) - years), "period.base"
    within = re.search(r"([二三四五])年(?:内|时间)?(?:进入|迈入|实现|达到|建成|完成)", said)
    if within and passage.part != "review" and passage.period.isdigit():  # 力争三年进入全国50强
        return f"{passage.period}-{int(passage.period) + int(numeral(within[1])) - 1}", "period.within"
    if "年均" in left and passage.part == "review":
        plan = _PLAN_YEARS.search(said) or _PLAN_YEARS.search("".join(passage.section))
        if plan:
            return five_years(plan[1] or plan[2]), "period.plan"
        if re.search(r"五年", said) and passage.period.isdigit():
            return f"{int(passage.period) - 4}-{passage.period}", "period.plan"
    return passage.period, "period.heading"


def _status(report: Report, passage: Passage, said: str, period: str) -> tuple[Status, str]:
    """Return whether a number is a promise or a result."""
    if re.search(r"预测", said) and re.search(r"组织|银行|机构|经合", said):
        return "forecast", "status.forecast"
    if passage.part == "review":
        return ("estimate", "status.expected") if re.search(r"预计", said) else ("actual", "status.review")
    planned = report.planned[0] if report.planned else 0
    if period.isdigit() and planned and int(period) < planned and passage.part != "other":
        return "actual", "status.past-year"
    if passage.part in ("plan", "aims"):
        return "target", "status.plan"
    promised = re.search(r"力争|确保|争取|目标|将(?!近)|要|到20\d\d年", said) or (
        period.isdigit() and planned and int(period) >= planned
    )
    return ("target", "status.promise") if promised else ("actual", "status.statement")


def _strength(sentence: Sentence, clause: Clause, quantity: Quantity) -> Strength:
    """Return how firmly a number is said: by the nearest such word before it in its clause, or one that opens the sentence."""
    own = sentence.text[clause.start - sentence.start : quantity.start - sentence.start][-_REACH:]
    reach = own if any(lexicon.first(own, name) >= 0 for name in ("firm", "aim")) else _list_head(sentence, clause)
    firm, aim = lexicon.last(reach, "firm")[0], lexicon.last(reach, "aim")[0]
    if firm < 0 and aim < 0:
        return "plain"
    return "firm" if firm > aim else "aim"


def _list_head(sentence: Sentence, clause: Clause) -> str:
    """Return the clause before this one if it carries no number and hands on its verb (确保全年，…)."""
    index = bisect_left(sentence.clauses, clause.start, key=lambda each: each.start)
    before = sentence.clauses[index - 1] if index else None
    return before.text if before and not before.members and len(before.text) <= 6 else ""


def _scope(report: Report, passage: Passage, statement: Statement, said: str) -> str:
    """Return the part or other place that a number is about: named in its clause, or opening its sentence."""
    clause = statement.clause
    for whole in sorted(lexicon.words("wholes"), key=len, reverse=True):
        opens = 0 <= clause.text.find(whole) < 8 and statement.rules[0] != "list.respectively"
        if opens or statement.subject.startswith(whole):
            return whole
    for place in report.places:
        if statement.subject.startswith(place):
            return place
    if report.places:
        places = "|".join(sorted(map(re.escape, report.places), key=len, reverse=True))
        named = re.match(f"(?:(?:{places})[、和及]?)+", clause.text) or re.match(f"(?:(?:{places})[、和及]?)+", said)
        if named:  # 和平区、沈河区上榜: a figure of both
            return named[0].rstrip("、和及")
    held = next((place for place in report.places for head in passage.section if head.startswith(place)), "")
    if held:
        return held
    return ""
