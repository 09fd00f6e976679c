"""Subjects in a list: what it says once, in front or at its end, is given to each of its members.

>>> SHARED_VERB_BEFORE.examples[0]
('改造燃气管网301公里、供热管网[253]公里。', '改造供热管网')
"""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.language import subjects
from analysis.language.spots import Rule, Spot
from analysis.registries import lexicon
from analysis.registries.units import dimension, kind


def _example_before(spot: Spot) -> str | None:
    """新增西子航空等“小巨人”企业10户: the examples go; 创新平台新增实验室等3个: the class is what was added to."""
    if not spot.stands_before:
        return None
    _, mark, thing = re.sub(r"“[^”]*”", lambda quoted: quoted[0].replace("等", "＿"), spot.words.text).rpartition("等")
    if mark and (spot.verb or subjects.verb_of(thing)) and len(thing) > 3:
        return spot.verb + thing
    group, new, _ = spot.words.text.partition("新增")
    return new + group if new and spot.member.left.endswith("等") and len(group) > 3 else None


EXAMPLE_BEFORE = Rule(
    "example",
    _example_before,
    (
        ("新增西子航空等国家级专精特新“小巨人”企业[10]户。", "新增国家级专精特新“小巨人”企业"),
        ("国家级科技创新平台新增数字敏捷设计全国重点实验室等[3]个。", "新增国家级科技创新平台"),
    ),
)


def _shared_actor(spot: Spot) -> str | None:
    """Say whose it is where a list names the one who acts once: 实验室集聚人员1110人、实施项目88项."""
    first = spot.done[0].subject if spot.done and spot.stands_before else ""
    for place in range(3, len(first) - 3):
        verb = subjects.verb_of(first[place:])
        if verb and (lexicon.ends(first[:place], "actor") or first[:place].endswith("累计")):
            own_verb = spot.verb or lexicon.begins(spot.member.left, "lead")  # 实施 is one too, and empty
            return first[:place] + ("" if own_verb else verb) + spot.words.text
    return None


SHARED_ACTOR = Rule(
    "list.shared-actor",
    _shared_actor,
    (
        ("辽宁实验室集聚科研人员1110人、实施自主科研项目[88]项。", "辽宁实验室自主科研项目"),
        ("邮轮母港接待邮轮91艘、旅客[30]万人。", "邮轮母港接待旅客"),
    ),
)


def _part_of(spot: Spot) -> str | None:
    """Say of a part what was said of the whole: 新增技能人才39万人，其中高技能人才7万人 are new too."""
    verb = subjects.verb_of(spot.owner) if spot.stands_before and spot.member.left.startswith("其中") else ""
    return verb + spot.words.text if verb and spot.words.text and not spot.verb and not spot.percent else None


PART_OF = Rule("part-of", _part_of, (("新增技能人才39万人，其中高技能人才[7]万人。", "新增高技能人才"),))


_LEVEL = "世界级|国家级|[国省市县区州]级"


def _paired(spot: Spot) -> str | None:
    """Say in full what a list says of its first member alone: 培育品质养老社区454个、村屯403个; 省级64家、市级288家."""
    first = spot.done[-1].subject if spot.done and spot.stands_before else ""
    if re.fullmatch(_LEVEL, spot.words.text) and re.search(_LEVEL, first):
        return re.sub(_LEVEL, spot.words.text, first, count=1)
    other = lexicon.ends(first, "pairs")
    pair = spot.words.text in lexicon.words("pairs") and other not in ("", spot.words.text)
    return first.removesuffix(other) + spot.words.text if pair and len(first) > len(other) + 2 else None


PAIRED = Rule(
    "list.paired",
    _paired,
    (
        ("新培育品质养老社区454个、村屯[403]个。", "新培育品质养老村屯"),
        ("培育省级研发中心64家、市级[288]家。", "培育市级研发中心"),
    ),
)


def _shared_verb_before(spot: Spot) -> str | None:
    verb = subjects.verb_of(spot.done[0].subject) if spot.done and spot.stands_before else ""
    effect = lexicon.begins(spot.words.text, "effect")
    money = dimension(spot.member.quantity.unit.text) == "money" and spot.done and not spot.done[0].money
    return verb + spot.words.text if verb and not spot.verb and not effect and not money else None


