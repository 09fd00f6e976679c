"""What the annotated documents say of the facts: `make accuracy` writes it into the package and the README.

The annotation of the project is in `tests/data/annotated`; the first four documents were annotated apart from it, in a
folder beside the checkout, and where that is missing there is nothing to measure with.
"""

from __future__ import annotations

import importlib.util
import re
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


_SEEDS, _CORPUS, _GOLD, _OURS = ROOT / "seeds", SHARED / "corpus", SHARED / "gold", ROOT / "tests/data/annotated"
ANNOTATED = (
    Annotated(
        zh="沈阳市2024年政府工作报告",
        en="Shenyang work report 2024",
        document=_SEEDS / "work-report-2024.txt",
        annotation=_GOLD / "001.jsonl",
    ),
    Annotated(
        zh="沈阳市2022年任务新闻",
        en="Shenyang campaign news 2022",
        document=_SEEDS / "campaign-news-2022.txt",
        annotation=_GOLD / "004.jsonl",
    ),
    Annotated(
        zh="沈阳市2022年政府工作报告",
        en="Shenyang work report 2022",
        document=_SEEDS / "work-report-2022.txt",
        annotation=_OURS / "work-report-2022.jsonl",
        first_sight=0.90,
    ),
    Annotated(
        zh="沈阳市2025年计划报告（第一部分）",
        en="Shenyang plan report 2025 (part 1)",
        document=_SEEDS / "plan-report-2025.txt",
        annotation=_OURS / "plan-report-2025-review.jsonl",
        sampled=True,
        first_sight=0.95,
    ),
    Annotated(
        zh="沈阳市2025年任务新闻（抽样）",
        en="Shenyang congress news 2025 (sample)",
        document=_SEEDS / "congress-news-2025.txt",
        annotation=_OURS / "congress-news-2025.jsonl",
        sampled=True,
        first_sight=0.951,  # with the year that its manifest gives: then the text alone gave none
    ),
    Annotated(
        zh="沈阳市2025年计划报告（主要任务抽样）",
        en="Shenyang plan report 2025 (tasks, sample)",
        document=_SEEDS / "plan-report-2025.txt",
        annotation=_OURS / "plan-report-2025-tasks.jsonl",
        sampled=True,
        first_sight=1.0,
    ),
    Annotated(
        zh="贵州省2026年政府工作报告（抽样）",
        en="Guizhou work report 2026 (sample)",
        document=_CORPUS / "province-2026-guizhou.txt",
        annotation=_GOLD / "province-2026-guizhou.jsonl",
        sampled=True,
    ),
    Annotated(
        zh="黑龙江省2026年政府工作报告（抽样）",
        en="Heilongjiang work report 2026 (sample)",
        document=_CORPUS / "province-2026-heilongjiang.txt",
        annotation=_GOLD / "province-2026-heilongjiang.jsonl",
        sampled=True,
    ),
    Annotated(
        zh="湖北省2026年政府工作报告",
        en="Hubei work report 2026",
        document=_CORPUS / "province-2026-hubei.txt",
        annotation=_OURS / "province-2026-hubei.jsonl",
        first_sight=0.85,
    ),
    Annotated(
        zh="山东省2026年政府工作报告（抽样）",
        en="Shandong work report 2026 (sample)",
        document=_CORPUS / "province-2026-shandong.txt",
        annotation=_OURS / "province-2026-shandong.jsonl",
        sampled=True,
        first_sight=0.861,
    ),
    Annotated(
        zh="新疆维吾尔自治区2026年政府工作报告（抽样）",
        en="Xinjiang work report 2026 (sample)",
        document=_CORPUS / "province-2026-xinjiang.txt",
        annotation=_OURS / "province-2026-xinjiang.jsonl",
        sampled=True,
        first_sight=0.930,
    ),
    Annotated(
        zh="贵州省2026年政府工作报告（另一抽样）",
        en="Guizhou work report 2026 (second sample)",
        document=_CORPUS / "province-2026-guizhou.txt",
        annotation=_OURS / "province-2026-guizhou.jsonl",
        sampled=True,
        first_sight=0.922,
    ),
    Annotated(
        zh="黑龙江省2026年政府工作报告（另一抽样）",
        en="Heilongjiang work report 2026 (second sample)",
        document=_CORPUS / "province-2026-heilongjiang.txt",
        annotation=_OURS / "province-2026-heilongjiang.jsonl",
        sampled=True,
        first_sight=0.893,
    ),
    Annotated(
        zh="山东省2026年政府工作报告（另一抽样）",
        en="Shandong work report 2026 (second sample)",
        document=_CORPUS / "province-2026-shandong.txt",
        annotation=_OURS / "province-2026-shandong-2.jsonl",
        sampled=True,
        first_sight=0.947,
    ),
    Annotated(
        zh="国务院2023年政府工作报告",
        en="State Council work report 2023",
        document=_CORPUS / "national-2023.txt",
        annotation=_OURS / "national-2023.jsonl",
        first_sight=0.66,
    ),
    Annotated(
        zh="国务院2025年政府工作报告（抽样）",
        en="State Council work report 2025 (sample)",
        document=_CORPUS / "national-2025.txt",
        annotation=_OURS / "national-2025.jsonl",
        sampled=True,
        first_sight=0.918,
    ),
    Annotated(
        zh="辽宁省2026年政府工作报告（抽样）",
        en="Liaoning work report 2026 (sample)",
        document=_CORPUS / "province-2026-liaoning.txt",
        annotation=_OURS / "province-2026-liaoning.jsonl",
        sampled=True,
        first_sight=0.975,
    ),
    Annotated(
        zh="天津市2026年政府工作报告（抽样）",
        en="Tianjin work report 2026 (sample)",
        document=_CORPUS / "province-2026-tianjin.txt",
        annotation=_OURS / "province-2026-tianjin.jsonl",
        sampled=True,
        first_sight=0.898,
    ),
    Annotated(
        zh="海南省2026年政府工作报告（抽样）",
        en="Hainan work report 2026 (sample)",
        document=_CORPUS / "province-2026-hainan.txt",
        annotation=_OURS / "province-2026-hainan.jsonl",
        sampled=True,
        first_sight=0.949,
    ),
    Annotated(
        zh="北京市2026年政府工作报告（抽样）",
        en="Beijing work report 2026 (sample)",
        document=_CORPUS / "province-2026-beijing.txt",
        annotation=_OURS / "province-2026-beijing.jsonl",
        sampled=True,
        first_sight=0.925,
    ),
    Annotated(
        zh="西藏自治区2026年政府工作报告（抽样）",
        en="Tibet work report 2026 (sample)",
        document=_CORPUS / "province-2026-tibet.txt",
        annotation=_OURS / "province-2026-tibet.jsonl",
        sampled=True,
        first_sight=1.0,
    ),
    Annotated(
        zh="国务院2015年政府工作报告（抽样）",
        en="State Council work report 2015 (sample)",
        document=_CORPUS / "national-2015.txt",
        annotation=_OURS / "national-2015.jsonl",
        sampled=True,
        first_sight=1.0,
    ),
    Annotated(
        zh="国务院2010年政府工作报告（抽样）",
        en="State Council work report 2010 (sample)",
        document=_CORPUS / "national-2010.txt",
        annotation=_OURS / "national-2010.jsonl",
        sampled=True,
        first_sight=1.0,
    ),
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
