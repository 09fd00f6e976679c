"""Real files of every format, made from the text of a report: what a person would have been sent instead of it."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence

import docx
import typst
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from analysis.writing import drawings

_LAYOUT = """
#set page(paper: "a4", margin: 2.2cm, columns: {columns}, {head} numbering: {numbers})
#set text(font: "{font}", size: 10.5pt, lang: "zh")
#set par(justify: true, first-line-indent: {indent}, leading: 0.65em, spacing: {spacing})
#for line in ({lines}) [#par(text(line))]
"""


def paragraphs(text: str) -> list[str]:
    """Return the lines of a text that have something on them, without the white space around them."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def pdf(
    lines: Sequence[str], *, columns: int = 1, indent: bool = True, spacing: str = "0.65em", running: str = "",
    numbers: str = '"— 1 —"',
) -> bytes:  # fmt: skip
    """Typeset paragraphs, justified, with page numbers and where it is given a running head."""
    source = _LAYOUT.format(
        columns=columns,
        head=f"header: [{running} #h(1fr) 政府工作报告],\n" if running else "",
        numbers=numbers,
        font=drawings.FONT_FAMILY,
        indent="(amount: 2em, all: true)" if indent else "0em",
        spacing=spacing,
        lines=", ".join(_typst_string(line) for line in lines) + ",",
    )
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(drawings.font_directory())]
    )
    return typst.compile(source.encode(), format="pdf", font_paths=fonts, timestamp=0)


def _typst_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def page(lines: Sequence[str], *, breaks: bool = False) -> str:
    """Return a web page with what stands around a report on a government's site, paragraphs in `<p>` or parted by `<br>`."""
    written = [html.escape(line) for line in lines]
    body = (
        "<p>　　" + "<br>　　".join(written) + "</p>" if breaks else "".join(f"<p>　　{line}</p>\n" for line in written)
    )
    return f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="gb2312"><title>政府工作报告_政务公开_人民政府</title>
<style>p {{ text-indent: 2em }}</style><script>var visits = 20250112;</script></head>
<body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 政府工作报告</div>
<div class="content">
<div class="info">发布时间：2025-01-20 09:30:00　来源：市政府办公室　<a href="javascript:print()">打印</a></div>
<div class="TRS_Editor">{body}</div>
<div class="share">分享到：</div></div>
<div class="footer"><p>主办：市人民政府办公室　版权所有　备05001234号-1　网站标识码2101000012</p><p>联系电话：12345</p></div>
</body></html>
"""


def markdown(lines: Sequence[str]) -> str:
    """Return Markdown: heads as headings, every number in bold, a blank line between the blocks."""
    bold = [re.sub(r"(?<!\d)(\d+(?:\.\d+)?%)", r"**\1**", line) for line in lines]
    return "\n\n".join(f"## {line}" if re.match(r"[一二三四五六]、", line) else line for line in bold) + "\n"


def word(lines: Sequence[str], *, counted: bool = False) -> bytes:
    """Return a Word document: runs of several fonts, one insertion tracked; with `counted`, 一、 is Word's own number."""
    document = docx.Document()
    for line in lines:
        head = re.match(r"[一二三四五六]、", line) if counted else None
        paragraph = document.add_paragraph()
        words = line.removeprefix(head[0]) if head else line
        for start in range(0, len(words), 9):
            paragraph.add_run(words[start : start + 9]).bold = start == 0
        if head:
            _count(document, paragraph)
    _track(document.paragraphs[-1])
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _count(document: WordDocument, paragraph: Paragraph) -> None:
    """Let Word count a paragraph in the list of the document's template, told in Chinese."""
    numbering = document.part.numbering_part.element
    number = numbering.find(qn("w:num"))
    kind = number.find(qn("w:abstractNumId")).get(qn("w:val"))
    kinds = {each.get(qn("w:abstractNumId")): each for each in numbering.findall(qn("w:abstractNum"))}
    level = kinds[kind].find(qn("w:lvl"))
    level.find(qn("w:numFmt")).set(qn("w:val"), "chineseCounting")
    level.find(qn("w:lvlText")).set(qn("w:val"), "%1、")
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = int(number.get(qn("w:numId")))


def _track(paragraph: Paragraph) -> None:
    """Put the first run of a paragraph in as a tracked insertion, and a deleted one behind it."""
    run = paragraph.runs[0]._r
    inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
    run.addprevious(inserted)
    inserted.append(run)
    gone = OxmlElement("w:delText")
    gone.text = "删去的99%"
    deleted.append(OxmlElement("w:r"))
    deleted[0].append(gone)
    inserted.addnext(deleted)


def letterspaced(text: str) -> str:
    """Return a text with a space between any two characters of a line, as character recognition may leave it."""
    return "\n".join(" ".join(line) for line in text.split("\n"))
