"""A scorecard as the tables of a page: theme by theme, within a theme what should worry first, the long lists folded.

Every table has a row for a target; one that no report answers stands in a list of its own, because there are many and
they say one thing. Thresholds are printed beside the verdicts that rest on them.

>>> from analysis.registries.words import speak
>>> criteria(speak("en"), pd.DataFrame({"verdict": ["met"]})).frame.loc[1].tolist()
['growth rate', '0.2 pp', '0.2 pp']
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.comparison import scorecards
from analysis.registries import criteria as registry
from analysis.registries import hedges, themes, units
from analysis.registries.criteria import VERDICTS
from analysis.registries.words import Words
from analysis.writing import amounts, markup, reasons
from analysis.writing.amounts import completed, number_columns, row_cell, row_falls
from analysis.writing.cells import Name, Tag, Tone
from analysis.writing.pages import Column, Table, Text
from analysis.writing.prose import answered, verdict_counts

_SILENT = ("not reported", "not due")
_MARKS: Mapping[str, tuple[str, Tone]] = {
    "exceeded": ("▲", "good"),
    "met": ("●", "good"),
    "near": ("◐", "fair"),
    "missed": ("▼", "bad"),
    "ambiguous": ("◇", "open"),
    "not comparable": ("≠", "none"),
    "not reported": ("○", "none"),
    "not due": ("–", "none"),
}


def by_theme(words: Words, card: pd.DataFrame, year: int) -> list[Text | Table]:
    """Return the targets of a year theme by theme, in the order of the registry.

    In a theme stand first the targets with an outcome, with verdict and reason, then a folded list of the others.
    Nothing where no target has an outcome: the table of all facts has every target.
    """
    if not answered(card):
        return []
    shown: list[Text | Table] = []
    due = card[~_later(card, year)]
    for theme in [*(entry.id for entry in themes.load()), ""]:
        rows = due[due["theme"] == theme]
        if rows.empty:
            continue
        told = _came(words, rows)
        shown.append(Text(f"### {words.theme(theme)} {{#targets-{theme or 'other'}}}\n\n{told}"))
        shown += _tables(words, rows, year)
    return shown


def _came(words: Words, rows: pd.DataFrame) -> str:
    """Return how many targets have each verdict, as a sentence."""
    if rows["verdict"].nunique() == 1:
        verdict = words.say(f"verdict.{rows['verdict'].iloc[0]}")
        return words.say("scorecard.theme_alike", n=len(rows), verdict=verdict)
    return words.say("scorecard.theme", n=len(rows), items=verdict_counts(words, rows))


def kinds(words: Words, card: pd.DataFrame) -> Text:
    """Return why targets could not be compared and why outcomes are not reported, with how many of each."""
    if not answered(card):
        return Text("")
    points = []
    for verdict, key in (("not comparable", "kinds_apart"), ("not reported", "kinds_silent")):
        found = card["rule"][card["verdict"] == verdict].value_counts()
        items = [
            words.say("scorecard.kinds_item", name=words.say(f"why.{rule}"), n=int(n)) for rule, n in found.items()
        ]
        if items:
            points.append(f"- {words.say(f'scorecard.{key}', n=int(found.sum()), items=words.listed(items))}")
    points += [f"- {note}" for note in (*_unnamed(words, card), *_inventory(words, card))]
    return Text("\n".join(points))


def of_theme(words: Words, card: pd.DataFrame) -> list[Text | Table]:
    """Return the heading and the tables of the one theme on a scorecard; nothing where none has an outcome."""
    if not answered(card):
        return [Text("")]
    year = int(card["year"].iloc[0])
    intro = [words.say("scorecard.intro", year=str(year)), *_unnamed(words, card), *_inventory(words, card)]
    return [
        Text(f"## {words.say('scorecard.heading')} {{#scorecard}}\n\n{words.say('list.sentence').join(intro)}"),
        *_tables(words, card[~_later(card, year)], year),
        later(words, card, year),
    ]


def later(words: Words, card: pd.DataFrame, year: int) -> Table | Text:
    """Return the targets of a scorecard that are for several years and not due."""
    rows = card[_later(card, year)]
    if rows.empty:
        return Text("")
    cells = [
        {
            "indicator": row_cell(words, row, fall=row_falls(row)),
            **_amounts(words, row),
            "period": words.period(row["period"]),
        }
        for row in rows.to_dict("records")
    ]
    columns = [
        Column("indicator", words.say("column.indicator"), "text", 4),
        *number_columns(words, cells, {"target": 1.6}),
        Column("period", words.say("column.period"), "text", 1.5),
    ]
    return Table(pd.DataFrame(cells), columns, words.say("scorecard.caption_later", year=str(year)))


def strength(words: Words, card: pd.DataFrame) -> Table | Text:
    """Return how many targets of each strength have each verdict; nothing where nothing could be compared."""
    if not answered(card):
        return Text("")
    table = scorecards.counts(card, "strength")
    found = [verdict for verdict in VERDICTS if table[verdict].any()]
    cells = table.assign(
        strength=[words.say(f"scorecard.strength_{name}") for name in table["strength"]],
        all=table[list(VERDICTS)].sum(axis=1),
    )
    columns = [
        Column("strength", words.say("column.strength"), "text", 3),
        Column("all", words.say("column.all"), "number", 1),
        *(Column(verdict, words.begun(words.say(f"verdict.{verdict}")), "number", 1.2) for verdict in found),
    ]
    return Table(cells, columns, words.say("scorecard.caption_strength"), _few(words, table))


def criteria(words: Words, card: pd.DataFrame) -> Table | Text:
    """Return the thresholds of the verdicts, as the data file has them; nothing where nothing was judged."""
    if not answered(card):
        return Text("")
    reach = hedges.load()
    cells = [
        {
            "measure": words.say(f"measured.{measure}"),
            "near": _threshold(words, measure, margin.of, margin.near),
            "exceeded": _threshold(words, measure, margin.of, margin.exceeded),
        }
        for measure, margin in registry.load().margins.items()
    ]
    columns = [
        Column("measure", words.say("column.measure"), "text", 2),
        Column("near", words.say("column.near"), "number", 2),
        Column("exceeded", words.say("column.exceeded"), "number", 2),
    ]
    note = words.say(
        "scorecard.note_criteria",
        approx=reach["approx"].reaches["said"][1],
        open=reach["ge"].reaches["said"][1],
        cap=_percent(words, reach["ge"].cap["said"]),
    )
    return Table(pd.DataFrame(cells), columns, words.say("scorecard.caption_criteria"), note, folded=True)


def _tables(words: Words, rows: pd.DataFrame, year: int) -> list[Table]:
    silent = rows["verdict"].isin(_SILENT)
    answered = [] if silent.all() else [_answered(words, rows[~silent], year)]
    return answered + ([_silent(words, rows[silent], year)] if silent.any() else [])


def _later(card: pd.DataFrame, year: int) -> pd.Series:
    return (card["verdict"] == "not due") & (card["period"] != str(year))


def _answered(words: Words, card: pd.DataFrame, year: int) -> Table:
    cells = [
        {
            "indicator": _dated(words, row, year),
            **_amounts(words, row),
            "verdict": Tag(*_MARKS[row["verdict"]], words.say(f"verdict.{row['verdict']}")),
            "reason": reasons.brief(words, row),
        }
        for row in card.to_dict("records")
    ]
    columns = [
        Column("indicator", words.say("column.indicator"), "text", 3),
        *number_columns(words, cells, {"target": 1.6, "outcome": 1.6}),
        Column("verdict", words.say("column.verdict"), "tag", 1.7),
        Column("reason", words.say("column.reason"), "muted", 3.2),
    ]
    theme = words.theme(str(card["theme"].iloc[0]))
    return Table(pd.DataFrame(cells), columns, words.say("scorecard.caption", year=str(year), theme=theme))


def _silent(words: Words, card: pd.DataFrame, year: int) -> Table:
    cells = [
        {
            "indicator": _dated(words, row, year),
            **_amounts(words, row),
            "reason": words.say(f"why.{row['rule']}"),
        }
        for row in card.to_dict("records")
    ]
    columns = [
        Column("indicator", words.say("column.indicator"), "text", 4),
        *number_columns(words, cells, {"target": 1.6}),
        Column("reason", words.say("column.reason"), "muted", 3),
    ]
    theme = words.theme(str(card["theme"].iloc[0]))
    caption = words.say("scorecard.caption_silent", year=str(year), theme=theme, n=len(card))
    return Table(pd.DataFrame(cells), columns, caption, folded=True)


def _unnamed(words: Words, card: pd.DataFrame) -> list[str]:
    """Return what it means that no outcome was found in the words of a target, where that is so of any."""
    return [words.say("scorecard.note_silent")] if (card["rule"] == "no-same-words").any() else []


def _inventory(words: Words, card: pd.DataFrame) -> list[str]:
    """Return how many targets are met by the very count that was set, which the government counted of itself."""
    met = card[card["verdict"] == "met"]
    counts = [row for row in met.to_dict("records") if _counted(row) and row["gap"] == 0]
    return [words.say("scorecard.note_inventory", n=len(counts), met=len(met))] if counts else []


def _counted(row: Mapping[Hashable, Any]) -> bool:
    """Tell whether a target is a number of things: of projects, parks, households."""
    return row["measure"] == "level" and units.dimension(row["unit"]).startswith(("count of", "people"))


def _few(words: Words, table: pd.DataFrame) -> str:
    """Return whether there are enough compared targets of more than one strength to say how they fare."""
    few = registry.load().few
    compared = dict(zip(table["strength"], table["compared"], strict=True))
    enough = [name for name, n in compared.items() if n >= few]
    items = words.say("list.clause").join(
        words.say(
            "scorecard.strength_item",
            strength=words.say(f"scorecard.strength_{name}"),
            n=int(row["compared"]),
            reached=int(row["met"] + row["exceeded"]),
        )
        for name, row in zip(table["strength"], table.to_dict("records"), strict=True)
        if row["compared"]
    )
    key = "enough" if len(enough) > 1 else "few"
    return words.say(f"scorecard.strength_{key}", items=items, few=few)


def _threshold(words: Words, measure: str, of: str, amount: Decimal) -> str:
    if of == "target":
        return words.say("scorecard.of_target", share=_percent(words, amount))
    if measure in ("growth", "share"):
        return words.size(float(amount), "个百分点", measure="change")
    return words.counted("rank", int(amount))


def _percent(words: Words, share: Decimal) -> str:
    return words.size(float(share * 100), "%")


def _dated(words: Words, row: Mapping[Hashable, Any], year: int) -> Name:
    """Return what a target is for, with its years where they are not the scorecard's one."""
    return row_cell(words, row, fall=row_falls(row), period="" if row["period"] == str(year) else row["period"])


