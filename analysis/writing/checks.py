"""The audit as a page: what does not hold with its sentences side by side, what holds, and what cannot be decided.

Nothing is computed here but counts of rows; claims and reasons are those of the table, in the language of the page.

>>> from analysis.registries.words import speak
>>> types(speak("en"), pd.DataFrame(columns=["type", "holds"]))
Text(markdown='')
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from analysis.comparison import audits
from analysis.comparison.hedges import data, settings
from analysis.registries.words import Words
from analysis.writing.ledgers import sentence
from analysis.writing.markup import cite, literal
from analysis.writing.pages import Column, Kind, Table, Text
from analysis.writing.prose import anchored, falls, name_of, section

_POINTS = 6  # broken statements that the findings tell one by one
_SIDES = 2  # sentences that stand beside each other

Decision = Literal["yes", "no", "open"]
Row = Mapping[Hashable, Any]

_DECIDED: Mapping[object, Decision] = {True: "yes", False: "no"}


def findings(words: Words, audit: pd.DataFrame, names: Mapping[str, str]) -> Text:
    """Return what a reader should know first of an audit (`audits.audit`); `names` are the labels of the reports."""
    decided = _decided(audit)
    if audit.empty:
        points = [words.say("audit_findings.none")]
    else:
        points = [words.say("audit_findings.counts", n=len(audit), **_counts(words, decided))]
        broken = audit[decided == "no"].to_dict("records")[:_POINTS]
        points += [
            words.say(
                "audit_findings.broken",
                type=_type(words, row),
                claim=literal(_claim(words, row)),
                places=_linked(words, row, names),
            )
            for row in broken
        ] or [words.say("audit_findings.whole")]
        shares = [
            words.say(f"audit_findings.{key}", n=len(of_kind), yes=words.plain(int((of_kind == "yes").sum())))
            for key, kind in (("agree", "agreement"), ("sums", "arithmetic"))
            if len(of_kind := decided[(audit["kind"] == kind) & (decided != "open")])
        ]
        points += [words.say("list.sentence").join(shares)] if shares else []
        reasons = audit[decided == "open"][_in(words, "missing")].value_counts()
        if len(reasons):
            most = {"reason": literal(str(reasons.index[0])), "most": words.plain(int(reasons.iloc[0]))}
            points.append(words.say("audit_findings.missing", n=int(reasons.sum()), **most))
    return Text(f"## {words.say('audit_findings.heading')}\n\n" + "\n".join(f"- {point}" for point in points))


def method(words: Words, audit: pd.DataFrame) -> Text:
    """Return the heading over what was checked, and how a number is read."""
    hedges = settings().hedges
    widths = words.say(
        "audit_types.widths",
        approx=hedges["approx"].said[1],
        ge=hedges["ge"].said[1],
        cap=words.size(float(hedges["ge"].cap["said"]) * 100, "%"),
    )
    return section(words, "audit_types", empty=audit.empty, widths=widths)


def types(words: Words, audit: pd.DataFrame) -> Table | Text:
    """Return how many statements of each type hold, do not hold and are undecided."""
    decided = _decided(audit)
    found = [name for name in audits.types() if name in set(audit["type"])]
    if not found:
        return Text("")
    rows = [
        {"type": words.say(f"audit_type.{name}")}
        | {key: int(((audit["type"] == name) & (decided == key)).sum()) or None for key in ("no", "yes", "open")}
        for name in found
    ]
    columns = [
        Column("type", words.say("column.type"), "text", 3),
        Column("no", words.say("column.fails"), "number", 1.2),
        Column("yes", words.say("column.holds"), "number", 1),
        Column("open", words.say("column.undecided"), "number", 1.2),
    ]
    return Table(pd.DataFrame(rows, dtype=object), columns, words.say("audit_types.caption"))


def broken(words: Words, audit: pd.DataFrame, facts: pd.DataFrame, names: Mapping[str, str]) -> list[Text | Table]:
    """Return each statement that does not hold, with the sentences it rests on."""
    sentences = _sentences(facts)
    shown: list[Text | Table] = []
    for row in audit[_decided(audit) == "no"].to_dict("records"):
        name = literal(_name(words, row))
        shown += [
            Text(f"### {name} · {words.period(row['period'])}\n\n{literal(_claim(words, row))}"),
            _sides(words, row, [sentences[cited["report"], cited["start"]] for cited in row["facts"]], names),
        ]
    return shown


def held(words: Words, audit: pd.DataFrame, facts: pd.DataFrame, names: Mapping[str, str]) -> list[Table]:
    """Return what holds in one table a type: agreement with where it is stated, arithmetic with its sentence."""
    sentences = _sentences(facts)
    holding = audit[_decided(audit) == "yes"]
    tables = []
    for name in [name for name in audits.types() if name in set(holding["type"])]:
        rows = holding[holding["type"] == name].to_dict("records")
        caption = words.say("audit_held.caption", type=words.say(f"audit_type.{name}"), n=len(rows))
        if name in data()["agreement"]:
            frame, columns = _agreeing(words, rows, sentences, names), _AGREEING
        else:
            frame, columns = _adding_up(words, rows, sentences, names), _ADDING_UP
        shown = [Column(field, words.say(title), kind, width) for field, title, kind, width in columns]
        tables.append(Table(frame, shown, caption))
    return tables


_AGREEING: tuple[tuple[str, str, Kind, float], ...] = (
    ("name", "column.indicator", "text", 4),
    ("status", "column.status", "tag", 1.2),
    ("amount", "column.value", "number", 1.8),
    ("places", "column.stated_in", "muted", 3),
)
_ADDING_UP: tuple[tuple[str, str, Kind, float], ...] = (
    ("claim", "column.claim", "text", 4),
    ("quote", "column.quote", "quote", 5),
)


def _agreeing(
    words: Words, rows: Sequence[Row], sentences: Mapping[tuple[str, int], Row], names: Mapping[str, str]
) -> pd.DataFrame:
    told = []
    for row in rows:
        stated = [sentences[cited["report"], cited["start"]] for cited in row["facts"]]
        fall = falls(row["measure"], [fact["value"] for fact in stated])
        alike = row["type"] == "same"  # 2万套 and 2万套（间） are told once
        amounts: dict[str, str] = {}
        for fact in stated[:1] if alike else stated:
            amount = _amount(words, fact, fall=fall)
            amounts.setdefault(amount, cite(amount, anchored(fact)))
        told.append(
            {
                "name": words.say(
                    "scorecard.over", name=_name(words, row, fall=fall), period=words.period(row["period"])
                ),
                "status": words.say(f"audit.{row['status']}"),
                "amount": Text(words.say("list.clause").join(amounts.values())),
                "places": _places(words, row["facts"], names),
            }
        )
    return pd.DataFrame(told)


def _adding_up(
    words: Words, rows: Sequence[Row], sentences: Mapping[tuple[str, int], Row], names: Mapping[str, str]
) -> pd.DataFrame:
    told = []
    for row in rows:
        stated = [sentences[cited["report"], cited["start"]] for cited in row["facts"]]
        counts = Counter((fact["report"], fact["quote_start"]) for fact in stated)
        best = max(stated, key=lambda fact: counts[fact["report"], fact["quote_start"]])
        told.append({"claim": _claim(words, row), "quote": sentence(words, best, names)})
    return pd.DataFrame(told)


def undecided(words: Words, audit: pd.DataFrame) -> Table | Text:
    """Return why statements could not be decided: the reason, how many, and one of them."""
    left = audit[_decided(audit) == "open"]
    if left.empty:
        return Text("")
    rows = [
        {"reason": reason, "count": len(group), "claim": _claim(words, group.to_dict("records")[0])}
        for reason, group in left.groupby(_in(words, "missing"), sort=False)
    ]
    rows.sort(key=lambda row: -int(str(row["count"])))
    columns = [
        Column("reason", words.say("column.reason"), "text", 3),
        Column("count", words.say("column.count"), "number", 0.8),
        Column("claim", words.say("column.example"), "muted", 4),
    ]
    return Table(pd.DataFrame(rows), columns, words.say("audit_open.caption"))


def counted(audit: pd.DataFrame, decision: Decision) -> int:
    """Return how many statements hold ("yes"), do not ("no") or are undecided ("open")."""
    return int((_decided(audit) == decision).sum())


def _sides(words: Words, row: Row, stated: Sequence[Row], names: Mapping[str, str]) -> Table:
    """Return the sentences of a statement: two beside each other, more below each other, each with its numbers."""
    sides: dict[Hashable, list[Row]] = {}
    for fact in stated:
        key = _amount(words, fact) if row["kind"] == "agreement" else (fact["report"], fact["quote_start"])
        sides.setdefault(key, []).append(fact)
    # The longest sentence tells most; the first number of a sentence is the one it is cited for.
    shown = [
        max(facts, key=lambda fact: len(fact["quote"])) if row["kind"] == "agreement" else facts[0]
        for facts in sides.values()
    ]
    amounts = [words.listed(list(dict.fromkeys(_amount(words, fact) for fact in facts))) for facts in sides.values()]
    quotes = [sentence(words, fact, names) for fact in shown]
    caption = words.say("audit_broken.caption", name=_name(words, row))
    note = data()["notes"].get(row["rule"], {}).get(words.lang, "")
    if len(quotes) == _SIDES:
        titles = [
            words.say("audit_broken.side", amount=amount, label=names[fact["report"]])
            for amount, fact in zip(amounts, shown, strict=True)
        ]
        columns = [Column(str(place), title, "quote", 5) for place, title in enumerate(titles)]
        return Table(pd.DataFrame([{str(place): one for place, one in enumerate(quotes)}]), columns, caption, note)
    frame = pd.DataFrame({"value": amounts, "quote": quotes})
    columns = [
        Column("value", words.say("column.value"), "number", 1.4),
        Column("quote", words.say("column.quote"), "quote", 6),
    ]
    return Table(frame, columns, caption, note)


def _places(words: Words, citations: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    """Return the reports that state something, with how often where it is more than once."""
    counts = pd.Series([names[cited["report"]] for cited in citations]).value_counts(sort=False)
    told = [
        words.say("audit_broken.side", amount=label, label=words.counted("place", int(n))) if n > 1 else str(label)
        for label, n in counts.items()
    ]
    return words.say("list.heavy").join(told)


def _sentences(facts: pd.DataFrame) -> dict[tuple[str, int], Row]:
    return {(row["report"], row["start"]): row for row in facts.to_dict("records")}


def _amount(words: Words, fact: Row, *, fall: bool = False) -> str:
    value_to: float | None = None if pd.isna(fact["value_to"]) else fact["value_to"]
    return words.size(
        fact["value"],
        fact["unit"],
        value_to=value_to,
        bound=fact["bound"],
        measure=fact["measure"],
        signed=fact["measure"] == "change",
        fall=fall,
    )


def _name(words: Words, row: Row, *, fall: bool = False) -> str:
    name = name_of(words, row["indicator"] or None, row["subject"], row["measure"], fall=fall)
    return words.say("facts.scoped", name=name, scope=words.named(row["scope"])) if row["scope"] else name


def _type(words: Words, row: Row) -> str:
    """Return what a statement that does not hold is: two targets that differ contradict nothing."""
    key = f"audit_type.{row['type']}_{row['status']}"
    return words.say(key) if words.knows(key) else words.say(f"audit_type.{row['type']}")


def _linked(words: Words, row: Row, names: Mapping[str, str]) -> str:
    """Return the reports that a statement rests on as Markdown, each leading to its first number."""
    first = {names[cited["report"]]: anchored(cited) for cited in reversed(row["facts"])}
    return words.listed([cite(label, place) for label, place in reversed(first.items())])


def _claim(words: Words, row: Row) -> str:
    return str(row[_in(words, "claim")])


def _in(words: Words, column: str) -> str:
    return f"{column}_zh" if words.lang == "zh" else column


def _decided(audit: pd.DataFrame) -> pd.Series:
    return audit["holds"].map(lambda holds: _DECIDED.get(holds, "open")).astype(str)


def _counts(words: Words, decided: pd.Series) -> dict[str, str]:
    return {key: words.plain(int((decided == key).sum())) for key in ("yes", "no", "open")}
