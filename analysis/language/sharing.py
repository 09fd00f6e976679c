"""What a list of counts says once: its noun, its predicate, its verb noun, given to each member before it is read.

>>> from analysis.language.clauses import sentences
>>> from analysis.language.quantities import scan
>>> text = "培育6个世界级、7个国家级产业集群。"
>>> [clause] = next(sentences(text, scan(text))).clauses
>>> [member.right for member in shared(clause.members)]
['世界级产业集群', '国家级产业集群']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.language import subjects
from analysis.language.clauses import Member
from analysis.registries import lexicon

_Members = tuple[Member, ...]


def shared(members: _Members) -> _Members:
    """Return the members of a clause, each with what the list says once."""
    if len(members) < 2:
        return members
    return _predicate(_kind(_classed(_batch(members))))


def _batch(members: _Members) -> _Members:
    """Give a count that nothing owns the noun of the count right behind it: 21批|173项制度创新案例, 4.6万户|13万名贫困人口."""
    pairs = [*pairwise(members), (members[-1], members[-1])]
    return tuple(
        replace(member, right=after.right)
        if member.quantity.stop == after.quantity.lead and _unowned(member)
        else member
        for member, after in pairs
    )


def _unowned(member: Member) -> bool:
    """Whether nothing but a verb stands before a count: 选派16批次, but not 投资593亿元."""
    text = subjects.before(member.left).text
    only = text in ("", subjects.verb_of(text)) or subjects.only_verb(text)
    return only and not member.quantity.unit.base.endswith(("元", "%"))


def _classed(members: _Members) -> _Members:
    """Give sized things the class named behind them: 国能康平30万千瓦、华润康平30万千瓦|等风电项目."""
    classed = re.match(r"等(?P<noun>[^，、]*?(?:项目|工程))", members[-1].right)
    alike = len({member.quantity.unit.base for member in members}) == 1
    if not classed or not alike or not all(member.left for member in members):
        return members
    return tuple(replace(member, left=f"{member.left}{classed['noun']}", right="") for member in members)


_KIND = "[一-鿿]{1,4}?[级型类]|[过超][一二三四五六七八九十百千万]+亿元?"


def _kind(members: _Members) -> _Members:
    """Give the noun at the end to members that only say its kind: 6个世界级、7个国家级|产业集群."""
    kind = re.match(rf"(?:{_KIND})(?P<noun>..+)", members[-1].right)
    if not kind:
        return members
    return tuple(
        replace(member, right=member.right + kind["noun"]) if re.fullmatch(_KIND, member.right) else member
        for member in members
    )


def _predicate(members: _Members) -> _Members:
    """Give the predicate at the end of a list to each: 126个老旧小区、184条背街小巷|完成改造, 80%社区和60%农村|达到标准."""
    if not all(member.right and not subjects.before(member.left).text for member in members):
        return members
    predicate = subjects.noun_after(members[-1].right)[1]
    return tuple(
        member if subjects.noun_after(member.right)[1] else replace(member, right=member.right + predicate)
        for member in members
    )


def closings(members: Sequence[Member]) -> Sequence[str]:
    """Return for each member of a clause the verb noun said for it and those before it: 800个老旧小区、309条背街小巷改造."""
    verbs: list[str] = []
    for member in reversed(members):
        verb = _closing(member, listed=len(members) > 1) or (verbs[-1] if verbs else "")
        verbs.append(verb)
    return [verb if member.right else "" for verb, member in zip(reversed(verbs), members, strict=True)]


def _closing(member: Member, *, listed: bool) -> str:
    """Return the verb noun that a member of a list ends with, or a project's own: 背街小巷改造, 街路更新工程."""
    noun = subjects.noun_after(member.right)[0]
    plain = re.sub(r"(?<=..)工程$", "", noun)
    verb = lexicon.ends(plain, "closing")
    counts_projects = plain != noun and member.quantity.unit.base in ("项", "个", "处")
    named = verb and len(plain) > len(verb) and (listed or plain != noun)
    return verb if named and not counts_projects else ""
