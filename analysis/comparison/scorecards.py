"""The scorecard of a year: every target, the outcome that answers it, and the rule that says how it came out.

A target is one row however many documents state it: same indicator (or, outside the registry, same subject), measure,
scope and period. Its outcomes are the facts of the same indicator and scope for that period. What fits in the measure
is compared; what fits in nothing but the measure is `not comparable` and shown; several that differ are `ambiguous`
and all shown; none is `not reported`. A pair is never made by likeness: two subjects that the registry does not hold
are the same when their words are, after the empty ones (`idle` in `data/verdicts.toml`) are taken away. For such a
target `not reported` says less, since an outcome in other words would not be found; its rule is then `no-same-words`,
so that readers and counts can keep the two apart.

A target is due when its last year is not after the last year that the documents report on. So the targets of a year
that is only being planned are `not due`, and those of a past year nobody looked back on are `not reported`, with the
rule `year-unreported`.

>>> card = scorecard(pd.DataFrame(columns=[column.name for column in tables.CODEBOOK]), 2023)
>>> len(card), list(card.columns)[:5]
(0, ['year', 'indicator', 'subject', 'measure', 'scope'])
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

import pandas as pd

from analysis import tables
from analysis.codebook import years_of
from analysis.comparison.verdicts import Better, Size, Verdict, agree, exactness, judge, settings
from analysis.registries import indicators, units
from analysis.registries.words import Words, speak

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
COLUMNS = (
    "year", "indicator", "subject", "measure", "scope", "theme", "period", "unit",
    "target", "outcome", "verdict", "gap", "rule", "reason", "reason_zh",
)  # fmt: skip
_CLAUSE = re.compile(r"[，,；;。：:！!？?\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    """A row of the facts table, as far as a comparison needs it."""

    cited: tables.Cited
    indicator: str | None
    subject: str
    scope: str
    theme: str
    period: str
    size: Size
    before: str  # the clause up to the number
    clause: str  # the whole clause


@dataclass(frozen=True, slots=True, kw_only=True)
class _Years:
    last: int | None  # the last year that the documents report on
    reported: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """What came of one target: the outcomes shown, the rule, the gap, and words for the sentence."""

    rule: str
    outcomes: tuple[_Fact, ...] = ()
    gap: Decimal | None = None
    words: str = ""
    note: str = ""


def scorecard(facts: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the targets of `year` and of every span that begins or ends in it, each with what came of it.

    Columns (`COLUMNS`): `year`; `indicator`, `subject` (as the first document words it), `measure`, `scope`, `theme`,
    `period` of the target; `unit` of the gap; `target` and `outcome` (lists of `tables.Cited`); `verdict` (one of
    `VERDICTS`); `gap`, outcome minus target in `unit`, turned so that positive is better than asked where it is known
    which way is better, and null where nothing was compared; `rule` (a name in `data/verdicts.toml`) and its sentence
    in English (`reason`) and Chinese (`reason_zh`). Order: what a reader should worry about first (`VERDICTS`),
    headline indicators before others, then the order of the documents. A year without targets gives no rows.
    """
    results = _read(tables.outcomes(facts))
    spans = [span for span in map(years_of, {fact.period for fact in results}) if span]
    years = _Years(last=max((last for _, last in spans), default=None), reported=frozenset(last for _, last in spans))
    candidates: dict[str, list[_Fact]] = {}
    for fact in results:
        candidates.setdefault(_identity(fact), []).append(fact)
    groups: dict[tuple[str, ...], list[_Fact]] = {}
    for fact in _read(tables.targets(facts)):
        if _on_card(fact.period, year):
            key = (_identity(fact), fact.scope, fact.size.measure, _unit_kind(fact), fact.period)
            groups.setdefault(key, []).append(fact)
    headline = {entry.id for entry in indicators.load() if entry.headline}
    languages = (speak("en"), speak("zh"))
    rows = []
    for targets in groups.values():
        finding = _find(targets, candidates.get(_identity(targets[0]), []), years)
        verdict = settings().rules[finding.rule].verdict
        order = (VERDICTS.index(verdict), targets[0].indicator not in headline)
        rows.append((order, _row(year, targets, finding, years, languages)))
    rows.sort(key=lambda item: item[0])  # stable: within an order, that of the documents
    return pd.DataFrame([row for _, row in rows], columns=list(COLUMNS))


def every(facts: pd.DataFrame, years: Iterable[int]) -> pd.DataFrame:
    """Return the scorecards of several years below each other; a span stands on those of its first and its last year."""
    cards = [scorecard(facts, year) for year in years]
    filled = [card for card in cards if len(card)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(COLUMNS))


