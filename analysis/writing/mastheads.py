"""What a briefing says of itself: its title, its place, the day of its data, the reports it stands on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

import analysis
from analysis.documents.reports import Report
from analysis.registries.words import Words
from analysis.writing.prose import title, years_said


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
