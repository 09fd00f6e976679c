"""The number a line of an outline begins with, and which numbers of the outline are missing.

>>> [numbered(line) for line in ("(五) 扩大开放", "12.发展农业", "第一，稳定农业", "二是改革", "2.5亿元", "一季度增长5%")]
[True, True, True, True, False, False]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Two lines that follow each other in a numbering, by their places, and the numbers missing between them."""

    before: int
    after: int
    missing: tuple[str, ...]


_NUMBERING = re.compile(
    r"""
    (?P<open> [（(［\[] | 第(?=.{1,3}[，、]) )?
    (?P<number> [一二三四五六七八九十]{1,3} | \d{1,3} )
    (?P<close> [）)］\]] | 、 | (?<=第.)， | [．.](?!\d) | 是 )
    """,
    re.VERBOSE,
)
_CHINESE = tuple(
    tens + ones
    for tens in ("", "十", *(f"{digit}十" for digit in "二三四五六七八九"))
    for ones in ("", *"一二三四五六七八九")
)


def numbered(line: str) -> bool:
    """Tell whether a line begins with a number of an outline."""
    return _NUMBERING.match(line) is not None


def marker(line: str) -> str:
    """Return the number of an outline that a line begins with, as it is written; '' where there is none.

    >>> [marker(line) for line in ("（七）大农业", "二、工作安排", "2.5亿元")]
    ['（七）', '二、', '']
    """
    found = _NUMBERING.match(line)
    return found[0] if found else ""


def gaps(lines: Sequence[str]) -> Iterator[Gap]:
    """Find the numbers missing from a numbering; it may begin anew at one, and run on over other heads.

    >>> [gap.missing for gap in gaps(["(一) 甲", "1.乙", "(二) 丙", "1.丁", "2.戊", "(五) 己"])]
    [('(三)', '(四)')]
    """
    latest: dict[tuple[str, str, bool], tuple[int, int]] = {}
    for index, line in enumerate(lines):
        match = _NUMBERING.match(line)
        if match is None or match["close"] == "是":  # 一是 counts sentences, and not all of them begin a line
            continue
        opening, digits, closing = match["open"] or "", match["number"], match["close"]
        arabic = digits.isdecimal()
        if not arabic and digits not in _CHINESE:
            continue
        number = int(digits) if arabic else _CHINESE.index(digits)
        before, last = latest.get((opening, closing, arabic), (0, 0))
        if 0 < last < number - 1:
            missing = (str(n) if arabic else _CHINESE[n] for n in range(last + 1, number))
            yield Gap(before=before, after=index, missing=tuple(opening + name + closing for name in missing))
        latest[opening, closing, arabic] = (index, number)
