"""For which years the documents state a target of an indicator, an outcome, both or neither.

An indicator that is spoken of once has no holes to show; the matrix begins with those that are spoken of twice, as
target and outcome of a year or in two years.

>>> from analysis.codebook import CODEBOOK
>>> list(matrix(pd.DataFrame(columns=[column.name for column in CODEBOOK]), [2024]).columns)
['indicator', 'theme', 'year', 'target', 'outcome', 'state']
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis import tables
from analysis.codebook import years_of
from analysis.registries import indicators, relations, themes

COLUMNS = ("indicator", "theme", "year", "target", "outcome", "state")
STATES = ("both", "target", "outcome", "neither")

_LEAST = 2  # targets and outcomes of single years that an indicator needs to be shown


def matrix(facts: pd.DataFrame, years: Iterable[int], theme: str | None = None) -> pd.DataFrame:
    """Return one row for every indicator and year, of one theme or of all.

    Columns: `indicator`, `theme` (of the registry), `year`, `target` and `outcome` (how many the documents state), and
    `state`, one of `STATES`. A number for several years counts for none of them, and one about a part of the territory
    for none at all. Order: themes and indicators as in the registries, then years.
    """
    wanted = list(years)
    counted = {kind: _counted(table, wanted) for kind, table in _kinds(facts).items()}
    place = {entry.id: position for position, entry in enumerate(themes.load())}
    rows = []
    for entry in sorted(indicators.load(), key=lambda entry: place[entry.theme]):
        cells = [{kind: int(counts.get((entry.id, year), 0)) for kind, counts in counted.items()} for year in wanted]
        spoken = sum(bool(cell[kind]) for cell in cells for kind in cell)
        if spoken >= _LEAST and theme in (None, entry.theme):
            rows += [
                {"indicator": entry.id, "theme": entry.theme, "year": year, **cell, "state": _state(**cell)}
                for year, cell in zip(wanted, cells, strict=True)
            ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _kinds(facts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {"target": tables.targets(facts), "outcome": tables.outcomes(facts)}


def _counted(table: pd.DataFrame, years: list[int]) -> dict[tuple[str, int], int]:
    """Return how many numbers there are of each indicator and year."""
    own = table[table["indicator"].notna()]
    whole = [relations.home(*of) == "" for of in zip(own["indicator"], own["scope"], strict=True)]
    own = own[pd.Series(whole, index=own.index, dtype=bool)]
    spans = own["period"].map(years_of)
    single = own.assign(year=[span[0] if span and span[0] == span[1] else 0 for span in spans])
    found: dict[tuple[str, int], int] = {}
    for indicator, year in single[["indicator", "year"]].itertuples(index=False, name=None):
        if year in years:
            found[indicator, year] = found.get((indicator, year), 0) + 1
    return found


def _state(target: int, outcome: int) -> str:
    if target and outcome:
        return "both"
    return "target" if target else "outcome" if outcome else "neither"
