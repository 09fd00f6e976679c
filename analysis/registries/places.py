"""What places and those who issue reports are called in English (`data/places.toml`), else the Pinyin of their names.

A briefing is titled with the name of its place in both languages, whatever place it is; the manifest overrides this.

>>> [english(place) for place in ("贵州省", "重庆市", "西安市", "陕西省", "广西壮族自治区", "延边朝鲜族自治州")]
['Guizhou', 'Chongqing', "Xi'an", 'Shaanxi', 'Guangxi', 'Yanbian Prefecture']
>>> english("呼和浩特市"), english("清原县"), english("和平区、沈河区"), english("全国"), english("吕梁市"), english("")
('Hohhot', 'Qingyuan County', 'Heping District, Shenhe District', 'China', 'Lüliang', '')
>>> english("沈阳市发展和改革委员会"), english("辽沈晚报"), english("世界")
('Shenyang Municipal Development and Reform Commission', 'Liaoshen Evening News', 'the world')

Words with no ending that is known are no name, nor are long ones, and stay as they are where that is asked.

>>> english("左邻右里"), english("左邻右里", strict=True), english("大连英歌石科学城", strict=True)
('Zuolinyouli', '左邻右里', '大连英歌石科学城')
>>> english("浑南科技城", strict=True), english("辽宁自贸区沈阳片区", strict=True)
('Hunnan Science and Technology City', 'the Shenyang Area of the Liaoning Pilot Free Trade Zone')
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.errors import RegistryError
from analysis.registries import files

_FILE = "places.toml"
_LONGEST = 3  # characters of a name before what the place is


@dataclass(frozen=True, slots=True, kw_only=True)
class _Registry:
    names: Mapping[str, str]
    endings: Mapping[str, str]
    peoples: re.Pattern[str]
    parts: tuple[tuple[re.Pattern[str], str], ...]


def english(name: str, *, strict: bool = False) -> str:
    """Return the English name of a place or an issuer, '' for one without a name; of several, joined with 、, each.

    With `strict` a name stays in Chinese where its ending is not known, or where what stands before that is too long to be
    one name.
    """
    return ", ".join(_one(one, strict) for one in name.split("、"))


@functools.cache
def _one(name: str, strict: bool) -> str:
    registry = _registry()
    if name in registry.names or not re.search(r"[一-鿿]", name):
        return registry.names.get(name, name)
    for shape, told in registry.parts:
        if match := shape.fullmatch(name):
            return told.format(**{field: _one(part, False) for field, part in match.groupdict().items()})
    fitting = (ending for ending in registry.endings if name.endswith(ending) and len(name) > len(ending) + 1)
    ending = max(fitting, key=len, default="")
    if strict and not ending:
        return name
    stem = name.removesuffix(ending)
    stem = registry.peoples.sub("", stem) or stem
    if strict and len(stem) > _LONGEST and stem not in registry.names:
        return name
    return registry.endings.get(ending, "{name}").format(name=registry.names.get(stem) or _pinyin(stem))


def _pinyin(name: str) -> str:
    """Return a name in Pinyin, one word, with an apostrophe before a vowel inside it."""
    import pypinyin  # its tables take a while, and a manifest may have told the name

    first, *others = pypinyin.lazy_pinyin(name, v_to_u=True)
    return "".join([first.capitalize(), *(f"'{other}" if other[0] in "aoe" else other for other in others)])


@functools.cache
def _registry() -> _Registry:
    """Read the registry.

    Raises RegistryError where an ending has no place for the name.
    """
    data = files.read(_FILE)
    endings = data["kinds"] | data["issuers"]
    if lost := [ending for ending, told in endings.items() if told.count("{name}") != 1]:
        raise RegistryError(f"{_FILE}: {', '.join(lost)} must have {{name}} once")
    peoples = "|".join(map(re.escape, data["peoples"]["names"].split()))
    parts = [
        (re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>.{2,3})", shape)), told) for shape, told in data["parts"].items()
    ]
    return _Registry(names=data["names"], endings=endings, peoples=re.compile(f"(?:{peoples})+$"), parts=tuple(parts))
