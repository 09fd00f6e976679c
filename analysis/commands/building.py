"""The commands that write files, and the one that opens the notebooks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis import rows, seeds_folder
from analysis.commands import options

if TYPE_CHECKING:
    from analysis.publishing.briefings import Step


@click.command(epilog=options.example("analysis build --year 2024 --theme innovation --lang zh --format html"))
@click.option("--year", "years", type=int, multiple=True, metavar="Y", help="A year; again for more.  [default: all]")
@click.option("--theme", "themes", multiple=True, metavar="T", help="A theme; again for more.  [default: all]")
@click.option(
    "--lang", "langs", default="zh,en", callback=options.listed, metavar="L,...", show_default=True, help="Languages."
)
@click.option(
    "--format",
    "formats",
    default="html,pdf",
    callback=options.listed,
    metavar="F,...",
    show_default=True,
    help="Formats.",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Notebooks at a time.  [default: processors]")
@click.option("--force", is_flag=True, help="Rebuild also what has not changed.")
@options.seeds
@options.outputs
def build(
    years: tuple[int, ...],
    themes: tuple[str, ...],
    langs: list[str],
    formats: list[str],
    jobs: int | None,
    force: bool,
    seeds: Path | None,
    outputs: Path,
) -> None:
    """Write briefings, index and data into the outputs folder."""
    _build(seeds, outputs, years=years, themes=themes, langs=langs, formats=formats, jobs=jobs, force=force)


@click.command(epilog=options.example("analysis add report.pdf"))
@click.argument("file", type=options.PATH)
@options.seeds
@options.outputs
@click.option("--no-build", is_flag=True, help="Leave the building to `analysis build`.")
def add(file: Path, seeds: Path | None, outputs: Path, no_build: bool) -> None:
    """Put a report into seeds, and build.

    It gets its entry in reports.toml. First shows what was understood of it; at a terminal it asks before anything is
    written. FILE is a text, a Markdown or Word document, a web page or a PDF.
    """
    from analysis.outline import outline
    from analysis.publishing import additions, manifests

    folder = seeds or seeds_folder()
    addition = additions.examine(file, folder)
    if not no_build:
        manifests.check_place(outputs, addition.place)
    rows.write(outline(addition.extraction))
    if sys.stdin.isatty() and sys.stdout.isatty():
        click.confirm(f"Put it into {folder}?", default=True, abort=True, err=True)
    target = additions.put(addition)
    click.echo(f"analysis: added {target}; correct what was misread in {folder / 'reports.toml'}", err=True)
    if not no_build:
        _build(folder, outputs)


@click.command(epilog=options.example("analysis release --bom data-for-excel"))
@click.argument("folder", type=options.PATH)
@click.option("--bom", is_flag=True, help="CSV that Excel opens by a click: with a byte order mark, formulas disarmed.")
@click.option("--sdmx", is_flag=True, help="The series as SDMX-CSV too; needs the extra analysis[sdmx].")
@options.seeds
def release(folder: Path, bom: bool, sdmx: bool, seeds: Path | None) -> None:
    """Write the data release alone into FOLDER.

    It is what `analysis build` writes into outputs/data: every table as CSV and Parquet, an Excel workbook, a DuckDB
    file, the texts, datapackage.json and SHA256SUMS.
    """
    from analysis.publishing import folders, manifests, readings
    from analysis.publishing import release as released

    place = seeds or seeds_folder()
    reading = readings.read(place)
    with folders.held(folder, "release", released.SUMS):
        written = released.write(reading, manifests.Origin.of(place).inputs, folder, bom=bom, sdmx=sdmx)
    click.echo(f"analysis: files written: {len(written)}; begin with", err=True)
    rows.write(f"{folder / released.PACKAGE}\n")


@click.command(epilog=options.example("analysis lab"))
@options.seeds
def lab(seeds: Path | None) -> None:
    """Open JupyterLab on the exploring notebook.

    It listens on this machine alone, on a free port, until Ctrl-C. The address it prints holds a token: whoever has it can
    run code here.
    """
    from analysis.documents.seeds import files
    from analysis.exploring import lab as exploring

    folder = seeds or seeds_folder()
    files(folder)  # refuses what is no folder of reports before anything is opened
    click.echo("analysis: opening JupyterLab; stop it with Ctrl-C. Its address:", err=True)
    exploring.open_lab(folder, lambda address: rows.write(f"{address}\n"))


def _build(seeds: Path | None, outputs: Path, **wanted: Any) -> None:
    """Build with a progress bar, and print where to begin."""
    from analysis.publishing import briefings

    with _progress() as told:
        result = briefings.build(seeds, outputs, progress=told, **wanted)
    click.echo(f"analysis: briefings built: {len(result.built)}, unchanged: {len(result.kept)}; begin at", err=True)
    rows.write(f"{result.index}\n")


@contextmanager
def _progress() -> Iterator[Callable[[Step], None]]:
    """Show on a terminal how far a build is; elsewhere keep quiet."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("briefings"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None)

        def told(step: Step) -> None:
            bar.update(task, total=step.total, completed=step.done, description=step.name)

        yield told
