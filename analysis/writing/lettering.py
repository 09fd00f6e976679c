"""How wide words are, and what follows from that: names in lines of one width, labels that cover nothing.

A chart is drawn in the packaged font and shown by a page in the reader's, whose Latin letters may be a little wider. So
widths are told from a few classes of letters, none of them too small for either.

>>> round(width("2024", 10), 1), width("目标", 10)
(24.8, 20.0)
>>> wrapped("规模以上工业增加值增速", 90, 12).split("\\n")
['规模以上工业', '增加值增速']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NARROW, _BROAD = frozenset("fijlI.,:;'|()[]/- "), frozenset("mwMW%@")
_EM = {"narrow": 0.41, "broad": 1.0, "capital": 0.74, "digit": 0.62, "small": 0.62, "full": 1.0}  # of the size, in bold
_PIECE = re.compile(r"[\x21-\x7e‘’–−]+[，。、；：）》”]*|[（《“]*[^\x21-\x7e\s][，。、；：）》”]*|\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle of a drawing, in pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Box) -> bool:
        """Return whether two rectangles share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def width(text: str, size: float) -> float:
    """Return how wide a line of text is at most, in the unit of `size`."""
    return size * sum(_EM[_class(letter)] for letter in text)


def widest(texts: Iterable[str], size: float) -> float:
    """Return the width of the widest line of texts; 0 without any."""
    return max((width(line, size) for text in texts for line in text.split("\n")), default=0.0)


def around(text: str, x: float, y: float, size: float) -> Box:
    """Return what one line of text takes that is centred on a point."""
    half = width(text, size) / 2
    return Box(left=x - half, top=y - size * 0.6, right=x + half, bottom=y + size * 0.6)


def wrapped(text: str, room: float, size: float) -> str:
    """Return a text with line breaks, so that no line is wider than `room`, in lines as even as may be.

    Chinese breaks between any two letters but before a mark that closes, Latin at its spaces only.
    """
    lines = _broken(text, room, size)
    narrower = room
    while len(even := _broken(text, narrower - size / 2, size)) == len(lines) and narrower > size:
        lines, narrower = even, narrower - size / 2
    return "\n".join(lines)


def free(wanted: Sequence[Sequence[Box]], taken: Iterable[Box]) -> list[int | None]:
    """Choose a place for each of several labels, the first ones first.

    `wanted` has the places that would do for each, the best one first; `taken` is covered already. The choice is the
    place's position among them, or None where every one is covered.

    >>> one = Box(left=0, top=0, right=9, bottom=9)
    >>> free([[one], [one, Box(left=0, top=9, right=9, bottom=18)], [one]], [])
    [0, 1, None]
    """
    covered = list(taken)
    chosen: list[int | None] = []
    for places in wanted:
        open_ = [at for at, box in enumerate(places) if not any(box.covers(other) for other in covered)]
        chosen.append(open_[0] if open_ else None)
        covered += [places[open_[0]]] if open_ else []
    return chosen


def _broken(text: str, room: float, size: float) -> list[str]:
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1].strip() and width((lines[-1] + piece).rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines if line.strip()]


def _class(letter: str) -> str:
    if letter in _NARROW:
        return "narrow"
    if letter in _BROAD:
        return "broad"
    if letter.isascii() or letter in "–−‘’":
        return "capital" if letter.isupper() else "digit" if letter.isdigit() else "small"
    return "full"
