"""What was understood of a report, as plain text: who speaks, of which years, its outline, and the damage mended.

One line a heading, with the part and the theme its passages were given and how many passages and facts stand under
it, because a fact in the wrong year or theme comes from a heading that was read wrongly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.documents.mending import Damage
from analysis.documents.passages import Passage
from analysis.documents.readers import Document
from analysis.extraction import Extraction

_KINDS = {
    "work": "government work report",
    "plan": "development plan report",
    "news": "news about a report",
    "bulletin": "statistics of a year, or of a part of it",
    "outline": "outline of a five-year plan",
}
_MENDED = ("joined", "moved")


def outline(extraction: Extraction) -> str:
    """Return what `analysis read` prints of a report."""
    report = extraction.report
    blocks = [_head(extraction), _tree(extraction), _damage(report.damage)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _head(extraction: Extraction) -> Iterator[str]:
    report = extraction.report
    targets = sum(fact.status == "target" for fact in extraction.facts)
    told = {
        "title": report.title_zh,
        "place": report.place_zh or "not found",
        "issuer": report.issuer or "not stated",
        "kind": _KINDS[report.kind],
        "date": report.date.isoformat() if report.date else "not stated",
        "reviews": _years(report.reviewed),
        "plans": _years(report.planned),
        "read as": _read_as(report.document),
        "passages": str(len(report.passages)),
        "facts": f"{len(extraction.facts)} ({targets} targets), and {len(extraction.unread)} numbers that are none",
    }
    yield report.name
    yield from (f"  {name:<9} {value}" for name, value in told.items())


def _read_as(document: Document) -> str:
    """Say what kind of file it was, with what to know of how it was read.

    >>> _read_as(Document(name="a", text="", furniture=(), encoding="utf-8")), _read_as(Document(name="a", text="", furniture=(), form="PDF"))
    ('text, utf-8', 'PDF')
    """
    told = document.remarks or ((document.encoding,) if document.encoding else ())
    return ", ".join((document.form, *told))


def _years(years: Sequence[int]) -> str:
    """Say which years; a run of them as a span.

    >>> _years((2017, 2018, 2019)), _years((2021, 2023)), _years(())
    ('2017-2019', '2021, 2023', 'not stated')
    """
    if len(years) > 2 and list(years) == list(range(years[0], years[-1] + 1)):
        return f"{years[0]}-{years[-1]}"
    return ", ".join(map(str, years)) or "not stated"


def _tree(extraction: Extraction) -> Iterator[str]:
    """Yield a line for each heading path in reading order; headings above it that had no passage get theirs too."""
    passages = [passage for passage in extraction.report.passages if not passage.heading]
    counts = Counter(passage.section for passage in passages)
    facts = Counter(fact.section for fact in extraction.facts)
    first = {passage.section: passage for passage in reversed(extraction.report.passages)}
    sections = dict.fromkeys(
        passage.section[:depth]
        for passage in extraction.report.passages
        for depth in range(min(1, len(passage.section)), len(passage.section) + 1)
    )
    yield "outline (part, theme: passages, facts)"
    for section in sections:
        title = section[-1] if section else "before the first heading"
        indent = "  " * max(len(section), 1)
        yield f"{indent}{title}  [{_labels(first.get(section))}: {counts[section]}, {facts[section]}]"


def _labels(passage: Passage | None) -> str:
    return f"{passage.part}, {passage.theme or 'no theme'}" if passage else "no passage"


def _damage(damage: Sequence[Damage]) -> Iterator[str]:
    mended = sum(item.kind in _MENDED for item in damage)
    yield f"damage: {mended} mended, {len(damage) - mended} left as found" if damage else "damage: none found"
    yield from (f"  {item.kind} at {item.start}-{item.end}: {item.note}" for item in damage)
