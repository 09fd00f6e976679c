"""A target or an outcome as far as a comparison needs it: its size, its subject, and the words around it that count.

Facts of the table are read into claims once; the modules after this one never look at the table again. What two
claims must share to be about the same thing is decided here too: the id of the registry, or outside it the same words
after the empty ones (`idle` in `data/verdicts.toml`) are taken away. A subject of a few characters (项目) names
nothing by itself and is the same as no other.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis import tables
from analysis.codebook import years_of
from analysis.comparison.verdicts import Size
from analysis.registries import criteria, indicators, relations, units
from analysis.registries.indicators import Better

_CLAUSE = re.compile(r"[，,；;。：:！!？?\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
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

    @property
    def measure(self) -> str:
        """What the number measures."""
        return self.size.measure

    @property
    def place(self) -> str:
        """The part of the territory that the number is about, '' where the name of its indicator says it already."""
        return relations.home(self.indicator, self.scope)

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last year that the number is about."""
        return years_of(self.period)


def read(table: pd.DataFrame) -> list[Claim]:
    """Return the rows of a facts table as claims, in the order of the documents."""
    ordered = table.drop_duplicates(["report", "start"]).sort_values(["report", "start"])
    return [_claim(row, cited) for row, cited in zip(ordered.to_dict("records"), tables.cited(ordered), strict=True)]


def identity(claim: Claim) -> str:
    """Return what makes two claims be about the same thing."""
    if claim.indicator is not None:
        return claim.indicator
    settings = criteria.load()
    idle = "|".join(map(re.escape, settings.words["idle"]))
    name = re.sub(idle, "", claim.subject)
    if len(name) < settings.shortest:  # 项目 or 投资 alone could be anybody's
        name = f"{claim.cited['report']}:{claim.cited['start']}"
    return f"={name}"  # no id of the registry begins with =


def kind(claim: Claim) -> str:
    """Return what the unit measures; all counts are of one kind, since the same thing is counted."""
    dimension = units.dimension(claim.size.base)
    return "count" if dimension in {"", "people", "visits"} or dimension.startswith("count") else dimension


def extent(claim: Claim) -> tuple[str, ...]:
    """Return the words that say how much of the thing is counted: only those of a grade, or all of them so far.

    A grade belongs to the member of a list that it stands in, and so to the subject; 累计 reaches the whole clause.
    """
    words = criteria.load().words
    return said(words["grade"], claim.subject) + said(words["cumulative"], claim.before)


def better(claim: Claim) -> Better:
    """Return which way is better, as the registry has it or as is assumed of what it does not know."""
    if claim.indicator is None:
        return "up" if claim.measure in criteria.load().assumed_up else "none"
    return {entry.id: entry.better for entry in indicators.load()}[claim.indicator]


def said(words: Iterable[str], text: str) -> tuple[str, ...]:
    """Return the words that stand in the text, a word inside a longer one not counted.

    >>> said(["省级", "省级以上", "市级"], "新认定省级以上龙头企业")
    ('省级以上',)
    """
    found = [word for word in words if word in text]
    return tuple(word for word in found if not any(word != other and word in other for other in found))


def _claim(row: Mapping[Hashable, Any], cited: tables.Cited) -> Claim:
    place = row["start"] - row["quote_start"]
    before = _CLAUSE.split(row["quote"][:place])[-1]
    indicator = None if pd.isna(row["indicator"]) else str(row["indicator"])
    return Claim(
        cited=cited,
        indicator=indicator,
        subject=row["subject"],
        scope=row["scope"],
        theme=row["theme"],
        period=row["period"],
        size=_size(row),
        before=before,
        clause=before + _CLAUSE.split(row["quote"][place:])[0],
    )


def _size(row: Mapping[Hashable, Any]) -> Size:
    value, base, measure = _decimal(row["value"]), row["base_unit"], row["measure"]
    value_to = None if pd.isna(row["value_to"]) else _decimal(row["value_to"])
    factor = _decimal(row["number"]) / value if value else units.split(row["unit"])[0]
    if measure == "multiple" and not base:  # 翻番 is twice as much, 增长1倍 the same
        value, base = value - 1, "倍"
        value_to = None if value_to is None else value_to - 1
        factor = Decimal(1)
    return Size(
        measure=measure,
        value=value,
        value_to=value_to,
        unit=row["unit"],
        factor=factor,
        base=base,
        bound=row["bound"],
    )


def _decimal(number: float) -> Decimal:
    """Return the decimal that the document wrote: the shortest one that is this float."""
    return Decimal(repr(float(number)))
