"""Which words own a number: the rules that find and complete its subject.

Each rule looks at a `Spot`, one number with the words around it and a memory of what was spoken of last. The rules in
`RULES` are tried in written order and the first that applies gives the subject; its name goes into the fact. Every rule
stands beside sentences with the number marked and the subject it must give: they are its tests.

>>> [rule.name for rule in RULES if any("改造燃气管网" in sentence for sentence, _ in rule.examples)]
['list.shared-verb']
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from analysis.language import subjects
from analysis.language.spots import Said, Spot
from analysis.registries import lexicon
from analysis.registries.units import dimension


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which words own a number: `apply` gives the subject, or None where the rule does not apply."""

    name: str
    apply: Callable[[Spot], str | None]
    examples: tuple[tuple[str, str], ...]


def _attributive(spot: Spot) -> str | None:
    size = lexicon.ends(spot.words.text, "attribute")
    noun = re.sub(
        r"等(?=(?:重点|重大)?项目)|(?<=项目)建设$", "", spot.noun
    )  # the 等 of a list is no part of its last member
    return noun + size if size and spot.member.right.startswith("的") else None


def _share_of_whole(spot: Spot) -> str | None:
    part = subjects.share_of_whole(spot.words.text) if spot.percent and spot.stands_before else None
    if not part:
        return None
    owner, whole = part
    if not owner or owner in lexicon.words("attribute") | lexicon.words("noun_up"):  # 粮食增产10亿斤，增量占全国18%
        owner = spot.owner + owner
    return f"{owner}占{whole}比重"


def _gap(spot: Spot) -> str | None:
    """Name a distance between two rates: 增长5.4%、高于全国0.4个百分点 is one of growths."""
    parts = subjects.gap(spot.words.text) if spot.percent else None
    owner = (parts[0] or spot.owner) if parts else ""
    if not parts or not owner:
        return None
    rate = "" if lexicon.ends(owner, "share") or lexicon.ends(owner, "noun_up") else "增速"
    return f"{re.sub('年均增长$', '年均', owner)}{rate}{parts[1]}幅度"


def _runs_on(spot: Spot) -> str | None:
    if not spot.member.runs_on or not spot.done:
        return None
    return subjects.before(spot.done[-1].subject + spot.member.left).text


def _inherited(spot: Spot) -> str | None:
    if not spot.stands_before or spot.words.text:
        return None
    owner = spot.owner
    if "累计" in spot.member.left:  # 新增1000处、累计达8000处
        owner = re.sub(r"^新(?:增|建成?)", "", owner)
    rate = lexicon.ends(owner, "share") if not spot.percent and not spot.member.quantity.rank else ""
    return owner.removesuffix(rate) if rate in ("比例", "占比", "比重") else owner  # 优良天数比例达到77%、增加13天


def _plan_size_before(spot: Spot) -> str | None:
    text = spot.words.text
    return _plan(spot, "") + text if spot.stands_before and text in lexicon.words("plan_size") else None


def _economy(spot: Spot) -> str | None:
    """Name what grows where a rate of growth is spoken of and nothing owns it: 确定4.5%左右的增长目标."""
    return "经济增长" if spot.grows and spot.words.text in {"", spot.verb, "确定", "设定"} else None


def _attribute_of_owner(spot: Spot) -> str | None:
    text = spot.words.text
    alone = text == spot.verb and not spot.done  # 职业技能提升行动深入实施，培训8300万人次
    if not spot.stands_before or not (alone or text in lexicon.words("attribute") | lexicon.words("generic")):
        return None
    owner = subjects.thing(spot.owner)
    # 储备重点项目3000个，项目总投资: the end of the owner is said again.
    return text if owner == text else owner + (text[2:] if owner.endswith(text[:2]) else text)


def _rank_of_owner(spot: Spot) -> str | None:
    """Name what is ranked where only the ranking is said: 各类贷款余额9.38万亿元，居中部第1位."""
    if not spot.member.quantity.rank or not spot.stands_before:
        return None
    match = re.fullmatch(
        r"(?P<what>增速|总量|总额|规模|金额|数量)?(?:[位名排]?[居列]|名列|排名?|继续|稳)*(?P<where>[一-鿿]{2})?",
        spot.words.text,
    )
    if not match or not spot.owner:
        return None
    return spot.owner + ("增速" if match["what"] == "增速" else "") + (match["where"] or "")


def _example_before(spot: Spot) -> str | None:
    """新增西子航空等“小巨人”企业10户: the examples go; 创新平台新增实验室等3个: the class is what was added to."""
    if not spot.stands_before:
        return None
    _, mark, thing = re.sub(r"“[^”]*”", lambda quoted: quoted[0].replace("等", "＿"), spot.words.text).rpartition("等")
    if mark and (spot.verb or subjects.verb_of(thing)) and len(thing) > 3:
        return spot.verb + thing
    group, new, _ = spot.words.text.partition("新增")
    return new + group if new and spot.member.left.endswith("等") and len(group) > 3 else None


