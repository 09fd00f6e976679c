r"""Markdown -> its text: headings, paragraphs, items and rows of tables, each a line, without the marks.

>>> text("# 一、2024年工作\n\n全年**增长5%**，\n好于预期。\n\n1. 新建公园12个\n2. 改造道路\n\n| 指标 | 目标 |\n|---|---|\n| 就业 | 10万人 |\n")
'一、2024年工作\n\n全年增长5%，\n好于预期。\n\n1.新建公园12个\n\n2.改造道路\n\n指标 目标\n\n就业 10万人\n'
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token


def text(source: str) -> str:
    """Return the text of a Markdown document, with a blank line between its blocks and line ends within them kept."""
    blocks: list[str] = []
    marker = ""
    cells: list[str] | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        match token.type:
            case "list_item_open" if token.info:
                marker = token.info + token.markup
            case "tr_open":
                cells = []
            case "tr_close":
                blocks.append(" ".join(cells or ()))
                cells = None
            case "inline" if cells is not None:
                cells.append(_plain(token))
            case "inline":
                blocks.append(marker + _plain(token))
                marker = ""
            case "fence" | "code_block":
                blocks.append(token.content)
    return "\n\n".join(block.strip() for block in blocks if block.strip()) + "\n"


def _plain(inline: Token) -> str:
    """Return the words of a run of text without marks, HTML and pictures."""
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") or child.content.startswith("<br") else child.content
        for child in inline.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak") or child.content.startswith("<br")
    )
