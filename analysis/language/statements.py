"""A passage's numbers -> statements: whose number it is and what it measures.

A sentence is read clause by clause with a memory of what was spoken of. `owners` finds the subject of each number; a
分别 list is read as a whole, because its subjects and its numbers stand apart.

>>> from analysis.language.clauses import sentences
>>> from analysis.language.quantities import scan
>>> def told(text):
...     return read(sentences(text, scan(text)))
>>> for statement in told("粮食产量80.1亿斤，增长2%；改造燃气管网301公里、供热管网253公里。"):
...     print(statement.subject, statement.quantity.text, statement.measure, statement.rules[0])
粮食产量 80.1 level before
粮食产量 2 growth inherited
改造燃气管网 301 level before
改造供热管网 253 level list.shared-verb
>>> [(s.subject, str(s.quantity.value)) for s in told("新能源汽车、新材料产业增加值分别增长88%和15%。")]
[('新能源汽车产业增加值', '88'), ('新材料产业增加值', '15')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from analysis.facts import Bound
from analysis.language import openings, subjects
from analysis.language.clauses import Clause, Member, Sentence
from analysis.language.distribution import distribute
from analysis.language.measures import Statement, growing, state
from analysis.language.owners import own
from analysis.language.sharing import closings, shared
from analysis.language.spots import Memory, Said, Spot
from analysis.language.subjects import Change, Words
from analysis.registries import lexicon


def read(told: Iterable[Sentence]) -> Iterator[Statement]:
    """Yield the statements of a passage's sentences in order: one for each quantity in them."""
    memory = Memory()
    for sentence in told:
        goes_on = re.match(r"其中|同比|比上年|较上年", sentence.text)
        memory.subjects, memory.clause, memory.topic = memory.subjects[-1:] if goes_on else [], "", ""
        memory.place, memory.group = "", []
        for clause in sentence.clauses:
            mark = sentence.text[clause.start - sentence.start - 1] if clause.start > sentence.start else ""
            if mark == "；":
                memory.group = []
            if mark == "；" or clause.text.startswith(("全", "我")):
                memory.place = ""
            memory.place = _place(clause) or memory.place
            memory.topic = _topic(clause.text) or memory.topic
            if named := _named_plan(clause.text):
                memory.plan, memory.plan_sentence = named, sentence.start
            memory.sentence = sentence.start
            found = list(_clause_statements(sentence, clause, memory))
            yield from found
            if mark != "（":  # 444项（打包后569项），总投资
                memory.subjects += [statement.subject for statement in found]
                memory.group += [statement.subject for statement in found]
            if found:
                memory.clause, memory.unit = "", found[-1].quantity.unit.base
            elif _names(clause.text):
                memory.clause = clause.text


def _names(text: str) -> bool:
    """Whether a clause without a number names a thing: not 连续多年位居首位, not 扣除物价因素."""
    return lexicon.begins(text.lstrip("并且也"), "predicate") in ("", "完成", "实现") and not lexicon.begins(
        text, "aside"
    )


def _place(clause: Clause) -> str:
    """Return the named place of work that a clause without a number tells of: 天开高教科创园蓬勃发展."""
    text = openings.cut(clause.text)
    place, end = lexicon.last(text[:24], "institution")
    acts = subjects.verb_of(text) or lexicon.begins(text, "promoted") or lexicon.first(text[:end], "predicate") >= 0
    told = (
        place > 1 and not clause.members and not acts and lexicon.begins(text[end:].removeprefix("建设"), "predicate")
    )
    return text[:end] if told else ""


def _topic(text: str) -> str:
    """Return what a clause announces to be about: 围绕“在产业转型上实现新突破”, 在稳外贸方面."""
    match = re.match(
        r"(?:[一二三四五六七八九十]+是)?(?:围绕|聚焦|针对)(?!上述|以上|这)(?P<a>.+)$|在(?P<b>.+方面)$|在(?P<c>“.+”.{0,4})(?:上|方面)?$",
        text,
    )
    return next((group for group in match.groups() if group), "") if match else ""


def _named_plan(text: str) -> str:
    """Return the plan or list that a clause names: 《2022年任务清单》, “振兴新突破 我要当先锋”专项行动."""
    match = re.search(r"《(?P<title>[^《》]+)》|(?P<name>“[^“”]+”(?:专项)?(?:行动|计划|工程|清单|方案))", text)
    return (match["title"] or match["name"]) if match else ""


def _clause_statements(sentence: Sentence, clause: Clause, memory: Memory) -> Sequence[Statement]:
    """Read the members of one clause: a 分别 list together, the others one by one."""
    members = shared(clause.members)
    respectively = _respectively(sentence, clause, memory)
    if respectively:
        return respectively
    done: list[Said] = []
    found: list[Statement] = []
    fronted: Change = ""  # said by a verb in front of what changes, which the next member may leave out
    said_before: Change = ""
    for member, closing in zip(members, closings(members), strict=True):
        spot = _spot(member, closing, done, memory)
        if spot.percent and not (spot.words.change or spot.words.reached or lexicon.ends(spot.words.text, "share")):
            change = said_before if not member.left and not member.right else fronted
            spot = replace(spot, words=replace(spot.words, change=change))  # 减时间83%、材料54%, 增长9.8%和8.5%
        fronted = "" if subjects.before(member.left).change or spot.member != member else spot.words.change
        said_before = spot.words.change if spot.percent else ""
        said = own(spot)
        # Before a noun a verb of change only leads to it (提升20个田园品质); before a number it says what is measured.
        kept = spot.words if spot.stands_before or spot.grows else replace(spot.words, change="", rate="")
        found.append(state(sentence, clause, member, said.subject, kept, said.rule.name, said.rule.tells))
        done.append(replace(said, subject=found[-1].subject))
    return found


