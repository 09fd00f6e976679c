"""What a notebook cell shows of a chart: a figure, as HTML and as Typst at once, and what a printed page leaves out.

A figure carries the finished chart with its words and computes nothing. Its SVG is drawn without a browser; in HTML it
stands inline, where its marks can be walked through, and takes the font of the page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pandas as pd

from analysis.writing import drawings, markup
from analysis.writing.pages import DATA, LAB_STYLE, MEDIUM, SCREEN, Text, bundle

if TYPE_CHECKING:
    from altair import TopLevelMixin

# Of a notebook that somebody else ran JupyterLab takes `LAB_STYLE` and the drawings out, but leaves the words of a
# drawing lying about: so a figure hides them, and has a picture for this case.
_DRAWING, _HIDDEN = '<div class="scroll', '<div style="display:none" class="scroll'
_STILL = re.compile(r'<img class="still"[^>]*>\n')


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A chart with its finding as title, what it shows in words (`alt`) and its source as caption.

    The title is a line of Markdown, whose figures lead to their sources; the others are plain. `narrow` is the same
    chart drawn for a narrow screen, where there is one; `data` are its numbers, which a page offers as a file.
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


@dataclass(frozen=True, slots=True)
class OnScreen:
    """Text or a figure that a page in print leaves out, because it shows the same in another form."""

    shown: Text | Figure

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        return self.shown._repr_mimebundle_() | {MEDIUM: SCREEN}
