"""The pages in a real browser, as a reader meets them: every page, wide and narrow, light and dark, with scripts and without."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from analysis import tables
from analysis.publishing import briefings
from analysis.registries.words import LANGUAGES, speak

WIDTHS, THEMES = (360, 820, 1280), ("light", "dark")
STATES = list(itertools.product(WIDTHS, THEMES))

#: What is wrong with the links of a page to its sources and back, asked inside it.
LOST = """() => {
  const at = (link) => document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
  const faults = [];
  for (const link of document.querySelectorAll("a.cite[href^='#'], .chart svg a")) {
    const mark = at(link);
    if (!mark || mark.tagName !== "MARK" || !mark.closest("article.source").querySelector(".where").textContent.trim()) {
      faults.push(`no source: ${link.outerHTML.slice(0, 120)}`);
    }
  }
  for (const link of document.querySelectorAll("a.see[href^='#']")) {
    if (!at(link)?.closest("main")) faults.push(`nothing to see: ${link.outerHTML.slice(0, 120)}`);
  }
  for (const link of document.querySelectorAll("article.source mark a")) {
    if (!at(link)?.classList.contains("cite")) faults.push(`no way back: ${link.outerHTML.slice(0, 120)}`);
  }
  return faults;
}"""
#: Rows of a table and paragraphs among the sources are alike; axe looks at the first of each.
THINNER = """() => {
  for (const body of document.querySelectorAll("tbody")) for (const row of [...body.rows].slice(5)) row.remove();
  for (const source of [...document.querySelectorAll("article.source")].slice(6)) source.remove();
}"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def site(browser: Browser, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page there is, built from the five documents where there is a browser to look at them with."""
    outputs = tmp_path_factory.mktemp("site")
    briefings.build(root / "seeds", outputs, formats=["html"])
    return outputs


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page with scripts; whatever it complains of or asks for from elsewhere fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    fresh = context.new_page()
    faults = watched(fresh)
    yield fresh
    context.close()
    assert [] == faults


def watched(page: Page) -> list[str]:
    """The list that fills with whatever a page complains of or asks for from elsewhere."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else faults.append(asked.url))
    return faults


def on_screen(node: Locator) -> None:
    """Fail unless a node comes to stand on the screen as a whole, but for fractions of a pixel."""
    expect(node).to_be_in_viewport(ratio=0.95)


def pages_of(site: Path) -> list[Path]:
    """The front door and every briefing."""
    return [site / "index.html", *sorted(site.glob("briefings/*/*.html"))]


def violations(page: Page) -> list[str]:
    """What axe-core finds on a page as it stands."""
    found = Axe().run(page).response["violations"]
    return [f"{page.url}: {each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def lost(file: Path, page: Page) -> list[str]:
    """The counts on a page that lead to nothing in another."""
    links = page.locator("a.see:not([href^='#'])").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    there = [(href, (file.parent / href.partition("#")[0]).read_text(encoding="utf-8")) for href in links]
    return [f"nothing to see: {href}" for href, text in there if f'id="{href.partition("#")[2]}"' not in text]


def test_every_page(site: Path, page: Page) -> None:
    """At any width and in any theme no page is wider than the screen and axe finds nothing; figures lead there and back."""
    faults = []
    for file in pages_of(site):
        page.goto(file.as_uri())
        faults += [f"{file.name}: {fault}" for fault in [*page.evaluate(LOST), *lost(file, page)]]
        assert page.locator("h1:visible").count() == 1
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            faults += [f"{file.name} at {width} is too wide by {wider}" for wider in [page.evaluate(WIDER)] if wider]
        page.evaluate(THINNER)
        for width, theme in STATES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            faults += [f"{width} {theme} {violation}" for violation in violations(page)]
    assert [] == faults


def test_no_page_needs_scripts(site: Path, browser: Browser) -> None:
    """With scripts off every page opens, asks for nothing and complains of nothing, and shows its charts with their numbers."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    faults = watched(page)
    for file in pages_of(site):
        page.goto(file.as_uri())
        charts = page.locator(".chart")
        if charts.count() and not page.locator(".chart svg:visible").count():
            faults.append(f"{file.name} shows no chart")
        if charts.count() != page.locator(".chart a[download]").count():
            faults.append(f"{file.name} has a chart without its numbers")
    context.close()
    assert [] == faults


