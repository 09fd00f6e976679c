"""The release as one Excel workbook: how to read it, the codebook, and a sheet for every table.

Whatever comes from a document is written as text, so that a cell beginning with = + - or @ is shown and never run. Names
lead to the rows they mean: a report to its row among the reports, a citation to its fact. The same tables give the same
bytes: the workbook bears no time but the one day its format asks for.
"""

from __future__ import annotations

import datetime
import io
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from analysis.publishing.resources import Resource
from analysis.registries.words import speak

_DAY = datetime.datetime(2000, 1, 1)  # Excel asks when a workbook was made, which must not depend on the clock
_WIDEST, _NARROWEST, _SAMPLE = 60, 8, 200
_A4 = 9  # as Excel numbers papers
_CELL = 32_767  # characters that Excel holds in a cell
_FONT = "Microsoft YaHei"

Rows = Mapping[str, Mapping[tuple[object, ...], int]]


def workbook(resources: Sequence[Resource], *, title: str) -> bytes:
    """Return the workbook; its first sheet names the others, its second has the meaning of every column."""
    made = io.BytesIO()
    # A text is a text: neither formula nor link nor number, whatever it looks like.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": title, "created": _DAY})
        styles = {
            "head": book.add_format(
                {"bold": True, "bg_color": "#E8EDF2", "bottom": 1, "font_name": _FONT, "valign": "top"}
            ),
            "cell": book.add_format({"font_name": _FONT, "valign": "top"}),
            "link": book.add_format({"font_name": _FONT, "valign": "top", "font_color": "#0B5CAD", "underline": 1}),
            "title": book.add_format({"bold": True, "font_size": 14, "font_name": _FONT}),
        }
        names = ["contents", "codebook", *(resource.name for resource in resources)]
        sheets = {name: book.add_worksheet(name) for name in names}
        _contents(sheets["contents"], resources, styles, title)
        _codebook(sheets["codebook"], resources, styles)
        rows = {
            resource.name: {key: place for place, key in enumerate(_keys(resource, resource.key), start=1)}
            for resource in resources
        }
        for resource in resources:
            _table(sheets[resource.name], resource, styles, rows)
    return made.getvalue()


def _contents(sheet: Worksheet, resources: Sequence[Resource], styles: Mapping[str, Format], title: str) -> None:
    sheet.write_string(0, 0, title, styles["title"])
    lines = [("codebook", "各列含义", "the meaning of every column", sum(len(r.columns) for r in resources))]
    lines += [(resource.name, resource.zh, resource.en, len(resource.frame)) for resource in resources]
    for place, head in enumerate(("sheet", "内容", "what it holds", "rows")):
        sheet.write_string(2, place, head, styles["head"])
    for row, (name, zh, en, count) in enumerate(lines, start=3):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles["link"], name)
        sheet.write_string(row, 1, zh, styles["cell"])
        sheet.write_string(row, 2, en, styles["cell"])
        sheet.write_number(row, 3, count, styles["cell"])
    for place, width in enumerate((14, 34, 52, 8)):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    _printed(sheet)


def _codebook(sheet: Worksheet, resources: Sequence[Resource], styles: Mapping[str, Format]) -> None:
    lines = [
        (
            resource.name,
            column.name,
            column.dtype,
            column.en,
            column.zh,
            column.unit.strip("`"),
            ", ".join(column.words),
            "yes" if column.null else "",
        )
        for resource in resources
        for column in resource.columns
    ]
    heads = ("table", "column", "type", "meaning", "含义", "unit", "words", "may be empty")
    frame = pd.DataFrame(lines, columns=list(heads), dtype="str")
    _grid(sheet, frame, styles)


def _table(sheet: Worksheet, resource: Resource, styles: Mapping[str, Format], rows: Rows) -> None:
    lists = [column.name for column in resource.columns if column.dtype == "list"]
    frame = resource.flat.assign(**{name: resource.frame[name].map(_cited) for name in lists})
    _grid(sheet, frame, styles)
    for table, column, target in _links(resource, rows):
        place = frame.columns.get_loc(column)
        for row, (key, shown) in enumerate(zip(target, frame[column], strict=True), start=1):
            if key in rows[table]:
                sheet.write_url(row, place, f"internal:'{table}'!A{rows[table][key] + 1}", styles["link"], str(shown))
    if resource.name == "reports":
        place = frame.columns.get_loc("path")
        for row, path in enumerate(frame["path"], start=1):
            sheet.write_url(row, place, f"external:{path}", styles["link"], path)


def _links(resource: Resource, rows: Rows) -> list[tuple[str, str, list[tuple[object, ...]]]]:
    """Return which columns lead to which table, with the key that each row leads to."""
    links = [(link.table, link.columns[0], _keys(resource, link.columns)) for link in resource.links]
    # A row that cites a fact leads there rather than to its report.
    return [(table, column, keys) for table, column, keys in links if table != "reports" or resource.name == "facts"]


def _grid(sheet: Worksheet, frame: pd.DataFrame, styles: Mapping[str, Format]) -> None:
    """Write a table below a head that stays in sight and filters, each column as wide as its cells ask for."""
    for place, name in enumerate(frame.columns):
        sheet.write_string(0, place, name, styles["head"])
        for row, value in enumerate(frame[name], start=1):
            _cell(sheet, row, place, value, styles["cell"])
        shown = [name, *frame[name].head(_SAMPLE).dropna().astype("str")]
        sheet.set_column(place, place, min(_WIDEST, max(_NARROWEST, 2 + max(map(_width, shown)))))
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # a quoted number is a text, and meant to be
    sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    sheet.repeat_rows(0)
    _printed(sheet)


def _printed(sheet: Worksheet) -> None:
    """Let a sheet be printed with all its columns side by side."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _cited(citations: Sequence[Mapping[str, Any]]) -> str:
    """Return the facts that a cell cites as a person reads them: ≥6% (work-report-2024:5123)."""
    words = speak("zh")
    said = [
        words.size(fact["value"], fact["unit"], value_to=fact["value_to"], bound=fact["bound"])
        if "value" in fact
        else ""
        for fact in citations
    ]
    places = [f"({fact['report']}:{fact['start']})" for fact in citations]
    return "; ".join(f"{amount} {place}".strip() for amount, place in zip(said, places, strict=True))


def _cell(sheet: Worksheet, row: int, place: int, value: object, style: Format) -> None:
    if pd.isna(value) or value == "":  # type: ignore[call-overload]  # a scalar
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, style)
    else:
        text = str(value)
        sheet.write_string(row, place, text if len(text) <= _CELL else f"{text[: _CELL - 1]}…", style)


def _keys(resource: Resource, columns: Sequence[str]) -> list[tuple[object, ...]]:
    return list(resource.frame[list(columns)].itertuples(index=False, name=None))


def _width(text: str) -> int:
    """Return how wide a text is in the digits of a column; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text[:_WIDEST])
