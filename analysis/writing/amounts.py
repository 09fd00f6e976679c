"""What a number is of and how much it is, in the words of one language: names, amounts, and amounts that lead somewhere.

Name and amount belong together, because either may say that a number is a fall: 降幅3.2% in Chinese, where English says
"% change" and leaves the minus with the number. So both take `fall`, and whoever tells a row asks `row_falls` once.

>>> from analysis.registries.words import speak
>>> cited = {"report": "a", "start": 7, "value": -3.2, "value_to": None, "unit": "%", "base_unit": "%", "bound": "ge",
...     "status": "target"}
>>> [name_of(speak(lang), "energy_intensity", "", "growth", fall=True) for lang in ("zh", "en")]
['单位地区生产总值能耗降幅', 'Energy consumption per unit of GDP, % change']
>>> [said(speak(lang), cited, "growth", fall=True) for lang in ("zh", "en")]
['≥3.2%', '≤−3.2%']

A document may leave out the 元 that its indicator is told in (产值突破千亿); the amount has it:

>>> said(speak("en"), cited | {"value": 1000.0, "unit": "亿", "base_unit": "元"}, "level")
'≥CNY 100 billion'
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from analysis.facts import BY_HAND
from analysis.registries import units
from analysis.registries.sizes import Telling
from analysis.registries.words import Words
from analysis.tables import Cited
from analysis.writing import markup
from analysis.writing.cells import Name
from analysis.writing.pages import Column, Text

Row = Mapping[Hashable, Any]  # of the facts table, of a scorecard, of the audit


def name_of(words: Words, indicator: str | None, subject: str, measure: str, *, fall: bool = False) -> str:
    """Return an indicator with its measure: 地区生产总值增速, and where its numbers fall 单位地区生产总值能耗降幅."""
    kind = "fall" if fall else measure
    known = indicator if isinstance(indicator, str) else None
    return words.say(f"measure.{kind}", name=words.indicator(known, subject))


def row_name(words: Words, row: Row, *, fall: bool = False) -> str:
    """Return what a row is of: its indicator with its measure, and the part of the territory that it does not name."""
    name = name_of(words, row["indicator"], row["subject"], row["measure"], fall=fall)
    if not row["scope"] or words.placed(name, row["scope"]):
        return name
    return words.say("facts.scoped", name=name, scope=words.named(row["scope"]))


def row_cell(words: Words, row: Row, *, fall: bool = False, period: str = "") -> Name:
    """Return what a row is of as the cell of a table, with a period where it is told; the document's words as such."""
    ours = words.lang == "zh" or row["indicator"] in words.indicators
    gloss = "" if ours else gloss_of(words, row)
    name = row_name(words, {**row, "subject": gloss} if gloss else row, fall=fall)
    told = words.say("scorecard.over", name=name, period=words.period(period)) if period else name
    if ours:
        return Name(told)
    return Name(told, row["subject"]) if gloss else Name("", told)


def gloss_of(words: Words, row: Row) -> str:
    """Return the gloss of a row's subject, also without the part of the territory that it begins with; '' for none."""
    return words.gloss(row["subject"]) or words.gloss(row["subject"].removeprefix(row["scope"]))


def falls(measure: str, values: Iterable[float]) -> bool:
    """Return whether what is told as growth is a fall throughout."""
    return measure == "growth" and all(value < 0 for value in values)


def row_falls(row: Row) -> bool:
    """Return whether the targets and outcomes of a row of `tables.headline` or a scorecard are falls throughout."""
    return falls(row["measure"], [cited["value"] for cited in (*row["target"], *row["outcome"])])


def whole_unit(cited: Cited | Row) -> str:
    """Return the unit of a number with the 元 or 人 that its sentence leaves out."""
    return units.whole(str(cited["unit"]), str(cited["base_unit"]))


def completed(row: Row) -> dict[Hashable, Any]:
    """Return a row with targets and outcomes whose numbers all have the unit that some of them leave out.

    One document says 17万 and leaves the people to its sentence, another 17.1万人.
    """
    found = {str(cited["base_unit"]) for cited in (*row["target"], *row["outcome"])} - {""}
    base = {"base_unit": found.pop()} if len(found) == 1 else {}
    return {**row, **{kind: [{**cited, **base} for cited in row[kind]] for kind in ("target", "outcome")}}


