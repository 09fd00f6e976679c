"""The front door of the outputs: one page in both languages that leads to every briefing, file and source.

The page is `templates/index.html.j2`; it works from disk and asks no other address for anything. A radio button chooses
the language, without a script; only the search needs one.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

import jinja2
from markupsafe import Markup

import analysis
from analysis import tables
from analysis.comparison.scorecards import scorecard
from analysis.publishing import lookup, readings
from analysis.publishing.manifests import Entry
from analysis.publishing.readings import Reading
from analysis.registries import themes
from analysis.registries.words import LANGUAGES, Words, speak
from analysis.writing import findings, languages, ledgers, markup, prose, thumbnails
from analysis.writing.pages import Text

FILE = "index.html"


class Card(TypedDict):
    """One briefing as the page shows it: its name, its picture, a line under it, and the link of each format."""

    title: str
    picture: Markup
    about: str
    links: list[tuple[str, str]]


def write(reading: Reading, entries: Sequence[Entry], path: Path) -> None:
    """Write the page for the briefings there are."""
    templates = importlib.resources.files("analysis") / "templates"
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string((templates / "index.html.j2").read_text(encoding="utf-8"))
    langs = [lang for lang in LANGUAGES if any(entry["lang"] == lang for entry in entries)]
    script = (templates / "index.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = template.render(
        pages=[_page(speak(lang), reading, [entry for entry in entries if entry["lang"] == lang]) for lang in langs],
        version=analysis.__version__,
        script=Markup(script),
        facts=Markup(lookup.of(reading, langs, entries)),
        policy=(
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; img-src data:; "
            f"script-src 'sha256-{digest}'"
        ),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", newline="\n")


def _page(words: Words, reading: Reading, entries: Sequence[Entry]) -> dict[str, object]:
    last = readings.years(reading.reports)[-1]
    by_year = {int(entry["parameters"]["year"]): entry for entry in entries if "year" in entry["parameters"]}
    by_theme = {str(entry["parameters"]["theme"]): entry for entry in entries if "theme" in entry["parameters"]}
    coverage = tables.coverage(reading.facts, reading.years)
    points = findings.of_a_year(
        words,
        last,
        tables.of_year(reading.facts, last),
        tables.headline(reading.facts, last),
        scorecard(reading.facts, last),
        coverage,
    )
    ordered = sorted(reading.reports, key=lambda report: ((report.planned or report.reviewed or (0,))[0], report.name))
    day = prose.stand(reading.reports)
    return {
        "lang": words.lang,
        "say": words.say,
        "title": words.say("index.title", place=prose.place(words, reading.reports)),
        "lead": words.say("index.lead", reports=words.counted("report", len(reading.reports)), n=len(reading.facts)),
        "stand": words.say("index.stand", date=words.date(day)) if day else "",
        "latest": str(last),
        "latest_link": dict(_links(words, by_year[last])).get(words.say("index.html")) if last in by_year else None,
        # The heading is the page's own.
        "findings": Markup(
            _leading(
                Text(points.markdown.partition("\n\n")[2]).to_html(),
                dict(_links(words, by_year[last])).get(words.say("index.html"), "") if last in by_year else "",
            )
        ),
        "years": [_year_card(words, reading, year, by_year[year]) for year in sorted(by_year, reverse=True)],
        "themes": [
            _theme_card(words, reading, theme.id, by_theme[theme.id]) for theme in themes.load() if theme.id in by_theme
        ],
        "audits": [_audit_card(words, entry) for entry in entries if entry["name"] == "audit"],
        "data": [(name, words.say(f"release.{name}")) for name in RELEASED],
        "sources": [
            (prose.title(words, report), _issuer(words, report.issuer), words.date(report.date)) for report in ordered
        ],
    }


RELEASED = (
    "analysis.xlsx", "facts.csv", "facts.parquet", "series.csv", "scorecard.csv", "audit.csv", "passages.csv", "unread.csv",
    "analysis.duckdb", "datapackage.json",
)  # fmt: skip


def _year_card(words: Words, reading: Reading, year: int, entry: Entry) -> Card:
    counts = tables.coverage(reading.facts, [year]).iloc[0]
    about = [
        words.counted(kind, int(counts[kind])) if counts[kind] else words.say(f"index.no_{kind}")
        for kind in ("target", "outcome")
    ]
    return Card(
        title=words.say("index.year", year=str(year)),
        picture=Markup(
            thumbnails.year(tables.headline(reading.facts, year), words.say("index.year_picture", year=str(year)))
        ),
        about=words.say("list.separator").join(about),
        links=_links(words, entry),
    )


def _theme_card(words: Words, reading: Reading, theme: str, entry: Entry) -> Card:
    facts = reading.facts[reading.facts["theme"] == theme]
    coverage = ledgers.theme_coverage(reading.facts, theme, reading.years)
    return Card(
        title=words.theme(theme),
        picture=Markup(
            thumbnails.theme(
                coverage,
                words.say(
                    "index.theme_picture",
                    theme=words.theme(theme),
                    span=prose.years_said(words, reading.years),
                    targets=words.counted("target", int(coverage["target"].sum())),
                    outcomes=words.counted("outcome", int(coverage["outcome"].sum())),
                ),
            )
        ),
        about=words.counted("number", len(facts)),
        links=_links(words, entry),
    )


def _issuer(words: Words, issuer: str | None) -> Markup:
    """Return who issued a report, in both languages on a page that is not Chinese."""
    told = markup.html_text(words.named(issuer)) if issuer else ""
    return Markup(told if words.lang == "zh" else languages.marked(told))


def _leading(html: str, page: str) -> str:
    """Let figures lead to their sources in a briefing; without one they are words."""
    if page:
        return html.replace('<a class="cite" href="#', f'<a class="cite" href="{page}#')
    return re.sub(r'<a class="cite"[^>]*>(.*?)</a>', r"\1", html)


def _audit_card(words: Words, entry: Entry) -> Card:
    return Card(
        title=words.say("audit_page.card"),
        picture=Markup(""),
        about=words.say("audit_page.card_about"),
        links=_links(words, entry),
    )


def _links(words: Words, entry: Entry) -> list[tuple[str, str]]:
    """Return the formats of a briefing and where each is, the page first."""
    named = {".html": "html", ".pdf": "pdf", ".ipynb": "notebook"}
    found = {Path(name).suffix: name for name in entry["files"]}
    return [(words.say(f"index.{key}"), found[suffix]) for suffix, key in named.items() if suffix in found]
