"""Where a line breaks off in the middle of a sentence, and which line goes on with it.

Two lines are joined only on evidence from the document itself, because a false join makes a false fact and a missed
one only a gap. Evidence either binds the two lines (a quotation opened here and closed there, two characters that
stand together elsewhere far more often than by chance) or only shows that one of them is torn (no clause begins
like that anywhere else). Every piece has a weight and a reason; a seam needs enough of both kinds, more of it when
other paragraphs stand between, and must be the single best of both its lines.

>>> from analysis.documents.readers import Span
>>> def line(text): return Line(pieces=(Span(0, len(text)),), text=text, gap=2)
>>> news = page(tuple(map(line, ("一、人才", "深入实施“兴", "今年的目标", "经济增长5%。", "才计划”，引进600人。"))))
>>> [(seam.before, seam.after, seam.evidence[0].reason) for seam in chosen(seams(news))]
[(1, 4, '“ is opened here and closed there')]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.documents.lines import Line
from analysis.documents.numbering import Gap, gaps, numbered


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines of a document, and what is known only from all of them together."""

    lines: tuple[Line, ...]
    whole: str
    loose: bool  # blank lines part the paragraphs, so a single line end is one within a paragraph
    begins: Counter[str]  # how often a character is the first of a clause
    ends: Counter[str]  # and how often the last
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason to join two lines; it `binds` if it speaks of both together, not of one of them being torn."""

    weight: int
    reason: str
    binds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """Two lines that may belong together, by their places in the page, and what speaks for it."""

    before: int
    after: int
    evidence: tuple[Evidence, ...]

    @property
    def score(self) -> int:
        """The weight of all evidence."""
        return sum(one.weight for one in self.evidence)

    @property
    def suffices(self) -> bool:
        """Whether the evidence is enough to join the lines."""
        bound = sum(one.weight for one in self.evidence if one.binds)
        return bound >= 2 and self.score >= 4 if self.after == self.before + 1 else bound >= 3 and self.score >= 5


_NEAR = 60  # a title or slogan in quotation marks is shorter than this, and so is a head
_PAIRS = dict(zip("“‘《〈「『（(【［[", "”’》〉」』）)】］]", strict=True))
_CLOSING = "".join(_PAIRS.values())
_STOPS = "，。、；：！？,;:!?"
_SENTENCE = re.compile(r"[，。；！？,;!?]")
_CLAUSE_END = re.compile(rf"[\s{_STOPS}…—\"{re.escape(''.join(_PAIRS) + _CLOSING)}]+")


def page(lines: tuple[Line, ...]) -> Page:
    """Gather what is known from all lines of a document together."""
    clauses = [clause for line in lines for clause in _CLAUSE_END.split(line.text) if clause]
    return Page(
        lines=lines,
        whole="\n".join(line.text for line in lines),
        loose=_loose(lines),
        begins=Counter(clause[0] for clause in clauses),
        ends=Counter(clause[-1] for clause in clauses),
        gaps=tuple(gaps([line.text for line in lines])),
    )


def _loose(lines: Sequence[Line]) -> bool:
    """Tell whether most lines that end as a paragraph does have a blank line after them."""
    breaks = [after.gap for before, after in pairwise(lines) if _ends(before.text)]
    return sum(lines > 1 for lines in breaks) * 2 > len(breaks)


def seams(page: Page) -> list[Seam]:
    """Return every seam with enough evidence, rivals included, in the order of the page."""
    return [
        seam
        for before in range(len(page.lines) - 1)
        for after in _candidates(page, before)
        if (seam := Seam(before=before, after=after, evidence=tuple(_evidence(page, before, after)))).suffices
    ]


def chosen(seams: Sequence[Seam]) -> list[Seam]:
    """Keep the seams that are the single best of both their lines; of equally good ones none."""
    return [
        seam
        for seam in seams
        if all(
            rival is seam or rival.score < seam.score
            for rival in seams
            if rival.before == seam.before or rival.after == seam.after
        )
    ]


def breaks_off(line: str) -> bool:
    """Tell whether a line stops in the middle of a sentence, as far as the line itself shows.

    >>> [breaks_off(line) for line in ("围绕新突破，提", "深入实施“兴", "(二)内需持续发力,投资增长", "创建田园20个")]
    [True, True, False, False]
    """
    return not _ends(line) and not _is_head(line) and (bool(unclosed(line)) or not numbered(line))


def begins_inside(page: Page, line: str) -> bool:
    """Tell whether a line surely begins inside a sentence: with punctuation, or one stray character before it."""
    if numbered(line):
        return False
    stray = re.match(rf"\w[{_STOPS}]", line) is not None and _begins_no_clause(page, line)
    return stray or _impossible_start(line)


def unclosed(line: str) -> str:
    """Return the bracket or quotation mark that is still open at the end of a line, if it was opened near it.

    >>> unclosed("深入实施“兴"), unclosed("“兴沈英才”"), unclosed("“" + "长" * 100)
    ('“', '', '')
    """
    stack: list[str] = []
    for character in line[-_NEAR:]:
        if character in _PAIRS:
            stack.append(character)
        elif stack and character == _PAIRS[stack[-1]]:
            stack.pop()
    return stack[-1] if stack else ""


def _candidates(page: Page, before: int) -> Iterator[int]:
    """Yield the lines that may go on with a line: the next one, or a torn one behind a box.

    A box has no numbers of the outline: nothing is looked for behind the next numbered line.
    """
    head, following = page.lines[before].text, page.lines[before + 1].text
    split_title = _is_head(head) and _is_head(following)
    wrapped = _wrapped(page, before)
    if (breaks_off(head) or split_title or wrapped) and not numbered(following):
        yield before + 1
    if breaks_off(head) and not wrapped:
        for after in range(before + 2, len(page.lines)):
            tail = page.lines[after].text
            if any(numbered(line.text) for line in page.lines[after - 1 : after + 1]):
                return
            torn = bool(_unopened(tail)) or _impossible_start(tail) or _begins_no_clause(page, tail)
            if torn and _PAIRS.get(unclosed(head), "") == _unopened(tail):
                yield after


def _evidence(page: Page, before: int, after: int) -> Iterator[Evidence]:
    """Collect what speaks for one line going on with another."""
    head, tail = page.lines[before].text, page.lines[after].text
    adjacent = after == before + 1
    if unclosed(head) and _PAIRS[unclosed(head)] == _unopened(tail):
        yield Evidence(weight=6, reason=f"{unclosed(head)} is opened here and closed there")
    if adjacent and _wrapped(page, before):
        yield Evidence(weight=4, reason="a single line end, where blank lines part the paragraphs")
    if adjacent and head[-1] in "，、," and not _is_head(tail):
        yield Evidence(weight=4, reason=f"no paragraph ends with “{head[-1]}”")
    if _impossible_start(tail):
        may_end = re.search(rf"{re.escape(head[-2:])}[{_STOPS}]", page.whole) is not None  # else inside a word
        yield Evidence(weight=3, reason=f"no paragraph begins with “{tail[0]}”", binds=may_end)
    if _rhythm(head, tail):
        yield Evidence(weight=3, reason="the end of the line completes the first item of the list")
    times, lift = _lift(head, tail, page.whole)
    if times >= 2 and lift >= 20 and times > page.begins[tail[0]]:
        pair = head[-1] + tail[0]
        yield Evidence(
            weight=3, reason=f"“{pair}” stands together {times} times, {lift:.0f} times as often as by chance"
        )
    if len(together := _together(head, tail, page.whole)) >= 3:
        yield Evidence(weight=min(len(together) - 2, 2), reason=f"“{together}” stands together elsewhere")
    if _begins_no_clause(page, tail):
        yield Evidence(weight=1, reason=f"no clause begins with “{tail[0]}” elsewhere", binds=False)
    if page.ends[head[-1]] == 1 < page.whole.count(head[-1]):
        yield Evidence(weight=1, reason=f"no clause ends with “{head[-1]}” elsewhere", binds=False)
    if adjacent and not any(gap.before <= before and after <= gap.after for gap in page.gaps):
        yield Evidence(weight=1, reason="the next line", binds=False)


def _wrapped(page: Page, before: int) -> bool:
    """Tell whether a line is only set on two lines: no blank line follows where one stands between paragraphs."""
    head, following = page.lines[before].text, page.lines[before + 1]
    counted = numbered(head) and head[-1] not in _STOPS
    return page.loose and following.gap == 1 and not _ends(head) and not counted


def _ends(line: str) -> bool:
    """Tell whether a line ends as a paragraph does.

    >>> [_ends(line) for line in ("各位代表：", "“掌上办”。", "（见附件。）", "围绕规划", "接着，", "实现“掌上办”")]
    [True, True, True, False, False, False]
    """
    return line.rstrip(_CLOSING + '"')[-1:] in tuple("。！？；：…!?;:.")


def _is_head(line: str) -> bool:
    """Tell whether a line may be a head, a title or a name: short, and no sentence in it.

    >>> [_is_head(line) for line in ("单位GDP二氧化碳排放 降低4.1%", "深入实施“兴", "围绕新突破，提")]
    [True, False, False]
    """
    return len(line) <= _NEAR and not _SENTENCE.search(line) and not unclosed(line)


def _unopened(line: str) -> str:
    """Return the closing mark near the beginning of a line that nothing in the line opens.

    >>> _unopened("沈英才计划”，办好大会"), _unopened("》下达以后"), _unopened("“博士沈阳行”"), _unopened("1)建设")
    ('”', '》', '', '')
    """
    stack: list[str] = []
    for character in re.sub(r"^\w{1,3}[)）]", "", line)[:_NEAR]:
        if character in _PAIRS:
            stack.append(_PAIRS[character])
        elif stack and character == stack[-1]:
            stack.pop()
        elif character in _CLOSING and character not in stack:
            return character
    return ""


def _impossible_start(line: str) -> bool:
    return line[0] in _STOPS + _CLOSING + "%％"


def _begins_no_clause(page: Page, line: str) -> bool:
    """Tell whether the first character of a line is known from the page, but as the first of no other clause."""
    return page.begins[line[0]] == 1 < page.whole.count(line[0])


def _together(head: str, tail: str, whole: str) -> str:
    """Return the longest text across the seam that stands elsewhere, of at most six characters of either side.

    >>> _together("1项具体内", "容。", "5项举措、12项具体内容。"), _together("绿色、数字", "带，着力", "数字贸易，一带一路")
    ('项具体内容。', '')
    """
    if _CLAUSE_END.match(head[-1]) or _CLAUSE_END.match(tail[0]) or tail[0].isdigit():
        return ""  # punctuation and numbers stand beside anything
    best = ""
    for left in range(1, 7):
        for right in range(1, 7):
            seam = head[-left:] + tail[:right]
            if len(seam) > len(best) and seam in whole:
                best = seam
    return best


def _lift(head: str, tail: str, whole: str) -> tuple[int, float]:
    """Return how often the two characters at the seam stand together, and how much oftener than by chance.

    >>> _lift("提", "出", "提出" * 3 + "提高" + "发展" * 50)
    (3, 27.0)
    """
    times = whole.count(head[-1] + tail[0])
    by_chance = whole.count(head[-1]) * whole.count(tail[0]) / len(whole)
    return times, times / by_chance if by_chance else 0.0


def _rhythm(head: str, tail: str) -> bool:
    """Tell whether the end of a line gives the first item of a list the length and the figure of the others.

    >>> _rhythm("围绕规划", "共绘、交通共联、产业共链、平台共享，"), _rhythm("绿色、数字", "带，着力打造")
    (True, False)
    """
    first, *others = re.split("[，。；,;]", tail, maxsplit=1)[0].split("、")
    missing = len(others[0]) - len(first) if len(others) >= 3 else 0
    if missing <= 0 or _CLAUSE_END.search(head[-missing:]) or len({len(item) for item in others}) > 1:
        return False
    return any(all(item[missing + at] == character for item in others) for at, character in enumerate(first))
