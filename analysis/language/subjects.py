"""The words that own a number: cut out of its clause, completed from the list or the clause before.

A subject stands before its number (粮食产量达到80亿斤) or after it (打造35个核心板块); verbs that say what is counted
stay (新建, 改造), verbs of doing and reaching go.

>>> before("预计全年城镇新增就业达到")
Words(text='城镇新增就业', change='', reached=True, rate='')
>>> before("2025年，全市地区生产总值比上年增长").text, before("GDP增速达到")
('地区生产总值', Words(text='GDP', change='up', reached=True, rate='增速'))
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from analysis.language import openings
from analysis.registries import lexicon

Change = Literal["up", "down", ""]

# A year between the verb of reaching and the number: 提升至2025年的10.2年.
_REACHED_IN = re.compile(r"(?P<verb>[高升加长大展降低少缩增减][到至])(?:19|20)\d{2}年(?:底|末)?的?")
_DATE = re.compile(
    r"""(?:到|至|从|由|自|比|较)?
    (?:“?十[一二三四五六七八九]?五”?(?:期间|时期|以来)
    |(?:19|20)\d{2}(?:[-—至](?:19|20)?\d{2})?年(?:底前|年底|底|末|以来|全年|前|的)?
    |(?:\d{1,2}[-—～至到])?\d{1,2}月(?:底|末|份)?
    |(?:过去|近|这)?(?<![\d.])\d{1,2}年(?:来|内|间)?
    |[一二两三四五六七八九十]年前(?=[^，、]{2})  # 较五年前下降
    |(?:过去|近|这)[一二两三四五六七八九十几]年(?:来|间|累计)?
    |连续(?:多|[两三四五六七八九十]|\d+)年
    |多年来?(?=累计)
    |[五十]年(?:来|间|累计)?)""",
    re.VERBOSE,
)
# A round mark that was passed on the way to the number: 贷款余额|连跨4个万亿元台阶、|双双突破9万亿元.
_MILESTONE = re.compile(
    r"(?<=..)(?:连续|接连|连)?(?:跨越|跨过|跨上|跨|跃上|迈上|登上|突破)[^，、]*?(?:台阶|大关|关口)(?:、|$)"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What is left of the words before a number.

    `change` is the verb of change that was cut off, `reached` whether one of reaching was, `rate` the noun that stood
    for the change (增速, 降幅).
    """

    text: str
    change: Change
    reached: bool
    rate: str = ""


def before(left: str) -> Words:
    """Cut verbs of change and reaching off the end of the words before a number, and what says nothing off their start."""
    text = _DATE.sub("", _REACHED_IN.sub(r"\g<verb>", openings.without_point(left)))
    text = _MILESTONE.sub("", text.strip(" ，：；、")).rstrip("“")
    if text.count("“") > text.count("”"):  # 围绕“经济总量突破一万亿元…”的目标: the quoted sentence has its own subject
        text = text[text.rindex("“") + 1 :]
    change: Change = ""
    reached, rate = False, ""
    while True:
        text = text.rstrip(" 了、，：“")
        trailing = lexicon.ends(text, "trailing") or _compared(text)
        if trailing == "均" and text.endswith(("人均", "户均", "亩均")):
            trailing = ""
        if text.endswith(("更新", "创新", "革新", "翻新")):
            break
        reach, up, down = lexicon.ends(text, "reach"), lexicon.ends(text, "up"), lexicon.ends(text, "down")
        if len(trailing) > max(map(len, (reach, up, down))):
            text = text[: -len(trailing)]
            continue
        if up and len(up) >= len(reach) and not _inside_noun(text, up):
            if reached:  # 提高到: a level
                text = text[: -len(up)]
                continue
            if up == "提升" and text[:-2] in lexicon.words("counting"):  # 新建提升310公里公路
                break
            change, text = change or "up", text[: -len(up)]
        elif down and len(down) >= len(reach) and not _inside_noun(text, down):
            if reached:
                text = text[: -len(down)]
                continue
            change, text = change or "down", text[: -len(down)]
        elif reach and len(text) >= len(reach):
            reached = reached or not change
            if reach[-1] in "到至" and len(reach) > 1:
                reached, change = True, ""
            text = text[: -len(reach)]
            if reach in ("到", "至"):  # 标准调整|至, 停留时间延长|至
                while moved := lexicon.ends(text, "moved"):
                    text = text.removesuffix(moved)
        elif trailing:
            text = text[: -len(trailing)]
        else:
            break
    if reached or change:
        text = re.sub(
            r"(?:[从由](?![业事教医])(?:每[^，、]{1,4}|[^，、]{1,8})?的?|(?:是|相当于)[^，、]{0,4}前)$", "", text
        )  # 从一个月以上压缩到, 是十年前的3倍
    for noun, sign in (("noun_up", "up"), ("noun_down", "down")):
        word = lexicon.ends(text, noun)
        if word and not change:
            change, rate, text = sign, word, text[: -len(word)]  # type: ignore[assignment]
            text = re.sub(r"(?:年均|平均|同比|的)$", "", text)
    text = re.sub(r"有[^，、有]{2,6}以来(?=..)", "", text)  # 细颗粒物|有监测数据以来|浓度
    text = re.sub(r"成为[^，、]{0,8}第[一二三四五六七八九十]+[个家座]$", "", text)  # 成为全区第四个|突破2000亿元的地区
    if text in ("以上", "让", "使"):  # 以上共计28项指标, 让90%的诉求得到办理
        text = ""
    return Words(openings.without_actor(openings.cut(text)), change, reached, rate)


