"""What a report says of itself in its first lines and headings: kind, date, years, place, title, districts.

>>> texts = ["政府工作报告", "——2024年1月8日在某市第十七届人民代表大会第三次会议上"]
>>> kind(texts), date(texts), place(texts), title(texts)
('work', datetime.date(2024, 1, 8), '某市', '')
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from analysis.documents.headings import BARE, YEAR, Years, five_years, part_of
from analysis.documents.passages import Line
from analysis.registries import lexicon

Kind = Literal["work", "plan", "news"]

NATION = "全国"

_DISTRICT = re.compile(
    r"(?<![一-鿿])(?P<name>[一-鿿]{2,3}(?:新区|区|县|市))(?=[、要：]|获|入选|上榜|成为|跻身|荣获|被评|打造)"
)


def kind(texts: Iterable[str]) -> Kind:
    """Return whether a report is a work report, a plan report or news; a work report where nothing says."""
    head = "".join(list(texts)[:12])
    if re.search(r"本报记者|新闻发布会|晚报|开幕", head) and not re.search(r"向大会报告工作|现在，我代表", head):
        return "news"
    if re.search(r"国民经济和社会发展计划|国民经济计划", head) and not re.search(r"作政府工作报告|报告工作", head):
        return "plan"
    return "work"


def date(texts: list[str]) -> datetime.date | None:
    """Return the first full date in the first lines or the last ones; None where they give none."""
    for text in [*texts[:10], *texts[-3:]]:
        for match in re.finditer(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日", text):
            with contextlib.suppress(ValueError):  # 2月30日 is no day
                return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    return None


def years(lines: Sequence[Line], dated: datetime.date | None) -> Years:
    """Return the reviewed and the planned years: from the headings, else from the date, else from the text's years."""
    reviewed, planned = set[int](), set[int]()
    for line in lines:
        if line.level in (1, 2, BARE):
            for year in map(int, YEAR.findall(line.head)):
                part = part_of(line.head)
                if part == "review":
                    reviewed.add(year)
                elif part == "plan":
                    planned.add(year)
            plan = None if YEAR.search(line.head) else re.search(r"“(十[一二三四五六七八九]?)五”", line.head)
            ended = int(five_years(plan[1])[-4:]) if plan and part_of(line.head) == "review" else 0
            # Five years are looked back on when they have ended, or in the autumn of their last.
            if dated and ended and (ended < dated.year or (ended == dated.year and dated.month > 6)):
                reviewed.add(ended)
    aims = Counter(
        re.findall(
            r"(?<!\d)((?:19|20)\d{2})年(?:全[市省国区州县])?(?:经济社会发展)?(?:的?主要)?(?:预期)?目标",
            "".join(line.text for line in lines),
        )
    )
    if not planned and aims:
        planned.add(int(aims.most_common(1)[0][0]))
    if not planned and reviewed:
        planned.add(max(reviewed) + 1)
    if not planned and dated:
        # A report dated in the last weeks of a year is about the next one.
        planned.add(dated.year + (dated.month == 12))
    milestone = re.search(
        r"今年[^。“”]{0,12}“?(十[一二三四五六七八九]?)五”?(?:规划)?的?[^。，“”]{0,4}(?P<which>收官|开局)之年",
        "".join(line.text for line in lines),
    )
    if not planned and milestone:
        planned.add(int(five_years(milestone[1]).split("-")[milestone["which"] == "收官"]))
    if not planned:
        titled = re.search(r"(?<!\d)(20\d\d)年[^。，；\d]{0,20}$", lines[0].text) if lines else None
        planned.update([int(titled[1])] if titled else [])
    if not planned:
        written = Counter(int(year) for line in lines for year in YEAR.findall(line.text))
        if written:
            planned.add(written.most_common(1)[0][0] + 1)
    if not reviewed and planned:
        reviewed.add(min(planned) - 1)
    return Years(tuple(sorted(reviewed)), tuple(sorted(planned)[:1]))


def place(texts: list[str]) -> str:
    """Return the place that the first lines name, 全国 for the nation, "" where they name none."""
    head = "，".join(texts[:12])
    match = re.search(
        r"([一-鿿]{2,7}?(?:自治区|省|市|自治州|州|县|区))(?:第[一-鿿]+届|人民政府|[一-鿿]{0,2}届人[大民])", head
    )
    if match:
        return re.sub(r"^.*(?:在|代表|据|受|记者|日)", "", str(match[1]))
    cities = Counter(re.findall(r"(?<![一-鿿])([一-鿿]{2,3}市)(?=[^一-鿿]|将|委|政府)", head))
    if cities:
        return str(cities.most_common(1)[0][0])
    return NATION if re.search(r"国务院|全国人民代表大会|中央人民政府", head) else ""


def title(texts: list[str]) -> str:
    """Return the title among the first lines; 政府工作报告 alone, which is anybody's, is none."""
    for text in texts[:8]:
        if re.search(r"报告|目标|开幕|突破", text) and len(text) <= 60 and not text.endswith(("。", "：", "！")):
            title = re.sub(r"^——|（.*?）$", "", text)
            return "" if title == "政府工作报告" else title
    return ""


def districts(texts: Iterable[str], own: str) -> tuple[str, ...]:
    """Return the names of districts, counties and towns: what stands between marks in a list, or opens a sentence about it."""
    names = {match["name"] for text in texts for match in _DISTRICT.finditer(text)}
    return tuple(
        sorted(name for name in names - lexicon.words("place_like") - {own} if not re.search(r"[全我各本该]", name))
    )
