"""Which outcomes answer a target, and which can only be shown beside it.

An outcome answers where it is about the same thing (`claims.identity`) in the same place and period, measured alike
and to the same extent. A pair is never made by likeness. Where nothing answers, what comes nearest is shown with the
rule that says why it does not compare: another measure, what there is in all against what a year adds, a part against
the whole, another place, another span of years, one undertaking told in other terms (`data/relations.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from analysis.comparison.claims import Claim, extent, identity, kind, said
from analysis.comparison.verdicts import agree, exactness
from analysis.registries import criteria, relations
from analysis.registries.criteria import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """All outcomes of the documents by what they are about, and the years that are reported on."""

    about: Mapping[str, tuple[Claim, ...]]
    last: int | None  # the last year that the documents report on
    reported: frozenset[int]

    def of(self, indicator: str, period: str, place: str) -> tuple[Claim, ...]:
        """Return the outcomes of an indicator or other identity for a period and place."""
        return tuple(claim for claim in self.about.get(indicator, ()) if (claim.period, claim.place) == (period, place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is shown for want of an answer, the rule that says why it is none, and the words that decided."""

    rule: Rule
    claims: tuple[Claim, ...]
    words: tuple[str, ...] = ()


def gather(claims: Iterable[Claim]) -> Outcomes:
    """Return outcomes by what they are about."""
    about: dict[str, list[Claim]] = {}
    years = set()
    for claim in claims:
        about.setdefault(identity(claim), []).append(claim)
        if claim.span:
            years.add(claim.span[1])
    return Outcomes(
        about={name: tuple(found) for name, found in about.items()},
        last=max(years, default=None),
        reported=frozenset(years),
    )


def answers(target: Claim, outcomes: Outcomes) -> tuple[Claim, ...]:
    """Return the outcomes that can be compared with a target."""
    return tuple(claim for claim in _fitting(target, outcomes) if extent(claim) == extent(target))


def settled(claims: Sequence[Claim]) -> Claim | None:
    """Return the most exact of outcomes that tell the same story, None where they do not or there are none.

    Final outcomes count before estimates (预计).
    """
    last = final(claims)
    if not last or not all(agree(one.size, other.size) for one, other in combinations(last, 2)):
        return None
    return min(last, key=lambda claim: exactness(claim.size))


def final(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Return the final outcomes, or the estimates (预计) where there are no final ones."""
    return [claim for claim in claims if claim.cited["status"] == "actual"] or claims


def beside(target: Claim, outcomes: Outcomes) -> Beside | None:
    """Return what comes nearest to an answer where there is none; the first rule that finds something decides."""
    about = identity(target)
    fitting = _fitting(target, outcomes)
    if fitting:
        words = tuple(dict.fromkeys(word for claim in (target, *fitting) for word in extent(claim)))
        cumulative = set(words) <= set(criteria.load().words["cumulative"])
        return Beside(rule="flow-against-stock" if cumulative else "other-extent", claims=fitting, words=words)
    if found := outcomes.of(about, target.period, target.place):
        return Beside(rule="other-measure", claims=found)
    if found := _alike(target, _stock_or_flow(about), outcomes):
        return Beside(rule="flow-against-stock", claims=found)
    if found := _alike(target, _parts(about), outcomes):
        return Beside(rule="part-of-whole", claims=found)
    last = str(target.span[1]) if target.span else ""
    if found := outcomes.of(about, last, target.place):
        return Beside(rule="year-against-span", claims=found)
    if found := tuple(
        claim
        for claim in outcomes.about.get(about, ())
        if claim.period == target.period and claim.measure == target.measure
    ):
        return Beside(rule="other-scope", claims=found)
    if found := _alike(target, _kin(about), outcomes):
        running = tuple(dict.fromkeys(word for claim in found for word in unfinished(claim)))
        return Beside(rule="unfinished" if running else "other-terms", claims=found, words=running)
    return None


def unfinished(outcome: Claim) -> tuple[str, ...]:
    """Return the words that say that what an outcome counts is still under way."""
    return said(criteria.load().words["unfinished"], outcome.clause)


def _fitting(target: Claim, outcomes: Outcomes) -> tuple[Claim, ...]:
    here = outcomes.of(identity(target), target.period, target.place)
    fitting = tuple(claim for claim in here if claim.measure == target.measure)
    return tuple(claim for claim in fitting if kind(claim) == kind(target)) or fitting


def _alike(target: Claim, indicators: Iterable[str], outcomes: Outcomes) -> tuple[Claim, ...]:
    """Return outcomes of other indicators, in the measure of the target where there are such."""
    found = [claim for one in indicators for claim in outcomes.of(one, target.period, target.place)]
    return tuple(claim for claim in found if claim.measure == target.measure) or tuple(found)


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
