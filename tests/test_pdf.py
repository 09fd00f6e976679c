"""The PDFs as a reader gets them: what can be read in them, where their links lead, and how their pages look.

The pictures are of a notebook made here, so that they change only when the look does. Where a page no longer looks as it
is stored, the test says where the new picture is: look at it, and copy it over the stored one if the change is meant.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import altair as alt
import nbformat
import pandas as pd
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image, ImageChops, ImageStat

from analysis import tables
from analysis.publishing import briefings
from analysis.publishing.typesetting import PDFBriefing
from analysis.registries.words import LANGUAGES, speak
from analysis.writing import amounts, markup, pages
from analysis.writing.cells import Quote
from analysis.writing.excerpts import Excerpt, Excerpts, Run
from analysis.writing.figures import Figure
from analysis.writing.matrices import PrintedMatrix
from analysis.writing.pages import Column, Table, Text
from analysis.writing.tallies import Tally

YEAR = 2024
REPORT = "2024年政府工作报告"
PICTURES = Path(__file__).parent / "data" / "pictures"
WIDTH = 200  # pixels
TOLERANCE = 1.0  # mean difference of grey levels, of 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A briefing in print, and what its sources are: for each paragraph the document and the section."""

    lang: str
    pdf: pypdfium2.PdfDocument
    content: bytes
    notes: dict[int, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside a document: the pages it stands on and leads to, and where on that page."""

    page: int
    target: int
    left: float
    height: float


@pytest.fixture(scope="module", params=LANGUAGES)
def briefing(root: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Printed:
    """The briefing of a year with targets and outcomes, in each language."""
    outputs, lang = tmp_path_factory.mktemp("pdf"), request.param
    briefings.build(root / "seeds", outputs, years=[YEAR], langs=[lang], formats=["pdf"])
    file = outputs / f"briefings/{lang}/year-{YEAR}.pdf"
    notebook = nbformat.read(outputs / f"notebooks/{lang}/year-{YEAR}.ipynb", as_version=4)
    results = [output.data for cell in notebook.cells for output in cell.get("outputs", ())]
    notes = {
        int(number): (document, section)
        for data in results
        for number, (document, section) in data.get(pages.NOTES, {}).items()
    }
    return Printed(lang=lang, pdf=pypdfium2.PdfDocument(file), content=file.read_bytes(), notes=notes)


def words_of(page: pypdfium2.PdfPage) -> str:
    """The words of a page, without the spaces and line breaks between them."""
    return re.sub(r"\s+|\r", "", page.get_textpage().get_text_bounded())


def text_of(pdf: pypdfium2.PdfDocument) -> str:
    """The words of all pages."""
    return "".join(map(words_of, pdf))


def links_of(pdf: pypdfium2.PdfDocument) -> Iterator[Link]:
    """The links inside the document."""
    for number, page in enumerate(pdf):
        place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, place, link):
            target = pdfium.FPDFLink_GetDest(pdf, link)
            known, (x, y, zoom) = [ctypes.c_int(0) for _ in range(3)], [ctypes.c_float(0) for _ in range(3)]
            pdfium.FPDFDest_GetLocationInPage(target, *known, x, y, zoom)
            to = pdfium.FPDFDest_GetDestPageIndex(pdf, target)
            yield Link(page=number, target=to, left=x.value, height=y.value)


def first_of_sources(briefing: Printed) -> int:
    """The page that the sources begin on."""
    heading = speak(briefing.lang).say("excerpts.heading")
    return next(entry.get_dest().get_index() for entry in briefing.pdf.get_toc() if entry.get_title() == heading)


def paragraph_at(briefing: Printed, page: int, left: float, height: float) -> int:
    """The number of the paragraph of the sources at a place: the last in the margin above it, or of the column before."""
    whole = briefing.pdf[page]
    column = int(left > whole.get_width() / 2)
    margin = (50, 306)[column]
    below_head = whole.get_height() - 62
    words = whole.get_textpage().get_text_bounded(left=margin, right=margin + 18, bottom=height - 14, top=below_head)
    numbers = [int(line) for line in words.split() if line.isdecimal() and int(line) in briefing.notes]
    if numbers:
        return numbers[-1]
    return paragraph_at(briefing, page, 0, 0) if column else paragraph_at(briefing, page - 1, whole.get_width(), 0)


def test_headline_figures_can_be_read(briefing: Printed, facts: pd.DataFrame) -> None:
    """The text of the PDF has every headline figure, its sentence and its unit, as characters that can be searched."""
    words, text = speak(briefing.lang), text_of(briefing.pdf)
    table = tables.headline(facts, YEAR)
    assert len(table) > 5
    for row in table.to_dict("records"):
        for cited in (*row["target"], *row["outcome"]):
            figure, unit = amounts.parts(words, cited, row["measure"], fall=amounts.row_falls(row))
            assert figure.replace(" ", "") in text and unit.replace(" ", "") in text
    assert "\u2060" not in text, "whoever copies a figure copies only that"


def test_form(briefing: Printed) -> None:
    """It is tagged, has bookmarks to its sections, and carries every font it uses."""
    assert briefing.pdf.is_tagged()
    titles = [entry.get_title() for entry in briefing.pdf.get_toc()]
    assert speak(briefing.lang).say("year_findings.heading") == titles[0] and len(titles) > 10
    descriptors = len(re.findall(rb"/Type\s*/FontDescriptor", briefing.content))
    assert 0 < descriptors == len(re.findall(rb"/FontFile[23]?\s", briefing.content))


def test_standards(briefing: Printed) -> None:
    """It says that it meets PDF/UA-1 and PDF/A-2a, which Typst checks before it says so; its notes are tagged as notes."""
    for claim in (b"<pdfuaid:part>1<", b"<pdfaid:part>2<", b"<pdfaid:conformance>A<"):
        assert claim in briefing.content
    assert briefing.content.count(b"/S/Note") > 3


def test_figures_lead_to_sources_and_back(briefing: Printed) -> None:
    """Hundreds of links lead on to the sources at the end, and from there back to where they are cited."""
    first, links = first_of_sources(briefing), list(links_of(briefing.pdf))
    assert -1 not in {link.target for link in links}
    assert 200 < sum(link.target >= first for link in links) and 100 < sum(link.target < first for link in links)


def cited_on(briefing: Printed) -> set[tuple[int, int]]:
    """The paragraphs that the figures of each page lead to, with the page."""
    first = first_of_sources(briefing)
    places = [entry.get_dest() for entry in briefing.pdf.get_toc()]
    headings = {(place.get_index(), round(place.get_view()[1][1])) for place in places}  # the contents list leads there
    return {
        (link.page, paragraph_at(briefing, link.target, link.left, link.height))
        for link in links_of(briefing.pdf)
        if link.page < first <= link.target and (link.target, round(link.height)) not in headings
    }


def untold(briefing: Printed) -> list[tuple[int, int, str]]:
    """The documents and sections that a page should name and does not."""
    shown = {number: words_of(page) for number, page in enumerate(briefing.pdf)}
    return [
        (page + 1, number, told)
        for page, number in sorted(cited_on(briefing))
        for told in briefing.notes[number]
        if re.sub(r"\s+", "", told) not in shown[page]
    ]


def test_every_page_says_where_its_figures_stand(briefing: Printed) -> None:
    """A reader of one sheet of paper finds the document and the section of each figure on it."""
    cited = cited_on(briefing)
    assert len(cited) > 100 and len({number for _, number in cited}) > 30
    assert [] == untold(briefing)


def test_every_page_of_a_long_table_says_so_too() -> None:
    """A table of more sources than one line can name goes in parts, and each of its pages names those of its rows."""
    sections = {number: f"（{number}）第{number}件事情的安排" for number in range(1, 121)}
    rows = [{"name": f"指标{n}", "value": Text(markup.cite(str(n), f"s-a-{n}"))} for n in sections]
    excerpts = [
        Excerpt(number=n, place=section, document=REPORT, section=section, runs=[Run(str(n), f"s-a-{n}", 1)])
        for n, section in sections.items()
    ]
    columns = [Column("name", "指标", width=3), Column("value", "数值", "number")]
    heading = speak("zh").say("excerpts.heading")
    things = [Text("## 表"), Table(pd.DataFrame(rows), columns, "长表"), Text(f"## {heading}"), Excerpts(excerpts)]
    outputs = [new_output("display_data", data=each._repr_mimebundle_()) for each in things]
    notebook = new_notebook(
        cells=[new_code_cell("", outputs=outputs)], metadata={"briefing": {"lang": "zh", "title": "长表"}}
    )
    content = PDFBriefing().from_notebook_node(notebook)[0]
    notes = {number: (REPORT, section) for number, section in sections.items()}
    printed = Printed(lang="zh", pdf=pypdfium2.PdfDocument(content), content=content, notes=notes)
    assert len(cited_on(printed)) > 90  # the last rows share their page with the first of the sources
    assert [] == untold(printed)


@pytest.fixture(scope="module")
def pictured() -> pypdfium2.PdfDocument:
    """A notebook of everything a page has, that no rule and no document changes."""
    rows = pd.DataFrame({"name": ["地区生产总值", "预算收入", "粮食产量"], "value": [5.2, 5.6, -3.25]})
    chart = alt.Chart(rows).mark_bar(height=14).encode(x="value:Q", y=alt.Y("name:N", title=None)).properties(height=90)
    sentence = Quote(
        "预计全年地区生产总值增长", "5.2", "%左右。", "2024年政府工作报告 · 一、回顾", "s-a-12", "2024年政府工作报告"
    )
    frame = pd.DataFrame(
        {
            "name": [*rows["name"]] * 9,
            "value": [Text(markup.cite(amount, "s-a-12")) for amount in ("≈5.2", "≥5", "−3.25")] * 9,
            "unit": ["%", "%", "亿斤"] * 9,
            "quote": [sentence] * 27,
        }
    )
    columns = [Column("name", "指标", width=2), Column("value", "数值", "number"), Column("unit", "单位", "unit")]
    table = Table(frame, [*columns, Column("quote", "原句与出处", "quote", 5)], caption="主要指标", note="表注。")
    bare = Table(frame[:6], columns, caption="没有原句的表")
    runs = [Run("上一句。"), Run("预计全年地区生产总值增长", "", 1), Run("5.2", "s-a-12", 1), Run("%左右。", "", 1)]
    states = [("both", "target", "outcome"), ("neither", "both", "neither")]
    indicators = [(f"第{place}项指标", states[place % 2]) for place in range(40)]
    shown = [
        Tally(
            "98个目标的完成情况", [("完成", 60, "#009E73"), ("未完成", 6, "#D55E00"), ("结果未见报告", 32, "#C9C9C9")]
        ),
        Text(f"## 要点\n\n- **地区生产总值增速**：{markup.cite('≈5.2%', 's-a-12')}。\n- 第二条。"),
        Text("## 图\n\n引言。"),
        Figure(chart, f"地区生产总值增长{markup.cite('≈5.2%', 's-a-12')}", "条形图", "图注。"),
        Text("## 表\n\n引言。"),
        table,
        bare,
        Text("## 全部数字\n\n引言。\n\n### 经济"),
        Table(frame, [*columns, Column("quote", "原句与出处", "quote")], "经济：27个数字", "表注。", listed=True),
        PrintedMatrix("有目标、有结果的指标", "圆圈为目标。", ["2023", "2024", "2025"], [("经济", indicators)]),
        Text("## 出处\n\n### 2024年政府工作报告"),
        Excerpts(
            [Excerpt(number=1, place=f"{REPORT} · 一、回顾", document=REPORT, section="一、回顾", runs=runs)],
        ),
    ]
    outputs = [new_output("display_data", data=each._repr_mimebundle_()) for each in shown]
    about = {
        "lang": "zh",
        "title": "2024年：目标与结果",
        "subtitle": "写了什么",
        "place": "某市",
        "date": "2025-01-12",
        "sources": [{"title": REPORT, "sha256": "ab" * 32}],
    }
    notebook = new_notebook(cells=[new_code_cell("", outputs=outputs)], metadata={"briefing": about})
    return pypdfium2.PdfDocument(PDFBriefing().from_notebook_node(notebook)[0])


def test_pages_look_as_stored(pictured: pypdfium2.PdfDocument, tmp_path: Path) -> None:
    """Every page looks as its stored picture does, but for what another rasteriser would do."""
    faults = []
    for number, page in enumerate(pictured, 1):
        picture = page.render(scale=WIDTH / page.get_width()).to_pil().convert("L")
        picture.save(new := tmp_path / f"page-{number}.png")
        stored = PICTURES / new.name
        if not stored.is_file():
            faults.append(f"{stored} is missing; look at {new}")
            continue
        with Image.open(stored) as old:
            apart = ImageStat.Stat(ImageChops.difference(picture, old.convert("L").resize(picture.size))).mean[0]
        if apart > TOLERANCE:
            faults.append(f"page {number} differs from {stored} by {apart:.1f}; look at {new}")
    assert [] == faults
    assert len(pictured) == len(list(PICTURES.glob("page-*.png")))
