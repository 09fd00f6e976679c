"""What the annotated documents say of the facts: `make accuracy` writes it into the package and the README.

The annotation of the project is in `tests/data/annotated`; the first four documents were annotated apart from it, in a
folder beside the checkout, and where that is missing there is nothing to measure with.
"""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from analysis import extraction
from analysis.documents import readers, reports

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DATA = ROOT / "analysis" / "data" / "accuracy.toml"
README = ROOT / "README.md"
FIELDS = ("value", "unit", "measure", "bound", "status", "period", "subject")
_HEAD = """\
# How exact the facts are: what was measured on documents annotated number by number. `make accuracy` writes this file.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An annotated document; `first_sight` is what was measured before an error seen in it was mended."""

    zh: str
    en: str
    document: Path
    annotation: Path
    sampled: bool = False
    first_sight: float | None = None

    @property
    def report(self) -> str:
        """Its name in `seeds/`, '' where it is none of those."""
        return self.document.stem if self.document.parent.name == "seeds" else ""


_FOLDERS = {
    "seeds": ROOT / "seeds",
    "corpus": SHARED / "corpus",
    "gold": SHARED / "gold",
    "ours": ROOT / "tests" / "data" / "annotated",
}


def _found(name: str) -> Path:
    folder, _, file = name.partition("/")
    return _FOLDERS[folder] / file


ANNOTATED = tuple(
    Annotated(**entry | {key: _found(entry[key]) for key in ("document", "annotation")})
    for entry in tomllib.loads((ROOT / "tests/data/annotated.toml").read_text(encoding="utf-8"))["document"]
)


def scorer() -> ModuleType:
    """Return the scorer that comes with the annotation."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(annotated: Annotated, score: ModuleType) -> Mapping[str, float]:
    """Return what the scorer says of one document, rounded to thousandths."""
    result = score.score(score.read(annotated.annotation), list(_facts(annotated.document)), annotated.sampled)[0]
    return {key: figure if key in ("gold", "facts") else round(figure, 3) for key, figure in result.items()}


def _facts(document: Path) -> Iterator[dict[str, object]]:
    for fact in extraction.extract(reports.parse(readers.read(document))).facts:
        yield {
            "start": fact.start,
            "end": fact.end,
            "subject": fact.subject,
            "measure": fact.measure,
            "value": float(fact.value),
            "value_to": None if fact.value_to is None else float(fact.value_to),
            "unit": fact.unit,
            "bound": fact.bound,
            "status": fact.status,
            "period": fact.period,
        }


def entry(annotated: Annotated, result: Mapping[str, float]) -> str:
    """Return what was measured on one document as an entry of the data file."""
    lines = [
        "[[document]]",
        f'zh = "{annotated.zh}"',
        f'en = "{annotated.en}"',
        f'report = "{annotated.report}"',
        f"sampled = {str(annotated.sampled).lower()}",
        f"numbers = {result['gold']}",
        *(
            f"{kind}_{name} = {result[f'{kind}_{name[0]}']:.3f}"
            for kind in ("found", "whole")
            for name in ("precision", "recall")
        ),
    ]
    if annotated.first_sight is not None:
        lines.append(f"first_sight = {annotated.first_sight:.3f}")
    shares = ", ".join(f"{field} = {result[field]:.3f}" for field in FIELDS)
    return "\n".join([*lines, f"fields = {{ {shares} }}", ""])


def row(annotated: Annotated, result: Mapping[str, float]) -> str:
    """Return what was measured on one document as a row of the README's table."""
    figures = [result["found_f1"], result["whole_f1"], *(result[field] for field in FIELDS)]
    seen = "" if annotated.first_sight is None else f"{annotated.first_sight:.2f}"
    return (
        f"| {annotated.en} | {result['gold']} | " + " | ".join(f"{figure:.3f}" for figure in figures) + f" | {seen} |"
    )


def written(results: Mapping[str, Mapping[str, float]]) -> tuple[str, str]:
    """Return the data file and the README with these results in their places."""
    entries = [entry(annotated, results[annotated.en]) for annotated in ANNOTATED]
    rows = [row(annotated, results[annotated.en]) for annotated in ANNOTATED]
    head = ["document", "numbers", "found F1", "whole F1", *FIELDS, "whole F1 at first sight"]
    table = [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *rows]
    readme = re.sub(
        r"(?s)(<!-- accuracy -->\n).*?(<!-- /accuracy -->)",
        lambda match: f"{match[1]}" + "\n".join(table) + f"\n{match[2]}",
        README.read_text(encoding="utf-8"),
    )
    return "\n".join([_HEAD, *entries]), readme


if __name__ == "__main__":
    data, readme = written({annotated.en: measure(annotated, scorer()) for annotated in ANNOTATED})
    DATA.write_text(data, encoding="utf-8", newline="\n")
    README.write_text(readme, encoding="utf-8", newline="\n")
