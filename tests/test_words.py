"""What a language says: numbers by its rules, and a catalogue in which every message is whole and used."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import frames
from analysis.comparison import deriving, scorecards
from analysis.errors import ParameterError
from analysis.extraction import Extraction
from analysis.language.others import OTHERS
from analysis.registries import criteria
from analysis.registries.messages import LANGUAGES, catalogue, fields_of
from analysis.registries.words import speak
from analysis.writing import amounts

CASES = tomllib.loads((Path(__file__).parent / "data" / "sizes.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["size"], ids=lambda case: str(case["en"]))
def test_sizes(case: dict[str, Any]) -> None:
    """A number is told with its bound and in its language's own units."""
    size = {name: told for name, told in case.items() if name not in LANGUAGES}
    assert {lang: case[lang] for lang in LANGUAGES} == {lang: speak(lang).size(**size) for lang in LANGUAGES}


@pytest.mark.parametrize("case", CASES["whole"], ids=lambda case: str(case["zh"]))
def test_a_unit_is_whole(case: dict[str, str]) -> None:
    """What a sentence leaves out of a unit (产值突破千亿) is told where the number stands alone."""
    cited = {"value": 1000.0, "value_to": None, "unit": case["unit"], "base_unit": case["base"], "bound": "eq"}
    assert (case["zh"], case["en"]) == tuple(amounts.said(speak(lang), cited, "level") for lang in ("zh", "en"))


def test_numbers_of_a_row_share_their_unit() -> None:
    """17万 beside 17.1万人 are people too; where two things are counted nothing is added."""
    target, outcome = {"unit": "万", "base_unit": ""}, {"unit": "万人", "base_unit": "人"}
    told = amounts.completed({"target": [target], "outcome": [outcome]})
    assert ["人", "人"] == [cited["base_unit"] for kind in ("target", "outcome") for cited in told[kind]]
    apart = amounts.completed({"target": [target, {"unit": "户", "base_unit": "户"}], "outcome": [outcome]})
    assert target == apart["target"][0]


@pytest.mark.parametrize(
    ("name", "inside"),
    [("Grain output", "grain output"), ("R&D spending", "R&D spending"), ("China-Europe freight trains",) * 2],
)
def test_names_inside_a_sentence(name: str, inside: str) -> None:
    """A name begins small inside an English sentence, unless it is a proper one or short for something."""
    assert (inside, name) == (speak("en").inside(name), speak("zh").inside(name))


@pytest.mark.parametrize(
    ("lang", "name", "place", "placed"),
    [
        ("zh", "世界经济增速", "世界", True),
        ("zh", "地区生产总值", "和平区", False),
        ("en", "World economy, growth", "世界", True),
        ("en", "Imports and exports of the integrated bonded area", "综保区", True),
        ("en", "Grain output", "康平县", False),
    ],
)
def test_a_place_is_named_once(lang: str, name: str, place: str, placed: bool) -> None:
    """What a name says already is not said beside it."""
    assert placed == speak(lang).placed(name, place)


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
