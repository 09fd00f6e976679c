"""Numbers told in words: Chinese numerals that carry a value, parts of a whole, doublings, no growth.

Taken only where they measure (一万亿元, 上千场, 百分之八, 精简两成, 缩减一半), never where they are idiom (千方百计, 一成不变):

>>> text = "经济总量突破一万亿元，举办活动上千场，考核事项精简两成，千方百计，旅游收入翻番，煤炭消费零增长"
>>> print(*spelled(text, ()), sep=", ")
翻番 eq [37, 39), 零% eq [44, 45), 一万亿元 ge [4, 10), 千场 approx [15, 18), 两成 eq [25, 27)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from analysis.language.bounds import NO_UNIT, PREFIX, SUFFIX, Quantity, bounded, place, quoting, unit_at
from analysis.language.numerals import CHINESE, numeral
from analysis.language.others import Quoted
from analysis.registries import lexicon
from analysis.registries.units import Unit, dimension


def spelled(text: str, names: tuple[Quoted, ...]) -> Iterator[Quantity]:
    """Yield the quantities told in words, some of which may lie in others; `names` are the stretches that name."""
    yield from fractions(text)
    yield from _multiples(text)
    yield from _zeros(text)
    yield from _chinese(text, names)


_MULTIPLES = {"倍增": 2, "翻番": 2, "翻一番": 2, "翻两番": 4, "翻三番": 8, "翻四番": 16}
_MULTIPLE = re.compile(rf"(?P<word>{'|'.join(_MULTIPLES)})(?=”?(?:$|[，。；、！以]|目标))")
_FEELING = re.compile(r"(?:干劲|信心|活力|力量|勇气|压力|责任|动力|热情)$")


def _multiples(text: str) -> Iterator[Quantity]:
    """Yield 倍增 and 翻番 where an indicator doubles; 信心倍增 is no indicator."""
    for match in _MULTIPLE.finditer(text):
        if not _FEELING.search(text[max(0, match.start() - 4) : match.start()]):
            value = Decimal(_MULTIPLES[match["word"]])
            doubled = bounded(text, *match.span(), value, NO_UNIT, match.end(), False, "chinese.multiple")
            yield replace(doubled, multiple=True)


_CHINESE = re.compile(
    rf"""
    (?P<percent>百分之|千分之)?
    (?P<numeral>
        [{CHINESE}]+[亿万](?!千[瓦伏米克])[{CHINESE}]+(?:万[{CHINESE}]*)?   # 一百二十三亿七千万(元): one numeral
      | [{CHINESE}]+(?:点[{CHINESE}]+)?
      | 万(?=亿)                                                    # 突破万亿元
    )
    """,
    re.VERBOSE,
)


def _chinese(text: str, names: tuple[Quoted, ...]) -> Iterator[Quantity]:
    """Yield the numbers in Chinese numerals that carry a value."""
    for match in _CHINESE.finditer(text):
        start, end = match.span("numeral")
        if quoting(names, start):
            continue
        try:
            value = Decimal(10_000) if match["numeral"] == "万" else numeral(match["numeral"])  # 突破万亿元
        except ValueError:
            continue
        if match["percent"]:
            sign = "%" if match["percent"] == "百分之" else "‰"
            yield bounded(text, match.start(), end, value, Unit(sign, Decimal(1), sign), end, False, "chinese.percent")
        elif re.search(r"[\d一二三四五六七八九十两]个[过超]?$", text[max(0, start - 3) : start]):
            continue  # 3个万亿元大关, 2个过千亿元城市: a class of marks
        elif text[start - 1 : start] in ("前", "第"):
            ranked = place(text, start, end) if value > 1 else None  # 第一 and 首位 are praise
            if ranked:
                yield ranked
        else:
            unit, stop, approx = unit_at(text, end)
            if _carries_value(text, start, value, unit, stop):
                yield bounded(text, start, end, value, unit, stop, approx, "chinese")


def _carries_value(text: str, start: int, value: Decimal, unit: Unit, stop: int) -> bool:
    """Whether a numeral in Chinese characters measures something: 一万亿元, 上千场, 三百二十个, but not 十个方面."""
    kind, before = dimension(unit.text), text[start - 1 : start]
    ends = re.compile(r"$|[，。；、！]|左右|以上|大关|台阶").match(text, stop)
    if unit.text == "成" and stop - start == 2 and _said_of_tenths(text, start, stop):
        return True
    if unit.text in ("亿", "成"):  # 集群规模突破万亿, 上云率近六成: only after a word of size, never 一成不变
        return bool(PREFIX.search(text[max(0, start - 8) : start]) and ends)
    if kind in ("", "time") or unit.text in ("大", "里", "位", "方"):
        return False
    if unit.base in ("县", "镇", "乡", "村", "届") or before in ("第", "“", "数", "几", "每"):  # 千亿县
        return False
    if re.compile(r"级|强|规模|产业集群|方面|[字条]主线|工程|计划|行动").match(text, stop):
        return False
    reached = before in ("上", "近", "超", "过", "破", "达", "到", "为", "至", "逾")
    if text[start] in "百千万" and unit.multiplier >= 10_000 and not reached and not SUFFIX.match(text, stop):
        return False  # 百亿元工业项目 and 千亿级 are labels
    if stop - start <= 3 and text[start] in "百千" and unit.multiplier < 10_000:
        # 百家 and 千场 alone are figures of speech; 上百家, 千余家 and 千场以上 are figures.
        inexact = before in ("上", "近", "超", "过", "破", "达") or text[start + 1] in "余多"
        return inexact or bool(SUFFIX.match(text, stop))
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
    return bool(ends and measured) or bool(PREFIX.search(before) and not re.compile("[不新熟]").match(text, stop))


_ZERO = re.compile(r"零(?=增长)")


def _zeros(text: str) -> Iterator[Quantity]:
    """Yield the zero of 零增长, the one 零 that a growth can be."""
    for match in _ZERO.finditer(text):
        unit = Unit("%", Decimal(1), "%")
        yield bounded(text, *match.span(), Decimal(0), unit, match.end(), False, "chinese.zero")


_FRACTION = re.compile(
    rf"""
      (?<![\d/.])(?P<parts>\d{{1,2}})/(?P<whole>\d{{1,2}})(?![\d/])           # 1/3以上
    | (?<![{CHINESE}])(?P<wholes>[{CHINESE}])分之(?P<part>[{CHINESE}])(?![{CHINESE}])  # 三分之二
    | (?P<half>一半)                                                       # 缩减一半
    """,
    re.VERBOSE,
)


def fractions(text: str) -> Iterator[Quantity]:
    """Yield fractions, told in percent as the shares and growths beside them are: 减少1/3, 四分之一的合作社, 缩减一半.

    >>> [(each.text, str(each.value), each.bound) for each in fractions("减少1/3以上，占全国近一半，四分之一的社员")]
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
        yield bounded(text, *match.span(), share, Unit("%", Decimal(1), "%"), match.end(), False, "fraction")
