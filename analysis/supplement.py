"""Facts entered by hand: `supplement.toml` of a seeds folder, for figures that the reports leave out.

Such a fact is cited as every other one, to the file that it was entered in: `report` is `supplement`, `text` the digits of
its value there, `quote` its whole entry, and `section` the source that the entry names (title, publisher, date, page).

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as name:
...     file = Path(name, FILE)
...     _ = file.write_text(EXAMPLE, encoding="utf-8")
...     (fact,) = read(Path(name)).facts
...     _ = file.write_text(EXAMPLE.replace("growth", "grwth").replace("year = 2022", ""), encoding="utf-8")
...     read(Path(name))
Traceback (most recent call last):
    ...
analysis.errors.ManifestError: 2 faults in supplement.toml: entry 1 has no year | entry 1 measure is 'grwth'; did you mean \
'growth'? gdp is given as level, growth, change, multiple
>>> fact.indicator, fact.text, fact.value, fact.period, fact.section
('gdp', '3.5', Decimal('3.5'), '2022', ('某市统计年鉴2023', '中国统计出版社', '2023-11-01', '45'))
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, cast, get_args

from analysis.codebook import SECTION
from analysis.documents import seeds
from analysis.errors import ManifestError, faults, nearest
from analysis.facts import BY_HAND, Fact, Status, Unread
from analysis.registries import indicators, units

FILE = f"{BY_HAND}.toml"

#: An entry as the README shows it.
EXAMPLE = """\
[[fact]]
indicator = "gdp"
measure = "growth"
value = 3.5
unit = "%"
year = 2022
status = "actual"
source = { title = "某市统计年鉴2023", publisher = "中国统计出版社", date = 2023-11-01, page = 45 }
"""

_PARTED = (SECTION, "; ")  # what parts sections and sources in the tables, so in none of them
_HEAD = re.compile(r"^[^\S\n]*\[\[[^\S\n]*fact[^\S\n]*\]\]", re.MULTILINE)
_VALUE = re.compile(r"^[^\S\n]*value[^\S\n]*=[^\S\n]*(?P<value>[^\s#]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """The facts entered by hand, and the text that they are cited from."""

    text: str
    facts: tuple[Fact, ...]
    unread: tuple[Unread, ...] = ()


def read(folder: Path) -> Supplement:
    """Read the supplement of a seeds folder; one without has no facts.

    Raises ManifestError that tells everything wrong with it.
    """
    file = folder / FILE
    if not seeds.written(file):
        return Supplement(text="", facts=())
    text, data = seeds.toml(file)
    entries = data.get("fact", [])
    blocks = _blocks(text)
    wrong = [f"{key} is no table; every fact stands under a head of its own: [[fact]]" for key in data if key != "fact"]
    if not isinstance(entries, list) or len(entries) != len(blocks):
        wrong.append("fact is written another way; every fact stands under a head of its own: [[fact]]")
    else:
        wrong += [
            f"entry {number} {fault}"
            for number, (entry, block) in enumerate(zip(entries, blocks, strict=True), start=1)
            for fault in _faults(entry, text[block])
        ]
        wrong += _repeated(entries)
    if wrong:
        raise ManifestError(faults(FILE, wrong))
    return Supplement(
        text=text, facts=tuple(_fact(entry, text, block) for entry, block in zip(entries, blocks, strict=True))
    )


def _blocks(text: str) -> list[slice]:
    """Return where each entry stands: from its head to the last line before the next that says something of it."""
    starts = [match.start() for match in _HEAD.finditer(text)]
    blocks = []
    for start, end in zip(starts, [*starts, len(text)][1:], strict=True):
        lines = text[start:end].rstrip().split("\n")
        while lines[-1].lstrip().startswith("#") or not lines[-1].strip():
            lines.pop()
        blocks.append(slice(start, start + len("\n".join(lines))))
    return blocks


def _faults(entry: Mapping[str, Any], block: str) -> Iterator[str]:
    """Yield what is wrong with an entry, keys first."""
    yield from _wrong_keys(entry, _KEYS, "")
    name, measure, unit = (str(entry.get(key, "")) for key in ("indicator", "measure", "unit"))
    known = next((one for one in indicators.load() if one.id == name), None)
    if known is None and name:
        hint = (
            nearest(name, [one.id for one in indicators.load()]) or "; the ids stand in analysis/data/indicators.toml"
        )
        yield f"indicator is {name!r}, which the registry does not have{hint}"
    natural = {str(given): told for given, told in known.units.items()} if known else {}
    if known and measure and measure not in natural:
        yield f"measure is {measure!r}{nearest(measure, natural) or ';'} {known.id} is given as {', '.join(natural)}"
    elif known and measure and unit and not _fits(unit, natural[measure]):
        yield f"unit is {unit!r}; {known.id} as {measure} is told in {natural[measure]} or what converts into it"
    if isinstance(entry.get("source"), dict):
        yield from _wrong_keys(entry["source"], _SOURCE, "source.")
    if _is_number(entry.get("value")) and _place(entry, block) is None:
        yield "value does not stand on a line of its own, as plain digits: value = 3.5"


def _wrong_keys(
    table: Mapping[str, Any], keys: Mapping[str, tuple[Callable[[Any], bool], str]], within: str
) -> Iterator[str]:
    yield from (f"has no {within}{key}" for key in keys if key not in table)
    for key, value in table.items():
        if key not in keys:
            yield f"{within}{key} is no key{nearest(key, keys) or '; keys are ' + ', '.join(keys)}"
        elif not keys[key][0](value):
            yield f"{within}{key} is {value!r}; it must be {keys[key][1]}"


def _repeated(entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the entries that say of one thing what an earlier one says, from the same source."""
    seen: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        same = repr([entry.get(key) for key in ("indicator", "measure", "year", "status", "source")])
        if same in seen:
            yield f"entry {number} is about the same as entry {seen[same]}, from the same source; keep one"
        seen.setdefault(same, number)


