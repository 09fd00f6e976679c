"""Every percentage, amount of money and measure that another reader finds is a fact, or unread with a reason.

The other reader is Recognizers-Text, which knows numbers and units and nothing of reports. Where it and we differ, the
kind of difference is one of `data/recognizers.toml`, which says why.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from recognizers_number import NumberRecognizer
from recognizers_number_with_unit import NumberWithUnitRecognizer

from analysis import extraction
from analysis.documents import reports
from analysis.documents.readers import Document
from analysis.documents.reports import Report
from analysis.extraction import Extraction
from analysis.facts import Fact, Unread
from analysis.language.numerals import CHINESE

LISTED = tomllib.loads((Path(__file__).parent / "data" / "recognizers.toml").read_text(encoding="utf-8"))
KINDS, UNITS = LISTED["kind"], LISTED["units"]
NUMERAL = re.compile(rf"[\d{CHINESE}]")
SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number with its unit that Recognizers-Text found; `start` and `end` are places in the file."""

    start: int
    end: int
    text: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where the two differ, how, our reason if it is unread, and the sentence with the number in brackets."""

    start: int
    differs: str
    unread: str
    marked: str


class Reader:
    """Recognizers-Text with the models that are asked."""

    def __init__(self) -> None:
        numbers, units = NumberRecognizer("zh-cn"), NumberWithUnitRecognizer("zh-cn")
        self.models = (
            numbers.get_percentage_model("zh-cn"),
            units.get_currency_model("zh-cn"),
            units.get_dimension_model("zh-cn"),
            units.get_age_model("zh-cn"),
            units.get_temperature_model("zh-cn"),
        )

    def read(self, report: Report) -> Iterator[Found]:
        """Yield what it finds in the sentences that have a numeral; two models at one place are one find."""
        seen = set()
        for passage in report.passages:
            for sentence in SENTENCE.finditer(passage.text):
                if not NUMERAL.search(sentence[0]):
                    continue
                for item in (item for model in self.models for item in model.parse(sentence[0])):
                    start = passage.offset(sentence.start() + item.start)
                    end = passage.offset(sentence.start() + item.end) + 1
                    if (start, end) not in seen:
                        seen.add((start, end))
                        value, unit = item.resolution["value"].rstrip("%"), item.resolution.get("unit", "%")
                        yield Found(start=start, end=end, text=item.text, value=Decimal(value), unit=unit)


def compared(found: Sequence[Found], extraction: Extraction) -> Iterator[Difference]:
    """Yield where the finds in a report differ from our facts and unread numbers, and which facts it did not find."""
    ours = (*extraction.facts, *extraction.unread)
    text = extraction.report.document.text

    def difference(start: int, end: int, differs: str, unread: str = "") -> Difference:
        marked = f"{text[max(0, start - 15) : start]}[{text[start:end]}]{text[end : end + 15]}"
        return Difference(start=start, differs=differs, unread=unread, marked=marked)

    for item in found:
        here = [number for number in ours if number.start < item.end and item.start < number.end]
        how = _how(item, here)
        if how:
            unread = next((number.reason for number in here if isinstance(number, Unread)), "")
            yield difference(item.start, item.end, how, unread)
    for fact in extraction.facts:
        if fact.base_unit in UNITS.values() and not any(
            item.start < fact.end and fact.start < item.end for item in found
        ):
            yield difference(fact.start, fact.end + len(fact.unit), "missed")


def _how(found: Found, here: list[Fact | Unread]) -> str:
    """Return how a find differs from our numbers at its place, '' if it does not."""
    if len(here) != 1:
        return "several" if here else "nothing"
    (ours,) = here
    if isinstance(ours, Unread):
        return "unread"
    if abs(found.value) != abs(ours.number):
        return "value"
    if UNITS.get(found.unit) != ours.base_unit:
        return "unit"
    return "" if found.value == ours.number else "sign"


def kinds(difference: Difference) -> list[str]:
    """Return the names of the listed kinds that a difference is of."""
    return [
        kind["name"]
        for kind in KINDS
        if kind["differs"] == difference.differs
        and kind.get("unread", "") == difference.unread
        and re.search(kind.get("pattern", ""), difference.marked)
    ]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Recognizers-Text."""
    return Reader()


@pytest.fixture(scope="module")
def found(reader: Reader, extractions: tuple[Extraction, ...]) -> dict[str, tuple[Found, ...]]:
    """What it finds in each of the documents."""
    return {full.report.name: tuple(reader.read(full.report)) for full in extractions}


def test_what_it_finds_is_ours_or_listed(
    found: dict[str, tuple[Found, ...]], extractions: tuple[Extraction, ...]
) -> None:
    """Each difference is of one listed kind, and each kind is met."""
    strange, met = [], set()
    for full in extractions:
        name = full.report.name
        assert found[name], "the other reader finds nothing"
        for difference in compared(found[name], full):
            of = kinds(difference)
            met.update(of)
            if len(of) != 1:
                strange.append((name, difference, of))
    assert [] == strange
    assert {kind["name"] for kind in KINDS} == met


@pytest.mark.parametrize(("kind", "example"), [(kind["name"], text) for kind in KINDS for text in kind["examples"]])
def test_a_kind_takes_its_examples(reader: Reader, kind: str, example: str) -> None:
    """Each example differs at the number in brackets, in the way of its kind and no other."""
    start, text = example.index("["), re.sub(r"[\[\]]", "", example) + "。"
    report = reports.parse(Document(name="example", text=text, furniture=()))
    differing = compared(tuple(reader.read(report)), extraction.extract(report))
    assert [[kind]] == [kinds(difference) for difference in differing if difference.start == start]


WRONG = {
    "dropped": lambda fact: (),
    "without its multiplier": lambda fact: (dataclasses.replace(fact, number=fact.value),),
    "of another unit": lambda fact: (dataclasses.replace(fact, base_unit="美元"),),
    "split": lambda fact: (fact, dataclasses.replace(fact, start=fact.end - 1)),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_reading_is_noticed(
    found: dict[str, tuple[Found, ...]], extractions: tuple[Extraction, ...], wrong: str
) -> None:
    """A fact that is dropped or read in another way is a difference of no listed kind."""
    for full in extractions:
        for fact in full.facts:
            if fact.base_unit == "元" and fact.text[0].isdecimal():
                others = (other for other in full.facts if other != fact)
                changed = dataclasses.replace(full, facts=(*others, *WRONG[wrong](fact)))
                differing = compared(found[full.report.name], changed)
                assert [] in [kinds(difference) for difference in differing if difference.start == fact.start]
