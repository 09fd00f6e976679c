"""Which words own a number: the rules that find its subject, in the order in which they are tried.

Each rule looks at a `Spot`, one number with the words around it and a memory of what was spoken of last. The first that
applies gives the subject; its name goes into the fact. Here are the rules for words that name what is measured
themselves; `antecedents` has those for words that do not, `enumerations` those for lists, `yardsticks` those for numbers
told against something else. Every rule stands beside
sentences with the number marked and the subject it must give: they are its tests.

>>> [rule.name for rule in RULES if any("改造燃气管网" in sentence for sentence, _ in rule.examples)]
['list.shared-verb']
"""

from __future__ import annotations

import re

from analysis.language import antecedents, enumerations, subjects, yardsticks
from analysis.language.spots import Rule, Said, Spot
from analysis.registries import lexicon
from analysis.registries.units import dimension


def _attributive(spot: Spot) -> str | None:
    effect = lexicon.ends(spot.words.text, "effect")
    if effect and spot.member.right.startswith("的") and spot.noun:  # 惠及3400万人的引水工程
        return spot.noun + effect
    size = spot.words.text[len(spot.verb) :]
    size = lexicon.ends(size, "attribute") if subjects.attribute(size) else ""
    noun = re.sub(r"等(?=(?:重点|重大)?项目)|(?<=项目)建设$", "", spot.noun)  # 等 belongs to the list
    return noun + size if size and spot.member.right.startswith("的") else None


ATTRIBUTIVE = Rule(
    "attributive",
    _attributive,
    (
        ("总投资[400]亿元的航空航天城开工。", "航空航天城总投资"),
        ("谋划多年、惠及[90]万人的引水工程开工。", "引水工程惠及"),
    ),
    tells="attribute",
)


def _before(spot: Spot) -> str | None:
    return spot.words.text if spot.stands_before else None


BEFORE = Rule(
    "before",
    _before,
    (
        ("预计全年地区生产总值比上年增长[6]%左右。", "地区生产总值"),
        ("推动海铁联运规模突破[4.4]万标箱。", "海铁联运规模"),
        ("帮扶就业困难人员实现就业[1.6]万人。", "帮扶就业困难人员实现就业"),
    ),
)


def _told(spot: Spot) -> str:
    """Return a predicate without its words of manner: 全部得到有效处置 -> 有效处置."""
    return re.sub(r"^(?:实现了?|得到了?|进行了?|免费|均|全部|已|正式)+", "", spot.predicate)


def _share_after(spot: Spot) -> str | None:
    if not spot.percent:
        return None
    apart = spot.words.text == spot.verb or spot.member.left.endswith("、")
    owner = "" if apart else spot.words.text  # 公办幼儿园覆盖[95]%乡镇
    if not spot.words.text and not spot.predicate and len(spot.noun) <= 4:
        owner = subjects.before(spot.memory.clause).text
    return owner + _told(spot) + spot.noun + ("" if lexicon.ends(spot.noun, "share") else "占比")


SHARE_AFTER = Rule(
    "share-after",
    _share_after,
    (
        ("[95]%申请材料实现“只提交一次”或免于提交。", "“只提交一次”或免于提交申请材料占比"),
        ("推动[80]%城市社区和60%农村达到品质养老创建标准。", "达到品质养老创建标准城市社区占比"),
    ),
)


def _predicate_after(spot: Spot) -> str | None:
    told = _told(spot)
    uninformative = lexicon.words("uninformative") - lexicon.words("finished")
    empty = spot.predicate in uninformative or lexicon.begins(spot.predicate, "effect")
    size = dimension(spot.member.quantity.unit.text) in ("power", "voltage", "area", "length")  # 500千伏变电站
    if not told or empty or size or len(spot.noun) > 8 or spot.noun.startswith(told):
        return None
    thing = re.sub(r"(?<=..)等(?:工程|项目)$", "", spot.noun)  # 5条打通断头路等工程完工
    noun = "" if told.endswith(thing) else thing  # 2家企业成为独角兽企业
    return ("" if spot.words.text == spot.verb else spot.words.text) + told + noun


PREDICATE_AFTER = Rule(
    "predicate",
    _predicate_after,
    (
        ("沈阳微控等[2]家企业成为独角兽企业。", "成为独角兽企业"),
        ("凌河街等[7]条断头路实现贯通。", "贯通断头路"),
        ("向[3.5]万户城镇住房困难家庭发放公租房租赁补贴。", "发放公租房租赁补贴城镇住房困难家庭"),
    ),
)


def _after(spot: Spot) -> str | None:
    listed = re.fullmatch(r"(?P<thing>.{4,})等(?!地).{2,4}", spot.noun)  # 6个城市更新支持方向等新政策
    if told := re.fullmatch(r"(?P<thing>[^“]{2,})(?<!的)(?P<told>“[^”]{3,}”)", spot.noun):  # 26家企业“拎包入驻”
        return spot.words.text + told["told"] + told["thing"]
    return spot.words.text + (listed["thing"] if listed else spot.noun)


AFTER = Rule("after", _after, (("打造[35]个核心板块。", "打造核心板块"), ("提升[20]个和美田园品质。", "和美田园品质")))


#: The rules in the order in which they are tried.
RULES: tuple[Rule, ...] = (
    ATTRIBUTIVE,
    yardsticks.SHARE_OF_WHOLE,
    yardsticks.USED_FOR,
    yardsticks.GAP,
    yardsticks.COMPLETED,
    antecedents.RUNS_ON,
    antecedents.INHERITED,
    antecedents.WITH_REMARK,
    antecedents.ECONOMY,
    antecedents.PLAN_SIZE_BEFORE,
    antecedents.OF_PLACE,
    antecedents.ATTRIBUTE_OF_OWNER,
    yardsticks.RANK_OF_OWNER,
    enumerations.EXAMPLE_BEFORE,
    antecedents.EFFECT,
    antecedents.NAMED_AGAIN,
    enumerations.SHARED_ACTOR,
    enumerations.PART_OF,
    enumerations.PAIRED,
    enumerations.SHARED_VERB_BEFORE,
    enumerations.SHARED_VERB_OVER,
    enumerations.SHARED_NOUN,
    BEFORE,
    antecedents.PLAN_SIZE_AFTER,
    SHARE_AFTER,
    antecedents.GENERAL_AFTER,
    enumerations.OF_WHICH,
    enumerations.CLOSING_AFTER,
    PREDICATE_AFTER,
    enumerations.SHARED_VERB_AFTER,
    AFTER,
)


def own(spot: Spot) -> Said:
    """Return the subject of the number at a spot; the last rule applies to every spot."""
    money = dimension(spot.member.quantity.unit.text) == "money"
    lead = None if spot.stands_before else spot.words.text
    return next(Said(subject, rule, money, lead) for rule in RULES if (subject := rule.apply(spot)) is not None)
