"""The PDFs as a reader gets them: what can be read in them, where their links lead, and how their pages look.

The pictures are of a notebook made here, so that they change only when the look does. Where a page no longer looks as it
is stored, the test says where the new picture is: look at it, and copy it over the stored one if the change is meant.
"""

from __future__ import annotations

import ctypes
import re
from pathlib import Path

import altair as alt
import pandas as pd
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image, ImageChops, ImageStat

from analysis import tables
from analysis.publishing import briefings
from analysis.publishing.exporters import PDFBriefing
from analysis.registries.words import LANGUAGES, speak
from analysis.writing import amounts, markup
from analysis.writing.excerpts import Excerpt, Excerpts, Run
from analysis.writing.pages import Column, Figure, Quote, Table, Text

YEAR = 2024
PICTURES = Path(__file__).parent / "data" / "pictures"
WIDTH = 200  # pixels
TOLERANCE = 1.0  # mean difference of grey levels, of 255


@pytest.fixture(scope="module", params=LANGUAGES)
def briefing(
    root: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple[str, pypdfium2.PdfDocument, bytes]:
    """The briefing of a year with targets and outcomes, in each language."""
    outputs = tmp_path_factory.mktemp("pdf")
    briefings.build(root / "seeds", outputs, years=[YEAR], langs=[request.param], formats=["pdf"])
    file = outputs / f"briefings/{request.param}/year-{YEAR}.pdf"
    return request.param, pypdfium2.PdfDocument(file), file.read_bytes()


def text_of(pdf: pypdfium2.PdfDocument) -> str:
    """The words of all pages, without the spaces and line breaks between them."""
    return re.sub(r"\s+|\r", "", "".join(page.get_textpage().get_text_bounded() for page in pdf))


def links_of(pdf: pypdfium2.PdfDocument) -> list[int]:
    """The page that each link inside the document leads to."""
    found = []
    for page in pdf:
        place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, place, link):
            target = pdfium.FPDFLink_GetDest(pdf, link)
            found.append(pdfium.FPDFDest_GetDestPageIndex(pdf, target))
    return found


def test_headline_figures_can_be_read(briefing: tuple[str, pypdfium2.PdfDocument, bytes], facts: pd.DataFrame) -> None:
    """The text of the PDF has every headline figure, its sentence and its unit, as characters that can be searched."""
    lang, pdf, _ = briefing
    words, text = speak(lang), text_of(pdf)
    table = tables.headline(facts, YEAR)
    assert len(table) > 5
    for row in table.to_dict("records"):
        for cited in (*row["target"], *row["outcome"]):
            figure, unit = amounts.parts(words, cited, row["measure"], fall=amounts.row_falls(row))
            assert figure.replace(" ", "") in text and unit.replace(" ", "") in text


def test_form(briefing: tuple[str, pypdfium2.PdfDocument, bytes]) -> None:
    """It is tagged, has bookmarks to its sections, and carries every font it uses."""
    lang, pdf, content = briefing
    assert pdf.is_tagged()
    titles = [entry.get_title() for entry in pdf.get_toc()]
    assert speak(lang).say("year_findings.heading") == titles[0] and len(titles) > 10
    descriptors = len(re.findall(rb"/Type\s*/FontDescriptor", content))
    assert 0 < descriptors == len(re.findall(rb"/FontFile[23]?\s", content))


def test_figures_lead_to_sources_and_back(briefing: tuple[str, pypdfium2.PdfDocument, bytes]) -> None:
    """Hundreds of links lead on to the sources at the end, and from there back to where they are cited."""
    lang, pdf, _ = briefing
    heading = speak(lang).say("excerpts.heading")
    first = next(entry.get_dest().get_index() for entry in pdf.get_toc() if entry.get_title() == heading)
    targets = links_of(pdf)
    assert -1 not in targets
    assert 200 < sum(page >= first for page in targets) and 100 < sum(page < first for page in targets)


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
    shown = [
        Text(f"## 要点\n\n- **地区生产总值增速**：{markup.cite('≈5.2%', 's-a-12')}。\n- 第二条。"),
        Text("## 图\n\n引言。"),
        Figure(chart, f"地区生产总值增长{markup.cite('≈5.2%', 's-a-12')}", "条形图", "图注。"),
        Text("## 表\n\n引言。"),
        table,
        bare,
        Text("## 出处\n\n### 2024年政府工作报告"),
        Excerpts([Excerpt(number=1, place="2024年政府工作报告 · 一、回顾", runs=runs)]),
    ]
    outputs = [new_output("display_data", data=each._repr_mimebundle_()) for each in shown]
    about = {"lang": "zh", "title": "2024年：目标与结果", "subtitle": "写了什么", "place": "某市", "date": "2025-01-12"}
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
