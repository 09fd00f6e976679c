"""Facts entered by hand: read with all faults told, cited to their entry, marked as such, and answers to targets."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis import codebook, frames, supplement, tables
from analysis.comparison import histories
from analysis.comparison.scorecards import scorecard
from analysis.errors import ManifestError
from analysis.exploring.explorer import explore
from analysis.publishing import briefings, notebooks, readings, release
from analysis.publishing.readings import Reading
from analysis.registries.words import LANGUAGES, speak
from analysis.writing import cards, findings, ledgers, prose, reasons

SECOND = """
# a table of the yearbook, in the other way to write it
  [[ fact ]]
indicator = "general_public_budget_revenue"
measure = "level"
value = -1250.5 # not in the reports
unit = "亿元"
year = 2022
status = "estimate"
[fact.source]
title = "公报"
publisher = "统计局"
date = 2023-03-01
page = "表1-2"

# nothing follows
"""

REPORT = """某市政府工作报告

——2031年1月9日在某市第十八届人民代表大会第一次会议上

一、2030年工作回顾

全市地区生产总值增长5.5%，新建公园12个。

二、2031年重点工作安排

地区生产总值增长6%左右，城镇新增就业10万人。
"""

#: What a report says too, and what came of what it promises, from two sources.
AGREEING = supplement.EXAMPLE.replace("3.5", "5.5").replace("2022", "2030")
ANSWERING = supplement.EXAMPLE.replace("3.5", "6.2").replace("2022", "2031").replace("某市统计年鉴2023", "公报")


def reading(folder: Path, text: str = supplement.EXAMPLE + SECOND) -> Reading:
    """Return the shipped reports read with this supplement."""
    for file in (Path(__file__).parents[1] / "seeds").iterdir():
        shutil.copy(file, folder)
    (folder / supplement.FILE).write_text(text, encoding="utf-8")
    return readings.read(folder)


@pytest.fixture(scope="module")
def supplemented(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The shipped reports with two facts entered by hand for the year that nobody looks back on."""
    return reading(tmp_path_factory.mktemp("seeds"))


