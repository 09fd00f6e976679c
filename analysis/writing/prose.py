"""Ready tables to the words over every section of a briefing, and the names and numbers that sentences are made of.

Nothing statistical is computed here. A sentence takes the cells of a table, counts rows and chooses the message that
is true for them; the words are in `data/messages.toml`. Words of a document are escaped before they enter Markdown.

>>> from analysis.registries.words import speak
>>> print(missing(speak("en"), 2022, pd.DataFrame({"year": [2022], "target": [1], "outcome": [0], "entered": [0]}), []).markdown)
## What is missing, and why
<BLANKLINE>
For 2022 the reports state 1 target and no outcome. None of these reports reviews 2022. The gap is left open; \
nothing from elsewhere fills it.
"""

from __future__ import annotations

import datetime
import re
import statistics
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

import analysis
from analysis.documents.reports import Report
from analysis.facts import BY_HAND
from analysis.registries import accuracy
from analysis.registries.words import Words
from analysis.tables import Cited
from analysis.writing import markup
from analysis.writing.pages import Text


def labels(words: Words, reports: Sequence[Report]) -> dict[str, str]:
    """Return a short label for each report by its name: kind and year, or the title where two would be alike.

    The order is that of the years; what was entered by hand comes last.
    """
    years = {report.name: (report.planned or report.reviewed or (0,))[0] for report in reports}
    ordered = sorted(reports, key=lambda report: (years[report.name], report.name))
    short = {
        report.name: words.say(f"short.{report.kind}", year=str(years[report.name])) if years[report.name] else ""
        for report in ordered
    }
    known = Counter(short.values())
    return {
        report.name: short[report.name]
        if short[report.name] and known[short[report.name]] == 1
        else title(words, report)
        for report in ordered
    } | {BY_HAND: words.say("kind.entered")}


def title(words: Words, report: Report) -> str:
    """Return the title of a report, or its name where neither text nor manifest gives one."""
    return (report.title_zh if words.lang == "zh" else report.title_en) or report.title_zh or report.name


def place(words: Words, reports: Iterable[Report]) -> str:
    """Return the place or places that reports are about."""
    names = {
        report.name: (report.place_zh if words.lang == "zh" else report.place_en) or report.place_zh
        for report in reports
    }
    return words.listed(sorted({name for name in names.values() if name}))


def stand(reports: Sequence[Report]) -> datetime.date | None:
    """Return the day of the latest report, None where that is one without a day."""
    last = max((years[0] for report in reports if (years := report.planned or report.reviewed)), default=0)
    days = [report.date for report in reports if report.date and (report.planned or (last,))[0] >= last]
    return max(days, default=None)


def about(
    words: Words, reports: Sequence[Report], hashes: Mapping[str, str], parameters: Mapping[str, int | str]
) -> dict[str, object]:
    """Return what a briefing says of itself, for the exporters: language, title, place, day of the data, sources.

    `hashes` are those of the files of the reports, by name.
    """
    if "theme" in parameters:
        span = years_said(words, range(int(parameters["first_year"]), int(parameters["last_year"]) + 1))
        heading = words.say("theme_page.title", theme=words.theme(str(parameters["theme"])), span=span)
        subtitle = words.say("theme_page.subtitle")
    elif "year" not in parameters:
        heading, subtitle = words.say("audit_page.title"), words.say("audit_page.subtitle")
    else:
        heading = words.say("year.title", year=str(parameters["year"]))
        press = any(report.kind == "news" for report in reports)
        subtitle = words.say(f"year.subtitle{'' if press else '_reports'}", year=str(parameters["year"]))
    day = stand(reports)
    return {
        "lang": words.lang,
        "title": heading,
        "subtitle": subtitle,
        "place": place(words, reports),
        "date": day.isoformat() if day else "",
        "version": analysis.__version__,
        "parameters": dict(parameters),
        "sources": [
            {
                "title": title(words, report),
                "issuer": report.issuer,
                "date": report.date.isoformat() if report.date else "",
                "sha256": hashes.get(report.name, ""),
            }
            for report in reports
        ],
    }


