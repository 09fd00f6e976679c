"""The main job: reports in, briefings out.

The reports are read once; a notebook is run for every year, theme and language through papermill in parallel
processes; each executed notebook is exported; the data release, the front door and a manifest are written beside them.
All of it is made in a folder inside the outputs folder and moved to its place when it is whole, so an interrupted build
leaves what was there before. A briefing whose key (the hash of code, notebook, parameters and reports) is in the
manifest, with its files unchanged, is kept.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import analysis
from analysis.documents import seeds
from analysis.documents.reports import Report
from analysis.errors import AnalysisError, ParameterError, unknown
from analysis.publishing import folders, frontdoor, manifests, readings, ways
from analysis.publishing.manifests import Entry, Manifest, Origin, Parameters
from analysis.publishing.readings import Reading
from analysis.registries.words import LANGUAGES, speak

Format = Literal["html", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a build is: `name` was finished as the `done`-th of `total` briefings."""

    done: int
    total: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did: the briefings made and kept (as `zh/year-2024`), and the front door."""

    built: tuple[str, ...]
    kept: tuple[str, ...]
    index: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One briefing to be made."""

    name: str
    notebook: Path
    lang: str
    parameters: Parameters
    formats: tuple[Format, ...]
    key: str

    @property
    def place(self) -> str:
        """The briefing among all: zh/year-2024."""
        return f"{self.lang}/{self.name}"

    @property
    def files(self) -> dict[str, str]:
        """Its files by format, relative to the outputs folder."""
        briefings = {form: f"briefings/{self.place}.{form}" for form in self.formats}
        return briefings | {"ipynb": f"notebooks/{self.place}.ipynb"}


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
    offered = _cases(reports)
    spans = [case for kind, case in offered if kind == "theme"][:1]
    asked: list[tuple[str, Parameters]] = [
        *(("year", {"year": year}) for year in years),
        *(("theme", {**span, "theme": theme}) for theme in themes for span in spans),
    ]
    everything = not years and not themes
    wanted = _jobs(offered if everything else asked, notebooks or notebooks_folder(), langs, formats, origin, reports)
    manifests.check_place(outputs, _place(reports))
    with folders.held(outputs, "build", manifests.FILE), folders.partial(outputs) as partial:
        old = manifests.read(outputs)
        known = {f"{entry['lang']}/{entry['name']}": entry for entry in old["briefings"]}
        stale = [job for job in wanted if force or not _current(job, known.get(job.place), outputs)]
        kept = tuple(job.place for job in wanted if job not in stale)
        if stale or old["build"] != origin.key or not manifests.whole(outputs, old["files"]):
            reading = readings.read(folder)
            _release(reading, origin, partial / "data")
            _run(stale, reading, partial, jobs or os.cpu_count() or 1, progress)
            names = {_name(kind, case) for kind, case in offered}
            made = {job.place: _entry(job, partial, _left(job, known.get(job.place), outputs)) for job in stale}
            current = {place: entry for place, entry in known.items() if _there(entry, names, outputs)} | made
            _finish(reading, ways.joined(reading, current, partial, outputs), origin, old, partial, outputs)
    return BuildResult(built=tuple(job.place for job in stale), kept=kept, index=index)


def check_parameters(notebook: Path, parameters: Parameters, reports: Sequence[Report]) -> None:
    """Refuse parameters a notebook does not have, of the wrong type, or with values that nobody offers."""
    from analysis.publishing import notebooks  # papermill takes half a second

    notebooks.check(notebook, parameters)
    readings.check(parameters, readings.offered(reports))


def _place(reports: Sequence[Report]) -> str:
    """Return the place that reports are about; `readings` refuses those of several."""
    return "、".join(sorted({report.place_zh for report in reports if report.place_zh}))


def _cases(reports: Sequence[Report]) -> list[tuple[str, Parameters]]:
    """Return every briefing that is offered on these reports, without its language."""
    offer = readings.offered(reports)
    cases: list[tuple[str, Parameters]] = [("year", {"year": int(year)}) for year in offer["year"]]
    for theme in offer["theme"] if offer["first_year"] else ():
        first, last = int(offer["first_year"][0]), int(offer["last_year"][-1])
        cases.append(("theme", {"theme": str(theme), "first_year": first, "last_year": last}))
    cases.append(("audit", {}))
    return cases