def _shared_actor(spot: Spot) -> str | None:
    """Say whose it is where a list names the one who acts once: 实验室集聚人员1110人、实施项目88项."""
    first = spot.done[0].subject if spot.done and spot.stands_before else ""
    actor = next(
        (
            first[:place]
            for place in range(3, len(first) - 3)
            if subjects.verb_of(first[place:]) and lexicon.ends(first[:place], "actor")
        ),
        "",
    )
    if not actor:
        return None
    return (
        actor
        + ("" if spot.verb or lexicon.begins(spot.member.left, "lead") else subjects.verb_of(first[len(actor) :]))
        + spot.words.text
    )


def _of_place(spot: Spot) -> str | None:
    """Say whose it is where a clause told of a place of work: 天开高教科创园蓬勃发展，累计注册企业4500家."""
    place = spot.memory.place
    text = spot.words.text if spot.stands_before else spot.words.text + spot.noun
    goes_on = not spot.memory.subjects or spot.memory.subjects[-1].startswith(place)
    bare = goes_on and text in lexicon.words("attribute") | lexicon.words("generic")
    return place + text if place and text and (subjects.verb_of(text) or bare) and place not in text else None


def _part_of(spot: Spot) -> str | None:
    """Say of a part what was said of the whole: 新增技能人才39万人，其中高技能人才7万人 are new too."""
    verb = subjects.verb_of(spot.owner) if spot.stands_before and spot.member.left.startswith("其中") else ""
    return verb + spot.words.text if verb and spot.words.text and not spot.verb and not spot.percent else None


def _shared_verb_before(spot: Spot) -> str | None:
    verb = subjects.verb_of(spot.done[0].subject) if spot.done and spot.stands_before else ""
    effect = lexicon.begins(spot.words.text, "effect")
    money = dimension(spot.member.quantity.unit.text) == "money" and spot.done and not spot.done[0].money
    return verb + spot.words.text if verb and not spot.verb and not effect and not money else None


def _shared_noun(spot: Spot) -> str | None:
    if not spot.done or not spot.stands_before or spot.words.text != spot.verb:
        return None
    first = spot.done[0].subject
    verb = lexicon.ends(first, "counting")
    return first[: -len(verb)] + spot.verb if verb else None


def _effect(spot: Spot) -> str | None:
    """Say of what an effect is one: 发放消费补贴2.1亿元，拉动消费278亿元; 惠及2万户企业."""
    text = spot.words.text if spot.stands_before else spot.words.text + spot.noun
    owner = spot.owner
    return owner[len(subjects.verb_of(owner)) :] + text if lexicon.begins(text, "effect") and owner else None


def _named_again(spot: Spot) -> str | None:
    if not spot.stands_before:
        return None
    text = subjects.named_again(spot.words.text, spot.owner)
    return text if text != spot.words.text else None


def _before(spot: Spot) -> str | None:
    return spot.words.text if spot.stands_before else None


def _plan_size_after(spot: Spot) -> str | None:
    size = spot.noun.partition("的")[0]  # 148项具体内容的任务清单
    return _plan(spot, spot.words.text) + size if size in lexicon.words("plan_size") else None


def _share_after(spot: Spot) -> str | None:
    if not spot.percent:
        return None
    apart = spot.words.text == spot.verb or spot.member.left.endswith("、")
    owner = "" if apart else spot.words.text  # 公办幼儿园覆盖[95]%乡镇
    if not spot.words.text and not spot.predicate and len(spot.noun) <= 4:
        owner = subjects.before(spot.memory.clause).text
    return owner + _told(spot) + spot.noun + ("" if lexicon.ends(spot.noun, "share") else "占比")


def _general_after(spot: Spot) -> str | None:
    plain = spot.predicate in lexicon.words("uninformative") | {""}
    if spot.member.left.endswith("等") and spot.memory.subjects:  # 龙头企业30家，推进蓝莓工厂等60个项目: not theirs
        return None
    if spot.noun not in lexicon.words("generic") or not plain or spot.words.text != spot.verb:
        return None
    owner = spot.done[-1].subject if spot.done else spot.thing_before or spot.owner
    return spot.verb + owner[len(subjects.verb_of(owner)) :].removesuffix(spot.noun) + spot.noun


def _of_which(spot: Spot) -> str | None:
    verbal = spot.noun.startswith(("获", "向", "被")) or (not spot.predicate and lexicon.begins(spot.noun, "predicate"))
    counted = [said.subject for said in spot.done if said.rule != "of-which"] or spot.memory.subjects
    whole = counted[-1] if counted else spot.thing_before
    owner = whole[len(subjects.verb_of(whole)) :]
    return spot.noun + spot.predicate + owner if verbal and owner and not spot.words.text else None


