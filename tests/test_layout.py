"""Every chart of the briefings as it is drawn: no words over other words, none outside, none too small in print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import ImageFont

from analysis import extraction, frames, tables
from analysis.comparison import coverage, histories, scorecards
from analysis.documents import seeds
from analysis.documents.reports import Report
from analysis.publishing import readings
from analysis.registries import indicators
from analysis.registries.words import Words
from analysis.writing import (
    bullets,
    drawings,
    dumbbells,
    lettering,
    markup,
    matrices,
    panels,
    prose,
    strips,
    totals,
)
from analysis.writing.figures import Figure
from analysis.writing.lettering import Box
from analysis.writing.pages import Text

ROOT = Path(__file__).resolve().parent.parent
PROVINCE = ROOT.parent / "shared" / "corpus" / "province-2026-hubei.txt"
FONT = drawings.font_directory() / "NotoSansSC[wght].ttf"
PRINTED = 493.2  # points between the margins of a page in print
SMALLEST = 7.0  # points
WIDEST, PHONE = 708, 336  # pixels
HALF_A_PAGE = 357  # points: of A4 without its margins
SLACK = 1.5  # pixels by which boxes may touch: letters do not fill theirs
BROKEN = re.compile(r"\bnan\b|\bNone\b|[{}]|\(\)|（）|  |[;；,，:：]$")  # what no title has
TURN = re.compile(r"(?P<name>translate|rotate)\((?P<first>[-\d.e]+)(?:,(?P<second>[-\d.e]+))?\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One line of text of a drawing, the rectangle it takes and the size of its letters."""

    text: str
    box: Box
    size: float


def labels(svg: ElementTree.Element) -> list[Label]:
    """Every line of text of a drawing but halos, measured in the packaged font."""
    return list(_labels(svg, 0.0, 0.0))


def _labels(node: ElementTree.Element, x: float, y: float) -> Iterator[Label]:
    if node.get("opacity") == "0" or node.tag in ("defs", "clipPath"):
        return
    for turn in TURN.finditer(node.get("transform", "")):
        if turn["name"] == "rotate":
            assert float(turn["first"]) == 0, "words stand upright"
        else:
            x, y = x + float(turn["first"]), y + float(turn["second"] or 0)
    if node.tag != "text":
        for child in node:
            yield from _labels(child, x, y)
        return
    if node.get("stroke") == "white":
        return
    size = float(str(node.get("font-size")).removesuffix("px"))
    weight = 700 if node.get("font-weight") == "bold" else 400
    lines = node.findall("tspan") or [node]
    for line in lines:
        y += float(line.get("dy", 0))
        text = line.text or ""
        if text.strip():
            yield Label(text=text, box=_box(text, x, y, size, weight, node.get("text-anchor", "start")), size=size)


def _box(text: str, x: float, y: float, size: float, weight: int, anchor: str) -> Box:
    width = FONTS[weight].getlength(text) / 100 * size
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    # From the head of a capital to the foot of a comma.
    return Box(left=left, top=y - 0.78 * size, right=left + width, bottom=y + 0.12 * size)


def _font(weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONT), 100)
    font.set_variation_by_axes([weight])
    return font


FONTS: Mapping[int, ImageFont.FreeTypeFont] = {weight: _font(weight) for weight in (400, 700)}


