"""Numbers told against something else: the whole they are part of, another rate, a plan, the others in a ranking.

Each rule stands beside sentences with the number marked and the subject it must give.

>>> GAP.examples[0]
('地区生产总值增长5.4%、高于全国[0.4]个百分点。', '地区生产总值增速高于全国幅度')
"""

from __future__ import annotations

import re

from analysis.language import openings
from analysis.language.spots import Rule, Spot
from analysis.registries import lexicon

_AMONG = "全[国省市区]|世界|全球|[东中西]部|东北"


def split_share(text: str) -> tuple[str, str] | None:
    """Split 民生支出占一般公共预算支出 into owner and whole; None where nothing is a part of something.

    >>> split_share("民生领域支出占一般公共预算支出的比重"), split_share("占全省")
    (('民生领域支出', '一般公共预算支出'), ('', '全省'))
    >>> split_share("市场占有率") is None
    True
    """
    match = re.fullmatch(
        r"(?P<owner>.*?)(?:，)?占(?!比|地|有率|用|领)(?P<whole>[^占]+?)(?:的)?(?:比重|比例|份额)?(?:的)?", text
    )
    return (match["owner"], match["whole"]) if match else None


def _share_of_whole(spot: Spot) -> str | None:
    split = split_share(spot.words.text) if spot.percent else None
    attributive = spot.member.right.startswith("的")
    if not split or not (spot.stands_before or attributive):
        return None
    owner, whole = split
    if attributive and spot.noun:  # 占全国9%的耕地, 产值占全市八成的企业
        owner = spot.noun + (owner if owner in lexicon.words("attribute") else "")
    if not owner or owner in lexicon.words("attribute") | lexicon.words("noun_up"):  # 粮食增产10亿斤，增量占全国18%
        owner = (part(spot.owner) if owner else spot.owner) + owner
    return f"{owner}占{whole}比重"


SHARE_OF_WHOLE = Rule(
    "share-of-whole",
    _share_of_whole,
    (
        ("民生领域支出889.9亿元，占一般公共预算支出的[76.7]%。", "民生领域支出占一般公共预算支出比重"),
        ("高端装备占装备制造业比重达到[40]%以上。", "高端装备占装备制造业比重"),
        ("以占全国[4]%的耕地，生产了全国6%的粮食。", "耕地占全国比重"),
    ),
    tells="share",
)


def part(subject: str) -> str:
    """Return the part that a share was told of: what follows in amounts and growth is the part's own."""
    match = re.fullmatch(r"(?P<part>.{2,})占[^占]+比重", subject)
    return match["part"] if match else subject


def unranked(subject: str) -> str:
    """Return what was ranked, where a ranking was told of it: what follows in amounts and growth is its own.

    >>> unranked("从业人员全国排名"), unranked("科技型企业西部排名"), unranked("从业人员")
    ('从业人员', '科技型企业', '从业人员')
    """
    return re.sub(rf"(?:{_AMONG})?排名$", "", subject)


def plain(subject: str) -> str:
    """Return the thing that was told against something else.

    >>> plain("民营工业增加值增速高于全国幅度"), plain("汽车产业占全市比重"), plain("粮食总产量全国排名")
    ('民营工业增加值', '汽车产业', '粮食总产量')
    """
    return unranked(_without_gap(part(subject))).removesuffix("增速")


def _used_for(spot: Spot) -> str | None:
    """Say what a part of the whole before the number is for: 财政支出的70%以上用于民生."""
    text = spot.words.text
    used = re.match(r"用于|投向|来自|源于|出自|集中在|流向", spot.member.right)
    plain = spot.percent and not spot.words.change and not spot.words.reached
    return f"{text}{spot.member.right}占比" if text and used and plain else None


USED_FOR = Rule(
    "used-for",
    _used_for,
    (
        ("财政支出[70]%以上用于民生。", "财政支出用于民生占比"),
        ("新增贷款[60]%投向小微企业。", "新增贷款投向小微企业占比"),
    ),
    tells="share",
)


