"""Targets that are amounts beside their outcomes, on one axis on which every target is 100%.

A bound is drawn as what it is: 以上 is a band without an end, 以内 one that ends at the target, 左右 a soft edge to both
sides, a plain number a line. What worries comes first. Growth rates have their own axis in `charts.headline`, since a
share of a growth rate says nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from analysis.registries.words import Words
from analysis.writing import datasets, reasons
from analysis.writing.amounts import anchored, distinct, row_falls, row_name
from analysis.writing.markup import literal
from analysis.writing.pages import Figure, Text
from analysis.writing.palette import (
    INK,
    NARROW,
    TARGET,
    VERDICTS,
    WIDE,
    Room,
    dressed,
    names,
    records,
    telling,
    wrapped,
)
from analysis.writing.prose import verdict_counts

_COMPARED = ("missed", "near", "met", "exceeded")
_LOW, _HIGH = 50.0, 200.0  # the axis reaches at least so far down, and no further up: 13 times a target hides the rest
_LABEL, _LETTERS = 285, 24  # the room for names at the left, and how many Chinese letters fill it
_SOFT = 8.0  # half the width of the soft edge of 左右, so that it can be seen


def amounts(words: Words, card: pd.DataFrame, year: int) -> Figure | Text:
    """Draw every target of a scorecard that is an amount and was compared; nothing where there is none."""
    rows = card[card["verdict"].isin(_COMPARED) & card["ratio"].notna()]
    if rows.empty:
        return Text("")
    order = {name: place for place, name in enumerate(_COMPARED)}
    rows = rows.assign(place=rows["verdict"].map(order)).sort_values(["place", "ratio"], kind="stable")
    points = pd.DataFrame([_point(words, row) for row in rows.to_dict("records")])
    items = [
        words.say("scorecard.bullet_item", name=p["name"], target=p["target"], outcome=p["outcome"])
        for p in points.to_dict("records")
    ]
    return Figure(
        _drawn(words, points, WIDE),
        literal(words.say("scorecard.bullet_title", year=str(year), n=len(rows), items=verdict_counts(words, rows))),
        words.say("scorecard.bullet_alt", items=words.say("list.clause").join(items)),
        _legend(words, points),
        _drawn(words, points, NARROW),
        datasets.cited(words, rows.to_dict("records"), year),
    )


def _point(words: Words, row: Mapping[Hashable, Any]) -> dict[str, object]:
    """Return the marks of one target: its name, where outcome and bound lie in percent, and both amounts in words."""
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


def _legend(words: Words, points: pd.DataFrame) -> str:
    """Return what the marks mean, of those there are."""
    found = {
        "lead": True,
        "exact": bool((points["bound"] != "approx").any()),
        "open": bool(points["bound"].isin(["ge", "le"]).any()),
        "soft": bool((points["bound"] == "approx").any()),
        "range": bool((points["bound"] == "between").any()),
        "beyond": bool(points["beyond"].any()),
        "computed": bool(points["computed"].any()),
        "growth": True,
    }
    return words.say("list.sentence").join(words.say(f"bullets.{key}") for key, there in found.items() if there)


def _drawn(words: Words, points: pd.DataFrame, room: Room) -> alt.TopLevelMixin:
    low = min(_LOW, float(points["share"].min()) - 5)
    points = points.assign(
        name=[wrapped(words, name, 24 if room.narrow else _LETTERS) for name in points["name"]],
        label=[
            words.say("scorecard.bullet_label", outcome=outcome, target=target)
            for outcome, target in zip(points["outcome"], points["target"], strict=True)
        ],
        first=points["first"].clip(lower=low),
        verdict=[words.say(f"verdict.{verdict}") for verdict in points["verdict"]],
    )
    points = points.assign(row=range(len(points)), lines=[name.count("\n") + 1 for name in points["name"]])
    y = alt.Y("row:O", axis=None)  # two subjects may have one name
    scale = alt.Scale(domain=[low, _HIGH], nice=False, zero=False, clamp=True)
    x = alt.X(
        "share:Q",
        scale=scale,
        axis=alt.Axis(title=words.say("scorecard.bullet_axis"), values=[50, 75, 100, 125, 150, 175, 200], domain=False),
    )
    found = [name for name in _COMPARED if words.say(f"verdict.{name}") in set(points["verdict"])]
    shades = alt.Scale(
        domain=[words.say(f"verdict.{name}") for name in found], range=[VERDICTS[name] for name in found]
    )
    colour = alt.Color(
        "verdict:N",
        scale=shades,
        legend=alt.Legend(title=None, orient="top", symbolType="circle", symbolOpacity=1),
    )
    base = alt.Chart()
    bands = base.mark_bar(height=13, color=TARGET)
    dots = base.mark_point(filled=True, size=75, opacity=1)
    said = {"href": "href:N", "description": "tip:N"}
    layers = [
        bands.transform_filter("datum.bound == 'between'").encode(y=y, x=alt.X("first:Q"), x2="last:Q", opacity=_FAINT),
        *(
            base.transform_filter(f"datum.bound == '{bound}'")
            .mark_bar(height=13, color=_faded(bound))
            .encode(y=y, x=alt.X("first:Q"), x2="last:Q")
            for bound in sorted(set(points["bound"]) & {"ge", "le", "approx"})
        ),
        base.transform_filter("datum.bound != 'approx'")
        .transform_calculate(at="100")
        .mark_tick(color=TARGET, thickness=2, size=15, orient="vertical")
        .encode(y=y, x=alt.X("at:Q")),
        base.transform_calculate(at="100")
        .mark_rule(strokeWidth=1.5)
        .encode(y=y, x=alt.X("at:Q"), x2="share:Q", color=colour),
        dots.transform_filter("!datum.beyond && !datum.computed").encode(y=y, x=x, color=colour, **said),
        base.transform_filter("!datum.beyond && datum.computed")
        .mark_point(filled=True, fill="white", strokeWidth=2, size=65, opacity=1)
        .encode(y=y, x=x, stroke=alt.Stroke("verdict:N", scale=shades, legend=None), **said),
        base.transform_filter("datum.beyond")
        .mark_point(filled=True, shape="triangle-right", size=95, opacity=1)
        .encode(y=y, x=x, color=colour, **said),
    ]
    if room.narrow:
        layers.append(
            base.transform_calculate(told="split(datum.name, '\\n')")
            .mark_text(align="left", baseline="line-bottom", dy=-11, fontSize=11, lineHeight=13, color=INK)
            .encode(y=y, x=alt.value(0), text="told:N")
        )
        layers.append(
            base.mark_text(align="right", baseline="middle", dy=13, fontSize=10, color=INK).encode(
                y=y, x=alt.value(room.width), text="label:N"
            )
        )
        size = {"width": room.width, "height": (46 if points["lines"].max() == 1 else 58) * len(points)}
    else:
        letters = max(len(line) for name in points["name"] for line in name.split("\n"))
        width = room.width - min(_LABEL, letters * (13 if words.lang == "zh" else 6)) - 175
        layers += names(base, y, int(points["lines"].max()))
        layers.append(
            base.mark_text(align="left", fontSize=10.5, color=INK).encode(y=y, x=alt.value(width + 12), text="label:N")
        )
        size = {"width": width, "height": 26 * len(points)}
    return dressed(
        alt.layer(*layers, data=records(points)).properties(**size),
        left=() if room.narrow else points["name"],
        right=() if room.narrow else points["label"],
    )


_FAINT = alt.value(0.2)


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
