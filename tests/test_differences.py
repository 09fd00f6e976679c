"""What is told of two facts tables, the snapshot of all facts of the documents, and the command for two releases."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import snapshot
from handmade import OUTCOME, TARGET, cells, fact, table
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import cli
from analysis.comparison import differences
from analysis.documents import encodings
from analysis.documents.reports import Report
from analysis.errors import TableError
from analysis.publishing import readings, release
from analysis.publishing.manifests import Origin

FACTS = table(
    fact("6", **TARGET),
    fact("14.8", "万人", "城镇新增就业", subject="城镇新增就业", indicator=None, measure="level", **OUTCOME),
    fact("5.2", bound="ge", **OUTCOME),
)
PLACES = ["start", "end", "quote_start"]


def facts_of(found: pd.DataFrame) -> list[tuple[object, ...]]:
    """The facts of a table of differences, each once."""
    return cells(found.drop_duplicates(["kind", "report", "start"]), "kind", "report", "start", "text")


def test_the_same_table_has_no_differences(facts: pd.DataFrame) -> None:
    """A table is equal to itself, in whatever order its rows stand, and nothing is told of it."""
    for other in (facts, facts.sort_values("subject")):
        found = differences.compare(facts, other)
        assert list(differences.COLUMNS) == list(found.columns)
        assert found.empty
        assert [] == list(differences.told(found))


def test_gained_and_lost_are_told_in_full() -> None:
    """A fact that only one table has is told with each field that says something."""
    found = differences.compare(FACTS, FACTS.drop(1))
    assert [("lost", "plan-report-2025", FACTS.at[1, "start"], "14.8")] == facts_of(found)
    said = dict(cells(found, "field", "old"))
    assert ("城镇新增就业", "148000", "万人") == (said["subject"], said["number"], said["unit"])
    assert "indicator" not in said
    assert found["new"].isna().all()
    turned = differences.compare(FACTS.drop(1), FACTS)
    assert [("gained", *rest) for _, *rest in facts_of(found)] == facts_of(turned)
    assert cells(found, "field", "old") == cells(turned, "field", "new")


def test_changed_is_told_field_by_field() -> None:
    """A row says which field, what it was and what it is; nothing else of the fact is told; null and empty are alike."""
    new = FACTS.assign(
        value=[6.5, 14.8, 5.2], strength=["firm", "plain", "plain"], indicator=["gdp", "urban_jobs", "gdp"]
    )
    found = differences.compare(FACTS, new)
    assert [
        ("plan-report-2025", 1006, "indicator", "", "urban_jobs"),
        ("work-report-2024", 8, "value", "6", "6.5"),
        ("work-report-2024", 8, "strength", "plain", "firm"),
    ] == cells(found, "report", "start", "field", "old", "new")


def test_a_moved_fact_is_the_same_fact() -> None:
    """Text put in before a fact moves it; so does a sentence that stands there twice, each fact to its own."""
    twice = pd.concat([FACTS, FACTS.tail(1).assign(**{name: FACTS[name].iloc[-1] + 50 for name in PLACES})])
    moved = twice.assign(**{name: twice[name] + 7 for name in PLACES})
    assert differences.compare(twice, moved).empty
    assert [("lost", "plan-report-2025", 2050 + len("地区生产总值增长"), "5.2")] == facts_of(
        differences.compare(twice, moved.head(3))
    )


def test_another_number_at_an_old_place_is_another_fact() -> None:
    """Where the text has changed, the same place alone does not make two numbers one fact."""
    other = table(fact("6", before="粮食总产量增长四成以", **TARGET))
    place = {name: FACTS[name].iloc[:1].tolist() for name in PLACES}
    found = differences.compare(FACTS.head(1), other.assign(**place))
    assert ["lost", "gained"] == [kind for kind, *_ in facts_of(found)]


def test_a_sentence_cut_otherwise_is_no_difference() -> None:
    """The same place of the same text is the same fact, however long the sentence around it is taken to be."""
    longer = FACTS.assign(quote="去年，" + FACTS["quote"], quote_start=FACTS["quote_start"] - 3)
    shorter = FACTS.assign(quote=FACTS["quote"].str[2:-1], quote_start=FACTS["quote_start"] + 2)
    for old, new in ((FACTS, longer), (FACTS, shorter), (longer, shorter)):
        assert differences.compare(old, new).empty
        assert differences.compare(new, old).empty


@given(st.data())
@settings(max_examples=30)
def test_counts_add_up(data: st.DataObject) -> None:
    """Turning the tables round turns gained into lost; the facts of both tables are all accounted for."""
    rows = st.lists(st.sampled_from(range(len(FACTS))), unique=True)
    old, new = (FACTS.iloc[sorted(data.draw(rows))] for _ in range(2))
    new = new.assign(unit=[data.draw(st.sampled_from(["%", "万人"])) for _ in range(len(new))])
    forth, back = (differences.counts(differences.compare(*pair)).sum() for pair in ((old, new), (new, old)))
    assert (forth["gained"], forth["lost"], forth["changed"]) == (back["lost"], back["gained"], back["changed"])
    assert len(old) - forth["lost"] == len(new) - forth["gained"]
    assert forth["changed"] <= len(new) - forth["gained"]


def test_told_names_place_and_counts() -> None:
    """The lines have the sentence with its number marked, in one line, and the counts by report and by field."""
    new = FACTS.assign(quote=FACTS["quote"].str.replace("，", "\n")).drop(1).replace({"unit": {"%": "‰"}})
    lines = [line.plain for line in differences.told(differences.compare(FACTS, new))]
    assert "  ~ 8: 地区生产总值增长[6]%。" in lines
    assert "      unit: % -> ‰" in lines
    assert "  - 1006: 城镇新增就业[14.8]万人。" in lines
    assert ["all", "0", "1", "2"] == lines[-3].split()
    assert "changed fields: unit 2" == lines[-1]


def test_rules_alone_are_told_together() -> None:
    """Where other rules read the same, their facts are counted in one line; where more changed, each is told."""
    new = FACTS.assign(rules="arabic > noun > clause", unit=["%", "万人", "‰"])
    lines = [line.plain for line in differences.told(differences.compare(FACTS, new))]
    assert "  ~ rules alone: '' -> noun, 1 at 8" in lines
    assert "  ~ rules alone: '' -> noun, 1 at 1006" in lines
    assert 1 == lines.count("      rules: '' -> noun")
    assert "changed fields: rules 3, unit 1" == lines[-1]


def test_a_release_is_read_in_each_of_its_forms(root: Path, facts: pd.DataFrame, tmp_path: Path) -> None:
    """The outputs folder, its data folder and both files hold the same facts, with a byte order mark too."""
    data, seeds = tmp_path / "data", root / "seeds"
    for bom in (False, True):
        release.write(readings.read(seeds), Origin.of(seeds).inputs, data, bom=bom)
        for place in (tmp_path, data, data / "facts.csv", data / "facts.parquet"):
            assert differences.compare(facts, differences.read(place)).empty
    (data / "facts.parquet").unlink()
    assert differences.compare(facts, differences.read(tmp_path)).empty


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("missing.csv", None, "no facts table there"),
        ("empty.csv", b"", "neither Parquet nor CSV"),
        ("binary.csv", b"\x89PNG\r\n\xff\x00", "neither Parquet nor CSV"),
        ("other.csv", b"a,b\n1,2\n", "has no column report, start, text, quote, quote_start; it has: a, b"),
        ("words.csv", b"report,start,text,quote,quote_start\na,first,6,6%,0\n", "column start"),
        ("broken.parquet", b"PAR1", "neither Parquet nor CSV"),
    ],
)
def test_what_is_no_facts_table_is_refused(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    """The message names the file and what is wrong with it, in one line."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(TableError, match=told) as raised:
        differences.read(tmp_path / name)
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_release_of_an_older_codebook_is_compared_in_what_both_have(tmp_path: Path) -> None:
    """A column that one release has not is not told as a change of every fact."""
    FACTS.drop(columns=["theme", "task"]).assign(other=1).to_csv(tmp_path / "facts.csv", index=False)
    assert differences.compare(differences.read(tmp_path), FACTS).empty