def name_of(words: Words, indicator: str | None, subject: str, measure: str, *, fall: bool = False) -> str:
    """Return an indicator with its measure: 地区生产总值增速, and where its numbers fall 单位地区生产总值能耗降幅."""
    kind = "fall" if fall else measure
    return words.say(f"measure.{kind}", name=words.indicator(indicator, subject))


def falls(measure: str, values: Iterable[float]) -> bool:
    """Return whether what is told as growth is a fall throughout."""
    return measure == "growth" and all(value < 0 for value in values)


def row_falls(row: Mapping[Hashable, Any]) -> bool:
    """Return whether the targets and outcomes of a row of `tables.headline` or a scorecard are falls throughout."""
    return falls(row["measure"], [cited["value"] for cited in (*row["target"], *row["outcome"])])


def said(
    words: Words,
    cited: Cited | Mapping[Hashable, Any],
    measure: str,
    *,
    signed: bool = False,
    fall: bool = False,
    prose: bool = False,
) -> str:
    """Return the number of a citation with its unit and bound; a change always has its sign."""
    return words.size(
        cited["value"],
        cited["unit"],
        value_to=cited["value_to"],
        bound=cited["bound"],
        measure=measure,
        signed=signed or measure == "change",
        fall=fall,
        prose=prose,
    )


def parts(words: Words, cited: Cited, measure: str, *, signed: bool = False) -> tuple[str, str]:
    """Return the number of a citation and its unit apart; a change always has its sign."""
    return words.parts(
        cited["value"],
        cited["unit"],
        value_to=cited["value_to"],
        bound=cited["bound"],
        measure=measure,
        signed=signed or measure == "change",
    )


def stated(
    words: Words, cited: Cited | Mapping[Hashable, Any], measure: str, *, fall: bool = False, prose: bool = False
) -> str:
    """Return the number of a citation with its unit and bound, marked as `marked` does."""
    return marked(words, cited, said(words, cited, measure, fall=fall, prose=prose))


def marked(words: Words, cited: Cited | Mapping[Hashable, Any], amount: str) -> str:
    """Return the amount of a citation, marked where it is an estimate and where it was entered by hand."""
    if cited["status"] == "estimate":
        amount = words.say("status.estimated", amount=amount)
    return words.say("status.entered", amount=amount) if cited["report"] == BY_HAND else amount


def distinct(
    words: Words, citations: Iterable[Cited], measure: str, *, fall: bool = False, prose: bool = False
) -> list[str]:
    """Return what citations say, each amount once, in their order."""
    return list(dict.fromkeys(stated(words, cited, measure, fall=fall, prose=prose) for cited in citations))


def either(words: Words, citations: Iterable[Cited], measure: str, *, fall: bool = False, prose: bool = False) -> str:
    """Return what citations say of one thing, as part of a sentence: 8%或≈8%."""
    return words.say("list.either").join(distinct(words, citations, measure, fall=fall, prose=prose))


def cited(
    words: Words,
    citations: Iterable[Cited | Mapping[Hashable, Any]],
    measure: str,
    *,
    fall: bool = False,
    prose: bool = False,
) -> str:
    """Return what citations say of one thing as Markdown, every amount leading to the first number that says it."""
    amounts: dict[str, str] = {}
    for citation in citations:
        amount = stated(words, citation, measure, fall=fall, prose=prose)
        amounts.setdefault(amount, markup.cite(amount, anchored(citation)))
    return words.say("list.either").join(amounts.values())


def anchored(citation: Mapping[Hashable, Any] | Cited) -> str:
    """Return the anchor of the number of a citation or of a row of the facts table; '' for what stands in no document."""
    return "" if citation["report"] == BY_HAND else markup.anchor(citation["report"], citation["start"])


def joined(text: str) -> str:
    """Return text of a file without its layout, which the page's own replaces: line breaks and the `**` of bold."""
    return re.sub(r"\s*\n\s*|\*\*", "", text)


def section(words: Words, name: str, *, empty: bool = False, **fields: object) -> Text:
    """Return the heading of a section and what is under it; where it is empty, the sentence that says so."""
    told = {key: value if key == "n" else words.plain(value) for key, value in fields.items()}
    heading, intro = words.say(f"{name}.heading"), words.say(f"{name}.{'none' if empty else 'intro'}", **told)
    return Text(f"## {heading}\n\n{intro}")


