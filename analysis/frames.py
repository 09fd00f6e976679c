"""Facts, unread numbers and passages as DataFrames: the way from plain records to tables.

A row is a fact, its columns are `codebook.CODEBOOK`. Numbers are decimals until here; from here on they are float64, and
two list fields become text (`section` joined with " / ", `rules` with " > ") so that CSV and Parquet carry the same cells.

>>> facts([]).columns.tolist()[:4], passages([]).columns.tolist()[:4]
(['report', 'start', 'end', 'text'], ['report', 'index', 'part', 'theme'])
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import pandas as pd

from analysis.codebook import CODEBOOK, PASSAGES, RULES, SECTION, UNREAD, check, of_rows
from analysis.documents.passages import Passage
from analysis.documents.reports import Report
from analysis.extraction import Extraction
from analysis.facts import Fact, Unread
from analysis.supplement import Supplement


def facts(extractions: Iterable[Extraction | Supplement]) -> pd.DataFrame:
    """Return the facts of `extractions`, one row each, in the order of reports and then of the file.

    Raises TableError where a fact breaks the codebook.
    """
    stated = [fact for extraction in extractions for fact in extraction.facts]
    table = of_rows([_fact(fact) for fact in stated], CODEBOOK)
    check(table)
    return table


def unread(extractions: Iterable[Extraction | Supplement]) -> pd.DataFrame:
    """Return the numbers that were not taken as facts, one row each, with the reason (columns: `UNREAD`)."""
    numbers = [number for extraction in extractions for number in extraction.unread]
    return of_rows([_record(number) for number in numbers], UNREAD)


def passages(reports: Iterable[Report]) -> pd.DataFrame:
    """Return the passages of `reports`, one row each, in reading order (columns: `PASSAGES`).

    A passage that was pasted in pieces has as `start` and `end` the smallest range of the file that holds them all.
    """
    rows = [_passage(report, index, passage) for report in reports for index, passage in enumerate(report.passages)]
    return of_rows(rows, PASSAGES)


def _record(item: Fact | Unread) -> dict[str, object]:
    return {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}


def _fact(fact: Fact) -> dict[str, object]:
    return _record(fact) | {"section": SECTION.join(fact.section), "rules": RULES.join(fact.rules)}


def _passage(report: Report, index: int, passage: Passage) -> dict[str, object]:
    return {
        "report": report.name,
        "index": index,
        "part": passage.part,
        "theme": passage.theme,
        "section": SECTION.join(passage.section),
        "task": passage.task,
        "heading": passage.heading,
        "characters": len(passage.text),
        "text": passage.text,
        "start": min(piece.start for piece in passage.pieces),
        "end": max(piece.end for piece in passage.pieces),
    }
