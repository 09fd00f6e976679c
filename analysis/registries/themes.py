"""The fourteen themes, and which of them a heading, a paragraph's first words or a subject is about.

A heading names its theme in set phrases, and often another one's on the way: 深化供给侧结构性改革，促进产业结构
优化升级 is about industry. So the longest phrase at a place is taken, whatever theme it belongs to, and what is
inside it says nothing more. The theme with most characters named is the answer; where two have as many, nobody
can say, and the answer is ''.

>>> recognise("（二）深化供给侧结构性改革，促进产业结构优化升级"), recognise("39.持续深化农村改革。")
('industry', 'rural')
>>> recognise("单位GDP能耗"), recognise("GDP"), recognise("4.谋划一批。")
('ecology', 'economy', 'investment')
>>> recognise("一、2023年工作回顾"), recognise("投资和消费")
('', '')
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass

from analysis.errors import RegistryError, faults
from analysis.registries import files

_FILE = "themes.toml"
# Quotation marks stand anywhere (生活“品质”), spaces come with pasted text; neither is part of a phrase.
_MARKS = re.compile(r"[\s“”‘’\"'「」《》*]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One theme: its id, its names, and the phrases that tell it."""

    id: str
    zh: str
    en: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """The registry as read: the themes in order, and the pattern and owners of all their keywords."""

    themes: tuple[Theme, ...]
    pattern: re.Pattern[str]
    owners: dict[str, str]  # keyword -> theme id; a phrase that is set aside has none


def load() -> tuple[Theme, ...]:
    """Return all themes in the order in which they are shown.

    Raises RegistryError where `analysis/data/themes.toml` is malformed.
    """
    return _registry().themes


def recognise(text: str) -> str:
    """Return the id of the theme that the keywords in a text speak for most, '' for none and for a tie."""
    registry = _registry()
    score: Counter[str] = Counter()
    for match in registry.pattern.finditer(_MARKS.sub("", text)):
        if match[0] in registry.owners:
            score[registry.owners[match[0]]] += len(match[0])
    ranking = score.most_common(2)
    if not ranking or (len(ranking) == 2 and ranking[0][1] == ranking[1][1]):
        return ""
    return ranking[0][0]


def parse(text: str) -> Themes:
    """Read a registry of themes from TOML.

    Raises RegistryError that lists everything wrong with it.
    """
    data = files.parsed(text, _FILE)
    found: list[str] = []
    themes: list[Theme] = []
    owners: dict[str, str] = {}
    for number, entry in enumerate(data.get("theme", []), start=1):
        name = str(entry.get("id", f"theme {number}"))
        unknown = sorted(entry.keys() ^ {"id", "zh", "en", "keywords"})
        if unknown:
            found.append(f"{name}: {', '.join(unknown)} missing or unknown; a theme has id, zh, en and keywords")
            continue
        if any(theme.id == name for theme in themes):
            found.append(f"{name}: two themes have this id")
        for keyword in entry["keywords"]:
            if keyword in owners:
                found.append(f"{name}: keyword {keyword} belongs to {owners[keyword]} already")
            owners[keyword] = name
        themes.append(Theme(id=name, zh=entry["zh"], en=entry["en"], keywords=tuple(entry["keywords"])))
    if not themes:
        found.append("no [[theme]] in it")
    if found:
        raise RegistryError(faults(_FILE, found))
    phrases = sorted({*owners, *data.get("set_aside", [])}, key=lambda phrase: (-len(phrase), phrase))
    return Themes(themes=tuple(themes), pattern=re.compile("|".join(map(re.escape, phrases))), owners=owners)


@functools.cache
def _registry() -> Themes:
    return parse(files.content(_FILE))
