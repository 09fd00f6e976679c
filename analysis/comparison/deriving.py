"""Outcomes that no document states but that follow from what they state, with the terms they follow from.

Last year's level and this year's growth give this year's level, two levels give the growth, parts give their whole.
Every written number is a stretch (14.8 is 14.75 to 14.85, 突破2.1万 is 2.1 to 2.2), and the result is the stretch that
all of them allow, so that rounding never decides a verdict. Nothing follows from a growth at constant prices
(`relations.constant`) or on a basis of its own (可比), nor from statements that contradict each other.

>>> def size(measure, number, unit):
...     value = Decimal(number)
...     return Size(measure=measure, value=value, value_to=None, unit=unit, factor=Decimal(1), base=unit, bound="eq")
>>> grown = _level_from_growth(size("level", "200", "亿元"), size("growth", "5.2", "%"))
>>> grown.value, grown.span
(Decimal('210'), (Decimal('209.77425'), Decimal('211.02625')))
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from analysis.comparison.figures import Figure
from analysis.comparison.matching import Outcomes, portion, settled
from analysis.comparison.verdicts import Size, convert, digit, plain, reach
from analysis.comparison.wording import said
from analysis.registries import criteria, relations

Way = Literal[
    "level-from-growth", "level-from-change", "growth-from-levels", "growth-from-change", "growth-from-multiple",
    "multiple-from-growth", "change-from-levels", "new-from-stocks", "sum-of-parts",
]  # fmt: skip

_HUNDRED = Decimal(100)
_PLACES = 1  # decimals that a computed growth is told with


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A computed outcome and its terms in the order of the arithmetic; `least` where it can only be more."""

    way: Way
    size: Size
    terms: tuple[Figure, ...]
    least: bool = False


def derive(target: Figure, outcomes: Outcomes) -> Iterator[Derived]:
    """Yield what can be computed in answer to a target of one year, the most direct way first."""
    if target.indicator is None or target.span is None or target.span[0] != target.span[1]:
        return
    for way, measure, wanted, compute in _WAYS:
        if measure == target.measure:
            terms = [_term(target, target.indicator, of, back, outcomes) for of, back in wanted]
            known = [term for term in terms if term is not None]
            if len(known) == len(terms) and _sound(target, known):
                size = compute(*(term.size for term in known))
                if size is not None:
                    yield Derived(way=way, size=size, terms=tuple(known))
    if target.measure == "level":
        yield from _from_stocks(target, outcomes)
        yield from _from_parts(target, outcomes)


def _from_stocks(target: Figure, outcomes: Outcomes) -> Iterator[Derived]:
    """Yield how much a stock grew: what was added is no less, since some of what there was may have gone."""
    stock = relations.load().stocks.get(target.indicator or "")
    terms = [_term(target, stock, "level", back, outcomes) for back in (0, 1)] if stock else []
    known = [term for term in terms if term is not None]
    if len(known) == 2:
        size = _difference(known[0].size, known[1].size)
        if size is not None:
            least = dataclasses.replace(size, measure="level")
            yield Derived(way="new-from-stocks", size=least, terms=tuple(known), least=True)


def _from_parts(target: Figure, outcomes: Outcomes) -> Iterator[Derived]:
    for sum_ in relations.load().sums:
        if sum_.whole == target.indicator:
            known = [term for part in sum_.parts if (term := _term(target, part, "level", 0, outcomes, part=True))]
            size = _sum(*(term.size for term in known)) if known else None
            if size is not None:
                least = not sum_.complete or len(known) < len(sum_.parts)
                yield Derived(way="sum-of-parts", size=size, terms=tuple(known), least=least)


def _term(
    target: Figure, indicator: str, measure: str, back: int, outcomes: Outcomes, *, part: bool = False
) -> Figure | None:
    """Return the one outcome of an indicator and measure, `back` years before the target's; None for none or several.

    It counts to the same extent as the target, unless it is a `part` of it or the stock that it adds to.
    """
    year = str((target.span or (0, 0))[1] - back)
    found = [
        figure
        for figure in outcomes.of(indicator, year, target.scope)
        if figure.measure == measure and figure.season == target.season
    ]
    if indicator == target.indicator and not part:
        found = [figure for figure in found if portion(figure) == portion(target)]
    return settled(found)


def _sound(target: Figure, terms: list[Figure]) -> bool:
    """Tell whether terms go together: no basis of their own, and a growth at the prices of the levels."""
    if len(terms) == 1:  # 增长1倍 is 增长100%, whatever the prices
        return True
    based = any(said(criteria.load().words["basis"], term.before) for term in terms)
    grown = "growth" in {target.measure, *(term.measure for term in terms)}
    return not based and not (grown and any(relations.constant(term.indicator, term.subject) for term in terms))


