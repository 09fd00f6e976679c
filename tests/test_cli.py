"""The commands as a user meets them: what they print where, with which status, also when something is wrong."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pytest
from terminals import at_a_terminal

from analysis import cli
from analysis.extraction import Extraction
from analysis.facts import Fact, Unread
from analysis.publishing import folders
from analysis.registries.criteria import VERDICTS

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = sorted(cli.commands.commands)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    def rows(self) -> list[dict[str, object]]:
        """Its output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command runs in the folder of the checkout."""
    monkeypatch.chdir(ROOT)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["analysis", *map(str, arguments)])
        with pytest.raises(SystemExit) as exited:
            cli.main()
        out, err = capfd.readouterr()
        assert isinstance(exited.value.code, int)
        return Ran(status=exited.value.code, out=out, err=err)

    return run


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell line in which `analysis` is the command."""
    line = line.replace("analysis", f"{shlex.quote(sys.executable)} -m analysis", 1)
    return subprocess.run(["bash", "-c", line], capture_output=True, env=os.environ | environment, cwd=ROOT)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(run: Run, command: str) -> None:
    """Every command explains itself in a screen, with an example of itself."""
    ran = run(*filter(None, [command]), "--help")
    assert (cli.DONE, "") == (ran.status, ran.err)
    assert re.search(rf"\n  Example:\n    analysis {command}", ran.out)
    assert len(ran.out.splitlines()) < 30


def test_version(run: Run) -> None:
    """The version is that of the package."""
    assert f"analysis, version {version('analysis')}\n" == run("--version").out


@pytest.mark.parametrize(
    "arguments",
    [
        ["fact"],
        ["--nonsense"],
        ["extract"],
        ["read"],
        ["read", "a", "b"],
        ["scorecard"],
        ["scorecard", "--year", "last"],
        ["facts", "--status", "done"],
        ["facts", "--format", "xml"],
        ["build", "--jobs", "0"],
        ["build", "--lang", ","],
    ],
    ids=" ".join,
)
def test_wrong_use(run: Run, arguments: list[str]) -> None:
    """A command line that is no command gives status 2 and the usage, and no data."""
    ran = run(*arguments)
    assert (cli.WRONG_USE, "") == (ran.status, ran.out)
    assert "Usage: analysis" in ran.err


