"""Arithmetic over the years: levels, changes, growth and days that follow from each other.

Each rule is an equation between figures of one thing. It is tried wherever the documents give all of its terms, and
where only the number of the year before is missing it says so. Growth in constant prices (地区生产总值, 投资) is not
the ratio of two levels and is never held against them.
"""

from __future__ import annotations

import calendar
import functools
import operator
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from analysis.comparison.books import Book, year_of
from analysis.comparison.figures import Figure
from analysis.comparison.intervals import Interval, exactly
from analysis.comparison.statements import Statement, Terms, equation, unsettled
from analysis.comparison.wording import stripped
from analysis.registries import auditing, relations

_HUNDRED = exactly(100)


def arithmetic(figures: Sequence[Figure]) -> Iterator[Statement]:
    """Yield every equation between figures of different years or measures, rule by rule."""
    book = Book.of(figures)
    for rule in (_level_change, _level_growth, _change_growth, _stock_new, _days_share, _days_change):
        yield from rule(book)


def multiplied(growth: Figure) -> Terms:
    """Return how a growth is written as a factor: × (1 + 1.8%), × (1 + 1.3) for 增长1.3倍."""
    return (" × (1 − " if growth.value < 0 else " × (1 + ", growth, ")")


def _level_change(book: Book) -> Iterator[Statement]:
    """14.4万人 and 比上年增加0.4万人 give 14.8万人."""
    for change in book.all("change"):
        now = book.beside(change, "level", "share")
        if now is None or (now.measure == "level" and change.dimension != now.dimension):
            continue
        before = book.last(now)
        if before is None:
            if now.indicator not in relations.load().days:  # last year's days may be told as a share
                yield unsettled("level-change", "last-year", now, change)
            continue
        terms = (before, _sign(change), change)
        found = equation("level-change", now, (before, change), terms, lambda before, change: before + change)
        yield _across(found, before)


def _level_growth(book: Book) -> Iterator[Statement]:
    """132万户 and 增长1.8% give 134.5万户; so do the growth and the level that plans for one year ask for.

    A growth that is told of two things at once (游客总量和花费均增长35%) is that of each.
    """
    done: set[Hashable] = set()
    for growth in (figure for measure in ("growth", "multiple") for figure in book.all(measure, "outcome", "target")):
        both = relations.load().joint.get(growth.name, ())
        for now in (figure for name in (growth.name, *both) for figure in book.alike(growth, "level", name)):
            before = book.last(now)
            key = (now.key, now.year, now.kind, now.value, growth.value, growth.cited["bound"])
            apart = growth.sentence != now.sentence and (before is None or (growth.kind == "outcome" and not both))
            if key in done or apart:
                continue
            done.add(key)
            constant = relations.constant(growth.indicator, growth.subject)
            if before is None and not constant:
                yield unsettled("level-growth", "last-year", now, growth)
            elif before is not None and constant:
                yield unsettled("level-growth", "constant-prices", now, growth, before)
            elif before is not None:
                terms = (before, *multiplied(growth))
                found = equation("level-growth", now, (before, growth), terms, lambda before, times: before * times)
                yield _across(found, before)


def _change_growth(book: Book) -> Iterator[Statement]:
    """增加0.4万人 to 14.8万人 is 增长2.8%."""
    for change in book.all("change"):
        now, growth = book.beside(change, "level"), book.beside(change, "growth")
        if now is None or growth is None or relations.constant(growth.indicator, growth.subject):
            continue
        if change.dimension != now.dimension or abs(change.number) >= now.number / 2:
            continue
        yield equation(
            "change-growth",
            growth,
            (change, now),
            (change, " ÷ (", now, _sign(change, turned=True), change, ")"),
            lambda change, now: change / (now - change) * _HUNDRED,
        )


def _stock_new(book: Book) -> Iterator[Statement]:
    """新增科技型企业3407家，总数达到25318家: a year before there were 21911, unless some have gone since."""
    words = auditing.load().words
    for new in book.all("level"):
        if not new.subject.startswith(words["new"]):
            continue
        thing = stripped(new.subject, words["new"])
        stock = next(
            (
                figure
                for figure in book.sentence(new, "level")
                if figure.cited["start"] > new.cited["start"]
                and figure.dimension == new.dimension
                and not figure.subject.startswith(words["new"])
                and (stripped(figure.subject, words["stock"]) == thing or f"{figure.indicator}_new" == new.indicator)
            ),
            None,
        )
        if stock is None:
            continue
        before = book.last(stock)
        if before is None:
            yield unsettled("stock-new", "last-year", stock, new)
            continue
        found = equation("stock-new", before, (stock, new), (stock, " − ", new), lambda stock, new: stock - new)
        gone = found.holds is False and found.sum is not None and found.sum.amount < Fraction(before.value)
        yield unsettled("stock-new", "departures", stock, new, before) if gone else _across(found, before)


def _days_share(book: Book) -> Iterator[Statement]:
    """315天 of a year of 365 days are 86.3%."""
    for days, name in _days(book):
        share = book.named(name, days, "share", year_of(days))
        if share is not None:
            length = _length(year_of(days))
            yield equation("days-share", share, (days,), (days, f" ÷ {length}"), _share_of(length))


def _days_change(book: Book) -> Iterator[Statement]:
    """318天 after 增加16天 are 302 a year before, 82.7% of its days."""
    for days, name in _days(book):
        change, last = book.beside(days, "change"), year_of(days) - 1
        if change is None or book.last(days) is not None:
            continue
        share = book.named(name, days, "share", last)
        if share is None:
            yield unsettled("level-change", "last-year", days, change)
            continue
        length = _length(last)
        terms = ("(", days, _sign(change, turned=True), change, f") ÷ {length}")
        yield _across(equation("days-change", share, (days, change), terms, _share_of(length)), share)


def _across(found: Statement, before: Figure) -> Statement:
    """Leave open what fails against an estimate of another report: what came of it may be another number."""
    alone = all(figure.cited["report"] == before.cited["report"] for figure in found.figures)
    if found.holds is False and before.cited["status"] == "estimate" and not alone:
        return replace(found, holds=None, missing="revision")
    return found


def _days(book: Book) -> Iterator[tuple[Figure, str]]:
    """Yield the figures that count days of a year, with the name of their share of it."""
    for figure in book.all("level"):
        if figure.indicator and figure.indicator in relations.load().days:
            yield figure, relations.load().days[figure.indicator]


def _share_of(length: int) -> Callable[..., Interval]:
    """Return what turns days, and how many more they are than before, into a share of so many."""
    return lambda days, *changes: functools.reduce(operator.sub, changes, days) / exactly(length) * _HUNDRED


def _length(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def _sign(change: Figure, *, turned: bool = False) -> str:
    return " + " if (change.value > 0) != turned else " − "
