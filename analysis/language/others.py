"""Numbers that measure nothing: dates, names and markers, each by a named rule with examples.

A rule looks at what stands right before a number and right after it. The rules are tried in written order; a number
that none of them takes may be a quantity, which is for `quantities` to find out.

>>> text = "地铁2号线2024年开通"
>>> print(other(text, 2, 3), other(text, 5, 9), sep=", ")
2 name.number, 2024 date.year
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.facts import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A number that measures nothing, or that no rule could read; `reason` names the rule."""

    start: int
    end: int
    text: str
    role: Role
    reason: str

    def __str__(self) -> str:
        return f"{self.text} {self.reason}"

    @classmethod
    def of(cls, text: str, start: int, end: int, reason: str) -> Other:
        """Return the number at `text[start:end]` as a name or, where the reason begins so, as unknown."""
        role: Role = "unknown" if reason.startswith("unknown") else "name"
        return cls(start=start, end=end, text=text[start:end], role=role, reason=reason)


@dataclass(frozen=True, slots=True)
class OtherRule:
    """What makes a number no quantity: what stands right before it and right after it, with examples."""

    name: str
    role: Role
    before: str
    after: str
    examples: tuple[str, ...]  # the number in question is marked: [2]号线

    def matches(self, text: str, start: int, end: int) -> bool:
        """Whether the number at `text[start:end]` is of this kind."""
        before = re.compile(f"(?:{self.before})$").search(text, max(0, start - _REACH), start)
        return bool(before and re.compile(self.after).match(text, end))


# How many characters before a number a rule may look at; a passage can be megabytes long.
_REACH = 16

#: What joins the ends of a range or of a span of years.
DASH = r"[-—–―~～]{1,2}|至|到"

