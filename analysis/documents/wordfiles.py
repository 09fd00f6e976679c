"""A Word document (.docx) -> its text: paragraphs and rows of tables in their order, as Word shows them.

python-docx opens the file; what it gives as the text of a paragraph leaves out what was inserted with changes tracked
and what stands in a content control, so the runs are collected here. Numbers that Word counts by itself are put in front
again, because 一、 and （一） are the outline of a report.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from lxml.etree import XPath  # type: ignore[import-untyped]  # it has no types

from analysis.errors import SourceError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Element

_LARGEST = 200_000_000  # bytes of all parts unpacked; a report with photos has a tenth
_NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
_DIGITS = "〇一二三四五六七八九"
_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "ideographTraditional",
    "japaneseCounting",
    "taiwaneseCounting",
)


def text(data: bytes) -> str:
    """Return the text of a document, a blank line between its paragraphs.

    Raises SourceError for what is no Word document or cannot be opened.
    """
    import docx  # a fifth of a second, and few reports are Word documents
    from docx.opc.exceptions import PackageNotFoundError

    _check(data)
    try:
        document = docx.Document(io.BytesIO(data))
    # The last is what lxml raises; a part that is missing or no part at all gives one of the others.
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, zlib.error, SyntaxError):
        raise SourceError("is a damaged Word document; open it in Word and save it anew") from None
    if document.element.body is None:
        raise SourceError("is a Word document without a body; open it in Word and save it anew")
    return "\n\n".join(filter(None, _blocks(document))) + "\n"


def _check(data: bytes) -> None:
    """Refuse an archive that is damaged, no Word document, or unpacks into more than a document holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise SourceError("is a damaged Word document, perhaps cut short; get it again") from None
    if sum(part.file_size for part in parts) > _LARGEST:
        raise SourceError(f"unpacks into more than {_LARGEST // 1_000_000} MB, which is no report")
    if "word/document.xml" not in {part.filename for part in parts}:
        raise SourceError("is a zip archive and no Word document; take the report out of it")


def _all(element: Element, path: str) -> list[Element]:
    return cast("list[Element]", XPath(path, namespaces=_NAMES)(element))


def _value(element: Element, path: str) -> str:
    return str(XPath(f"string({path})", namespaces=_NAMES)(element))


def _number(element: Element, path: str, default: int) -> int:
    told = _value(element, path)
    return int(told) if told.isdecimal() else default


def _blocks(document: WordDocument) -> Iterator[str]:
    """Yield the paragraphs, and the rows of tables with a space between their cells."""
    numbering = _Numbering(document)
    outermost = "[not(ancestor::w:tbl) and not(ancestor::w:txbxContent)]"
    for block in _all(document.element.body, f".//w:p{outermost} | .//w:tbl{outermost}"):
        if str(block.tag).endswith("}p"):
            yield numbering.before(block) + _words(block)
            continue
        for row in _all(block, "./w:tr"):
            cells = ("".join(map(_words, _all(cell, ".//w:p"))) for cell in _all(row, "./w:tc"))
            yield " ".join(filter(None, cells))


def _words(paragraph: Element) -> str:
    """Return what a paragraph shows: no text that was deleted, no codes of fields, no text boxes."""
    shown = _all(
        paragraph,
        "(.//w:t[not(ancestor::w:del)] | .//w:r/w:tab | .//w:br | .//w:noBreakHyphen)[not(ancestor::w:txbxContent)]",
    )
    marks = {"tab": " ", "br": "\n", "noBreakHyphen": "-"}
    return "".join(marks.get(str(node.tag).partition("}")[2], node.text or "") for node in shown).strip()


class _Numbering:
    """The numbers that Word counts by itself, told anew for each paragraph in the order of the document."""

    def __init__(self, document: WordDocument) -> None:
        self._counts: Counter[tuple[str, int]] = Counter()
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._styles = {
            style.style_id: style.element for style in document.styles if _all(style.element, "./w:pPr/w:numPr")
        }
        if not any(related.reltype.endswith("/numbering") for related in document.part.rels.values()):
            return
        part = document.part.numbering_part.element
        kinds = {_value(kind, "./@w:abstractNumId"): kind for kind in _all(part, "./w:abstractNum")}
        for number in _all(part, "./w:num"):
            kind = kinds.get(_value(number, "./w:abstractNumId/@w:val"))
            for level in () if kind is None else _all(kind, "./w:lvl"):
                place = _value(number, "./@w:numId"), _number(level, "./@w:ilvl", 0)
                form, shape = (_value(level, f"./w:{name}/@w:val") for name in ("numFmt", "lvlText"))
                self._levels[place] = form, shape, _number(level, "./w:start/@w:val", 1)

    def before(self, paragraph: Element) -> str:
        """Return the number before a paragraph, '' where it has none or a bullet."""
        style = self._styles.get(_value(paragraph, "./w:pPr/w:pStyle/@w:val"))
        own = _all(paragraph, "./w:pPr/w:numPr") or ([] if style is None else _all(style, "./w:pPr/w:numPr"))
        place = (_value(own[0], "./w:numId/@w:val"), _number(own[0], "./w:ilvl/@w:val", 0)) if own else ("", 0)
        if place not in self._levels or self._levels[place][0] in ("bullet", "none"):
            return ""
        number, level = place
        self._counts[place] += 1
        for deeper in [known for known in self._counts if known[0] == number and known[1] > level]:
            del self._counts[deeper]
        told = self._levels[place][1]
        for above in range(level + 1):
            if (number, above) in self._levels:
                form, _, start = self._levels[number, above]
                told = told.replace(f"%{above + 1}", _told(max(self._counts[number, above], 1) + start - 1, form))
        return told


def _told(count: int, form: str) -> str:
    """Return a number of a list in its form.

    >>> _told(3, "chineseCounting"), _told(10, "chineseCounting"), _told(21, "chineseCounting"), _told(4, "decimal")
    ('三', '十', '二十一', '4')
    """
    if form not in _CHINESE or count > 99:
        return str(count)
    tens, ones = divmod(count, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
