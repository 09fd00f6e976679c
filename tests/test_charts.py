"""The charts: what they draw is in the table, open targets are open, holes are holes, nothing gives no chart."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from handmade import OUTCOME, TARGET, fact, table

from analysis import frames, tables
from analysis.comparison import coverage, histories, scorecards
from analysis.documents.reports import Report
from analysis.publishing import readings
from analysis.registries import criteria
from analysis.registries.words import LANGUAGES, Words, speak
from analysis.writing import amounts, bullets, charts, drawings, markup, matrices, palette, panels, prose
from analysis.writing.pages import Figure, OnScreen, Text

YEARS = (2021, 2022, 2023, 2024, 2025)


@pytest.fixture(scope="module", params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    """The words of each language in turn."""
    return speak(request.param)


def drawn(figure: Figure | Text) -> list[dict[str, object]]:
    """The rows that a chart draws."""
    assert isinstance(figure, Figure)
    spec = figure.chart.to_dict()
    return [row for rows in spec["datasets"].values() for row in rows]


@pytest.mark.parametrize("year", YEARS)
def test_headline(words: Words, facts: pd.DataFrame, year: int) -> None:
    """Every headline growth rate is drawn, labelled, and said in the alternative text; the title has a figure."""
    table = tables.headline(facts, year)
    figure = charts.headline(words, table, year)
    assert isinstance(figure, Figure)
    growth = table[(table["unit"] == "%") & (table["measure"] == "growth")]
    labels = {str(row["label"]) for row in drawn(figure)}
    for row in growth.to_dict("records"):
        told = [*row["target"], *row["outcome"]]
        for amount in amounts.distinct(words, told, row["measure"], fall=amounts.row_falls(row)):
            assert any(amount in label.split(words.say("list.either")) for label in labels)
            assert amount in figure.alt
    assert str(year) in figure.title and "%" in figure.title


def test_open_target_is_an_arrow(words: Words, facts: pd.DataFrame) -> None:
    """A target of at least 6% goes on beyond its mark, an outcome does not."""
    rows = drawn(charts.headline(words, tables.headline(facts, 2024), 2024))
    target = next(row for row in rows if row["kind"] == "target" and row["label"] == "≥6%")
    assert ("ge", True) == (target["open"], target["end"] > target["value"])  # type: ignore[operator]
    assert {""} == {row["open"] for row in rows if row["kind"] == "outcome"}


def test_estimates_are_marked(words: Words, facts: pd.DataFrame) -> None:
    """An outcome that a report only expects is told as an estimate, in label, title and caption."""
    figure = charts.headline(words, tables.headline(facts, 2024), 2024)
    assert isinstance(figure, Figure)
    expected = words.say("status.estimated", amount="≈5.2%")
    assert expected in {row["label"] for row in drawn(figure)}
    assert expected in markup.plain(figure.title) and words.say("headline.marks_estimate") in figure.caption


def test_target_met_exactly_shows_both_marks(words: Words, facts: pd.DataFrame) -> None:
    """Where target and outcome are the same number, and nowhere else, the outcome is drawn inside the target's ring."""
    rows = drawn(charts.headline(words, tables.headline(facts, 2024), 2024))
    ends = {
        kind: {(row["name"], row["value"]) for row in rows if row["kind"] == kind} for kind in ("target", "outcome")
    }
    assert ends["target"] & ends["outcome"] == {(row["name"], row["value"]) for row in rows if row["exact"]} != set()


def test_bar_needs_both_ends(words: Words, facts: pd.DataFrame) -> None:
    """Where a year has only targets no bar joins them, however many reports name one."""
    rows = drawn(charts.headline(words, tables.headline(facts, 2022), 2022))
    assert len(rows) > len({row["name"] for row in rows})
    assert not any(row["paired"] for row in rows)


def test_verdicts_add_up(words: Words, facts: pd.DataFrame) -> None:
    """The bars hold every target of the scorecard once."""
    card = scorecards.scorecard(facts, 2024)
    rows = drawn(charts.verdicts(words, card, 2024))
    assert len(card) == sum(int(str(row["n"])) for row in rows)
    assert set(criteria.VERDICTS) == set(palette.VERDICTS)


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2025])
def test_nothing_to_compare(words: Words, facts: pd.DataFrame, year: int) -> None:
    """A year whose targets cannot be judged has no chart of verdicts."""
    card = scorecards.scorecard(facts, year)
    assert Text("") == charts.verdicts(words, card, year) == bullets.amounts(words, card, year)


