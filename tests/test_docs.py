"""The documents say what is true: what they show is run."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import duckdb
import pandas
import pytest

from analysis.publishing import readings, release
from analysis.publishing.manifests import Origin

DOCS = sorted((Path(__file__).resolve().parent.parent / "docs").glob("*.md"))


def test_readme_runs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of the README give what is printed below them."""
    monkeypatch.chdir(root)
    monkeypatch.delenv("ANALYSIS_SEEDS", raising=False)
    failed, tried = doctest.testfile(str(root / "README.md"), module_relative=False, optionflags=doctest.REPORT_NDIFF)
    assert (0, True) == (failed, tried > 0)


def test_tables_are_read_as_the_readme_says(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two lines for pandas and the two for SQL give the same rows of a release."""
    release.write(readings.read(root / "seeds"), Origin.of(root / "seeds").inputs, tmp_path / "outputs" / "data")
    monkeypatch.chdir(tmp_path)
    text = (root / "README.md").read_text(encoding="utf-8")
    (python,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (sql,) = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    first, second = python.splitlines()
    names: dict[str, object] = {"pandas": pandas}
    exec(first, names)
    rows = eval(second, names)
    with duckdb.connect() as database:
        told = database.execute(sql).fetchall()
    assert told == list(rows[["year", "kind", "value", "unit"]].itertuples(index=False, name=None))
    assert told


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.stem)
def test_documents_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of a document gives what is printed below it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANALYSIS_SEEDS", raising=False)
    failed, tried = doctest.testfile(str(path), module_relative=False, optionflags=doctest.REPORT_NDIFF)
    assert (0, True) == (failed, tried > 0)
