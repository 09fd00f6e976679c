"""The share of each report's text that a theme has, among the shares of the other themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from analysis.registries.words import Words
from analysis.writing import lettering, titles
from analysis.writing.figures import Figure
from analysis.writing.markup import literal
from analysis.writing.pages import Text
from analysis.writing.palette import (
    FAINT,
    NARROW,
    TARGET,
    WIDE,
    Room,
    beside,
    dressed,
    haloed,
    names,
    records,
    telling,
)


def attention(words: Words, table: pd.DataFrame, theme: str, labels: Mapping[str, str]) -> Figure | Text:
    """Draw `tables.attention` for one theme, a row a report; nothing for a theme of which no report speaks.

    `labels` are those of the reports, in the order of the rows.
    """
    themed = table[table["theme"] != ""]
    own = themed[themed["theme"] == theme]
    if own.empty or not own["share"].any():
        return Text("")
    shown = [name for name in labels if name in set(own["report"])]
    points = [
        {
            "report": row["report"],
            "own": row["theme"] == theme,
            "percent": row["share"] * 100,
            "told": words.share(row["share"]),
            **telling(
                words.say(
                    "attention.tip",
                    title=labels[row["report"]],
                    theme=words.theme(row["theme"]),
                    share=words.share(row["share"]),
                )
            ),
        }
        for row in themed[themed["report"].isin(shown)].to_dict("records")
    ]
    top = own.sort_values("share").iloc[-1]
    title = words.say(
        "attention.title" if len(own) > 1 else "attention.title_one",
        theme=words.inside(words.theme(theme)),
        title=labels[top["report"]],
        share=words.share(top["share"]),
    )
    items = [
        words.say("attention.alt_item", title=labels[row["report"]], share=words.share(row["share"]))
        for row in own.to_dict("records")
    ]
    caption = [
        words.say("attention.caption", theme=words.inside(words.theme(theme))),
        titles.sources(words, shown, labels),
    ]
    drawn = {room: _drawn(words, points, {name: labels[name] for name in shown}, room) for room in (WIDE, NARROW)}
    return Figure(
        drawn[WIDE],
        literal(title),
        words.say("attention.alt", items=words.say("list.clause").join(items)),
        words.say("list.sentence").join(caption),
        drawn[NARROW],
        table.assign(name=table["report"].map(labels)),
    )


def _drawn(
    words: Words, points: Sequence[Mapping[str, object]], labels: Mapping[str, str], room: Room
) -> alt.TopLevelMixin:
    wrapped = {report: lettering.wrapped(label, room.label, 12) for report, label in labels.items()}
    width = room.width - beside(wrapped.values())
    rows = [{**point, "name": wrapped[str(point["report"])]} for point in points]
    y = alt.Y("name:N", sort=list(wrapped.values()), axis=None)
    axis = alt.Axis(title=words.say("attention.axis"), tickCount=4 if room.narrow else 6, domain=False)
    x = alt.X("percent:Q", axis=axis, scale=alt.Scale(padding=12, nice=False))  # a number at zero keeps off the names
    own, base = alt.Chart().transform_filter("datum.own"), alt.Chart()
    halo, number = haloed(own.encode(y=y, x=x, text="told:N"), dy=-14, fontSize=12)
    layers = [
        base.transform_filter("!datum.own")
        .mark_circle(color=FAINT, size=26, opacity=0.45)
        .encode(y=y, x=x, description="tip:N"),
        halo,
        own.mark_circle(color=TARGET, size=110, opacity=1).encode(y=y, x=x, description="tip:N"),
        number,
        *names(alt.Chart().transform_aggregate(groupby=["name"]), y, wrapped.values()),
    ]
    tall = max(name.count("\n") for name in wrapped.values())
    return dressed(
        alt.layer(*layers, data=records(rows)).properties(width=width, height=max(36, 14 * tall + 26) * len(wrapped)),
        left=wrapped.values(),
    )
