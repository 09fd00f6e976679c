"""The face of the package: what `import analysis` gives, how fast, and what it says of itself."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

import analysis
from analysis.errors import ParameterError, SourceError


def test_completion_shows_nothing_private() -> None:
    """Whoever types `analysis.` and the tab key sees the public names alone, also once modules are loaded."""
    analysis.scorecard(analysis.load(), 2024)
    assert sorted(analysis.__all__) == [name for name in dir(analysis) if not name.startswith("_")]
    shell = InteractiveShell(user_ns={"analysis": analysis})
    with provisionalcompleter():
        offered = {completion.text for completion in shell.Completer.completions("analysis.", len("analysis."))}
    assert set(analysis.__all__) == {name for name in offered if not name.startswith("_")}


@pytest.mark.parametrize("name", analysis.__all__)
def test_help_has_a_worked_example(name: str) -> None:
    """Every public name shows how it is used, and none of its examples is skipped (they run with the doctests)."""
    told = getattr(analysis, name).__doc__
    assert doctest.DocTestParser().get_examples(told)
    assert "+SKIP" not in told


def test_import_is_light() -> None:
    """`import analysis` loads nothing that only the work needs."""
    heavy = "[name for name in ('altair', 'duckdb', 'pandas', 'papermill', 'typst') if name in sys.modules]"
    code = f"import sys, analysis; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]\n" == done.stdout


def test_strange_names_are_answered_with_the_nearest(facts: pd.DataFrame) -> None:
    """An indicator by a wrong id or by its name, and a wrong measure, are refused with what was probably meant."""
    for indicator, measure, message in (
        ("gpd", "growth", "did you mean 'gdp'"),
        ("Gross regional product", "growth", r"did you mean 'gdp' \(Gross regional product"),
        ("gdp", "growht", "unknown measure 'growht'; did you mean 'growth'"),
    ):
        with pytest.raises(ParameterError, match=message):
            analysis.series(facts, indicator, measure)
    with pytest.raises(ParameterError, match="unknown table 'fact'; did you mean 'facts'"):
        analysis.columns("fact")


def test_every_fact_has_its_sentence(facts: pd.DataFrame, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence of a fact marks its number, in plain text and as HTML."""
    monkeypatch.setenv("ANALYSIS_SEEDS", str(root / "seeds"))
    for row in range(0, len(facts), 97):
        fact = facts.loc[row]
        sentence = analysis.sentence(fact)
        assert f"【{fact['text']}】" in str(sentence)
        assert f"<mark>{fact['text']}</mark>" in sentence._repr_html_()


def test_sentence_of_a_file_elsewhere(tmp_path: Path) -> None:
    """A fact of a report outside the seeds asks for its file; words of a document never become markup."""
    report = tmp_path / "elsewhere.txt"
    report.write_text("某市政府工作报告\n一、2023年工作回顾\n<script>项目完成投资5亿元。\n", encoding="utf-8")
    fact = analysis.extract(report).loc[0]
    with pytest.raises(SourceError, match="holds no report named 'elsewhere'; give the file"):
        analysis.sentence(fact)
    assert "&lt;script&gt;" in analysis.sentence(fact, report)._repr_html_()
    report.write_text("某市政府工作报告\n另一份。\n", encoding="utf-8")
    with pytest.raises(SourceError, match="it has changed since it was read"):
        analysis.sentence(fact, report)
