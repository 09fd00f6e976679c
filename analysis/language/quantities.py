"""Every number of a passage: a quantity with unit and bound, or the reason why it is none.

What `others` lets through must find a unit, or stand where an index or a coefficient stands. Numbers in Chinese
numerals are taken only where they carry a value (一万亿元, 上千场, 百分之八), never where they are idiom (千方百计,
十个方面). Positions are in the normalised passage text; a quantity covers its bound words, its numeral and its unit:

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
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest
from typing import cast

from analysis.facts import Bound
from analysis.language.numerals import CHINESE, numeral
from analysis.language.others import DASH, Other, Quoted, other, quoted
from analysis.registries import lexicon
from analysis.registries.units import Unit, dimension, span_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number that measures something.

    `start`/`end` are the numeral's; `lead`/`stop` take in the bound words and the unit. `rank` is true for a place
    in a ranking.
    """

    start: int
    end: int
    lead: int
    stop: int
    text: str
    value: Decimal
    value_to: Decimal | None
    unit: Unit
    bound: Bound
    rank: bool
    rules: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.text}{self.unit.text} {self.bound} [{self.lead}, {self.stop})"


_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_RANGE = re.compile(rf"(?:{DASH})(?P<upper>\d+(?:\.\d+)?)")
_WORD = re.compile(r"[一-鿿A-Za-z“（]")
_NO_UNIT = Unit("", Decimal(1), "")
_DIGITS = 20  # a longer run of digits is no size that a report states

_PREFIX = re.compile(
    r"""
      (?P<ge>(?:不低于|不少于|不小于|至少|超过|超出|突破|超|逾|高于|多于|大于|(?<![不经通越])过|(?P<step>[迈跨跃登站踏][上过]))了?)$
    | (?P<le>(?:不超过|不高于|不多于|至多|低于|少于|小于))$
    | (?P<approx>(?:接近|将近|大约|(?<![签节公合])约|(?<!附)近))$  # 新签约100个 is no estimate
    """,
    re.VERBOSE,
)
_SUFFIX = re.compile(
    r"(?P<ge>及?以上|大关|(?:[两三四五]个|新)?台阶|之多)|(?P<le>以内|以下|之内)|(?P<approx>左右|上下)",
)


def scan(text: str) -> tuple[Quantity | Other, ...]:
    """Return every number of a normalised passage in order.

    Each run of Arabic digits is in the result exactly once (the upper end of a range is inside its quantity).
    """
    names = tuple(sorted(quoted(text), key=lambda name: name.start))
    fractions = tuple(_fractions(text))
    tokens: list[Quantity | Other] = []
    for match in _NUMBER.finditer(text):
        whole = next((each for each in fractions if each.start <= match.start() < each.end), None)
        if not tokens or match.start() >= _end(tokens[-1]):
            tokens.append(whole or _arabic(text, match.start(), match.end(), names))
    covered = bytearray(len(text))
    for token in tokens:
        lead, stop = (token.lead, token.stop) if isinstance(token, Quantity) else (token.start, token.end)
        covered[lead:stop] = b"\1" * (stop - lead)
    tokens += [
        q
        for q in (*fractions, *_zeros(text), *_multiples(text), *_chinese(text, names))
        if not any(covered[q.lead : q.stop])
    ]
    shared = _shared_units(sorted(tokens, key=lambda token: token.start), text)
    return tuple(_with_unit(token, text) if isinstance(token, Quantity) else token for token in shared)


def _end(token: Quantity | Other) -> int:
    """Return where a token's digits end: a range takes in its upper end."""
    return token.stop if isinstance(token, Quantity) and token.value_to is not None else token.end


