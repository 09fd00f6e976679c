"""Printed pages -> paragraphs in reading order: columns, running heads and broken lines are the page's, not the text's.

A page is known by its lines: what stands on one baseline without a wide gap, and where. A stretch of lines that leave
one strip of the page free, well filled on both sides of it, is set in columns. What stands at one place of many pages
is a running head or a page number and is left out. A line goes on into the next one unless it is short, the next one is
indented, set larger or smaller, or further away than lines are; over the end of a column or a page as well.

>>> def line(text, left, baseline): return Line(text=text, left=left, right=left + 10 * len(text), baseline=baseline, size=10)
>>> left = [line("回顾", 20, 80), line("全年生产总值增", 0, 66), line("长百分之五点五", 0, 52)]
>>> right = [line("，好于预期的数", 100, 80), line("字。", 100, 66), line("财政收入也增长", 120, 52)]
>>> paragraphs([[*left, *right]])
['回顾', '全年生产总值增长百分之五点五，好于预期的数字。', '财政收入也增长']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_GUTTER = 0.5  # ems of a strip between two columns, at least; quotation marks hang over into it
_SIDE = 3  # lines of the first of several columns, at least
_NARROWEST = 6.0  # ems of a column of text
_REACHING = 0.4  # share of the lines of a column of text that reach from edge to edge; the cells of a table do not
_INDENT = 1.2  # ems, where an indented line begins
_SHORT = 2.5  # ems that a line ends before the others, so that its paragraph ends too
_SHORT_AFTER_STOP = 1.0  # ... where it ends with a full stop
_APART = 1.4  # how much further than usual the next line is in another paragraph
_SAME_PLACE = 3.0  # points between the running heads of two pages

_PAGE_NUMBER = re.compile(
    r"[-—–－·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－·.\s]*"
)
_STOPS = tuple("。！？：；")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What stands on one baseline without a wide gap; places and size in points, upwards from the foot of the page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """Lines below each other, and the edges between which the text of the column is set."""

    lines: tuple[Line, ...]
    left: float
    right: float


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the paragraphs of pages, each given as its lines in any order."""
    bodies = [[line for line in page if line not in heads] for page, heads in zip(pages, _running(pages), strict=True)]
    columns = [_joined(column) for body in bodies for column in _ordered(sorted(body, key=_reading)) if column]
    edged = [_edged(column, columns) for column in columns]
    return list(_told(edged, _leading(columns)))


def _reading(line: Line) -> tuple[float, float]:
    return -line.baseline, line.left


def _running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the running heads and page numbers of each page: what comes again at the edge of others, and numbers."""
    edges = [_edges(page) for page in pages]
    seen = [(_pattern(line), line.baseline) for edge in edges for line in edge]

    def again(line: Line) -> bool:
        at = sum(text == _pattern(line) and abs(place - line.baseline) <= _SAME_PLACE for text, place in seen)
        return at >= max(2, len(pages) * 0.3)

    return [[line for line in edge if _PAGE_NUMBER.fullmatch(line.text) or again(line)] for edge in edges]


def _edges(page: Sequence[Line]) -> list[Line]:
    """Return the lines on the two highest and the two lowest baselines of a page."""
    baselines = sorted({round(line.baseline) for line in page})
    outer = {*baselines[:2], *baselines[-2:]}
    return [line for line in page if round(line.baseline) in outer]


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _ordered(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the columns of a page in reading order; `lines` come from the top, those of one baseline from the left."""
    single: list[Line] = []
    start = 0
    while start < len(lines):
        columns = _band(lines[start:])
        if columns:
            yield single
            single = []
            for column in columns:
                yield from _ordered(column)
        else:
            single.append(lines[start])
        start += sum(map(len, columns)) or 1
    yield single


