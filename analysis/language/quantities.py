"""Every number of a passage: a quantity with unit and bound, or the reason why it is none.

What `others` lets through must find a unit, or stand where an index or a coefficient stands; what is told in words comes
from `spelled`. Positions are in the normalised passage text; a quantity covers its bound words, its numeral and its unit:

>>> text = "确保新签约项目不低于1000个以上，PM2.5浓度25微克/立方米，地铁2号线，拉动消费上百亿元"
>>> for token in scan(text):
...     print(token)
1000个 ge [7, 17)
2.5 name.code
25微克/立方米 eq [25, 33)
2 name.number
百亿元 approx [44, 48)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from analysis.language.bounds import Quantity, bounded, place, quoting, unit_at
from analysis.language.numerals import numeral
from analysis.language.others import DASH, Other, Quoted, other, quoted
from analysis.language.spelled import fractions, spelled
from analysis.registries.units import Unit, dimension, span_at

_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_RANGE = re.compile(rf"(?:{DASH})(?P<upper>\d+(?:\.\d+)?)")
_MINUS = re.compile(r"(?:(?<![\d%一-鿿A-Za-z])|(?<=增长|下降)|(?<=[为至到和]))(?P<minus>-)$")
# After these a minus sign says a fall: 增长-1.2%, 增速分别为-2.1%、2%和-5.2%.
_GROWS = re.compile(r"(?:增长|增速|增幅|涨幅|增长率)[^，。；]{0,12}$")
_WORD = re.compile(r"[一-鿿A-Za-z“（]")
_DIGITS = 20  # a longer run of digits is no size that a report states


def scan(text: str) -> tuple[Quantity | Other, ...]:
    """Return every number of a normalised passage in order.

    Each run of Arabic digits is in the result exactly once (the upper end of a range is inside its quantity).
    """
    names = tuple(sorted(quoted(text), key=lambda name: name.start))
    parts = {index: part for part in fractions(text) for index in range(part.start, part.end)}  # 1/3 is one number
    tokens: list[Quantity | Other] = []
    for match in _NUMBER.finditer(text):
        if not tokens or match.start() >= _end(tokens[-1]):
            tokens.append(parts.get(match.start()) or _arabic(text, match.start(), match.end(), names))
    covered = bytearray(len(text))
    for token in tokens:
        lead, stop = (token.lead, token.stop) if isinstance(token, Quantity) else (token.start, token.end)
        covered[lead:stop] = b"\1" * (stop - lead)
    tokens += [quantity for quantity in spelled(text, names) if not any(covered[quantity.lead : quantity.stop])]
    shared = _shared_units(sorted(tokens, key=lambda token: token.start), text)
    return tuple(_with_unit(token, text) if isinstance(token, Quantity) else token for token in shared)


def _end(token: Quantity | Other) -> int:
    """Return where a token's digits end: a range takes in its upper end."""
    return token.stop if isinstance(token, Quantity) and token.value_to is not None else token.end


def _arabic(text: str, start: int, end: int, names: tuple[Quoted, ...]) -> Quantity | Other:
    """Read the number in Arabic digits at `text[start:end]`."""
    name = quoting(names, start)
    found = other(text, start, end) or (None if name else place(text, start, end))
    if found:
        return found
    minus = _MINUS.search(text, max(0, start - 16), start)
    if minus and not (_GROWS.search(text, max(0, start - 16), minus.start("minus")) and text[end : end + 1] == "%"):
        return Other.of(text, start, end, "unknown.sign")  # 下降-1.2%: a fall is said in words
    if end - start > _DIGITS:
        return Other.of(text, start, end, "unknown.size")
    if name:
        return Other.of(text, start, end, name.reason)
    value_to, number_end = None, end
    upper = _upper(text, start, end)
    if upper:
        value_to, number_end = numeral(upper["upper"]), upper.end()
    unit, stop, approx = unit_at(text, number_end)
    if not unit.text:
        if re.match(r"[A-Za-z]", text[end : end + 1]):
            return Other.of(text, start, end, "name.latin")
        if _WORD.match(text, end) and not re.compile(r"[、和]|以上|以内|以下|左右|大关").match(text, end):
            return Other.of(text, start, end, "name.bare")
    if unit.text == "大" and not _WORD.match(text, stop):
        return Other.of(text, start, end, "unknown.unit")
    if _is_threshold(text, start, stop, unit):
        return Other.of(text, start, end, "name.threshold")
    value = -numeral(text[start:end]) if minus else numeral(text[start:end])
    return bounded(text, start, end, value, unit, stop, approx, "arabic", value_to)


