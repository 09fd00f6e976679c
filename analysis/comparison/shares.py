"""Shares: a part over its whole, and whole numbers that a rate must come from.

A share of a count comes from a whole number of all (11项占全省84.6%: 11 of 13), and so does the growth of a count. That
can be checked without knowing the number, as long as the digits written leave room for few of them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.comparison.arithmetic import multiplied
from analysis.comparison.books import Book, year_of
from analysis.comparison.figures import Figure
from analysis.comparison.intervals import Interval, exactly
from analysis.comparison.statements import Statement, Sum, Terms, equation, unsettled
from analysis.registries import indicators, relations
from analysis.registries.hedges import Reading

_SHARE = re.compile(r"(?P<part>.+?)占(?P<whole>.+?)的?(?:比重|比例|份额|占比)?")
_HUNDRED = exactly(100)


def shares(figures: Sequence[Figure]) -> Iterator[Statement]:
    """Yield what shares are held against: parts, wholes, their growth, and whole numbers."""
    book = Book.of(figures)
    for rule in (_share_growth, _same_whole, _share_of_whole, _growth_of_count):
        yield from rule(book)


def _share_growth(book: Book) -> Iterator[Statement]:
    """29.2% of last year and the growth of part and whole give the share of this year."""
    for grown in _grown(book):
        share, before, part = grown.share, grown.before, grown.part
        whole = _growth_of_whole(book, grown)
        if whole is None:
            yield unsettled("share-growth", "whole", share, before, part, whole=grown.whole)
            continue
        divided = (" ÷ (1 − " if whole.value < 0 else " ÷ (1 + ", whole, ")")
        yield equation(
            "share-growth",
            share,
            (before, part, whole),
            (before, *multiplied(part), *divided),
            lambda before, part, whole: before * part / whole,
            whole=whole,
        )


def _same_whole(book: Book) -> Iterator[Statement]:
    """Two parts of one whole, each with its growth and its shares of both years, let the whole grow alike."""
    for first, second in itertools.combinations(_grown(book), 2):
        if first.key != second.key:
            continue
        other = (first.before, *multiplied(first.part), " ÷ ", first.share)
        yield equation(
            "same-whole",
            second.share,
            (second.before, second.part, first.before, first.part, first.share),
            (second.before, *multiplied(second.part), " ÷ [", *other, "]"),
            lambda before, part, other, grown, share: before * part / (other * grown / share),
            whole=_growth_of_whole(book, first) or first.whole,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grown:
    """A part of a whole: its shares of this year and the last, its growth, and the words for the whole."""

    share: Figure
    before: Figure
    part: Figure
    whole: str

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What the parts of one whole in one report have in common."""
        return (self.whole, self.share.scope, self.share.year, self.share.cited["report"])


def _grown(book: Book) -> Iterator[_Grown]:
    """Yield the parts whose growth and shares of both years stand in one sentence."""
    for share in book.all("share"):
        match = _SHARE.fullmatch(share.subject)
        before = book.last(share)
        if match is None or before is None or before.sentence != share.sentence:
            continue
        part = next((figure for figure in book.sentence(share, "growth") if figure.subject == match["part"]), None)
        if part is not None:
            yield _Grown(share=share, before=before, part=part, whole=match["whole"])


def _growth_of_whole(book: Book, grown: _Grown) -> Figure | None:
    """Return how the whole of a part grew in the year of its share."""
    name = relations.load().brief.get(grown.whole) or indicators.identify(grown.whole, "growth", "%", "%")
    return book.named(name, grown.share, "growth", year_of(grown.share))


def _share_of_whole(book: Book) -> Iterator[Statement]:
    """889.9亿元 of 1160亿元 are 76.7%; 11个 are 79% of a whole number of all."""
    for share in book.all("share"):
        match = _SHARE.fullmatch(share.subject)
        part = next((one for one in book.sentence(share, "level") if match and one.subject == match["part"]), None)
        if match is None or part is None:
            continue
        name = indicators.identify(match["whole"], "level", part.cited["unit"], part.base)
        whole = book.named(name, share, "level", year_of(share))
        if whole is not None and whole.dimension == part.dimension:
            yield equation(
                "share-of-whole",
                share,
                (part, whole),
                (part, " ÷ ", whole),
                lambda part, whole: part / whole * _HUNDRED,
                whole=whole,
            )
        else:
            yield _whole_number(
                "share-of-count", share, part, lambda share, count, reading: count / share.amounts(reading) * _HUNDRED
            ) or unsettled("share-of-whole", "whole", share, part, whole=match["whole"])


def _growth_of_count(book: Book) -> Iterator[Statement]:
    """609户 after 增长27.7%: 477 a year before is a whole number."""
    for growth in book.all("growth"):
        now = book.beside(growth, "level")
        if now is not None and book.last(now) is None:
            found = _whole_number(
                "growth-of-count", growth, now, lambda growth, count, reading: count / growth.times(reading)
            )
            if found is not None:
                yield found


def _whole_number(
    rule: str, rate: Figure, count: Figure, base: Callable[[Figure, Interval, Reading], Interval]
) -> Statement | None:
    """Return whether the base of a rate can be a whole number; None where nothing was counted or any rate would do."""
    if not count.exact or rate.cited["bound"] != "eq":
        return None
    said, widest = (base(rate, exactly(count.value), reading) for reading in ("said", "widest"))
    if said.width >= 1:
        return None
    told, possible = ([whole for whole in each.wholes if whole > 0] for each in (said, widest))  # of none, no rate
    number = next(iter(told or possible), max(1, round((said.low + said.high) / 2)))
    amount = Fraction(count.value) / number
    growth = rate.measure == "growth"
    terms: Terms = (count, f" ÷ {number}", " − 1") if growth else (count, f" ÷ {number}")
    percent = (amount - 1 if growth else amount) * 100
    holds = True if told else None if possible else False
    return Statement(
        kind="arithmetic",
        rule=rule,
        holds=holds,
        figures=(rate, count),
        sum=Sum(terms=terms, amount=percent, within=exactly(percent), stated=rate),
        missing="digits" if holds is None else "",
    )
