r"""The lines of a document as they read: without furniture, emphasis marks and white space that means nothing.

A line is a list of pieces, spans of the file, because what is cut out of its middle (`增长**5.5%**`, `11.5 万人`)
must not move any citation. White space between two Chinese words stays: there it separates, as a comma would.

>>> text = "　　增长**5.5%**以上，新增11.5 万人\n\n创建庭院2700个 田园20个\n"
>>> [line.text for line in lines(Document(name="report", text=text, furniture=()))]
['增长5.5%以上，新增11.5万人', '创建庭院2700个 田园20个']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.documents.readers import Document, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with something on it: its pieces, how they read, and the line ends since the line before."""

    pieces: tuple[Span, ...]
    text: str
    gap: int

    @property
    def start(self) -> int:
        """Where the first piece begins."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.pieces[-1].end


def lines(document: Document) -> tuple[Line, ...]:
    """Return the lines of a document that have report text, in the order of the file."""
    text = document.reading
    loose, pairs = _letterspaced(text) or _sprinkled(text), _Pairs(text)
    found: list[Line] = []
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        pieces = _pieces(
            text, Span(match.start(), match.end()), document.furniture, pairs, loose or _letterspaced(line)
        )
        if pieces:
            gap = text.count("\n", found[-1].end, pieces[0].start) if found else 0
            found.append(Line(pieces=pieces, text="".join(_read(text, pieces)), gap=gap))
    return tuple(found)


_EMPHASIS = re.compile(r"\*{2,3}")
_SPACE = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[，。；！？,;!?]")
_HAN = r"[\u4e00-\u9fff]"
_SPRINKLED = 200  # characters to a space between two of them, from which on spaces mean nothing
_REACH = 30  # characters on either side of white space that say what it is; no number is longer


class _Pairs:
    """How often two Chinese characters stand together in a text, against how often they would by chance."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._single = Counter(text)
        self._double = Counter(match[0] + match[1] for match in re.findall(rf"(?=({_HAN})({_HAN}))", text))

    def bound(self, left: str, right: str) -> bool:
        """Tell whether two characters are a word, as far as the text itself shows.

        >>> _Pairs("生产总值" * 3 + "发展" * 30).bound("总", "值"), _Pairs("生产总值" * 3).bound("值", "发")
        (True, False)
        """
        times = self._double[left + right]
        return times >= 2 and times * len(self._text) >= 20 * self._single[left] * self._single[right]


def _letterspaced(text: str) -> bool:
    """Tell whether every character of a text is set apart, as character recognition may leave it.

    >>> _letterspaced("全 年 增 长 5 . 5 %"), _letterspaced("创建庭院2700个 田园20个")
    (True, False)
    """
    apart = len(re.findall(rf"{_HAN}[^\S\n](?={_HAN})", text))
    return apart >= 3 and apart > 2 * len(re.findall(rf"{_HAN}(?={_HAN})", text))


def _sprinkled(text: str) -> bool:
    """Tell whether spaces stand within the words of a text, as poor character recognition leaves them.

    A report as it was written has hardly a space between two characters of a sentence: a slogan in quotation marks.

    >>> _sprinkled("全市生产 总值增长5%，新建公园2个。"), _sprinkled("创建庭院2700个 田园20个")
    (True, False)
    """
    prose = "\n".join(line for line in text.split("\n") if _PUNCTUATION.search(line))
    apart = len(re.findall(rf"{_HAN}[^\S\n](?={_HAN})", prose))
    return apart * _SPRINKLED > len(re.findall(_HAN, prose))


def _pieces(
    text: str, line: Span, furniture: Sequence[Span], pairs: _Pairs, letterspaced: bool = False
) -> tuple[Span, ...]:
    """Cut furniture, emphasis marks and meaningless white space out of a line.

    >>> def cut(line, *loose): return [line[p.start : p.end] for p in _pieces(line, Span(0, len(line)), (), _Pairs(line), *loose)]
    >>> cut("1 9 9 3 年，增长1 1 ％"), cut("政策3.0 版，扩大到 200个"), cut("全 市 增 长", True)
    (['1', '9', '9', '3', '年，增长1', '1', '％'], ['政策3.0', '版，扩大到', '200个'], ['全', '市', '增', '长'])
    >>> cut("增速达到8% 35个核心板块 新增11万人"), cut("Essential Science Indicators"), cut("2023 2024")
    (['增速达到8% 35个核心板块 新增11万人'], ['Essential Science Indicators'], ['2023 2024'])
    """
    cuts = [span for span in furniture if span.start < line.end and line.start < span.end]
    cuts += [Span(match.start(), match.end()) for match in _EMPHASIS.finditer(text, line.start, line.end)]
    kept = [place for piece in _rest(line, cuts) for place in range(piece.start, piece.end)]
    plain = "".join(text[place] for place in kept)
    prose = letterspaced or _PUNCTUATION.search(plain) is not None
    before = ""
    end = 0
    for match in _SPACE.finditer(plain):
        before = (before + plain[end : match.start()])[-_REACH:]
        after = plain[match.end() : match.end() + _REACH]
        single = len(match.group()) == 1
        loosened = not before or not after or (single and letterspaced) or _loosens(before, after, prose)
        first = match.start()
        if not loosened and not (single and prose and pairs.bound(before[-1], after[0])):
            before += match.group()
            first += 1 if letterspaced else len(match.group())  # of a wide space among single ones, one is meant
        if first < match.end():
            cuts.append(Span(kept[first], kept[match.end() - 1] + 1))
        end = match.end()
    return tuple(_rest(line, cuts))


def _read(text: str, pieces: Sequence[Span]) -> Iterator[str]:
    return (text[piece.start : piece.end] for piece in pieces)


def _rest(within: Span, cuts: Sequence[Span]) -> Iterator[Span]:
    """Yield what remains of a span, in order.

    >>> list(_rest(Span(0, 10), [Span(6, 12), Span(0, 1), Span(3, 4)]))
    [Span(start=1, end=3), Span(start=4, end=6)]
    """
    start = within.start
    for cut in sorted(cuts):
        if cut.end <= start or cut.start >= within.end:
            continue
        if cut.start > start:
            yield Span(start, cut.start)
        start = cut.end
    if start < within.end:
        yield Span(start, within.end)


def _loosens(before: str, after: str, prose: bool) -> bool:
    """Tell whether white space between two texts only loosens the type, so that they are one word or number.

    >>> _loosens("新增11.5", "万人", True), _loosens("扩大到", "200个", True), _loosens("比上年1", "1", True)
    (True, True, True)
    >>> _loosens("新增3家", "5个项目", False), _loosens("2023", "2024", True), _loosens("2700个", "美丽", True)
    (False, False, False)
    """
    left, right = before[-1], after[0]
    if left.isdigit() and right.isdigit():  # 1 9 9 3, but two columns of figures are two
        runs = (re.search(r"\d+$", before), re.match(r"\d+", after))
        return any(run is not None and len(run.group()) == 1 for run in runs)
    if re.match(r"[\d.．]", left) and re.match(r"[\d.．%％‰]", right):
        return True
    if re.match(r"[\u4e00-\u9fff]", left) and re.match(r"[\dA-Za-z]", right):
        return prose  # in a head without punctuation the space is the comma: 新增3家 5个项目开工
    return bool(re.match(r"[\dA-Za-z]", left) and re.match(r"[\u4e00-\u9fff\d]", right))
