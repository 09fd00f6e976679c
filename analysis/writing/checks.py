"""The audit as a page: what a reader should know first, what was checked and how, and how much of it holds.

Nothing is computed here but counts of rows, each of which leads to the part of the page that shows them (`evidence`).

>>> from analysis.registries.words import speak
>>> types(speak("en"), pd.DataFrame(columns=["type", "holds"]))
Text(markdown='')
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.comparison import audits
from analysis.registries import hedges
from analysis.registries.words import Words
from analysis.writing.amounts import Row, anchored
from analysis.writing.claims import Decision, by_place, decided, linked, part_of, rests_on, told
from analysis.writing.markup import cite, literal, see
from analysis.writing.pages import Column, Table, Text
from analysis.writing.prose import headed, section

_POINTS = 6  # broken statements that the findings tell one by one


def findings(words: Words, audit: pd.DataFrame, facts: pd.DataFrame, names: Mapping[str, str]) -> Text:
    """Return what a reader should know first of an audit (`audits.audit`); `names` are the labels of the reports."""
    sentences = by_place(facts)
    decisions = decided(audit)
    if audit.empty:
        points = [words.say("audit_findings.none")]
    else:
        points = [words.say("audit_findings.counts", n=len(audit), **_counts(words, decisions))]
        broken = audit[decisions == "no"].to_dict("records")[:_POINTS]
        points += [
            words.say(
                "audit_findings.broken",
                type=_type(words, row),
                claim=linked(words, row, rests_on(row, sentences)),
                places=_linked(words, row, names),
            )
            for row in broken
        ] or [words.say("audit_findings.whole")]
        shares = [
            words.say(
                f"audit_findings.{key}",
                n=len(of_kind),
                yes=see(words.plain(int((of_kind == "yes").sum())), "audit_held"),
            )
            for key, kind in (("agree", "agreement"), ("sums", "arithmetic"))
            if len(of_kind := decisions[(audit["kind"] == kind) & (decisions != "open")])
        ]
        points += [words.say("list.sentence").join(shares)] if shares else []
        reasons = audit[decisions == "open"][told(words, "missing")].value_counts()
        if len(reasons) and (len(reasons) == 1 or reasons.iloc[0] > reasons.iloc[1]):
            most = {
                "reason": literal(str(reasons.index[0])),
                "most": see(words.plain(int(reasons.iloc[0])), "audit_open"),
            }
            points.append(words.say("audit_findings.missing", n=int(reasons.sum()), **most))
    return headed(words, "audit_findings", "\n".join(f"- {point}" for point in points))


def method(words: Words, audit: pd.DataFrame) -> Text:
    """Return the heading over what was checked, and how a number is read."""
    reach = hedges.load()
    widths = words.say(
        "audit_types.widths",
        approx=reach["approx"].reaches["said"][1],
        ge=reach["ge"].reaches["said"][1],
        cap=words.size(float(reach["ge"].cap["said"]) * 100, "%"),
    )
    return section(words, "audit_types", empty=audit.empty, widths=widths)


def types(words: Words, audit: pd.DataFrame) -> Table | Text:
    """Return how many statements of each type hold, do not hold and are undecided."""
    decisions = decided(audit)
    found = [name for name in audits.types() if name in set(audit["type"])]
    if not found:
        return Text("")
    rows = [
        {"type": words.say(f"audit_type.{name}")}
        | {
            key: Text(see(words.plain(n), place)) if n else None
            for key, place in (("no", "audit_broken"), ("yes", part_of(name)), ("open", "audit_open"))
            for n in [int(((audit["type"] == name) & (decisions == key)).sum())]
        }
        for name in found
    ]
    columns = [
        Column("type", words.say("column.type"), "text", 3),
        Column("no", words.say("column.fails"), "number", 1.2),
        Column("yes", words.say("column.holds"), "number", 1),
        Column("open", words.say("column.undecided"), "number", 1.2),
    ]
    return Table(pd.DataFrame(rows, dtype=object), columns, words.say("audit_types.caption"))


def counted(audit: pd.DataFrame, decision: Decision) -> int:
    """Return how many statements hold ("yes"), do not ("no") or are undecided ("open")."""
    return int((decided(audit) == decision).sum())


def _type(words: Words, row: Row) -> str:
    """Return what a statement that does not hold is: two targets that differ contradict nothing."""
    key = f"audit_type.{row['type']}_{row['status']}"
    return words.say(key) if words.knows(key) else words.say(f"audit_type.{row['type']}")


def _linked(words: Words, row: Row, names: Mapping[str, str]) -> str:
    """Return the reports that a statement rests on as Markdown, each leading to its first number."""
    first = {names[cited["report"]]: anchored(cited) for cited in reversed(row["facts"])}
    return words.listed([cite(label, place) for label, place in reversed(first.items())])


def _counts(words: Words, decisions: pd.Series) -> dict[str, str]:
    """Return how many statements hold, do not hold and are open, each count leading to the part that shows them."""
    places = {"yes": "audit_held", "no": "audit_broken", "open": "audit_open"}
    return {key: see(words.plain(int((decisions == key).sum())), place) for key, place in places.items()}
