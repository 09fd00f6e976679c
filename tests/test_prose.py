"""The words of the briefings: numbers by the language's rules, findings for every year and theme, the catalogue."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import frames, tables
from analysis.comparison import deriving, histories, scorecards
from analysis.documents.reports import Report
from analysis.errors import ParameterError
from analysis.extraction import Extraction
from analysis.language.others import OTHERS
from analysis.publishing import readings
from analysis.registries import criteria, themes
from analysis.registries.messages import LANGUAGES, catalogue, fields_of
from analysis.registries.words import Words, speak
from analysis.writing import amounts, cards, findings, ledgers, prose, quotes
from analysis.writing.cells import Quote
from analysis.writing.pages import Table, Text

YEARS = (2021, 2022, 2023, 2024, 2025)
THEMES = tuple(str(theme) for theme in readings.offered(())["theme"])
CHINESE = re.compile("[一-鿿]")


@pytest.fixture(scope="module", params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    """The words of each language in turn."""
    return speak(request.param)


# value, unit, what else is said of it -> in Chinese, in English
SIZES = [
    (14.8, "万人", {}, "14.8万人", "148,000 people"),
    (80.1, "亿斤", {}, "80.1亿斤", "4.01 million tonnes"),
    (829.8, "万亩", {}, "829.8万亩", "553,200 ha"),
    (2.5, "亿美元", {}, "2.5亿美元", "USD 250 million"),
    (5.5, "万亿元", {"bound": "ge"}, "≥5.5万亿元", "≥CNY 5.5 trillion"),
    (1, "人", {}, "1人", "1 person"),
    (1, "个百分点", {"measure": "change"}, "1个百分点", "1 pp"),
    (25318, "家", {}, "25318家", "25,318"),
    (1109, "个", {}, "1109个", "1,109"),
    (0.4, "万人", {}, "0.4万人", "4,000 people"),
    (5.2, "%", {"measure": "growth", "bound": "approx", "signed": True}, "≈+5.2%", "≈+5.2%"),
    (-3.2, "%", {"measure": "growth", "bound": "ge"}, "≤−3.2%", "≤−3.2%"),
    (3.7, "%", {"measure": "share", "bound": "le"}, "≤3.7%", "≤3.7%"),
    (4.5, "%", {"measure": "growth", "value_to": 5.0, "bound": "between"}, "4.5～5%", "4.5 to 5%"),
    (50, "强", {"measure": "rank", "bound": "le"}, "前50位", "top 50"),
    (0.1, "%", {}, "0.1%", "0.1%"),
    (2, "", {"measure": "multiple"}, "翻番", "doubled"),
    (4, "", {"measure": "multiple"}, "翻两番", "quadrupled"),
    (3, "", {"measure": "multiple"}, "增至3倍", "3 times as much"),
    (1.3, "倍", {"measure": "multiple"}, "+1.3倍", "+130%"),
    (-3.2, "%", {"measure": "growth", "bound": "ge", "fall": True}, "≥3.2%", "≤−3.2%"),
    (-3.5, "%", {"measure": "growth", "value_to": -3.0, "fall": True}, "3～3.5%", "−3.5 to −3%"),
    (7, "%", {"measure": "growth", "bound": "approx", "prose": True}, "约7%", "about 7%"),
    (80, "亿斤", {"bound": "ge", "prose": True}, "80亿斤以上", "at least 4 million tonnes"),
    (3.7, "%", {"measure": "share", "bound": "le", "prose": True}, "3.7%以内", "at most 3.7%"),
    (-3.2, "%", {"measure": "growth", "bound": "ge", "fall": True, "prose": True}, "3.2%以上", "at most −3.2%"),
    (700, "万单", {"bare": True, "bound": "ge"}, "≥700", "≥7m"),
]


@pytest.mark.parametrize(("value", "unit", "more", "chinese", "english"), SIZES)
def test_sizes(value: float, unit: str, more: dict[str, object], chinese: str, english: str) -> None:
    """A number is told with its bound and in its language's own units."""
    assert (chinese, english) == tuple(speak(lang).size(value, unit, **more) for lang in LANGUAGES)


def test_a_year_is_no_count() -> None:
    """Counts have their commas, years never."""
    said = speak("en").say("scorecard.undue", n=1200, year=2024)
    assert "1,200 multi-year targets that run beyond 2024" == said


def test_unknown_language() -> None:
    """A language nobody has written is refused with those that are."""
    with pytest.raises(ParameterError, match=r"unknown language 'fr'; known: zh, en"):
        speak("fr")


def test_years() -> None:
    """Neighbouring years are told as a span, from three on."""
    assert "2021–2023 and 2025" == speak("en").years([2025, 2021, 2022, 2023])
    assert "2021 or 2023" == speak("en").years([2021, 2023], denied=True)
    assert "2022年、2025年" == speak("zh").years([2022, 2025])


