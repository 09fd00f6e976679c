"""The series of a theme over the years, as small multiples.

A year without a number is a box that says so, and a line joins only the outcomes of neighbouring years. A scale begins
at zero, with a stem from there to every mark; where nothing could be told apart that way it is cut, and its foot jagged.
Growth rates share one scale, so that they can be compared. Every number is told at its mark as far as there is room,
the latest ones first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from analysis.registries import units
from analysis.registries.words import Words
from analysis.writing import lettering, titles
from analysis.writing.lettering import Box
from analysis.writing.pages import Figure, Text
from analysis.writing.palette import (
    FAINT,
    GRID,
    INK,
    NARROW,
    OUTCOME,
    RULE,
    WIDE,
    Room,
    dressed,
    kind_of,
    marks,
    records,
    telling,
    texts,
)
from analysis.writing.prose import anchored, falls, name_of

_SERIES = 12  # small multiples on a page
_GAP = 26  # pixels between them
_MARGIN = 25  # pixels over the highest mark and under the lowest one, for their labels
_SIZE, _LINE = 11.0, 15  # of the labels, and the height of a line of a head
_FLAT = 0.2  # a spread of less than this part of the highest number cannot be seen from zero
_ALIKE = 6  # growth rates share a scale unless the highest of one series is that many times the highest of another
_JAGGED = "M-9,0L-7,-5L-3,5L1,-5L5,5L7,0L9,0"
_SIDES = {"up": (0, -13, "center"), "down": (0, 13, "center"), "after": (9, 0, "left"), "before": (-9, 0, "right")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    """One small multiple: its head, its marks, the years without any, its scale and whether that begins at zero."""

    head: str
    points: Sequence[Mapping[str, Any]]
    holes: Sequence[tuple[int, int]]
    domain: tuple[float, float]
    cut: bool


def series(
    words: Words, table: pd.DataFrame, years: range, card: pd.DataFrame, names: Mapping[str, str]
) -> Figure | Text:
    """Draw small multiples of a theme's series (`ledgers.theme_series`); the title has the verdicts of `card`."""
    if table.empty:
        return Text("")
    everyone = list(dict.fromkeys(table["series"]))
    shown = table[table["series"].isin(everyone[:_SERIES])]
    drawn = {room: list(_panels(words, shown, years, room)) for room in (WIDE, NARROW)}
    alternative = words.say(
        "series.alt",
        items=words.say("list.clause").join(
            _told_series(words, rows) for _, rows in shown.groupby("series", sort=False)
        ),
    )
    caption = [*_scales_said(words, drawn[WIDE], shown, len(everyone)), titles.sources(words, shown["report"], names)]
    return Figure(
        _drawn(words, drawn[WIDE], years, WIDE),
        _title(words, shown, card),
        alternative,
        words.say("list.sentence").join(caption),
        _drawn(words, drawn[NARROW], years, NARROW),
    )


def _title(words: Words, shown: pd.DataFrame, card: pd.DataFrame) -> str:
    """Return what came of the target of the last year that has one with its outcome, or what the first series ends in."""
    kinds = shown.groupby(["year", "series"], sort=False)["kind"].nunique()
    both = kinds[kinds == 2].index
    year = max((int(year) for year, _ in both), default=0)
    of_year = [series for at, series in both if at == year]
    rows = shown[shown["series"] == (of_year or list(shown["series"]))[0]]
    year = year or int(rows["year"].iloc[-1])
    last = rows[rows["year"] == year]
    row: dict[Hashable, Any] = {key: last[key].iloc[0] for key in ("indicator", "measure")}
    row |= {kind: last[last["kind"] == kind].to_dict("records") for kind in ("target", "outcome")}
    verdicts = titles.verdicts_of(card, year)
    verdict = verdicts.get((row["indicator"], row["measure"]), "") if of_year else ""
    of_shown = [verdicts.get(key, "") for key in dict.fromkeys(zip(shown["indicator"], shown["measure"], strict=True))]
    return titles.lead(words, row, verdict, year) + (titles.tally(words, "series", of_shown) if verdict else "")


def _scales_said(words: Words, panels: Sequence[_Panel], shown: pd.DataFrame, everyone: int) -> list[str]:
    """Return what a reader must know of the scales, and what there was no room for."""
    found = {
        "shared": len(panels) > 1 and _shared(shown) is not None,
        "own": len(panels) > 1 and _shared(shown) is None,
        "cut": any(panel.cut for panel in panels),
        "unlabelled": any(not point["side"] for panel in panels for point in panel.points),
    }
    said = [words.say(f"series.{key}") for key, there in found.items() if there]
    if everyone == len(panels):
        return said
    told = {"shown": words.counted("series", len(panels)), "all": words.counted("series", everyone)}
    return [words.say("series.part", **told), *said]


