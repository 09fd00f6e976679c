"""Chinese government work and plan reports as a table of cited facts, and as briefings.

The verbs of the command line are functions here; they take and return pandas DataFrames. Each loads what it needs when it
is called, so importing the package costs next to nothing.

>>> import analysis
>>> facts = analysis.load()
>>> growth = analysis.series(facts, "gdp", "growth")
>>> print(growth[["year", "kind", "value", "unit", "status"]].tail(2).to_string(index=False))
 year   kind  value unit status
 2025 target    5.5    % target
 2025 target    5.5    % target
>>> print(analysis.sentence(growth.iloc[-1]))  # doctest: +ELLIPSIS
全年主要经济指标...经济安排增长【5.5】%以上,确保高于全国、全省平均水平,...
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from analysis.writing.sentences import Sentence

__all__ = ["audit", "columns", "extract", "indicators", "load", "scorecard", "seeds_folder", "sentence", "series"]
__version__ = "0.1.0"


def __dir__() -> list[str]:
    """Return the public names alone, for tab completion."""
    return [*__all__, "__doc__", "__version__"]


def load(seeds: Path | str | None = None) -> pd.DataFrame:
    """Return the facts of all reports in a seeds folder and those entered by hand, one row each (columns: `columns("facts")`).

    Raises SourceError for a file that is no report and ManifestError where folder and manifest disagree.

    >>> facts = load()
    >>> print(facts.loc[facts["indicator"] == "gdp", ["period", "status", "value", "unit"]].head(2).to_string(index=False))
    period status  value unit
      2022 target    8.0    %
      2022 target    8.0    %
    """
    from pathlib import Path

    from analysis import extraction, frames, supplement
    from analysis.documents import seeds as folders

    folder = Path(seeds) if seeds else seeds_folder()
    extractions = [extraction.extract(report) for report in folders.load(folder)]
    return frames.facts([*extractions, supplement.read(folder)])


def extract(path: Path | str) -> pd.DataFrame:
    """Return the facts of one report; a manifest beside the file is heeded, none is needed.

    Raises SourceError for a file that is no report.

    >>> facts = extract("seeds/work-report-2024.txt")
    >>> print(facts[["subject", "value", "unit", "status", "period"]].head(2).to_string(index=False))
     subject  value unit   status period
      地区生产总值    6.0    % estimate   2023
    一般公共预算收入   12.2    % estimate   2023
    """
    from pathlib import Path

    from analysis import extraction, frames
    from analysis.documents import seeds as folders

    return frames.facts([extraction.extract(folders.read(Path(path)))])


def series(facts: pd.DataFrame, indicator: str, measure: str, scope: str = "") -> pd.DataFrame:
    """Return the targets and outcomes of one indicator, year by year; every source is kept.

    The columns of `facts` and two more: `year`, and `kind` (`target` or `outcome`). Spans of years are left out.
    Raises ParameterError for an indicator or a measure that nobody knows, with the nearest one that somebody does.

    >>> jobs = series(load(), "urban_jobs_new", "level")
    >>> print(jobs[["year", "kind", "value", "unit"]].head(3).to_string(index=False))
     year    kind  value unit
     2021 outcome  13.40   万人
     2022  target  11.35   万人
     2022  target  11.35   万人
    >>> series(load(), "城镇新增就业", "level")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    analysis.errors.ParameterError: unknown indicator '城镇新增就业'; did you mean 'urban_jobs_new' (城镇新增就业)? ...
    """
    from typing import get_args

    from analysis import tables
    from analysis.errors import named, unknown
    from analysis.facts import Measure
    from analysis.registries import indicators as registry

    known = {entry.id: (entry.zh, entry.en) for entry in registry.load()}
    if indicator not in known:
        raise named("indicator", indicator, known)
    if measure not in get_args(Measure):
        raise unknown("measure", measure, get_args(Measure))
    return tables.series(facts, indicator, measure, scope)


def scorecard(facts: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return each target of a year with its outcome and verdict, one row however many documents state it.

    Columns: `columns("scorecard")` without `row`. `target` and `outcome` are lists of citations. A year that the reports
    set no target for gives no rows.

    >>> card = scorecard(load(), 2024)
    >>> print(card[["subject", "verdict", "gap"]].head(2).to_string(index=False))
     subject verdict  gap
      地区生产总值  missed -0.8
    一般公共预算收入  missed -2.0
    """
    from analysis.comparison import scorecards
    from analysis.writing import reasons

    return reasons.explained(scorecards.scorecard(facts, year))


def audit(facts: pd.DataFrame) -> pd.DataFrame:
    """Return everything in the documents that can be checked against something else in them, one row a statement.

    Columns: `columns("audit")` without `row`. `facts` are lists of citations.

    >>> checked = audit(load())
    >>> sorted(set(checked["kind"]))
    ['agreement', 'arithmetic']
    """
    from analysis.comparison import audits

    return audits.audit(facts)


def sentence(fact: pd.Series, file: Path | str | None = None) -> Sentence:
    """Return the sentence of a fact in its paragraph, the number marked; a notebook shows it as such.

    `fact` is a row of the facts table (`facts.loc[0]`); one entered by hand has its entry for a sentence. Its
    report is looked for in the seeds folder, unless `file` is it.
    Raises SourceError where the report is not there or does not say it.

    >>> facts = extract("seeds/work-report-2024.txt")
    >>> print(sentence(facts.loc[0]))  # doctest: +ELLIPSIS
    预计全年地区生产总值比上年增长【6】%左右，一般公共预算收入增长12.2%，...。
    （... · 一、2023年工作回顾 · work-report-2024:379）
    """
    from pathlib import Path

    from analysis.documents import seeds as folders
    from analysis.facts import BY_HAND
    from analysis.writing import sentences

    if fact["report"] == BY_HAND:
        return sentences.entered(fact.to_dict())
    report = folders.read(Path(file) if file else folders.find(seeds_folder(), fact["report"]))
    return sentences.cite(report, fact.to_dict())


def indicators() -> pd.DataFrame:
    """Return the registry of indicators, one a row (columns: `columns("indicators")`).

    >>> print(indicators()[["indicator", "zh", "en"]].head(2).to_string(index=False))
         indicator       zh                           en
               gdp   地区生产总值 Gross regional product (GDP)
    gdp_per_capita 人均地区生产总值               GDP per capita
    """
    from analysis.publishing import resources

    return resources.indicators_frame()


def columns(table: str = "facts") -> pd.DataFrame:
    """Return what the columns of a table mean: `name`, `type`, `en`, `zh`, `unit` and the `words` it may hold.

    Raises ParameterError for a table that the data release does not have.

    >>> print(columns("series")[["name", "en"]].head(2).to_string(index=False))
         name                                                                 en
    indicator                                                id of the indicator
      measure level, growth in percent, absolute change, share, multiple or rank
    """
    from analysis.publishing import columns as known

    return known.columns_frame(table)


def seeds_folder() -> Path:
    """Return the folder of reports that is meant where none is named.

    That is the one in the environment variable ANALYSIS_SEEDS, else the nearest `seeds` in the working directory or
    above it, so that notebooks find it from wherever they are opened.

    >>> seeds_folder().name
    'seeds'
    """
    import os
    from pathlib import Path

    named = os.environ.get("ANALYSIS_SEEDS")
    if named:
        return Path(named)
    here = Path.cwd()
    return next((folder / "seeds" for folder in (here, *here.parents) if (folder / "seeds").is_dir()), here / "seeds")
