"""Tables to the tables of a page: labelled cells in one language, every number beside its sentence.

The names of indicators come from the registry, the words of a document stay as they are. Numbers stand in one column
and their units in the next, or in its head where all have one; every number leads to its place among the sources of the
page. What a plan mentions in passing is folded below what it promises.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis import tables
from analysis.documents.reports import Report
from analysis.facts import BY_HAND
from analysis.registries import accuracy as registry
from analysis.registries import themes
from analysis.registries.words import Words
from analysis.tables import Cited
from analysis.writing import notes
from analysis.writing.amounts import anchored, gloss_of, name_of, number_cells, number_columns, row_falls, said
from analysis.writing.cells import Name, Quote
from analysis.writing.pages import Column, Table, Text
from analysis.writing.prose import title
from analysis.writing.quotes import joined, quote, sentence, source_of

_KINDS = ("target", "outcome")
_MEASURES = ("found_precision", "found_recall", "whole_precision", "whole_recall")


def headline(
    words: Words, table: pd.DataFrame, year: int, facts: pd.DataFrame, names: Mapping[str, str]
) -> Table | Text:
    """Return the headline numbers of a year, each with its sentence; the same number said twice is one row."""
    sentences = _sentences(words, facts, names)
    rows = [
        {
            "indicator": name_of(words, row["indicator"], "", row["measure"], fall=row_falls(row)),
            "status": _status(words, group[0]),
            **number_cells(words, group[0], row["measure"], fall=row_falls(row)),
            "quote": _quoted(words, group, sentences, names),
        }
        for row in table.to_dict("records")
        for kind in _KINDS
        for group in _grouped(words, row[kind], row["measure"]).values()
    ]
    if not rows:
        return Text("")
    shown = [
        Column("indicator", words.say("column.indicator"), "text", 2.3),
        Column("status", words.say("column.status"), "tag", 1.1),
        *number_columns(words, rows, {"value": 1.0}),
        Column("quote", words.say("column.quote"), "quote", 5.4),
    ]
    return Table(pd.DataFrame(rows), shown, words.say("headline.caption", year=str(year)))


def by_theme(words: Words, facts: pd.DataFrame, names: Mapping[str, str]) -> list[Text | Table]:
    """Return the facts in one table a theme, under the theme's name, in the order of the registry."""
    shown: list[Text | Table] = []
    for theme in [*(entry.id for entry in themes.load()), ""]:
        rows = facts[facts["theme"] == theme]
        if len(rows):
            heading = Text(f"### {words.theme(theme)} {{#facts-{theme or 'other'}}}")
            shown += [heading, *_facts(words, rows, names, words.theme(theme))]
    return shown


def by_year(words: Words, facts: pd.DataFrame, names: Mapping[str, str]) -> list[Text | Table]:
    """Return the facts in one table a year or span, under its name, from the first to the last."""
    shown: list[Text | Table] = []
    for period in sorted(set(facts["period"])):
        rows, name = facts[facts["period"] == period], _period(words, period)
        shown += [Text(f"### {name}"), *_facts(words, rows, names, name)]
    return shown


def unread(words: Words, table: pd.DataFrame) -> Table | Text:
    """Return how many numbers were not taken, by what they are and by the rule that decided, with an example."""
    if table.empty:
        return Text("")
    groups = table.groupby(["role", "reason"], sort=False)
    rows = [
        {
            "type": words.say(f"role.{role}"),
            "reason": words.say(f"reason.{reason}") if words.knows(f"reason.{reason}") else reason,
            "count": words.plain(len(group)),
            "example": _example(group),
        }
        for (role, reason), group in sorted(groups, key=lambda item: (item[0][0] != "unknown", -len(item[1])))
    ]
    columns = [
        Column("type", words.say("column.type"), "tag", 1.4),
        Column("reason", words.say("column.reason"), "text", 3),
        Column("count", words.say("column.count"), "number", 0.8),
        Column("example", words.say("column.example"), "quote", 4),
    ]
    return Table(pd.DataFrame(rows), columns, words.say("unread.caption"))


