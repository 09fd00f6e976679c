"""The manifest and the folder: what is stated wins, what is wrong is told, all of it at once."""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import supplement
from analysis.documents import seeds
from analysis.documents.reports import Report
from analysis.errors import ManifestError, SourceError
from analysis.publishing import readings

TEXT = "某市政府工作报告\n\n——2031年1月9日在某市第十八届人民代表大会上\n\n一、2030年工作回顾\n\n新建公园12个。\n"

PIPE = [os.mkfifo] if hasattr(os, "mkfifo") else []
SHIPPED = Path(__file__).resolve().parent.parent / "seeds"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one report and no manifest."""
    (tmp_path / "report-2031.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def faults(folder: Path, manifest: str) -> str:
    """The message with which `manifest` is refused."""
    (folder / seeds.MANIFEST).write_text(manifest, encoding="utf-8")
    with pytest.raises(ManifestError) as refused:
        seeds.load(folder)
    return str(refused.value)


def test_shipped_documents_are_listed_and_unchanged(reports: tuple[Report, ...]) -> None:
    """Every shipped document has an entry with its hash and original name, and reads as the entry says."""
    tables = tomllib.loads((SHIPPED / seeds.MANIFEST).read_text(encoding="utf-8"))
    assert [report.name for report in reports] == sorted(tables)
    for report in reports:
        table = tables[report.name]
        data = (SHIPPED / f"{report.name}.txt").read_bytes()
        assert table["sha256"] == hashlib.sha256(data).hexdigest()
        assert table["original"].endswith(".txt")
        assert (report.title_zh, report.title_en) == (table["title"]["zh"], table["title"]["en"])
        assert (report.place_zh, report.place_en) == (table["place"]["zh"], table["place"]["en"])
        assert report.kind == table["kind"]
        assert report.date == table.get("date")
        assert report.planned == tuple(table["planned"])


def test_no_shipped_report_covers_the_hole() -> None:
    """No report claims outcomes of 2022 or targets of 2023, because none of the documents states any."""
    tables = tomllib.loads((SHIPPED / seeds.MANIFEST).read_text(encoding="utf-8")).values()
    assert 2022 not in {year for table in tables for year in table["reviewed"]}
    assert 2023 not in {year for table in tables for year in table["planned"]}


def test_folder_without_manifest(folder: Path) -> None:
    """A file dropped into a folder without a manifest is a report."""
    (report,) = seeds.load(folder)
    assert (report.name, report.date) == ("report-2031", datetime.date(2031, 1, 9))


def test_entry_wins_over_the_text(folder: Path) -> None:
    """What the entry states is taken, what it leaves out is read from the text, and one file reads as the folder."""
    (read,) = seeds.load(folder)
    manifest = '[report-2031]\nplace = { en = "Other" }\nkind = "plan"\nplanned = ["2032-2034", 2036]\n'
    (folder / seeds.MANIFEST).write_text(manifest, encoding="utf-8")
    (stated,) = seeds.load(folder)
    assert ("plan", "Other", (2032, 2033, 2034, 2036)) == (stated.kind, stated.place_en, stated.planned)
    assert (read.place_zh, read.date, read.title_zh) == (stated.place_zh, stated.date, stated.title_zh)
    assert seeds.read(folder / "report-2031.txt") == stated


def test_reports_come_by_name_and_only_reports_count(folder: Path) -> None:
    """The order is that of the names, of all kinds of file; a README, hidden files and what Word locks with are none."""
    shutil.copy(folder / "report-2031.txt", folder / "a.md")
    for other in ("README.md", ".hidden.txt", "~$a.docx", "table.xlsx"):
        (folder / other).write_text("no report", encoding="utf-8")
    (folder / "folder.txt").mkdir()
    assert ["a", "report-2031"] == [report.name for report in seeds.load(folder)]


def test_two_files_of_one_name(folder: Path) -> None:
    """A report is named by its file, so the same report in two formats is refused."""
    shutil.copy(folder / "report-2031.txt", folder / "report-2031.md")
    with pytest.raises(SourceError, match=r"report-2031\.txt: .* report-2031\.md has that name too; rename one"):
        seeds.load(folder)


def test_encoding_is_overridden(folder: Path) -> None:
    """The encoding that the manifest states is the only one tried."""
    (folder / "report-2031.txt").write_bytes(TEXT.encode("gb18030"))
    (judged,) = seeds.load(folder)
    assert ("gb18030", TEXT) == (judged.document.encoding, judged.document.text)
    assert "as charset-normalizer judges" in judged.document.remarks[0]
    (folder / seeds.MANIFEST).write_text('[report-2031]\nencoding = "gbk"\n', encoding="utf-8")
    (stated,) = seeds.load(folder)
    assert ("gbk", TEXT, ()) == (stated.document.encoding, stated.document.text, stated.document.remarks)
    (folder / seeds.MANIFEST).write_text('[report-2031]\nencoding = "utf-8"\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"is not in utf-8: byte . does not fit; correct `encoding` in the manifest"):
        seeds.load(folder)


def test_changed_file_is_named(folder: Path) -> None:
    """A file whose hash is not the manifest's is refused; the message has its name, its new hash and what to do."""
    found = hashlib.sha256((folder / "report-2031.txt").read_bytes()).hexdigest()
    message = faults(folder, f'[report-2031]\nsha256 = "{"0" * 64}"\n')
    assert "report-2031.txt has changed" in message
    assert found in message
    assert "restore the file" in message


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        ("[report-2013]\n", "[report-2013] has no file report-2013.* beside the manifest; did you mean 'report-2031'?"),
        ("[report-2031]\nplaned = [2031]\n", "planed is no key; did you mean 'planned'?"),
        ("[report-2031]\nxyz = 1\n", "xyz is no key; keys are title, place, issuer, kind, date"),
        ('[report-2031]\nkind = "report"\n', "kind is 'report'; it must be one of work, plan, news"),
        ('[report-2031]\nkind = ["work"]\n', "kind is ['work']; it must be one of"),
        ('[report-2031]\ndate = "2031-01-09"\n', "date is '2031-01-09'; it must be a date without quotes"),
        ("[report-2031]\ndate = 2031-01-09T10:00:00\n", "date is 2031-01-09T10:00:00; it must be a date"),
        ("[report-2031]\nreviewed = 2030\n", "reviewed is 2030; it must be a list of years or spans"),
        ("[report-2031]\nplanned = [true]\n", "planned is [True]; it must be a list"),
        ('[report-2031]\nplanned = ["2035-2031"]\n', "planned is ['2035-2031']; it must be a list"),
        ('[report-2031]\ntitle = "某市"\n', "title is '某市'; it must be { zh"),
        ('[report-2031]\nplace = { fr = "ville" }\n', "place is {'fr': 'ville'}; it must be { zh"),
        ('[report-2031]\nissuer = " "\n', "issuer is ' '; it must be a text"),
        ('[report-2031]\nencoding = "gb2313"\n', "encoding is 'gb2313'; it must be an encoding of text"),
        ('[report-2031]\nsha256 = "ABC"\n', "sha256 is 'ABC'; it must be 64 hexadecimal digits"),
        ('kind = "work"\n', "kind = 'work' stands outside of a table"),
        ("[report-2031\n", "is not well-formed toml"),
    ],
)
def test_refused(folder: Path, manifest: str, told: str) -> None:
    """Each way to get the manifest wrong is told in one line that says what would be right."""
    message = faults(folder, manifest)
    assert told in message
    assert "\n" not in message