#: Numbers that are no quantities, in the order in which they are tried.
OTHERS: tuple[OtherRule, ...] = (
    OtherRule(
        "marker.item",
        "marker",
        r"^[（(]?|[。；：][（(]",
        r"[.、．](?!\d)|[）)]",
        ("[1].建设东北亚国际化中心城市。", "（[3]）抓好落实。", "办好以下实事：（[1]）新建学校。"),
    ),
    OtherRule("marker.footnote", "marker", r"[\[［【〔]", r"[\]］】〕]", ("“五个必须”［[27]］：",)),
    OtherRule("marker.figure", "marker", r"(?<![一-鿿])[图表]", r"(?=[：: ]|$)", ("图[1]：地区生产总值",)),
    OtherRule("marker.clock", "marker", r"", r":\d{2}(?!\d)", ("2022年01月13日 [16]:17",)),
    OtherRule("marker.clock", "marker", r"\d:", r"(?!\d)", ("2022年01月13日 16:[17]",)),
    OtherRule(
        "date.year",
        "date",
        r"(?<!\d)",
        rf"(?<=[12]\d{{3}})(?:(?:{DASH})?(?:[12]\d{{3}}|\d{{2}}))?年",
        ("[2024]年", "[2024]-2025年"),
    ),
    OtherRule(
        "date.span",
        "date",
        r"(?<!\d)",
        r"(?<=(?<!\d)(?:19|20)\d{2})[-—–~](?:19|20)\d{2}(?!\d)",
        ("图：[2011]-2015三次产业比重",),
    ),
    OtherRule(
        "date.span",
        "date",
        r"(?<!\d)(?:19|20)\d{2}[-—–~]",
        r"(?<=(?:19|20)\d{2})(?![\d.])",
        ("2011-[2015]三次产业比重",),
    ),
    OtherRule(
        "date.month",
        "date",
        r"",
        rf"(?<!\d{{3}})(?:(?:{DASH})\d{{1,2}})?月(?![球饼])",
        ("2025年[1]月12日", "[1]至2月份用电量"),
    ),
    OtherRule("date.day", "date", r"月|月\d{1,2}(?:至|-|—|、)", r"日|(?:至|-|—|、)\d{1,2}日", ("2025年1月[12]日",)),
    OtherRule("date.isolated", "date", r"\d[-/.]|", r"(?<=\d\d)[-/]\d{1,2}[-/]\d{1,2}", ("[2022]-01-13",)),
    OtherRule("date.isolated", "date", r"(?<!\d)(?:19|20)\d{2}[-/]", r"(?<=\d)[-/]\d{1,2}", ("2022-[01]-13",)),
    OtherRule("date.isolated", "date", r"(?<!\d)(?:19|20)\d{2}[-/]\d{1,2}[-/]", r"(?!\d)", ("2022-01-[13]",)),
    OtherRule(
        "marker.page",
        "marker",
        r"(?:字数|文章|全文|读完|阅读)(?:共|约|大约|需要?|时间)?[：:]?|(?:浏览|点击|阅读)(?:次数|量|数)?[：:]",
        r"",
        ("本篇文章[1607]字，读完约4分钟", "读完约[4]分钟", "点击：[333]"),
    ),
    OtherRule(
        "name.phone", "name", r"(?<!\d)", r"(?<=(?<!\d)0\d{2})-\d{7}|(?<=0\d{3})-\d{7}", ("电话：[0576]-87220011",)
    ),
    OtherRule("name.phone", "name", r"(?<!\d)0\d{2,3}-", r"(?<=\d{7})(?!\d{2})", ("电话：0576-[87220011]",)),
    OtherRule(
        "date.streak",
        "date",
        r"连续|历时|为期|时隔",
        r"[余多]?(?:个)?(?:年|月|季度|届|次|天)",
        ("地区生产总值增速连续[7]个季度高于全国", "历时[3]年"),
    ),
    OtherRule("date.ahead", "date", r"(?:提前|推迟)", r"(?:个)?(?:年|月|天|日|小时)", ("提标改造提前[21]天完成任务",)),
    OtherRule("date.anniversary", "date", r"", r"周年", ("成立[75]周年",)),
    OtherRule(
        "date.age",
        "date",
        r"(?<!达到)(?<!达)(?<!为)(?<!至)(?<!到)(?<!超过)(?<!突破)",
        r"(?<!\.\d)(?<!\.\d\d)[余多]?(?:个月|年(?!产|均)|个?季度|世纪|年代|分钟[一-鿿]{0,6}圈)",  # 受教育年限从13.5年 is a size
        ("促进竣工项目[3]个月内投产", "[5]年来", "打造[15]分钟健身圈"),
    ),
    OtherRule("name.plus", "name", r"[+×＋]", r"", ("“12+[24]”头部企业配套和特色园区", "“1+[8]+N”产业体系")),
    OtherRule("name.plus", "name", r"", r"[+×＋]", ("“[12]+24”头部企业配套和特色园区",)),
    OtherRule(
        "name.code",
        "name",
        r"[A-Za-z_][-_]?",
        r"(?![万亿]*[元人%]|万亿)",  # GDP7695.8亿元 is no code
        ("PM[2.5]", "宝马X[5]", "IPv[6]规模化部署", "PM_[2.5]"),
    ),
    OtherRule(
        "name.version",
        "name",
        r"",
        r"版|时代|(?<=\d\.0)(?:方案|任务|政策|行动|计划|工程|模式|体系|平台|系统|战略)",
        ("人才新政[3.0]版", "出台服务业扩大开放[3.0]方案"),
    ),
    OtherRule(
        "name.steps",
        "name",
        r"",
        r"个(?:[一二三四五六七八九十\d]*[百千万亿]+元?级?)?(?:大关|台阶)",
        ("经济总量连续跨过[3]个万亿元大关", "连跨[3]个千亿级台阶"),
    ),
    OtherRule(
        "name.each",
        "name",
        r"(?<!第)[一二三四五六七八九十两\d]个“?",
        r"",
        ("以解决三个[1]亿人问题为着力点", "实施新一轮3个[100]万", "推进70个[30]亿元以上项目建设"),
    ),
    OtherRule("name.hotline", "name", r"", r"(?:政务|政府)?(?:服务)?(?:便民)?热线", ("[12345]热线进社区全面铺开",)),
    OtherRule("name.anniversary", "name", r"", r"周岁以", ("[60]周岁以上老年人",)),
    OtherRule(
        "name.visa",
        "name",
        r"",
        r"(?:国|小时|天)(?:\d+天)?(?:过境)?免签|国\d+天",
        ("[144]小时过境免签", "[38]国30天免签", "38国[30]天免签"),
    ),
    OtherRule(
        "name.hours", "name", r"(?<!至)(?<!到)(?<!为)", r"小时(?!以内)", ("[24]小时自助服务区", "“[1]小时交通圈”")
    ),
    OtherRule("name.ordinal", "name", r"第", r"届|次|批|期|条|号|章|代|个|产业|季度|十", ("第[16]届运动会",)),
    OtherRule(
        "name.number",
        "name",
        r"",
        r"号|路(?![口网])|线|级|人制",
        ("地铁[2]号线南延线", "[22]号路等5条以上断头路", "国家[4]级景区", "建成[3]人制篮球场"),
    ),
    OtherRule(
        "name.institute",
        "name",
        r"(?<!\d)",
        r"(?<=(?<!\d)\d{3})所(?!以[上下内]|左右|[^，。；、]{0,13}(?:[学校园院馆室站]|中心|机构))[一-鿿]",
        ("新增[601]所飞行器数字敏捷设计",),  # 3500所村卫生室 are counted
    ),
    OtherRule(
        "name.ranking",
        "name",
        r"(?:世界|全球|企业|民营)",
        r"强(?=[一-鿿、])(?!和|及|行列)",
        ("招引一批世界[500]强、央企区域型总部",),
    ),
)


def other(text: str, start: int, end: int) -> Other | None:
    """Return what the number at `text[start:end]` is if it is no quantity by what stands beside it, else None."""
    rule = next((rule for rule in OTHERS if rule.matches(text, start, end)), None)
    return Other(start=start, end=end, text=text[start:end], role=rule.role, reason=rule.name) if rule else None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of a passage that is a name as a whole, and the rule that says so."""

    start: int
    end: int
    reason: str


def quoted(text: str) -> Iterator[Quoted]:
    """Yield titles, nicknames and addresses of pages; quotation marks around a sentence with a verb of reaching make no name.

    >>> [name.reason for name in quoted("《规划（2024-2025年）》推进“4区18园”，“经济总量突破一万亿元”")]
    ['name.title', 'name.quoted']
    """
    closed = text[: text.rfind("》") + 1]  # behind the last one nothing is looked for, from every 《 to the end
    for match in re.finditer(r"《[^》]*》", closed):
        yield Quoted(match.start(), match.end(), "name.title")
    for match in re.finditer(r"[“\"「][^“”\"「」]*[”\"」]", text):
        if not re.search(r"突破|达到|超过|增长|下降|提高", match[0]):
            yield Quoted(match.start(), match.end(), "name.quoted")
    for match in re.finditer(r"(?:https?[:：]//|www\.)[!-~：？；！，]+", text):
        yield Quoted(match.start(), match.end(), "name.address")
