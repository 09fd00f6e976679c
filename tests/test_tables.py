from __future__ import annotations

import dataclasses
import datetime
import io
from types import SimpleNamespace

import pandas as pd
import pytest
from handmade import OUTCOME, TARGET, cells, fact, table
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import frames, tables
from analysis.documents.reports import Report
from analysis.errors import TableError
from analysis.extraction import Extraction
from analysis.facts import Fact, Unread

TWO = table(fact(), fact("7", before="工业增加值增长", subject="规模以上工业增加值", indicator=None))


def test_the_codebook_is_the_fields_of_a_fact() -> None:
    """Columns and fields are the same names in the same order, each explained in both languages."""
    assert [field.name for field in dataclasses.fields(Fact)] == [column.name for column in tables.CODEBOOK]
    assert [field.name for field in dataclasses.fields(Unread)] == [column.name for column in tables.UNREAD]
    assert all(column.zh and column.en for column in (*tables.CODEBOOK, *tables.UNREAD, *tables.PASSAGES))


def test_a_table_has_the_dtypes_of_its_codebook_also_when_it_is_empty() -> None:
    """A notebook on a year without facts gets the same columns as any other."""
    expected = {column.name: column.dtype for column in tables.CODEBOOK}
    assert expected == TWO.dtypes.astype(str).to_dict()
    assert expected == frames.facts([]).dtypes.astype(str).to_dict()
    tables.check(frames.facts([]))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"measure": "rate"}, "measure is 'rate', one of level, growth"),
        ({"bound": "about"}, "bound is 'about', one of eq, ge"),
        ({"strength": ""}, "strength is '', one of firm"),
        ({"part": "Plan"}, "part is 'Plan', one of review"),
        ({"theme": "weather"}, "theme is 'weather'"),
        ({"period": "24"}, "period is '24'"),
        ({"period": "2026-2022"}, "period is '2026-2022'"),
        ({"period": "2024-2024"}, "period is '2024-2024'"),
        ({"value_to": 7.0}, "bound is eq and value_to is 7.0"),
        ({"bound": "between"}, "bound is between and value_to is nan"),
        ({"text": "9"}, "text '9' is not quote"),
        ({"quote_start": 5000}, "text '6' is not quote"),
        ({"subject": ""}, "has no subject"),
        ({"value": float("nan")}, "has no value"),
        ({"report": pd.Series([None, "b"], dtype="str")}, "has no report"),
    ],
)
def test_check_names_the_fault(changes: dict[str, object], fault: str) -> None:
    """Each thing the codebook forbids is found and told in words."""
    tables.check(TWO)
    with pytest.raises(TableError) as error:
        tables.check(TWO.assign(**changes))
    assert fault in str(error.value)


def test_check_tells_all_faults_at_once() -> None:
    """Three faults in two rows are one message; a wrong number of columns stops there."""
    broken = TWO.assign(status=["hope", "target"], period=["2024", "soon"], subject=["", "x"])
    with pytest.raises(TableError, match=r"3 faults.*'hope'.*no subject.*'soon'"):
        tables.check(broken)
    with pytest.raises(TableError, match="unknown column colour"):
        tables.check(TWO.assign(colour="red"))
    with pytest.raises(TableError, match="column start is float64, int64 is meant"):
        tables.check(TWO.astype({"start": "float64"}))
    with pytest.raises(TableError, match="not in the order"):
        tables.check(TWO[list(reversed(TWO.columns))])
    with pytest.raises(TableError, match="already has a row"):
        tables.check(pd.concat([TWO, TWO.head(1)], ignore_index=True))


def test_typed_says_what_is_missing_or_does_not_fit() -> None:
    """A CSV of something else is refused in one line."""
    with pytest.raises(TableError, match="no column rules"):
        tables.typed(TWO.drop(columns="rules"))
    with pytest.raises(TableError, match="column value holds a cell that is no float64"):
        tables.typed(TWO.assign(value="six"))


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=8)


@given(
    subject=_TEXT.filter(bool),
    section=st.lists(_TEXT, max_size=3),
    scope=_TEXT,
    indicator=st.none() | st.sampled_from(["gdp", "NA", "null"]),
    task=st.none() | st.integers(0, 99),
    value=st.decimals(-(10**9), 10**9, places=3),
    value_to=st.none() | st.decimals(0, 100, places=2),
)
def test_csv_gives_back_the_same_table(**fields: object) -> None:
    """Quotes, commas, line breaks, empty texts and nulls survive a CSV file."""
    fields["section"] = tuple(fields["section"])  # type: ignore[arg-type]
    before = table(fact(**fields), fact())
    csv = before.to_csv(index=False, lineterminator="\n")
    after = tables.typed(pd.read_csv(io.StringIO(csv), dtype=str, keep_default_na=False))
    assert_frame_equal(before, after)


def test_a_year_is_its_own_facts() -> None:
    """2024 has the facts of 2024; 2022-2026 contains it and is another period."""
    facts = table(fact(period="2024"), fact(period="2022-2026"), fact(period="2023"), fact(period=""))
    assert ["2024"] == tables.of_year(facts, 2024)["period"].tolist()


def test_a_theme_has_what_touches_its_years() -> None:
    """A span counts if it overlaps; another theme and an unknown period do not."""
    facts = table(
        fact(period="2021"),
        fact(period="2022-2026"),
        fact(period="2026"),
        fact(period=""),
        fact(theme="rural", period="2021"),
    )
    assert ["2021", "2022-2026"] == tables.of_theme(facts, "economy", 2021, 2025)["period"].tolist()


