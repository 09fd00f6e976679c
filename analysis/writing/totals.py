"""How many: targets of each theme by verdict, and targets and outcomes that the reports state for each year.

A year without any is a dashed box that says so.
"""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from analysis.facts import BY_HAND
from analysis.registries import themes
from analysis.registries.criteria import COMPARED
from analysis.registries.words import Words
from analysis.writing import datasets, lettering, titles
from analysis.writing.figures import Figure
from analysis.writing.markup import literal
from analysis.writing.pages import Text
from analysis.writing.palette import (
    DARK,
    INK,
    NARROW,
    OUTCOME,
    TARGET,
    VERDICTS,
    WIDE,
    Room,
    beside,
    dressed,
    kind_of,
    names,
    records,
    telling,
)
from analysis.writing.prose import answered, verdict_counts

_BAR = 19  # height of a bar
_DIGIT = 11  # size of the numbers in it


def verdicts(words: Words, card: pd.DataFrame, year: int, labels: Mapping[str, str]) -> Figure | Text:
    """Draw how many targets of each theme have each verdict; nothing where nothing could be compared."""
    if not answered(card):
        return Text("")
    alternative = words.say(
        "scorecard.alt",
        items=words.say("list.clause").join(
            words.say("scorecard.alt_item", theme=words.theme(str(theme)), items=verdict_counts(words, rows))
            for theme, rows in ((theme, card[card["theme"] == theme]) for theme in _ordered(card["theme"]))
        ),
    )
    which, counts = titles.reached(card)
    title = words.say(f"chart.judged_{which}", year=str(year), **counts)
    rest = len(card) - int(card["verdict"].isin(COMPARED).sum())
    if 0 < rest < len(card):
        title += words.say("chart.rest", n=rest)
    caption = [words.say("scorecard.chart_caption"), titles.sources(words, titles.reports_of(card), labels)]
    drawn = {room: _verdicts(words, card, room) for room in (WIDE, NARROW)}
    return Figure(
        drawn[WIDE],
        literal(title),
        alternative,
        words.say("list.sentence").join(caption),
        drawn[NARROW],
        datasets.counted(words, card),
    )


def _ordered(found: pd.Series) -> list[str]:
    """Return the themes there are, in the order that they have everywhere; what has none comes last."""
    return [theme for theme in (*(entry.id for entry in themes.load()), "") if theme in set(found)]


def _verdicts(words: Words, card: pd.DataFrame, room: Room) -> alt.TopLevelMixin:
    counted = card.groupby(["theme", "verdict"]).size().rename("n").reset_index()
    sizes = counted.groupby("theme")["n"].sum().reindex(_ordered(card["theme"]))
    wrapped = {theme: lettering.wrapped(words.theme(theme), room.label, 12) for theme in sizes.index}
    width = room.width - beside(wrapped.values()) - 20
    scale = width / int(sizes.max())
    found = [name for name in VERDICTS if name in set(counted["verdict"])]
    bars = []
    for theme in sizes.index:
        rows = counted[counted["theme"] == theme]
        end, numbers = 0, dict(zip(rows["verdict"], rows["n"].tolist(), strict=True))
        for verdict in filter(numbers.__contains__, found):
            n, word = numbers[verdict], words.say(f"verdict.{verdict}")
            bars.append(
                {
                    "name": wrapped[theme],
                    "verdict": word,
                    "first": end,
                    "last": end + n,
                    "middle": end + n / 2,
                    "n": n,
                    "label": str(n) if lettering.width(str(n), _DIGIT) + 2 < n * scale else "",
                    "light": verdict in DARK,
                    **telling(words.say("scorecard.tip", theme=words.theme(str(theme)), verdict=word, n=n)),
                }
            )
            end += n
    y = alt.Y("name:N", sort=[wrapped[theme] for theme in sizes.index], axis=None)
    axis = alt.Axis(title=words.say("scorecard.axis"), tickMinStep=1, tickCount=8, format="d", domain=False)
    x = alt.X("first:Q", axis=axis, scale=alt.Scale(domain=[0, int(sizes.max())], nice=False))
    colour = alt.Color(
        "verdict:N",
        scale=alt.Scale(
            domain=[words.say(f"verdict.{name}") for name in found], range=[VERDICTS[name] for name in found]
        ),
        legend=alt.Legend(
            title=None, orient="top", columns=2 if room.narrow else 5, symbolType="square", labelLimit=180, offset=6
        ),
    )
    layers = [
        # A white edge parts neighbours that print without colour makes alike.
        alt.Chart()
        .mark_bar(height=_BAR, stroke="white", strokeWidth=1)
        .encode(y=y, x=x, x2="last:Q", color=colour, description="tip:N"),
        alt.Chart()
        .mark_text(fontSize=_DIGIT, baseline="middle")
        .encode(y=y, x="middle:Q", text="label:N", color=alt.condition("datum.light", alt.value("white"), alt.value("black"))),
    ]  # fmt: skip
    layers += names(alt.Chart().transform_aggregate(groupby=["name"]), y, wrapped.values())
    tall = 1 + max(name.count("\n") for name in wrapped.values())
    return dressed(
        alt.layer(*layers, data=records(bars)).properties(width=width, height=max(26, 14 * tall + 6) * len(sizes)),
        left=wrapped.values(),
    )


