"""Hand-made facts, for tests that are about tables and not about reading, and reports of a sentence or two."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd

from analysis import extraction, frames
from analysis.codebook import RULES, SECTION, typed
from analysis.documents import seeds
from analysis.facts import Fact

TARGET = {"report": "work-report-2024", "status": "target", "part": "plan", "period": "2024"}
OUTCOME = {"report": "plan-report-2025", "status": "actual", "part": "review", "period": "2024"}


def fact(
    number: str = "6", unit: str = "%", before: str = "地区生产总值增长", after: str = "。", **fields: object
) -> Fact:
    """Return a fact whose sentence is `before`, the number, its unit and `after`; the sentence stands at `at`."""
    multiplier = {"万": 10_000, "亿": 100_000_000}.get(unit[:1], 1)
    at = int(str(fields.pop("at", 0)))
    plain = Fact(
        report="work-report-2024",
        start=at + len(before),
        end=at + len(before) + len(number.lstrip("-")),
        text=number.lstrip("-"),
        subject="地区生产总值",
        indicator="gdp",
        measure="growth",
        value=Decimal(number),
        unit=unit,
        number=Decimal(number) * multiplier,
        base_unit=unit[1:] if multiplier > 1 else unit,
        bound="eq",
        strength="plain",
        status="actual",
        period="2023",
        scope="",
        theme="economy",
        part="review",
        section=("一、工作回顾", "（一）发展态势"),
        task=None,
        quote=f"{before}{number.lstrip('-')}{unit}{after}",
        quote_start=at,
        rules=("arabic", "clause"),
    )
    return dataclasses.replace(plain, **fields)  # type: ignore[arg-type]


def table(*facts: Fact) -> pd.DataFrame:
    """Return the facts table of these facts; each stands on its own line of its report."""
    rows = []
    for line, item in enumerate(facts):
        record = dataclasses.asdict(item) | {"section": SECTION.join(item.section), "rules": RULES.join(item.rules)}
        rows.append(record | {place: record[place] + 1000 * line for place in ("start", "end", "quote_start")})
    return typed(pd.DataFrame(rows, columns=[field.name for field in dataclasses.fields(Fact)], dtype=object))


def cells(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Return the cells of some columns, row by row."""
    return list(frame[list(columns)].itertuples(index=False, name=None))


def read_back(reports: Sequence[Mapping[str, str]], folder: Path) -> pd.DataFrame:
    """Return the facts of reports that look back on one year and plan the next, written into a folder.

    A report has its `year`, and what it says of the year before (`review`) and of its own (`plan`).
    """
    extractions = []
    for number, report in enumerate(reports):
        year = int(report["year"])
        path = folder / f"report-{year}-{number}.txt"
        lines = (
            "某市政府工作报告",
            f"（{year}年1月10日）",
            f"一、{year - 1}年工作回顾",
            report.get("review", "工作取得进展。"),
            f"二、{year}年重点工作安排",
            report.get("plan", "继续努力。"),
        )
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        extractions.append(extraction.extract(seeds.read(path)))
    return frames.facts(extractions)
