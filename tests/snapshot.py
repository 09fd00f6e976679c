"""The facts of `seeds/` as they were last reviewed, in `tests/data/facts.jsonl`: `make facts`, `make facts-diff`.

A line is a fact with the fields that a reviewer reads; what is empty is left out, so that a line is short and a change
of it names its field. The sentence is not there: the document has it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
from rich.console import Console

import analysis
from analysis import rows, tables
from analysis.comparison import differences
from analysis.documents import encodings

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
FACTS = ROOT / "tests" / "data" / "facts.jsonl"
FIELDS = (
    "report", "start", "text", "subject", "indicator", "measure", "value", "value_to", "unit", "bound", "strength",
    "status", "period", "scope", "theme", "rules",
)  # fmt: skip


def snapshot(facts: pd.DataFrame) -> str:
    """Return a facts table as the lines of a snapshot, by report and place."""
    ordered = facts.sort_values(["report", "start"])[list(FIELDS)].astype(object)
    records = ordered.where(ordered.notna(), "").to_dict("records")
    return rows.lines({field: cell for field, cell in record.items() if cell != ""} for record in records)


def restored(lines: str, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return a snapshot as a table, each fact with its sentence out of the text of its report.

    >>> fact = '{"report": "a", "start": 9, "text": "6", "value": 6, "unit": "%"}'
    >>> restored(fact, {"a": "稳中有进。经济增长6%。再接再厉。"})[["text", "unit", "quote", "quote_start"]].values.tolist()
    [['6', '%', '经济增长6%。', 5]]
    """
    columns = [column for column in tables.CODEBOOK if column.name in FIELDS]
    records = [dict.fromkeys(FIELDS, "") | json.loads(line) for line in lines.splitlines()]
    table = tables.typed(pd.DataFrame(records, columns=list(FIELDS), dtype=object), columns)
    spans = [_sentence(texts[row.report], row.start) for row in table.itertuples()]
    quotes = [texts[report][first:last] for report, (first, last) in zip(table["report"], spans, strict=True)]
    return table.assign(quote=quotes, quote_start=[first for first, _ in spans])


def _sentence(text: str, place: int) -> tuple[int, int]:
    first = max(text.rfind(mark, 0, place) for mark in "。！？\n") + 1
    last = re.compile(r"[。！？]|(?=\n)|$").search(text, place)
    return first, last.end() if last else len(text)


def _committed(path: Path) -> bytes:
    """Return a file as the last commit has it."""
    name = f"HEAD:{path.relative_to(ROOT).as_posix()}"
    return subprocess.run(["git", "show", name], cwd=ROOT, capture_output=True, check=True).stdout


def _texts(lines: str, content: Callable[[Path], bytes]) -> dict[str, str]:
    reports = {json.loads(line)["report"] for line in lines.splitlines()}
    return {report: encodings.decode(content(SEEDS / f"{report}.txt")).text for report in reports}


def main(verb: str) -> None:
    """Write the snapshot, or show what has changed since the last commit."""
    now = snapshot(analysis.load(SEEDS))
    if verb == "write":
        FACTS.parent.mkdir(exist_ok=True)
        FACTS.write_text(now, encoding="utf-8", newline="\n")
        return
    try:
        then = _committed(FACTS).decode("utf-8")
        old = restored(then, _texts(then, _committed))
    except (OSError, subprocess.CalledProcessError):
        sys.exit("facts-diff: there is no last commit that has tests/data/facts.jsonl and its documents")
    found = differences.compare(old, restored(now, _texts(now, Path.read_bytes)))
    console = Console(soft_wrap=True, highlight=False)
    for line in differences.told(found):
        console.print(line)
    if found.empty:
        console.print("the facts are those of the last commit")


if __name__ == "__main__":
    main(sys.argv[1])
