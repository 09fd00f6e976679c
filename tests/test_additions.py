"""`analysis add`: what goes into a seeds folder goes in whole, with an entry that says what was read; the rest is refused."""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import makers
import pytest

from analysis.documents import seeds
from analysis.errors import OutputError, SourceError
from analysis.publishing import additions, folders

TEXT = """某市政府工作报告

——2031年1月9日在某市第十八届人民代表大会第一次会议上

一、2030年工作回顾

全市地区生产总值增长5.5%，新建公园12个。

二、2031年重点工作安排

地区生产总值增长6%左右，城镇新增就业10万人。
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report outside of any seeds folder."""
    file = tmp_path / "report-2031.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A seeds folder with a report of the same place and a manifest with comments in it."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    text = TEXT.replace("2031", "2030").replace("2030年工作回顾", "2029年工作回顾")
    (folder / "report-2030.txt").write_text(text, encoding="utf-8")
    manifest = '# ours\n[report-2030]  # the first\nplanned = [ 2030 ]\nkind="work"'
    (folder / seeds.MANIFEST).write_text(manifest, encoding="utf-8")
    return folder


def held(folder: Path) -> dict[str, bytes]:
    """The files of a folder with what is in them; the lock is none of them."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


def test_file_and_entry(report: Path, folder: Path) -> None:
    """The file is copied to the byte, the entry goes behind the others, and what stood in the manifest stays."""
    before = (folder / seeds.MANIFEST).read_text(encoding="utf-8")
    target = additions.put(additions.examine(report, folder))
    assert (folder / "report-2031.txt", report.read_bytes()) == (target, target.read_bytes())
    after = (folder / seeds.MANIFEST).read_text(encoding="utf-8")
    assert after.startswith(before + "\n\n[report-2031]\n")
    assert {
        "title": {"zh": "某市政府工作报告", "en": "Moushi government work report 2031"},
        "place": {"zh": "某市", "en": "Moushi"},
        "kind": "work",
        "date": datetime.date(2031, 1, 9),
        "reviewed": [2030],
        "planned": [2031],
        "original": "report-2031.txt",
        "sha256": hashlib.sha256(report.read_bytes()).hexdigest(),
    } == tomllib.loads(after)["report-2031"]
    assert {"report-2030.txt", "report-2031.txt", seeds.MANIFEST} == set(held(folder))


def test_the_entry_says_what_the_text_said(report: Path, folder: Path) -> None:
    """With its entry a report reads as it did without."""
    without = additions.examine(report, folder).extraction
    additions.put(additions.examine(report, folder))
    _, report_with = seeds.load(folder)
    assert without.report == report_with


@pytest.mark.parametrize("name", ["新 报告.txt", 'a"b.txt', "a.b.txt", "[x].txt", "报告 (1).pdf", "r.docx"])
def test_names(report: Path, folder: Path, name: str) -> None:
    """Whatever a file is called, its entry is found again."""
    file = report.with_name(name)
    make = {".pdf": makers.pdf, ".docx": makers.word}.get(file.suffix)
    file.write_bytes(make(makers.paragraphs(TEXT)) if make else TEXT.encode())
    assert folder / name == additions.put(additions.examine(file, folder))
    assert file.stem in {read.name for read in seeds.load(folder)}
    assert name == tomllib.loads((folder / seeds.MANIFEST).read_text(encoding="utf-8"))[file.stem]["original"]


def test_a_folder_of_its_own(report: Path, tmp_path: Path) -> None:
    """The first report of a place makes its folder, and its manifest begins with it."""
    additions.put(additions.examine(report, tmp_path / "new" / "seeds"))
    assert (tmp_path / "new" / "seeds" / seeds.MANIFEST).read_text(encoding="utf-8").startswith("[report-2031]\ntitle")


def test_a_file_that_lies_in_the_folder_gets_its_entry(report: Path, folder: Path) -> None:
    """What was put into the folder by hand is not copied onto itself; with its entry it is there already."""
    file = folder / report.name
    shutil.move(report, file)
    additions.put(additions.examine(file, folder))
    assert ("report-2030", "report-2031") == seeds.listed(folder)
    with pytest.raises(SourceError, match=r"is in .* already, and so is its entry"):
        additions.examine(file, folder)


def test_an_encoding_that_was_judged_is_written_down(report: Path, folder: Path) -> None:
    """So that it need not be judged again, and can be corrected; line ends of the manifest stay what they are."""
    report.write_bytes(TEXT.encode("gb18030"))
    manifest = folder / seeds.MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    additions.put(additions.examine(report, folder))
    assert "gb18030" == tomllib.loads(manifest.read_text(encoding="utf-8"))["report-2031"]["encoding"]
    assert manifest.read_bytes().count(b"\n") == manifest.read_bytes().count(b"\r\n")


REFUSED = {
    "the same file": ("twin.txt", "same", "is in .* already, as report-2030.txt"),
    "the same words": ("twin.md", "same words", "has the same words as report-2030.txt"),
    "the same name": ("report-2030.md", "other", "has another report of that name, report-2030.txt; rename one"),
    "another place": (
        "a.txt",
        "other place",
        "is a report of 贵州省, and .* holds those of 某市; give it folders of its own: "
        "--seeds seeds-guizhou --outputs outputs-guizhou",
    ),
    "no facts": ("a.txt", "no facts", "states no number that could be read as a fact"),
    "no year": (
        "新 报告.txt",
        "no year",
        'does not say which year it is about; copy it into .*, and write into .*reports.toml a line \\["新 报告"\\] and under '
        "it the year whose targets it sets, such as planned = \\[2031\\]",
    ),
    "the supplement": ("supplement.txt", "other", "no report can have this name; rename it"),
    "a note": ("README.md", "other", "no report can have this name; rename it"),
    "two lines": ("a\nb.txt", "other", "no report can have this name; rename it"),
    "a table": ("a.csv", "other", "is no report that can be read; one ends in"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(folder: Path, tmp_path: Path, case: str) -> None:
    """What is there already, is about another place or says nothing is refused in one line, and nothing is written."""
    name, what, told = REFUSED[case]
    first = (folder / "report-2030.txt").read_text(encoding="utf-8")
    texts = {
        "same": first,
        "same words": first.replace("\n\n", "\n\n\n"),
        "other": TEXT,
        "other place": TEXT.replace("某市", "贵州省"),
        "no year": "某市人民政府工作报告\n\n一、工作回顾\n\n新建公园12个。\n",
        "no facts": "各位代表：\n\n现在报告工作。\n",
    }
    file = tmp_path / name
    file.write_text(texts[what], encoding="utf-8")
    before = held(folder)
    with pytest.raises(SourceError, match=told) as refused:
        additions.examine(file, folder)
    assert "\n" not in str(refused.value)
    assert before == held(folder)


def test_the_year_that_is_asked_for_is_enough(folder: Path) -> None:
    """What the refusal asks to be written dates the targets, and the review by the year before."""
    (folder / "新 报告.txt").write_text("某市人民政府工作报告\n\n一、工作回顾\n\n新建公园12个。\n", encoding="utf-8")
    with (folder / seeds.MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write('\n["新 报告"]\nplanned = [2031]\n')
    report = next(report for report in seeds.load(folder) if report.name == "新 报告")
    assert ((2030,), (2031,)) == (report.reviewed, report.planned)
    assert "2030" == report.passages[-1].period


def test_one_at_a_time(report: Path, folder: Path) -> None:
    """While somebody adds to a folder, nobody else does."""
    addition = additions.examine(report, folder)
    before = held(folder)
    with folders.locked(folder, "busy"), pytest.raises(OutputError, match="somebody else is adding to"):
        additions.put(addition)
    assert before == held(folder)


def test_nothing_by_halves(report: Path, folder: Path) -> None:
    """Where the manifest cannot be written, the report is not in the folder either."""
    addition = additions.examine(report, folder)
    (folder / f".{seeds.MANIFEST}.partial").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        additions.put(addition)
    assert {"report-2030.txt", seeds.MANIFEST, f".{seeds.MANIFEST}.partial"} == {
        path.name for path in folder.iterdir()
    } - {".lock"}


def test_nothing_by_halves_where_the_manifest_cannot_be_moved_in(report: Path, folder: Path) -> None:
    """A report whose entry cannot take its place goes again."""
    manifest = folder / seeds.MANIFEST
    manifest.unlink()
    manifest.mkdir()
    with pytest.raises(OSError):
        additions._move_in([(folder / report.name, report.read_bytes()), (manifest, b"")])
    assert {"report-2030.txt", seeds.MANIFEST} == {path.name for path in folder.iterdir()}


def test_a_file_where_the_folder_should_be(report: Path, tmp_path: Path) -> None:
    """A seeds folder that cannot be is told in one line."""
    (tmp_path / "file").write_text("precious", encoding="utf-8")
    with pytest.raises(OutputError, match=r"file.*: cannot be written \(.*\); name another folder"):
        additions.put(additions.examine(report, tmp_path / "file" / "seeds"))
    with pytest.raises(SourceError, match="is a file; name a folder with --seeds"):
        additions.examine(report, tmp_path / "file")


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command away from any terminal."""
    command = [sys.executable, "-m", "analysis", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL, cwd=cwd, env={**os.environ}
    )


