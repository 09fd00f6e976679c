"""A number with its unit and bound, as a language tells it.

Chinese keeps the unit that was written (14.8万人). English has no 万 and no 亩, so it tells the number in thousands,
millions and metric units, with as many digits as the document wrote.

The bound of a fall speaks of its size (a fall of at least 3.2%), so its sign is turned with the number's. Where the name
beside it says that it is a fall (降幅3.2%), Chinese tells the size alone. A multiple without a unit is 翻番, one in 倍 is by
how much there is more: 增长1.3倍 is 130% more.

>>> from analysis.registries.sayings import said
>>> english, chinese = (Sayings(lang=lang, messages=said(lang)) for lang in ("en", "zh"))
>>> [whole(language, Size(value=14.8, unit="万人")) for language in (english, chinese)]
['148,000 people', '14.8万人']
>>> parts(english, Size(value=7.5, unit="亿元", bound="ge"))
('≥750', 'CNY million')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypedDict

from analysis.registries import digits, units
from analysis.registries.messages import Forms
from analysis.registries.sayings import Sayings

# How much of its unit an amount shows: all, the short scale of a chart (750m), or nothing, beside a column that does.
_Show = Literal["whole", "bare", "figure"]

# A bound turned round: at least a fall of 3.2% is a growth of at most -3.2%.
_TURNED = {"ge": "le", "le": "ge", "eq": "eq"}


class Telling(TypedDict, total=False):
    """What a `Size` is beside its value and unit, as keywords that are handed on."""

    value_to: float | None
    bound: str
    measure: str
    signed: bool
    fall: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A number as it was written; `signed` puts a plus before a rise, `fall` is said by the name beside it."""

    value: float
    unit: str
    value_to: float | None = None
    bound: str = "eq"
    measure: str = "level"
    signed: bool = False
    fall: bool = False

    @property
    def changes(self) -> bool:
        """Whether the number is what is more or less than before."""
        return self.measure in ("growth", "change")

    @property
    def ends(self) -> tuple[float, float] | None:
        """The lower and the upper end of a range; None for a single number."""
        if self.value_to is None or self.value_to != self.value_to:
            return None
        first, last = sorted((self.value, self.value_to))
        return first, last


def whole(language: Sayings, size: Size, *, bare: bool = False, prose: bool = False) -> str:
    """Return a number with its unit and bound; `bare` leaves the unit out, `prose` writes bounds as words."""
    return _told(language, size, show="bare" if bare else "whole", prose=prose)


def parts(language: Sayings, size: Size) -> tuple[str, str]:
    """Return a number and its unit apart, as two columns show them; the unit is '' where the number tells it all."""
    figure, unit, measure = _told(language, size, show="figure", prose=False), size.unit, size.measure
    if measure == "rank" or (measure == "multiple" and not unit):
        return figure, ""
    if language.lang == "zh" or unit == "%" or measure == "multiple":
        return figure, "%" if language.lang == "en" and measure == "multiple" else unit
    _, power, one = _number(language, size.ends[1] if size.ends else size.value, unit)
    scale = language.say(f"scale.{power}").strip() if power else ""
    return figure, _united(language, scale, unit, one=one).strip()


def unit_word(language: Sayings, unit: str) -> str:
    """Return a unit by itself, as the head of a column or a chart; '' where this language has no word for it."""
    return unit if language.lang == "zh" or unit == "%" else _forms(language, unit)["other"].format(amount="").strip()


def _told(language: Sayings, size: Size, *, show: _Show, prose: bool) -> str:
    if size.measure == "rank":
        bound = size.bound if size.bound in _TURNED else "eq"
        return language.say(f"rank.{bound}", amount=digits.told(digits.decimal(size.value), language.lang))
    if size.measure == "multiple" and not size.unit:
        return _bounded(language, _times(language, size.value), size.bound, prose)
    size = _as_said(language, size)
    plus = size.measure == "multiple" or (size.changes and size.signed and not size.fall)
    if size.ends:
        first, last = size.ends
        power = _number(language, last, size.unit)[1] if show == "figure" else None
        low = _amount(language, first, size.unit, plus, show="figure" if show == "figure" else "bare", power=power)
        return language.say("range.amount", first=low, last=_amount(language, last, size.unit, show=show))
    shown = _TURNED.get(size.bound, size.bound) if size.changes and size.value < 0 else size.bound
    return _bounded(language, _amount(language, size.value, size.unit, plus, show=show), shown, prose)


def _as_said(language: Sayings, size: Size) -> Size:
    """Return a size in the terms of a language: multiples in percent in English, falls without a sign in Chinese."""
    value, upper = size.value, size.value_to
    if size.measure == "multiple" and language.lang == "en":
        upper = None if upper is None else digits.hundredfold(upper)
        return replace(size, value=digits.hundredfold(value), unit="%", value_to=upper)
    if size.fall and size.changes and value < 0 and language.lang == "zh":
        return replace(size, value=-value, value_to=None if upper is None else -upper)
    return size


def _bounded(language: Sayings, amount: str, bound: str, prose: bool) -> str:
    return language.say(f"bound_in_words.{bound}" if prose else f"bound.{bound}", amount=amount)


def _times(language: Sayings, value: float) -> str:
    if language.knows(known := f"times.{value:g}"):
        return language.say(known)
    return language.say("times.other", amount=digits.told(digits.decimal(value), language.lang))


def _amount(
    language: Sayings, value: float, unit: str, plus: bool = False, *, show: _Show, power: int | None = None
) -> str:
    number, power, one = _number(language, value, unit, power)
    told = ("+" if plus and value > 0 else "") + digits.told(number, language.lang)
    if show == "figure":
        return told
    if power:
        told += language.say(f"{'short_scale' if show == 'bare' else 'scale'}.{power}")
    return told if show == "bare" else _united(language, told, unit, one=one)


def _united(language: Sayings, told: str, unit: str, *, one: bool) -> str:
    """Return a number as it is told with its unit."""
    if language.lang == "zh" or unit == "%":
        return told + unit
    forms = _forms(language, unit)
    return (forms["one"] if one and "one" in forms else forms["other"]).format(amount=told)


def _forms(language: Sayings, unit: str) -> Forms:
    """Return how a unit stands beside its number; a symbol stands as it is (TB), a word that only counts not at all (家)."""
    base = units.split(unit)[1]
    bare = {"other": f"{{amount}} {base}" if base.isascii() and base else "{amount}"}
    return language.messages.get(f"unit.{base}", bare)


def _number(language: Sayings, value: float, unit: str, power: int | None = None) -> tuple[Decimal, int, bool]:
    """Return a number in the scale of a language (or the one asked for), that scale, and whether it is one."""
    written = digits.decimal(value)
    if language.lang == "zh" or unit == "%":
        return written, 0, written == 1
    multiplier, base = units.split(unit)
    exact = written * multiplier
    if metric := units.metric(base):
        exact = digits.rounded(units.convert(exact, base, metric), max(3, len(written.as_tuple().digits)))
    power = digits.power(exact) if power is None else power
    return exact / Decimal(10) ** power, power, exact == 1
