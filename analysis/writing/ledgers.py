"""Tables to the tables of a page: labelled cells in one language, every number beside its sentence.

The names of indicators come from the registry, the words of a document stay as they are. Numbers stand in one column
and their units in the next; every number leads to its place among the sources of the page. A quotation is shortened
only between clauses, with an ellipsis, so that the marked number keeps its own clause; the whole sentence is among the
sources.

>>> quote("上年增长2%。全年增长5.5%，好于预期。", 11, 14, "报告", "s-a-11")
Quote(before='上年增长2%。全年增长', mark='5.5', after='%，好于预期。', source='报告', anchor='s-a-11', short='')
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis import tables
from analysis.documents.reports import Report
from analysis.facts import BY_HAND
from analysis.registries import accuracy as registry
from analysis.registries import indicators, themes
from analysis.registries.words import Words
from analysis.tables import Cited
from analysis.writing.markup import cite
from analysis.writing.pages import Column, Quote, Table, Text
from analysis.writing.prose import anchored, joined, name_of, parts, said, title

_AROUND = 36  # characters on either side of the number that a cell shows before it looks for the end of a clause
_CLAUSE = re.compile(r"[，,；;。：:、！!]")
_KINDS = ("target", "outcome")
_MEASURES = ("found_precision", "found_recall", "whole_precision", "whole_recall")


def theme_series(facts: pd.DataFrame, theme: str, years: range) -> pd.DataFrame:
    """Return every series of a theme's indicators that has numbers in more than one of the years.

    `facts` is the whole table. The columns of `tables.series` and `series`, which tells them apart. Order: most years
    first, then the registry's.
    """
    stated = _stated(facts)
    stated = stated[stated["year"].isin(years) & (stated["scope"] == "")]
    stated = stated.drop_duplicates(["indicator", "measure", "year", "kind", "value", "value_to", "unit", "bound"])
    ordered = {entry.id: place for place, entry in enumerate(indicators.load()) if entry.theme == theme}
    groups = stated[stated["indicator"].isin(list(ordered))].groupby(["indicator", "measure"])
    found = [rows.assign(series=f"{indicator} {measure}") for (indicator, measure), rows in groups]
    found = [rows for rows in found if rows["year"].nunique() > 1]
    found.sort(key=lambda rows: (-int(rows["year"].nunique()), ordered[rows["indicator"].iloc[0]]))
    return pd.concat(found, ignore_index=True) if found else stated[:0].assign(series="")


def theme_coverage(facts: pd.DataFrame, theme: str, years: range) -> pd.DataFrame:
    """Return how many targets and outcomes of a theme the documents hold for each year, as `tables.coverage` does.

    `facts` is the whole table, because what a report plans is told from all of it.
    """
    stated = _stated(facts)
    by_hand = stated["report"] == BY_HAND
    kinds = stated["kind"].mask(by_hand, "entered")[stated["theme"] == theme]
    counts = {kind: stated["year"][kinds.index[kinds == kind]].value_counts() for kind in (*_KINDS, "entered")}
    return pd.DataFrame(
        [{"year": year, **{kind: int(counts[kind].get(year, 0)) for kind in counts}} for year in years],
        columns=["year", *counts],
    )


def _stated(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the targets and outcomes of single years with `kind` and `year`, in order of years, targets first."""
    kinds = [tables.targets(facts).assign(kind="target"), tables.outcomes(facts).assign(kind="outcome")]
    both = pd.concat(kinds, ignore_index=True)
    single = both[both["period"].str.fullmatch(r"\d{4}")]
    return single.assign(year=single["period"].astype("int64")).sort_values(
        ["year", "kind", "report", "start"], ascending=[True, False, True, True], ignore_index=True
    )


def headline(
    words: Words, table: pd.DataFrame, year: int, facts: pd.DataFrame, names: Mapping[str, str]
) -> Table | Text:
    """Return the headline numbers of a year, each with its sentence; the same number said twice is one row."""
    sentences = _sentences(words, facts, names)
    rows = [
        {
            "indicator": name_of(words, row["indicator"], "", row["measure"]),
            "status": _status(words, group[0]),
            **_told(words, group[0], row["measure"]),
            "quote": _quoted(words, group, sentences, names),
        }
        for row in table.to_dict("records")
        for kind in _KINDS
        for group in _grouped(words, row[kind], row["measure"]).values()
    ]
    if not rows:
        return Text("")
    columns = [
        Column("indicator", words.say("column.indicator"), "text", 2.3),
        Column("status", words.say("column.status"), "tag", 1.1),
        *_value_columns(words),
        Column("quote", words.say("column.quote"), "quote", 5.4),
    ]
    return Table(pd.DataFrame(rows), columns, words.say("headline.caption", year=str(year)))


