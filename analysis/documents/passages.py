"""Lines of a report -> its passages: the heading path, part, theme and period of every paragraph.

The outline is what the report prints: 一、 over （一） over 1. over a bare head or the short first sentence of a paragraph (a
run-in head, 提升养老服务品质。). The top heading decides the part (what was achieved, what is planned, what is aimed at for
five years), the deepest heading that speaks of a theme decides the theme.

A passage's text is normalised character by character, so it is as long as the characters it stands on: half-width
punctuation and full-width digits are the same to every rule, and `Passage.offset` leads back into the file.

>>> normalise("增长５．５％,不低于1,540亿元(含)")
'增长5.5%，不低于1,540亿元（含）'
>>> normalise("一九五八年度国民经济计划")
'1958年度国民经济计划'
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.documents.frames import heading_span, looks_back, opening, sets_targets, spans, turn
from analysis.documents.headings import BARE, RUN_IN, Years, heading, normalise, opening_part, part_of, period_of
from analysis.documents.mending import Damage, Paragraph
from analysis.documents.particulars import Kind
from analysis.documents.readers import Span
from analysis.facts import Part
from analysis.registries import themes


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One paragraph in reading order.

    `text` is normalised and has exactly the characters of `pieces`; `section` is the heading path from the top;
    `period` is the year or span ("2024", "2022-2026") that its heading gives to what it says, '' if none. `spans` are
    the years that a review looks back on and from which character on it does, '' for the one year of the heading.
    """

    text: str
    pieces: tuple[Span, ...]
    section: tuple[str, ...]
    part: Part
    theme: str
    task: int | None
    period: str
    heading: bool
    spans: tuple[tuple[int, str], ...]

    def span(self, index: int) -> str:
        """Return the years looked back on at character `index`, '' where it is one."""
        place = bisect(self.spans, index, key=lambda turned: turned[0])
        return self.spans[place - 1][1] if place else ""

    def offset(self, index: int) -> int:
        """Return the place in the file of character `index`; `len(text)` gives the end of the last piece."""
        for piece in self.pieces:
            if index < piece.end - piece.start:
                return piece.start + index
            index -= piece.end - piece.start
        return self.pieces[-1].end


class Line:
    """A mended paragraph with its normalised text and the level of its heading (0 for none)."""

    __slots__ = ("body", "box", "head", "level", "pieces", "text")

    def within(self, start: int, end: int) -> Line:
        """Return the characters from `start` to `end` of a line that is no heading as a line of their own."""
        part = object.__new__(Line)
        part.box, part.text, part.level, part.head, part.body = self.box, self.text[start:end], 0, "", True
        pieces, place = [], 0
        for piece in self.pieces:
            first, last = max(start - place, 0), min(end - place, piece.end - piece.start)
            if first < last:
                pieces.append(Span(piece.start + first, piece.start + last))
            place += piece.end - piece.start
        part.pieces = tuple(pieces)
        return part

    def __init__(self, paragraph: Paragraph, text: str) -> None:
        self.pieces = paragraph.pieces
        self.box = paragraph.box
        self.text = normalise("".join(text[piece.start : piece.end] for piece in paragraph.pieces))
        self.level, self.head = heading(self.text)
        self.body = len(self.text) > len(self.head) + 1


# What a document tells before a heading says, and again where a heading that is silent ends a review.
_FIRST: dict[Kind, Part] = {"news": "plan", "bulletin": "review", "outline": "aims"}
_SILENT: dict[Kind, Part] = {"bulletin": "review", "outline": "aims"}
# How many lines into a text a review may begin that no heading opens.
_BEGINNING = 8
# A chapter stands over what is numbered 一、 or with nothing.
_CHAPTER = re.compile(r"第[一二三四五六七八九十]{1,3}[篇章]")


