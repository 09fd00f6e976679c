"""Texts, tables and figures: what they show, in HTML and in Typst, and what they never let through."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from analysis.writing import markup
from analysis.writing.cells import Name, Quote, Tag
from analysis.writing.drawings import FONT_FAMILY, font_directory
from analysis.writing.figures import Figure, of_page
from analysis.writing.pages import HTML, PLAIN, TYPST, Column, Table, Text

HOSTILE = [
    "#let x = 1",
    "$x$",
    "_a_",
    "*b*",
    "**c**",
    "<script>alert(1)</script>",
    "@ref",
    "\\",
    "<label>",
    "`raw`",
    '"quoted"',
    "// note",
    "http://example.org",
    "[link](http://example.org)",
    "![](http://example.org/a.png)",
    "- item",
    "1. item",
    "# head",
    "> quote",
    "&amp;",
]


@pytest.fixture(scope="module")
def no_fonts() -> typst.Fonts:
    """No fonts at all, for a Typst that only evaluates."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)


@pytest.fixture(scope="module")
def chart() -> alt.Chart:
    """A chart with Chinese labels and a clip path, whose id must not meet another figure's."""
    rows = pd.DataFrame({"name": ["地区生产总值", "一般公共预算收入"], "value": [5.2, 5.6]})
    drawn: alt.Chart = alt.Chart(rows).mark_bar(clip=True).encode(x="value:Q", y="name:N")
    return drawn


def figure(chart: alt.Chart, title: str = "两项增长") -> Figure:
    """Put a chart into a figure."""
    return Figure(chart, title, "条形图：两项指标的增速", "来源：2024年政府工作报告")


