"""What a subject that no indicator is for means in English: a gloss put together from the words of `data/glossary.toml`.

A subject is glossed only where every part of it is known and its parts stand as the grammar below has them; else there is no
gloss, and a reader is given the Chinese. A gloss follows the Chinese word for word, so it is shown as one and never alone.

    clause := verb phrase | phrase act | clause measure | clause 占 clause 比重 | clauses with 、和 | phrase
    phrase := phrases with 、和 | phrase 等 phrase | (adjective | noun | act before a carrier)* noun

>>> gloss("新增省级工业设计中心"), gloss("多式联运产业增加值")
('New provincial industrial design centres', '')
>>> gloss("老旧桥梁改造项目总投资"), gloss("改造老旧桥梁")
('Total investment in old bridge renovation projects', 'Old bridges renovated')
>>> gloss("进出口总额全国排名"), gloss("星级养老机构占比")
('National rank of total imports and exports', 'Share of star-rated elderly-care institutions')
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from analysis.registries import glossary, indicators, places
from analysis.registries.glossary import Word

# What a gloss leaves to the Chinese beside it: the year, which its number has, and names of events and campaigns.
_LEFT = re.compile(r"(?:19|20)\d\d年(?=\D)|“[^”]+”(?:等|(?=(?:专项)?行动))")
_MARKS = re.compile(r"[\s“”‘’\"'「」《》*的]|(?<![占在])(?:全市|我市|我省|我区|本市)")
_JOINTS = re.compile(r"以及|[、和及与]")
_CAPITAL = re.compile(r"“?[A-Z](?=[a-z ])")
_TWICE = re.compile(r"\b(\w+) (?=\1s?\b)")  # 产业链链主企业: industrial chain chain leaders
_SHARE = re.compile(r"(?P<part>.+)占(?P<whole>.+?)(?:的?(?:比重|比例|份额|比))")


def gloss(subject: str) -> str:
    """Return the English of a subject, word for word, '' where not all of it is known."""
    plain = unicodedata.normalize("NFKC", subject)
    told = _clause(_MARKS.sub("", plain.removeprefix(left[0]) if (left := _LEFT.match(plain)) else plain))
    return told[:1].upper() + told[1:]


@functools.lru_cache(maxsize=20_000)
def _clause(text: str) -> str:
    """Return the first reading of a clause, from the ones that name most at once to those that peel a word off."""
    return next((told for reading in _READINGS for told in reading(text) if told), "")


def _shares(text: str) -> Iterator[str]:
    if match := _SHARE.fullmatch(text):
        part, place = _clause(match["part"]), _place(match["whole"])
        whole = f"the total of {place}" if place else _clause(match["whole"])
        if part and whole:
            yield f"{part} as a share of {whole}"


def _framed(text: str) -> Iterator[str]:
    for before, behind, told in glossary.load().frames:
        if text.startswith(before) and text.endswith(behind) and (inner := text[len(before) : len(text) - len(behind)]):
            yield told.format(what) if (what := _clause(inner)) else ""


def _several(text: str) -> Iterator[str]:
    """Read a list whose members have verbs or measures of their own."""
    members = _JOINTS.split(text)
    known = glossary.load()
    own = len(members) > 1 and (
        any(_ends(member, known.measures) for member in members[:-1])
        or any(_begins(member, known.done) or _begins(member, known.new) for member in members[1:])
        or all(_ends(member, known.acts) for member in members)
    )
    if own:
        yield _joined([_clause(member) for member in members])


def _measured(text: str) -> Iterator[str]:
    for measure in _ends(text, glossary.load().measures):
        if of := _clause(text.removesuffix(measure)):
            yield f"{glossary.load().measures[measure]} {of}"


def _begun(text: str) -> Iterator[str]:
    known = glossary.load()
    for verb in _begins(text, known.new):
        thing = text.removeprefix(verb)
        if what := _phrase(thing) or (next(_measured(thing), "") if known.new[verb] == "new" else ""):
            yield f"{known.new[verb]} {what}"
    for verb in _begins(text, known.done):
        if what := _phrase(text.removeprefix(verb)):
            yield f"{what} {known.done[verb]}"


def _acted(text: str) -> Iterator[str]:
    for act in _ends(text, glossary.load().acts):
        if what := _phrase(text.removesuffix(act)):
            yield f"{glossary.load().acts[act]} {what}"


def _idle(text: str) -> Iterator[str]:
    for word in glossary.load().idle:
        if text.startswith(word) and len(text) > len(word):
            yield _clause(text.removeprefix(word))


def _whole(text: str) -> Iterator[str]:
    yield _phrase(text) or _registered(text)


_READINGS = (_framed, _whole, _shares, _several, _begun, _measured, _acted, _idle)


@functools.lru_cache(maxsize=20_000)
def _phrase(text: str) -> str:
    """Return a noun phrase, a list of them, or a name of the registry."""
    words = _tokens(text, 0, "")
    if words and len(words) == 1:
        return _compound(words)
    if named := not _clausal(text) and _registered(text):
        return named
    if words:
        return _compound(words)
    examples, etcetera, kind = text.partition("等")
    if etcetera and examples and kind:
        kinds = _tokens(kind, 0, "")
        if kinds and (qualities := _qualities(_JOINTS.split(examples))):
            return f"{', '.join(qualities)} and other {_compound(kinds)}"
        listed, plain = _phrase(examples), kinds and (len(kinds) == 1 or kinds[0].kind == "adjective")
        return f"{_compound(kinds)} such as {listed}" if listed and kinds and plain else ""
    members = _JOINTS.split(text)
    return _listed(members) if len(members) > 1 and all(members) else ""


def _listed(members: list[str]) -> str:
    """Return a list of phrases; before a carrier (智能工厂、数字化车间示范项目) it is a list of what the carrier is for."""
    *others, last = (_tokens(member, 0, "") for member in members)
    if last and len(last) > 1 and last[-1].carrier and all(words and not words[-1].carrier for words in others):
        front = [" ".join(word.before for word in words or ()) for words in (*others, last[:1])]
        behind = any(word.behind for words in (*others, last) for word in words or ())
        return "" if behind else f"{_joined(front)} {_compound(last[1:])}"
    return _joined([_phrase(member) for member in members])


def _qualities(members: list[str]) -> list[str]:
    """Return what a list of adjectives alone says (中德、中日等合作园区); nothing where one is no adjective."""
    known = glossary.load().words
    told = [next((word.before for word in known.get(member, ()) if word.kind == "adjective"), "") for member in members]
    return told if all(told) else []


def _compound(words: tuple[Word, ...]) -> str:
    """Return adjectives and nouns in the order of the Chinese, the last noun as a head.

    English has an adjective before the nouns that it stands behind in Chinese: 农业重点领域, "key agricultural fields".
    """
    *front, head = words
    if front and front[0].kind == "noun":
        front.sort(key=lambda word: word.kind != "adjective")
    joints = [place for place, word in enumerate(front) if word.kind == "joint"]
    if joints:  # the last of several adjectives is joined by a word: emerging and scarce
        front[joints[-1]] = replace(front[joints[-1]], before="and")
    told = " ".join(word.before for word in front if word.before).replace(" ,", ",")
    told = " ".join(filter(None, [told, head.last, *(word.behind for word in words)]))
    return _TWICE.sub("", told)


@functools.lru_cache(maxsize=50_000)
def _tokens(text: str, start: int, before: str) -> tuple[Word, ...] | None:
    """Return the fewest words that the rest of a phrase is made of, where a word of the kind `before` stands ahead."""
    known = glossary.load()
    found: list[tuple[Word, ...]] = []
    for end in range(min(len(text), start + known.longest), start, -1):
        for word in known.words.get(text[start:end], ()):
            if not _follows(word, before):
                continue
            if end == len(text):
                found += [(word,)] if word.last else []
            elif rest := _tokens(text, end, word.kind):
                found.append((word, *rest))
    return min(found, key=len, default=None)


def _follows(word: Word, before: str) -> bool:
    """Tell whether a word may stand behind one of a kind: an act needs a carrier, a joint an adjective on both sides."""
    if before == "act":
        return word.carrier
    if before == "joint":
        return word.kind == "adjective"
    return word.kind != "joint" or before == "adjective"


def _registered(text: str) -> str:
    """Return the registry's name for what one indicator alone is called, as it stands inside a sentence."""
    name = indicators.called(text)
    if name.startswith(glossary.load().proper) or not _CAPITAL.match(name):
        return name
    return _CAPITAL.sub(lambda first: first[0].lower(), name, count=1)


def _clausal(text: str) -> bool:
    """Tell whether a text begins with a verb, so that no verb stands before it."""
    return bool(_begins(text, glossary.load().done) or _begins(text, glossary.load().new))


def _place(text: str) -> str:
    told = places.english(text, strict=True)
    return told if told != text else ""


def _begins(text: str, words: Mapping[str, str]) -> list[str]:
    return [text[:end] for end in range(len(text) - 1, 0, -1) if text[:end] in words]


def _ends(text: str, words: Mapping[str, str]) -> list[str]:
    return [text[start:] for start in range(1, len(text)) if text[start:] in words]


def _joined(members: list[str]) -> str:
    if not all(members):
        return ""
    return " and ".join(filter(None, [", ".join(members[:-1]), members[-1]]))
