from __future__ import annotations

import json
import re
from decimal import Decimal
from importlib import resources

import pandas as pd
import pytest
from handmade import OUTCOME, TARGET, cells, fact, table
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison import scorecards
from analysis.comparison.scorecards import COLUMNS, scorecard
from analysis.comparison.verdicts import Size, agree, judge
from analysis.errors import RegistryError
from analysis.facts import Fact
from analysis.registries import criteria, relations
from analysis.registries.criteria import VERDICTS
from analysis.registries.words import speak
from analysis.writing import reasons

ENERGY = {"indicator": None, "subject": "单位地区生产总值能耗"}
COUNT = {"measure": "level", "indicator": None}


def verdict(*facts: Fact, year: int = 2024) -> tuple[str, str, float | None]:
    """Return verdict, rule and gap of the one row that these facts make."""
    card = scorecard(table(*facts), year)
    assert 1 == len(card)
    gap = card["gap"].iloc[0]
    return card["verdict"].iloc[0], card["rule"].iloc[0], None if pd.isna(gap) else float(gap)


def reason(card: pd.DataFrame, lang: str = "en") -> str:
    """Return the sentence of the one row of a card."""
    return reasons.sentence(speak(lang), card.to_dict("records")[0])


@pytest.mark.parametrize(
    ("target", "outcome", "expected"),
    [
        (("6", "ge"), ("5.2", "approx"), ("missed", "short", -0.8)),
        (("6", "eq"), ("6", "eq"), ("met", "reached", 0.0)),
        (("6", "eq"), ("6.1", "eq"), ("met", "reached", 0.1)),
        (("6", "eq"), ("6.3", "eq"), ("exceeded", "beyond", 0.3)),
        (("6", "eq"), ("5.9", "eq"), ("near", "little-short", -0.1)),
        (("5.5", "eq"), ("5.2", "approx"), ("missed", "short", -0.3)),
        (("5.25", "eq"), ("5.2", "approx"), ("near", "within-hedge", -0.05)),
        (("5", "approx"), ("4.8", "eq"), ("met", "reached", -0.2)),
        (("35", "eq"), ("35", "ge"), ("met", "reached", 0.0)),
        (("-3.2", "ge"), ("-3.2", "eq"), ("met", "reached", 0.0)),
        (("-3.2", "ge"), ("-4", "eq"), ("exceeded", "beyond", 0.8)),
        (("-3.2", "ge"), ("-2", "eq"), ("missed", "short", -1.2)),
        (("-3.2", "le"), ("-4", "eq"), ("missed", "short", -0.8)),
        (("3", "le"), ("2.5", "eq"), ("exceeded", "beyond", 0.5)),
        (("3", "le"), ("4", "eq"), ("missed", "short", -1.0)),
        (("0.3", "eq"), ("0.1", "eq"), ("near", "little-short", -0.2)),
    ],
)
def test_growth_against_growth(
    target: tuple[str, str], outcome: tuple[str, str], expected: tuple[str, str, float]
) -> None:
    """Bounds say the direction themselves, hedges and margins are as the data file has them, 0.1 adds up."""
    stated = fact(target[0], bound=target[1], **TARGET)
    assert expected == verdict(stated, fact(outcome[0], bound=outcome[1], **OUTCOME))


@pytest.mark.parametrize(
    ("target", "outcome", "expected"),
    [
        (("100", "个"), ("120", "个"), ("exceeded", 20.0)),
        (("100", "个"), ("102", "家"), ("met", 2.0)),
        (("2.5", "万家"), ("25318", "家"), ("met", 0.0318)),
        (("2.5", "万家"), ("2.1", "万家"), ("missed", -0.4)),
        (("80", "亿斤"), ("400.5", "万吨"), ("met", 0.1)),
        (("80", "亿斤"), ("80", "亿元"), ("not comparable", None)),
    ],
)
def test_levels_in_their_units(
    target: tuple[str, str], outcome: tuple[str, str], expected: tuple[str, float | None]
) -> None:
    """Units convert within their dimension, the gap is in the target's unit, and money is never weight."""
    facts = [fact(n, unit, measure="level", **kind) for (n, unit), kind in ((target, TARGET), (outcome, OUTCOME))]
    found = verdict(*facts)
    assert expected == (found[0], found[2])


