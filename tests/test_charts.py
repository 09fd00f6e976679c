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
from analysis.registries import criteria, themes
from analysis.registries.criteria import COMPARED, REACHED
from analysis.registries.words import Words, speak
from analysis.writing import (
    amounts,
    bullets,
    dumbbells,
    markup,
    matrices,
    palette,
    panels,
    prose,
    strips,
    titles,
    totals,
)
from analysis.writing.figures import Figure, OnScreen
from analysis.writing.pages import Text

YEARS = (2021, 2022, 2023, 2024, 2025)
NONE = pd.DataFrame(columns=list(scorecards.COLUMNS))  # a scorecard without targets
NAMES = {"work-report-2024": "W24", "plan-report-2025": "P25", "work-report-2022": "W22"}


def drawn(figure: Figure | Text) -> list[dict[str, object]]:
    """The rows that a chart draws."""
    assert isinstance(figure, Figure)
    spec = figure.chart.to_dict()
    return [row for rows in spec["datasets"].values() for row in rows]


def headline(words: Words, facts: pd.DataFrame, year: int) -> Figure | Text:
    """The headline chart of a year."""
    return dumbbells.headline(words, tables.headline(facts, year), scorecards.scorecard(facts, year), year, NAMES)


@pytest.mark.parametrize("year", YEARS)
def test_headline(words: Words, facts: pd.DataFrame, year: int) -> None:
    """Every headline growth rate is drawn, labelled, and said in the alternative text; the title has a figure."""
    table = tables.headline(facts, year)
    figure = headline(words, facts, year)
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
    rows = drawn(headline(words, facts, 2024))
    target = next(row for row in rows if row["kind"] == "target" and row["label"] == "≥6%")
    assert ("ge", True) == (target["open"], target["end"] > target["value"])  # type: ignore[operator]
    assert {""} == {row["open"] for row in rows if row["kind"] == "outcome"}


def test_estimates_are_marked(words: Words, facts: pd.DataFrame) -> None:
    """An outcome that a report only expects is told as an estimate, in label, title and caption."""
    figure = headline(words, facts, 2024)
    assert isinstance(figure, Figure)
    expected = words.say("status.estimated", amount="≈5.2%")
    assert expected in {row["label"] for row in drawn(figure)}
    assert expected in markup.plain(figure.title) and words.say("headline.marks_estimate") in figure.caption


def test_target_met_exactly_shows_both_marks(words: Words, facts: pd.DataFrame) -> None:
    """Where target and outcome are the same number, and nowhere else, the outcome is drawn inside the target's ring."""
    rows = drawn(headline(words, facts, 2024))
    ends = {
        kind: {(row["name"], row["value"]) for row in rows if row["kind"] == kind} for kind in ("target", "outcome")
    }
    assert ends["target"] & ends["outcome"] == {(row["name"], row["value"]) for row in rows if row["exact"]} != set()


def test_bar_needs_both_ends(words: Words, facts: pd.DataFrame) -> None:
    """Where a year has only targets no bar joins them, however many reports name one."""
    rows = drawn(headline(words, facts, 2022))
    assert len(rows) > len({row["name"] for row in rows})
    assert not any(row["paired"] for row in rows)


def test_verdicts_add_up(words: Words, facts: pd.DataFrame) -> None:
    """The bars hold every target of the scorecard once."""
    card = scorecards.scorecard(facts, 2024)
    rows = drawn(totals.verdicts(words, card, 2024, NAMES))
    assert len(card) == sum(int(str(row["n"])) for row in rows)
    assert all(row["last"] - row["first"] == row["n"] for row in rows)  # type: ignore[operator]
    assert set(criteria.VERDICTS) == set(palette.VERDICTS)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (["met", "missed", "not due"], "1 of the 2 targets due in 2024 that can be judged were met or exceeded"),
        (["met", "exceeded"], "All 2 targets due in 2024 that can be judged were met or exceeded"),
        (["met", "not reported"], "The 1 target due in 2024 that can be judged was met or exceeded"),
        (["missed", "near"], "None of the 2 targets due in 2024 that can be judged was met"),
        (["missed"], "The 1 target due in 2024 that can be judged was not met"),
        (["not comparable", "not due"], "None of the 2 targets of 2024 can be judged"),
    ],
)
def test_titles_of_totals_are_true_of_any_card(found: list[str], told: str) -> None:
    """Some, all, none, one alone and nothing to judge have words of their own."""
    card = pd.DataFrame({"verdict": found})
    which, counts = titles.reached(card)
    assert told == speak("en").say(f"chart.judged_{which}", year="2024", **counts)


