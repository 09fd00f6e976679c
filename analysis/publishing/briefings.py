"""The main job: reports in, briefings out.

The reports are read once; a notebook is run for every year, theme and language through papermill in parallel
processes; each executed notebook is exported; the data release, the front door and a manifest are written beside them.
All of it is made in a folder inside the outputs folder and moved to its place when it is whole, so an interrupted build
leaves what was there before. A briefing whose key (the hash of code, notebook, parameters and reports) is in the
manifest, with its files unchanged, is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import analysis
from analysis.documents import seeds
from analysis.documents.reports import Report
from analysis.errors import ParameterError
from analysis.publishing import folders, frontdoor, manifests, orders, readings, ways, workers
from analysis.publishing.manifests import Entry, Manifest, Origin, Parameters
from analysis.publishing.orders import FORMATS
from analysis.publishing.readings import Reading
from analysis.publishing.workers import Step as Step  # what `progress` is given
from analysis.registries.words import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did: the briefings made and kept (as `zh/year-2024`), and the front door."""

    built: tuple[str, ...]
    kept: tuple[str, ...]
    index: Path


def build(
    seeds_folder: Path | None = None,
    outputs: Path = Path("outputs"),
    *,
    years: Sequence[int] = (),
    themes: Sequence[str] = (),
    langs: Sequence[str] = LANGUAGES,
    formats: Sequence[str] = FORMATS,
    jobs: int | None = None,
    force: bool = False,
    progress: Callable[[Step], None] | None = None,
    notebooks: Path | None = None,
) -> BuildResult:
    """Make the briefings of years and themes (all, where neither is named), front door, data and manifest.

    Raises ParameterError for a year, theme, language or format that nobody offers and SourceError or ManifestError for
    reports that cannot be read, before anything is written; OutputError where the outputs folder cannot be written or
    another build is at work in it.
    """
    # Workers run notebooks in the notebooks' own folder, so nothing may be told relative to this one.
    folder, index = (seeds_folder or analysis.seeds_folder()).absolute(), outputs / frontdoor.FILE
    outputs = outputs.absolute()
    reports = seeds.load(folder)
    origin = Origin.of(folder)
    offered = orders.cases(reports)
    spans = [case for kind, case in offered if kind == "theme"][:1]
    asked: list[tuple[str, Parameters]] = [
        *(("year", {"year": year}) for year in years),
        *(("theme", {**span, "theme": theme}) for theme in themes for span in spans),
    ]
    everything = not years and not themes
    wanted = orders.placed(
        offered if everything else asked, notebooks or notebooks_folder(), langs, formats, origin, reports
    )
    manifests.check_place(outputs, _place(reports))
    with folders.held(outputs, "build", manifests.FILE), folders.partial(outputs) as partial:
        old = manifests.read(outputs)
        known = {f"{entry['lang']}/{entry['name']}": entry for entry in old["briefings"]}
        stale = [order for order in wanted if force or not order.met(known.get(order.place), outputs)]
        kept = tuple(order.place for order in wanted if order not in stale)
        if stale or old["build"] != origin.key or not manifests.whole(outputs, old["files"]):
            reading = readings.read(folder)
            _release(reading, origin, partial / "data")
            workers.run(stale, reading, partial, jobs or os.cpu_count() or 1, progress)
            names = {orders.named(kind, case) for kind, case in offered}
            current = {place: entry for place, entry in known.items() if _there(entry, names, outputs)}
            for order in stale:
                current[order.place] = order.entry(partial, order.beside(known.get(order.place), outputs))
            _finish(reading, ways.joined(reading, current, partial, outputs), origin, old, partial, outputs)
    return BuildResult(built=tuple(order.place for order in stale), kept=kept, index=index)


def _place(reports: Sequence[Report]) -> str:
    """Return the place that reports are about; `readings` refuses those of several."""
    return "、".join(sorted({report.place_zh for report in reports if report.place_zh}))


def _there(entry: Entry, names: Collection[str], outputs: Path) -> bool:
    """Tell whether a briefing of an earlier build is still offered and has all its files."""
    return entry["name"] in names and all((outputs / name).is_file() for name in entry["files"])


def _release(reading: Reading, origin: Origin, folder: Path) -> None:
    from analysis.publishing import release

    release.write(reading, origin.inputs, folder)


def _finish(
    reading: Reading, entries: dict[str, Entry], origin: Origin, old: Manifest, partial: Path, outputs: Path
) -> None:
    """Write front door and manifest, and move everything to its place."""
    frontdoor.write(reading, list(entries.values()), partial / frontdoor.FILE)
    here = {path.relative_to(partial).as_posix(): manifests.told(path) for path in folders.files(partial)}
    briefings = {name for entry in entries.values() for name in entry["files"]}
    rest = {name: told for name, told in here.items() if name not in briefings}
    manifests.write(partial, origin, _place(reading.reports), entries.values(), rest)
    folders.move_in(partial, outputs, last=manifests.FILE, gone=manifests.named(old) - briefings - set(rest))


def notebooks_folder() -> Path:
    """Return the nearest `notebooks` in the working directory or above it, else the one beside the code.

    Raises ParameterError where there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents, Path(analysis.__file__).parent.parent):
        if (folder / "notebooks" / "year.ipynb").is_file():
            return folder / "notebooks"
    raise ParameterError(f"no notebooks/year.ipynb in {here} or above it; build from a checkout of the project")