def _closing_after(spot: Spot) -> str | None:
    if not spot.closing or spot.verb:
        return None
    return spot.closing + spot.words.text + re.sub(rf"{spot.closing}(?:工程)?$", "", spot.noun)


def _predicate_after(spot: Spot) -> str | None:
    told = _told(spot)
    empty = lexicon.begins(spot.predicate, "effect") or spot.predicate in lexicon.words(
        "uninformative"
    ) - lexicon.words("finished")
    size = dimension(spot.member.quantity.unit.text) in ("power", "voltage", "area", "length")  # 500千伏变电站
    if not told or empty or size or len(spot.noun) > 8 or spot.noun.startswith(told):
        return None
    noun = "" if told.endswith(spot.noun) else spot.noun  # 2家企业成为独角兽企业
    return ("" if spot.words.text == spot.verb else spot.words.text) + told + noun


def _shared_verb_after(spot: Spot) -> str | None:
    if not spot.done or spot.words.text or spot.done[0].lead is None:
        return None
    shared = spot.done[0].lead or subjects.verb_of(spot.done[0].subject)
    return shared + spot.noun if shared else None


def _after(spot: Spot) -> str | None:
    listed = re.fullmatch(r"(?P<thing>.{4,})等(?!地).{2,4}", spot.noun)  # 6个城市更新支持方向等新政策
    return spot.words.text + (listed["thing"] if listed else spot.noun)


def _plan(spot: Spot, modifier: str) -> str:
    """Return what a count of measures or tasks belongs to: the topic announced, or the plan named last (清单共提出28项)."""
    memory = spot.memory
    if memory.topic:
        return memory.topic
    short = not modifier or len(modifier) <= 4 or memory.plan.endswith(modifier[:2])
    clause = subjects.before(memory.clause).text
    # A plan named in this sentence is nearer than its other clauses, one named before it is farther.
    if memory.plan and short and (memory.plan_sentence == memory.sentence or not clause):
        return memory.plan
    return modifier if len(modifier) > 4 else clause or modifier


def _told(spot: Spot) -> str:
    """Return a predicate without its words of manner: 全部得到有效处置 -> 有效处置."""
    return re.sub(r"^(?:实现|得到|均|全部|已|正式)+", "", spot.predicate)