@pytest.mark.parametrize("words", HOSTILE)
def test_literal_text_shows_as_it_stands(words: str, no_fonts: typst.Fonts) -> None:
    """A document's words in prose come out as themselves, in both forms."""
    shown = Text(f"甲{markup.literal(words)}乙\n\n{markup.literal(words)}")
    escaped = markup.html_text(words)
    assert shown.to_html() == f"<p>甲{escaped}乙</p>\n<p>{escaped}</p>\n"
    strings = re.findall(r'"(?:\\.|[^"\\])*"', shown.to_typst())
    assert f"甲{words}乙{words}" == "".join(
        json.loads(typst.eval(b"", string, font_paths=no_fonts)) for string in strings
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_cells_show_as_they_stand(words: str) -> None:
    """Captions, heads, cells, quotes and notes are escaped in HTML and strings in Typst."""
    frame = pd.DataFrame({"a": [words], "q": [Quote(words, words, words, words)]})
    table = Table(frame, [Column("a", words), Column("q", words, "quote")], caption=words, note=words)
    html, string = table.to_html(), markup.typst_text(words)
    assert 10 == html.count(markup.html_text(words))  # the caption is also the name of the scrolling region
    assert "<script" not in html
    assert 9 == table.to_typst().count(string)
    assert "#briefing-table(" == table.to_typst().splitlines()[0]


@given(st.text())
def test_typst_string_says_what_it_was_given(no_fonts: typst.Fonts, text: str) -> None:
    """Typst itself reads the string back as the text, whatever is in it."""
    read = json.loads(typst.eval(b"", markup.typst_text(text), font_paths=no_fonts))
    assert markup.visible(text).replace("\n", " ") == read


@given(st.text(alphabet="<>&\"'=/#*_`[]()!\\ \n-1.>a中"))
def test_prose_never_opens_a_foreign_tag(text: str) -> None:
    """Whatever the Markdown, the HTML holds only the tags of the subset."""
    tags = set(re.findall(r"<\s*/?\s*([^\s>/]*)", Text(text).to_html()))
    assert tags <= {"p", "strong", "a", "ul", "ol", "li", "blockquote", "br", "h2", "h3", "h4"}


def test_strong_needs_no_spaces_around_it() -> None:
    """Chinese has no spaces between words, and punctuation may stand inside the asterisks."""
    html = Text("增长**5.5%**左右，**“好”**的**两**项").to_html()
    assert "<p>增长<strong>5.5%</strong>左右，<strong>“好”</strong>的<strong>两</strong>项</p>\n" == html


def test_dangerous_links_stay_words() -> None:
    """A script in a link is no link; an ordinary address is."""
    assert "<a" not in Text("[x](javascript:alert(1))").to_html()
    assert '<a href="https://example.org/">x</a>' in Text("[x](https://example.org/)").to_html()


def test_formless_characters_become_a_box() -> None:
    """Controls and direction marks would be invisible, or turn the text around."""
    assert "a□b□c" == markup.html_text("a\x00b\u202ec")


def test_notebooks_show_one_drawing(chart: alt.Chart) -> None:
    """A notebook shows one of two drawings or, where JupyterLab takes the rules and the drawings out, their picture."""
    both = replace(figure(chart), narrow=chart)
    rules, _, shown = both._repr_mimebundle_()[HTML].partition("</style>")
    assert ".chart .scroll{display:block!important}" in rules
    assert ":is(.chart .narrow,.still){display:none!important}" in rules
    assert 2 == shown.count('<div style="display:none" class="scroll') == shown.count('class="scroll')
    (picture,) = re.findall('<img class="still" alt="([^"]+)" src="data:image/svg.xml;base64,([^"]+)">', shown)
    assert both.alt == picture[0]
    assert "svg" == ElementTree.fromstring(base64.b64decode(picture[1])).tag.rpartition("}")[2]


def test_pages_have_nothing_of_what_is_for_the_lab(chart: alt.Chart) -> None:
    """What goes along for JupyterLab is taken out again, and nothing else."""
    both = replace(figure(chart), narrow=chart)
    assert both.to_html() == of_page(both._repr_mimebundle_()[HTML])


def test_headings_never_skip_a_level() -> None:
    """The page's title is level 1; the rest follows without gaps, with an anchor each."""
    html = Text("# a\n\n#### b\n\n## c").to_html()
    assert ['<h2 id="section-1">', '<h3 id="section-1-1">', '<h2 id="section-2">'] == re.findall("<h.*?>", html)


def test_table_is_a_table() -> None:
    """It has a caption, heads with scope, columns of the asked widths and aligned numbers."""
    frame = pd.DataFrame({"name": ["就业"], "value": ["≥14"], "verdict": ["达到"]})
    columns = [Column("name", "指标", width=3), Column("value", "万人", "number"), Column("verdict", "判定", "tag")]
    html = Table(frame, columns, caption="目标", note="注").to_html()
    body = ElementTree.fromstring(re.sub(r"<col (.*?)>", r"<col \1/>", f"<div>{html}</div>"))
    assert "目标" == "".join(next(body.iter("caption")).itertext())
    assert ["col", "col", "col", "row"] == [head.get("scope") for head in body.iter("th")]
    assert ["width:60.00%", "width:20.00%", "width:20.00%"] == [col.get("style") for col in body.iter("col")]
    assert [("number", "≥14"), ("tag", "达到")] == [(cell.get("class"), cell.text) for cell in body.iter("td")]


def test_wide_rows_say_their_columns() -> None:
    """Four columns without a sentence carry their titles for narrow screens; beside a sentence none are needed."""
    frame = pd.DataFrame({name: ["1"] for name in "abcd"} | {"q": [Quote("甲", "1", "", "乙")]})
    columns = [Column(name, name.upper(), "number") for name in "abcd"]
    assert ["B", "C", "D"] == re.findall('data-title="(.)"', Table(frame, columns, caption="").to_html())
    assert "data-title" not in Table(frame, columns[:3], caption="").to_html()
    assert "data-title" not in Table(frame, [*columns, Column("q", "Q", "quote")], caption="").to_html()


def test_quote_marks_its_number() -> None:
    """The number is marked in its sentence, the sentence is Chinese on any page, the source stands below."""
    frame = pd.DataFrame({"q": [Quote("新增就业", "14.4", "万人。", "一、回顾")]})
    table = Table(frame, [Column("q", "出处", "quote")], caption="")
    expected = '<span lang="zh">新增就业<mark>14.4</mark>万人。</span> <cite>一、回顾</cite>'
    assert expected in table.to_html()
    cited = Table(pd.DataFrame({"q": [Quote("新增", "14.4", "万人", "一", "s-a-2")]}), table.columns, caption="")
    assert '<a class="cite" href="#s-a-2"><mark>14.4</mark></a>' in cited.to_html()
    assert 'briefing-quote("新增就业", "14.4", "万人。", "一、回顾", "")' in table.to_typst()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (float("nan"), "–"),
        (Decimal("NaN"), "–"),
        (pd.NA, "–"),
        (pd.NaT, "–"),
        (Decimal("1E+3"), "1000"),
        (0.1, "0.1"),
        (8.0, "8"),
        (2024, "2024"),
        ("", ""),
    ],
)
def test_values_are_written_in_full(value: object, shown: str) -> None:
    """What is missing is a dash, never "nan"; numbers have no exponent and no commas."""
    table = Table(pd.DataFrame({"v": pd.Series([value], dtype=object)}), [Column("v", "v", "number")], caption="")
    assert f'<th scope="row" class="number">{shown}</th>' in table.to_html()
    assert f'    ("{shown}",),' in table.to_typst()


