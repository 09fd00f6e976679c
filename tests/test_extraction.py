"""The grammar against its own examples, and every fact of every document against the file it cites."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from analysis import extraction
from analysis.documents import readers, reports, seeds
from analysis.extraction import Extraction
from analysis.language import owners, statements
from analysis.language.bounds import Quantity
from analysis.language.clauses import sentences
from analysis.language.measures import Statement
from analysis.language.others import OTHERS, Other
from analysis.language.quantities import scan
from analysis.registries import lexicon

ROOT = Path(__file__).parents[1]
CORPUS = sorted((ROOT.parent / "shared" / "corpus").glob("*.txt"))
DATA = ROOT / "tests" / "data"
CASES = tomllib.loads((DATA / "sentences.toml").read_text(encoding="utf-8"))
PHENOMENA = tomllib.loads((DATA / "phenomena.toml").read_text(encoding="utf-8"))["phenomenon"]


def _rows(name: str) -> list[tuple[Any, ...]]:
    """Return the cases of one kind, each as the values of its fields in written order."""
    return [tuple(case.values()) for case in CASES[name]]


def _read(text: str) -> list[Statement]:
    """Return the statements of one passage."""
    return list(statements.read(sentences(text, scan(text))))


@pytest.mark.parametrize(("rule", "example"), [(rule, text) for rule in OTHERS for text in rule.examples])
def test_a_number_that_measures_nothing_is_named_by_its_rule(rule, example):
    """Each rule of `others` takes its examples, and no rule before it does."""
    start = re.search(r"\[(?=\d)", example).start()
    text = re.sub(r"\[(\d[\d.]*)\]", r"\1", example)
    token = next(token for token in scan(text) if token.start == start)
    assert isinstance(token, Other)
    assert rule.name == token.reason


@pytest.mark.parametrize(
    ("rule", "sentence", "subject"),
    [(rule, sentence, subject) for rule in owners.RULES for sentence, subject in rule.examples],
)
def test_a_subject_is_found_by_its_rule(rule, sentence, subject):
    """Each subject rule gives the subject of its examples, and is the rule that is used."""
    start = sentence.index("[")
    found = _read(sentence.replace("[", "").replace("]", ""))
    statement = next(statement for statement in found if statement.quantity.start == start)
    assert subject == statement.subject
    assert rule.name == statement.rules[0]


@pytest.mark.parametrize(("sentence", "text", "value", "unit", "bound"), _rows("quantities"))
def test_a_quantity_has_its_value_unit_and_bound(sentence, text, value, unit, bound):
    """Numerals, units and bounds are read as the report writes them."""
    quantity = next(token for token in scan(sentence) if isinstance(token, Quantity))
    assert (text, value, unit, bound) == (quantity.text, str(quantity.value), quantity.unit.text, quantity.bound)


def test_a_range_has_both_ends():
    """增长4.5%-5% is one quantity from 4.5 to 5."""
    (quantity,) = scan("地区生产总值增长4.5%-5%")
    (fall,) = _read("单位地区生产总值能耗下降3%-5%。")
    assert (-1, "5") == (fall.sign, str(fall.quantity.value_to))
    assert isinstance(quantity, Quantity)
    assert ("4.5", "5", "between", "%") == (
        str(quantity.value),
        str(quantity.value_to),
        quantity.bound,
        quantity.unit.text,
    )


@pytest.mark.parametrize("sentence", CASES["idioms"])
def test_idiom_is_no_quantity(sentence):
    """Chinese numerals without a measured value are left alone."""
    assert not scan(sentence)


@pytest.mark.parametrize(("sentence", "measure", "sign"), _rows("measures"))
def test_the_verb_and_the_unit_decide_the_measure(sentence, measure, sign):
    """Growth, change, share and level are told apart, and falls are negative."""
    (statement,) = _read(sentence)
    assert (measure, sign) == (statement.measure, statement.sign)


@pytest.mark.parametrize(("sentence", "expected"), _rows("lists"))
def test_a_list_gives_every_number_its_own_subject(sentence, expected):
    """What a list says once is given to each of its members."""
    assert expected == [statement.subject for statement in _read(sentence)]


def test_a_quoted_multiple_has_its_own_subject():
    """The quotation mark before 倍增 opens no sentence of its own."""
    found = _read("引进“保税+”项目50个以上，进出口总额、实际利用外资等指标实现“倍增”。")
    assert "进出口总额、实际利用外资等指标" == found[1].subject


def test_growths_after_a_list_of_levels_take_its_subjects():
    """…1819个、新签约1802个，分别增长12.8%和31.3%."""
    found = _read("亿元以上项目开复工1819个、新签约1802个，分别增长12.8%和31.3%。")
    assert [s.subject for s in found[:2]] == [s.subject for s in found[2:]]


@pytest.mark.parametrize(("sentence", "status", "period", "scope"), _rows("contexts"))
def test_the_sentence_can_overrule_its_heading(sentence, status, period, scope):
    """Year, status and scope come from the heading unless the words around the number say otherwise."""
    text = f"一、2030年工作回顾\n经济稳定增长。\n二、2031年重点工作安排\n各项工作有序推进，{sentence}\n"
    document = readers.Document(name="report", text=text, furniture=())
    fact = extraction.extract(reports.parse(document)).facts[0]
    assert (status, period, scope) == (fact.status, fact.period, fact.scope)


@pytest.mark.parametrize(("paragraph", "periods"), _rows("looking_back"))
def test_what_happened_over_years_has_their_span(paragraph, periods):
    """Five years that a review looks back on date what happened in them; how much there is stands at their end."""
    text = f"一、2030年和“十五五”时期工作回顾\n{paragraph}\n二、2031年重点工作安排\n各项工作有序推进。\n"
    document = readers.Document(name="report", text=text, furniture=())
    assert periods == [fact.period for fact in extraction.extract(reports.parse(document)).facts]


@pytest.mark.parametrize(("paragraphs", "expected"), _rows("turns"))
def test_a_paragraph_can_turn_to_the_next_plan(paragraphs, expected):
    """What the outline of the next plan says is aimed at, whatever the heading above it looks back on."""
    text = (
        f"一、2030年工作回顾\n经济稳定增长。\n二、“十五五”时期成就和“十六五”时期目标\n{paragraphs}\n"
        "三、2031年重点工作安排\n各项工作有序推进。\n"
    )
    document = readers.Document(name="report", text=text, furniture=())
    facts = extraction.extract(reports.parse(document)).facts
    assert expected == [[fact.status, fact.period] for fact in facts]


ESTIMATES = [
    ("预计生产总值增长5%，投资增长6%。出口增长7%。", ["estimate", "estimate", "actual"]),
    ("增长9%的计划预计可以完成；粮食产量突破100万吨。", ["estimate", "actual"]),
    ("粮食产量突破100万吨；增长9%的计划如期完成。", ["actual", "actual"]),
]


@pytest.mark.parametrize(("sentences", "statuses"), ESTIMATES)
def test_an_estimate_is_told_from_a_result(sentences, statuses):
    """预计 reaches to the full stop and no farther; as a predicate it says so of what stands before it."""
    text = f"一、2030年工作回顾\n{sentences}\n二、2031年工作安排\n做好工作。\n"
    document = readers.Document(name="report", text=text, furniture=())
    facts = extraction.extract(reports.parse(document)).facts
    assert statuses == [fact.status for fact in facts]


DOCUMENTS = [
    # what stands in a document of another kind, and status and period of each of its numbers
    (
        "某县2030年国民经济和社会发展统计公报\n2031年3月9日\n一、综合\n全县生产总值90亿元，比上年增长5%。\n"
        "八、重点领域和安全生产\n年末常住人口30万人。\n",
        ["actual 2030"] * 3,
    ),
    ("2030年，全县经济平稳运行。\n一、综合\n初步核算，全年生产总值90亿元。\n二、农业\n粮食产量5万吨。\n", ["actual 2030"] * 2),
    ("前三季度国民经济运行稳中有进\n（2030年10月19日）\n初步核算，前三季度生产总值90亿元。\n", ["actual 2030"]),
    ("关于某市上半年计划执行情况的报告\n2030年7月26日\n一、工业平稳\n今年以来，出口5亿元。\n二、下半年工作安排\n"
     "新建学校5所。\n", ["actual 2030", "target 2030"]),
    ("关于某市2030年十件民生实事完成情况的通报\n一、教育\n今年9月，新建学校5所。\n", ["actual 2030"]),
    (
        "某县国民经济和社会发展第十七个五年规划纲要\n第一章 发展环境\n第一节 “十六五”发展成就\n"
        "2035年生产总值达到90亿元，年均增长8%。\n第二节 发展环境\n全国人口14亿人。\n第二章 主要目标\n"
        "到2040年，出口达到50亿元。\n新建学校20所。\n",
        ["actual 2035", "actual 2031-2035", "target 2036-2040", "target 2040", "target 2036-2040"],
    ),
    (
        "某市人代会开幕\n本报讯（记者 某某）2031年1月9日，某市人代会开幕。\n市长说，2030年，全市经济向好。\n"
        "预计生产总值增长5%。\n城市建设\n新建公园5个。\n市长说，今年将再接再厉。\n新建学校20所。\n",
        ["estimate 2030", "actual 2030", "target 2031"],
    ),
    (
        "某县人民政府工作报告\n过去五年的工作\n一、综合实力增强\n2030年，生产总值90亿元。\n二、民生改善\n"
        "五年来，新建学校20所。\n2031年工作安排\n一、推进项目建设\n新建公园5个。\n",
        ["actual 2030", "actual 2026-2030", "target 2031"],
    ),
    (
        "市人代会召开\n本报讯（记者 某某）市长说，2030年生产总值90亿元。出口5亿元。他提出，今年目标是：生产总值增长6%。新建学校20所。\n",
        ["actual 2030", "actual 2030", "target 2031", "target 2031"],
    ),
    (
        "三山县第五届人民代表大会第三次会议胜利召开\n报告分两部分：一是2030年工作回顾，二是2031年工作总体安排。\n"
        "报告指出，2030年，全县经济向好。初步核算，全县生产总值90亿元。\n",
        ["actual 2030"],
    ),
    ("开发区总结\n2030年，全区经济向好。\n1、园区建设提速。全年新引进项目65个。\n", ["actual 2030"]),
    ("数读报告\n作者：某某\n2031-03-06 07:40\n去年的成绩单亮眼。\n出口5亿元。\n今年怎么干。\n出口增长6%。\n", ["actual 2030", "target 2031"]),
    ("本报讯（记者 某某）前三季度，全省出口5亿元。\n新建学校20所。\n", ["actual "] * 2),
    ("一、截至2030年8月底，全县收入5亿元。\n二、支出情况：截至8月底，支出6亿元。\n", ["actual 2030"] * 2),
    (
        "（2031年2月8日）\n过去的五年，是极不平凡的五年。\n——生产总值由2025年的60亿元增加到90亿元。\n"
        "今年经济社会发展的预期目标是：生产总值增长6%。\n",
        ["actual 2025", "actual 2030", "target 2031"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_a_document_of_another_kind_has_years_and_status_of_its_own(text, expected):
    """Statistics, accounts, outlines, news and reports without numbered parts say when and whether in their own ways."""
    facts = extraction.extract(reports.parse(readers.Document(name="report", text=text, furniture=()))).facts
    assert expected == [f"{fact.status} {fact.period}" for fact in facts]


def test_a_size_told_in_money_has_its_unit_without_a_word():
    """经济总量突破5万亿 is money, 人口突破1亿 is not; the unit stays as written."""
    text = "一、2030年工作回顾\n经济总量突破5万亿。人口达到1亿。\n二、2031年工作安排\n做好工作。\n"
    facts = extraction.extract(reports.parse(readers.Document(name="report", text=text, furniture=()))).facts
    assert [("万亿", "元"), ("亿", "")] == [(fact.unit, fact.base_unit) for fact in facts]


def test_page_furniture_is_accounted_for(tmp_path):
    """The date of a header line stands in no passage and is still unread with its reason."""
    path = tmp_path / "report.txt"
    path.write_text(
        "某市政府工作报告\n来源：某报\n时间：2026-02-01\n各位代表：\n一、2025年工作回顾\n经济增长5%。\n", "utf-8"
    )
    unread = extraction.extract(reports.parse(readers.read(path))).unread
    assert ["2026", "02", "01"] == [item.text for item in unread if item.reason == "marker.furniture"]


@pytest.mark.parametrize(("sentence", "reason"), _rows("unread"))
def test_what_is_not_understood_is_unread(sentence, reason):
    """A sign, a month, an ordinal or the size of a class is never taken for a size of its own."""
    token = scan(sentence)[0]
    assert reason == (token.reason if isinstance(token, Other) else "")


def _reports() -> list[Path]:
    return [*sorted((ROOT / "seeds").glob("*.txt")), *CORPUS]


@pytest.fixture(scope="module", params=_reports(), ids=lambda path: path.stem)
def extracted(request) -> Extraction:
    """Every document there is, extracted once."""
    return extraction.extract(reports.parse(readers.read(request.param)))


def test_every_citation_is_exact(extracted):
    """A fact's text and quote stand in the file where it says, and the quote holds the number."""
    text = extracted.report.document.text
    for item in (*extracted.facts, *extracted.unread):
        assert item.text == text[item.start : item.end]
        assert item.quote == text[item.quote_start : item.quote_start + len(item.quote)]
        assert item.quote_start <= item.start < item.end <= item.quote_start + len(item.quote)