def districts(words: Words, aims: pd.DataFrame, names: Mapping[str, str]) -> Table | Text:
    """Return what is asked of districts (`districts.aims`), each with its sentence; its first number is marked."""
    if aims.empty:
        return Text("")
    rows = [
        {
            "place": words.named(row["place"]),
            "quote": _asked(words, row, names),
        }
        for row in aims.to_dict("records")
    ]
    columns = [
        Column("place", words.say("column.place"), "text", 1.6),
        Column("quote", words.say("column.aim"), "quote", 6),
    ]
    return Table(pd.DataFrame(rows), columns, words.say("districts.caption", n=aims["place"].nunique()))


def accuracy(words: Words, sources: pd.DataFrame) -> Table:
    """Return what was measured on annotated documents, those of the page first; shares in percent."""
    used = set(sources["report"])
    measured = sorted(registry.load(), key=lambda each: each.report not in used)
    rows = [
        {
            "document": each.zh if words.lang == "zh" else each.en,
            "numbers": words.plain(each.numbers),
            **{key: f"{getattr(each, key) * 100:.1f}" for key in _MEASURES},
            "first_sight": None if each.first_sight is None else f"{each.first_sight * 100:.1f}",
        }
        for each in measured
    ]
    columns = [
        Column("document", words.say("trust.document"), "text", 4.8),
        Column("numbers", words.say("trust.numbers"), "number", 1),
        *(Column(key, words.say(f"trust.{key}"), "number", 1.1) for key in (*_MEASURES, "first_sight")),
    ]
    return Table(pd.DataFrame(rows), columns, words.say("trust.caption"), words.say("trust.note"))


def sources(words: Words, table: pd.DataFrame, reports: Sequence[Report], names: Mapping[str, str]) -> Table | Text:
    """Return the reports that a page stands on: title, kind, issuer, day, how many numbers each gives."""
    used = {report.name: report for report in reports}
    rows = [
        {
            "label": names[row["report"]],
            "title": title(words, used[row["report"]]) if row["report"] in used else row["title_zh"],
            "type": words.say(f"kind.{row['kind']}"),
            "issuer": words.named(row["issuer"]) if row["issuer"] else None,
            "date": words.date(datetime.date.fromisoformat(row["date"]) if row["date"] else None),
            "facts": words.plain(int(row["facts"])),
        }
        for row in table.to_dict("records")
    ]
    if not rows:
        return Text("")
    columns = [
        Column("label", words.say("column.label"), "text", 2.2),
        Column("title", words.say("column.title"), "text", 3.1),
        Column("type", words.say("column.type"), "tag", 1.5),
        Column("issuer", words.say("column.issuer"), "text", 2.4),
        Column("date", words.say("column.date"), "text", 1.8),
        Column("facts", words.say("column.facts"), "number", 0.9),
    ]
    return Table(pd.DataFrame(rows), columns, words.say("sources.caption"))


def _asked(words: Words, row: Mapping[Hashable, Any], names: Mapping[str, str]) -> Quote:
    label = names[row["report"]]
    where = source_of(words, row, names)
    if not row["cited"]:  # no number leads to the section, so it stands here
        headings = row["section"].split(tables.SECTION) if row["section"] else []
        return Quote(joined(row["quote"]), "", "", where, short=notes.place(words, label, headings))
    first = row["cited"][0]
    start, end = first["start"] - row["quote_start"], first["end"] - row["quote_start"]
    found = quote(row["quote"], start, end, where, anchored(first), around=len(row["quote"]))
    return replace(found, short=label)


