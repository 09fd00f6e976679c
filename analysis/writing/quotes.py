"""A number in its sentence, as the cell of a table shows it: marked, cut between clauses, with where it stands.

A quotation is shortened only between clauses, with an ellipsis, so that the marked number keeps its own clause; the
whole sentence is among the sources of the page.

>>> quote("上年增长2%。全年增长5.5%，好于预期。", 11, 14, "报告", "s-a-11")
Quote(before='上年增长2%。全年增长', mark='5.5', after='%，好于预期。', source='报告', anchor='s-a-11', short='')
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

from analysis import tables
from analysis.facts import BY_HAND
from analysis.registries.words import Words
from analysis.writing.amounts import anchored, name_of
from analysis.writing.cells import Quote

_AROUND = 36  # characters on either side of the number that a cell shows before it looks for the end of a clause
_CLAUSE = re.compile(r"[，,；;。：:、！!]")


def joined(text: str) -> str:
    """Return text of a file without its layout, which the page's own replaces: line breaks and the `**` of bold."""
    return re.sub(r"\s*\n\s*|\*\*", "", text)


def quote(sentence: str, start: int, end: int, source: str, anchor: str = "", *, around: int = _AROUND) -> Quote:
    """Return a sentence with the number at `start` marked, cut between clauses where it is long."""
    first = last = None
    if start > around:
        clause = _CLAUSE.search(sentence, start - around, start)
        first = clause.end() if clause else start - around
    if len(sentence) - end > around:
        clause = _CLAUSE.search(sentence, end + around)
        last = clause.end() if clause and clause.end() < len(sentence) else None
    before = ("" if first is None else "…") + sentence[first:start]
    after = sentence[end:last] + ("" if last is None else "…")
    return Quote(joined(before), sentence[start:end], joined(after), source, anchor)


def sentence(words: Words, row: Mapping[Hashable, Any], names: Mapping[str, str]) -> Quote:
    """Return the sentence of a fact with its number marked; what was entered by hand has none, but a source."""
    if row["report"] != BY_HAND:
        start, end = row["start"] - row["quote_start"], row["end"] - row["quote_start"]
        found = quote(row["quote"], start, end, source_of(words, row, names), anchored(row))
        return replace(found, short=names[str(row["report"])])
    title, publisher, date, page = str(row["section"]).split(tables.SECTION)
    source = words.say(
        "short.source",
        title=title,
        publisher=publisher,
        date=words.date(datetime.date.fromisoformat(date)),
        page=words.say("short.page", page=page) if page.isdecimal() else page,
    )
    name = name_of(words, row["indicator"], row["subject"], row["measure"])
    return Quote(words.say("short.figure", year=row["period"], indicator=name), row["text"], row["unit"], source)


def source_of(words: Words, row: Mapping[Hashable, Any], names: Mapping[str, str]) -> str:
    """Return the label of a report and the headings under which a fact stands in it."""
    section = row["section"].split(tables.SECTION) if row["section"] else []
    return words.place(names[str(row["report"])], section)
