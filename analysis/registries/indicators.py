"""The indicators that reports give numbers for, and which of them a subject, its measure and its unit are.

A report writes 地区生产总值, 全市地区生产总值 or GDP增速 and means one indicator; it writes 高新技术企业 and
新增高新技术企业 and means two. The registry spells the wordings out as patterns (the grammar is at the top of
`analysis/data/indicators.toml`); each is expanded into the names it stands for, so that two indicators with a
name in common are seen when the file is read and not when a report is wrong. What a subject carries beside its
name (全年, 完成, 总数, 增速) is peeled off from both ends; a verb that says what is counted (新建, 改造) never is.

>>> identify("全市地区生产总值", "growth", "%", "%"), identify("“口袋公园”新建数", "level", "座", "座")
('gdp', None)
>>> identify("新建“口袋公园”", "level", "座", "座"), identify("城镇新增就业人数", "level", "万人", "人")
('pocket_parks_built', 'urban_jobs_new')
>>> identify("高新技术企业", "level", "家", "家"), identify("新增高新技术企业", "level", "家", "家")
('high_tech_enterprises', 'high_tech_enterprises_new')
>>> identify("单位地区生产总值能耗", "level", "亿元", "元") is None  # measured in growth alone
True
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from analysis.errors import RegistryError, faults
from analysis.facts import Measure
from analysis.registries import files, themes, units

Better = Literal["up", "down", "none"]

_FILE = "indicators.toml"
_TEXTS = ("id", "zh", "en", "theme", "better")
_MEASURES = ("level", "growth", "share")
_TOKENS = re.compile(r"<(?P<word>\w+)>|(?P<mark>[\[\]()|])|(?P<text>[^\[\]()|<>]+)")
_REMARK = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One wording: its pattern, and a clause of the report language with the subject in 〔〕."""

    pattern: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator; `units` has the measures it is given in, each with its natural unit."""

    id: str
    zh: str
    en: str
    theme: str
    better: Better
    headline: bool
    units: Mapping[Measure, str]
    aliases: tuple[Alias, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """The file as read: the indicators, the names each is called by, and how a subject is brought to a name."""

    indicators: tuple[Indicator, ...]
    names: Mapping[str, tuple[Indicator, ...]]  # a name without ? -> whose it is
    shapes: tuple[tuple[re.Pattern[str], Indicator], ...]  # names with ?
    dropped: re.Pattern[str]
    kept_remarks: tuple[str, ...]
    leads: tuple[str, ...]
    counters: tuple[str, ...]
    tails: tuple[str, ...]
    growth_tails: tuple[str, ...]
    alike: Mapping[str, frozenset[str]]


def load() -> tuple[Indicator, ...]:
    """Return all indicators in the order of the file.

    Raises RegistryError where `analysis/data/indicators.toml` is malformed.
    """
    return _registry().indicators


@functools.cache
def entry(id_: str) -> Indicator:
    """Return the indicator of an id that is known; KeyError for another."""
    return {one.id: one for one in load()}[id_]


@functools.lru_cache(maxsize=10_000)
def identify(subject: str, measure: Measure, unit: str, base_unit: str) -> str | None:
    """Return the id of the one indicator that subject, measure and unit fit, None for none and for several.

    `unit` is as written (万人), `base_unit` without its multiplier (人); '' is a number whose noun is its counter.
    """
    registry = _registry()
    fitting = {
        indicator.id
        for name in candidates(subject, measure)
        for indicator in _named(registry, name)
        if _fits(registry, indicator, measure, unit, base_unit)
    }
    return fitting.pop() if len(fitting) == 1 else None


def called(name: str) -> str:
    """Return the English name of the one indicator that a name alone may mean, '' for none and for several."""
    named = {indicator.en for indicator in _named(_registry(), name.upper())}
    return named.pop() if len(named) == 1 else ""


def candidates(subject: str, measure: Measure) -> set[str]:
    """Return what a subject may be calling its indicator: itself, and itself with leads and tails peeled off.

    >>> sorted(candidates("全年完成“老旧小区”改造的数量", "level"))
    ['全年完成老旧小区改造', '全年完成老旧小区改造数量', '完成老旧小区改造', '完成老旧小区改造数量', '老旧小区改造', '老旧小区改造数量']
    """
    registry = _registry()
    text = _REMARK.sub(
        lambda remark: remark[0] if remark[0][1:].startswith(registry.kept_remarks) else "",
        unicodedata.normalize("NFKC", subject),
    )
    begun = _peeled({registry.dropped.sub("", text).upper()}, registry.leads, str.removeprefix)
    ended = _peeled(begun, registry.growth_tails if measure == "growth" else registry.tails, str.removesuffix)
    return ended | {name.removesuffix(counter) for name in ended for counter in registry.counters}


def parse(text: str) -> Registry:
    """Read a registry of indicators from TOML.

    Raises RegistryError that lists everything wrong with it.
    """
    data = files.parsed(text, _FILE)
    missing = sorted({"normal", "words", "alike", "indicator"} - data.keys())
    if missing:
        raise RegistryError(f"{_FILE}: no {', '.join(missing)} in it")
    normal: dict[str, list[str]] = data["normal"]
    words: dict[str, list[str]] = data["words"]
    dropped = re.compile("|".join(map(re.escape, normal["dropped"])))
    known_themes = {theme.id for theme in themes.load()}
    found: list[str] = []
    indicators: dict[str, Indicator] = {}
    names: defaultdict[str, list[Indicator]] = defaultdict(list)
    shapes: list[tuple[re.Pattern[str], Indicator]] = []
    for number, entry in enumerate(data["indicator"], start=1):
        where = str(entry.get("id", f"indicator {number}"))
        wrong = [*_wrong_fields(entry, known_themes), *(["two indicators have this id"] if where in indicators else [])]
        if wrong:
            found += [f"{where}: {fault}" for fault in wrong]
            continue
        indicator = indicators[where] = _indicator(entry)
        for alias in indicator.aliases:
            try:
                spelled = expand(alias.pattern, words)
            except ValueError as error:
                found.append(f"{where}: pattern {alias.pattern}: {error}")
                continue
            for name in sorted(map(str.upper, spelled)):
                if dropped.search(name) or not name:
                    found.append(f"{where}: pattern {alias.pattern}: no subject is ever {name!r} (see [normal])")
                elif "?" in name:
                    shapes.append((re.compile(re.escape(name).replace(r"\?", ".")), indicator))
                elif indicator not in names[name]:
                    names[name].append(indicator)
    found += [
        f"{name} in {', '.join(common)} is {one.id} and {other.id}"
        for name, owners in names.items()
        for one, other in itertools.combinations(owners, 2)
        if (common := sorted(natural for _, natural in one.units.items() & other.units.items()))
    ]
    if found:
        raise RegistryError(faults(_FILE, found))
    return Registry(
        indicators=tuple(indicators.values()),
        names={name: tuple(owners) for name, owners in names.items()},
        shapes=tuple(shapes),
        dropped=dropped,
        kept_remarks=tuple(normal["kept_remarks"]),
        leads=tuple(normal["leads"]),
        counters=tuple(normal["counters"]),
        tails=tuple(normal["tails"]),
        growth_tails=tuple(normal["tails"] + normal["growth_tails"]),
        alike={unit: frozenset(counters.split()) for unit, counters in data["alike"].items()},
    )


def expand(pattern: str, words: Mapping[str, list[str]]) -> frozenset[str]:
    """Return every name a pattern stands for.

    >>> sorted(expand("[<new>]口袋(公园|绿地)", {"new": ["新建", "新增"]}))
    ['口袋公园', '口袋绿地', '新增口袋公园', '新增口袋绿地', '新建口袋公园', '新建口袋绿地']

    Raises ValueError where a bracket has no partner or a word is not known.
    """
    # One frame per open bracket: the alternatives that are closed, and the one being spelled.
    frames: list[tuple[str, set[str], set[str]]] = [("", set(), {""})]
    position = 0
    while position < len(pattern):
        token = _TOKENS.match(pattern, position)
        if not token:
            raise ValueError(f"nothing begins with {pattern[position]} at {position}")
        position = token.end()
        opening, closed, current = frames.pop()
        if token["mark"] == "|":
            frames.append((opening, closed | current, {""}))
        elif token["mark"] and token["mark"] in "[(":
            frames += [(opening, closed, current), (token["mark"], set(), {""})]
        else:
            if token["mark"]:
                if opening + token["mark"] not in ("[]", "()"):
                    raise ValueError(f"{token['mark']} at {position - 1} closes nothing")
                following = closed | current | ({""} if opening == "[" else set())
                opening, closed, current = frames.pop()
            elif token["word"] is not None:
                if token["word"] not in words:
                    raise ValueError(f"<{token['word']}> is not under [words]: {', '.join(sorted(words))}")
                following = set(words[token["word"]])
            else:
                following = {token["text"]}
            frames.append((opening, closed, {before + after for before in current for after in following}))
    if len(frames) > 1:
        raise ValueError(f"{frames[-1][0]} is not closed")
    return frozenset(frames[0][1] | frames[0][2])


def _wrong_fields(entry: Mapping[str, object], known_themes: set[str]) -> Iterator[str]:
    for field in _TEXTS:
        if not isinstance(entry.get(field), str) or not entry[field]:
            yield f"{field} is missing"
    unknown = sorted(entry.keys() - {*_TEXTS, *_MEASURES, "headline", "aliases"})
    if unknown:
        yield f"{', '.join(unknown)} is not a field"
    if entry.get("better") not in get_args(Better):
        yield f"better is {entry.get('better')}, not one of {', '.join(get_args(Better))}"
    if entry.get("theme") not in known_themes:
        yield f"theme is {entry.get('theme')}, not one of {', '.join(sorted(known_themes))}"
    if len(entry.keys() & set(_MEASURES)) != 1:
        yield "one of level, growth and share says its natural unit"
    aliases = entry.get("aliases")
    if not isinstance(aliases, list) or not aliases:
        yield "aliases is missing"
    elif any(not isinstance(alias, dict) or alias.keys() != {"pattern", "example"} for alias in aliases):
        yield "an alias has a pattern and an example"


def _indicator(entry: Mapping[str, object]) -> Indicator:
    given: dict[Measure, str]
    if "level" in entry:
        given = {"level": str(entry["level"]), "growth": "%", "change": str(entry["level"]), "multiple": "倍"}
    elif "share" in entry:
        given = {"share": str(entry["share"]), "change": "个百分点"}
    else:
        given = {"growth": str(entry["growth"])}
    aliases = cast("list[dict[str, str]]", entry["aliases"])
    return Indicator(
        id=str(entry["id"]),
        zh=str(entry["zh"]),
        en=str(entry["en"]),
        theme=str(entry["theme"]),
        better=cast("Better", entry["better"]),
        headline=entry.get("headline") is True,
        units=given,
        aliases=tuple(Alias(pattern=alias["pattern"], example=alias["example"]) for alias in aliases),
    )


def _peeled(texts: set[str], words: tuple[str, ...], remove: Callable[[str, str], str]) -> set[str]:
    """Return the texts and all that is left of them when words are taken off one end, as often as they stand there."""
    reached, waiting = set(texts), list(texts)
    while waiting:
        text = waiting.pop()
        new = {remove(text, word) for word in words} - reached - {""}
        reached |= new
        waiting += new
    return reached


def _named(registry: Registry, name: str) -> Iterator[Indicator]:
    yield from registry.names.get(name, ())
    yield from (indicator for shape, indicator in registry.shapes if shape.fullmatch(name))


def _fits(registry: Registry, indicator: Indicator, measure: Measure, unit: str, base_unit: str) -> bool:
    """Tell whether an indicator is given in this measure and in units that convert or count alike."""
    natural = indicator.units.get(measure)
    if natural is None:
        return False
    base = units.split(natural)[1]
    if base_unit == base or base_unit in registry.alike.get(base, ()):
        return True
    if not base_unit:  # 吸引高校毕业生17万: the noun is the counter
        return base in registry.alike or measure == "multiple"
    return units.dimension(unit) == units.dimension(natural) != ""


@functools.cache
def _registry() -> Registry:
    return parse(files.content(_FILE))
