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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import get_args

import pandas as pd

from analysis import tables
from analysis.codebook import CODEBOOK, PASSAGES, UNREAD, Column, shared, typed
from analysis.comparison.scorecards import VERDICTS, scorecard
from analysis.documents.reports import Kind, Report
from analysis.publishing import readings
from analysis.publishing.readings import Reading
from analysis.registries import indicators, themes
from analysis.registries.indicators import Better

FACT = ("report", "start")  # what tells one fact from another

_ROW = Column(
    name="row", dtype="int64", zh="行号，从1起，仅在本次发布中有效", en="number of the row, from 1, in this release"
)

REPORTS: tuple[Column, ...] = (
    *shared("report"),
    Column(name="title_zh", dtype="str", zh="标题", en="title in Chinese"),
    Column(name="title_en", dtype="str", zh="英文标题", en="title in English"),
    Column(name="place_zh", dtype="str", zh="地区", en="place in Chinese"),
    Column(name="place_en", dtype="str", zh="地区英文名", en="place in English"),
    Column(name="issuer", dtype="str", zh="发布者", en="who answers for the text"),
    Column(
        name="kind",
        dtype="str",
        words=get_args(Kind),
        zh="类别：政府工作报告、计划报告、新闻",
        en="work (government work report), plan (development plan report) or news",
    ),
    Column(
        name="date",
        dtype="str",
        pattern=r"(\d{4}-\d{2}-\d{2})?",
        zh="日期，不详则空",
        en="the day it was delivered or printed; empty if unknown",
    ),
    Column(name="reviewed", dtype="str", zh="所回顾的年份", en="the years whose outcomes it states"),
    Column(name="planned", dtype="str", zh="所计划的年份", en="the years whose targets it sets"),
    Column(name="file", dtype="str", zh="原文件名", en="the file that was read"),
    Column(name="sha256", dtype="str", pattern="[0-9a-f]{64}", zh="原文件的SHA-256", en="SHA-256 of that file"),
    Column(name="characters", dtype="int64", unit="characters", zh="文本长度", en="length of its text"),
    Column(
        name="path",
        dtype="str",
        zh="文本，各起止位置以此为准",
        en="the text as it was read, which every offset points into",
    ),
)

INDICATORS: tuple[Column, ...] = (
    Column(name="indicator", dtype="str", zh="指标编号", en="id of the indicator"),
    Column(name="zh", dtype="str", zh="中文名", en="name in Chinese"),
    Column(name="en", dtype="str", zh="英文名", en="name in English"),
    *shared("theme"),
    Column(
        name="better",
        dtype="str",
        words=get_args(Better),
        zh="何者为优：高、低、不论",
        en="which way is better, if any",
    ),
    Column(name="headline", dtype="bool", zh="是否主要指标", en="whether it is a headline indicator"),
)

THEMES: tuple[Column, ...] = (
    *shared("theme"),
    Column(name="zh", dtype="str", zh="中文名", en="name in Chinese"),
    Column(name="en", dtype="str", zh="英文名", en="name in English"),
)

SERIES: tuple[Column, ...] = (
    Column(name="indicator", dtype="str", zh="指标编号", en="id of the indicator"),
    *shared("measure", "scope"),
    Column(name="year", dtype="int64", unit="year", zh="年份", en="the year it is about"),
    Column(name="kind", dtype="str", words=("target", "outcome"), zh="目标或结果", en="whether a target or an outcome"),
    *shared("value", "value_to", "unit", "number", "base_unit", "bound", "strength", "status", "theme"),
    *shared("report", "start", "end"),
)

