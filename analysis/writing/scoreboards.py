"""The headline indicators at one glance: what was asked of the last year that was judged, what came of it, what is next.

>>> from analysis.registries.words import speak
>>> board(speak("en"), pd.DataFrame(columns=["period", "status"]), ())
Board(judged=None, card=Empty DataFrame
Columns: []
Index: [], planned=None, scores=())
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis import tables
from analysis.comparison.scorecards import scorecard
from analysis.registries import indicators
from analysis.registries.words import Words
from analysis.writing.amounts import cited, name_of, row_falls
from analysis.writing.markup import literal
from analysis.writing.prose import answered, of_the_year
from analysis.writing.reasons import basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One headline indicator; its name and amounts are Markdown, '' for what no report states."""

    name: str
    target: str
    outcome: str
    verdict: str
    planned: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The last judged year with its scorecard, the year planned after it, and the indicators of both."""

    judged: int | None
    card: pd.DataFrame = field(default_factory=pd.DataFrame)
    planned: int | None
    scores: tuple[Score, ...]


def board(words: Words, facts: pd.DataFrame, years: Sequence[int]) -> Board:
    """Return the board of the years that reports are about; without a judged year it has the targets of the last."""
    cards = ((year, scorecard(facts, year)) for year in sorted(years, reverse=True))
    year, card = next(((year, card) for year, card in cards if answered(card)), (None, pd.DataFrame()))
    later = [other for other in sorted(years) if year is None or other > year]
    planned = next((other for other in reversed(later) if _asked(_rows(facts, other))), None)
    before, after = ({} if one is None else _rows(facts, one) for one in (year, planned))
    places = {entry.id: place for place, entry in enumerate(indicators.load())}
    keys = sorted({*_asked(before), *_asked(after)}, key=lambda key: places[key[0]])
    verdicts = of_the_year(card, year) if year else {}
    scores = tuple(_score(words, before.get(key), after.get(key), verdicts.get(key)) for key in keys)
    return Board(judged=year, card=card, planned=planned, scores=scores)


_Row = Mapping[Hashable, Any]


def _rows(facts: pd.DataFrame, year: int) -> dict[tuple[str, str], _Row]:
    """Return the headline indicators of a year by indicator and measure."""
    return {(row["indicator"], row["measure"]): row for row in tables.headline(facts, year).to_dict("records")}


def _asked(rows: Mapping[tuple[str, str], _Row]) -> list[tuple[str, str]]:
    """Return the keys of the rows that have a target."""
    return [key for key, row in rows.items() if row["target"]]


def _score(words: Words, before: _Row | None, after: _Row | None, found: _Row | None) -> Score:
    rows = [row for row in (before, after) if row]
    measure, fall = rows[0]["measure"], all(row_falls(row) for row in rows)

    def told(row: _Row | None, kind: str) -> str:
        return cited(words, row[kind], measure, fall=fall) if row else ""

    outcome, on = told(before, "outcome"), basis(words, found) if found else ""
    return Score(
        name=literal(name_of(words, rows[0]["indicator"], "", measure, fall=fall)),
        target=told(before, "target"),
        outcome=words.say("year_findings.on_basis", outcome=outcome, basis=on) if outcome and on else outcome,
        verdict=str(found["verdict"]) if found else "",
        planned=told(after, "target"),
    )
