"""The sources at the end of a page: every paragraph that the page cites, once, with every cited number marked in it.

A figure anywhere on a page leads to its number here (`markup.anchor`), and from here back. Paragraphs are those of the
file, not their normalised form; what layout the file had, the page's own replaces. Where a paragraph goes on for long
without a number that the page cites, it is cut with an ellipsis.

>>> runs = [Run("上年增长"), Run("5.5", "s-report-4", 1), Run("%，好于预期。", "", 1)]
>>> excerpt = Excerpt(number=1, place="2024年政府工作报告 · 一、回顾", document="2024年政府工作报告", section="一、回顾", runs=runs)
>>> print(Excerpts([excerpt]).to_html())
<article class="source" id="source-1">
<p class="where"><b>1</b> 2024年政府工作报告 · 一、回顾</p>
<p lang="zh">上年增长<span class="sentence"><mark id="s-report-4">5.5</mark>%，好于预期。</span></p>
</article>
<BLANKLINE>
"""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.documents.passages import Passage
from analysis.documents.reports import Report
from analysis.registries.words import Words
from analysis.writing import markup, notes, pages
from analysis.writing.pages import Text
from analysis.writing.quotes import joined

_LONG, _KEPT = 700, 240  # characters without a cited number that are cut, and what is left of them on either side

Place = tuple[str, int]  # report and offset of a number


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph; `anchor` where it is a cited number, `sentence` counts those with one, from 1."""

    text: str
    anchor: str = ""
    sentence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A paragraph of a document with its cited numbers; `number` counts those of a page.

    `document` and `section` are what a note says of it, `place` is the same in full.
    """

    number: int
    place: str
    document: str
    section: str
    runs: Sequence[Run]


@dataclass(frozen=True, slots=True)
class Excerpts:
    """The cited paragraphs of one document as a page shows them."""

    excerpts: Sequence[Excerpt]

    def to_html(self) -> str:
        """Render as articles with an id each; a cited number has the id that figures lead to."""
        return "".join(map(_html, self.excerpts))

    def to_typst(self) -> str:
        """Render as calls of the template's `briefing-source`."""
        return "\n".join(map(_typst, self.excerpts))

    def numbers(self) -> dict[str, int]:
        """Return which paragraph each cited number is in."""
        return {run.anchor: excerpt.number for excerpt in self.excerpts for run in excerpt.runs if run.anchor}

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        plain = "\n".join(
            f"{excerpt.number} {excerpt.place}\n{''.join(run.text for run in excerpt.runs)}"
            for excerpt in self.excerpts
        )
        told = {str(excerpt.number): [excerpt.document, excerpt.section] for excerpt in self.excerpts}
        return pages.bundle(self.to_html(), self.to_typst(), plain) | {
            pages.SOURCES: self.numbers(),
            pages.NOTES: told,
        }


def of(
    words: Words,
    reports: Sequence[Report],
    facts: pd.DataFrame,
    names: Mapping[str, str],
    *shown: pd.DataFrame,
) -> list[Text | Excerpts]:
    """Return the paragraphs that tables stand on, under the name of their document, in the order of `names`.

    What was entered by hand stands in no document and has none.

    `facts` is the whole table. The tables are those a page shows: facts, or tables with lists of `Cited` in cells.
    """
    chosen = cited(facts, *shown)
    by_name, parts, number = {report.name: report for report in reports}, list[Text | Excerpts](), 0
    for name, report in [(name, by_name[name]) for name in names if name in by_name]:
        label = names[name]
        rows = chosen[chosen["report"] == name].drop_duplicates("start").to_dict("records")
        found = list(_standing(report, rows))
        if not found:
            continue
        excerpts = [
            Excerpt(
                number=number + place,
                place=words.place(label, passage.section),
                document=label,
                section=notes.section(passage.section),
                runs=_cut(_runs(report.document.text, passage, own)),
            )
            for place, (passage, own) in enumerate(found, 1)
        ]
        number += len(excerpts)
        parts += [Text(f"### {markup.literal(label)}"), Excerpts(excerpts)]
    return parts


