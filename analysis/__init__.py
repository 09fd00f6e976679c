"""Chinese government work and plan reports as a table of cited facts, and as briefings.

The verbs of the command line are functions here. Each loads what it needs when it is called, so importing the package
costs next to nothing.

>>> facts = load()
>>> series(facts, "urban_new_jobs", "level")[["period", "status", "value", "unit"]].head(2).values.tolist()  # doctest: +SKIP
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["audit", "extract", "load", "scorecard", "seeds_folder", "series"]
__version__ = "0.1.0"


def seeds_folder() -> Path:
    """Return the folder of reports that is meant where none is named.

    That is the one in the environment variable ANALYSIS_SEEDS, else the nearest `seeds` in the working directory or
    above it, so that notebooks find it from wherever they are opened.
    """
    named = os.environ.get("ANALYSIS_SEEDS")
    if named:
        return Path(named)
    here = Path.cwd()
    return next((folder / "seeds" for folder in (here, *here.parents) if (folder / "seeds").is_dir()), here / "seeds")


def load(seeds: Path | str | None = None) -> pd.DataFrame:
    """Return the facts of all reports in a seeds folder, one row per number (columns: `tables.CODEBOOK`).

    Raises SourceError for a file that is no report and ManifestError where folder and manifest disagree.
    """
    from analysis import extraction, tables
    from analysis.documents import seeds as folders

    reports = folders.load(Path(seeds) if seeds else seeds_folder())
    return tables.frame([extraction.extract(report) for report in reports])


def extract(path: Path | str) -> pd.DataFrame:
    """Return the facts of one report; a manifest beside the file is heeded, none is needed.

    Raises SourceError for a file that is no report.
    """
    from analysis import extraction, tables
    from analysis.documents import seeds as folders

    return tables.frame([extraction.extract(folders.read(Path(path)))])


def series(facts: pd.DataFrame, indicator: str, measure: str, scope: str = "") -> pd.DataFrame:
    """Return one indicator over the years: the rows of `facts` with this indicator, measure and scope, by period."""
    from analysis import tables

    return tables.series(facts, indicator, measure, scope)


def scorecard(facts: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return each target of a year with outcome, verdict and reason, one row however many documents state it."""
    from analysis.comparison import scorecards
    from analysis.writing import reasons

    return reasons.explained(scorecards.scorecard(facts, year))


def audit(facts: pd.DataFrame) -> pd.DataFrame:
    """Return everything in the documents that can be checked against something else in them, one row a statement."""
    from analysis.comparison import audits

    return audits.audit(facts)
