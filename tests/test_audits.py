"""Reports of a sentence or two against what an audit makes of them, and the audit of the documents that come along."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_readme import table as readme

import analysis
from analysis import extraction, frames
from analysis.comparison.audits import AUDIT, COLUMNS, audit, flat, types
from analysis.comparison.intervals import Interval
from analysis.documents import seeds
from analysis.errors import RegistryError
from analysis.registries import auditing, files, hedges
from analysis.registries.messages import fields_of

CASES = tomllib.loads((Path(__file__).parent / "data" / "audits.toml").read_text(encoding="utf-8"))["case"]


def facts_of(reports: list[dict[str, str]], folder: Path) -> pd.DataFrame:
    """Return the facts of reports that look back on one year and plan the next."""
    extractions = []
    for number, report in enumerate(reports):
        year = int(report["year"])
        path = folder / f"report-{year}-{number}.txt"
        lines = (
            "某市政府工作报告",
            f"（{year}年1月10日）",
            f"一、{year - 1}年工作回顾",
            report.get("review", "工作取得进展。"),
            f"二、{year}年重点工作安排",
            report.get("plan", "继续努力。"),
        )
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        extractions.append(extraction.extract(seeds.read(path)))
    return frames.facts(extractions)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_case(case: dict[str, list], tmp_path: Path) -> None:
    """A case gives the statements it names, and no other."""
    found = audit(facts_of(case["reports"], tmp_path))
    reasons = [
        (re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(words["en"]))), name)
        for name, words in auditing.load().missing.items()
    ]
    told = [
        [rule, {True: "yes", False: "no"}.get(holds) or next(name for told, name in reasons if told.fullmatch(missing))]
        for rule, holds, missing in found[["rule", "holds", "missing"]].itertuples(index=False)
    ]
    assert sorted(case["expected"]) == sorted(told)


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


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("stock = [", "stok = ["), "words.stok is not known; did you mean 'stock'? (line "),
        (("times = 2", 'times = "2"'), "apart.times is '2', a whole number from 1 on is meant (line "),
        (("[arithmetic.sum]", "[arithmetic.sums]"), "arithmetic.sums is not known; did you mean"),
        (('type = "parts"', 'kind = "parts"'), "arithmetic.sum.type is missing (line "),
        (('parts = ["其中"]', 'parts = "其中"'), "words.parts is '其中', a list of words is meant (line "),
        (("unlike_en = ", "unlik_en = "), "arithmetic.level-growth.unlik_en is not known; did you mean 'unlike_en'? (line "),
        (("[notes.share-growth]", "[notes.share-groth]"), "notes.share-groth is not known; did you mean 'share-growth'? (line "),
        (("[apart]", "[apart"), "audits.toml: "),
    ],
)  # fmt: skip
def test_malformed_auditing(change: tuple[str, str], fault: str) -> None:
    """A slip in the words of the audit is told with its key, its line and what would be right."""
    with pytest.raises(RegistryError, match=re.escape(fault)):
        auditing.parse(files.content("audits.toml").replace(*change, 1))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("[approx]", "[about]"), "approx is missing | about is not known (line "),
        (('digit = "written"', 'digit = "last"'), "digits.digit is 'last', one of written, telling is meant (line "),
        (('said = ["0.5", "0.5"]', "said = [0.5, 0.5]"), "digits.said is [0.5, 0.5], two numbers from 0 on in quotation"),
        (('cap = ["0.1", "0.25"]', 'cap = ["0.1"]'), "approx.cap is ['0.1'], two numbers from 0 on in quotation marks"),
        (('cap = ["0.1", "0.25"]', 'cap = ["0.1", "open"]'), "approx.cap is ['0.1', 'open'], two numbers from 0 on"),
    ],
)  # fmt: skip
def test_malformed_hedges(change: tuple[str, str], fault: str) -> None:
    """A wrong width is told with its key, its line and what would be right."""
    with pytest.raises(RegistryError, match=re.escape(fault)):
        hedges.parse(files.content("hedges.toml").replace(*change, 1))


SIZES = st.decimals(min_value="0.1", max_value="100000", places=1)


@given(SIZES, st.sampled_from(sorted(hedges.load())))
def test_the_widest_reading_holds_what_is_said(size, name: str) -> None:
    """Whatever the words, what they say is among what they can mean, and the size as written is in both."""
    hedge = hedges.load()[name]
    said, widest = (hedge.reach(reading, size, written=size / 10, telling=size / 10) for reading in ("said", "widest"))
    assert all(0 <= inner <= outer for inner, outer in zip(said, widest, strict=True))
    assert Interval(-said[0], said[1]).holds(0)
