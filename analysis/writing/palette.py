"""The house theme of the charts: colours, marks, labels and axes that every chart shares.

Targets are hollow and outcomes solid everywhere. Colours are those of Okabe and Ito (2008), which colour-blind readers
can tell apart, with the vermilion a shade darker so that words in it can be read; verdicts that stand beside each other
differ in lightness as well, for print without colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from analysis.registries.words import Words
from analysis.writing import lettering
from analysis.writing.drawings import FONT_FAMILY, TIP

TARGET, OUTCOME = "#0072B2", "#C24E00"
INK, FAINT, RULE, GRID = "#333333", "#6B6B6B", "#D9D9D9", "#EDEDED"
VERDICTS = {  # those that meet most often are also apart in grey
    "exceeded": "#00503B",
    "met": "#4DB894",
    "near": "#BFE5D7",
    "missed": OUTCOME,
    "ambiguous": "#E69F00",
    "not comparable": "#ADADAD",
    "not reported": "#C9C9C9",
    "not due": "#E4E4E4",
}
DARK = ("exceeded", "missed")  # words upon them are white


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The room for a drawing: `width` of it all, of which names at the left have at most `label`."""

    width: int
    label: int
    narrow: bool = False


# On paper the wide drawing is scaled to the text, which makes 10.5 pixels 7.3 points.
WIDE = Room(width=680, label=230)
NARROW = Room(width=316, label=118, narrow=True)  # a telephone held upright


def kind_of(words: Words, kind: str) -> str:
    """Return `target` or `outcome` as a word."""
    return words.say("status.target" if kind == "target" else "status.actual")


def telling(text: str, anchor: str = "") -> dict[str, str]:
    """Return the fields of a row that let its mark say what it is, and lead to its number among the sources."""
    return {"tip": f"{TIP}{text}", "href": f"#{anchor}"} if anchor else {"tip": f"{TIP}{text}"}


def marks(words: Words, kinds: Iterable[str], x: alt.X, y: alt.Y, size: int = 95, over: float = 0) -> alt.Chart:
    """Return the marks of both kinds with their key; where both are at one place (`exact`) a ring and its dot.

    The key keeps off what reaches `over` pixels above the axes.

    The rows have the fields of `telling`, targets before outcomes, which lie over them.
    """
    found = [kind for kind in ("target", "outcome") if kind in set(kinds)]
    told = " : ".join(f"datum.value == '{kind}' ? '{kind_of(words, kind)}'" for kind in found) + " : ''"
    key = alt.Legend(
        title=None,
        orient="top",
        direction="horizontal",
        labelExpr=told,
        symbolSize=size,
        symbolStrokeWidth=2,
        offset=4 + over,
    )
    inside = "datum.exact && datum.kind == 'outcome'"
    drawn: alt.Chart = (
        alt.Chart()
        .mark_point(shape="circle", filled=True, strokeWidth=2, opacity=1)
        .encode(
            x=x,
            y=y,
            fill=alt.Fill("kind:N", scale=_of_kinds(found, {"target": "white", "outcome": OUTCOME}), legend=key),
            stroke=alt.Stroke("kind:N", scale=_of_kinds(found, {"target": TARGET, "outcome": OUTCOME}), legend=key),
            size=alt.condition(inside, alt.value(size * 0.12), alt.value(size * 0.8)),
            href="href:N",
            description="tip:N",
        )
    )
    return drawn


def _of_kinds(found: Sequence[str], colours: Mapping[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(found), range=[colours[kind] for kind in found])


def haloed(drawn: alt.Chart, **look: Any) -> tuple[alt.Chart, alt.Chart]:
    """Return bold labels of their kind's colour, after the halo that keeps lines out of them.

    The halo belongs under the marks, so that it covers none. `drawn` has their encoding, `look` what `mark_text` takes.
    """
    look |= {"fontWeight": "bold", "baseline": "middle"}
    colour = alt.condition("datum.kind == 'outcome'", alt.value(OUTCOME), alt.value(TARGET))
    return (
        drawn.mark_text(color="white", stroke="white", strokeWidth=4, strokeJoin="round", **look),
        drawn.mark_text(**look).encode(color=colour),
    )


def names(
    rows: alt.Chart, y: alt.Y, told: Iterable[str], size: float = 12, above: float | None = None
) -> list[alt.Chart]:
    """Return the names of rows: at their left, each in the middle of its row, or `above` their middle.

    Vega counts the lines of a text from the first one downwards, so that those of each number of lines are apart. The
    rows have the field `name`, of which `told` has the values, with line breaks.
    """
    height = size + 1.5
    drawn = []
    for lines in sorted({name.count("\n") + 1 for name in told}):
        up = (lines - 1) * height
        placed = rows.transform_calculate(words="split(datum.name, '\\n')").transform_filter(
            f"length(datum.words) == {lines}"
        )
        look: dict[str, Any] = {"fontSize": size, "lineHeight": height}
        if above is None:
            shown = placed.mark_text(align="right", baseline="middle", dy=-up / 2, color=INK, **look)
            drawn.append(shown.encode(y=y, x=alt.value(-10), text="words:N"))
            continue
        look |= {"align": "left", "baseline": "bottom", "dy": -above - up}
        drawn += [
            shown.encode(y=y, x=alt.value(0), text="words:N")
            for shown in (
                placed.mark_text(color="white", stroke="white", strokeWidth=4, strokeJoin="round", **look),
                placed.mark_text(color=INK, **look),
            )
        ]
    return drawn


def beside(texts: Iterable[str], size: float = 12) -> int:
    """Return the pixels that texts outside the axes of a chart take, with the space between."""
    return round(lettering.widest(texts, size)) + 12


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
            padding={"left": 4 + _spare(left), "right": 4 + _spare(right), "top": 4, "bottom": 4},
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=12,
            titleFontSize=11,
            titleFontWeight="normal",
            labelColor=INK,
            titleColor=FAINT,
            gridColor=GRID,
        )
        .configure_legend(labelFontSize=11.5, labelColor=INK)
        .configure_concat(spacing=20)
    )
    return themed


def _spare(texts: Iterable[str]) -> int:
    """Return the pixels to keep free beside texts, for the longest of their lines."""
    latin = [sum(letter.isascii() for letter in line) for text in texts for line in text.split("\n")]
    return round(6 + 0.4 * max(latin)) if any(latin) else 0