def test_the_same_target_in_two_documents_is_one_row() -> None:
    """Two sources, one verdict; the gap is to the more demanding of the two."""
    facts = [fact("6", **TARGET), fact("5", **TARGET | {"report": "news"}), fact("4", **OUTCOME)]
    card = scorecard(table(*facts), 2024)
    assert [["news", "work-report-2024"]] == [[cited["report"] for cited in card["target"][0]]]
    assert [("missed", -2.0)] == cells(card, "verdict", "gap")


def test_targets_that_differ_are_ambiguous_where_it_matters() -> None:
    """An outcome between two targets meets the one and misses the other: no first one is taken."""
    facts = [fact("6", **TARGET), fact("4", **TARGET | {"report": "news"}), fact("5", **OUTCOME)]
    assert ("ambiguous", "targets-differ", None) == verdict(*facts)


def test_outcomes_that_differ_are_ambiguous_and_all_shown() -> None:
    """Two outcomes that cannot be the same amount decide nothing, whatever the target."""
    facts = table(fact("6", **TARGET), fact("7", **OUTCOME), fact("9", **OUTCOME))
    card = scorecard(facts, 2024)
    assert "ambiguous" == card["verdict"][0]
    assert [7.0, 9.0] == [cited["value"] for cited in card["outcome"][0]]
    assert "7% and 9%" in reason(card)


def test_a_rounded_outcome_agrees_with_the_exact_one() -> None:
    """突破2.1万 and 21911 are one amount; the exact one is held against the target."""
    facts = [
        fact("2.2", "万家", measure="level", **TARGET),
        fact("2.1", "万家", measure="level", bound="ge", **OUTCOME),
        fact("21911", "家", measure="level", **OUTCOME),
    ]
    assert ("near", "little-short", -0.0089) == verdict(*facts)


def test_a_final_outcome_is_preferred_to_an_estimate() -> None:
    """What was expected in January gives way to what it came to."""
    facts = [fact("6", **TARGET), fact("5", **OUTCOME | {"status": "estimate"}), fact("6", **OUTCOME)]
    assert ("met", "reached", 0.0) == verdict(*facts)
    assert ("missed", "short", -1.0) == verdict(*facts[:2])


def test_a_forecast_or_a_plan_is_no_outcome() -> None:
    """Neither somebody's projection nor a number in a plan answers a target."""
    facts = [
        fact("6", **TARGET),
        fact("6", **OUTCOME | {"status": "forecast"}),
        fact("6", **OUTCOME | {"part": "plan"}),
    ]
    reported = fact("3", indicator=None, subject="别的", **OUTCOME)
    assert ("not reported", "no-outcome", None) == verdict(*facts, reported)


def test_another_measure_is_shown_and_not_compared() -> None:
    """A level against a growth is two facts side by side."""
    facts = [fact("600", "亿元", measure="level", **TARGET), fact("13.5", **OUTCOME)]
    assert ("not comparable", "other-measure", None) == verdict(*facts)


def test_a_part_of_the_place_does_not_answer_for_the_whole() -> None:
    """Scope is part of what a number is about: shown where it is all there is, and never compared."""
    facts = [fact("6", **TARGET), fact("6", scope="和平区", **OUTCOME)]
    assert ("not comparable", "other-scope", None) == verdict(*facts)
    assert ("missed", "short", -1.0) == verdict(*facts, fact("5", **OUTCOME))


def test_a_target_on_a_basis_wants_an_outcome_on_it() -> None:
    """可比增长6% is not answered by 增长6%; a target that names no basis is answered by either."""
    compared = fact("6", before="财政收入可比增长", **TARGET)
    assert ("not comparable", "other-basis", 0.0) == verdict(compared, fact("6", **OUTCOME))
    assert ("met", "reached", 0.0) == verdict(compared, fact("6", before="财政收入可比增长", **OUTCOME))
    silent, stated = fact("6", **TARGET), fact("4", before="财政收入可比增长", **OUTCOME)
    assert ("missed", "short", -2.0) == verdict(silent, stated)
    assert "on a comparable basis" in reason(scorecard(table(silent, stated), 2024))


