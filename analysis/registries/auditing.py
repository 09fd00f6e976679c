"""What an audit goes by: its words, when two numbers of one name are of two things, and what it says of each statement.

All of it stands in `analysis/data/audits.toml`; a key that is missing or that nobody reads is refused with its line.

>>> load().words["parts"], load().apart
(('其中',), Fraction(2, 1))
>>> load().arithmetic["sum"]["type"], sorted(load().missing)[:2]
('parts', ['constant-prices', 'definition'])
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, get_args

from analysis.errors import nearest
from analysis.registries import files

Kind = Literal["agreement", "arithmetic"]
Agreement = Literal[
    "same", "rounding", "hedge", "bound", "unit", "revision", "definition", "undecided", "conflict",
]  # fmt: skip
Arithmetic = Literal[
    "level-change", "level-growth", "change-growth", "stock-new", "share-growth", "same-whole", "share-of-whole", "share-of-count",
    "growth-of-count", "days-share", "days-change", "sum", "parts", "within", "between", "announced", "tasks",
    "headings", "named",
]  # fmt: skip
Missing = Literal[
    "last-year", "constant-prices", "whole", "digits", "departures", "items", "outline", "definition", "revision",
]  # fmt: skip

_FILE = "audits.toml"
_WORDS = (
    "counted", "part_of_year", "mean", "last_year", "new", "stock", "parts", "announced", "giving",
    "announcing", "tasks", "fields", "listed",
)  # fmt: skip
_LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditing:
    """What the file holds; statements by their rule, with their words by key: `zh`, `en`, `fails_zh` and so on."""

    words: Mapping[str, tuple[str, ...]]
    apart: Fraction  # how many times as much another number of one thing may be
    agreement: Mapping[str, Mapping[str, str]]
    arithmetic: Mapping[str, Mapping[str, str]]
    notes: Mapping[str, Mapping[str, str]]
    missing: Mapping[str, Mapping[str, str]]

    def rule(self, kind: Kind, name: str) -> Mapping[str, str]:
        """Return the words of a statement."""
        return self.agreement[name] if kind == "agreement" else self.arithmetic[name]


def load() -> Auditing:
    """Return what an audit goes by, read once.

    Raises RegistryError where `analysis/data/audits.toml` is malformed.
    """
    return _registry()


def parse(text: str) -> Auditing:
    """Read it from TOML.

    Raises RegistryError that lists everything wrong with it, by line.
    """
    data = files.parsed(text, _FILE)
    files.check(text, _FILE, _faults(data))
    return Auditing(
        words={name: tuple(data["words"][name]) for name in _WORDS},
        apart=Fraction(data["apart"]["times"]),
        **{name: data[name] for name in ("agreement", "arithmetic", "notes", "missing")},
    )


def _faults(data: Mapping[str, Any]) -> Iterator[str]:
    tables: dict[str, tuple[str, ...]] = {
        "apart": ("times",),
        "words": _WORDS,
        "agreement": get_args(Agreement),
        "arithmetic": get_args(Arithmetic),
        "missing": get_args(Missing),
    }
    odd = [fault for name, keys in tables.items() for fault in files.odd_keys(name, data.get(name), keys)]
    odd += files.odd_keys("notes", data.get("notes"), (), also=get_args(Arithmetic))
    odd += [f"{name} is not known{nearest(name, tables)}" for name in data if name not in {*tables, "notes"}]
    yield from odd
    if odd:
        return
    times = data["apart"]["times"]
    if type(times) is not int or times < 1:
        yield f"apart.times is {times!r}, a whole number from 1 on is meant"
    for name, words in data["words"].items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
            yield f"words.{name} is {words!r}, a list of words is meant"
    for name in ("agreement", "notes", "missing"):
        for rule, told in data[name].items():
            yield from _wrong_words(f"{name}.{rule}", told, _LANGUAGES)
    for rule, told in data["arithmetic"].items():
        fails = tuple(f"fails_{lang}" for lang in _LANGUAGES)
        unlike = tuple(f"unlike_{lang}" for lang in _LANGUAGES)
        yield from _wrong_words(f"arithmetic.{rule}", told, ("type", *_LANGUAGES, *fails), also=unlike)


def _wrong_words(where: str, told: object, keys: tuple[str, ...], also: tuple[str, ...] = ()) -> Iterator[str]:
    yield from files.odd_keys(where, told, keys, also=also)
    if isinstance(told, dict):
        yield from (f"{where}.{key} is {text!r}, a text is meant" for key, text in told.items() if not _is_text(text))
        if 0 < len(also) - len(told.keys() & {*also}) < len(also):
            yield f"{where} has only some of {', '.join(also)}"


def _is_text(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


@functools.cache
def _registry() -> Auditing:
    return parse(files.content(_FILE))
