"""The two exporters: what of a notebook is shown, what never is, and the form of the two files."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import altair as alt
import nbformat
import pandas as pd
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.errors import OutputError
from analysis.publishing import exporters, typesetting
from analysis.publishing.hypertext import HTMLBriefing
from analysis.publishing.typesetting import PDFBriefing
from analysis.writing import cells, figures, markup, pages
from analysis.writing.excerpts import Excerpt, Excerpts, Run

HOSTILE = '#let x = 1 $a$ _b_ *c* <script>alert(1)</script> @ref \\ "d" </style> http://example.org/x.js'
ABOUT = {
    "lang": "zh",
    "title": "2024年：目标与结果",
    "subtitle": "五份文件里的目标与结果",
    "date": "2025-01-12",
    "version": "0.1.0",
    "place": "某市",
    "file": "year-2024-zh",
    "parameters": {"year": 2024},
    "sources": [
        {"title": "某市2024年政府工作报告", "issuer": "某市人民政府", "date": "2024-01-08", "sha256": "ab" * 32}
    ],
}


def shown(*things: pages.Text | pages.Table | figures.Figure) -> NotebookNode:
    """Make the cell that showed these things, with code and chatter that nobody is to see."""
    outputs = [new_output("display_data", data=thing._repr_mimebundle_()) for thing in things]
    chatter = [new_output("stream", name=name, text=f"printed to {name}") for name in ("stdout", "stderr")]
    return new_code_cell("secret = 1", outputs=[*chatter, *outputs])


def table(words: str, rows: int = 3) -> pages.Table:
    """Make a table whose every word is the given one."""
    quote = cells.Quote(words, "14.4", words, words)
    frame = pd.DataFrame({"name": [words] * rows, "value": ["≥14.4"] * rows, "quote": [quote] * rows})
    columns = [
        pages.Column("name", words),
        pages.Column("value", "万人", "number"),
        pages.Column("quote", words, "quote"),
    ]
    return pages.Table(frame, columns, caption=words, note=words)


@pytest.fixture(scope="module")
def figure() -> figures.Figure:
    """A figure with Chinese labels and a clip path."""
    rows = pd.DataFrame({"name": ["地区生产总值", "预算收入"], "value": [5.2, 5.6]})
    chart = alt.Chart(rows).mark_bar(clip=True).encode(x="value:Q", y="name:N")
    return figures.Figure(chart, "两项增长", "条形图：两项指标的增速", "来源：报告")


@pytest.fixture(scope="module")
def notebook(figure: figures.Figure) -> NotebookNode:
    """A notebook with everything in it, the same figure twice, and a hostile document."""
    cells = [
        new_markdown_cell("# 总体情况\n\n增长**5.5%**左右。"),
        shown(pages.Text("### 主要目标"), table("城镇新增就业"), figure),
        shown(pages.Text(f"## {markup.literal(HOSTILE)}"), table(HOSTILE), figure),
        shown(pages.Text("")),
    ]
    return new_notebook(cells=cells, metadata={"briefing": ABOUT})


@pytest.fixture(scope="module")
def page(notebook: NotebookNode) -> str:
    """The notebook as HTML."""
    return HTMLBriefing().from_notebook_node(notebook)[0]


@pytest.fixture(scope="module")
def pdf(notebook: NotebookNode) -> bytes:
    """The notebook as PDF."""
    return PDFBriefing().from_notebook_node(notebook)[0]


def characters(pdf: bytes) -> set[str]:
    """Read which characters the fonts of a PDF can be searched for, from their maps to Unicode."""
    found: set[str] = set()
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            content = zlib.decompress(stream)
        except zlib.error:  # not compressed, so no font's map
            continue
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", content, re.DOTALL):
            for code in re.findall(rb"<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>", block):
                found.update(bytes.fromhex(code.decode()).decode("utf-16-be"))
    return found


def test_page_asks_no_address_for_anything(page: str) -> None:
    """No script, style, picture or font comes from elsewhere, and the page's own policy forbids it."""
    for tag in re.findall(r"<(?:link|script|img|iframe|object|embed|source|image|use)\b[^>]*>", page):
        assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?!data:|#)[^\"'\s>]", tag), tag
    style = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL)) + "".join(re.findall(r'style="(.*?)"', page))
    assert style
    assert not re.search(r"@import|url\(", style)
    assert "default-src &#39;none&#39;" in page


def test_page_allows_only_its_own_script(page: str) -> None:
    """Its scripts are the templates' files, and the policy names the hash of each and of nothing else."""
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) + 1 == page.count("<script") == page.count("</script>")  # one more is data
    hashes = re.findall(r"&#39;sha256-(.*?)&#39;", page)
    assert sorted(hashes) == sorted(
        base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in scripts
    )


def test_page_is_one_document(page: str) -> None:
    """Language, title and description are said; there is one h1, and landmarks to go to."""
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh">')
    assert "<title>2024年：目标与结果 · 某市</title>" in page
    assert '<meta name="description" content="五份文件里的目标与结果">' in page
    assert [1, 1, 1, 1, 2] == [len(re.findall(rf"<{tag}\b", page)) for tag in ("h1", "main", "header", "footer", "nav")]
    assert '<a class="skip" href="#text">' in page


