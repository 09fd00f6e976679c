"""The targets and outcomes of one theme over the years: the series of its indicators, and how many numbers each year has.

>>> from analysis.codebook import CODEBOOK
>>> coverage(pd.DataFrame(columns=[column.name for column in CODEBOOK]), "economy", range(2024, 2025)).to_dict("records")
[{'year': 2024, 'target': 0, 'outcome': 0, 'entered': 0}]
"""

from __future__ import annotations

import pandas as pd

from analysis import tables
from analysis.facts import BY_HAND
from analysis.registries import indicators

_KINDS = ("target", "outcome")


def series(facts: pd.DataFrame, theme: str, years: range) -> pd.DataFrame:
    """Return every series of a theme's indicators that has numbers in more than one of the years.

    `facts` is the whole table. The columns of `tables.series` and `series`, which tells them apart. Order: most years
    first, then the registry's.
    """
    stated = _stated(facts)
    stated = stated[stated["year"].isin(years) & (stated["scope"] == "")]
    stated = stated.drop_duplicates(["indicator", "measure", "year", "kind", "value", "value_to", "unit", "bound"])
    ordered = {entry.id: place for place, entry in enumerate(indicators.load()) if entry.theme == theme}
    groups = stated[stated["indicator"].isin(list(ordered))].groupby(["indicator", "measure"])
    found = [rows.assign(series=f"{indicator} {measure}") for (indicator, measure), rows in groups]
    found = [rows for rows in found if rows["year"].nunique() > 1]
    found.sort(key=lambda rows: (-int(rows["year"].nunique()), ordered[rows["indicator"].iloc[0]]))
    return pd.concat(found, ignore_index=True) if found else stated[:0].assign(series="")


def coverage(facts: pd.DataFrame, theme: str, years: range) -> pd.DataFrame:
    """Return how many targets and outcomes of a theme the documents hold for each year, as `tables.coverage` does.

    `facts` is the whole table, because what a report plans is told from all of it.
    """
    stated = _stated(facts)
    by_hand = stated["report"] == BY_HAND
    kinds = stated["kind"].mask(by_hand, "entered")[stated["theme"] == theme]
    counts = {kind: stated["year"][kinds.index[kinds == kind]].value_counts() for kind in (*_KINDS, "entered")}
    return pd.DataFrame(
        [{"year": year, **{kind: int(counts[kind].get(year, 0)) for kind in counts}} for year in years],
        columns=["year", *counts],
    )


def _stated(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the targets and outcomes of single years in order of years, targets first."""
    return tables.stated(facts).sort_values(
        ["year", "kind", "report", "start"], ascending=[True, False, True, True], ignore_index=True
    )
