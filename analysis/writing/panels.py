"""The series of a theme over the years, as small multiples.

A year without a number is a box that says so, and a line joins only the outcomes of neighbouring years. A scale begins
at zero, with a stem from there to every mark; where nothing could be told apart that way it is cut, and its foot jagged.
Growth rates share one scale, so that they can be compared. Every number is told at its mark as far as there is room,
the latest ones first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from analysis.registries.words import Words
from analysis.writing import datasets, lettering, multiples, points, titles
from analysis.writing.figures import Figure
from analysis.writing.multiples import Panel, Size
from analysis.writing.pages import Text
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
    haloed,
    marks,
    records,
)

_SERIES = 12  # small multiples on a page
_GAP = 26  # pixels between them
_LINE = 15  # height of a line of a head
_ALIKE = 6  # growth rates share a scale unless the highest of one series is that many times the highest of another
_JAGGED = "M-9,0L-7,-5L-3,5L1,-5L5,5L7,0L9,0"


def series(
    words: Words, table: pd.DataFrame, years: range, card: pd.DataFrame, labels: Mapping[str, str]
) -> Figure | Text:
    """Draw small multiples of a theme's series (`histories.series`); the title has the verdicts of `card`."""
    if table.empty:
        return Text("")
    everyone = list(dict.fromkeys(table["series"]))
    shown = table[table["series"].isin(everyone[:_SERIES])]
    wide, narrow = ([*_panels(words, shown, years, room)] for room in (WIDE, NARROW))
    alternative = words.say(
        "series.alt",
        items=words.say("list.clause").join(
            points.told(words, rows) for _, rows in shown.groupby("series", sort=False)
        ),
    )
    caption = [*_scales_said(words, wide, shown, len(everyone)), titles.sources(words, shown["report"], labels)]
    return Figure(
        _drawn(words, wide, years, WIDE),
        _title(words, shown, card),
        alternative,
        words.say("list.sentence").join(caption),
        _drawn(words, narrow, years, NARROW),
        datasets.series(words, shown),
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


def _scales_said(words: Words, panels: Sequence[Panel], shown: pd.DataFrame, everyone: int) -> list[str]:
    """Return what a reader must know of the scales, and what there was no room for."""
    found = {
        "shared": len(panels) > 1 and _shared(shown) is not None,
        "own": len(panels) > 1 and _shared(shown) is None,
        "cut": any(panel.zero is None for panel in panels),
        "unlabelled": any(mark["label_at"] is None for panel in panels for mark in panel.marks),
    }
    said = [words.say(f"series.{key}") for key, there in found.items() if there]
    if everyone == len(panels):
        return said
    told = {"shown": words.counted("series", len(panels)), "all": words.counted("series", everyone)}
    return [words.say("series.part", **told), *said]


def _panels(words: Words, table: pd.DataFrame, years: range, room: Room) -> Iterator[Panel]:
    shared = _shared(table)
    for _, rows in table.groupby("series", sort=False):
        measure = rows["measure"].iloc[0]
        yield multiples.laid_out(
            points.of_series(words, rows),
            years,
            _size(room),
            none=words.say("series.none_year"),
            shared=shared if measure == "growth" else None,
            whole=measure != "rank",
        )


def _size(room: Room) -> Size:
    if room.narrow:
        return Size(width=room.width - 20, height=88, margin=8)
    return Size(width=(room.width - 2 * _GAP - 36) // 3, height=96, margin=_GAP / 2)


def _shared(table: pd.DataFrame) -> tuple[float, float] | None:
    """Return the ends of the scale that all growth rates share; None for one alone, or where it would flatten one."""
    growth = table[table["measure"] == "growth"]
    highest = growth["number"].abs().groupby(growth["series"]).max()
    if len(highest) < 2 or highest.max() > _ALIKE * highest.min():
        return None
    return min(0.0, growth["number"].min()), max(0.0, growth["number"].max())


def _drawn(words: Words, panels: Sequence[Panel], years: range, room: Room) -> alt.TopLevelMixin:
    """Draw the panels, whose marks have their places already, in pixels from the upper edge."""
    size = _size(room)
    width, height = size.width, size.height
    columns = 1 if room.narrow else 3
    data = [row for first in range(0, len(panels), columns) for row in _rows(panels, first, columns, size)]
    axis = alt.Axis(
        title=None, values=list(years), format="d", labelFontSize=11, grid=False, ticks=False, domain=False,
        labelOverlap=True,
    )  # fmt: skip
    domain = [years[0] - 0.5, years[-1] + 0.5]
    x = alt.X("year:Q", scale=alt.Scale(domain=domain, nice=False, zero=False), axis=axis)
    y = alt.Y("at:Q", scale=alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False), axis=None)
    base = alt.Chart()
    halo, label = haloed(
        base.transform_filter("isValid(datum.label_at)").encode(
            x="label_year:Q", y=alt.Y("label_at:Q", axis=None), text="label:N"
        ),
        fontSize=multiples.LETTERS,
    )
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
        halo,
        marks(words, [mark["kind"] for panel in panels for mark in panel.marks], x, y, size=70),
        label,
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


def _rows(panels: Sequence[Panel], first: int, columns: int, size: Size) -> Iterator[dict[str, object]]:
    """Return what the panels of one row draw: heads that begin at one height, feet, holes and marks."""
    row = panels[first : first + columns]
    heads = [lettering.wrapped(panel.marks[0]["head"], size.width, 12).split("\n") for panel in row]
    for place, (panel, head) in enumerate(zip(row, heads, strict=True), start=first):
        yield {"panel": place, "part": "head", "lines": head, "at": -_LINE * max(map(len, heads)) - 4}
        foot = "foot" if panel.zero is not None else "cut"
        yield {"panel": place, "part": foot, "at": size.height if panel.zero is None else panel.zero}
        for begin, end in panel.holes:
            middle = (begin + end) / 2
            yield {"panel": place, "part": "hole", "year": middle, "first": begin - 0.46, "last": end + 0.46}
        for mark in panel.marks:
            yield {**mark, "panel": place, "zero": panel.zero, "run": f"{place} {mark['run']}"}


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
