"""A document -> a report: its place, kind and dates, its outline, and its passages in reading order.

Everything is read from the text and can be overridden by a manifest entry. The outline is what the report prints:
一、 over （一） over 1. over a bare head or the short first sentence of a paragraph (a run-in head, 提升养老服务品质。).
The top heading decides the part (what was achieved, what is planned, what is aimed at for five years), the deepest
heading that speaks of a theme decides the theme.

A passage's text is normalised character by character, so it is as long as the characters it stands on: half-width
punctuation and full-width digits are the same to every rule, and `Passage.offset` leads back into the file.

>>> normalise("增长５．５％,不低于1,540亿元(含)")
'增长5.5%，不低于1,540亿元（含）'
>>> normalise("一九五八年度国民经济计划")
'1958年度国民经济计划'
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.documents.frames import heading_span, opening, spans
from analysis.documents.headings import (
    BARE,
    RUN_IN,
    YEAR,
    Years,
    five_years,
    heading,
    normalise,
    opening_part,
    part_of,
    period_of,
)
from analysis.documents.mending import Damage, Paragraph, mend
from analysis.documents.readers import Document, Span
from analysis.facts import Part
from analysis.registries import lexicon, places, themes
from analysis.registries.messages import Lang
from analysis.registries.words import speak

Kind = Literal["work", "plan", "news"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a manifest says of a report; None where it leaves the reading to the text."""

    title_zh: str | None = None
    title_en: str | None = None
    place_zh: str | None = None
    place_en: str | None = None
    issuer: str | None = None
    kind: Kind | None = None
    date: datetime.date | None = None
    reviewed: tuple[int, ...] | None = None
    planned: tuple[int, ...] | None = None
    encoding: str | None = None
    original: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One paragraph in reading order.

    `text` is normalised and has exactly the characters of `pieces`; `section` is the heading path from the top;
    `period` is the year or span ("2024", "2022-2026") that its heading gives to what it says, '' if none. `spans` are
    the years that a review looks back on and from which character on it does, '' for the one year of the heading.
    """

    text: str
    pieces: tuple[Span, ...]
    section: tuple[str, ...]
    part: Part
    theme: str
    task: int | None
    period: str
    heading: bool
    spans: tuple[tuple[int, str], ...]

    def span(self, index: int) -> str:
        """Return the years looked back on at character `index`, '' where it is one."""
        return next((span for start, span in reversed(self.spans) if start <= index), "")

    def offset(self, index: int) -> int:
        """Return the place in the file of character `index`; `len(text)` gives the end of the last piece."""
        for piece in self.pieces:
            if index < piece.end - piece.start:
                return piece.start + index
            index -= piece.end - piece.start
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document, understood: `reviewed` and `planned` are years, `places` the districts, counties and towns it names."""

    document: Document
    name: str
    title_zh: str
    title_en: str
    place_zh: str
    place_en: str
    issuer: str
    kind: Kind
    date: datetime.date | None
    reviewed: tuple[int, ...]
    planned: tuple[int, ...]
    places: tuple[str, ...]
    passages: tuple[Passage, ...]
    damage: tuple[Damage, ...]


def parse(document: Document, entry: Entry | None = None) -> Report:
    """Read a report out of a document; what `entry` states wins over what the text says."""
    entry = entry or Entry()
    mended, reading = mend(document), document.reading
    lines = [_Line(paragraph, reading) for paragraph in mended.paragraphs]
    texts = [line.text for line in lines]
    kind = entry.kind or _kind(texts)
    date = entry.date or _date(texts)
    reviewed, planned = _years(lines, date)
    reviewed = reviewed if entry.reviewed is None else entry.reviewed
    planned = planned if entry.planned is None else entry.planned
    place = entry.place_zh or _place(texts)
    place_en = entry.place_en or places.english(place)
    title = entry.title_zh or _title(texts) or _named("zh", kind, "" if place == _NATION else place, planned)
    return Report(
        document=document,
        name=document.name,
        title_zh=title or document.name,
        title_en=entry.title_en or (place_en and _named("en", kind, place_en, planned)) or title or document.name,
        place_zh=place,
        place_en=place_en,
        issuer=entry.issuer or "",
        kind=kind,
        date=date,
        reviewed=reviewed,
        planned=planned,
        places=_places(texts, place),
        passages=tuple(_passages(lines, kind, Years(reviewed, planned), mended.damage)),
        damage=mended.damage,
    )


