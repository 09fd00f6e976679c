"""A document -> a report: what it says of itself, and its passages in reading order.

Everything is read from the text and can be overridden by a manifest entry.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.documents import dating, particulars
from analysis.documents.mending import Damage, mend
from analysis.documents.particulars import Kind
from analysis.documents.passages import Line, Passage, passages
from analysis.documents.readers import Document
from analysis.registries import places
from analysis.registries.messages import Lang
from analysis.registries.words import speak


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a manifest says of a report; None where it leaves the reading to the text."""

    title_zh: str | None = None
    title_en: str | None = None
    place_zh: str | None = None
    place_en: str | None = None
    issuer: str | None = None
    kind: Kind | None = None
    date: datetime.date | None = None
    reviewed: tuple[int, ...] | None = None
    planned: tuple[int, ...] | None = None
    encoding: str | None = None
    original: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document, understood: `reviewed` and `planned` are years, `places` the districts, counties and towns it names."""

    document: Document
    name: str
    title_zh: str
    title_en: str
    place_zh: str
    place_en: str
    issuer: str
    kind: Kind
    date: datetime.date | None
    reviewed: tuple[int, ...]
    planned: tuple[int, ...]
    places: tuple[str, ...]
    passages: tuple[Passage, ...]
    damage: tuple[Damage, ...]


def parse(document: Document, entry: Entry | None = None) -> Report:
    """Read a report out of a document; what `entry` states wins over what the text says."""
    entry = entry or Entry()
    mended, reading = mend(document), document.reading
    lines = [Line(paragraph, reading) for paragraph in mended.paragraphs]
    texts = [line.text for line in lines]
    kind = entry.kind or particulars.kind(texts)
    date = (
        entry.date
        or particulars.date(texts)
        or (particulars.posted([line for line in reading.split("\n") if line.strip()]) if kind == "news" else None)
    )
    years = dating.stated(dating.years(lines, date, kind), entry.reviewed, entry.planned)
    place = entry.place_zh or particulars.place(texts)
    place_en = entry.place_en or places.english(place)
    title = (
        entry.title_zh
        or particulars.title(texts)
        or _named("zh", kind, "" if place == particulars.NATION else place, years.planned or years.reviewed)
    )
    return Report(
        document=document,
        name=document.name,
        title_zh=title or document.name,
        title_en=entry.title_en
        or (place_en and _named("en", kind, place_en, years.planned or years.reviewed))
        or title
        or document.name,
        place_zh=place,
        place_en=place_en,
        issuer=entry.issuer or "",
        kind=kind,
        date=date,
        reviewed=years.reviewed,
        planned=years.planned,
        places=particulars.districts(texts, place),
        passages=tuple(passages(lines, years, mended.damage, kind)),
        damage=mended.damage,
    )


def _named(lang: Lang, kind: Kind, place: str, years: Sequence[int]) -> str:
    """Return what a report is called where neither it nor its manifest says, '' where its year is not known."""
    return speak(lang).say(f"title.{kind}", place=place, year=str(years[0])) if years else ""
