"""What the words around a number say of it: how much is counted, in which part of the year, on which basis, against what.

Two numbers of one name that are told with different words of these need not be of one thing. The words stand in
`data/verdicts.toml` and `data/audits.toml`.

>>> stripped("新增科技型企业总数", ("新增", "总数"))
'科技型企业'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analysis.codebook import years_of
from analysis.registries import auditing, criteria

_CLAUSE = re.compile(r"[，,；;。：:！!？?\n]")
# What a number is told against: not 同比 (the year before), 占比 and 比重 (shares).
_BASE = re.compile(r"(?<![同占])[比较](?![重例])(?P<base>[^，,]*)$")
_WHOLE_YEAR = "全年"
_YEAR_END = re.compile(  # the whole year has passed
    r"""截[至止](?:
        目前
        | [^，,。；;]{0,8}? (?: 年底 | 年末 | 12月[份底末]? )
        | \d{4}年 (?=[，,全我累共已]|$)
    )""",
    re.VERBOSE,
)
_MONTHS = re.compile(r"(?<!\d)\d{1,2}[-—–~～至到]+\d{1,2}月份?|\d{1,2}月份|前[\d一二三四五六七八九十]+个月")
_TIME = re.compile(r"[\d年月日底末初中旬今去本份至到假期长以来“”—~-]*")  # what else a clause has that only tells a time


def clauses(text: str) -> list[str]:
    """Return the clauses of a text, at least one."""
    return _CLAUSE.split(text)


def said(words: Iterable[str], text: str) -> tuple[str, ...]:
    """Return the words that stand in the text, a word inside a longer one not counted.

    >>> said(["省级", "省级以上", "市级"], "新认定省级以上龙头企业")
    ('省级以上',)
    """
    return _longest([word for word in words if word in text])


def stripped(subject: str, words: Sequence[str]) -> str:
    """Return a subject without some words, wherever they stand."""
    return re.sub("|".join(map(re.escape, words)), "", subject)


def _longest(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if not any(word != other and word in other for other in words))


def season(before: str) -> tuple[str, ...]:
    """Return the words for the part of the year that a number is about, from its sentence up to it.

    The last time that a clause tells holds; a clause that tells nothing else holds for all that follow, up to another
    time.

    >>> season("上半年城镇新增就业"), season("截至9月底，新建5G基站4000个，高新技术企业达到"), season("截至2023年底，5G基站")
    (('上半年',), ('截至',), ())
    >>> season("上半年，进出口增长"), season("上半年增长4%，全年增长"), season("一季度增长5%、上半年增长4%、全年增长")
    (('上半年',), (), ())
    >>> season("1—11月，进出口增长"), season("前十个月进出口增长"), season("2021-2025年，新建公园")
    (('1—11月',), ('前十个月',), ())
    """
    *earlier, own = clauses(_YEAR_END.sub("", before))
    for member in reversed(own.split("、")):
        _, year, rest = member.rpartition(_WHOLE_YEAR)
        if (told := _times(rest)) or year:
            return told
    for clause in reversed(earlier):
        if _WHOLE_YEAR in clause:
            break
        if (told := _times(clause)) and _TIME.fullmatch(stripped(clause, told)):
            return told
    return ()


def _times(text: str) -> tuple[str, ...]:
    """Return the words of a text for a part of the year."""
    return _longest([*_MONTHS.findall(text), *said(auditing.load().words["part_of_year"], text)])


def extent(subject: str, before: str, period: str) -> tuple[str, ...]:
    """Return the words that say how much is counted, as a mean of which years, on which basis and against what.

    >>> extent("地区生产总值", "地区生产总值同比增长", "2024"), extent("碳排放", "碳排放比2020年下降", "2024")
    ((), ('比2020年下降',))
    >>> extent("市场主体", "市场主体比2023年增长", "2024"), extent("进出口", "进出口年均增长", "2024")
    ((), ('年均',))
    """
    words, own = criteria.load().words, auditing.load().words
    found = [word for word in words["grade"] if word in subject]
    found += [word for word in (*words["cumulative"], *words["basis"], *own["mean"]) if word in before]
    base = _BASE.search(before)
    span = years_of(period)
    last_year = (*own["last_year"], *([str(span[1] - 1)] if span else []))
    if base is not None and not base["base"].startswith(last_year):
        found.append(base[0])
    return _longest(found)