def test_every_number_is_accounted_for(extracted):
    """Each run of digits of each passage is a fact or unread with a reason, once."""
    taken = [(item.start, item.end) for item in (*extracted.facts, *extracted.unread)]
    assert len(taken) == len(set(taken))
    ranges = [(fact.start, fact.quote_start + len(fact.quote)) for fact in extracted.facts if fact.value_to is not None]
    for passage in extracted.report.passages:
        for match in re.finditer(r"\d+(?:\.\d+)?", passage.text):
            place = passage.offset(match.start())
            assert any(start <= place < end for start, end in taken) or any(
                start < place < end for start, end in ranges
            )


def test_every_fact_has_a_subject_and_rules(extracted):
    """No row of the table is without words for what was counted."""
    assert not [fact.quote for fact in extracted.facts if len(fact.subject) < 1 or len(fact.rules) < 5]


def test_words_of_the_lexicon_are_in_one_spelling():
    """A word stands once in its list and has no space or Latin letters."""
    for name in lexicon.NAMES:
        assert all(re.fullmatch(r"[一-鿿、“”]+", word) for word in lexicon.words(name)), name


def test_the_seeds_give_a_table_of_the_size_a_reader_expects():
    """Each of the five documents gives facts, and the work reports and the plan report over a hundred."""
    sizes = {report.name: len(extraction.extract(report).facts) for report in seeds.load(ROOT / "seeds")}
    assert {
        "campaign-news-2022",
        "congress-news-2025",
        "plan-report-2025",
        "work-report-2022",
        "work-report-2024",
    } == set(sizes)
    assert all(size > 100 for name, size in sizes.items() if "report" in name)


@pytest.mark.parametrize(
    ("text", "facts"),
    [(case["text"], case["facts"]) for entry in PHENOMENA for case in entry["like"] + entry["unlike"]],
)
def test_what_reports_do(text, facts):
    """Each sentence of the collection gives the facts beside it, and no other."""
    assert facts == [_told(statement) for statement in _read(text)]


def test_every_phenomenon_has_a_neighbour_that_is_read_otherwise():
    """A rule is known by what it takes and by what it leaves."""
    assert all(entry["like"] and entry["unlike"] for entry in PHENOMENA)


def _told(statement: Statement) -> str:
    quantity = statement.quantity
    size = f"{statement.sign * quantity.value}" + ("" if quantity.value_to is None else f"-{quantity.value_to}")
    unit = f" {quantity.unit.text}" if quantity.unit.text else ""
    return f"{statement.subject} | {statement.measure} | {size}{unit} | {quantity.bound}"
