"""Which outcomes answer a target, and which can only be shown beside it.

An outcome answers where it is about the same thing (`Figure.name`, or another name of it that is registered) in the
same place and period, measured alike and to the same extent. A pair is never made by likeness. Where nothing answers,
what comes nearest is shown with the rule that says why it does not compare: another measure, a part of the year, what
there is in all against what a year adds, a part against the whole, another place, another span of years, one undertaking
told in other terms (`data/relations.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from analysis.comparison.figures import Figure
from analysis.comparison.verdicts import agree, exactness
from analysis.comparison.wording import said
from analysis.registries import criteria, relations
from analysis.registries.criteria import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """All outcomes of the documents by what they are about, and the years that are reported on."""

    about: Mapping[str, tuple[Figure, ...]]
    planned: frozenset[tuple[str, str, str]]  # what targets are set for: identity, period and place
    last: int | None  # the last year that the documents report on
    reported: frozenset[int]

    def of(self, indicator: str, period: str, place: str) -> tuple[Figure, ...]:
        """Return the outcomes of an indicator or other identity for a period and place."""
        return tuple(
            figure for figure in self.about.get(indicator, ()) if (figure.period, figure.scope) == (period, place)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is shown for want of an answer, the rule that says why it is none, and the words that decided."""

    rule: Rule
    figures: tuple[Figure, ...]
    words: tuple[str, ...] = ()


def gather(figures: Iterable[Figure]) -> Outcomes:
    """Return the outcomes among figures by what they are about.

    Neither what was entered by hand nor what a part of it came to makes a year one that is reported on.
    """
    about: dict[str, list[Figure]] = {}
    planned, years = set(), set()
    for figure in figures:
        if figure.kind == "target":
            planned.add((figure.name, figure.period, figure.scope))
        if figure.kind != "outcome":
            continue
        about.setdefault(figure.name, []).append(figure)
        if figure.span and not figure.source and not figure.season:
            years.add(figure.span[1])
    return Outcomes(
        about={name: tuple(found) for name, found in about.items()},
        planned=frozenset(planned),
        last=max(years, default=None),
        reported=frozenset(years),
    )


def answers(target: Figure, outcomes: Outcomes) -> tuple[Figure, ...]:
    """Return the outcomes that can be compared with a target: under its own name, or else under its other one."""
    for name in _names(target, outcomes):
        if found := tuple(figure for figure in _fitting(target, name, outcomes) if alike(figure, target)):
            return found
    return ()


def settled(figures: Sequence[Figure]) -> Figure | None:
    """Return the most exact of outcomes that tell the same story, None where they do not or there are none.

    Final outcomes count before estimates (预计).
    """
    last = _final(figures)
    if not last or not all(agree(one.size, other.size) for one, other in combinations(last, 2)):
        return None
    return min(last, key=lambda figure: exactness(figure.size))


def _final(figures: Sequence[Figure]) -> Sequence[Figure]:
    """Return the final outcomes, or the estimates (预计) where there are no final ones."""
    return [figure for figure in figures if figure.cited["status"] == "actual"] or figures


def beside(target: Figure, outcomes: Outcomes) -> Beside | None:
    """Return what comes nearest to an answer where there is none; the first rule that finds something decides."""
    about = target.name
    if fitting := next(filter(None, (_fitting(target, name, outcomes) for name in _names(target, outcomes))), ()):
        if parts := tuple(figure for figure in fitting if portion(figure) == portion(target)):
            told = tuple(dict.fromkeys(word for figure in (target, *parts) for word in figure.season))
            return Beside(rule="part-of-year", figures=parts, words=told)
        words = tuple(dict.fromkeys(word for figure in (target, *fitting) for word in portion(figure)))
        cumulative = set(words) <= set(criteria.load().words["cumulative"])
        return Beside(rule="flow-against-stock" if cumulative else "other-extent", figures=fitting, words=words)
    if found := outcomes.of(about, target.period, target.scope):
        return Beside(rule="other-measure", figures=found)
    if found := _others(target, _stock_or_flow(about), outcomes):
        return Beside(rule="flow-against-stock", figures=found)
    if found := _others(target, _parts(about), outcomes):
        return Beside(rule="part-of-whole", figures=found)
    last = str(target.span[1]) if target.span else ""
    if found := outcomes.of(about, last, target.scope):
        return Beside(rule="year-against-span", figures=found)
    if found := tuple(
        figure
        for figure in outcomes.about.get(about, ())
        if figure.period == target.period and figure.measure == target.measure
    ):
        return Beside(rule="other-scope", figures=found)
    if found := _others(target, _kin(about), outcomes):
        running = tuple(dict.fromkeys(word for figure in found for word in unfinished(figure)))
        return Beside(rule="unfinished" if running else "other-terms", figures=found, words=running)
    return None


def alike(one: Figure, two: Figure) -> bool:
    """Tell whether two figures count the same portion of a thing, for the same part of the year."""
    return (portion(one), one.season) == (portion(two), two.season)


def portion(figure: Figure) -> tuple[str, ...]:
    """Return the words that say how much of the thing is counted: only those of a grade, or all of them so far.

    A grade belongs to the member of a list that it stands in, and so to the subject; 累计 reaches the whole clause.
    """
    words = criteria.load().words
    return said(words["grade"], figure.subject) + said(words["cumulative"], figure.before)


def unfinished(outcome: Figure) -> tuple[str, ...]:
    """Return the words that say that what an outcome counts is still under way."""
    return said(criteria.load().words["unfinished"], outcome.clause)


def _names(target: Figure, outcomes: Outcomes) -> list[str]:
    """Return the names under which a target may be answered; what has a target of its own answers that one alone."""
    renamed = relations.load().renamed.get(target.name)
    if renamed is None or (renamed.outcome, target.period, target.scope) in outcomes.planned:
        return [target.name]
    return [target.name, renamed.outcome]


def _fitting(target: Figure, name: str, outcomes: Outcomes) -> tuple[Figure, ...]:
    here = outcomes.of(name, target.period, target.scope)
    fitting = tuple(figure for figure in here if figure.measure == target.measure)
    return tuple(figure for figure in fitting if figure.dimension == target.dimension) or fitting


def _others(target: Figure, indicators: Iterable[str], outcomes: Outcomes) -> tuple[Figure, ...]:
    """Return outcomes of other indicators, in the measure of the target where there are such."""
    found = [figure for one in indicators for figure in outcomes.of(one, target.period, target.scope)]
    return tuple(figure for figure in found if figure.measure == target.measure) or tuple(found)


def _stock_or_flow(indicator: str) -> list[str]:
    stocks = relations.load().stocks
    return [stock for new, stock in stocks.items() if new == indicator] + [
        new for new, stock in stocks.items() if stock == indicator
    ]


def _parts(indicator: str) -> list[str]:
    known = relations.load()
    parts = [part for sum_ in known.sums if sum_.whole == indicator for part in sum_.parts]
    return parts + [part for whole, part in known.shares if whole == indicator]


def _kin(indicator: str) -> list[str]:
    return [one for kin in relations.load().kin if indicator in kin.ids for one in kin.ids if one != indicator]
