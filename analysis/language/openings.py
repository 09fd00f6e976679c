"""What a clause says before it comes to its subject: when, where, how and by whom it is done, the point of a list that it is.

>>> cut("三是全力新建农村公路"), cut("在年内建成公园"), cut("文化体育类建成书屋"), cut("市发展改革委推动设备更新")
('新建农村公路', '建成公园', '建成书屋', '设备更新')
>>> cut("高标准农田面积"), cut("各族群众满意率"), cut("建筑类商品零售额")
('高标准农田面积', '各族群众满意率', '建筑类商品零售额')
>>> cut("全县要素市场交易额"), cut("政府共享数据"), cut("全年龄段参保")
('要素市场交易额', '政府共享数据', '全年龄段参保')
"""

from __future__ import annotations

import re

from analysis.registries import lexicon

# What counts the points of a list (一是新建), and what only joins a clause to the one before it.
_POINT = re.compile(r"^[一二三四五六七八九十]{1,3}是(?=..)")
_PARTICLE = re.compile(r"^(?:并(?![网购轨联]|行[计处])|把(?![握关脉控])|将(?!军)|让(?![利渡座]))(?=..)")
# Words that begin like a lead and are longer than it: 各族群众, 并网项目, 全年龄段.
_WHOLE = re.compile(r"各[族级地方界]|并[网购轨联]|并行[计处]|全年龄|要[素闻件]|将军")

# Where and by whom it is done: 在政务、金融等领域|形成成果, 市政府将|办好实事.
_SETTING = re.compile(
    r"""^(?:（[\d一二三四五六七八九十]{1,2}）
    |在(?:年内|年底前|[^，“]{2,14}(?:领域|方面|环节|[会赛展]上))
    |[^，、“]{0,8}(?:政府|委员会|[市省区县州]委)(?:将(?!军)|要(?![素闻件点事求塞道])|共(?![享青同]|建(?!成)))
    |[一-鿿]{1,3}(?:(?<![发范验园社片新景])区|市|县)(?:还?将(?!军)|要(?![素闻件点事求塞道]))
    )(?=..)""",
    re.VERBOSE,
)


_OFFICE = re.compile(r"[市省区县州][一-鿿]{1,9}?(?:局|厅|委|办)")


def _after_office(text: str) -> str:
    """Cut off the office that acts: 市发展改革委|推动, but 市场 and 市委 as such stay."""
    rest = text[office.end() :] if (office := _OFFICE.match(text)) else ""
    return rest if lexicon.begins(rest, "lead") or lexicon.begins(rest, "counting") else text


def _after_label(text: str) -> str:
    """Cut off the heading that a clause brings with it: 文化体育类|建成公园, 公路方面|新开工项目."""
    label = re.match(r"[^，、“]{2,8}?(?:方面|类)(?!别|型)", text)
    rest = text[label.end() :] if label else ""
    verb = max(lexicon.begins(rest, "counting"), lexicon.begins(rest, "lead"), key=len)
    return rest if len(verb) > 1 else text


def cut(text: str) -> str:
    """Cut off the words a clause opens with that say nothing of its subject; at least two characters stay."""
    while True:
        text = _POINT.sub("", _SETTING.sub("", text.strip(" 、，：的")))
        text = _after_label(_after_office(_PARTICLE.sub("", text)))
        word = lexicon.begins(text, "lead")
        counting = lexicon.begins(text, "counting")
        rest = text[len(word) :]
        if word and not rest:
            return ""
        if not word or len(counting) >= len(word) or len(rest) < 2:
            return text
        if _WHOLE.match(text):
            return text
        if word in lexicon.words("manner") and not (lexicon.begins(rest, "counting") or lexicon.begins(rest, "lead")):
            return text
        text = rest


def without_point(text: str) -> str:
    """Cut off what counts the points of a list, before its 是 can be taken for a verb of reaching."""
    return _POINT.sub("", text.lstrip(" ，"))


def without_actor(text: str) -> str:
    """Cut off who brings it about, and the words between an actor and his verb that say only how much of it or when.

    >>> without_actor("全国重点实验室助力页岩油年产量"), without_actor("示范园共入驻企业"), without_actor("公共服务平台")
    ('页岩油年产量', '示范园入驻企业', '公共服务平台')
    """
    return _without_adverb(_after_causative(text))


def _after_causative(text: str) -> str:
    """Cut off an actor: 全国重点实验室助力页岩油年产量 -> 页岩油年产量; a short remainder keeps it (帮扶人员实现就业)."""
    start, end = lexicon.last(text, "causative")
    if text[start:].startswith("使用"):
        return text
    if start == 0 and lexicon.begins(text, "effect"):
        return text
    if re.match(r"工程|体系|作用|能力|平台|项目|中心|产业", text[end:]):  # 特色产业支撑|工程
        return text
    return text[end:] if 0 < end <= len(text) - 4 and text[end] not in "、“" else text


def _without_adverb(text: str) -> str:
    """Cut what only says how much of it or when between an actor and a verb: 示范园|共|入驻企业, 国务院各部门|全年|取消."""
    for adverb in re.finditer(r"(?:^|(?<=[一-鿿”]{2}))(?:(?<![公中总])共计?|全年|今年)", text):
        verb = lexicon.begins(text[adverb.end() :], "counting")
        if len(verb) > 1:
            return text[: adverb.start()] + text[adverb.end() :]
    return text