def _compared(text: str) -> str:
    """Return the comparison a subject ends with: 较“十三五”期末, 与全国平均水平相比, 从去年的, 由每人每年."""
    match = re.search(
        r"""与相比$|有[^，、]{2,6}以来$
        |(?:比|较)“[^”]{2,8}”$
        |(?:比|较|与)[^，、比较]{1,10}(?:末|底|年|年度|期|初|相比|水平)$
        |[从由](?:去年|上年|上一年|每人每[年月])的?$
        |每(?:人|户|亩|千人|万人)(?:每[年月天])?$  # 提高到每人每年
        |(?:是|相当于)[^，、]{0,6}前的?$
        |(?:是|为|相当于)“十[一二三四五六七八九]?五”(?:末|底|期末|时期|期间|初)?的?$""",
        text,
        re.VERBOSE,
    )
    return match[0] if match else ""


def _inside_noun(text: str, verb: str) -> bool:
    """Whether a verb is the end of a noun: 新增, 城镇新增, 就业增, 缩减."""
    return verb in ("增", "减", "降", "涨", "升") and bool(
        re.search(rf"(?:新|倍|速|剧|猛|总|核|裁|消|升){verb}$", text)
    )


def promoted(clause: str) -> str:
    """Return the thing that a clause without a number is about, without what is done to it and for it.

    >>> promoted("推进海铁联运“一单制”试点"), promoted("持续深化京沈对口合作"), promoted("实施跨境电商“优存扩增”行动")
    ('海铁联运', '京沈对口合作', '跨境电商')
    >>> promoted("推动渔业产业提质扩量"), promoted("生产总值跨越3个千亿元台阶")
    ('渔业产业', '生产总值')
    """
    text = noun_after(before(clause).text)[0].removesuffix("方面")
    # 渗透率全国第一, 投资总量保持东北第一
    text = re.sub(
        r"(?<=..)(?:保持|[位居列])*(?:全[国省市]|世界|全球|亚洲|东北|[东中西]部)?(?:第[一二三]|首位|前列)$", "", text
    )
    while (verb := lexicon.begins(text, "promoted")) and len(text) > len(verb) + 2:
        text = text[len(verb) :]
    while (tail := lexicon.ends(text, "effort") or _doubled(text)) and len(text) > len(tail) + 2:
        text = re.sub(r"(?<=..)“[^”]+”$", "", text[: -len(tail)])
    return text


def _doubled(text: str) -> str:
    """Return the pair of efforts that words end with: 产业|提质扩量, 服务业|扩容强基."""
    match = re.search(r"(?:[提扩增强优补延拓稳促降][质容量基能效级标面围链优速绿本值位额]){2}$", text)
    return match[0] if match else ""


def named_again(subject: str, owner: str) -> str:
    """Complete a subject that takes up the end of the one before: 建设重点产业集群, 集群规模 -> 重点产业集群规模.

    >>> named_again("集群规模", "建设重点产业集群"), named_again("新签约合作项目", "京沈对口合作")
    ('重点产业集群规模', '新签约京沈对口合作项目')
    >>> named_again("粮食产量", "新增龙头企业")
    '粮食产量'
    """
    did = lexicon.begins(owner, "predicate") and not verb_of(owner)
    if did or "、" in owner:  # 13家基层医院全面提档，医院床位…: what some did is not said of all
        return subject
    verb = verb_of(subject)
    plain, owner = subject[len(verb) :], owner[len(verb_of(owner)) :]
    for length in (4, 3, 2):
        head = plain[:length]
        if verb and plain[length:] != "项目":  # 新签约合作项目, but 提供就业岗位 and 新增上市企业 stand alone
            continue
        if length < len(plain) <= 8 and owner.endswith(head) and len(owner) > length + 1:
            return verb + owner + plain[length:]
    return subject


# What may stand before an attribute and says nothing of whose it is: 年度计划投资, 合同投资额.
_SIZED = re.compile(r"(?:年度?|月度?|本?年度|累计|计划|预计|协议|合同|意向|实际|拟|主营(?:业务)?)+")


def attribute(text: str) -> bool:
    """Whether words name only an attribute or a kind, which is somebody's: 总投资, 年度计划投资, 项目, but not 工业投资."""
    bare = lexicon.words("attribute") | lexicon.words("generic")
    plain = _SIZED.sub("", text, count=1)
    total = re.fullmatch("总(?!人口|体)[一-鿿]{2}", text)  # 总产能, 总花费
    return text in bare or (len(plain) > 1 and plain in bare) or bool(total)


