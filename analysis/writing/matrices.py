"""The coverage matrix: indicators by years, with the marks of the house: a ring is a target, a dot an outcome.

Where both stand there is a ring with its dot, where neither stands a short stroke, so that the holes of a year are
read down its column and those of an indicator along its row. On paper all themes are one table.

>>> from analysis.registries.words import speak
>>> cells = pd.DataFrame({"indicator": ["gdp"], "theme": ["economy"], "year": [2024], "state": ["both"]})
>>> printed(speak("zh"), cells).themes
[('经济', [('地区生产总值', ['both'])])]
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from analysis.comparison.coverage import STATES
from analysis.facts import BY_HAND
from analysis.registries.words import Words
from analysis.writing import lettering, markup, pages, titles
from analysis.writing.figures import Figure, OnScreen
from analysis.writing.markup import literal
from analysis.writing.pages import Text
from analysis.writing.palette import (
    FAINT,
    GRID,
    NARROW,
    OUTCOME,
    TARGET,
    WIDE,
    Room,
    beside,
    dressed,
    names,
    records,
    telling,
)


@dataclass(frozen=True, slots=True)
class PrintedMatrix:
    """Indicators by theme, each with its state in every year, as the page in print shows them: in one table."""

    caption: str
    note: str
    years: Sequence[str]
    themes: Sequence[tuple[str, Sequence[tuple[str, Sequence[str]]]]]

    def to_typst(self) -> str:
        """Render as a call of the template's `briefing-matrix`."""
        string = markup.typst_text

        def several(items: Sequence[str]) -> str:
            return "(" + "".join(f"{item}, " for item in items) + ")"

        themes = "".join(
            f"    ({string(theme)}, {several([f'({string(name)}, {several(list(map(string, states)))})' for name, states in rows])}),\n"
            for theme, rows in self.themes
        )
        return (
            f"#briefing-matrix(\n  caption: {string(self.caption)},\n  note: {string(self.note)},\n"
            f"  years: {several(list(map(string, self.years)))},\n  themes: (\n{themes}  ),\n)"
        )

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        html = f"<p>{markup.html_text(self.caption)}</p>\n"
        return pages.bundle(html, self.to_typst(), self.caption) | {pages.MEDIUM: pages.PAPER}


_NAMES = 300  # the room for names on a wide screen


def matrix(words: Words, table: pd.DataFrame, labels: Mapping[str, str]) -> Figure | Text:
    """Draw a table of `comparison.coverage`; nothing where no indicator is spoken of twice.

    `labels` are those of the reports that were searched.
    """
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
    caption = [words.say("matrix.caption"), titles.sources(words, set(labels) - {BY_HAND}, labels)]
    return Figure(
        _drawn(words, table, WIDE),
        literal(title),
        words.say("matrix.alt", items=words.say("list.clause").join(items)),
        words.say("list.sentence").join(caption),
        _drawn(words, table, NARROW),
        table.assign(name=[words.indicator(one, one) for one in table["indicator"]]),
    )


def by_theme(words: Words, table: pd.DataFrame, labels: Mapping[str, str]) -> list[OnScreen | PrintedMatrix]:
    """Return one matrix a theme under the theme's name, in the order of the table; on paper one table of all."""
    shown: list[OnScreen | PrintedMatrix] = []
    for theme, rows in table.groupby("theme", sort=False):
        shown += [OnScreen(Text(f"### {words.theme(str(theme))}")), OnScreen(matrix(words, rows, labels))]
    return [*shown, printed(words, table)] if shown else []


def printed(words: Words, table: pd.DataFrame) -> PrintedMatrix:
    """Return a table of `comparison.coverage` as one table, which breaks across pages."""
    years = sorted(set(table["year"]))
    themes = [
        (
            words.theme(str(theme)),
            [
                (words.indicator(str(name), str(name)), list(own.sort_values("year")["state"]))
                for name, own in rows.groupby("indicator", sort=False)
            ],
        )
        for theme, rows in table.groupby("theme", sort=False)
    ]
    caption = words.say("matrix.printed", n=int(table["indicator"].nunique()), first=str(years[0]), last=str(years[-1]))
    return PrintedMatrix(caption, words.say("matrix.caption"), list(map(str, years)), themes)


def _drawn(words: Words, table: pd.DataFrame, room: Room) -> alt.TopLevelMixin:
    size, most = (11, room.label) if room.narrow else (12, _NAMES)
    told = {one: lettering.wrapped(words.indicator(one, one), most, size) for one in dict.fromkeys(table["indicator"])}
    rows = table.assign(name=table["indicator"].map(told), year=table["year"].astype(str))
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
    tall = 1 + max(name.count("\n") for name in told.values())
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
        base.mark_rule(color=GRID).encode(x=alt.value(0), x2=alt.value("width")),
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
    layers += names(first, y, told.values(), size)
    width = min(72 * years, room.width - beside(told.values(), size))
    height = max(19, 13 * tall + 3) if room.narrow else 19 if tall == 1 else 26
    return dressed(
        alt.layer(*layers, data=records(rows.drop(columns="theme")))
        .properties(width=width, height=(height + 2) * len(told))
        .resolve_scale(size="independent"),
        left=told.values(),
    )
