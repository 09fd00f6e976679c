"""Agreement: what the documents state more than once, and whether it is the same number.

One statement is all that is said of one thing (indicator or words, scope, measure, unit, year, target or outcome),
however often. The number decides, then its bound: 4500家 and 突破4500家 are one number with two bounds, 11.5万 and
11.35万以上 two numbers. Of outcomes a bound is part of the number: 突破2.1万 and 21911 may well be one.

Two numbers of one name need not be of one thing. Of what the registry does not know they are not held against each other
unless one is the other rounded. Where they are further apart than any revision or are told with other words for how
much is counted, the statement is left open (`definition`); where reports of different years differ it is a `revision`;
what is left is a `conflict`.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from analysis.comparison.figures import Figure, decimal
from analysis.comparison.statements import Side, Statement, decide, scaled
from analysis.registries import auditing

_ORDER = ("conflict", "revision", "undecided", "rounding", "unit", "bound", "hedge", "same")  # what agrees least first


def agreements(figures: Sequence[Figure]) -> Iterator[Statement]:
    """Yield a statement for everything that is said at least twice, in the order of the documents."""
    horizons = _horizons(figures)
    groups: dict[Hashable, list[Figure]] = {}
    for figure in figures:
        # A change in the same words (高于全国0.7个百分点) can be of anything.
        if figure.period and (figure.indicator or figure.measure != "change"):
            period = (figure.period, *figure.season)
            key = (figure.name, figure.scope, figure.measure, figure.dimension, period, figure.kind)
            groups.setdefault(key, []).append(figure)
    for group in groups.values():
        things = _things(group)
        yield from (_stated(thing, horizons) for thing in things if len(thing) > 1)
        first = {thing[0].sentence: thing[0] for thing in things}
        if len(first) > 1 and group[0].indicator:
            yield Statement(
                kind="agreement",
                rule="definition",
                holds=None,
                figures=tuple(first.values()),
                missing="definition",
            )


def _horizons(figures: Iterable[Figure]) -> Mapping[str, int]:
    """Return the year that each report looks on to: the last one it speaks of as a single year."""
    last: dict[str, int] = {}
    for figure in figures:
        if figure.year is not None and figure.kind in {"target", "outcome"}:
            last[figure.cited["report"]] = max(last.get(figure.cited["report"], 0), figure.year)
    return last


def _things(group: Sequence[Figure]) -> list[list[Figure]]:
    """Part figures of one name where the same number or a number near to it is not said of all of them."""
    things: list[list[Figure]] = []
    for figure in group:
        near = [thing for thing in things if any(_one_thing(figure, other) for other in thing)]
        joined = [*itertools.chain.from_iterable(near), figure]
        things = [thing for thing in things if thing not in near] + [joined]
    return things


def _one_thing(one: Figure, two: Figure) -> bool:
    """Tell whether two figures of one name can be of one thing."""
    first, second = _number(one, one), _number(two, one)
    if first == second:
        return True
    if one.measure == "rank" or one.extent != two.extent:  # 前50强 and 第15位 may be of two rankings
        return False
    if one.indicator is None:  # the same words may be of two things that nobody has told apart, unless one is rounded
        return one.sentence != two.sentence and decide(_side(one, one, bound=True), _side(two, one, bound=True)) is True
    # Nobody contradicts himself within a sentence (由320元提高到380元), and an outcome is no range: what looks like one is
    # of another year.
    if one.sentence == two.sentence or (
        one.kind == "outcome" and "between" in {one.cited["bound"], two.cited["bound"]}
    ):
        return False
    sizes = sorted([abs(first[0]), abs(second[0])])
    return one.measure not in {"level", "change"} or sizes[1] <= sizes[0] * auditing.load().apart


def _stated(thing: Sequence[Figure], horizons: Mapping[str, int]) -> Statement:
    """Return how figures of one thing compare: as the two that agree least."""
    types = [_type(one, two, horizons) for one, two in itertools.combinations(thing, 2)]
    rule, holds = min(types, key=lambda item: (_ORDER.index(item[0]), item[1] is True))
    missing = "" if holds is not None else "revision" if rule == "revision" else "digits"
    return Statement(kind="agreement", rule=rule, holds=holds, figures=tuple(thing), missing=missing)


def _type(one: Figure, two: Figure, horizons: Mapping[str, int]) -> tuple[str, bool | None]:
    """Return how two figures of one thing compare, and whether they agree."""
    bounds = {one.cited["bound"], two.cited["bound"]}
    if _number(one, one) == _number(two, one):
        if len(bounds) > 1:
            return ("hedge" if "approx" in bounds else "bound"), True
        return ("same" if one.value == two.value else "unit"), True
    # A target of 11.35万以上 does not ask for 11.5万; an outcome of 突破2.1万 may be 21911.
    bound = one.kind != "target"
    holds = decide(_side(one, one, bound=bound), _side(two, one, bound=bound))
    if holds:
        return "rounding", True
    later = horizons.get(one.cited["report"]) != horizons.get(two.cited["report"])
    if later or {one.cited["status"], two.cited["status"]} == {"estimate", "actual"}:
        return "revision", None
    return ("undecided", None) if holds is None else ("conflict", False)


def _side(figure: Figure, like: Figure, *, bound: bool) -> Side:
    return figure.times if figure.measure == "multiple" else scaled(figure, like, bound=bound)


def _number(figure: Figure, like: Figure) -> tuple[Fraction, Fraction | None]:
    """Return the number alone, in the unit of another figure, and the other end of a range."""
    if figure.measure == "multiple":
        return Fraction(figure.value) + (1 if figure.cited["unit"] else 0), None
    per, to = figure.per(like), figure.cited["value_to"]
    return Fraction(figure.value) * per, None if to is None else Fraction(decimal(to)) * per
