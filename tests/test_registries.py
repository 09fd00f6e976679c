"""The registries: themes told from headings, indicators told from subjects.

The headings are all those of the five source documents, the negatives are pairs that a careless pattern confuses.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from analysis.errors import RegistryError
from analysis.facts import Measure
from analysis.registries import indicators, themes, units

CASES = tomllib.loads((Path(__file__).parent / "data" / "registries.toml").read_text(encoding="utf-8"))

# What stands behind 〔subject〕 in an example: how it is said, the number, its unit.
STATED = re.compile(
    r"""
    [^〔]* 〔(?P<subject>[^〔〕]+)〕
    (?P<verb>\D*?) (?P<number>\d+(?:\.\d+)?) (?P<unit>\D*?) (?:以上|以下|以内|左右)?
    """,
    re.VERBOSE,
)
CHANGE = re.compile(r"增长|上涨|涨幅|增速|下降|降低|减少|提高(?!到)")


def _read(name: str) -> str:
    return (resources.files("analysis") / "data" / name).read_text(encoding="utf-8")


WORDS: dict[str, list[str]] = tomllib.loads(_read("indicators.toml"))["words"]
NORMAL: dict[str, list[str]] = tomllib.loads(_read("indicators.toml"))["normal"]
ALIASES = [(entry, alias) for entry in indicators.load() for alias in entry.aliases]


def _stated(alias: indicators.Alias) -> tuple[str, Measure, str]:
    stated = STATED.fullmatch(alias.example)
    assert stated, alias.example
    measure: Measure = "level"
    if stated["unit"] == "%":
        measure = "growth" if CHANGE.search(stated["verb"]) else "share"
    return stated["subject"], measure, stated["unit"]


def _identify(subject: str, measure: Measure, unit: str) -> str | None:
    return indicators.identify(subject, measure, unit, units.split(unit)[1])


def test_fourteen_themes() -> None:
    """The themes are the fourteen of the design, each with names and keywords."""
    assert [theme.id for theme in themes.load()] == list(CASES["headings"])[:-1]
    assert all(theme.zh and theme.en and theme.keywords for theme in themes.load())


@pytest.mark.parametrize(
    ("theme", "heading"),
    [(theme, head.strip()) for theme, heads in CASES["headings"].items() for head in heads.strip().split("\n")],
)
def test_headings(theme: str, heading: str) -> None:
    """Every heading of the source documents is recognised as its theme."""
    assert themes.recognise(heading) == theme.removeprefix("none")


@pytest.mark.parametrize(
    ("theme", "subject"),
    [(theme, subject) for theme, subjects in CASES["topics"].items() for subject in subjects.split()],
)
def test_topics(theme: str, subject: str) -> None:
    """A number is filed where its reader looks: housing that is delivered is no matter of safety."""
    assert themes.recognise(subject) == theme


@pytest.mark.parametrize("theme", themes.load(), ids=lambda theme: theme.id)
def test_keywords(theme: themes.Theme) -> None:
    """A keyword alone is its theme's: none is hidden by another theme's or set aside."""
    assert {keyword: themes.recognise(keyword) for keyword in theme.keywords} == dict.fromkeys(theme.keywords, theme.id)


def test_ties_are_not_decided() -> None:
    """Two themes named equally, or none, are nobody's; order does not decide."""
    assert (themes.recognise("投资和消费"), themes.recognise("消费和投资"), themes.recognise("")) == ("", "", "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[theme]", "themes.toml: "),
        ("", "no [[theme]]"),
        ('[[theme]]\nid = "a"', "en, keywords, zh missing"),
        (
            '[[theme]]\nid="a"\nzh="甲"\nen="A"\nkeywords=["乙"]\n' * 2,
            "two themes have this id | a: keyword 乙 belongs to a",
        ),
    ],
)
def test_malformed_themes(text: str, fault: str) -> None:
    """A malformed registry of themes is refused with what is wrong."""
    with pytest.raises(RegistryError, match=re.escape(fault)):
        themes.parse(text)


