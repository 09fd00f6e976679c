"""The headline growth rates of a year: targets and outcomes on one axis in percent, a bar between the two of a row.

An open bound (以上, 以内) is an arrow, because the target does not end at its number, and 左右 a halo, because it has no
edge. The verdict stands in words beside its row. Targets that are amounts have their own axis in `bullets`.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from analysis.registries.words import Words
from analysis.tables import Cited
from analysis.writing import datasets, lettering, titles
from analysis.writing.amounts import anchored, name_of, row_falls, stated
from analysis.writing.figures import Figure
from analysis.writing.pages import Text
from analysis.writing.palette import (
    FAINT,
    INK,
    NARROW,
    OUTCOME,
    RULE,
    TARGET,
    WIDE,
    Room,
    beside,
    dressed,
    haloed,
    kind_of,
    marks,
    names,
    records,
    telling,
)

_REACH = 1.0  # length of the arrow of an open target, in percentage points
_NAMES, _LETTERS = 250, 11.5  # the room for names, and the size of the labels
_ABOVE = 23  # pixels from the middle of a row to the words over it
_TURNED = {"ge": "le", "le": "ge"}


def headline(
    words: Words, table: pd.DataFrame, card: pd.DataFrame, year: int, labels: Mapping[str, str]
) -> Figure | Text:
    """Draw the growth rates of `tables.headline`, with the verdicts of the scorecard of the year.

    A table without any gives a sentence, an empty one nothing. `labels` are those of the reports.
    """
    rows = [row for row in table.to_dict("records") if row["unit"] == "%" and row["measure"] == "growth"]
    if not rows:
        return Text(words.say("headline.none_charted", year=str(year))) if len(table) else Text("")
    verdicts = titles.verdicts_of(card, year)
    points = pd.DataFrame([point for row in rows for point in _points(words, row, verdicts)])
    alternative = words.say(
        "headline.alt",
        items=words.say("list.clause").join(
            words.say("headline.alt_item", indicator=p["name"], kind=kind_of(words, p["kind"]), amount=p["label"])
            for p in points.to_dict("records")
        ),
    )
    caption = [*_marks_said(words, points, table), titles.sources(words, titles.reports_of(pd.DataFrame(rows)), labels)]
    drawn = {room: _drawn(words, points, room) for room in (WIDE, NARROW)}
    return Figure(
        drawn[WIDE],
        _title(words, rows, verdicts, year),
        alternative,
        words.say("list.sentence").join(caption),
        drawn[NARROW],
        datasets.cited(words, rows, year),
    )


def _title(
    words: Words, rows: Sequence[Mapping[Hashable, Any]], verdicts: Mapping[tuple[str, str], str], year: int
) -> str:
    """Return what came of the first indicator that has target and outcome, and of how many others what."""
    first = next((row for row in rows if row["target"] and row["outcome"]), rows[0])
    of_rows = [verdicts.get((str(row["indicator"]), str(row["measure"])), "") for row in rows]
    verdict = verdicts.get((str(first["indicator"]), str(first["measure"])), "")
    return titles.lead(words, first, verdict, year) + titles.tally(words, "growth", of_rows)


def _points(
    words: Words, row: Mapping[Hashable, Any], verdicts: Mapping[tuple[str, str], str]
) -> list[dict[str, object]]:
    """Return the marks of one indicator: each amount once, with its label and where its arrow ends."""
    measure, fall = str(row["measure"]), row_falls(row)
    name = name_of(words, str(row["indicator"]), "", measure, fall=fall)
    verdict = verdicts.get((str(row["indicator"]), measure), "")
    shared = {"name": name, "paired": bool(row["target"] and row["outcome"])}
    shared["verdict"] = words.say(f"verdict.{verdict}") if verdict else ""
    points: dict[tuple[str, float], dict[str, Any]] = {}
    for kind in ("target", "outcome"):
        citations: Sequence[Cited] = row[kind]
        for told in citations:
            end, opened = _end(told, kind)
            label = stated(words, told, measure, fall=fall)
            same = points.get((kind, told["value"]))
            if same is None:
                points[kind, told["value"]] = {
                    **shared,
                    "kind": kind,
                    "value": told["value"],
                    "end": end,
                    "open": opened,
                    "label": label,
                    "anchor": anchored(told),
                    "soft": told["bound"] == "approx",
                }
            elif label not in same["label"].split(words.say("list.either")):
                same["label"] = words.say("list.either").join((same["label"], label))
                same |= {"end": end, "open": opened} if opened else {}
    both = {value for kind, value in points if kind == "target"} & {v for kind, v in points if kind == "outcome"}
    return [
        {
            **point,
            "exact": point["value"] in both,
            **telling(
                words.say("headline.alt_item", indicator=name, kind=kind_of(words, kind), amount=point["label"]),
                point.pop("anchor"),
            ),
        }
        for (kind, _), point in points.items()
    ]


def _end(told: Cited, kind: str) -> tuple[float, str]:
    """Return where the line from a number goes, and what it is: a range, or a target open upwards or downwards."""
    if told["value_to"] is not None:
        return told["value_to"], "range"
    if kind == "outcome" or told["bound"] not in _TURNED:
        return told["value"], ""
    # At least a fall of 3.2% goes on to the left.
    opened = _TURNED[told["bound"]] if told["value"] < 0 else told["bound"]
    return told["value"] + (_REACH if opened == "ge" else -_REACH), opened


def _marks_said(words: Words, points: pd.DataFrame, table: pd.DataFrame) -> list[str]:
    """Return what the marks mean, of those there are, and whether the table has more than the chart."""
    labels = words.say("list.either").join(points["label"])
    found = {
        "marks_open": points["open"].isin(["ge", "le"]).any(),
        "marks_soft": points["soft"].any(),
        "marks_either": points["label"].str.contains(words.say("list.either"), regex=False).any(),
        "marks_estimate": words.say("status.estimated", amount="") in labels,
        "other_units": len(table) > points["name"].nunique(),
    }
    return [words.say(f"headline.{key}") for key, there in found.items() if there]


def _drawn(words: Words, points: pd.DataFrame, room: Room) -> alt.TopLevelMixin:
    """Draw the rows; where there is little room name and verdict stand above their row."""
    beyond = beside(points["verdict"], 11) if points["verdict"].any() else 0
    at_left = room.width - beyond if room.narrow else _NAMES
    points = points.assign(name=[lettering.wrapped(name, at_left, 12) for name in points["name"]])
    order = list(dict.fromkeys(points["name"]))
    tall = max(name.count("\n") for name in order)
    width = room.width if room.narrow else room.width - beside(order) - beyond
    low, high = min(0.0, points["value"].min()), points["end"].max()
    margin = (high - low) * 0.16
    domain = [low - (margin if low < 0 else 0), high + margin]
    points = points.assign(label_at=_apart(points, width / (domain[1] - domain[0])))
    y = alt.Y("name:N", sort=order, axis=None)
    axis = alt.Axis(title=words.say("headline.axis"), tickCount=6, domain=False)
    x = alt.X("value:Q", scale=alt.Scale(domain=domain, nice=False, zero=False), axis=axis)
    base, rows = alt.Chart(), alt.Chart().transform_aggregate(groupby=["name", "verdict"])
    labels = [
        haloed(
            base.transform_filter(f"datum.kind == '{kind}'").encode(y=y, x=alt.X("label_at:Q"), text="label:N"),
            dy=dy,
            fontSize=_LETTERS,
        )
        for kind, dy in (("target", -14), ("outcome", 15))
        if kind in set(points["kind"])
    ]
    layers = [
        # A bar leads from target to outcome; two targets of two reports are no distance.
        base.transform_filter("datum.paired")
        .transform_aggregate(first="min(value)", last="max(value)", groupby=["name"])
        .mark_rule(color=RULE, strokeWidth=5)
        .encode(y=y, x=alt.X("first:Q"), x2="last:Q"),
        base.transform_calculate(at="0").mark_rule(color=FAINT, strokeWidth=1).encode(x="at:Q"),
        base.transform_filter("datum.open != ''").mark_rule(color=TARGET, strokeWidth=1.5).encode(y=y, x=x, x2="end:Q"),
        *(
            base.transform_filter(f"datum.open == '{opened}'")
            .mark_point(shape=shape, color=TARGET, filled=True, size=34, opacity=1)
            .encode(y=y, x="end:Q")
            for opened, shape in (("ge", "triangle-right"), ("le", "triangle-left"))
        ),
        *(halo for halo, _ in labels),
        # 左右 has no edge.
        *(
            base.transform_filter(f"datum.soft && datum.kind == '{kind}'")
            .mark_point(shape="circle", filled=True, color=colour, size=420, opacity=0.2)
            .encode(y=y, x=x)
            for kind, colour in (("target", TARGET), ("outcome", OUTCOME))
        ),
        marks(words, points["kind"], x, y, over=8 + 7 * tall if room.narrow else 0),
        *(label for _, label in labels),
        _verdicts(rows, y, width, room),
    ]
    layers += names(rows, y, order, above=_ABOVE if room.narrow else None)
    row = 62 + 14 * tall if room.narrow else 45
    return dressed(
        alt.layer(*layers, data=records(points)).properties(width=width, height=row * len(order)),
        left=() if room.narrow else order,
        right=() if room.narrow else points["verdict"],
    )


def _apart(points: pd.DataFrame, scale: float) -> list[float]:
    """Return where the middle of each label stands, `scale` pixels a unit: over its mark, or off where two would meet."""
    at = dict(zip(points.index, points["value"].tolist(), strict=True))
    for _, rows in points.groupby(["name", "kind"], sort=False):
        placed = sorted(zip(rows["value"], rows["label"], rows.index, strict=True))
        for (value, label, one), (next_value, next_label, other) in itertools.pairwise(placed):
            halves = lettering.width(label, _LETTERS) / 2, lettering.width(next_label, _LETTERS) / 2
            short = sum(halves) + 4 - (next_value - value) * scale
            if short > 0:
                at[one], at[other] = value - short / 2 / scale, next_value + short / 2 / scale
    return list(at.values())


def _verdicts(rows: alt.Chart, y: alt.Y, width: float, room: Room) -> alt.Chart:
    """Return the verdict of every row in words, at its right end."""
    look: dict[str, Any] = {"baseline": "bottom", "align": "right", "dy": -_ABOVE} if room.narrow else {"align": "left"}
    drawn: alt.Chart = rows.mark_text(fontSize=11, fontWeight="bold", color=INK, **look).encode(
        y=y, x=alt.value(width if room.narrow else width + 8), text="verdict:N"
    )
    return drawn
