"""How a text is read where its characters have another form: traditional Chinese, full width, the radicals of a PDF.

One character for one character (a line that would not keep its length is left as it is), so that whatever is found in the
folded text stands at the same place of the text as it is, and is quoted from there. A character that simplified Chinese
does not have is always folded; one that both have (乾, 著) only in a text that is traditional throughout.

>>> fold("預計增長５．５％，不低於１００萬元"), fold("乾安县，著名"), fold("二、「十四五」時期的發展")
('预计增长5.5%，不低于100万元', '乾安县，著名', '二、“十四五”时期的发展')
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WIDE = re.compile(r"[！-～⺀-⿕豈-﫿]")  # full-width ASCII, radicals, compatibility forms
_PUNCTUATION = "！（），－：；？［］｛｝～"  # Chinese has these in full width
_QUOTES = str.maketrans("「」『』", "“”‘’")
_TRADITIONAL = 0.05  # share of characters with a simplified form from which on a text is traditional


@functools.lru_cache(maxsize=16)
def fold(text: str) -> str:
    """Return `text` in simplified characters and plain width, as long as it was."""
    if text.isascii():
        return text
    forms: dict[str, str | int | None] = {
        char: form for char in set(_WIDE.findall(text)) if (form := _plain(char)) != char
    }
    text = text.translate(str.maketrans(forms))
    han = _HAN.findall(text)
    foreign = {char for char in set(han) if not _in_simplified_use(char) and _simplified(char) != char}
    if foreign and sum(char in foreign for char in han) >= _TRADITIONAL * len(han):
        return "\n".join(map(_simplified, text.translate(_QUOTES).split("\n")))
    own: dict[str, str | int | None] = {char: _simplified(char) for char in foreign}
    return text.translate(str.maketrans(own))


def _plain(char: str) -> str:
    form = unicodedata.normalize("NFKC", char)
    return form if len(form) == 1 and char not in _PUNCTUATION else char


def _in_simplified_use(char: str) -> bool:
    """Tell whether a character is one of the set that simplified Chinese is written in (GB 2312)."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@functools.lru_cache(maxsize=10_000)
def _simplified(text: str) -> str:
    """Return a line in simplified characters, or as it is where that is longer or shorter.

    >>> _simplified("著力改善乾旱地區"), _simplified("著名的乾陵")
    ('着力改善干旱地区', '著名的乾陵')
    """
    converted = _converter().convert(text)
    return converted if len(converted) == len(text) else text


@functools.cache
def _converter() -> opencc.OpenCC:
    import opencc  # its tables take a tenth of a second; most documents have none of these characters

    return opencc.OpenCC("tw2s")  # from traditional Chinese as it is written anywhere
