"""Two nbconvert exporters: an executed notebook as one HTML file, and as a typeset PDF.

    jupyter nbconvert --to analysis_html year.ipynb
    jupyter nbconvert --to analysis_pdf year.ipynb

Both show the same: Markdown cells, and of each code cell its results, never its code or what it printed. A result
of `pages` brings its own HTML and Typst; of anything else only the plain text is shown, for foreign HTML may ask
other addresses for scripts. The HTML asks for nothing (its own security policy forbids it); the PDF is set in the
packaged font alone and meets PDF/UA-1, which includes that every character has a glyph, and PDF/A-2a where the
notebook states a date. The same notebook gives the same bytes.

A figure leads to its number among the sources of the page (`writing.excerpts`), and that number back to where it is
first cited. Which figures come first is known only here, where all results are together; so here they get their ids,
and the number of their paragraph, which a printed page shows.

What stands around the results comes from the notebook's metadata:

>>> about = About.of({"briefing": {"lang": "zh", "title": "2024年简报", "date": "2025-01-12"}}, name="year")
>>> about.title, about.lang, about.day, about.words["contents"]
('2024年简报', 'zh', datetime.date(2025, 1, 12), '目录')
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import re
import urllib.parse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import typst
from markupsafe import Markup
from nbconvert.exporters import Exporter, TemplateExporter
from traitlets import default

from analysis.errors import OutputError
from analysis.registries.words import LANGUAGES, speak
from analysis.writing import drawings, languages, markup, pages

if TYPE_CHECKING:
    from nbformat import NotebookNode

_TEMPLATES = Path(__file__).parents[1] / "templates"
_FIGURE = re.compile(r"\bfigure-[0-9a-f]{12}\b")
_CITE = re.compile(r'<a class="cite" href="#(?P<anchor>[^"]*)">(?P<inner>.*?)</a>')
_MARK = re.compile(r'<mark id="(?P<anchor>[^"]*)">(?P<inner>[^<]*)</mark>')
_TYPST_CITE = re.compile(r'briefing-cite\((?P<anchor>"s-[^"]*")|(?P<quoted>"(?:[^"\\]|\\.)*")')
_NO_GLYPH = re.compile(r"the text `(?P<text>\".*?\")` could not be displayed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document behind a briefing: what it is called, who issued it and when, and the hash of its file."""

    title: str
    issuer: str = ""
    date: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link from a briefing to what lies beside it, in the words of the language that it leads to."""

    href: str
    text: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a briefing says of itself; `words` are the exporters' own words in its language."""

    lang: str
    title: str
    subtitle: str
    description: str
    place: str
    date: str
    version: str
    sources: tuple[Source, ...]
    parameters: Mapping[str, str]
    words: Mapping[str, str]
    ways: tuple[Way, ...] = ()

    @classmethod
    def of(cls, metadata: Mapping[str, object], *, name: str) -> Self:
        """Read the notebook's `briefing` metadata; a notebook without a title is called by its file's name."""
        given = metadata.get("briefing")
        said = given if isinstance(given, Mapping) else {}
        lang = str(said.get("lang", "en"))
        if lang not in LANGUAGES:
            raise OutputError(f"{name}: no words for language {lang!r}; there are {', '.join(LANGUAGES)}")
        spoken = speak(lang)
        title, subtitle = str(said.get("title") or name), str(said.get("subtitle", ""))
        return cls(
            lang=lang,
            title=title,
            subtitle=subtitle,
            description=str(said.get("description") or subtitle or title),
            place=str(said.get("place", "")),
            date=str(said.get("date", "")),
            version=str(said.get("version", "")),
            sources=tuple(Source(**source) for source in said.get("sources", ())),
            parameters={str(key): str(value) for key, value in said.get("parameters", {}).items()},
            words={key.removeprefix("page."): spoken.say(key) for key in spoken.messages if key.startswith("page.")},
            ways=tuple(Way(**way) for way in said.get("ways", ())),
        )

    def dataset(self) -> str:
        """Return the briefing as a schema.org Dataset in JSON, safe inside a script element."""
        based = [
            {"@type": "Report", "name": source.title}
            | ({"publisher": {"@type": "Organization", "name": source.issuer}} if source.issuer else {})
            | ({"datePublished": source.date} if source.date else {})
            | ({"identifier": f"sha256:{source.sha256}"} if source.sha256 else {})
            for source in self.sources
        ]
        told = {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": f"{self.title} · {self.place}" if self.place else self.title,
            "description": self.description,
            "inLanguage": self.lang,
            "isAccessibleForFree": True,
            "spatialCoverage": self.place,
            "temporalCoverage": self.span,
            "dateModified": self.date,
            "version": self.version,
            "isBasedOn": based,
        }
        said = json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)
        return said.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")

    @property
    def span(self) -> str:
        """The years it is about, as ISO 8601 writes them."""
        years = [value for key, value in self.parameters.items() if key.endswith("year")]
        return "/".join(sorted(set(years)))

    @property
    def day(self) -> datetime.date | None:
        """The date as a day, where it is one."""
        try:
            return datetime.date.fromisoformat(self.date)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """One thing shown: prose to be rendered here, or a result that was rendered where it was made."""

    markdown: str = ""
    html: str = ""
    typst: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


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
        return [str(_TEMPLATES)]

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own exporters return text or bytes here too
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: object
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook; the template sees finished pieces, not cells."""
        done, resources = Exporter.from_notebook_node(self, nb, resources)
        about = About.of(done.metadata, name=_name(resources))
        headings = markup.Headings()
        body = _html_body(done, headings, about.words)
        script = _template("briefing.js")
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        page = self.template.render(
            about=about,
            body=Markup(body if about.lang == "zh" else languages.marked(body)),
            contents=_contents(headings),
            style=Markup(_template("briefing.css")),
            script=Markup(script),
            dataset=Markup(about.dataset()),
            policy=(
                "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; img-src data:; "
                f"script-src 'sha256-{digest}'"
            ),
        )
        return page, resources


class PDFBriefing(Exporter):
    """Write an executed notebook as a PDF, typeset by Typst."""

    export_from_notebook = "Briefing (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own exporters return text or bytes here too
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: object
    ) -> tuple[bytes, dict[str, Any]]:
        """Convert a notebook; what Typst complains of is an error that names the notebook."""
        done, resources = super().from_notebook_node(nb, resources)
        name = _name(resources)
        about = About.of(done.metadata, name=name)
        return _typeset(_typst_source(done, about), name, dated=about.day is not None), resources


def _pieces(nb: NotebookNode) -> Iterator[_Piece]:
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            yield _Piece(markdown=cell.source)
        elif cell.cell_type == "code":
            for output in cell.outputs:
                if output.output_type in ("display_data", "execute_result"):
                    yield _piece(output.data)
                elif output.output_type == "error":
                    raise OutputError(f"a cell of the notebook failed: {output.ename}: {output.evalue}")


def _piece(data: Mapping[str, Any]) -> _Piece:
    if pages.MARKDOWN in data:
        return _Piece(markdown=data[pages.MARKDOWN])
    if pages.TYPST in data:
        return _Piece(
            # JupyterLab cannot follow a plain `href` in a drawing, and a page needs no older form.
            html=data[pages.HTML].removeprefix(pages.LAB_STYLE).replace(' xlink:href="#', ' href="#'),
            typst=data[pages.TYPST],
            numbers=data.get(pages.SOURCES, {}),
        )
    plain = data.get(pages.PLAIN, "")
    return _Piece(
        html=f"<pre>{markup.html_text(plain)}</pre>\n",
        typst="#par({ " + "; linebreak(); ".join(map(markup.typst_text, plain.split("\n"))) + " })",
    )


def _html_body(nb: NotebookNode, headings: markup.Headings, words: Mapping[str, str]) -> str:
    seen: Counter[str] = Counter()
    parts = []
    for piece in _pieces(nb):
        if piece.markdown:
            parts.append(markup.to_html(piece.markdown, headings))
            continue
        seen[piece.html] += 1
        again = seen[piece.html]  # a figure shown twice needs ids of its own the second time
        parts.append(_FIGURE.sub(rf"\g<0>-{again}", piece.html) if again > 1 else piece.html)
    return _joined_to_sources("".join(parts), _numbers(_pieces(nb)), words)


def _numbers(shown: Iterable[_Piece]) -> dict[str, int]:
    return {anchor: number for piece in shown for anchor, number in piece.numbers.items()}


def _joined_to_sources(body: str, numbers: Mapping[str, int], words: Mapping[str, str]) -> str:
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
        label = f"{found['inner']}{words['back']}"
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


def _typst_source(nb: NotebookNode, about: About) -> str:
    string = markup.typst_text
    day = about.day
    arguments = {
        "title": string(about.title),
        "subtitle": string(about.subtitle),
        "place": string(about.place),
        "lang": string(about.lang),
        "date": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})" if day else "none",
        "shown-date": string(about.date),
        "version": string(about.version),
        "description": string(about.description),
        "sources": "("
        + "".join(f"({string(source.title)}, {string(source.sha256)}), " for source in about.sources)
        + ")",
        "parameters": string(", ".join(f"{key} = {value}" for key, value in about.parameters.items())),
        "words": "(" + ", ".join(f"{key}: {string(word)}" for key, word in about.words.items()) + ")",
    }
    body = "\n".join(_typst_body(nb))
    numbers = "".join(f"{string(anchor)}: {number}, " for anchor, number in _numbers(_pieces(nb)).items())
    sources = f"#let source-numbers = ({numbers or ':'})\n"
    start = "#show: briefing.with(\n" + "".join(f"  {key}: {value},\n" for key, value in arguments.items()) + ")\n"
    linked, cited = _first_cited(body)
    back = "#let cited = (" + "".join(f"{string(anchor)}, " for anchor in sorted(cited)) + ")\n"
    return "\n".join((sources, back, _template("briefing.typ"), start, linked))


def _first_cited(body: str) -> tuple[str, set[str]]:
    """Tell the first figure that leads to each source, which the number there leads back to."""
    cited: set[str] = set()

    def first(found: re.Match[str]) -> str:
        anchor = found["anchor"]
        if anchor is None or anchor in cited:
            return found[0]
        cited.add(anchor)
        return f"briefing-cite(first: true, {anchor}"

    linked = _TYPST_CITE.sub(first, body)
    return linked, {anchor.strip('"') for anchor in cited}


def _typst_body(nb: NotebookNode) -> Iterator[str]:
    """Set what is shown; prose that leads to a table or figure goes to its page with it."""
    headings = markup.Headings()
    shown = [piece for piece in _pieces(nb) if piece.typst or piece.markdown.strip()]
    leads = _leads(shown)
    for piece, lead in zip(shown, leads, strict=True):
        if piece.typst:
            yield piece.typst
        else:
            prose = markup.to_typst(piece.markdown, headings)
            yield f"#briefing-lead({prose.removeprefix('#')})" if lead else prose


def _leads(shown: Sequence[_Piece]) -> list[bool]:
    """Return which pieces lead to the table or figure after them, at once or over the heading of a part."""
    leads: list[bool] = []
    following: _Piece | None = None
    for piece in reversed(shown):
        part = following is not None and following.markdown.startswith("###") and leads[-1]
        leads.append(bool(piece.markdown and following and (following.typst or part)))
        following = piece
    return leads[::-1]


def _typeset(source: str, name: str, *, dated: bool) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(drawings.font_directory())]
    )
    try:
        pdf, warnings = typst.compile_with_warnings(
            source.encode(),
            format="pdf",
            font_paths=fonts,
            pdf_standards=["ua-1", "a-2a"] if dated else ["ua-1"],  # PDF/A asks for a date
            timestamp=0,
        )
    except typst.TypstError as error:
        missing = sorted({found["text"] for found in _NO_GLYPH.finditer(error.diagnostic)})
        if missing:
            raise OutputError(f"{name}: {drawings.FONT_FAMILY} has no glyph for {', '.join(missing)}") from error
        raise OutputError(f"{name}: typst: {error.message}") from error
    if warnings:
        raise OutputError(f"{name}: typst: " + "; ".join(warning.message for warning in warnings))
    return pdf


def _name(resources: Mapping[str, Any]) -> str:
    return str(resources.get("metadata", {}).get("name") or "briefing")


def _template(name: str) -> str:
    return (_TEMPLATES / "briefing" / name).read_text(encoding="utf-8")