def test_what_is_under_way_is_not_done() -> None:
    """加快建设 is no answer to a number that was to be built, unless even that falls short or no more was asked."""
    target = fact("100", "万亩", before="新建高标准农田", measure="level", **TARGET)
    running = {"before": "", "after": "高标准农田项目加快建设。", "measure": "level"}
    assert ("not comparable", "unfinished", 4.0) == verdict(target, fact("104", "万亩", **running, **OUTCOME))
    assert ("missed", "short", -20.0) == verdict(target, fact("80", "万亩", **running, **OUTCOME))
    begun = fact("100", "万亩", before="开工高标准农田", measure="level", **TARGET)
    assert ("met", "reached", 4.0) == verdict(begun, fact("104", "万亩", **running, **OUTCOME))


def test_outside_the_registry_only_the_same_words_match() -> None:
    """No pair is made by likeness; what is not found is said to be looked for by its words alone."""
    target = fact("300", "座", subject="新建口袋公园", **COUNT, **TARGET)
    same = fact("316", "座", subject="全市新建口袋公园", **COUNT, **OUTCOME)
    other = fact("316", "座", subject="新建综合公园", **COUNT, **OUTCOME)
    assert ("exceeded", "beyond", 16.0) == verdict(target, same)
    assert ("not reported", "no-same-words", None) == verdict(target, other)


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


def test_a_year_that_is_only_planned_is_not_due() -> None:
    """Before any document looks back on a year its targets are open."""
    assert ("not due", "year-not-over", None) == verdict(
        fact(**TARGET | {"period": "2025"}), fact(**OUTCOME), year=2025
    )


def test_a_year_that_nobody_reports_is_told_apart() -> None:
    """A hole in the documents is no failure to report one indicator."""
    target = fact(**TARGET | {"period": "2022", "report": "work-report-2022"})
    assert ("not reported", "year-unreported", None) == verdict(target, fact(**OUTCOME), year=2022)


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


# Read by eye: the targets of the work report of 2024 that the plan report of 2025 answers, or comes near to.
CARD_2024 = {
    "missed": """
        gdp general_public_budget_revenue fixed_asset_investment retail_sales industrial_value_added
        urban_village_projects
    """,
    "met": """
        energy_intensity grain_output projects_over_100m_landed key_projects_started_or_resumed
        metropolitan_area_projects cross_region_services high_tech_enterprises science_enterprises graduates_attracted
        key_chains key_clusters aerospace_output industrial_base_projects materials_once_share sea_rail_containers
        core_development_areas core_development_area_projects dead_ends_opened old_communities_renovated
        comprehensive_parks five_star_courtyards model_courtyard_streets beautiful_fields elderly_care_complexes
    """,
    "exceeded": """
        rd_spending industrial_projects_completed first_stores core_technology_projects paired_projects_signed
        back_streets_renovated water_pipelines_renovated heating_pipelines_renovated streets_upgraded
        pocket_parks_built_or_renovated green_space_new parking_spaces_new green_manufacturers_new
        degraded_forest_restored liveable_villages affordable_housing gas_pipelines_renovated rent_subsidies
    """,
    "other-measure": "technology_contracts",
    "flow-against-stock": "base_stations_5g_new specialized_smes_new single_champions_new",
    "part-of-whole": "foreign_trade innovation_platforms municipal_leading_agribusinesses_new",
    "other-terms": """
        night_economy_scenes high_level_talent high_level_teams cross_border_ecommerce_orders tourism_revenue
        black_soil_protection quality_care_community_share quality_care_village_share key_projects_investment
    """,
    "unfinished": "high_standard_farmland_built",
}


def test_the_card_of_2024_is_what_a_reader_finds(facts: pd.DataFrame) -> None:
    """Every target with an outcome has its verdict, or its reason for none; the others have no outcome shown."""
    card = scorecard(facts, 2024)
    found: dict[str, set[str]] = {}
    for row in card[card["outcome"].map(bool)].to_dict("records"):
        key = row["rule"] if row["verdict"] == "not comparable" else row["verdict"]
        found.setdefault(key, set()).add(row["indicator"])
    assert {key: set(ids.split()) for key, ids in CARD_2024.items()} == found
    assert {"not reported"} == set(card[~card["outcome"].map(bool)]["verdict"])


