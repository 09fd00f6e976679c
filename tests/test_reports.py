"""Numerals, units, headings and the outline: what a report is understood to be."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.documents import headings
from analysis.documents.readers import Document, furniture
from analysis.documents.reports import Entry, Report, parse
from analysis.language import numerals
from analysis.registries import units


def _chinese(number: int) -> str:
    """Write a number below 10^12 in Chinese numerals, as a report would."""
    digits = "零一二三四五六七八九"

    def section(part: int) -> str:
        words, zero = "", False
        for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = part // power % 10
            if digit:
                words += ("零" if zero and words else "") + digits[digit] + word
            zero = not digit
        return words

    words = ""
    for power, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // power % 10**4
        if part:
            words += ("零" if words and part < 1000 else "") + section(part) + word
    return words


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_number_written_in_chinese_is_read_back(number):
    """Writing and reading Chinese numerals is a round trip."""
    assert Decimal(number) == numerals.numeral(_chinese(number))


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_arabic_decimals_are_exact(number):
    """No digit of a decimal is lost, with thousands separators or without."""
    assert number == numerals.numeral(f"{number:f}") == numerals.numeral(f"{number:,f}")


@pytest.mark.parametrize("text", ["", "几十", "十个", "1.2.3", "abc", "一点", "-5"])
def test_what_is_no_numeral_is_refused(text):
    """There is no silent zero."""
    with pytest.raises(ValueError, match="not a numeral"):
        numerals.numeral(text)


CONVERSIONS = [
    ("80", "亿斤", "万吨", "400"),
    ("1", "万亿元", "亿元", "10000"),
    ("50", "万亩", "公顷", "33333.33"),
    ("1", "万户", "户", "10000"),
]


@pytest.mark.parametrize(("value", "unit", "to", "expected"), CONVERSIONS)
def test_units_of_one_dimension_convert(value, unit, to, expected):
    """A multiplier is part of the unit on both sides."""
    assert Decimal(expected) == round(units.convert(Decimal(value), unit, to), 2)


@pytest.mark.parametrize(("unit", "to"), [("亿元", "人"), ("个", "家"), ("公里", "亩"), ("元", "美元"), ("个", "只鸡")])
def test_units_of_two_dimensions_do_not(unit, to):
    """Three 个 are not three 家, and no exchange rate is invented."""
    with pytest.raises(ValueError, match="do not convert"):
        units.convert(Decimal(1), unit, to)


@given(st.text(max_size=60))
def test_normalising_keeps_every_offset(text):
    """Normalised text is as long as it was, and normalising again changes nothing."""
    plain = headings.normalise(text)
    assert len(text) == len(plain)
    assert plain == headings.normalise(plain)


PARTS = [
    ("一、2023年工作回顾", "review"),
    ("二、2024年重点工作安排", "plan"),
    ("一、2024年国民经济和社会发展计划执行情况", "review"),
    ("二、2025年国民经济和社会发展总体思路和主要目标", "plan"),
    ("二、今后五年工作的总体要求", "aims"),
    ("二、“十五五”时期的主要目标和重大任务", "aims"),
    ("一、2025年和“十四五”时期工作回顾", "review"),
    ("三、2026年主要工作", "plan"),
    ("三、关于国际形势和外交工作", None),
]


@pytest.mark.parametrize(("heading", "part"), PARTS)
def test_a_heading_says_which_part_it_opens(heading, part):
    """The part decides whether a number is an outcome or a target."""
    assert part == headings.part_of(heading)


def _report(text: str, entry: Entry | None = None) -> Report:
    return parse(Document(name="report", text=text, furniture=furniture(text)), entry)


TEXT = """某某市政府工作报告
——2031年1月8日在某某市第十八届人民代表大会第一次会议上
各位代表：
现在，我代表某某市人民政府，向大会报告工作，请予审议。
一、2030年工作回顾
（一）生态环境持续改善。空气质量优良天数达到318天。
二、2031年重点工作安排
今年全市经济社会发展主要预期目标是：地区生产总值增长5%。
（一）大力发展现代农业。粮食产量稳定在80亿斤以上。
1.建设高标准农田。新建高标准农田70万亩。
"""


def test_place_kind_date_and_years_are_read_from_the_text():
    """A report of any city needs no manifest."""
    report = _report(TEXT)
    assert ("某某市", "work", datetime.date(2031, 1, 8)) == (report.place_zh, report.kind, report.date)
    assert ((2030,), (2031,)) == (report.reviewed, report.planned)
    assert "某某市政府工作报告" == report.title_zh


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("今年是“十四五”规划的收官之年，是全面振兴的攻坚之年。", (2025,)),
        ("今年是“十五五”开局之年，做好今年工作意义重大。", (2026,)),
        ("去年是“十四五”开局之年，我们迎难而上。", ()),
        ("某某市2031年民生实事\n新建公园12个。", (2031,)),
        ("某某市民生实事\n新建公园12个。", ()),
        ("某某网\n2031年某某县政府工作报告\n各位代表：\n我代表县人民政府报告工作。", (2031,)),
        ("2030年某某县政府工作报告\n一、过去一年的工作\n2030年，是不平凡的一年。", (2031,)),
        ("一年来，我们奋力拼搏。\n刚刚过去的2030年，成绩喜人。\n今年要再接再厉。", (2031,)),
        ("2031年是关键之年，做好今年的工作意义重大。", (2031,)),
        ("为确保2031年开门红，2030年完成的任务要巩固，2030年的经验要推广。", (2031,)),
        ("2030年，经济向好。2031年将建城50周年，2031年要开好局。做好2031年的工作意义重大。", (2031,)),
        ("生产总值从2025年的6亿元增加到2030年的9亿元。", (2031,)),
        ("关于2031年计划的报告\n一、2030年计划的执行结果\n增长5%。", (2031,)),
    ],
)
def test_the_year_is_told_by_the_milestone_of_a_plan_or_by_the_title(text, planned):
    """A report without a date says in which year of a five-year plan it stands, or names its year at the top."""
    assert planned == _report(text).planned


def test_passages_have_part_period_section_and_task():
    """What stands under a heading takes its part, its year and its number."""
    passages = {passage.text[:6]: passage for passage in _report(TEXT).passages}
    review, goal, task = passages["（一）生态环"], passages["今年全市经济"], passages["1.建设高标"]
    assert ("review", "2030", "ecology") == (review.part, review.period, review.theme)
    assert ("plan", "2031") == (goal.part, goal.period)
    assert ("二、2031年重点工作安排", "（一）大力发展现代农业", "1.建设高标准农田") == task.section
    assert (1, "rural") == (task.task, task.theme)


def test_a_manifest_entry_overrides_the_text():
    """What is stated wins over what was read, also where it states that there is nothing."""
    report = _report(TEXT, Entry(place_zh="别处", reviewed=(), planned=(2040,)))
    assert ("别处", (), (2040,)) == (report.place_zh, report.reviewed, report.planned)


def test_a_passage_points_into_the_file_character_by_character():
    """Pieces, emphasis marks cut out, still lead back to the file."""
    report = _report("一、2025年重点工作安排\n生产总值增长**5.5%**以上，新增就业11.5 万人。\n")
    passage = report.passages[-1]
    assert "生产总值增长5.5%以上，新增就业11.5万人。" == passage.text
    for index, char in enumerate(passage.text):
        assert headings.normalise(report.document.text[passage.offset(index)]) == char
