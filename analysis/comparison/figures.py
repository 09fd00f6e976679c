"""A number of the documents as far as a comparison needs it: what it is of, for when, its size, and the words around it.

The facts table is read into figures once; no module after this one looks at it again. Two figures are of one thing where
their `name` is the same: the id of the registry, or outside it the same words after the empty ones (`idle` in
`data/verdicts.toml`) are taken away. A subject of a few characters (项目) names nothing by itself and is the same as no
other. What amounts a number may stand for is told in `data/hedges.toml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import pandas as pd

from analysis import tables
from analysis.codebook import SECTION, years_of
from analysis.comparison import wording
from analysis.comparison.intervals import Interval, around, exactly
from analysis.comparison.verdicts import Size
from analysis.comparison.wording import clauses, stripped
from analysis.documents.folding import fold
from analysis.facts import BY_HAND
from analysis.registries import auditing, criteria, hedges, indicators, relations, units
from analysis.registries.hedges import Reading
from analysis.registries.indicators import Better

_UNREGISTERED = "="  # no id of the registry begins with it

Kind = Literal["target", "outcome", "forecast", "passing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A row of the facts table, as far as a comparison needs it."""

    cited: tables.Cited
    text: str
    indicator: str | None
    subject: str
    name: str  # the indicator, also of a part of its year, or the subject without its empty words
    measure: str
    scope: str  # '' also where the name of the indicator says it already
    scope_stated: str
    season: tuple[str, ...]  # words for the part of the year that it is about, none where it is the whole
    extent: tuple[str, ...]
    period: str
    kind: Kind
    theme: str
    section: str
    task: int | None
    quote: str
    quote_start: int
    before: str  # the clause up to the number
    after: str  # the clause after it
    number: Decimal
    base: str
    size: Size
    source: str  # title and publisher of what it was entered from by hand; '' if a document states it

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What makes two figures of an audit be of the same thing, whatever their measure and year."""
        return (self.name, self.scope, self.extent)

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last year that it is about."""
        return years_of(self.period)

    @property
    def year(self) -> int | None:
        """Its year; None where it is of a span or cannot be told."""
        span = self.span
        return span[1] if span and span[0] == span[1] else None

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands."""
        return self.cited["report"], self.cited["start"]

    @property
    def sentence(self) -> tuple[str, int]:
        """Where its sentence stands."""
        return self.cited["report"], self.quote_start

    @property
    def clause(self) -> str:
        """The clause it stands in, as it reads."""
        return f"{self.before}{self.text}{self.after}"

    @property
    def better(self) -> Better:
        """Which way is better, as the registry has it or as is assumed of what it does not know."""
        if self.name.startswith(_UNREGISTERED):
            return "up" if self.measure in criteria.load().assumed_up else "none"
        return indicators.entry(self.name).better

    @property
    def value(self) -> Decimal:
        """The number as written."""
        return decimal(self.cited["value"])

    @property
    def exact(self) -> bool:
        """Whether things were counted one by one and all of them told: 885列 and 318天, not 14.8万人."""
        counted = self.dimension == "count" or self.base in auditing.load().words["counted"]
        counted = counted and self.measure in {"level", "change"}
        return counted and self.cited["bound"] == "eq" and self.value == self.number and self.value % 1 == 0

    @property
    def dimension(self) -> str:
        """What its unit measures; counts and people are alike, since the same thing is counted."""
        if self.measure in {"multiple", "rank"}:
            return self.measure
        kind = units.kind(self.base)
        return f"{self.measure} in {kind}" if self.measure in {"growth", "share"} else kind

    @property
    def written(self) -> Decimal:
        """One unit of the last digit written: 0.1 of 14.0, 1 of 1000."""
        return Decimal(1).scaleb(min(0, _exponent(_arabic(self.text, self.value))))

    @property
    def telling(self) -> Decimal:
        """One unit of the last digit that says something: 1 of 14.0, 1000 of 1000."""
        return Decimal(1).scaleb(_exponent(self.value.normalize()))

    def per(self, other: Figure) -> Fraction:
        """Return how much one of its unit is in the unit of another figure of its dimension: 0.0001 for 人 in 万人."""
        own = Fraction(self.number) / Fraction(self.value) if self.value else Fraction(1)
        theirs = Fraction(other.number) / Fraction(other.value) if other.value else Fraction(1)
        if self.base == other.base or self.dimension in {"count", "rank", "multiple"}:
            return own / theirs
        return own / theirs * Fraction(units.convert(Decimal(1), self.base, other.base))

    def amounts(self, reading: Reading, *, bound: bool = True) -> Interval:
        """Return the amounts that it may stand for, in its own unit; without its `bound`, the number alone."""
        if self.exact:
            return exactly(self.value)
        size, ends = abs(self.value), [abs(self.value)]
        if self.cited["value_to"] is not None:
            ends.append(abs(decimal(self.cited["value_to"])))
        known = hedges.load()
        told = [known["digits"]]
        if bound and self.cited["bound"] in known:
            told.append(known[self.cited["bound"]])
        if self.measure == "multiple" and not self.cited["unit"]:
            told = [known["word"]]
        reaches = [hedge.reach(reading, size, written=self.written, telling=self.telling) for hedge in told]
        if len(told) > 1 and self.cited["bound"] in {"ge", "le"}:
            reaches = reaches[1:]  # a bound begins exactly where it is written
        reached = Interval(
            around(min(ends), max(below for below, _ in reaches), Decimal(0)).low,
            around(max(ends), Decimal(0), max(above for _, above in reaches)).high,
        )
        return -reached if self.value < 0 else reached

    def times(self, reading: Reading) -> Interval:
        """Return by how much a growth or multiple multiplies: 1.052 for 增长5.2%, 2.3 for 增长1.3倍, 2 for 翻番."""
        if self.measure == "multiple":
            return self.amounts(reading) + exactly(1 if self.cited["unit"] else 0)
        return exactly(1) + self.amounts(reading) * exactly(Fraction(1, 100))


def read(facts: pd.DataFrame) -> list[Figure]:
    """Return the figures of a facts table, by report and place."""
    ordered = facts.drop_duplicates(["report", "start"]).sort_values(["report", "start"])
    results = tables.outcomes(ordered)
    outcomes = set(zip(results["report"], results["start"], strict=True))
    return [
        _figure(row, cited, outcomes)
        for row, cited in zip(ordered.to_dict("records"), tables.cited(ordered), strict=True)
    ]


def decimal(number: float) -> Decimal:
    """Return the decimal that the document wrote: the shortest one that is this float."""
    return Decimal(repr(float(number))).normalize() + 0


def _figure(row: Mapping[Hashable, Any], cited: tables.Cited, outcomes: set[tuple[str, int]]) -> Figure:
    place, quote = row["start"] - row["quote_start"], fold(row["quote"])  # words are looked for as they read
    end = place + len(row["text"])
    before = clauses(quote[:place])[-1]
    span = years_of(row["period"])
    season = wording.season(quote[:place]) if span and span[0] == span[1] else ()  # “十四五”期间 is no part of a year
    indicator = None if pd.isna(row["indicator"]) else str(row["indicator"])
    status = row["status"]
    passing: Kind = "outcome" if (cited["report"], cited["start"]) in outcomes else "passing"
    return Figure(
        cited=cited,
        text=row["text"],
        indicator=indicator,
        subject=row["subject"],
        name=indicator or _name(row, cited, season),
        measure=row["measure"],
        scope=relations.home(indicator, row["scope"]),
        scope_stated=row["scope"],
        season=season,
        extent=tuple(sorted((*season, *wording.extent(row["subject"], before, row["period"])))),
        period=row["period"],
        kind=status if status in {"target", "forecast"} else passing,
        theme=row["theme"],
        section=row["section"],
        task=None if pd.isna(row["task"]) else int(row["task"]),
        quote=row["quote"],
        quote_start=int(row["quote_start"]),
        before=before,
        after=clauses(quote[end:])[0],
        number=decimal(row["number"]),
        base=row["base_unit"],
        size=_size(row),
        source=SECTION.join(row["section"].split(SECTION)[:2]) if row["report"] == BY_HAND else "",
    )


def _name(row: Mapping[Hashable, Any], cited: tables.Cited, season: tuple[str, ...]) -> str:
    subject = row["subject"]
    if season and (
        known := indicators.identify(stripped(subject, season), row["measure"], row["unit"], row["base_unit"])
    ):
        return known  # the registry does not take 上半年城镇新增就业 for what a year adds, and nor does `matching`
    name = stripped(subject, criteria.load().words["idle"])
    # 项目 or 投资 alone could be anybody's.
    if len(name) < criteria.load().shortest:
        return f"{_UNREGISTERED}{cited['report']}:{cited['start']}"
    return f"{_UNREGISTERED}{name}"


def _size(row: Mapping[Hashable, Any]) -> Size:
    value, base = decimal(row["value"]), row["base_unit"]
    value_to = None if pd.isna(row["value_to"]) else decimal(row["value_to"])
    factor = decimal(row["number"]) / value if value else units.split(row["unit"])[0]
    if row["measure"] == "multiple" and not base:  # 翻番 is twice as much, 增长1倍 the same
        value, base = value - 1, "倍"
        value_to = None if value_to is None else value_to - 1
        factor = Decimal(1)
    return Size(
        measure=row["measure"],
        value=value,
        value_to=value_to,
        unit=row["unit"],
        factor=factor,
        base=base,
        bound=row["bound"],
    )


def _arabic(text: str, value: Decimal) -> Decimal:
    """Return the digits as written, zeros at the end included; of a number in Chinese, its value."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    return Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else value


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # no document writes an infinity
    return exponent