def _amounts(words: Words, row: Mapping[Hashable, Any]) -> dict[str, Text | str]:
    """Return the cells of what was asked, with how firmly, of what came of it or was computed, and of the unit.

    Every amount leads to its number among the sources. Where not all share a unit, each is told with its own.
    """
    fall, row = row_falls(row), completed(row)
    stated = {
        "target": [(cited, row["measure"]) for cited in row["target"]],
        "outcome": [] if row["derived"] else [(cited, cited["measure"]) for cited in row["outcome"]],
    }
    found = {amounts.parts(words, cited, measure)[1] for each in stated.values() for cited, measure in each}
    unit = found.pop() if len(found) == 1 and not row["derived"] else ""
    cells: dict[str, Text | str] = {"unit": unit, "written": str(row["unit"])}
    for kind, each in stated.items():
        told: dict[str, str] = {}
        for cited, measure in each:
            figure = (
                amounts.parts(words, cited, measure, fall=fall)[0]
                if unit
                else amounts.said(words, cited, measure, fall=fall)
            )
            amount = amounts.marked(words, cited, figure)
            told.setdefault(amount, markup.cite(amount, amounts.anchored(cited)))
        cells[kind] = Text(words.say("list.clause").join(told.values()))
    if strength := words.say(f"strength.{row['strength']}"):
        asked = cells["target"]
        assert isinstance(asked, Text)
        cells["target"] = Text(words.say("scorecard.strong", amount=asked.markdown, strength=strength))
    if row["derived"]:
        result = words.say("scorecard.computed", amount=reasons.result(words, row))
        cells["outcome"] = Text(markup.cite(result, amounts.anchored(row["outcome"][0])))
    return cells
