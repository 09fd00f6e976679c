from __future__ import annotations

from pathlib import Path

import pytest

from analysis.documents.encodings import decode
from analysis.documents.furniture import FURNITURE, FurnitureRule, furniture
from analysis.documents.readers import Document, read
from analysis.errors import SourceError

SEEDS = Path(__file__).parents[1] / "seeds"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
REPORT = "某市政府工作报告\n各位代表：\n全年生产总值增长5.5%。\n"


def removed(document: Document) -> list[str]:
    """Return the furniture of a document as texts."""
    return [document.text[span.start : span.end] for span in document.furniture]


@pytest.mark.parametrize("rule", FURNITURE, ids=lambda rule: rule.name)
def test_a_rule_takes_its_examples_whole_and_leaves_the_others(rule: FurnitureRule) -> None:
    """Every furniture rule finds its examples between lines of a report, and nothing in the counter-examples."""
    for example in rule.takes:
        text = f"各位代表：\n{example}"
        assert [text[span.start : span.end] for span in rule.find(text)] == [example.strip()]
    for example in rule.leaves:
        assert list(rule.find(f"各位代表：\n{example}\n下一段。")) == []


@pytest.mark.parametrize("rule", FURNITURE, ids=lambda rule: rule.name)
def test_no_rule_takes_what_another_leaves(rule: FurnitureRule) -> None:
    """Report text that one rule must leave is left by all of them."""
    for example in rule.leaves:
        assert furniture(f"各位代表：\n{example}\n下一段。") == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_give_the_same_text(encoding: str, line_end: str, tmp_path: Path) -> None:
    """The offsets of a report do not depend on how its file was saved."""
    path = tmp_path / "report.txt"
    path.write_bytes(REPORT.replace("\n", line_end).encode(encoding))
    document = read(path)
    assert ("report", REPORT, ()) == (document.name, document.text, document.furniture)
    assert (document.remarks == ()) == (encoding in ("utf-8", "utf-8-sig", "utf-16"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (REPORT.encode() + b"\x00\x01", "binary file (byte 73 is zero)"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a binary file, a picture; have its text recognised (OCR) first"),
        (b"%PDF-1.7\n", "is a PDF; rename it input.pdf"),
        (b"PK\x03\x04\x14\x00", "is a Word document; rename it input.docx"),
        (b"\n<!DOCTYPE html><html>" + REPORT.encode(), "is a web page; rename it input.html"),
        (REPORT.encode() + b"\xff", "damaged utf-8 text: byte 73"),
        (REPORT.encode("gb18030")[:-2] + b"\xff", "byte 2 is not utf-8, and neither gb18030 nor big5hkscs fits"),
        ("\ufeff各位".encode("utf-16-le") + b"\x00", "begins as utf-16"),
        ("各位\x07代表".encode(), "U+0007 at offset 2"),
        (b"GDP grew by 5.5 percent.\n", "no Chinese text"),
        ("各位代表：".encode() * 400_001, "has 2000005 characters; a report has at most 2000000"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_report_is_refused_in_one_line(data: bytes, message: str, tmp_path: Path) -> None:
    """A file that cannot be read as a report is refused with its name and what is wrong, in one line."""
    path = tmp_path / "input.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """No such file and a folder in its place are told apart."""
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(SourceError, match="is a folder"):
        read(tmp_path / "folder.txt")
    with pytest.raises(SourceError, match=r"one ends in \.txt, \.md, \.html, \.htm, \.docx, \.pdf"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "work-report-2022",
            [
                "2022年01月13日 16:17\u00a0\u00a0\u00a0来源:沈阳日报",
                "(责任编辑:石兰兰)",
                "精彩图片",
                "沈阳市政府工作报告(2022年1月8日 吕志成)",
                "2022-01-13 16:17 来源:沈阳日报",
                "查看余下全文",
            ],
        ),
        ("work-report-2024", []),
        ("plan-report-2025", []),
        ("campaign-news-2022", []),
        ("congress-news-2025", []),
    ],
)
def test_the_furniture_of_the_source_documents(name: str, expected: list[str]) -> None:
    """Of the source documents exactly the page around work-report-2022 is furniture; its title stays once."""
    assert removed(read(SEEDS / f"{name}.txt")) == expected


def test_a_title_is_furniture_only_after_the_end() -> None:
    """A title that comes again inside the report stays; one that comes again after it goes."""
    text = "某市政府工作报告\n各位代表：\n某市政府工作报告\n现在报告。\n精彩图片\n某市政府工作报告\n"
    assert [(span.start, text[span.start : span.end]) for span in furniture(text)] == [
        (30, "精彩图片"),
        (35, "某市政府工作报告"),
    ]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of reports is not here")
def test_furniture_of_the_corpus_is_short_and_at_the_edges() -> None:
    """In reports never looked at for a rule, furniture stands at the head or foot, and no figure is in it."""
    paths = sorted(CORPUS.glob("*.txt"))
    assert paths
    for path in paths:
        document = read(path)
        for span in document.furniture:
            found = document.text[span.start : span.end]
            inside = 200 < span.start and span.end < len(document.text) - 10
            assert not inside or found in {"（下转第四版）", "（紧接第一版）"}, (path.name, found)
            assert "%" not in found and "亿" not in found and len(found) < 800, (path.name, found)


def test_decoding_what_was_decoded_changes_nothing() -> None:
    """Reading a text that was saved again gives the same text."""
    assert decode(decode(REPORT.encode("gb18030")).text.encode()).text == REPORT