def _told(cited: Cited | Row, measure: str, *, signed: bool, fall: bool) -> Telling:
    """Return how a number is to be told; a change always has its sign."""
    return {
        "value_to": cited["value_to"],
        "bound": cited["bound"],
        "measure": measure,
        "signed": signed or measure == "change",
        "fall": fall,
    }


def said(
    words: Words,
    cited: Cited | Row,
    measure: str,
    *,
    signed: bool = False,
    fall: bool = False,
    prose: bool = False,
    bare: bool = False,
) -> str:
    """Return the number of a citation with its unit and bound; a change always has its sign.

    The keywords are those of `Words.size`.
    """
    return words.size(
        cited["value"],
        whole_unit(cited),
        **_told(cited, measure, signed=signed, fall=fall),
        prose=prose,
        bare=bare,
    )


def parts(
    words: Words, cited: Cited | Row, measure: str, *, signed: bool = False, fall: bool = False
) -> tuple[str, str]:
    """Return the number of a citation and its unit apart; a change always has its sign."""
    return words.parts(
        cited["value"],
        whole_unit(cited),
        **_told(cited, measure, signed=signed, fall=fall),
    )


def stated(words: Words, cited: Cited | Row, measure: str, *, fall: bool = False, prose: bool = False) -> str:
    """Return the number of a citation with its unit and bound, marked as `marked` does."""
    return marked(words, cited, said(words, cited, measure, fall=fall, prose=prose))


def marked(words: Words, cited: Cited | Row, amount: str) -> str:
    """Return the amount of a citation, marked where it is an estimate and where it was entered by hand."""
    if cited["status"] == "estimate":
        amount = words.say("status.estimated", amount=amount)
    return words.say("status.entered", amount=amount) if cited["report"] == BY_HAND else amount


def distinct(
    words: Words, citations: Iterable[Cited], measure: str, *, fall: bool = False, prose: bool = False
) -> list[str]:
    """Return what citations say, each amount once, in their order."""
    return list(dict.fromkeys(stated(words, cited, measure, fall=fall, prose=prose) for cited in citations))


def cited(
    words: Words, citations: Iterable[Cited | Row], measure: str, *, fall: bool = False, prose: bool = False
) -> str:
    """Return what citations say of one thing as Markdown, every amount leading to the first number that says it."""
    amounts: dict[str, str] = {}
    for citation in citations:
        amount = stated(words, citation, measure, fall=fall, prose=prose)
        amounts.setdefault(amount, markup.cite(amount, anchored(citation)))
    return words.say("list.either").join(amounts.values())


def number_cells(
    words: Words, cited: Cited | Row, measure: str, *, signed: bool = False, fall: bool = False
) -> dict[str, Text | str]:
    """Return the cells of a number: `value`, which leads to its sentence, `unit`, and `written`, the unit in the document."""
    figure, unit = parts(words, cited, measure, signed=signed, fall=fall)
    return {"value": Text(markup.cite(figure, anchored(cited))), "unit": unit, "written": whole_unit(cited)}


def number_columns(words: Words, rows: Sequence[Mapping[str, object]], widths: Mapping[str, float]) -> list[Column]:
    """Return the columns of the numbers of rows with the fields `unit` and `written`: one unit in the heads, several beside.

    `widths` are those of the fields of numbers, whose titles are the messages of the same name.

    >>> from analysis.registries.words import speak
    >>> [column.title for column in number_columns(speak("en"), [{"unit": "%"}, {"unit": "%"}], {"target": 1.6, "outcome": 1.6})]
    ['Target (%)', 'Outcome (%)']
    >>> [column.title for column in number_columns(speak("en"), [{"unit": "%"}, {"unit": "km"}], {"value": 1.6})]
    ['Value', 'Unit']
    """
    units = {str(row["unit"]) for row in rows}
    titles = {field: words.say(f"column.{field}") for field in widths}
    if len(units) > 1:
        numbers = [Column(field, title, "number", widths[field], per="written") for field, title in titles.items()]
        return [*numbers, Column("unit", words.say("column.unit"), "unit", 1.1)]
    unit = "".join(units)
    return [
        Column(
            field,
            words.say("column.in_unit", title=title, unit=unit) if unit else title,
            "number",
            widths[field],
            unit=unit,
        )
        for field, title in titles.items()
    ]


def anchored(citation: Cited | Row) -> str:
    """Return the anchor of the number of a citation or of a row of the facts table; '' for what stands in no document."""
    return "" if citation["report"] == BY_HAND else markup.anchor(citation["report"], citation["start"])
