"""What the titles and captions of charts say: the finding with its verdict in words, and the documents it rests on.

>>> from analysis.registries.words import speak
>>> sources(speak("en"), ["b", "a", "b"], {"a": "2024 work report", "b": "2025 plan report"})
'Sources: 2024 work report; 2025 plan report.'
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.registries.criteria import COMPARED, REACHED
from analysis.registries.words import Words
from analysis.writing.amounts import cited, completed, name_of, row_falls
from analysis.writing.markup import literal
from analysis.writing.prose import of_the_year, verdict_counts


def verdicts_of(card: pd.DataFrame, year: int) -> dict[tuple[str, str], str]:
    """Return the verdicts of a scorecard on what is of one year and the whole territory, by indicator and measure."""
    return {key: str(row["verdict"]) for key, row in of_the_year(card, year).items() if row["outcome"]}


def lead(words: Words, row: Mapping[Hashable, Any], verdict: str, year: int) -> str:
    """Return as Markdown what came of one target: `row` has `indicator`, `measure`, `target` and `outcome`.

    `verdict` may be ''; where only one of both is stated, that is said.
    """
    measure, fall, row = str(row["measure"]), row_falls(row), completed(row)
    told = {kind: cited(words, row[kind], measure, fall=fall) for kind in ("target", "outcome")}
    key = verdict or "both"
    if not row["target"] or not row["outcome"]:
        key = "target" if row["target"] else "outcome"
    name = literal(name_of(words, str(row["indicator"]), "", measure, fall=fall))
    return words.say(f"chart.lead_{key}", year=str(year), indicator=name, **told)


def tally(words: Words, key: str, verdicts: Sequence[str]) -> str:
    """Return after a lead how many targets of its kind were compared, and with what result; '' for a single one."""
    compared = pd.DataFrame({"verdict": [verdict for verdict in verdicts if verdict in COMPARED]})
    if len(compared) < 2:
        return ""
    return words.say(f"chart.tally_{key}", n=len(compared), items=verdict_counts(words, compared))


def reached(card: pd.DataFrame) -> tuple[str, dict[str, int]]:
    """Return whether `some`, `all` or `none` of the targets that can be judged were met or exceeded, with the counts.

    Where `nothing` can be judged, `n` counts all targets.
    """
    compared = int(card["verdict"].isin(COMPARED).sum())
    good = int(card["verdict"].isin(REACHED).sum())
    which = "nothing" if not compared else "all" if good == compared else "some" if good else "none"
    return which, {"n": compared or len(card), "reached": good}


def sources(words: Words, reports: Iterable[str], names: Mapping[str, str]) -> str:
    """Return which of the reports in `names` a chart rests on, in the order of `names`; '' for none."""
    wanted = set(reports)
    told = [label for name, label in names.items() if name in wanted]
    return words.say("chart.sources", n=len(told), items=words.say("list.heavy").join(told)) if told else ""


def reports_of(rows: pd.DataFrame) -> set[str]:
    """Return the reports that rows with `target` and `outcome` (lists of citations) cite."""
    return {told["report"] for kind in ("target", "outcome") for cell in rows[kind] for told in cell}
