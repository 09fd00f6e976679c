"""A fact's sentence in its paragraph, with the number marked: where every question about a figure ends.

>>> sentence = Sentence(
...     report="work-report-2024", title="政府工作报告", section="一、工作回顾", before="各位代表：", start=3304, end=3308,
...     quote="城镇新增就业14.4万人。", mark=(6, 10), after="实现开门红。",
... )
>>> print(sentence)
各位代表：城镇新增就业【14.4】万人。实现开门红。
（政府工作报告 · 一、工作回顾 · work-report-2024:3304）
>>> "<mark>14.4</mark>" in sentence.to_html()
True
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.documents.reports import Report
from analysis.errors import SourceError
from analysis.facts import BY_HAND
from analysis.tables import SECTION
from analysis.writing import markup
from analysis.writing.quotes import joined

_STYLE = "margin:0;line-height:1.7;max-width:46em"
_AROUND = "opacity:.6"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sentence:
    """A sentence between what its paragraph says before and after it; `mark` is where in it the number stands."""

    report: str
    title: str
    section: str
    before: str
    quote: str
    mark: tuple[int, int]
    after: str
    start: int
    end: int

    @property
    def place(self) -> str:
        """Where the number stands: title, headings, and file with offset."""
        return " · ".join(part for part in (self.title, self.section, f"{self.report}:{self.start}") if part)

    def to_html(self) -> str:
        """Render the paragraph, the sentence in full ink and the rest fainter."""
        first, last = self.mark
        parts = map(_html, (self.before, self.quote[:first], self.quote[first:last], self.quote[last:], self.after))
        before, begin, number, rest, after = parts
        return (
            f'<blockquote lang="zh" style="{_STYLE}"><p><span style="{_AROUND}">{before}</span>'
            f'{begin}<mark>{number}</mark>{rest}<span style="{_AROUND}">{after}</span></p>'
            f"<footer><cite>{_html(self.place)}</cite></footer></blockquote>\n"
        )

    def __str__(self) -> str:
        first, last = self.mark
        quote = f"{self.quote[:first]}【{self.quote[first:last]}】{self.quote[last:]}"
        return f"{joined(self.before + quote + self.after)}\n（{self.place}）"

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return self.to_html()


def cite(report: Report, fact: Mapping[Hashable, Any]) -> Sentence:
    """Return the sentence of a fact (a row of the facts table) in its paragraph.

    Raises SourceError where the report does not say it: another report, or another version of this one.
    """
    text = report.document.text
    start, first = int(fact["start"]), int(fact["quote_start"])
    last = first + len(fact["quote"])
    if text[first:last] != fact["quote"]:
        raise SourceError(
            f"{report.name}: does not say {fact['quote'][:20]!r} at {first}; it has changed since it was read"
        )
    pieces = [piece for passage in report.passages for piece in passage.pieces if piece.start <= start < piece.end]
    return Sentence(
        report=report.name,
        title=report.title_zh,
        section=str(fact["section"]),
        before=text[min([first, *(piece.start for piece in pieces)]) : first],
        quote=text[first:last],
        mark=(start - first, int(fact["end"]) - first),
        after=text[last : max([last, *(piece.end for piece in pieces)])],
        start=start,
        end=int(fact["end"]),
    )


def entered(fact: Mapping[Hashable, Any]) -> Sentence:
    """Return the entry of a fact entered by hand (a row of the facts table), with the source that it names."""
    title, _, rest = str(fact["section"]).partition(SECTION)
    start, first = int(fact["start"]), int(fact["quote_start"])
    return Sentence(
        report=BY_HAND,
        title=title,
        section=rest,
        before="",
        quote=fact["quote"],
        mark=(start - first, int(fact["end"]) - first),
        after="",
        start=start,
        end=int(fact["end"]),
    )


def _html(text: str) -> str:
    return markup.html_text(joined(text))