def scorecard(words: Words, year: int, coverage: pd.DataFrame, card: pd.DataFrame) -> Text:
    """Return the heading of the scorecard, or why there is none for this year."""
    counts = of_year(coverage, year)
    kind = "intro" if len(card) else "none"
    if not counts["target"]:
        kind = "no_targets"
    elif not judged(card):
        kind = "none_due" if (card["verdict"] == "not due").all() else "no_outcomes"
    return Text(f"## {words.say('scorecard.heading')}\n\n{words.say(f'scorecard.{kind}', year=str(year))}")


def judged(card: pd.DataFrame) -> bool:
    """Return whether any target of a scorecard has an outcome to be held against."""
    return not card["verdict"].isin(["not reported", "not due"]).all()


def missing(words: Words, year: int, coverage: pd.DataFrame, reports: Sequence[Report]) -> Text:
    """Return what the documents do not say of a year, and why; `coverage` is `tables.coverage`."""
    counts = of_year(coverage, year)
    told = {kind: words.counted(kind[:-1], counts[kind[:-1]]) for kind in ("targets", "outcomes")}
    if counts["target"] and counts["outcome"]:
        points = [words.say("missing.complete", year=str(year))]
    else:
        only = "targets" if counts["target"] else "outcomes" if counts["outcome"] else ""
        first = (
            words.say(f"missing.only_{only}", year=str(year), **{only: told[only]})
            if only
            else words.say("missing.neither", year=str(year))
        )
        points = [first, *_reasons(words, coverage[coverage["year"] == year], reports), _filled(words, coverage, year)]
    return Text(f"## {words.say('missing.heading')}\n\n{words.say('list.sentence').join(points)}")


def _filled(words: Words, coverage: pd.DataFrame, year: int) -> str:
    """Return whether anything from elsewhere stands in for what the documents leave out of a year."""
    entered = int(coverage["entered"][coverage["year"] == year].sum())
    return words.say("missing.entered", n=entered) if entered else words.say("missing.open")


def holes(words: Words, coverage: pd.DataFrame, reports: Sequence[Report]) -> Text:
    """Return which years of a theme have no target or no outcome, and why."""
    found = hole_sentences(words, coverage)
    points = [*found, *_reasons(words, coverage, reports)] if found else [words.say("missing.whole")]
    return Text(f"## {words.say('missing.heading')}\n\n{words.say('list.sentence').join(points)}")


def speaks(attention: pd.DataFrame, theme: str) -> bool:
    """Return whether any report has text on a theme."""
    return bool(attention["share"][attention["theme"] == theme].any())


def unread(words: Words, table: pd.DataFrame) -> Text:
    """Return how many numbers were not taken as facts, and how many of them may be facts nobody could read."""
    unknown = int((table["role"] == "unknown").sum())
    if len(table) and not unknown:
        heading, intro = words.say("unread.heading"), words.say("unread.intro_known", n=len(table))
        return Text(f"## {heading}\n\n{intro}")
    return section(words, "unread", empty=table.empty, n=len(table), unknown=unknown)


def districts(words: Words, aims: pd.DataFrame, year: int) -> Text:
    """Return the heading over what is asked of districts; nothing where no report asks anything."""
    if aims.empty:
        return Text("")
    counted = words.counted("district", aims["place"].nunique())
    bare = int(aims["cited"].map(len).eq(0).sum())
    told = words.say("districts.intro", year=str(year), districts=counted, n=len(aims), bare=bare)
    return Text(f"## {words.say('districts.heading')}\n\n{told}")


def trust(words: Words, sources: pd.DataFrame) -> Text:
    """Return the heading over the measured accuracy, and what limits every number of the page."""
    used = [each for each in accuracy.load() if each.report in set(sources["report"])]
    if used:
        numbers = sum(each.numbers for each in used)
        whole = sum(each.whole_recall * each.numbers for each in used) / numbers
        told = words.say("trust.intro", reports=words.counted("report", len(used)), n=numbers, share=words.share(whole))
        told = words.say("list.sentence").join([told, *_unseen(words)])
    else:
        told = words.say("trust.none")
    limited = ("own", "estimates", "definitions", "words", *(() if words.lang == "zh" else ("glosses",)))
    limits = "\n".join(f"- {words.say(f'trust.{limit}')}" for limit in limited)
    return Text(f"## {words.say('trust.heading')}\n\n{told}\n\n{limits}")