def general(noun: str) -> bool:
    """Whether a noun says only the kind of thing, so that it is somebody's: 骨干龙头企业, 创新成果, but not 工业企业.

    >>> general("骨干龙头企业"), general("创新成果"), general("工业企业"), general("企业")
    (True, True, False, False)
    """
    kind = noun
    while word := lexicon.begins(kind, "general"):
        kind = kind[len(word) :]
    return kind != noun and kind in lexicon.words("generic")


def enumerated(left: str, count: int) -> bool:
    """Whether the words before a number name each thing it counts: 武汉东湖、襄阳、宜昌[3]家高新区.

    >>> enumerated("新增荆州、孝感、黄冈", 3), enumerated("改造供热管网", 1)
    (True, False)
    """
    return count > 1 and len(re.split(r"[、和]", left)) == count


def thing(subject: str) -> str:
    """Return the thing that a subject counts or sizes.

    >>> thing("新增科技型企业"), thing("市属国企资产总额"), thing("全市用电量"), thing("民营工业增加值")
    ('科技型企业', '市属国企', '全市', '民营工业')
    """
    plain = subject[len(verb_of(subject)) :] or subject
    size = re.sub("^业(?=..)", "", lexicon.ends(plain, "size"))  # 工业|增加值
    kept = size in ("企业", "项目", "产业", "业", "率") or len(plain) <= len(size) + 1
    return plain if kept or not size else plain[: -len(size)]


def verb_of(text: str) -> str:
    """Return the counting verb that a subject begins with, with the verb that makes one with it, or ''.

    >>> verb_of("新建提升农村公路"), verb_of("启动改造城中村"), verb_of("建议")
    ('新建提升', '启动改造', '')
    """
    verb = "" if lexicon.begins(text, "not_verbs") else lexicon.begins(text, "counting")
    if not verb and text.startswith("新") and len(again := lexicon.begins(text[1:], "counting")) > 1:  # 新入选, 新转化
        verb = f"新{again}"
    joined = re.match("[、和及或]", text[len(verb) :]) if verb else None
    if joined and (other := lexicon.begins(text[len(verb) + 1 :], "counting")):
        return f"{verb}{joined[0]}{other}"  # 新建、改扩建中小学, 新建和改扩建公厕
    if joined and joined[0] == "、":  # 竣工、在建项目
        return ""
    more = lexicon.begins(text[len(verb) :], "chained") if len(verb) > 1 else ""
    return verb + more if len(verb) + len(more) < len(text) or not more else verb


# What is done to a receiver, or for one: 道路|进行改造, 中心|配置社工.
DOING = re.compile(r"(?<=..)(?:免费)?(?:进行|开展|实施|配置|配备|提供|发放|安装)")


def only_verb(text: str) -> bool:
    """Whether words say only what was done: 开工, 开工建设, 新建改造."""
    verb = verb_of(text)
    return bool(verb) and text[len(verb) :] in lexicon.words("chained") | {""}


def noun_after(right: str, receiver: bool = False) -> tuple[str, str]:
    """Split the words after a number into the noun and its predicate: 项目|加快建设.

    With `receiver` the predicate begins at the first counting verb: (向3.5万户)住房困难家庭|发放租赁补贴.
    """
    if re.match(r"并(?!网|购|轨|联)|[且而但]", right):  # 突破40万亿元|并连续多年居世界首位: of what stands before
        return "", right
    text = re.sub(r"^的|有$", "", right).strip()
    start = max(1, text.rfind("的")) if receiver else 2  # 政府举办的医疗机构|实施基本药物制度
    place = lexicon.first(text, "counting" if receiver else "predicate", start)
    if receiver and (doing := DOING.search(text)):
        place = doing.start()
    while place > 0 and _opens(text, place) and lexicon.first(text, "predicate", place + 1) > 0:
        place = lexicon.first(text, "predicate", place + 1)
    if place <= 0 or _opens(text, place):
        return re.sub(r"(?<=..)(?:都?要|均|都)$", "", text), ""
    done = text[place + len(lexicon.begins(text[place:], "predicate")) :]
    if done in lexicon.words("generic") and not lexicon.begins(done, "predicate"):  # 拟竣工投产项目, not 超额完成投资
        return text, ""
    # 16个区均|被评为, 100项政务服务事项在都市圈|实现跨域通办
    noun = re.sub(r"(?<=.)(?:都?[要能]|均|都|免费|同时)$|(?<=.{4})(?<!所)在[^，、的]{2,6}$", "", text[:place])
    return noun, text[place:]


def _opens(text: str, place: int) -> bool:
    """Whether position `place` lies inside a quotation or a word: 稳|增长, 新|开工项目, |基本医保."""
    inside = bool(
        re.search("[稳促保]$|(?<![更创革翻])新$", text[:place]) or lexicon.begins(text[place:], "not_predicates")
    )
    return inside or text[:place].count("“") > text[:place].count("”")
