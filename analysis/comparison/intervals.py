"""Intervals: the amounts that a written number may stand for, and exact arithmetic on them.

Nobody writes 14.8 and means 14.8000. A number as written is every amount that would be written so, and an equation
between written numbers holds where the amounts on both sides can be the same. Ends are fractions, so that neither
0.1 + 0.2 nor a division decides anything, or infinite, where a bound leaves one side open.

Every number has two readings (`data/hedges.toml`): what it says (`said`: digits rounded, 左右 and 以上 reaching as far
as such words usually do) and the most that it can mean (`widest`: digits cut off instead of rounded, 以上 without an
end). What agrees as said holds, what disagrees at its widest does not, and what lies between is not decided.

>>> last, change = Interval(Fraction("14.35"), Fraction("14.45")), Interval(Fraction("0.35"), Fraction("0.45"))
>>> print(last + change)
[14.7, 14.9]
>>> (last + change).meets(Interval(Fraction("14.75"), Fraction("14.85")))
True
>>> print(exactly(1) / Interval(Fraction(4), math.inf))
[0, 0.25]
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

End = Fraction | float  # a float only where it is infinite


@dataclass(frozen=True, slots=True)
class Interval:
    """All amounts from `low` to `high`, both of them included where they are finite."""

    low: End
    high: End

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"no interval goes from {self.low} to {self.high}")

    def __str__(self) -> str:
        return f"[{float(self.low):g}, {float(self.high):g}]"

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        corners = [_product(one, two) for one in (self.low, self.high) for two in (other.low, other.high)]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: Interval) -> Interval:
        """Divide; by what may be zero, the result may be anything."""
        if other.low <= 0 <= other.high:
            return Interval(-math.inf, math.inf)
        return self * Interval(_inverse(other.high), _inverse(other.low))

    def meets(self, other: Interval) -> bool:
        """Tell whether an amount is in both."""
        return self.low <= other.high and other.low <= self.high

    def holds(self, amount: Fraction) -> bool:
        """Tell whether an amount is in it."""
        return self.low <= amount <= self.high

    @property
    def width(self) -> End:
        """How far apart its ends are."""
        return self.high - self.low

    @property
    def wholes(self) -> range:
        """The whole numbers in it.

        >>> list(Interval(Fraction("775.3"), Fraction("777")).wholes)
        [776, 777]
        """
        return range(math.ceil(self.low), math.floor(self.high) + 1)


def exactly(amount: int | Decimal | Fraction) -> Interval:
    """Return the interval of one amount."""
    return Interval(Fraction(amount), Fraction(amount))


def around(amount: Decimal, below: Decimal, above: Decimal) -> Interval:
    """Return the interval from so much below an amount to so much above it; either may be infinite.

    >>> print(around(Decimal("5.2"), Decimal("0.05"), Decimal("Infinity")))
    [5.15, inf]
    """
    return Interval(Fraction(amount) - _end(below), Fraction(amount) + _end(above))


def _end(reach: Decimal) -> End:
    return math.inf if reach.is_infinite() else Fraction(reach)


def _product(one: End, two: End) -> End:
    return Fraction(0) if one == 0 or two == 0 else one * two


def _inverse(end: End) -> End:
    return Fraction(0) if isinstance(end, float) else 1 / end
