"""The numbers behind a chart as a table of their own, one number a row, under the names that the codebook has for them.

A page offers it as a file beside the chart; `name` alone is in the language of the page.

>>> from analysis.registries.words import speak
>>> said = {"value": 6.0, "value_to": None, "unit": "%", "bound": "ge", "status": "target", "report": "r", "start": 5}
>>> row = {"indicator": "gdp", "measure": "growth", "target": [said], "outcome": []}
>>> cited(speak("en"), [row], 2024)[["name", "year", "kind", "value", "bound"]].to_dict("records")
[{'name': 'Gross regional product (GDP), growth', 'year': 2024, 'kind': 'target', 'value': 6.0, 'bound': 'ge'}]
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.registries.words import Words
from analysis.writing.amounts import name_of, row_falls

_CITED = ("value", "value_to", "unit", "bound", "status", "report", "start")
_JUDGED = ("verdict", "ratio")  # what a row of a scorecard has beside its numbers


def cited(words: Words, rows: Iterable[Mapping[Hashable, Any]], year: int) -> pd.DataFrame:
    """Return the targets and outcomes of rows of `tables.headline` or of a scorecard, each number with its place."""
    return pd.DataFrame(
        [
            {
                "indicator": row["indicator"],
                "name": name_of(
                    words, row["indicator"], str(row.get("subject", "")), row["measure"], fall=row_falls(row)
                ),
                "measure": row["measure"],
                "year": year,
                "kind": kind,
                **{name: told[name] for name in _CITED},
                **{name: row[name] for name in _JUDGED if name in row},
            }
            for row in rows
            for kind in ("target", "outcome")
            for told in row[kind]
        ]
    )


def series(words: Words, table: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of series (`histories.series`), each with its name and its place."""
    names = [
        name_of(words, indicator, "", measure)
        for indicator, measure in zip(table["indicator"], table["measure"], strict=True)
    ]
    return table.assign(name=names)[["indicator", "name", "measure", "year", "kind", *_CITED]]


def counted(words: Words, card: pd.DataFrame) -> pd.DataFrame:
    """Return how many targets of each theme of a scorecard have each verdict."""
    table = card.groupby(["theme", "verdict"], sort=False).size().rename("targets").reset_index()
    table.insert(1, "name", [words.theme(theme) for theme in table["theme"]])
    return table