def test_registry() -> None:
    """Names are unique and of their language; the headline targets are exactly these."""
    entries = indicators.load()
    assert len(entries) >= 110
    assert len({entry.zh for entry in entries}) == len({entry.en for entry in entries}) == len(entries)
    assert [entry.id for entry in entries if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", entry.id)] == []
    assert [entry.en for entry in entries if re.search(r"[一-鿿]", entry.en)] == []
    assert {entry.id for entry in entries if entry.headline} == set(CASES["headline"])


def test_natural_units() -> None:
    """Every natural unit is one that the units know, or a number without one."""
    unknown = {
        unit for entry in indicators.load() for unit in entry.units.values() if unit and not units.dimension(unit)
    }
    assert unknown == set()


@pytest.mark.parametrize(("entry", "alias"), ALIASES, ids=lambda value: getattr(value, "example", ""))
def test_examples(entry: indicators.Indicator, alias: indicators.Alias) -> None:
    """An example is a subject of its own pattern, of no other indicator, and of the theme it is filed under."""
    subject, measure, unit = _stated(alias)
    spelled = {name.upper() for name in indicators.expand(alias.pattern, WORDS)}
    called = indicators.candidates(subject, measure)
    assert any(re.fullmatch(re.escape(name).replace(r"\?", "."), call) for name in spelled for call in called)
    assert _identify(subject, measure, unit) == entry.id
    assert themes.recognise(subject) == entry.theme


@pytest.mark.parametrize("entry", indicators.load(), ids=lambda entry: entry.id)
def test_patterns_are_needed(entry: indicators.Indicator) -> None:
    """No pattern spells only names that another pattern of its indicator spells too."""
    spelled = [indicators.expand(alias.pattern, WORDS) for alias in entry.aliases]
    for names in spelled:
        others: set[str] = set().union(*(other for other in spelled if other is not names))
        assert not names <= others


@pytest.mark.parametrize(("subject", "measure", "unit", "expected"), CASES["subjects"])
def test_subjects(subject: str, measure: Measure, unit: str, expected: str) -> None:
    """A subject is its indicator's under every wording, and a false friend's under none."""
    assert (_identify(subject, measure, unit) or "") == expected


@pytest.mark.parametrize("word", NORMAL["leads"] + NORMAL["dropped"])
def test_leads_say_nothing(word: str) -> None:
    """What is peeled off in front of a subject changes no indicator."""
    for entry, alias in ALIASES:
        subject, measure, unit = _stated(alias)
        assert _identify(word + subject, measure, unit) == entry.id


@pytest.mark.parametrize("word", NORMAL["tails"])
def test_tails_say_nothing(word: str) -> None:
    """What is peeled off behind a subject changes no indicator."""
    for entry, alias in ALIASES:
        subject, measure, unit = _stated(alias)
        assert _identify(subject + word, measure, unit) == entry.id


@pytest.mark.parametrize("word", NORMAL["counters"])
def test_one_counter_says_nothing(word: str) -> None:
    """A counter behind a subject that has none changes no indicator."""
    for entry, alias in ALIASES:
        subject, measure, unit = _stated(alias)
        if not subject.endswith(tuple(NORMAL["counters"])):
            assert _identify(subject + word, measure, unit) == entry.id


@pytest.mark.parametrize("word", NORMAL["growth_tails"])
def test_growth_tails_say_growth(word: str) -> None:
    """What is peeled off behind a subject that grows makes a level nobody's: 增速 is no amount."""
    for entry, alias in ALIASES:
        subject, measure, unit = _stated(alias)
        assert _identify(subject + word, measure, unit) == (entry.id if measure == "growth" else None)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("[[indicator]]", "[[indicator]"), "indicators.toml: "),
        (("[alike]", "[unlike]"), "no alike in it"),
        (('better = "up"', 'better = "higher"'), "gdp: better is higher, not one of up, down, none"),
        (('theme = "economy"', 'theme = "money"'), "gdp: theme is money, not one of city, "),
        (('level = "亿元"', ""), "gdp: one of level, growth and share says its natural unit"),
        (
            ('level = "亿元"', 'level = "亿元"\nshare = "%"'),
            "gdp: one of level, growth and share says its natural unit",
        ),
        (('en = "Gross', 'english = "Gross'), "gdp: en is missing | gdp: english is not a field"),
        (('pattern = "GDP"', 'pattern = "(GDP"'), "gdp: pattern (GDP: ( is not closed"),
        (('pattern = "GDP"', 'pattern = "GDP]"'), "gdp: pattern GDP]: ] at 3 closes nothing"),
        (('pattern = "GDP"', 'pattern = "<gross>"'), "gdp: pattern <gross>: <gross> is not under [words]: "),
        (('pattern = "GDP"', 'pattern = "的GDP"'), "gdp: pattern 的GDP: no subject is ever '的GDP'"),
        (
            ('pattern = "GDP"', 'pattern = "社会消费品零售总额"'),
            "社会消费品零售总额 in %, 亿元, 亿元, 倍 is gdp and retail_sales",
        ),
    ],
)
def test_malformed_indicators(change: tuple[str, str], fault: str) -> None:
    """A malformed registry of indicators is refused with the entry and what would be right."""
    with pytest.raises(RegistryError, match=re.escape(fault)):
        indicators.parse(_read("indicators.toml").replace(*change, 1))
