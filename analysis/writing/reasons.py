"""Why a target of a scorecard has its verdict, as a sentence of either language; the words are in `messages.toml`.

A scorecard holds rules and numbers. Here they become what a reader is told: the sentence of the rule, the arithmetic
where an outcome was computed, and the basis where only the outcome names one.

>>> from analysis.registries.words import speak
>>> row = {"rule": "short", "verdict": "missed", "gap": -0.8, "unit": "%", "measure": "growth", "period": "2024",
...     "scope": "", "words": "", "entered": "", "derived": None, "ratio": None, "outcome": [{"value": 5.2, "value_to": None, "unit": "%",
...     "base_unit": "%", "bound": "approx", "measure": "growth"}], "target": [{"value": 6.0, "value_to": None, "unit": "%",
...     "base_unit": "%", "bound": "ge", "measure": "growth"}]}
>>> sentence(speak("en"), row), brief(speak("zh"), row)
('≈5.2% falls short of the target of ≥6% by 0.8 pp', '低0.8个百分点')
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from analysis.codebook import years_of
from analysis.registries import relations, units
from analysis.registries.words import Words, speak
from analysis.tables import SECTION
from analysis.writing.amounts import Row, completed, said, whole_unit

_WAN = 10_000
_CLOSE = ("beyond", "reached", "little-short", "short")  # rules whose sentence says no more than the two numbers do


def explained(card: pd.DataFrame) -> pd.DataFrame:
    """Return a scorecard with two more columns, the sentence of each row: `reason` in English, `reason_zh`."""
    rows = card.to_dict("records")
    english, chinese = speak("en"), speak("zh")
    return card.assign(
        reason=pd.Series([sentence(english, row) for row in rows], index=card.index, dtype=object),
        reason_zh=pd.Series([sentence(chinese, row) for row in rows], index=card.index, dtype=object),
    )


def sentence(words: Words, row: Row) -> str:
    """Return why a row of a scorecard has its verdict, and from where its outcome was entered by hand."""
    return _sourced(words, row, _sentence(words, completed(row)))


def _sentence(words: Words, row: Row) -> str:
    told = words.say(f"because.{row['rule']}", **_fields(words, row))
    if row["derived"]:
        told = words.say("because_also.derived", arithmetic=arithmetic(words, row), sentence=told)
    # A target that names a basis was compared on it; one that names none may have been meant otherwise.
    if on := basis(words, row):
        told = words.say("because_also.basis", sentence=told, basis=on)
    return _also_named(words, row, told)


def _also_named(words: Words, row: Row, told: str) -> str:
    """Add to a reason how target and outcome are called, where one name of a thing is answered by its other one."""
    renamed = relations.load().renamed.get(row.get("indicator") or "")
    if renamed is None or renamed.outcome not in {one.get("indicator") for one in row["outcome"]}:
        return told
    return words.say("because_also.renamed", sentence=told, difference=getattr(renamed, words.lang))


def basis(words: Words, row: Row) -> str:
    """Return the basis that the outcome of a comparison alone is on: 可比口径; '' where it names none."""
    if not row["words"] or row["rule"] not in {*_CLOSE, "within-hedge"}:
        return ""
    key = f"basis.{row['words']}"
    return words.say(key) if words.knows(key) else str(row["words"])


def brief(words: Words, row: Row) -> str:
    """Return the reason for a place that shows target and outcome beside it: how far apart they are, or why not told."""
    return _sourced(words, row, _brief(words, completed(row)))


def _brief(words: Words, row: Row) -> str:
    if row["rule"] in _CLOSE:
        told = words.say(f"gap.{_side(row)}", gap=_gap(words, row))
        if row["derived"]:
            told = words.say("because_also.derived", arithmetic=arithmetic(words, row), sentence=told)
        if on := basis(words, row):
            told = words.say("because_also.basis", sentence=told, basis=on)
        return _also_named(words, row, told)
    if words.knows(f"briefly.{row['rule']}"):
        told = words.say(f"briefly.{row['rule']}", **_fields(words, row))
        if _gap(words, row):
            told = words.say(
                "because_also.bare", sentence=told, gap=words.say(f"gap.{_side(row)}", gap=_gap(words, row))
            )
        return told
    return _sentence(words, row)


def _sourced(words: Words, row: Row, told: str) -> str:
    """Add to a reason where outcomes were entered from by hand."""
    if not row["entered"]:
        return told
    sources = [source.split(SECTION) for source in row["entered"].split("; ")]
    named = [words.say("because_also.source", title=title, publisher=publisher) for title, publisher in sources]
    return words.say("because_also.entered", sentence=told, source=words.listed(named))


def arithmetic(words: Words, row: Row) -> str:
    """Return how an outcome was computed: 6794套＋2220套＝9014套."""
    way, terms = row["derived"]["way"], row["outcome"]
    if way == "sum-of-parts":
        named = [
            words.say(
                "arithmetic.part",
                name=words.inside(words.indicator(term["indicator"], term["subject"])),
                amount=_term(words, term),
            )
            for term in terms
        ]
        key = "arithmetic.one-part" if len(terms) == 1 else "arithmetic.sum-of-parts"
        fields = {"terms": words.say("arithmetic.plus").join(named)}
        return words.say(key, **fields, **({} if len(terms) == 1 else {"result": result(words, row)}))
    told = {"first": _term(words, terms[0]), "result": result(words, row)}
    if len(terms) == 2:
        told["second"] = _term(words, terms[1])
        told["year"] = min(term["period"] for term in terms)
    return words.say(f"arithmetic.{way}", **told)


def _term(words: Words, term: Row) -> str:
    """Return a number as a term of a sum, in which the sum has the plus: 50亿元÷（550亿元－50亿元）."""
    return said(words, term, "level" if term["measure"] == "change" else term["measure"])


def result(words: Words, row: Row) -> str:
    """Return a computed outcome with what is known of its exactness."""
    derived = row["derived"]
    amount = words.size(
        derived["value"],
        derived["unit"],
        bound="eq" if derived["bound"] == "ge" else derived["bound"],
        measure=derived["measure"],
    )
    if derived["bound"] != "ge":
        return amount
    if derived["low"] == derived["value"]:
        return words.say("because_also.least", amount=amount)
    least = words.size(derived["low"], derived["unit"], measure=derived["measure"])
    return words.say("because_also.least_about", amount=amount, least=least)


def _fields(words: Words, row: Row) -> dict[str, object]:
    outcomes: Sequence[Row] = row["outcome"]
    span = years_of(row["period"])
    whole = words.say("because_also.whole")
    derived = row["derived"]
    fields = {
        "target": words.listed(_distinct(words, row["target"])),
        "outcome": result(words, row) if derived else words.listed(_distinct(words, outcomes)),
        "gap": _gap(words, row),
        "period": words.period(row["period"]).removesuffix("年"),  # the reasons say it themselves
        "year": str(span[1]) if span else "",
        "count": len(outcomes),
        "words": row["words"],
        "target_scope": words.named(row["scope"]) or whole,
        "outcome_scope": words.listed(
            list(dict.fromkeys(words.named(one.get("scope", "")) or whole for one in outcomes))
        ),
        "target_measure": words.say(f"measured.{row['measure']}"),
        "outcome_measure": words.say(f"measured.{outcomes[0]['measure']}") if outcomes else "",
        "names": words.listed(
            list(
                dict.fromkeys(
                    words.inside(words.indicator(one.get("indicator"), one.get("subject", ""))) for one in outcomes
                )
            )
        ),
        "difference": _difference(words, row),
    }
    if derived:
        fields |= {
            end: words.size(derived[end], derived["unit"], measure=derived["measure"]) for end in ("low", "high")
        }
    return fields


def _gap(words: Words, row: Row) -> str:
    if row["gap"] is None or row["gap"] != row["gap"]:
        return ""
    points = row["unit"] == "%" or row["measure"] == "multiple"
    unit = "个百分点" if points else whole_unit(row["target"][0])
    gap, (multiplier, base) = abs(row["gap"]), units.split(unit)
    if row["measure"] == "multiple":  # 0.55 times as much again is 55 points
        gap = float(Decimal(repr(gap)) * 100)
    if words.lang == "zh" and gap < 1 and base and multiplier == _WAN:  # 318家, not 0.0318万家
        gap, unit = float(Decimal(repr(gap)) * multiplier), base
    return words.size(gap, unit, measure="change")


def _side(row: Row) -> str:
    """Return on which side of its target an outcome lies: `more`, `less`, `higher`, `lower` or `same`."""
    if not row["gap"]:
        return "same"
    target = row["target"][0]["value"]
    value = row["derived"]["value"] if row["derived"] else row["outcome"][0]["value"]
    above = row["ratio"] > 1 if row["ratio"] == row["ratio"] and row["ratio"] is not None else value > target
    relative = row["measure"] in ("growth", "share", "rank")
    return ("higher" if above else "lower") if relative else ("more" if above else "less")


def _difference(words: Words, row: Row) -> str:
    """Return what differs between two indicators of one undertaking."""
    pairs = [{row.get("indicator"), one.get("indicator")} for one in row["outcome"]]
    found = [kin for kin in relations.load().kin if set(kin.ids) in pairs]
    return words.listed([getattr(kin, words.lang) for kin in found])


def _distinct(words: Words, stated: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(said(words, one, one["measure"]) for one in stated))
