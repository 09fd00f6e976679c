"""The grammar against its own examples, and every fact of every document against the file it cites."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

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


QUANTITIES = [
    # sentence, text, value, unit, bound
    ("地区生产总值增长5.5%以上", "5.5", "5.5", "%", "ge"),
    ("城镇登记失业率控制在3.7%以内", "3.7", "3.7", "%", "le"),
    ("城镇调查失业率控制在5.5%左右", "5.5", "5.5", "%", "approx"),
    ("新建高标准农田不少于100万亩", "100", "100", "万亩", "ge"),
    ("举办1000余场促消费活动", "1000", "1000", "场", "approx"),
    ("解决问题6万余件", "6", "6", "万件", "approx"),
    ("总投资近4000亿元", "4000", "4000", "亿元", "approx"),
    ("经济总量突破一万亿元", "一", "1", "万亿元", "ge"),
    ("拉动消费上百亿元", "百", "100", "亿元", "approx"),
    ("举办招商活动千场以上", "千", "1000", "场", "ge"),
    ("产量增长百分之八", "百分之八", "8", "%", "eq"),
    ("旅游收入实现倍增", "倍增", "2", "", "eq"),
    ("人工智能算力突破600P", "600", "600", "P", "ge"),
    ("投产30万千瓦", "30", "30", "万千瓦", "eq"),
    ("新民市进入百强县前50强", "50", "50", "强", "le"),
    ("在百强城市中排名第15位", "15", "15", "位", "eq"),
    ("空气质量综合指数4.06", "4.06", "4.06", "", "eq"),
    ("吸引17万高校毕业生", "17", "17", "万", "eq"),
    ("基本建设投资一百二十三亿七千万元", "一百二十三亿七千万", "12370000000", "元", "eq"),
    ("建设85个口袋公园", "85", "85", "个", "eq"),
    ("人均GDP8万元", "8", "8", "万元", "eq"),
    ("生产总值增长-1.2%", "1.2", "-1.2", "%", "eq"),
    ("各月增速分别为-2.1%、2%", "2.1", "-2.1", "%", "eq"),
    ("浓度低于47μg/m3", "47", "47", "μg/m3", "le"),
    ("充电桩2000个至2027年", "2000", "2000", "个", "eq"),
    ("惠及2900多万家庭", "2900", "2900", "万", "approx"),
    ("新签约1802个", "1802", "1802", "个", "eq"),
    ("工业企业上云率近六成", "六", "6", "成", "approx"),
    ("旅游综合收入突破万亿元", "万", "10000", "亿元", "ge"),
    ("服务业增加值跨上万亿元台阶", "万", "10000", "亿元", "ge"),
    ("粮食产量首次跃上1.4万亿斤新台阶", "1.4", "1.4", "万亿斤", "ge"),
    ("举办活动上百场", "百", "100", "场", "approx"),
    ("开放共享科研仪器1万台（套）以上", "1", "1", "万台（套）", "ge"),
    ("接待邮轮91艘次", "91", "91", "艘次", "eq"),
    ("死亡率控制在0.6人/百亿元以下", "0.6", "0.6", "人/百亿元", "le"),
    ("养老助餐点覆盖九成以上城乡社区", "九", "9", "成", "ge"),
    ("考核事项精简两成", "两", "2", "成", "eq"),
    ("外商投资限制类条目缩减一半", "一半", "50", "%", "eq"),
    ("新增两院院士占全国近一半", "一半", "50", "%", "approx"),
    ("专项转移支付项目比上年减少1/3以上", "1/3", "33.33", "%", "ge"),
    ("三分之二左右用于铁路建设", "三分之二", "66.67", "%", "approx"),
    ("煤炭消费零增长", "零", "0", "%", "eq"),
    ("千余家优质企业融入供需配套", "千", "1000", "家", "approx"),
    ("新增就业45万人以上的目标", "45", "45", "万人", "ge"),
    ("3500所村卫生室达标", "3500", "3500", "所", "eq"),
    ("新增装机400万千瓦以上", "400", "400", "万千瓦", "ge"),
    ("新签约合同3个", "3", "3", "个", "eq"),
    ("公里数约1000公里", "1000", "1000", "公里", "approx"),
    ("约束性指标8项", "8", "8", "项", "eq"),
    ("举办8届双创活动周", "8", "8", "届", "eq"),
    ("选派1200名以上科技特派员", "1200", "1200", "名", "ge"),
    ("义务教育学校500所以上", "500", "500", "所", "ge"),
    ("受教育年限从13.5年提高", "13.5", "13.5", "年", "eq"),
    ("水电站一百万千瓦左右", "一百", "100", "万千瓦", "approx"),
]


@pytest.mark.parametrize(("sentence", "text", "value", "unit", "bound"), QUANTITIES)
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


@pytest.mark.parametrize(
    "sentence",
    [
        "千方百计促进就业",
        "十个方面取得新突破",
        "干劲倍增",
        "百万市民",
        "走进千家万户",
        "第一产业",
        "一批重大项目",
        "连续三年",
        "八大行动",
        "一成不变",
        "九成新设备",
        "花过去一半的钱",
        "另一半企业",
        "千家企业",
        "跨越两个千亿元台阶",
        "千亿级投资规模",
        "零事故",
    ],
)
def test_idiom_is_no_quantity(sentence):
    """Chinese numerals without a measured value are left alone."""
    assert not scan(sentence)


MEASURES = [
    ("地区生产总值增长5.5%。", "growth", 1),
    ("单位地区生产总值能耗下降3.2%。", "growth", -1),
    ("异地就医直接结算率提高到93.7%。", "share", 1),
    ("城市低保标准提高3.5%。", "growth", 1),
    ("占比提高1个百分点。", "change", 1),
    ("规模以上工业企业净增84户。", "change", 1),
    ("城镇新增就业14.8万人。", "level", 1),
    ("新能源产业集群规模增长1.3倍。", "multiple", 1),
    ("GDP增速达到8%。", "growth", 1),
    ("药品价格平均降幅53%。", "growth", -1),
    ("压减支出36.9亿元。", "level", 1),
    ("进出口总额、实际利用外资等指标实现“倍增”。", "multiple", 1),
    ("提升20个和美田园品质。", "level", 1),
    ("审批时限压缩至38个工作日以内。", "level", 1),
    ("退休人员基本养老金总体上调2%。", "growth", 1),
    ("融资平台累计压降85.2%。", "growth", -1),
    ("煤炭消费零增长。", "growth", 1),
    ("投资限制类条目缩减一半。", "growth", -1),
    ("新增院士占全国近一半。", "share", 1),
    ("平均受教育年限提升至2025年的10.2年。", "level", 1),
    ("城镇化率提升到2025年的70%。", "share", 1),
    ("城镇化率2025年提升5%。", "growth", 1),
    ("经济增长预期目标为5%左右。", "growth", 1),
    ("增长目标保持在10%左右的速度。", "growth", 1),
    ("压减材料52%。", "growth", -1),
    ("提高农村自来水普及率90%。", "share", 1),
    ("减税降费占收入的5%。", "share", 1),
]


@pytest.mark.parametrize(("sentence", "measure", "sign"), MEASURES)
def test_the_verb_and_the_unit_decide_the_measure(sentence, measure, sign):
    """Growth, change, share and level are told apart, and falls are negative."""
    (statement,) = _read(sentence)
    assert (measure, sign) == (statement.measure, statement.sign)


LISTS = [
    ("城市、农村居民最低生活保障标准分别提高3.5%、15%。", ["城市居民最低生活保障标准", "农村居民最低生活保障标准"]),
    ("第一、二、三产业增加值分别增长4.5%、6.5%和5.5%。", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
    ("烟酒类、服装类商品零售额预计分别增长16.7%和7%。", ["烟酒类商品零售额", "服装类商品零售额"]),
    ("刑事、治安、电诈警情分别下降25%、15%和13%。", ["刑事警情", "治安警情", "电诈警情"]),
    (
        "绿色、普惠小微企业、农业等重点领域贷款余额分别增长23%、19%和43%。",
        ["绿色重点领域贷款余额", "普惠小微企业重点领域贷款余额", "农业重点领域贷款余额"],
    ),
    (
        "软件和信息技术服务业、互联网和相关服务营业收入分别增长10%和12%。",
        ["软件和信息技术服务业营业收入", "互联网和相关服务营业收入"],
    ),
    ("城乡居民人均可支配收入分别增长3.9%和5.7%。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
    ("新签约、新落地亿元以上项目分别达到2000个和1100个。", ["新签约亿元以上项目", "新落地亿元以上项目"]),
    ("创建美丽庭院2700个、和美田园20个。", ["创建美丽庭院", "创建和美田园"]),
]


@pytest.mark.parametrize(("sentence", "expected"), LISTS)
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


CONTEXTS = [
    # sentence in a plan part, status, period, scope
    ("粮食产量达到80亿斤。", "target", "2031", ""),
    ("到2035年人口达到1000万人。", "target", "2035", ""),
    ("去年完成投资500亿元。", "actual", "2030", ""),
    ("国际货币基金组织预测2031年世界经济增长3.2%。", "forecast", "2031", "世界"),
    ("总投资400亿元的航空航天城开工。", "actual", "2031", ""),
    ("单位地区生产总值二氧化碳排放量比2025年下降18.5%。", "target", "2026-2031", ""),
    ("综合实力力争三年进入全国城区50强。", "target", "2031-2033", ""),
    ("县域地区生产总值增长6%以上。", "target", "2031", "县域"),
    ("沈阳都市圈跨域通办事项260项。", "target", "2031", "沈阳都市圈"),
    ("推进沈阳都市圈120项重点项目。", "target", "2031", "沈阳都市圈"),
    ("中心城区绿色出行比例达到76%。", "target", "2031", "中心城区"),
    ("雄安新区新增入驻企业132家。", "target", "2031", "雄安新区"),
    ("打造科创新区5个。", "target", "2031", ""),
    ("培育世界级产业集群6个。", "target", "2031", ""),
    ("高铁里程占世界的60%以上。", "target", "2031", ""),
    ("新建县域医疗次中心50个。", "target", "2031", ""),
    ("四川省增长率5%。", "target", "2031", "四川省"),
    ("赤字率从去年的2.1%提高到2.3%。", "actual", "2030", ""),
    ("财政补助标准由每人每年320元提高到380元。", "actual", "2030", ""),
    ("国家已设立400亿元投资引导基金。", "actual", "2031", ""),
    ("我国有13亿人口。", "actual", "2031", ""),
    ("改造已建成小区500个。", "target", "2031", ""),
    ("今后五年新增人口100万人。", "target", "2031-2035", ""),
    ("“十六五”时期新增人口100万人。", "target", "2031-2035", ""),
    ("实现“十六五”良好开局，新增人口10万人。", "target", "2031", ""),
    ("“十六五”提前一年实现经济总量倍增。", "target", "2031-2034", ""),
    ("到2035年集群规模达到90亿元。", "target", "2035", ""),
    ("到2035年集群规模年均增长8%。", "target", "2031-2035", ""),
    ("2029年至2030年新建学校20所。", "actual", "2029-2030", ""),
    ("建区以来实施项目81个。", "actual", "2031", ""),
    ("今年以来完成投资5亿元。", "target", "2031", ""),
    ("国际货币基金组织调高全球经济2031年增速至3.7%。", "forecast", "2031", "全球"),
    ("组织企业参加展会20场。", "target", "2031", ""),
    ("2030年预计完成投资5亿元。", "estimate", "2030", ""),
]


@pytest.mark.parametrize(("sentence", "status", "period", "scope"), CONTEXTS)
def test_the_sentence_can_overrule_its_heading(sentence, status, period, scope):
    """Year, status and scope come from the heading unless the words around the number say otherwise."""
    text = f"一、2030年工作回顾\n经济稳定增长。\n二、2031年重点工作安排\n各项工作有序推进，{sentence}\n"
    document = readers.Document(name="report", text=text, furniture=())
    fact = extraction.extract(reports.parse(document)).facts[0]
    assert (status, period, scope) == (fact.status, fact.period, fact.scope)


LOOKING_BACK = [
    # paragraph of a review of 2030 and the five years before, the period of each of its numbers
    ("五年来，新建学校50所，高速公路达到600公里。", ["2026-2030", "2030"]),
    ("“十五五”时期是极不平凡的五年。改造小区300个。出口增长40%。", ["2026-2030", "2026-2030"]),
    ("2030年任务的完成，标志着“十五五”收官。回望过去五年，培育企业20家。", ["2026-2030"]),
    ("一年来，新建学校50所，出口增长4%。", ["2030", "2030"]),
    ("五年来，出口同比增长4%，全年新建学校5所。", ["2030", "2030"]),
    ("五年来，上市公司增至88家，占比提高6个百分点。", ["2030", "2026-2030"]),
    ("事故起数比“十四五”时期下降44%。", ["2026-2030"]),
    ("“十五五”前四年能耗累计下降14%。", ["2026-2029"]),
    ("企业利润十年增长2倍，连续五年增长8%以上。", ["2021-2030", "2030"]),
    ("预期寿命从2025年的82.4岁提升至83.9岁。", ["2025", "2030"]),
    ("占比由2025年的7.2%提升至7.4%，人均产值由7万元提升至9万元。", ["2025", "2030", "2029", "2030"]),
    ("五年来，城镇化率由60%提高到65%。", ["2025", "2030"]),
    ("PM2.5年均浓度30微克/立方米，规模年均增长5%。", ["2030", "2026-2030"]),
    ("2027年末，常住人口100万人。其中城镇人口60万人。新生儿1万人。", ["2027", "2027", "2030"]),
    ("2027年，新区成立。当年，完成投资5亿元。", ["2027"]),
    ("五年来，2030年生产总值达到90亿元，年均增长8%。", ["2030", "2026-2030"]),
    ("五年来，2028年首次进入全国前列；新增就业3万人。", ["2026-2030"]),
    ("2030年出口90亿元，比“十五五”末增长2%。", ["2030", "2030"]),
    ("2030年出口90亿元，比“十四五”末增长60%，比2029年增长4%。", ["2030", "2026-2030", "2030"]),
    ("2030年出口90亿元，五年完成投资300亿元。", ["2030", "2026-2030"]),
    ("出口增长4%，两年平均增长5%。", ["2030", "2029-2030"]),
    ("“十五五”前4年能耗累计下降14%。", ["2026-2029"]),
    (
        "出口从2024年的2亿元增加到2030年的9亿元，增长3.5倍，内销由3亿元增加到5亿元。",
        ["2024", "2030", "2025-2030", "2024", "2030"],
    ),
    ("出口由“十四五”末的2亿元增加到9亿元，五年来年均增长35%。", ["2025", "2030", "2026-2030"]),
]


@pytest.mark.parametrize(("paragraph", "periods"), LOOKING_BACK)
def test_what_happened_over_years_has_their_span(paragraph, periods):
    """Five years that a review looks back on date what happened in them; how much there is stands at their end."""
    text = f"一、2030年和“十五五”时期工作回顾\n{paragraph}\n二、2031年重点工作安排\n各项工作有序推进。\n"
    document = readers.Document(name="report", text=text, furniture=())
    assert periods == [fact.period for fact in extraction.extract(reports.parse(document)).facts]


TURNS = [
    # paragraphs under a heading that joins a look back and the next plan; status and period of each number
    ("《纲要（草案）》明确了主要指标。\n其中粮食产能526亿斤。", [("target", "2031-2035")]),
    ("《纲要（草案）》明确了主要指标。\n今年经济增长目标是5%。", [("target", "2031")]),
    ("落实《质量强国建设纲要》。\n新建学校5所。", [("actual", "2026-2030")]),
    ("“十六五”时期是关键时期。\n研发投入年均增长8%。", [("target", "2031-2035")]),
]


@pytest.mark.parametrize(("paragraphs", "expected"), TURNS)
def test_a_paragraph_can_turn_to_the_next_plan(paragraphs, expected):
    """What the outline of the next plan says is aimed at, whatever the heading above it looks back on."""
    text = (
        f"一、2030年工作回顾\n经济稳定增长。\n二、“十五五”时期成就和“十六五”时期目标\n{paragraphs}\n"
        "三、2031年重点工作安排\n各项工作有序推进。\n"
    )
    document = readers.Document(name="report", text=text, furniture=())
    facts = extraction.extract(reports.parse(document)).facts
    assert expected == [(fact.status, fact.period) for fact in facts]


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


UNREAD = [
    ("生产总值下降-1.2%", "unknown.sign"),
    ("1-11月用电量增长5%", "date.month"),
    ("第16届运动会", "name.ordinal"),
    ("50米内换乘比例达91%", "name.threshold"),
    ("500千伏输变电工程", "name.threshold"),
    ("2台66万千瓦火电机组", None),
    ("66万千瓦火电机组开工", "name.threshold"),
    ("45万人以上的城市", "name.threshold"),
    ("第8届双创活动周", "name.ordinal"),
    ("601所飞行器设计", "name.institute"),
    ("连续5年增长", "date.streak"),
    ("出栏50头以上养殖大户23户", "name.threshold"),
    ("出栏50头以上", None),
    ("培育一批产值超5亿元、税收超1000万元的龙头企业", "name.threshold"),
    ("税收超1000万元", None),
    ("2024/11/175:48", "date.isolated"),
    ("2011-2015三次产业比重", "date.span"),
    ("详见https://example.org/a?id=55，增长5%", "name.address"),
]


@pytest.mark.parametrize(("sentence", "reason"), UNREAD)
def test_what_is_not_understood_is_unread(sentence, reason):
    """A sign, a month, an ordinal or the size of a class is never taken for a size of its own."""
    token = scan(sentence)[0]
    assert reason == (token.reason if isinstance(token, Other) else None)


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


PHENOMENA = tomllib.loads((ROOT / "tests" / "data" / "phenomena.toml").read_text(encoding="utf-8"))["phenomenon"]


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
