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
        ["facts", "--seeds", ""],
        ["release", ""],
    ],
    ids=" ".join,
)
def test_wrong_use(run: Run, arguments: list[str]) -> None:
    """A command line that is no command gives status 2 and the usage, and no data."""
    ran = run(*arguments)
    assert (cli.WRONG_USE, "") == (ran.status, ran.out)
    assert "Usage: analysis" in ran.err


WRONG_FILES = {
    "empty.txt": b"",
    "blank.txt": b"\n \n",
    "binary.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00",
    "pdf.txt": b"%PDF-1.7\n",
    "no-number.txt": "各位代表：\n\n现在，我代表市人民政府报告工作，请予审议。\n".encode(),
    "other/work-report-2024.txt": "各位代表：\n\n全年地区生产总值增长5%。\n".encode(),
    **{
        f"two/{name}.txt": f"{name}市政府工作报告\n\n一、2024年工作回顾\n\n2024年，全市地区生产总值增长5%。\n".encode()
        for name in ("大连", "长春")
    },
    "precious/letter.doc": b"precious",
}

# What is wrong with a command line or with the files it names, which stand in the folder FILES, and how that is told.
REFUSED = [
    *(
        (f"{command} FILES/{name}", rf".*{name}: .*{told}.*")
        for command in ("read", "extract")
        for name, told in (
            ("missing.txt", "no such file"),
            ("empty.txt", "is empty"),
            ("blank.txt", "is empty"),
            ("binary.txt", "binary"),
            ("pdf.txt", "PDF"),
        )
    ),
    ("read FILES/no-number.txt", "no-number: has not a single number.*"),
    ("extract seeds/work-report-2024.txt FILES/missing.txt", ".*missing.txt: no such file"),
    ("extract seeds/work-report-2024.txt FILES/other/work-report-2024.txt", ".*: a report is named by its file.*"),
    ("facts --theme inovation", r"unknown theme 'inovation'; did you mean 'innovation'\? known: .*ecology.*"),
    ("facts --theme 创新", r"unknown theme '创新'; did you mean 'innovation' \(创新\)\? known: .*"),
    ("facts --indicator gpd", r"unknown indicator 'gpd'; did you mean 'gdp'\? \d+ are known"),
    ("facts --indicator 地区生产总值", r"unknown indicator '地区生产总值'; did you mean 'gdp' .*"),
    ("facts --year 1066", "unknown year 1066; known: .*2024.*"),
    ("scorecard --year 1066", "unknown year 1066; known: .*2024.*"),
    ("build --year 1066 --outputs FILES/new", "unknown year 1066; known: 2021.*"),
    ("build --theme inovation --outputs FILES/new", ".*inovation.*innovation.*"),
    ("build --lang fr --outputs FILES/new", "unknown lang 'fr'; known: zh, en"),
    ("build --format docx --outputs FILES/new", "unknown format 'docx'; known: html, pdf"),
    ("build --outputs FILES/empty.txt", ".*empty.txt: cannot be written .*"),
    ("build --outputs FILES/empty.txt/below", ".*empty.txt.*: cannot be written .*"),
    ("build --outputs FILES/precious", ".*precious holds other files and no manifest.json of a build; empty it .*"),
    ("release FILES/precious", ".*precious holds other files and no SHA256SUMS of a release; empty it .*"),
    ("release FILES/empty.txt", ".*empty.txt: cannot be written .*"),
    *(
        (f"{command} --seeds FILES/nowhere", ".*nowhere: no such folder; name one that holds reports")
        for command in ("facts", "build --outputs FILES/new", "lab", "release FILES/new", "audit")
    ),
    *(
        (f"{command} --seeds FILES/two", ".*: reports of 大连市 and 长春市; give each place a folder of its own .*")
        for command in ("facts", "scorecard --year 2024", "audit", "build --outputs FILES/new")
    ),
]


@pytest.fixture(scope="module")
def wrong_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that is wrong in `WRONG_FILES`."""
    folder = tmp_path_factory.mktemp("wrong")
    for name, data in WRONG_FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize(("line", "told"), REFUSED, ids=lambda value: value.partition(" FILES")[0] + value[-9:])
def test_refused(run: Run, wrong_files: Path, line: str, told: str) -> None:
    """What is wrong gives status 1 and one line that says what would be right; no data comes out, nothing is written."""
    ran = run(*line.replace("FILES", str(wrong_files)).split())
    assert (cli.WRONG_INPUT, "") == (ran.status, ran.out)
    assert re.fullmatch(f"analysis: {told}\n", ran.err)
    held = {file.relative_to(wrong_files).as_posix(): file.read_bytes() for file in wrong_files.rglob("*.*")}
    assert WRONG_FILES == {name: data for name, data in held.items() if name in WRONG_FILES or data}


def test_a_name_of_two_lines(run: Run, tmp_path: Path) -> None:
    """What is wrong is told on one line, whatever the file is called."""
    assert f"analysis: {tmp_path}/a\\nb.txt: no such file\n" == run("read", tmp_path / "a\nb.txt").err


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
            _, err = process.communicate(timeout=180)
        finally:
            os.close(writer)
    assert (cli.INTERRUPTED, "analysis: interrupted\n") == (process.returncode, err.lstrip())


def test_interrupt_while_modules_are_read() -> None:
    """Ctrl-C is answered in one line also before there is a command to answer it."""
    pressed = "def pressed(*_): raise KeyboardInterrupt"
    code = f"import builtins, analysis.__main__ as begin\n{pressed}\nbuiltins.__import__ = pressed\nbegin.main()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (cli.INTERRUPTED, "", "analysis: interrupted\n") == (ran.returncode, ran.stdout, ran.stderr)


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
    assert re.fullmatch(r"analysis: another release is at work in .*\n", refused.err)
