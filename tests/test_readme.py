"""The README says what is there: codebook, layout, dependencies, commands and links."""

from __future__ import annotations

import ast
import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from analysis import cli
from analysis.codebook import CODEBOOK
from analysis.documents.readers import FORMS
from analysis.supplement import EXAMPLE

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")


def table(name: str) -> list[list[str]]:
    """The cells of the README's table of this name, without its head."""
    block = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", README, re.DOTALL)
    assert block, f"the README has no table {name}"
    rows = [line.strip("|").split(" | ") for line in block[1].strip().splitlines()]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_codebook() -> None:
    """The codebook is that of the code: names, order, types, words, meaning in both languages."""
    told = [
        [f"`{column.name}`", f"{column.dtype}{', may be empty' if column.null else ''}", column.en, column.zh]
        for column in CODEBOOK
    ]
    assert told == table("codebook")


def listed() -> list[str]:
    """The modules of the layout, in its order."""
    return [name for first, _ in table("layout") for name in re.findall(r"`([\w.]+)`", first)]


def test_layout_is_what_is_there(root: Path) -> None:
    """Every module has its row in the layout and every row its module."""
    package = root / "analysis"
    files = [file.relative_to(package).with_suffix("") for file in package.rglob("*.py") if "__" not in file.stem]
    assert sorted(".".join(file.parts) for file in files) == sorted(listed())


def test_modules_import_only_what_stands_above(root: Path) -> None:
    """The order of the layout is the order of the imports."""
    names = listed()
    for place, name in enumerate(names):
        tree = ast.parse((root / "analysis" / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        whole = {f"{node.module}.{alias.name}" for node in imports for alias in node.names}
        needed = {path.removeprefix("analysis.") for path in whole | {node.module or "" for node in imports}}
        assert [] == sorted(needed & set(names) - set(names[:place])), f"{name} imports what stands below it"


def test_dependencies(root: Path) -> None:
    """Every dependency has a row with its reason."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    requirements = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {Requirement(requirement).name for requirement in requirements}
    listed = [name for first, _ in table("dependencies") for name in re.findall(r"`([\w-]+)`", first)]
    assert sorted(names) == sorted(listed)


def test_commands_are_those_of_the_command_line() -> None:
    """The table of commands has every command and no other."""
    assert sorted(cli.commands.commands) == sorted(re.findall(r"^\| `analysis (\w+)", README, re.MULTILINE))


LINES = re.findall(r"^analysis (?!build|add).*$", README, re.MULTILINE)


@pytest.mark.parametrize("line", LINES)
def test_example_lines_work(
    line: str, root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The example commands run as they stand and print something."""
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "argv", shlex.split(line.partition(" > ")[0]))
    with pytest.raises(SystemExit) as exited:
        cli.main()
    assert 0 == exited.value.code
    assert capfd.readouterr().out


def test_the_supplement_shown_is_one() -> None:
    """The example of facts entered by hand is the one that the code reads."""
    shown = re.search(r"<!-- supplement -->\n```toml\n(.*?)```", README, re.DOTALL)
    assert shown
    assert EXAMPLE == shown[1]


def test_the_formats_told_are_those_that_are_read() -> None:
    """The table of formats has every end of a file's name that the readers know."""
    told = re.findall(r"^\| ((?:`\.\w+`(?:, )?)+) \|", README, re.MULTILINE)
    assert list(FORMS) == re.findall(r"\.\w+", " ".join(told))


def test_links_lead_somewhere(root: Path) -> None:
    """What the README links or shows is there."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [] == [link for link in links if not (root / link).exists()]
