"""The build: parameters refused in time, thin notebooks, whole outputs, the same bytes, only what changed."""

from __future__ import annotations

import ast
import contextlib
import json
import re
from pathlib import Path

import nbformat
import pytest

from analysis.documents.reports import Report
from analysis.errors import AnalysisError, OutputError, ParameterError, SourceError
from analysis.publishing import briefings, folders, manifests, notebooks, orders, readings, release
from analysis.publishing.briefings import Step

NOTEBOOKS = ("year", "theme")

# notebook, parameters -> what the message says
REFUSED = [
    (
        "year",
        {"yaer": 2024},
        r"notebook 'year' has no parameter 'yaer'; it has: year \(int\), lang \(str\).*did you mean 'year'",
    ),
    ("year", {"year": "2024"}, r"parameter 'year' of notebook 'year' is '2024'; it must be int"),
    ("year", {"year": True}, r"parameter 'year' of notebook 'year' is True; it must be int"),
    ("year", {"year": 2019}, r"unknown year 2019; known: 2021, 2022, 2023, 2024, 2025"),
    ("year", {"lang": "fr"}, r"unknown lang 'fr'; known: zh, en"),
    ("theme", {"theme": "inovation"}, r"unknown theme 'inovation'; did you mean 'innovation'\? known: "),
    ("theme", {"year": 2024}, r"notebook 'theme' has no parameter 'year'"),
    ("theme", {"first_year": 2024, "last_year": 2022}, r"first year 2024 is after last year 2022"),
]


