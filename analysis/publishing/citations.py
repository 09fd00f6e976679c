"""How a page is cited by people, and what machines are told of it: a schema.org Dataset.

The Dataset has what Google's guide to data sets requires (a name, a description of fifty characters or more) and what it
recommends; an address that a file on disk cannot know is left out.

>>> from analysis.registries.words import speak
>>> page = Citable(title="2024: targets and outcomes", place="Shenyang", day=datetime.date(2025, 1, 12), version="0.1.0")
>>> cited(speak("en"), page)
'“2024: targets and outcomes”, Shenyang, reports up to 12 January 2025, analysis 0.1.0.'
>>> cited(speak("zh"), Citable(title="2024年：目标与结果", place="沈阳市", key="0123456789abcdef"))
'沈阳市《2024年：目标与结果》，校验值0123456789ab。'
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.registries.words import Words

_KEY = 12  # digits of a hash that are enough to find it in the manifest
_LICENCE = "https://spdx.org/licenses/MIT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citable:
    """What a page is cited by; `key` is the hash it can be told by, '' or None what is not known."""

    title: str
    place: str = ""
    day: datetime.date | None = None
    version: str = ""
    key: str = ""


def cited(words: Words, page: Citable) -> str:
    """Return how a page is cited: its title and place, the day of its data, the program, its hash."""
    title = words.say("cite.title", title=page.title)
    told = [
        words.say("cite.place", title=title, place=page.place) if page.place else title,
        words.say("cite.date", date=words.date(page.day)) if page.day else "",
        words.say("cite.version", version=page.version) if page.version else "",
        words.say("cite.hash", digits=page.key[:_KEY]) if page.key else "",
    ]
    return words.say("cite.whole", parts=words.say("cite.comma").join(filter(None, told)))


def dataset(
    words: Words,
    page: Citable,
    *,
    about: str,
    years: str,
    sources: list[dict[str, str]],
    files: Mapping[str, str],
) -> dict[str, object]:
    """Return a page as a schema.org Dataset.

    `years` are written as ISO 8601 does; `sources` have `title`, `issuer`, `date` and `sha256`; `files` are media types by
    address.
    """
    maker = {"@type": "Organization", "name": words.say("cite.authors")}
    told = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{page.title} · {page.place}" if page.place else page.title,
        "description": words.say("cite.described", about=about),
        "inLanguage": words.lang,
        "license": _LICENCE,
        "isAccessibleForFree": True,
        "creator": maker,
        "publisher": maker,
        "creditText": cited(words, page),
        "keywords": words.say("cite.keywords").split("|"),
        "measurementTechnique": words.say("cite.technique"),
        "variableMeasured": words.say("cite.measured").split("|"),
        "spatialCoverage": {"@type": "Place", "name": page.place} if page.place else "",
        "temporalCoverage": years,
        "dateModified": page.day.isoformat() if page.day else "",
        "version": page.version,
        "identifier": _hash(page.key) if page.key else "",
        "isBasedOn": [_report(source) for source in sources],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": form, "contentUrl": address} for address, form in files.items()
        ],
    }
    return {key: value for key, value in told.items() if value}


def _report(source: Mapping[str, str]) -> dict[str, object]:
    told = {
        "@type": "Report",
        "name": source["title"],
        "publisher": {"@type": "Organization", "name": source["issuer"]} if source["issuer"] else "",
        "datePublished": source["date"],
        "identifier": _hash(source["sha256"]) if source["sha256"] else "",
    }
    return {key: value for key, value in told.items() if value}


def _hash(digest: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "propertyID": "SHA-256", "value": digest}
