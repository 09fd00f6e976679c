"""How exact the facts are, against documents annotated by hand; the README prints what is measured here."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from analysis import extraction
from analysis.documents import readers, reports

SHARED = Path(__file__).parents[2] / "shared"
FIELDS = ("value", "unit", "measure", "bound", "status", "period", "subject")

OURS = Path("tests/data/annotated")
GOLD = Path("../shared/gold")

# row of the README, document, annotation, whether only a part of its numbers is annotated
ANNOTATED = [
    ("`work-report-2024.txt`", "seeds/work-report-2024.txt", GOLD / "001.jsonl", False),
    ("`campaign-news-2022.txt`", "seeds/campaign-news-2022.txt", GOLD / "004.jsonl", False),
    ("Guizhou 2026 (sample)", "../shared/corpus/province-2026-guizhou.txt", GOLD / "province-2026-guizhou.jsonl", True),
    (
        "Heilongjiang 2026 (sample)",
        "../shared/corpus/province-2026-heilongjiang.txt",
        GOLD / "province-2026-heilongjiang.jsonl",
        True,
    ),
    ("`work-report-2022.txt`", "seeds/work-report-2022.txt", OURS / "work-report-2022.jsonl", False),
    ("`plan-report-2025.txt` (part 一)", "seeds/plan-report-2025.txt", OURS / "plan-report-2025-review.jsonl", True),
    ("Hubei 2026", "../shared/corpus/province-2026-hubei.txt", OURS / "province-2026-hubei.jsonl", False),
    ("State Council 2023", "../shared/corpus/national-2023.txt", OURS / "national-2023.jsonl", False),
]

pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the annotated documents are not here")


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """The scorer that comes with the annotation."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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


@pytest.mark.parametrize(("row", "document", "gold", "sampled"), ANNOTATED)
def test_the_readme_says_what_is_measured(
    root: Path, score: ModuleType, row: str, document: str, gold: Path, sampled: bool
) -> None:
    """The figures of the README are those of this code, and none is below what was promised."""
    result = score.score(score.read(root / gold), list(_facts(root / document)), sampled)[0]
    measured = [result["found_f1"], result["whole_f1"], *(result[field] for field in FIELDS)]
    line = f"| {row} | " + " | ".join(f"{figure:.3f}" for figure in measured) + " |"
    assert line in (root / "README.md").read_text("utf-8").splitlines()
    assert result["found_f1"] >= 0.95
    assert result["whole_f1"] >= 0.75
