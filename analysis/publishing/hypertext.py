"""An nbconvert exporter that writes an executed notebook as one HTML file, which asks no other address for anything.

    jupyter nbconvert --to analysis_html year.ipynb

Its own security policy forbids it to ask. Figures and the numbers among the sources that they lead to are joined here:
the first figure of each source gets an id, and every figure the number of its paragraph, which a printed page shows.
"""

from __future__ import annotations

import base64
import dataclasses
import re
import urllib.parse
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from nbconvert.exporters import Exporter, TemplateExporter
from traitlets import default

from analysis.publishing import citations, shells
from analysis.publishing.citations import Citable
from analysis.publishing.exporters import TEMPLATES, About, name_of, pieces
from analysis.registries.words import Words, speak
from analysis.writing import languages, markup, pages

if TYPE_CHECKING:
    from nbformat import NotebookNode

_DOWNLOADS = {
    "facts.csv": "text/csv",
    "facts.parquet": "application/vnd.apache.parquet",
    "datapackage.json": "application/json",
}
_FIGURE = re.compile(r"\bfigure-[0-9a-f]{12}\b")
_CITE = re.compile(r'<a class="cite" href="#(?P<anchor>[^"]*)">(?P<inner>.*?)</a>')
_MARK = re.compile(r'<mark id="(?P<anchor>[^"]*)">(?P<inner>[^<]*)</mark>')


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A line of the contents list, with the lines below it."""

    heading: markup.Heading
    below: tuple[markup.Heading, ...]


class HTMLBriefing(TemplateExporter):
    """Write an executed notebook as one HTML file that asks no other address for anything."""

    export_from_notebook = "Briefing (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "briefing"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(TEMPLATES)]

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own exporters return text or bytes here too
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: object
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook; the template sees finished pieces, not cells."""
        done, resources = Exporter.from_notebook_node(self, nb, resources)
        about = About.of(done.metadata, name=name_of(resources))
        words, headings = speak(about.lang), markup.Headings()
        cited = Citable(title=about.title, place=about.place, day=about.day, version=about.version, key=about.key)
        body = _html_body(done, headings, words, about.file)
        page = self.template.render(
            about=about,
            say=words.say,
            date=words.date(about.day) if about.day else about.date,
            theme=shells.theme_choice(words),
            body=Markup(body if about.lang == "zh" else languages.marked(body)),
            contents=_contents(headings),
            citation=citations.cited(words, cited),
            dataset=shells.script_text(_dataset(words, about, cited)),
            shell=shells.Shell.of("briefing"),
        )
        return page, resources


def _dataset(words: Words, about: About, page: Citable) -> dict[str, object]:
    return citations.dataset(
        words,
        page,
        about=about.description,
        years=_span(about),
        sources=[dataclasses.asdict(source) for source in about.sources],
        files={about.data + name: form for name, form in _DOWNLOADS.items()} if about.data else {},
    )


def _span(about: About) -> str:
    """Return the years it is about, as ISO 8601 writes them."""
    years = [value for key, value in about.parameters.items() if key.endswith("year")]
    return "/".join(sorted(set(years)))


def _html_body(nb: NotebookNode, headings: markup.Headings, words: Words, file: str) -> str:
    seen: Counter[str] = Counter()
    parts, figures = [], 0
    for piece in (shown := list(pieces(nb, pages.SCREEN))):
        if piece.markdown:
            parts.append(markup.to_html(piece.markdown, headings))
            continue
        seen[piece.html] += 1
        again = seen[piece.html]  # a figure shown twice needs ids of its own the second time
        html = _FIGURE.sub(rf"\g<0>-{again}", piece.html) if again > 1 else piece.html
        figures += (is_figure := html.startswith("<figure"))
        parts.append(_with_files(html, piece.data, words, file, figures) if is_figure else html)
    numbers = {anchor: number for piece in shown for anchor, number in piece.numbers.items()}
    return _joined_to_sources("".join(parts), numbers, words)


def _with_files(html: str, data: str, words: Words, file: str, number: int) -> str:
    """Put the numbers of a figure beside it as a file; the page's script offers its picture there too."""
    link = ""
    if data:
        content = base64.b64encode(("\ufeff" + data).encode()).decode()  # Excel takes what has no mark for ASCII
        name, shown = f"{file}-figure-{number}", words.say("shell.data_csv")
        label = markup.html_text(words.say("shell.of_figure", what=shown, number=str(number)))
        link = (
            f'<a download="{markup.html_text(name)}.csv" href="data:text/csv;charset=utf-8;base64,{content}" '
            f'aria-label="{label}">{markup.html_text(shown)}</a>'
        )
    line = f'<p class="files" data-file="{markup.html_text(file)}-figure-{number}">{link}</p>'
    return html.removesuffix("</figure>\n") + f"{line}\n</figure>\n"


def _joined_to_sources(body: str, numbers: Mapping[str, int], words: Words) -> str:
    """Give figures the number of their source, the first of each an id, and the numbers of the sources their way back."""
    cited: set[str] = set()

    def forth(found: re.Match[str]) -> str:
        anchor = urllib.parse.unquote(found["anchor"])
        if anchor not in numbers:
            return found["inner"]
        name = "" if anchor in cited else f' id="{_back(anchor)}"'
        cited.add(anchor)
        return f'<a class="cite"{name} href="#{found["anchor"]}" data-source="{numbers[anchor]}">{found["inner"]}</a>'

    def back(found: re.Match[str]) -> str:
        if (anchor := found["anchor"]) not in cited:
            return found[0]
        label = f"{found['inner']}{words.say('page.back')}"
        return (
            f'<mark id="{anchor}"><a href="#{urllib.parse.quote(_back(anchor))}" aria-label="{label}">'
            f"{found['inner']}</a></mark>"
        )

    return _MARK.sub(back, _CITE.sub(forth, body))


def _back(anchor: str) -> str:
    """Return the id of the first figure that leads to an anchor."""
    return "c" + anchor.removeprefix(markup.SOURCE.rstrip("-"))


def _contents(headings: markup.Headings) -> tuple[_Entry, ...]:
    entries: list[_Entry] = []
    for heading in headings.entries:
        if heading.level == 2:
            entries.append(_Entry(heading=heading, below=()))
        elif heading.level == 3:
            entries[-1] = _Entry(heading=entries[-1].heading, below=(*entries[-1].below, heading))
    return tuple(entries)