@pytest.mark.parametrize(("name", "parameters", "message"), REFUSED)
def test_refused(
    root: Path, reports: tuple[Report, ...], name: str, parameters: dict[str, int | str], message: str
) -> None:
    """Unknown, ill-typed and unoffered parameters are refused with what is offered."""
    with pytest.raises(ParameterError, match=message):
        orders.check_parameters(root / "notebooks" / f"{name}.ipynb", parameters, reports)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_are_thin(root: Path, name: str) -> None:
    """One typed parameters cell with a comment a line, then short cells without def, loop, number or output."""
    notebook = nbformat.read(root / "notebooks" / f"{name}.ipynb", 4)
    nbformat.validate(notebook)
    first, *rest = notebook.cells
    assert ["parameters"] == first.metadata["tags"]
    for line in first.source.splitlines():
        assert re.fullmatch(r'\w+: (int|str) = ("\w+"|\d+)  # .+', line)
    assert len(first.source.splitlines()) <= 4
    for cell in rest:
        assert "tags" not in cell.metadata
        assert ([], None) == (cell.outputs, cell.execution_count)
        tree = ast.parse(cell.source)
        imports = all(isinstance(node, ast.Import | ast.ImportFrom) for node in tree.body)
        assert imports or 1 == len(tree.body)
        for node in ast.walk(tree):
            assert not isinstance(node, ast.FunctionDef | ast.Lambda | ast.For | ast.While | ast.comprehension | ast.If)
            assert not (
                isinstance(node, ast.Constant) and isinstance(node.value, int | float) and node.value not in (0, 1)
            )


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two briefings in both languages and formats, built from the five documents into a folder named relatively."""
    outputs = tmp_path_factory.mktemp("outputs")
    steps: list[Step] = []
    with contextlib.chdir(outputs.parent):
        result = briefings.build(
            root / "seeds", Path(outputs.name), years=[2022], themes=["culture"], progress=steps.append
        )
    places = ("en/theme-culture", "en/year-2022", "zh/theme-culture", "zh/year-2022")
    assert (places, ()) == (tuple(sorted(result.built)), result.kept)
    assert [0, 1, 2, 3, 4] == [step.done for step in steps]
    assert set(places) == {step.name for step in steps[1:]}
    return outputs


def test_outputs(built: Path) -> None:
    """Briefings, notebooks, data, front door and manifest are there, and nothing else."""
    names = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    places = [f"{lang}/{name}" for lang in ("zh", "en") for name in ("year-2022", "theme-culture")]
    expected = {f"briefings/{place}.{form}" for place in places for form in ("html", "pdf")}
    expected |= {f"notebooks/{place}.ipynb" for place in places}
    expected |= {"index.html", "manifest.json", ".lock"}
    assert expected == {name for name in names if not name.startswith("data/")}
    assert {"data/facts.csv", "data/facts.parquet"} <= names
    manifest = manifests.read(built)
    assert names - {".lock", "manifest.json"} == manifests.named(manifest)
    told = {**manifest["files"], **{name: d for entry in manifest["briefings"] for name, d in entry["files"].items()}}
    assert manifests.whole(built, told)


def test_no_time_no_place(root: Path, built: Path) -> None:
    """Notebooks and manifest hold no time, duration, path of this machine or random identifier."""
    for path in [built / "manifest.json", *built.glob("notebooks/*/*.ipynb")]:
        text = path.read_text(encoding="utf-8")
        assert str(root) not in text and str(built) not in text
        assert not re.search(r"\d{4}-\d\d-\d\dT\d\d:|start_time|duration|end_time", text)
    cells = [cell for path in built.glob("notebooks/*/*.ipynb") for cell in nbformat.read(path, 4).cells]
    assert all(re.fullmatch(r"cell-\d\d", cell["id"]) for cell in cells)


def test_pages_are_whole(built: Path) -> None:
    """Every page has its words in one language, its sentences, and no trace of a missing value."""
    for path in built.glob("briefings/*/*.html"):
        page = path.read_text(encoding="utf-8")
        assert f'<html lang="{path.parent.name}">' in page
        assert "<mark>" in page and not re.search(r">(nan|None|NaN)<", page)
    for path in built.glob("briefings/*/*.pdf"):
        assert path.read_bytes().startswith(b"%PDF-")


def test_front_door(built: Path) -> None:
    """The index leads to every file there is, in both languages, and asks no address for anything."""
    page = (built / "index.html").read_text(encoding="utf-8")
    links = set(re.findall(r'href="([^"#:]+)"', page))
    assert set() == {link for link in links if not (built / link).is_file()}
    assert {path.relative_to(built).as_posix() for path in built.glob("briefings/*/*")} <= links
    assert "://" not in re.sub(r'<script type="application/ld\+json">.*?</script>', "", page)
    assert ["zh", "en"] == re.findall(r'<div class="page" lang="(\w\w)"', page)


def test_unchanged_is_kept(root: Path, built: Path) -> None:
    """A second build makes nothing; a page that was tampered with is made again, byte for byte."""
    # Every file but the database, which DuckDB gives another identifier each time.
    files = [path for path in built.rglob("*") if path.is_file() and path.suffix != ".duckdb"]
    before = {path: path.read_bytes() for path in files}
    again = briefings.build(root / "seeds", built, years=[2022], themes=["culture"])
    assert ((), 4) == (again.built, len(again.kept))
    page = built / "briefings/zh/year-2022.html"
    page.write_text("tampered", encoding="utf-8")
    (built / "index.html").unlink()
    again = briefings.build(root / "seeds", built, years=[2022])
    assert (("zh/year-2022",), ("en/year-2022",)) == (again.built, again.kept)
    assert before == {path: path.read_bytes() for path in files}
    assert (built / "data" / release.DATABASE).is_file()


def test_links_follow_what_there_is(root: Path, tmp_path: Path) -> None:
    """A page made alone gets its link to the other language, and its PDF, when a later build makes them, and loses none."""
    built = [
        briefings.build(root / "seeds", tmp_path, themes=["safety"], langs=langs, formats=formats).built
        for langs, formats in ((["zh"], ["html"]), (["en"], ["html", "pdf"]), (["zh"], ["html"]))
    ]
    assert [("zh/theme-safety",), ("en/theme-safety",), ()] == built
    for lang, expected in (
        ("zh", ["../../index.html#language-zh", "../en/theme-safety.html"]),
        ("en", ["../../index.html#language-en", "../zh/theme-safety.html", "theme-safety.pdf"]),
    ):
        page = (tmp_path / f"briefings/{lang}/theme-safety.html").read_text(encoding="utf-8")
        block = re.findall(r'<p class="ways">(.*?)</p>', page, re.DOTALL)[0]
        assert expected == re.findall(r'href="(.*?)"', block)


def test_kernel_and_process_agree(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook gives the same in a Jupyter kernel of papermill's as in the build's own process."""
    monkeypatch.setenv("ANALYSIS_SEEDS", str(root / "seeds"))
    monkeypatch.delenv(readings.LENT, raising=False)
    path, parameters = root / "notebooks" / "theme.ipynb", {"theme": "safety", "lang": "en"}
    here, there = notebooks.run(path, parameters), notebooks.run(path, parameters, engine=None)
    assert there == here


