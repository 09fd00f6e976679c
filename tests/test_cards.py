"""Scorecards as tables: theme by theme, by strength, with their thresholds and with what is not due."""

from __future__ import annotations

import re

import pandas as pd

from analysis.comparison import scorecards
from analysis.registries import criteria, themes
from analysis.registries.words import Words
from analysis.writing import cards, prose
from analysis.writing.pages import Table, Text


def test_a_scorecard_goes_theme_by_theme(words: Words, facts: pd.DataFrame) -> None:
    """Every target stands once under its theme, in the order of the registry; one of several years says which."""
    card = scorecards.scorecard(facts, 2024)
    shown = cards.by_theme(words, card, 2024)
    heads = [part.markdown.split("\n")[0] for part in shown if isinstance(part, Text)]
    listed = [part for part in shown if isinstance(part, Table)]
    assert len(heads) == len(set(heads)) == card["theme"].nunique()
    assert len(card) == sum(len(table.frame) for table in listed)
    named = {theme: words.theme(theme) for theme in [*(entry.id for entry in themes.load()), ""]}
    told = [re.sub(r"### | \{.*", "", head) for head in heads]
    assert told == [name for theme, name in named.items() if theme in set(card["theme"])]
    for table in listed:
        silent = "verdict" not in table.frame
        assert table.folded == silent
        if not silent:
            order = [words.say(f"verdict.{name}") for name in criteria.VERDICTS]
            places = [order.index(str(verdict)) for verdict in table.frame["verdict"]]
            assert places == sorted(places)
    spans = [words.period(period) for period in card["period"] if period != "2024"]
    names = [str(name) for table in listed for name in table.frame["indicator"]]
    assert all(any(span in name for name in names) for span in spans)
    said = {"zh": "跨年度", "en": "multi-year"}[words.lang]
    assert bool(spans) == (said in prose.verdict_title(words, card, 2024))
    assert said not in prose.verdict_title(words, card[card["period"] == "2024"], 2024)


def test_counts_that_come_out_exactly_are_told(words: Words, facts: pd.DataFrame) -> None:
    """That a government counted its own undertakings is said of targets met by the very number set, and of no others."""
    card = scorecards.scorecard(facts, 2024)
    (note,) = cards._inventory(words, card)
    met = card[(card["verdict"] == "met") & (card["gap"] == 0)]
    (n,) = {int(number) for number in re.findall(r"\d+", note)} - {int((card["verdict"] == "met").sum())}
    assert 0 < n < len(met)
    assert [] == cards._inventory(words, card[card["verdict"] != "met"])


def test_aims_of_several_years_are_kept(words: Words, facts: pd.DataFrame) -> None:
    """The five-year aims set in 2022 are listed as not due, though nobody reports on 2022."""
    card = scorecards.scorecard(facts, 2022)
    shown = cards.later(words, card, 2022)
    assert isinstance(shown, Table)
    assert {words.period("2022-2026")} <= set(shown.frame["period"])
    assert len(shown.frame) == int(((card["verdict"] == "not due") & (card["period"] != "2022")).sum())


def test_strength_is_counted_and_small_numbers_are_said(words: Words, facts: pd.DataFrame) -> None:
    """Every target has one strength; that few were compared stands beside the counts."""
    card = scorecards.scorecard(facts, 2024)
    shown = cards.strength(words, card)
    assert isinstance(shown, Table)
    assert len(card) == shown.frame["all"].sum() == shown.frame[list(criteria.VERDICTS)].sum().sum()
    few = words.say("scorecard.strength_few", items="", few=criteria.load().few)
    assert shown.note.endswith(few.removeprefix("。").removeprefix("."))


def test_thresholds_are_printed(words: Words, facts: pd.DataFrame) -> None:
    """Each measure has its margins, as the data file has them; a year without verdicts prints none."""
    shown = cards.criteria(words, scorecards.scorecard(facts, 2024))
    assert isinstance(shown, Table)
    assert len(criteria.load().margins) == len(shown.frame)
    assert words.size(0.2, "个百分点", measure="change") in shown.frame["near"].tolist()
    assert Text("") == cards.criteria(words, scorecards.scorecard(facts, 2025))