def test_a_manifest_with_a_byte_order_mark(folder: Path) -> None:
    """Some editors begin a file with one; it says nothing."""
    (folder / seeds.MANIFEST).write_text('[report-2031]\nissuer = "某市"\n', encoding="utf-8-sig")
    assert ("report-2031",) == seeds.listed(folder)


@pytest.mark.parametrize("name", [seeds.MANIFEST, supplement.FILE])
@pytest.mark.parametrize("put", [Path.mkdir, lambda place: place.symlink_to("nothing"), *PIPE])
def test_something_else_in_place_of_a_file(folder: Path, name: str, put: Callable[[Path], None]) -> None:
    """A folder, a pipe, which would be waited for, and a link to nothing are told in one line."""
    put(folder / name)
    with pytest.raises(ManifestError, match=rf"{name}: is no plain file; it must be a file in toml$"):
        readings.read(folder)


def test_a_hash_is_that_of_the_report(folder: Path) -> None:
    """Another file that has the name of a report with another ending is none of its."""
    (folder / "report-2031.zip").write_bytes(b"PK")
    assert {"report-2031": seeds.sha256(folder / "report-2031.txt")} == readings.read(folder).hashes


def test_all_faults_at_once(folder: Path) -> None:
    """Faults of several entries and keys come in one message."""
    message = faults(folder, "[report-2031]\nkind = 1\ndate = 1\n[other]\nxyz = 1\n")
    assert message.startswith("4 faults in reports.toml: ")
    assert [] == [word for word in ("kind", "date", "xyz", "no file other.*") if word not in message]


@pytest.mark.parametrize(("name", "told"), [("nowhere", "no such folder"), (".", "holds no report")])
def test_no_reports(tmp_path: Path, name: str, told: str) -> None:
    """A folder that is not there or holds no text is refused."""
    with pytest.raises(SourceError, match=told):
        seeds.load(tmp_path / name)


@pytest.mark.parametrize("name", ["a\nb.txt", "\u202egnp.txt"])
def test_a_name_that_cannot_be_shown_is_refused(folder: Path, name: str) -> None:
    """A line break or a turned direction in a name would tell another one wherever it is shown."""
    (folder / name).write_text("某市政府工作报告", encoding="utf-8")
    with pytest.raises(SourceError, match="no report can have this name; rename it"):
        seeds.load(folder)


@pytest.mark.skipif(not PIPE, reason="needs a pipe with a name")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    """What never ends is no report of a folder."""
    os.mkfifo(folder / "pipe.txt")
    with pytest.raises(SourceError, match=r"pipe\.txt: is no plain file"):
        seeds.load(folder)


@pytest.mark.parametrize(("target", "told"), [("loop.txt", "symbolic links"), ("nothing", "no such file")])
def test_a_link_that_leads_nowhere_is_told(folder: Path, target: str, told: str) -> None:
    """A link in circles or to nothing is named as what it is."""
    (folder / "loop.txt").symlink_to(target)
    with pytest.raises(SourceError, match=rf"loop\.txt: .*{told}"):
        seeds.load(folder)


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_told(folder: Path) -> None:
    """A closed folder is one clear line, for the folder and for a file in it."""
    folder.chmod(0)
    try:
        for read, path in ((seeds.load, folder), (seeds.read, folder / "report-2031.txt")):
            with pytest.raises(SourceError, match="cannot be read: permission denied"):
                read(path)
    finally:
        folder.chmod(0o755)
