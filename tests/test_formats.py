"""A report is the same report in every format it is sent in: real files made from the seeds give the same facts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import docx
import makers
import opencc
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import extraction
from analysis.documents import folding, readers, reports
from analysis.documents.furniture import furniture
from analysis.documents.readers import Document
from analysis.documents.reports import Entry, Report
from analysis.errors import SourceError
from analysis.facts import Fact

#: What a fact says; where it stands, and between which marks and spaces, is the format's.
SAID = (
    "subject", "indicator", "measure", "value", "value_to", "unit", "number", "base_unit", "bound", "strength",
    "status", "period", "scope", "theme", "part", "section", "task",
)  # fmt: skip

_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_TRADITIONAL = opencc.OpenCC("s2tw")

#: The end of a file's name -> the file, made from the paragraphs of a report and from its text.
FORMATS: dict[str, Callable[[Sequence[str], str], bytes]] = {
    "gb18030.txt": lambda lines, text: text.encode("gb18030"),
    "utf-16.txt": lambda lines, text: text.encode("utf-16"),
    "bare-utf-16.txt": lambda lines, text: text.encode("utf-16-le"),
    "big5.txt": lambda lines, text: _TRADITIONAL.convert(text).encode("big5hkscs", "ignore"),
    "traditional.txt": lambda lines, text: _TRADITIONAL.convert(text).encode(),
    "full-width.txt": lambda lines, text: text.translate(_FULL_WIDTH).encode(),
    "letterspaced.txt": lambda lines, text: makers.letterspaced(text.replace("**", "")).encode(),
    "md": lambda lines, text: makers.markdown(lines).encode(),
    "gb2312.html": lambda lines, text: makers.page(lines).encode("gb18030"),
    "htm": lambda lines, text: makers.page(lines, breaks=True).encode(),
    "docx": lambda lines, text: makers.word(lines),
    "counted.docx": lambda lines, text: makers.word(lines, counted=True),
    "pdf": lambda lines, text: makers.pdf(lines, running="人民政府"),
    "blocks.pdf": lambda lines, text: makers.pdf(lines, indent=False, spacing="1.4em"),
    "columns.pdf": lambda lines, text: makers.pdf(lines, columns=2, running="人民政府"),
}


def said(facts: Sequence[Fact]) -> list[dict[str, object]]:
    """Return what facts say, without where."""
    return [{name: getattr(fact, name) for name in SAID} for fact in facts]


def stated(report: Report) -> Entry:
    """Return the manifest entry that says of a report what its own says."""
    return Entry(kind=report.kind, reviewed=report.reviewed, planned=report.planned, place_zh=report.place_zh)


@pytest.mark.parametrize("end", FORMATS)
def test_every_format_gives_the_facts_of_the_text(reports: tuple[Report, ...], end: str, tmp_path: Path) -> None:
    """All facts of all seeds come out of every format the same, and each stands where it says in the text kept."""
    for report in reports:
        text = report.document.text
        path = tmp_path / f"{report.name}.{end}"
        path.write_bytes(FORMATS[end](makers.paragraphs(text), text))
        read = readers.read(path)
        facts = extraction.extract(parsed(read, report)).facts
        assert said(extraction.extract(parsed(report.document, report)).facts) == said(facts)
        for fact in facts:
            assert fact.text == read.text[fact.start : fact.end]
            assert fact.quote == read.text[fact.quote_start : fact.quote_start + len(fact.quote)]


@pytest.mark.parametrize("every", [11, 47])
def test_spaces_within_words_mean_nothing(reports: tuple[Report, ...], every: int) -> None:
    """Spaces that character recognition sprinkles into a text change no fact of a report that has none of its own."""
    for report in reports:
        text = report.document.text
        if report.kind == "news":
            continue  # their heads have spaces that part clauses
        pairs = [match.end() for match in re.finditer(r"[一-鿿](?=[一-鿿])", text)][::every]
        sprinkled = "".join(text[a:b] + " " * (b in pairs) for a, b in pairwise([0, *pairs, len(text)]))
        document = Document(name=report.name, text=sprinkled, furniture=furniture(sprinkled))
        whole, torn = (extraction.extract(parsed(one, report)).facts for one in (report.document, document))
        assert said(whole) == said(torn)


def parsed(document: Document, report: Report) -> Report:
    """Read a document as the manifest reads a report."""
    return reports.parse(document, stated(report))


def test_the_quote_stays_as_it_was_written(tmp_path: Path) -> None:
    """A traditional report is read in simplified characters and quoted in its own."""
    path = tmp_path / "report.txt"
    path.write_text("某市政府工作報告\n\n一、２０３０年工作回顧\n\n全年地區生產總值增長５．５％。\n", encoding="utf-8")
    (fact,) = extraction.extract(reports.parse(readers.read(path))).facts
    assert ("gdp", Decimal("5.5"), "2030", "review") == (fact.indicator, fact.value, fact.period, fact.part)
    assert ("５．５", "全年地區生產總值增長５．５％。") == (fact.text, fact.quote)


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    """Whatever the text, its folded form is as long, and folding it once more changes nothing."""
    folded = folding.fold(text)
    assert len(text) == len(folded)
    assert folded == folding.fold(folded)


def test_remarks_on_pages_without_text(tmp_path: Path) -> None:
    """Pages that are pictures in a PDF of text are named."""
    path = tmp_path / "report.pdf"
    with pypdfium2.PdfDocument(makers.pdf(["某市政府工作报告", "全年生产总值增长5.5%。"])) as pdf:
        pdf.new_page(595, 842)
        pdf.save(path)
    document = readers.read(path)
    assert ("no text on page 2 of 2",) == document.remarks
    assert "全年生产总值增长5.5%。" in document.text.split("\n")


def test_word_as_it_is_shown(tmp_path: Path) -> None:
    """Insertions count and deletions do not; the cells of a row stand in one line; breaks end lines."""
    document = docx.Document()
    document.add_paragraph("全年生产总值\n增长5%").add_run("。")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "城镇新增就业", "10万人"
    path = tmp_path / "report.docx"
    document.save(str(path))
    assert "全年生产总值\n增长5%。\n\n城镇新增就业 10万人\n" == readers.read(path).text
    path.write_bytes(makers.word(["全年生产总值增长5%。"]))
    assert "全年生产总值增长5%。\n" == readers.read(path).text


def _zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def _locked() -> bytes:
    """Return the head of a PDF that asks for a password, as a PDF that is otherwise empty."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"28" * 32 + b">/U<" + b"28" * 32 + b">>>endobj\n"
        b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF\n"
    )


