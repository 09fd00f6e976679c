"""The exploring notebook: what is chosen, and that every part follows."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import ParameterError
from analysis.exploring.choices import Choice, chosen, counts, stated
from analysis.exploring.explorer import PAGE, Explorer, explore
from analysis.publishing import notebooks, readings
from analysis.publishing.readings import Reading
from analysis.registries.words import LANGUAGES, speak


@pytest.fixture(scope="module")
def reading(root: Path) -> Reading:
    """The reports that come with the code."""
    return readings.read(root / "seeds")


@pytest.fixture
def explorer(reading: Reading) -> Explorer:
    """The parts of the notebook on all facts."""
    return explore(speak("en"), reading)


def shown(explorer: Explorer) -> dict[str, str]:
    """What each part shows where no browser is behind it."""
    parts = {"choices": explorer.choices, "chart": explorer.chart, "table": explorer.table}
    parts["sentences"] = explorer.sentences
    return {name: part._repr_mimebundle_()["text/html"] for name, part in parts.items()}


def test_choices_narrow(facts: pd.DataFrame) -> None:
    """Each condition narrows, several values of one widen, and words must all be in sentence, subject or headings."""
    everything = chosen(facts, Choice())
    assert len(facts) == len(everything)
    targets = chosen(facts, Choice(statuses=("target",), years=(2022, 2024)))
    assert {"target"} == set(targets["status"])
    assert {"2022", "2024"} <= set(targets["period"])
    both = chosen(facts, Choice(containing="就业 万人"))
    assert len(both) and all(
        word in section + quote + subject
        for section, quote, subject in zip(both["section"], both["quote"], both["subject"], strict=True)
        for word in ("就业", "万人")
    )
    assert len(facts) == sum(len(chosen(facts, Choice(statuses=(status,)))) for status in set(facts["status"]))


def test_counts_are_those_of_the_table(facts: pd.DataFrame) -> None:
    """The chart of years counts the chosen targets and outcomes, and a year without any is zero."""
    rows = stated(facts, chosen(facts, Choice(indicators=("gdp",))))
    table = counts(rows, range(2020, 2026))
    assert len(rows) == table["target"].sum() + table["outcome"].sum()
    assert 0 == table.set_index("year").loc[2020, "target"]


def test_everything_follows_the_choice(explorer: Explorer) -> None:
    """A new choice changes table, chart, sentences and the facts for cells of one's own; clearing it brings all back."""
    before, everything = shown(explorer), len(explorer.facts)
    explorer._lists["indicators"].value = ("gdp",)
    after = shown(explorer)
    assert all(before[name] != after[name] for name in before)
    assert {"gdp"} == set(explorer.facts["indicator"])
    assert "Gross regional product" in after["chart"] and "<mark>" in after["sentences"]
    explorer._containing.value = "no such words"
    assert explorer.facts.empty
    explorer._cleared(None)
    assert everything == len(explorer.facts)
    assert before == shown(explorer)


def test_indicators_are_those_of_the_themes(explorer: Explorer, facts: pd.DataFrame) -> None:
    """A choice of themes narrows the list of indicators; what is chosen stays so where it is still offered."""

    def offered() -> set[str]:
        return {id_ for _, id_ in explorer._lists["indicators"].options}

    assert set(facts["indicator"].dropna()) == offered()
    explorer._lists["themes"].value = ("economy",)
    assert set(facts.loc[facts["theme"] == "economy", "indicator"].dropna()) == offered()
    explorer._lists["indicators"].value = ("gdp",)
    explorer._lists["themes"].value = ("economy", "ecology")
    assert ("gdp",) == explorer.choice.indicators == explorer._lists["indicators"].value
    explorer._lists["themes"].value = ("ecology",)
    assert () == explorer.choice.indicators and {"ecology"} == set(explorer.facts["theme"])


def test_a_number_leads_to_its_sentence(explorer: Explorer) -> None:
    """Every number of the table has its paragraph among the sentences."""
    page = shown(explorer)
    led = re.findall('href="#([^"]+)"', page["table"])
    assert PAGE == len(led) and led == re.findall('<div id="([^"]+)"', page["sentences"])


def test_pages_turn(explorer: Explorer) -> None:
    """A page has so many rows, each with its sentence, and the next goes on."""
    first = shown(explorer)["sentences"]
    assert PAGE == first.count("<details")
    explorer._page.value = 2
    assert f"{PAGE + 1}. " in shown(explorer)["sentences"]
    explorer._lists["years"].value = (2024,)
    assert 1 == explorer._page.value


def test_strange_values_are_refused(reading: Reading) -> None:
    """A theme or status that nobody knows is one clear line."""
    with pytest.raises(ParameterError, match="unknown theme 'inovation'; did you mean 'innovation'"):
        explore(speak("zh"), reading, theme="inovation")
    with pytest.raises(ParameterError, match="unknown status 'done'"):
        explore(speak("zh"), reading, status="done")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_notebook_runs_without_a_browser(root: Path, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run top to bottom, the notebook shows count, chart, table, sentences and frame, each once."""
    monkeypatch.setenv("ANALYSIS_SEEDS", str(root / "seeds"))
    node = notebooks.run(root / "notebooks" / "explore.ipynb", {"theme": "innovation", "lang": lang})
    outputs = [output for cell in node.cells for output in cell.get("outputs", [])]
    assert 5 == len(outputs) and all("text/html" in output.data for output in outputs)
    page = "".join(output.data["text/html"] for output in outputs)
    assert 1 == page.count("<figure") and 1 == page.count('<table class="data-table') and page.count("<mark") > PAGE
