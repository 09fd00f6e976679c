"""Counts and changes as horizontal bars, one a name, in parts where there are any: a chart for questions of one's own.

>>> from analysis.registries.words import speak
>>> table = pd.DataFrame({"theme": ["Innovation", "Culture"], "n": [3, 1]})
>>> figure = bars(speak("en"), table, name="theme", value="n", title="Innovation leads", caption="Numbers by theme")
>>> figure.alt
'Bar chart: Innovation 3; Culture 1.'
"""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from analysis.registries.words import Words
from analysis.writing import lettering
from analysis.writing.figures import Figure
from analysis.writing.pages import Text
from analysis.writing.palette import (
    INK,
    NARROW,
    OUTCOME,
    TARGET,
    VERDICTS,
    WIDE,
    Room,
    beside,
    dressed,
    names,
    records,
)


def bars(
    words: Words, table: pd.DataFrame, *, name: str, value: str, title: str, caption: str, part: str = ""
) -> Figure | Text:
    """Draw `value` for each `name` of a table, in the order of its rows; nothing for an empty table.

    `part` is a column of verdicts, each with its colour; without it what is below zero has a colour of its own.
    """
    if table.empty:
        return Text("")
    parts = {verdict: words.say(f"verdict.{verdict}") for verdict in VERDICTS if part and verdict in set(table[part])}
    rows = pd.DataFrame(
        {
            "name": table[name],
            "value": table[value].round(1),
            "part": table[part].map(parts) if part else "",
            "place": table[part].map({verdict: place for place, verdict in enumerate(parts)}) if part else 0,
        }
    )
    told = words.say("list.clause").join(
        " ".join(filter(None, (row["name"], row["part"], words.plain(row["value"])))) for row in rows.to_dict("records")
    )
    drawn = {room: _bars(words, rows, parts, room) for room in (WIDE, NARROW)}
    return Figure(drawn[WIDE], title, words.say("bars.alt", items=told), caption, drawn[NARROW], table)


def _bars(words: Words, rows: pd.DataFrame, parts: Mapping[str, str], room: Room) -> alt.TopLevelMixin:
    rows = rows.assign(name=[lettering.wrapped(name, room.label, 12) for name in rows["name"]])
    told = list(dict.fromkeys(rows["name"]))
    y = alt.Y("name:N", sort=told, axis=None)
    low, high = min(0.0, rows["value"].min()), rows["value"].max()
    margin = 0 if parts else (high - low) * 0.08  # for the number at the end of a bar
    scale = alt.Undefined if parts else alt.Scale(domain=[low - (margin if low < 0 else 0), high + margin], nice=False)
    x = alt.X("value:Q", stack="zero", scale=scale, axis=alt.Axis(title=None, domain=False, tickMinStep=1))
    base = alt.Chart().encode(y=y, order=alt.Order("place:Q"))
    if parts:
        colours = alt.Scale(domain=list(parts.values()), range=[VERDICTS[verdict] for verdict in parts])
        legend = alt.Legend(title=None, orient="top", columns=2 if room.narrow else 5, symbolType="square")
        layers = [base.mark_bar(height=17).encode(x=x, color=alt.Color("part:N", scale=colours, legend=legend))]
    else:
        colour = alt.condition("datum.value < 0", alt.value(OUTCOME), alt.value(TARGET))
        number = base.encode(x=x, text="value:Q")
        layers = [
            base.mark_bar(height=15).encode(x=x, color=colour),
            number.transform_filter("datum.value >= 0").mark_text(align="left", dx=4, color=INK),
            number.transform_filter("datum.value < 0").mark_text(align="right", dx=-4, color=INK),
        ]
    width = room.width - beside(told)
    return dressed(
        alt.layer(
            *layers, *names(alt.Chart().transform_aggregate(groupby=["name"]), y, told), data=records(rows)
        ).properties(width=width, height=27 * len(told))
    )
