"""The scorecard of a year: every target, the outcome that answers it, and the rule that says how it came out.

A target is one row however many documents state it: same indicator (or, outside the registry, same subject), measure,
scope and period. What answers it is compared (`matching`); what no document states but what follows from what they
state is computed and compared (`deriving`); what comes near but compares in nothing is `not comparable` and shown;
several outcomes that differ are `ambiguous` and all shown; none is `not reported`. For a target outside the registry
`not reported` says less, since an outcome in other words would not be found; its rule is then `no-same-words`, so that
readers and counts can keep the two apart.

A target is due when its last year is not after the last year that the documents report on. So the targets of a year
that is only being planned are `not due`, and those of a past year nobody looked back on are `not reported`, with the
rule `year-unreported`.

>>> card = scorecard(pd.DataFrame(columns=[column.name for column in tables.CODEBOOK]), 2023)
>>> len(card), list(card.columns)[:5]
(0, ['year', 'indicator', 'subject', 'measure', 'scope'])
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import TypedDict

import pandas as pd

from analysis import tables
from analysis.codebook import years_of
from analysis.comparison.deriving import Derived, derive
from analysis.comparison.figures import Figure, read, said
from analysis.comparison.matching import Beside, Outcomes, answers, beside, final, gather, settled, unfinished
from analysis.comparison.verdicts import Judgement, Size, agree, convert, exactness, judge, plain, reach
from analysis.registries import criteria, indicators
from analysis.registries.criteria import COMPARED, VERDICTS, Rule

COLUMNS = (
    "year", "indicator", "subject", "measure", "scope", "theme", "period", "unit", "strength",
    "target", "outcome", "derived", "verdict", "gap", "ratio", "rule", "words", "entered",
)  # fmt: skip
STRENGTHS = ("firm", "plain", "aim")  # firmest first
NESTED = ("target", "outcome", "derived")  # columns whose cells are no plain values


class Stated(tables.Cited):
    """A target or outcome in a cell of the scorecard: the citation, and what the number is about."""

    indicator: str | None
    subject: str
    measure: str
    scope: str
    period: str


class Computed(TypedDict):
    """An outcome that was computed from the outcomes beside it; `low` and `high` are as far as rounding allows."""

    way: str
    value: float
    low: float
    high: float
    unit: str
    measure: str
    bound: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """What came of one target: the outcomes shown, the rule, the gap, and the words that decided."""

    rule: Rule
    outcomes: tuple[Figure, ...] = ()
    gap: Decimal | None = None
    ratio: Decimal | None = None
    words: tuple[str, ...] = ()
    derived: Derived | None = None


def scorecard(facts: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the targets of `year` and of every span that begins or ends in it, each with what came of it.

    Columns (`COLUMNS`): `year`; `indicator`, `subject` (as the first document words it), `measure`, `scope`, `theme`,
    `period` of the target; `unit` of the gap; `strength`, the firmest of its statements; `target` and `outcome` (lists
    of `Stated`); `derived` (`Computed`, where the verdict rests on a number computed from the outcomes, else null);
    `verdict` (one of `criteria.VERDICTS`); `gap`, outcome minus target in `unit`, turned so that positive is better
    than asked where it is known which way is better, and null where the numbers are not of one kind (of what is not
    comparable it is no more than a hint); `ratio`, the outcome as a share of the target (of a range, of its lower
    end), null where nothing was compared and for growth and ranks, of which a share says nothing; `rule` (one of
    `criteria.Rule`), which `writing.reasons` puts into words; `words` of the documents that decided; `entered`, the
    sources (title / publisher) of outcomes that were entered by hand. Order: what a reader should worry about first (`VERDICTS`), headline indicators before others, then the order of the documents.
    A year without targets gives no rows.
    """
    figures = read(facts)
    outcomes = gather(figure for figure in figures if figure.kind == "outcome")
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        if figure.kind == "target" and year in (
            figure.span or ()
        ):  # a span stands on the card of the year in which it begins and when it ends
            key = (figure.name, figure.scope, figure.measure, figure.dimension, figure.period)
            groups.setdefault(key, []).append(figure)
    headline = {entry.id for entry in indicators.load() if entry.headline}
    rows = []
    for targets in groups.values():
        finding = _find(targets, outcomes)
        verdict = criteria.load().rules[finding.rule]
        order = (VERDICTS.index(verdict), targets[0].indicator not in headline)
        rows.append((order, _row(year, targets, finding)))
    rows.sort(key=lambda item: item[0])  # stable: within an order, that of the documents
    return pd.DataFrame([row for _, row in rows], columns=list(COLUMNS))