def test_points_stand_below_each_other() -> None:
    """A number with fewer digits than another in its column says what it lacks, in both forms; words lack nothing."""
    shown = ["≥6", Text(markup.cite("5.25", "s-a-1")), "约4.5", "翻番", None]
    table = Table(
        pd.DataFrame({"n": ["甲"] * 5, "v": shown}), [Column("n", "n"), Column("v", "v", "number")], caption=""
    )
    assert ["", ".25", "", "5", "", ""] == re.findall(
        r'<t[dh][^>]*class="number"(?: data-pad="(.*?)")?', table.to_html()
    )
    assert 'briefing-number("≥6", ".25")' in table.to_typst()


def test_only_numbers_of_one_unit_share_a_point() -> None:
    """7.25% and 1亿元 have nothing to do with each other, whatever column they stand in."""
    frame = pd.DataFrame({"n": ["甲", "乙", "丙"], "v": ["1", "7.25", "3.5"], "per": ["亿元", "%", "%"]})
    table = Table(frame, [Column("n", "n"), Column("v", "v", "number", per="per")], caption="")
    assert ["", "", "5"] == re.findall(r'<td class="number"(?: data-pad="(.*?)")?', table.to_html())


def test_a_folded_table_is_open_on_paper_without_its_sentences() -> None:
    """On a page it opens at its caption, where links lead; on paper its numbers lead to their sentences."""
    frame = pd.DataFrame({"n": ["甲"], "v": [Text(markup.cite("5", "s-a-1"))], "q": [Quote("增长", "5", "%", "甲")]})
    columns = [Column("n", "指标"), Column("v", "数值", "number"), Column("q", "原句", "quote")]
    table = Table(frame, columns, caption="顺带提到的", folded=True, name="aside")
    assert '<details class="folded" id="aside">\n<summary>顺带提到的</summary>' in table.to_html()
    assert "<mark>5</mark>" in table.to_html()
    assert "briefing-quote" not in table.to_typst() and "briefing-cite" in table.to_typst()
    assert table.to_typst().startswith('#briefing-name("aside")')


def test_a_listed_table_has_the_places_of_its_sentences_on_paper() -> None:
    """On a page each row has its sentence; on paper it has what its rows are listed under."""
    quotes = [Quote("增长", "5", "%", "报告 · 一", "s-a-1", "报告"), Quote("增长", "6", "%", "年鉴 / 第45页")]
    frame = pd.DataFrame({"n": ["甲", "乙"], "v": [Text(markup.cite("5", "s-a-1")), "6"], "q": quotes})
    columns = [Column("n", "指标"), Column("v", "数值", "number"), Column("q", "原句", "quote")]
    table = Table(frame, columns, caption="全部数字", listed=True)
    assert table.to_html().count("<mark>") == 2
    assert (
        '    ("甲", { briefing-cite("s-a-1", { "5" }) }, "报告",),\n    ("乙", "6", "年鉴 / 第45页",),'
        in table.to_typst()
    )
    assert table.to_typst().startswith("#briefing-list(") and "briefing-quote" not in table.to_typst()


def test_a_mark_stands_beside_its_word() -> None:
    """How something came out is told by shape and word; whoever hears the page hears the word alone."""
    shown = Table(pd.DataFrame({"t": [Tag("▼", "bad", "未完成")]}), [Column("t", "判断", "tag")], caption="")
    assert '<span class="mark bad" aria-hidden="true">▼</span> <span>未完成</span>' in shown.to_html()
    assert 'briefing-tag("▼", "bad", "未完成")' in shown.to_typst()


def test_names_keep_the_words_of_the_document() -> None:
    """Chinese words on an English page say that they are Chinese."""
    names = [Name("Grain output", "粮食产量"), Name("", "培育“无废工厂”"), Name("Grain output")]
    html = Table(pd.DataFrame({"n": names}), [Column("n", "n")], caption="").to_html()
    assert 'Grain output <span class="original" lang="zh">粮食产量</span>' in html
    assert '<span lang="zh">培育“无废工厂”</span>' in html and ">Grain output</th>" in html


