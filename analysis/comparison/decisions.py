"""What came of one target: the outcomes that answer it, or come near to it, and the rule that decides.

What answers a target is compared (`matching`); what no document states but what follows from what they state is
computed and compared (`deriving`); what comes near but compares in nothing is shown with the rule that says why. The
rules are tried in the order in which they are written here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.codebook import years_of
from analysis.comparison.deriving import Derived, derive
from analysis.comparison.figures import Figure
from analysis.comparison.matching import Beside, Outcomes, answers, beside, settled, unfinished
from analysis.comparison.verdicts import Judgement, Size, convert, judge, plain
from analysis.comparison.wording import said
from analysis.registries import criteria, units
from analysis.registries.criteria import Rule, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What came of one target: the outcomes shown, the rule, the gap, and the words that decided."""

    rule: Rule
    outcomes: tuple[Figure, ...] = ()
    gap: Decimal | None = None
    ratio: Decimal | None = None
    words: tuple[str, ...] = ()
    derived: Derived | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict of its rule."""
        return criteria.load().rules[self.rule]


def decide(targets: Sequence[Figure], outcomes: Outcomes) -> Decision:
    """Return what came of a target, of which `targets` are all statements."""
    target = targets[0]
    last = (years_of(target.period) or (0, 0))[1]
    entered = any(figure.source for figure in outcomes.of(target.name, target.period, target.scope))
    if not entered and (outcomes.last is None or last > outcomes.last):
        return Decision(rule="year-not-over")
    if not entered and last not in outcomes.reported:
        return Decision(rule="year-unreported")
    if found := answers(target, outcomes):
        return _compare(targets, found)
    for derived in derive(target, outcomes):
        decision = _computed(targets, derived)
        if decision is not None:
            return decision
    if shown := beside(target, outcomes):
        return Decision(rule=shown.rule, outcomes=shown.figures, gap=_bare_gap(target, shown), words=shown.words)
    return Decision(rule="no-outcome" if target.indicator else "no-same-words")


def _bare_gap(target: Figure, shown: Beside) -> Decimal | None:
    """Return how far the numbers alone are apart where one undertaking is told in other terms, as a hint."""
    nearest = settled(shown.figures) if shown.rule in {"other-terms", "unfinished"} else None
    if nearest is None or nearest.measure != target.measure:
        return None
    if (units.dimension(target.base) == "people") != (units.dimension(nearest.base) == "people"):
        return None  # 25万个岗位 are not so many more than 14.8万人
    return judge(target.size, nearest.size, target.better).gap


def _compare(targets: Sequence[Figure], shown: tuple[Figure, ...]) -> Decision:
    """Hold outcomes of the right measure against every statement of the target; all must tell the same story."""
    best = settled(shown)
    if best is None:
        return Decision(rule="outcomes-differ", outcomes=shown)
    return _one([_judge(target, best, shown) for target in targets])


def _judge(target: Figure, outcome: Figure, shown: tuple[Figure, ...]) -> Decision:
    judgement = judge(target.size, outcome.size, target.better)
    found = Decision(rule=judgement.rule, outcomes=shown, gap=judgement.gap, ratio=_ratio(target.size, outcome.size))
    words = criteria.load().words
    asked, answered = said(words["basis"], target.before), said(words["basis"], outcome.before)
    if asked and asked != answered:
        return replace(found, rule="other-basis", words=asked + answered)
    running = unfinished(outcome)
    begun = said(words["begun"], target.clause) and not said(words["done"], target.clause)
    # What is still under way can only turn out to be less: a shortfall stands.
    if running and judgement.rule != "short" and not begun:
        return replace(found, rule="unfinished", words=running)
    return replace(found, words=answered)


def _ratio(target: Size, outcome: Size) -> Decimal | None:
    told = convert(outcome, target)
    if told is None or target.measure in {"growth", "rank"} or target.value <= 0:
        return None
    return plain(told.value / target.value)


def _computed(targets: Sequence[Figure], derived: Derived) -> Decision | None:
    """Judge a computed outcome; None where it is only the least there can be and that is not enough to say."""
    judged = [judge(target.size, derived.size, target.better) for target in targets]
    if derived.least and not all(_enough(target, one) for target, one in zip(targets, judged, strict=True)):
        return None
    return _one(
        [
            Decision(
                rule=one.rule,
                outcomes=derived.terms,
                gap=one.gap,
                ratio=_ratio(target.size, derived.size),
                derived=derived,
            )
            for target, one in zip(targets, judged, strict=True)
        ]
    )


def _enough(target: Figure, judgement: Judgement) -> bool:
    """Tell whether an outcome that can only be more has reached its target already."""
    upwards = target.size.bound != "le" and target.better == "up"
    return upwards and judgement.rule in {"beyond", "reached"}


def _one(decisions: Sequence[Decision]) -> Decision:
    """Return the one story that all statements of a target tell, by the gap to the most demanding."""
    if len({decision.verdict for decision in decisions}) > 1:
        return Decision(rule="targets-differ", outcomes=decisions[0].outcomes)
    return min(decisions, key=lambda decision: Decimal(0) if decision.gap is None else decision.gap)