def _unseen(words: Words) -> list[str]:
    """Return how right documents were read before the rules were mended on their errors."""
    found = sorted(each.first_sight for each in accuracy.load() if each.first_sight is not None)
    if not found:
        return []
    shares = {"low": found[0], "high": found[-1], "median": statistics.median(found)}
    told = {name: words.share(share) for name, share in shares.items()}
    return [words.say("trust.unseen", n=len(found), reports=words.counted("report", len(found)), **told)]


def sources(words: Words, table: pd.DataFrame, reports: Sequence[Report]) -> Text:
    """Return the heading of the sources, with what is damaged in them."""
    documents = int((table["kind"] != "entered").sum())
    text = section(words, "sources", empty=table.empty, reports=words.counted("report", documents))
    used = [report for report in reports if report.name in set(table["report"]) and report.damage]
    if not used:
        return text
    names = labels(words, reports)
    items = [
        words.say("sources.damaged", title=names[report.name], places=words.counted("place", len(report.damage)))
        for report in used
    ]
    return Text(f"{text.markdown}\n\n{words.say('sources.damage', items=words.listed(items))}")


def verdict_counts(words: Words, card: pd.DataFrame) -> str:
    """Return how many targets have each verdict, as part of a sentence; '' for a card without rows."""
    found = card["verdict"].value_counts()
    order = ["exceeded", "met", "near", "missed", "ambiguous", "not comparable", "not reported", "not due"]
    return words.listed(
        [
            words.say("year_findings.verdict", name=words.say(f"verdict.{name}"), n=int(found[name]))
            for name in order
            if name in found
        ]
    )


def verdict_title(words: Words, card: pd.DataFrame, year: int) -> str:
    """Return how many targets of a year have each verdict, those of the year and those over several years apart."""
    due = card["period"].str[-4:] <= str(year)
    single = card["period"] == str(year)
    counts = {"of_year": int(single.sum()), "due": int((due & ~single).sum()), "undue": int((~due).sum())}
    targets = [words.say(f"scorecard.{key}", n=n, year=str(year)) for key, n in counts.items() if n]
    return words.say("scorecard.title", targets=words.listed(targets), items=verdict_counts(words, card))


def years_said(words: Words, years: range) -> str:
    """Return a range of years in words: 2021—2025年."""
    first, last = str(years[0]), str(years[-1])
    return words.say("date.year", year=first) if first == last else words.say("date.span", first=first, last=last)


def hole_sentences(words: Words, coverage: pd.DataFrame) -> list[str]:
    """Return for which years a coverage table has no outcome and no target, in one sentence or none."""
    empty = {kind: words.years(_empty(coverage, kind)) for kind in ("target", "outcome") if (coverage[kind] == 0).any()}
    if len(empty) == 2:
        return [words.say("theme_findings.no_either", targets=empty["target"], outcomes=empty["outcome"])]
    return [words.say(f"theme_findings.no_{kind}s", years=years) for kind, years in empty.items()]


def _reasons(words: Words, coverage: pd.DataFrame, reports: Sequence[Report]) -> list[str]:
    """Return why years have no outcome or no target: no report speaks of them, or one does without numbers."""
    reasons = []
    for kind, told, untold in (("outcome", "reviewed", "unreviewed"), ("target", "planned", "unplanned")):
        spoken = {year for report in reports for year in (report.reviewed if kind == "outcome" else report.planned)}
        empty = _empty(coverage, kind)
        for key, years in (
            (untold, [year for year in empty if year not in spoken]),
            (told, [year for year in empty if year in spoken]),
        ):
            if years:
                reasons.append(words.say(f"missing.{key}", n=len(years), years=words.years(years, denied=True)))
    return reasons


def of_year(coverage: pd.DataFrame, year: int) -> dict[str, int]:
    """Return the numbers of targets and outcomes of a year from a coverage table."""
    row = coverage[coverage["year"] == year].iloc[0]
    return {kind: int(row[kind]) for kind in ("target", "outcome")}


def _empty(coverage: pd.DataFrame, kind: str) -> list[int]:
    return [int(year) for year in coverage["year"][coverage[kind] == 0]]
