"""The data release: the tables behind the briefings, as files that other programs read.

Every table of `resources` as CSV and Parquet, all of them in one Excel workbook and one DuckDB file, the texts that every
offset points into, `datapackage.json`, which describes them, and `SHA256SUMS`. All carry the same cells under the same
names; in CSV a null is an empty cell, and a list is JSON.

All files are written into a folder beside the place first and moved in when every one of them is whole and has passed
`integrity.check`, so that a folder never holds half a release. The same reports give the same bytes, nothing of the clock
or the machine goes in; only DuckDB puts an identifier of its own into every file, and so it has no hash.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.errors import OutputError
from analysis.publishing import integrity, packages, resources
from analysis.publishing.readings import Reading
from analysis.publishing.resources import Resource
from analysis.writing import markup

DATABASE = "analysis.duckdb"
WORKBOOK = "analysis.xlsx"
PACKAGE = "datapackage.json"
SUMS = "SHA256SUMS"
SERIES = "series.sdmx.csv"


def write(
    reading: Reading, inputs: Mapping[str, str], folder: Path, *, bom: bool = False, sdmx: bool = False
) -> tuple[Path, ...]:
    """Write the data release into `folder`, which is made where it is missing, and return the paths written.

    `inputs` has the hash of each file of the reports by its name. With `bom` the CSV files are for a spreadsheet: they
    begin with a byte order mark, and a text that would run as a formula has an apostrophe before it. With `sdmx` the
    series are there as SDMX-CSV too.
    Raises OutputError where something cannot be written; what was in the folder before is then still there.
    """
    tables = resources.released(reading, inputs)
    integrity.check(tables, {Path(name).stem: text for name, text in reading.texts.items()})
    contents = _contents(tables, reading, bom=bom, sdmx=sdmx)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _moved_in(contents, tables, folder)
    except OSError as error:
        raise OutputError(
            f"{error.filename or folder} cannot be written ({error.strerror}); give a folder that can be"
        ) from error


def _contents(tables: tuple[Resource, ...], reading: Reading, *, bom: bool, sdmx: bool) -> dict[str, bytes]:
    """Return every file of the release but the database, by its name."""
    from analysis.publishing import spreadsheets  # read in a tenth of a second, and only here

    places = " ".join(dict.fromkeys(report.place_zh for report in reading.reports if report.place_zh))
    title = f"{places} 政府工作报告数据 / Facts of government reports".strip()
    files = {
        **{f"{table.name}.csv": _csv(table.flat, bom=bom) for table in tables},
        **{f"{table.name}.parquet": _parquet(table) for table in tables},
        **{f"texts/{name}": text.encode() for name, text in reading.texts.items()},
        WORKBOOK: spreadsheets.workbook(tables, title=title),
    }
    if sdmx:
        from analysis.publishing import sdmx as exchange

        series = next(table for table in tables if table.name == "series")
        files[SERIES] = exchange.message(series.frame).encode()
    encoding = "utf-8-sig" if bom else "utf-8"
    files[PACKAGE] = packages.descriptor(tables, files, title=title, encoding=encoding)
    sums = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return files | {SUMS: "".join(sums).encode()}


def _moved_in(contents: Mapping[str, bytes], tables: tuple[Resource, ...], folder: Path) -> tuple[Path, ...]:
    from analysis.publishing import databases, folders

    with folders.partial(folder) as partial:
        for name, content in contents.items():
            (partial / name).parent.mkdir(exist_ok=True)
            (partial / name).write_bytes(content)
        databases.write(tables, partial / DATABASE)
        folders.move_in(partial, folder, last=SUMS, gone=())
    return tuple(folder / name for name in sorted({*contents, DATABASE}))


def _csv(table: pd.DataFrame, *, bom: bool) -> bytes:
    if bom:
        return markup.spreadsheet(table).encode("utf-8-sig")
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _parquet(table: Resource) -> bytes:
    made = io.BytesIO()
    table.flat.to_parquet(made, engine="pyarrow", index=False, compression="zstd")
    return made.getvalue()
