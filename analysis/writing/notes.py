"""Where a number stands, short enough for the foot of a page: document and section.

A section is told by its own head, and the heads above it by their numbers alone, as one would say it to somebody who has
the document open. A long head ends at the first of its clauses.

>>> section(["二、重点工作安排", "（七）坚持以大农业为主攻方向，加快推进农业农村现代化", "打造和美乡村"])
'二（七）打造和美乡村'
>>> section(["二、重点工作安排", "（七）坚持以发展现代化大农业为主攻方向，加快推进农业农村现代化"])
'二（七）坚持以发展现代化大农业为主攻方向…'
>>> section(["工作回顾", "2.工业"]), section(["一、工作回顾", "——经济实力整体跃升"])
('2.工业', '一 / 经济实力整体跃升')
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.documents.numbering import marker
from analysis.registries.words import Words

_LONG = 22  # characters of a head that are told whole
_CLOSED = ("）", ")")
_UNDER = " / "  # keeps a number from what has none of its own
_CLAUSE = re.compile(r"[，,；;：:\s]")


def place(words: Words, label: str, headings: Sequence[str]) -> str:
    """Return where in a document something stands: its label and the section, in short."""
    return words.place(label, [section(headings)] if headings else [])


def section(headings: Sequence[str]) -> str:
    """Return the last of some headings after the numbers of those above it; '' for none."""
    if not headings:
        return ""
    *outer, own = headings
    above = "".join(marker(heading).rstrip("、，.．") for heading in outer)
    bare = above and not above.endswith(_CLOSED) and not marker(own)
    return f"{above}{_UNDER if bare else ''}{_short(own)}"


def _short(heading: str) -> str:
    heading = heading.lstrip("—")
    if len(heading) <= _LONG:
        return heading
    clause = _CLAUSE.search(heading, len(marker(heading)) + 1)
    return f"{heading[: clause.start() if clause and clause.start() <= _LONG else _LONG]}…"
