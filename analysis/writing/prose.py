"""Ready tables to the words over every section of a briefing.

Nothing statistical is computed here. A sentence takes the cells of a table, counts rows and chooses the message that
is true for them; the words are in `data/messages.toml`. Words of a document are escaped before they enter Markdown.

>>> from analysis.registries.words import speak
>>> print(missing(speak("en"), 2022, pd.DataFrame({"year": [2022], "target": [1], "outcome": [0], "entered": [0]}), []).markdown)
## What is missing, and why {#missing}
<BLANKLINE>
For 2022 the reports state [1 target](#facts) and no outcome. No report of the set reviews 2022. The gap is left open; \
nothing from elsewhere fills it.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from analysis.documents.reports import Report
from analysis.facts import BY_HAND
from analysis.registries import accuracy
from analysis.registries.words import Words
from analysis.writing.amounts import Row
from analysis.writing.markup import see
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


def section(words: Words, name: str, *, empty: bool = False, **fields: object) -> Text:
    """Return the heading of a section and what is under it; where it is empty, the sentence that says so."""
    told = {key: str(value) if key == "year" else value for key, value in fields.items()}
    return headed(words, name, words.say(f"{name}.{'none' if empty else 'intro'}", **told))


def headed(words: Words, name: str, intro: str) -> Text:
    """Return the heading of a section, which links lead to by its name, and what is said under it."""
    return Text(f"## {words.say(f'{name}.heading')} {{#{name}}}\n\n{intro}")


def scorecard(words: Words, year: int, coverage: pd.DataFrame, card: pd.DataFrame) -> Text:
    """Return the heading of the scorecard, or why there is none for this year."""
    counts = of_year(coverage, year)
    kind = "intro" if len(card) else "none"
    if not counts["target"]:
        kind = "no_targets"
    elif not answered(card):
        kind = "none_due" if (card["verdict"] == "not due").all() else "no_outcomes"
    intro = [words.say(f"scorecard.{kind}", year=str(year))]
    intro += [words.say("theme.order"), words.say("scorecard.order")] if kind == "intro" else []
    return headed(words, "scorecard", words.say("list.sentence").join(intro))


def answered(card: pd.DataFrame) -> bool:
    """Return whether any target of a scorecard has an outcome to be held against."""
    return not card["verdict"].isin(["not reported", "not due"]).all()


def of_the_year(card: pd.DataFrame, year: int) -> dict[tuple[str, str], Row]:
    """Return the rows of a scorecard for the year alone and the whole territory, by indicator and measure."""
    return {
        (row["indicator"], row["measure"]): row
        for row in card.to_dict("records")
        if row["period"] == str(year) and not row["scope"]
    }


def missing(words: Words, year: int, coverage: pd.DataFrame, reports: Sequence[Report]) -> Text:
    """Return what the documents do not say of a year, and why; `coverage` is `tables.coverage`."""
    counts = of_year(coverage, year)
    told = {kind: see(words.counted(kind[:-1], counts[kind[:-1]]), "facts") for kind in ("targets", "outcomes")}
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
    return headed(words, "missing", words.say("list.sentence").join(points))


def _filled(words: Words, coverage: pd.DataFrame, year: int) -> str:
    """Return whether anything from elsewhere stands in for what the documents leave out of a year."""
    entered = int(coverage["entered"][coverage["year"] == year].sum())
    return words.say("missing.entered", n=entered) if entered else words.say("missing.open")


def holes(words: Words, coverage: pd.DataFrame, reports: Sequence[Report]) -> Text:
    """Return which years of a theme have no target or no outcome, and why."""
    found = hole_sentences(words, coverage)
    points = [*found, *_reasons(words, coverage, reports)] if found else [words.say("missing.whole")]
    return headed(words, "missing", words.say("list.sentence").join(points))


def speaks(attention: pd.DataFrame, theme: str) -> bool:
    """Return whether any report has text on a theme."""
    return bool(attention["share"][attention["theme"] == theme].any())


def unread(words: Words, table: pd.DataFrame) -> Text:
    """Return how many numbers were not taken as facts, and how many of them may be facts nobody could read."""
    unknown = int((table["role"] == "unknown").sum())
    if len(table) and not unknown:
        return headed(words, "unread", words.say("unread.intro_known", n=len(table)))
    return section(words, "unread", empty=table.empty, n=len(table), unknown=unknown)


def districts(words: Words, aims: pd.DataFrame, year: int) -> Text:
    """Return the heading over what is asked of districts; nothing where no report asks anything."""
    if aims.empty:
        return Text("")
    counted = words.counted("district", aims["place"].nunique())
    bare = int(aims["cited"].map(len).eq(0).sum())
    told = words.say("districts.intro", year=str(year), districts=counted, n=len(aims), bare=bare)
    return headed(words, "districts", told)


def trust(words: Words, sources: pd.DataFrame) -> Text:
    """Return the heading over the measured accuracy, and what limits every number of the page."""
    used = [each for each in accuracy.load() if each.report in set(sources["report"])]
    if used:
        numbers = sum(each.numbers for each in used)
        whole = sum(each.whole_recall * each.numbers for each in used) / numbers
        reports = words.counted("report", len({each.report for each in used}))
        told = words.say("trust.intro", reports=reports, n=numbers, share=words.share(whole))
        told = words.say("list.sentence").join([told, *_unseen(words)])
    else:
        told = words.say("trust.none")
    limited = ("own", "estimates", "definitions", "words", *(() if words.lang == "zh" else ("glosses",)))
    limits = "\n".join(f"- {words.say(f'trust.{limit}')}" for limit in limited)
    return headed(words, "trust", f"{told}\n\n{limits}")


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
    """Return how many targets a scorecard has and how many of them have each verdict."""
    return words.say("scorecard.title", targets=target_counts(words, card, year), items=verdict_counts(words, card))


def target_counts(words: Words, card: pd.DataFrame, year: int) -> str:
    """Return how many targets a scorecard has, those of the year and those over several years apart."""
    due = card["period"].str[-4:] <= str(year)
    single = card["period"] == str(year)
    counts = {"of_year": int(single.sum()), "due": int((due & ~single).sum()), "undue": int((~due).sum())}
    targets = [words.say(f"scorecard.{key}", n=n, year=str(year)) for key, n in counts.items() if n]
    return words.listed(targets)


def years_said(words: Words, years: range) -> str:
    """Return a range of years in words: 2021—2025年."""
    first, last = str(years[0]), str(years[-1])
    return words.say("date.year", year=first) if first == last else words.say("date.span", first=first, last=last)


def hole_sentences(words: Words, coverage: pd.DataFrame) -> list[str]:
    """Return for which years a coverage table has no outcome and no target, in one sentence or none."""
    kinds = [kind for kind in ("target", "outcome") if (coverage[kind] == 0).any()]
    empty = {kind: words.years(_empty(coverage, kind), denied=True) for kind in kinds}
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