@pytest.fixture(scope="module", params=("five documents", "a province"))
def place(request: pytest.FixtureRequest, reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """The five documents, and one report of a province."""
    if request.param == "five documents":
        return reports
    if not PROVINCE.exists():
        pytest.skip("the documents of other places are not here")
    return (seeds.read(PROVINCE),)


def figures(words: Words, reports: tuple[Report, ...]) -> Iterator[tuple[str, Figure]]:
    """Every chart of every briefing, with the briefing it is in."""
    facts = frames.facts([extraction.extract(report) for report in reports])
    names = prose.labels(words, reports)
    known = readings.years(reports)
    years = range(known[0], known[-1] + 1)
    shares = tables.attention(frames.passages(reports))
    cards = {year: scorecards.scorecard(facts, year) for year in known}
    judged = max((year for year in known if prose.judged(cards[year])), default=known[0])
    for year, card in cards.items():
        yield from _drawn(
            f"{year} headline", dumbbells.headline(words, tables.headline(facts, year), card, year, names)
        )
        yield from _drawn(f"{year} verdicts", totals.verdicts(words, card, year, names))
        for figure in bullets.amounts(words, card, year, names):
            yield f"{year} bullets", figure
    yield "coverage", totals.coverage(words, tables.coverage(facts, years), names)
    for theme in map(str, readings.offered(reports)["theme"]):
        card = cards[judged][cards[judged]["theme"] == theme]
        yield from _drawn(
            f"{theme} series", panels.series(words, histories.series(facts, theme, years), years, card, names)
        )
        yield from _drawn(f"{theme} share", strips.attention(words, shares, theme, names))
        yield from _drawn(f"{theme} matrix", matrices.matrix(words, coverage.matrix(facts, years, theme), names))  # fmt: skip


def _drawn(name: str, figure: Figure | Text) -> Iterator[tuple[str, Figure]]:
    if isinstance(figure, Figure):
        yield name, figure


def faults(svg: ElementTree.Element) -> Iterator[str]:
    """What is wrong with the words of a drawing."""
    width, height = (float(str(svg.get(side))) for side in ("width", "height"))
    found = labels(svg)
    for place, label in enumerate(found):
        box = label.box
        if box.left < -SLACK or box.top < -SLACK or box.right > width + SLACK or box.bottom > height + SLACK:
            yield f"'{label.text}' leaves the drawing"
        inner = Box(left=box.left + SLACK, top=box.top + SLACK, right=box.right - SLACK, bottom=box.bottom - SLACK)
        for other in found[place + 1 :]:
            if inner.covers(other.box):
                yield f"'{label.text}' and '{other.text}' overlap"


def test_no_words_overlap_and_none_leave_their_drawing(words: Words, place: tuple[Report, ...]) -> None:
    """Of every chart, on a wide screen and a telephone; in print none is smaller than seven points."""
    wrong = []
    for name, figure in figures(words, place):
        assert figure.narrow is not None
        title = markup.plain(figure.title)
        if BROKEN.search(title) or not figure.caption.endswith(words.say("chart.sources", n=2, items="")[-1]):
            wrong.append(f"{name}: '{title}' / '{figure.caption}'")
        wide, narrow = (drawings.draw(chart.to_dict()) for chart in (figure.chart, figure.narrow))
        wrong += [
            f"{name}, {kind}: {fault}" for kind, svg in (("wide", wide), ("narrow", narrow)) for fault in faults(svg)
        ]
        width = float(str(wide.get("width")))
        scale = min(0.85, PRINTED / width)
        smallest = min(labels(wide), key=lambda label: label.size)
        if smallest.size * scale < SMALLEST:
            wrong.append(f"{name}: '{smallest.text}' has {smallest.size * scale:.1f} points in print")
        if width > WIDEST or float(str(narrow.get("width"))) > PHONE:
            wrong.append(f"{name}: {width} and {narrow.get('width')} pixels wide")
        if "bullets" in name and float(str(wide.get("height"))) * scale > HALF_A_PAGE - 60:  # its title and caption
            wrong.append(f"{name}: longer than half a page")
    assert [] == wrong


def test_the_measure_sees_what_overlaps() -> None:
    """Two words at one place, and one that begins outside, are faults."""
    spec = {
        "width": 200,
        "height": 40,
        "autosize": "none",
        "data": {"values": [{"t": "目标", "x": 50}, {"t": "outcome", "x": 60}, {"t": "outside", "x": -10}]},
        "mark": "text",
        "encoding": {"text": {"field": "t"}, "x": {"field": "x", "type": "quantitative", "scale": None, "axis": None}},
    }
    assert 2 == len(list(faults(drawings.draw(spec))))


def test_words_are_no_wider_than_reckoned() -> None:
    """What `lettering` reckons with is what the packaged font needs at most, for every name there is."""
    names = [name for entry in indicators.load() for name in (entry.zh, entry.en)]
    for name in [*names, "1,234.5%", "≥CNY 100 billion", "2021", "est. ≈5.2%"]:
        assert FONTS[700].getlength(name) <= lettering.width(name, 100) * 1.01, name
