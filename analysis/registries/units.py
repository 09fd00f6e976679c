"""Unit words: what stands after a number, its multiplier, its dimension, and conversion within a dimension.

The words live in `data/units.toml`. 万, 亿 and their kin are multipliers, read in front of any unit, except where
they are part of one (千瓦 is a unit, not a thousand 瓦).

>>> span_at("14.8万人", 4)
(Unit(text='万人', multiplier=Decimal('10000'), base='人'), 6)
>>> [span_at(text, at)[0].text for text, at in (("30万千瓦风电", 2), ("500千伏变电站", 3), ("17万高校毕业生", 2))]
['万千瓦', '千伏', '万']
>>> [span_at(text, 4)[0].text for text in ("2900万家庭", "2900万家企业")]
['万', '万家']
>>> [span_at(text, 1)[0].text for text in ("1万台（套）以上", "8辆（台）", "9艘次", "6人/百亿元以下", "3个（含）", "8个次级")]
['万台（套）', '辆（台）', '艘次', '人/百亿元', '个', '个']
>>> convert(Decimal(80), "亿斤", "万吨")
Decimal('400')
>>> convert(Decimal(1), "亿元", "人")
Traceback (most recent call last):
    ...
ValueError: 亿元 is money and 人 is people: they do not convert
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from analysis.registries import files

_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, the multiplier in it, and the unit without its multiplier ('' where only 万 is written)."""

    text: str
    multiplier: Decimal
    base: str


@dataclass(frozen=True, slots=True)
class _Registry:
    pattern: re.Pattern[str]
    dimensions: dict[str, tuple[str, Decimal]]  # unit word -> (dimension, factor to its base)
    metric: dict[str, str]


@functools.cache
def _registry() -> _Registry:
    data = files.read("units.toml")
    dimensions = {
        word: (str(dimension["id"]), Decimal(factor))
        for dimension in data["dimension"]
        for word, factor in dimension["units"].items()
    }
    counts = data["counts"]["units"].split()
    dimensions |= {word: (f"count of {word}", Decimal(1)) for word in counts if word not in dimensions}
    others: dict[str, str] = data["other_words"]
    words = "|".join(
        re.escape(word) + (f"(?![{others[word]}])" if word in others else "")
        for word in sorted(dimensions, key=len, reverse=True)
    )
    # A latin unit ends where the letters end: 600P is a unit, 5G基站 and 24H are for `quantities` to refuse.
    word = rf"(?:{words})(?:(?<![A-Za-z])|(?![A-Za-z0-9]))"
    counted = "|".join(sorted(map(re.escape, counts), key=len, reverse=True))
    word = rf"""(?:
        (?:{counted})次(?![级性区序要第])               # 91艘次, 2152航次 and whatever else is counted by its turns
      | {word}(?:/[十百千]?[万亿]?(?:{words}|年|月|日))?  # 万元/人, 人/百亿元
    )(?:（(?:{counted})）)?"""  # 6957套（间）: two words for one thing
    pattern = re.compile(
        rf"""
        (?P<plain>{word})                        # tried first: 千瓦 is not a thousand 瓦
        | (?P<power>[十百千]?[万亿]{{1,2}}|[百千](?=[一-鿿]))   # 万, 百万, 万亿, 千
          (?P<inner>[余多]?)                   # 6万余件
          (?P<scaled>{word})?
        """,
        re.VERBOSE,
    )
    return _Registry(pattern=pattern, dimensions=dimensions, metric=data["metric"])


def span_at(text: str, position: int) -> tuple[Unit, int] | None:
    """Return the unit at `position` and where its characters end, or None."""
    match = _registry().pattern.match(text, position)
    if not match:
        return None
    if match["plain"]:
        return Unit(match["plain"], Decimal(1), match["plain"]), match.end()
    multiplier = Decimal(1)
    for char in match["power"]:
        multiplier *= _POWERS[char]
    base = match["scaled"] or ""
    return Unit(match["power"] + base, multiplier, base), match.end()


def split(unit: str) -> tuple[Decimal, str]:
    """Return the multiplier in a written unit and the unit without it: 万人 -> 10000, 人."""
    found = span_at(unit, 0)
    return (found[0].multiplier, found[0].base) if found and found[1] == len(unit) else (Decimal(1), unit)


def whole(unit: str, base: str) -> str:
    """Return a unit with the base that its sentence leaves out (产值突破千亿): the 元 of 亿元.

    >>> whole("亿", "元"), whole("万人", "人"), whole("", "人"), whole("万", "")
    ('亿元', '万人', '', '万')
    """
    return unit + base if unit and not split(unit)[1] else unit


def dimension(unit: str) -> str:
    """Return what a unit measures ('money', 'people', 'count of 个'), or '' for a unit that is not registered.

    Two words for one thing measure what the first one does (套（间）), and turns are a count of their own (艘次).
    """
    known, word = _registry().dimensions, split(unit)[1].partition("（")[0]
    if word not in known and word.endswith("次") and word[:-1] in known:
        return f"count of {word}"
    return known.get(word, ("", Decimal(1)))[0]


def kind(unit: str) -> str:
    """Return what a unit measures where it is known that the same thing is measured: then all counts are of one kind.

    >>> kind("家"), kind("人"), kind(""), kind("亿元")
    ('count', 'count', 'count', 'money')
    """
    found = dimension(unit)
    return "count" if found in {"", "people", "visits"} or found.startswith("count") else found


def metric(unit: str) -> str | None:
    """Return the unit that readers of other languages are told in the place of a Chinese one, or None."""
    return _registry().metric.get(unit)


def convert(value: Decimal, unit: str, to: str) -> Decimal:
    """Return `value` told in another unit of the same dimension.

    Raises ValueError where the two do not measure the same thing.
    """
    if dimension(unit) != dimension(to) or not dimension(unit):
        raise ValueError(
            f"{unit} is {dimension(unit) or 'unknown'} and {to} is {dimension(to) or 'unknown'}: they do not convert"
        )
    factor = _registry().dimensions
    (power, base), (power_to, base_to) = split(unit), split(to)
    result = value * power * factor[base][1] / (power_to * factor[base_to][1])
    return result.normalize() if result != result.to_integral_value() else result.quantize(Decimal(1))
