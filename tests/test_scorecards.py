"""Reports of a sentence or two against what a scorecard makes of them, and the card of the documents that come along."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from handmade import OUTCOME, TARGET, cells, fact, read_back, table

from analysis.comparison import scorecards
from analysis.comparison.scorecards import COLUMNS, scorecard
from analysis.facts import Fact
from analysis.registries import criteria, relations
from analysis.registries.criteria import COMPARED, VERDICTS, Rule
from analysis.registries.words import speak
from analysis.writing import reasons


def read(name: str) -> dict[str, Any]:
    """Return what a file of cases says."""
    return tomllib.loads((Path(__file__).parent / "data" / name).read_text(encoding="utf-8"))


CASES = read("scorecards.toml")["case"]
ENERGY = {"indicator": None, "subject": "单位地区生产总值能耗"}
COUNT = {"measure": "level", "indicator": None}


def verdict(*facts: Fact, year: int = 2024) -> tuple[str, str, float | None]:
    """Return verdict, rule and gap of the one row that these facts make."""
    card = scorecard(table(*facts), year)
    assert 1 == len(card)
    gap = card["gap"].iloc[0]
    return card["verdict"].iloc[0], card["rule"].iloc[0], None if pd.isna(gap) else float(gap)


def reason(card: pd.DataFrame, lang: str = "en") -> str:
    """Return the sentence of the first row of a card."""
    return reasons.sentence(speak(lang), card.to_dict("records")[0])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    """A case gives a row, with the verdict, rule, gap and words it names, and its arithmetic where it has any."""
    card = scorecard(read_back(case["reports"], tmp_path), case.get("year", 2024))
    gap = card["gap"].astype(object).where(card["gap"].notna(), "")
    assert tuple(case["expected"]) == cells(card.assign(gap=gap), "verdict", "rule", "gap")[0]
    assert case.get("rows", 1) == len(card)
    assert case.get("told", "") in reason(card, "zh") and reason(card, "en") != reason(card, "zh")
    if derived := card["derived"][0]:
        assert derived["low"] <= derived["value"] <= derived["high"]


def test_every_rule_has_a_case() -> None:
    """No rule is without a case, but for those that facts made by hand show below."""
    by_hand = {"other-extent", "other-scope", "other-unit", "no-direction", "year-against-span"}
    assert set(get_args(Rule)) == {case["expected"][1] for case in CASES} | by_hand


def test_the_same_target_in_two_documents_is_one_row() -> None:
    """Two sources, one verdict; the gap is to the more demanding of the two."""
    facts = [fact("6", **TARGET), fact("5", **TARGET | {"report": "news"}), fact("4", **OUTCOME)]
    card = scorecard(table(*facts), 2024)
    assert [["news", "work-report-2024"]] == [[cited["report"] for cited in card["target"][0]]]
    assert [("missed", -2.0)] == cells(card, "verdict", "gap")


def test_a_forecast_or_a_plan_is_no_outcome() -> None:
    """Neither somebody's projection nor a number in a plan answers a target."""
    facts = [
        fact("6", **TARGET),
        fact("6", **OUTCOME | {"status": "forecast"}),
        fact("6", **OUTCOME | {"part": "plan"}),
    ]
    reported = fact("3", indicator=None, subject="别的", **OUTCOME)
    assert ("not reported", "no-outcome", None) == verdict(*facts, reported)


def test_a_part_of_the_place_does_not_answer_for_the_whole() -> None:
    """Scope is part of what a number is about: shown where it is all there is, and never compared."""
    facts = [fact("6", **TARGET), fact("6", scope="和平区", **OUTCOME)]
    assert ("not comparable", "other-scope", None) == verdict(*facts)
    assert ("missed", "short", -1.0) == verdict(*facts, fact("5", **OUTCOME))


def test_a_word_that_could_be_anything_matches_nothing() -> None:
    """项目 in two documents need not be the same projects."""
    target, other = (
        fact("247", "个", subject="项目", **COUNT, **TARGET),
        fact("249", "个", subject="项目", **COUNT, **OUTCOME),
    )
    assert ("not reported", "no-same-words", None) == verdict(target, other)