WRONG_FILES = {
    "missing": (None, "no such file"),
    "empty": (b"", "is empty"),
    "blank": (b"\n \n", "is empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "binary"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "no-number": ("各位代表：\n\n现在，我代表市人民政府报告工作，请予审议。\n".encode(), "not a single number"),
}


@pytest.mark.parametrize("command", ["read", "extract"])
@pytest.mark.parametrize("name", WRONG_FILES)
def test_wrong_file(run: Run, tmp_path: Path, command: str, name: str) -> None:
    """A file that is no report gives status 1 and one line that names it, and no data."""
    data, told = WRONG_FILES[name]
    file = tmp_path / f"{name}.txt"
    if data is not None:
        file.write_bytes(data)
    ran = run(command, file)
    assert (cli.WRONG_INPUT, "") == (ran.status, ran.out)
    assert re.fullmatch(rf"analysis: .*{name}.*{told}.*\n", ran.err)


def test_one_wrong_file_of_several(run: Run, tmp_path: Path) -> None:
    """Where one of several files is wrong, none is printed."""
    ran = run("extract", ROOT / "seeds" / "work-report-2024.txt", tmp_path / "missing.txt")
    assert (cli.WRONG_INPUT, "") == (ran.status, ran.out)


def test_two_files_of_one_name(run: Run, tmp_path: Path) -> None:
    """Two reports of one name could not be told apart in the table."""
    file = ROOT / "seeds" / "work-report-2024.txt"
    other = tmp_path / file.name
    other.write_bytes(file.read_bytes())
    assert cli.WRONG_INPUT == run("extract", file, other).status


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["facts", "--theme", "inovation"], "unknown theme 'inovation'; did you mean 'innovation'\\? known: .*ecology"),
        (["facts", "--indicator", "gpd"], "unknown indicator 'gpd'; did you mean 'gdp'"),
        (["facts", "--year", "1066"], "unknown year 1066; known: .*2024"),
        (["scorecard", "--year", "1066"], "unknown year 1066; known: .*2024"),
        (["build", "--year", "1066"], "1066.*2021"),
        (["build", "--theme", "inovation"], "inovation.*innovation"),
        (["build", "--lang", "fr"], "fr.*zh"),
        (["build", "--format", "docx"], "docx.*html"),
        (["facts", "--seeds", "nowhere"], "nowhere: no such folder"),
        (["build", "--seeds", "nowhere"], "nowhere: no such folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_unknown(run: Run, tmp_path: Path, arguments: list[str], told: str) -> None:
    """What nobody offers is refused in one line that says what is offered, and nothing is written."""
    outputs = tmp_path / "outputs"
    ran = run(*arguments, *(["--outputs", outputs] if arguments[0] == "build" else []))
    assert (cli.WRONG_INPUT, "") == (ran.status, ran.out)
    assert re.fullmatch(f"analysis: .*{told}.*\n", ran.err)
    assert not outputs.exists()


@pytest.mark.parametrize("outputs", ["file", "file/below"])
def test_outputs_that_cannot_be_written(run: Run, tmp_path: Path, outputs: str) -> None:
    """A file where the outputs folder should be is told before anything is built, and left as it was."""
    (tmp_path / "file").write_text("precious", encoding="utf-8")
    ran = run("build", "--outputs", tmp_path / outputs)
    assert (cli.WRONG_INPUT, "") == (ran.status, ran.out)
    assert re.fullmatch(r"analysis: .*file.*\n", ran.err)
    assert "precious" == (tmp_path / "file").read_text(encoding="utf-8")


def test_extract_lines(run: Run, extractions: tuple[Extraction, ...]) -> None:
    """A line has the fields of a fact in their order, numbers as numbers, and the facts of the whole pipeline."""
    for extraction in extractions:
        file = ROOT / "seeds" / f"{extraction.report.name}.txt"
        rows = run("extract", file).rows()
        assert len(extraction.facts) == len(rows)
        text = file.read_text(encoding="utf-8")
        for row, fact in zip(rows, extraction.facts, strict=True):
            assert [field.name for field in dataclasses.fields(Fact)] == list(row)
            assert (row["value"], row["number"]) == (fact.value, fact.number) or float(fact.value) == row["value"]
            assert isinstance(row["value"], int) == (fact.value == int(fact.value))
            assert text[fact.start : fact.end] == row["text"]
            assert text[fact.quote_start : fact.quote_start + len(fact.quote)] == row["quote"]
            assert list(fact.section) == row["section"]


def test_extract_several_and_unread(run: Run, extractions: tuple[Extraction, ...]) -> None:
    """Several files come in the order asked for; `--unread` gives the other numbers with their reasons."""
    files = [ROOT / "seeds" / f"{extraction.report.name}.txt" for extraction in reversed(extractions)]
    facts, unread = run("extract", *files).rows(), run("extract", "--unread", *files).rows()
    assert [file.stem for file in files] == list(dict.fromkeys(row["report"] for row in facts))
    assert sum(len(extraction.unread) for extraction in extractions) == len(unread)
    assert [field.name for field in dataclasses.fields(Unread)] == list(unread[0])
    assert not {(row["report"], row["start"]) for row in facts} & {(row["report"], row["start"]) for row in unread}


def test_csv_is_the_table(run: Run, facts: pd.DataFrame) -> None:
    """CSV carries the cells of the facts table."""
    rows = list(csv.DictReader(io.StringIO(run("facts", "--format", "csv").out)))
    assert list(facts.columns) == list(rows[0])
    assert facts["quote"].tolist() == [row["quote"] for row in rows]
    assert facts["value"].tolist() == [float(row["value"]) for row in rows]


def test_facts_filters(run: Run, facts: pd.DataFrame) -> None:
    """Without a choice all facts come; choices of one option add up, a second option narrows."""
    everything = run("facts").rows()
    assert len(facts) == len(everything)
    parts = [run("facts", "--status", status).rows() for status in ("target", "actual", "estimate", "forecast")]
    assert len(everything) == sum(map(len, parts))
    both = run("facts", "--status", "target", "--status", "actual").rows()
    assert len(parts[0]) + len(parts[1]) == len(both)
    chosen = run("facts", "--year", "2024", "--status", "target", "--indicator", "gdp").rows()
    assert {("target", "gdp")} == {(row["status"], row["indicator"]) for row in chosen}
    periods = {str(row["period"]) for row in run("facts", "--year", "2024").rows()}
    assert "2024" in periods
    assert any(len(period) == len("2022-2026") for period in periods)
    assert all(int(period[:4]) <= 2024 <= int(period[-4:]) for period in periods)


def test_no_fact_is_said(run: Run, facts: pd.DataFrame) -> None:
    """A choice that is offered and holds nothing is no error, but it is said."""
    assert facts.query("status == 'forecast' and indicator == 'gdp'").empty
    ran = run("facts", "--status", "forecast", "--indicator", "gdp")
    assert (cli.DONE, "") == (ran.status, ran.out)
    assert "state no such fact" in ran.err


def test_scorecard(run: Run) -> None:
    """A row is a target with its citations and a known verdict; the citations are those of the facts."""
    rows = run("scorecard", "--year", "2024").rows()
    assert rows
    facts = {(row["report"], row["start"]): row for row in run("facts").rows()}
    for row in rows:
        assert row["verdict"] in VERDICTS
        assert row["reason"]
        targets, outcomes = row["target"], row["outcome"]
        assert isinstance(targets, list)
        assert isinstance(outcomes, list)
        assert targets
        for cited in [*targets, *outcomes]:
            fact = facts[cited["report"], cited["start"]]
            assert {key: fact[key] for key in cited} == cited
    as_csv = list(csv.DictReader(io.StringIO(run("scorecard", "--year", "2024", "--format", "csv").out)))
    assert [row["verdict"] for row in rows] == [row["verdict"] for row in as_csv]
    assert [row["target"] for row in rows] == [json.loads(row["target"]) for row in as_csv]


def test_audit(run: Run) -> None:
    """A row is a statement with its citations; what fails comes first; CSV has the same rows."""
    rows = run("audit").rows()
    facts = {(row["report"], row["start"]): row for row in run("facts").rows()}
    assert False is rows[0]["holds"] and {True, False, None} == {row["holds"] for row in rows}
    for row in rows:
        assert row["kind"] in {"agreement", "arithmetic"} and row["claim"] and row["claim_zh"]
        assert row["facts"]
        for cited in row["facts"]:
            fact = facts[cited["report"], cited["start"]]
            assert {key: fact[key] for key in cited} == cited
    as_csv = list(csv.DictReader(io.StringIO(run("audit", "--format", "csv").out)))
    assert [row["facts"] for row in rows] == [json.loads(row["facts"]) for row in as_csv]
    assert [{True: "True", False: "False", None: ""}[row["holds"]] for row in rows] == [row["holds"] for row in as_csv]


def test_audit_of_nothing_to_check(run: Run, tmp_path: Path) -> None:
    """One number cannot be held against another: no rows, and a line that says so."""
    (tmp_path / "report.txt").write_text(
        "某市政府工作报告\n（2025年1月10日）\n城镇新增就业14.8万人。\n", encoding="utf-8"
    )
    ran = run("audit", "--seeds", tmp_path)
    assert (cli.DONE, "") == (ran.status, ran.out)
    assert "nothing in the reports can be checked" in ran.err


def test_a_scorecard_of_two_places_is_refused(run: Run, tmp_path: Path) -> None:
    """What one city promised is never held against what another achieved."""
    for name in ("大连", "长春"):
        text = f"{name}市政府工作报告\n\n一、2024年工作回顾\n\n2024年，全市地区生产总值增长5%。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    ran = run("scorecard", "--year", "2024", "--seeds", str(tmp_path))
    assert "reports of 大连市 and 长春市; give each place a folder of its own" in ran.err
    assert (1, "") == (ran.status, ran.out)


def test_read(run: Run, extractions: tuple[Extraction, ...]) -> None:
    """The outline shows place, kind, years, every heading and every damage, and its counts add up."""
    for extraction in extractions:
        report = extraction.report
        out = run("read", ROOT / "seeds" / f"{report.name}.txt").out
        assert report.place_zh in out
        assert all(passage.section[-1] in out for passage in report.passages if passage.section)
        assert all(damage.note in out for damage in report.damage)
        counts = re.findall(r": (\d+), (\d+)\]$", out, re.MULTILINE)
        assert sum(not passage.heading for passage in report.passages) == sum(int(passages) for passages, _ in counts)
        assert len(extraction.facts) == sum(int(facts) for _, facts in counts)


def test_start_is_quick() -> None:
    """Help does not wait for the libraries that only the work needs."""
    loaded = f"{sys.executable} -c 'import sys, analysis.cli; print(*sys.modules)'"
    modules = set(subprocess.run(["bash", "-c", loaded], capture_output=True, text=True, check=True).stdout.split())
    assert set() == modules & {"pandas", "altair", "nbconvert", "papermill", "IPython", "rich", "typst"}


def test_utf8_whatever_the_locale() -> None:
    """Chinese comes out as UTF-8 also where the locale knows only ASCII, data and messages alike."""
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    ran = shell("analysis read seeds/work-report-2024.txt", **locale)
    assert "2023年工作回顾" in ran.stdout.decode("utf-8")
    assert "没有" in shell("analysis facts --theme 没有", **locale | {"PYTHONUTF8": "1"}).stderr.decode("utf-8")


def test_broken_pipe_is_quiet() -> None:
    """`analysis facts | head -1` prints one line and complains of nothing."""
    ran = shell("analysis facts | head -1; echo ${PIPESTATUS[0]}")
    assert (b"", [b"0"]) == (ran.stderr, ran.stdout.splitlines()[1:])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_is_told() -> None:
    """Output that cannot be written is an error in one line."""
    ran = shell("analysis facts > /dev/full")
    assert cli.WRONG_INPUT == ran.returncode
    assert re.fullmatch(r"analysis: standard output cannot be written: .*\n", ran.stderr.decode())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
def test_interrupt(tmp_path: Path) -> None:
    """Ctrl-C ends a command with one line and status 130."""
    pipe = tmp_path / "report.txt"
    os.mkfifo(pipe)
    with at_a_terminal("extract", str(pipe), stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        writer = os.open(pipe, os.O_WRONLY)  # waits until the command has opened its end, and so is at work
        try:
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
        finally:
            os.close(writer)
    assert (cli.INTERRUPTED, "analysis: interrupted\n") == (process.returncode, err.lstrip())


def test_release_is_written_and_compared(run: Run, tmp_path: Path) -> None:
    """`release` writes the data alone and says where to begin; two releases of the same reports are the same to `diff`."""
    for name, options in (("plain", []), ("excel", ["--bom"])):
        done = run("release", tmp_path / name, *options)
        assert (0, f"{tmp_path / name / 'datapackage.json'}\n") == (done.status, done.out)
        assert re.fullmatch(r"analysis: files written: \d+; begin with\n", done.err)
    assert (tmp_path / "excel" / "facts.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    same = run("diff", tmp_path / "plain", tmp_path / "excel" / "facts.csv")
    assert (0, "", "analysis: the facts are the same\n") == (same.status, same.out, same.err)


def test_one_release_at_a_time(run: Run, tmp_path: Path) -> None:
    """Two releases never mix in one folder: the second is refused in one line."""
    with folders.locked(tmp_path, "held"):
        refused = run("release", tmp_path)
    assert (1, "") == (refused.status, refused.out)
    assert re.fullmatch(r"analysis: another release is being written into .*\n", refused.err)


def test_lab_without_reports(run: Run, tmp_path: Path) -> None:
    """The lab is not opened on a folder that is not there."""
    refused = run("lab", "--seeds", tmp_path / "nowhere")
    assert (1, "") == (refused.status, refused.out)
    assert re.fullmatch(r"analysis: .*nowhere: no such folder; name one that holds reports\n", refused.err)


def test_release_where_a_file_stands(run: Run, tmp_path: Path) -> None:
    """A file in the place of the folder is one clear line and status 1."""
    (tmp_path / "data").write_text("", encoding="utf-8")
    done = run("release", tmp_path / "data")
    assert (1, "") == (done.status, done.out)
    assert re.fullmatch(r"analysis: .*data.* cannot be written \(.*\);.*\n", done.err)
