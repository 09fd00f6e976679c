"""What a number measures, and the statement that it makes with its subject.

The unit and the verb of change in front decide: 增长5.5% is growth, 占比35% a share, 净增84户 a change, 318天 a level. A
percentage can also be told of growth by a noun (保持20%以上增长) or by a verb in front of what changes (减时间83%).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from analysis.facts import Measure
from analysis.language.bounds import Quantity
from analysis.language.clauses import Clause, Member, Sentence
from analysis.language.subjects import Change, Words
from analysis.registries import lexicon

#: What the words that own a number can say of it besides whose it is: it is a share of a whole, a part of what was
#: counted before, an attribute that a thing has (总投资400亿元的航空航天城), the size of a plan that stands (15项具体内容).
Tells = Literal["", "share", "part", "attribute", "plan size"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A number with its subject and measure; `sign` is -1 for a fall, `left` the words before it in its clause."""

    quantity: Quantity
    subject: str
    measure: Measure
    sign: int
    sentence: Sentence
    clause: Clause
    left: str
    tells: Tells
    rules: tuple[str, ...]


def state(
    sentence: Sentence, clause: Clause, member: Member, subject: str, words: Words, rule: str, tells: Tells = ""
) -> Statement:
    """Settle the measure and put a statement together."""
    measure = _measure(member.quantity, words, share=tells == "share")
    if measure == "growth" and "年均" in member.left and "年均" not in subject:
        subject += "年均增长"
    if measure == "rank":
        subject = _ranking(subject)
    if measure == "change" and member.quantity.unit.base.endswith("百分点") and not subject.endswith("幅度"):
        subject += words.rate  # 涨幅回落0.3个百分点
    return Statement(
        quantity=member.quantity,
        subject=_clean(subject),
        measure=measure,
        sign=-1 if words.change == "down" and measure in ("growth", "change") else 1,
        sentence=sentence,
        clause=clause,
        left=member.left,
        tells=tells,
        rules=(rule, f"measure.{measure}"),
    )


# Growth that is named and not said by a verb: 保持20%以上增长, 7%左右的速度, 经济增长预期7%.
_GROWTH_AFTER = re.compile(r"的?(?:年均|平均|预期|经济)*(?:增长|增速|速度)(?:预期|目标)*")
_GROWTH_BEFORE = re.compile(r"(?<=.)(?:增长|增速)(?:预期|目标)+$")


def growing(member: Member, words: Words) -> tuple[Member, Words, bool]:
    """Tell a percentage of growth by the noun beside it, or by the verb in front of what changes (减时间83%).

    Returns the member and its words without what told it, and whether the noun stands after the number.
    """
    if after := _GROWTH_AFTER.match(member.right):
        return replace(member, right=member.right[after.end() :]), replace(words, change=words.change or "up"), True
    if words.change:
        return member, words, False
    if before := _GROWTH_BEFORE.search(words.text):
        return member, replace(words, text=words.text[: before.start()], change="up"), False
    head, average, text = words.text.rpartition("平均")  # 事项办理平均减时间83%
    verb = lexicon.begins(text, "fronted_down") or lexicon.begins(text, "fronted_up")
    thing = text[len(verb) :]
    if len(thing) < 2 or words.reached or lexicon.ends(thing, "share") or not verb or re.match("[排税贫负灾]", thing):
        return member, words, False
    change: Change = "down" if verb in lexicon.words("fronted_down") else "up"
    return member, replace(words, text=head + average + thing, change=change), False


def _ranking(subject: str) -> str:
    """Name what is ranked: 综合实力力争三年进入全国城区 -> 综合实力全国城区排名."""
    plain = re.sub(
        r"(?:力争|争取|努力)?(?:[一二三四五]年)?(?:进入|跻身|位居|排名|迈入|保持[一-鿿]{2}第一、)|^在|中$", "", subject
    )
    plain = re.sub(
        r"均?(?:位?居|位?列|名列|(?:排?[位名])?(?:跃升|上升|提升|攀升|前移|升)[至到]|[从由])(?=全[国省市]|世界|全球)",
        "",
        plain,
    )
    return plain if plain.endswith(("排名", "位次", "名次")) else plain + "排名"


def _clean(subject: str) -> str:
    """Drop particles at the ends, the whole territory at the start, and unbalanced quotation marks."""
    subject = re.sub(r"^[我全](?:市|省|区|县|州)(?!域)", "", subject.strip(" 、，：的"))
    if subject.endswith("占"):  # 其中民营经济主体占97.2%
        subject += "比"
    if subject.count("“") != subject.count("”"):
        subject = subject.replace("“", "").replace("”", "")
    return subject


def _measure(quantity: Quantity, words: Words, *, share: bool) -> Measure:
    """Decide what a number measures from its unit and the verb of change before it."""
    base = quantity.unit.base
    if quantity.rank:
        return "rank"
    if quantity.multiple or base == "倍":
        return "multiple"
    if base.endswith("百分点"):
        return "change"
    if base in ("%", "‰", "成"):
        return "growth" if words.change and not share else "share"
    return "change" if words.change else "level"
