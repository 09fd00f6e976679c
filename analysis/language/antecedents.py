"""Subjects that earlier words give: a number whose own words do not name what it measures.

What was spoken of last in the clause, in the clause before or in the sentence is its antecedent (营业收入 of 市属国企).
Each rule stands beside sentences with the number marked and the subject it must give.

>>> ATTRIBUTE_OF_OWNER.examples[0]
('市属国企资产总额增长23.8%，营业收入增长[48.1]%。', '市属国企营业收入')
"""

from __future__ import annotations

import re

from analysis.language import subjects, yardsticks
from analysis.language.spots import Rule, Spot
from analysis.registries import lexicon


def _runs_on(spot: Spot) -> str | None:
    if not spot.member.runs_on or not spot.done:
        return None
    return subjects.before(spot.done[-1].subject + spot.member.left).text


RUNS_ON = Rule(
    "runs-on",
    _runs_on,
    (
        ("1000个省级重点产业项目完成投资[1865.7]亿元。", "省级重点产业项目完成投资"),
        ("8条重点产业链规模突破[8000]亿元。", "重点产业链规模"),
    ),
)


def _inherited(spot: Spot) -> str | None:
    if not spot.stands_before or spot.words.text:
        return None
    owner = spot.owner
    group = list(dict.fromkeys(spot.memory.group))
    if len(group) > 1 and re.match(r"(?:同比|比上年|增[速幅]|[涨降]幅)*均", spot.member.left):
        return "、".join(group)  # 生产总值1230亿元，服务业增加值1000亿元，同比增幅均达8%以上
    if spot.words.change and spot.member.quantity.unit.base == "%":  # 产值占全区95%，增长27.8%
        owner = yardsticks.part(owner)
    # 新增1000处、累计达8000处; 新增2家，达到22家
    if "累计" in spot.member.left or re.match(r"(?:总数|已)?(?:达到?|增至|增加到)", spot.member.left.strip("，、 ")):
        owner = re.sub(r"^新(?:增|建成?)", "", owner)
    if not spot.member.quantity.rank:  # 居全国第1位，增加40万人
        owner = yardsticks.unranked(owner)
    if not spot.percent:  # 年均增长8.6%，突破40万亿元
        owner = owner.removesuffix("年均增长")
    rate = lexicon.ends(owner, "share") if not spot.percent and not spot.member.quantity.rank else ""
    return owner.removesuffix(rate) if rate in ("比例", "占比", "比重") else owner  # 优良天数比例达到77%、增加13天


INHERITED = Rule(
    "inherited",
    _inherited,
    (
        ("空气质量优良天数318天，比上年增加[16]天。", "空气质量优良天数"),
        ("全市实有经营主体增长18%、突破[132]万户。", "实有经营主体"),
        ("工业投资增长11.2%，占投资比重由29.2%提升至[32.3]%。", "工业投资占投资比重"),
    ),
)


def _economy(spot: Spot) -> str | None:
    """Name what grows where a rate of growth is spoken of and nothing owns it: 确定4.5%左右的增长目标."""
    bare = spot.grows and spot.words.text in {"", spot.verb, "确定", "设定"}
    named = spot.percent and spot.words.change == "up" and spot.words.text == "经济" and "年均" not in spot.member.left
    return "经济增长" if bare or named else None


ECONOMY = Rule(
    "economy",
    _economy,
    (
        ("确定[4.5]%左右的增长目标。", "经济增长"),
        ("设定[5]%左右的经济增长预期目标。", "经济增长"),
        ("经济增长预期目标为[5]%左右。", "经济增长"),
    ),
)


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


def _with_remark(spot: Spot) -> str | None:
    """Say what is left out of what was spoken of: 投资总量保持第一，剔除房地产开发投资后增长9%."""
    remark = spot.stands_before and re.fullmatch(r"(?:剔除|扣除|不含)[^，、]+后", spot.words.text)
    return spot.words.text + spot.owner if remark and spot.owner else None


WITH_REMARK = Rule(
    "remark", _with_remark, (("投资总量保持第一，剔除房地产开发投资后增长[9]%。", "剔除房地产开发投资后投资总量"),)
)


def _plan_size_before(spot: Spot) -> str | None:
    text = spot.words.text
    return _plan(spot, "") + text if spot.stands_before and text in lexicon.words("plan_size") else None


PLAN_SIZE_BEFORE = Rule(
    "plan-size.before", _plan_size_before, (("围绕“稳外贸”，具体内容[7]项。", "“稳外贸”具体内容"),), tells="plan size"
)


def _of_place(spot: Spot) -> str | None:
    """Say whose it is where a clause told of a place of work: 天开高教科创园蓬勃发展，累计注册企业4500家."""
    place = spot.memory.place
    text = spot.words.text if spot.stands_before else spot.words.text + spot.noun
    goes_on = not spot.memory.subjects or spot.memory.subjects[-1].startswith(place)
    bare = goes_on and text in lexicon.words("attribute") | lexicon.words("generic")
    return place + text if place and text and (subjects.verb_of(text) or bare) and place not in text else None


