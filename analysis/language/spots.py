"""One number of a clause with everything that may say whose it is: the words around it and what was spoken of last.

`owners` decides on a `Spot`; `statements` keeps the `Memory` while it reads a passage.

>>> memory = Memory(clause="汽车产业加快调整")
>>> Memory(subjects=["粮食产量"]).subjects[-1], memory.clause
('粮食产量', '汽车产业加快调整')
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from analysis.language import subjects
from analysis.language.clauses import Member
from analysis.language.measures import Tells
from analysis.language.subjects import Words
from analysis.registries import lexicon


@dataclass(frozen=True, slots=True)
class Said:
    """A subject that was spoken of, the rule that found it, and whether its number was an amount of money.

    `lead` are the words before the number where the subject stood after it (调查发现[2]种新物种), None where it did not.
    """

    subject: str
    rule: Rule
    money: bool = False
    lead: str | None = None


@dataclass(slots=True)
class Memory:
    """What a passage has spoken of so far.

    The subjects of the sentence, those since its last semicolon (`group`), the last clause without a number, the topic
    announced, the place of work that a clause told of, the unit of the last number without its multiplier, and the plan
    named last with the sentence it was named in; `sentence` is where the sentence being read begins.
    """

    subjects: list[str] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    clause: str = ""
    topic: str = ""
    place: str = ""
    unit: str = ""
    plan: str = ""
    plan_sentence: int = -1
    sentence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One number and everything a subject rule may look at.

    `words` are those before it, cut; `noun` and `predicate` those after it; `verb` opens the words before; `grows`: a
    percentage that a noun of growth follows (20%以上增长); `done` are what was read of the same clause before; `closing` is
    the verb noun a list says at its end.
    """

    member: Member
    words: Words
    noun: str
    predicate: str
    verb: str
    grows: bool
    closing: str
    done: Sequence[Said]
    memory: Memory

    @property
    def percent(self) -> bool:
        """Whether the number is a share or a percentage."""
        return self.member.quantity.unit.base in ("%", "‰", "成", "个百分点", "百分点")

    @property
    def owner(self) -> str:
        """What was spoken of last: in this clause, in one without a number, in the sentence."""
        if self.done:
            return self.done[-1].subject
        return self.thing_before or (self.memory.subjects[-1] if self.memory.subjects else "")

    @property
    def thing_before(self) -> str:
        """What the last clause without a number was about."""
        return subjects.promoted(self.memory.clause)

    @property
    def stands_before(self) -> bool:
        """Whether the subject stands before the number rather than after it (打造[35]个核心板块)."""
        text = self.words.text
        if not self.noun or (self.member.quantity.rank and text):
            return True
        done = text in {self.verb, *lexicon.words("promoted")}  # 巩固|提升80万亩基地
        if (self.words.reached or self.words.change) and len(text) >= 2 and not done:
            return bool(self.words.change) or not self.member.left.endswith("了")  # 《纲要》安排了[18]个领域的任务
        return bool(lexicon.begins(self.member.right, "predicate")) and len(text) > len(self.verb)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which words own a number: `apply` gives the subject, or None where the rule does not apply.

    `tells` is what the words say of the number besides whose it is, where they do.
    """

    name: str
    apply: Callable[[Spot], str | None]
    examples: tuple[tuple[str, str], ...]
    tells: Tells = ""