def passages(lines: Sequence[Line], years: Years, damage: Sequence[Damage], kind: Kind) -> Iterator[Passage]:
    """Yield every paragraph with its heading path, part, theme and period."""
    path: dict[int, str] = {}
    unfinished = bool(years.reviewed) and years.reviewed == years.planned  # a year told of before it is over
    known = bool(years.reviewed or years.planned)  # news of no known year is told by its own words
    part: Part = "review" if unfinished else _FIRST.get(kind, "other") if known or kind != "news" else "other"
    period = period_of("", part, years)
    silence: Part = "review" if unfinished or kind == "news" else _SILENT.get(kind, "other")
    turned: tuple[Part, str] | None = None
    opened_at, unheaded = BARE, False
    span, last = "", years.reviewed[-1] if years.reviewed else 0
    in_box = False
    lost = [fault.end for fault in damage if fault.kind == "lost"]
    top = _top(lines)
    parted = [part for line in lines for part in _turns(line, years)] if kind == "news" else lines
    for index, line in enumerate(parted):
        if line.box and not in_box:
            path, in_box = {}, True
        if any(line.pieces[0].start == place for place in lost):
            path = {}  # what stands after lost text belongs to a heading that is lost with it
        level, head = line.level, line.head
        if top == _PRINTED and (_CHAPTER.match(head) if line.level == 1 else line.level == BARE and part_of(head)):
            level = _PRINTED
        if line.level:
            # A head ends the heads at and below its own level; a run-in head speaks for its own paragraph only.
            path = {above: words for above, words in path.items() if above < level}
            path[level] = head
            says = _held(kind, head)
            within = kind == "outline" and level in (1, 2) and (says == "review" or level <= opened_at)
            if level == top or within or (level == BARE and not any(above < BARE for above in path)):
                # A heading that does not say goes on with the plan, but never with the review.
                part = says or (
                    ("review" if unheaded else silence) if part == "review" and (level == top or within) else part
                )
                opened_at = level
                period = period_of(head, part, years)
                turned, span = None, heading_span(head, last) if part == "review" else ""
        section = tuple(path[above] for above in sorted(path))
        if kind == "news" and line.level in (0, RUN_IN) and (told := turn(line.text, years)):
            part, period = told, period_of("", told, years)
        if part == "other" and index < _BEGINNING and not line.level and looks_back(line.text, years):
            part, period, unheaded = "review", period_of("", "review", years), True
        elif unheaded and part == "review" and not line.level and sets_targets(line.text):
            part, period = "plan", period_of("", "plan", years)
        if line.level in (0, RUN_IN) and (opened := opening(line.text, years)):
            turned = ("aims", opened[1]) if opened[0] == "aims" and part != "aims" else None
            if opened[0] == "year" and part == "aims" and kind != "outline":
                turned = ("plan", str(years.planned[0]))
        opens = opening_part(line.text) if not line.level and kind not in _SILENT else None
        spoken = [(0, span), *(spans(line.text, last) if part == "review" and not turned else ())]
        span = spoken[-1][1]
        yield Passage(
            text=line.text,
            pieces=line.pieces,
            section=section,
            part=opens or (turned[0] if turned else part),
            theme=_theme(section, line.text),
            task=_task(path),
            period=period_of(line.text[:30], opens, years) if opens else turned[1] if turned else period,
            heading=bool(line.level) and not line.body,
            spans=tuple(spoken),
        )
        path.pop(RUN_IN, None)


def _turns(line: Line, years: Years) -> Iterator[Line]:
    """Yield the stretches of a paragraph of news that speak of the year before and of the one ahead, each as a line."""
    starts = [0]
    if not line.level:
        sentences = [match.end() for match in re.finditer(r"。(?=[^”』）])", line.text)]
        bounds = pairwise([*sentences, len(line.text)])
        starts += [place for place, end in bounds if turn(line.text[place:end], years)]
    for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
        yield line.within(start, end) if len(starts) > 1 else line


# The level of a bare head that stands over numbered ones: the parts of a report whose numbers begin anew in each.
_PRINTED = 0


def _top(lines: Sequence[Line]) -> int:
    """Return the level whose headings open the parts of a report.

    Numbered heads do, unless chapters stand over them, or a bare head above the first of them names a part, which none
    of them does then: 过去五年的工作 over 一、综合实力增强.
    """
    if any(_CHAPTER.match(line.head) for line in lines) and any(re.match(r"[一二三]、", line.head) for line in lines):
        return _PRINTED
    top = min((line.level for line in lines if 0 < line.level < BARE), default=BARE)
    heads = [line for line in lines if line.level in (top, BARE)]
    first = next((index for index, line in enumerate(heads) if line.level == top), 0)
    above = any(part_of(line.head) and not line.head.endswith("报告") for line in heads[:first])
    numbered = [line.head for line in heads if line.level == top]
    return _PRINTED if above and not any(map(_names_a_part, numbered)) else top


def _names_a_part(head: str) -> bool:
    """Whether a head opens a part of a report, and is not one within a part that speaks of tasks or goals.

    >>> [_names_a_part(head) for head in ("一、2030年工作回顾", "二、下半年工作安排", "三、突出重点，做好各项工作")]
    [True, True, False]
    """
    return part_of(head) == "review" or bool(
        part_of(head) and re.search(r"(?:安排|打算|部署|建议)$|\d年|[今明下半]年|今后|五”", head)
    )


def _held(kind: Kind, head: str) -> Part | None:
    """Return the part that a heading opens in a document of this kind.

    A bulletin has no plans, an outline aims at years, and the small heads of news seldom say anything.
    """
    part = part_of(head)
    if kind == "bulletin":
        return "review"
    if kind == "news" and part == "plan" and not re.search(r"[今明]年|\d年|目标|任务|计划|下一步|重点", head):
        return None
    return "aims" if kind == "outline" and part == "plan" else part


def _task(path: dict[int, str]) -> int | None:
    match = re.match(r"\d+", path.get(3, ""))
    return int(match[0]) if match else None


def _theme(section: tuple[str, ...], text: str) -> str:
    """Return the theme that a paragraph announces, or its task, or its own words, or its deepest heading that names one.

    A numbered task is one thing; the headings above it take in many (推动振兴发展, 提升城市能级), so what a paragraph of
    some length says itself goes before them.
    """
    announced = re.match(r"(?:围绕|在)[^，。]+(?:方面|实现新突破”)", text)
    sayings = [announced[0]] if announced else []
    sayings += [head for head in section[-1:] if re.match(r"\d", head)]
    sayings += [text] if len(text) >= 60 else []
    # 工作回顾 and 重点工作安排 open a part and say nothing of a theme.
    heads = [
        head for head in reversed(section) if part_of(head) is None or not re.match(r"[一二三四五六七八九十]+、", head)
    ]
    for words in (*sayings, *heads, re.split(r"[。；]", text)[0]):
        theme = themes.recognise(words)
        if theme:
            return theme
    return ""
