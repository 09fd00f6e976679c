"""What holds of every judgement, whatever the numbers."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison.verdicts import Size, agree, judge
from analysis.registries import criteria

_ORDER = ["missed", "near", "met", "exceeded"]


def _size(value: Decimal, bound: str = "eq", measure: str = "growth") -> Size:
    return Size(measure=measure, value=value, value_to=None, unit="%", factor=Decimal(1), base="%", bound=bound)


@given(
    target=st.decimals(-50, 50, places=1),
    bound=st.sampled_from(["eq", "approx"]),
    measure=st.sampled_from(["growth", "level", "share", "change"]),
    outcomes=st.tuples(st.decimals(-60, 60, places=1), st.decimals(-60, 60, places=1)),
    better=st.sampled_from(["up", "down"]),
)
def test_a_better_outcome_never_has_a_worse_verdict(
    target: Decimal, bound: str, measure: str, outcomes: tuple[Decimal, Decimal], better: str
) -> None:
    """More of what is wanted gives the same verdict or a better one, and a gap that is no smaller."""
    worse, best = sorted(outcomes, reverse=better == "down")
    judged = [
        judge(_size(target, bound, measure), _size(value, measure=measure), better=better)  # type: ignore[arg-type]
        for value in (worse, best)
    ]
    verdicts = [_ORDER.index(criteria.load().rules[judgement.rule]) for judgement in judged]
    assert verdicts == sorted(verdicts)
    assert judged[0].gap is not None and judged[1].gap is not None and judged[0].gap <= judged[1].gap


@given(target=st.decimals(-50, 50, places=1), outcome=st.decimals(-60, 60, places=1))
def test_up_and_down_are_mirror_images(target: Decimal, outcome: Decimal) -> None:
    """Turning every sign and the direction gives the same judgement."""
    assert judge(_size(target), _size(outcome), better="up") == judge(_size(-target), _size(-outcome), better="down")


@given(
    first=st.decimals(0, 100, places=1),
    second=st.decimals(0, 100, places=1),
    bound=st.sampled_from(["eq", "ge", "approx"]),
)
def test_agreement_is_mutual(first: Decimal, second: Decimal, bound: str) -> None:
    """It does not matter which document is read first."""
    assert agree(_size(first, bound), _size(second)) == agree(_size(second), _size(first, bound))
    assert agree(_size(first, bound), _size(first))
