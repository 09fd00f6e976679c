"""How exact the facts are: what was measured on documents annotated number by number (`data/accuracy.toml`).

`make accuracy` measures anew and writes the file; a test holds it to what is measured. `found` asks whether a number was
rightly taken as a fact, `whole` whether every field of it is right too; precision is of the facts, recall of the numbers
annotated. `first_sight` is the F1 of whole facts before anybody had seen an error in that document.

>>> document = load()[0]
>>> 0.9 < document.whole_precision <= document.found_precision <= 1, sorted(document.fields)[:3]
(True, ['bound', 'measure', 'period'])
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields

from analysis.errors import RegistryError, faults
from analysis.registries import files

_FILE = "accuracy.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured on one document; shares between 0 and 1.

    `report` is its name in `seeds/`, or ''. `sampled`: only some of its paragraphs are annotated. `fields` are the shares
    of found facts in which a field is right. `first_sight` is None where errors were known before it was measured.
    """

    zh: str
    en: str
    report: str
    sampled: bool
    numbers: int
    found_precision: float
    found_recall: float
    whole_precision: float
    whole_recall: float
    fields: Mapping[str, float]
    first_sight: float | None


@functools.cache
def load() -> tuple[Measured, ...]:
    """Return what was measured, the documents of `seeds/` first."""
    return parse(files.content(_FILE))


def parse(text: str) -> tuple[Measured, ...]:
    """Read the file of measurements.

    Raises RegistryError that lists everything wrong with it.
    """
    entries = files.parsed(text, _FILE).get("document", [])
    wanted = {field.name for field in fields(Measured)} - {"first_sight"}
    found = ["no [[document]] in it"] if not entries else []
    for number, entry in enumerate(entries, start=1):
        name = entry.get("zh", f"document {number}")
        if wrong := sorted(entry.keys() - {"first_sight"} ^ wanted):
            found.append(f"{name}: {', '.join(wrong)} missing or unknown")
            continue
        shares = {key: entry[key] for key in wanted if key.startswith(("found_", "whole_"))} | entry["fields"]
        found += [
            f"{name}: {key} is {share}; a share lies between 0 and 1"
            for key, share in shares.items()
            if not 0 <= share <= 1
        ]
    if found:
        raise RegistryError(faults(_FILE, found))
    return tuple(Measured(**({"first_sight": None} | entry)) for entry in entries)