def cited(facts: pd.DataFrame, *shown: pd.DataFrame) -> pd.DataFrame:
    """Return the facts whose numbers tables show, each place once."""
    wanted = {place for table in shown for place in _cited(table)}
    chosen = facts[[place in wanted for place in zip(facts["report"], facts["start"], strict=True)]]
    return chosen.drop_duplicates(["report", "start"])


def _cited(table: pd.DataFrame) -> Iterator[Place]:
    """Yield the place of every number that a table shows."""
    if {"report", "start"} <= set(table.columns):
        yield from zip(table["report"], table["start"], strict=True)
    lists = (cell for field in table for cell in table[field] if isinstance(cell, list))
    yield from ((cited["report"], cited["start"]) for cell in lists for cited in cell)


def _standing(report: Report, rows: Sequence[Mapping[Any, Any]]) -> Iterator[tuple[Passage, list[Mapping[Any, Any]]]]:
    """Yield the passages that numbers stand in, with the numbers, in the order of the report."""
    pieces = sorted(
        (piece.start, piece.end, place) for place, passage in enumerate(report.passages) for piece in passage.pieces
    )
    starts, standing = [start for start, _, _ in pieces], defaultdict[int, list[Mapping[Any, Any]]](list)
    for row in rows:
        _, _, place = pieces[bisect.bisect_right(starts, row["start"]) - 1]
        standing[place].append(row)
    for place in sorted(standing):
        yield report.passages[place], standing[place]


def _runs(text: str, passage: Passage, rows: Sequence[Mapping[Any, Any]]) -> list[Run]:
    """Return a passage as runs: cut where a number or its sentence begins and ends, and where the file goes elsewhere."""
    anchors = {row["start"]: (row["end"], markup.anchor(row["report"], row["start"])) for row in rows}
    sentences = _merged((row["quote_start"], row["quote_start"] + len(row["quote"])) for row in rows)
    edges = {edge for start, (end, _) in anchors.items() for edge in (start, end)}
    edges |= {edge for sentence in sentences for edge in sentence}
    runs: list[Run] = []
    for piece in passage.pieces:
        bounds = sorted({piece.start, piece.end} | {edge for edge in edges if piece.start < edge < piece.end})
        for start, end in itertools.pairwise(bounds):
            within = [count for count, (first, last) in enumerate(sentences, 1) if first <= start < last]
            anchor = anchors[start][1] if start in anchors else ""
            runs.append(Run(joined(text[start:end]), anchor, within[0] if within else 0))
    return [run for run in runs if run.text]


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that share characters as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _cut(runs: Sequence[Run]) -> list[Run]:
    """Return runs with an ellipsis in the place of what is long and holds no cited number."""
    cut = []
    for place, run in enumerate(runs):
        if run.anchor or len(run.text) <= _LONG:
            cut.append(run)
            continue
        before = run.text[:_KEPT] if place else ""
        after = run.text[-_KEPT:] if place < len(runs) - 1 else ""
        cut.append(replace(run, text=f"{before}…{after}"))
    return cut


def _html(excerpt: Excerpt) -> str:
    parts = []
    for sentence, runs in itertools.groupby(excerpt.runs, key=lambda run: run.sentence):
        inner = "".join(
            f'<mark id="{markup.html_text(run.anchor)}">{markup.html_text(run.text)}</mark>'
            if run.anchor
            else markup.html_text(run.text)
            for run in runs
        )
        parts.append(f'<span class="sentence">{inner}</span>' if sentence else inner)
    return (
        f'<article class="source" id="source-{excerpt.number}">\n'
        f'<p class="where"><b>{excerpt.number}</b> {markup.html_text(excerpt.place)}</p>\n'
        f'<p lang="zh">{"".join(parts)}</p>\n</article>\n'
    )


def _typst(excerpt: Excerpt) -> str:
    string = markup.typst_text
    runs = "".join(
        f"({string(run.text)}, {string(run.anchor)}, {'true' if run.sentence else 'false'}), " for run in excerpt.runs
    )
    return f"#briefing-source({excerpt.number}, {string(excerpt.place)}, ({runs}))"