@pytest.fixture
def releases(tmp_path: Path) -> tuple[Path, Path]:
    """Two tables of facts that differ in one unit and one fact."""
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    FACTS.to_csv(old, index=False)
    FACTS.drop(1).assign(unit="‰").to_csv(new, index=False)
    return old, new


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int | str | None:
    """Run a command and return its status."""
    monkeypatch.setattr(sys, "argv", ["analysis", *map(str, arguments)])
    with pytest.raises(SystemExit) as exited:
        cli.main()
    return exited.value.code


def test_command(
    releases: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Differences are data and no error: plain lines where no terminal is, or the rows of the table."""
    old, new = releases
    found = differences.compare(differences.read(old), differences.read(new))
    assert cli.DONE == run(monkeypatch, "diff", old, new)
    out, err = capfd.readouterr()
    assert ([line.plain for line in differences.told(found)], "") == (out.splitlines(), err)
    assert cli.DONE == run(monkeypatch, "diff", old, new, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert found["field"].tolist() == [row["field"] for row in rows]
    assert cli.DONE == run(monkeypatch, "diff", old, new, "--format", "jsonl")
    assert len(found) == len(pd.read_json(io.StringIO(capfd.readouterr().out), lines=True))


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_command_on_the_same_release(
    releases: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], form: str
) -> None:
    """That nothing differs is said to the reader and leaves no data."""
    assert cli.DONE == run(monkeypatch, "diff", releases[0], releases[0], "--format", form)
    assert ("", "analysis: the facts are the same\n") == tuple(capfd.readouterr())


def test_command_refuses_what_is_no_release(
    releases: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A place without facts is wrong input."""
    assert cli.WRONG_INPUT == run(monkeypatch, "diff", releases[0], "nowhere")
    assert "analysis: nowhere: no facts table there" in capfd.readouterr().err


def test_snapshot_is_up_to_date(facts: pd.DataFrame, reports: tuple[Report, ...]) -> None:
    """The facts of the documents are those that were last reviewed."""
    reviewed = snapshot.FACTS.read_text(encoding="utf-8") if snapshot.FACTS.exists() else ""
    if reviewed != snapshot.snapshot(facts):
        pytest.fail("the facts are not those in tests/data/facts.jsonl: read `make facts-diff`, then `make facts`")
    texts = {report.name: report.document.text for report in reports}
    kept = snapshot.restored(reviewed, texts)
    assert len(facts) == len(kept)
    assert snapshot.snapshot(kept) == reviewed


def test_snapshot_has_a_line_for_each_fact_in_order(facts: pd.DataFrame) -> None:
    """Lines are sorted by report and place, so that a gained fact is a gained line, and no empty field is among them."""
    lines = snapshot.snapshot(facts).splitlines()
    assert len(facts) == len(lines)
    assert lines == snapshot.snapshot(facts.sample(frac=1, random_state=1)).splitlines()
    assert not [line for line in lines if '""' in line or "null" in line]


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as somebody and unsigned."""
    settings = ["user.name=a", "user.email=a@example.org", "commit.gpgsign=false"]
    subprocess.run(["git", *(word for item in settings for word in ("-c", item)), *arguments], cwd=folder, check=True)


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """A repository that has the documents."""
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    (tmp_path / "tests" / "data").mkdir(parents=True)
    (tmp_path / ".gitattributes").write_bytes((root / ".gitattributes").read_bytes())
    git(tmp_path, "init", "--quiet")
    return tmp_path


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_facts_diff_tells_what_changed_since_the_last_commit(
    checkout: Path, facts: pd.DataFrame, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another reading of the same documents is told; `make facts` writes it, and it is still told until it is committed."""
    for name, place in {"ROOT": ".", "SEEDS": "seeds", "FACTS": "tests/data/facts.jsonl"}.items():
        monkeypatch.setattr(snapshot, name, (checkout / place).resolve())
    reviewed = facts.assign(unit=facts["unit"].replace({"公里": "里"})).drop(0)
    (checkout / "tests/data/facts.jsonl").write_text(snapshot.snapshot(reviewed), encoding="utf-8")
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--message", "facts")
    monkeypatch.setattr(snapshot.analysis, "load", lambda seeds: facts)
    changed = int((facts["unit"] == "公里").sum())
    for verb in ("diff", "write", "diff"):
        snapshot.main(verb)
        out = capsys.readouterr().out
        if verb == "diff":
            assert ["all", "1", "0", str(changed)] == out.splitlines()[-3].split()
            assert f"changed fields: unit {changed}" == out.splitlines()[-1]
            assert changed == out.count("      unit: 里 -> 公里\n")
    assert snapshot.snapshot(facts) == (checkout / "tests/data/facts.jsonl").read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_facts_diff_before_the_first_snapshot_says_so(
    checkout: Path, facts: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the last commit has no snapshot, or there is none, that is said in one line."""
    monkeypatch.setattr(snapshot, "ROOT", checkout.resolve())
    monkeypatch.setattr(snapshot, "FACTS", checkout.resolve() / "tests/data/facts.jsonl")
    monkeypatch.setattr(snapshot.analysis, "load", lambda seeds: facts)
    with pytest.raises(SystemExit, match="there is no last commit that has"):
        snapshot.main("diff")


def test_facts_diff_sees_through_an_edited_document(reports: tuple[Report, ...], facts: pd.DataFrame) -> None:
    """A line put in at the top of a document moves every number of it and changes no fact."""
    lines = snapshot.snapshot(facts)
    texts = {report.name: report.document.text for report in reports}
    edited = {name: encodings.decode(f"一行新的文字。\n{text}".encode()).text for name, text in texts.items()}
    by = {name: len(edited[name]) - len(text) for name, text in texts.items()}
    moved = facts.assign(start=facts["start"] + facts["report"].map(by).astype("int64"))
    old, new = snapshot.restored(lines, texts), snapshot.restored(snapshot.snapshot(moved), edited)
    assert differences.compare(old, new).empty
