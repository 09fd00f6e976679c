"""What a report says of itself in its first lines: kind, date, place, title, districts; `dating` says which years it is about.

>>> texts = ["政府工作报告", "——2024年1月8日在某市第十七届人民代表大会第三次会议上"]
>>> kind(texts), date(texts), place(texts), title(texts)
('work', datetime.date(2024, 1, 8), '某市', '')
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from analysis.registries import lexicon

Kind = Literal["work", "plan", "news", "bulletin", "outline"]

NATION = "全国"

# A title, not a sentence that speaks of such a document.
_BULLETIN = re.compile(
    r"^[^，。；]{0,40}(?:统计公报|统计月报|(?:经济|国民经济|经济社会发展)(?:运行|形势|发展)(?:情况|简况|分析|态势)?)(?:（[^）]*）|\[\d\]|〔\d〕)?$"
    r"|发布会[^。；]{0,60}(?:经济运行|经济形势)[^。；]{0,4}情况"
)
# How the statistics of a part of a year begin: 2030年上半年国民经济运行情况, but not …国民经济和社会发展计划执行情况.
_OF_A_PART = re.compile(
    r"^[^，。；]{0,16}(?:上半年|前三季度|[一三]季度|\d{1,2}月份)[^，。；]{0,10}(?:国民经济(?!和社会发展计划|计划)|经济运行|规模以上工业)"
)
# How the statistics of a whole year begin, where their title is not there.
_COUNTED = re.compile(
    r"(?:初步(?:核算|测算|统计)|经核算)，(?:(?:19|20)\d\d年)?(?:全[年县市区省]|上半年|前三季度|一季度)"
)
_OF_AN_OUTLINE = re.compile(r"本(?:规划)?纲要(?:以|根据|依据|主要|是|由)")
_PAPER = re.compile(r"作者[：:]|编者按|（[^（）]{0,6}记者|网消息|\d日[讯电]|记者(?:日前|今[天日]|\d+日)?从|记者获悉")
_OUTLINE = re.compile(
    r"^(?![一二三四五六七八九十（]+[、）])[^，。；]{0,30}(?:第?十[一二三四五六七八九]?个?五年|“?十[一二三四五六七八九]?五”?)"
    r"[^，。；]{0,24}(?:规划|计划|纲要)(?:（[^）]*）)?$"
)

_DISTRICT = re.compile(
    r"(?<![一-鿿])(?P<name>[一-鿿]{2,3}(?:新区|区|县|市))(?=[、要：]|获|入选|上榜|成为|跻身|荣获|被评|打造)"
)


def kind(texts: Iterable[str]) -> Kind:
    """Return what kind of document it is; a work report where nothing says.

    >>> heads = ("某市2030年国民经济和社会发展统计公报", "某市国民经济和社会发展第十七个五年规划纲要", "2030年一季度全省经济运行情况")
    >>> [kind([head, "一、综合"]) for head in heads]
    ['bulletin', 'outline', 'bulletin']
    >>> kind(["2030年上半年国民经济和社会发展计划执行情况"]), kind(["政府工作报告", "各位代表：", "上半年全县经济运行平稳。"])
    ('plan', 'work')
    >>> [kind([head]) for head in ("关于“十七五”规划纲要执行情况的报告", "全市经济运行保持在合理区间，发布统计公报")]
    ['work', 'work']
    """
    first = list(texts)[:12]
    head = "".join(first)
    reports = re.search(r"各位代表|我代表", head)
    told_of = reports or re.search(r"人民代表大会|人大会议|政府工作报告", head)
    counted = _COUNTED.search(head) or any(map(_OF_A_PART.search, first[:6]))
    if any(map(_BULLETIN.search, first[:6])) or (counted and not told_of):
        return "bulletin"
    if any(_OUTLINE.search(text) for text in first[:6]) or (_OF_AN_OUTLINE.search(head) and not reports):
        return "outline"
    if _PAPER.search(head) and not reports:
        return "news"
    if re.search(r"本报记者|新闻发布会|晚报|开幕|代表大会[^。；]{0,14}(?:胜利|隆重)召开", head) and not re.search(
        r"向大会报告工作|现在，我代表", head
    ):
        return "news"
    if re.search(r"国民经济和社会发展计划|国民经济计划", head) and not re.search(r"作政府工作报告|报告工作", head):
        return "plan"
    return "work"


_DAY = re.compile(r"(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
# The day in digits is that on which a page was put up; the time of day may stand right behind it.
_DIGITS = re.compile(
    r"(?<![\d/])(?P<year>20\d{2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{2}(?=\d{1,2}:\d\d)|\d{1,2}(?![\d/.-]))"
)
# The day on which a report was delivered goes before every other, and that of a page's imprint is none of the report's.
_SITTING = re.compile(r"\d日[^。；]{0,12}在[^。；]{2,40}(?:会议|大会)(?:第[^。；]{1,6}次会议)?上?")
_IMPRINT = re.compile(r"来源[：:]|网站|发布(?:时间|日期)|^更新")
# What follows the day of an event that a running sentence tells of, and what it was no document of: 2029年1月2日，新区成立。
_EVENT = re.compile(r"[，（(]?[^。；]{0,14}(?:成立|设立|挂牌|揭牌|以来|起施行|印发|发布的|前[，。]|通车|开通)")


def date(texts: list[str]) -> datetime.date | None:
    """Return the first full date in the first lines or the last ones; None where they give none.

    >>> date(["2029年1月2日，新区正式挂牌成立。", "2030年1月9日讯"]), date(["截至2030年12月31日前，"])
    (datetime.date(2030, 1, 9), None)
    >>> date(["门户网站 2035年1月1日 来源：某社", "——2030年1月9日在某市第五届人民代表大会第一次会议上"])
    datetime.date(2030, 1, 9)
    """
    sitting = [text for text in texts[:20] if _SITTING.search(text)]
    return _first_day(_DAY, sitting) or _first_day(_DAY, [text for text in texts if not _IMPRINT.search(text)])


def posted(texts: list[str]) -> datetime.date | None:
    """Return the day on which a page was put up: 2030-02-01 16:20; it dates news, but not a report put up again later."""
    return _first_day(_DIGITS, texts)


def _first_day(pattern: re.Pattern[str], texts: list[str]) -> datetime.date | None:
    for text in [*texts[:10], *texts[-3:]]:
        for match in pattern.finditer(text):
            with contextlib.suppress(ValueError):  # 2月30日 is no day
                day = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
                if not _EVENT.match(text, match.end()):
                    return day
    return None


def place(texts: list[str]) -> str:
    """Return the place that the first lines name, 全国 for the nation, "" where they name none."""
    head = "，".join(texts[:12])
    for match in re.finditer(
        r"(?:(?<=年)|(?<![一-鿿]年))([一-鿿]{1,6}?(?:自治区|省|市|自治州|州|县|区))(?=第[一-鿿]+届|人民政府|[一-鿿]{0,2}届人[大民]|政府工作报告)",
        head,
    ):
        name = re.sub(r"^.*(?:在|代表|参加|出席|据|受|从|记者|日|作了?|年)", "", match[1])
        if len(name) > 1 and not re.match(r"[我全本各]|自治", name):
            return name
    cities = Counter(re.findall(r"(?<![一-鿿])([一-鿿]{2,3}市)(?=[^一-鿿]|将|委|政府)", head))
    if cities:
        return str(cities.most_common(1)[0][0])
    return NATION if re.search(r"国务院|全国人民代表大会|中央人民政府", head) else ""


def title(texts: list[str]) -> str:
    """Return the title among the first lines; 政府工作报告 alone, which is anybody's, is none."""
    for text in texts[:8]:
        if (
            re.search(r"报告|目标|开幕|突破|公报|纲要", text)
            and len(text) <= 60
            and not re.search(r"[。：！]$|摄$|^(?:[一二三]|（[一二三]）)、", text)
        ):
            title = re.sub(r"^——|（.*?）$", "", text)
            return "" if title == "政府工作报告" else title
    return ""


def districts(texts: Iterable[str], own: str) -> tuple[str, ...]:
    """Return the names of districts, counties and towns: what stands between marks in a list, or opens a sentence about it."""
    names = {match["name"] for text in texts for match in _DISTRICT.finditer(text)}
    return tuple(
        sorted(name for name in names - lexicon.words("place_like") - {own} if not re.search(r"[全我各本该]", name))
    )
