"""A seeds folder read once: its reports, and the tables of facts, unread numbers and passages made from them.

A build reads the folder in one process and lends the result to its workers as a file, named by the environment
variable ANALYSIS_READING; a notebook that is run by hand finds no such file and reads the folder itself. `open_for` is
the first library call of every notebook: it refuses parameters that nobody offers, so that a direct papermill run fails
with the same line as a build.

>>> check({"lang": "fr"}, offered(()))
Traceback (most recent call last):
    ...
analysis.errors.ParameterError: unknown lang 'fr'; known: zh, en
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import analysis
from analysis import extraction, frames, supplement
from analysis.documents import seeds
from analysis.documents.reports import Report
from analysis.errors import ParameterError, SourceError, unknown
from analysis.registries import themes
from analysis.registries.words import LANGUAGES

LENT = "ANALYSIS_READING"

Offer = Mapping[str, Sequence[int] | Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a seeds folder holds."""

    reports: tuple[Report, ...]
    facts: pd.DataFrame
    unread: pd.DataFrame
    passages: pd.DataFrame
    texts: Mapping[str, str]  # file name -> the text that facts are cited from, as it was read
    hashes: Mapping[str, str]  # SHA-256 of the file of each report, by its name

    @property
    def years(self) -> range:
        """Every year from the first to the last that briefings are offered for."""
        known = years(self.reports)
        return range(known[0], known[-1] + 1) if known else range(0)

    def unread_of(self, sources: pd.DataFrame) -> pd.DataFrame:
        """Return the unread numbers of the reports in a table of sources."""
        return self.unread[self.unread["report"].isin(sources["report"])].reset_index(drop=True)


def read(folder: Path | None = None) -> Reading:
    """Read every report of a folder (by default the one `analysis.seeds_folder` finds).

    Raises SourceError where a report cannot be read, no report holds a number, or none says which year it is about.
    """
    folder = folder or analysis.seeds_folder()
    reports = seeds.load(folder)
    extractions = [extraction.extract(report) for report in reports]
    entered = supplement.read(folder)
    if not any(each.facts for each in extractions):
        raise SourceError(f"{folder}: no report holds a number that could be read as a fact")
    if not years(reports):
        raise SourceError(
            f"{folder}: no report says which year it is about; give `reviewed` or `planned` in reports.toml"
        )
    texts = {f"{report.name}.txt": report.document.text for report in reports}
    if entered.facts:
        texts[supplement.FILE] = entered.text
    return Reading(
        reports=reports,
        facts=frames.facts([*extractions, entered]),
        unread=frames.unread(extractions),
        passages=frames.passages(reports),
        texts=texts,
        hashes={file.stem: seeds.sha256(file) for file in seeds.files(folder)},
    )


def open_for(**parameters: int | str) -> Reading:
    """Return the reading that a notebook works on, after checking its parameters.

    Raises ParameterError for a value that nobody offers.
    """
    lent = os.environ.get(LENT)
    reading = _borrowed(Path(lent)) if lent else read()
    check(parameters, offered(reading.reports))
    return reading


def lend(reading: Reading, path: Path) -> None:
    """Write a reading where the workers of a build will borrow it."""
    path.write_bytes(pickle.dumps(reading, protocol=pickle.HIGHEST_PROTOCOL))


def years(reports: Sequence[Report]) -> tuple[int, ...]:
    """Return the years that reports are about: the last one each reviews and the first one it plans."""
    reviewed = {report.reviewed[-1] for report in reports if report.reviewed}
    planned = {report.planned[0] for report in reports if report.planned}
    return tuple(sorted(reviewed | planned))


def offered(reports: Sequence[Report]) -> Offer:
    """Return the values that each parameter of the notebooks may have."""
    known = years(reports)
    spanned = tuple(range(known[0], known[-1] + 1)) if known else ()
    return {
        "year": known,
        "theme": tuple(theme.id for theme in themes.load()),
        "first_year": spanned,
        "last_year": spanned,
        "lang": LANGUAGES,
    }


def check(parameters: Mapping[str, int | str], offer: Offer) -> None:
    """Refuse values that are not offered, and years in the wrong order."""
    for name, value in parameters.items():
        known = offer.get(name)
        if known is not None and value not in known:
            raise unknown(name.replace("_", " "), value, known)
    first, last = parameters.get("first_year"), parameters.get("last_year")
    if isinstance(first, int) and isinstance(last, int) and first > last:
        raise ParameterError(f"first year {first} is after last year {last}; the first may be the last, not later")


def _borrowed(path: Path) -> Reading:
    reading = pickle.loads(path.read_bytes())  # written by `lend`, in the same build
    if not isinstance(reading, Reading):
        raise SourceError(f"{path}: {LENT} does not name a reading; unset it")
    return reading
