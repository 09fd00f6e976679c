"""The findings a briefing opens with: three to six sentences, most important first, true for any year and theme.

Each is chosen by what the tables hold: a year without outcomes says so and names its targets, a theme nobody gives
numbers for says that. No sentence stands without its figure.

>>> from analysis.registries.words import speak
>>> _findings(speak("en"), ["one", "two"]).markdown
'## Findings {#year_findings}\\n\\n- one\\n- two'
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.facts import BY_HAND
from analysis.registries.criteria import COMPARED
from analysis.registries.words import Words
from analysis.writing.amounts import anchored, cited, completed, falls, name_of, row_falls, stated
from analysis.writing.markup import cite, literal, see
from analysis.writing.pages import Text
from analysis.writing.prose import (
    answered,
    headed,
    hole_sentences,
    of_the_year,
    of_year,
    target_counts,
    verdict_counts,
    years_said,
)
from analysis.writing.reasons import basis

_FIRST = 5  # headline numbers that one sentence can hold
_POINTS = 6  # findings that a page opens with


def of_a_year(
    words: Words,
    year: int,
    facts: pd.DataFrame,
    headline: pd.DataFrame,
    card: pd.DataFrame,
    coverage: pd.DataFrame,
) -> Text:
    """Return what a reader should know first of a year, most important first.

    `facts` are those of the year; the other tables are those the page shows: `tables.headline`, the scorecard of the
    year and `tables.coverage`.
    """
    counts = of_year(coverage, year)
    points = _headline_points(words, year, headline, card) or [words.say("headline.none", year=str(year))]
    if answered(card):
        targets = see(target_counts(words, card, year), "scorecard")
        told = words.say("scorecard.title", targets=targets, items=verdict_counts(words, card))
        points.append(words.say("year_findings.verdicts", verdicts=told))
    points += _holes(words, year, counts, card)
    if len(facts):
        points.append(_counted(words, "year_findings.counts", facts, counts["outcome"], "facts", year=str(year)))
    themes = facts["theme"][facts["theme"] != ""].value_counts()
    if len(themes):
        most, n = str(themes.index[0]), int(themes.iloc[0])
        leading = see(words.inside(words.theme(most)), f"facts-{most}")
        points.append(words.say("year_findings.most", theme=leading, n=n, share=words.share(n / len(facts))))
    return _findings(words, points)


def of_a_theme(
    words: Words,
    theme: str,
    years: range,
    facts: pd.DataFrame,
    attention: pd.DataFrame,
    series: pd.DataFrame,
    coverage: pd.DataFrame,
    card: pd.DataFrame,
    names: Mapping[str, str],
) -> Text:
    """Return what a reader should know first of a theme; the tables are those that the page shows.

    `facts` are of the theme and years, `attention` is `tables.attention`, `series` and `coverage` are
    `histories.series` and `histories.coverage`, `card` is `scorecards.latest`.
    """
    span = years_said(words, years)
    points = []
    if len(facts):
        points.append(
            _counted(
                words,
                "theme_findings.counts",
                facts,
                int(coverage["outcome"].sum()),
                "theme_facts",
                theme=words.inside(words.theme(theme)),
                span=span,
            )
        )
    else:
        points.append(words.say("theme_findings.none", theme=words.inside(words.theme(theme)), span=span))
    points += _series_point(words, series)
    points += _verdict_points(words, card)
    points += _share_points(words, theme, attention, names) or [
        words.say("theme_findings.no_text", theme=words.inside(words.theme(theme)))
    ]
    if len(facts):
        points += hole_sentences(words, coverage) or [words.say("theme_findings.no_holes", span=span)]
    else:
        read = [label for name, label in names.items() if name != BY_HAND]
        points.append(words.say("theme_findings.read", names=literal(words.listed(read))))
    return _findings(words, points)


def _findings(words: Words, points: Sequence[str]) -> Text:
    return headed(words, "year_findings", "\n".join(f"- {point}" for point in points[:_POINTS]))


def _headline_points(words: Words, year: int, headline: pd.DataFrame, card: pd.DataFrame) -> list[str]:
    rows = headline.to_dict("records")
    both = [row for row in rows if row["target"] and row["outcome"]]
    found = of_the_year(card, year)
    verdicts = {key: str(row["verdict"]) for key, row in found.items()}
    bases = {key: basis(words, row) for key, row in found.items()}
    points = []
    if both:
        key = both[0]["indicator"], both[0]["measure"]
        lead, verdict = _both(words, both[0], bases.get(key, "")), verdicts.get(key, "")
        points.append(
            words.say("year_findings.judged", verdict=words.say(f"verdict.{verdict}"), **lead)
            if verdict
            else words.say("year_findings.both", **lead)
        )
        for verdict in COMPARED:
            alike = [row for row in both[1:] if verdicts.get((row["indicator"], row["measure"])) == verdict][:_FIRST]
            if alike:
                items = [
                    words.say(
                        "year_findings.same_item",
                        **_both(words, row, bases.get((row["indicator"], row["measure"]), ""), inside=True),
                    )
                    for row in alike
                ]
                name = words.say(f"verdict.{verdict}")
                points.append(
                    words.say("year_findings.same_verdict", verdict=name, items=words.say("list.heavy").join(items))
                )
    for kind in ("target", "outcome"):
        stated = [row for row in rows if row[kind]][:_FIRST]
        if stated and not both:
            items = [
                words.say(
                    "year_findings.item",
                    indicator=literal(
                        words.inside(name_of(words, row["indicator"], "", row["measure"], fall=row_falls(row)))
                    ),
                    amount=cited(words, row[kind], row["measure"], fall=row_falls(row), prose=True),
                )
                for row in stated
            ]
            points.append(words.say(f"year_findings.{kind}s", items=words.say("list.heavy").join(items)))
    return points


def _both(words: Words, row: Mapping[Hashable, Any], on: str = "", *, inside: bool = False) -> dict[str, str]:
    """Return the name, target and outcome of a row of the headline table or a scorecard, as Markdown.

    `on` is the basis that the outcome alone is on; `inside` a sentence a name begins small.
    """
    row, fall = completed(row), row_falls(row)
    name = name_of(words, row["indicator"], str(row.get("subject", "")), row["measure"], fall=fall)
    return {
        "indicator": literal(words.inside(name) if inside else name),
        "target": cited(words, row["target"], row["measure"], fall=fall, prose=True),
        "outcome": _based(words, cited(words, row["outcome"], row["measure"], fall=fall, prose=True), on),
    }


def _based(words: Words, outcome: str, on: str) -> str:
    """Return an outcome with the basis that it alone is on."""
    if not on:
        return outcome
    return words.say("year_findings.on_basis", outcome=outcome, basis=on)


def _holes(words: Words, year: int, counts: Mapping[str, int], card: pd.DataFrame) -> list[str]:
    if not counts["target"] and not counts["outcome"]:
        return [words.say("year_findings.neither", year=str(year))]
    # A year that was reviewed may still have targets over several years that are not due.
    if not counts["outcome"] and len(card) and (card["verdict"] == "not due").all():
        return [words.say("year_findings.not_due", year=str(year))]
    return [
        words.say(f"year_findings.no_{kind}s", year=str(year)) for kind in ("outcome", "target") if not counts[kind]
    ]


def _counted(words: Words, key: str, facts: pd.DataFrame, yearly: int, where: str, **fields: str) -> str:
    """Return how many facts there are of each status; of single years, `yearly` are outcomes; `where` shows them all.

    What stands in a plan and is neither target nor forecast is told apart from the outcomes (`tables.outcomes`).
    """
    entered = int((facts["report"] == BY_HAND).sum())
    facts = facts[facts["report"] != BY_HAND]
    several = facts["period"].str.contains("-")
    reviewed = facts["status"].isin(["actual", "estimate"]) & ~facts["part"].isin(["plan", "aims"])
    kinds = {
        "target": int(((facts["status"] == "target") & ~several).sum()),
        "span": int(((facts["status"] == "target") & several).sum()),
        "outcome": yearly,
        "span_outcome": int((reviewed & several).sum()),
        "forecast": int((facts["status"] == "forecast").sum()),
    }
    kinds["passing"] = len(facts) - sum(kinds.values())
    found = {kind: n for kind, n in kinds.items() if n}
    items = (
        [words.say(f"year_findings.all_{kind}") for kind in found]
        if len(found) == 1 and len(facts) > 1
        else [words.counted(kind, n) for kind, n in found.items()]
    )
    reports = see(words.counted("report", facts["report"].nunique()), "sources")
    numbers = see(words.counted("figure", len(facts)), where)
    told = words.say(key, n=len(facts), figures=numbers, reports=reports, items=words.listed(items), **fields)
    return told + (words.say("year_findings.entered", n=entered) if entered else "")


def _series_point(words: Words, series: pd.DataFrame) -> list[str]:
    if series.empty:
        return []
    first = series[series["series"] == series["series"].iloc[0]]
    fall = falls(first["measure"].iloc[0], first["value"])
    said: dict[tuple[int, str], dict[str, str]] = {}  # every amount once, in order
    for row in first.to_dict("records"):
        amount = stated(words, row, row["measure"], fall=fall, prose=True)
        said.setdefault((row["year"], row["kind"]), {}).setdefault(amount, cite(amount, anchored(row)))
    items = [
        words.say(
            "theme_findings.series_item",
            year=str(year),
            kind=words.say("status.target" if kind == "target" else "status.actual"),
            amount=words.say("list.either").join(amounts.values()),
        )
        for (year, kind), amounts in said.items()
    ]
    name = name_of(words, first["indicator"].iloc[0], "", first["measure"].iloc[0], fall=fall)
    return [words.say("theme_findings.series", indicator=literal(name), items=words.listed(items))]


def _verdict_points(words: Words, card: pd.DataFrame) -> list[str]:
    """Return what came of the targets of the last year with outcomes, and which of them were missed."""
    if card.empty:
        return []
    year = str(card["year"].iloc[0])
    items = see(verdict_counts(words, card), "scorecard")
    points = [words.say("theme_findings.verdicts", year=year, n=len(card), items=items)]
    missed = card[card["verdict"] == "missed"].to_dict("records")[:_FIRST]
    # In English only a name of the registry can stand in a sentence.
    if missed and all(
        words.lang == "zh" or (row["indicator"] in words.indicators and not row["scope"]) for row in missed
    ):
        told = [
            words.say("year_findings.same_item", **_both(words, row, basis(words, row), inside=True)) for row in missed
        ]
        points.append(words.say("theme_findings.missed", year=year, items=words.say("list.heavy").join(told)))
    return points


def _share_points(words: Words, theme: str, attention: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    own = attention[attention["theme"] == theme]
    if own.empty or not own["share"].any():
        return []
    high, low = own.sort_values("share").iloc[-1], own.sort_values("share").iloc[0]
    others = attention[(attention["report"] == high["report"]) & (attention["theme"] != "")]
    told = {
        "theme": words.inside(words.theme(theme)),
        "title": literal(names[high["report"]]),
        "share": see(words.share(high["share"]), "attention"),
        "rank": int((others["share"] > high["share"]).sum()) + 1,
        "themes": words.counted("theme", len(others)),
    }
    if len(own) == 1 or high["share"] == low["share"]:
        return [words.say("theme_findings.share", **told)]
    lowest = {"low": words.share(low["share"]), "low_title": literal(names[low["report"]])}
    return [words.say("theme_findings.share_range", **told, **lowest)]
