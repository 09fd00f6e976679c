"""The tables of the data release: what each holds, what tells its rows apart, and which rows of another it points to.

`released` is the list; a table that joins it is in every file of the release.

>>> column = Column(name="outcome", dtype="list", zh="结果", en="its outcomes")
>>> frame = pd.DataFrame({"outcome": [[{"report": "a", "start": 5}], []]})
>>> card = Resource(name="scorecard", zh="记分卡", en="a scorecard", frame=frame, columns=(column,), key=("row",))
>>> card.flat["outcome"].tolist()
['[{"report": "a", "start": 5}]', '[]']
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from analysis import supplement, tables
from analysis.codebook import CODEBOOK, PASSAGES, UNREAD, Column, of_rows, typed
from analysis.comparison import audits, scorecards
from analysis.documents.reports import Report
from analysis.facts import BY_HAND
from analysis.publishing import readings
from analysis.publishing.columns import (
    AUDITED,
    CITATIONS,
    INDICATORS,
    REPORTS,
    ROW,
    SCORECARD,
    SERIES,
    THEMES,
)
from analysis.publishing.readings import Reading
from analysis.registries import indicators, themes
from analysis.writing import reasons

FACT = ("report", "start")  # what tells one fact from another


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Columns whose cells, where they are filled, are the key of a row of another table."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One table of the release; `key` are the columns that tell its rows apart."""

    name: str
    zh: str
    en: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()

    @property
    def flat(self) -> pd.DataFrame:
        """The table with JSON text in the place of lists, as every file of the release holds it."""
        nested = [column.name for column in self.columns if column.dtype in ("list", "json")]
        return self.frame.assign(
            **{name: pd.Series([_text(cell) for cell in self.frame[name]], dtype="str") for name in nested}
        )


_REPORT = Link(columns=("report",), table="reports")
_INDICATOR = Link(columns=("indicator",), table="indicators")
_THEME = Link(columns=("theme",), table="themes")
_CITED = Link(columns=FACT, table="facts")


def released(reading: Reading, inputs: Mapping[str, str]) -> tuple[Resource, ...]:
    """Return the tables of the release, each after those it points to; `inputs` has the hash of each file by its name."""
    cards = reasons.explained(scorecards.every(reading.facts, readings.years(reading.reports)))
    named = {PurePath(file).stem: file for file in inputs if not file.endswith(".toml")}
    judged = (
        _numbered("scorecard", "各年目标及其结果", "each target with what came of it", cards, SCORECARD),
        _numbered("audit", "各项核对", "each statement that can be checked", audits.audit(reading.facts), AUDITED),
    )
    return (
        Resource(
            name="themes",
            zh="主题",
            en="the themes",
            frame=of_rows([{"theme": entry.id, "zh": entry.zh, "en": entry.en} for entry in themes.load()], THEMES),
            columns=THEMES,
            key=("theme",),
        ),
        Resource(
            name="indicators",
            zh="指标库",
            en="the registry of indicators",
            frame=indicators_frame(),
            columns=INDICATORS,
            key=("indicator",),
            links=(_THEME,),
        ),
        Resource(
            name="reports",
            zh="报告及其原文件的散列值",
            en="the reports, with the hash of each file",
            frame=of_rows(
                [
                    *(_report(report, named[report.name], inputs[named[report.name]]) for report in reading.reports),
                    *_supplement(reading, inputs),
                ],
                REPORTS,
            ),
            columns=REPORTS,
            key=("report",),
        ),
        Resource(
            name="facts",
            zh="全部事实，一数一行，附出处",
            en="every fact: one number with its citation",
            frame=reading.facts,
            columns=CODEBOOK,
            key=FACT,
            links=(_REPORT, _INDICATOR, _THEME),
        ),
        Resource(
            name="series",
            zh="指标逐年的目标和结果",
            en="targets and outcomes of each indicator, year by year",
            frame=typed(tables.every_series(reading.facts), SERIES),
            columns=SERIES,
            key=(*FACT, "kind"),
            links=(_CITED, _INDICATOR, _THEME),
        ),
        *judged,
        _citations(judged),
        Resource(
            name="passages",
            zh="各报告的段落",
            en="the paragraphs of each report",
            frame=reading.passages,
            columns=PASSAGES,
            key=("report", "index"),
            links=(_REPORT, _THEME),
        ),
        Resource(
            name="unread",
            zh="未作为事实的数字及理由",
            en="numbers that are no facts, with the reason",
            frame=reading.unread,
            columns=UNREAD,
            key=FACT,
            links=(_REPORT,),
        ),
    )