def _spot(member: Member, closing_verb: str, done: Sequence[Said], memory: Memory) -> Spot:
    # 跃上1万亿元|新台阶, 5600亿元|（预计数，下同）
    member = replace(
        member, right=re.sub(r"^(?:（[^）]*）)?(?:(?:[两三四五]个)?新?(?:台阶|大关|关口))?", "", member.right)
    )
    words = subjects.before(member.left)
    receiver = bool(lexicon.ends(member.left, "dative")) or member.left.strip().removeprefix("并") in ("在", "与")
    # 对和平街等12条道路|进行改造, 对农村2万眼机井|实施管护
    done_to = re.match(r"(?:（.{1,2}）)?[对向为给](?P<of>[^，、]{0,6}$|.*等$)", member.left)
    receiver = receiver or bool(done_to and subjects.DOING.search(member.right))
    counted = member.quantity.unit.base != "%" and (
        member.left.endswith(("等", "的", "和", "以及")) or subjects.enumerated(words.text, int(member.quantity.value))
    )
    if member.right and (receiver or counted):
        # What stands before is an example (凌河街等7条断头路), the things themselves (襄阳、宜昌2家高新区), an attribute
        # of the noun (新增加的6个方向), or 向 and 为; only a counting verb in front of it says what was counted, or a
        # relative clause, where the noun says nothing by itself (水利工程已开工的57个项目).
        relative = member.left.endswith("的") and subjects.noun_after(member.right)[0] in lexicon.words("generic")
        # 实施优化平台、打造集群等23个专项行动: the verb belongs to the first of what is carried out.
        carried_out = re.search(rf"(?:实施|开展|办好|办成|抓好){re.escape(words.text[:2])}", member.left)
        verb = "" if carried_out and member.left.endswith("等") else subjects.verb_of(words.text)
        kept = words.text if relative and len(words.text) > 5 else verb
        if subjects.noun_after(member.right)[0] in lexicon.words("container"):
            kept = openings.cut(member.left)
        words = Words("" if receiver else kept, "", False)
    grows = False
    if member.quantity.unit.base in ("%", "成"):
        member, words, grows = growing(member, words)
    noun, predicate = subjects.noun_after(member.right, receiver=receiver)
    return Spot(
        member=member,
        words=words,
        noun=noun,
        predicate=predicate,
        verb=subjects.verb_of(words.text),
        grows=grows,
        closing=closing_verb,
        done=done,
        memory=memory,
    )


def _respectively(sentence: Sentence, clause: Clause, memory: Memory) -> Sequence[Statement]:
    """Read 甲、乙、丙分别增长1%、2%和3%, also where the subjects are the last ones spoken of (…，分别增长).

    Returns nothing where the clause is no such list, or has as many subjects as nobody can share out.
    """
    members = clause.members
    if len(members) < 2 or any(member.right for member in members[:-1]):
        return ()
    first, rest = members[0], members[1:]
    head, _, verb = first.left.partition("分别")
    marked = any("分别" in member.left for member in members)
    listed = re.search(r"[、和及与]|城乡", head)  # 城乡居民人均可支配收入年均增长5.3%、8.1%
    alike = not any(member.left for member in rest) and len({member.quantity.unit.base for member in members}) == 1
    goes_on = (
        alike and not subjects.before(first.left).text and _told_apart(memory, len(members))
    )  # 累计达759名和1125名
    if any(subjects.before(member.left).text for member in rest) or not (marked or goes_on or (listed and alike)):
        return ()
    named, words = subjects.before(head), subjects.before(head + verb)
    spoken = named.text or ("" if len(memory.subjects) >= len(members) else subjects.before(memory.clause).text)
    turn = _turn(members)
    names = distribute(spoken, turn) if spoken else memory.subjects[-turn:]
    if (
        spoken and subjects.attribute(spoken) and _told_apart(memory, turn)
    ):  # 新增高速1300公里、国道2600公里，总里程分别达
        names = [subjects.thing(subject) + spoken for subject in memory.subjects[-turn:]]
    if names is None or len(names) != turn:
        if not marked:
            return ()
        names = [spoken or (memory.subjects or [""])[-1]] * turn
    names = names * (len(members) // turn)
    leads = [first.left] * turn + [members[-turn].left] * (len(members) - turn)
    words = replace(words, rate=named.rate or words.rate)
    # A bound at the end of a 分别 list reaches every member: 分别增长3%、5%以上.
    bound: Bound = (
        next((member.quantity.bound for member in reversed(members) if member.quantity.bound != "eq"), "eq")
        if marked
        else "eq"
    )
    return [
        state(
            sentence,
            clause,
            replace(
                member,
                left=member.left or lead,
                quantity=member.quantity if member.quantity.bound != "eq" else replace(member.quantity, bound=bound),
            ),
            openings.cut(name),
            words,
            "list.respectively",
        )
        for member, name, lead in zip(members, names, leads, strict=True)
    ]


def _told_apart(memory: Memory, count: int) -> bool:
    """Whether the last `count` subjects spoken of are different ones that numbers can go on with, each with its own."""
    return len(memory.subjects) >= count and len(set(memory.subjects[-count:])) == count


def _turn(members: Sequence[Member]) -> int:
    """Return how many numbers a list gives before it begins anew: 城乡收入从4.6万元和1.7万元[分别提高到]5.9万元和2.3万元."""
    half = len(members) // 2
    return half if half > 1 and half * 2 == len(members) and re.search(r"[到至]", members[half].left) else len(members)