def test_guard_in_the_notebook(root: Path) -> None:
    """A notebook that is run directly with a year nobody offers fails with the same line."""
    with pytest.raises(ParameterError, match="unknown year 1999; known: 2021, 2022, 2023, 2024, 2025"):
        notebooks.run(root / "notebooks" / "year.ipynb", {"year": 1999})


def test_failing_cell_is_named(tmp_path: Path) -> None:
    """A notebook that fails tells which cell and why, and runs no further."""
    cells = [
        nbformat.v4.new_code_cell("year: int = 2024  # a year", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("1 / 0"),
        nbformat.v4.new_code_cell("open('after', 'w')"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    node = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})
    nbformat.write(node, tmp_path / "broken.ipynb")
    with pytest.raises(AnalysisError, match=r"broken.ipynb with \{\} failed in cell 2: ZeroDivisionError"):
        notebooks.run(tmp_path / "broken.ipynb", {})
    assert not (tmp_path / "after").exists()


def test_interrupted_build_leaves_nothing(root: Path, tmp_path: Path) -> None:
    """Ctrl-C in the middle leaves the folder as it was, and the next build may begin."""

    def interrupt(step: Step) -> None:
        if step.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        briefings.build(root / "seeds", tmp_path, years=[2023], formats=["html"], progress=interrupt, jobs=1)
    assert [".lock"] == [path.name for path in tmp_path.iterdir()]
    with folders.held(tmp_path, "build", manifests.FILE):
        pass


def test_second_build_is_refused(root: Path, tmp_path: Path) -> None:
    """While one build holds the outputs, another is refused with one line."""
    with (
        folders.held(tmp_path, "build", manifests.FILE),
        pytest.raises(OutputError, match=f"another build is at work in {tmp_path}"),
    ):
        briefings.build(root / "seeds", tmp_path, years=[2023])


def test_wrong_input_writes_nothing(root: Path, tmp_path: Path) -> None:
    """Unknown years, themes, languages and formats, and folders without reports, are refused before anything exists."""
    outputs = tmp_path / "outputs"
    for wrong, message in (
        ({"years": [1999]}, "unknown year 1999"),
        ({"themes": ["sport"]}, "unknown theme 'sport'"),
        ({"langs": ["fr"]}, "unknown lang 'fr'"),
        ({"formats": ["docx"]}, "unknown format 'docx'; known: html, pdf"),
    ):
        with pytest.raises(ParameterError, match=message):
            briefings.build(root / "seeds", outputs, **wrong)  # type: ignore[arg-type]
    with pytest.raises(SourceError, match="no such folder"):
        briefings.build(tmp_path / "nowhere", outputs)
    assert not outputs.exists()


def test_unwritable_outputs(root: Path, tmp_path: Path) -> None:
    """An outputs folder that cannot be is refused with its name."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"file.*cannot be written"):
        briefings.build(root / "seeds", tmp_path / "file", years=[2023])


def test_broken_manifest_is_no_manifest(tmp_path: Path) -> None:
    """A manifest that cannot be read means that everything is made anew."""
    for text in ("", "[]", "{", json.dumps({"build": "x"})):
        (tmp_path / manifests.FILE).write_text(text, encoding="utf-8")
        assert [] == manifests.read(tmp_path)["briefings"]