def test_page_tells_machines_what_it_is(notebook: NotebookNode) -> None:
    """A schema.org Dataset names documents with their hashes, and whatever is in a title cannot end its script."""
    hostile = new_notebook(metadata={"briefing": {**ABOUT, "title": "</script><script>alert(1)//&"}})
    for each in (notebook, hostile):
        page = HTMLBriefing().from_notebook_node(each)[0]
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        told = json.loads(block)
        assert ("Dataset", "2024", "2025-01-12") == (told["@type"], told["temporalCoverage"], told["dateModified"])
        assert ["ab" * 32] == [source["identifier"]["value"] for source in told["isBasedOn"]]
        # What Google's guide to data sets requires and recommends, as far as a file on disk can know it.
        asked = {
            "name",
            "description",
            "license",
            "creator",
            "keywords",
            "version",
            "variableMeasured",
            "isAccessibleForFree",
        }
        assert asked <= told.keys() and 50 <= len(told["description"]) <= 5000
        assert '<meta name="parameter:year" content="2024">' in page and "<script>alert" not in page


def test_figures_and_their_sources_lead_to_each_other() -> None:
    """Every cite leads to its number, that number back to the first cite; what has no source on the page is no link."""
    run = [Run("增长", "", 1), Run("5.5", "s-a-4", 1), Run("%，", "", 1), Run("7", "s-a-8", 1)]
    sources = Excerpts([Excerpt(number=3, place="报告 · 一", document="报告", section="一", runs=run)])
    text = pages.Text(f"{markup.cite('5.5%', 's-a-4')}、{markup.cite('约5.5%', 's-a-4')}、{markup.cite('9%', 's-b-1')}")
    cell = new_code_cell(
        "", outputs=[new_output("display_data", data=each._repr_mimebundle_()) for each in (text, sources)]
    )
    notebook = new_notebook(cells=[cell], metadata={"briefing": ABOUT})
    page = HTMLBriefing().from_notebook_node(notebook)[0]
    assert '<a class="cite" id="c-a-4" href="#s-a-4" data-source="3">5.5%</a>' in page
    assert '<a class="cite" href="#s-a-4" data-source="3">约5.5%</a>、9%' in page
    assert '<mark id="s-a-4"><a href="#c-a-4" aria-label="5.5，回到引用处">5.5</a></mark>' in page
    assert '<mark id="s-a-8">7</mark>' in page
    pdf = PDFBriefing().from_notebook_node(notebook)[0]
    # Two figures, their two marks, the note's way back and its paragraph, and the way back from the paragraph.
    assert 7 == len(re.findall(rb"/Subtype\s*/Link", pdf))


def test_figure_has_its_numbers(figure: figures.Figure) -> None:
    """The numbers behind a figure are a file in the page, which a spreadsheet opens and in which nothing runs."""
    behind = replace(figure, data=pd.DataFrame({"name": ["就业", "=1+1"], "value": [14.8, 2.0]}))
    for shown_one, expected in ((behind, ["year-figure-1.csv"]), (figure, [])):
        about = {**ABOUT, "file": "year"}
        page = HTMLBriefing().from_notebook_node(new_notebook(cells=[shown(shown_one)], metadata={"briefing": about}))[
            0
        ]
        files = re.findall(r'<a download="(.*?)" href="data:text/csv;charset=utf-8;base64,(.*?)"', page)
        assert expected == [name for name, _ in files]
        for _, content in files:
            assert "\ufeffname,value\n就业,14.8\n'=1+1,2.0\n" == base64.b64decode(content).decode()


def test_page_contents_lead_to_its_headings(page: str) -> None:
    """Ids are unique though a figure comes twice, and every link inside the page has its place."""
    ids = re.findall(r'\bid="(.*?)"', page)
    assert len(ids) == len(set(ids))
    links = re.findall(r'(?:href="|url\()#(.*?)["\)]', page)
    assert {"section-1", "section-1-1", "section-2"} <= set(links) <= set(ids)
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_page_shows_results_only(page: str) -> None:
    """No code, nothing printed, none of the rules for JupyterLab; the hostile document as it stands."""
    for hidden in ("secret", "printed to", "jp-RenderedHTMLCommon", "<script>alert"):
        assert hidden not in page
    assert page.count(markup.html_text(HOSTILE)) > 10
    assert "增长<strong>5.5%</strong>左右" in page


def test_same_notebook_gives_the_same_bytes(notebook: NotebookNode, page: str, pdf: bytes) -> None:
    """Nothing of the time or the machine gets into either file."""
    assert page == HTMLBriefing().from_notebook_node(notebook)[0]
    assert pdf == PDFBriefing().from_notebook_node(notebook)[0]


