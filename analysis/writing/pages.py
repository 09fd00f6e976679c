"""What a notebook cell shows: text or a table, as HTML and as Typst at once; `figures` has charts.

An object carries the finished words or table and computes nothing. Jupyter asks it for its mime bundle: the
HTML is what JupyterLab and the HTML briefing show, the Typst what the PDF is set from. The Typst calls functions of
`templates/briefing/briefing.typ`, which has the design; here are only the contents, every one of them a string.

>>> import pandas as pd
>>> frame = pd.DataFrame({"indicator": ["城镇新增就业"], "value": [14.4]})
>>> table = Table(frame, [Column("indicator", "指标"), Column("value", "万人", "number")], caption="就业")
>>> '<td class="number">14.4</td>' in table.to_html()
True
>>> print(table.to_typst())
#briefing-table(
  caption: "就业",
  note: "",
  columns: (("指标", "text", 1.0), ("万人", "number", 1.0),),
  rows: (
    ("城镇新增就业", "14.4",),
  ),
)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.writing import markup
from analysis.writing.cells import MISSING, Name, Quote, Tag, pads, shown

Kind = Literal["text", "number", "unit", "quote", "tag", "muted", "claim"]

HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
TYPST = "text/vnd.typst"
SOURCES = "application/vnd.analysis.sources+json"  # which paragraph of the sources each cited number is in
MEDIUM = "application/vnd.analysis.medium+json"  # where alone a thing is shown, if not everywhere
SCREEN, PAPER = "screen", "paper"
NOTES = "application/vnd.analysis.notes+json"  # what the foot of a printed page says of each of these paragraphs
DATA = "application/vnd.analysis.data+csv"  # the numbers behind a figure

_WIDE = 4  # columns that a telephone cannot show side by side

# JupyterLab sets tables small, narrow and flush right, and a notebook has no style that chooses one of two drawings;
# the exporter leaves these rules out.
LAB_STYLE = (
    "<style>"
    ".jp-RenderedHTMLCommon .data-table{font-size:inherit;width:100%}"
    ".jp-RenderedHTMLCommon .data-table :is(th,td,caption){max-width:none;text-align:left;white-space:normal}"
    ".jp-RenderedHTMLCommon .data-table .number{text-align:right;font-variant-numeric:tabular-nums}"
    ".jp-RenderedHTMLCommon .data-table .number[data-pad]::after{content:attr(data-pad);visibility:hidden}"
    ".jp-RenderedHTMLCommon .data-table :is(cite,.original){display:block;opacity:.7}"
    ".jp-RenderedHTMLCommon .chart figcaption{font-weight:600}"
    ".jp-RenderedHTMLCommon .chart svg{max-width:100%;height:auto;background:#fff}"
    ".chart .scroll{display:block!important}"
    ":is(.chart .narrow,.still){display:none!important}"
    "</style>\n"
)


@dataclass(frozen=True, slots=True)
class Text:
    """Prose in the Markdown subset of `markup`; escape words of a document with `markup.literal`.

    One line of it may stand in the cell of a table.
    """

    markdown: str

    def __str__(self) -> str:
        return markup.plain(self.markdown)

    def to_html(self) -> str:
        """Render as HTML."""
        return markup.to_html(self.markdown)

    def to_typst(self) -> str:
        """Render as Typst."""
        return markup.to_typst(self.markdown)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        # The Markdown goes along, because an exporter numbers the headings of all texts of a page together.
        return bundle(self.to_html(), self.to_typst(), self.markdown) | {MARKDOWN: self.markdown}


@dataclass(frozen=True, slots=True)
class Column:
    """How a field of a frame is shown; `width` is its share of the table beside the other columns' widths.

    Of a column of numbers `per` is the field of their units, where they have several: only those that share one are set
    to one point; `unit` is the one that its title names, which a narrow page sets beside each number.
    """

    field: str
    title: str
    kind: Kind = "text"
    width: float = 1.0
    per: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows of a frame under titled columns; cells of kind `quote` are `Quote`.

    What is `folded` opens at a click on its caption. On paper it is open, without its sentences: those stand among the
    sources, to which its numbers lead. What is `listed` is too long for paper with them: there its rows stand under the
    paragraphs that they come from. `name` is what links lead to.
    """

    frame: pd.DataFrame
    columns: Sequence[Column]
    caption: str
    note: str = ""
    folded: bool = False
    listed: bool = False
    name: str = ""

    def to_html(self) -> str:
        """Render as a table that can be scrolled, by keyboard too, where it is wider than the screen."""
        whole = sum(column.width for column in self.columns)
        name = f' id="{self.name}"' if self.name else ""
        if not self.folded:
            return "".join(self._html_lines(whole, name))
        table, caption = "".join(self._html_lines(whole, "")), markup.html_text(self.caption)
        return f'<details class="folded"{name}>\n<summary>{caption}</summary>\n{table}</details>\n'

    def _html_lines(self, whole: float, name: str) -> Iterator[str]:
        caption = markup.html_text(self.caption)
        # On a narrow screen wide rows become paragraphs by style; said roles keep them a table. Cells without a
        # sentence beside them then need the titles of their columns.
        quotes = any(column.kind == "quote" for column in self.columns)
        stacks = quotes or len(self.columns) >= _WIDE
        said = {
            name: f' role="{name}"' if stacks else "" for name in ("table", "row", "columnheader", "rowheader", "cell")
        }
        yield f'<div class="scroll"{name} role="group" aria-label="{caption}" tabindex="0">\n'
        yield f'<table class="data-table{" stacks" if stacks else ""}"{said["table"]} style="--whole:{whole:g}">\n'
        yield f"<caption><span>{caption}</span></caption>\n<colgroup>"
        for column in self.columns:
            yield f'<col style="width:{100 * column.width / whole:.2f}%">'
        yield f"</colgroup>\n<thead><tr{said['row']}>"
        for column in self.columns:
            title = markup.html_text(column.title)
            yield f'<th scope="col"{said["columnheader"]} class="{column.kind}">{title}</th>'
        yield "</tr></thead>\n<tbody>\n"
        for row, padding in zip(self._rows(), self._padding(), strict=True):
            yield f"<tr{said['row']}>"
            for place, (column, value, pad) in enumerate(zip(self.columns, row, padding, strict=True)):
                # The first cell names its row, unless it is a whole sentence.
                head = place == 0 and column.kind not in ("quote", "claim")
                tag = f'th scope="row"{said["rowheader"]}' if head else f"td{said['cell']}"
                titled = stacks and not quotes and not head and column.kind != "muted"
                title = f' data-title="{markup.html_text(column.title)}"' if titled else ""
                room = f' data-pad="{pad}"' if pad else ""
                if stacks and quotes and column.unit:
                    room += f' data-unit="{markup.html_text(column.unit)}"'
                yield f'<{tag} class="{column.kind}"{title}{room}>{_html_cell(value)}</{tag[:2]}>'
            yield "</tr>\n"
        if self.frame.empty:
            yield f'<tr{said["row"]}><td colspan="{len(self.columns)}"{said["cell"]}>{MISSING}</td></tr>\n'
        yield "</tbody>\n</table>\n</div>\n"
        if self.note:
            yield f'<p class="note">{markup.html_text(self.note)}</p>\n'

    def to_typst(self) -> str:
        """Render as a call of the template's `briefing-table` or, with the places of sentences alone, `briefing-list`."""
        string = markup.typst_text
        bare = self.folded and not self.listed
        kept = [place for place, column in enumerate(self.columns) if not (bare and column.kind == "quote")]
        shown = [self.columns[place] for place in kept]
        columns = "".join(
            f"({string(column.title)}, {string(column.kind)}, {float(column.width)}), " for column in shown
        )
        rows = "".join(
            "    (" + "".join(f"{self._printed(row[place], pads[place])}, " for place in kept).rstrip() + "),\n"
            for row, pads in zip(self._rows(), self._padding(), strict=True)
        )
        name = f"#briefing-name({string(self.name)})\n" if self.name else ""
        return (
            f"{name}#briefing-{'list' if self.listed else 'table'}(\n  caption: {string(self.caption)},\n  note: {string(self.note)},\n"
            f"  columns: ({columns.rstrip()}),\n  rows: (\n{rows}  ),\n)"
        )

    def _printed(self, value: object, pad: str) -> str:
        """Return a cell as Typst; of a sentence in what is listed only the place."""
        if isinstance(value, Quote) and self.listed:
            return markup.typst_text(value.short or value.source)
        return _typst_cell(value, pad)

    def _rows(self) -> Iterator[tuple[object, ...]]:
        fields = [column.field for column in self.columns]
        return self.frame[fields].itertuples(index=False, name=None)

    def _padding(self) -> list[tuple[str, ...]]:
        """Return what each cell lacks behind its number, for all rows."""
        columns = [
            pads(
                [shown(value) for value in self.frame[column.field]],
                list(map(str, self.frame[column.per])) if column.per else (),
            )
            if column.kind == "number"
            else [""] * len(self.frame)
            for column in self.columns
        ]
        return list(zip(*columns, strict=True))

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        return bundle(self.to_html(), self.to_typst(), f"{self.caption}\n{self.frame.to_string(index=False)}")


def bundle(html: str, typst: str, plain: str) -> dict[str, str]:
    """Return the forms of one thing as Jupyter asks for them."""
    return {HTML: LAB_STYLE + html, TYPST: typst, PLAIN: plain}


def _html_cell(value: object) -> str:
    if isinstance(value, Text):
        return markup.inline_html(value.markdown)
    if isinstance(value, Quote | Tag | Name):
        return value.to_html()
    return markup.html_text(shown(value))


def _typst_cell(value: object, pad: str = "") -> str:
    if isinstance(value, Quote | Tag | Name):
        return value.to_typst()
    cell = markup.inline_typst(value.markdown) if isinstance(value, Text) else markup.typst_text(shown(value))
    return f"briefing-number({cell}, {markup.typst_text(pad)})" if pad else cell
