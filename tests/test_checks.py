"""The audit as a page: from the documents that come along, and from none."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pandas as pd
import pytest
from handmade import TARGET, fact, table

from analysis.comparison.audits import audit, types
from analysis.documents.reports import Report
from analysis.publishing import notebooks
from analysis.registries.words import LANGUAGES, speak
from analysis.writing import checks, evidence, prose
from analysis.writing.cells import Quote
from analysis.writing.pages import Table, Text

NAMES = {"news": "News report", "work-report-2024": "Work report"}
CONFLICT = table(
    fact("6", **TARGET | {"report": "news"}),
    fact("8", after="，*“甲”<b>*。", **TARGET),
    fact("8", before="仍增长", **TARGET),
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_notebook_tells_what_fails_with_its_sentences(root: Path, lang: str, facts: pd.DataFrame) -> None:
    """Every statement that fails is a finding and has a table with every sentence it rests on; counts lead to rows."""
    node = notebooks.run(root / "notebooks" / "audit.ipynb", {"lang": lang})
    page = "\n".join(output["data"].get("text/html", "") for cell in node.cells for output in cell.get("outputs", ()))
    assert not re.search(r">(nan|None|NaN)<", page)
    found = audit(facts)
    broken = found[found["holds"].map(lambda holds: holds is False)]
    claims = broken["claim_zh" if lang == "zh" else "claim"]
    told = html.unescape(re.sub(r"<[^>]+>", "", page))
    assert len(broken) and all(2 == told.count(claim) for claim in claims)
    led = set(re.findall(r'class="see" href="#(.*?)"', page))
    assert led and led <= set(re.findall(r'\bid="(.*?)"', page))
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)[: len(broken)]
    for shown, cited in zip(tables, broken["facts"], strict=True):
        assert {one["report"] for one in cited} and shown.count("<mark>") >= 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_sides_of_a_conflict_stand_beside_each_other(lang: str) -> None:
    """One row with a sentence for each number, under the number and its report; the longest sentence of several."""
    words = speak(lang)
    heading, shown = evidence.broken(words, audit(CONFLICT), CONFLICT, NAMES)
    assert isinstance(heading, Text) and isinstance(shown, Table)
    assert 1 == len(shown.frame)
    assert ["6%", "8%"] == [re.search(r"\d%", column.title)[0] for column in shown.columns]  # type: ignore[index]
    quotes = shown.frame.iloc[0].tolist()
    assert all(isinstance(one, Quote) for one in quotes) and ["6", "8"] == [one.mark for one in quotes]
    assert "甲" in quotes[1].after and "<b>" not in shown.to_html()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_to_be_kept_in_mind_is_said_once(lang: str, facts: pd.DataFrame, reports: tuple[Report, ...]) -> None:
    """Two statements of one rule have one note, with the first of them."""
    words = speak(lang)
    shown = evidence.broken(words, audit(facts), facts, prose.labels(words, reports))
    notes = [part.note for part in shown if isinstance(part, Table) and part.note]
    assert notes and len(notes) == len(set(notes))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_documents_without_anything_to_check(lang: str) -> None:
    """A single number makes a page that says so, and no table."""
    words, facts = speak(lang), table(fact("6", **TARGET))
    found = audit(facts)
    assert found.empty
    assert words.say("audit_findings.none") in checks.findings(words, found, facts, NAMES).markdown
    assert [] == evidence.broken(words, found, facts, NAMES) == evidence.held(words, found, facts, NAMES)
    assert Text("") == checks.types(words, found) and [] == evidence.undecided(words, found, facts, NAMES)


def test_counts_of_the_findings_are_those_of_the_table(facts: pd.DataFrame, reports: tuple[Report, ...]) -> None:
    """What holds, what does not and what is undecided add up to all that can be checked."""
    found = audit(facts)
    counts = [checks.counted(found, decision) for decision in ("yes", "no", "open")]
    assert len(found) == sum(counts)
    told = checks.findings(speak("en"), found, facts, prose.labels(speak("en"), reports)).markdown.splitlines()[2]
    assert [len(found), *counts] == [int(number) for number in re.findall(r"\d+", told)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_type_has_its_name(lang: str) -> None:
    """No type of the data file is without a name on the page."""
    words = speak(lang)
    assert all(words.knows(f"audit_type.{name}") for name in types())
