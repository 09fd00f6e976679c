r"""An nbconvert exporter that typesets an executed notebook as a PDF.

    jupyter nbconvert --to analysis_pdf year.ipynb

The PDF is set in the packaged font alone and meets PDF/UA-1, which includes that every character has a glyph, and PDF/A-2a
where the notebook states a date. The design is `templates/briefing/briefing.typ`; here the results of the notebook become
one Typst source, and what is known only of all of them together is decided.

Figures carry the number of the paragraph they stand on, and each page says of its numbers which document and section
that is. Under prose and charts footnotes do; one prints them once for each thing shown, because what happens to stand on
a page is known only when the pages are made, and notes that come and go with them move them again. A table has its
sources in a last line that repeats on each of its pages, and goes in parts where those are many; rows with their sentence
have it there, and a list says it over the rows of each paragraph. Lists, like the paragraphs of the sources, stand in two
columns.

>>> print(_cited('briefing-cite("s-a-4", "5%"); briefing-cite("s-a-9", "6%")', {"s-a-4": 3, "s-a-9": 3}, {"s-a-4"}, "n-1"))
briefing-cite(note: "n-1-3", opens: true, "s-a-4", "5%"); briefing-cite(first: true, note: "n-1-3", "s-a-9", "6%")
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typst
from nbconvert.exporters import Exporter
from traitlets import default

from analysis.errors import OutputError
from analysis.publishing.exporters import About, Piece, name_of, pieces, template
from analysis.writing import drawings, markup, pages

if TYPE_CHECKING:
    from nbformat import NotebookNode

_CALL = re.compile(
    r"""
      briefing-cite\( (?P<anchor> "s-[^"]*" )
    | (?P<table> briefing-table\( )
    | (?P<list> briefing-list\( )
    | (?P<sentence> briefing-quote\( )
    | "(?: [^"\\] | \\. )*"  # the words of a document may look like a call
    """,
    re.VERBOSE,
)
_PART = re.compile(r"##?[ ]")  # begins a part of the page, which the contents list
_ROW = "\n    ("  # a row of a table begins a line
_SHORT = 80  # rows that would not fill a page in two columns
_COLUMNED = re.compile(r"#briefing-(?:list|source)\(")
_NO_GLYPH = re.compile(r"the text `(?P<text>\".*?\")` could not be displayed")


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
        return _typeset(_source(done, about), name, dated=about.day is not None), resources


def _source(nb: NotebookNode, about: About) -> str:
    """Return a notebook as Typst: what its sources are, the design, and its results as calls of the design."""
    shown = [piece for piece in pieces(nb, pages.PAPER) if piece.typst or piece.markdown.strip()]
    numbers = {anchor: number for piece in shown for anchor, number in piece.numbers.items()}
    cited: set[str] = set()
    body = "\n".join(_body(shown, about, numbers, cited))
    notes = {number: _list(*note) for piece in shown for number, note in piece.notes.items()}
    return "\n".join(
        (
            f"#let source-numbers = {_dictionary({anchor: str(number) for anchor, number in numbers.items()})}",
            f"#let source-notes = {_dictionary(notes)}",
            f"#let cited = {_list(*sorted(cited))}",
            f"#let words = {_dictionary({key: markup.typst_text(word) for key, word in about.words.items()})}",
            template("briefing.typ"),
            _opening(about),
            body,
        )
    )


def _opening(about: About) -> str:
    told = {key: getattr(about, key) for key in ("title", "subtitle", "place", "lang", "version", "description")}
    arguments = {key: markup.typst_text(value) for key, value in told.items()} | {
        "shown-date": markup.typst_text(about.date),
        "date": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})" if (day := about.day) else "none",
    }
    return "#show: briefing.with(\n" + "".join(f"  {key}: {value},\n" for key, value in arguments.items()) + ")\n"


def _body(shown: Sequence[Piece], about: About, numbers: Mapping[str, int], cited: set[str]) -> Iterator[str]:
    """Yield what is shown as Typst, what stands in columns together.

    The anchors that figures lead to are added to `cited`.
    """
    for columned, stretch in itertools.groupby(_codes(shown, about, numbers, cited), key=lambda each: each[0]):
        codes = "\n".join(code for _, code in stretch)
        even = "true" if 0 < codes.count(_ROW) <= _SHORT else "false"
        yield f"#briefing-columns(even: {even})[\n{codes}\n]" if columned else codes


def _codes(
    shown: Sequence[Piece], about: About, numbers: Mapping[str, int], cited: set[str]
) -> Iterator[tuple[bool, str]]:
    """Yield whether a thing stands in columns, and its Typst.

    The contents come after the first part and the colophon before the sources.
    """
    headings, leads, columned = markup.Headings(), _leads(shown), _columned(shown)
    parts = [place for place, piece in enumerate(shown) if _PART.match(piece.markdown)]
    sources = next((place for place, piece in enumerate(shown) if piece.numbers), len(shown))
    contents = parts[1] if len(parts) > 1 else len(shown) if parts else None
    colophon = max((place for place in parts if place <= sources), default=len(shown)) if numbers else len(shown)
    for place, piece in enumerate(shown):
        if place == colophon:
            yield False, _colophon(about)
        if place == contents:
            yield False, "#briefing-contents()"
        code = piece.typst or markup.to_typst(piece.markdown, headings)
        led = f"#briefing-lead({code.removeprefix('#')})" if leads[place] and not piece.typst else code
        yield columned[place], _cited(led, numbers, cited, f"n-{place}")
    if contents == len(shown):
        yield False, "#briefing-contents()"
    if colophon == len(shown):
        yield False, _colophon(about)


def _colophon(about: About) -> str:
    files = "".join(_list(source.title, source.sha256) + ", " for source in about.sources)
    given = ", ".join(f"{key} = {value}" for key, value in about.parameters.items())
    return f"#briefing-colophon(files: ({files}), parameters: {markup.typst_text(given)})" if files or given else ""


def _cited(code: str, numbers: Mapping[str, int], cited: set[str], name: str) -> str:
    """Tell the calls of one thing shown which figure leads to its source first, and which opens a note.

    `name` is that of its notes; `cited` are the anchors that earlier figures lead to, to which these are added. A table is
    told the numbers of the sources of each row instead, unless its rows have their sentences.
    """
    kinds = {kind for found in _CALL.finditer(code) for kind in ("table", "list", "sentence") if found[kind]}
    told_there = "list" in kinds or "sentence" in kinds
    noted: set[int] = set()

    def told(found: re.Match[str]) -> str:
        if found["list"] or found["table"]:
            return found[0] if "sentence" in kinds else f"{found[0]}numbers: ({''.join(_row_numbers(code, numbers))}), "
        if not found["anchor"] or (anchor := found["anchor"].strip('"')) not in numbers:
            return found[0]
        arguments = "" if anchor in cited else "first: true, "
        cited.add(anchor)
        if told_there:
            arguments += "bare: true, "
        elif "table" not in kinds:
            number = numbers[anchor]
            arguments += f'note: "{name}-{number}", {"" if number in noted else "opens: true, "}'
            noted.add(number)
        return f"briefing-cite({arguments}{found['anchor']}"

    return _CALL.sub(told, code)


def _row_numbers(code: str, numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield for each row of a table, which is a line, the numbers of the paragraphs that it cites."""
    for line in code.splitlines():
        if line.startswith("    ("):
            anchors = [found["anchor"].strip('"') for found in _CALL.finditer(line) if found["anchor"]]
            yield _list(*sorted({numbers[anchor] for anchor in anchors if anchor in numbers})) + ", "


def _leads(shown: Sequence[Piece]) -> list[bool]:
    """Return which pieces lead to the table or figure after them, at once or over the heading of a part."""
    leads: list[bool] = []
    following: Piece | None = None
    for piece in reversed(shown):
        part = following is not None and following.markdown.startswith("###") and leads[-1]
        leads.append(bool(piece.markdown and following and (following.typst or part)))
        following = piece
    return leads[::-1]


def _columned(shown: Sequence[Piece]) -> list[bool]:
    """Return which pieces stand in columns: lists and paragraphs of the sources, and the headings over them."""
    columned: list[bool] = []
    for piece in reversed(shown):
        heading = piece.markdown.startswith("###") and bool(columned) and columned[-1]
        columned.append(heading or _COLUMNED.match(piece.typst) is not None)
    return columned[::-1]


def _dictionary(entries: Mapping[str, str]) -> str:
    """Write finished Typst values under their keys."""
    return "(" + ("".join(f"{markup.typst_text(key)}: {value}, " for key, value in entries.items()) or ":") + ")"


def _list(*values: str | int) -> str:
    return "(" + "".join(f"{value if isinstance(value, int) else markup.typst_text(value)}, " for value in values) + ")"


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