def _jobs(
    cases: Sequence[tuple[str, Parameters]],
    notebooks: Path,
    langs: Sequence[str],
    formats: Sequence[str],
    origin: Origin,
    reports: Sequence[Report],
) -> list[_Job]:
    """Return the briefings asked for, each checked before any kernel starts."""
    for form in formats:
        if form not in FORMATS:
            raise unknown("format", form, FORMATS)
    offer = readings.offered(reports)
    for lang in langs:
        readings.check({"lang": lang}, offer)
    jobs = {}
    for lang in langs:
        for kind, case in cases:
            notebook, parameters = notebooks / f"{kind}.ipynb", {**case, "lang": lang}
            readings.check(parameters, offer)
            job = _Job(
                name=_name(kind, case),
                notebook=notebook,
                lang=lang,
                parameters=parameters,
                formats=tuple(form for form in FORMATS if form in formats),
                key=manifests.key(parameters, origin.key, seeds.sha256(notebook)),
            )
            jobs[job.place] = job
    for first in {job.notebook: job for job in jobs.values()}.values():
        check_parameters(first.notebook, first.parameters, reports)
    return list(jobs.values())


def _name(kind: str, case: Parameters) -> str:
    return f"{kind}-{case[kind]}" if kind in case else kind


def _current(job: _Job, entry: Entry | None, outputs: Path) -> bool:
    """Tell whether a briefing is there, whole and made from the same things."""
    return (
        entry is not None
        and entry["key"] == job.key
        and set(job.files.values()) <= set(entry["files"])
        and manifests.whole(outputs, entry["files"])
    )


def _there(entry: Entry, names: Collection[str], outputs: Path) -> bool:
    """Tell whether a briefing of an earlier build is still offered and has all its files."""
    return entry["name"] in names and all((outputs / name).is_file() for name in entry["files"])


def _left(job: _Job, entry: Entry | None, outputs: Path) -> dict[str, str]:
    """Return the files of a briefing that it has in other formats, where they are whole and made from the same things."""
    if entry is None or entry["key"] != job.key:
        return {}
    others = {name: told for name, told in entry["files"].items() if name not in job.files.values()}
    return others if manifests.whole(outputs, others) else {}


def _entry(job: _Job, folder: Path, left: Mapping[str, str]) -> Entry:
    """Return what the manifest says of a briefing just made; `left` are the files it has beside."""
    made = {name: seeds.sha256(folder / name) for name in job.files.values()}
    return Entry(
        name=job.name,
        lang=job.lang,
        parameters=dict(job.parameters),
        key=job.key,
        files=dict(sorted({**left, **made}.items())),
    )


def _run(
    stale: Sequence[_Job], reading: Reading, partial: Path, workers: int, progress: Callable[[Step], None] | None
) -> None:
    """Make the stale briefings in parallel processes; the first failure ends the build."""
    if not stale:
        return
    lent = partial / "reading.pickle"
    readings.lend(reading, lent)
    tell = progress or (lambda step: None)
    tell(Step(done=0, total=len(stale), name=""))
    others = set(multiprocessing.active_children())
    # A new process is started as on every system: a copy of this one would hold locks of threads it does not have.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(workers, len(stale)), context, initializer=_employ, initargs=(str(lent),))
    try:
        with _deaf():
            futures = {pool.submit(_make, job, partial): job for job in stale}
        for done, future in enumerate(as_completed(futures), start=1):
            future.result()
            tell(Step(done=done, total=len(stale), name=futures[future].place))
    except BrokenProcessPool:
        raise AnalysisError("a worker of the build was ended from outside; build again, with fewer --jobs") from None
    except KeyboardInterrupt:
        for worker in set(multiprocessing.active_children()) - others:
            worker.terminate()  # what it was writing goes with the partial folder
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        lent.unlink(missing_ok=True)


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that do not hear Ctrl-C, not even while they import: it is for the one that started them."""
    if threading.current_thread() is not threading.main_thread():  # only there can signals be handled
        yield
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)


def _employ(lent: str) -> None:
    """Prepare a worker: where the reading is, and again that it does not hear Ctrl-C, for systems that forget."""
    os.environ[readings.LENT] = lent
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _make(job: _Job, partial: Path) -> None:
    """Run one notebook and write it in every format; in a worker process."""
    from analysis.publishing import hypertext, notebooks, typesetting
    from analysis.writing import mastheads

    node = notebooks.run(job.notebook, job.parameters)
    reading = readings.open_for(**job.parameters)
    about = mastheads.about(speak(job.lang), reading.reports, reading.hashes, job.parameters)
    node.metadata["briefing"] = {**about, "file": f"{job.name}-{job.lang}", "key": job.key, "data": "../../data/"}
    for form, name in job.files.items():
        path = partial / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if form == "html":
            page, _ = hypertext.HTMLBriefing().from_notebook_node(node)  # type: ignore[no-untyped-call]  # nbconvert's
            path.write_text(page, encoding="utf-8", newline="\n")
        elif form == "pdf":
            document, _ = typesetting.PDFBriefing().from_notebook_node(node)  # type: ignore[no-untyped-call]  # the same
            path.write_bytes(document)
        else:
            notebooks.write(node, path)


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