def _band(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the columns in which the lines from the first on are set, as many lines as are; none if they are not."""
    taken: list[tuple[float, float]] = []
    divided = []
    for count, line in enumerate(lines, start=1):
        taken = _united([*taken, (line.left, line.right)])
        if len(taken) > 1 and all(begin - end >= _GUTTER * line.size for (_, end), (begin, _) in pairwise(taken)):
            divided.append((count, taken))
    for count, spans in reversed(divided):
        columns = [[line for line in lines[:count] if begin <= line.left <= end] for begin, end in spans]
        if all(map(_runs, columns)) and len(columns[0]) >= _SIDE:
            return columns
    return []


def _united(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return spans in order, those that touch put together.

    >>> _united([(5, 9), (0, 2), (1, 3)])
    [(0, 3), (5, 9)]
    """
    united: list[tuple[float, float]] = []
    for begin, end in sorted(spans):
        if united and begin <= united[-1][1]:
            united[-1] = united[-1][0], max(end, united[-1][1])
        else:
            united.append((begin, end))
    return united


def _runs(column: Sequence[Line]) -> bool:
    """Tell whether lines below each other are running text, which reaches from edge to edge, and no cells of a table."""
    left, right = min(line.left for line in column), max(line.right for line in column)
    reaching = sum(
        line.left <= left + _SHORT * line.size and line.right >= right - _SHORT * line.size for line in column
    )
    return reaching >= _REACHING * len(column) and right - left >= _NARROWEST * column[0].size


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Put the lines of a column that share a baseline together, as the cells of a table are read.

    >>> cells = [Line(text=text, left=left, right=left + 20, baseline=9, size=10) for text, left in (("收入", 0), ("6%", 90))]
    >>> [line.text for line in _joined(cells)]
    ['收入 6%']
    """
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before and abs(before.baseline - line.baseline) < line.size / 2:
            joined[-1] = Line(
                text=f"{before.text} {line.text}",
                left=before.left,
                right=line.right,
                baseline=before.baseline,
                size=max(before.size, line.size),
            )
        else:
            joined.append(line)
    return joined


def _edged(column: Sequence[Line], columns: Sequence[Sequence[Line]]) -> _Column:
    """Find the edges of a column; one of few lines has those of a longer one at its place."""
    size = column[0].size
    longer = max(columns, key=lambda other: (abs(_left(other) - _left(column)) < 3 * size) * len(other))
    like = longer if len(column) < 2 * _SIDE < len(longer) else column
    return _Column(lines=tuple(column), left=min(_left(like), _left(column)), right=max(line.right for line in like))


def _leading(columns: Sequence[Sequence[Line]]) -> float:
    """Return how far apart lines usually stand: the least of the frequent distances, that between paragraphs being more."""
    apart = Counter(round(a.baseline - b.baseline) for column in columns for a, b in pairwise(column))
    return min(
        (distance for distance, times in apart.items() if times * 20 >= apart.total() and distance > 0), default=0
    )


def _left(lines: Sequence[Line]) -> float:
    """Return where most lines begin, or the leftmost of the frequent places."""
    places = Counter(round(line.left) for line in lines)
    return min(place for place, times in places.items() if times * 8 >= len(lines))


def _told(columns: Sequence[_Column], leading: float) -> Iterator[str]:
    """Yield paragraphs: lines put together for as long as each goes on into the next."""
    placed = [(column, line) for column in columns for line in column.lines]
    starts = [_indented(b, c) for c in columns for a, b in pairwise(c.lines) if _ends(a, c)]
    indenting = sum(starts) * 2 >= len(starts)
    text = ""
    for (column, line), (following_column, following) in pairwise([*placed, *placed[-1:]]):
        text = _together(text, line.text)
        if line is following:
            break
        new = (
            _ends(line, column)
            or _indented(following, following_column)
            or abs(line.size - following.size) > 0.12 * line.size
        )
        if column is following_column:
            new = new or not 0 < line.baseline - following.baseline <= _APART * leading
        elif not indenting:
            new = new or line.text.endswith(_STOPS)
        if new:
            yield text
            text = ""
    if text:
        yield text


def _ends(line: Line, column: _Column) -> bool:
    """Tell whether a line ends so early that its paragraph ends with it."""
    short = _SHORT_AFTER_STOP if line.text.endswith(_STOPS) else _SHORT
    return line.right < column.right - short * line.size


def _indented(line: Line, column: _Column) -> bool:
    return line.left > column.left + _INDENT * line.size


def _together(text: str, line: str) -> str:
    """Put a line behind the text before it, with a space between two Latin words.

    >>> _together("增长5.", "5%"), _together("Science", "Indicators"), _together("", "全市")
    ('增长5.5%', 'Science Indicators', '全市')
    """
    return text + (" " if re.search(r"[A-Za-z,;]$", text) and re.match(r"[A-Za-z]", line) else "") + line