def test_what_is_compared_in_the_reports_is_the_same_thing(facts: pd.DataFrame) -> None:
    """In every compared row of 2024 target and outcome are the same indicator or subject, measure, place and year."""
    rows = {(row["report"], row["start"]): row for row in facts.to_dict("records")}
    card = scorecard(facts, 2024)
    compared = card[card["verdict"].isin(["missed", "near", "met", "exceeded"]) & card["derived"].isna()]
    assert len(compared) > 20
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
        if not pd.isna(row["indicator"]):
            assert {row["indicator"]} == {fact["indicator"] for fact in (*asked, *answered)}


def test_the_holes_of_the_reports_are_told_apart(facts: pd.DataFrame) -> None:
    """Nobody reports 2022, nobody planned 2023, and 2025 is not over."""
    card = scorecard(facts, 2022)
    assert {"year-unreported"} == set(card.loc[card["period"] == "2022", "rule"])
    assert {"not reported", "not due"} == set(card["verdict"])
    assert scorecard(facts, 2023).empty
    assert {"not due"} == set(scorecard(facts, 2025)["verdict"])


LAST = OUTCOME | {"period": "2023", "report": "work-report-2024"}
LEVEL = {"measure": "level", "indicator": "technology_contracts", "subject": "技术合同成交额"}
RATE = {"measure": "growth", "indicator": "technology_contracts", "subject": "技术合同成交额"}
MORE = {"measure": "change", "indicator": "technology_contracts", "subject": "技术合同成交额"}
TIMES = {"measure": "multiple", "indicator": "technology_contracts", "subject": "技术合同成交额"}
STOCK = {"measure": "level", "indicator": "base_stations_5g", "subject": "5G基站"}
ADDED = {"measure": "level", "indicator": "base_stations_5g_new", "subject": "新建5G基站"}
GDP = {"measure": "level"}


@pytest.mark.parametrize(
    ("facts", "expected", "told"),
    [
        # This year's level from last year's and the growth; 600 lies outside what rounding allows.
        (
            [fact("600", "亿元", **LEVEL, **TARGET), fact("500", "亿元", **LEVEL, **LAST), fact("13.5", **RATE, **OUTCOME)],
            ("missed", "short", -32.0),
            "2023年的500亿元×（1＋13.5%）＝≈568亿元",
        ),
        # ... and 568 within it: nobody can say.
        (
            [fact("568", "亿元", **LEVEL, **TARGET), fact("500", "亿元", **LEVEL, **LAST), fact("13.5", **RATE, **OUTCOME)],
            ("near", "within-rounding", 0.0),
            "是否达到目标568亿元不能断定",
        ),
        # The growth from two levels.
        (
            [fact("6", **RATE, **TARGET), fact("500", "亿元", **LEVEL, **LAST), fact("540", "亿元", **LEVEL, **OUTCOME)],
            ("exceeded", "beyond", 2.0),
            "540亿元÷2023年的500亿元－1＝≈8%",
        ),
        # 5.5% against 10.5 and 10, which may be 4.0% to 6.1%: no verdict hangs on rounding.
        (
            [fact("5.5", **RATE, **TARGET), fact("10", "亿元", **LEVEL, **LAST), fact("10.5", "亿元", **LEVEL, **OUTCOME)],
            ("near", "within-rounding", -0.5),
            "四舍五入",
        ),
        # The growth from this year's level and by how much it is more.
        (
            [fact("6", **RATE, **TARGET), fact("50", "亿元", **MORE, **OUTCOME), fact("550", "亿元", **LEVEL, **OUTCOME)],
            ("exceeded", "beyond", 4.0),
            "50亿元÷（550亿元－50亿元）＝≈10%",
        ),
        # The level from last year's and the change; the change from two levels.
        (
            [fact("560", "亿元", **LEVEL, **TARGET), fact("500", "亿元", **LEVEL, **LAST), fact("50", "亿元", **MORE, **OUTCOME)],
            ("near", "little-short", -10.0),
            "2023年的500亿元＋50亿元＝≈550亿元",
        ),
        (
            [fact("60", "亿元", **MORE, **TARGET), fact("500", "亿元", **LEVEL, **LAST), fact("550", "亿元", **LEVEL, **OUTCOME)],
            ("missed", "short", -10.0),
            "550亿元－2023年的500亿元＝≈50亿元",
        ),
        # Doubled is 100% more, and 35% more is not doubled.
        (
            [fact("2", "", **TIMES, **TARGET), fact("35", **RATE, **OUTCOME)],
            ("missed", "short", -0.65),
            "35%即+0.35倍；结果+0.35倍，比目标翻番差65个百分点",
        ),
        (
            [fact("80", **RATE, **TARGET), fact("1.3", "倍", **TIMES, **OUTCOME)],
            ("exceeded", "beyond", 50.0),
            "即≈130%",
        ),
        # What a stock grew by was added at the least; where that is too little nobody can say.
        (
            [fact("5000", "个", **ADDED, **TARGET), fact("38000", "个", **STOCK, **LAST), fact("45000", "个", **STOCK, **OUTCOME)],
            ("exceeded", "beyond", 2000.0),
            "约7000个（至少6999个）",
        ),
        (
            [fact("9000", "个", **ADDED, **TARGET), fact("38000", "个", **STOCK, **LAST), fact("45000", "个", **STOCK, **OUTCOME)],
            ("not comparable", "flow-against-stock", None),
            "一个是当年新增，一个是总数",
        ),
        # Real growth and nominal levels do not go together, nor does a growth on a basis of its own.
        (
            [fact("10000", "亿元", **GDP, **TARGET), fact("9000", "亿元", **GDP, **LAST), fact("5.2", **OUTCOME)],
            ("not comparable", "other-measure", None),
            "目标是总量",
        ),
        (
            [
                fact("600", "亿元", **LEVEL, **TARGET),
                fact("500", "亿元", **LEVEL, **LAST),
                fact("13.5", before="技术合同成交额可比增长", **RATE, **OUTCOME),
            ],
            ("not comparable", "other-measure", None),
            "后来的文件给出的是增速",
        ),
        # Two levels of last year that contradict each other are no ground.
        (
            [
                fact("600", "亿元", **LEVEL, **TARGET),
                fact("501", "亿元", **LEVEL, **LAST),
                fact("553", "亿元", **LEVEL, **LAST),
                fact("13.5", **RATE, **OUTCOME),
            ],
            ("not comparable", "other-measure", None),
            "后来的文件给出的是增速",
        ),
    ],
)  # fmt: skip
def test_what_follows_from_what_is_stated(
    facts: list[Fact], expected: tuple[str, str, float | None], told: str
) -> None:
    """An outcome is computed where the documents allow it, with its arithmetic and as exactly as they allow."""
    assert expected == verdict(*facts)
    card = scorecard(table(*facts), 2024)
    assert told in reason(card, "zh") and reason(card)
    assert bool(card["derived"][0]) == (expected[2] is not None)
    if card["derived"][0]:
        assert card["derived"][0]["low"] <= card["derived"][0]["value"] <= card["derived"][0]["high"]


