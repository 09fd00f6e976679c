"""What a fresh clone relies on: the lock, the make targets, and that the two agree with what the code imports."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: Dependencies that no module imports: programs, what other libraries load (pyarrow behind `to_parquet`), and files.
NOT_IMPORTED = {
    *("flit-core", "justmytype-intl-cjk", "mypy", "pandas-stubs", "pyarrow", "pytest-xdist", "ruff", "uv"),
}


def lock_entries(root: Path) -> list[str]:
    """The entries of the lock, each with its hashes."""
    lines = (root / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def named(root: Path) -> set[str]:
    """The dependencies that pyproject.toml names."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    requirements = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    return {canonicalize_name(Requirement(requirement).name) for requirement in requirements}


def imported(files: list[Path]) -> set[str]:
    """The distributions that Python files import, without the standard library and the project itself."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    tops = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names
    own = {"analysis", *(file.stem for file in files)}
    distributions = packages_distributions()
    return {canonicalize_name(distributions[top][0]) for top in tops - own}


def test_lock_names_no_place(root: Path) -> None:
    """The lock names packages and hashes; where they come from is for the machine that installs them."""
    text = (root / "requirements.lock").read_text(encoding="utf-8")
    assert [] == re.findall(r"://|(?m:^\s*-(?!-hash))|--(?!hash=)\S+|\s/\S+|@\s", text)


def test_lock_pins_and_hashes(root: Path) -> None:
    """Every entry is one version with at least one hash, and parses with its markers."""
    entries = lock_entries(root)
    assert len(entries) > 50
    for entry in entries:
        requirement, *hashes = entry.split(" --hash=")
        assert re.fullmatch(r"==\S+", str(Requirement(requirement).specifier)), entry
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", item) for item in hashes), entry


def test_lock_holds_what_is_named(root: Path) -> None:
    """Everything pyproject.toml names is in the lock, so that installing needs no other source."""
    locked = {canonicalize_name(Requirement(entry.split(" --hash=")[0]).name) for entry in lock_entries(root)}
    assert set() == named(root) - locked


def test_named_is_what_is_used(root: Path) -> None:
    """Every import is of a dependency that pyproject.toml names, and every name is imported or used in another way."""
    used = imported([*root.glob("analysis/**/*.py"), *root.glob("tests/*.py")])
    assert set() == used - named(root)
    assert NOT_IMPORTED == named(root) - used


def test_ci_runs_the_tests(root: Path) -> None:
    """`.ci/run` is executable and calls `make test` and nothing else, once the browser is there where it can be."""
    script = root / ".ci/run"
    assert os.access(script, os.X_OK)
    assert "exec make test" == script.read_text(encoding="utf-8").splitlines()[-1]
    assert ["make test"] == re.findall(r"\b(?:make|python|pytest|pip)\b.*", script.read_text(encoding="utf-8"))


@pytest.mark.skipif(os.name == "nt", reason="needs bash")
@pytest.mark.parametrize(
    ("user", "there", "asked"), [(0, False, True), (0, True, False), (1000, False, False), (1000, True, False)]
)
def test_ci_brings_the_browser(root: Path, tmp_path: Path, user: int, there: bool, asked: bool) -> None:
    """Chromium is asked for where it is missing and can be installed; where that fails the tests still run."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(root / ".ci/run", tmp_path / ".ci/run")
    programs = {"id": f"echo {user}", "apt-get": 'echo "apt-get $*" >> log; exit 1', "make": 'echo "make $*" >> log'}
    programs |= {"chromium": ""} if there else {}
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, line in programs.items():
        (tools / name).write_text(f"#!{shutil.which('sh')}\n{line}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    for name in ("dirname", "bash"):
        (tools / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run(["bash", ".ci/run"], cwd=tmp_path, env={"PATH": str(tools)}, capture_output=True, text=True)
    log = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert (0, "make test") == (done.returncode, log[-1])
    assert asked == (log[0] == "apt-get update -qq") == ("will be skipped" in done.stderr)


@pytest.mark.skipif(os.name == "nt", reason="needs make")
@pytest.mark.parametrize(("target", "last"), [("test", "/pytest"), ("briefings", "/analysis build")])
def test_make_targets(root: Path, target: str, last: str) -> None:
    """Each target ends with its own work and sets up first."""
    # Under make itself, as in `make test`, the inner one would report its folders too.
    plain = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    command = ["make", "--dry-run", "--always-make", target]
    dry = subprocess.run(command, cwd=root, env=plain, capture_output=True, text=True, check=True)
    lines = dry.stdout.splitlines()
    assert last in lines[-1]
    assert any("-m venv" in line for line in lines)


def test_exporters_are_registered() -> None:
    """`jupyter nbconvert --to analysis_html` and `--to analysis_pdf` find their exporters."""
    registered = {point.name for point in entry_points(group="nbconvert.exporters")}
    assert {"analysis_html", "analysis_pdf"} <= registered


def test_documents_are_kept_byte_for_byte(root: Path) -> None:
    """Git does not touch the line ends of the documents, which would change their hashes."""
    assert "/seeds/*.txt -text" in (root / ".gitattributes").read_text(encoding="utf-8").splitlines()