def _arabic(text: str, start: int, end: int, names: tuple[Quoted, ...]) -> Quantity | Other:
    """Read the number in Arabic digits at `text[start:end]`."""
    found = other(text, start, end) or _place(text, start, end)
    if found:
        return found
    if re.search(r"(?<![\d%一-鿿A-Za-z])-$|(?:增长|下降|为|至|到)-$", text[max(0, start - 16) : start]):
        return Other.of(
            text, start, end, "unknown.sign"
        )  # 增长-1.2%: growth is said in words, a minus sign is not understood
    if end - start > _DIGITS:
        return Other.of(text, start, end, "unknown.size")
    name = _quoting(names, start)
    if name:
        return Other.of(text, start, end, name.reason)
    value_to, number_end = None, end
    upper = _upper(text, start, end)
    if upper:
        value_to, number_end = numeral(upper["upper"]), upper.end()
    unit, stop, approx = _unit(text, number_end)
    if not unit.text:
        if re.match(r"[A-Za-z]", text[end : end + 1]):
            return Other.of(text, start, end, "name.latin")
        if _WORD.match(text, end) and not re.compile(r"[、和]|以上|以内|以下|左右|大关").match(text, end):
            return Other.of(text, start, end, "name.bare")
    if unit.text == "大" and not _WORD.match(text, stop):
        return Other.of(text, start, end, "unknown.unit")
    if _is_threshold(text, start, stop, unit):
        return Other.of(text, start, end, "name.threshold")
    return _bounded(text, start, end, numeral(text[start:end]), unit, stop, approx, "arabic", value_to)


def _quoting(names: tuple[Quoted, ...], place: int) -> Quoted | None:
    """Return the name in quotation marks that a place stands in."""
    index = bisect(names, place, key=lambda name: name.start) - 1
    return names[index] if index >= 0 and names[index].start < place < names[index].end else None