@pytest.mark.parametrize("name", ["briefings/zh/year-2024.html", "briefings/en/theme-industry.html"])
def test_without_scripts(site: Path, browser: Browser, name: str) -> None:
    """Charts are there, a figure leads to its marked number and the number back, and the panel is not in the way."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / name).as_uri())
    assert page.locator(".chart svg:visible").count() >= 2
    assert page.locator("#panel:visible, .tip:visible").count() == 0
    link = page.locator("main li a.cite").first
    link.click()
    mark = page.locator("mark:target")
    on_screen(mark)
    mark.locator("a").click()
    on_screen(link)
    assert page.url.endswith("#" + str(link.get_attribute("id")))
    page.locator(".chart svg:visible a").first.click()
    on_screen(mark)
    context.close()


def test_source_beside_the_text(site: Path, page: Page) -> None:
    """By keyboard alone: a figure opens its source with the number marked, Escape closes it and goes back to the figure."""
    page.goto((site / "briefings/en/year-2024.html").as_uri())
    link, panel = page.locator("main li a.cite").nth(1), page.locator("#panel")
    link.focus()
    page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    assert panel.evaluate("(node) => node.contains(document.activeElement)")
    expect(panel.locator("mark.current")).to_have_text(re.compile(r"\d"))
    expect(panel.locator(".where")).to_contain_text("report")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()
    link.click()
    panel.locator(".panel-whole").click()
    expect(panel).to_be_hidden()
    on_screen(page.locator("mark:target"))


def test_marks_say_what_they_are(site: Path, page: Page) -> None:
    """In every chart by mouse and by keyboard; one that stands on a number shows its sentence with the number marked."""
    for name in ("year-2024", "theme-rural"):
        page.goto((site / f"briefings/zh/{name}.html").as_uri())
        tip = page.locator(".tip")
        charts = page.locator(".chart svg:visible")
        assert charts.count() >= 2
        for chart in charts.all():
            marks = chart.locator("[data-tip]")
            first, second = marks.nth(0), marks.nth(1)
            first.hover()
            expect(tip).to_be_visible()
            expect(tip).to_contain_text(str(first.get_attribute("data-tip")))
            if first.get_attribute("href"):
                assert tip.locator("mark").count() == 1 and " · " in tip.locator(".where").inner_text()
            page.keyboard.press("Escape")
            expect(tip).to_be_hidden()
            page.mouse.move(0, 0)
            first.focus()
            expect(tip).to_contain_text(str(first.get_attribute("data-tip")))
            page.keyboard.press("ArrowRight")
            expect(tip).to_contain_text(str(second.get_attribute("data-tip")))
            second.evaluate("(node) => node.blur()")


def test_legend_picks_out(site: Path, page: Page) -> None:
    """An entry of a legend leaves its own marks standing and lets all of them go again, by mouse and keyboard."""
    page.goto((site / "briefings/en/year-2024.html").as_uri())
    charts = page.locator(".chart svg:visible").filter(has=page.locator("[data-legend]"))
    picked = []
    for chart in charts.all():
        entry = chart.locator("[data-legend]").first
        colour = entry.get_attribute("data-legend")
        every = chart.locator("[data-tip]").count()
        own = chart.locator(
            f"[data-tip][fill='{colour}'], [data-tip]:has([fill='{colour}'], [stroke='{colour}'])"
        ).count()
        entry.click()
        assert 0 < own and every - own == chart.locator(".faded").count()
        picked.append(own < every)
        entry.focus()
        page.keyboard.press("Enter")
        assert 0 == chart.locator(".faded").count()
    assert sum(picked) >= 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search(site: Path, page: Page, facts: pd.DataFrame, lang: str) -> None:
    """A fact is found by its name and year, and the result leads to its marked number."""
    year = int(facts["period"][facts["period"].str.len() == 4].max())
    row = tables.headline(facts, year).iloc[0]
    name = speak(lang).indicator(row["indicator"], "")
    page.goto((site / "index.html").as_uri())
    page.check(f"#{lang}")
    page.fill(f"#search-{lang}", f"{name.lower()} {year}")
    hit = page.locator("form:visible li", has=page.get_by_role("link", name=name, exact=True)).first
    amount = hit.locator("mark").inner_text()
    hit.get_by_role("link").click()
    page.wait_for_url(f"**/briefings/{lang}/year-{year}.html#s-*")
    expect(page.locator("mark:target")).to_have_text(amount)
    on_screen(page.locator("mark:target"))


def test_search_without_a_find(site: Path, page: Page) -> None:
    """Words that stand nowhere, and words that would be markup, find nothing and say so; one of them alone is offered."""
    page.goto((site / "index.html").as_uri() + "#language-zh")
    for asked in ("火星", "<img src=x onerror=alert(1)>", "火星 2024"):
        page.fill("#search-zh", asked)
        assert (0, speak("zh").say("index.found_none", words=asked)) == (
            page.locator("form:visible li").count(),
            page.locator("form:visible [role=status]").inner_text(),
        )
    page.locator("form:visible .others button").click()
    assert "2024" == page.input_value("#search-zh") and page.locator("form:visible li").count()


def test_search_by_keyboard(site: Path, page: Page) -> None:
    """An example fills the query, down leads to what was found, Escape back to the query; how many is said."""
    page.goto((site / "index.html").as_uri() + "#language-en")
    page.locator("form:visible .tries button").first.click()
    assert re.match(r"\d+ numbers? found", page.locator("form:visible [role=status]").inner_text())
    query = page.locator("#search-en")
    expect(query).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("form:visible li a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(query).to_be_focused()
    assert [] == violations(page)


def test_language_of_the_front_door(site: Path, browser: Browser) -> None:
    """A link asks for a language, else the reader's own comes first; what was chosen is kept and told to machines."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    for address, lang in (("", "zh"), ("#language-en", "en")):
        page.goto("about:blank")
        page.goto((site / "index.html").as_uri() + address)
        assert lang == page.evaluate("document.documentElement.lang")
        assert [lang] == [shown.get_attribute("lang") for shown in page.locator(".page:visible").all()]
    page.check("#en")
    page.check("#zh")
    page.check("#en")
    page.goto("about:blank")
    page.goto((site / "index.html").as_uri())
    assert speak("en").say("index.title", place="Shenyang") == page.title()
    context.close()


