"""All figures of the documents, found by what they are of, by year and by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Self

from analysis.comparison.figures import Figure


class Book:
    """The figures, in the order of the documents, and their places."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        # Nothing is divided by nothing: a zero, or a fall by all there was, ties with no other number.
        self.figures = [one for one in figures if one.value and not (one.measure == "growth" and one.value <= -100)]
        self._entries: dict[Hashable, list[Figure]] = defaultdict(list)
        self._sentences: dict[Hashable, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            self._entries[figure.key, figure.measure, figure.year, figure.kind].append(figure)
            self._sentences[figure.sentence].append(figure)

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> Self:
        """Return the book of figures."""
        return cls(figures)

    @property
    def reports(self) -> tuple[str, ...]:
        """The names of the reports, in their order."""
        return tuple(dict.fromkeys(figure.cited["report"] for figure in self.figures))

    def all(self, measure: str, *kinds: str) -> Iterator[Figure]:
        """Yield the figures of single years in a measure; outcomes, where no kinds are named."""
        for figure in self.figures:
            if figure.measure == measure and figure.kind in (kinds or ("outcome",)) and figure.year:
                yield figure

    def alike(self, like: Figure, measure: str, name: str) -> list[Figure]:
        """Return what is stated of the thing of a name in a measure, for the place, extent, year and kind of a figure."""
        return self._entries.get(((name, like.scope, like.extent), measure, like.year, like.kind), [])

    def last(self, like: Figure) -> Figure | None:
        """Return the outcome of the year before: the final one before an estimate, the exact one before a hedged one."""
        found = self._entries.get((like.key, like.measure, year_of(like) - 1, "outcome"), [])
        return min((figure for figure in found if figure.dimension == like.dimension), key=_exactness, default=None)

    def named(self, name: str | None, like: Figure, measure: str, year: int) -> Figure | None:
        """Return the outcome of a thing of another name on the territory of a figure."""
        found = self._entries.get(((name, like.scope, ()), measure, year, "outcome"), []) if name else []
        return min(found, key=_exactness, default=None)

    def part(self, name: str, whole: Figure, report: str) -> Figure | None:
        """Return what a report states of a part of a figure, in its measure, year and kind."""
        found = self._entries.get(((name, whole.scope, whole.extent), whole.measure, whole.year, whole.kind), [])
        return next((figure for figure in found if figure.cited["report"] == report), None)

    def sentence(self, like: Figure, *measures: str) -> list[Figure]:
        """Return the other figures of the same sentence, year and kind in some measures, in their order."""
        return [
            figure
            for figure in self._sentences[like.sentence]
            if figure is not like
            and figure.measure in measures
            and figure.year == like.year
            and figure.kind == like.kind
        ]

    def beside(self, like: Figure, *measures: str) -> Figure | None:
        """Return the figure of the same thing in the same sentence that stands nearest to a figure."""
        found = [figure for figure in self.sentence(like, *measures) if figure.key == like.key]
        return min(found, key=lambda figure: abs(figure.cited["start"] - like.cited["start"]), default=None)


def year_of(figure: Figure) -> int:
    """Return the year of a figure that has one."""
    assert figure.year is not None  # only figures of single years are looked up
    return figure.year


def _exactness(figure: Figure) -> tuple[bool, bool, int]:
    return figure.cited["status"] != "actual", figure.cited["bound"] != "eq", -len(figure.value.as_tuple().digits)