def _named(lang: Lang, kind: Kind, place: str, planned: Sequence[int]) -> str:
    """Return what a report is called where neither it nor its manifest says, '' where its year is not known."""
    return speak(lang).say(f"title.{kind}", place=place, year=str(planned[0])) if planned else ""


class _Line:
    """A mended paragraph with its normalised text and the level of its heading (0 for none)."""

    __slots__ = ("body", "box", "head", "level", "pieces", "text")

    def __init__(self, paragraph: Paragraph, text: str) -> None:
        self.pieces = paragraph.pieces
        self.box = paragraph.box
        self.text = normalise("".join(text[piece.start : piece.end] for piece in paragraph.pieces))
        self.level, self.head = heading(self.text)
        self.body = len(self.text) > len(self.head) + 1


def _passages(lines: list[_Line], kind: Kind, years: Years, damage: Sequence[Damage]) -> Iterator[Passage]:
    """Walk down the outline and give every paragraph its heading path, part, theme and period."""
    path: dict[int, str] = {}
    part: Part = "plan" if kind == "news" else "other"
    period = period_of("", part, years)
    turned: tuple[Part, str] | None = None
    span, last = "", years.reviewed[-1] if years.reviewed else 0
    in_box = False
    lost = [fault.end for fault in damage if fault.kind == "lost"]
    top = min((line.level for line in lines if 0 < line.level < BARE), default=BARE)
    for line in lines:
        if line.box and not in_box:
            path, in_box = {}, True
        if any(line.pieces[0].start == place for place in lost):
            path = {}  # what stands after lost text belongs to a heading that is lost with it
        level, head = line.level, line.head
        if level:
            # A head ends the heads at and below its own level; a run-in head speaks for its own paragraph only.
            path = {above: words for above, words in path.items() if above < level}
            path[level] = head
            if level == top or (level == BARE and not any(above < BARE for above in path)):
                # A heading that does not say goes on with the plan, but never with the review.
                part = part_of(head) or ("other" if part == "review" and level == top else part)
                period = period_of(head, part, years)
                turned, span = None, heading_span(head, last) if part == "review" else ""
        section = tuple(path[above] for above in sorted(path))
        if level in (0, RUN_IN) and (turn := opening(line.text, years)):
            turned = ("aims", turn[1]) if turn[0] == "aims" and part != "aims" else None
            if turn[0] == "year" and part == "aims":
                turned = ("plan", str(years.planned[0]))
        opens = opening_part(line.text) if not level else None
        spoken = [(0, span), *(spans(line.text, last) if part == "review" and not turned else ())]
        span = spoken[-1][1]
        yield Passage(
            text=line.text,
            pieces=line.pieces,
            section=section,
            part=opens or (turned[0] if turned else part),
            theme=_theme(section, line.text),
            task=_task(path),
            period=period_of(line.text[:30], opens, years) if opens else turned[1] if turned else period,
            heading=bool(level) and not line.body,
            spans=tuple(spoken),
        )
        path.pop(RUN_IN, None)


def _task(path: dict[int, str]) -> int | None:
    match = re.match(r"\d+", path.get(3, ""))
    return int(match[0]) if match else None