OF_PLACE = Rule(
    "of-place",
    _of_place,
    (
        ("天开高教科创园蓬勃发展，注册科技型企业[4500]家。", "天开高教科创园注册科技型企业"),
        ("黎安试验区初具规模，签约入驻高校26所，在园师生达[1]万人。", "黎安试验区在园师生"),
    ),
)


def _attribute_of_owner(spot: Spot) -> str | None:
    text = spot.words.text
    only = text == spot.verb or text in lexicon.words("finished")
    alone = only and not spot.done  # 职业技能提升行动深入实施，培训8300万人次
    verb = "" if subjects.general(text) else spot.verb
    kind = subjects.general(text[len(verb) :]) and spot.thing_before and not spot.done
    if not spot.stands_before or not (alone or kind or subjects.attribute(text)):
        return None
    owner = subjects.thing(yardsticks.plain(spot.owner))
    if owner in lexicon.words("generic"):  # 签约项目13个，计划投资…: 项目 alone are nobody's
        owner = spot.owner
    if kind and verb:  # 实施服务业提升行动，培育领军企业5家
        return verb + owner + text[len(verb) :]
    if alone and subjects.verb_of(spot.owner) and not lexicon.begins(text, "effect"):  # 续建安置房7550套，新开工1000套
        return text + owner
    # 储备重点项目3000个，项目总投资: the end of the owner is said again. 营业收入翻一番，利润…: whose is not said.
    return (
        text if owner == text or subjects.attribute(owner) else owner + (text[2:] if owner.endswith(text[:2]) else text)
    )


ATTRIBUTE_OF_OWNER = Rule(
    "attribute-of-owner",
    _attribute_of_owner,
    (
        ("市属国企资产总额增长23.8%，营业收入增长[48.1]%。", "市属国企营业收入"),
        ("新增科技型企业3407家，总数达到[25318]家。", "科技型企业总数"),
        ("汽车产业加快调整，产值保持[3000]亿元以上。", "汽车产业产值"),
    ),
)


def _effect(spot: Spot) -> str | None:
    """Say of what an effect is one: 发放消费补贴2.1亿元，拉动消费278亿元; 惠及2万户企业."""
    text = spot.words.text if spot.stands_before else spot.words.text + spot.noun
    verb = lexicon.begins(text, "effect")
    if not verb:
        return None
    if spot.percent and spot.words.change and len(text) > len(verb) + 1:  # 带动投资增长5%: what grows is the investment
        return text[len(verb) :]
    told = [spot.owner, *reversed(spot.memory.subjects)]
    things = (subject[len(subjects.verb_of(subject)) :] for subject in told)
    owner = next((thing for thing in things if thing and not subjects.attribute(thing)), "")  # 改造面积8093万平方米
    return owner + text if owner else None


EFFECT = Rule(
    "effect",
    _effect,
    (
        ("发放消费补贴2.1亿元，拉动消费[278]亿元。", "消费补贴拉动消费"),
        ("新增市场经营主体13.9万户、带动就地就业[36.8]万人。", "市场经营主体带动就地就业"),
        ("发放消费补贴2亿元，拉动家电零售额增长[9]%。", "家电零售额"),
    ),
)


def _named_again(spot: Spot) -> str | None:
    if not spot.stands_before:
        return None
    text = subjects.named_again(spot.words.text, spot.owner)
    return text if text != spot.words.text else None


NAMED_AGAIN = Rule(
    "named-again",
    _named_again,
    (("推进10个重点产业集群建设，建设重点产业集群5个，集群规模突破[1]万亿元。", "重点产业集群规模"),),
)


def _plan_size_after(spot: Spot) -> str | None:
    size = spot.noun.partition("的")[0]  # 148项具体内容的任务清单
    return _plan(spot, spot.words.text) + size if size in lexicon.words("plan_size") else None


PLAN_SIZE_AFTER = Rule(
    "plan-size.after",
    _plan_size_after,
    (
        (
            "围绕“在产业转型上实现新突破”，提出建设先进制造中心等5项举措、[15]项具体内容。",
            "“在产业转型上实现新突破”具体内容",
        ),
        ("在稳外贸方面，提出[1]项举措。", "稳外贸方面举措"),
    ),
    tells="plan size",
)


def _general_after(spot: Spot) -> str | None:
    plain = spot.predicate in lexicon.words("uninformative") | {""}
    if spot.member.left.endswith("等") and spot.memory.subjects:  # 龙头企业30家，推进蓝莓工厂等60个项目: not theirs
        return None
    kind = subjects.general(spot.noun) and spot.thing_before and not spot.done and not spot.member.left.endswith("等")
    if not (kind or spot.noun in lexicon.words("generic")) or not plain or spot.words.text != spot.verb:
        return None
    owner = spot.done[-1].subject if spot.done else spot.thing_before or spot.owner
    if not owner and spot.predicate:  # 甲厂、乙厂等16个项目开工建设
        return None
    return spot.verb + owner[len(subjects.verb_of(owner)) :].removesuffix(spot.noun) + spot.noun


GENERAL_AFTER = Rule(
    "general-after",
    _general_after,
    (("35个核心发展板块规划全部完成，[386]个项目加快建设。", "核心发展板块规划项目"),),
)
