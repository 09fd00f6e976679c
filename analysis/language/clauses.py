"""A passage -> sentences, clauses, and members: each quantity with the words that can own it.

A clause ends at ，：；。！？ and at the brackets around a remark that holds a quantity of its own. Punctuation inside
quotation marks, titles and other brackets belongs to a name and ends nothing. Within a clause the words between two
quantities are shared out at the 、 or 和 between them:

>>> from analysis.language.quantities import scan
>>> text = "改造燃气管网301公里、供热管网253公里，惠及20万户居民。"
>>> for sentence in sentences(text, scan(text)):
...     for clause in sentence.clauses:
...         print([(member.left, member.quantity.text, member.right) for member in clause.members])
[('改造燃气管网', '301', ''), ('供热管网', '253', '')]
[('惠及', '20', '居民')]
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from analysis.language.bounds import Quantity
from analysis.language.others import Other
from analysis.registries import lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One quantity of a clause with the words before it and after it that no other quantity owns.

    `runs_on`: the words before it go on with the noun of the quantity before (1000个项目|完成投资1865亿元).
    """

    quantity: Quantity
    left: str
    right: str
    runs_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A stretch between two marks, with its quantities."""

    start: int
    end: int
    text: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Clauses up to a full stop; `text` is the passage's from `start` to `end`."""

    start: int
    end: int
    text: str
    clauses: tuple[Clause, ...]


_PAIRS = {"“": "”", "《": "》", "（": "）", "「": "」", "【": "】", "‘": "’"}
_STOPS = "。！？"
_MARKS = "，：；。！？"
_JOINS = ("、", "以及", "和", "及", "与", "或", "并")


def sentences(text: str, tokens: Sequence[Quantity | Other]) -> Iterator[Sentence]:
    """Yield the sentences of a passage; every quantity of `tokens` is in exactly one member."""
    quantities = [token for token in tokens if isinstance(token, Quantity)]
    marks = [-1, *_marks(text, quantities), len(text)]
    clauses: list[Clause] = []
    start = 0
    starts = [quantity.start for quantity in quantities]
    for before, after in pairwise(marks):
        inside = quantities[bisect(starts, before) : bisect_left(starts, after)]
        if after > before + 1:
            clauses.append(
                Clause(
                    start=before + 1,
                    end=after,
                    text=text[before + 1 : after],
                    members=tuple(_members(text, before + 1, after, inside)),
                )
            )
        if clauses and (after == len(text) or text[after] in _STOPS):
            end = min(after + 1, len(text))
            yield Sentence(start=start, end=end, text=text[start:end], clauses=tuple(clauses))
            clauses, start = [], end


def _marks(text: str, quantities: list[Quantity]) -> Iterator[int]:
    """Yield the positions that end a clause."""
    starts = [quantity.start for quantity in quantities]
    closing: list[int] = []
    for index, char in enumerate(text):
        while closing and index > closing[-1]:
            closing.pop()
        if char in _PAIRS:
            end = text.find(_PAIRS[char], index)
            if end < 0:
                continue
            if not bisect_left(starts, end) - bisect(starts, index):
                closing.append(max(end, closing[-1]) if closing else end)
            elif char == "（":
                yield index
        elif closing and index < closing[-1]:
            continue
        elif (
            char in _MARKS
            or (char == "）" and _holds_quantity(text, index, starts))
            or (char == " " and _between_words(text, index))
        ):
            yield index


def _holds_quantity(text: str, index: int, starts: list[int]) -> bool:
    """Whether the bracket that closes at `index` holds a quantity."""
    start = text.rfind("（", 0, index)
    return start >= 0 and bisect_left(starts, index) > bisect(starts, start)


def _between_words(text: str, index: int) -> bool:
    """Whether a space parts two Chinese words, as in headlines: 美丽庭院2700个 美丽田园20个."""
    return bool(re.match(r"[一-鿿”）%] +[一-鿿“]", text[index - 1 : index + 3])) if index else False


def _members(text: str, start: int, end: int, quantities: list[Quantity]) -> Iterator[Member]:
    """Share the words of a clause out among its quantities."""
    left, runs_on = text[start : quantities[0].lead] if quantities else "", False
    for quantity, following in zip_longest(quantities, quantities[1:]):
        gap = text[quantity.stop : following.lead if following else end]
        sized = following is not None and following.unit.base.endswith("元") and not quantity.unit.base.endswith("元")
        percent = following is not None and following.unit.base == "%" and quantity.unit.base != "%"
        cut, goes_on = (
            _cut(gap, sized=sized, percent=percent)
            if following
            else (len(gap) if not gap.startswith(("、", "”")) else 0, False)
        )
        yield Member(quantity=quantity, left=left, right=gap[:cut].rstrip("、"), runs_on=runs_on)
        left, runs_on = _without_join(gap[cut:]), goes_on


def _cut(gap: str, *, sized: bool, percent: bool) -> tuple[int, bool]:
    """Return where the words between two quantities part, and whether what follows goes on with the noun before.

    `sized`: the second is an amount of money and the first a count; `percent`: the second is a percentage.

    They part at the 、 or 和 next to a quantity, else before the verb that leads to the second.
    """
    if gap.startswith(_JOINS):
        return 0, False
    for join in _JOINS:
        if gap.endswith(join):
            return len(gap) - len(join), False
    reach = max((lexicon.begins(gap, words) for words in ("up", "down", "reach")), key=len)
    if len(reach) > 1 or reach in tuple("增减升降达至到为占"):  # 由29.2%提升至32.3%, but 3920个|新投产项目增加产值
        return 0, False
    if dated := re.search(r"(?<=..)(?:19|20)\d{2}年", gap):  # 13个重点园区|2025年营业收入突破
        return dated.start(), True
    size = re.fullmatch(r"(?P<thing>[^，、]{2,}?)(?:总?规模|总?产值|营业收入|销售收入)(?P<reach>.*)", gap)
    growing = size and (lexicon.ends(size["thing"], "up") or lexicon.ends(size["thing"], "down"))
    if (
        sized and size and not growing and lexicon.ends(size["reach"], "reach") == size["reach"]
    ):  # 10个重点产业集群|规模达到1.1万亿元
        return len(size["thing"]), True
    rate = re.fullmatch(r"(?P<thing>[^，、]{3,}?)(?:[一-鿿]{2}率|占比|比重|比例)(?P<reach>.*)", gap)
    if percent and rate and lexicon.ends(rate["reach"], "reach") == rate["reach"] != "":  # 203个断面水质|优良率达
        return len(rate["thing"]), True
    if sized and lexicon.begins(gap, "counting"):  # 18.7万人|发放救助金7.77亿元
        return 0, False
    if gap.endswith("等"):  # 15条街路更新工程和22号路等5条断头路: the example belongs to the second
        return max(0, *(gap.rfind(join) for join in ("、", "和", "及", "与"))), False
    place = gap.rfind("、")
    if place >= 0:
        return place, False
    verb = lexicon.first(gap, "predicate", 2)
    if verb > 0 and lexicon.ends(gap, "reach") != gap[verb:]:  # 1000个省级重点项目完成投资1865亿元
        return verb, True
    return (len(gap) if re.match(r"[一-鿿“]", gap) else 0), False


def _without_join(left: str) -> str:
    for join in _JOINS:
        if left.startswith(join) and not left.startswith(("与会", "和平", "及时", "并购")):
            return left[len(join) :]
    return left