def coverage(words: Words, table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Draw for which years the reports state targets and outcomes; a gap is a dashed box that says "none"."""
    alternative = words.say(
        "missing.alt",
        items=words.say("list.clause").join(
            words.say("missing.alt_item", year=str(row["year"]), target=row["target"], outcome=row["outcome"])
            for row in table.to_dict("records")
        ),
    )
    caption = [words.say("missing.caption"), titles.sources(words, set(labels) - {BY_HAND}, labels)]
    drawn = {room: _coverage(words, table, room) for room in (WIDE, NARROW)}
    return Figure(
        drawn[WIDE],
        literal(_coverage_title(words, table)),
        alternative,
        words.say("list.sentence").join(caption),
        drawn[NARROW],
        table,
    )


def _coverage(words: Words, table: pd.DataFrame, room: Room) -> alt.TopLevelMixin:
    long = table.melt("year", ["target", "outcome"], "kind", "n")
    rows = [
        {
            "year": str(row["year"]),
            "kind": kind_of(words, row["kind"]),
            "told": (told := str(row["n"]) if row["n"] else words.say("missing.empty")),
            "hole": row["n"] == 0,
            **telling(words.say("missing.tip", year=str(row["year"]), kind=kind_of(words, row["kind"]), n=told)),
        }
        for row in long.to_dict("records")
    ]
    kinds = [kind_of(words, "target"), kind_of(words, "outcome")]
    kinds_axis = alt.Axis(title=None, ticks=False, domain=False, grid=False, labelPadding=8)
    base = alt.Chart().encode(
        x=alt.X(
            "year:O",
            scale=alt.Scale(padding=0.06),
            axis=alt.Axis(title=None, orient="top", labelAngle=0, ticks=False, domain=False),
        ),
        y=alt.Y("kind:N", sort=kinds, scale=alt.Scale(padding=0.1), axis=kinds_axis),
    )
    layers = [
        base.transform_filter("!datum.hole").mark_rect(color=TARGET, opacity=0.18).encode(description="tip:N"),
        base.transform_filter("datum.hole")
        .mark_rect(fill="transparent", stroke=OUTCOME, strokeDash=[4, 3], strokeWidth=1.3)
        .encode(description="tip:N"),
        base.mark_text(fontSize=13, baseline="middle").encode(
            text="told:N", color=alt.condition("datum.hole", alt.value(OUTCOME), alt.value(INK))
        ),
    ]
    return dressed(
        alt.layer(*layers, data=records(rows)).properties(
            width=min(84 * len(table), room.width - beside(kinds)), height=92
        )
    )


def _coverage_title(words: Words, table: pd.DataFrame) -> str:
    first, last = str(table["year"].iloc[0]), str(table["year"].iloc[-1])
    holes = [
        words.say(f"missing.hole_{kind}", years=words.years([int(year) for year in table["year"][table[kind] == 0]]))
        for kind in ("target", "outcome")
        if (table[kind] == 0).any()
    ]
    if not holes:
        return words.say("missing.title_whole", first=first, last=last)
    items = words.say("list.clause").join(holes)
    if first == last:
        return words.say("missing.title_one", first=first, items=items)
    return words.say("missing.title_holes", first=first, last=last, items=items)
