r"""Words of ours and of the documents, written safely as HTML, as Typst and for spreadsheets.

Whatever comes from a document is a literal: in HTML it is escaped, in Typst it only ever stands inside a string
(`"…"` in code mode), where `#`, `$`, `*`, `_`, `@` and `<` mean nothing. Prose is a small Markdown: headings,
paragraphs, lists, `**strong**`, links and block quotes. The parser is markdown-it, started from nothing, so that
raw HTML, images and autolinks are plain text; only its `**` is ours, because CommonMark's leaves the asterisks
standing in `**5.5%**左右` (no space between words in Chinese).

>>> to_html("增长**5.5%**左右，<script>")
'<p>增长<strong>5.5%</strong>左右，&lt;script&gt;</p>\n'
>>> to_typst("增长**5.5%**左右，#let x = 1")
'#{\npar({ "增长"; strong({ "5.5%" }); "左右，#let x = 1" })\n}'
>>> to_html(literal("*参见*[附件]"))
'<p>*参见*[附件]</p>\n'

A figure in prose leads to the number it stands on, in the sources at the end of the page; a count leads to the part of
the page that shows what was counted, whose heading has a name:

>>> to_html(f"增长{cite('5.5%', anchor('report-2024', 120))}")
'<p>增长<a class="cite" href="#s-report-2024-120">5.5%</a></p>\n'
>>> to_html(f"{see('12个目标', 'facts')}\n\n## 全部数字 {{#facts}}")
'<p><a class="see" href="#facts">12个目标</a></p>\n<h2 id="facts">全部数字</h2>\n'
"""

from __future__ import annotations

import html
import itertools
import re
import urllib.parse
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

if TYPE_CHECKING:
    import pandas as pd
    from markdown_it.rules_inline import StateInline

