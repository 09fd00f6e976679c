"""What an executed notebook says of itself and shows; `hypertext` writes it as HTML, `typesetting` as a PDF.

Shown are Markdown cells, and of each code cell its results, never its code or what it printed. A result of `pages`
brings its own HTML and Typst; of anything else only the plain text is shown, for foreign HTML may ask other addresses
for scripts. The same notebook gives the same bytes.

A figure leads to its number among the sources of the page (`writing.excerpts`), and that number back to where it is
first cited. Which figures come first is known only to the exporters, where all results are together.

What stands around the results comes from the notebook's metadata:

>>> about = About.of({"briefing": {"lang": "zh", "title": "2024年简报", "date": "2025-01-12"}}, name="year")
>>> about.title, about.lang, about.day, about.words["contents"]
('2024年简报', 'zh', datetime.date(2025, 1, 12), '目录')
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from analysis.errors import OutputError
from analysis.registries.words import LANGUAGES, speak
from analysis.writing import figures, markup, pages

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEMPLATES = Path(__file__).parents[1] / "templates"


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
    notes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def pieces(nb: NotebookNode, medium: str) -> Iterator[Piece]:
    """Yield what a notebook shows on screen or on paper (`pages.SCREEN`, `pages.PAPER`), in order.

    Raises OutputError where one of its cells failed.
    """
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            yield Piece(markdown=cell.source)
        elif cell.cell_type == "code":
            for output in cell.outputs:
                if output.output_type in ("display_data", "execute_result"):
                    if output.data.get(pages.MEDIUM, medium) == medium:
                        yield _piece(output.data)
                elif output.output_type == "error":
                    raise OutputError(f"a cell of the notebook failed: {output.ename}: {output.evalue}")


def _piece(data: Mapping[str, Any]) -> Piece:
    if pages.MARKDOWN in data:
        return Piece(markdown=data[pages.MARKDOWN])
    if pages.TYPST in data:
        return Piece(
            # JupyterLab cannot follow a plain `href` in a drawing, and a page needs no older form.
            html=figures.of_page(data[pages.HTML]).replace(' xlink:href="#', ' href="#'),
            typst=data[pages.TYPST],
            data=data.get(pages.DATA, ""),
            numbers=data.get(pages.SOURCES, {}),
            notes={number: (document, section) for number, (document, section) in data.get(pages.NOTES, {}).items()},
        )
    plain = data.get(pages.PLAIN, "")
    return Piece(
        html=f"<pre>{markup.html_text(plain)}</pre>\n",
        typst="#par({ " + "; linebreak(); ".join(map(markup.typst_text, plain.split("\n"))) + " })",
    )


def name_of(resources: Mapping[str, Any]) -> str:
    """Return what nbconvert calls the notebook."""
    return str(resources.get("metadata", {}).get("name") or "briefing")


def template(name: str) -> str:
    """Return a file of the templates of briefings."""
    return (TEMPLATES / "briefing" / name).read_text(encoding="utf-8")
