"""Reports of a sentence or two against what an audit makes of them, and the audit of the documents that come along."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from handmade import read_back
from hypothesis import given
from hypothesis import strategies as st
from test_readme import table as readme

import analysis
from analysis.comparison.audits import AUDIT, COLUMNS, audit, flat, types
from analysis.comparison.intervals import Interval
from analysis.registries import auditing, hedges
from analysis.registries.messages import fields_of

CASES = tomllib.loads((Path(__file__).parent / "data" / "audits.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_case(case: dict[str, list], tmp_path: Path) -> None:
    """A case gives the statements it names, and no other."""
    found = audit(read_back(case["reports"], tmp_path))
    reasons = [
        (re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(words["en"]))), name)
        for name, words in auditing.load().missing.items()
    ]
    told = [
        [rule, {True: "yes", False: "no"}.get(holds) or next(name for told, name in reasons if told.fullmatch(missing))]
        for rule, holds, missing in found[["rule", "holds", "missing"]].itertuples(index=False)
    ]
    assert sorted(case["expected"]) == sorted(told)


def test_a_span_of_years_is_told_once(tmp_path: Path) -> None:
    """年 stands once after a year and after several."""
    told = audit(
        read_back(
            [{"year": "2026", "review": "“十四五”期间，新增技能人才39万人次，其中新增高技能人才7万人次。"}], tmp_path
        )
    )
    assert "（2021—2025年）7万人次" in told["claim_zh"][0]


def test_every_rule_has_a_case() -> None:
    """No rule is without a case, but for those that take a whole document."""
    shown = {rule for case in CASES for rule, _ in case["expected"]}
    whole_documents = {"tasks", "headings", "undecided"}
    assert {*auditing.load().agreement, *auditing.load().arithmetic} == shown | whole_documents


@pytest.fixture(scope="module")
def found(facts: pd.DataFrame) -> pd.DataFrame:
    """The audit of the documents."""
    return audit(facts)


def test_what_does_not_hold_is_known(found: pd.DataFrame) -> None:
    """Every statement that fails was read against the documents; another one is read before it is added here."""
    broken = found[found["holds"] == False]  # noqa: E712  # an object column with None in it
    assert [
        ("conflict", "urban_jobs_new", "2022"),
        ("conflict", "foreign_trade", "2022"),
        ("level-growth", "technology_contracts", "2022"),
        ("share-growth", "industrial_investment_share", "2024"),
        ("share-growth", "high_tech_industry_investment_share", "2024"),
    ] == list(broken[["rule", "indicator", "period"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("level-change", "14.4 + 0.4 = 14.8万人"),
        ("level-growth", "≥132万户 × (1 + 1.8%) ≥ 134.38万户 ≈ 134.5万户"),
        ("stock-new", "79 − 3 = 76个"),
        ("stock-new", "25318家 − 3407家 = 2.1911万家"),
        ("same-whole", "12.5% × (1 + 18.1%) ÷ [29.2% × (1 + 11.2%) ÷ 32.3%] = 14.7% ≈ 15%"),
        ("sum", "47 + 58 = 105所"),
        ("share-of-count", "11项 ÷ 13 = 84.62%"),
        ("growth-of-count", "609户 ÷ 477 − 1 = 27.67%"),
        ("days-share", "315天 ÷ 365 = 86.3%"),
        ("days-change", "(318天 − 16天) ÷ 365 = 82.74%"),
        ("parts", "17195 + 5902 + 2221 = 25318家"),
        ("tasks", "49"),
        ("headings", "12"),
        ("announced", "… + 2 = 40项，所写为52项"),
    ],
)
def test_sums_are_written_out(found: pd.DataFrame, rule: str, part: str) -> None:
    """Known ties are found in the documents, their arithmetic in a line that a reader can follow."""
    assert any(part in claim for claim in found.loc[found["rule"] == rule, "claim_zh"])


def test_every_statement_names_facts_that_are_there(found: pd.DataFrame, facts: pd.DataFrame) -> None:
    """Each rests on one fact or more of the table, and on no place twice."""
    places = set(zip(facts["report"], facts["start"], facts["end"], strict=True))
    for cited in found["facts"]:
        named = [(fact["report"], fact["start"], fact["end"]) for fact in cited]
        assert named and set(named) <= places and len(named) == len(set(named))


def test_rows_are_ordered_and_complete(found: pd.DataFrame) -> None:
    """What fails comes first and what is undecided last; only that says what is missing; words are those of the codebook."""
    assert list(COLUMNS) == list(found.columns)
    order = [{False: 0, True: 1}.get(holds, 2) for holds in found["holds"]]
    assert sorted(order) == order
    assert [holds is None for holds in found["holds"]] == [bool(missing) for missing in found["missing"]]
    assert set(found["type"]) <= set(types())
    assert not found.duplicated(["rule", "claim_zh"]).any()
    assert not found["claim"].str.contains(r"nan|None|\{").any()


def test_the_facts_are_not_changed_and_their_order_does_not_matter(facts: pd.DataFrame) -> None:
    """The audit is of the documents, not of the rows: reversed, they make the same one."""
    before = facts.copy(deep=True)
    again = analysis.audit(facts.iloc[::-1])
    pd.testing.assert_frame_equal(before, facts)
    pd.testing.assert_frame_equal(flat(audit(facts)), flat(again))


def test_flat_holds_the_facts_as_text(found: pd.DataFrame) -> None:
    """For CSV the cited facts are JSON that reads back as they were."""
    assert found["facts"].tolist() == [json.loads(cell) for cell in flat(found)["facts"]]


def test_codebook() -> None:
    """The README has the codebook of the audit as the code has it."""
    told = [
        [f"`{column.name}`", f"{column.dtype}{', may be empty' if column.null else ''}", column.en, column.zh]
        for column in AUDIT
    ]
    assert told == readme("audit")


def test_words_of_both_languages_say_the_same() -> None:
    """Claims and reasons have both languages, with the same fields."""
    known = auditing.load()
    for table in ("agreement", "arithmetic", "missing"):
        for name, entry in getattr(known, table).items():
            for prefix in [prefix for prefix in ("", "fails_", "unlike_") if f"{prefix}en" in entry]:
                assert fields_of(entry[f"{prefix}zh"]) == fields_of(entry[f"{prefix}en"]), (table, name)
                assert not re.search("[一-鿿，。：（）“”]", entry[f"{prefix}en"]), (table, name)


SIZES = st.decimals(min_value="0.1", max_value="100000", places=1)


@given(SIZES, st.sampled_from(sorted(hedges.load())))
def test_the_widest_reading_holds_what_is_said(size, name: str) -> None:
    """Whatever the words, what they say is among what they can mean, and the size as written is in both."""
    hedge = hedges.load()[name]
    said, widest = (hedge.reach(reading, size, written=size / 10, telling=size / 10) for reading in ("said", "widest"))
    assert all(0 <= inner <= outer for inner, outer in zip(said, widest, strict=True))
    assert Interval(-said[0], said[1]).holds(0)