def test_the_command_asks_nothing_away_from_a_terminal(report: Path, folder: Path) -> None:
    """It shows what was understood, adds, and says where; a second time it refuses with status 1."""
    ran = run("add", report, "--seeds", folder, "--no-build", cwd=folder.parent)
    assert (0, f"analysis: added {folder / report.name}; ") == (ran.returncode, ran.stderr.partition("correct")[0])
    for told in (
        "place     某市",
        "reviews   2030",
        "read as   text, utf-8",
        "facts     4 (2 targets)",
        "damage: none",
    ):
        assert told in ran.stdout
    again = run("add", report, "--seeds", folder, "--no-build", cwd=folder.parent)
    assert (1, "") == (again.returncode, again.stdout)
    assert "already, as report-2031.txt" in again.stderr


def test_outputs_of_another_place_are_refused_before_anything_is_added(
    report: Path, tmp_path: Path, root: Path
) -> None:
    """Briefings of two places would stand in one another's way."""
    outputs, own = tmp_path / "outputs", tmp_path / "own"
    outputs.mkdir()
    manifest = (
        '{"build": "", "place": "贵州省", "inputs": {}, "code": {}, "versions": {}, "briefings": [], "files": {}}'
    )
    (outputs / "manifest.json").write_text(manifest, encoding="utf-8")
    ran = run("add", report, "--seeds", own, "--outputs", outputs, cwd=root)
    assert (1, "", False) == (ran.returncode, ran.stdout, own.exists())
    assert "outputs holds the briefings of 贵州省, and these reports are of 某市; name another folder" in ran.stderr
