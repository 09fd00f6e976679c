"""Whether a number is a promise or a result, and how firmly it is said.

The passage brings its part from its headings; the sentence can overrule it: 预计 makes an outcome an estimate, and what
stands already is none of a plan's promises (国家已设立400亿元基金). `periods` says when a number holds, `scopes` where.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from analysis import periods, scopes
from analysis.documents.passages import Passage
from analysis.documents.reports import Report
from analysis.facts import Status, Strength
from analysis.language.bounds import Quantity
from analysis.language.clauses import Clause, Sentence
from analysis.language.measures import Statement
from analysis.periods import Period
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
    said = periods.spoken(statement)
    when = periods.read(report, passage, statement)
    status, status_rule = _status(report, passage, statement, said, when)
    if statement.tells == "attribute":
        status, status_rule = "actual", "status.attribute"  # 总投资400亿元的项目: nobody plans that number
    if statement.tells == "plan size":
        status, status_rule = "actual", "status.plan-size"  # 15项具体内容 is the size of the plan, which stands
    return Context(
        status=status,
        period=when.years,
        strength="plain"
        if status == "actual"
        else _strength(sentence, statement.clause, quantity),  # 争取资金 in a review
        scope=scopes.read(report, passage, statement, said),
        rules=(when.rule, status_rule),
    )


# How far back in its clause firmness may be said; a clause can be megabytes long.
_REACH = 600

# What stands already in a plan: 国家已设立400亿元基金, 我国有13亿人口.
_STANDING = re.compile(
    r"已(?:经)?(?:设立|成立|建立|形成|累计|下达|发放|拥有|有|达|占|突破|超过|完成)|^(?:我国|全国|全省|全市|目前|现在)现?共?有"
)
_PROMISED = re.compile(
    r"力争|确保|争取|目标|将(?!近)|(?<![主重需必首紧])要(?![素点闻件塞])|到20\d\d年|(?<![比入])计划(?:实施|完成|新建)"
)


def _status(report: Report, passage: Passage, statement: Statement, said: str, when: Period) -> tuple[Status, str]:
    """Return whether a number is a promise or a result."""
    if re.search(r"预测|调[高低]|[上下]调", said) and re.search(
        r"(?:货币基金|经合|合作与发展)组织|世界银行|机构|联合国", said
    ):
        return "forecast", "status.forecast"
    if passage.part == "review":
        return ("estimate", "status.expected") if _expected(statement, said) else ("actual", "status.review")
    planned, period = report.planned[0] if report.planned else 0, when.years
    if period and planned and int(period[-4:]) < planned and passage.part != "other":
        return ("estimate", "status.expected") if _expected(statement, said) else ("actual", "status.past-year")
    if passage.part in ("plan", "aims"):
        clause = statement.clause.text[: statement.quantity.start - statement.clause.start]
        stands = _STANDING.search(clause[-_REACH:])
        stands = stands or re.search(r"(?<!今年)以来[^。]*$", said)  # 建区以来实施项目81个
        if report.kind == "news":
            stands = stands or re.search(r"(?:上半年|前三季度|一季度|1至\d+月)(?!.*目标)[^。]*$", said)
        return ("actual", "status.standing") if stands else ("target", "status.plan")
    if _expected(statement, said):
        return "estimate", "status.expected"
    due = period.isdigit() and planned and int(period) >= planned and not re.search(r"已|目前|现在|累计完成|实际", said)
    if when.in_passing and not re.search(r"指标|计划|预算", said):
        due = False
    since = said[max(0, said.rfind(period[-4:])) :] if period else said
    past = period and planned and int(period[-4:]) < planned and not re.search(r"指标|计划|预算|要求|目标", since)
    promised = (_PROMISED.search(said) or due) and not past
    return ("target", "status.promise") if promised else ("actual", "status.statement")


# 预计 as the predicate of what stands before it: 增长9%的计划预计可以完成.
_EXPECTED_OF = r"预计(?:可以?|能够?|将)?(?:[全如按][面期时]|顺利|圆满|超额)?(?:完成|实现)(?=[，；。]|$)"


def _expected(statement: Statement, said: str) -> bool:
    """Whether a number is only expected: after 预计 in its sentence, or before a 预计 that says so of the whole clause."""
    clause, place = statement.clause, statement.quantity.stop - statement.clause.start
    if re.match(rf"的[^，；。]{{0,6}}{_EXPECTED_OF}", clause.text[place : place + _REACH]):
        return True
    return bool(re.search(rf"(?!{_EXPECTED_OF})预计(?!数)", said))


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