def _part(indicator: str, number: str, **fields: object) -> Fact:
    return fact(number, "套", measure="level", indicator=indicator, subject=indicator, **OUTCOME | fields)


@pytest.mark.parametrize(
    ("asked", "parts", "expected"),
    [
        ("9000", {"affordable_rental_housing": "6794", "affordable_housing_for_sale": "2220"}, ("met", "reached", 14.0)),
        ("9500", {"affordable_rental_housing": "6794", "affordable_housing_for_sale": "2220"}, ("missed", "short", -486.0)),
        ("6000", {"affordable_rental_housing": "6794"}, ("exceeded", "beyond", 794.0)),
        ("7200", {"affordable_rental_housing": "6794"}, ("not comparable", "part-of-whole", None)),
    ],
)  # fmt: skip
def test_parts_make_a_whole_and_one_part_may_be_enough(
    asked: str, parts: dict[str, str], expected: tuple[str, str, float | None]
) -> None:
    """All parts add up to the outcome; one part shows that a target is reached, and never that it was missed."""
    target = fact(asked, "套", measure="level", indicator="affordable_housing", subject="筹集保障性住房", **TARGET)
    assert expected == verdict(target, *(_part(indicator, number) for indicator, number in parts.items()))


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


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("[same]", "[same"), "verdicts.toml: "),
        (('near = "0.05"', 'near = "a little"'), "margins.level.near is 'a little', a number from 0 on in quotation"),
        (('near = "0.05"', "near = 0.05"), "margins.level.near is 0.05, a number from 0 on in quotation marks such as"),
        (('of = "points"', 'of = "percent"'), "margins.growth.of is 'percent', one of target, points is meant"),
        (("[margins.rank]", "[margins.place]"), "margins.place is not known (line "),
        (("shortest = 4", "shortest = 0"), "same.shortest is 0, a whole number from 1 on is meant"),
        (('up = ["level"', 'up = ["levels"'), "assumed.up has 'levels', a measure is meant; did you mean 'level'?"),
        (('cumulative = ["累计"]', 'cumulative = "累计"'), "words.cumulative is '累计', a list of words is meant"),
        (('short = "missed"', 'short = "mised"'), "rules.short is 'mised', one of missed, near, "),
        (('short = "missed"', 'shorter = "missed"'), "rules.shorter is not known; did you mean 'short'? (line "),
    ],
)  # fmt: skip
def test_malformed_criteria(change: tuple[str, str], fault: str) -> None:
    """A wrong threshold is told by file, key and what would be right."""
    with pytest.raises(RegistryError, match=re.escape(fault)):
        criteria.parse(_read("verdicts.toml").replace(*change, 1))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("\n[[flow]]", "\n[[flow]"), "relations.toml: "),
        (("\n[constant]", "\n[constants]"), "constant, constants missing or unknown; the tables are flow, "),
        (('stock = "base_stations_5g"', 'stock = "base_stations_6g"'), "flow 1: no indicator has the id 'base_stations_6g'; did you"),
        (('stock = "base_stations_5g"', 'stock = "base_stations_5g_new"'), "flow 1: an indicator stands in it twice"),
        (("complete = true", 'complete = "yes"'), "whole 1: complete is 'yes', true or false is meant"),
        (('whole = "gdp"\n', ""), "whole 1: whole missing or unknown"),
        (('new = "specialized_smes_new"', 'new = "base_stations_5g_new"'), "flow 2: base_stations_5g_new has a stock already"),
    ],
)  # fmt: skip
def test_malformed_relations(change: tuple[str, str], fault: str) -> None:
    """A relation between indicators nobody knows is refused with its place in the file."""
    with pytest.raises(RegistryError, match=re.escape(fault)):
        relations.parse(_read("relations.toml").replace(*change, 1))


