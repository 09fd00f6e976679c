"""Targets that are amounts beside their outcomes, on one axis on which every target is 100%.

A theme with several of them has a figure of its own, the others share one, and none has more rows than half a page in
print can hold; the title of a part says that it is one, and counts the targets of the whole. What worries comes first: the figures with misses, and in each of them what fell shortest. A bound is
drawn as what it is: 以上 is a band without an end, 以内 one that ends at the target, 左右 a soft edge to both sides, a
plain number a line. Growth rates have their own axis in `dumbbells`, since a share of a growth rate says nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from analysis.registries.criteria import COMPARED, REACHED
from analysis.registries.words import Words
from analysis.writing import datasets, lettering, reasons, titles
from analysis.writing.amounts import anchored, completed, distinct, row_falls, row_name
from analysis.writing.figures import Figure
from analysis.writing.markup import literal
from analysis.writing.palette import (
    FAINT,
    INK,
    NARROW,
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

_LOW, _HIGH = 50.0, 200.0  # the axis reaches at least so far down, and no further up: 13 times a target hides the rest
_ROWS, _OWN = 11, 4  # rows that half a page holds, and those that make a figure of their own
_SOFT = 8.0  # half the width of the soft edge of 左右, so that it can be seen
_LABEL, _NAMES, _AMOUNTS = 270, 11.5, 10.5  # the room for names, and the sizes of both kinds of letters
_ORDER = {verdict: place for place, verdict in enumerate(COMPARED)}


def amounts(words: Words, card: pd.DataFrame, year: int, labels: Mapping[str, str]) -> list[Figure]:
    """Draw every target of a scorecard that is an amount and was compared, in figures of a few themes each.

    `labels` are those of the reports.
    """
    rows = card[card["verdict"].isin(COMPARED) & card["ratio"].notna()]
    rows = rows.assign(place=rows["verdict"].map(_ORDER)).sort_values(["place", "ratio"], kind="stable")
    return [
        _figure(words, part, _counted(words, whole, told, year), labels, year)
        for told, whole, part in _parts(words, rows)
    ]


def _parts(words: Words, rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Return the name of what the rows of each figure have in common, all rows that have it, and those of the figure.

    The most missed come first.
    """
    many = rows["theme"].map(rows["theme"].value_counts()) >= _OWN
    own = [(words.theme(str(theme)), part) for theme, part in rows[many].groupby("theme", sort=False)]
    own.sort(key=lambda part: -int((~part[1]["verdict"].isin(REACHED)).sum()))
    if not many.all():
        own.append((words.say("chart.other_themes" if own else "chart.all_themes"), rows[~many]))
    for told, whole in own:
        count = -(-len(whole) // _ROWS)
        most = -(-len(whole) // count)  # as many on each
        for number in range(count):
            name = words.say("chart.part", theme=told, count=count, number=number + 1) if count > 1 else told
            yield name, whole, whole.iloc[number * most : (number + 1) * most]


def _counted(words: Words, whole: pd.DataFrame, told: str, year: int) -> str:
    """Return how many of the targets that have something in common were reached."""
    which, counts = titles.reached(whole)
    return words.say(f"chart.amounts_{which}", theme=told, year=str(year), **counts)


def _figure(words: Words, rows: pd.DataFrame, counted: str, labels: Mapping[str, str], year: int) -> Figure:
    points = [_point(words, row) for row in rows.to_dict("records")]
    items = [
        words.say("scorecard.bullet_item", name=p["name"], target=p["target"], outcome=p["outcome"]) for p in points
    ]
    caption = [*_marks_said(words, pd.DataFrame(points)), titles.sources(words, titles.reports_of(rows), labels)]
    return Figure(
        _drawn(words, pd.DataFrame(points), WIDE),
        literal(_title(words, points, counted)),
        words.say("scorecard.bullet_alt", items=words.say("list.clause").join(items)),
        words.say("list.sentence").join(caption),
        _drawn(words, pd.DataFrame(points), NARROW),
        datasets.cited(words, rows.to_dict("records"), year),
    )


def _title(words: Words, points: list[dict[str, Any]], counted: str) -> str:
    """Return how many of the targets were reached, and which fell shortest, or else which was outdone most."""
    shortest, furthest = points[0], points[-1]
    if shortest["verdict"] not in REACHED:
        return counted + words.say("chart.shortest", **_of(words, shortest))
    return counted + (words.say("chart.furthest", **_of(words, furthest)) if furthest["verdict"] == "exceeded" else "")


def _of(words: Words, point: Mapping[str, Any]) -> dict[str, str]:
    return {
        "name": words.inside(str(point["name"])),
        "target": str(point["target"]),
        "outcome": str(point["outcome"]),
    }


def _point(words: Words, row: Mapping[Hashable, Any]) -> dict[str, Any]:
    """Return the marks of one target: its name, where outcome and bound lie in percent, and both amounts in words."""
    row = completed(row)
    share = row["ratio"] * 100
    target = row["target"][0]
    bound = target["bound"]
    upper = 100.0 if target["value_to"] is None else target["value_to"] / target["value"] * 100
    fall = row_falls(row)
    outcome = (
        reasons.result(words, row)
        if row["derived"]
        else words.say("list.either").join(distinct(words, row["outcome"], row["measure"], fall=fall))
    )
    name = row_name(words, row, fall=fall)
    asked = words.say("list.either").join(distinct(words, row["target"], row["measure"], fall=fall))
    # What was computed of several numbers leads to the first of them.
    first = next(iter(row["outcome"]), target)
    return {
        "name": name,
        **telling(words.say("scorecard.bullet_item", name=name, target=asked, outcome=outcome), anchored(first)),
        "share": min(share, _HIGH),
        "bound": bound,
        "first": {"approx": 100 - _SOFT, "le": 0.0}.get(bound, 100.0),
        "last": {"approx": 100 + _SOFT, "ge": _HIGH}.get(bound, upper),
        "beyond": share > _HIGH or any(one["bound"] == "ge" for one in row["outcome"]),
        "computed": bool(row["derived"]),
        "verdict": row["verdict"],
        "target": asked,
        "outcome": outcome,
    }


def _marks_said(words: Words, points: pd.DataFrame) -> list[str]:
    """Return what the marks mean, of those there are."""
    found = {
        "lead": True,
        "exact": (points["bound"] != "approx").any(),
        "open": points["bound"].isin(["ge", "le"]).any(),
        "soft": (points["bound"] == "approx").any(),
        "range": (points["bound"] == "between").any(),
        "beyond": points["beyond"].any(),
        "computed": points["computed"].any(),
    }
    return [words.say(f"bullets.{key}") for key, there in found.items() if there]


def _drawn(words: Words, points: pd.DataFrame, room: Room) -> alt.TopLevelMixin:
    low = min(_LOW, float(points["share"].min()) - 5)
    head = words.say("scorecard.bullet_label", outcome=kind_of(words, "outcome"), target=kind_of(words, "target"))
    labels = [
        words.say("scorecard.bullet_label", outcome=outcome, target=target)
        for outcome, target in zip(points["outcome"], points["target"], strict=True)
    ]
    size = 12.0 if room.narrow else _NAMES
    wrapped = [lettering.wrapped(name, room.width if room.narrow else _LABEL, size) for name in points["name"]]
    found = [verdict for verdict in COMPARED if verdict in set(points["verdict"])]
    points = points.assign(
        name=wrapped,
        row=range(len(points)),  # two subjects may have one name
        label=labels,
        first=points["first"].clip(lower=low),
        verdict=[words.say(f"verdict.{verdict}") for verdict in points["verdict"]],
        at=100,
    )
    tall = 1 + max(name.count("\n") for name in wrapped)
    if room.narrow:
        width, row = room.width, 34 + 14 * tall
    else:
        width, row = room.width - beside(wrapped, size) - beside([head, *labels], _AMOUNTS), max(22, 13 * tall + 3)
    y = alt.Y("row:O", axis=None)
    x = alt.X(
        "share:Q",
        scale=alt.Scale(domain=[low, _HIGH], nice=False, zero=False, clamp=True),
        axis=alt.Axis(title=words.say("scorecard.bullet_axis"), values=list(range(50, 201, 50)), domain=False),
    )
    shades = alt.Scale(
        domain=[words.say(f"verdict.{name}") for name in found], range=[VERDICTS[name] for name in found]
    )
    layers = [*_bands(points, y, x), *_outcomes(y, x, shades)]
    layers += _words_around(y, width, wrapped) if room.narrow else _words_beside(y, width, wrapped, head)
    return dressed(
        alt.layer(*layers, data=records(points)).properties(width=width, height=row * len(points)),
        left=() if room.narrow else wrapped,
        right=() if room.narrow else labels,
    )


def _bands(points: pd.DataFrame, y: alt.Y, x: alt.X) -> list[alt.Chart]:
    """Return the targets: a line at 100%, and where a bound or a range goes on from there."""
    base = alt.Chart()
    bars = [
        base.transform_filter(f"datum.bound == '{bound}'")
        .mark_bar(height=13, color=TARGET if bound == "between" else _faded(bound), opacity=_FAINT[bound])
        .encode(y=y, x=alt.X("first:Q"), x2="last:Q")
        for bound in sorted(set(points["bound"]) & set(_FAINT))
    ]
    line = base.transform_filter("datum.bound != 'approx'").mark_tick(
        color=TARGET, thickness=2, size=15, orient="vertical"
    )
    return [*bars, line.encode(y=y, x=alt.X("at:Q"))]


def _outcomes(y: alt.Y, x: alt.X, shades: alt.Scale) -> list[alt.Chart]:
    """Return the way from target to outcome and its mark: a dot, hollow where computed, an arrow where it goes beyond."""
    base = alt.Chart()
    legend = alt.Legend(title=None, orient="top", symbolType="circle", symbolOpacity=1, symbolSize=75, offset=8)
    colour = alt.Color("verdict:N", scale=shades, legend=legend)
    stroke = alt.Stroke("verdict:N", scale=shades, legend=None)
    said = {"href": "href:N", "description": "tip:N"}
    dots = base.mark_point(filled=True, size=75, opacity=1, stroke=INK, strokeWidth=0.7)
    return [
        base.mark_rule(strokeWidth=1.5).encode(y=y, x=alt.X("at:Q"), x2="share:Q", color=colour),
        dots.transform_filter("!datum.beyond && !datum.computed").encode(y=y, x=x, color=colour, **said),
        base.transform_filter("!datum.beyond && datum.computed")
        .mark_point(filled=True, fill="white", strokeWidth=2, size=65, opacity=1)
        .encode(y=y, x=x, stroke=stroke, **said),
        base.transform_filter("datum.beyond")
        .mark_point(filled=True, shape="triangle-right", size=95, opacity=1, stroke=INK, strokeWidth=0.7)
        .encode(y=y, x=x, color=colour, **said),
    ]


def _words_beside(y: alt.Y, width: float, wrapped: Sequence[str], head: str) -> list[alt.Chart]:
    """Return names at the left and amounts at the right, under a head."""
    amounts = alt.Chart().mark_text(align="left", baseline="middle", fontSize=_AMOUNTS, color=INK)
    over = (
        alt.Chart()
        .transform_filter("datum.row == 0")
        .mark_text(align="left", baseline="bottom", dy=-12, fontSize=_AMOUNTS, color=FAINT)
        .encode(y=y, x=alt.value(width + 12), text=alt.value(head))
    )
    return [*names(alt.Chart(), y, wrapped, _NAMES), amounts.encode(y=y, x=alt.value(width + 12), text="label:N"), over]


def _words_around(y: alt.Y, width: float, wrapped: Sequence[str]) -> list[alt.Chart]:
    """Return names over the marks of their rows and amounts under them, for a drawing with little room."""
    amounts = alt.Chart().mark_text(align="right", baseline="middle", dy=15, fontSize=11, color=INK)
    return [
        *names(alt.Chart(), y, wrapped, above=11),
        amounts.encode(y=y, x=alt.value(width), text="label:N"),
    ]


_FAINT = {"between": 0.2, "ge": 1.0, "le": 1.0, "approx": 1.0}


def _faded(bound: str) -> alt.LinearGradient:
    """Return the colour of a band that ends nowhere: strong at the target, gone where nobody said how far."""
    clear, strong = "rgba(0,114,178,0)", "rgba(0,114,178,0.35)"
    stops: dict[str, list[tuple[float, str]]] = {
        "ge": [(0, strong), (1, clear)],
        "le": [(0, clear), (1, strong)],
        "approx": [(0, clear), (0.5, strong), (1, clear)],
    }
    return alt.LinearGradient(
        gradient="linear",
        x1=0,
        x2=1,
        y1=0,
        y2=0,
        stops=[alt.GradientStop(offset=offset, color=colour) for offset, colour in stops[bound]],
    )
