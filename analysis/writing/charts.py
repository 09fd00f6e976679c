"""Ready tables to charts, with direct labels, in the house theme of `palette`.

A chart computes nothing: it draws the cells of a table. Its title is the finding, in words. An open bound (以上, 以内)
is an arrow, because the target does not end at its number. A table without anything to draw gives a sentence or
nothing, and never an empty chart.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from analysis.registries import themes
from analysis.registries.words import Words
from analysis.tables import Cited
from analysis.writing import datasets
from analysis.writing.amounts import anchored, cited, name_of, row_falls, stated
from analysis.writing.markup import literal
from analysis.writing.pages import Figure, Text
from analysis.writing.palette import (
    INK,
    NARROW,
    OUTCOME,
    RULE,
    TARGET,
    VERDICTS,
    WIDE,
    Room,
    dressed,
    kind_of,
    marks,
    name_axis,
    records,
    telling,
    texts,
    wrapped,
)
from analysis.writing.prose import judged, of_the_year, verdict_counts, verdict_title

_REACH = 1.0  # length of the arrow of an open target, in percentage points


def headline(words: Words, table: pd.DataFrame, year: int, card: pd.DataFrame | None = None) -> Figure | Text:
    """Draw the growth rates among the headline targets and outcomes of a year, on one axis in percent.

    `card` is the scorecard of the year: the title then tells what came of the targets.
    """
    rows = [row for row in table.to_dict("records") if row["unit"] == "%" and row["measure"] == "growth"]
    points = pd.DataFrame([point for row in rows for point in _points(words, row)])
    if points.empty:
        return Text(words.say("headline.none_charted", year=str(year))) if len(table) else Text("")
    alternative = words.say(
        "headline.alt",
        items=words.say("list.clause").join(
            words.say("headline.alt_item", indicator=p["name"], kind=kind_of(words, p["kind"]), amount=p["label"])
            for p in points.to_dict("records")
        ),
    )
    drawn = {room: _headline(words, points, room) for room in (WIDE, NARROW)}
    return Figure(
        drawn[WIDE],
        _headline_title(words, rows, year, card),
        alternative,
        _legend(words, points, table),
        drawn[NARROW],
        datasets.cited(words, rows, year),
    )


def _headline(words: Words, points: pd.DataFrame, room: Room) -> alt.TopLevelMixin:
    """Draw targets and outcomes in rows; where there is little room a name stands above its row."""
    points = points.assign(name=[wrapped(words, name, 26 if room.narrow else room.letters) for name in points["name"]])
    order = list(dict.fromkeys(points["name"]))
    low, high = min(0.0, points["value"].min()), points["end"].max()
    margin = (high - low) * 0.16
    scale = alt.Scale(domain=[low - (margin if low < 0 else 0), high + margin], nice=False, zero=False)
    y = alt.Y("name:N", sort=order, axis=None if room.narrow else name_axis())
    x = alt.X("value:Q", scale=scale, axis=alt.Axis(title=words.say("headline.axis"), tickCount=6, domain=False))
    base = alt.Chart()
    labels = [texts(base, x, y, "target", dy=-13), texts(base, x, y, "outcome", dy=14)]
    layers = [
        # A bar leads from target to outcome; two targets of two reports are no distance.
        base.transform_filter("datum.paired")
        .transform_aggregate(first="min(value)", last="max(value)", groupby=["name"])
        .mark_rule(color=RULE, strokeWidth=5)
        .encode(y=y, x=alt.X("first:Q"), x2="last:Q"),
        base.transform_filter("datum.open != ''").mark_rule(color=TARGET, strokeWidth=1.5).encode(y=y, x=x, x2="end:Q"),
        base.transform_filter("datum.open == 'ge'")
        .mark_point(shape="triangle-right", color=TARGET, filled=True, size=34, opacity=1)
        .encode(y=y, x="end:Q"),
        base.transform_filter("datum.open == 'le'")
        .mark_point(shape="triangle-left", color=TARGET, filled=True, size=34, opacity=1)
        .encode(y=y, x="end:Q"),
        *(halo for halo, _ in labels),
        # 左右 has no edge.
        *(
            base.transform_filter(f"datum.soft && datum.kind == '{kind}'")
            .mark_point(shape="circle", filled=True, color=colour, size=420, opacity=0.2)
            .encode(y=y, x=x)
            for kind, colour in (("target", TARGET), ("outcome", OUTCOME))
        ),
        *marks(base, x, y),
        *(label for _, label in labels),
    ]
    if room.narrow:
        layers.append(
            base.transform_aggregate(groupby=["name"])
            .transform_calculate(lines="split(datum.name, '\\n')")
            .mark_text(align="left", baseline="line-bottom", dy=-24, fontSize=11, lineHeight=13, color=INK)
            .encode(y=y, x=alt.value(0), text="lines:N")
        )
    width, row = (room.width, 70) if room.narrow else (room.width - room.label, 45)
    return dressed(
        alt.layer(*layers, data=records(points)).properties(width=width, height=row * len(order)),
        left=() if room.narrow else order,
    )


def verdicts(words: Words, card: pd.DataFrame, year: int) -> Figure | Text:
    """Draw how many targets of each theme have each verdict; nothing where nothing could be compared."""
    if not judged(card):
        return Text("")
    alternative = words.say(
        "scorecard.alt",
        items=words.say("list.clause").join(
            words.say("scorecard.alt_item", theme=words.theme(str(theme)), items=verdict_counts(words, rows))
            for theme, rows in card.groupby("theme", sort=False)
        ),
    )
    title = literal(verdict_title(words, card, year))
    drawn = {room: _verdicts(words, card, room) for room in (WIDE, NARROW)}
    return Figure(
        drawn[WIDE],
        title,
        alternative,
        words.say("scorecard.chart_caption"),
        drawn[NARROW],
        datasets.counted(words, card),
    )


def _verdicts(words: Words, card: pd.DataFrame, room: Room) -> alt.TopLevelMixin:
    found = set(card["verdict"])
    order = {words.say(f"verdict.{name}"): colour for name, colour in VERDICTS.items() if name in found}
    long = card.groupby(["theme", "verdict"]).size().rename("n").reset_index()
    long = long.assign(
        place=long["verdict"].map({name: place for place, name in enumerate(VERDICTS)}),
        name=long["theme"].map(words.theme),
        theme=[wrapped(words, words.theme(theme), room.letters) for theme in long["theme"]],
        verdict=long["verdict"].map(lambda name: words.say(f"verdict.{name}")),
    )
    long = long.assign(
        tip=[
            telling(words.say("scorecard.tip", theme=name, verdict=verdict, n=n))["tip"]
            for name, verdict, n in zip(long["name"], long["verdict"], long["n"], strict=True)
        ]
    )
    sizes = long.groupby("theme")["n"].sum()
    names = [wrapped(words, words.theme(theme), room.letters) for theme in (*(entry.id for entry in themes.load()), "")]
    y = alt.Y("theme:N", sort=[name for name in names if name in sizes], axis=name_axis(room))
    x = alt.X("n:Q", stack="zero", axis=alt.Axis(title=words.say("scorecard.axis"), tickMinStep=1, domain=False))
    colour = alt.Color(
        "verdict:N",
        scale=alt.Scale(domain=list(order), range=list(order.values())),
        legend=alt.Legend(
            title=None, orient="top", columns=2 if room.narrow else 5, symbolType="square", labelLimit=180
        ),
    )
    bars = (
        alt.Chart().mark_bar(height=17).encode(y=y, x=x, color=colour, order=alt.Order("place:Q"), description="tip:N")
    )
    numbers = (
        alt.Chart()
        .mark_text(fontSize=10.5)
        .encode(
            y=y,
            x=alt.X("n:Q", stack="zero", bandPosition=0.5),
            order=alt.Order("place:Q"),
            text=alt.condition(f"datum.n >= {sizes.max() / (12 if room.narrow else 25)}", "n:Q", alt.value("")),
            color=alt.condition("datum.place < 2 || datum.place == 3", alt.value("white"), alt.value(INK)),
        )
    )
    width, row = (room.width - room.label - 24, 31) if room.narrow else (room.width - 120, 25)
    return dressed(
        alt.layer(bars, numbers, data=records(long)).properties(width=width, height=row * len(sizes)),
        left=sizes.index,
    )


def coverage(words: Words, table: pd.DataFrame) -> Figure:
    """Draw for which years the reports state targets and outcomes; a gap is a dashed box that says "none"."""
    alternative = words.say(
        "missing.alt",
        items=words.say("list.clause").join(
            words.say("missing.alt_item", year=str(row["year"]), target=row["target"], outcome=row["outcome"])
            for row in table.to_dict("records")
        ),
    )
    drawn = {room: _coverage(words, table, room) for room in (WIDE, NARROW)}
    return Figure(
        drawn[WIDE],
        literal(_coverage_title(words, table)),
        alternative,
        words.say("missing.caption"),
        drawn[NARROW],
        table,
    )


def _coverage(words: Words, table: pd.DataFrame, room: Room) -> alt.TopLevelMixin:
    long = table.melt("year", ["target", "outcome"], "kind", "n")
    long = long.assign(
        kind=long["kind"].map(lambda kind: kind_of(words, kind)),
        year=long["year"].astype(str),
        told=[str(n) if n else words.say("missing.empty") for n in long["n"]],
        hole=long["n"] == 0,
    )
    long = long.assign(
        tip=[
            telling(words.say("missing.tip", year=year, kind=kind, n=told))["tip"]
            for year, kind, told in zip(long["year"], long["kind"], long["told"], strict=True)
        ]
    )
    base = alt.Chart().encode(
        x=alt.X(
            "year:O",
            scale=alt.Scale(padding=0.06),
            axis=alt.Axis(title=None, orient="top", labelAngle=0, ticks=False, domain=False),
        ),
        y=alt.Y(
            "kind:N",
            sort=[kind_of(words, "target"), kind_of(words, "outcome")],
            scale=alt.Scale(padding=0.1),
            axis=name_axis(),
        ),
    )
    filled = base.transform_filter("!datum.hole").mark_rect(color=TARGET, opacity=0.18).encode(description="tip:N")
    holes = (
        base.transform_filter("datum.hole")
        .mark_rect(fill="transparent", stroke=OUTCOME, strokeDash=[4, 3], strokeWidth=1.3)
        .encode(description="tip:N")
    )
    texts = base.mark_text(fontSize=13, baseline="middle").encode(
        text="told:N", color=alt.condition("datum.hole", alt.value(OUTCOME), alt.value(INK))
    )
    return dressed(
        alt.layer(filled, holes, texts, data=records(long)).properties(
            width=min(84 * len(table), room.width - 80), height=92
        )
    )


def _points(words: Words, row: Mapping[Hashable, Any]) -> list[dict[str, object]]:
    """Return the marks of one headline indicator: each amount once, with its label and where its arrow ends."""
    measure, turned = str(row["measure"]), {"ge": "le", "le": "ge"}
    fall = row_falls(row)
    name = name_of(words, str(row["indicator"]), "", measure, fall=fall)
    paired = bool(row["target"] and row["outcome"])
    points: dict[tuple[str, float], dict[str, object]] = {}
    for kind in ("target", "outcome"):
        citations: Sequence[Cited] = row[kind]
        for told in citations:
            value, end, opened = told["value"], told["value"], ""
            if told["value_to"] is not None:
                end, opened = told["value_to"], "range"
            elif kind == "target" and told["bound"] in turned:
                # At least a fall of 3.2% goes on to the left.
                opened = turned[told["bound"]] if value < 0 else told["bound"]
                end = value + (_REACH if opened == "ge" else -_REACH)
            label = stated(words, told, measure, fall=fall)
            same = points.get((kind, value))
            if same is None:
                points[kind, value] = {
                    "name": name,
                    "kind": kind,
                    "value": value,
                    "end": end,
                    "open": opened,
                    "label": label,
                    "paired": paired,
                    "anchor": anchored(told),
                    "soft": told["bound"] == "approx",
                }
            elif label not in str(same["label"]).split(words.say("list.either")):
                same["label"] = words.say("list.either").join((str(same["label"]), label))
                same |= {"end": end, "open": opened} if opened else {}
    shared = {value for kind, value in points if kind == "target"} & {v for kind, v in points if kind == "outcome"}
    return [
        {
            **point,
            "exact": point["value"] in shared,
            **telling(
                words.say("headline.alt_item", indicator=name, kind=kind_of(words, kind), amount=point["label"]),
                str(point.pop("anchor")),
            ),
        }
        for (kind, _), point in points.items()
    ]


def _legend(words: Words, points: pd.DataFrame, table: pd.DataFrame) -> str:
    """Return what the marks mean, of those there are, and whether the table has more than the chart."""
    kinds = set(points["kind"])
    labels = words.say("list.either").join(points["label"])
    told = ["marks_both" if len(kinds) == 2 else f"marks_{kinds.pop()}"]
    told += ["marks_open"] if points["open"].isin(["ge", "le"]).any() else []
    told += ["marks_soft"] if points["soft"].any() else []
    told += ["marks_either"] if points["label"].str.contains(words.say("list.either"), regex=False).any() else []
    told += ["marks_estimate"] if words.say("status.estimated", amount="") in labels else []
    told += ["other_units"] if len(table) > points["name"].nunique() else []
    return words.say("list.sentence").join(words.say(f"headline.{key}") for key in told)


def _headline_title(words: Words, rows: Sequence[Mapping[Hashable, Any]], year: int, card: pd.DataFrame | None) -> str:
    """Return what came of the targets that are drawn, and the numbers of the first of them."""
    both = [row for row in rows if row["target"] and row["outcome"]]
    row = (both or list(rows))[0]
    found = {} if card is None else of_the_year(card, year)
    came = [found[key] for row in both if (key := (row["indicator"], row["measure"])) in found]
    measure, fall = str(row["measure"]), row_falls(row)
    name = literal(name_of(words, str(row["indicator"]), "", measure, fall=fall))
    told = {kind: cited(words, row[kind], measure, fall=fall) for kind in ("target", "outcome")}
    if came and came[0]["indicator"] == row["indicator"]:
        counts = verdict_counts(words, pd.DataFrame(came))
        return words.say("headline.chart_judged", year=str(year), n=len(came), items=counts, indicator=name, **told)
    if both:
        return words.say("headline.chart_both", year=str(year), indicator=name, **told)
    kind = "target" if row["target"] else "outcome"
    return words.say(f"headline.chart_{kind}", year=str(year), indicator=name, amount=told[kind])


def _coverage_title(words: Words, table: pd.DataFrame) -> str:
    first, last = str(table["year"].iloc[0]), str(table["year"].iloc[-1])
    holes = [
        words.say(f"missing.hole_{kind}", years=words.years([int(year) for year in table["year"][table[kind] == 0]]))
        for kind in ("target", "outcome")
        if (table[kind] == 0).any()
    ]
    if not holes:
        return words.say("missing.title_whole", first=first, last=last)
    return words.say("missing.title_holes", first=first, last=last, items=words.say("list.clause").join(holes))