def flat(card: pd.DataFrame) -> pd.DataFrame:
    """Return the scorecard with `target` and `outcome` as JSON text, for formats that hold no lists."""
    as_json = {name: [json.dumps(cell, ensure_ascii=False) for cell in card[name]] for name in ("target", "outcome")}
    return card.assign(**as_json)


def _read(table: pd.DataFrame) -> list[_Fact]:
    ordered = table.drop_duplicates(["report", "start"]).sort_values(["report", "start"])
    return [_fact(row, cited) for row, cited in zip(ordered.to_dict("records"), tables.cited(ordered), strict=True)]


def _fact(row: Mapping[Hashable, Any], cited: tables.Cited) -> _Fact:
    value, number = _decimal(row["value"]), _decimal(row["number"])
    place = row["start"] - row["quote_start"]
    before = _CLAUSE.split(row["quote"][:place])[-1]
    return _Fact(
        cited=cited,
        indicator=None if pd.isna(row["indicator"]) else row["indicator"],
        subject=row["subject"],
        scope=row["scope"],
        theme=row["theme"],
        period=row["period"],
        size=Size(
            measure=row["measure"],
            value=value,
            value_to=None if pd.isna(row["value_to"]) else _decimal(row["value_to"]),
            unit=row["unit"],
            factor=number / value if value else Decimal(1),
            base=row["base_unit"],
            bound=row["bound"],
        ),
        before=before,
        clause=before + _CLAUSE.split(row["quote"][place:])[0],
    )


def _decimal(number: float) -> Decimal:
    """Return the decimal that the document wrote: the shortest one that is this float."""
    return Decimal(repr(float(number)))


def _identity(fact: _Fact) -> str:
    """Return what makes two facts be about the same thing."""
    if fact.indicator is not None:
        return fact.indicator
    idle = "|".join(map(re.escape, settings().words["idle"]))
    name = re.sub(idle, "", fact.subject)
    if len(name) < settings().shortest:  # 项目 or 投资 alone could be anybody's
        name = f"{fact.cited['report']}:{fact.cited['start']}"
    return f"={name}"  # no id of the registry begins with =


def _unit_kind(fact: _Fact) -> str:
    """Return what the unit measures; all counts are of one kind, since the same thing is counted."""
    kind = units.dimension(fact.size.base)
    return "count" if kind in {"", "people", "visits"} or kind.startswith("count") else kind


def _on_card(period: str, year: int) -> bool:
    """Tell whether a target of this period stands on the card of `year`: a span when it is set and when it is due."""
    return year in (years_of(period) or ())


def _find(targets: Sequence[_Fact], candidates: Sequence[_Fact], years: _Years) -> _Finding:
    """Decide one row of the scorecard; the rules are tried in the order in which they are written here."""
    target = targets[0]
    span = years_of(target.period)
    last = span[1] if span else 0
    if years.last is None or last > years.last:
        return _Finding(rule="year-not-over")
    if last not in years.reported:
        return _Finding(rule="year-unreported")
    here = [fact for fact in candidates if fact.scope == target.scope]
    of_period = [fact for fact in here if fact.period == target.period]
    fitting = [fact for fact in of_period if fact.size.measure == target.size.measure]
    fitting = [fact for fact in fitting if _unit_kind(fact) == _unit_kind(target)] or fitting
    as_wide = [fact for fact in fitting if _extent(fact) == _extent(target)]
    if as_wide:
        return _compare(targets, as_wide)
    if fitting:
        words = dict.fromkeys(word for fact in (*targets, *fitting) for word in _extent(fact))
        return _Finding(rule="other-extent", outcomes=tuple(fitting), words="、".join(words))
    if of_period:
        return _Finding(rule="other-measure", outcomes=tuple(of_period))
    of_last_year = [fact for fact in here if fact.period == str(last)]
    if of_last_year:
        return _Finding(rule="year-against-span", outcomes=tuple(of_last_year))
    elsewhere = [f for f in candidates if f.period == target.period and f.size.measure == target.size.measure]
    if elsewhere:
        return _Finding(rule="other-scope", outcomes=tuple(elsewhere))
    return _Finding(rule="no-outcome" if target.indicator else "no-same-words")


def _extent(fact: _Fact) -> tuple[str, ...]:
    """Return the words that say how much of the thing is counted: only those of a grade, or all of them so far.

    A grade belongs to the member of a list that it stands in, and so to the subject; 累计 reaches the whole clause.
    """
    words = settings().words
    return _said(words["grade"], fact.subject) + _said(words["cumulative"], fact.before)


def _final(facts: Sequence[_Fact]) -> Sequence[_Fact]:
    """Return the final outcomes, or the estimates (预计) where there are no final ones."""
    return [fact for fact in facts if fact.cited["status"] == "actual"] or facts


