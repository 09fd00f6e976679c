"""The house theme of the charts: colours, marks, labels and axes that every chart shares.

Targets are hollow and outcomes solid everywhere. Colours are from the palette of Okabe and Ito (2008), which
colour-blind readers can tell apart.

>>> from analysis.registries.words import speak
>>> wrapped(speak("zh"), "规模以上工业增加值增速", 6).split("\\n")
['规模以上工业', '增加值增速']
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from analysis.registries.words import Words
from analysis.writing.drawings import FONT_FAMILY, TIP

TARGET, OUTCOME = "#0072B2", "#D55E00"
INK, FAINT, RULE = "#333333", "#8A8A8A", "#D9D9D9"
VERDICTS = {
    "exceeded": "#00664B",
    "met": "#009E73",
    "near": "#8FD0B9",
    "missed": "#D55E00",
    "ambiguous": "#E69F00",
    "not comparable": "#999999",
    "not reported": "#C9C9C9",
    "not due": "#E4E4E4",
}

LINES = r"split(datum.label, '\n')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The room for a drawing: `width` of it all, `label` for names at the left, `letters` of Chinese on their lines."""

    width: int
    label: int
    letters: int
    narrow: bool = False


WIDE = Room(width=740, label=245, letters=20)
NARROW = Room(width=324, label=122, letters=10, narrow=True)  # a telephone held upright


def kind_of(words: Words, kind: str) -> str:
    """Return `target` or `outcome` as a word."""
    return words.say("status.target" if kind == "target" else "status.actual")


def telling(text: str, anchor: str = "") -> dict[str, str]:
    """Return the fields of a row that let its mark say what it is, and lead to its number among the sources."""
    return {"tip": f"{TIP}{text}", "href": f"#{anchor}"} if anchor else {"tip": f"{TIP}{text}"}


def marks(base: alt.Chart, x: alt.X, y: alt.Y, size: int = 95) -> list[alt.Chart]:
    """Return the marks of both kinds, outcomes over targets; where both are at one place (`exact`) a ring and its dot.

    The rows have the fields of `telling`.
    """
    hollow = base.transform_filter("datum.kind == 'target'").mark_point(
        shape="circle", color=TARGET, filled=True, fill="white", strokeWidth=2, stroke=TARGET, size=size, opacity=1
    )
    solid = base.transform_filter("datum.kind == 'outcome'").mark_point(
        shape="circle", color=OUTCOME, filled=True, opacity=1
    )
    dot = alt.condition("datum.exact", alt.value(size * 0.4), alt.value(size * 0.85))
    said = {"href": "href:N", "description": "tip:N"}
    return [hollow.encode(x=x, y=y, **said), solid.encode(x=x, y=y, size=dot, **said)]


def texts(base: alt.Chart, x: alt.X, y: alt.Y, kind: str, dy: float, size: float = 11.5) -> tuple[alt.Chart, alt.Chart]:
    """Return the labels of one kind, `dy` below their marks, after the halo that keeps lines out of them.

    The halo belongs under the marks, so that it covers none.
    """
    colour = TARGET if kind == "target" else OUTCOME
    chosen = base.transform_filter(f"datum.kind == '{kind}'")
    drawn = chosen.encode(x=x, y=y, text="label:N")
    return (
        drawn.mark_text(
            color="white", stroke="white", strokeWidth=4, strokeJoin="round", dy=dy, fontSize=size, fontWeight="bold"
        ),
        drawn.mark_text(color=colour, dy=dy, fontSize=size, fontWeight="bold"),
    )


def name_axis(room: Room = WIDE) -> alt.Axis:
    """Return the axis of names at the left, each name in as many lines as it has."""
    return alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        grid=False,
        labelLimit=room.label,
        labelPadding=8,
        labelExpr=LINES,
        labelLineHeight=14,
    )


def names(base: alt.Chart, y: alt.Y, tallest: int, size: float = 12) -> list[alt.Chart]:
    """Return the names at the left of narrow rows, each in the middle of its row however many lines it has.

    The rows have the fields `name`, with line breaks, and `lines`, how many lines that are, at most `tallest`.
    """
    height = size + 1
    return [
        base.transform_filter(f"datum.lines == {lines}")
        .transform_calculate(told="split(datum.name, '\\n')")
        .mark_text(
            align="right",
            baseline="middle",
            fontSize=size,
            lineHeight=height,
            dy=-(lines - 1) * height / 2,
            color=INK,
        )
        .encode(y=y, x=alt.value(-10), text="told:N")
        for lines in range(1, tallest + 1)
    ]


def wrapped(words: Words, name: str, room: int) -> str:
    """Return a name with line breaks, so that `room` Chinese characters or twice as many Latin ones fit on a line."""
    if words.lang == "zh":
        return "\n".join(name[i : i + room] for i in range(0, len(name), room))
    return "\n".join(textwrap.wrap(name, room * 2))


def records(rows: pd.DataFrame | Sequence[Mapping[str, object]]) -> alt.InlineData:
    """Return rows as the one data set of a chart; its layers inherit it."""
    values = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else rows
    return alt.InlineData(values=[{str(key): value for key, value in row.items()} for row in values])


def dressed(
    chart: alt.LayerChart | alt.FacetChart, left: Iterable[str] = (), right: Iterable[str] = ()
) -> alt.TopLevelMixin:
    """Put the house theme on a chart; `left` and `right` are the texts that stand outside its axes.

    The drawing is measured in the packaged font, but a page shows it in the reader's, whose Latin letters may be wider.
    """
    themed: alt.TopLevelMixin = (
        chart.configure(
            font=FONT_FAMILY,
            background="transparent",
            padding={"left": 12 + _spare(left), "right": 12 + _spare(right), "top": 4, "bottom": 4},
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=12,
            titleFontSize=11,
            titleFontWeight="normal",
            labelColor=INK,
            titleColor=FAINT,
            gridColor="#EDEDED",
        )
        .configure_legend(labelFontSize=11.5, labelColor=INK)
        .configure_concat(spacing=20)
    )
    return themed


def _spare(texts: Iterable[str]) -> int:
    """Return the pixels to keep free beside texts, for the longest of their lines."""
    latin = [sum(letter.isascii() for letter in line) for text in texts for line in text.split("\n")]
    return round(6 + 0.6 * max(latin)) if any(latin) else 0
