"""The manifest of an outputs folder: what every file was made from, as hashes, and so what need not be made again.

It holds no time and no path of a machine, so that the same reports and the same code give the same bytes.

>>> same = key({"year": 2024}, "code")
>>> same == key({"year": 2024}, "code"), same == key({"year": 2025}, "code")
(True, False)
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypedDict

import analysis
from analysis import supplement
from analysis.documents import seeds
from analysis.errors import OutputError

FILE = "manifest.json"

Parameters = Mapping[str, int | str]

_VERSIONED = (
    "altair", "duckdb", "nbconvert", "pandas", "papermill", "pyarrow", "typst", "vl-convert-python", "xlsxwriter",
)  # fmt: skip
_OWN_IDENTIFIER = ".duckdb"  # DuckDB writes one into every file, anew each time


class Entry(TypedDict):
    """What the manifest says of one briefing; `files` are relative to the outputs folder, with their hashes."""

    name: str
    lang: str
    parameters: dict[str, int | str]
    key: str
    files: dict[str, str]


class Manifest(TypedDict):
    """The whole manifest; `files` are those that belong to no briefing."""

    build: str
    place: str
    inputs: dict[str, str]
    code: dict[str, str]
    versions: dict[str, str]
    briefings: list[Entry]
    files: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a build is made from: hashes of the reports and of the code, by file name, and versions."""

    inputs: Mapping[str, str]
    code: Mapping[str, str]
    versions: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Read the origin of a build on a seeds folder."""
        package = Path(analysis.__file__).parent
        stated = (file for name in (seeds.MANIFEST, supplement.FILE) if (file := folder / name).exists())
        code = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return cls(
            inputs={path.name: seeds.sha256(path) for path in sorted([*seeds.files(folder), *stated])},
            code={path.relative_to(package.parent).as_posix(): seeds.sha256(path) for path in sorted(code)},
            versions={name: importlib.metadata.version(name) for name in _VERSIONED}
            | {"analysis": analysis.__version__, "python": platform.python_version()},
        )

    @property
    def key(self) -> str:
        """The hash of all of it."""
        return key({}, json.dumps([dict(self.inputs), dict(self.code), dict(self.versions)], sort_keys=True))


def key(parameters: Parameters, *parts: str) -> str:
    """Return the hash of parameters and of other things that something is made from."""
    told = json.dumps([dict(sorted(parameters.items())), *parts], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def told(path: Path) -> str:
    """Return what the manifest says of a file: its hash, or '' where no two builds make the same bytes."""
    return "" if path.suffix == _OWN_IDENTIFIER else seeds.sha256(path)


def read(outputs: Path) -> Manifest:
    """Return the manifest of an outputs folder; an empty one where none can be read, so that all is made anew."""
    empty = Manifest(build="", place="", inputs={}, code={}, versions={}, briefings=[], files={})
    try:
        found = json.loads((outputs / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return empty
    if not isinstance(found, dict) or not empty.keys() <= found.keys():
        return empty
    manifest: Manifest = {**empty, **found}  # as `write` wrote it
    return manifest


def check_place(outputs: Path, place: str) -> None:
    """Refuse an outputs folder that holds the briefings of another place."""
    theirs = read(outputs)["place"]
    if theirs and theirs != place:
        raise OutputError(
            f"{outputs} holds the briefings of {theirs}, and these reports are of {place or 'no place they name'}; "
            "name another folder with --outputs"
        )


def write(folder: Path, origin: Origin, place: str, entries: Iterable[Entry], files: Mapping[str, str]) -> None:
    """Write a manifest into a folder."""
    manifest = Manifest(
        build=origin.key,
        place=place,
        inputs=dict(origin.inputs),
        code=dict(origin.code),
        versions=dict(origin.versions),
        briefings=sorted(entries, key=lambda entry: (entry["lang"], entry["name"])),
        files=dict(files),
    )
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8", newline="\n")


def whole(outputs: Path, files: Mapping[str, str]) -> bool:
    """Tell whether files are there and as the manifest says."""
    return all((outputs / name).is_file() and told(outputs / name) == known for name, known in files.items())


def named(manifest: Manifest) -> set[str]:
    """Return the name of every file a manifest speaks of."""
    return {name for entry in manifest["briefings"] for name in entry["files"]} | set(manifest["files"])
