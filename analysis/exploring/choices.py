"""What a reader asks for, as years, themes, indicators, status and words, and the facts that answer.

>>> from analysis.codebook import CODEBOOK
>>> facts = pd.DataFrame(columns=[column.name for column in CODEBOOK])
>>> len(chosen(facts, Choice(themes=("innovation",))))
0
>>> Choice(statuses=("done",))
Traceback (most recent call last):
    ...
analysis.errors.ParameterError: unknown status 'done'; known: target, actual, estimate, forecast
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import get_args

import pandas as pd

from analysis import tables
from analysis.errors import unknown
from analysis.facts import Status
from analysis.registries import indicators, themes


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is asked for; what is left empty asks for everything.

    `containing` are words with spaces between them, all of which a sentence or its headings must hold.
    Raises ParameterError for a theme, indicator or status that nobody knows.
    """

    years: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    containing: str = ""

    def __post_init__(self) -> None:
        for kind, asked, known in (
            ("theme", self.themes, [theme.id for theme in themes.load()]),
            ("indicator", self.indicators, [entry.id for entry in indicators.load()]),
            ("status", self.statuses, get_args(Status)),
        ):
            _refuse_strange(kind, asked, known)


def chosen(facts: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return the facts asked for, in the order of the years and then of the reports."""
    keep = pd.Series(True, index=facts.index)
    for column, asked in (("theme", choice.themes), ("indicator", choice.indicators), ("status", choice.statuses)):
        if asked:
            keep &= facts[column].isin(asked)
    for word in choice.containing.split():
        keep &= (facts["section"] + facts["subject"] + facts["quote"]).str.contains(word, case=False, regex=False)
    if choice.years:
        spans = facts["period"].map(tables.years_of)
        keep &= spans.map(lambda span: bool(span and any(span[0] <= year <= span[1] for year in choice.years)))
    return facts[keep].sort_values(["period", "report", "start"], ignore_index=True)


def stated(facts: pd.DataFrame, some: pd.DataFrame) -> pd.DataFrame:
    """Return which of some facts are targets and outcomes of single years, with `year`, `kind` and `series`.

    `facts` is the whole table, because what a report plans is told from all of it.
    """
    wanted = pd.MultiIndex.from_frame(some[["report", "start"]])
    all_stated = tables.stated(facts)
    rows = all_stated[pd.MultiIndex.from_frame(all_stated[["report", "start"]]).isin(wanted)]
    rows = rows.sort_values(["year", "kind", "report", "start"], ascending=[True, False, True, True], ignore_index=True)
    return rows.assign(series=rows["indicator"].fillna("") + " " + rows["measure"])


def counts(rows: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Return how many targets and outcomes there are among `stated` rows for each year (`year`, `target`, `outcome`)."""
    counted = rows.groupby(["year", "kind"]).size().unstack(fill_value=0)
    return (
        counted.reindex(index=list(years), columns=["target", "outcome"], fill_value=0)
        .rename_axis("year")
        .reset_index()
    )


def _refuse_strange(kind: str, asked: Collection[str], known: Collection[str]) -> None:
    for item in asked:
        if item not in known:
            raise unknown(kind, item, known)
