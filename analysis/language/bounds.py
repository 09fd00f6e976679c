"""A quantity: a numeral with its unit, and the words of a bound before it and after it.

What Arabic digits (`quantities`) and Chinese words (`spelled`) have in common: which unit stands after a number, which
words bound it, and when it is a place in a ranking.

>>> text = "服务业增加值跨上5万亿元台阶，全国第15位"
>>> print(bounded(text, 8, 9, Decimal(5), *unit_at(text, 9), "arabic"), place(text, 18, 20))
5万亿元 ge [6, 14) 15位 eq [17, 21)
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from analysis.facts import Bound
from analysis.language.numerals import numeral
from analysis.language.others import Quoted
from analysis.registries.units import Unit, span_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number that measures something.

    `start`/`end` are the numeral's; `lead`/`stop` take in the bound words and the unit. `rank` is true for a place
    in a ranking, `multiple` for a word that says how many times as much (翻番).
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
    multiple: bool = False

    def __str__(self) -> str:
        return f"{self.text}{self.unit.text} {self.bound} [{self.lead}, {self.stop})"


NO_UNIT = Unit("", Decimal(1), "")

PREFIX = re.compile(
    r"""
      (?P<ge>(?:不低于|不少于|不小于|至少|超过|超出|突破|超|逾|高于|多于|大于|(?<![不经通越])过|(?P<step>[迈跨跃登站踏][上过]))了?)$
    | (?P<le>(?:不超过|不高于|不多于|至多|低于|少于|小于))$
    | (?P<approx>(?:接近|将近|大约|(?<![签节公合])约|(?<!附)近))$  # 新签约100个 is no estimate
    """,
    re.VERBOSE,
)
SUFFIX = re.compile(
    r"(?P<ge>及?以上|大关|(?:[两三四五]个|新)?台阶|之多)|(?P<le>以内|以下|之内)|(?P<approx>左右|上下)",
)


def unit_at(text: str, position: int) -> tuple[Unit, int, bool]:
    """Return the unit at a position, where it ends, and whether 余 or 多 stands with it (1000余场, 6万余件)."""
    inner = text[position : position + 1] in ("余", "多")
    found = span_at(text, position + inner)
    if not found:
        return NO_UNIT, position, False
    return found[0], found[1], bool(re.search(r"[余多]", text[position : found[1]]))


def quoting(names: tuple[Quoted, ...], place: int) -> Quoted | None:
    """Return the name in quotation marks that a place stands in."""
    index = bisect(names, place, key=lambda name: name.start) - 1
    return names[index] if index >= 0 and names[index].start < place < names[index].end else None


def place(text: str, start: int, end: int) -> Quantity | None:
    """Read a place in a ranking: 第15位, 前50强, 城市20强, 第二位."""
    before, after = text[max(0, start - 1) : start], re.compile(r"强|名|位次?|列").match(text, end)
    word = after[0][0] if after else ""  # 位次 is counted in 位
    first = before == "前" and (word or not re.compile(r"[一-鿿\d]").match(text, end))
    strongest = word == "强" and not re.compile(r"(?![和及与]|行列)[一-鿿]").match(text, end + 1)
    among = re.search(r"(?:全[国省市区]|世界|全球|[东中西]部|东北)第$", text[max(0, start - 4) : start])
    told = among and text[start].isdigit() and re.compile(r"$|[，。；、）！]").match(text, end)
    bare = "位" if told else ""  # 位居全国第9、中部第1
    if not (first or strongest or bare or (before == "第" and word in ("位", "名"))):
        return None
    return Quantity(
        start=start,
        end=end,
        lead=start - (before in ("第", "前")),
        stop=after.end() if after else end,
        text=text[start:end],
        value=numeral(text[start:end]),
        value_to=None,
        unit=Unit(word or bare, Decimal(1), word or bare),
        bound="le" if first or strongest else "eq",
        rank=True,
        rules=("rank",),
    )


def bounded(
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
    prefix, suffix = PREFIX.search(text[max(0, start - 8) : start]), SUFFIX.match(text, stop)
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
