"""Sums: parts and their whole, and what a text announces and then lists.

What stands behind 其中 is part of what stands before it: no part is more than the whole, and where the parts add up to
it they are all of it. That they add up to less says nothing, because 其中 need not name them all. A plan that announces
52 measures and gives them item by item is held to the sum of its items, as far as the text gives them.

>>> named("将在产业转型、深化改革、扩大开放，共计", 3), named("中日、中韩等", 5)
(True, False)
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.comparison.books import Book
from analysis.comparison.figures import Figure
from analysis.comparison.intervals import Interval, exactly
from analysis.comparison.statements import Statement, Terms, decide, equation, scaled, unsettled
from analysis.language.numerals import numeral
from analysis.registries import auditing, relations
from analysis.registries.hedges import Reading

_HEADING = re.compile(r"/ [（(](?P<number>[一二三四五六七八九十]+)[）)]")
_STOPS = re.compile(r"[。；;！!？?\n]")
_MOST_TERMS = 8  # a longer sum is written with an ellipsis
_FEWEST_NAMED = 3  # two things joined by 、 are as often one


def sums(figures: Sequence[Figure]) -> Iterator[Statement]:
    """Yield what holds of parts, wholes and announced counts."""
    book = Book.of(figures)
    for rule in (_registered, _between, _among, _announced, _tasks, _headings, _named):
        yield from rule(book)


def named(before: str, number: int) -> bool:
    """Tell whether a list that leads up to a number has so many members."""
    words = "|".join(map(re.escape, auditing.load().words["listed"]))
    match = re.search(rf"(?P<list>[^，,；;。：:]*)[，,]?(?:{words})$", before)
    if match is None or number < _FEWEST_NAMED:
        return False
    return number in {len(match["list"].split("、")), len(re.split("[、和]", match["list"]))}


def _registered(book: Book) -> Iterator[Statement]:
    """Hold the sum of registered parts against their whole: exports and imports are foreign trade.

    One document may announce what another lists by its parts (105 schools and kindergartens, 58 and 47); where their sum
    is another number, the two may count differently.
    """
    for whole in book.all("level", "outcome", "target"):
        reports = (whole.cited["report"], *(name for name in book.reports if name != whole.cited["report"]))
        parts = next((parts for report in reports if (parts := _parts(book, whole, report))), ())
        if parts and all(part.dimension == whole.dimension for part in parts):
            found = equation("sum", whole, parts, _added(parts), _total)
            apart = found.holds is False and parts[0].cited["report"] != whole.cited["report"]
            yield replace(found, holds=None, missing="definition") if apart else found


def _between(book: Book) -> Iterator[Statement]:
    """Hold the growth of a whole against that of its parts, of which it is a mean."""
    for whole in book.all("growth", "outcome", "target"):
        parts = _parts(book, whole, whole.cited["report"])
        if parts:
            holds = decide(functools.partial(_hull, parts), whole.amounts)
            yield Statement(
                kind="arithmetic",
                rule="between",
                holds=holds,
                figures=(whole, *parts),
                missing="" if holds is not None else "digits",
            )


def _parts(book: Book, whole: Figure, report: str) -> tuple[Figure, ...]:
    """Return what a report states of all parts of a whole, nothing where it leaves one out."""
    known = (one for one in relations.load().sums if one.whole == whole.indicator and one.complete)
    wanted = next((one.parts for one in known), ())
    found = [book.part(name, whole, report) for name in wanted]
    parts = tuple(part for part in found if part is not None)
    return parts if len(parts) == len(wanted) else ()


def _hull(parts: Sequence[Figure], reading: Reading) -> Interval:
    amounts = [part.amounts(reading) for part in parts]
    return Interval(min(one.low for one in amounts), max(one.high for one in amounts))


def _among(book: Book) -> Iterator[Statement]:
    """科技型企业25318家。其中17195家、5902家、2221家: no part is more than the whole, and they are all of it."""
    for whole, parts, alone in _wholes(book):
        together = equation("parts", whole, parts, _added(parts), _total)
        if len(parts) > 1 and together.holds:
            yield together
            continue
        part = parts[0]  # the others may be things of their own that follow in the same sentence
        exceeds = [scaled(part, whole)(reading).low > whole.amounts(reading).high for reading in _READINGS]
        holds = None if exceeds[0] and not exceeds[1] else not exceeds[0]
        if holds is not False or alone:  # of two things before 其中 it may mean both
            missing = "digits" if holds is None else ""
            yield Statement(
                kind="arithmetic", rule="within", holds=holds, figures=(part, whole), whole=whole, missing=missing
            )


def _wholes(book: Book) -> Iterator[tuple[Figure, tuple[Figure, ...], bool]]:
    """Yield the figure before each 其中, the figures behind it that count the same, and whether only one is before it."""
    (word,) = auditing.load().words["parts"]
    sentences: dict[tuple[str, int], list[Figure]] = {}
    for figure in book.figures:
        sentences.setdefault(figure.sentence, []).append(figure)
    for (report, start), figures in sentences.items():
        quote = figures[0].quote
        place = start + quote.find(word)
        ahead = [figure for figure in figures if figure.cited["start"] < place]
        if quote.startswith(word):
            ahead = next(
                (
                    others
                    for (other, first), others in sentences.items()
                    if other == report and start - _NEAR <= first + len(others[0].quote) <= start
                ),
                [],
            )
        wholes = [figure for figure in ahead if figure.measure == "level" and figure.cited["bound"] == "eq"]
        if word not in quote or not wholes or not all(_tells(figure, wholes[-1]) for figure in ahead):
            continue
        whole, stop = wholes[-1], _STOPS.search(quote, place - start)
        parts = tuple(
            figure
            for figure in figures
            if place < figure.cited["start"] < start + (stop.start() if stop else len(quote))
            and figure.measure == "level"
            and (figure.period, figure.kind, figure.base) == (whole.period, whole.kind, whole.base)
        )
        if parts:
            yield whole, parts, sum(figure.base == whole.base for figure in wholes) == 1


def _tells(figure: Figure, whole: Figure) -> bool:
    """Tell whether a figure before 其中 leaves it clear what the parts are of: nothing else stands after the whole."""
    after = figure.cited["start"] > whole.cited["start"]
    return not after or figure.name == whole.name or figure.measure in {"share", "change"}


def _announced(book: Book) -> Iterator[Statement]:
    """Hold what a plan announces (52项举措) against its items (在稳外贸方面，提出1项举措), as far as they are there."""
    for noun in auditing.load().words["announced"]:
        counts = [one for one in book.figures if one.measure == "level" and one.exact and one.subject.endswith(noun)]
        for report in dict.fromkeys(figure.cited["report"] for figure in counts):
            taken: set[object] = set()
            runs = _runs([figure for figure in counts if figure.cited["report"] == report])
            for ahead, items in reversed(runs):  # items belong to the last total before them that has none yet
                total = next((one for one in reversed(ahead) if one.value not in taken), None)
                if total is None or len(items) < _FEWEST_NAMED:
                    continue
                taken.add(total.value)
                found = equation("announced", total, items, _added(items), _total)
                whole = found.sum is not None and found.sum.amount >= total.value
                yield found if whole else replace(found, holds=None, missing="items", items=len(items))


def _runs(counts: Sequence[Figure]) -> list[tuple[tuple[Figure, ...], tuple[Figure, ...]]]:
    """Return the items that follow each other, each time with all totals that were announced before them."""
    runs: list[tuple[tuple[Figure, ...], tuple[Figure, ...]]] = []
    totals: tuple[Figure, ...] = ()
    items: tuple[Figure, ...] = ()
    for figure in counts:
        ahead = figure.quote[: figure.cited["start"] - figure.quote_start]
        if any(word in ahead for word in auditing.load().words["announcing"]):
            runs, items = ([*runs, (totals, items)] if items else runs), ()
            totals += (figure,)
        elif any(word in ahead for word in auditing.load().words["giving"]):
            items += (figure,)
    return [*runs, (totals, items)] if items else runs


def _tasks(book: Book) -> Iterator[Statement]:
    """Hold 49项重点工作 against the number of the last task that states a number; fewer than those are something else."""
    for report in dict.fromkeys(figure.cited["report"] for figure in book.figures):
        tasks = [figure for figure in book.figures if figure.cited["report"] == report and figure.task is not None]
        if not tasks:
            continue
        last = max(tasks, key=lambda figure: figure.task or 0)
        for figure in book.figures:
            ahead = figure.cited["report"] == report and figure.place < tasks[0].place and figure.exact
            told = ahead and figure.kind != "outcome" and figure.subject.endswith(auditing.load().words["tasks"])
            if told and figure.value >= (last.task or 0):
                yield _numbered("tasks", figure, last, last.task or 0)


def _headings(book: Book) -> Iterator[Statement]:
    """Hold 12个方面 against the number of the last heading after it, where that is the same."""
    for figure in book.figures:
        if not figure.exact or figure.kind == "outcome" or not figure.subject.endswith(auditing.load().words["fields"]):
            continue
        headed = [
            (int(numeral(match["number"])), other)
            for other in book.figures
            if other.cited["report"] == figure.cited["report"] and other.place > figure.place
            for match in [_HEADING.search(other.section)]
            if match
        ]
        if headed and max(number for number, _ in headed) == figure.value:
            yield _numbered("headings", figure, *max(headed, key=lambda item: item[0])[::-1])


def _named(book: Book) -> Iterator[Statement]:
    """Count the members of a list that leads up to its number: 甲、乙、丙共计3个."""
    for figure in book.figures:
        before = figure.quote[: figure.cited["start"] - figure.quote_start]
        if figure.measure == "level" and figure.exact and named(before, int(figure.value)):
            yield Statement(kind="arithmetic", rule="named", holds=True, figures=(figure,))


def _numbered(rule: str, announced: Figure, last: Figure, number: int) -> Statement:
    """Return whether as many are announced as the last one has for a number, as far as one can see."""
    if number < announced.value:
        return unsettled(rule, "outline", announced, last, items=number)
    return Statement(kind="arithmetic", rule=rule, holds=True, figures=(announced, last), items=number)


def _added(parts: Sequence[Figure]) -> Terms:
    """Return a sum written out; of a long one, its beginning and its end."""
    shown: list[Figure | str] = [*parts] if len(parts) <= _MOST_TERMS else [*parts[:3], "…", parts[-1]]
    terms: list[Figure | str] = []
    for part in shown:
        terms += [" + ", part] if terms else [part]
    return tuple(terms)


def _total(*parts: Interval) -> Interval:
    return functools.reduce(operator.add, parts, exactly(0))


_NEAR = 3  # characters between two sentences that follow each other
_READINGS: tuple[Reading, ...] = ("said", "widest")
