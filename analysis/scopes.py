"""The part of the territory, or the other place, that a number is about.

A figure is a part's when its subject opens with the part (中心城区绿色出行比例, 沈阳都市圈跨域通办事项) or its sentence with a
district of the report. A grade is no place (世界级产业集群), nor is the whole of a share (占世界的60%), nor a place inside the
name of an organisation or an event (世界乒联中国大满贯).

>>> [part(subject) for subject in ("中心城区绿色出行比例", "推进沈阳都市圈重点项目", "城市副中心和平原新城地区生产总值")]
['中心城区', '沈阳都市圈', '城市副中心和平原新城']
>>> [part(subject) for subject in ("打造科创新区", "培育世界级产业集群", "占世界比重", "世界乒联中国大满贯等精品赛事", "新区", "新建县域医疗次中心")]
['', '', '', '', '', '']
>>> [elsewhere(subject, "北京市") for subject in ("天津滨海-中关村科技园新增注册企业", "北京工业大学校区", "上海合作组织成员")]
['天津', '', '']
"""

from __future__ import annotations

import functools
import re

from analysis.documents.passages import Passage
from analysis.documents.reports import Report
from analysis.language import subjects
from analysis.language.measures import Statement
from analysis.registries import lexicon


def read(report: Report, passage: Passage, statement: Statement, said: str) -> str:
    """Return the part or other place that a number is about, '' for the report's own territory as a whole.

    `said` are the words of its sentence before the number.
    """
    if found := part(statement.subject) or elsewhere(statement.subject, report.place_zh):
        # 康平县要…实现县域经济倍增: the counties of a county are that county
        return next((place for place in report.places if found == "县域" and said.startswith(place)), found)
    for place in report.places:
        if statement.subject.startswith(place):
            return place
    if report.places:
        places = "|".join(sorted(map(re.escape, report.places), key=len, reverse=True))
        listed = f"(?:(?:{places})[、和及]?)+"
        if named := re.match(listed, statement.clause.text) or re.match(listed, said):
            return named[0].rstrip("、和及")  # 和平区、沈河区上榜: a figure of both
    return next((place for place in report.places for head in passage.section if head.startswith(place)), "")


def part(subject: str) -> str:
    """Return the part of a territory, or the world, that a subject opens with and says something of."""
    if county := re.search(r"县域(?=经济|地区生产总值|GDP)", subject):
        return county[0]
    text = re.sub(
        r"^(?:推进|推动|支持|服务|加快|促进|实现|在|[^，]{0,8}(?:组织|银行)(?:预测|预计|[上下]调|调[高低]))",
        "",
        subject,
    )
    match = _parts().match(text)
    if not match or not text[match.end() :] or subjects.verb_of(text) or _CLASS.search(match["part"]):
        return ""
    return match["part"]


def elsewhere(subject: str, own: str) -> str:
    """Return the province that a subject opens with where it is not the report's own, nor part of a name."""
    match = _provinces().match(subject)
    return match["place"] if match and match["name"] not in own else ""


# A class of parts, or words that lead to one, and no part of its own: 国家级新区, 重点…
_CLASS = re.compile(r"级|重点|特色|类|高新区|[的对与]")


@functools.cache
def _parts() -> re.Pattern[str]:
    def words(name: str) -> str:
        return "|".join(sorted(lexicon.words(name), key=len, reverse=True))

    # What goes on with a kind is no part: 县域医共体, 新区域.
    one = rf"(?:[一-鿿]{{0,8}}?(?:{words('parts_named')})(?![域级内])|(?:{words('parts_bare')})(?![域级内医产]))"
    return re.compile(
        rf"""
        (?P<part>{one}(?:[一-鿿]{{2,4}}片区)?(?:[和、]{one})*
        |(?:世界|全球)(?=经济|贸易|通胀|货物|需求|人口|产量|生产总值))""",
        re.VERBOSE,
    )


@functools.cache
def _provinces() -> re.Pattern[str]:
    names = "|".join(sorted(lexicon.words("provinces"), key=len, reverse=True))
    organisations = "|".join(sorted(lexicon.words("organisations"), key=len, reverse=True))
    return re.compile(
        rf"(?P<place>(?P<name>{names})(?:省|市|(?:[一-鿿]{{1,3}})?自治区)?)(?![一-鿿]{{0,6}}(?:{organisations}))(?![、和至到—])"
    )