@pytest.mark.parametrize("verdict", ["exceeded", "met", "near", "missed", "ambiguous", "not comparable"])
def test_leads_say_the_verdict(words: Words, facts: pd.DataFrame, verdict: str) -> None:
    """Every verdict that a target with its outcome can have is a sentence of its own, with both numbers."""
    row = next(row for row in tables.headline(facts, 2024).to_dict("records") if row["target"] and row["outcome"])
    told = {each: markup.plain(titles.lead(words, row, each, 2024)) for each in (verdict, "")}
    assert told[verdict] != told[""] and all("≥6%" in text and "5.2%" in text for text in told.values())


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2025])
def test_nothing_to_compare(words: Words, facts: pd.DataFrame, year: int) -> None:
    """A year whose targets cannot be judged has no chart of verdicts."""
    card = scorecards.scorecard(facts, year)
    assert Text("") == totals.verdicts(words, card, year, NAMES)
    assert [] == bullets.amounts(words, card, year, NAMES)


def test_bullets_are_the_compared_amounts_and_worries_come_first(words: Words, facts: pd.DataFrame) -> None:
    """Every compared target but growth rates has its row in one of the figures; what was missed comes first."""
    card = scorecards.scorecard(facts, 2024)
    figures = [drawn(figure) for figure in bullets.amounts(words, card, 2024, NAMES)]
    compared = card[card["verdict"].isin(["missed", "near", "met", "exceeded"])]
    assert sum(map(len, figures)) == int((compared["measure"] != "growth").sum())
    order = [words.say(f"verdict.{name}") for name in ("missed", "near", "met", "exceeded")]
    for rows in figures:
        assert sorted(places := [order.index(str(row["verdict"])) for row in rows]) == places
    missed = [sum(row["verdict"] == order[0] for row in rows) for rows in figures]
    assert missed[0] > 0 and missed == sorted(missed, reverse=True)


def test_bullets_fit_half_a_page(words: Words, facts: pd.DataFrame) -> None:
    """However many targets a theme has, none of its figures is longer than half a page in print."""
    card = scorecards.scorecard(facts, 2024)
    compared = card[card["ratio"].notna()]
    many = pd.concat([compared.assign(theme="city")] * 2, ignore_index=True)
    figures = bullets.amounts(words, many, 2024, NAMES)
    assert len(many[many["verdict"].isin(["missed", "near", "met", "exceeded"])]) == sum(len(drawn(f)) for f in figures)
    assert max(len(drawn(figure)) for figure in figures) <= 11


def test_parts_of_a_theme_count_it_whole(words: Words, facts: pd.DataFrame) -> None:
    """Where the targets of a theme need two figures, both say how many there are in all, and which part they are."""
    card = scorecards.scorecard(facts, 2024)
    city = card[(card["theme"] == "city") & card["ratio"].notna() & card["verdict"].isin(COMPARED)]
    figures = bullets.amounts(words, city, 2024, NAMES)
    assert 2 == len(figures) and len(city) == sum(len(drawn(figure)) for figure in figures)
    reached = {"n": len(city), "reached": int(city["verdict"].isin(REACHED).sum())}
    for number, figure in enumerate(figures, start=1):
        part = words.say("chart.part", theme=words.theme("city"), count=2, number=number)
        assert markup.plain(figure.title).startswith(
            words.say("chart.amounts_some", theme=part, year="2024", **reached)
        )


