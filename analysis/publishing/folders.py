"""A folder that one build or release at a time writes into, never by halves and never over what is somebody else's.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as name:
...     with held(Path(name), "build", "manifest.json"), held(Path(name), "build", "manifest.json"):  # doctest: +ELLIPSIS
...         pass
Traceback (most recent call last):
    ...
analysis.errors.OutputError: another build is at work in ...; wait for it, or name another folder
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.errors import OutputError

_LOCK, _PARTIAL = ".lock", ".partial"


@contextlib.contextmanager
def held(folder: Path, job: str, mark: str) -> Iterator[None]:
    """Hold a folder, made where it is missing, for a build or a release; the system lets go of it however that ends.

    `mark` is the file that every such job leaves there.
    Raises OutputError where the folder cannot be written, another job holds it, or it has files and not the mark.
    """
    if folder.is_dir() and not _ours(folder, mark):
        raise OutputError(f"{folder} holds other files and no {mark} of a {job}; empty it or name another folder")
    with locked(folder, f"another {job} is at work in {folder}; wait for it, or name another folder"):
        yield


@contextlib.contextmanager
def locked(folder: Path, refusal: str) -> Iterator[None]:
    """Hold a folder, made where it is missing, while something is put into it.

    Raises OutputError where it cannot be written, and with the refusal where somebody else holds it.
    """
    lock = FileLock(folder / _LOCK, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise OutputError(refusal) from None
    except OSError as error:
        raise _unwritable(error, folder) from None
    try:
        yield
    finally:
        lock.release()


def _ours(folder: Path, mark: str) -> bool:
    """Whether a folder is empty or bears the mark, so that nobody's files are written over."""
    names = {path.name for path in folder.iterdir()}
    return mark in names or not {name for name in names if not name.startswith(".")}


@contextlib.contextmanager
def partial(outputs: Path) -> Iterator[Path]:
    """Lend an empty folder on the same disk, which is gone afterwards with all that is left in it.

    Raises OutputError where something cannot be written.
    """
    folder = outputs / _PARTIAL
    shutil.rmtree(folder, ignore_errors=True)  # of a build that was killed
    try:
        folder.mkdir()
        yield folder
    except OSError as error:
        raise _unwritable(error, outputs) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def move_in(folder: Path, outputs: Path, *, last: str, gone: Iterable[str]) -> None:
    """Move every file of a folder to its place below `outputs`, `last` at the end, and take away those that are gone."""
    for path in sorted(files(folder), key=lambda path: (path.name == last, path)):
        place = outputs / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    for name in gone:
        (outputs / name).unlink(missing_ok=True)


def files(folder: Path) -> list[Path]:
    """Return every file below a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _unwritable(error: OSError, outputs: Path) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(f"{error.filename or outputs}: cannot be written ({reason}); name another folder")
