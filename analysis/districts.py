"""What a report asks of the districts, counties and towns of its territory, mostly in words.

A sentence is a district's where it opens with the district's name and what it is to do (和平区要打造…), or stands under a
heading that opens with the name. A report that speaks so of one place alone has no such part.

>>> sorted(columns()), [bool(_ASKS.match(text)) for text in ("要打造示范区", "、沈河区上榜")]
(['cited', 'place', 'quote', 'quote_start', 'report', 'section'], [True, False])
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from analysis import tables
from analysis.codebook import SECTION
from analysis.documents.passages import Passage
from analysis.documents.reports import Report

_ASKS = re.compile(r"(?:要|将|应|力争|努力|着力|重点|加快|打造|建设|争创|围绕|聚焦|锚定)")
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")


def columns() -> tuple[str, ...]:
    """Return the columns of the table; `cited` are the numbers of the sentence, as `tables.cited` tells them."""
    return ("report", "place", "quote", "quote_start", "section", "cited")


def aims(reports: Iterable[Report], facts: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return what the reports that plan a year ask of districts, a row a sentence, in the order of the text."""
    rows = []
    for report in reports:
        if year not in report.planned[:1]:
            continue
        own = facts[facts["report"] == report.name]
        found = [
            {
                "report": report.name,
                "place": place,
                "quote": report.document.text[start:end],
                "quote_start": start,
                "section": SECTION.join(passage.section),
                "cited": tables.cited(own[(own["start"] >= start) & (own["end"] <= end)]),
            }
            for passage in report.passages
            for place, start, end in _asked(report, passage)
        ]
        rows += found if len({row["place"] for row in found}) > 1 else []
    return pd.DataFrame(rows, columns=list(columns()))


def _asked(report: Report, passage: Passage) -> Iterator[tuple[str, int, int]]:
    """Yield the district and the place in the file of each sentence of a passage that asks something of one."""
    if passage.part not in ("plan", "aims") or passage.heading or len(passage.pieces) > 1:
        return
    headed = next((place for place in report.places if passage.section and passage.section[-1].startswith(place)), "")
    for sentence in _SENTENCE.finditer(passage.text):
        opens = next((place for place in report.places if sentence[0].startswith(place)), "")
        if opens and _ASKS.match(sentence[0], len(opens)):
            yield opens, passage.offset(sentence.start()), passage.offset(sentence.end())
        elif headed:
            yield headed, passage.offset(sentence.start()), passage.offset(sentence.end())
