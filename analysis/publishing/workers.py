"""Briefings made in parallel processes, which share one reading of the reports; the first failure ends all of them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import AnalysisError
from analysis.publishing import readings
from analysis.publishing.orders import Order
from analysis.publishing.readings import Reading
from analysis.registries.words import speak


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a build is: `name` was finished as the `done`-th of `total` briefings."""

    done: int
    total: int
    name: str


def run(
    stale: Sequence[Order], reading: Reading, partial: Path, workers: int, progress: Callable[[Step], None] | None
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
            futures = {pool.submit(_make, order, partial): order for order in stale}
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


def _make(order: Order, partial: Path) -> None:
    """Run one notebook and write it in every format; in a worker process."""
    from analysis.publishing import hypertext, notebooks, typesetting
    from analysis.writing import mastheads

    node = notebooks.run(order.notebook, order.parameters)
    reading = readings.open_for(**order.parameters)
    about = mastheads.about(speak(order.lang), reading.reports, reading.hashes, order.parameters)
    node.metadata["briefing"] = {**about, "file": f"{order.name}-{order.lang}", "key": order.key, "data": "../../data/"}
    for form, name in order.files.items():
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
