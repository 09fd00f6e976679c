"""How far a written number reaches below and above its size, as `data/hedges.toml` has it.

>>> load()["approx"].reach("said", Decimal("5.2"), written=Decimal("0.1"), telling=Decimal("0.1"))
(Decimal('0.1'), Decimal('0.1'))
>>> load()["ge"].reach("widest", Decimal(20), written=Decimal(1), telling=Decimal(10))
(Decimal('0'), Decimal('Infinity'))
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args

from analysis.registries import files

Reading = Literal["said", "widest"]
Digit = Literal["written", "telling"]

_FILE = "hedges.toml"
_KINDS = ("digits", "approx", "ge", "le", "word")
_ENDLESS = Decimal("Infinity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """How far below and above its size a number reaches in each reading, in units of a digit.

    What has an end reaches no further than the share `cap` of the size.
    """

    digit: Digit
    reaches: Mapping[Reading, tuple[Decimal, Decimal]]
    cap: Mapping[Reading, Decimal]

    def reach(self, reading: Reading, size: Decimal, *, written: Decimal, telling: Decimal) -> tuple[Decimal, Decimal]:
        """Return how far below and above its size a number reaches; what has no end is infinite."""
        digit = written if self.digit == "written" else telling
        most = size * self.cap[reading] if reading in self.cap else _ENDLESS
        below, above = (_ENDLESS if reach == _ENDLESS else min(reach * digit, most) for reach in self.reaches[reading])
        return below, above


def load() -> Mapping[str, Hedge]:
    """Return the hedges by what they are, read once.

    Raises RegistryError where `analysis/data/hedges.toml` is malformed.
    """
    return _registry()


def parse(text: str) -> Mapping[str, Hedge]:
    """Read the hedges from TOML.

    Raises RegistryError that lists everything wrong with them.
    """
    data = files.parsed(text, _FILE)
    files.check(text, _FILE, _faults(data))
    return {
        kind: Hedge(
            digit=entry["digit"],
            reaches={reading: (_reach(entry[reading][0]), _reach(entry[reading][1])) for reading in get_args(Reading)},
            cap=dict(zip(get_args(Reading), map(Decimal, entry.get("cap", ())), strict=False)),
        )
        for kind, entry in data.items()
    }


def _faults(data: Mapping[str, Any]) -> Iterator[str]:
    yield from (fault.removeprefix(".") for fault in files.odd_keys("", data, _KINDS))
    for kind, entry in data.items():
        odd = list(files.odd_keys(kind, entry, ("digit", *get_args(Reading)), also=("cap",)))
        yield from odd
        if odd:
            continue
        if entry["digit"] not in get_args(Digit):
            yield f"{kind}.digit is {entry['digit']!r}, one of {', '.join(get_args(Digit))} is meant"
        for key in (*get_args(Reading), *(["cap"] if "cap" in entry else [])):
            pair = entry[key]
            if not isinstance(pair, list) or len(pair) != 2 or not all(_is_reach(one, key) for one in pair):
                yield f'{kind}.{key} is {pair!r}, two numbers from 0 on in quotation marks such as "0.5" are meant'


def _is_reach(value: object, key: str) -> bool:
    if value == "open":
        return key != "cap"
    try:
        return isinstance(value, str) and Decimal(value).is_finite() and Decimal(value) >= 0
    except InvalidOperation:
        return False


def _reach(told: str) -> Decimal:
    return _ENDLESS if told == "open" else Decimal(told)


@functools.cache
def _registry() -> Mapping[str, Hedge]:
    return parse(files.content(_FILE))
