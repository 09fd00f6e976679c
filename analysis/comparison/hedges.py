"""How far a written number reaches, and the words of the audit, as `data/audits.toml` has them.

>>> hedge = Hedge.of({"digit": "telling", "said": ["1", "1"], "widest": ["2", "2"], "cap": ["0.1", "0.25"]})
>>> hedge.reach("said", Decimal("5.2"), written=Decimal("0.1"), telling=Decimal("0.1"))
(Decimal('0.1'), Decimal('0.1'))
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, Self

from analysis.registries import files

Reading = Literal["said", "widest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """How far below and above its size a number reaches in each reading, in units of a digit; None has no end."""

    digit: Literal["written", "telling"]
    said: tuple[Decimal | None, Decimal | None]
    widest: tuple[Decimal | None, Decimal | None]
    cap: Mapping[Reading, Decimal]

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Self:
        """Read one entry of the data file."""
        said, widest = (
            tuple(None if reach == "open" else Decimal(reach) for reach in entry[name]) for name in ("said", "widest")
        )
        cap: dict[Reading, Decimal] = {}
        if "cap" in entry:
            cap = {"said": Decimal(entry["cap"][0]), "widest": Decimal(entry["cap"][1])}
        return cls(digit=entry["digit"], said=(said[0], said[1]), widest=(widest[0], widest[1]), cap=cap)

    def reach(
        self, reading: Reading, size: Decimal, *, written: Decimal, telling: Decimal
    ) -> tuple[Decimal | float, Decimal | float]:
        """Return how far below and above its size a number reaches."""
        digit = written if self.digit == "written" else telling
        most = size * self.cap[reading] if reading in self.cap else math.inf
        below, above = (
            math.inf if reach is None else min(reach * digit, most)
            for reach in (self.said if reading == "said" else self.widest)
        )
        return below, above


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `data/audits.toml` holds for reading numbers and matching them."""

    hedges: Mapping[str, Hedge]
    apart: Fraction
    words: Mapping[str, tuple[str, ...]]
    days: Mapping[str, str]
    sums: Mapping[str, tuple[str, ...]]
    means: Mapping[str, tuple[str, ...]]
    wholes: Mapping[str, str]


@functools.cache
def settings() -> Settings:
    """Return the widths and words of the audit, read once."""
    found = data()
    words = {name: (entry,) if isinstance(entry, str) else tuple(entry) for name, entry in found["words"].items()}
    return Settings(
        hedges={name: Hedge.of(entry) for name, entry in found["hedges"].items()},
        apart=Fraction(found["apart"]["times"]),
        words=words,
        days=found["pairs"]["days"],
        sums={whole: tuple(parts) for whole, parts in found["pairs"]["sums"].items()},
        means={whole: tuple(parts) for whole, parts in found["pairs"]["means"].items()},
        wholes=found["pairs"]["wholes"],
    )


@functools.cache
def data() -> dict[str, Any]:
    """Return `data/audits.toml`."""
    return files.read("audits.toml")
