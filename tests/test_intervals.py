from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.comparison.intervals import Interval, exactly

NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


@st.composite
def held(draw: st.DrawFn, *, within: st.SearchStrategy[Fraction] = NUMBERS) -> tuple[Interval, Fraction]:
    """An interval, open on either side or not, and an amount in it."""
    low, amount, high = sorted(draw(st.tuples(within, within, within)))
    open_below, open_above = draw(st.booleans()), draw(st.booleans())
    return Interval(-math.inf if open_below else low, math.inf if open_above else high), amount


@given(held(), held())
def test_results_hold_the_results_of_what_they_are_made_from(
    one: tuple[Interval, Fraction], two: tuple[Interval, Fraction]
) -> None:
    """Whatever two amounts are, their sum, difference and product lie in those of their intervals."""
    (first, x), (second, y) = one, two
    assert (first + second).holds(x + y)
    assert (first - second).holds(x - y)
    assert (first * second).holds(x * y)
    assert (-first).holds(-x)


@given(held(), held())
def test_a_quotient_holds_the_quotient(one: tuple[Interval, Fraction], two: tuple[Interval, Fraction]) -> None:
    """Whatever is divided by whatever is not zero, the quotient lies in that of the intervals."""
    (first, x), (second, y) = one, two
    assume(y != 0)
    assert (first / second).holds(x / y)


@given(held(), held())
def test_the_order_of_terms_does_not_matter(one: tuple[Interval, Fraction], two: tuple[Interval, Fraction]) -> None:
    """Sums and products are the same from either side, and to meet is mutual."""
    first, second = one[0], two[0]
    assert first + second == second + first
    assert first * second == second * first
    assert first.meets(second) == second.meets(first)


@given(held(), held(), NUMBERS)
def test_wider_intervals_never_disagree_where_narrower_ones_agree(
    one: tuple[Interval, Fraction], two: tuple[Interval, Fraction], more: Fraction
) -> None:
    """Reading a number more widely can turn a failure into an open question, never the other way."""
    first, second = one[0], two[0]
    wider = Interval(first.low - abs(more), first.high + abs(more))
    assume(first.meets(second))
    assert wider.meets(second)


@given(NUMBERS, NUMBERS)
def test_exact_amounts_are_exact(x: Fraction, y: Fraction) -> None:
    """Amounts without room add up as numbers do: 0.1 and 0.2 are 0.3."""
    assert exactly(x) + exactly(y) == exactly(x + y)
    assert exactly(x).meets(exactly(y)) == (x == y)


def test_an_interval_does_not_run_backwards() -> None:
    """Ends in the wrong order are a mistake of the code, told at once."""
    with pytest.raises(ValueError, match="no interval goes from 2 to 1"):
        Interval(Fraction(2), Fraction(1))
