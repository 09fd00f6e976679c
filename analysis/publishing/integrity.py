"""What the files of a release promise and no format enforces: held to before anything is written.

Columns, words and patterns; keys; links from table to table, also through the lists in cells; and every place that is
cited, held against the text of its report: it is there, and what it quotes is said there.

>>> column = Column(name="report", dtype="str", zh="报告名", en="name of the report")
>>> frame = pd.DataFrame({"report": ["a", "a", "b"]})
>>> reports = Resource(name="reports", zh="报告", en="the reports", frame=frame, columns=(column,), key=("report",))
>>> check([reports], {})
Traceback (most recent call last):
    ...
analysis.errors.TableError: 1 fault in the release: reports has 1 row twice, the first is report 'a'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from analysis.codebook import Column as Column
from analysis.errors import TableError, faults
from analysis.publishing.resources import Resource


def check(resources: Sequence[Resource], texts: Mapping[str, str]) -> None:
    """Hold tables to their columns, keys and links, and every place they cite to the text of its report.

    Raises TableError that tells the first twenty faults at once.
    """
    keys = {resource.name: _cells(resource.frame, resource.key) for resource in resources}
    found = [
        fault
        for resource in resources
        for fault in (*_column_faults(resource), *_key_faults(resource, keys), *_text_faults(resource, texts))
    ]
    if found:
        raise TableError(faults("the release", found))


def _cells(frame: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """Return the cells of some columns as one tuple a row."""
    return pd.Series(list(frame[list(columns)].itertuples(index=False, name=None)), index=frame.index, dtype=object)


def _column_faults(resource: Resource) -> Iterator[str]:
    expected, found = [column.name for column in resource.columns], [str(name) for name in resource.frame.columns]
    if expected != found:
        yield f"{resource.name} has the columns {', '.join(found)}; {', '.join(expected)} are meant"
        return
    for column in resource.columns:
        cells = resource.frame[column.name]
        empty = cells.isna()
        if empty.any() and not column.null:
            yield f"{resource.name} has {int(empty.sum())} rows without {column.name}"
        filled = cells[~empty]
        if column.words and not filled.isin(column.words).all():
            wrong = filled[~filled.isin(column.words)].iloc[0]
            yield f"{resource.name} {column.name} is {wrong!r}, one of {', '.join(column.words)} is meant"
        if column.pattern and not filled.str.fullmatch(column.pattern).all():
            wrong = filled[~filled.str.fullmatch(column.pattern)].iloc[0]
            yield f"{resource.name} {column.name} is {wrong!r}, {column.pattern} is meant"


def _key_faults(resource: Resource, keys: Mapping[str, pd.Series]) -> Iterator[str]:
    own = keys[resource.name]
    twice = own[own.duplicated()]
    if len(twice):
        rows = "row" if len(twice) == 1 else "rows"
        yield f"{resource.name} has {len(twice)} {rows} twice, the first is {_told(resource.key, twice.iloc[0])}"
    for link in resource.links:
        filled = resource.frame[list(link.columns)].replace("", None).notna().all(axis=1)
        cells = _cells(resource.frame[filled], link.columns)
        lost = cells[~cells.isin(set(keys[link.table]))]
        if len(lost):
            yield f"{resource.name} points to {_told(link.columns, lost.iloc[0])}, which {link.table} does not have"


def _text_faults(resource: Resource, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield where a table cites a place outside its text, or quotes what does not stand there."""
    names = set(resource.frame.columns)
    if not {"report", "start", "end"} <= names:
        return
    for row in resource.frame.to_dict("records"):
        text, start, end = texts.get(row["report"], ""), row["start"], row["end"]
        place = f"{resource.name} {row['report']}:{start}"
        if not 0 <= start < end <= len(text):
            yield f"{place} to {end} is outside the text, which has {len(text)} characters"
        elif "quote" in names and text[start:end] != row["text"]:
            yield f"{place} is {text[start:end]!r} in the text, not {row['text']!r}"
        elif "quote" in names and not text.startswith(row["quote"], row["quote_start"]):
            yield f"{place} quotes what does not stand at {row['quote_start']}"


def _told(columns: Sequence[str], cells: Sequence[object]) -> str:
    return ", ".join(f"{name} {cell!r}" for name, cell in zip(columns, cells, strict=True))