def by_hand(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts entered by hand."""
    return facts[facts["report"] == "supplement"]


def test_entries_are_cited_to_the_file_they_were_entered_in(supplemented: Reading) -> None:
    """Number and entry stand in the text kept at the places told, and the table keeps to its codebook."""
    codebook.check(supplemented.facts)
    entered = by_hand(supplemented.facts)
    assert [("3.5", 3.5, "%", "actual"), ("-1250.5", -1250.5, "亿元", "estimate")] == [
        (row["text"], row["value"], row["unit"], row["status"]) for row in entered.to_dict("records")
    ]
    text = supplemented.texts[supplement.FILE]
    for row in entered.to_dict("records"):
        assert row["text"] == text[row["start"] : row["end"]]
        assert row["quote"] == text[row["quote_start"] : row["quote_start"] + len(row["quote"])]
    assert entered["quote"].iloc[1].startswith("  [[ fact ]]")
    assert entered["quote"].iloc[1].endswith('page = "表1-2"')
    assert "某市统计年鉴2023 / 中国统计出版社 / 2023-11-01 / 45" == entered["section"].iloc[0]


def test_the_shipped_supplement_is_empty(root: Path) -> None:
    """No fact is shipped that no document states."""
    assert () == supplement.read(root / "seeds").facts
    assert by_hand(analysis.load(root / "seeds")).empty


def test_they_answer_targets_and_the_reason_says_so(supplemented: Reading) -> None:
    """The one target that was answered by hand has a verdict; the year stays one that no report looks back on."""
    card = reasons.explained(scorecard(supplemented.facts, 2022))
    answered = card[card["outcome"].map(len) > 0]
    assert [("gdp", "missed", -4.5), ("general_public_budget_revenue", "not comparable", None)] == [
        (row["indicator"], row["verdict"], row["gap"] if row["gap"] == row["gap"] else None)
        for row in answered.to_dict("records")
    ]
    assert "entered by hand, from 某市统计年鉴2023 (中国统计出版社)" in answered["reason"].iloc[0]
    assert "结果为手工录入，出自《某市统计年鉴2023》（中国统计出版社）" in answered["reason_zh"].iloc[0]
    others = card[(card["outcome"].map(len) == 0) & (card["period"] == "2022")]
    assert {"year-unreported"} == set(others["rule"])


def test_what_was_entered_fills_no_hole_of_the_documents(supplemented: Reading) -> None:
    """The documents still hold no outcome of the year; what was entered is counted beside them."""
    row = tables.coverage(supplemented.facts, [2022]).iloc[0]
    assert (0, 2) == (row["outcome"], row["entered"])
    theme = histories.coverage(supplemented.facts, "economy", range(2022, 2023)).iloc[0]
    assert (0, 2) == (theme["outcome"], theme["entered"])


def test_targets_entered_for_a_year_leave_outcomes_entered_for_later_ones(tmp_path: Path) -> None:
    """Of what was entered by hand everybody knows whether it was reached, whatever targets stand beside it."""
    entries = [
        supplement.EXAMPLE.replace('"actual"', '"target"'),
        supplement.EXAMPLE.replace("2022", "2023"),
    ]
    (tmp_path / supplement.FILE).write_text("\n".join(entries), encoding="utf-8")
    table = frames.facts([supplement.read(tmp_path)])
    assert ["2023"] == tables.outcomes(table)["period"].tolist()
    assert ["2022"] == tables.targets(table)["period"].tolist()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_are_marked_wherever_they_are_shown(supplemented: Reading, lang: str) -> None:
    """Headline table, scorecard, tables of facts, findings and sources tell what was entered, and from where."""
    words = speak(lang)
    mark = {"zh": "〔手工录入〕", "en": " [entered by hand]"}[words.lang]
    facts, names = tables.of_year(supplemented.facts, 2022), prose.labels(words, supplemented.reports)
    headline, card = tables.headline(supplemented.facts, 2022), scorecard(supplemented.facts, 2022)
    counts = tables.coverage(supplemented.facts, supplemented.years)
    sources = tables.sources(facts, supplemented.reports)
    told = findings.of_a_year(words, 2022, facts, headline, card, counts).to_html()
    assert f"3.5%{mark}" in told
    shown = [
        ledgers.headline(words, headline, 2022, facts, names).to_html(),
        "".join(table.to_html() for table in cards.by_theme(words, card, 2022)),
        "".join(table.to_html() for table in ledgers.by_theme(words, facts, names)),
    ]
    assert [] == [page for page in shown if mark not in page]
    assert all("某市统计年鉴2023" in page for page in shown)
    listed = ledgers.sources(words, sources, supplemented.reports, names).to_html()
    assert "某市统计年鉴2023" in listed
    assert "公报" in listed
    assert words.counted("report", 2) in prose.sources(words, sources, supplemented.reports).markdown
    assert words.say("missing.entered", n=2) in prose.missing(words, 2022, counts, supplemented.reports).markdown
    assert words.say("missing.open") not in prose.missing(words, 2022, counts, supplemented.reports).markdown


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with facts entered by hand: one of another year, one that agrees with it, one that answers it."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "report-2031.txt").write_text(REPORT, encoding="utf-8")
    entries = (supplement.EXAMPLE, AGREEING, ANSWERING)
    (folder / supplement.FILE).write_text("\n".join(entries), encoding="utf-8")
    return folder


def test_a_build_shows_them(small: Path, tmp_path: Path) -> None:
    """Briefings, audit, front door and release stand; no figure entered by hand leads to a place that is not there."""
    result = briefings.build(small, tmp_path, langs=["en"], formats=["html"], jobs=2)
    assert {"en/year-2030", "en/year-2031", "en/audit"} <= set(result.built)
    pages = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.glob("briefings/en/*.html")}
    assert "6.2 [entered by hand]" in pages["year-2031"]
    assert "Entered by hand" in pages["audit"]
    front = result.index.read_text(encoding="utf-8")
    shown = re.sub(r"<script.*?</script>", "", front, flags=re.DOTALL)
    assert "6.2% [entered by hand]" in shown
    links = re.findall(r'href="briefings/en/([^"#]+)\.html#([^"]+)"', shown)
    assert links and all(f'id="{anchor}"' in pages[name] for name, anchor in links)
    assert not [name for name, page in pages.items() if "#s-supplement" in page]
    facts = json.loads(re.findall(r"<script[^>]*application/json[^>]*>(.*?)</script>", front, re.DOTALL)[0])
    assert [["Entered by hand"]] == [[label for label in labels if "hand" in label] for labels in facts["reports"]]
    package = json.loads((tmp_path / "data" / "datapackage.json").read_text(encoding="utf-8"))
    (entered,) = [file for file in package["resources"] if file["path"].endswith(supplement.FILE)]
    assert ("application/toml", "utf-8") == (entered["mediatype"], entered["encoding"])


def test_another_format_leaves_the_first(small: Path, tmp_path: Path) -> None:
    """What was built in one format stays when it is built in another, unless something of it is not whole."""
    page, document = (tmp_path / f"briefings/en/year-2030.{form}" for form in ("html", "pdf"))
    briefings.build(small, tmp_path, years=[2030], langs=["en"], formats=["html"], jobs=1)
    before = page.read_text(encoding="utf-8")
    briefings.build(small, tmp_path, years=[2030], langs=["en"], formats=["pdf"], jobs=1)
    now = page.read_text(encoding="utf-8")
    assert document.is_file() and '<a href="year-2030.pdf">' in now
    assert before == re.sub(r'\n<a href="year-2030.pdf">.*?</a>', "", now)
    again = briefings.build(small, tmp_path, years=[2030], langs=["en"], jobs=1)
    assert ((), ("en/year-2030",)) == (again.built, again.kept)
    page.write_text("tampered", encoding="utf-8")
    briefings.build(small, tmp_path, years=[2030], langs=["en"], formats=["pdf"], jobs=1)
    assert not page.exists()


def test_a_release_holds_them(small: Path, tmp_path: Path) -> None:
    """The release of a folder with facts entered by hand is written, their file among its texts."""
    reading = readings.read(small)
    release.write(reading, {file.name: "0" * 64 for file in small.iterdir()}, tmp_path / "data")
    assert reading.texts[supplement.FILE] == (tmp_path / "data" / "texts" / supplement.FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_are_explored(small: Path, lang: str) -> None:
    """The explorer tells that they were entered by hand, and from where."""
    words = speak(lang)
    explorer = explore(words, readings.read(small), containing="6.2")
    assert 1 == len(explorer.facts)
    assert words.say("kind.entered") in explorer.table._repr_mimebundle_()["text/html"]
    sentences = explorer.sentences._repr_mimebundle_()["text/html"]
    assert "<mark>6.2</mark>" in sentences and "公报" in sentences and "[[fact]]" not in sentences


def test_their_entry_is_their_sentence(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It marks the number, and says the source that the entry names."""
    monkeypatch.setenv("ANALYSIS_SEEDS", str(small))
    entered = by_hand(analysis.load(small))
    sentence = analysis.sentence(entered.iloc[2])
    assert "value = 【6.2】" in str(sentence)
    assert sentence.place.startswith("公报 · 中国统计出版社 / 2023-11-01 / 45 · supplement:")


def test_an_example_runs_with_two_sources(small: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source of what was entered by hand is no report to compare."""
    monkeypatch.setenv("ANALYSIS_SEEDS", str(small))
    monkeypatch.delenv(readings.LENT, raising=False)
    node = notebooks.run(root / "notebooks" / "examples" / "attention.ipynb", {"lang": "en"})
    assert not [output for cell in node.cells for output in cell.get("outputs", []) if output.output_type == "error"]


FAULTS = [
    ('indicator = "gdp"', 'indicator = "gpd"', "entry 1 indicator is 'gpd', which the registry does not have; did you mean 'gdp'?"),
    ('indicator = "gdp"', "indicator = 1", "entry 1 indicator is 1; it must be an id of the registry"),
    ('measure = "growth"', 'measure = "share"', "entry 1 measure is 'share'; gdp is given as level, growth, change"),
    ('unit = "%"', 'unit = "亿元"', "entry 1 unit is '亿元'; gdp as growth is told in %"),
    ("value = 3.5", 'value = "3.5"', "entry 1 value is '3.5'; it must be a number: 3.5"),
    ("value = 3.5", "value = nan", "entry 1 value is Decimal('NaN'); it must be a number"),
    ("value = 3.5", "value = 0x10", "entry 1 value does not stand on a line of its own, as plain digits"),
    ("year = 2022", "year = 22", "entry 1 year is 22; it must be a year: 2022"),
    ("year = 2022\n", "", "entry 1 has no year"),
    ('status = "actual"', 'status = "final"', "entry 1 status is 'final'; it must be one of target, actual"),
    ("page = 45", "page = 0", "entry 1 source.page is 0; it must be a page, 45, or a place in words"),
    ('title = "某市统计年鉴2023", ', "", "entry 1 has no source.title"),
    ("date = 2023-11-01", 'date = "2023"', "entry 1 source.date is '2023'; it must be a date without quotes"),
    ('publisher = "中国统计出版社"', 'publisher = "a / b"', "entry 1 source.publisher is 'a / b'; it must be a text in one line"),
    ('status = "actual"', 'stats = "actual"', "entry 1 stats is no key; did you mean 'status'?"),
    ("[[fact]]", "[fact]", "fact is written another way; every fact stands under a head of its own: [[fact]]"),
    ("[[fact]]", "[[facts]]", "facts is no table; every fact stands under a head of its own: [[fact]]"),
    ("[[fact]]", "[[fact]", "is not well-formed toml"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), FAULTS, ids=[told for _, _, told in FAULTS])
def test_faults(tmp_path: Path, old: str, new: str, told: str) -> None:
    """Each way to get an entry wrong is told in one line that says what would be right."""
    assert old in supplement.EXAMPLE
    (tmp_path / supplement.FILE).write_text(supplement.EXAMPLE.replace(old, new), encoding="utf-8")
    with pytest.raises(ManifestError) as refused:
        supplement.read(tmp_path)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_all_faults_at_once(tmp_path: Path) -> None:
    """Faults of several entries come in one message, and an entry that says again what another says is one."""
    broken = supplement.EXAMPLE.replace("value = 3.5\n", "").replace("actual", "final")
    (tmp_path / supplement.FILE).write_text(broken + supplement.EXAMPLE * 2, encoding="utf-8")
    with pytest.raises(ManifestError, match=r"3 faults in supplement\.toml") as refused:
        supplement.read(tmp_path)
    for told in ("entry 1 has no value", "entry 1 status", "entry 3 is about the same as entry 2"):
        assert told in str(refused.value)
