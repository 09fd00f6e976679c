"""English names of places and issuers (`data/places.toml`), for readers who cannot read the Chinese ones.

>>> english("和平区"), english("沈北新区"), english("和平区、沈河区"), english("西安市")
('Heping District', 'Shenbei New District', 'Heping District, Shenhe District', "Xi'an City")
>>> english("沈阳市发展和改革委员会"), english("辽沈晚报"), english("世界")
('Shenyang Municipal Development and Reform Commission', 'Liaoshen Evening News', 'the world')

A name with no ending that is known stays as it is.

>>> english("左邻右里")
'左邻右里'
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources

from analysis.errors import RegistryError

_TABLES = ("known", "ending", "issuer")


def english(name: str) -> str:
    """Return the English name of a place or an issuer; of several, joined with 、, each."""
    return ", ".join(map(_one, name.split("、")))


def _one(name: str) -> str:
    tables = load()
    if name in tables["known"]:
        return tables["known"][name]
    endings = {**tables["ending"], **tables["issuer"]}
    found = max((ending for ending in endings if name.endswith(ending) and name != ending), key=len, default="")
    if not found:
        return name
    stem = name.removesuffix(found)
    return endings[found].format(tables["known"].get(stem) or _pinyin(stem))


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin  # its dictionaries take a moment, and Chinese pages need none

    syllables = lazy_pinyin(name, v_to_u=True)
    # Xi'an, so that it is not read as one syllable.
    return re.sub(r"(?<=\w)\0(?=[aeo])", "'", "\0".join(syllables)).replace("\0", "").capitalize()


@functools.cache
def load() -> Mapping[str, Mapping[str, str]]:
    """Return the tables of the registry.

    Raises RegistryError where a table is missing or unknown, or an ending has no place for the name.
    """
    tables = tomllib.loads((resources.files("analysis") / "data" / "places.toml").read_text(encoding="utf-8"))
    if set(tables) != set(_TABLES):
        raise RegistryError(f"places.toml must have the tables {', '.join(_TABLES)}")
    lost = [ending for name in _TABLES[1:] for ending, told in tables[name].items() if told.count("{}") != 1]
    if lost:
        raise RegistryError(f"places.toml: {', '.join(lost)} must have {{}} once")
    return tables