@pytest.mark.parametrize(
    ("asked", "answered", "rule"),
    [
        ("新增单项冠军企业", "累计培育单项冠军企业", "flow-against-stock"),
        ("新认定市级以上龙头企业", "新增省级龙头企业", "other-extent"),
    ],
)
def test_a_part_or_a_stock_does_not_answer_for_the_whole_or_the_flow(asked: str, answered: str, rule: str) -> None:
    """What only some grades or all years amount to is shown and not compared, however well it would do."""
    target = fact("10", "户", before=asked, subject=asked, measure="level", **TARGET)
    outcome = fact("59", "户", before=answered, subject=answered, measure="level", **OUTCOME)
    assert ("not comparable", rule, None) == verdict(target, outcome)


def test_without_a_direction_only_equality_is_decided() -> None:
    """Nobody knows whether more of an unregistered growth is better."""
    target = fact("3", **ENERGY, **TARGET)
    assert ("met", "reached", 0.0) == verdict(target, fact("3", **ENERGY, **OUTCOME))
    assert ("not comparable", "no-direction", 1.0) == verdict(target, fact("4", **ENERGY, **OUTCOME))


def test_money_is_never_weight() -> None:
    """Units of two dimensions are shown side by side."""
    facts = [fact("80", unit, measure="level", **kind) for unit, kind in (("亿斤", TARGET), ("亿元", OUTCOME))]
    assert ("not comparable", "other-unit", None) == verdict(*facts)


def test_a_rank_is_better_when_it_is_smaller() -> None:
    """前60名 asked, 第58位 reached."""
    target = fact("60", "名", measure="rank", bound="le", **TARGET)
    assert "exceeded" == verdict(target, fact("58", "位", measure="rank", **OUTCOME))[0]
    assert "missed" == verdict(target, fact("61", "位", measure="rank", **OUTCOME))[0]


def test_a_span_is_due_when_it_ends() -> None:
    """2022-2026 is set in 2022 and not due; 2022-2024 is due, and one year's number does not answer for three."""
    reported = fact("5", **OUTCOME)
    aim = fact("6", **TARGET | {"period": "2022-2026"})
    assert ("not due", "year-not-over", None) == verdict(aim, reported, year=2022)
    assert scorecard(table(aim, reported), 2023).empty
    three_years = fact("6", **TARGET | {"period": "2022-2024"})
    assert ("not comparable", "year-against-span", None) == verdict(three_years, reported)
    assert ("missed", "short", -1.0) == verdict(three_years, fact("5", **OUTCOME | {"period": "2022-2024"}))


def test_a_year_without_targets_is_an_empty_card() -> None:
    """2023 has outcomes and no targets: right columns, no rows."""
    card = scorecard(table(fact(period="2023")), 2023)
    assert (0, list(COLUMNS)) == (len(card), list(card.columns))


def test_worries_come_first() -> None:
    """Rows are in the order of the verdicts, headline indicators before others, then as the documents have them."""
    done = {"indicator": None, "subject": "新建口袋公园", "measure": "level", "theme": "city"}
    facts = table(
        fact("10", "座", **done, **TARGET),
        fact("10", "座", **done, **OUTCOME),
        fact("6", **TARGET),
        fact("2", **OUTCOME),
    )
    card = scorecard(facts, 2024)
    assert ["missed", "met"] == card["verdict"].tolist()


def test_flat_cells_are_json() -> None:
    """The lists become text for CSV and hold the same citations."""
    card = scorecard(table(fact("6", **TARGET), fact("5", **OUTCOME)), 2024)
    assert card["target"].tolist() == [json.loads(cell) for cell in scorecards.flat(card)["target"]]


def test_every_verdict_can_come_out() -> None:
    """The data file has a rule for every verdict."""
    assert set(VERDICTS) == set(criteria.load().rules.values())


def test_the_card_of_2024_is_what_a_reader_finds(facts: pd.DataFrame) -> None:
    """Every target with an outcome has its rule and the clauses a reader sees; the others have no outcome shown."""
    card = scorecard(facts, 2024)
    shown = card[card["outcome"].map(bool)].to_dict("records")
    pairs = {(entry["name"], *pair) for entry in read("card-2024.toml")["rule"] for pair in entry["pairs"]}
    assert {(rule, indicator) for rule, indicator, *_ in pairs} == {(row["rule"], row["indicator"]) for row in shown}
    quotes = {(row["report"], row["start"]): row["quote"] for row in facts.to_dict("records")}
    for row in shown:
        _, _, *clauses = next(pair for pair in pairs if pair[1] == row["indicator"])
        stated = (row["target"][0], row["outcome"][0])
        assert all(clause in quotes[one["report"], one["start"]] for clause, one in zip(clauses, stated, strict=True))
    assert {"not reported"} == set(card[~card["outcome"].map(bool)]["verdict"])
    assert 50 <= card["verdict"].isin(COMPARED).sum()