def test_bullets_are_the_compared_amounts_and_worries_come_first(words: Words, facts: pd.DataFrame) -> None:
    """Every compared target but growth rates has a row; what was missed is above what was exceeded."""
    card = scorecards.scorecard(facts, 2024)
    rows = drawn(bullets.amounts(words, card, 2024))
    compared = card[card["verdict"].isin(["missed", "near", "met", "exceeded"])]
    assert len(rows) == int((compared["measure"] != "growth").sum())
    order = [words.say(f"verdict.{name}") for name in ("missed", "near", "met", "exceeded")]
    assert sorted(places := [order.index(str(row["verdict"])) for row in rows]) == places


@pytest.mark.parametrize(
    ("bound", "value_to", "ends"),
    [("ge", None, (100, 200)), ("le", None, (50, 100)), ("approx", None, (92, 108)), ("between", 15.0, (100, 150))],
)
def test_bounds_of_a_bullet_are_drawn_as_they_are(bound: str, value_to: float | None, ends: tuple[int, int]) -> None:
    """以上 goes on to the right, 以内 comes from the left, 左右 is soft to both sides, a range has its ends."""
    target = fact("10", "座", measure="level", **TARGET | {"bound": bound, "value_to": value_to})
    card = scorecards.scorecard(table(target, fact("11", "座", measure="level", **OUTCOME)), 2024)
    row = drawn(bullets.amounts(speak("en"), card, 2024))[0]
    assert ends == (row["first"], row["last"])


def test_the_matrix_shows_every_hole(words: Words, facts: pd.DataFrame) -> None:
    """The states are those of the numbers, 2022 has no outcome and 2023 no target, and a dot stands for each."""
    cells = coverage.matrix(facts, YEARS)
    assert len(cells) == len(YEARS) * cells["indicator"].nunique()
    spoken = cells[["target", "outcome"]].astype(bool).groupby(cells["indicator"]).sum().sum(axis=1)
    assert spoken.min() >= 2
    told = {"both": (True, True), "target": (True, False), "outcome": (False, True), "neither": (False, False)}
    for cell in cells.to_dict("records"):
        assert told[cell["state"]] == (cell["target"] > 0, cell["outcome"] > 0)
    assert not cells[cells["year"] == 2022]["outcome"].any() and not cells[cells["year"] == 2023]["target"].any()
    figure = matrices.matrix(words, cells)
    assert len(cells) == len(drawn(figure))
    assert isinstance(matrices.matrix(words, cells[:0]), Text)
    themed = [part.shown for part in matrices.by_theme(words, cells) if isinstance(part, OnScreen)]
    assert sum(isinstance(part, Figure) for part in themed) == cells["theme"].nunique()


def test_coverage_shows_holes(words: Words, facts: pd.DataFrame) -> None:
    """The empty boxes are the outcomes of 2022 and 2025 and the targets of 2021 and 2023."""
    figure = charts.coverage(words, tables.coverage(facts, range(2021, 2026)))
    target, outcome = words.say("status.target"), words.say("status.actual")
    holes = {(row["year"], row["kind"]) for row in drawn(figure) if row["hole"]}
    assert {("2021", target), ("2023", target), ("2022", outcome), ("2025", outcome)} == holes


def test_line_stops_at_a_hole(facts: pd.DataFrame) -> None:
    """Outcomes of 2021, 2023 and 2024 are two runs: nothing joins 2021 and 2023."""
    row = facts[facts["indicator"].notna() & (facts["measure"] == "level")].iloc[[0]]
    series = pd.concat(
        [row.assign(year=year, kind="outcome", value=year, number=year, value_to=None) for year in (2021, 2023, 2024)]
    )
    points = panels._panel(speak("en"), series.assign(series="one"))
    assert [2021, 2023, 2024] == [point["year"] for point in points]
    assert points[0]["run"] != points[1]["run"] == points[2]["run"]


