"""What an executed notebook says of itself and shows, and the nbconvert exporter that typesets it as a PDF.

    jupyter nbconvert --to analysis_pdf year.ipynb

`hypertext` writes the same as HTML: Markdown cells, and of each code cell its results, never its code or what it
printed. A result of `pages` brings its own HTML and Typst; of anything else only the plain text is shown, for foreign
HTML may ask other addresses for scripts. The PDF is set in the packaged font alone and meets PDF/UA-1, which includes
that every character has a glyph, and PDF/A-2a where the notebook states a date. The same notebook gives the same bytes.

A figure leads to its number among the sources of the page (`writing.excerpts`), and that number back to where it is
first cited. Which figures come first is known only to the exporters, where all results are together.

What stands around the results comes from the notebook's metadata:

>>> about = About.of({"briefing": {"lang": "zh", "title": "2024年简报", "date": "2025-01-12"}}, name="year")
>>> about.title, about.lang, about.day, about.words["contents"]
('2024年简报', 'zh', datetime.date(2025, 1, 12), '目录')
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import typst
from nbconvert.exporters import Exporter
from traitlets import default

from analysis.errors import OutputError
from analysis.registries.words import LANGUAGES, speak
from analysis.writing import drawings, markup, pages

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEMPLATES = Path(__file__).parents[1] / "templates"
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
    file: str = ""  # how the names of files made from it begin
    key: str = ""  # the hash of everything it was made from
    data: str = ""  # where the data release is, from its page

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
            file=str(said.get("file") or name),
            key=str(said.get("key", "")),
            data=str(said.get("data", "")),
        )

    @property
    def day(self) -> datetime.date | None:
        """The date as a day, where it is one."""
        try:
            return datetime.date.fromisoformat(self.date)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing shown: prose to be rendered here, or a result that was rendered where it was made."""

    markdown: str = ""
    html: str = ""
    data: str = ""
    typst: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


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
        name = name_of(resources)
        about = About.of(done.metadata, name=name)
        return _typeset(_typst_source(done, about), name, dated=about.day is not None), resources


def pieces(nb: NotebookNode) -> Iterator[Piece]:
    """Yield what a notebook shows, in order.

    Raises OutputError where one of its cells failed.
    """
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            yield Piece(markdown=cell.source)
        elif cell.cell_type == "code":
            for output in cell.outputs:
                if output.output_type in ("display_data", "execute_result"):
                    yield _piece(output.data)
                elif output.output_type == "error":
                    raise OutputError(f"a cell of the notebook failed: {output.ename}: {output.evalue}")


def _piece(data: Mapping[str, Any]) -> Piece:
    if pages.MARKDOWN in data:
        return Piece(markdown=data[pages.MARKDOWN])
    if pages.TYPST in data:
        return Piece(
            # JupyterLab cannot follow a plain `href` in a drawing, and a page needs no older form.
            html=data[pages.HTML].removeprefix(pages.LAB_STYLE).replace(' xlink:href="#', ' href="#'),
            typst=data[pages.TYPST],
            data=data.get(pages.DATA, ""),
            numbers=data.get(pages.SOURCES, {}),
        )
    plain = data.get(pages.PLAIN, "")
    return Piece(
        html=f"<pre>{markup.html_text(plain)}</pre>\n",
        typst="#par({ " + "; linebreak(); ".join(map(markup.typst_text, plain.split("\n"))) + " })",
    )


def numbered(nb: NotebookNode) -> dict[str, int]:
    """Return the number of the paragraph that each cited number of a notebook stands in, by its anchor."""
    return {anchor: number for piece in pieces(nb) for anchor, number in piece.numbers.items()}


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
    numbers = "".join(f"{string(anchor)}: {number}, " for anchor, number in numbered(nb).items())
    sources = f"#let source-numbers = ({numbers or ':'})\n"
    start = "#show: briefing.with(\n" + "".join(f"  {key}: {value},\n" for key, value in arguments.items()) + ")\n"
    linked, cited = _first_cited(body)
    back = "#let cited = (" + "".join(f"{string(anchor)}, " for anchor in sorted(cited)) + ")\n"
    return "\n".join((sources, back, template("briefing.typ"), start, linked))


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
    shown = [piece for piece in pieces(nb) if piece.typst or piece.markdown.strip()]
    leads = _leads(shown)
    for piece, lead in zip(shown, leads, strict=True):
        if piece.typst:
            yield piece.typst
        else:
            prose = markup.to_typst(piece.markdown, headings)
            yield f"#briefing-lead({prose.removeprefix('#')})" if lead else prose


def _leads(shown: Sequence[Piece]) -> list[bool]:
    """Return which pieces lead to the table or figure after them, at once or over the heading of a part."""
    leads: list[bool] = []
    following: Piece | None = None
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


def name_of(resources: Mapping[str, Any]) -> str:
    """Return what nbconvert calls the notebook."""
    return str(resources.get("metadata", {}).get("name") or "briefing")


def template(name: str) -> str:
    """Return a file of the templates of briefings."""
    return (TEMPLATES / "briefing" / name).read_text(encoding="utf-8")
