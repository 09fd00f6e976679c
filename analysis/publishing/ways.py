"""The links at the head of every page: to the front door, to the page in other languages, and to its PDF.

Which of these there are is known only when a build is over, for a page may be kept from an earlier one that made fewer or
other files. So a page is exported without links, and they are put into every page there is, old and new, at the end.

>>> entry = {"name": "audit", "lang": "en", "files": {"briefings/en/audit.html": "", "briefings/en/audit.pdf": ""}}
>>> _linked('<p class="ways"></p>', _ways("Shenyang", entry, {"en/audit": entry}))
'<p class="ways"><a href="../../index.html#language-en">Shenyang</a>\\n<a href="audit.pdf">PDF</a></p>'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.documents import seeds
from analysis.publishing import frontdoor, manifests
from analysis.publishing.manifests import Entry
from analysis.publishing.readings import Reading
from analysis.registries.words import LANGUAGES, speak
from analysis.writing import mastheads
from analysis.writing.markup import html_text

_BLOCK = re.compile(r'<p class="ways">.*?</p>', re.DOTALL)


def joined(reading: Reading, entries: Mapping[str, Entry], partial: Path, outputs: Path) -> dict[str, Entry]:
    """Put the links that are true now into the pages of all briefings; what changes is written to the partial folder.

    Returns the entries with the hashes that their pages then have.
    """
    titles: dict[str, str] = {
        lang: speak(lang).say("index.title", place=mastheads.place(speak(lang), reading.reports)) for lang in LANGUAGES
    }
    linked = dict(entries)
    for place, entry in entries.items():
        for file in (file for file in entry["files"] if file.endswith(".html")):
            made = partial / file
            folder = partial if made.is_file() else outputs
            if not manifests.whole(folder, {file: entry["files"][file]}):
                continue  # somebody has changed it, and it is theirs
            page = (folder / file).read_text(encoding="utf-8")
            told = _linked(page, _ways(titles[entry["lang"]], entry, entries))
            if told != page:
                made.parent.mkdir(parents=True, exist_ok=True)
                made.write_text(told, encoding="utf-8", newline="\n")
                linked[place] = Entry({**entry, "files": {**entry["files"], file: seeds.sha256(made)}})
    return linked


def _ways(title: str, entry: Entry, entries: Mapping[str, Entry]) -> list[str]:
    lang, name = entry["lang"], entry["name"]
    others = [other for other in LANGUAGES if other != lang and _has(entries.get(f"{other}/{name}"), ".html")]
    shown = [f'<a href="../../{frontdoor.FILE}#language-{lang}">{html_text(title)}</a>']
    shown += [
        f'<a href="../{other}/{name}.html" lang="{other}" hreflang="{other}">{speak(other).say("index.name")}</a>'
        for other in others
    ]
    shown += [f'<a href="{name}.pdf">{speak(lang).say("index.pdf")}</a>'] if _has(entry, ".pdf") else []
    return shown


def _has(entry: Entry | None, suffix: str) -> bool:
    return entry is not None and any(file.endswith(suffix) for file in entry["files"])


def _linked(page: str, links: Sequence[str]) -> str:
    """Return a page with these links in its head, before anything that a document says."""
    block = '<p class="ways">' + "\n".join(links) + "</p>"
    return _BLOCK.sub(lambda found: block, page, count=1)
