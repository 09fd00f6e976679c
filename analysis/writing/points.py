"""The series of a theme in words: each number as a mark that is told once, under a name with the unit they share.

A number that stands twice in a year is one mark; two that lie at one height share theirs.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.registries import units
from analysis.registries.words import Words
from analysis.writing.amounts import anchored, falls, name_of, said
from analysis.writing.palette import kind_of, telling


def of_series(words: Words, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the marks of one series, year by year, targets before outcomes; a number that stands twice once."""
    fall, unit, run, last = _fall(rows), _shared_unit(words, rows), 0, 0
    marks: list[dict[str, Any]] = []
    for row in rows.drop_duplicates(["year", "kind", "value", "value_to", "bound"]).to_dict("records"):
        if row["kind"] == "outcome":
            run += row["year"] > last + 1
            last = row["year"]
        label = said(words, row, row["measure"], fall=fall and not unit, bare=bool(unit))
        same = [p for p in marks if (p["year"], p["kind"], p["value"]) == (row["year"], row["kind"], row["number"])]
        if same:
            same[0]["label"] += f" / {label}"
            continue
        tip = words.say(
            "series.tip",
            indicator=_name(words, rows),
            year=str(row["year"]),
            kind=kind_of(words, row["kind"]),
            amount=said(words, row, row["measure"], fall=fall),
        )
        marks.append(
            {
                "head": _head(words, rows),
                "year": row["year"],
                "kind": row["kind"],
                "value": row["number"],
                "label": label,
                "run": run,
                **telling(tip, anchored(row)),
            }
        )
    kinds = {(point["year"], point["value"], point["kind"]) for point in marks}
    return [
        {**point, "exact": all((point["year"], point["value"], kind) in kinds for kind in ("target", "outcome"))}
        for point in sorted(marks, key=lambda point: (point["year"], point["kind"] == "outcome"))
    ]


def _head(words: Words, rows: pd.DataFrame) -> str:
    """Return the name of a series, with its unit where all its numbers share one."""
    name, unit = _name(words, rows), _shared_unit(words, rows)
    return words.say("series.panel", name=name, unit=words.unit(unit)) if unit and words.unit(unit) else name


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


def told(words: Words, rows: pd.DataFrame) -> str:
    """Return the numbers of a series as a clause: 2023年结果14.4万人、2024年结果14.8万人."""
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