def test_catalogue_is_used(root: Path) -> None:
    """Every message is named by the code, in full or by the table that a value of the data is looked up in."""
    code = "".join(path.read_text(encoding="utf-8") for path in (root / "analysis").rglob("*.py"))
    templates = [path for path in (root / "analysis" / "templates").rglob("*") if path.suffix in (".j2", ".typ")]
    code += "".join(path.read_text(encoding="utf-8") for path in templates)
    code += "".join(f"'page.{word}'" for word in re.findall(r"\bwords(?:\.|\[')(\w+)", code))
    code += "".join(path.read_text(encoding="utf-8") for path in (root / "notebooks").rglob("*.ipynb")).replace(
        "\\", ""
    )
    begun = set(re.findall(r"""["'](\w+\.\w*)\{""", code)) | {
        "noun.",
        "scale.",
        "short_scale.",
    }  # f"verdict.{name}"
    begun |= {f"{name}." for name in re.findall(r"""section\(words, \\?"(\w+)""", code)}
    begun |= {f"{name}.heading" for name in re.findall(r"""headed\(words, "(\w+)""", code)}
    dead = [
        key
        for key in catalogue()
        if not re.search(rf"""["']{re.escape(key)}["']""", code) and not key.startswith(tuple(begun))
    ]
    assert [] == dead


def test_messages_asked_for_are_there(root: Path) -> None:
    """Every message the code names in full is in the catalogue."""
    code = "".join(path.read_text(encoding="utf-8") for path in (root / "analysis").rglob("*.py"))
    asked = set(re.findall(r"""\.say\(\s*["']([\w.]+)["']""", code))
    assert set() == asked - set(catalogue())


def test_closed_lists_have_words() -> None:
    """Every verdict, rule and way of computing has words, and every rule that leaves a number unread."""
    expected = {f"verdict.{name}" for name in criteria.VERDICTS} | {f"reason.{rule.name}" for rule in OTHERS}
    expected |= {f"because.{name}" for name in criteria.load().rules}
    expected |= {
        f"why.{name}"
        for name, verdict in criteria.load().rules.items()
        if verdict not in {"met", "exceeded", "near", "missed"}
    }
    expected |= {f"arithmetic.{way}" for way in get_args(deriving.Way)}
    expected |= {f"scorecard.strength_{strength}" for strength in scorecards.STRENGTHS}
    assert set() == expected - set(catalogue())


def test_unread_reasons_have_words(extractions: tuple[Extraction, ...]) -> None:
    """Every reason that occurs in the five documents has words."""
    reasons = set(frames.unread(extractions)["reason"])
    assert set() == {f"reason.{reason}" for reason in reasons} - set(catalogue())


def test_english_uses_no_chinese() -> None:
    """No English message has a Chinese character or a full-width mark."""
    wide = re.compile("[一-鿿，。、；：（）]")
    assert [] == [key for key, forms in catalogue().items() if any(wide.search(text) for text in forms["en"].values())]


@given(st.text(alphabet="{}ab", max_size=6))
def test_fields_of_plain_text(text: str) -> None:
    """A message without braces has no fields."""
    plain = text.replace("{", "").replace("}", "")
    assert set() == fields_of(plain)


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
    """Every figure is counted once, by its status; targets over several years are neither outcomes nor forecasts."""
    words, years = speak("zh"), range(2021, 2026)
    for theme in THEMES:
        of_theme = tables.of_theme(facts, theme, 2021, 2025)
        yearly = int(histories.coverage(facts, theme, years)["outcome"].sum())
        told = findings._counted(words, "theme_findings.counts", of_theme, yearly, "facts", theme="", span="")
        total, *parts = map(int, re.findall(r"(\d+)个", told))
        assert len(of_theme) == total == (sum(parts) or total)
        spans = of_theme["period"].str.contains("-") & (of_theme["status"] == "target")
        assert (words.counted("span", int(spans.sum())) in told) == spans.any() or not parts


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


@pytest.mark.parametrize(
    ("unit", "base", "chinese", "english"),
    [
        ("亿", "元", "1000亿元", "CNY 100 billion"),
        ("亿元", "元", "1000亿元", "CNY 100 billion"),
        ("万", "人", "1000万人", "10 million people"),
        ("个", "个", "1000个", "1,000"),
        ("", "", "1000", "1,000"),
    ],
)
def test_a_unit_is_whole(unit: str, base: str, chinese: str, english: str) -> None:
    """What a sentence leaves out of a unit (产值突破千亿) is told where the number stands alone."""
    cited = {"value": 1000.0, "value_to": None, "unit": unit, "base_unit": base, "bound": "eq"}
    assert (chinese, english) == tuple(amounts.said(speak(lang), cited, "level") for lang in ("zh", "en"))


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


@given(st.text(alphabet="甲乙，。1", min_size=1, max_size=400), st.data())
def test_quote_keeps_the_number(sentence: str, data: st.DataObject) -> None:
    """However long the sentence, the mark is the number and what stands around it is the sentence's own."""
    start = data.draw(st.integers(0, len(sentence) - 1))
    end = data.draw(st.integers(start + 1, len(sentence)))
    shown = quotes.quote(sentence, start, end, "")
    assert sentence[start:end] == shown.mark
    assert sentence[:start].endswith(shown.before.removeprefix("…"))
    assert sentence[end:].startswith(shown.after.removesuffix("…"))