SHARED_VERB_BEFORE = Rule(
    "list.shared-verb", _shared_verb_before, (("改造燃气管网301公里、供热管网[253]公里。", "改造供热管网"),)
)


def _shared_verb_over(spot: Spot) -> str | None:
    """Say what was done where the next clause goes on with a thing of the same kind, counted alike.

    Of one kind are names that share their last character or two next to each other: 建成示范村5个，达标村35个.
    """
    memory, text = spot.memory, spot.words.text
    if spot.done or not spot.stands_before or memory.clause or not memory.subjects:
        return None
    verb = subjects.verb_of(memory.subjects[-1])
    unit = spot.member.quantity.unit
    alike = memory.unit == unit.base and kind(unit.text) == "count" and _akin(memory.subjects[-1][len(verb) :], text)
    bare = spot.member.left.strip("，、 ") == text and not re.match("新(?!型|能源)", text)
    done = spot.verb or lexicon.begins(text, "effect") or lexicon.ends(text, "attribute")
    return verb + text if verb and alike and bare and not done else None


def _akin(first: str, second: str) -> bool:
    """Whether two names are of one kind.

    >>> _akin("“百千工程”示范村", "达标村"), _akin("纸质图书", "电子图书"), _akin("农业龙头企业", "绿标")
    (True, True, False)
    """
    return first[-1:] == second[-1:] or any(pair in first for pair in map("".join, pairwise(second)))


SHARED_VERB_OVER = Rule(
    "list.shared-verb-over",
    _shared_verb_over,
    (
        ("新建社区养老服务站5个，街道养老服务中心[3]个。", "新建街道养老服务中心"),
        ("建成美丽示范村5个，美丽达标村[35]个。", "建成美丽达标村"),
    ),
)


def _shared_noun(spot: Spot) -> str | None:
    text = spot.words.text
    if not spot.done or not spot.stands_before or not (text == spot.verb or subjects.only_verb(text)):
        return None
    first = spot.done[0].subject
    if opening := subjects.verb_of(first):
        return text + first[len(opening) :] if text else None
    verb = lexicon.ends(first, "counting")
    return first[: -len(verb)] + text if verb else None


SHARED_NOUN = Rule(
    "list.shared-noun",
    _shared_noun,
    (
        ("亿元以上项目开复工1819个、新签约[1802]个。", "亿元以上项目新签约"),
        ("竣工中小学66所、开工建设[133]所。", "开工建设中小学"),
    ),
)


def _of_which(spot: Spot) -> str | None:
    verbal = spot.noun.startswith(("获", "向", "被")) or (not spot.predicate and lexicon.begins(spot.noun, "predicate"))
    counted = [said.subject for said in spot.done if said.rule.tells != "part"] or spot.memory.subjects
    whole = counted[-1] if counted else spot.thing_before
    owner = whole[len(subjects.verb_of(whole)) :]
    return spot.noun + spot.predicate + owner if verbal and owner and not spot.words.text else None


OF_WHICH = Rule(
    "of-which",
    _of_which,
    (
        ("15个国考断面有[9]个达到优良水质。", "达到优良水质国考断面"),
        ("培育制度集成创新案例173项，82项获国家层面认可、[37]项向全国推广。", "向全国推广制度集成创新案例"),
    ),
    tells="part",
)


def _closing_after(spot: Spot) -> str | None:
    if not spot.closing or spot.verb:
        return None
    return spot.closing + spot.words.text + re.sub(rf"{spot.closing}(?:工程)?$", "", spot.noun)


CLOSING_AFTER = Rule(
    "list.shared-closing",
    _closing_after,
    (
        ("实施[800]个老旧小区、309条背街小巷改造。", "改造老旧小区"),
        ("实施南京街等[15]条街路更新工程。", "更新街路"),
    ),
)


def _shared_verb_after(spot: Spot) -> str | None:
    if not spot.done or spot.words.text or spot.done[0].lead is None:
        return None
    shared = spot.done[0].lead or subjects.verb_of(spot.done[0].subject)
    return shared + spot.noun if shared else None


SHARED_VERB_AFTER = Rule(
    "list.shared-verb.after", _shared_verb_after, (("建成5000户五星庭院、[100]个美丽宜居村。", "建成美丽宜居村"),)
)
