"""A report put into a seeds folder: what was understood of it checked against the folder, the file copied, its entry written.

The entry goes behind the others in `reports.toml`, which is otherwise left as it is to the byte. It states what was read,
for a person to correct: what an entry says wins over the text.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as name:
...     report = Path(name, "report.txt")
...     _ = report.write_text("某市政府工作报告\\n\\n——2031年1月9日\\n\\n一、2030年工作回顾\\n\\n新建公园12个。\\n", encoding="utf-8")
...     addition = examine(report, Path(name, "seeds"))
...     _ = put(addition)
...     print(Path(name, "seeds", seeds.MANIFEST).read_text(encoding="utf-8").partition("original")[0])
[report]
title = {zh = "某市政府工作报告", en = "Moushi government work report 2031"}
place = {zh = "某市", en = "Moushi"}
kind = "work"
date = 2031-01-09
reviewed = [2030]
planned = [2031]
<BLANKLINE>
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from analysis import extraction
from analysis.documents import readers, reports, seeds
from analysis.documents.reports import Report
from analysis.errors import OutputError, SourceError
from analysis.extraction import Extraction
from analysis.publishing import folders
from analysis.registries import places


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A report that may go into a folder: where it comes from, where it goes, and what was understood of it."""

    source: Path
    target: Path
    extraction: Extraction
    place: str  # that of the report, or of the folder where the report does not say

    @property
    def copied(self) -> bool:
        """Whether the file stands outside of the folder and is copied into it."""
        return self.source.resolve() != self.target.resolve()


def examine(file: Path, folder: Path) -> Addition:
    """Read a report and tell whether it may go into a seeds folder, which need not be there yet.

    Raises SourceError for what cannot be read, has no facts or no year, is there already, or is about another place;
    ManifestError where the folder itself is at fault.
    """
    if file.stem in seeds.NO_REPORTS or file.name.startswith((".", "~$")) or not file.name.isprintable():
        raise SourceError(f"{str(file)!r}: no report can have this name; rename it")
    if folder.exists() and not folder.is_dir():
        raise SourceError(f"{folder}: is a file; name a folder with --seeds")
    extracted = extraction.extract(reports.parse(readers.read(file)))
    report = extracted.report
    if not extracted.facts:
        raise SourceError(
            f"{file}: states no number that could be read as a fact; `analysis extract --unread` tells why"
        )
    if not report.reviewed and not report.planned:
        raise SourceError(
            f"{file}: does not say which year it is about; copy it into {folder}, and write into {folder / seeds.MANIFEST} a "
            f"line [{tomlkit.key(file.stem).as_string()}] and under it the year whose targets it sets, such as planned = [2031]"
        )
    inside = file.parent.resolve() == folder.resolve()
    listed = seeds.listed(folder) if folder.is_dir() else ()
    present = {other.name: other for other in seeds.load(folder)} if folder.is_dir() and seeds.files(folder) else {}
    if inside and file.stem in listed:
        raise SourceError(f"{file}: is in {folder} already, and so is its entry in {seeds.MANIFEST}")
    others = [other for other in present.values() if not inside or other.name != file.stem]
    _refuse_twin(file, report, folder, others)
    here = sorted({other.place_zh for other in others if other.place_zh})
    if here and report.place_zh and report.place_zh not in here:
        name = re.sub(r"[^a-z]+", "-", places.english(report.place_zh).lower()).strip("-") or "other"
        raise SourceError(
            f"{file}: is a report of {report.place_zh}, and {folder} holds those of {'、'.join(here)}; give it folders of "
            f"its own: --seeds {folder.name}-{name} --outputs outputs-{name}"
        )
    return Addition(
        source=file, target=folder / file.name, extraction=extracted, place=report.place_zh or "".join(here[:1])
    )


def put(addition: Addition) -> Path:
    """Copy the file of a report into its folder and write its entry; return the file's place there.

    Raises OutputError where the folder cannot be written; nothing of the report is in it then.
    """
    folder = addition.target.parent
    manifest = folder / seeds.MANIFEST
    try:
        data = addition.source.read_bytes()
        with folders.locked(folder, f"somebody else is adding to {folder}; wait for it, then add again"):
            if addition.copied and addition.target.exists():
                raise OutputError(f"{addition.target} has come into being meanwhile; look at it, then add again")
            text = manifest.read_bytes().decode() if manifest.exists() else ""
            made = [(manifest, (text + _entry(addition, text)).encode())]
            if addition.copied:
                made.insert(0, (addition.target, data))
            _move_in(made)
    except OSError as error:
        raise OutputError(
            f"{error.filename or folder}: cannot be written ({error.strerror or error}); nothing was added"
        ) from None
    return addition.target


def _refuse_twin(file: Path, report: Report, folder: Path, others: Sequence[Report]) -> None:
    """Refuse a report that the folder has: the same file, the same words in another file, or another file of its name."""
    files = {other.stem: other for other in seeds.files(folder)} if others else {}
    for other in others:
        twin = files[other.name]
        if seeds.sha256(twin) == seeds.sha256(file):
            raise SourceError(f"{file}: is in {folder} already, as {twin.name}")
        if _words(other) == _words(report):
            raise SourceError(f"{file}: has the same words as {twin.name} in {folder}; keep one of them")
        if other.name == file.stem:
            raise SourceError(f"{file}: {folder} has another report of that name, {twin.name}; rename one")


def _words(report: Report) -> str:
    return re.sub(r"[\W_]+", "", report.document.reading)


def _entry(addition: Addition, before: str) -> str:
    """Return the entry of a report as the manifest will have it, with a blank line before it where others stand."""
    report, document = addition.extraction.report, addition.extraction.report.document
    entry = tomlkit.table()
    entry.add("title", _pair(report.title_zh, report.title_en))
    if addition.place:
        entry.add("place", _pair(addition.place, places.english(addition.place)))
    entry.add("kind", report.kind)
    if report.date:
        entry.add("date", report.date)
    entry.add("reviewed", list(report.reviewed))
    entry.add("planned", list(report.planned))
    if document.encoding and document.remarks:  # it was judged, and need not be again
        entry.add("encoding", document.encoding)
    entry.add("original", addition.source.name)
    entry.add("sha256", seeds.sha256(addition.source))
    table = tomlkit.document()
    table.add(addition.target.stem, entry)
    told = tomlkit.dumps(table)
    if before:
        told = ("" if before.endswith("\n") else "\n") + "\n" + told
    return told.replace("\n", "\r\n") if "\r\n" in before else told


def _pair(chinese: str, english: str) -> tomlkit.items.InlineTable:
    pair = tomlkit.inline_table()
    pair.update({"zh": chinese, "en": english})
    return pair


def _move_in(made: Sequence[tuple[Path, bytes]]) -> None:
    """Write files beside their places and, when all of them are written, move them in; the last may be there already.

    Where one cannot be moved in, those before it, which are new, go again.
    """
    beside = [(place, place.with_name(f".{place.name}.partial"), data) for place, data in made]
    try:
        for _, partial, data in beside:
            partial.write_bytes(data)
        moved: list[Path] = []
        try:
            for place, partial, _ in beside:
                partial.replace(place)
                moved.append(place)
        except OSError:
            for place in moved:
                place.unlink()
            raise
    finally:
        for _, partial, _ in beside:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