def _fits(unit: str, natural: str) -> bool:
    """Tell whether a unit is the natural one of an indicator, or measures the same.

    >>> _fits("万元", "亿元"), _fits("人", "亿元"), _fits("万户", "户")
    (True, False, True)
    """
    dimension = units.dimension(unit)
    return units.split(unit)[1] == units.split(natural)[1] or (
        dimension != "" and dimension == units.dimension(natural)
    )


def _place(entry: Mapping[str, Any], block: str) -> re.Match[str] | None:
    """Return where the value of an entry stands in its block, None where it cannot be told for certain."""
    found = [match for match in _VALUE.finditer(block) if re.fullmatch(r"[-+]?\d+(?:\.\d+)?", match["value"])]
    return found[0] if len(found) == 1 and Decimal(found[0]["value"]) == entry["value"] else None


def _fact(entry: Mapping[str, Any], text: str, block: slice) -> Fact:
    quote = text[block]
    place = cast("re.Match[str]", _place(entry, quote))  # an entry whose value has no place is a fault
    indicator = indicators.entry(entry["indicator"])
    value, (multiplier, base) = Decimal(entry["value"]), units.split(entry["unit"])
    source = entry["source"]
    return Fact(
        report=BY_HAND,
        start=block.start + place.start("value"),
        end=block.start + place.end("value"),
        text=place["value"],
        subject=indicator.zh,
        indicator=indicator.id,
        measure=entry["measure"],
        value=value,
        unit=entry["unit"],
        number=value * multiplier,
        base_unit=base,
        bound="eq",
        strength="plain",
        status=entry["status"],
        period=str(entry["year"]),
        scope="",
        theme=indicator.theme,
        part="plan" if entry["status"] == "target" else "review",
        section=(source["title"], source["publisher"], source["date"].isoformat(), str(source["page"])),
        task=None,
        quote=quote,
        quote_start=block.start,
        rules=("by-hand",),
    )


def _is_text(value: object) -> bool:
    return (
        isinstance(value, str)
        and bool(value.strip())
        and not any(mark in value for mark in _PARTED)
        and "\n" not in value
    )


def _is_number(value: object) -> bool:
    return type(value) is int or (isinstance(value, Decimal) and value.is_finite())


def _is_year(value: object) -> bool:
    return type(value) is int and 1949 <= value < 2100


def _is_page(value: object) -> bool:
    return (type(value) is int and value > 0) or _is_text(value)


#: What a key must hold, as a test and in words.
_KEYS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "indicator": (_is_text, "an id of the registry of indicators"),
    "measure": (_is_text, "a measure: level, growth, share"),
    "value": (_is_number, "a number: 3.5"),
    "unit": (_is_text, "a unit as it is written: 亿元"),
    "year": (_is_year, "a year: 2022"),
    "status": (lambda value: value in get_args(Status), f"one of {', '.join(get_args(Status))}"),
    "source": (lambda value: isinstance(value, dict), "a table: { title = …, publisher = …, date = …, page = … }"),
}
_SOURCE: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "title": (_is_text, "a text in one line"),
    "publisher": (_is_text, "a text in one line"),
    "date": (lambda value: type(value) is datetime.date, "a date without quotes: 2023-11-01"),
    "page": (_is_page, 'a page, 45, or a place in words, "表1-2"'),
}
