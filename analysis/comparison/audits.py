"""The audit: everything in the documents that can be held against something else in them.

Two kinds of statement: `agreement` (what is said more than once) and `arithmetic` (what follows from other numbers).
Each is one row with the figures it rests on. `holds` is empty where the numbers do not decide it or one of them is not
there; `missing` then says what. What does not hold comes first, what was not decided last.

>>> audit(pd.DataFrame(columns=[column.name for column in CODEBOOK])).columns.tolist()[:4]
['kind', 'type', 'rule', 'holds']
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import get_args

import pandas as pd

from analysis.codebook import CODEBOOK as CODEBOOK
from analysis.codebook import Column
from analysis.comparison.agreements import agreements
from analysis.comparison.arithmetic import arithmetic
from analysis.comparison.figures import Figure, read
from analysis.comparison.shares import shares
from analysis.comparison.statements import Statement, Sum
from analysis.comparison.sums import sums
from analysis.registries import auditing, indicators, relations, units
from analysis.registries.words import Words, speak

#: The codebook of the audit.
AUDIT: tuple[Column, ...] = (
    Column(
        name="kind",
        dtype="str",
        words=get_args(auditing.Kind),
        zh="种类：说法是否一致、数是否算得通",
        en="agreement (what is said more than once) or arithmetic (what follows from other numbers)",
    ),
    Column(name="type", dtype="str", zh="类型", en="type of agreement, or of arithmetic"),
    Column(name="rule", dtype="str", zh="规则", en="name of the rule in `data/audits.toml`"),
    Column(
        name="holds", dtype="bool", null=True, zh="是否成立；无法判断则空", en="whether it holds; empty if undecided"
    ),
    Column(name="claim", dtype="str", zh="内容（英文）", en="what is claimed, in English, the sum written out"),
    Column(name="claim_zh", dtype="str", zh="内容（中文）", en="the same in Chinese"),
    Column(name="missing", dtype="str", zh="为何无法判断（英文）", en="why it is undecided"),
    Column(name="missing_zh", dtype="str", zh="为何无法判断（中文）", en="the same in Chinese"),
    Column(name="stated", dtype="float64", null=True, zh="所写的数", en="the number stated, of arithmetic"),
    Column(
        name="computed", dtype="float64", null=True, zh="算得的数", en="what the other numbers come to, in its unit"
    ),
    Column(name="low", dtype="float64", null=True, zh="算得的最小值", en="the least they may come to; empty if open"),
    Column(name="high", dtype="float64", null=True, zh="算得的最大值", en="the most they may come to; empty if open"),
    Column(name="unit", dtype="str", zh="单位", en="unit of these numbers"),
    Column(name="indicator", dtype="str", null=True, zh="指标库编号", en="id in the indicator registry"),
    Column(name="subject", dtype="str", zh="指标，用原文的词", en="what it is about, in the document's words"),
    Column(name="measure", dtype="str", zh="度量", en="its measure"),
    Column(name="scope", dtype="str", zh="范围", en="its scope"),
    Column(name="theme", dtype="str", zh="主题编号", en="its theme"),
    Column(name="period", dtype="str", zh="年份或起止年", en="its year or span of years"),
    Column(name="status", dtype="str", zh="目标、结果等", en="target, outcome, forecast, or passing remark of a plan"),
    Column(name="facts", dtype="str", zh="所依据的事实", en="the facts it rests on: report, start, end and number"),
)
COLUMNS = tuple(column.name for column in AUDIT)
_ORDER = (False, True, None)
_MILLION = 10**6
_BEYOND = {"≥": ">", "≤": "<", "=": "≠"}  # what a sum that may only be more is, where it is not the number stated


def types() -> tuple[str, ...]:
    """Return the types of statements, agreement first, in the order of the data file."""
    known = auditing.load()
    return (*known.agreement, *dict.fromkeys(rule["type"] for rule in known.arithmetic.values()))


def audit(facts: pd.DataFrame) -> pd.DataFrame:
    """Return every statement of the documents that can be checked against another (columns: `AUDIT`).

    `holds` is True, False or None, `facts` a list of `tables.Cited`. Order: what does not hold, what holds, what is not
    decided; within these by type (`types`), then in the order of the documents.
    """
    figures = read(facts)
    languages = (speak("en"), speak("zh"))
    statements = [*agreements(figures), *arithmetic(figures), *shares(figures), *sums(figures)]
    rows = [_row(statement, *languages) for statement in statements]
    rows = list({(row["rule"], row["claim_zh"]): row for row in reversed(rows)}.values())[::-1]  # the first of each
    order = types()
    rows.sort(key=lambda row: (_ORDER.index(row["holds"]), order.index(str(row["type"]))))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.assign(holds=table["holds"].astype(object))


def flat(table: pd.DataFrame) -> pd.DataFrame:
    """Return the audit with `facts` as JSON text, for formats that hold no lists."""
    return table.assign(facts=[json.dumps(cell, ensure_ascii=False) for cell in table["facts"]])


def _row(statement: Statement, english: Words, chinese: Words) -> dict[str, object]:
    first, found = statement.figures[0], statement.sum
    about = found.stated if found else first
    rule = auditing.load().rule(statement.kind, statement.rule)
    return {
        "kind": statement.kind,
        "type": rule["type"] if statement.kind == "arithmetic" else statement.rule,
        "rule": statement.rule,
        "holds": statement.holds,
        "claim": _claim(english, statement),
        "claim_zh": _claim(chinese, statement),
        "missing": _missing(english, statement),
        "missing_zh": _missing(chinese, statement),
        "stated": found and float(found.stated.value),
        "computed": found and float(found.amount),
        "low": found and _finite(found.within.low),
        "high": found and _finite(found.within.high),
        "unit": about.cited["unit"],
        "indicator": about.indicator,
        "subject": about.subject,
        "measure": about.measure,
        "scope": about.scope,
        "theme": about.theme,
        "period": first.period,
        "status": first.kind,
        "facts": list({figure.place: figure.cited for figure in statement.figures}.values()),
    }


def _claim(words: Words, statement: Statement) -> str:
    rule = auditing.load().rule(statement.kind, statement.rule)
    fails = "fails_" if statement.kind == "arithmetic" and statement.holds is False else ""
    if fails and f"unlike_{words.lang}" in rule and _unlike(statement):
        fails = "unlike_"
    told = rule[fails + words.lang].format(**_fields(words, statement))
    if statement.sum is None:
        return str(told)
    return words.say("audit.claim", claim=told, sum=written_out(words, statement.sum, statement.holds))


def _unlike(statement: Statement) -> bool:
    """Tell whether a statement holds targets of different documents against each other."""
    return len({figure.cited["report"] for figure in statement.figures if figure.kind == "target"}) > 1


def _missing(words: Words, statement: Statement) -> str:
    if not statement.missing:
        return ""
    return str(auditing.load().missing[statement.missing][words.lang].format(**_fields(words, statement)))


def _fields(words: Words, statement: Statement) -> dict[str, object]:
    first = max(statement.figures, key=lambda figure: figure.period)  # of the later of two years
    fall = first.measure == "growth" and all(figure.value < 0 for figure in statement.figures)
    amounts = [_amount(words, figure, fall=fall) for figure in statement.figures]
    part = next((one for one in statement.figures if one.measure in {"growth", "level"}), first)
    return {
        "name": name_of(words, first, fall=fall) if statement.kind == "agreement" else _plain_name(words, first),
        "part": _plain_name(words, part),
        "whole": words.inside(_whole_name(words, statement.whole)),
        "year": words.period(first.period).removesuffix("年"),  # the claims say it themselves
        "last": (first.year or 0) - 1,
        "status": words.say(f"audit.{first.kind}"),
        "amount": _amount(words, statement.figures[0]),
        "others": words.listed(list(dict.fromkeys(amounts[1:]))),
        # 2万套 and 2万套（间） are one number, told once.
        "amounts": words.listed(list(dict.fromkeys(amounts[:1] if statement.rule == "same" else amounts))),
        "count": len(statement.figures),
        "n": statement.items,
    }


def name_of(words: Words, figure: Figure, *, fall: bool = False) -> str:
    """Return the name of a figure with its measure, as the pages tell it: 进出口总额增速."""
    kind = "fall" if fall else figure.measure
    return _scoped(words, words.say(f"measure.{kind}", name=words.indicator(figure.indicator, figure.subject)), figure)


def _plain_name(words: Words, figure: Figure) -> str:
    return _scoped(words, words.indicator(figure.indicator, figure.subject), figure)


def _whole_name(words: Words, whole: Figure | str) -> str:
    """Return the name of a whole, also of one that only the words of a share tell (民生支出占一般公共预算支出比重)."""
    if isinstance(whole, Figure):
        return _plain_name(words, whole)
    known = relations.load().brief.get(whole)
    called = "" if words.lang == "zh" or known else indicators.called(whole)
    return called or words.indicator(known, whole)


def _scoped(words: Words, name: str, figure: Figure) -> str:
    return words.say("facts.scoped", name=name, scope=words.named(figure.scope)) if figure.scope else name


def written_out(words: Words, found: Sum, holds: bool | None) -> str:
    """Return a sum as a reader writes it: 14.4 + 0.4 = 14.8万人, and what is stated where that is another number."""
    unit = _unit(found.stated)
    product = any(isinstance(term, str) and "×" in term for term in found.terms)
    terms = "".join(
        term
        if isinstance(term, str)
        else _amount(words, term, bare=not product and _bare(words, term, unit), size=True)
        for term in found.terms
    )
    shown = _rounded(found.amount, _digit(found))
    equal = "≥" if _finite(found.within.high) is None else "≤" if _finite(found.within.low) is None else "="
    amount = words.size(float(shown), unit)
    stated = _amount(words, found.stated)
    told = f"{terms} {equal} {amount}"
    if amount == stated:
        return told
    if holds is None:
        return words.say("audit.against", sum=told, stated=stated)
    return f"{told} {'≈' if holds else _BEYOND[equal]} {stated}"


def _amount(words: Words, figure: Figure, *, bare: bool = False, size: bool = False, fall: bool = False) -> str:
    """Return a number with bound and unit; of a term of a sum its size alone, because the sign stands before it."""
    value, to = figure.cited["value"], figure.cited["value_to"]
    return words.size(
        abs(value) if size else value,
        _unit(figure),
        value_to=to,
        bound=figure.cited["bound"],
        measure="level" if size else figure.measure,
        signed=figure.measure == "change" and not size,
        bare=bare,
        fall=fall,
    )


def _bare(words: Words, term: Figure, unit: str) -> bool:
    """Tell whether a term goes without its unit, because the result has it; English names the scale of large numbers."""
    return _unit(term) == unit != "%" and (words.lang == "zh" or term.number < _MILLION)


def _unit(figure: Figure) -> str:
    return units.whole(figure.cited["unit"], figure.cited["base_unit"])


def _digit(found: Sum) -> Fraction:
    """Return the digit to tell a result to: one more than is stated, or as many as its terms have."""
    stated = found.stated
    terms = [term for term in found.terms if isinstance(term, Figure) and term.dimension == stated.dimension]
    return min([Fraction(stated.written) / 10, *(Fraction(term.written) * term.per(stated) for term in terms)])


def _rounded(amount: Fraction, digit: Fraction) -> Fraction:
    return round(amount / digit) * digit


def _finite(end: Fraction | float) -> float | None:
    return float(end) if isinstance(end, Fraction) else None
