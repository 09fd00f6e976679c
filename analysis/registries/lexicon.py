"""The words of the grammar, from `data/lexicon.toml`, as patterns that the rules of `language`, `periods` and `scopes` are built of.

>>> ends("粮食产量达到", "reach"), ends("比上年增长", "up"), ends("提高到", "reach")
('达到', '增长', '提高到')
>>> begins("新增绿地", "counting"), begins("绿地", "counting")
('新增', '')
"""

from __future__ import annotations

import functools
import re

from analysis.registries import files

_LISTS = {
    "up": ("change", "up"),
    "down": ("change", "down"),
    "fronted_up": ("change", "fronted_up"),
    "fronted_down": ("change", "fronted_down"),
    "noun_up": ("change", "noun_up"),
    "noun_down": ("change", "noun_down"),
    "reach": ("reach", "words"),
    "moved": ("reach", "moved"),
    "trailing": ("reach", "trailing"),
    "lead": ("lead", "words"),
    "counting": ("verbs", "counting"),
    "not_verbs": ("verbs", "not_verbs"),
    "chained": ("verbs", "chained"),
    "flow": ("years", "flow"),
    "closing": ("verbs", "closing"),
    "size": ("nouns", "size"),
    "counted": ("nouns", "counted"),
    "pairs": ("nouns", "pairs"),
    "money": ("nouns", "money"),
    "generic": ("nouns", "generic"),
    "general": ("nouns", "general"),
    "container": ("nouns", "container"),
    "plan_size": ("nouns", "plan_size"),
    "actor": ("nouns", "actor"),
    "institution": ("nouns", "institution"),
    "share": ("nouns", "share"),
    "attribute": ("nouns", "attribute"),
    "predicate": ("predicate", "words"),
    "uninformative": ("predicate", "uninformative"),
    "not_predicates": ("predicate", "not_predicates"),
    "finished": ("predicate", "finished"),
    "causative": ("predicate", "causative"),
    "dative": ("predicate", "dative"),
    "aside": ("predicate", "aside"),
    "promoted": ("predicate", "promoted"),
    "effort": ("predicate", "effort"),
    "manner": ("predicate", "manner"),
    "effect": ("predicate", "effect"),
    "firm": ("strength", "firm"),
    "aim": ("strength", "aim"),
    "place_like": ("scope", "not_places"),
    "parts_bare": ("scope", "parts_bare"),
    "parts_named": ("scope", "parts_named"),
    "provinces": ("scope", "provinces"),
    "organisations": ("scope", "organisations"),
}

#: The lists there are.
NAMES = tuple(_LISTS)


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return one list of the lexicon."""
    table, key = _LISTS[name]
    return frozenset(_data()[table][key].split())


@functools.cache
def _data() -> dict[str, dict[str, str]]:
    return files.read("lexicon.toml")


@functools.cache
def _longest(name: str) -> int:
    return max(map(len, words(name)))


@functools.cache
def _alternatives(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words(name), key=lambda word: (-len(word), word)))


@functools.cache
def _compiled(name: str, shape: str) -> re.Pattern[str]:
    return re.compile(shape.format(_alternatives(name)))


def ends(text: str, name: str) -> str:
    """Return the longest word of a list that `text` ends with, or ''."""
    match = _compiled(name, "(?:{})$").search(text[-_longest(name) :])  # a clause can be megabytes long
    return match[0] if match else ""


def begins(text: str, name: str) -> str:
    """Return the longest word of a list that `text` begins with, or ''."""
    match = _compiled(name, "(?:{})").match(text)
    return match[0] if match else ""


def first(text: str, name: str, start: int = 0) -> int:
    """Return where the first word of a list stands in `text` from `start` on, or -1."""
    match = _compiled(name, "(?:{})").search(text, start)
    return match.start() if match else -1


def last(text: str, name: str) -> tuple[int, int]:
    """Return the span of the last word of a list in `text`, or (-1, -1)."""
    span = (-1, -1)
    for match in _compiled(name, "(?:{})").finditer(text):
        span = match.span()
    return span
