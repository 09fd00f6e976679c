"""What the search of the front door looks through: every fact in every language, as compact as JSON can be.

The page carries it as data, so that it works from disk. What repeats is told once: sentences, names of indicators,
reports and briefings are lists, and a fact points into them.

>>> _table(["甲", "乙", "甲"])
(['甲', '乙'], [0, 1, 0])
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis import tables
from analysis.codebook import years_of
from analysis.publishing.manifests import Entry
from analysis.publishing.readings import Reading
from analysis.publishing.shells import script_text
from analysis.registries.words import Words, speak
from analysis.writing import prose
from analysis.writing.amounts import anchored, said
from analysis.writing.quotes import joined

Pages = Mapping[str, str]  # the HTML file of each briefing by its name


def of(reading: Reading, langs: Sequence[str], entries: Sequence[Entry]) -> Markup:
    """Return the facts as JSON that may stand in a script element.

    Each fact is a row: subject, indicator, period, status, amounts by language, sentence, where its number begins and
    ends in it, report, briefing, anchor. A number without a briefing that shows it has -1 for one.
    """
    spoken = [speak(lang) for lang in langs]
    pages = {lang: _pages(entries, lang) for lang in langs}
    facts = reading.facts.drop_duplicates(["report", "start", "subject"])
    records = facts.to_dict("records")
    quotes, quote_of = _table([joined(row["quote"]) for row in records])
    reports, report_of = _table([str(row["report"]) for row in records])
    names, name_of = _table([_named(row["indicator"]) or str(row["subject"]) for row in records])
    briefings, briefing_of = _table([_shown_by(row, pages[langs[0]]) for row in records])
    rows = [
        [
            row["subject"],
            indicator,
            row["period"],
            row["status"],
            [said(words, cited, row["measure"], signed=True) for words in spoken],
            quote,
            *_marked(row),
            report,
            briefing if briefings[briefing] else -1,
            anchored(row),
        ]
        for row, cited, quote, report, indicator, briefing in zip(
            records, _cited(facts), quote_of, report_of, name_of, briefing_of, strict=True
        )
    ]
    named = [prose.labels(words, reading.reports) for words in spoken]
    told = {
        "langs": list(langs),
        "indicators": [[_told(words, name) for words in spoken] for name in names],
        "status": {
            status: [words.say(f"status.{status}") for words in spoken] for status in sorted(set(facts["status"]))
        },
        "reports": [[labels[name] for name in reports] for labels in named],
        "briefings": [[pages[lang].get(name, "") for lang in langs] for name in briefings],
        "quotes": quotes,
        "facts": rows,
    }
    return script_text(told)


def _table(values: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return distinct values in order, and the place of each among them."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return list(places), [places[value] for value in values]


def _pages(entries: Sequence[Entry], lang: str) -> dict[str, str]:
    found = [(entry["name"], name) for entry in entries if entry["lang"] == lang for name in entry["files"]]
    return {briefing: name for briefing, name in found if name.endswith(".html")}


def _shown_by(row: Mapping[Hashable, Any], pages: Pages) -> str:
    """Return the briefing that shows a fact: that of its year, or else that of its theme; '' where none does."""
    if (year := f"year-{row['period']}") in pages:
        return year
    theme = f"theme-{row['theme']}"
    return theme if theme in pages and years_of(row["period"]) else ""


def _marked(row: Mapping[Hashable, Any]) -> tuple[int, int]:
    """Return where the number stands in its sentence once the layout of the file is taken out of it."""
    before = joined(row["quote"][: row["start"] - row["quote_start"]])
    return len(before), len(before) + len(row["text"])


def _cited(facts: pd.DataFrame) -> list[tables.Cited]:
    return [tables.cited(facts.iloc[[place]])[0] for place in range(len(facts))]


def _told(words: Words, name: str) -> str:
    """Return what an id or a subject is called, '' where a language has nothing but the document's own words."""
    told = words.indicator(name, name)
    return "" if told == name else told


def _named(indicator: object) -> str:
    return indicator if isinstance(indicator, str) else ""