def by_theme(words: Words, facts: pd.DataFrame, names: Mapping[str, str]) -> list[Text | Table]:
    """Return the facts in one table a theme, under the theme's name, in the order of the registry."""
    shown: list[Text | Table] = []
    for theme in [*(entry.id for entry in themes.load()), ""]:
        rows = facts[facts["theme"] == theme]
        if len(rows):
            shown += [Text(f"### {words.theme(theme)}"), _facts(words, rows, names, words.theme(theme))]
    return shown


def by_year(words: Words, facts: pd.DataFrame, names: Mapping[str, str]) -> list[Text | Table]:
    """Return the facts in one table a year or span, under its name, from the first to the last."""
    shown: list[Text | Table] = []
    for period in sorted(set(facts["period"])):
        rows, name = facts[facts["period"] == period], _period(words, period)
        shown += [Text(f"### {name}"), _facts(words, rows, names, name)]
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
            "count": len(group),
            "example": _example(group),
        }
        for (role, reason), group in groups
    ]
    rows.sort(key=lambda row: (row["type"] != words.say("role.unknown"), -int(str(row["count"]))))
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
        Column("document", words.say("trust.document"), "text", 3),
        Column("numbers", words.say("trust.numbers"), "number", 1),
        *(Column(key, words.say(f"trust.{key}"), "number", 1.2) for key in (*_MEASURES, "first_sight")),
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
            "facts": int(row["facts"]),
        }
        for row in table.to_dict("records")
    ]
    if not rows:
        return Text("")
    columns = [
        Column("label", words.say("column.label"), "text", 1.6),
        Column("title", words.say("column.title"), "text", 3.6),
        Column("type", words.say("column.type"), "tag", 1.5),
        Column("issuer", words.say("column.issuer"), "text", 2.4),
        Column("date", words.say("column.date"), "text", 1.5),
        Column("facts", words.say("column.facts"), "number", 0.9),
    ]
    return Table(pd.DataFrame(rows), columns, words.say("sources.caption"))


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
        found = quote(row["quote"], start, end, _source(words, row, names), anchored(row))
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


def _asked(words: Words, row: Mapping[Hashable, Any], names: Mapping[str, str]) -> Quote:
    label = names[row["report"]]
    where = words.place(label, row["section"].split(tables.SECTION) if row["section"] else [])
    if not row["cited"]:
        return Quote(joined(row["quote"]), "", "", where, short=label)
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


def _facts(words: Words, facts: pd.DataFrame, names: Mapping[str, str], name: str) -> Table:
    rows = [
        {
            "subject": _subject(words, row["indicator"], row["subject"], row["scope"], row["measure"], both=True),
            **_told(words, cited, row["measure"], signed=True),
            "status": _status(words, cited, row["part"]),
            "quote": sentence(words, row, names),
        }
        for row, cited in zip(facts.to_dict("records"), tables.cited(facts), strict=True)
    ]
    columns = [
        Column("subject", words.say("column.subject"), "text", 2.3),
        Column("status", words.say("column.status"), "tag", 1.1),
        *_value_columns(words),
        Column("quote", words.say("column.quote"), "quote", 5.4),
    ]
    return Table(pd.DataFrame(rows), columns, words.say("facts.caption", theme=name, n=len(rows)))


def _subject(words: Words, indicator: str | None, subject: str, scope: str, measure: str, *, both: bool = False) -> str:
    """Return an indicator's name; in another language than the document's, its own words too where `both`."""
    known = indicator if isinstance(indicator, str) else None
    name = words.indicator(known, subject) if both else name_of(words, known, subject, measure)
    if both and words.lang != "zh" and subject not in name:
        name = words.say("facts.named", name=name, subject=subject)
    return words.say("facts.scoped", name=name, scope=words.named(scope)) if scope else name


def _status(words: Words, cited: Cited, part: str = "review") -> str:
    """Return what a number is, with its strength; what a plan says in passing of a project is no outcome."""
    passing = part in ("plan", "aims") and cited["status"] in ("actual", "estimate")
    status, strength = words.say(f"status.{'passing' if passing else cited['status']}"), cited["strength"]
    told = words.say(f"strength.{strength}")
    if cited["report"] == BY_HAND:
        return words.say("status.entered", amount=status)
    return words.say("status.hedged", status=status, strength=told) if told else status


def _value_columns(words: Words) -> list[Column]:
    return [
        Column("value", words.say("column.value"), "number", 1.0),
        Column("unit", words.say("column.unit"), "unit", 1.0),
    ]


def _told(words: Words, cited: Cited, measure: str, *, signed: bool = False) -> dict[str, Text | str]:
    """Return the cells of a number: the figure, which leads to its sentence, and its unit."""
    figure, unit = parts(words, cited, measure, signed=signed)
    return {"value": Text(cite(figure, anchored(cited))), "unit": unit}


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


def _source(words: Words, row: Mapping[Hashable, Any], names: Mapping[str, str]) -> str:
    section = row["section"].split(tables.SECTION) if row["section"] else []
    return words.place(names[str(row["report"])], section)


def _period(words: Words, period: str) -> str:
    return words.period(period) if "-" in period else words.say("date.year", year=period)