def _upper(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the upper end of a range: 4.5%-5%, 3至5个; 由29.2%至32.3% and 2000个至2027年 are none."""
    unit = span_at(text, end)
    upper = _RANGE.match(text, end) or (_RANGE.match(text, unit[1]) if unit else None)
    if not upper or re.search(r"[由从自][^，。；、]{0,6}$", text[max(0, start - 16) : start]):
        return None
    if other(text, upper.start("upper"), upper.end("upper")):
        return None
    same = not unit or upper.start() == end or ((after := span_at(text, upper.end())) and after[0].base == unit[0].base)
    return upper if same else None


def _unit(text: str, position: int) -> tuple[Unit, int, bool]:
    """Return the unit at a position, where it ends, and whether 余 or 多 stands with it (1000余场, 6万余件)."""
    inner = text[position : position + 1] in ("余", "多")
    found = span_at(text, position + inner)
    if not found:
        return _NO_UNIT, position, False
    return found[0], found[1], bool(re.search(r"[余多]", text[position : found[1]]))


def _is_threshold(text: str, start: int, stop: int, unit: Unit) -> bool:
    """Whether a measured size labels a class of things: 40吨以下供暖燃煤锅炉, 50亿元以上重大项目, 10吨级, 500千伏变电站.

    45万人以上的目标 is no class: what is aimed at is told again.
    """
    kind = dimension(unit.text)
    label = _LABELS.get(kind)
    if re.compile(r"级").match(text, stop) or (label and label.match(text, stop)):
        return True
    if not unit.base or kind.startswith("count") or kind in ("ratio", "visits", "times", ""):
        return False
    labels = re.compile(r"(?:及?以上|及?以下|以内)(?!的?(?:预期|奋斗)?目标)的?(?=[一-鿿“])(?![和及并、或])").match(
        text, stop
    )
    flows = re.search(
        r"(?:发放|筹集|安排|投入|争取|兑现|新增|达到|突破|超过|完成|实现)$", text[max(0, start - 16) : start]
    )
    return bool(labels) and not flows


# What makes a size of this dimension part of a name when it follows: 口径500毫米, 50米内换乘比例, 500千伏变电站, 30万千瓦机组.
_LABELS = {
    "length": re.compile(r"口径|内(?=[一-鿿])"),
    "voltage": re.compile(r"(?<=千伏)(?=[一-鿿])(?![以和及])"),
    "power": re.compile(r"(?:[一-鿿]{2})?机组|工程|项目"),
}


def _place(text: str, start: int, end: int) -> Quantity | None:
    """Read a place in a ranking: 第15位, 前50强, 城市20强, 第二位."""
    before, after = text[max(0, start - 1) : start], re.compile(r"强|名|位次?|列").match(text, end)
    word = after[0][0] if after else ""  # 位次 is counted in 位
    first = before == "前" and (word or not re.compile(r"[一-鿿\d]").match(text, end))
    strongest = word == "强" and not re.compile(r"(?![和及与]|行列)[一-鿿]").match(text, end + 1)
    if not (first or strongest or (before == "第" and word in ("位", "名"))):
        return None
    return Quantity(
        start=start,
        end=end,
        lead=start - (before in ("第", "前")),
        stop=after.end() if after else end,
        text=text[start:end],
        value=numeral(text[start:end]),
        value_to=None,
        unit=Unit(word, Decimal(1), word),
        bound="le" if first or strongest else "eq",
        rank=True,
        rules=("rank",),
    )


def _bounded(
    text: str,
    start: int,
    end: int,
    value: Decimal,
    unit: Unit,
    stop: int,
    approx: bool,
    rule: str,
    value_to: Decimal | None = None,
) -> Quantity:
    """Put the bound words before a numeral and after its unit to it."""
    lead, bound = start, "approx" if approx else "eq"
    prefix, suffix = _PREFIX.search(text[max(0, start - 8) : start]), _SUFFIX.match(text, stop)
    if prefix and not (prefix["step"] and unit.multiplier < 10_000):  # 跨上万亿元, but 跨过3个大关
        bound, lead = next(name for name in ("ge", "le", "approx") if prefix[name]), start - len(prefix[0])
    if suffix:
        bound, stop = str(suffix.lastgroup), suffix.end()
    elif not prefix and rule == "chinese" and text[start - 1 : start] == "上":  # 上百亿元, 上千场
        bound, lead = "approx", start - 1
    if value_to is not None:
        bound = "between"
    return Quantity(
        start=start,
        end=end,
        lead=lead,
        stop=stop,
        text=text[start:end],
        value=value,
        value_to=value_to,
        unit=unit,
        bound=cast(Bound, bound),
        rank=False,
        rules=(rule, f"bound.{bound}"),
    )


_MULTIPLES = {"倍增": 2, "翻番": 2, "翻一番": 2, "翻两番": 4, "翻三番": 8, "翻四番": 16}
_MULTIPLE = re.compile(rf"(?P<word>{'|'.join(_MULTIPLES)})(?=”?(?:$|[，。；、！以]))")
_FEELING = re.compile(r"(?:干劲|信心|活力|力量|勇气|压力|责任|动力|热情)$")


def _multiples(text: str) -> Iterator[Quantity]:
    """Yield 倍增 and 翻番 where an indicator doubles; 信心倍增 is no indicator."""
    for match in _MULTIPLE.finditer(text):
        if not _FEELING.search(text[max(0, match.start() - 4) : match.start()]):
            value = Decimal(_MULTIPLES[match["word"]])
            yield _bounded(text, match.start(), match.end(), value, _NO_UNIT, match.end(), False, "chinese.multiple")


_CHINESE = re.compile(
    rf"""
    (?P<percent>百分之|千分之)?
    (?P<numeral>
        [{CHINESE}]+[亿億万萬](?!千[瓦伏米克])[{CHINESE}]+(?:[万萬][{CHINESE}]*)?   # 一百二十三亿七千万(元): one numeral
      | [{CHINESE}]+(?:[点點][{CHINESE}]+)?
      | 万(?=亿)                                                    # 突破万亿元
    )
    """,
    re.VERBOSE,
)


def _chinese(text: str, names: tuple[Quoted, ...]) -> Iterator[Quantity]:
    """Yield the numbers in Chinese numerals that carry a value."""
    for match in _CHINESE.finditer(text):
        start, end = match.span("numeral")
        if _quoting(names, start):
            continue
        try:
            value = Decimal(10_000) if match["numeral"] == "万" else numeral(match["numeral"])  # 突破万亿元
        except ValueError:
            continue
        if match["percent"]:
            sign = "%" if match["percent"] == "百分之" else "‰"
            yield _bounded(text, match.start(), end, value, Unit(sign, Decimal(1), sign), end, False, "chinese.percent")
        elif re.search(r"[\d一二三四五六七八九十两]个$", text[max(0, start - 2) : start]):
            continue  # 3个万亿元大关: a class of marks
        elif text[start - 1 : start] in ("前", "第"):
            place = _place(text, start, end) if value > 1 else None  # 第一 and 首位 are praise
            if place:
                yield place
        else:
            unit, stop, approx = _unit(text, end)
            if _carries_value(text, start, value, unit, stop):
                yield _bounded(text, start, end, value, unit, stop, approx, "chinese")


def _carries_value(text: str, start: int, value: Decimal, unit: Unit, stop: int) -> bool:
    """Whether a numeral in Chinese characters measures something: 一万亿元, 上千场, 三百二十个, but not 十个方面."""
    kind, before = dimension(unit.text), text[start - 1 : start]
    ends = re.compile(r"$|[，。；、！]|左右|以上|大关").match(text, stop)
    if unit.text == "成" and stop - start == 2 and _said_of_tenths(text, start, stop):
        return True
    if unit.text in ("亿", "成"):  # 集群规模突破万亿, 上云率近六成: only after a word of size, never 一成不变
        return bool(_PREFIX.search(text[max(0, start - 8) : start]) and ends)
    if kind in ("", "time") or unit.text in ("大", "里", "位", "方"):
        return False
    if unit.base in ("县", "镇", "乡", "村") or before in ("第", "“", "数", "几", "每"):  # 千亿县
        return False
    if re.compile(r"级|强|规模|产业集群|方面|[字条]主线|工程|计划|行动").match(text, stop):
        return False
    reached = before in ("上", "近", "超", "过", "破", "达", "到", "为", "至", "逾")
    if text[start] in "百千万" and unit.multiplier >= 10_000 and not reached and not _SUFFIX.match(text, stop):
        return False  # 百亿元工业项目 and 千亿级 are labels
    if stop - start <= 3 and text[start] in "百千" and unit.multiplier < 10_000:
        # 百家 and 千场 alone are figures of speech; 上百家, 千余家 and 千场以上 are figures.
        inexact = before in ("上", "近", "超", "过", "破", "达") or text[start + 1] in "余多"
        return inexact or bool(_SUFFIX.match(text, stop))
    if unit.multiplier >= 10_000 or value >= 100:
        return not re.compile(r"(?:以上|以下)[一-鿿]").match(text, stop)
    if stop - start > 3 and value >= 11:
        return "十" in text[start:stop]
    return unit.base == "人" and value >= 2 and bool(ends)


def _said_of_tenths(text: str, start: int, stop: int) -> bool:
    """Whether 成 and 半 are parts by the words beside them: 九成以上社区, 近六成企业, 精简两成, but not 一成不变 and 九成新."""
    if re.compile(r"以上|左右|多").match(text, stop):
        return True
    before = text[max(0, start - 8) : start]
    ends = re.compile(r"$|[，。；、！）的]").match(text, stop)
    measured = any(lexicon.ends(before, words) for words in ("up", "down", "reach"))
    return bool(ends and measured) or bool(_PREFIX.search(before) and not re.compile("[不新熟]").match(text, stop))


_ZERO = re.compile(r"零(?=增长)")


def _zeros(text: str) -> Iterator[Quantity]:
    """Yield the zero of 零增长, the one 零 that a growth can be."""
    for match in _ZERO.finditer(text):
        unit = Unit("%", Decimal(1), "%")
        yield _bounded(text, *match.span(), Decimal(0), unit, match.end(), False, "chinese.zero")


_FRACTION = re.compile(
    rf"""
      (?<![\d/.])(?P<parts>\d{{1,2}})/(?P<whole>\d{{1,2}})(?![\d/])           # 1/3以上
    | (?P<wholes>[{CHINESE}]+)分之(?P<part>[{CHINESE}]+)                     # 三分之二
    | (?P<half>一半)                                                       # 缩减一半
    """,
    re.VERBOSE,
)


def _fractions(text: str) -> Iterator[Quantity]:
    """Yield fractions, told in percent as the shares and growths beside them are: 减少1/3, 四分之一的合作社, 缩减一半.

    >>> [(each.text, str(each.value), each.bound) for each in _fractions("减少1/3以上，占全国近一半，四分之一的社员")]
    [('1/3', '33.33', 'ge'), ('一半', '50', 'approx'), ('四分之一', '25', 'eq')]
    """
    for match in _FRACTION.finditer(text):
        if match["half"]:
            if not _said_of_tenths(text, *match.span()):
                continue  # 花过去一半的钱
            share = Decimal(50)
        else:
            part, whole = numeral(match["parts"] or match["part"]), numeral(match["whole"] or match["wholes"])
            if not 0 < part < whole <= 10:
                continue
            share = round(100 * part / whole, 2).normalize()
        yield _bounded(text, *match.span(), share, Unit("%", Decimal(1), "%"), match.end(), False, "fraction")


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
    if quantity.unit.text or quantity.rank or "chinese.multiple" in quantity.rules or index:
        return quantity
    return Other.of(text, quantity.start, quantity.end, "unknown.unit")
