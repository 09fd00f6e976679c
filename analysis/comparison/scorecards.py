"""The scorecard of a year: every target, the outcome that answers it, and the rule that says how it came out.

A target is one row however many documents state it: same indicator (or, outside the registry, same subject), measure,
scope, period, part of the year, and as much of the thing (累计 or not). What came of it is decided in `decisions`: an
outcome that answers it is compared; what comes near but compares in nothing is `not comparable` and shown; several
outcomes that differ are `ambiguous` and all shown; none is `not reported`. For a target outside the registry `not
reported` says less, since an outcome in other words would not be found; its rule is then `no-same-words`, so that readers
and counts can keep the two apart.

A target is due when its last year is not after the last year that the documents report on. So the targets of a year
that is only being planned are `not due`, and those of a past year nobody looked back on are `not reported`, with the
rule `year-unreported`.

>>> card = scorecard(pd.DataFrame(columns=[column.name for column in tables.CODEBOOK]), 2023)
>>> len(card), list(card.columns)[:5]
(0, ['year', 'indicator', 'subject', 'measure', 'scope'])
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from typing import TypedDict

import pandas as pd

from analysis import tables
from analysis.comparison.decisions import Decision, decide
from analysis.comparison.deriving import Derived
from analysis.comparison.figures import Figure, read
from analysis.comparison.matching import gather, portion
from analysis.comparison.verdicts import plain, reach
from analysis.registries import indicators
from analysis.registries.criteria import COMPARED, VERDICTS

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
    sources (title / publisher) of outcomes that were entered by hand.

    Order: what a reader should worry about first (`VERDICTS`), headline indicators before others, then the order of the
    documents. A year without targets gives no rows.
    """
    figures = read(facts)
    outcomes = gather(figures)
    groups: dict[Hashable, list[Figure]] = {}
    for figure in figures:
        # A span stands on the cards of the years in which it begins and ends.
        if figure.kind == "target" and year in (figure.span or ()):
            about = (figure.name, figure.scope, figure.measure, figure.dimension, figure.period)
            key = (*about, figure.season, portion(figure))
            groups.setdefault(key, []).append(figure)
    headline = {entry.id for entry in indicators.load() if entry.headline}
    rows = []
    for targets in groups.values():
        decision = decide(targets, outcomes)
        order = (VERDICTS.index(decision.verdict), targets[0].indicator not in headline)
        rows.append((order, _row(year, targets, decision)))
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


def _row(year: int, targets: Sequence[Figure], decision: Decision) -> dict[str, object]:
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
        "outcome": [_stated(figure) for figure in decision.outcomes],
        "derived": None if decision.derived is None else _told(decision.derived),
        "verdict": decision.verdict,
        "gap": None if decision.gap is None else float(decision.gap),
        "ratio": None if decision.ratio is None else float(decision.ratio),
        "rule": decision.rule,
        "words": "、".join(decision.words),
        "entered": "; ".join(dict.fromkeys(figure.source for figure in decision.outcomes if figure.source)),
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