def test_pdf_is_tagged_titled_and_dated(pdf: bytes) -> None:
    """It states both standards, its language, its outline and the date of its data."""
    for said in (b"<pdfuaid:part>1<", b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"2025-01-12"):
        assert said in pdf
    for entry in (b"/MarkInfo", b"/StructTreeRoot", b"/Outlines", b"/Lang"):
        assert entry in pdf


def test_pdf_is_searchable(pdf: bytes) -> None:
    """Every character of the text, the tables and the chart can be found."""
    assert set("总体情况增长左右主要目标城镇新增就业地区生产总值预算收入某市2024年≥14.4$@\\") <= characters(pdf)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
def test_pdf_text_is_the_text(pdf: bytes, tmp_path: Path) -> None:
    """A reader who copies from it gets the words of the cells, with no spaces between Chinese and numbers."""
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, encoding="utf-8").stdout
    for words in (
        "增长5.5%左右",
        "城镇新增就业14.4城镇新增就业",
        "#let x = 1 $a$",
        "地区生产总值",
        "报告截至 2025-01-12",
    ):
        assert words.replace(" ", "") in "".join(text.split())
    assert "printed to" not in text


def test_missing_glyph_is_refused() -> None:
    """A character without a glyph stops the PDF, and the message shows all of them."""
    notebook = new_notebook(cells=[shown(pages.Text("甲😀乙"), table("丙\ue000"))], metadata={"briefing": ABOUT})
    with pytest.raises(OutputError, match=r"no glyph for .*e000.*😀"):
        PDFBriefing().from_notebook_node(notebook)


def test_long_table_goes_on_over_pages() -> None:
    """Sixty rows of long sentences break between rows, with the head on every page."""
    sentence = "预计全年地区生产总值比上年增长百分之六左右，" * 6
    cells = [new_markdown_cell("## 表"), shown(table(sentence, rows=60))]
    pdf = PDFBriefing().from_notebook_node(new_notebook(cells=cells, metadata={"briefing": ABOUT}))[0]
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 10


@pytest.mark.parametrize("source", ["", "### 乙\n\n##### 丙\n\n# 丁"])
def test_any_notebook_can_be_exported(source: str) -> None:
    """Nothing said of itself, nothing in it, headings that skip: both formats come out."""
    notebook = new_notebook(cells=[new_markdown_cell(source)])
    assert "<h1>Notebook</h1>" in HTMLBriefing().from_notebook_node(notebook)[0]
    assert PDFBriefing().from_notebook_node(notebook)[0].startswith(b"%PDF-1.7")


def test_foreign_results_show_as_plain_text() -> None:
    """HTML that is not ours may load scripts from elsewhere; its plain text is shown instead."""
    data = {"text/html": '<script src="https://cdn.example.org/x.js"></script>', "text/plain": "   a\n<b>"}
    notebook = new_notebook(cells=[new_code_cell("x", outputs=[new_output("display_data", data=data)])])
    page = HTMLBriefing().from_notebook_node(notebook)[0]
    assert "<pre>   a\n&lt;b&gt;</pre>" in page
    assert "cdn.example.org" not in page
    assert PDFBriefing().from_notebook_node(notebook)[0]


def test_prose_goes_with_its_table(figure: figures.Figure) -> None:
    """Prose that leads to a table or figure stays on its page, also over a sub-heading; other prose is free."""
    cells = [
        shown(pages.Text("## 要点\n\n- 一")),
        shown(pages.Text("## 图\n\n引言"), pages.Text(""), figure),
        shown(pages.Text("## 表\n\n引言"), pages.Text("### 经济"), table("就业"), pages.Text("尾声")),
    ]
    about = exporters.About.of({"briefing": ABOUT}, name="year")
    source = typesetting._source(new_notebook(cells=cells), about)
    led = [part.partition("\n}")[0] for part in source.split("#briefing-lead({")[1:]]
    assert ["图", "表", "经济"] == [re.findall('"(.*?)"', part)[0] for part in led]


def test_failed_cell_is_refused() -> None:
    """A notebook that did not run to its end is no briefing."""
    failed = new_output("error", ename="KeyError", evalue="gdp", traceback=[])
    with pytest.raises(OutputError, match="KeyError: gdp"):
        HTMLBriefing().from_notebook_node(new_notebook(cells=[new_code_cell("x", outputs=[failed])]))


def test_unknown_language_is_refused() -> None:
    """The message names the languages there are words for."""
    with pytest.raises(OutputError, match=r"'fr'; there are zh, en"):
        HTMLBriefing().from_notebook_node(new_notebook(metadata={"briefing": {"lang": "fr"}}))


def test_nbconvert_finds_both_exporters(notebook: NotebookNode, pdf: bytes, page: str, tmp_path: Path) -> None:
    """The names of the command line give the same files."""
    from nbconvert.exporters import get_exporter

    file = tmp_path / "a.ipynb"
    nbformat.write(notebook, file)
    assert pdf == get_exporter("analysis_pdf")().from_filename(str(file))[0]
    assert page == get_exporter("analysis_html")().from_filename(str(file))[0]
