r"""Paragraphs in reading order, however the lines of the file came to stand; and the damage, mended or not, named.

A report copied from a page has lines that are no paragraphs: a link breaks a sentence over three lines, a newspaper's
columns are pasted one behind the other, so that a sentence goes on after a box with a head of its own. Here the lines
are put together along the seams that `seams` found evidence for; what stood between the halves of a sentence is a
box and comes after the main flow. Nothing is rewritten: a paragraph is a list of pieces of the file.

>>> text = "一、人才\n\n深入实施“兴\n\n今年的目标\n\n经济增长5%。\n\n才计划”，引进600人。\n"
>>> mended = mend(Document(name="news", text=text, furniture=()))
>>> [(paragraph.read(text), paragraph.box) for paragraph in mended.paragraphs]
[('一、人才', False), ('深入实施“兴才计划”，引进600人。', False), ('今年的目标', True), ('经济增长5%。', True)]
>>> print(mended.damage[0].kind, mended.damage[0].note.partition(";")[0])
moved “…深入实施“兴” goes on with “才计划”，引进6…” behind 2 other paragraphs: “ is opened here and closed there
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.documents.lines import lines
from analysis.documents.readers import Document, Span
from analysis.documents.seams import Page, Seam, begins_inside, breaks_off, chosen, page, seams, unclosed


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph: its pieces in reading order; `box` if it stood between two halves of another."""

    pieces: tuple[Span, ...]
    box: bool = False

    def read(self, text: str) -> str:
        """Return the paragraph as it reads in the document's text."""
        return "".join(text[piece.start : piece.end] for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One place where the file does not read on: from where the text breaks off to where it goes on.

    `joined` and `moved` are mended (with the next line, or with a later one); `broken` and `lost` are not.
    """

    kind: Literal["joined", "moved", "broken", "lost"]
    start: int
    end: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """The paragraphs of a document, main flow first, then the boxes; and its damage in the order of the file."""

    paragraphs: tuple[Paragraph, ...]
    damage: tuple[Damage, ...]


def mend(document: Document) -> Mended:
    """Put the lines of a document together into paragraphs in reading order."""
    sheet = page(lines(document))
    candidates = seams(sheet)
    joined = chosen(candidates)
    onward = {seam.before: seam.after for seam in joined}
    continued = set(onward.values())
    between = {index for seam in joined for index in range(seam.before + 1, seam.after)}
    paragraphs = [
        Paragraph(
            pieces=tuple(piece for index in _chain(first, onward) for piece in sheet.lines[index].pieces),
            box=first in between,
        )
        for first in range(len(sheet.lines))
        if first not in continued
    ]
    damage = [*(_mended(sheet, seam) for seam in joined), *_unmended(sheet, candidates, joined)]
    return Mended(
        paragraphs=tuple(sorted(paragraphs, key=lambda paragraph: paragraph.box)),
        damage=tuple(sorted(damage, key=lambda one: (one.start, one.end, one.kind))),
    )


def _chain(first: int, onward: Mapping[int, int]) -> Iterator[int]:
    index: int | None = first
    while index is not None:
        yield index
        index = onward.get(index)


def _mended(page: Page, seam: Seam) -> Damage:
    between = seam.after - seam.before - 1
    behind = f" behind {between} other paragraph{'s' * (between > 1)}" if between else ""
    reasons = "; ".join(one.reason for one in seam.evidence)
    return Damage(
        kind="moved" if between else "joined",
        start=page.lines[seam.before].end,
        end=page.lines[seam.after].start,
        note=f"{_ending(page, seam.before)} goes on with {_beginning(page, seam.after)}{behind}: {reasons}",
    )


def _unmended(page: Page, candidates: Sequence[Seam], joined: Sequence[Seam]) -> Iterator[Damage]:
    """Name the numbers missing from the outline, and the lines that break off or begin inside a sentence."""
    onward, continued = {seam.before for seam in joined}, {seam.after for seam in joined}
    texts = list(enumerate(line.text for line in page.lines))
    ends = [index for index, text in texts if index not in onward and breaks_off(text)]
    starts = [index for index, text in texts if index not in continued and begins_inside(page, text)]
    yield from _lost(page, ends, starts)
    for index in ends:
        rivals = [_beginning(page, seam.after) for seam in candidates if seam.before == index]
        # a head with a comma looks broken off too, so without a rival only an open quotation is proof
        if (rivals or unclosed(page.lines[index].text)) and not _in_gap(page, index):
            why = f"{', '.join(rivals)} go on with it equally well" if rivals else "no line goes on with it"
            place = page.lines[index].end
            yield Damage(kind="broken", start=place, end=place, note=f"{_ending(page, index)} breaks off: {why}")
    for index in starts:
        if not _in_gap(page, index):
            place = page.lines[index].start
            note = f"{_beginning(page, index)} begins inside a sentence: it goes on with no other line"
            yield Damage(kind="broken", start=place, end=place, note=note)


def _lost(page: Page, ends: Sequence[int], starts: Sequence[int]) -> Iterator[Damage]:
    for gap in page.gaps:
        end = next((index for index in ends if gap.before <= index < gap.after), gap.after - 1)
        start = next((index for index in starts if end < index < gap.after), end + 1)
        numbers = [page.lines[index].text[: len(gap.missing[0])] for index in (gap.before, gap.after)]
        yield Damage(
            kind="lost",
            start=page.lines[end].end,
            end=page.lines[start].start,
            note=f"{', '.join(gap.missing)} missing between {numbers[0]} and {numbers[1]}: "
            f"the text breaks off at {_ending(page, end)} and goes on at {_beginning(page, start)}",
        )


def _in_gap(page: Page, index: int) -> bool:
    return any(gap.before <= index <= gap.after for gap in page.gaps)


def _ending(page: Page, index: int) -> str:
    return f"“…{page.lines[index].text[-8:]}”"


def _beginning(page: Page, index: int) -> str:
    return f"“{page.lines[index].text[:8]}…”"
