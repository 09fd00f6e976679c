"""The sources at the end of a page: what of a document is shown there, where the marks are, and what districts are asked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis import districts, tables
from analysis.documents.reports import Report
from analysis.publishing import lookup, readings
from analysis.publishing.manifests import Entry
from analysis.registries.words import LANGUAGES, speak
from analysis.writing import amounts, excerpts, ledgers, markup, prose, quotes
from analysis.writing.excerpts import Excerpts
from analysis.writing.pages import Table


def marks(parts: list[object]) -> dict[str, str]:
    """The text of every marked number by its anchor."""
    return {
        run.anchor: run.text
        for part in parts
        if isinstance(part, Excerpts)
        for excerpt in part.excerpts
        for run in excerpt.runs
        if run.anchor
    }


def test_every_fact_is_marked(reports: tuple[Report, ...], facts: pd.DataFrame) -> None:
    """Each fact of every report is marked once, with its own characters, inside its sentence."""
    words = speak("zh")
    parts = excerpts.of(words, reports, facts, prose.labels(words, reports), facts)
    expected = {markup.anchor(row["report"], row["start"]): row["text"] for row in facts.to_dict("records")}
    assert expected == marks(parts)
    shown = [excerpt for part in parts if isinstance(part, Excerpts) for excerpt in part.excerpts]
    assert [*range(1, len(shown) + 1)] == [excerpt.number for excerpt in shown]
    assert all(run.sentence for excerpt in shown for run in excerpt.runs if run.anchor)


def test_paragraphs_are_those_of_the_file(reports: tuple[Report, ...], facts: pd.DataFrame) -> None:
    """What is shown of a paragraph stands in the file, but for its layout and what an ellipsis leaves out."""
    words = speak("en")
    names = prose.labels(words, reports)
    files = {names[report.name]: quotes.joined(report.document.text) for report in reports}
    parts = excerpts.of(words, reports, facts, names, facts)
    for excerpt in (each for part in parts if isinstance(part, Excerpts) for each in part.excerpts):
        text = files[excerpt.place.split(" · ")[0]]
        for run in excerpt.runs:
            assert all(piece in text for piece in run.text.split("…"))


def test_only_what_is_cited(reports: tuple[Report, ...], facts: pd.DataFrame) -> None:
    """A table with citations in its cells brings their paragraphs and no other number's mark."""
    words = speak("zh")
    table = tables.headline(facts, 2024)
    cited = [each for row in table.to_dict("records") for each in (*row["target"], *row["outcome"])]
    parts = excerpts.of(words, reports, facts, prose.labels(words, reports), table)
    assert {amounts.anchored(each) for each in cited} == set(marks(parts))
    assert [] == excerpts.of(words, reports, facts, prose.labels(words, reports), table[:0])


def test_districts(reports: tuple[Report, ...], facts: pd.DataFrame) -> None:
    """A report's aims for parts of its territory are found from its text, a sentence each; other years have none."""
    aims = districts.aims(reports, facts, 2022)
    assert aims["place"].is_unique and 13 == len(aims)
    for row in aims.to_dict("records"):
        text = next(report.document.text for report in reports if report.name == row["report"])
        assert text[row["quote_start"] :].startswith(row["quote"]) and row["quote"].startswith(row["place"])
    assert {"50", "倍增"} == {
        row["quote"][cited["start"] - row["quote_start"] : cited["end"] - row["quote_start"]]
        for row in aims.to_dict("records")
        for cited in row["cited"]
    }
    assert districts.aims(reports, facts, 2025).empty


@pytest.mark.parametrize("lang", LANGUAGES)
def test_districts_on_the_page(reports: tuple[Report, ...], facts: pd.DataFrame, lang: str) -> None:
    """The table quotes each aim; where a report asks nothing of districts there is no heading either."""
    words = speak(lang)
    aims = districts.aims(reports, facts, 2022)
    table = ledgers.districts(words, aims, prose.labels(words, reports))
    assert isinstance(table, Table) and "和平区" in str(table.frame["place"].iloc[0])
    assert ("Heping District" in str(table.frame["place"].iloc[0])) == (lang == "en")
    assert "" == prose.districts(words, aims[:0], 2022).markdown
    assert "13" in prose.districts(words, aims, 2022).markdown


def test_trust_is_what_was_measured(reports: tuple[Report, ...], facts: pd.DataFrame) -> None:
    """The measured documents of a page come first; a page on none of them says so."""
    words = speak("en")
    used = tables.sources(tables.of_year(facts, 2022), reports)
    table = ledgers.accuracy(words, used)
    assert len(table.frame) > 5 and len(table.frame.columns) == len(table.columns)
    assert re.search(r"\d\d\.\d% of them were read right", prose.trust(words, used).markdown)
    assert words.say("trust.none") in prose.trust(words, used[:0]).markdown


def test_lookup_leads_to_briefings(root: Path) -> None:
    """Every fact of a built year has its page; a hostile word in it cannot end the script it stands in."""
    reading = readings.read(root / "seeds")
    entry = Entry(name="year-2024", lang="zh", parameters={}, key="", files={"briefings/zh/year-2024.html": ""})
    told = json.loads(lookup.of(reading, ["zh"], [entry]))
    assert [["briefings/zh/year-2024.html"]] == [files for files in told["briefings"] if files != [""]]
    for subject, _, period, _, (amount,), quote, start, end, _, briefing, anchor in told["facts"]:
        assert subject and amount and re.search(r"\d$", anchor)
        assert (period == "2024") == (briefing >= 0)
        assert told["quotes"][quote][start:end]
    assert "<" not in lookup.of(reading, ["zh"], [])
