"""How an outcome is judged: the thresholds, the words that decide and the verdict of every rule.

They stand in `analysis/data/verdicts.toml`, which can be changed; the briefings print what is in it. A file that leaves
a measure without a margin or gives a verdict nobody knows is refused with every fault, its key and what would be right.

>>> load().margins["growth"].near, load().rules["short"]
(Decimal('0.2'), 'missed')
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, cast, get_args

from analysis.errors import nearest
from analysis.facts import Measure
from analysis.registries import files

Verdict = Literal["missed", "near", "not comparable", "ambiguous", "not reported", "met", "exceeded", "not due"]
REACHED: tuple[Verdict, ...] = ("met", "exceeded")
COMPARED: tuple[Verdict, ...] = ("missed", "near", *REACHED)  # what worries first
Rule = Literal[
    "beyond", "reached", "within-hedge", "within-rounding", "little-short", "short",
    "other-measure", "flow-against-stock", "part-of-whole", "other-extent", "part-of-year", "other-scope", "other-basis", "other-terms",
    "unfinished", "year-against-span", "other-unit", "no-direction",
    "outcomes-differ", "targets-differ", "no-outcome", "no-same-words", "year-unreported", "year-not-over",
]  # fmt: skip
Of = Literal["target", "points"]

# In the order in which a reader should worry.
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

_FILE = "verdicts.toml"
_WORDS = ("grade", "cumulative", "basis", "unfinished", "begun", "done", "idle")
_COUNTS = (("same", "shortest"), ("strength", "few"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How much short is `near` and how much more is `exceeded`: shares of the target, or points of its unit."""

    of: Of
    near: Decimal
    exceeded: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What the file holds; `margins` by measure, `words` by what they say, `rules` with the verdict of each."""

    margins: Mapping[str, Margin]
    assumed_up: tuple[str, ...]
    shortest: int
    few: int
    words: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, Verdict]


def load() -> Criteria:
    """Return the criteria, read once.

    Raises RegistryError where `analysis/data/verdicts.toml` is malformed.
    """
    return _registry()


def parse(text: str) -> Criteria:
    """Read the criteria from TOML.

    Raises RegistryError that lists everything wrong with them.
    """
    data = files.parsed(text, _FILE)
    files.check(text, _FILE, _faults(data))
    return Criteria(
        margins={
            name: Margin(of=margin["of"], near=Decimal(margin["near"]), exceeded=Decimal(margin["exceeded"]))
            for name, margin in data["margins"].items()
        },
        assumed_up=tuple(data["assumed"]["up"]),
        shortest=data["same"]["shortest"],
        few=data["strength"]["few"],
        words={name: tuple(data["words"][name]) for name in _WORDS},
        rules=cast("dict[str, Verdict]", data["rules"]),
    )


def _faults(data: Mapping[str, Any]) -> Iterator[str]:
    tables = {
        "margins": get_args(Measure),
        "assumed": ("up",),
        "same": ("shortest",),
        "strength": ("few",),
        "words": _WORDS,
        "rules": get_args(Rule),
    }
    odd = [fault for name, keys in tables.items() for fault in files.odd_keys(name, data.get(name), keys)]
    odd += [f"{name} is not known{nearest(name, tables)}" for name in sorted(data.keys() - tables.keys())]
    if odd:
        yield from odd
        return
    for measure, margin in data["margins"].items():
        wrong = list(files.odd_keys(f"margins.{measure}", margin, ("of", "near", "exceeded")))
        yield from wrong
        if wrong:
            continue
        if margin["of"] not in get_args(Of):
            yield f"margins.{measure}.of is {margin['of']!r}, one of {', '.join(get_args(Of))} is meant"
        for key in ("near", "exceeded"):
            yield from _wrong_number(f"margins.{measure}.{key}", margin[key])
    for table, key in _COUNTS:
        if type(data[table][key]) is not int or data[table][key] < 1:
            yield f"{table}.{key} is {data[table][key]!r}, a whole number from 1 on is meant"
    for table, key in (("assumed", "up"), *(("words", name) for name in _WORDS)):
        cells = data[table][key]
        if not isinstance(cells, list) or not all(isinstance(cell, str) and cell for cell in cells):
            yield f"{table}.{key} is {cells!r}, a list of words is meant"
        elif table == "assumed":
            unknown = [cell for cell in cells if cell not in get_args(Measure)]
            yield from (
                f"assumed.up has {cell!r}, a measure is meant{nearest(cell, get_args(Measure))}" for cell in unknown
            )
    for rule, verdict in data["rules"].items():
        if verdict not in VERDICTS:
            hint = nearest(str(verdict), VERDICTS)
            yield f"rules.{rule} is {verdict!r}, one of {', '.join(VERDICTS)} is meant{hint}"


def _wrong_number(where: str, value: object) -> Iterator[str]:
    try:
        right = isinstance(value, str) and Decimal(value) >= 0
    except InvalidOperation:
        right = False
    if not right:
        yield f'{where} is {value!r}, a number from 0 on in quotation marks such as "0.05" is meant'


@functools.cache
def _registry() -> Criteria:
    return parse(files.content(_FILE))
