"""A PDF -> its text, through pypdfium2: the glyphs of every page become lines, and `columns` makes paragraphs of them.

The order in which a PDF draws its glyphs is nobody's promise, so only their places count. Space between two glyphs is
white space of the text only where it is wider than type is set: a justified line is stretched, and Chinese and Latin
are kept a little apart, without anybody having typed anything.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pypdfium2.raw  # type: ignore[import-untyped]  # the same

from analysis.documents.columns import Line, paragraphs
from analysis.errors import SourceError

_MOST_PAGES = 1000  # the longest reports have a hundred
_WIDE = 1.2  # ems without a glyph that end a line: what follows is another column or cell
_WIDE_LATER = 0.5  # ... if it is not drawn at once after the glyph before
_BLANK = 0.35  # ems more than between the other glyphs of the line that are white space
_LATIN_BLANK = 0.15  # ... between Latin letters
_UNNAMED = 0.05  # share of glyphs without a character from which on the text cannot be trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class _Glyph:
    """One character, when it is drawn, and where it stands, in points upwards from the foot of the page."""

    text: str
    index: int
    ink: float  # where what is seen of it begins; the boxes of a comma and the quotation mark after it may coincide
    left: float
    right: float
    baseline: float
    size: float


def text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a PDF, a paragraph a line with a blank line between, and remarks on what has none.

    Raises SourceError for what is no PDF, is locked, or holds no text.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError("is a PDF file locked with a password; save it without one first") from None
        raise SourceError("is a damaged PDF file, perhaps cut short; get it again") from None
    try:
        if len(document) > _MOST_PAGES:
            raise SourceError(f"has {len(document)} pages; a report has at most {_MOST_PAGES}")
        pages = [_glyphs(document, number) for number in range(len(document))]
    finally:
        document.close()
    empty = [number for number, glyphs in enumerate(pages, start=1) if not glyphs]
    if len(empty) == len(pages):
        raise SourceError("is a PDF file without text, pictures of pages perhaps; have its text recognised (OCR) first")
    glyphs = [glyph for page in pages for glyph in page]
    if sum(not _named(glyph.text) for glyph in glyphs) > _UNNAMED * len(glyphs):
        raise SourceError("is a PDF file whose fonts do not say which characters they show; get it in another format")
    remarks = (f"no text on page {', '.join(map(str, empty))} of {len(pages)}",) if empty else ()
    return "\n\n".join(paragraphs([list(_lines(page)) for page in pages])) + "\n", remarks


def _named(character: str) -> bool:
    return not (character in "\x00\ufffd" or "\ue000" <= character <= "\uf8ff")


def _glyphs(document: pypdfium2.PdfDocument, number: int) -> list[_Glyph]:
    """Return the glyphs of a page that stand upright, in the order in which they are drawn."""
    try:
        page = document[number]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise SourceError(f"is a damaged PDF file: page {number + 1} cannot be read; get it again") from None
    raw, handle = pypdfium2.raw, textpage.raw
    glyphs = []
    x, baseline = ctypes.c_double(), ctypes.c_double()
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if raw.FPDFText_IsGenerated(handle, index) == 1 or code < ord(" "):
            continue  # the library's own guess at spaces and line ends
        if abs(raw.FPDFText_GetCharAngle(handle, index)) > 0.1:
            continue  # a watermark across the page
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
        raw.FPDFText_GetCharOrigin(handle, index, x, baseline)
        if right > left:
            character = chr(code) if code < 0xD800 or code > 0xDFFF else "\ufffd"
            ink = left if character.isspace() else textpage.get_charbox(index)[0]
            place = {"left": left, "right": right, "baseline": baseline.value, "size": top - bottom}
            glyphs.append(_Glyph(text=character, index=index, ink=ink, **place))
    textpage.close()
    page.close()
    return glyphs


def _lines(glyphs: Sequence[_Glyph]) -> Iterator[Line]:
    """Put the glyphs of a page together along their baselines, wherever in the file they come from."""
    rows: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        if rows and rows[-1][0].baseline - glyph.baseline < 0.4 * min(rows[-1][0].size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        run: list[_Glyph] = []
        for glyph in sorted(row, key=lambda glyph: (glyph.ink, glyph.index)):
            if run and _parted(run[-1], glyph):
                yield from _line(run)
                run = []
            if not run or not _printed_twice(run[-1], glyph):
                run.append(glyph)
        yield from _line(run)


def _parted(before: _Glyph, glyph: _Glyph) -> bool:
    """Tell whether the space between two glyphs of one baseline ends a line."""
    at_once = 0 < glyph.index - before.index <= 3  # the library's own spaces are counted
    return glyph.left - before.right > (_WIDE if at_once else _WIDE_LATER) * glyph.size


def _printed_twice(before: _Glyph, glyph: _Glyph) -> bool:
    """Tell whether a glyph is drawn once more on itself, as some programs make type bold."""
    return before.text == glyph.text and glyph.left - before.left < 0.2 * (glyph.right - glyph.left)


def _line(run: Sequence[_Glyph]) -> Iterator[Line]:
    """Yield the line that a run of glyphs is, if anything is on it."""
    inked = [glyph for glyph in run if not glyph.text.isspace()]
    if not inked:
        return
    size = median(glyph.size for glyph in inked)
    gaps = [after.left - before.right for before, after in pairwise(run)]
    usual = max(0.0, median(gaps)) if gaps else 0.0
    text = run[0].text
    for gap, (before, after) in zip(gaps, pairwise(run), strict=True):
        text += (" " if _blank(before.text, after.text, (gap - usual) / size) else "") + after.text
    yield Line(text=text.strip(), left=inked[0].left, right=inked[-1].right, baseline=inked[0].baseline, size=size)


def _blank(before: str, after: str, gap: float) -> bool:
    """Tell whether a gap of so many ems between two characters is white space.

    >>> _blank("个", "田", 0.5), _blank("个", "田", 0.25), _blank("）", "建", 0.5), _blank("s", "I", 0.25)
    (True, False, False, True)
    """
    if before.isascii() and after.isascii() and before.isalpha() and after.isalpha():
        return gap > _LATIN_BLANK
    return gap > _BLANK and before.isalnum() and after.isalnum()  # a line is stretched at its punctuation first
