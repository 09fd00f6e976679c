"""One numeral, Arabic or Chinese, as a Decimal.

Reports write 14.8, 1,540, 三千二百, 百, 二〇二五 and 三点五, and mean exact decimals, so nothing here is a float.

>>> numeral("14.8"), numeral("1,540"), numeral("三百二十"), numeral("二〇二五"), numeral("百"), numeral("三点五")
(Decimal('14.8'), Decimal('1540'), Decimal('320'), Decimal('2025'), Decimal('100'), Decimal('3.5'))
>>> numeral("五千二百三十六万八千"), numeral("二十八点八")
(Decimal('52368000'), Decimal('28.8'))
>>> numeral("几十")
Traceback (most recent call last):
    ...
ValueError: not a numeral: 几十
"""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {
    char: value
    for value, chars in enumerate("零〇 一壹 二两贰 三叁 四肆 五伍 六陆 七柒 八捌 九玖".split())
    for char in chars
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SECTIONS = {"万": 10**4, "亿": 10**8}

#: Characters of a numeral below 万: what `quantities` takes as a number before its multiplier.
CHINESE = "".join([*_DIGITS, *_TENS])


def numeral(text: str) -> Decimal:
    """Return the value of one numeral.

    Raises ValueError if `text` is not wholly one numeral.
    """
    plain = text.replace(",", "").replace("，", "")
    if plain.isascii():
        if not plain.replace(".", "", 1).isdigit():
            raise ValueError(f"not a numeral: {text}")
        return Decimal(plain)
    whole, point, fraction = plain.partition("点")
    if point and not (whole and fraction):
        raise ValueError(f"not a numeral: {text}")
    if point:
        return Decimal(f"{_chinese(whole, text)}.{''.join(str(_digit(char, text)) for char in fraction)}")
    return Decimal(_chinese(whole, text))


def _digit(char: str, text: str) -> int:
    if char not in _DIGITS:
        raise ValueError(f"not a numeral: {text}")
    return _DIGITS[char]


def _chinese(numerals: str, text: str) -> int:
    """Value of a whole Chinese numeral; a run of bare digits (二〇二五) is read place by place."""
    if len(numerals) > 1 and all(char in _DIGITS for char in numerals):
        return int("".join(str(_DIGITS[char]) for char in numerals))
    total = section = 0
    digit: int | None = None
    for char in numerals:
        if char in _TENS:
            # A leading 十, 百 or 千 stands for one of it: 十五, 百, 千.
            section += (1 if digit is None else digit) * _TENS[char]
            digit = None
        elif char in _SECTIONS:
            below = section + (digit or 0)
            total = (
                (total + (below or 1)) * _SECTIONS[char] if _SECTIONS[char] > total else total + below * _SECTIONS[char]
            )
            section, digit = 0, None
        else:
            if digit:  # 三四百 is an estimate, no number
                raise ValueError(f"not a numeral: {text}")
            digit = _digit(char, text)
    return total + section + (digit or 0)
