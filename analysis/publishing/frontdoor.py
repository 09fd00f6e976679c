"""The front door of the outputs: one page in both languages that leads to every briefing, file and source.

The page is `templates/index/index.html.j2`; it works from disk and asks no other address for anything. A radio button
chooses the language, without a script; only the search and the choice of a theme need one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import jinja2
import pandas as pd
from markupsafe import Markup

import analysis
from analysis import tables
from analysis.comparison import audits, histories
from analysis.comparison.scorecards import scorecard
from analysis.publishing import citations, downloads, lookup, readings, shells
from analysis.publishing.citations import Citable
from analysis.publishing.manifests import Entry
from analysis.publishing.readings import Reading
from analysis.registries import themes
from analysis.registries.criteria import COMPARED
from analysis.registries.words import LANGUAGES, Words, speak
from analysis.writing import checks, markup, mastheads, palette, prose, scoreboards, thumbnails
from analysis.writing.palette import VERDICTS
from analysis.writing.scoreboards import Board

FILE = "index.html"
DATA = "data"

_EXAMPLES = 3  # searches that the page proposes


class Card(TypedDict):
    """One briefing as the page shows it: its name, its picture, lines about it, and the link of each format."""

    title: str
    picture: Markup
    about: list[str]
    links: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """What the page of one language is made from."""

    words: Words
    reading: Reading
    entries: Sequence[Entry]

    def entry(self, name: str) -> Entry | None:
        """Return the briefing of a name, None where it was not made in this language."""
        return next((entry for entry in self.entries if entry["name"] == name), None)

    def links(self, name: str) -> list[tuple[str, str]]:
        """Return the formats of a briefing and where each is, the page first."""
        named = {".html": "html", ".pdf": "pdf", ".ipynb": "notebook"}
        entry = self.entry(name)
        found = {Path(file).suffix: file for file in entry["files"]} if entry else {}
        return [(self.words.say(f"index.{key}"), found[suffix]) for suffix, key in named.items() if suffix in found]

    def page(self, name: str) -> str:
        """Return where the page of a briefing is, '' where there is none."""
        return next((file for _, file in self.links(name) if file.endswith(".html")), "")


def write(reading: Reading, entries: Sequence[Entry], path: Path) -> None:
    """Write the page for the briefings there are, beside the folder of the data release."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string((shells.TEMPLATES / "index" / "index.html.j2").read_text(encoding="utf-8"))
    langs = [lang for lang in LANGUAGES if any(entry["lang"] == lang for entry in entries)]
    sites = [
        _Site(words=speak(lang), reading=reading, entries=[entry for entry in entries if entry["lang"] == lang])
        for lang in langs
    ]
    page = template.render(
        pages=[_page(site, path.parent / DATA) for site in sites],
        version=analysis.__version__,
        shell=shells.Shell.of("index"),
        palette=palette,
        facts=lookup.of(reading, langs, entries),
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def _page(site: _Site, data: Path) -> dict[str, object]:
    words, reading = site.words, site.reading
    board = scoreboards.board(words, reading.facts, readings.years(reading.reports))
    day = mastheads.stand(reading.reports)
    place = mastheads.place(words, reading.reports)
    cited = Citable(
        title=words.say("index.data_title"),
        place=place,
        day=day,
        version=analysis.__version__,
        key=downloads.digest(data),
    )
    return {
        "lang": words.lang,
        "say": words.say,
        "theme": shells.theme_choice(words),
        "title": words.say("index.title", place=place),
        "lead": words.say("index.lead", reports=words.counted("report", len(reading.reports)), n=len(reading.facts)),
        "stand": words.say("index.stand", date=words.date(day)) if day else "",
        "examples": _examples(words, board, reading),
        "board": _board(site, board),
        "years": _years(site),
        "themes": _themes(site, board),
        "audit": _audit(site),
        "downloads": downloads.offered(words, data),
        "sources": _sources(words, reading),
        "cite": citations.cited(words, cited),
        "dataset": shells.script_text(_dataset(site, cited, data)),
    }


def _dataset(site: _Site, cited: Citable, data: Path) -> dict[str, object]:
    words, reading = site.words, site.reading
    return citations.dataset(
        words,
        cited,
        about=cited.title,
        years=f"{reading.years[0]}/{reading.years[-1]}",
        sources=[
            {
                "title": prose.title(words, report),
                "issuer": report.issuer,
                "date": report.date.isoformat() if report.date else "",
                "sha256": reading.hashes.get(report.name, ""),
            }
            for report in reading.reports
        ],
        files=downloads.media(data),
    )


def _board(site: _Site, board: Board) -> dict[str, object]:
    words = site.words
    year = board.judged or board.planned
    counts = _counted(board.card) if board.judged else {}
    return {
        "heading": words.say(f"index.{'judged' if board.judged else 'planned'}", year=str(year)) if year else "",
        "title": prose.verdict_title(words, board.card, board.judged) if board.judged else "",
        "bar": Markup(thumbnails.verdicts(counts, sum(counts.values()), prose.verdict_counts(words, board.card)))
        if counts
        else "",
        "key": [
            (colour, words.say(f"verdict.{verdict}"), counts[verdict])
            for verdict, colour in VERDICTS.items()
            if verdict in counts
        ],
        "judged": board.judged,
        "planned": board.planned,
        "scores": [
            {
                "name": Markup(markup.inline_html(score.name)),
                "target": _led(score.target, site.page(f"year-{board.judged}")),
                "outcome": _led(score.outcome, site.page(f"year-{board.judged}")),
                "verdict": words.say(f"verdict.{score.verdict}") if score.verdict else "",
                "colour": VERDICTS.get(score.verdict, ""),
                "planned": _led(score.planned, site.page(f"year-{board.planned}")),
            }
            for score in board.scores
        ],
        "links": [
            (words.say("index.all", year=str(each)), page)
            for each in (board.judged, board.planned)
            if each and (page := site.page(f"year-{each}"))
        ],
    }


def _counted(card: pd.DataFrame) -> dict[str, int]:
    return {str(verdict): int(n) for verdict, n in card["verdict"].value_counts().items()}


def _led(markdown: str, page: str) -> Markup:
    """Let figures and counts lead to what they rest on in a briefing; without one they are words."""
    html = markup.inline_html(markdown)
    if page:
        return Markup(re.sub(r'(<a class="(?:cite|see)" href=")#', lambda found: f"{found[1]}{page}#", html))
    return Markup(re.sub(r'<a class="(?:cite|see)"[^>]*>(.*?)</a>', r"\1", html))


def _examples(words: Words, board: Board, reading: Reading) -> list[str]:
    """Return searches that find something: headline indicators of the last years that have numbers."""
    year = board.judged or board.planned
    if year is None:
        return []
    names = sorted((words.indicator(row, "") for row in tables.headline(reading.facts, year)["indicator"]), key=len)
    return [f"{name} {year}" for name in list(dict.fromkeys(names))[:_EXAMPLES]]


def _years(site: _Site) -> list[Card]:
    words, facts = site.words, site.reading.facts
    years = sorted({int(entry["parameters"]["year"]) for entry in site.entries if "year" in entry["parameters"]})
    cards = {year: scorecard(facts, year) for year in years}
    most = max((len(card) for card in cards.values()), default=0)
    return [_year(words, facts, year, cards[year], most, site.links(f"year-{year}")) for year in reversed(years)]


def _year(
    words: Words, facts: pd.DataFrame, year: int, card: pd.DataFrame, most: int, links: list[tuple[str, str]]
) -> Card:
    outcomes = int(tables.coverage(facts, [year])["outcome"].iloc[0])
    told = prose.verdict_counts(words, card)
    return Card(
        title=words.say("index.year", year=str(year)),
        picture=Markup(thumbnails.verdicts(_counted(card), most, told) if len(card) else ""),
        about=[
            prose.verdict_title(words, card, year) if told else words.say("index.no_target"),
            words.counted("outcome", outcomes) if outcomes else words.say("index.no_outcome"),
        ],
        links=links,
    )


def _themes(site: _Site, board: Board) -> list[Card]:
    facts, years = site.reading.facts, site.reading.years
    wanted = [theme.id for theme in themes.load() if site.entry(f"theme-{theme.id}")]
    coverage = {theme: histories.coverage(facts, theme, years) for theme in wanted}
    most = max((int(table[["target", "outcome"]].to_numpy().max()) for table in coverage.values()), default=0)
    return [_theme(site, board, theme, coverage[theme], max(most, 1)) for theme in wanted]


def _theme(site: _Site, board: Board, theme: str, coverage: pd.DataFrame, most: int) -> Card:
    words, reading = site.words, site.reading
    told = words.say(
        "index.theme_picture",
        theme=words.theme(theme),
        span=prose.years_said(words, reading.years),
        targets=words.counted("target", int(coverage["target"].sum())),
        outcomes=words.counted("outcome", int(coverage["outcome"].sum())),
    )
    return Card(
        title=words.theme(theme),
        picture=Markup(thumbnails.theme(coverage, most, told)),
        about=[words.counted("number", int((reading.facts["theme"] == theme).sum())), _judged(words, board, theme)],
        links=site.links(f"theme-{theme}"),
    )


def _judged(words: Words, board: Board, theme: str) -> str:
    """Return what came of the targets of a theme that could be compared, '' where none could."""
    if not board.judged:
        return ""
    card = board.card[(board.card["theme"] == theme) & board.card["verdict"].isin(COMPARED)]
    told = prose.verdict_counts(words, card)
    return words.say("index.of_year", year=str(board.judged), items=told) if told else ""


def _audit(site: _Site) -> dict[str, object] | None:
    if not site.entry("audit"):
        return None
    words, reading = site.words, site.reading
    names = prose.labels(words, reading.reports)
    points = checks.findings(words, audits.audit(reading.facts), reading.facts, names).markdown.splitlines()
    told = [point.removeprefix("- ") for point in points if point.startswith("- ")]
    links = site.links("audit")
    return {"points": [_led(point, site.page("audit")) for point in told[:3]], "links": links}


def _sources(words: Words, reading: Reading) -> list[dict[str, str]]:
    ordered = sorted(reading.reports, key=lambda report: ((report.planned or report.reviewed or (0,))[0], report.name))
    return [
        {
            "title": prose.title(words, report),
            "about": words.say("shell.separator").join(
                told for told in (words.named(report.issuer or ""), words.date(report.date)) if told
            ),
            "text": f"{DATA}/texts/{report.name}.txt",
        }
        for report in ordered
    ]