def _example(group: pd.DataFrame) -> Quote:
    """Return the first number of a group among the words around it, which are no whole sentence."""
    row = group.iloc[0]
    start = int(row["start"] - row["quote_start"])
    found = quote(row["quote"], start, start + int(row["end"] - row["start"]), "", around=16)
    if found.after.endswith(("。", "…")):
        return found
    return replace(found, after=f"{found.after}…")


def _facts(words: Words, facts: pd.DataFrame, names: Mapping[str, str], name: str) -> list[Table]:
    """Return the table of facts, and below it, folded, that of what plans mention in passing."""
    rows = [
        {
            "subject": _subject(words, row),
            **number_cells(words, cited, row["measure"], signed=True),
            "status": _status(words, cited),
            "quote": sentence(words, row, names),
        }
        for row, cited in zip(facts.to_dict("records"), tables.cited(facts), strict=True)
    ]
    passing = (facts["part"].isin(["plan", "aims"]) & facts["status"].isin(["actual", "estimate"])).tolist()
    stated = [row for row, aside in zip(rows, passing, strict=True) if not aside]
    remarks = [row for row, aside in zip(rows, passing, strict=True) if aside]
    subject = Column("subject", words.say("column.subject"), "text", 2.3)
    status = Column("status", words.say("column.status"), "tag", 1.1)
    said_in = Column("quote", words.say("column.quote"), "quote", 5.4)
    found = []
    if stated:
        shown = [subject, status, *number_columns(words, stated, {"value": 1.0}), said_in]
        caption = words.say("facts.caption", theme=name, n=len(stated))
        found.append(Table(pd.DataFrame(stated), shown, caption, listed=True))
    if remarks:
        shown = [subject, *number_columns(words, remarks, {"value": 1.0}), said_in]
        caption = words.say("facts.passing", theme=name, n=len(remarks))
        note = words.say("facts.passing_note")
        found.append(Table(pd.DataFrame(remarks), shown, caption, note, folded=True, listed=True))
    return found


def _subject(words: Words, row: Mapping[Hashable, Any]) -> Name:
    """Return an indicator's name and, in another language than the document's, its own words."""
    known, subject = row["indicator"] if isinstance(row["indicator"], str) else "", row["subject"]
    ours = words.indicators.get(known) or gloss_of(words, row)
    name = ours or subject
    if row["scope"] and not words.placed(name, row["scope"]):
        name = words.say("facts.scoped", name=name, scope=words.named(row["scope"]))
    if words.lang == "zh":
        return Name(name)
    return Name(name, subject) if ours else Name("", name)


def _status(words: Words, cited: Cited) -> str:
    """Return what a number is, with its strength."""
    status, told = words.say(f"status.{cited['status']}"), words.say(f"strength.{cited['strength']}")
    if cited["report"] == BY_HAND:
        return words.say("status.entered", amount=status)
    return words.say("status.hedged", status=status, strength=told) if told else status


def _grouped(words: Words, citations: Sequence[Cited], measure: str) -> dict[str, list[Cited]]:
    groups: dict[str, list[Cited]] = {}
    for cited in citations:
        groups.setdefault(said(words, cited, measure), []).append(cited)
    return groups


def _sentences(words: Words, facts: pd.DataFrame, names: Mapping[str, str]) -> dict[tuple[str, int], Quote]:
    return {(row["report"], row["start"]): sentence(words, row, names) for row in facts.to_dict("records")}


def _quoted(
    words: Words,
    group: Sequence[Cited],
    sentences: Mapping[tuple[str, int], Quote],
    names: Mapping[str, str],
) -> Quote:
    first = sentences[group[0]["report"], group[0]["start"]]
    labels = [names[cited["report"]] for cited in group]
    others = sorted({*labels} - {labels[0]})
    if not others:
        return first
    also = words.listed(others)
    return replace(
        first,
        source=words.say("short.also", place=first.source, others=also),
        short=words.say("short.also", place=first.short or first.source, others=also),
    )


def _period(words: Words, period: str) -> str:
    return words.period(period) if "-" in period else words.say("date.year", year=period)