def test_themes_are_told_in_the_order_they_are_drawn(words: Words, facts: pd.DataFrame) -> None:
    """Who hears of a chart hears of its bars from above."""
    figure = totals.verdicts(words, scorecards.scorecard(facts, 2024), 2024, NAMES)
    assert isinstance(figure, Figure)
    names = [words.theme(entry.id) for entry in themes.load()]
    places = [figure.alt.find(words.say("scorecard.alt_item", theme=name, items="")) for name in names]
    assert (there := [place for place in places if place >= 0]) == sorted(there) and len(there) > 5


@pytest.mark.parametrize(
    ("bound", "value_to", "ends"),
    [("ge", None, (100, 200)), ("le", None, (50, 100)), ("approx", None, (92, 108)), ("between", 15.0, (100, 150))],
)
def test_bounds_of_a_bullet_are_drawn_as_they_are(bound: str, value_to: float | None, ends: tuple[int, int]) -> None:
    """以上 goes on to the right, 以内 comes from the left, 左右 is soft to both sides, a range has its ends."""
    target = fact("10", "座", measure="level", **TARGET | {"bound": bound, "value_to": value_to})
    card = scorecards.scorecard(table(target, fact("11", "座", measure="level", **OUTCOME)), 2024)
    row = drawn(bullets.amounts(speak("en"), card, 2024, NAMES)[0])[0]
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
    figure = matrices.matrix(words, cells, NAMES)
    assert len(cells) == len(drawn(figure))
    assert isinstance(matrices.matrix(words, cells[:0], NAMES), Text)
    themed = [part.shown for part in matrices.by_theme(words, cells, NAMES) if isinstance(part, OnScreen)]
    assert sum(isinstance(part, Figure) for part in themed) == cells["theme"].nunique()


def test_coverage_shows_holes(words: Words, facts: pd.DataFrame) -> None:
    """The empty boxes are the outcomes of 2022 and 2025 and the targets of 2021 and 2023."""
    figure = totals.coverage(words, tables.coverage(facts, range(2021, 2026)), NAMES)
    target, outcome = words.say("status.target"), words.say("status.actual")
    holes = {(row["year"], row["kind"]) for row in drawn(figure) if row["hole"]}
    assert {("2021", target), ("2023", target), ("2022", outcome), ("2025", outcome)} == holes


def test_line_stops_at_a_hole(facts: pd.DataFrame) -> None:
    """Outcomes of 2021, 2023 and 2024 are two runs: nothing joins 2021 and 2023, and 2022 is a box that says so."""
    figure = panels.series(
        speak("en"), levels(facts, {2021: 9.0, 2023: 8.0, 2024: 5.0}), range(2021, 2025), NONE, NAMES
    )
    rows = drawn(figure)
    points = [row for row in rows if "kind" in row]
    assert [2021, 2023, 2024] == [point["year"] for point in points]
    assert points[0]["run"] != points[1]["run"] == points[2]["run"]
    assert [2022] == [row["year"] for row in rows if row.get("part") == "hole"]


def levels(facts: pd.DataFrame, numbers: dict[int, float]) -> pd.DataFrame:
    """One series of outcomes."""
    row = facts[facts["indicator"].notna() & (facts["measure"] == "level")].iloc[[0]]
    told = [row.assign(year=year, value=number, number=number) for year, number in numbers.items()]
    return pd.concat(told).assign(kind="outcome", value_to=None, series="one")


@pytest.mark.parametrize(
    ("numbers", "part"),
    [((9.0, 5.0), "foot"), ((7.0, 7.0), "foot"), ((0.0, 3.0), "foot"), ((100.0, 97.0), "cut")],
)
def test_a_scale_begins_at_zero_or_shows_its_cut(facts: pd.DataFrame, numbers: tuple[float, float], part: str) -> None:
    """Only where the marks would lie at one height is the scale cut, and then its foot is jagged."""
    table = levels(facts, dict(zip((2021, 2022), numbers, strict=True)))
    rows = drawn(panels.series(speak("en"), table, range(2021, 2023), NONE, NAMES))
    assert {part} == {row["part"] for row in rows if "part" in row and row["part"] != "head"}
    assert {part == "cut"} == {row["zero"] is None for row in rows if "kind" in row}


