from __future__ import annotations

import dataclasses
import hashlib
import json
import sys
from pathlib import Path
from zipfile import ZipFile

import duckdb
import frictionless
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from pysdmx.io import read_sdmx

from analysis import tables
from analysis.codebook import typed
from analysis.comparison import differences
from analysis.comparison.scorecards import COLUMNS
from analysis.errors import OutputError, ParameterError, TableError
from analysis.publishing import columns, databases, integrity, readings, release, resources, sdmx
from analysis.publishing.manifests import Origin
from analysis.publishing.readings import Reading
from analysis.publishing.resources import Resource

#: A report whose sentences a spreadsheet would run.
HOSTILE = """某市政府工作报告
——2024年1月8日在某市第十七届人民代表大会第三次会议上
一、2023年工作回顾
=HYPERLINK("http://example.com","看")项目完成投资5亿元。地区生产总值增长5%。
@SUM项目新增就业3万人。
二、2024年工作安排
+地区生产总值增长6%以上。-1号项目完成投资8亿元。
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seeds folder with that report."""
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "hostile-2024.txt").write_text(HOSTILE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reading(root: Path) -> Reading:
    """The reports that come with the code."""
    return readings.read(root / "seeds")


@pytest.fixture(scope="module")
def written(root: Path, reading: Reading, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their release, with everything that can be asked for."""
    folder = tmp_path_factory.mktemp("outputs") / "data"
    release.write(reading, Origin.of(root / "seeds").inputs, folder, sdmx=True)
    return folder


@pytest.fixture(scope="module")
def released(root: Path, reading: Reading) -> tuple[Resource, ...]:
    """The tables in it."""
    return resources.released(reading, Origin.of(root / "seeds").inputs)


def write(seeds: Path, folder: Path, *, bom: bool = False) -> dict[str, bytes]:
    """Write the release of a seeds folder; return its files by name."""
    paths = release.write(readings.read(seeds), Origin.of(seeds).inputs, folder, bom=bom)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def texts(reading: Reading) -> dict[str, str]:
    """The text of each report by its name."""
    return {report.name: report.document.text for report in reading.reports}


def test_columns_of_the_scorecard() -> None:
    """The release describes the columns that a scorecard has."""
    assert ("row", *COLUMNS, "reason", "reason_zh") == tuple(column.name for column in columns.SCORECARD)


def test_columns_of_every_table(released: tuple[Resource, ...]) -> None:
    """`analysis.columns` knows each table of the release by its name."""
    assert columns.COLUMNS == {table.name: table.columns for table in released}


def test_every_file_holds_the_same_tables(written: Path, released: tuple[Resource, ...]) -> None:
    """CSV, Parquet and DuckDB read back as the tables that were written."""
    for table in released:
        csv = pd.read_csv(written / f"{table.name}.csv", dtype=str, keep_default_na=False)
        nested = {column.name: "str" for column in table.columns if column.dtype in ("list", "json")}
        assert_frame_equal(table.flat, typed(csv, table.columns).astype(nested))
        assert_frame_equal(table.flat, pd.read_parquet(written / f"{table.name}.parquet"))
        stored = databases.read(written / release.DATABASE, table.name)
        for column in table.columns:  # a database has null where a text is empty
            filled = table.flat[column.name].replace("", None).dropna()
            assert filled.tolist() == stored[column.name].replace("", None).dropna().tolist()


def test_database_speaks_for_itself(written: Path, released: tuple[Resource, ...]) -> None:
    """Every table and column has its comment, and the links are there to be joined on."""
    with duckdb.connect(written / release.DATABASE, read_only=True) as database:
        told = database.sql("SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NOT NULL").fetchall()
        assert sorted(told) == sorted((table.name, column.name) for table in released for column in table.columns)
        joined = database.sql(
            'SELECT count(*) FROM scorecard JOIN citations USING (row) JOIN facts USING (report, "start") '
            "WHERE citations.\"table\" = 'scorecard'"
        ).fetchall()
        cited = database.sql("SELECT count(*) FROM citations WHERE \"table\" = 'scorecard'").fetchall()
        assert joined == cited


def test_frictionless_accepts_the_package(written: Path, released: tuple[Resource, ...]) -> None:
    """The standard's own checker finds no fault, and read every table and every file."""
    report = frictionless.validate(str(written / release.PACKAGE))
    assert report.valid, report.flatten(["title", "message"])
    rows = {task.name: task.stats.get("rows") for task in report.tasks if task.type == "table"}
    assert {table.name: len(table.frame) for table in released} == rows
    paths = {task.place for task in report.tasks}
    assert {path.relative_to(written).as_posix() for path in written.rglob("*") if path.is_file()} - paths == {
        release.PACKAGE, release.SUMS, release.DATABASE,
    }  # fmt: skip


def test_frictionless_would_find_a_fault(hostile: Path, tmp_path: Path) -> None:
    """A fact of a report that is not there and a word that is none are both found."""
    write(hostile, tmp_path)
    facts = pd.read_csv(tmp_path / "facts.csv", dtype=str, keep_default_na=False)
    facts.loc[0, "report"], facts.loc[1, "status"] = "elsewhere", "done"
    facts.to_csv(tmp_path / "facts.csv", index=False)
    report = frictionless.validate(str(tmp_path / release.PACKAGE))
    assert {"ForeignKey Error", "Constraint Error"} <= {title for (title,) in report.flatten(["title"])}


def test_package_says_what_a_column_is(written: Path) -> None:
    """Fields have their meaning in both languages, units and words; sources have hashes; no resource stands twice."""
    package = json.loads((written / release.PACKAGE).read_text(encoding="utf-8"))
    facts = next(item for item in package["resources"] if item["name"] == "facts")
    fields = {field["name"]: field for field in facts["schema"]["fields"]}
    assert all(" | " in field["description"] for field in fields.values())
    assert ("unit", "characters") == (fields["value"]["unitField"], fields["start"]["unit"])
    assert ["eq", "ge", "le", "approx", "between"] == fields["bound"]["constraints"]["enum"]
    assert all(source["hash"].startswith("sha256:") for source in package["sources"])
    names = [item["name"] for item in package["resources"]]
    assert len(names) == len(set(names))


def test_sums(written: Path) -> None:
    """SHA256SUMS has the hash of every file but itself and the database, whose bytes DuckDB does not repeat."""
    lines = (written / release.SUMS).read_text(encoding="utf-8").splitlines()
    told = {name: told for told, name in (line.split("  ") for line in lines)}
    there = {path.relative_to(written).as_posix(): path for path in written.rglob("*") if path.is_file()}
    hashed = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()}
    assert told == {name: hashed[name] for name in hashed if name not in (release.SUMS, release.DATABASE)}


def test_the_same_reports_give_the_same_bytes(hostile: Path, tmp_path: Path) -> None:
    """Two runs, one of them over the other's files, differ in nothing but the identifier of the database."""
    first = write(hostile, tmp_path / "a")
    again = write(hostile, tmp_path / "a")
    assert first.keys() == again.keys()
    assert {release.DATABASE} >= {name for name in first if first[name] != again[name]}


def test_workbook(written: Path, released: tuple[Resource, ...]) -> None:
    """Every table has its sheet with frozen heads, after the contents and the codebook; links lead to rows."""
    with ZipFile(written / release.WORKBOOK) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == len(released) + 2
        assert all(b'state="frozen"' in book.read(name) for name in sheets[1:])
        assert b"'reports'!A2" in book.read(f"xl/worksheets/sheet{3 + [t.name for t in released].index('facts')}.xml")


def test_nothing_of_a_document_runs(hostile: Path, tmp_path: Path) -> None:
    """What looks like a formula is text in the workbook, and begins with an apostrophe in CSV made for Excel."""
    plain, armed = write(hostile, tmp_path / "a"), write(hostile, tmp_path / "b", bom=True)
    with ZipFile(tmp_path / "a" / release.WORKBOOK) as book:
        assert "=HYPERLINK(" in book.read("xl/sharedStrings.xml").decode()
        assert not any(b"<f>" in book.read(name) for name in book.namelist() if name.endswith(".xml"))
    facts = armed["facts.csv"].decode("utf-8-sig")
    assert armed["facts.csv"].startswith(b"\xef\xbb\xbf") and "'=HYPERLINK" in facts and "'+地区" in facts
    assert "'" not in plain["facts.csv"].decode()
    assert frictionless.validate(str(tmp_path / "b" / release.PACKAGE)).valid
    assert len(differences.read(tmp_path / "b" / "facts.csv")) == len(differences.read(tmp_path / "a"))


def test_sdmx_comes_back(written: Path, released: tuple[Resource, ...]) -> None:
    """The series as SDMX-CSV are read by pysdmx as the observations that were written."""
    series = next(table.frame for table in released if table.name == "series")
    (dataset,) = read_sdmx(written / release.SERIES, validate=False).data
    expected = sdmx.observations(series)
    assert list(expected.columns) == list(dataset.data.columns)
    read = dataset.data.astype(str)
    for name in ("OBS_VALUE", "VALUE_TO"):
        assert_frame_equal(expected[[name]], read[[name]].replace("", None).astype("float64"), check_names=False)
    others = [name for name in expected.columns if name not in ("OBS_VALUE", "VALUE_TO")]
    assert expected[others].values.tolist() == read[others].values.tolist()
    key = list(expected.columns[:7])
    assert not expected.duplicated(key).any()


def test_sdmx_without_its_extra_is_one_clear_line(
    root: Path, reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where pysdmx is not installed the message names the extra, and nothing is written."""
    monkeypatch.setitem(sys.modules, "pysdmx", None)
    with pytest.raises(ParameterError, match=r"--sdmx needs pysdmx.*analysis\[sdmx\]"):
        release.write(reading, Origin.of(root / "seeds").inputs, tmp_path / "data", sdmx=True)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("facts", {"start": 0, "end": 4}, r"facts .*:0 is '.*' in the text, not "),
        ("facts", {"quote_start": 1}, "quotes what does not stand at 1"),
        ("facts", {"end": 10**9}, "is outside the text"),
        ("facts", {"report": "elsewhere"}, "points to report 'elsewhere', which reports does not have"),
        ("facts", {"indicator": "gpd"}, "points to indicator 'gpd', which indicators does not have"),
        ("series", {"start": 3}, "which facts does not have"),
        ("citations", {"start": 3}, "which facts does not have"),
        ("scorecard", {"verdict": "great"}, "scorecard verdict is 'great', one of .* is meant"),
        ("scorecard", {"row": 2}, "scorecard has 1 row twice, the first is row 2"),
        ("reports", {"sha256": "0"}, r"reports sha256 is '0', \[0-9a-f\]\{64\} is meant"),
        ("reports", {"kind": None}, "reports has 1 rows without kind"),
    ],
)
def test_what_no_format_enforces(
    reading: Reading, released: tuple[Resource, ...], table: str, change: dict[str, object], message: str
) -> None:
    """A release that breaks its own word is refused, and the message says where."""
    integrity.check(released, texts(reading))
    broken = []
    for item in released:
        frame = item.frame.astype(object) if item.name == table else item.frame
        for column, value in change.items() if item.name == table else ():
            frame.loc[0, column] = value
        broken.append(dataclasses.replace(item, frame=frame))
    with pytest.raises(TableError, match=message):
        integrity.check(broken, texts(reading))


def test_a_series_of_the_release_is_that_of_the_library(reading: Reading, released: tuple[Resource, ...]) -> None:
    """The rows of an indicator and measure are those that `tables.series` gives."""
    whole = next(table.frame for table in released if table.name == "series")
    some = whole[(whole["indicator"] == "gdp") & (whole["measure"] == "growth") & (whole["scope"] == "")]
    expected = tables.series(reading.facts, "gdp", "growth")
    assert expected[["report", "start", "year", "kind"]].values.tolist() == (
        some[["report", "start", "year", "kind"]].values.tolist()
    )


def test_a_folder_that_cannot_be_written_is_one_clear_line(hostile: Path, tmp_path: Path) -> None:
    """The message names the place; a file in the way is not touched."""
    (tmp_path / "outputs").write_text("here first", encoding="utf-8")
    with pytest.raises(OutputError, match=r"outputs.* cannot be written \(.*\); "):
        write(hostile, tmp_path / "outputs" / "data")
    assert "here first" == (tmp_path / "outputs").read_text(encoding="utf-8")


def test_a_release_is_moved_in_whole_or_not_at_all(hostile: Path, tmp_path: Path) -> None:
    """Where nothing can be written beside its place, the release before it stays as it was."""
    before = write(hostile, tmp_path)
    (tmp_path / ".partial").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        write(hostile, tmp_path)
    (tmp_path / ".partial").unlink()
    there = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*") if path.is_file()}
    assert before == {name: path.read_bytes() for name, path in there.items()}
