"""The commands that answer on standard output: what reports say, how targets came out, what does not agree.

A command has its whole answer before it writes the first byte of it, so input that is wrong leaves nothing half-written.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from analysis import rows, seeds_folder
from analysis.commands import options
from analysis.errors import SourceError, named, unknown
from analysis.facts import Status

if TYPE_CHECKING:
    from rich.text import Text

    from analysis.documents.reports import Report
    from analysis.extraction import Extraction
    from analysis.supplement import Supplement


@click.command(epilog=options.example("analysis read seeds/plan-report-2025.txt"))
@click.argument("file", type=options.PATH)
def read(file: Path) -> None:
    """Show what was understood of a report.

    Its place, kind and dates, its outline with parts and themes, and the damage found and mended.
    """
    from analysis.outline import outline

    rows.write(outline(_extraction(_report(file))))


@click.command(epilog=options.example("analysis extract report.txt > facts.jsonl"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=options.PATH)
@click.option("--unread", is_flag=True, help="Instead, the numbers that are no facts, with the reason.")
@options.form
def extract(files: tuple[Path, ...], unread: bool, form: options.Format) -> None:
    """Print the facts of any report, one a line."""
    seen: dict[str, Path] = {}
    for file in files:
        if file.stem in seen:
            raise SourceError(f"{file}: a report is named by its file, and {seen[file.stem]} has that name too")
        seen[file.stem] = file
    extractions = [_extraction(_report(file)) for file in files]
    _write_facts(extractions, form, unread=unread)


@click.command(epilog=options.example("analysis facts --year 2024 --status target --theme innovation"))
@click.option("--year", "years", type=int, multiple=True, metavar="Y", help="About this year or a span that holds it.")
@click.option("--theme", "themes", multiple=True, metavar="T", help="Of this theme.")
@click.option("--indicator", "indicators", multiple=True, metavar="I", help="Of this entry of the registry.")
@click.option("--status", "statuses", multiple=True, type=click.Choice(get_args(Status)), help="Of this status.")
@options.seeds
@options.form
def facts(
    years: tuple[int, ...],
    themes: tuple[str, ...],
    indicators: tuple[str, ...],
    statuses: tuple[Status, ...],
    seeds: Path | None,
    form: options.Format,
) -> None:
    """Print the facts of all reports in seeds.

    An option given more than once widens the choice, a second option narrows it.
    """
    from analysis.codebook import years_of
    from analysis.registries.indicators import load as registered
    from analysis.registries.themes import load as themed

    _named("theme", themes, {theme.id: (theme.zh, theme.en) for theme in themed()})
    _named("indicator", indicators, {entry.id: (entry.zh, entry.en) for entry in registered()})
    extractions = _extractions(seeds)
    spans = {fact.period: years_of(fact.period) for extraction in extractions for fact in extraction.facts}
    held = {year for span in spans.values() if span for year in range(span[0], span[1] + 1)}
    _known("year", years, sorted(held))

    def about(period: str) -> bool:
        span = spans[period]
        return span is not None and any(span[0] <= year <= span[1] for year in years)

    chosen = [
        dataclasses.replace(
            extraction,
            facts=tuple(
                fact
                for fact in extraction.facts
                if (not years or about(fact.period))
                and (not themes or fact.theme in themes)
                and (not indicators or fact.indicator in indicators)
                and (not statuses or fact.status in statuses)
            ),
        )
        for extraction in extractions
    ]
    if not any(extraction.facts for extraction in chosen):
        click.echo("analysis: the reports state no such fact", err=True)
    _write_facts(chosen, form)


@click.command(epilog=options.example("analysis scorecard --year 2024 --format csv > scorecard.csv"))
@click.option("--year", type=int, required=True, metavar="Y", help="The year whose targets are asked for.")
@options.seeds
@options.form
def scorecard(year: int, seeds: Path | None, form: options.Format) -> None:
    """Print each target of a year and what came of it.

    One row a target, however many documents state it, with its outcomes, the verdict, the gap and the reason.
    """
    from analysis.codebook import years_of
    from analysis.comparison import scorecards
    from analysis.publishing import readings
    from analysis.writing import reasons

    table = readings.read(seeds).facts
    spans = [span for span in map(years_of, table["period"].unique()) if span]
    _known("year", [year], sorted({held for span in spans for held in range(span[0], span[1] + 1)}))
    card = reasons.explained(scorecards.scorecard(table, year))
    if card.empty:
        click.echo(f"analysis: no report states a target of {year}", err=True)
    rows.write(rows.table(scorecards.flat(card)) if form == "csv" else rows.lines(card.to_dict("records")))


@click.command(epilog=options.example("analysis audit --format csv > audit.csv"))
@options.seeds
@options.form
def audit(seeds: Path | None, form: options.Format) -> None:
    """Hold the documents against each other and their own arithmetic.

    One row a statement that can be checked, with the facts it rests on; what does not hold comes first.
    """
    from analysis import frames
    from analysis.comparison import audits

    found = audits.audit(frames.facts(_extractions(seeds)))
    if found.empty:
        click.echo("analysis: nothing in the reports can be checked against anything else", err=True)
    rows.write(rows.table(audits.flat(found)) if form == "csv" else rows.lines(found.to_dict("records")))


@click.command(epilog=options.example("analysis diff ../last-year/outputs outputs"))
@click.argument("old", type=options.PATH)
@click.argument("new", type=options.PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *get_args(options.Format)]),
    default="text",
    show_default=True,
    help="Form of the answer; in rows, one row a field.",
)
def diff(old: Path, new: Path, form: Literal["text", "jsonl", "csv"]) -> None:
    """Show the facts gained, lost and changed between releases.

    OLD and NEW are outputs of a build, folders of a release, or a facts.parquet or facts.csv itself. The status is 0 also
    where they differ.
    """
    from analysis.comparison import differences

    found = differences.compare(differences.read(old), differences.read(new))
    if found.empty:
        click.echo("analysis: the facts are the same", err=True)
    if form == "text":
        rows.write(_coloured(differences.told(found)))
    else:
        rows.write(rows.table(found) if form == "csv" else rows.lines(found.to_dict("records")))


def _coloured(lines: Iterable[Text]) -> str:
    """Return lines with their colours where standard output is a terminal, and plain elsewhere."""
    from rich.console import Console

    console = Console(soft_wrap=True, highlight=False)
    with console.capture() as captured:
        for line in lines:
            console.print(line)
    return captured.get()


def _report(file: Path) -> Report:
    from analysis.documents import seeds

    return seeds.read(file)


def _extractions(seeds: Path | None) -> list[Extraction | Supplement]:
    """Return the facts of every report of a folder, and those entered by hand."""
    from analysis import supplement
    from analysis.documents import seeds as folders

    folder = seeds or seeds_folder()
    return [*(_extraction(report) for report in folders.load(folder)), supplement.read(folder)]


def _extraction(report: Report) -> Extraction:
    from analysis.extraction import extract as extracted

    extraction = extracted(report)
    if not extraction.facts and not extraction.unread:
        raise SourceError(f"{report.name}: has not a single number; a report states figures")
    return extraction


def _known(kind: str, asked: Iterable[object], known: Collection[object]) -> None:
    """Refuse what nobody offers, and say what is offered."""
    for item in asked:
        if item not in known:
            raise unknown(kind, item, known)


def _named(kind: str, asked: Iterable[str], known: Mapping[str, tuple[str, str]]) -> None:
    """Refuse an id that nobody knows, and lead from a name to its id."""
    for item in asked:
        if item not in known:
            raise named(kind, item, known)


def _write_facts(extractions: Sequence[Extraction | Supplement], form: options.Format, *, unread: bool = False) -> None:
    if form == "csv":
        from analysis import frames

        rows.write(rows.table(frames.unread(extractions) if unread else frames.facts(extractions)))
        return
    items = [item for extraction in extractions for item in (extraction.unread if unread else extraction.facts)]
    rows.write(
        rows.lines({field.name: getattr(item, field.name) for field in dataclasses.fields(item)} for item in items)
    )
