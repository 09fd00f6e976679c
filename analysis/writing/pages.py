"""What a notebook cell shows: text, a table or a figure, as HTML and as Typst at once.

An object carries the finished words, table or chart and computes nothing. Jupyter asks it for its mime bundle: the
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

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree

import pandas as pd

from analysis.writing import drawings, markup
from analysis.writing.cells import MISSING, Name, Quote, Tag, pads, shown
from analysis.writing.drawings import FONT_FAMILY as FONT_FAMILY  # a chart is drawn in it and shown by this module

if TYPE_CHECKING:
    from altair import TopLevelMixin

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

# Of a notebook that somebody else ran JupyterLab takes the rules above and the drawings out, but leaves the words of a
# drawing lying about: so a figure hides them, and has a picture for this case.
_DRAWING, _HIDDEN = '<div class="scroll', '<div style="display:none" class="scroll'
_STILL = re.compile(r'<img class="still"[^>]*>\n')


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
class OnScreen:
    """Text or a figure that a page in print leaves out, because it shows the same in another form."""

    shown: Text | Figure

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        return self.shown._repr_mimebundle_() | {MEDIUM: SCREEN}


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
    sources, to which its numbers lead. `name` is what links lead to.
    """

    frame: pd.DataFrame
    columns: Sequence[Column]
    caption: str
    note: str = ""
    folded: bool = False
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
        """Render as a call of the template's `briefing-table`."""
        string = markup.typst_text
        kept = [place for place, column in enumerate(self.columns) if not (self.folded and column.kind == "quote")]
        shown = [self.columns[place] for place in kept]
        columns = "".join(
            f"({string(column.title)}, {string(column.kind)}, {float(column.width)}), " for column in shown
        )
        rows = "".join(
            "    (" + "".join(f"{_typst_cell(row[place], pads[place])}, " for place in kept).rstrip() + "),\n"
            for row, pads in zip(self._rows(), self._padding(), strict=True)
        )
        name = f"#briefing-name({string(self.name)})\n" if self.name else ""
        return (
            f"{name}#briefing-table(\n  caption: {string(self.caption)},\n  note: {string(self.note)},\n"
            f"  columns: ({columns.rstrip()}),\n  rows: (\n{rows}  ),\n)"
        )

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


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A chart with its finding as title, what it shows in words (`alt`) and its source as caption.

    The title is a line of Markdown, whose figures lead to their sources; the others are plain. `narrow` is the same chart drawn for a narrow screen, where there is one; `data` are its numbers, which a
    page offers as a file.
    """

    chart: TopLevelMixin
    title: str
    alt: str
    caption: str
    narrow: TopLevelMixin | None = None
    data: pd.DataFrame = field(default_factory=pd.DataFrame)

    def to_html(self) -> str:
        """Render as inline SVG, whose text takes the font of the page."""
        return self._html(self._svg())

    def to_typst(self) -> str:
        """Render as a call of the template's `briefing-figure`, the SVG inside it."""
        return self._typst(self._svg())

    def _html(self, svg: ElementTree.Element) -> str:
        told = "\n".join((self.title, self.alt, self.caption)).encode("utf-8", "replace")
        name = "figure-" + hashlib.sha256(told + ElementTree.tostring(svg)).hexdigest()[:12]
        both = [(svg, name, "wide" if self.narrow else "only")]
        if self.narrow:
            both.append((drawings.draw(self.narrow.to_dict()), f"{name}-narrow", "narrow"))
        title, caption = markup.html_text(markup.plain(self.title)), markup.html_text(self.caption)
        note = f'<p class="note">{caption}</p>\n' if caption else ""
        return (
            f'<figure class="chart" id="{name}">\n<figcaption>{markup.inline_html(self.title)}</figcaption>\n'
            + "".join(self._shown(drawing, title, *names) for drawing, *names in both)
            + f"{note}</figure>\n"
        )

    def _shown(self, svg: ElementTree.Element, title: str, name: str, style: str) -> str:
        shown = drawings.for_page(svg, name)
        # A picture is one thing to whoever cannot see it, unless its marks can be walked through.
        shown.set("role", "group" if drawings.speaks(shown) else "img")
        shown.set("aria-label", markup.visible(self.alt))
        shown.set("style", f"--wide:{svg.get('width')}px")
        return (
            f'<div class="scroll {style}" role="group" aria-label="{title}" tabindex="0">\n'
            f"{ElementTree.tostring(shown, encoding='unicode')}\n</div>\n"
        )

    def _typst(self, svg: ElementTree.Element) -> str:
        string = markup.typst_text
        return (
            f"#briefing-figure(\n  title: {markup.inline_typst(self.title)},\n  alt: {string(self.alt)},\n"
            f"  caption: {string(self.caption)},\n"
            f"  svg: {string(ElementTree.tostring(drawings.for_typst(svg), encoding='unicode'))},\n)"
        )

    def _svg(self) -> ElementTree.Element:
        return drawings.draw(self.chart.to_dict())

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        svg = self._svg()
        data = {} if self.data.empty else {DATA: markup.spreadsheet(self.data)}
        still = f'<img class="still" alt="{markup.html_text(self.alt)}" src="{drawings.address(svg)}">\n'
        html = self._html(svg).replace(_DRAWING, still + _HIDDEN, 1).replace(_DRAWING, _HIDDEN)
        return bundle(html, self._typst(svg), f"{markup.plain(self.title)}\n{self.alt}") | data


def of_page(shown: str) -> str:
    """Return the HTML of a bundle without what it holds for JupyterLab alone."""
    return _STILL.sub("", shown.removeprefix(LAB_STYLE)).replace(_HIDDEN, _DRAWING)


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