def _panels(words: Words, table: pd.DataFrame, years: range, room: Room) -> Iterator[_Panel]:
    width, height = _size(room)
    shared = _shared(table)
    for _, rows in table.groupby("series", sort=False):
        growth = rows["measure"].iloc[0] == "growth"
        domain, cut = _scale(rows, shared if growth else None, height)
        points = _points(words, rows)
        told = [year for year in years if not any(point["year"] == year for point in points)]
        holes = list(_runs(told))
        yield _Panel(
            head=lettering.wrapped(_head(words, rows), width, 12),
            points=_labelled(words, points, holes, years, domain, (width, height)),
            holes=holes,
            domain=domain,
            cut=cut,
        )


def _size(room: Room) -> tuple[float, float]:
    return (room.width - 12, 88) if room.narrow else (round((room.width - 2 * _GAP - 36) / 3), 96)


def _shared(table: pd.DataFrame) -> tuple[float, float] | None:
    """Return the ends of the scale that all growth rates share; None for one alone, or where it would flatten one."""
    growth = table[table["measure"] == "growth"]
    highest = growth["number"].abs().groupby(growth["series"]).max()
    if len(highest) < 2 or highest.max() > _ALIKE * highest.min():
        return None
    return min(0.0, growth["number"].min()), max(0.0, growth["number"].max())


def _scale(rows: pd.DataFrame, shared: tuple[float, float] | None, height: float) -> tuple[tuple[float, float], bool]:
    """Return the ends of a panel's axis, with room for labels beyond its marks, and whether zero was cut off."""
    low, high = shared or (float(rows["number"].min()), float(rows["number"].max()))
    flat = 0 < high - low < _FLAT * max(abs(low), abs(high)) and low * high > 0
    cut = shared is None and rows["measure"].iloc[0] != "growth" and (flat or rows["measure"].iloc[0] == "rank")
    if not cut:
        low, high = min(low, 0.0), max(high, 0.0)
    sides = (_MARGIN + 4 if cut or low < 0 else 0), (_MARGIN if high > 0 else 4)
    pixel = ((high - low) or 1.0) / (height - sum(sides))
    return (low - sides[0] * pixel, high + sides[1] * pixel), cut