def indicators_frame() -> pd.DataFrame:
    """Return the registry of indicators as a table (columns: `INDICATORS`)."""
    return of_rows([_indicator(entry) for entry in indicators.load()], INDICATORS)


def _numbered(name: str, zh: str, en: str, frame: pd.DataFrame, columns: tuple[Column, ...]) -> Resource:
    """Return a table whose rows cite facts in lists and have no name of their own but their number."""
    frame = typed(frame.assign(**{ROW.name: range(1, len(frame) + 1)}), columns)
    links = tuple(link for link in (_INDICATOR, _THEME) if {*link.columns} <= {column.name for column in columns})
    return Resource(name=name, zh=zh, en=en, frame=frame, columns=columns, key=(ROW.name,), links=links)


def _citations(resources: Iterable[Resource]) -> Resource:
    """Return every citation that stands in a list of a table as a row of its own, for programs that join tables."""
    rows = [
        {
            "table": resource.name,
            "row": number,
            "column": column.name,
            **{name: cited[name] for name in ("report", "start", "end")},
        }
        for resource in resources
        for column in resource.columns
        if column.dtype == "list"
        for number, cell in zip(resource.frame["row"], resource.frame[column.name], strict=True)
        for cited in cell
    ]
    return Resource(
        name="citations",
        zh="各表所引用的事实，一条一行",
        en="the facts that rows of other tables cite, one a row",
        frame=of_rows(rows, CITATIONS),
        columns=CITATIONS,
        key=("table", "row", "column", *FACT),
        links=(_CITED,),
    )


def _text(cell: object) -> str | None:
    return None if cell is None else json.dumps(cell, ensure_ascii=False)


def _indicator(entry: indicators.Indicator) -> dict[str, object]:
    names = ("zh", "en", "theme", "better", "headline")
    return {"indicator": entry.id, **{name: getattr(entry, name) for name in names}}


def _report(report: Report, file: str, sha256: str) -> dict[str, object]:
    return {
        "report": report.name,
        **{name: getattr(report, name) for name in ("title_zh", "title_en", "place_zh", "place_en", "issuer", "kind")},
        "date": report.date.isoformat() if report.date else "",
        "reviewed": " ".join(map(str, report.reviewed)),
        "planned": " ".join(map(str, report.planned)),
        "file": file,
        "sha256": sha256,
        "characters": len(report.document.text),
        "path": text_path(report.name),
    }


def _supplement(reading: Reading, inputs: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """Yield the row of what was entered by hand, where anything was."""
    if text := reading.texts.get(supplement.FILE):
        place = {name: getattr(reading.reports[0], name) for name in ("place_zh", "place_en")}
        yield {
            "report": BY_HAND,
            "title_zh": "人工补录",
            "title_en": "Entered by hand",
            **place,
            **dict.fromkeys(("issuer", "date", "reviewed", "planned"), ""),
            "kind": BY_HAND,
            "file": supplement.FILE,
            "sha256": inputs[supplement.FILE],
            "characters": len(text),
            "path": f"texts/{supplement.FILE}",
        }


def text_path(report: str) -> str:
    """Return where the text of a report stands in the release."""
    return f"texts/{report}.txt"
