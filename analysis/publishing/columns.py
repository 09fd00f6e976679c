"""The columns of every table of the data release beyond those of `codebook`: dtype, meaning, unit, words.

>>> columns_frame("themes")[["name", "zh", "en"]].values.tolist()
[['theme', '主题编号', 'theme id'], ['zh', '中文名', 'name in Chinese'], ['en', '英文名', 'name in English']]
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import get_args

import pandas as pd

from analysis.codebook import CODEBOOK, PASSAGES, UNREAD, Column, shared
from analysis.comparison.audits import AUDIT
from analysis.comparison.scorecards import STRENGTHS
from analysis.documents.particulars import Kind
from analysis.errors import unknown
from analysis.facts import BY_HAND
from analysis.registries.criteria import VERDICTS
from analysis.registries.indicators import Better

ROW = Column(
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
        words=(*get_args(Kind), BY_HAND),
        zh="类别：政府工作报告、计划报告、新闻、人工补录",
        en="work (government work report), plan (development plan report), news, or supplement (entered by hand)",
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
    ROW,
    Column(name="year", dtype="int64", unit="year", zh="记分卡年份", en="the year of the scorecard"),
    *shared("indicator", "subject", "measure", "scope", "theme"),
    Column(
        name="period", dtype="str", pattern=r"\d{4}(-\d{4})?", zh="目标的年份或起止年", en="year or span of the target"
    ),
    *shared("unit"),
    Column(
        name="strength", dtype="str", words=STRENGTHS, zh="语气，取各处最确定的", en="the firmest of its statements"
    ),
    Column(name="target", dtype="list", zh="目标，逐条引用", en="the target, as every document states it"),
    Column(name="outcome", dtype="list", zh="结果，逐条引用", en="its outcomes, as every document states them"),
    Column(
        name="derived",
        dtype="json",
        null=True,
        zh="由所引结果算得的数，如有",
        en="the number computed from the outcomes, where the verdict rests on one",
    ),
    Column(name="verdict", dtype="str", words=VERDICTS, zh="结论", en="what came of the target"),
    Column(
        name="gap",
        dtype="float64",
        null=True,
        unit="`unit`",
        zh="结果与目标之差，优于目标为正",
        en="outcome minus target, positive where it is better than asked",
    ),
    Column(
        name="ratio",
        dtype="float64",
        null=True,
        zh="结果为目标的倍数，如可比",
        en="the outcome as a share of the target, where that says something",
    ),
    Column(name="rule", dtype="str", zh="判定规则", en="the rule that decided"),
    Column(name="words", dtype="str", zh="判定所依的原文字词", en="the words of the documents that decided"),
    Column(name="entered", dtype="str", zh="人工补录结果的来源", en="sources of outcomes that were entered by hand"),
    Column(name="reason", dtype="str", zh="判定理由（英文）", en="its sentence in English"),
    Column(name="reason_zh", dtype="str", zh="判定理由", en="its sentence in Chinese"),
)

# What an audit cites is a list here, and a row of `citations` each.
AUDITED: tuple[Column, ...] = (
    ROW,
    *(dataclasses.replace(column, dtype="list") if column.name == "facts" else column for column in AUDIT),
)

CITATIONS: tuple[Column, ...] = (
    Column(name="table", dtype="str", zh="引用所在的表", en="the table whose row cites"),
    ROW,
    Column(name="column", dtype="str", zh="引用所在的列", en="the column it cites in"),
    *shared("report", "start", "end"),
)


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "themes": THEMES,
    "indicators": INDICATORS,
    "reports": REPORTS,
    "facts": CODEBOOK,
    "series": SERIES,
    "scorecard": SCORECARD,
    "audit": AUDITED,
    "citations": CITATIONS,
    "passages": PASSAGES,
    "unread": UNREAD,
}


def columns_frame(table: str) -> pd.DataFrame:
    """Return what the columns of a table of the release mean, one a row.

    Raises ParameterError for a table that it does not have.
    """
    if table not in COLUMNS:
        raise unknown("table", table, COLUMNS)
    names = ("name", "dtype", "en", "zh", "unit")
    rows = [
        {**{name: getattr(column, name) for name in names}, "words": ", ".join(column.words)}
        for column in COLUMNS[table]
    ]
    return pd.DataFrame(rows).rename(columns={"dtype": "type"})