def test_outcomes_are_of_years_that_are_over() -> None:
    """What a plan says of a project, and what any report says of the year it plans, came of nothing yet."""
    facts = table(
        fact(status="estimate", period="2023"),
        fact(status="actual", part="plan", period="2023"),
        fact(status="actual", part="other", period="2024"),
        fact(status="forecast", period="2023"),
        fact(**TARGET),
        fact("8", **TARGET),
        fact("9", **TARGET | {"period": "2023"}),
        fact(**OUTCOME),
    )
    assert [("2023", "review"), ("2024", "review")] == cells(tables.outcomes(facts), "period", "part")


def test_a_series_keeps_every_source_and_no_span() -> None:
    """Targets and outcomes of one indicator, measure and scope, by year."""
    facts = table(
        fact("5.2", **OUTCOME),
        fact("6", **TARGET),
        fact("6.1", **TARGET | {"report": "news-2024"}),
        fact("6.5", **TARGET | {"period": "2022-2026"}),
        fact("4", scope="和平区", **TARGET),
        fact("4", measure="level", **TARGET),
        fact("4", indicator="fiscal", **TARGET),
        fact("5.9", period="2023"),
    )
    found = tables.series(facts, "gdp", "growth")
    assert [(2023, "outcome", 5.9), (2024, "outcome", 5.2), (2024, "target", 6.1), (2024, "target", 6.0)] == cells(
        found, "year", "kind", "value"
    )
    assert [4.0] == tables.series(facts, "gdp", "growth", scope="和平区")["value"].tolist()


def test_headline_puts_targets_beside_outcomes() -> None:
    """One row an indicator and measure; a year with targets alone has empty outcomes, not invented ones."""
    facts = table(
        fact("6", bound="ge", **TARGET), fact("6", bound="ge", **TARGET | {"report": "news"}), fact("5.2", **OUTCOME)
    )
    row = tables.headline(facts, 2024).iloc[0]
    assert ("gdp", "growth", ["news", "work-report-2024"]) == (
        row.indicator,
        row.measure,
        [c["report"] for c in row.target],
    )
    assert [5.2] == [cited["value"] for cited in row.outcome]
    assert [[]] == tables.headline(tables.targets(facts), 2024)["outcome"].tolist()
    assert tables.headline(facts, 2022).empty


def test_coverage_shows_the_hole() -> None:
    """A year nobody speaks of is a row of zeros."""
    facts = table(fact(**TARGET | {"period": "2022"}), fact(**OUTCOME))
    counted = tables.coverage(facts)
    assert [(2022, 1, 0), (2023, 0, 0), (2024, 0, 1)] == cells(counted, "year", "target", "outcome")
    assert [2030] == tables.coverage(facts, [2030])["year"].tolist()
    assert [] == tables.coverage(frames.facts([]))["year"].tolist()


def test_attention_adds_up_to_one() -> None:
    """Headings are not counted, and a theme that a report leaves out is a zero."""
    rows = [("a", "rural", False, 30), ("a", "reform", False, 10), ("a", "rural", True, 99), ("b", "", False, 5)]
    passages = pd.DataFrame(rows, columns=["report", "theme", "heading", "characters"])
    shares = tables.attention(passages).set_index(["report", "theme"])["share"]
    assert (0.75, 0.25, 0.0, 1.0) == (
        shares["a", "rural"],
        shares["a", "reform"],
        shares["b", "rural"],
        shares["b", ""],
    )
    assert [1.0, 1.0] == shares.groupby("report").sum().tolist()


def test_sources_are_the_reports_behind_the_facts() -> None:
    """A report without a fact in the table is no source of it; an undated one comes first and says so."""
    told = {"title_zh": "", "title_en": "", "issuer": "", "kind": "work"}
    reports = [
        SimpleNamespace(name="plan-report-2025", date=datetime.date(2025, 1, 12), **told),
        SimpleNamespace(name="work-report-2024", date=None, **told),
        SimpleNamespace(name="work-report-2022", date=datetime.date(2022, 1, 8), **told),
    ]
    found = tables.sources(table(fact(), fact(), fact(**OUTCOME)), reports)  # type: ignore[arg-type]
    assert [("work-report-2024", "", 2), ("plan-report-2025", "2025-01-12", 1)] == cells(
        found, "report", "date", "facts"
    )


def test_no_question_changes_the_table() -> None:
    """Every question leaves its argument as it was."""
    facts = table(fact(**TARGET), fact(**OUTCOME))
    copy = facts.copy(deep=True)
    answer = tables.of_year(facts, 2024)
    answer.loc[:, "value"] = 0
    tables.series(facts, "gdp", "growth")
    tables.headline(facts, 2024)
    tables.coverage(facts)
    answer = tables.typed(facts)
    answer.loc[:, "value"] = 0
    assert_frame_equal(copy, facts)


def test_the_tables_of_the_reports_are_whole(
    reports: tuple[Report, ...], extractions: tuple[Extraction, ...], facts: pd.DataFrame
) -> None:
    """All facts keep to the codebook, nothing is lost on the way, and the holes of the documents stay holes."""
    tables.check(facts)
    assert len(facts) == sum(len(item.facts) for item in extractions)
    assert len(frames.unread(extractions)) == sum(len(item.unread) for item in extractions)
    passages = frames.passages(reports)
    assert (passages["end"] - passages["start"] >= passages["characters"]).all()
    held = tables.coverage(facts, range(2021, 2026)).set_index("year")
    assert held.loc[2022, "target"] > 0 and held.loc[2022, "outcome"] == 0
    assert held.loc[2023, "target"] == 0 and held.loc[2023, "outcome"] > 0
