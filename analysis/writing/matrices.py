"""The coverage matrix: indicators by years, with the marks of the house: a ring is a target, a dot an outcome.

Where both stand there is a ring with its dot, where neither stands a short stroke, so that the holes of a year are
read down its column and those of an indicator along its row.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.comparison.coverage import STATES
from analysis.registries.words import Words
from analysis.writing.markup import literal
from analysis.writing.pages import Figure, Text
from analysis.writing.palette import (
    FAINT,
    NARROW,
    OUTCOME,
    TARGET,
    WIDE,
    Room,
    dressed,
    names,
    records,
    telling,
    wrapped,
)


def matrix(words: Words, table: pd.DataFrame) -> Figure | Text:
    """Draw a table of `comparison.coverage`; nothing where no indicator is spoken of twice."""
    if table.empty:
        return Text("")
    counts = table["state"].value_counts()
    years = sorted(set(table["year"]))
    items = [
        words.say(
            "matrix.alt_item",
            year=str(year),
            **{state: int((rows["state"] == state).sum()) for state in STATES},
        )
        for year, rows in table.groupby("year")
    ]
    title = words.say(
        "matrix.title",
        n=int(table["indicator"].nunique()),
        first=str(years[0]),
        last=str(years[-1]),
        both=int(counts.get("both", 0)),
        cells=len(table),
    )
    return Figure(
        _drawn(words, table, WIDE),
        literal(title),
        words.say("matrix.alt", items=words.say("list.clause").join(items)),
        words.say("matrix.caption"),
        _drawn(words, table, NARROW),
        table.assign(name=[words.indicator(one, one) for one in table["indicator"]]),
    )


def by_theme(words: Words, table: pd.DataFrame) -> list[Text | Figure]:
    """Return one matrix a theme under the theme's name, in the order of the table."""
    shown: list[Text | Figure] = []
    for theme, rows in table.groupby("theme", sort=False):
        shown += [Text(f"### {words.theme(str(theme))}"), matrix(words, rows)]
    return shown


def _drawn(words: Words, table: pd.DataFrame, room: Room) -> alt.TopLevelMixin:
    letters = 11 if room.narrow else 25
    told = {one: wrapped(words, words.indicator(one, one), letters) for one in dict.fromkeys(table["indicator"])}
    rows = table.assign(name=table["indicator"].map(told), year=table["year"].astype(str))
    rows = rows.assign(lines=rows["name"].str.count("\n") + 1)
    rows = rows.assign(
        tip=[
            telling(
                words.say(
                    "matrix.tip",
                    indicator=words.indicator(row["indicator"], row["indicator"]),
                    year=row["year"],
                    target=row["target"],
                    outcome=row["outcome"],
                )
            )["tip"]
            for row in rows.to_dict("records")
        ]
    )
    tall = int(rows["lines"].max())
    y = alt.Y("name:N", sort=list(told.values()), axis=None)
    base = alt.Chart().encode(
        x=alt.X(
            "year:O",
            axis=alt.Axis(title=None, orient="top", labelAngle=0, ticks=False, domain=False),
            scale=alt.Scale(padding=0.2),
        ),
        y=y,
    )
    layers = [
        base.mark_rule(color="#EDEDED").encode(x=alt.value(0), x2=alt.value("width")),
        base.transform_filter("datum.state == 'neither'").mark_tick(
            orient="horizontal", size=9, thickness=1.2, color=FAINT
        ),
        base.transform_filter("datum.target > 0").mark_point(
            shape="circle", filled=True, fill="white", stroke=TARGET, strokeWidth=2, size=105, opacity=1
        ),
        base.transform_filter("datum.outcome > 0")
        .mark_point(shape="circle", filled=True, color=OUTCOME, opacity=1)
        .encode(size=alt.condition("datum.target > 0", alt.value(36), alt.value(85))),
    ]
    # The whole cell says what it is: a stroke is too thin to point at.
    layers.append(base.mark_rect(fill="transparent").encode(description="tip:N"))
    years = len(set(rows["year"]))
    first = alt.Chart().transform_filter(f"datum.year == '{rows['year'].min()}'")
    layers += names(first, y, tall, 11 if room.narrow else 12)
    width = (room.width - room.label - 12) if room.narrow else min(72 * years, 380)
    height = max(19, 13 * tall + 3) if room.narrow else 19 if tall == 1 else 26
    return dressed(
        alt.layer(*layers, data=records(rows.drop(columns="theme")))
        .properties(width=width, height=(height + 2) * len(told))
        .resolve_scale(size="independent"),
        left=told.values(),
    )