def _runs(years: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return the first and the last of every run of neighbouring years."""
    for year in years:
        if year - 1 not in years:
            last = year
            while last + 1 in years:
                last += 1
            yield year, last


def _labelled(
    words: Words,
    points: Sequence[Mapping[str, Any]],
    holes: Sequence[tuple[int, int]],
    years: range,
    domain: tuple[float, float],
    size: tuple[float, float],
) -> list[Mapping[str, Any]]:
    """Return the marks with the side that their label stands on; '' where none is free."""
    width, height = size

    def x(year: float) -> float:
        return (year - years[0] + 0.5) * width / len(years)

    def y(value: float) -> float:
        return (domain[1] - value) / (domain[1] - domain[0]) * height

    taken = [lettering.around(words.say("series.none_year"), x(sum(hole) / 2), height / 2, _SIZE) for hole in holes]
    taken += [Box(left=-99, top=-99, right=width + 99, bottom=-9), Box(left=-99, top=height - 1, right=width + 99, bottom=height + 99)]  # fmt: skip
    taken += [Box(left=-99, top=-99, right=-_GAP / 2, bottom=999), Box(left=width + _GAP / 2 - 2, top=-99, right=width + 99, bottom=999)]  # fmt: skip
    spots = [(x(point["year"]), y(point["value"])) for point in points]
    taken += [Box(left=a - 5, top=b - 5, right=a + 5, bottom=b + 5) for a, b in spots]
    order = sorted(range(len(points)), key=lambda at: _rank(points, at))
    wanted = []
    for at in order:
        half, (a, b) = lettering.width(points[at]["label"], _SIZE) / 2, spots[at]
        shifts = {"center": 0.0, "left": half, "right": -half}
        wanted.append(
            [
                lettering.around(points[at]["label"], a + dx + shifts[align], b + dy, _SIZE)
                for dx, dy, align in (_SIDES[side] for side in _sides(points, at))
            ]
        )
    chosen = dict(zip(order, lettering.free(wanted, taken), strict=True))
    return [
        {**point, "side": "" if (place := chosen[at]) is None else _sides(points, at)[place]}
        for at, point in enumerate(points)
    ]


def _rank(points: Sequence[Mapping[str, Any]], at: int) -> tuple[bool, int]:
    """Return what orders labels: the last year's first, then the first year's, then from the end."""
    year = points[at]["year"]
    ends = (points[0]["year"], points[-1]["year"])
    return year not in ends, -year


def _sides(points: Sequence[Mapping[str, Any]], at: int) -> list[str]:
    """Return where a label may stand: away from the other marks of its year, or beside its own."""
    point = points[at]
    together = sorted(
        (other for other in points if other["year"] == point["year"]),
        key=lambda other: (other["value"], other["kind"] == "target"),
    )
    lower = together.index(point) < len(together) // 2
    return ["down", "up", "after", "before"] if lower else ["up", "down", "after", "before"]


def _points(words: Words, rows: pd.DataFrame) -> list[Mapping[str, Any]]:
    """Return the marks of one series, targets before outcomes; a number that stands twice once."""
    fall, unit, run, last = _fall(rows), _shared_unit(words, rows), 0, 0
    points: list[dict[str, Any]] = []
    for row in rows.drop_duplicates(["year", "kind", "value", "value_to", "bound"]).to_dict("records"):
        if row["kind"] == "outcome":
            run += row["year"] > last + 1
            last = row["year"]
        label = _told(words, row, fall=fall, bare=bool(unit))
        same = [p for p in points if (p["year"], p["kind"], p["value"]) == (row["year"], row["kind"], row["number"])]
        if same:
            same[0]["label"] += f" / {label}"
            continue
        told = words.say(
            "series.tip",
            indicator=_name(words, rows),
            year=str(row["year"]),
            kind=kind_of(words, row["kind"]),
            amount=_told(words, row, fall=fall),
        )
        points.append(
            {
                "year": row["year"],
                "kind": row["kind"],
                "value": row["number"],
                "label": label,
                "run": run,
                **telling(told, anchored(row)),
            }
        )
    kinds = {(point["year"], point["value"], point["kind"]) for point in points}
    return [
        {**point, "exact": all((point["year"], point["value"], kind) in kinds for kind in ("target", "outcome"))}
        for point in sorted(points, key=lambda point: (point["kind"] == "outcome", point["year"]))
    ]


def _drawn(words: Words, panels: Sequence[_Panel], years: range, room: Room) -> alt.TopLevelMixin:
    """Draw the panels, whose marks have their places already: `at` and `zero` are pixels from the upper edge."""
    width, height = _size(room)
    columns = 1 if room.narrow else 3
    rows = [panels[first : first + columns] for first in range(0, len(panels), columns)]
    # The panels of one row begin at one height.
    lines = {id(panel): max(other.head.count("\n") for other in row) for row in rows for panel in row}
    data = [row for place, panel in enumerate(panels) for row in _rows(panel, place, lines[id(panel)], height)]
    axis = alt.Axis(
        title=None, values=list(years), format="d", labelFontSize=11, grid=False, ticks=False, domain=False,
        labelOverlap=True,
    )  # fmt: skip
    domain = [years[0] - 0.5, years[-1] + 0.5]
    x = alt.X("year:Q", scale=alt.Scale(domain=domain, nice=False, zero=False), axis=axis)
    y = alt.Y("at:Q", scale=alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False), axis=None)
    points = [point for panel in panels for point in panel.points]
    labels = [
        texts(x, y, kind, dy=dy, dx=dx, align=align, size=_SIZE, where=f"datum.side == '{side}'")
        for kind in ("target", "outcome")
        for side, (dx, dy, align) in _SIDES.items()
        if any((point["kind"], point["side"]) == (kind, side) for point in points)
    ]
    base = alt.Chart()
    layers = [
        alt.Chart()
        .transform_filter("datum.part == 'head'")
        .mark_text(align="left", baseline="top", fontSize=12, lineHeight=_LINE, color=INK)
        .encode(x=alt.value(0), y=y, text="lines:N"),
        *_holes(words, x, height),
        base.transform_filter("isValid(datum.zero)")
        .mark_rule(color=RULE, strokeWidth=1.5)
        .encode(x=x, y=y, y2="zero:Q"),
        *_feet(y, width),
        base.transform_filter("datum.kind == 'outcome'")
        .mark_line(color=OUTCOME, strokeWidth=1.5, opacity=0.6)
        .encode(x=x, y=y, detail="run:N"),
        *(halo for halo, _ in labels),
        marks(words, [point["kind"] for point in points], x, y, size=70),
        *(label for _, label in labels),
    ]
    # Vega takes a head of several lines for one long line.
    facet = alt.Facet("panel:O", header=alt.Header(title=None, labelExpr="''"))
    faceted: alt.FacetChart = (
        alt.layer(*layers, data=records(data))
        .properties(width=width, height=height)
        .facet(facet=facet, columns=columns, spacing={"row": 14, "column": _GAP})
        .resolve_axis(x="independent")
    )
    return dressed(faceted, left=["0"])


def _rows(panel: _Panel, place: int, lines: int, height: float) -> Iterator[dict[str, object]]:
    """Return what one panel draws: its foot, its holes and its marks."""
    low, high = panel.domain

    def at(value: float) -> float:
        return round((high - value) / (high - low) * height, 2)

    yield {"panel": place, "part": "head", "lines": panel.head.split("\n"), "at": -_LINE * (lines + 1) - 4}
    yield {"panel": place, "part": "cut" if panel.cut else "foot", "at": height if panel.cut else at(0)}
    for first, last in panel.holes:
        middle = (first + last) / 2
        yield {"panel": place, "part": "hole", "year": middle, "first": first - 0.46, "last": last + 0.46}
    for point in panel.points:
        zero = None if panel.cut else at(0)
        yield {**point, "panel": place, "at": at(point["value"]), "zero": zero, "run": f"{place} {point['run']}"}


def _holes(words: Words, x: alt.X, height: float) -> list[alt.Chart]:
    """Return a box over each run of years without a number, and the word for it."""
    boxes = alt.Chart().transform_filter("datum.part == 'hole'")
    word = boxes.mark_text(fontSize=10.5, color=FAINT, baseline="middle")
    return [
        boxes.mark_rect(color=GRID, opacity=0.6).encode(
            x=alt.X("first:Q"), x2="last:Q", y=alt.value(0), y2=alt.value(height)
        ),
        word.encode(x=x, y=alt.value(height / 2), text=alt.value(words.say("series.none_year"))),
    ]


def _feet(y: alt.Y, width: float) -> list[alt.Chart]:
    """Return the line at zero with its number, and the jagged foot of a scale that was cut."""
    zero, cut = (alt.Chart().transform_filter(f"datum.part == '{part}'") for part in ("foot", "cut"))
    return [
        zero.mark_rule(color=FAINT, strokeWidth=1).encode(x=alt.value(0), x2=alt.value(width), y=y),
        zero.mark_text(align="right", baseline="middle", fontSize=10.5, color=FAINT).encode(
            x=alt.value(-3), y=y, text=alt.value("0")
        ),
        cut.mark_rule(color=FAINT, strokeWidth=1).encode(x=alt.value(18), x2=alt.value(width), y=y),
        cut.mark_point(shape=_JAGGED, size=1, filled=False, stroke=INK, strokeWidth=1.3, opacity=1).encode(
            x=alt.value(9), y=y
        ),
    ]


def _head(words: Words, rows: pd.DataFrame) -> str:
    """Return the name of a series, with its unit where all its numbers share one."""
    name, unit = _name(words, rows), _shared_unit(words, rows)
    return words.say("series.panel", name=name, unit=words.unit(unit)) if unit and words.unit(unit) else name


def _shared_unit(words: Words, rows: pd.DataFrame) -> str:
    """Return the unit that all numbers of a series are told in; '' where they differ, and for percentages and ranks."""
    written = sorted(set(rows["unit"]), key=len)
    # 17万 is 17万人 with its noun left to the sentence.
    if words.lang == "zh":
        told = [units.split(unit) for unit in written]
        alike = len({base for _, base in told} - {""}) <= 1 and len({multiplier for multiplier, _ in told}) == 1
    else:
        alike = len({words.unit(unit) for unit in written} - {""}) <= 1
    return written[-1] if alike and written[-1] != "%" and rows["measure"].iloc[0] not in ("rank", "multiple") else ""


def _told(words: Words, row: Mapping[Hashable, Any], *, fall: bool, bare: bool = False) -> str:
    return words.size(
        row["value"],
        row["unit"],
        value_to=row["value_to"],
        bound=row["bound"],
        measure=row["measure"],
        bare=bare,
        fall=fall and not bare,
    )


def _told_series(words: Words, rows: pd.DataFrame) -> str:
    items = [
        words.say(
            "theme_findings.series_item",
            year=str(row["year"]),
            kind=kind_of(words, row["kind"]),
            amount=_told(words, row, fall=_fall(rows)),
        )
        for row in rows.to_dict("records")
    ]
    return words.say("series.alt_item", indicator=_name(words, rows), items=words.listed(list(dict.fromkeys(items))))


def _name(words: Words, rows: pd.DataFrame) -> str:
    return name_of(words, str(rows["indicator"].iloc[0]), "", str(rows["measure"].iloc[0]), fall=_fall(rows))


def _fall(rows: pd.DataFrame) -> bool:
    return falls(str(rows["measure"].iloc[0]), rows["value"])