def split_gap(text: str) -> tuple[str, str] | None:
    """Split 增速高于全国 into what is compared and with whom; None where nothing is.

    >>> split_gap("民间投资增速高于全国"), split_gap("比全国高"), split_gap("高于“十三五”时期")
    (('民间投资增速', '高于全国'), ('', '比全国高'), None)
    """
    others = "(?:全[国省市区县州]|世界|全球|[^，、“”]{1,8}(?:平均|水平|增速|增长|目标)|全部[^，、“”]{2,8})"
    match = re.fullmatch(
        rf"""(?P<owner>.*?)均?(?P<gap>(?:高于|快于|超过|高出|低于|慢于|优于|好于|领先){others}.{{0,4}}
        |比{others}[^，、]{{0,4}}[高低快慢]|(?:超过|快于|高于|超)(?:时序|序时|时间)进度)""",
        text,
        re.VERBOSE,
    )
    return (match["owner"], match["gap"]) if match else None


def _gap(spot: Spot) -> str | None:
    """Name a distance between two rates: 增长5.4%、高于全国0.4个百分点 is one of growths."""
    parts = split_gap(spot.words.text) if spot.percent else None
    named = parts[0] if parts else ""
    owner = named if parts and named not in lexicon.words("noun_up") else _without_gap(spot.owner) + named
    if not parts or not (owner := owner or _without_gap(spot.owner)):
        return None
    rate = "" if lexicon.ends(owner, "share") or lexicon.ends(owner, "noun_up") else "增速"
    return f"{re.sub('年均增长$', '年均', owner)}{rate}{parts[1]}幅度"


def _without_gap(subject: str) -> str:
    """Return the rate whose distance to another was told last: 增长5.5%，高于全国2.5个百分点，高于全省1.1个百分点."""
    return (split_gap(subject.removesuffix("幅度")) or ("",))[0] if subject.endswith("幅度") else subject


GAP = Rule(
    "gap",
    _gap,
    (
        ("地区生产总值增长5.4%、高于全国[0.4]个百分点。", "地区生产总值增速高于全国幅度"),
        ("对俄进出口增速高于全国[8.4]个百分点。", "对俄进出口增速高于全国幅度"),
        ("高标准农田占比达75.2%，比全国高[20]个百分点。", "高标准农田占比比全国高幅度"),
        ("地区生产总值增长5.5%，高于全国增速2.5个百分点，高于全省增速[1.1]个百分点。", "地区生产总值增速高于全省幅度"),
    ),
)


def _completed(spot: Spot) -> str | None:
    """Name how far a plan was carried out: 重点项目完成投资827亿元，完成年计划的103%."""
    match = re.fullmatch(
        r"(?P<who>.*?)(?:[只竟仅已共]|超额)*完成了?(?P<plan>[^，、]{0,8}(?:计划|任务|目标)[^，、]{0,4}?)的?",
        spot.member.left,
    )
    if not match or not spot.percent or spot.words.change:
        return None
    return f"{openings.cut(match['who']) or spot.owner}完成{match['plan']}比例"


COMPLETED = Rule(
    "completed", _completed, (("重点项目完成投资827亿元，完成年计划的[103]%。", "重点项目完成投资完成年计划比例"),)
)


# What a ranking names beside the owner, and keeps: 渔业产值达到97亿元，增幅全省第1.
_RATE = "增速|增幅|涨幅|降幅|增长率|完成率|产销量|产量|产能"


def _rank_of_owner(spot: Spot) -> str | None:
    """Name what is ranked where only the ranking is said: 各类贷款余额9.38万亿元，居中部第1位."""
    if not spot.member.quantity.rank or not spot.stands_before:
        return None
    ranked = "(?:[位名排]?[居列]|名列|排名?|继续|稳|均|保持)"
    match = re.fullmatch(
        rf"[从由]?(?P<what>{_RATE}|总量|总数|总额|规模|金额|数量)?{ranked}*(?P<where>[一-鿿]{{2}})?", spot.words.text
    ) or re.fullmatch(rf"(?P<what>{_RATE})?{ranked}+(?P<where>[一-鿿]{{3,6}})", spot.member.left.strip("第，、 "))
    owner = unranked(_without_gap(spot.owner))  # 居全国第9、西部第1
    if not match or not owner:
        return None
    rate = match["what"] if re.fullmatch(_RATE, match["what"] or "") else ""
    return owner + rate + (match["where"] or "")


RANK_OF_OWNER = Rule(
    "rank-of-owner",
    _rank_of_owner,
    (
        ("本外币贷款余额达到9.38万亿元，居中部第[1]位。", "本外币贷款余额中部排名"),
        ("渔业产值达到97亿元，增幅全省第[1]位。", "渔业产值增幅全省排名"),
        ("上市公司达到86家、从全国第[9]位升至第7位。", "上市公司全国排名"),
    ),
)