def _level_from_growth(level: Size, growth: Size) -> Size:
    (low, high), (least, most) = _stretch(level), _stretch(growth)
    span = low * (1 + least / _HUNDRED), high * (1 + most / _HUNDRED)
    value = (level.value * (1 + growth.value / _HUNDRED)).quantize(digit(level).min(Decimal(1)))
    return dataclasses.replace(level, value=plain(value), value_to=None, bound="approx", span=span)


def _growth(level: Size, before: Size) -> Size | None:
    told = convert(before, level)
    if told is None or _stretch(told)[0] <= 0:
        return None
    (low, high), (least, most) = _stretch(level), _stretch(told)
    span = (low / most - 1) * _HUNDRED, (high / least - 1) * _HUNDRED
    return _percent((level.value / told.value - 1) * _HUNDRED, span)


def _growth_from_change(change: Size, level: Size) -> Size | None:
    told = convert(change, level)
    if told is None or _stretch(level)[0] - _stretch(told)[1] <= 0:
        return None
    (least, most), (low, high) = _stretch(told), _stretch(level)
    span = least / (high - least) * _HUNDRED, most / (low - most) * _HUNDRED
    return _percent(told.value / (level.value - told.value) * _HUNDRED, (min(span), max(span)))


def _difference(level: Size, before: Size) -> Size | None:
    told = convert(before, level)
    if told is None:
        return None
    (low, high), (least, most) = _stretch(level), _stretch(told)
    value = plain(level.value - told.value)
    return dataclasses.replace(
        level, measure="change", value=value, value_to=None, bound="approx", span=(low - most, high - least)
    )


def _sum(first: Size, *others: Size) -> Size | None:
    told = [convert(other, first) for other in others]
    sizes = [first, *(size for size in told if size is not None)]
    if len(sizes) < len(told) + 1:
        return None
    stretches = [_stretch(size) for size in sizes]
    # Counts are told to the last one: nothing in them was rounded.
    exact = all(size.bound == "eq" and digit(size) >= 1 and size.factor == 1 for size in sizes)
    value = plain(sum((size.value for size in sizes), Decimal(0)))
    span = sum((low for low, _ in stretches), Decimal(0)), sum((high for _, high in stretches), Decimal(0))
    return dataclasses.replace(
        first, value=value, value_to=None, bound="eq" if exact else "approx", span=(value, value) if exact else span
    )


def _growth_from_multiple(multiple: Size) -> Size:
    low, high = reach(multiple)
    return _percent(multiple.value * _HUNDRED, (low * _HUNDRED, high * _HUNDRED))


def _multiple_from_growth(growth: Size) -> Size:
    low, high = reach(growth)
    return Size(
        measure="multiple",
        value=plain(growth.value / _HUNDRED),
        value_to=None,
        unit="倍",
        factor=Decimal(1),
        base="倍",
        bound=growth.bound,
        span=(low / _HUNDRED, high / _HUNDRED),
    )


def _percent(value: Decimal, span: tuple[Decimal, Decimal]) -> Size:
    return Size(
        measure="growth",
        value=plain(round(value, _PLACES)),
        value_to=None,
        unit="%",
        factor=Decimal(1),
        base="%",
        bound="approx",
        span=span,
    )


def _stretch(size: Size) -> tuple[Decimal, Decimal]:
    """Return where a written number lies: half a unit of its last decimal to either side, or as far as its hedge."""
    if size.bound != "eq":
        return reach(size)
    slack = digit(size).min(Decimal(1)) / 2
    return size.value - slack, size.value + slack


# What is computed: the way, the measure it gives, the terms it takes (measure, years before) and the arithmetic.
_WAYS: tuple[tuple[Way, str, tuple[tuple[str, int], ...], Callable[..., Size | None]], ...] = (
    ("level-from-growth", "level", (("level", 1), ("growth", 0)), _level_from_growth),
    ("level-from-change", "level", (("level", 1), ("change", 0)), _sum),
    ("growth-from-levels", "growth", (("level", 0), ("level", 1)), _growth),
    ("growth-from-change", "growth", (("change", 0), ("level", 0)), _growth_from_change),
    ("growth-from-multiple", "growth", (("multiple", 0),), _growth_from_multiple),
    ("multiple-from-growth", "multiple", (("growth", 0),), _multiple_from_growth),
    ("change-from-levels", "change", (("level", 0), ("level", 1)), _difference),
)
