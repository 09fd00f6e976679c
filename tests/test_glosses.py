"""Glosses: the examples of the glossary, words that can all be used, and a glossary that is refused."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from analysis.errors import RegistryError
from analysis.registries import glossary
from analysis.registries.glosses import gloss
from analysis.registries.words import speak

TEXT = (resources.files("analysis") / "data" / "glossary.toml").read_text(encoding="utf-8")
DATA = tomllib.loads(TEXT)


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda example: str(example["subject"]))
def test_examples(example: dict[str, str]) -> None:
    """What the glossary says of its examples is what is made of them."""
    assert gloss(example["subject"]) == example["gloss"]


@pytest.mark.parametrize(
    ("table", "subject"),
    [
        ("nouns", "{}"),
        ("adjectives", "{}桥梁"),
        ("after", "{}桥梁"),
        ("verbs", "{}桥梁"),
        ("new", "{}桥梁"),
        ("measures", "桥梁{}"),
    ],
)
def test_every_word_is_understood(table: str, subject: str) -> None:
    """Each word of the glossary gives a gloss where words of its kind stand."""
    assert [word for word in DATA[table] if not gloss(subject.format(word))] == []


def test_words_are_sorted_into_one_kind() -> None:
    """A verb that English tells before the noun is told behind it nowhere."""
    assert DATA["new"].keys() & DATA["verbs"].keys() == set()


def test_glosses_are_clean() -> None:
    """No gloss has a gap, a doubled space or Chinese in it."""
    glosses = [gloss(f"{adjective}{noun}") for adjective in DATA["adjectives"] for noun in list(DATA["nouns"])[::40]]
    assert [one for one in glosses if re.search(r"[一-鿿]|\s\s|^\s|\s$|\s,", one)] == []


def test_a_gloss_is_marked_and_never_alone() -> None:
    """Readers of English see that it is a gloss and see the document's words; readers of Chinese see these alone."""
    assert speak("en").indicator(None, "改造老旧桥梁") == "‘Old bridges renovated’ (改造老旧桥梁)"
    assert speak("zh").indicator(None, "改造老旧桥梁") == "改造老旧桥梁"
    assert speak("en").indicator(None, "推进国能康平风电项目") == "推进国能康平风电项目"
    assert speak("en").indicator("gdp", "全市地区生产总值") == "Gross regional product (GDP)"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("[measures]", "[measure]"), "glossary.toml: measure, measures missing or unknown"),
        (('"改造" = "renovated | renovation"', '"改造" = "翻新"'), "verbs: 改造 = '翻新': English is meant"),
        (('"桥梁" = "bridge"', '"桥梁" = "a | b | c"'), "nouns: 桥梁 = 'a | b | c': at most 1 | in it"),
        (('"{}新增" = "new {}"', '"{}新增" = "new"'), "frames: {}新增 = 'new': one {} on both sides"),
    ],
)
def test_malformed_glossaries(change: tuple[str, str], fault: str) -> None:
    """A malformed glossary is refused with the entry and what would be right."""
    with pytest.raises(RegistryError, match=re.escape(fault)):
        glossary.parse(TEXT.replace(*change, 1))
