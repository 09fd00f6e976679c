from __future__ import annotations

import json
from decimal import Decimal

import pandas as pd
import pytest
from handmade import OUTCOME, TARGET, cells, fact, table
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison import scorecards
from analysis.comparison.scorecards import COLUMNS, VERDICTS, scorecard
from analysis.comparison.verdicts import Size, agree, judge, settings
from analysis.facts import Fact

ENERGY = {"indicator": None, "subject": "单位地区生产总值能耗"}
COUNT = {"measure": "level", "indicator": None}


def verdict(*facts: Fact, year: int = 2024) -> tuple[str, str, float | None]:
    """Return verdict, rule and gap of the one row that these facts make."""
    card = scorecard(table(*facts), year)
    assert 1 == len(card)
    gap = card["gap"].iloc[0]
    return card["verdict"].iloc[0], card["rule"].iloc[0], None if pd.isna(gap) else float(gap)


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
    assert "7% and 9%" in card["reason"][0]


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
    assert "(可比)" in scorecard(table(silent, stated), 2024)["reason"][0]


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
    ("asked", "answered"),
    [("新增单项冠军企业", "累计培育单项冠军企业"), ("新认定市级以上龙头企业", "新增省级龙头企业")],
)
def test_a_part_or_a_stock_does_not_answer_for_the_whole_or_the_flow(asked: str, answered: str) -> None:
    """What only some grades or all years amount to is shown and not compared, however well it would do."""
    target = fact("10", "户", before=asked, subject=asked, measure="level", **TARGET)
    outcome = fact("59", "户", before=answered, subject=answered, measure="level", **OUTCOME)
    assert ("not comparable", "other-extent", None) == verdict(target, outcome)


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


def test_every_rule_has_a_verdict_and_both_sentences() -> None:
    """The data file speaks of verdicts that exist, and margins are set for every measure."""
    assert set(VERDICTS) == {rule.verdict for rule in settings().rules.values()}
    assert all(rule.zh and rule.en for rule in settings().rules.values())
    assert set(settings().measures) == set(settings().margins)


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("gdp", "missed"),
        ("general_public_budget_revenue", "missed"),
        ("fixed_asset_investment", "missed"),
        ("retail_sales", "missed"),
        ("industrial_value_added", "missed"),
        ("rd_spending", "exceeded"),
        ("energy_intensity", "met"),
        ("grain_output", "met"),
        ("science_enterprises", "met"),
        ("technology_contracts", "not comparable"),
        ("gas_pipelines_renovated", "exceeded"),
        ("foreign_trade", "not reported"),
    ],
)
def test_the_card_of_2024_as_a_reader_finds_it(facts: pd.DataFrame, indicator: str, expected: str) -> None:
    """Read by eye: targets of the work report of 2024 against what the plan report of 2025 looks back on."""
    card = scorecard(facts, 2024)
    assert [expected] == card[card["indicator"] == indicator]["verdict"].tolist()


def test_what_is_compared_in_the_reports_is_the_same_thing(facts: pd.DataFrame) -> None:
    """In every compared row of 2024 target and outcome are the same indicator or subject, measure, scope and year."""
    rows = {(row["report"], row["start"]): row for row in facts.to_dict("records")}
    card = scorecard(facts, 2024)
    compared = card[card["gap"].notna()]
    assert len(compared) > 20
    for row in compared.to_dict("records"):
        asked = [rows[cited["report"], cited["start"]] for cited in row["target"]]
        answered = [rows[cited["report"], cited["start"]] for cited in row["outcome"]]
        assert {"target"} == {fact["status"] for fact in asked} and {fact["status"] for fact in answered} <= {
            "actual",
            "estimate",
        }
        for field in ("measure", "scope", "period"):
            assert {row[field]} == {fact[field] for fact in (*asked, *answered)}
        if not pd.isna(row["indicator"]):
            assert {row["indicator"]} == {fact["indicator"] for fact in (*asked, *answered)}


def test_the_holes_of_the_reports_are_told_apart(facts: pd.DataFrame) -> None:
    """Nobody reports 2022, nobody planned 2023, and 2025 is not over."""
    card = scorecard(facts, 2022)
    assert {"year-unreported"} == set(card.loc[card["period"] == "2022", "rule"])
    assert {"not reported", "not due"} == set(card["verdict"])
    assert scorecard(facts, 2023).empty
    assert {"not due"} == set(scorecard(facts, 2025)["verdict"])


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
    verdicts = [_ORDER.index(settings().rules[judgement.rule].verdict) for judgement in judged]
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