def _picture() -> bytes:
    buffer = io.BytesIO()
    with pypdfium2.PdfDocument.new() as pdf:
        pdf.new_page(595, 842)
        pdf.save(buffer)
    return buffer.getvalue()


def _bodiless() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as word, zipfile.ZipFile(buffer, "w") as archive:
        for part in word.infolist():
            data = word.read(part)
            if part.filename == "word/document.xml":
                data = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
            archive.writestr(part.filename, data)
    return buffer.getvalue()


WORD = makers.word(["全年生产总值增长5%。"])
PDF = makers.pdf(["全年生产总值增长5%。"])
BOMB = {"word__document.xml": b"0" * 250_000_000}

WRONG: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a page without an article": ("html", lambda: b"<html><body></body></html>", "is a web page without an article"),
    "Word cut short": ("docx", lambda: WORD[:2000], "is a damaged Word document, perhaps cut short"),
    "Word with a part broken": (
        "docx",
        lambda: _zipped(word__document_xml=b""),
        "is a zip archive and no Word document",
    ),
    "Word without parts": (
        "docx",
        lambda: _zipped(**{"word__document.xml": b"<"}),
        "is a damaged Word document; open it",
    ),
    "a bomb": ("docx", lambda: _zipped(**BOMB), "unpacks into more than 200 MB, which is no report"),
    "Word without a body": ("docx", _bodiless, "is a Word document without a body"),
    "text called Word": ("docx", lambda: "全年增长5%。".encode(), "is no Word document, whatever its name says"),
    "PDF called Word": ("docx", lambda: PDF, "is a PDF; rename it report.pdf"),
    "old Word": ("docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old or locked Word or Excel document"),
    "Word called text": ("txt", lambda: WORD, "is a Word document; rename it report.docx"),
    "Word called PDF": ("pdf", lambda: WORD, "is a Word document; rename it report.docx"),
    "text called PDF": ("pdf", lambda: "全年增长5%。".encode(), "is no PDF file, whatever its name says"),
    "PDF cut short": ("pdf", lambda: PDF[:1000], "is a damaged PDF file, perhaps cut short"),
    "PDF with a password": ("pdf", _locked, "is a PDF file locked with a password"),
    "PDF of pictures": ("pdf", _picture, "is a PDF file without text, pictures of pages perhaps"),
    "RTF": ("txt", lambda: b"{\\rtf1 5%}", "is an RTF document; save it as .docx first"),
    "a page called text": ("md", lambda: makers.page(["增长5%。"]).encode(), "is a web page; rename it report.html"),
    "huge": ("txt", lambda: b"0" * 100_000_001, "has more than 100 MB"),
    "a table": ("xlsx", lambda: b"PK", "is no report that can be read; one ends in .txt, .md, .html"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_that_cannot_be_read_is_told_in_one_line(case: str, tmp_path: Path) -> None:
    """What is locked, damaged, huge, without text or not what its name says is refused with its name and the way out."""
    suffix, make, message = WRONG[case]
    path = tmp_path / f"report.{suffix}"
    path.write_bytes(make())
    with pytest.raises(SourceError) as caught:
        readers.read(path)
    assert str(caught.value).startswith(f"{path}: {message}")
    assert "\n" not in str(caught.value)
