"""The charts of a theme: its series over the years as small multiples, and its share of each report's text.

A year without a number stays empty, and a line joins only the outcomes of neighbouring years.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from analysis.registries import units
from analysis.registries.words import Words
from analysis.writing import datasets
from analysis.writing.amounts import anchored, cited, falls, name_of, said
from analysis.writing.markup import literal
from analysis.writing.pages import Figure, Text
from analysis.writing.palette import (
    FAINT,
    INK,
    LINES,
    NARROW,
    OUTCOME,
    TARGET,
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
from analysis.writing.prose import of_the_year

_SERIES = 12  # small multiples on a page


def series(words: Words, table: pd.DataFrame, years: range, card: pd.DataFrame | None = None) -> Figure | Text:
    """Draw small multiples of a theme's series (`histories.series`), each on its own scale.

    `card` is a scorecard of the theme: where the title tells a target and its outcome, it then tells the verdict too.
    """
    if table.empty:
        return Text("")
    everyone = list(dict.fromkeys(table["series"]))
    shown = everyone[:_SERIES]
    drawn = {room: dressed(_panels(words, table[table["series"].isin(shown)], years, room)) for room in (WIDE, NARROW)}
    first = table[table["series"] == shown[0]]
    key = "series.caption" if len(shown) == len(everyone) else "series.caption_part"
    told = {"shown": words.counted("series", len(shown)), "all": words.counted("series", len(everyone))}
    alternative = words.say(
        "series.alt",
        items=words.say("list.clause").join(_told_series(words, table[table["series"] == n]) for n in shown),
    )
    caption = words.say(key, **told) if len(shown) > 1 else ""
    data = datasets.series(words, table[table["series"].isin(shown)])
    return Figure(drawn[WIDE], _series_title(words, first, card), alternative, caption, drawn[NARROW], data)


def _series_title(words: Words, rows: pd.DataFrame, card: pd.DataFrame | None) -> str:
    """Return target and outcome of the last year that has both, or else what the last year has."""
    name = literal(_name(words, rows))
    both = [year for year, of_it in rows.groupby("year") if of_it["kind"].nunique() == 2]
    year = both[-1] if both else rows["year"].iloc[-1]
    last = rows[rows["year"] == year]
    told = {
        str(kind): cited(words, of_it.to_dict("records"), str(last["measure"].iloc[0]), fall=_fall(rows))
        for kind, of_it in last.groupby("kind", sort=False)
    }
    found = of_the_year(card, int(str(year))) if both and card is not None and (card["year"] == year).all() else {}
    if came := found.get((rows["indicator"].iloc[0], rows["measure"].iloc[0])):
        verdict = words.say(f"verdict.{came['verdict']}")
        return words.say("series.title_judged", indicator=name, year=str(year), verdict=verdict, **told)
    if both:
        return words.say("series.title_both", indicator=name, year=str(year), **told)
    ((kind, amount),) = told.items()
    return words.say("series.title_one", indicator=name, year=str(year), kind=kind_of(words, kind), amount=amount)


def attention(words: Words, table: pd.DataFrame, theme: str, names: Mapping[str, str]) -> Figure | Text:
    """Draw the share of each report's text that a theme has, among the shares of the other themes."""
    own = table[table["theme"] == theme].assign(label=lambda rows: rows["report"].map(names))
    if own.empty or not own["share"].any():
        return Text("")
    rest = table[~table["theme"].isin([theme, ""])].assign(label=lambda rows: rows["report"].map(names))
    own = own.assign(percent=own["share"] * 100, told=own["share"].map(words.share))
    top = own.sort_values("share").iloc[-1]
    own, rest = (_telling_shares(words, rows) for rows in (own, rest))
    key = "attention.title" if len(own) > 1 else "attention.title_one"
    title = literal(words.say(key, theme=words.inside(words.theme(theme)), title=top["label"], share=top["told"]))
    items = [words.say("attention.alt_item", title=row["label"], share=row["told"]) for row in own.to_dict("records")]
    labels = [label for label in names.values() if label in set(own["label"])]
    rest = rest.assign(percent=rest["share"] * 100)
    drawn = {room: _attention(words, own, rest, labels, room) for room in (WIDE, NARROW)}
    return Figure(
        drawn[WIDE],
        title,
        words.say("attention.alt", items=words.say("list.clause").join(items)),
        words.say("attention.caption", theme=words.inside(words.theme(theme))),
        drawn[NARROW],
        table.assign(name=table["report"].map(names)),
    )