def _read(name: str) -> str:
    return (resources.files("analysis") / "data" / name).read_text(encoding="utf-8")


_ORDER = ["missed", "near", "met", "exceeded"]


def _size(value: Decimal, bound: str = "eq", measure: str = "growth") -> Size:
    return Size(measure=measure, value=value, value_to=None, unit="%", factor=Decimal(1), base="%", bound=bound)


@given(
    target=st.decimals(-50, 50, places=1),
    bound=st.sampled_from(["eq", "approx"]),
    measure=st.sampled_from(["growth", "level", "share", "change"]),
    outcomes=st.tuples(st.decimals(-60, 60, places=1), st.decimals(-60, 60, places=1)),
    better=st.sampled_from(["up", "down"]),
)
def test_a_better_outcome_never_has_a_worse_verdict(
    target: Decimal, bound: str, measure: str, outcomes: tuple[Decimal, Decimal], better: str
) -> None:
    """More of what is wanted gives the same verdict or a better one, and a gap that is no smaller."""
    worse, best = sorted(outcomes, reverse=better == "down")
    judged = [
        judge(_size(target, bound, measure), _size(value, measure=measure), better=better)  # type: ignore[arg-type]
        for value in (worse, best)
    ]
    verdicts = [_ORDER.index(criteria.load().rules[judgement.rule]) for judgement in judged]
    assert verdicts == sorted(verdicts)
    assert judged[0].gap is not None and judged[1].gap is not None and judged[0].gap <= judged[1].gap


@given(target=st.decimals(-50, 50, places=1), outcome=st.decimals(-60, 60, places=1))
def test_up_and_down_are_mirror_images(target: Decimal, outcome: Decimal) -> None:
    """Turning every sign and the direction gives the same judgement."""
    assert judge(_size(target), _size(outcome), better="up") == judge(_size(-target), _size(-outcome), better="down")


@given(
    first=st.decimals(0, 100, places=1),
    second=st.decimals(0, 100, places=1),
    bound=st.sampled_from(["eq", "ge", "approx"]),
)
def test_agreement_is_mutual(first: Decimal, second: Decimal, bound: str) -> None:
    """It does not matter which document is read first."""
    assert agree(_size(first, bound), _size(second)) == agree(_size(second), _size(first, bound))
    assert agree(_size(first, bound), _size(first))