#: The rules in the order in which they are tried; in an example the number is marked.
RULES: tuple[Rule, ...] = (
    Rule("attributive", _attributive, (("总投资[400]亿元的航空航天城开工。", "航空航天城总投资"),)),
    Rule(
        "share-of-whole",
        _share_of_whole,
        (
            ("民生领域支出889.9亿元，占一般公共预算支出的[76.7]%。", "民生领域支出占一般公共预算支出比重"),
            ("高端装备占装备制造业比重达到[40]%以上。", "高端装备占装备制造业比重"),
        ),
    ),
    Rule(
        "gap",
        _gap,
        (
            ("地区生产总值增长5.4%、高于全国[0.4]个百分点。", "地区生产总值增速高于全国幅度"),
            ("对俄进出口增速高于全国[8.4]个百分点。", "对俄进出口增速高于全国幅度"),
        ),
    ),
    Rule("runs-on", _runs_on, (("1000个省级重点产业项目完成投资[1865.7]亿元。", "省级重点产业项目完成投资"),)),
    Rule(
        "inherited",
        _inherited,
        (
            ("空气质量优良天数318天，比上年增加[16]天。", "空气质量优良天数"),
            ("全市实有经营主体增长18%、突破[132]万户。", "实有经营主体"),
            ("8条重点产业链规模突破[8000]亿元。", "重点产业链规模"),
            ("工业投资增长11.2%，占投资比重由29.2%提升至[32.3]%。", "工业投资占投资比重"),
        ),
    ),
    Rule(
        "economy",
        _economy,
        (("确定[4.5]%左右的增长目标。", "经济增长"), ("设定[5]%左右的经济增长预期目标。", "经济增长")),
    ),
    Rule("plan-size.before", _plan_size_before, (("围绕“稳外贸”，具体内容[7]项。", "“稳外贸”具体内容"),)),
    Rule(
        "of-place",
        _of_place,
        (
            ("天开高教科创园蓬勃发展，注册科技型企业[4500]家。", "天开高教科创园注册科技型企业"),
            ("黎安试验区初具规模，签约入驻高校26所，在园师生达[1]万人。", "黎安试验区在园师生"),
        ),
    ),
    Rule(
        "attribute-of-owner",
        _attribute_of_owner,
        (
            ("市属国企资产总额增长23.8%，营业收入增长[48.1]%。", "市属国企营业收入"),
            ("新增科技型企业3407家，总数达到[25318]家。", "科技型企业总数"),
            ("汽车产业加快调整，产值保持[3000]亿元以上。", "汽车产业产值"),
        ),
    ),
    Rule(
        "rank-of-owner", _rank_of_owner, (("本外币贷款余额达到9.38万亿元，居中部第[1]位。", "本外币贷款余额中部排名"),)
    ),
    Rule(
        "example",
        _example_before,
        (
            ("新增西子航空等国家级专精特新“小巨人”企业[10]户。", "新增国家级专精特新“小巨人”企业"),
            ("国家级科技创新平台新增数字敏捷设计全国重点实验室等[3]个。", "新增国家级科技创新平台"),
        ),
    ),
    Rule(
        "effect",
        _effect,
        (
            ("发放消费补贴2.1亿元，拉动消费[278]亿元。", "消费补贴拉动消费"),
            ("新增市场经营主体13.9万户、带动就地就业[36.8]万人。", "市场经营主体带动就地就业"),
        ),
    ),
    Rule(
        "named-again",
        _named_again,
        (("推进10个重点产业集群建设，建设重点产业集群5个，集群规模突破[1]万亿元。", "重点产业集群规模"),),
    ),
    Rule(
        "list.shared-actor",
        _shared_actor,
        (
            ("辽宁实验室集聚科研人员1110人、实施自主科研项目[88]项。", "辽宁实验室自主科研项目"),
            ("邮轮母港接待邮轮91艘、旅客[30]万人。", "邮轮母港接待旅客"),
        ),
    ),
    Rule("part-of", _part_of, (("新增技能人才39万人，其中高技能人才[7]万人。", "新增高技能人才"),)),
    Rule("list.shared-verb", _shared_verb_before, (("改造燃气管网301公里、供热管网[253]公里。", "改造供热管网"),)),
    Rule("list.shared-noun", _shared_noun, (("亿元以上项目开复工1819个、新签约[1802]个。", "亿元以上项目新签约"),)),
    Rule(
        "before",
        _before,
        (
            ("预计全年地区生产总值比上年增长[6]%左右。", "地区生产总值"),
            ("推动海铁联运规模突破[4.4]万标箱。", "海铁联运规模"),
            ("帮扶就业困难人员实现就业[1.6]万人。", "帮扶就业困难人员实现就业"),
        ),
    ),
    Rule(
        "plan-size.after",
        _plan_size_after,
        (
            (
                "围绕“在产业转型上实现新突破”，提出建设先进制造中心等5项举措、[15]项具体内容。",
                "“在产业转型上实现新突破”具体内容",
            ),
            ("在稳外贸方面，提出[1]项举措。", "稳外贸方面举措"),
        ),
    ),
    Rule(
        "share-after",
        _share_after,
        (
            ("[95]%申请材料实现“只提交一次”或免于提交。", "“只提交一次”或免于提交申请材料占比"),
            ("推动[80]%城市社区和60%农村达到品质养老创建标准。", "达到品质养老创建标准城市社区占比"),
        ),
    ),
    Rule(
        "general-after",
        _general_after,
        (("35个核心发展板块规划全部完成，[386]个项目加快建设。", "核心发展板块规划项目"),),
    ),
    Rule(
        "of-which",
        _of_which,
        (
            ("15个国考断面有[9]个达到优良水质。", "达到优良水质国考断面"),
            ("培育制度集成创新案例173项，82项获国家层面认可、[37]项向全国推广。", "向全国推广制度集成创新案例"),
        ),
    ),
    Rule(
        "list.shared-closing",
        _closing_after,
        (
            ("实施[800]个老旧小区、309条背街小巷改造。", "改造老旧小区"),
            ("实施南京街等[15]条街路更新工程。", "更新街路"),
        ),
    ),
    Rule(
        "predicate",
        _predicate_after,
        (
            ("沈阳微控等[2]家企业成为独角兽企业。", "成为独角兽企业"),
            ("凌河街等[7]条断头路实现贯通。", "贯通断头路"),
            ("向[3.5]万户城镇住房困难家庭发放公租房租赁补贴。", "发放公租房租赁补贴城镇住房困难家庭"),
        ),
    ),
    Rule(
        "list.shared-verb.after", _shared_verb_after, (("建成5000户五星庭院、[100]个美丽宜居村。", "建成美丽宜居村"),)
    ),
    Rule("after", _after, (("打造[35]个核心板块。", "打造核心板块"), ("提升[20]个和美田园品质。", "和美田园品质"))),
)


def own(spot: Spot) -> Said:
    """Return the subject of the number at a spot; the last rule applies to every spot."""
    money = dimension(spot.member.quantity.unit.text) == "money"
    lead = None if spot.stands_before else spot.words.text
    return next(Said(subject, rule.name, money, lead) for rule in RULES if (subject := rule.apply(spot)) is not None)
