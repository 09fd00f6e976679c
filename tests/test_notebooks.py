"""The notebooks as they are committed: thin, without outputs, and run from top to bottom."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from analysis.publishing import notebooks
from analysis.registries.words import LANGUAGES

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
EXAMPLES = sorted(FOLDER.glob("examples/*.ipynb"))


def code(path: Path) -> list[NotebookNode]:
    """The code cells of a notebook."""
    return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.ipynb")), ids=lambda path: path.stem)
def test_notebooks_are_thin_and_clean(path: Path) -> None:
    """One cell of at most four typed parameters; no output, definition or loop; no number typed into prose."""
    cells = code(path)
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    assert cells[:1] == tagged and len(tagged[0].source.splitlines()) <= 4
    assert not any(cell.outputs or cell.execution_count for cell in cells)
    heavy = (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.comprehension, ast.ClassDef)
    assert not [node for cell in cells for node in ast.walk(ast.parse(cell.source)) if isinstance(node, heavy)]
    prose = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown"]
    assert not [text for text in prose if re.search(r"\d", text)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_run(path: Path, lang: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example shows its table and its chart, and says what the data cannot tell."""
    monkeypatch.setenv("ANALYSIS_SEEDS", str(root / "seeds"))
    node = notebooks.run(path, {"lang": lang})
    shown = [output.data.get("text/html", "") for cell in node.cells for output in cell.get("outputs", [])]
    assert 1 == sum("<figure" in page for page in shown) and any("<table" in page for page in shown)
    assert "cannot tell" in node.cells[-1].source and "说不了" in node.cells[-1].source


def test_there_are_examples() -> None:
    """The three questions have their notebooks."""
    assert ["attention", "firmness", "silence"] == [path.stem for path in EXAMPLES]
