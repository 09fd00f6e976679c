"""Where everything of one small multiple goes, in pixels: its scale, its marks, its holes and its labels.

A scale begins at zero unless the marks would lie at one height that way; then it is cut. A label stands over its mark,
under it or beside it, wherever it covers nothing; where there is no room for all, those of the last and the first year
come first.

>>> marks = [{"year": 2021, "kind": "outcome", "value": 5, "label": "5"}]
>>> panel = laid_out(marks, range(2021, 2024), Size(width=120, height=100, margin=10), none="none")
>>> panel.zero, panel.holes, [(mark["at"], mark["label_at"]) for mark in panel.marks]
(100.0, ((2022, 2023),), [(25.0, 12.0)])
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.writing import lettering
from analysis.writing.lettering import Box

LETTERS = 11.0  # size of the labels
_ROOM = 25  # pixels over the highest mark, and under the lowest one of a scale without zero
_FLAT = 0.2  # a spread of less than this part of the highest number cannot be seen from zero
_OFF, _BESIDE, _MARK = 13, 9, 5  # from a mark to its label above or below and to one beside it; half a mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The size of a panel, and how far its labels may go beyond its sides."""

    width: float
    height: float
    margin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One small multiple: `zero` is where zero lies, None where the scale was cut; `holes` are first and last years.

    A mark has its height `at` besides what it came with, and the place of its label, `label_year` and `label_at`, which
    are None where no place was free.
    """

    marks: tuple[dict[str, Any], ...]
    holes: tuple[tuple[int, int], ...]
    zero: float | None


def laid_out(
    marks: Sequence[Mapping[str, Any]],
    years: range,
    size: Size,
    *,
    none: str,
    shared: tuple[float, float] | None = None,
    whole: bool = True,
) -> Panel:
    """Lay out marks with `year`, `kind`, `value` and `label`; `none` is the word that stands in a hole.

    `shared` are the ends of a scale that several panels have in common. A scale that is not `whole` has no zero.
    """
    low, high, cut = _scale([mark["value"] for mark in marks], size.height, shared, whole)

    def at(value: float) -> float:
        return round((high - value) / (high - low) * size.height, 2)

    holes = tuple(_runs([year for year in years if all(mark["year"] != year for mark in marks)]))
    step = size.width / len(years)
    spots = [((mark["year"] - years[0] + 0.5) * step, at(mark["value"])) for mark in marks]
    middles = [((first + last) / 2 - years[0] + 0.5) * step for first, last in holes]
    taken = [
        *_outside(size),
        *(lettering.around(none, x, size.height / 2, LETTERS) for x in middles),
        *(Box(left=x - _MARK, top=y - _MARK, right=x + _MARK, bottom=y + _MARK) for x, y in spots),
    ]
    order = sorted(range(len(marks)), key=lambda place: _rank(marks, place))
    wanted = [_places(marks, place, *spots[place]) for place in order]
    boxes = [
        [lettering.around(marks[place]["label"], x, y, LETTERS) for x, y in wanted[n]] for n, place in enumerate(order)
    ]
    found: dict[int, tuple[float, float]] = {
        place: wanted[n][chosen]
        for n, (place, chosen) in enumerate(zip(order, lettering.free(boxes, taken), strict=True))
        if chosen is not None
    }
    placed = []
    for place, mark in enumerate(marks):
        x, y = found.get(place, (None, None))
        label_year = None if x is None else round(x / step - 0.5 + years[0], 4)
        placed.append({**mark, "at": spots[place][1], "label_year": label_year, "label_at": y})
    return Panel(marks=tuple(placed), holes=holes, zero=None if cut else at(0))


def _scale(
    values: Sequence[float], height: float, shared: tuple[float, float] | None, whole: bool
) -> tuple[float, float, bool]:
    """Return the ends of a scale, with room for labels beyond its marks, and whether zero was cut off."""
    low, high = shared or (min(values), max(values))
    flat = low * high > 0 and 0 < high - low < _FLAT * max(abs(low), abs(high))
    cut = shared is None and (flat or not whole)
    if not cut:
        low, high = min(low, 0.0), max(high, 0.0)
    under, over = (_ROOM if cut or low < 0 else 0), (_ROOM if high > 0 else _MARK)
    pixel = ((high - low) or 1.0) / (height - under - over)
    return low - under * pixel, high + over * pixel, cut


def _runs(years: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return the first and the last of every run of neighbouring years."""
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    yield from zip(starts, ends, strict=True)


def _outside(size: Size) -> Iterator[Box]:
    """Return what labels must keep out of: the head, the years below, and what lies beyond the sides."""
    far = 9 * (size.width + size.height)
    yield Box(left=-far, top=-far, right=far, bottom=-_MARK)
    yield Box(left=-far, top=size.height, right=far, bottom=far)
    yield Box(left=-far, top=-far, right=-size.margin, bottom=far)
    yield Box(left=size.width + size.margin, top=-far, right=far, bottom=far)


def _rank(marks: Sequence[Mapping[str, Any]], place: int) -> tuple[bool, int, bool]:
    """Return what orders labels: the last and the first year's, then from the end; outcomes before targets."""
    years = [mark["year"] for mark in marks]
    year = years[place]
    return year not in (min(years), max(years)), -year, marks[place]["kind"] == "target"


def _places(marks: Sequence[Mapping[str, Any]], place: int, x: float, y: float) -> list[tuple[float, float]]:
    """Return where a label may stand: away from the other marks of its year, across, or beside its own."""
    mark = marks[place]
    together = sorted(
        (other for other in marks if other["year"] == mark["year"]),
        key=lambda other: (other["value"], other["kind"] == "target"),
    )
    off = _OFF if together.index(mark) < len(together) // 2 else -_OFF
    beside = _BESIDE + lettering.width(mark["label"], LETTERS) / 2
    return [(x, y + off), (x, y - off), (x + beside, y), (x - beside, y)]
