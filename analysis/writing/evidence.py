"""What the audit found, statement by statement: what does not hold, what does, and what could not be decided.

Every number of a claim leads to its sentence. What does not hold has its sentences side by side; long lists of what
holds are folded, and so is what could not be decided, by reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from analysis.comparison import audits
from analysis.registries import auditing
from analysis.registries.words import Words
from analysis.tables import Cited
from analysis.writing.amounts import Row, anchored, falls, row_name, said
from analysis.writing.claims import by_place, decided, linked, part_of, rests_on, told
from analysis.writing.markup import cite, literal, see
from analysis.writing.pages import Column, Kind, Table, Text
from analysis.writing.quotes import sentence

_LONG = 12  # rows of what holds from which on a table is folded
_SIDES = 2  # sentences that stand beside each other

_AGREEING: tuple[tuple[str, str, Kind, float], ...] = (
    ("name", "column.indicator", "text", 4),
    ("status", "column.status", "tag", 1.2),
    ("amount", "column.value", "number", 1.8),
    ("places", "column.stated_in", "muted", 3),
)


_ADDING_UP: tuple[tuple[str, str, Kind, float], ...] = (
    ("claim", "column.claim", "claim", 4),
    ("quote", "column.quote", "quote", 5),
)


def broken(words: Words, audit: pd.DataFrame, facts: pd.DataFrame, names: Mapping[str, str]) -> list[Text | Table]:
    """Return each statement that does not hold, with the sentences it rests on.

    What is to be kept in mind of all statements of a rule is said with the first of them.
    """
    sentences = by_place(facts)
    shown: list[Text | Table] = []
    noted: set[str] = set()
    for row in audit[decided(audit) == "no"].to_dict("records"):
        name = literal(row_name(words, row))
        note = auditing.load().notes.get(row["rule"], {}).get(words.lang, "")
        shown += [
            Text(f"### {name} · {words.period(row['period'])}\n\n" + linked(words, row, rests_on(row, sentences))),
            _sides(words, row, rests_on(row, sentences), names, "" if note in noted else note),
        ]
        noted.add(note)
    return shown


def held(words: Words, audit: pd.DataFrame, facts: pd.DataFrame, names: Mapping[str, str]) -> list[Table]:
    """Return what holds in one table a type: agreement with where it is stated, arithmetic with its sentence."""
    sentences = by_place(facts)
    holding = audit[decided(audit) == "yes"]
    tables = []
    for name in [name for name in audits.types() if name in set(holding["type"])]:
        rows = holding[holding["type"] == name].to_dict("records")
        caption = words.say("audit_held.caption", type=words.say(f"audit_type.{name}"), n=len(rows))
        if name in auditing.load().agreement:
            frame, columns = _agreeing(words, rows, sentences, names), _AGREEING
        else:
            frame, columns = _adding_up(words, rows, sentences, names), _ADDING_UP
        shown = [Column(field, words.say(title), kind, width) for field, title, kind, width in columns]
        tables.append(Table(frame, shown, caption, folded=len(rows) > _LONG, name=part_of(name)))
    return tables


def _agreeing(
    words: Words, rows: Sequence[Row], sentences: Mapping[tuple[str, int], Row], names: Mapping[str, str]
) -> pd.DataFrame:
    listed = []
    for row in rows:
        stated = rests_on(row, sentences)
        fall = falls(row["measure"], [fact["value"] for fact in stated])
        alike = row["type"] == "same"  # 2万套 and 2万套（间） are told once
        amounts: dict[str, str] = {}
        for fact in stated[:1] if alike else stated:
            amount = said(words, fact, fact["measure"], fall=fall)
            amounts.setdefault(amount, cite(amount, anchored(fact)))
        listed.append(
            {
                "name": words.say(
                    "scorecard.over", name=row_name(words, row, fall=fall), period=words.period(row["period"])
                ),
                "status": words.say(f"audit.{row['status']}"),
                "amount": Text(words.say("list.clause").join(amounts.values())),
                "places": _places(words, row["facts"], names),
            }
        )
    return pd.DataFrame(listed)


def _adding_up(
    words: Words, rows: Sequence[Row], sentences: Mapping[tuple[str, int], Row], names: Mapping[str, str]
) -> pd.DataFrame:
    listed = []
    for row in rows:
        stated = rests_on(row, sentences)
        counts = Counter((fact["report"], fact["quote_start"]) for fact in stated)
        best = max(stated, key=lambda fact: counts[fact["report"], fact["quote_start"]])
        listed.append({"claim": Text(linked(words, row, stated)), "quote": sentence(words, best, names)})
    return pd.DataFrame(listed)


def undecided(words: Words, audit: pd.DataFrame, facts: pd.DataFrame, names: Mapping[str, str]) -> list[Table]:
    """Return why statements could not be decided: every reason with how many, and the statements, folded, by reason."""
    left = audit[decided(audit) == "open"]
    groups = [(str(reason), group) for reason, group in left.groupby(told(words, "missing"), sort=False)]
    if not groups:
        return []
    groups.sort(key=lambda item: -len(item[1]))
    sentences = by_place(facts)
    rows = [
        {"reason": reason, "count": Text(see(words.plain(len(group)), f"open-{place}"))}
        for place, (reason, group) in enumerate(groups, start=1)
    ]
    columns = [
        Column("reason", words.say("column.reason"), "text", 6),
        Column("count", words.say("column.count"), "number", 1),
    ]
    listed = [
        Table(
            pd.DataFrame(
                {
                    "claim": Text(linked(words, row, rests_on(row, sentences))),
                    "places": _places(words, row["facts"], names),
                }
                for row in group.to_dict("records")
            ),
            [
                Column("claim", words.say("column.claim"), "claim", 6),
                Column("places", words.say("column.stated_in"), "muted", 2),
            ],
            words.say("audit_open.listed", reason=words.begun(reason), n=len(group)),
            folded=True,
            name=f"open-{place}",
        )
        for place, (reason, group) in enumerate(groups, start=1)
    ]
    return [Table(pd.DataFrame(rows), columns, words.say("audit_open.caption")), *listed]


def _sides(words: Words, row: Row, stated: Sequence[Row], names: Mapping[str, str], note: str) -> Table:
    """Return the sentences of a statement: two beside each other, more below each other, each with its numbers."""
    sides: dict[Hashable, list[Row]] = {}
    for fact in stated:
        key = (
            said(words, fact, fact["measure"]) if row["kind"] == "agreement" else (fact["report"], fact["quote_start"])
        )
        sides.setdefault(key, []).append(fact)
    # The longest sentence tells most; the first number of a sentence is the one it is cited for.
    shown = [
        max(facts, key=lambda fact: len(fact["quote"])) if row["kind"] == "agreement" else facts[0]
        for facts in sides.values()
    ]
    amounts = [
        words.listed(list(dict.fromkeys(said(words, fact, fact["measure"]) for fact in facts)))
        for facts in sides.values()
    ]
    quotes = [sentence(words, fact, names) for fact in shown]
    caption = words.say("audit_broken.caption", name=row_name(words, row))
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


def _places(words: Words, citations: Sequence[Cited], names: Mapping[str, str]) -> Text:
    """Return the reports that state something, each leading to its first number, with how often where it is more than once."""
    places: dict[str, list[str]] = {}
    for cited in citations:
        places.setdefault(names[cited["report"]], []).append(anchored(cited))
    listed = []
    for label, anchors in places.items():
        amount = cite(label, anchors[0])
        counted = words.counted("place", len(anchors))
        listed.append(words.say("audit_broken.side", amount=amount, label=counted) if len(anchors) > 1 else amount)
    return Text(words.say("list.heavy").join(listed))