def _theme(section: tuple[str, ...], text: str) -> str:
    """Return the theme that a paragraph announces, or its task, or its own words, or its deepest heading that names one.

    A numbered task is one thing; the headings above it take in many (推动振兴发展, 提升城市能级), so what a paragraph of
    some length says itself goes before them.
    """
    announced = re.match(r"(?:围绕|在)[^，。]+(?:方面|实现新突破”)", text)
    sayings = [announced[0]] if announced else []
    sayings += [head for head in section[-1:] if re.match(r"\d", head)]
    sayings += [text] if len(text) >= 60 else []
    # 工作回顾 and 重点工作安排 open a part and say nothing of a theme.
    heads = [
        head for head in reversed(section) if part_of(head) is None or not re.match(r"[一二三四五六七八九十]+、", head)
    ]
    for words in (*sayings, *heads, re.split(r"[。；]", text)[0]):
        theme = themes.recognise(words)
        if theme:
            return theme
    return ""


def _kind(texts: Iterable[str]) -> Kind:
    head = "".join(list(texts)[:12])
    if re.search(r"本报记者|新闻发布会|晚报|开幕", head) and not re.search(r"向大会报告工作|现在，我代表", head):
        return "news"
    if re.search(r"国民经济和社会发展计划|国民经济计划", head) and not re.search(r"作政府工作报告|报告工作", head):
        return "plan"
    return "work"


def _date(texts: list[str]) -> datetime.date | None:
    """Return the first full date in the first lines or the last ones; None where they give none."""
    for text in [*texts[:10], *texts[-3:]]:
        for match in re.finditer(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日", text):
            with contextlib.suppress(ValueError):  # 2月30日 is no day
                return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    return None


def _years(lines: list[_Line], date: datetime.date | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
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
    if not planned and date:
        # A report dated in the last weeks of a year is about the next one.
        planned.add(date.year + (date.month == 12))
    milestone = re.search(
        r"今年是“?(十[一-九]?)五”?规划(?:的)?(?P<which>收官|开局)之年", "".join(line.text for line in lines)
    )
    if not planned and milestone:
        planned.add(int(five_years(milestone[1]).split("-")[milestone["which"] == "收官"]))
    if not planned:
        written = Counter(int(year) for line in lines for year in YEAR.findall(line.text))
        if written:
            planned.add(written.most_common(1)[0][0] + 1)
    if not reviewed and planned:
        reviewed.add(min(planned) - 1)
    return tuple(sorted(reviewed)), tuple(sorted(planned)[:1])


_NATION = "全国"


def _place(texts: list[str]) -> str:
    head = "，".join(texts[:12])
    match = re.search(
        r"([一-鿿]{2,7}?(?:自治区|省|市|自治州|州|县|区))(?:第[一-鿿]+届|人民政府|[一-鿿]{0,2}届人[大民])", head
    )
    if match:
        return re.sub(r"^.*(?:在|代表|据|受|记者|日)", "", str(match[1]))
    cities = Counter(re.findall(r"(?<![一-鿿])([一-鿿]{2,3}市)(?=[^一-鿿]|将|委|政府)", head))
    if cities:
        return str(cities.most_common(1)[0][0])
    return _NATION if re.search(r"国务院|全国人民代表大会|中央人民政府", head) else ""


_DISTRICT = re.compile(
    r"(?<![一-鿿])(?P<name>[一-鿿]{2,3}(?:新区|区|县|市))(?=[、要：]|获|入选|上榜|成为|跻身|荣获|被评|打造)"
)


def _places(texts: Iterable[str], own: str) -> tuple[str, ...]:
    """Return the names of districts, counties and towns: what stands between marks in a list, or opens a sentence about it."""
    names = {match["name"] for text in texts for match in _DISTRICT.finditer(text)}
    return tuple(
        sorted(name for name in names - lexicon.words("place_like") - {own} if not re.search(r"[全我各本该]", name))
    )


def _title(texts: list[str]) -> str:
    """Return the title among the first lines; 政府工作报告 alone, which is anybody's, is none."""
    for text in texts[:8]:
        if re.search(r"报告|目标|开幕|突破", text) and len(text) <= 60 and not text.endswith(("。", "：", "！")):
            title = re.sub(r"^——|（.*?）$", "", text)
            return "" if title == "政府工作报告" else title
    return ""