def test_what_is_compared_in_the_reports_is_the_same_thing(facts: pd.DataFrame) -> None:
    """In every compared row of 2024 target and outcome are of one indicator or renamed, and one measure, place and year."""
    rows = {(row["report"], row["start"]): row for row in facts.to_dict("records")}
    card = scorecard(facts, 2024)
    compared = card[card["verdict"].isin(COMPARED) & card["derived"].isna()]
    for row in compared.to_dict("records"):
        asked = [rows[cited["report"], cited["start"]] for cited in row["target"]]
        answered = [rows[cited["report"], cited["start"]] for cited in row["outcome"]]
        assert {"target"} == {fact["status"] for fact in asked} and {fact["status"] for fact in answered} <= {
            "actual",
            "estimate",
        }
        for field in ("measure", "period"):
            assert {row[field]} == {fact[field] for fact in (*asked, *answered)}
        places = {relations.home(fact["indicator"], fact["scope"]) for fact in (*asked, *answered)}
        assert {row["scope"]} == places
        other = relations.load().renamed.get(row["indicator"])
        assert {row["indicator"]} == {fact["indicator"] for fact in asked}
        assert {fact["indicator"] for fact in answered} in ({row["indicator"]}, {other and other.outcome})


def test_the_holes_of_the_reports_are_told_apart(facts: pd.DataFrame) -> None:
    """Nobody reports 2022, nobody planned 2023, and 2025 is not over."""
    card = scorecard(facts, 2022)
    assert {"year-unreported"} == set(card.loc[card["period"] == "2022", "rule"])
    assert {"not reported", "not due"} == set(card["verdict"])
    assert scorecard(facts, 2023).empty
    assert {"not due"} == set(scorecard(facts, 2025)["verdict"])


@pytest.mark.parametrize(
    ("indicators", "measure", "unit", "expected"),
    [
        (("foreign_trade", "exports"), "growth", "%", "part-of-whole"),
        (("base_stations_5g_new", "base_stations_5g"), "level", "个", "flow-against-stock"),
        (("base_stations_5g", "base_stations_5g_new"), "level", "个", "flow-against-stock"),
        (("night_economy_scenes", "night_economy_blocks"), "level", "个", "other-terms"),
        (("night_economy_blocks", "night_economy_scenes"), "level", "个", "other-terms"),
    ],
)
def test_what_comes_near_is_shown_and_not_compared(
    indicators: tuple[str, str], measure: str, unit: str, expected: str
) -> None:
    """A part, a stock or the same undertaking in other terms stands beside its target with the reason."""
    asked, answered = indicators
    facts = [
        fact("6", unit, measure=measure, indicator=asked, subject=asked, **TARGET),
        fact("7", unit, measure=measure, indicator=answered, subject=answered, **OUTCOME),
    ]
    hint = 1.0 if expected == "other-terms" else None  # by the numbers alone
    assert ("not comparable", expected, hint) == verdict(*facts)
    card = scorecard(table(*facts), 2024)
    assert 1 == len(card["outcome"][0]) and reason(card) != reason(card, "zh")


def test_a_name_that_says_its_place_needs_no_scope() -> None:
    """都市圈 before the number or in the name of the indicator is one and the same."""
    own = {"indicator": "metropolitan_area_projects", "measure": "level"}
    target, outcome = fact("120", "项", scope="都市圈", **own, **TARGET), fact("121", "个", **own, **OUTCOME)
    assert ("met", "reached", 1.0) == verdict(target, outcome)


def test_the_firmest_of_several_statements_is_the_strength() -> None:
    """A target that one document aims at and another ensures is firm."""
    stated = [fact("6", **TARGET | {"strength": "aim"}), fact("6", **TARGET | {"strength": "firm", "report": "news"})]
    card = scorecard(table(*stated, fact("6", **OUTCOME)), 2024)
    assert ["firm"] == card["strength"].tolist()
    assert ["firm"] == scorecards.counts(card, "strength")["strength"].tolist()


def test_counts_hide_nothing(facts: pd.DataFrame) -> None:
    """By theme and by strength every target of the card is counted once, the unreported among them."""
    card = scorecard(facts, 2024)
    for by in ("theme", "strength"):
        counted = scorecards.counts(card, by)
        assert card["verdict"].value_counts().to_dict() == {
            name: n for name in VERDICTS if (n := int(counted[name].sum()))
        }
