"""The words of the briefings: findings for every year and theme, what is missing, numbers in their sentences."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import frames, tables
from analysis.comparison import histories, scorecards
from analysis.documents.reports import Report
from analysis.extraction import Extraction
from analysis.publishing import readings
from analysis.registries.words import Words, speak
from analysis.writing import cards, findings, ledgers, prose, quotes
from analysis.writing.cells import Quote
from analysis.writing.pages import Table, Text

YEARS = (2021, 2022, 2023, 2024, 2025)
THEMES = tuple(str(theme) for theme in readings.offered(())["theme"])
CHINESE = re.compile("[一-鿿]")


def points(text: str) -> list[str]:
    """The findings of a text, a sentence each."""
    return [line for line in text.replace("\\", "").splitlines() if line.startswith("- ")]


def assert_sound(words: Words, sentences: list[str]) -> None:
    """Three to six sentences, each with a figure, none with a slip."""
    assert 3 <= len(sentences) <= 6
    for sentence in sentences:
        assert not re.search(r"\bnan\b|None|\{|\}|  |: \.|：。", sentence), sentence
        assert re.search(r"\d", sentence), sentence
        if words.lang == "en":
            assert not CHINESE.search(sentence), sentence
            assert not re.search(r"\b1 (numbers|targets|outcomes|reports|themes)\b", sentence), sentence
            assert not re.search(r"(?<![\d,.])(0|[2-9]|\d[\d,.]*\d) (number|target|outcome|report)\b", sentence), (
                sentence
            )


@pytest.mark.parametrize("year", YEARS)
def test_year_findings(words: Words, facts: pd.DataFrame, year: int) -> None:
    """Every year opens with three to six sound sentences, each with a figure."""
    of_year = tables.of_year(facts, year)
    card = scorecards.scorecard(facts, year)
    coverage = tables.coverage(facts, YEARS)
    text = findings.of_a_year(words, year, of_year, tables.headline(facts, year), card, coverage)
    assert_sound(words, points(text.markdown))


@pytest.mark.parametrize("theme", THEMES)
def test_theme_findings(
    words: Words, facts: pd.DataFrame, extractions: tuple[Extraction, ...], reports: tuple[Report, ...], theme: str
) -> None:
    """Every theme opens with three to six sound sentences, each with a figure."""
    years = range(2021, 2026)
    text = findings.of_a_theme(
        words,
        theme,
        years,
        tables.of_theme(facts, theme, 2021, 2025),
        tables.attention(frames.passages(reports)),
        histories.series(facts, theme, years),
        histories.coverage(facts, theme, years),
        scorecards.latest(facts, years, theme),
        prose.labels(words, reports),
    )
    assert_sound(words, points(text.markdown))


def test_counts_add_up(facts: pd.DataFrame) -> None:
    """Every figure is counted once, by its status; what is of several years is told apart from what is of one."""
    words, years = speak("zh"), range(2021, 2026)
    for theme in THEMES:
        of_theme = tables.of_theme(facts, theme, 2021, 2025)
        yearly = int(histories.coverage(facts, theme, years)["outcome"].sum())
        told = findings._counted(words, "theme_findings.counts", of_theme, yearly, "facts", theme="", span="")
        total, *parts = map(int, re.findall(r"(\d+)个", told))
        assert len(of_theme) == total == (sum(parts) or total)
        spans = of_theme["period"].str.contains("-") & (of_theme["status"] == "target")
        assert (words.counted("span", int(spans.sum())) in told) == spans.any() or not parts
        assert not yearly or len(parts) < 2 or words.counted("outcome", yearly) in told


def test_theme_findings_name_the_misses(words: Words, facts: pd.DataFrame, reports: tuple[Report, ...]) -> None:
    """What came of the targets of the last year with outcomes is said, and what was missed is named."""
    card = scorecards.latest(facts, range(2021, 2026), "economy")
    told = findings._verdict_points(words, card)
    assert 2 == len(told) and all("2024" in point for point in told)
    assert prose.verdict_counts(words, card) in told[0]
    assert int((card["verdict"] == "missed").sum()) == told[1].count({"zh": "目标", "en": "target"}[words.lang])


def test_theme_without_numbers(words: Words, facts: pd.DataFrame, reports: tuple[Report, ...]) -> None:
    """A theme nobody gives a number for says so, and what was read."""
    none = facts[:0]
    years = range(2021, 2026)
    attention = tables.attention(frames.passages(reports))
    series = histories.series(none, "culture", years)
    coverage = histories.coverage(none, "culture", years)
    card = scorecards.latest(none, years, "culture")
    names = prose.labels(words, reports)
    text = findings.of_a_theme(words, "culture", years, none, attention, series, coverage, card, names)
    assert_sound(words, points(text.markdown))
    assert [] == ledgers.by_year(words, none, {})


def test_holes_are_said(words: Words, facts: pd.DataFrame, reports: tuple[Report, ...]) -> None:
    """2022 has no outcomes and 2023 no targets, because no report reviews the one or plans the other."""
    coverage = tables.coverage(facts, range(2021, 2026))
    told = {year: prose.missing(words, year, coverage, reports).markdown for year in (2022, 2023, 2024)}
    assert words.say("missing.unreviewed", n=1, years=words.years([2022], denied=True)) in told[2022]
    assert words.say("missing.unplanned", n=1, years=words.years([2023], denied=True)) in told[2023]
    assert words.say("missing.complete", year="2024") in told[2024]
    for year in (2022, 2023):
        card = scorecards.scorecard(facts, year)
        assert [] == cards.by_theme(words, card, year)
        assert str(year) in prose.scorecard(words, year, coverage, card).markdown


@pytest.mark.parametrize("year", YEARS)
def test_only_a_year_nobody_reviewed_is_not_due(words: Words, facts: pd.DataFrame, year: int) -> None:
    """That no report looks back on a year is said of no year that a report does look back on."""
    coverage = tables.coverage(facts, range(2021, 2026))
    of_year, card = tables.of_year(facts, year), scorecards.scorecard(facts, year)
    text = findings.of_a_year(words, year, of_year, tables.headline(facts, year), card, coverage).markdown
    reviewed = bool(tables.outcomes(facts)["period"].eq(str(year)).any())
    assert not (reviewed and words.say("year_findings.not_due", year=str(year)) in text)


def test_labels_differ(words: Words, reports: tuple[Report, ...]) -> None:
    """No two reports are called the same, nor as what was entered by hand."""
    names = prose.labels(words, reports)
    assert len(reports) + 1 == len(set(names.values()))


@pytest.mark.parametrize("year", YEARS)
def test_every_number_has_its_sentence(
    words: Words, facts: pd.DataFrame, reports: tuple[Report, ...], year: int
) -> None:
    """Each row of the facts tables shows its number marked inside words that stand in the document."""
    names = prose.labels(words, reports)
    texts = {report.name: re.sub(r"\s*\n\s*|\*\*", "", report.document.text) for report in reports}
    of_year = tables.of_year(facts, year)
    shown = [part for part in ledgers.by_theme(words, of_year, names) if isinstance(part, Table)]
    rows = pd.concat([table.frame for table in shown])
    assert len(of_year) == len(rows)
    found = [cell for cell in rows["quote"] if isinstance(cell, Quote)]
    assert sorted(of_year["text"]) == sorted(cell.mark for cell in found)
    for cell in found:
        sentence = f"{cell.before}{cell.mark}{cell.after}".strip("…")
        assert any(sentence in text for text in texts.values()), sentence


def test_bold_marks_are_left_out() -> None:
    """The asterisks of bold type go, a single one stays."""
    shown = quotes.quote("增长**5.5%**以上，2*3", 4, 7, "")
    assert "增长5.5%以上，2*3" == f"{shown.before}{shown.mark}{shown.after}"


def test_what_a_plan_mentions_in_passing_is_folded(
    words: Words, facts: pd.DataFrame, reports: tuple[Report, ...]
) -> None:
    """Below the table of each theme, so that the numbers which are neither target nor outcome crowd none that are."""
    of_year = tables.of_year(facts, 2022)
    shown = [part for part in ledgers.by_theme(words, of_year, prose.labels(words, reports)) if isinstance(part, Table)]
    passing = of_year["part"].isin(["plan", "aims"]) & of_year["status"].isin(["actual", "estimate"])
    assert 0 < int(passing.sum()) == sum(len(table.frame) for table in shown if table.folded)
    assert all(table.note for table in shown if table.folded)


def test_themes_stand_in_one_order(words: Words, facts: pd.DataFrame, reports: tuple[Report, ...]) -> None:
    """The tables of targets and those of all numbers follow each other theme by theme alike."""
    card, of_year = scorecards.scorecard(facts, 2024), tables.of_year(facts, 2024)
    numbers = ledgers.by_theme(words, of_year, prose.labels(words, reports))
    heads = [
        [re.sub(r" \{.*", "", part.markdown.partition("\n")[0]) for part in parts if isinstance(part, Text)]
        for parts in (cards.by_theme(words, card, 2024), numbers)
    ]
    both = set(heads[0]) & set(heads[1])
    assert len(both) > 5 and [head for head in heads[0] if head in both] == [head for head in heads[1] if head in both]


@given(st.text(alphabet="甲乙，。1", min_size=1, max_size=400), st.data())
def test_quote_keeps_the_number(sentence: str, data: st.DataObject) -> None:
    """However long the sentence, the mark is the number and what stands around it is the sentence's own."""
    start = data.draw(st.integers(0, len(sentence) - 1))
    end = data.draw(st.integers(start + 1, len(sentence)))
    shown = quotes.quote(sentence, start, end, "")
    assert sentence[start:end] == shown.mark
    assert sentence[:start].endswith(shown.before.removeprefix("…"))
    assert sentence[end:].startswith(shown.after.removesuffix("…"))
