"""How indicators hang together, so that an outcome told in other terms than its target is found and told apart.

新建5G基站5000个 asks for what a year adds, 5G基站达到4.5万个 says what there is in all; 筹集保障性住房7200套 is
answered by its two parts. The file `analysis/data/relations.toml` states the grammar and an example of each entry.
Whether a relation lets two numbers be compared, or only shown beside each other, is decided in `comparison`.

>>> load().stocks["base_stations_5g_new"]
'base_stations_5g'
>>> [sum_.parts for sum_ in load().sums if sum_.whole == "affordable_housing"]
[('affordable_rental_housing', 'affordable_housing_for_sale')]
>>> load().renamed["high_level_teams"].outcome
'transplanted_teams'
>>> home("cross_region_services", "沈阳都市圈"), home("gdp", "沈阳都市圈")
('', '沈阳都市圈')
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.errors import nearest
from analysis.registries import files, indicators

_FILE = "relations.toml"
_FIELDS = {
    "flow": ("new", "stock", "example"),
    "whole": ("whole", "parts", "complete", "example"),
    "share": ("whole", "part", "example"),
    "days": ("count", "share", "example"),
    "brief": ("word", "whole", "example"),
    "akin": ("ids", "zh", "en", "example"),
    "renamed": ("target", "outcome", "zh", "en", "example"),
    "joint": ("both", "ids", "example"),
    "within": ("scope", "ids", "example"),
    "constant": ("ids", "words", "example"),
}
_IDS = ("new", "stock", "whole", "part", "count", "share", "target", "outcome", "both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A whole and parts of it that do not overlap; `complete` where the parts are all there is."""

    whole: str
    parts: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """Two indicators of one undertaking in different terms, and what differs in both languages."""

    ids: tuple[str, str]
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """The indicator of an outcome that answers a target under another name, and both names in both languages."""

    outcome: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """The file as read; ids are those of the registry of indicators."""

    stocks: Mapping[str, str]  # what a year adds -> what there is in all
    sums: tuple[Sum, ...]
    shares: tuple[tuple[str, str], ...]  # whole, part
    days: Mapping[str, str]  # days of a year -> their share of it
    brief: Mapping[str, str]  # a word for that of which something is a share -> indicator
    kin: tuple[Kin, ...]
    renamed: Mapping[str, Renamed]  # indicator of a target -> what answers it under another name
    joint: Mapping[str, tuple[str, ...]]  # what two grow by alike -> the two
    scopes: Mapping[str, str]  # indicator -> the part of the territory that its name already says
    constant: frozenset[str]
    constant_words: tuple[str, ...]


def load() -> Relations:
    """Return all relations.

    Raises RegistryError where `analysis/data/relations.toml` is malformed.
    """
    return _registry()


def home(indicator: str | None, scope: str) -> str:
    """Return the scope of a number, '' where it only repeats what the name of its indicator says."""
    own = load().scopes.get(indicator or "")
    return "" if own and scope.endswith(own) else scope  # 沈阳都市圈 is the 都市圈


def constant(indicator: str | None, subject: str) -> bool:
    """Tell whether growth of this is told at constant prices or on a revised base: it is not the ratio of two levels.

    >>> constant("gdp", "地区生产总值"), constant(None, "农产品加工业增加值"), constant("exports", "出口总额")
    (True, True, False)
    """
    known = load()
    return indicator in known.constant or any(word in subject for word in known.constant_words)


def parse(text: str) -> Relations:
    """Read a registry of relations from TOML.

    Raises RegistryError that lists everything wrong with it.
    """
    data = files.parsed(text, _FILE)
    files.check(text, _FILE, _faults(data, {entry.id for entry in indicators.load()}))
    return Relations(
        stocks={entry["new"]: entry["stock"] for entry in data["flow"]},
        sums=tuple(
            Sum(whole=entry["whole"], parts=tuple(entry["parts"]), complete=entry["complete"])
            for entry in data["whole"]
        ),
        shares=tuple((entry["whole"], entry["part"]) for entry in data["share"]),
        days={entry["count"]: entry["share"] for entry in data["days"]},
        brief={entry["word"]: entry["whole"] for entry in data["brief"]},
        kin=tuple(
            Kin(ids=(entry["ids"][0], entry["ids"][1]), zh=entry["zh"], en=entry["en"]) for entry in data["akin"]
        ),
        renamed={
            entry["target"]: Renamed(outcome=entry["outcome"], zh=entry["zh"], en=entry["en"])
            for entry in data["renamed"]
        },
        joint={entry["both"]: tuple(entry["ids"]) for entry in data["joint"]},
        scopes={one: entry["scope"] for entry in data["within"] for one in entry["ids"]},
        constant=frozenset(data["constant"]["ids"]),
        constant_words=tuple(data["constant"]["words"]),
    )


def _faults(data: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    odd = [f"{name} is missing" for name in _FIELDS if name not in data]
    odd += [f"{name} is not known{nearest(name, _FIELDS)}" for name in data if name not in _FIELDS]
    if odd:
        yield from odd
        return
    flows: set[str] = set()
    for kind, fields in _FIELDS.items():
        entries = data[kind] if isinstance(data[kind], list) else [data[kind]]
        for number, entry in enumerate(entries, start=1):
            where = f"{kind}.{number}" if isinstance(data[kind], list) else kind
            odd = list(files.odd_keys(where, entry, fields))
            if odd:
                yield from odd
                continue
            yield from _wrong_ids(where, entry, known)
            if kind == "akin" and len(entry["ids"]) != 2:
                yield f"{where}.ids has {len(entry['ids'])} ids, two are meant"
            if kind == "whole" and not isinstance(entry["complete"], bool):
                yield f"{where}.complete is {entry['complete']!r}, true or false is meant"
            if kind == "flow" and entry["new"] in flows:
                yield f"{where}.new is {entry['new']!r}, which has a stock already"
            flows.add(str(entry.get("new", "")))


def _wrong_ids(where: str, entry: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    """Yield what names no indicator, and what stands in an entry twice."""
    named = [(key, entry[key]) for key in _IDS if key in entry]
    named += [(key, one) for key in ("parts", "ids") for one in entry.get(key, ())]
    for key, one in named:
        if one not in known:
            yield f"{where}.{key}: no indicator has the id {one!r}{nearest(str(one), known)}"
    ids = [one for _, one in named]
    yield from (f"{where} has {one!r} twice" for one in dict.fromkeys(ids) if ids.count(one) > 1)


@functools.cache
def _registry() -> Relations:
    return parse(files.content(_FILE))
