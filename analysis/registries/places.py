"""What a place is called in English: its own spelling from `data/places.toml`, else the Pinyin of its name.

A briefing is titled with the name of its place in both languages, whatever place it is; the manifest overrides this.

>>> [english(place) for place in ("贵州省", "重庆市", "西安市", "陕西省", "广西壮族自治区", "延边朝鲜族自治州")]
['Guizhou', 'Chongqing', "Xi'an", 'Shaanxi', 'Guangxi', 'Yanbian Prefecture']
>>> english("呼和浩特市"), english("清原县"), english("和平区"), english("全国"), english("吕梁市"), english("")
('Hohhot', 'Qingyuan County', 'Heping District', 'China', 'Lüliang', '')
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class _Registry:
    names: dict[str, str]
    kinds: dict[str, str]
    peoples: re.Pattern[str]


@functools.cache
def _registry() -> _Registry:
    data = tomllib.loads((resources.files("analysis") / "data" / "places.toml").read_text(encoding="utf-8"))
    peoples = "|".join(map(re.escape, data["peoples"]["names"].split()))
    return _Registry(names=data["names"], kinds=data["kinds"], peoples=re.compile(f"(?:{peoples})+$"))


@functools.cache
def english(place: str) -> str:
    """Return the English name of a place, '' for one without a name."""
    registry = _registry()
    if place in registry.names or not re.search(r"[一-鿿]", place):
        return registry.names.get(place, place)
    kind = next((kind for kind in registry.kinds if place.endswith(kind) and len(place) > len(kind) + 1), "")
    name = registry.peoples.sub("", place.removesuffix(kind)) or place.removesuffix(kind)
    return registry.kinds.get(kind, "{name}").format(name=registry.names.get(name) or _pinyin(name))


def _pinyin(name: str) -> str:
    """Return a name in Pinyin, one word, with an apostrophe before a vowel inside it."""
    import pypinyin  # its tables take a while, and a manifest may have told the name

    first, *others = pypinyin.lazy_pinyin(name, v_to_u=True)
    return "".join([first.capitalize(), *(f"'{other}" if other[0] in "aoe" else other for other in others)])
