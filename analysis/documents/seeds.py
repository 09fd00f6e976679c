"""A seeds folder: reports as files of any kind that `readers` reads, and `reports.toml`, which says what they do not.

A folder works without a manifest and a file without an entry. Whatever the manifest does say is held against the
folder, and every fault is reported at once: the briefings quote these files by the character, so a file that has
changed since its hash was written down is refused.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = Path(folder, MANIFEST).write_text('[report-2031]\\nkind = "work"\\nreviewd = [2030]\\n', encoding="utf-8")
...     load(Path(folder))
Traceback (most recent call last):
    ...
analysis.errors.ManifestError: 2 faults in reports.toml: [report-2031] reviewd is no key; did you mean 'reviewed'? | \
[report-2031] has no file report-2031.* beside the manifest
"""

from __future__ import annotations

import datetime
import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from analysis.documents import encodings, readers, reports
from analysis.documents.particulars import Kind
from analysis.documents.reports import Entry, Report
from analysis.errors import ManifestError, SourceError, faults, nearest
from analysis.facts import BY_HAND

MANIFEST = "reports.toml"

#: Names that are no report's: a note for people, and the facts entered by hand.
NO_REPORTS = ("README", BY_HAND)

_SPAN = re.compile(r"(?P<first>\d{4})-(?P<last>\d{4})")


def load(folder: Path) -> tuple[Report, ...]:
    """Read every report of a folder, in the order of their names.

    Raises ManifestError where the manifest is malformed or disagrees with the folder, SourceError where there is no
    report, a file cannot be read as one, or they are of two places: what the one promised the other never answers.
    """
    found = files(folder)
    entries = _entries(folder)
    if not found:
        raise SourceError(f"{folder}: holds no report; put files into it that end in {', '.join(readers.FORMS)}")
    read = tuple(_report(file, entries.get(file.stem)) for file in found)
    places = sorted({report.place_zh for report in read if report.place_zh})
    if len(places) > 1:
        raise SourceError(
            f"{folder}: reports of {' and '.join(places)}; give each place a folder of its own and name it with --seeds"
        )
    return read


def files(folder: Path) -> list[Path]:
    """Return the reports of a folder, in the order of their names; a README and hidden files are none.

    Raises SourceError where there is no such folder, where it cannot be read, where two reports have one name, because a
    report is named by its file, and for a name that cannot be shown.
    """
    try:
        if not folder.is_dir():
            raise SourceError(f"{folder}: no such folder; name one that holds reports")
        there = sorted(folder.iterdir())
    except OSError as error:
        raise SourceError(f"{folder}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    found: dict[str, Path] = {}
    for file in there:
        hidden = file.name.startswith((".", "~$")) or file.stem in NO_REPORTS  # ~$ is a lock of Word
        if file.suffix.lower() in readers.FORMS and not hidden and not file.is_dir():
            if not file.name.isprintable():
                raise SourceError(f"{str(file)!r}: no report can have this name; rename it")
            if file.exists() and not file.is_file():  # a pipe would be waited for, a device never ends
                raise SourceError(f"{file}: is no plain file; save its content as one")
            if file.stem in found:
                raise SourceError(
                    f"{file}: a report is named by its file, and {found[file.stem].name} has that name too; rename one"
                )
            found[file.stem] = file
    return list(found.values())


def written(file: Path) -> bool:
    """Tell whether a file written by hand is there, be it a link that leads nowhere, which `toml` refuses."""
    return file.exists() or file.is_symlink()


def toml(file: Path) -> tuple[str, dict[str, Any]]:
    """Return a file of a seeds folder that is written by hand, as text and as what it says; decimals stay exact.

    Raises ManifestError where it cannot be read.
    """
    if not file.is_file():  # a pipe would be waited for, a device never ends
        raise ManifestError(f"{file}: is no plain file; it must be a file in toml")
    try:
        text = file.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text, parse_float=Decimal)
    except OSError as error:
        raise ManifestError(f"{file}: cannot be read ({error.strerror}); it must be a file in toml") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestError(f"{file}: is not well-formed toml: {error}") from None


def listed(folder: Path) -> tuple[str, ...]:
    """Return the reports that have an entry in the manifest of a folder.

    Raises ManifestError as `load` does.
    """
    return tuple(_entries(folder))


