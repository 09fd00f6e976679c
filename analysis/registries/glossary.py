"""The words that glosses are put together from (`data/glossary.toml`), read into what `glosses` asks of them.

>>> glossary = load()
>>> [word.before for word in glossary.words["产业链"]], glossary.done["改造"], glossary.acts["改造"]
(['industrial chain'], 'renovated', 'renovation of')
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.errors import RegistryError
from analysis.registries import files

_FILE = "glossary.toml"
_TABLES = {"new", "verbs", "measures", "frames", "after", "adjectives", "nouns"}
_LISTS = {"idle", "carriers", "proper", "examples"}
_PARTS = {"nouns": 1, "verbs": 2}  # how often | may stand in an entry
_JOINTS = {"、": ",", "和": "and", "及": "and", "与": "and"}

_HAN = re.compile(r"[一-鿿]")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word inside a phrase: as it stands before another, as the last of its phrase, and what stands behind its head.

    An act is told as a noun only before a `carrier`; a joint stands between two adjectives.
    """

    kind: Literal["noun", "adjective", "act", "joint"]
    before: str = ""
    last: str = ""
    behind: str = ""
    carrier: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The file as read; the keys are Chinese, an English text of `frames` has {} in it."""

    words: Mapping[str, tuple[Word, ...]]
    longest: int
    new: Mapping[str, str]
    done: Mapping[str, str]
    acts: Mapping[str, str]
    measures: Mapping[str, str]
    frames: tuple[tuple[str, str, str], ...]  # before, behind, English
    idle: tuple[str, ...]
    proper: tuple[str, ...]


@functools.cache
def load() -> Glossary:
    """Return the glossary.

    Raises RegistryError where `analysis/data/glossary.toml` is malformed.
    """
    return parse(files.content(_FILE))


def plural(noun: str) -> str:
    """Return the regular plural.

    >>> [plural(noun) for noun in ("project", "facility", "branch", "motorway")]
    ['projects', 'facilities', 'branches', 'motorways']
    """
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if _SIBILANT.search(noun) else f"{noun}s"


def parse(text: str) -> Glossary:
    """Read a glossary from TOML.

    Raises RegistryError that lists everything wrong with it.
    """
    data = files.parsed(text, _FILE)
    if data.keys() != _TABLES | _LISTS:
        odd = ", ".join(sorted(data.keys() ^ (_TABLES | _LISTS)))
        raise RegistryError(f"{_FILE}: {odd} missing or unknown; in it are {', '.join(sorted(_TABLES | _LISTS))}")
    faults = [
        f"{table}: {word} = {told!r}: {fault}"
        for table in sorted(_TABLES)
        for word, told in data[table].items()
        for fault in _wrong(table, word, told)
    ]
    if faults:
        raise RegistryError(f"{_FILE}: {'; '.join(faults)}")
    words: defaultdict[str, list[Word]] = defaultdict(list)
    for adjective, told in data["adjectives"].items():
        words[adjective].append(Word(kind="adjective", before=told))
    for noun, told in data["nouns"].items():
        before, _, last = told.partition(" | ")
        words[noun].append(
            Word(kind="noun", before=before, last=last or plural(before), carrier=noun in data["carriers"])
        )
    for word, told in data["after"].items():
        words[word].append(Word(kind="adjective", behind=told))
    verbs = {verb: told.split(" | ") for verb, told in data["verbs"].items()}
    for verb, (_, *act) in verbs.items():
        if act:
            words[verb].append(Word(kind="act", before=act[0]))
    for joint, told in _JOINTS.items():
        words[joint].append(Word(kind="joint", before=told))
    return Glossary(
        words={unicodedata.normalize("NFKC", word): tuple(readings) for word, readings in words.items()},
        longest=max(map(len, words)),
        new=data["new"],
        done={verb: told[0] for verb, told in verbs.items()},
        acts={verb: act[1] if len(act) > 1 else f"{act[0]} of" for verb, (_, *act) in verbs.items() if act},
        measures=data["measures"],
        frames=tuple((*frame.split("{}"), told) for frame, told in data["frames"].items()),
        proper=tuple(data["proper"]),
        idle=tuple(sorted(data["idle"], key=len, reverse=True)),
    )


def _wrong(table: str, word: str, told: object) -> Iterator[str]:
    """Yield what is wrong with an entry."""
    if not isinstance(told, str) or not told or _HAN.search(told):
        yield "English is meant"
    elif told.count(" | ") > _PARTS.get(table, 0):
        yield f"at most {_PARTS.get(table, 0)} | in it"
    elif table == "frames" and (word.count("{}"), told.count("{}")) != (1, 1):
        yield "one {} on both sides"
