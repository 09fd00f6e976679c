"""What an audit claims, with every number of it leading to its sentence.

A claim is a sentence of the audit's table, in words alone. Its numbers are told as everywhere, so each is found again by
what it looks like; a number that the sentence does not tell, because another one is missing, stands behind it.

>>> from analysis.registries.words import speak
>>> fact = {"report": "plan", "start": 7, "value": 14.8, "value_to": None, "unit": "万人", "base_unit": "人", "bound": "eq",
...     "measure": "level"}
>>> row = {"claim_zh": "城镇新增就业：14.4 + 0.4 = 14.8万人", "claim": ""}
>>> print(linked(speak("zh"), row, [fact, fact | {"start": 90, "value": 1.5}]))
城镇新增就业：14\\.4 \\+ 0\\.4 \\= [14\\.8万人](#s-plan-7)（[1\\.5万人](#s-plan-90)）

What the outline numbers is told by that number, and leads to where it stands.

>>> row = {"rule": "tasks", "claim_zh": "宣布49项重点工作，最后一个序号是49", "claim": ""}
>>> tasks = fact | {"value": 49.0, "unit": "项", "base_unit": "项"}
>>> print(linked(speak("zh"), row, [tasks, fact | {"start": 90, "value": 2857.0, "unit": "套", "base_unit": "套"}]))
宣布[49项](#s-plan-7)重点工作，最后一个序号是[49](#s-plan-90)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import pandas as pd

from analysis.registries.words import Words
from analysis.writing.amounts import Row, anchored, said
from analysis.writing.markup import cite, literal

Decision = Literal["yes", "no", "open"]

_DECIDED: Mapping[object, Decision] = {True: "yes", False: "no"}
_NUMBERED = ("tasks", "headings")  # rules that hold a number against the place of the last thing that has it


def decided(audit: pd.DataFrame) -> pd.Series:
    """Return the decision on every statement of an audit."""
    return audit["holds"].map(lambda holds: _DECIDED.get(holds, "open")).astype(str)


def told(words: Words, column: str) -> str:
    """Return which column of an audit has a text in the language of the page."""
    return f"{column}_zh" if words.lang == "zh" else column


def part_of(name: str) -> str:
    """Return what links call the part of the page that shows what holds of a type."""
    return f"held-{name.replace(' ', '_')}"


def by_place(facts: pd.DataFrame) -> dict[tuple[str, int], Row]:
    """Return the rows of the facts table by report and offset."""
    return {(row["report"], row["start"]): row for row in facts.to_dict("records")}


def rests_on(row: Row, facts: Mapping[tuple[str, int], Row]) -> list[Row]:
    """Return the rows of the facts table that a statement rests on."""
    return [facts[cited["report"], cited["start"]] for cited in row["facts"]]


def linked(words: Words, row: Row, facts: Sequence[Row]) -> str:
    """Return a claim as Markdown whose numbers lead to the facts (rows of the facts table) that it rests on."""
    claim = str(row[told(words, "claim")])
    found: dict[tuple[int, int], str] = {}
    behind: dict[str, str] = {}
    for fact in facts:
        teller = facts[0] if row.get("rule") in _NUMBERED else fact
        places = [match.span() for form in _forms(words, teller) for match in _occurring(form, claim)]
        free = [place for place in places if not any(start < place[1] and place[0] < end for start, end in found)]
        if free:
            found[free[0]] = anchored(fact)
        elif not places:
            amount = said(words, fact, fact["measure"])
            behind.setdefault(amount, cite(amount, anchored(fact)))
    parts, at = [], 0
    for (start, end), anchor in sorted(found.items()):
        parts += [literal(claim[at:start]), cite(claim[start:end], anchor)]
        at = end
    parts.append(literal(claim[at:]))
    if behind:
        parts.append(words.say("audit.behind", amounts=words.say("list.clause").join(behind.values())))
    return "".join(parts)


def _forms(words: Words, fact: Row) -> Iterator[str]:
    """Return how a claim may tell a number: in full, as a fall, as the term of a sum with its unit or without."""
    measure = str(fact["measure"])
    size = {**fact, "value": abs(fact["value"])}
    yield said(words, fact, measure)
    yield said(words, fact, measure, fall=True)
    yield said(words, size, "level")
    yield said(words, size, "level", bare=True)


def _occurring(form: str, claim: str) -> Iterator[re.Match[str]]:
    """Return where a number stands in a claim by itself, and not as part of a longer one."""
    return re.finditer(rf"(?<![\d.,]){re.escape(form)}(?!\d|[.,]\d)", claim)