# Characters without a form of their own (controls, byte-order mark, half surrogates) and those that turn the
# direction of what follows; a reader sees that something stood there.
_FORMLESS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_STRONG = re.compile(r"\*\*(?=\S)(?P<inner>(?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_NAMED = re.compile(r"(?<!\\) \{#(?P<name>[a-z][a-z0-9_-]*)\}$")  # at the end of a heading
_NO_NAME = re.compile(r"[^\w.-]")  # what an id may not hold, or not in every place where ids are written

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula

SOURCE = "s-"  # how the anchor of a number among the sources begins

_SUBSET = ("heading", "list", "blockquote", "escape", "link", "newline")
_TAGS = {"strong": "strong", "blockquote": "blockquote", "bullet_list": "ul", "list_item": "li", "paragraph": "p"}
_TYPST_CALLS = {"strong": "strong", "paragraph": "par", "list_item": "list.item"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading as placed on a page: `level` 2 to 4, `anchor` its id, `text` without markup."""

    level: int
    anchor: str
    text: str


@dataclass(slots=True)
class Headings:
    """The headings of one page in order; the page's title is level 1 and not among them.

    A level never jumps (### after nothing becomes level 2). An anchor is the name that a heading was given, or else the
    number of its section, so that it is unique, and the same in both languages.

    >>> heads = Headings()
    >>> [heads.place(level, "x").anchor for level in (2, 3, 3, 2, 4)]
    ['section-1', 'section-1-1', 'section-1-2', 'section-2', 'section-2-1']
    >>> [heads.place(2, "x", "facts").anchor for _ in range(2)]
    ['facts', 'section-4']
    """

    entries: list[Heading] = field(default_factory=list)
    _counts: list[int] = field(default_factory=list)

    def place(self, level: int, text: str, name: str = "") -> Heading:
        """Give the next heading its level and anchor: the name, unless another heading has it."""
        depth = max(1, min(level - 1, len(self._counts) + 1, 3))
        counts = [*self._counts, 0][:depth]
        counts[-1] += 1
        self._counts = counts
        taken = {entry.anchor for entry in self.entries}
        anchor = name if name and name not in taken else "section-" + "-".join(map(str, counts))
        placed = Heading(level=depth + 1, anchor=anchor, text=text)
        self.entries.append(placed)
        return placed


def visible(text: str) -> str:
    """Put a box for each character that has no form of its own or hides the order of others."""
    return _FORMLESS.sub("□", text)


def html_text(text: str) -> str:
    """Escape text for HTML, in content and in quoted attributes."""
    return html.escape(visible(text))


def typst_text(text: str) -> str:
    r"""Write text as a Typst string, in which nothing but the backslash and the quote is special.

    >>> print(typst_text('a "b" \\ #x'))
    "a \"b\" \\ #x"
    """
    return '"' + visible(text).replace("\n", " ").replace("\\", "\\\\").replace('"', '\\"') + '"'


def spreadsheet(table: pd.DataFrame) -> str:
    """Write a table as CSV in which no text runs: one that a spreadsheet would take for a formula begins with an apostrophe."""
    safe = table.copy()
    for name in map(str, table.select_dtypes(["str", "object"]).columns):
        safe[name] = table[name].map(
            lambda cell: f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
        )
    return safe.to_csv(index=False, lineterminator="\n")


def literal(text: str) -> str:
    r"""Escape text from a document for use inside Markdown; lines are joined, for a block could begin on each.

    >>> print(literal("1. 增长*8%*"))
    1\. 增长\*8\%\*
    """
    return _PUNCTUATION.sub(r"\\\1", text.replace("\n", " "))


def anchor(report: str, start: int) -> str:
    """Return the anchor of the number that begins at `start` in a report; no two numbers share one.

    >>> anchor("工作 报告", 7)
    's-工作~20~报告-7'
    """
    return f"{SOURCE}{_NO_NAME.sub(lambda found: f'~{ord(found[0]):x}~', report)}-{start}"


def cite(text: str, place: str) -> str:
    """Return words of ours as Markdown that leads to the number they stand on; without a place they lead nowhere."""
    return literal(text) if not place else f"[{literal(text)}](#{place})"


def see(text: str, name: str) -> str:
    """Return words of ours as Markdown that leads to what has this name on the page: a heading or a table."""
    return f"[{literal(text)}](#{name})"


def cite_html(inner: str, place: str) -> str:
    """Return finished HTML as a link to a number among the sources."""
    return f'<a class="cite" href="#{urllib.parse.quote(place)}">{inner}</a>'


def inline_html(markdown: str) -> str:
    """Render one line of Markdown as HTML without a paragraph of its own."""
    return "".join(_html(node, Headings()) for node in _line(markdown))


def inline_typst(markdown: str) -> str:
    """Render one line of Markdown as Typst code."""
    return "{ " + "; ".join(_typst(node, Headings()) for node in _line(markdown)) + " }"


def plain(markdown: str) -> str:
    r"""Return the words of Markdown alone.

    >>> plain("增长**5\\.5\\%**")
    '增长5.5%'
    """
    return _plain(_parse(markdown))


def to_html(markdown: str, headings: Headings | None = None) -> str:
    """Render Markdown as HTML; headings take their places in `headings`."""
    places = Headings() if headings is None else headings
    return "".join(_html(node, places) for node in _parse(markdown).children)


def to_typst(markdown: str, headings: Headings | None = None) -> str:
    """Render Markdown as Typst markup: one `#{…}` block in which all text is strings."""
    places = Headings() if headings is None else headings
    return "#{\n" + "\n".join(_typst(node, places) for node in _parse(markdown).children) + "\n}"


def _parse(markdown: str) -> SyntaxTreeNode:
    parser = MarkdownIt("zero").enable(_SUBSET)
    parser.inline.ruler.before("link", "strong", _strong)
    tokens = parser.parse(markdown)
    for opening, line in itertools.pairwise(tokens):
        # The line is as it was written, where an escaped brace is none.
        if opening.type == "heading_open" and line.children and (found := _NAMED.search(line.content)):
            opening.attrSet("id", found["name"])
            line.children[-1].content = line.children[-1].content.removesuffix(found[0])
    return SyntaxTreeNode(tokens)


def _line(markdown: str) -> list[SyntaxTreeNode]:
    return [inline for block in _parse(markdown).children for inline in block.children]


def _strong(state: StateInline, silent: bool) -> bool:
    """Take `**…**` as strong whatever stands around it."""
    found = _STRONG.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        end = state.posMax
        state.push("strong_open", "strong", 1)
        state.pos, state.posMax = found.span("inner")
        state.md.inline.tokenize(state)
        state.push("strong_close", "strong", -1)
        state.posMax = end
    state.pos = found.end()
    return True


def _html(node: SyntaxTreeNode, headings: Headings) -> str:
    placed = _placed(node, headings)
    inner = "".join(_html(child, headings) for child in node.children)
    if placed is not None:
        return f'<h{placed.level} id="{placed.anchor}">{inner}</h{placed.level}>\n'
    match node.type:
        case "text":
            return html_text(node.content)
        case "softbreak":
            return "\n"
        case "hardbreak":
            return "<br>\n"
        case "link":
            href = str(node.attrs["href"])
            kind = ' class="cite"' if href.startswith(f"#{SOURCE}") else ' class="see"' if href.startswith("#") else ""
            return f'<a{kind} href="{html_text(href)}">{inner}</a>'
        case "ordered_list":
            return f'<ol start="{node.attrs.get("start", 1)}">\n{inner}</ol>\n'
        case "inline":
            return inner
        case "paragraph" if node.hidden:  # the item of a tight list
            return inner
        case kind:
            tag = _TAGS[kind]
            line = "" if kind == "strong" else "\n"
            opening = line if kind in ("blockquote", "bullet_list") else ""
            return f"<{tag}>{opening}{inner}</{tag}>{line}"


def _placed(node: SyntaxTreeNode, headings: Headings) -> Heading | None:
    """Return the place of a heading on the page; None for anything else."""
    if node.type != "heading":
        return None
    return headings.place(int(node.tag[1]), _plain(node), str(node.attrs.get("id", "")))


def _typst(node: SyntaxTreeNode, headings: Headings) -> str:
    placed = _placed(node, headings)
    parts = [_typst(child, headings) for child in node.children]
    inner = "{ " + "; ".join(parts) + " }" if parts else "[]"
    if placed is not None:
        # The title is no heading in Typst.
        return f"[#heading(level: {placed.level - 1}, {inner})#label({typst_text(placed.anchor)})]"
    match node.type:
        case "text":
            return typst_text(node.content)
        case "softbreak":
            return '" "'
        case "hardbreak":
            return "linebreak()"
        case "link":
            href = urllib.parse.unquote(str(node.attrs["href"]))
            if href.startswith(f"#{SOURCE}"):
                return f"briefing-cite({typst_text(href[1:])}, {inner})"
            return (
                f"{'briefing-see' if href.startswith('#') else 'link'}({typst_text(href.removeprefix('#'))}, {inner})"
            )
        case "bullet_list":
            return f"list({', '.join(parts)})"
        case "ordered_list":
            return f"enum(start: {node.attrs.get('start', 1)}, {', '.join(parts)})"
        case "blockquote":
            return f"quote(block: true, {inner})"
        case "inline":
            return "; ".join(parts) if parts else "[]"
        case "list_item":
            return inner
        case "paragraph" if node.hidden:
            return inner
        case kind:
            return f"{_TYPST_CALLS[kind]}({inner})"


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(each.content for each in node.walk() if each.type == "text")
