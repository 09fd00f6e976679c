"""One target held against one outcome: which rule decides, and by how much they differ.

Both numbers are read as what they are: 5.2%左右 is a stretch around 5.2, 突破2.1万 one that begins at 2.1, and a fall
of at least 3.2% lies below -3.2. What was computed from rounded numbers is a stretch too. Thresholds stand in
`data/verdicts.toml`, how far a hedge reaches in `data/hedges.toml`. All of it is done in decimals, so that no
0.1 + 0.2 ever decides.

>>> def size(number, bound="eq"):
...     return Size(
...         measure="growth", value=Decimal(number), value_to=None, unit="%", factor=Decimal(1), base="%", bound=bound
...     )
>>> judge(size("6", "ge"), size("5.2", "approx"), better="up")
Judgement(rule='short', gap=Decimal('-0.8'))
>>> judge(size("-3.2"), size("-3.5"), better="down")
Judgement(rule='beyond', gap=Decimal('0.3'))
>>> judge(size("3", "ge"), size("2.96", "approx"), better="up").rule
'little-short'
>>> judge(size("3", "le"), size("0.2"), better="none").rule, judge(size("3", "le"), size("0.2"), better="down").rule
('reached', 'beyond')
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal

from analysis.registries import criteria, hedges, units
from analysis.registries.criteria import Rule
from analysis.registries.indicators import Better


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A number as written, with what is needed to compare it: `factor` is the multiplier in `unit`, `base` the rest.

    `span` is where a computed number lies for certain; a number that was written has none, its bound says it.
    """

    measure: str
    value: Decimal
    value_to: Decimal | None
    unit: str
    factor: Decimal
    base: str
    bound: str
    span: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The rule that decided, and outcome minus target in the target's unit, positive where better than asked."""

    rule: Rule
    gap: Decimal | None


def judge(target: Size, outcome: Size, better: Better) -> Judgement:
    """Hold an outcome against a target of the same measure.

    `better` counts where the target's bound leaves the direction open; 以上 and 以内 say it themselves.
    """
    converted = convert(outcome, target)
    if converted is None:
        return Judgement(rule="other-unit", gap=None)
    low, high = reach(target)
    outcome_low, outcome_high = reach(converted)
    worst = converted.value if converted.value_to is None else outcome_low
    direction = _direction(target, better)
    if direction == "none":
        inside = low <= outcome_low and outcome_high <= high
        return Judgement(rule="reached" if inside else "no-direction", gap=_gap(target, worst, Decimal(1)))
    sign = Decimal(1)
    if direction == "down":  # the mirror image: everything below then reads as if more were better
        sign = Decimal(-1)
        low, high, outcome_low, outcome_high = -high, -low, -outcome_high, -outcome_low
        worst = -converted.value if converted.value_to is None else outcome_low
    asked, far = low, low if target.bound in {"eq", "ge", "le"} else high
    near, exceeded = _margins(target, abs(asked))
    gap = _gap(target, sign * worst, sign)
    # To stay far below a ceiling is no merit of itself: prices that hardly rise are not better than 3% or less.
    ceiling = target.bound == "le" and better == "none"
    if outcome_low > far + exceeded and not ceiling:
        return Judgement(rule="beyond", gap=gap)
    if outcome.span is not None and outcome_low < asked <= outcome_high:
        return Judgement(rule="within-rounding", gap=gap)
    if worst >= asked:
        return Judgement(rule="reached", gap=gap)
    if outcome_high >= asked:
        return Judgement(rule="within-hedge", gap=gap)
    return Judgement(rule="little-short" if worst >= asked - near else "short", gap=gap)


def agree(first: Size, second: Size) -> bool:
    """Tell whether two statements can be about the same amount, as far as their bounds and digits allow.

    突破2.1万 and 21911 agree, and so do 2.5万 and 25318 where the one is rounded; 3407 and 25318 do not.
    """
    converted = convert(second, first)
    if first.measure != second.measure or converted is None:
        return False
    (low, high), (other_low, other_high) = reach(first), reach(converted)
    slack = max(digit(first), digit(converted)) / 2
    return low - slack <= other_high and other_low - slack <= high


def exactness(size: Size) -> tuple[bool, Decimal]:
    """Return a key that sorts the more exact statement first: plain numbers before bounded ones, more digits first."""
    return size.bound != "eq", digit(size) * size.factor


def convert(size: Size, to: Size) -> Size | None:
    """Return `size` in the unit of `to`, or None where they do not convert.

    Counts do not convert in general (3个 are not 3家), but the caller has established that the same thing is counted,
    and then 户 and 家 are two words for one.
    """
    try:
        scale = units.convert(Decimal(1), size.base, to.base)
    except ValueError:
        if size.base != to.base and not (units.kind(size.base) == units.kind(to.base) == "count"):
            return None
        scale = Decimal(1)
    scale *= size.factor / to.factor
    return dataclasses.replace(
        size,
        value=size.value * scale,
        value_to=None if size.value_to is None else size.value_to * scale,
        unit=to.unit,
        factor=to.factor,
        base=to.base,
        span=None if size.span is None else (size.span[0] * scale, size.span[1] * scale),
    )


def reach(size: Size) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest amount that the statement may mean, in its own unit."""
    if size.span is not None:
        return size.span
    if size.bound == "between" and size.value_to is not None:
        return min(size.value, size.value_to), max(size.value, size.value_to)
    hedge = hedges.load().get(size.bound)
    if hedge is None:  # a plain number is taken as it stands
        return size.value, size.value
    below, above = hedge.reach("said", abs(size.value), written=digit(size), telling=digit(size))
    if size.value < 0:  # a bound speaks of the size as written
        below, above = above, below
    return size.value - below, size.value + above


def digit(size: Size) -> Decimal:
    """Return one unit of the last digit that says something: 0.1 of 5.2, 100 of 1700."""
    exponent = size.value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def plain(number: Decimal) -> Decimal:
    """Return the number without a tail of conversion (80.1亿斤 in 吨) and without an exponent or trailing zeros."""
    rounded = round(number, 6).normalize() + 0  # + 0 makes -0 a 0
    return rounded if rounded.as_tuple().exponent <= 0 else rounded.quantize(Decimal(1))  # type: ignore[operator]


def _direction(target: Size, better: Better) -> Better:
    if target.measure == "rank":
        return "down"
    if target.bound in {"ge", "le"}:  # of the size as written: at least a fall of 3.2 goes down
        falls = target.measure in {"growth", "change"} and target.value < 0
        return "up" if (target.bound == "ge") != falls else "down"
    return better


def _margins(target: Size, size: Decimal) -> tuple[Decimal, Decimal]:
    margin = criteria.load().margins[target.measure]
    scale = size if margin.of == "target" else Decimal(1)
    return margin.near * scale, margin.exceeded * scale


def _gap(target: Size, outcome: Decimal, sign: Decimal) -> Decimal:
    """Return outcome minus target; of a range, minus its nearer end, and 0 within it."""
    upper = target.value if target.value_to is None else target.value_to
    return plain(sign * (outcome - min(max(outcome, target.value), upper)))
