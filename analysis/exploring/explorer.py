"""The exploring notebook's live parts: what one chooses with, and the chart, table and sentences that follow.

Every part shows itself where its cell stands and changes when the choice does. Each is HTML of our own, escaped where it
comes from a document, inside a widget; so the notebook shows the same, only standing still, where no browser is behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, get_args

import ipywidgets  # type: ignore[import-untyped]  # ships no types
import pandas as pd

from analysis import tables
from analysis.comparison import scorecards
from analysis.exploring.choices import Choice, chosen, counts, stated
from analysis.facts import BY_HAND, Status
from analysis.publishing.readings import Reading
from analysis.registries import indicators, themes
from analysis.registries.words import Words
from analysis.writing import amounts, markup, panels, prose, totals
from analysis.writing.figures import Figure
from analysis.writing.pages import HTML, LAB_STYLE, Column, Table, Text
from analysis.writing.quotes import joined, sentence
from analysis.writing.sentences import cite

PAGE = 25  # rows that are shown at a time
_SHOWN = 8  # lines of a list to choose from
_BEGUN, _GONE_ON = 24, 16  # characters before and after a number by which one knows its sentence


class Part:
    """Something of the page that shows itself in its cell, live in a browser and standing still elsewhere."""

    def __init__(self, widget: ipywidgets.DOMWidget, still: Callable[[], str]) -> None:
        self._widget, self._still = widget, still

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        return {**self._widget._repr_mimebundle_(), HTML: self._still()}


class Explorer:
    """The choice and what follows from it; `choice` and `facts` are what is shown now, for cells of one's own."""

    def __init__(self, words: Words, reading: Reading, choice: Choice) -> None:
        self._words, self._reading = words, reading
        self._reports = {report.name: report for report in reading.reports}
        self._names = prose.labels(words, reading.reports)
        self.choice, self.facts = choice, chosen(reading.facts, choice)
        self._lists = self._made_lists(choice)
        self._containing = ipywidgets.Text(
            choice.containing, placeholder=words.say("explore.containing_hint"), continuous_update=False,
            layout={"width": "24em"},
        )  # fmt: skip
        self._page = ipywidgets.BoundedIntText(1, min=1, max=self._pages, layout={"width": "5em"})
        self._found, self._paged = ipywidgets.HTML(), ipywidgets.HTML()
        self._parts = {name: _html_widget() for name in ("chart", "table", "sentences")}
        for widget in (*self._lists.values(), self._containing):
            widget.observe(self._chosen, "value")
        self._page.observe(self._turned, "value")
        self._show()

    @property
    def choices(self) -> Part:
        """What one chooses with."""
        words = self._words
        clear = ipywidgets.Button(description=words.say("explore.clear"), layout={"width": "auto"})
        clear.on_click(self._cleared)
        labelled = [
            ipywidgets.VBox([ipywidgets.HTML(f"<b>{words.say(f'explore.{name}')}</b>"), widget])
            for name, widget in self._lists.items()
        ]
        hint = ipywidgets.HTML(words.say("explore.hint"))
        box = ipywidgets.VBox(
            [
                ipywidgets.HBox(labelled, layout={"flex_flow": "row wrap"}),
                ipywidgets.HBox([self._containing, clear, hint], layout={"flex_flow": "row wrap"}),
                ipywidgets.HBox([self._found, self._paged, self._page]),
            ]
        )
        return Part(box, lambda: str(self._found.value))

    @property
    def chart(self) -> Part:
        """The series of the chosen indicators, or else for which years the chosen facts stand."""
        return self._part("chart")

    @property
    def table(self) -> Part:
        """The chosen facts, a page at a time; each has the number of its sentence."""
        return self._part("table")

    @property
    def sentences(self) -> Part:
        """The sentences of that page, each to be opened into its paragraph."""
        return self._part("sentences")

    def _part(self, name: str) -> Part:
        return Part(self._parts[name], lambda: str(self._parts[name].value))

    def _made_lists(self, choice: Choice) -> dict[str, ipywidgets.SelectMultiple]:
        words = self._words
        offered: dict[str, tuple[list[tuple[str, Any]], Sequence[Any], str]] = {
            "years": ([(str(year), year) for year in self._reading.years], choice.years, "6em"),
            "themes": ([(words.theme(theme.id), theme.id) for theme in themes.load()], choice.themes, "22em"),
            "indicators": (self._offered(choice.themes), choice.indicators, "26em"),
            "statuses": (
                [(words.say(f"status.{status}"), status) for status in get_args(Status)],
                choice.statuses,
                "11em",
            ),
        }
        return {
            name: ipywidgets.SelectMultiple(options=options, value=tuple(value), rows=_SHOWN, layout={"width": width})
            for name, (options, value, width) in offered.items()
        }

    def _offered(self, among: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return the indicators that the facts of some themes have (of all, where none is named), by their names."""
        held = set(chosen(self._reading.facts, Choice(themes=among))["indicator"].dropna())
        names = ((self._words.indicator(entry.id, entry.zh), entry.id) for entry in indicators.load())
        return [(name, id_) for name, id_ in names if id_ in held]

    @property
    def _pages(self) -> int:
        return max(1, -(-len(self.facts) // PAGE))

    def _chosen(self, change: Mapping[str, object]) -> None:
        if change["owner"] is self._lists["themes"]:
            self._narrow()
        self.choice = Choice(
            **{name: tuple(widget.value) for name, widget in self._lists.items()}, containing=self._containing.value
        )
        self.facts = chosen(self._reading.facts, self.choice)
        with _unheard(self._page, self._turned):
            self._page.value, self._page.max = 1, self._pages
        self._show()

    def _narrow(self) -> None:
        """Offer the indicators of the chosen themes alone; those chosen among them stay so."""
        box = self._lists["indicators"]
        offered = self._offered(tuple(self._lists["themes"].value))
        kept = [id_ for _, id_ in offered if id_ in box.value]
        with _unheard(box, self._chosen):
            box.options, box.value = offered, kept

    def _turned(self, _change: object) -> None:
        self._show_page()

    def _cleared(self, _button: object) -> None:
        for widget in self._lists.values():
            widget.value = ()
        self._containing.value = ""

    def _show(self) -> None:
        self._parts["chart"].value = self._drawn()._repr_mimebundle_()[HTML]
        self._show_page()

    def _show_page(self) -> None:
        first = (self._page.value - 1) * PAGE
        rows = self.facts.iloc[first : first + PAGE]
        words = self._words
        told = words.say("explore.found", n=len(self.facts), all=len(self._reading.facts))
        self._found.value = f"<b>{markup.html_text(told)}</b>"
        self._paged.value = markup.html_text(words.say("explore.page", pages=self._pages))
        self._parts["table"].value = LAB_STYLE + self._table(rows, first).to_html()
        self._parts["sentences"].value = "".join(
            f"<details{' open' if number == first + 1 else ''}><summary>{number}. {self._summary(row)}</summary>"
            f"{self._sentence(row)}</details>"
            for number, row in enumerate(rows.to_dict("records"), start=first + 1)
        )

    def _drawn(self) -> Figure | Text:
        rows = stated(self._reading.facts, self.facts)
        if self.choice.indicators:
            series = rows[rows["scope"] == ""]
            if len(series):
                card = scorecards.latest(self._reading.facts, self._reading.years, str(series["theme"].iloc[0]))
                return panels.series(self._words, series, self._reading.years, card, self._names)
        return totals.coverage(self._words, counts(rows, self._reading.years), self._names)

    def _table(self, rows: pd.DataFrame, first: int) -> Table:
        words = self._words
        frame = pd.DataFrame(
            [
                {
                    "number": number,
                    "subject": words.indicator(
                        row["indicator"] if pd.notna(row["indicator"]) else None, row["subject"]
                    ),
                    "scope": row["scope"],
                    "period": row["period"],
                    "status": words.say(f"status.{row['status']}"),
                    "value": Text(
                        markup.cite(amounts.said(words, cited, row["measure"], signed=True), amounts.anchored(row))
                    ),
                    "report": self._names[row["report"]],
                }
                for number, (row, cited) in enumerate(
                    zip(rows.to_dict("records"), tables.cited(rows), strict=True), start=first + 1
                )
            ],
            columns=["number", "subject", "scope", "period", "status", "value", "report"],
        )
        columns = [
            Column("number", words.say("explore.number"), "number", 0.5),
            Column("subject", words.say("column.subject"), "text", 3),
            Column("scope", words.say("explore.scope"), "muted", 1),
            Column("period", words.say("explore.period"), "text", 1),
            Column("status", words.say("column.status"), "tag", 1),
            Column("value", words.say("column.value"), "number", 1.3),
            Column("report", words.say("column.title"), "muted", 2),
        ]
        return Table(frame, columns, words.say("explore.table"))

    def _sentence(self, row: dict[Any, Any]) -> str:
        if row["report"] == BY_HAND:
            return f"<blockquote>{sentence(self._words, row, self._names).to_html()}</blockquote>"
        # Numbers of the table and marks of the chart lead here, and a browser opens what is folded around their aim.
        place, told = markup.html_text(amounts.anchored(row)), cite(self._reports[str(row["report"])], row)
        return f'<div id="{place}" style="scroll-margin-top:3em">{told.to_html()}</div>'

    def _summary(self, row: dict[Any, Any]) -> str:
        if row["report"] == BY_HAND:
            return replace(sentence(self._words, row, self._names), source="").to_html()
        first = row["start"] - row["quote_start"]
        begin, number = row["quote"][max(0, first - _BEGUN) : first], row["text"]
        rest = row["quote"][first + len(number) :][:_GONE_ON]
        parts = (f"…{begin}" if first > _BEGUN else begin, number, rest)
        before, middle, after = (markup.html_text(joined(part)) for part in parts)
        return f'<span lang="zh">{before}<mark>{middle}</mark>{after}</span>'


def explore(words: Words, reading: Reading, *, theme: str = "", status: str = "", containing: str = "") -> Explorer:
    """Return the parts of the notebook, to begin with on this theme, status and words ('' for all)."""
    choice = Choice(themes=(theme,) if theme else (), statuses=(status,) if status else (), containing=containing)
    return Explorer(words, reading, choice)


@contextmanager
def _unheard(widget: ipywidgets.Widget, heard: Callable[[Any], None]) -> Iterator[None]:
    """Let a widget be changed without that being taken for the reader's doing."""
    widget.unobserve(heard, "value")
    try:
        yield
    finally:
        widget.observe(heard, "value")


def _html_widget() -> ipywidgets.HTML:
    widget = ipywidgets.HTML()
    widget.add_class("jp-RenderedHTMLCommon")  # the type and tables of the notebook around it
    return widget
