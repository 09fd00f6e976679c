"""Counts at a glance, for the first page in print: how many of everything came out in which way.

>>> tally = Tally("3个目标", [("完成", 2, "#009E73"), ("未完成", 1, "#D55E00")])
>>> print(tally.to_typst())
#briefing-tally("3个目标", (("完成", 2, rgb("#009E73")), ("未完成", 1, rgb("#D55E00")), ))
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.registries.words import Words
from analysis.writing import checks, markup, pages
from analysis.writing.claims import Decision
from analysis.writing.pages import Text
from analysis.writing.palette import OUTCOME, TARGET, VERDICTS
from analysis.writing.prose import answered, of_year

_DECISIONS: Mapping[Decision, str] = {
    "no": VERDICTS["missed"],
    "yes": VERDICTS["met"],
    "open": VERDICTS["not reported"],
}


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted, and its parts in order: the name of each, how many, and its colour in print."""

    caption: str
    parts: Sequence[tuple[str, int, str]]

    def __str__(self) -> str:
        return f"{self.caption}: " + ", ".join(f"{name} {count}" for name, count, _ in self.parts)

    def to_typst(self) -> str:
        """Render as a call of the template's `briefing-tally`."""
        string = markup.typst_text
        parts = "".join(f"({string(name)}, {count}, rgb({string(colour)})), " for name, count, colour in self.parts)
        return f"#briefing-tally({string(self.caption)}, ({parts}))"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        html = f"<p>{markup.html_text(str(self))}</p>\n"
        return pages.bundle(html, self.to_typst(), str(self)) | {pages.MEDIUM: pages.PAPER}


def of_a_year(words: Words, card: pd.DataFrame, coverage: pd.DataFrame, year: int) -> Tally | Text:
    """Return how the targets of a year came out; where none can be judged, how many targets and outcomes there are."""
    if answered(card):
        return of_targets(words, card)
    found = of_year(coverage, year)
    parts = [
        (words.say(f"tally.{kind}", n=found[kind]), found[kind], colour)
        for kind, colour in (("target", TARGET), ("outcome", OUTCOME))
    ]
    return Tally(words.say("tally.numbers", year=str(year)), parts) if any(found.values()) else Text("")


def of_targets(words: Words, card: pd.DataFrame) -> Tally | Text:
    """Return how the targets of a scorecard came out; nothing where none can be judged."""
    if not answered(card):
        return Text("")
    counts = card["verdict"].value_counts()
    parts = [
        (words.say(f"verdict.{name}"), int(counts[name]), colour) for name, colour in VERDICTS.items() if name in counts
    ]
    return Tally(words.say("tally.targets", n=len(card)), parts)


def of_audit(words: Words, audit: pd.DataFrame) -> Tally | Text:
    """Return how many statements of an audit do not hold, hold and are undecided."""
    titles: Mapping[Decision, str] = {"no": "column.fails", "yes": "column.holds", "open": "column.undecided"}
    parts = [(words.say(titles[key]), checks.counted(audit, key), colour) for key, colour in _DECISIONS.items()]
    return Tally(words.say("tally.statements", n=len(audit)), parts) if len(audit) else Text("")