def test_series_title_pairs_one_year(words: Words, facts: pd.DataFrame) -> None:
    """The title holds a target against the outcome of its own year; without such a year it tells the last one."""
    years = range(2021, 2026)
    series = histories.series(facts, "economy", years)
    figure = panels.series(words, series, years)
    assert isinstance(figure, Figure)
    assert markup.plain(figure.title).endswith(
        {"zh": "2024年目标≥6%，结果预计≈5.2%", "en": "2024: target ≥6%, outcome est. ≈5.2%"}[words.lang]
    )
    alone = panels.series(words, series[series["kind"] == "target"], years)
    assert isinstance(alone, Figure) and "2025" in alone.title and words.say("status.actual") not in alone.title


def test_one_panel_needs_no_caption(words: Words, facts: pd.DataFrame) -> None:
    """That each panel has its own scale is said where there are several."""
    years = range(2021, 2026)
    series = histories.series(facts, "economy", years)
    alone = panels.series(words, series[series["series"] == series["series"].iloc[0]], years)
    both = panels.series(words, series, years)
    assert isinstance(alone, Figure) and isinstance(both, Figure)
    assert "" == alone.caption != both.caption


def test_panels_of_a_row_are_level(facts: pd.DataFrame) -> None:
    """The names over the panels of one row have equally many lines."""
    points = [[{"name": "a\nb\nc"}], [{"name": "a"}]]
    assert [2, 2] == [str(panel[0]["name"]).count("\n") for panel in panels._level(points)]


def test_themes(facts: pd.DataFrame, reports: tuple[Report, ...]) -> None:
    """Every theme is drawn or left out whole; a series has at least two years and keeps to those asked for."""
    words = speak("en")
    attention = tables.attention(frames.passages(reports))
    names = prose.labels(words, reports)
    for theme in readings.offered(reports)["theme"]:
        years = range(2022, 2025)
        series = histories.series(facts, str(theme), years)
        figure = panels.series(words, series, years)
        assert isinstance(figure, Text) == series.empty
        if isinstance(figure, Figure):
            assert {int(str(row["year"])) for row in drawn(figure)} <= set(years)
            assert series.groupby("series")["year"].nunique().min() > 1
        shares = panels.attention(words, attention, str(theme), names)
        assert isinstance(shares, Figure) == prose.speaks(attention, str(theme))


def test_narrow_drawings_fit_a_telephone(words: Words, facts: pd.DataFrame, reports: tuple[Report, ...]) -> None:
    """Every chart of a page has a drawing for a narrow screen, no wider than 390 points less the margins."""
    years = range(2021, 2026)
    shares = tables.attention(frames.passages(reports))
    figures = [
        charts.headline(words, tables.headline(facts, 2024), 2024),
        charts.verdicts(words, scorecards.scorecard(facts, 2024), 2024),
        charts.coverage(words, tables.coverage(facts, years)),
        bullets.amounts(words, scorecards.scorecard(facts, 2024), 2024),
        matrices.matrix(words, coverage.matrix(facts, years, "industry")),
        panels.series(words, histories.series(facts, "economy", years), years),
        panels.attention(words, shares, "economy", prose.labels(words, reports)),
    ]
    for figure in figures:
        assert isinstance(figure, Figure) and figure.narrow is not None
        assert float(str(drawings.draw(figure.narrow.to_dict()).get("width"))) <= 358


def test_empty_tables(words: Words, facts: pd.DataFrame) -> None:
    """Without rows there are words or nothing, and never an empty chart."""
    nothing = facts[:0]
    assert Text("") == charts.headline(words, tables.headline(nothing, 2024), 2024)
    assert Text("") == panels.series(words, histories.series(nothing, "economy", range(2021, 2026)), range(2021, 2026))
    assert Text("") == panels.attention(
        words, tables.attention(pd.DataFrame(columns=["heading", "report", "theme", "characters"])), "economy", {}
    )
    levels = tables.headline(facts, 2024)
    levels = levels[levels["measure"] == "level"]
    told = charts.headline(words, levels, 2024)
    assert isinstance(told, Text) and "2024" not in told.markdown and told.markdown


def test_charts_are_deterministic(words: Words, facts: pd.DataFrame) -> None:
    """The same table gives the same chart."""
    rows = tables.headline(facts, 2024)
    first, second = (charts.headline(words, rows, 2024) for _ in range(2))
    assert isinstance(first, Figure) and isinstance(second, Figure)
    assert json.dumps(first.chart.to_dict()) == json.dumps(second.chart.to_dict())