SCORECARD: tuple[Column, ...] = (
    _ROW,
    Column(name="year", dtype="int64", unit="year", zh="记分卡年份", en="the year of the scorecard"),
    *shared("indicator", "subject", "measure", "scope", "theme"),
    Column(
        name="period", dtype="str", pattern=r"\d{4}(-\d{4})?", zh="目标的年份或起止年", en="year or span of the target"
    ),
    *shared("unit"),
    Column(name="target", dtype="list", zh="目标，逐条引用", en="the target, as every document states it"),
    Column(name="outcome", dtype="list", zh="结果，逐条引用", en="its outcomes, as every document states them"),
    Column(name="verdict", dtype="str", words=VERDICTS, zh="结论", en="what came of the target"),
    Column(
        name="gap",
        dtype="float64",
        null=True,
        unit="`unit`",
        zh="结果与目标之差，优于目标为正",
        en="outcome minus target, positive where it is better than asked",
    ),
    Column(name="rule", dtype="str", zh="判定规则", en="the rule that decided"),
    Column(name="reason", dtype="str", zh="判定理由（英文）", en="its sentence in English"),
    Column(name="reason_zh", dtype="str", zh="判定理由", en="its sentence in Chinese"),
)

CITATIONS: tuple[Column, ...] = (
    Column(name="table", dtype="str", zh="引用所在的表", en="the table whose row cites"),
    _ROW,
    Column(name="column", dtype="str", zh="引用所在的列", en="the column it cites in"),
    *shared("report", "start", "end"),
)


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
        lists = [column.name for column in self.columns if column.dtype == "list"]
        return self.frame.assign(
            **{
                name: pd.Series([json.dumps(cell, ensure_ascii=False) for cell in self.frame[name]], dtype="str")
                for name in lists
            }
        )


_REPORT = Link(columns=("report",), table="reports")
_INDICATOR = Link(columns=("indicator",), table="indicators")
_THEME = Link(columns=("theme",), table="themes")
_CITED = Link(columns=FACT, table="facts")


def released(reading: Reading, inputs: Mapping[str, str]) -> tuple[Resource, ...]:
    """Return the tables of the release, each after those it points to; `inputs` has the hash of each file by its name."""
    cards = [scorecard(reading.facts, year) for year in readings.years(reading.reports)]
    cards = [card for card in cards if len(card)] or [scorecard(reading.facts[:0], 0)]
    named = {PurePath(file).stem: file for file in inputs if not file.endswith(".toml")}
    judged = (
        _numbered("scorecard", "各年目标及其结果", "each target with what came of it", pd.concat(cards), SCORECARD),
    )
    return (
        Resource(
            name="themes",
            zh="主题",
            en="the themes",
            frame=_frame([{"theme": entry.id, "zh": entry.zh, "en": entry.en} for entry in themes.load()], THEMES),
            columns=THEMES,
            key=("theme",),
        ),
        Resource(
            name="indicators",
            zh="指标库",
            en="the registry of indicators",
            frame=_frame([_indicator(entry) for entry in indicators.load()], INDICATORS),
            columns=INDICATORS,
            key=("indicator",),
            links=(_THEME,),
        ),
        Resource(
            name="reports",
            zh="报告及其原文件的散列值",
            en="the reports, with the hash of each file",
            frame=_frame(
                [_report(report, named[report.name], inputs[named[report.name]]) for report in reading.reports], REPORTS
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


def _numbered(name: str, zh: str, en: str, frame: pd.DataFrame, columns: tuple[Column, ...]) -> Resource:
    """Return a table whose rows cite facts in lists and have no name of their own but their number."""
    frame = typed(frame.assign(**{_ROW.name: range(1, len(frame) + 1)}), columns)
    links = tuple(link for link in (_INDICATOR, _THEME) if {*link.columns} <= {column.name for column in columns})
    return Resource(name=name, zh=zh, en=en, frame=frame, columns=columns, key=(_ROW.name,), links=links)


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
        frame=_frame(rows, CITATIONS),
        columns=CITATIONS,
        key=("table", "row", "column", *FACT),
        links=(_CITED,),
    )


def _frame(rows: Sequence[Mapping[str, object]], columns: Sequence[Column]) -> pd.DataFrame:
    return typed(pd.DataFrame(rows, columns=[column.name for column in columns], dtype=object), columns)


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


def text_path(report: str) -> str:
    """Return where the text of a report stands in the release."""
    return f"texts/{report}.txt"
