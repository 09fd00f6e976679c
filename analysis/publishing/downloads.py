"""The files of a data release as the front door offers them: what each holds, in which formats, and how large it is.

What a table holds is told by the release itself, in its `datapackage.json`.

>>> weighed(980), weighed(41_240), weighed(3_249_000)
('1 kB', '41 kB', '3.2 MB')
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.publishing.release import DATABASE, PACKAGE, SUMS, WORKBOOK
from analysis.registries.words import Words

_FACTS = "facts.csv"
_FIRST = ("facts", "series", "scorecard", "audit")  # what most readers come for
_FORMATS = {".csv": "CSV", ".parquet": "Parquet", ".xlsx": "Excel", ".duckdb": "DuckDB", ".json": "JSON"}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: its format as people call it, where it is from the front door, and how large it is."""

    form: str
    href: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """What there is to download, in one format or several."""

    title: str
    files: tuple[File, ...]


def offered(words: Words, folder: Path) -> list[Download]:
    """Return what a release in `folder` offers: everything in one file, each table, what describes them."""
    titles = {
        Path(resource["path"]).stem: dict(zip(("en", "zh"), resource["description"].split(" | "), strict=True))
        for resource in _resources(folder)
        if resource["type"] == "table"
    }
    order = [*_FIRST, *(name for name in titles if name not in _FIRST)]
    return [
        _download(words.say("release.everything"), folder, (WORKBOOK, DATABASE)),
        *(_download(_capital(titles[name][words.lang]), folder, (f"{name}.csv", f"{name}.parquet")) for name in order),
        _download(words.say("release.described"), folder, (PACKAGE,)),
        _download(words.say("release.sums"), folder, (SUMS,)),
    ]


def media(folder: Path) -> dict[str, str]:
    """Return the media type of every file that holds tables, by its address from the front door."""
    return {
        f"{folder.name}/{resource['path']}": resource["mediatype"]
        for resource in _resources(folder)
        if "/" not in resource["path"]
    }


def digest(folder: Path) -> str:
    """Return the SHA-256 of the table of facts, which tells one release from another."""
    return next(
        str(resource["hash"]).removeprefix("sha256:") for resource in _resources(folder) if resource["path"] == _FACTS
    )


def weighed(size: int) -> str:
    """Return a number of bytes as people tell it."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"


def _resources(folder: Path) -> list[dict[str, Any]]:
    resources: list[dict[str, Any]] = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))["resources"]
    return resources


def _download(title: str, folder: Path, names: Iterable[str]) -> Download:
    files = [folder / name for name in names]
    return Download(
        title=title,
        files=tuple(
            File(
                form=_FORMATS.get(file.suffix, file.suffix[1:] or file.name),
                href=f"{folder.name}/{file.name}",
                size=weighed(file.stat().st_size),
            )
            for file in files
        ),
    )


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