def _telling_shares(words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    """Let the marks of shares of a report's text say whose they are."""
    told = [
        words.say("attention.tip", title=row["label"], theme=words.theme(row["theme"]), share=words.share(row["share"]))
        for row in rows.to_dict("records")
    ]
    return rows.assign(tip=[telling(text)["tip"] for text in told])


def _attention(
    words: Words, own: pd.DataFrame, rest: pd.DataFrame, labels: Sequence[str], room: Room
) -> alt.TopLevelMixin:
    own, rest = (
        rows.assign(label=[wrapped(words, label, room.letters) for label in rows["label"]]) for rows in (own, rest)
    )
    order = [wrapped(words, label, room.letters) for label in labels]
    y = alt.Y("label:N", sort=order, axis=name_axis(room))
    x = alt.X("percent:Q", axis=alt.Axis(title=words.say("attention.axis"), tickCount=6, domain=False))
    layers = [
        alt.Chart(records(rest)).mark_circle(color=FAINT, size=26, opacity=0.45).encode(y=y, x=x, description="tip:N"),
        alt.Chart(records(own)).mark_circle(color=TARGET, size=110, opacity=1).encode(y=y, x=x, description="tip:N"),
        alt.Chart(records(own))
        .mark_text(color=TARGET, fontWeight="bold", dy=-13, fontSize=12)
        .encode(y=y, x=x, text="told:N"),
    ]
    width, row = room.width - room.label, 48 if room.narrow else 33
    return dressed(alt.layer(*layers).properties(width=width, height=row * len(order)))


def _panels(words: Words, table: pd.DataFrame, years: range, room: Room) -> alt.FacetChart:
    """Return one small multiple a series; a line joins outcomes of neighbouring years only."""
    panels = [_panel(words, rows) for _, rows in table.groupby("series", sort=False)]
    columns = 1 if room.narrow else 3
    rows = [panels[first : first + columns] for first in range(0, len(panels), columns)]
    points = [point for row in rows for panel in _level(row) for point in panel]
    x = alt.X(
        "year:O", scale=alt.Scale(domain=list(years)), axis=alt.Axis(title=None, labelAngle=0, ticks=False, grid=False)
    )
    y = alt.Y("value:Q", scale=alt.Scale(zero=False, nice=False, padding=24), axis=None)
    base = alt.Chart()
    line = base.transform_filter("datum.kind == 'outcome'").mark_line(color=OUTCOME, strokeWidth=1.5, opacity=0.6)
    labels = [
        texts(base.transform_filter(f"datum.side == '{side}'"), x, y, kind, dy=dy, size=11)
        for kind in ("target", "outcome")
        for side, dy in (("up", -12), ("down", 13))
    ]
    layers = [
        line.encode(x=x, y=y, detail="run:N"),
        *(halo for halo, _ in labels),
        *marks(base, x, y, size=58),
        *(label for _, label in labels),
    ]
    heads = alt.Header(
        title=None,
        labelExpr=LINES,
        labelAnchor="start",
        labelFontSize=12,
        labelColor=INK,
        labelLimit=0,
        labelLineHeight=15,
    )
    order = list(dict.fromkeys(str(point["name"]) for point in points))
    multiple = alt.layer(*layers, data=records(points)).properties(
        width=room.width if room.narrow else (room.width - 60) // 3, height=100
    )
    faceted = multiple.facet(
        facet=alt.Facet("name:N", sort=order, header=heads),
        columns=columns,
        spacing={"row": 22, "column": 30},
    )
    resolved: alt.FacetChart = faceted.resolve_scale(y="independent").resolve_axis(x="independent")
    return resolved


def _level(panels: Sequence[Sequence[Mapping[str, object]]]) -> list[list[dict[str, object]]]:
    """Return the panels of one row with names of as many lines as the longest, so that all begin at one height."""
    lines = max(str(panel[0]["name"]).count("\n") for panel in panels)
    return [
        [{**point, "name": str(point["name"]) + "\n " * (lines - str(point["name"]).count("\n"))} for point in panel]
        for panel in panels
    ]


def _panel(words: Words, rows: pd.DataFrame) -> list[dict[str, object]]:
    """Return the marks of one series; its unit stands in the name where all its numbers share one."""
    name, unit = _name(words, rows), _shared_unit(words, rows)
    if unit and words.unit(unit):
        name = words.say("series.panel", name=name, unit=words.unit(unit))
    name, run, last, fall = wrapped(words, name, 17), 0, 0, _fall(rows)
    points: list[dict[str, Any]] = []
    for row in rows.drop_duplicates(["year", "kind", "value", "value_to", "bound"]).to_dict("records"):
        if row["kind"] == "outcome":
            run += row["year"] > last + 1
            last = row["year"]
        label = said(words, row, row["measure"], bare=True) if unit else said(words, row, row["measure"], fall=fall)
        same = [p for p in points if (p["year"], p["kind"], p["value"]) == (row["year"], row["kind"], row["number"])]
        if same:
            same[0]["label"] += f" / {label}"
            continue
        points.append(
            {
                "name": name,
                "year": row["year"],
                "kind": row["kind"],
                "value": row["number"],
                "label": label,
                "run": f"{name} {run}",
                "side": "up",
                "exact": False,
                **telling(
                    words.say(
                        "series.tip",
                        indicator=_name(words, rows),
                        year=str(row["year"]),
                        kind=kind_of(words, row["kind"]),
                        amount=said(words, row, row["measure"], fall=fall),
                    ),
                    anchored(row),
                ),
            }
        )
    for year in {point["year"] for point in points}:
        together = sorted((p for p in points if p["year"] == year), key=lambda p: (p["value"], p["kind"] == "target"))
        for point in together[: len(together) // 2]:
            point["side"] = "down"
        for point in together:
            point["exact"] = len({p["kind"] for p in together if p["value"] == point["value"]}) == 2
    return points


def _shared_unit(words: Words, rows: pd.DataFrame) -> str:
    """Return the unit that all numbers of a series are told in; '' where they differ, and for percentages and ranks."""
    written = sorted(set(rows["unit"]), key=len)
    # 17万 is 17万人 with its noun left to the sentence.
    if words.lang == "zh":
        told = [units.split(unit) for unit in written]
        alike = len({base for _, base in told} - {""}) <= 1 and len({multiplier for multiplier, _ in told}) == 1
    else:
        alike = len({words.unit(unit) for unit in written} - {""}) <= 1
    return written[-1] if alike and written[-1] != "%" and rows["measure"].iloc[0] not in ("rank", "multiple") else ""


def _told_series(words: Words, rows: pd.DataFrame) -> str:
    items = [
        words.say(
            "theme_findings.series_item",
            year=str(row["year"]),
            kind=kind_of(words, row["kind"]),
            amount=said(words, row, row["measure"], fall=_fall(rows)),
        )
        for row in rows.to_dict("records")
    ]
    return words.say("series.alt_item", indicator=_name(words, rows), items=words.listed(list(dict.fromkeys(items))))


def _name(words: Words, rows: pd.DataFrame) -> str:
    return name_of(words, str(rows["indicator"].iloc[0]), "", str(rows["measure"].iloc[0]), fall=_fall(rows))


def _fall(rows: pd.DataFrame) -> bool:
    return falls(str(rows["measure"].iloc[0]), rows["value"])