def read(file: Path) -> Report:
    """Read one report, with its entry in the manifest beside it where there is one.

    Raises as `load` does.
    """
    try:
        beside = file.is_file() and (file.parent / MANIFEST).is_file()
    except OSError as error:
        raise SourceError(f"{file}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    return _report(file, _entries(file.parent).get(file.stem) if beside else None)


def _report(file: Path, entry: Entry | None) -> Report:
    return reports.parse(readers.read(file, entry.encoding if entry else None), entry)


def find(folder: Path, name: str) -> Path:
    """Return the file of the report of this name in a folder.

    Raises SourceError where there is none.
    """
    for file in files(folder):
        if file.stem == name:
            return file
    raise SourceError(f"{folder}: holds no report named {name!r}; give the file it was read from")


def _entries(folder: Path) -> dict[str, Entry]:
    """Return the entries of a folder's manifest by the stem of their file, checked against the folder."""
    manifest = folder / MANIFEST
    if not written(manifest):
        return {}
    _, tables = toml(manifest)
    present = {file.stem: file for file in files(folder)}
    found = [fault for stem, table in tables.items() for fault in _faults(present, stem, table)]
    if found:
        raise ManifestError(faults(MANIFEST, found))
    return {stem: _entry(table) for stem, table in tables.items()}


def _faults(present: Mapping[str, Path], stem: str, table: object) -> Iterator[str]:
    if not isinstance(table, dict):
        yield f"{stem} = {table!r} stands outside of a table; one is opened by the stem of a file: [work-report-2024]"
        return
    for key, value in table.items():
        if key not in _KEYS:
            yield f"[{stem}] {key} is no key{nearest(key, _KEYS) or '; keys are ' + ', '.join(_KEYS)}"
        elif not _KEYS[key][0](value):
            yield f"[{stem}] {key} is {_shown(value)}; it must be {_KEYS[key][1]}"
    if stem not in present:
        yield f"[{stem}] has no file {stem}.* beside the manifest{nearest(stem, present)}"
    elif _is_hash(expected := table.get("sha256", "")) and (found := sha256(present[stem])) != expected:
        yield (
            f"[{stem}] {present[stem].name} has changed: its sha256 is {found}, the manifest says {expected}; restore the "
            "file, or put the new hash in if the change is meant"
        )


def _entry(table: Mapping[str, object]) -> Entry:
    title, place = _pair(table.get("title")), _pair(table.get("place"))
    return Entry(
        title_zh=title.get("zh"),
        title_en=title.get("en"),
        place_zh=place.get("zh"),
        place_en=place.get("en"),
        reviewed=_years(table["reviewed"]) if "reviewed" in table else None,
        planned=_years(table["planned"]) if "planned" in table else None,
        **{key: table[key] for key in ("issuer", "kind", "date", "encoding", "original", "sha256") if key in table},  # type: ignore[arg-type]  # checked by _KEYS
    )


def _pair(value: object) -> dict[str, str]:
    return value if isinstance(value, dict) else {}


def _years(value: object) -> tuple[int, ...]:
    """Return the years of a checked list in order.

    >>> _years([2022, "2017-2019"])
    (2017, 2018, 2019, 2022)
    """
    years = set[int]()
    for item in value if isinstance(value, list) else ():
        span = _SPAN.fullmatch(str(item))
        years.update(range(int(span["first"]), int(span["last"]) + 1) if span else [int(item)])
    return tuple(sorted(years))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, dict) and bool(value) and value.keys() <= {"zh", "en"} and all(map(_is_text, value.values()))
    )


def _is_years(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_year, value))


def _is_year(value: object) -> bool:
    if isinstance(value, str):
        span = _SPAN.fullmatch(value)
        return span is not None and _is_year(int(span["first"])) and int(span["first"]) < int(span["last"])
    return type(value) is int and 1949 <= value < 2100


def _is_encoding(value: object) -> bool:
    return isinstance(value, str) and encodings.known(value)


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None


def sha256(file: Path) -> str:
    """Return the hash by which the manifests of seeds and of outputs know a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _shown(value: object) -> str:
    shown = value.isoformat() if isinstance(value, datetime.date | datetime.time) else repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


#: What a key must hold, as a test and in words.
_KEYS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "title": (_is_pair, '{ zh = "…", en = "…" }'),
    "place": (_is_pair, '{ zh = "…", en = "…" }'),
    "issuer": (_is_text, "a text"),
    "kind": (lambda value: value in get_args(Kind), f"one of {', '.join(get_args(Kind))}"),
    "date": (lambda value: type(value) is datetime.date, "a date without quotes: 2024-01-08"),
    "reviewed": (_is_years, 'a list of years or spans: [2021] or ["2017-2021"]'),
    "planned": (_is_years, 'a list of years or spans: [2022] or ["2022-2026"]'),
    "encoding": (_is_encoding, "an encoding of text: utf-8, gb18030, big5"),
    "original": (_is_text, "a file name"),
    "sha256": (_is_hash, "64 hexadecimal digits in lower case"),
}
