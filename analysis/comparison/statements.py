"""A statement of the audit: figures that are held against each other, whether they agree, and the sum written out.

>>> decide(lambda reading: exactly(7), lambda reading: Interval(7, 8) if reading == "said" else Interval(6, 9))
True
>>> print(decide(lambda reading: exactly(9), lambda reading: Interval(7, 8) if reading == "said" else Interval(6, 9)))
None
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from analysis.comparison.figures import Figure
from analysis.comparison.intervals import Interval, exactly
from analysis.registries.auditing import Kind
from analysis.registries.hedges import Reading

Side = Callable[[Reading], Interval]
Compute = Callable[..., Interval]
Terms = tuple[Figure | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum as it is written out: numbers and signs, what they come to, and the figure that states it.

    `amount` is what the numbers as written come to, `within` what they may come to, both in the unit of `stated`.
    """

    terms: Terms
    amount: Fraction
    within: Interval
    stated: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What can be checked: `holds` is None where it is not decided, `missing` then says why (a key of `audits.toml`).

    `figures` are all that it rests on, the one that it is about first. `whole` is that of which it is a part, a figure
    or its words; `items` counts what an announcement lists.
    """

    kind: Kind
    rule: str
    holds: bool | None
    figures: tuple[Figure, ...]
    sum: Sum | None = None
    missing: str = ""
    whole: Figure | str = ""
    items: int = 0


def equation(
    rule: str,
    stated: Figure,
    others: tuple[Figure, ...],
    terms: Terms,
    compute: Compute,
    *,
    whole: Figure | str = "",
) -> Statement:
    """Return the statement that a figure is what a rule computes from others.

    `compute` is given the amounts of the others in their order: growth as the number it multiplies by, levels and changes
    in the unit of the first of all that is one.
    """
    figures = (stated, *others)
    like = next((figure for figure in figures if figure.measure in {"level", "change"}), stated)

    def computed(reading: Reading) -> Interval:
        return compute(*(_amounts(figure, like, reading) for figure in others))

    holds = decide(computed, stated.amounts)
    return Statement(
        kind="arithmetic",
        rule=rule,
        holds=holds,
        figures=figures,
        sum=Sum(
            terms=terms,
            amount=Fraction(compute(*(_written(figure, like) for figure in others)).low),
            within=_open_as(computed("said"), computed("widest")),
            stated=stated,
        ),
        missing="digits" if holds is None else "",
        whole=whole,
    )


def unsettled(rule: str, missing: str, *figures: Figure, whole: Figure | str = "", items: int = 0) -> Statement:
    """Return the statement that a rule cannot decide for want of something."""
    return Statement(
        kind="arithmetic", rule=rule, holds=None, figures=figures, missing=missing, whole=whole, items=items
    )


def decide(computed: Side, stated: Side) -> bool | None:
    """Hold two sides of an equation against each other: whether they agree, None where that cannot be told."""
    if computed("said").meets(stated("said")):
        return True
    return None if computed("widest").meets(stated("widest")) else False


def scaled(figure: Figure, like: Figure, *, bound: bool = True) -> Side:
    """Return the amounts of a figure in the unit of another."""
    return lambda reading: figure.amounts(reading, bound=bound) * exactly(figure.per(like))


def _open_as(said: Interval, widest: Interval) -> Interval:
    """Return what a result may be: as said, without an end where a bound leaves it without one."""
    low = widest.low if isinstance(widest.low, float) else said.low
    return Interval(low, widest.high if isinstance(widest.high, float) else said.high)


def _amounts(figure: Figure, like: Figure, reading: Reading) -> Interval:
    """Return what a figure says; growth as the number it multiplies by, a level or change in the unit of another."""
    if figure.measure in {"growth", "multiple"}:
        return figure.times(reading)
    return figure.amounts(reading) * exactly(_per(figure, like))


def _written(figure: Figure, like: Figure) -> Interval:
    """Return the number of a figure as written, without what else it may mean."""
    value = Fraction(figure.value)
    if figure.measure == "multiple":
        return exactly(value + (1 if figure.cited["unit"] else 0))
    return exactly(1 + value / 100) if figure.measure == "growth" else exactly(value * _per(figure, like))


def _per(figure: Figure, like: Figure) -> Fraction:
    return figure.per(like) if figure.measure in {"level", "change"} else Fraction(1)