def test_theme_is_the_readers(site: Path, page: Page) -> None:
    """Dark is worn at once, on the next page too and never on paper; as the system again follows the system."""
    paper = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    page.goto((site / "index.html").as_uri() + "#language-en")
    light = page.evaluate(paper)
    page.locator(".theme:visible select").select_option("dark")
    dark = page.evaluate(paper)
    page.goto((site / "briefings/en/year-2024.html").as_uri())
    assert light != dark == page.evaluate(paper)
    page.emulate_media(media="print")
    assert light == page.evaluate(paper) and not page.locator(".tools, .files").first.is_visible()
    page.emulate_media(media="screen", color_scheme="dark")
    page.locator(".theme select").select_option("light")
    assert light == page.evaluate(paper)
    page.locator(".theme select").select_option("")
    assert dark == page.evaluate(paper)


def test_files_of_a_page(site: Path, page: Page, tmp_path: Path) -> None:
    """A chart gives its numbers and its picture, a table its cells, all from the page itself."""
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto((site / "briefings/en/year-2024.html").as_uri())
    figure = page.locator("figure.chart").first
    offered = [*figure.locator(".files > *").all(), page.locator("main > .files button").first]
    contents = {}
    for each in offered:
        with page.expect_download() as download:
            each.click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        contents[file.name] = file.read_bytes()
    assert [f"year-2024-en-{name}" for name in ("figure-1.csv", "figure-1.svg", "figure-1.png", "table-1.csv")] == [
        *contents
    ]
    csv, svg, png, table = contents.values()
    numbers = pd.read_csv(io.BytesIO(csv))
    assert {"target", "outcome"} == set(numbers["kind"]) and numbers["value"].notna().all()
    drawn = ElementTree.fromstring(svg)
    words = "".join(drawn.itertext())
    for said in (figure.locator("figcaption").inner_text(), page.locator(".citation").inner_text()):
        assert "".join(said.split()) in "".join(words.split())
    assert not any(node.tag.endswith("}a") for node in drawn.iter())
    assert png.startswith(b"\x89PNG") and len(png) > 50_000
    assert ["Indicator", "Status", "Value"] == list(pd.read_csv(io.BytesIO(table)).columns[:3])


def test_find_in_a_page(site: Path, page: Page) -> None:
    """By keyboard: what is found is listed with how much it is, Enter leads there, folded lists open, Escape closes."""
    page.goto((site / "briefings/en/year-2024.html").as_uri())
    folded = page.locator("details.folded tbody tr").last
    name = folded.evaluate("(row) => row.cells[0].textContent")
    query, found = page.locator("#find"), page.locator(".finds")
    query.fill(name)
    expect(found).to_be_visible()
    expect(page.locator("#found")).to_contain_text("found")
    assert [] == violations(page)
    page.keyboard.press("Escape")
    expect(found).to_be_hidden()
    expect(query).to_be_focused()
    query.fill("火星")
    expect(page.locator("#found")).to_have_text(speak("en").say("shell.find_none", words="火星"))
    query.fill(name)
    last = page.locator(".finds button", has_text=name).last
    last.focus()
    page.keyboard.press("Enter")
    expect(found).to_be_hidden()
    expect(page.locator(":focus")).to_contain_text(name)
    on_screen(page.locator(":focus"))


def test_contents_follow(site: Path, page: Page) -> None:
    """The section being read is the one marked in the contents list."""
    page.goto((site / "briefings/zh/year-2024.html").as_uri())
    page.locator("h2").nth(2).evaluate("(node) => node.scrollIntoView()")
    expect(page.locator(".contents [aria-current]")).to_have_attribute("href", "#scorecard")