def _compare(targets: Sequence[_Fact], outcomes: Sequence[_Fact]) -> _Finding:
    """Hold outcomes of the right measure against every statement of the target; all must tell the same story."""
    shown, final = tuple(outcomes), _final(outcomes)
    if not all(agree(one.size, other.size) for one, other in itertools.combinations(final, 2)):
        return _Finding(rule="outcomes-differ", outcomes=shown)
    best = min(final, key=lambda fact: exactness(fact.size))
    findings = [_judge(target, best, shown) for target in targets]
    if len({settings().rules[finding.rule].verdict for finding in findings}) > 1:
        return _Finding(rule="targets-differ", outcomes=shown)
    return min(findings, key=lambda finding: Decimal(0) if finding.gap is None else finding.gap)


def _judge(target: _Fact, outcome: _Fact, shown: tuple[_Fact, ...]) -> _Finding:
    judgement = judge(target.size, outcome.size, _better(target))
    words = settings().words
    asked, answered = _said(words["basis"], target.before), _said(words["basis"], outcome.before)
    if asked and asked != answered:
        return _Finding(rule="other-basis", outcomes=shown, gap=judgement.gap, words="、".join(asked + answered))
    unfinished = _said(words["unfinished"], outcome.clause)
    # What is still under way can only turn out to be less: a shortfall stands.
    if unfinished and judgement.rule != "short" and not _said(words["begun"], target.clause):
        return _Finding(rule="unfinished", outcomes=shown, gap=judgement.gap, words="、".join(unfinished))
    note = "basis" if answered and not asked else ""
    return _Finding(rule=judgement.rule, outcomes=shown, gap=judgement.gap, words="、".join(answered), note=note)


def _better(target: _Fact) -> Better:
    if target.indicator is None:
        return "up" if target.size.measure in settings().assumed_up else "none"
    return {entry.id: entry.better for entry in indicators.load()}[target.indicator]


def _said(words: Iterable[str], text: str) -> tuple[str, ...]:
    """Return the words that stand in the text, a word inside a longer one not counted."""
    found = [word for word in words if word in text]
    return tuple(word for word in found if not any(word != other and word in other for other in found))


def _row(
    year: int, targets: Sequence[_Fact], finding: _Finding, years: _Years, languages: tuple[Words, Words]
) -> dict[str, object]:
    first = targets[0]
    english, chinese = languages
    rule = settings().rules[finding.rule]
    return {
        "year": year,
        "indicator": first.indicator,
        "subject": first.subject,
        "measure": first.size.measure,
        "scope": first.scope,
        "theme": first.theme,
        "period": first.period,
        "unit": first.size.unit,
        "target": [fact.cited for fact in targets],
        "outcome": [fact.cited for fact in finding.outcomes],
        "verdict": rule.verdict,
        "gap": None if finding.gap is None else float(finding.gap),
        "rule": rule.name,
        "reason": _sentence(english, rule.en, targets, finding, years),
        "reason_zh": _sentence(chinese, rule.zh, targets, finding, years),
    }


def _sentence(words: Words, rule: str, targets: Sequence[_Fact], finding: _Finding, years: _Years) -> str:
    note = settings().notes[finding.note][words.lang] if finding.note else ""
    return (rule + note).format(**_parts(words, targets, finding, years))


def _parts(words: Words, targets: Sequence[_Fact], finding: _Finding, years: _Years) -> dict[str, object]:
    first, measures = targets[0], settings().measures
    unit = "个百分点" if first.size.unit == "%" else first.size.unit
    span = years_of(first.period)
    scopes = [fact.scope or settings().whole[words.lang] for fact in finding.outcomes]
    return {
        "target": _listed(words, targets),
        "outcome": _listed(words, finding.outcomes),
        "gap": "" if finding.gap is None else words.size(abs(float(finding.gap)), unit, measure="change"),
        "period": first.period.replace("-", "–"),
        "year": span[1] if span else "",
        "last": years.last or "",
        "count": len(finding.outcomes),
        "words": finding.words,
        "target_scope": first.scope or settings().whole[words.lang],
        "outcome_scope": words.listed(list(dict.fromkeys(scopes))),
        "target_measure": measures[first.size.measure][words.lang],
        "outcome_measure": measures[finding.outcomes[0].size.measure][words.lang] if finding.outcomes else "",
    }


def _listed(words: Words, facts: Iterable[_Fact]) -> str:
    """Return the different amounts among the facts, each with its bound and its unit."""
    amounts = [
        words.size(
            fact.cited["value"],
            fact.cited["unit"],
            value_to=fact.cited["value_to"],
            bound=fact.cited["bound"],
            measure=fact.size.measure,
        )
        for fact in facts
    ]
    return words.listed(list(dict.fromkeys(amounts)))
