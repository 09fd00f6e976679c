r"""A file -> its text, and which stretches of it are page furniture and no report.

The name of a file says what it is and its first bytes must agree. A text is read as it stands; a web page, a Markdown or
Word document or a PDF becomes a text of paragraphs with blank lines between them. Every later citation is an offset into
this text, which a build keeps beside the facts. `reading` is how it reads: the same length in one set of characters.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     page = Path(folder, "report.html")
...     _ = page.write_text("<html><body><p>某市政府工作報告</p><p>全年生產總值增長５％。</p></body></html>", encoding="utf-8")
...     document = read(page)
>>> document.text, document.reading, document.form
('某市政府工作報告\n\n全年生產總值增長５％。\n', '某市政府工作报告\n\n全年生产总值增长5%。\n', 'web page')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis.documents import encodings, folding, markdown, webpages
from analysis.documents.furniture import Span as Span
from analysis.documents.furniture import furniture
from analysis.errors import SourceError

Form = Literal["text", "Markdown", "web page", "Word document", "PDF"]

#: What a file is, by the end of its name.
FORMS: dict[str, Form] = {
    ".txt": "text",
    ".md": "Markdown",
    ".html": "web page",
    ".htm": "web page",
    ".docx": "Word document",
    ".pdf": "PDF",
}

_LARGEST = 100_000_000  # bytes; the longest reports have a million, photos included ten
_LONGEST = 2_000_000  # characters; the longest reports have a hundred thousand, and more would be read for minutes
_MAGIC: tuple[tuple[bytes, Form | str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Word document"),
    (b"\xd0\xcf\x11\xe0", "an old or locked Word or Excel document; save it as .docx, without a password, first"),
    (b"{\\rtf", "an RTF document; save it as .docx first"),
    (b"\x89PNG", "a binary file, a picture; have its text recognised (OCR) first"),
    (b"\xff\xd8\xff", "a binary file, a picture; have its text recognised (OCR) first"),
)
_PAGE = re.compile(r"\s*<(?:!doctype|!--|html|head|body|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as text: `name` is the file's stem, `furniture` what is not the report, ordered and disjoint.

    `encoding` is that of a file of text, None for the others; `remarks` say what to know of how it was read.
    """

    name: str
    text: str
    furniture: tuple[Span, ...]
    form: Form = "text"
    encoding: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def reading(self) -> str:
        """How the text reads: simplified characters of plain width, each where its own stands."""
        return folding.fold(self.text)


def read(path: Path, encoding: str | None = None) -> Document:
    """Read a report from a file in one of `FORMS`, in the `encoding` stated where one is.

    Raises SourceError, one line with the file's name, if there is no such file, it is a folder, empty, huge, locked,
    damaged, not what its name says, without text, or without Chinese.
    """
    if path.suffix.lower() not in FORMS:
        raise SourceError(f"{path}: is no report that can be read; one ends in {', '.join(FORMS)}")
    try:
        return _document(path.stem, FORMS[path.suffix.lower()], _bytes(path), encoding)
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from None


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise SourceError("is a folder; name a file in it")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise SourceError("no such file") from None
    except OSError as error:
        raise SourceError(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    if len(data) > _LARGEST:
        raise SourceError(f"has more than {_LARGEST // 1_000_000} MB; no report is as long")
    return data


def _document(name: str, form: Form, data: bytes, encoding: str | None) -> Document:
    if not data.strip():
        raise SourceError("is empty; a report has text")
    for magic, what in _MAGIC:
        if data.startswith(magic) and what != form:
            suffix = next((suffix for suffix, known in FORMS.items() if known == what), "")
            raise SourceError(f"is a {what}; rename it {name}{suffix}" if suffix else f"is {what}")
    remarks: tuple[str, ...] = ()
    found = None
    if form == "PDF":
        from analysis.documents import pdfs  # a library of its own for the few reports that come so

        if not data.startswith(b"%PDF-") and b"%PDF-" not in data[:1024]:
            raise SourceError("is no PDF file, whatever its name says")
        text, remarks = pdfs.text(data)
    elif form == "Word document":
        from analysis.documents import wordfiles

        if not data.startswith(b"PK"):
            raise SourceError("is no Word document, whatever its name says")
        text = wordfiles.text(data)
    else:
        found = encodings.decode(data, encoding)
        if form != "web page" and _PAGE.match(found.text):
            raise SourceError(f"is a web page; rename it {name}.html")
        text = {"web page": webpages.text, "Markdown": markdown.text}.get(form, str)(found.text)
        if found.judged:
            remarks = (f"{found.encoding}, as charset-normalizer judges; `encoding` in reports.toml overrides it",)
    if len(text) > _LONGEST:
        raise SourceError(f"has {len(text)} characters; a report has at most {_LONGEST}")
    if not re.search(r"[\u3400-\u4dbf\u4e00-\u9fff]", text):
        raise SourceError("has no Chinese text; a report is in Chinese")
    return Document(
        name=name,
        text=text,
        furniture=furniture(folding.fold(text)),
        form=form,
        encoding=found.encoding if found else None,
        remarks=remarks,
    )
