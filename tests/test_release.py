from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from handmade import OUTCOME, TARGET, fact, table
from pandas.testing import assert_frame_equal

from analysis import tables
from analysis.comparison import audits
from analysis.comparison.scorecards import COLUMNS, scorecard
from analysis.errors import OutputError
from analysis.publishing import release

FACTS = table(fact("6", bound="ge", after='，"力争"。\n', **TARGET), fact("5.2", value_to=None, task=3, **OUTCOME))
UNREAD = tables.unread_frame([])
PASSAGES = tables.passages_frame([])


def write(folder: Path, facts: pd.DataFrame = FACTS) -> tuple[Path, ...]:
    """Write a release of these facts with its scorecards of 2023 (empty) and 2024."""
    return release.write(facts, UNREAD, PASSAGES, {year: scorecard(facts, year) for year in (2024, 2023)}, folder)


def test_both_files_of_facts_hold_the_same_table(tmp_path: Path) -> None:
    """CSV and Parquet read back as the table that was written."""
    folder = tmp_path / "outputs" / "data"
    written = write(folder)
    assert sorted(folder.iterdir()) == sorted(written)
    csv = pd.read_csv(folder / "facts.csv", dtype=str, keep_default_na=False)
    assert_frame_equal(FACTS, tables.typed(csv))
    assert_frame_equal(FACTS, pd.read_parquet(folder / "facts.parquet"))


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    """Two runs, one of them over the other's files, differ in nothing."""
    first = {path.name: path.read_bytes() for path in write(tmp_path / "a")}
    write(tmp_path / "b")
    assert first == {path.name: path.read_bytes() for path in write(tmp_path / "b")}
    assert first["facts.csv"] != write(tmp_path / "c", FACTS.head(1))[0].read_bytes()


def test_scorecards_stand_below_each_other_with_their_citations(tmp_path: Path) -> None:
    """A year without targets adds no row; lists are JSON in their cells."""
    write(tmp_path)
    card = pd.read_csv(tmp_path / "scorecard.csv")
    assert [2024] == card["year"].tolist()
    assert [("work-report-2024", "ge")] == [(c["report"], c["bound"]) for c in json.loads(card["target"][0])]
    write(tmp_path, FACTS.head(0))
    assert [*COLUMNS, "reason", "reason_zh"] == list(pd.read_csv(tmp_path / "scorecard.csv").columns)


def test_the_audit_has_its_columns_and_citations(tmp_path: Path) -> None:
    """Statements are rows with their facts as JSON, an undecided one with an empty cell; none gives the columns alone."""
    again = table(fact("6", **TARGET), fact("6", **TARGET | {"report": "news"}))
    write(tmp_path, again)
    audit = pd.read_csv(tmp_path / "audit.csv")
    assert [("same", True, 2)] == [(row.type, row.holds, len(json.loads(row.facts))) for row in audit.itertuples()]
    write(tmp_path, FACTS.head(0))
    assert list(audits.COLUMNS) == list(pd.read_csv(tmp_path / "audit.csv").columns)


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    """The message names the place; a file in the way is not touched."""
    (tmp_path / "outputs").write_text("here first", encoding="utf-8")
    with pytest.raises(OutputError, match=r"outputs.* cannot be written \(.*\); give a folder"):
        write(tmp_path / "outputs" / "data")
    assert "here first" == (tmp_path / "outputs").read_text(encoding="utf-8")


def test_a_release_is_moved_in_whole_or_not_at_all(tmp_path: Path) -> None:
    """A file that cannot be written beside its place leaves the release before it as it was, and no leftovers."""
    before = {path.name: path.read_bytes() for path in write(tmp_path)}
    (tmp_path / ".scorecard.csv.partial").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path, FACTS.head(1))
    (tmp_path / ".scorecard.csv.partial").rmdir()
    assert before == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