def test_growth_rates_share_a_scale(words: Words, facts: pd.DataFrame) -> None:
    """The same rate stands at one height in every panel, and the caption says so."""
    years = range(2021, 2026)
    figure = panels.series(words, histories.series(facts, "economy", years), years, NONE, NAMES)
    assert isinstance(figure, Figure) and words.say("series.shared") in figure.caption
    heights = {(row["value"], row["at"]) for row in drawn(figure) if "kind" in row}
    assert len(heights) == len({value for value, _ in heights})


def test_series_title_says_what_came_of_it(words: Words, facts: pd.DataFrame) -> None:
    """The title holds a target against the outcome of its own year; without such a year it tells the last one."""
    years = range(2021, 2026)
    series = histories.series(facts, "economy", years)
    figure = panels.series(words, series, years, scorecards.latest(facts, years, "economy"), NAMES)
    assert isinstance(figure, Figure)
    told = {"zh": "2024年未完成目标（目标≥6%，结果预计≈5.2%）", "en": "2024 target of ≥6% missed, outcome est. ≈5.2%"}
    assert told[words.lang] in markup.plain(figure.title)
    alone = panels.series(words, series[series["kind"] == "target"], years, NONE, NAMES)
    assert isinstance(alone, Figure) and "2025" in alone.title


def test_one_panel_needs_no_word_on_scales(words: Words, facts: pd.DataFrame) -> None:
    """That panels have scales of their own is said where there are several."""
    years = range(2021, 2026)
    series = histories.series(facts, "livelihood", years)
    alone = panels.series(words, series[series["series"] == series["series"].iloc[0]], years, NONE, NAMES)
    both = panels.series(words, series, years, NONE, NAMES)
    assert isinstance(alone, Figure) and isinstance(both, Figure)
    told = words.say("series.shared")
    assert told in both.caption and told not in alone.caption


def test_themes(facts: pd.DataFrame, reports: tuple[Report, ...]) -> None:
    """Every theme is drawn or left out whole; a series has at least two years and keeps to those asked for."""
    words = speak("en")
    attention = tables.attention(frames.passages(reports))
    names = prose.labels(words, reports)
    for theme in readings.offered(reports)["theme"]:
        years = range(2022, 2025)
        series = histories.series(facts, str(theme), years)
        figure = panels.series(words, series, years, NONE, names)
        assert isinstance(figure, Text) == series.empty
        if isinstance(figure, Figure):
            assert {int(str(row["year"])) for row in drawn(figure) if "kind" in row} <= set(years)
            assert series.groupby("series")["year"].nunique().min() > 1
        shares = strips.attention(words, attention, str(theme), names)
        assert isinstance(shares, Figure) == prose.speaks(attention, str(theme))


def test_empty_tables(words: Words, facts: pd.DataFrame) -> None:
    """Without rows there are words or nothing, and never an empty chart."""
    nothing = facts[:0]
    years = range(2021, 2026)
    assert Text("") == headline(words, nothing, 2024)
    assert Text("") == panels.series(words, histories.series(nothing, "economy", years), years, NONE, NAMES)
    assert Text("") == strips.attention(
        words, tables.attention(pd.DataFrame(columns=["heading", "report", "theme", "characters"])), "economy", {}
    )
    amounts = tables.headline(facts, 2024)
    amounts = amounts[amounts["measure"] == "level"]
    told = dumbbells.headline(words, amounts, NONE, 2024, NAMES)
    assert isinstance(told, Text) and "2024" not in told.markdown and told.markdown


def test_charts_are_deterministic(words: Words, facts: pd.DataFrame) -> None:
    """The same table gives the same chart."""
    first, second = (headline(words, facts, 2024) for _ in range(2))
    assert isinstance(first, Figure) and isinstance(second, Figure)
    assert json.dumps(first.chart.to_dict()) == json.dumps(second.chart.to_dict())
