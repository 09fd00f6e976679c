"""What stands in the cells of a table beside plain words and numbers, as HTML and as Typst.

Numbers of a column that share a unit stand with their points below each other, whatever their digits: a cell carries
what it lacks, which the page sets without showing it. Numbers of other units have nothing to do with them.

>>> pads(["≥6", "5.25", "约4.5", "翻番"])
['.25', '', '5', '']
>>> Tag("▲", "good", "完成").to_typst()
'briefing-tag("▲", "good", "完成")'
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import pandas as pd

from analysis.writing import markup

Tone = Literal["good", "fair", "bad", "open", "none"]

MISSING = "–"
_NUMBER = re.compile(r"\D*\d[\d,]*(?P<fraction>\.\d+)?")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document with one number marked in it, if it has one, and where it stands.

    `anchor` is that of the number among the sources of the page, '' where it is not among them; `short` is the place in
    short, for a page in print.
    """

    before: str
    mark: str
    after: str
    source: str
    anchor: str = ""
    short: str = ""

    def __str__(self) -> str:
        return f"{self.before}{self.mark}{self.after} ({self.source})"

    def to_html(self) -> str:
        """Render as what stands in a cell; the documents are Chinese, whatever the language of the page."""
        before, mark, after = map(markup.html_text, (self.before, self.mark, self.after))
        marked = f"<mark>{mark}</mark>" if mark else ""
        linked = markup.cite_html(marked, self.anchor) if self.anchor else marked
        return f'<span lang="zh">{before}{linked}{after}</span> <cite>{markup.html_text(self.source)}</cite>'

    def to_typst(self) -> str:
        """Render as a call of the template's `briefing-quote`."""
        return _call("quote", self.before, self.mark, self.after, self.short or self.source, self.anchor)


@dataclass(frozen=True, slots=True)
class Tag:
    """A word for how something came out, with a mark whose shape and tone say the same at a glance."""

    mark: str
    tone: Tone
    word: str

    def __str__(self) -> str:
        return self.word

    def to_html(self) -> str:
        """Render as what stands in a cell; whoever hears the page hears the word."""
        mark, word = markup.html_text(self.mark), markup.html_text(self.word)
        return f'<span class="came"><span class="mark {self.tone}" aria-hidden="true">{mark}</span> <span>{word}</span></span>'

    def to_typst(self) -> str:
        """Render as a call of the template's `briefing-tag`."""
        return _call("tag", self.mark, self.tone, self.word)


@dataclass(frozen=True, slots=True)
class Name:
    """What a row is called, and `original`, the words of the document for it; either may be all there is."""

    name: str
    original: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.original})" if self.name and self.original else self.name or self.original

    def to_html(self) -> str:
        """Render as what stands in a cell; the documents are Chinese, whatever the language of the page."""
        name, original = markup.html_text(self.name), markup.html_text(self.original)
        if not name:
            return f'<span lang="zh">{original}</span>'
        return f'{name} <span class="original" lang="zh">{original}</span>' if original else name

    def to_typst(self) -> str:
        """Render as a call of the template's `briefing-words`."""
        return _call("words", self.name, self.original)


def _call(name: str, *told: str) -> str:
    return f"briefing-{name}({', '.join(map(markup.typst_text, told))})"


def pads(texts: Sequence[str], units: Sequence[str] = ()) -> list[str]:
    """Return the digits that each text lacks behind its point beside the one of its unit with the most.

    What is no number lacks nothing.

    >>> pads(["1", "7.25", "3.5"], ["亿元", "%", "%"])
    ['', '', '5']
    """
    found = [_NUMBER.fullmatch(text) for text in texts]
    fractions = [match["fraction"] or "" if match else "" for match in found]
    longest: defaultdict[str, str] = defaultdict(str)
    groups = units or [""] * len(texts)
    for unit, fraction in zip(groups, fractions, strict=True):
        longest[unit] = max(longest[unit], fraction, key=len)
    return [
        longest[unit][len(own) :] if match else "" for unit, match, own in zip(groups, found, fractions, strict=True)
    ]


def shown(value: object) -> str:
    """Write a value in full, without an exponent; what is missing shows as a dash."""
    if value is None or value is pd.NA or value != value:  # NaN and NaT differ from themselves
        return MISSING
    match value:
        case Decimal():
            return f"{value:f}"
        case float():
            return f"{value:.15g}"
        case _:
            return str(value)