def _upper(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the upper end of a range: 4.5%-5%, 3至5个; 由29.2%至32.3% and 2000个至2027年 are none."""
    unit = span_at(text, end)
    upper = _RANGE.match(text, end) or (_RANGE.match(text, unit[1]) if unit else None)
    if not upper or re.search(r"[由从自][^，。；、]{0,6}$", text[max(0, start - 16) : start]):
        return None
    if other(text, upper.start("upper"), upper.end("upper")):
        return None
    if not unit or upper.start() == end:
        return upper
    after = span_at(text, upper.end())
    # 500万至550万吨: the multiplier is said twice, the unit once
    same = after and unit[0].base in (after[0].base, "") and unit[0].multiplier == after[0].multiplier
    return upper if same else None


# What a size of money labels where a count follows: 超百亿元|工业企业1家.
_EARNERS = re.compile(
    r"的?[一-鿿]{0,6}(?:企业|产业|集群|园区|县|镇|村|品牌|市场|商圈)(?:[^，。；、\d]{0,4})\d"
    r"|(?:、[一-鿿]{2,6}超过?\d[\d.]*[万亿]{0,2}元)?的[一-鿿]{0,6}(?:企业|集群|园区)"
)
# Who has at least so many, counted right behind: 出栏50头以上养殖大户23户.
_CLASS = re.compile(r"及?以上的?[一-鿿]{1,6}(?:户|农场|家庭|企业|村|园区|基地|景区|医院|学校|合作社)(?=\d)")
_PEOPLE = re.compile(r"的?(?:人口|居民|人群|户籍|常住|儿童|幼儿|婴幼儿|青少年|学生|妇女|女性|男性|劳动力|老[年人])")


def _is_threshold(text: str, start: int, stop: int, unit: Unit) -> bool:
    """Whether a measured size labels a class of things: 40吨以下供暖燃煤锅炉, 50亿元以上重大项目, 10吨级, 500千伏变电站.

    45万人以上的目标 is no class: what is aimed at is told again.
    """
    kind = dimension(unit.text)
    if text[:start].endswith("年产") and re.compile(r"[一-鿿]{2}(?<![以左])").match(text, stop):
        return True  # 年产6万吨减水剂: of a plant
    label = _LABELS.get(kind)
    if kind == "money" and re.search("[超过达]$", text[max(0, start - 1) : start]) and _EARNERS.match(text, stop):
        return True  # 营收超500亿元企业1家
    if kind == "age" and _PEOPLE.match(text, stop):
        return True  # 0-14岁人口
    if re.compile(r"级").match(text, stop) or (label and label.match(text, stop)):
        return True
    if _CLASS.match(text, stop):
        return True
    if (
        not unit.base
        or kind.startswith("count")
        or kind in ("ratio", "visits", "times", "")
        or unit.base in ("名", "位")
    ):
        return False
    labels = re.compile(r"(?:及?以上|及?以下|以内)(?!的?(?:预期|奋斗)?目标)的?(?=[一-鿿“])(?![和及并、或])").match(
        text, stop
    )
    flows = re.search(
        r"(?:发放|筹集|安排|投入|争取|兑现|新增|达到|突破|超过|完成|实现)$", text[max(0, start - 16) : start]
    )
    return bool(labels) and (kind == "age" or not flows)


# What makes a size of this dimension part of a name when it follows: 20万吨储备库, 口径500毫米, 50米内换乘比例, 500千伏变电站, 30万千瓦机组.
_LABELS = {
    "mass": re.compile(r"(?!以|左右)[一-鿿]{1,6}(?:库|厂|装置|生产线|码头)"),
    "length": re.compile(r"口径|内(?=[一-鿿])"),
    "voltage": re.compile(r"(?<=千伏)(?=[一-鿿])(?![以和及])"),
    "power": re.compile(r"(?:[一-鿿]{2})?机组|工程|项目|(?!等)[一-鿿]{0,4}(?:发电|光伏|风电|储能)(?!装机)"),
}


def _shared_units(tokens: list[Quantity | Other], text: str) -> Iterator[Quantity | Other]:
    """Give a bare number in a list the unit of the next one: 高于全国12.7个、12个百分点; 增长5.5、3.2个百分点."""
    for token, following in zip_longest(tokens, tokens[1:]):
        if isinstance(token, Quantity) and isinstance(following, Quantity) and not token.rank and not following.rank:
            bare = not token.unit.text or (token.unit.text == "个" and following.unit.base.startswith("个百分"))
            if not token.unit.base and token.unit.multiplier == following.unit.multiplier > 1:
                bare = True  # 净减少10.6万、3.8万平方公里
            if bare and text[token.stop : following.lead] in ("、", "和"):
                token = replace(token, unit=following.unit, rules=(*token.rules, "unit.shared"))
        yield token


def _with_unit(quantity: Quantity, text: str) -> Quantity | Other:
    """Keep a number without unit only where an index, a coefficient or a verb of reaching stands before it."""
    index = re.search(
        r"(?:指数|系数|平均|达到|[达为至到])[^，。；、\d]{0,2}$", text[max(0, quantity.lead - 16) : quantity.lead]
    )
    if quantity.unit.text or quantity.rank or quantity.multiple or index:
        return quantity
    return Other.of(text, quantity.start, quantity.end, "unknown.unit")