def every(facts: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Return the scorecards of several years below each other; a span stands on those of its first and its last year."""
    cards = [scorecard(facts, year) for year in years]
    filled = [card for card in cards if len(card)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(COLUMNS))


def latest(facts: pd.DataFrame, years: Sequence[int], theme: str) -> pd.DataFrame:
    """Return the targets of a theme on the scorecard of the last of the years that have outcomes of it.

    `facts` is the whole table: what a theme promised may be answered elsewhere. No rows where no year has an outcome.
    """
    own = tables.outcomes(facts)
    own = own[own["theme"] == theme]
    reported = [year for year in years if (own["period"] == str(year)).any()]
    if not reported:
        return pd.DataFrame(columns=list(COLUMNS))
    card = scorecard(facts, max(reported))
    return card[card["theme"] == theme].reset_index(drop=True)


def counts(card: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return how many targets of each value of a column (`theme`, `strength`) have each verdict.

    Columns: `by`, every verdict of `VERDICTS`, and `compared`, how many of them were held against an outcome. Order:
    most missed first, then most nearly met, then as on the card, no theme last; `strength` from the firmest.
    """
    table = pd.crosstab(card[by], card["verdict"]).reindex(columns=list(VERDICTS), fill_value=0)
    table = table.reindex(list(dict.fromkeys(card[by])))
    table["compared"] = table[list(COMPARED)].sum(axis=1)
    if by == "strength":
        return table.reindex([strength for strength in STRENGTHS if strength in table.index]).reset_index()
    table = table.sort_values(["missed", "near"], ascending=False, kind="stable").reset_index()
    return table.sort_values(by, key=lambda values: values == "", kind="stable", ignore_index=True)


def flat(card: pd.DataFrame) -> pd.DataFrame:
    """Return the scorecard with its lists and records as JSON text, for formats that hold none."""
    texts = {
        name: pd.Series(
            [None if cell is None else json.dumps(cell, ensure_ascii=False) for cell in card[name]],
            index=card.index,
            dtype=object,
        )
        for name in NESTED
    }
    return card.assign(**texts)


def _find(targets: Sequence[Figure], outcomes: Outcomes) -> _Finding:
    """Decide one row of the scorecard; the rules are tried in the order in which they are written here."""
    target = targets[0]
    last = (years_of(target.period) or (0, 0))[1]
    entered = any(figure.source for figure in outcomes.of(target.name, target.period, target.scope))
    if not entered and (outcomes.last is None or last > outcomes.last):
        return _Finding(rule="year-not-over")
    if not entered and last not in outcomes.reported:
        return _Finding(rule="year-unreported")
    if found := answers(target, outcomes):
        return _compare(targets, found)
    for derived in derive(target, outcomes):
        finding = _computed(targets, derived)
        if finding is not None:
            return finding
    if shown := beside(target, outcomes):
        return _Finding(rule=shown.rule, outcomes=shown.figures, gap=_bare_gap(target, shown), words=shown.words)
    return _Finding(rule="no-outcome" if target.indicator else "no-same-words")


def _bare_gap(target: Figure, shown: Beside) -> Decimal | None:
    """Return how far the numbers alone are apart where one undertaking is told in other terms, as a hint."""
    nearest = settled(shown.figures) if shown.rule in {"other-terms", "unfinished"} else None
    if nearest is None or nearest.measure != target.measure:
        return None
    return judge(target.size, nearest.size, target.better).gap


def _compare(targets: Sequence[Figure], shown: tuple[Figure, ...]) -> _Finding:
    """Hold outcomes of the right measure against every statement of the target; all must tell the same story."""
    last = final(shown)
    if not all(agree(one.size, other.size) for one, other in combinations(last, 2)):
        return _Finding(rule="outcomes-differ", outcomes=shown)
    best = min(last, key=lambda figure: exactness(figure.size))
    return _one([_judge(target, best, shown) for target in targets])


def _judge(target: Figure, outcome: Figure, shown: tuple[Figure, ...]) -> _Finding:
    judgement = judge(target.size, outcome.size, target.better)
    found = _Finding(rule=judgement.rule, outcomes=shown, gap=judgement.gap, ratio=_ratio(target.size, outcome.size))
    words = criteria.load().words
    asked, answered = said(words["basis"], target.before), said(words["basis"], outcome.before)
    if asked and asked != answered:
        return replace(found, rule="other-basis", words=asked + answered)
    running = unfinished(outcome)
    begun = said(words["begun"], target.clause) and not said(words["done"], target.clause)
    # What is still under way can only turn out to be less: a shortfall stands.
    if running and judgement.rule != "short" and not begun:
        return replace(found, rule="unfinished", words=running)
    return replace(found, words=answered)


def _ratio(target: Size, outcome: Size) -> Decimal | None:
    told = convert(outcome, target)
    if told is None or target.measure in {"growth", "rank"} or target.value <= 0:
        return None
    return plain(told.value / target.value)


def _computed(targets: Sequence[Figure], derived: Derived) -> _Finding | None:
    """Judge a computed outcome; None where it is only the least there can be and that is not enough to say."""
    judged = [judge(target.size, derived.size, target.better) for target in targets]
    if derived.least and not all(_enough(target, one) for target, one in zip(targets, judged, strict=True)):
        return None
    return _one(
        [
            _Finding(
                rule=one.rule,
                outcomes=derived.terms,
                gap=one.gap,
                ratio=_ratio(target.size, derived.size),
                derived=derived,
            )
            for target, one in zip(targets, judged, strict=True)
        ]
    )


def _enough(target: Figure, judgement: Judgement) -> bool:
    """Tell whether an outcome that can only be more has reached its target already."""
    upwards = target.size.bound != "le" and target.better == "up"
    return upwards and judgement.rule in {"beyond", "reached"}


def _one(findings: Sequence[_Finding]) -> _Finding:
    """Return the one story that all statements of a target tell, by the gap to the most demanding."""
    verdicts = {criteria.load().rules[finding.rule] for finding in findings}
    if len(verdicts) > 1:
        return _Finding(rule="targets-differ", outcomes=findings[0].outcomes)
    return min(findings, key=lambda finding: Decimal(0) if finding.gap is None else finding.gap)


def _row(year: int, targets: Sequence[Figure], finding: _Finding) -> dict[str, object]:
    first = targets[0]
    return {
        "year": year,
        "indicator": first.indicator,
        "subject": first.subject,
        "measure": first.measure,
        "scope": first.scope,
        "theme": first.theme,
        "period": first.period,
        "unit": first.size.unit,
        "strength": min((figure.cited["strength"] for figure in targets), key=STRENGTHS.index),
        "target": [_stated(figure) for figure in targets],
        "outcome": [_stated(figure) for figure in finding.outcomes],
        "derived": None if finding.derived is None else _told(finding.derived),
        "verdict": criteria.load().rules[finding.rule],
        "gap": None if finding.gap is None else float(finding.gap),
        "ratio": None if finding.ratio is None else float(finding.ratio),
        "rule": finding.rule,
        "words": "、".join(finding.words),
        "entered": "; ".join(dict.fromkeys(figure.source for figure in finding.outcomes if figure.source)),
    }


def _stated(figure: Figure) -> Stated:
    return Stated(
        **figure.cited,
        indicator=figure.indicator,
        subject=figure.subject,
        measure=figure.measure,
        scope=figure.scope_stated,
        period=figure.period,
    )


def _told(derived: Derived) -> Computed:
    low, high = reach(derived.size)
    return Computed(
        way=derived.way,
        value=float(derived.size.value),
        low=float(plain(low)),
        high=float(plain(high)),
        unit=derived.size.unit,
        measure=derived.size.measure,
        bound="ge" if derived.least else derived.size.bound,
    )