def test_marks_with_words_can_be_reached() -> None:
    """A mark that says what it is becomes a link to its number or a picture of its own; the rest is not read out."""
    rows = [{"v": 1, "tip": "tip:甲 ≥5%", "href": "#s-a-1"}, {"v": 2, "tip": "tip:乙", "href": None}]
    chart = alt.Chart(alt.InlineData(values=rows)).mark_point().encode(x="v:Q", href="href:N", description="tip:N")
    html = figure(chart).to_html()
    svg = ElementTree.fromstring(html[html.index("<svg") : html.index("</svg>") + 6].replace("xlink:", ""))
    space = "{http://www.w3.org/2000/svg}"
    assert ("group", "条形图：两项指标的增速") == (svg.get("role"), svg.get("aria-label"))
    links = [node.attrib for node in svg.iter(f"{space}a")]
    assert [{"href": "#s-a-1", "data-tip": "甲 ≥5%", "aria-label": "甲 ≥5%"}] == links
    assert 'xlink:href="#s-a-1"' in html  # the older form alone: JupyterLab fails on a plain one in a drawing
    assert ' href="#s-a-1"' not in html.replace('xlink:href="#s-a-1"', "")
    assert ["乙"] == [node.get("aria-label") for node in svg.iter(f"{space}path") if node.get("role") == "img"]
    hidden = {text for node in svg.iter() if node.get("aria-hidden") for text in node.itertext()}
    assert set(svg.itertext()) == hidden
    assert "data-tip" not in figure(chart).to_typst() and "<a" not in figure(chart).to_typst()


def test_figure_is_one_named_picture(chart: alt.Chart) -> None:
    """The SVG is an image with a text alternative, and nothing inside it speaks for itself."""
    html = figure(chart).to_html()
    svg = ElementTree.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])
    assert ("img", "条形图：两项指标的增速") == (svg.get("role"), svg.get("aria-label"))
    inside = [node for node in svg.iter() if node is not svg]
    assert not [key for node in inside for key in node.attrib if key.startswith(("aria-", "role", "class"))]
    assert "地区生产总值" in "".join(svg.itertext())


def test_figures_do_not_share_ids(chart: alt.Chart) -> None:
    """Ids and the references to them carry the figure's own name."""
    ids = [set(re.findall(r'\bid="(.*?)"', figure(chart, title).to_html())) for title in ("甲", "乙")]
    assert all(len(names) > 1 for names in ids)
    assert not ids[0] & ids[1]
    html = figure(chart).to_html()
    assert set(re.findall(r"url\(#(.*?)\)", html)) <= set(re.findall(r'\bid="(.*?)"', html))


def test_narrow_drawing_is_for_the_page(chart: alt.Chart) -> None:
    """A figure with a narrow drawing shows both in HTML under ids of their own, and the wide one alone in Typst."""
    wide = figure(chart)
    both = replace(wide, narrow=chart.properties(width=100))
    html = both.to_html()
    assert ["wide", "narrow"] == re.findall(r'class="scroll (\w+)"', html)
    names = re.findall(r'\bid="(.*?)"', html)
    assert len(names) == len(set(names))
    assert wide.to_typst() == both.to_typst()


def test_figure_in_typst_uses_the_packaged_font(chart: alt.Chart) -> None:
    """Every text of the picture asks for the packaged font, at a weight Typst understands."""
    drawn = figure(chart).to_typst()
    assert drawn.count("<text") == drawn.count(f'font-family=\\"{FONT_FAMILY}\\"') > 0
    assert drawn.count("<text") == drawn.count("font-variation-settings: 'wght' ")
    assert [FONT_FAMILY] == typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_directory())]
    ).families()


def test_bundles_are_the_same_every_time(chart: alt.Chart) -> None:
    """The same contents give the same bundle, with the forms Jupyter and the exporters ask for."""
    frame = pd.DataFrame({"a": ["甲"]})
    for shown in (Text("**甲**"), Table(frame, [Column("a", "a")], caption="表"), figure(chart)):
        bundle = shown._repr_mimebundle_()
        assert bundle == shown._repr_mimebundle_()
        assert {HTML, TYPST, PLAIN} <= set(bundle)
