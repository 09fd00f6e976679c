"""`analysis lab`: JupyterLab on loopback, behind a token, on the exploring notebook."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from terminals import at_a_terminal

from analysis.publishing import notebooks

#: How many elements of a piece of HTML a selector finds.
COUNT = "([html, selector]) => new DOMParser().parseFromString(html, 'text/html').querySelectorAll(selector).length"
SHOWN = ".jp-OutputArea-output"
PATIENCE = 3 * 60  # seconds in which a busy machine has begun, run a notebook, or ended
MINUTES = PATIENCE * 1000


@pytest.fixture(scope="module")
def checkout(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notebooks and the reports, copied: JupyterLab saves what is run in it, and keeps checkpoints beside."""
    copied = tmp_path_factory.mktemp("checkout")
    for folder in ("notebooks", "seeds"):
        shutil.copytree(root / folder, copied / folder)
    return copied


@pytest.fixture(scope="module")
def address(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address that a running lab printed; Ctrl-C then ends it with 0."""
    home = tmp_path_factory.mktemp("jupyter")
    settings = {"BROWSER": "true", "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home)}
    with at_a_terminal(
        "lab", cwd=checkout, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as lab:
        assert lab.stdout is not None
        told = lab.stdout.readline().strip()
        assert told, "the lab ended without an address"
        yield told
        lab.send_signal(signal.SIGINT)
        assert 0 == lab.wait(timeout=PATIENCE)


pytestmark = pytest.mark.skipif(os.name == "nt", reason="stops the server with a signal")


def test_address_opens_the_notebook(address: str) -> None:
    """The printed address is on this machine alone, holds a token and is answered with JupyterLab."""
    parts = urlsplit(address)
    assert ("127.0.0.1", "/lab/tree/notebooks/explore.ipynb") == (parts.hostname, parts.path)
    with urllib.request.urlopen(address, timeout=PATIENCE) as page:
        assert 200 == page.status and b"JupyterLab" in page.read()


def test_without_the_token_nothing_is_told(address: str) -> None:
    """Whoever has no token cannot read the notebooks."""
    files = f"http://{urlsplit(address).netloc}/api/contents"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(files, timeout=PATIENCE)
    with urllib.request.urlopen(f"{files}?{urlsplit(address).query}", timeout=PATIENCE) as answer:
        assert b"seeds" in answer.read()


@pytest.fixture(scope="module")
def briefing(root: Path) -> str:
    """The HTML of all that the notebook of a year shows when a build runs it with the parameters it comes with."""
    node = notebooks.run(root / "notebooks" / "year.ipynb", {})
    outputs = [output for cell in node.cells if cell.cell_type == "code" for output in cell.outputs]
    return "".join(output.data.get("text/html", "") for output in outputs if "data" in output)


def opened(browser: Browser, address: str, notebook: str) -> Page:
    """A notebook in JupyterLab, its kernel ready, in a workspace of its own: elsewhere what was open before is as well."""
    page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.set_default_timeout(MINUTES)
    page.goto(
        address.replace("tree/notebooks/explore.ipynb", f"workspaces/{Path(notebook).stem}/tree/notebooks/{notebook}")
    )
    expect(page.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible(timeout=MINUTES)
    return page


def run_all(page: Page) -> None:
    """Run every cell of the notebook that is shown."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator("[data-command='runmenu:run-all']").first.click()


def test_exploring(address: str, browser: Browser) -> None:
    """A choice of a theme narrows the indicators, and a click on a number opens its sentence in its paragraph."""
    page = opened(browser, address, "explore.ipynb")
    run_all(page)
    lists = page.locator(f"{SHOWN} select[multiple]")
    expect(lists).to_have_count(4, timeout=MINUTES)
    offered = lists.nth(2).locator("option")
    everything = offered.count()
    lists.nth(1).select_option(index=4)
    expect(offered).not_to_have_count(everything, timeout=MINUTES)
    numbers, unfolded = page.locator(f"{SHOWN} .data-table td a"), page.locator(f"{SHOWN} details[open]")
    expect(unfolded).to_have_count(1, timeout=MINUTES)
    told = numbers.nth(5).get_attribute("href")
    numbers.nth(5).click()
    expect(unfolded).to_have_count(2)
    expect(page.locator(f"{SHOWN} details[open] {told} mark")).to_be_visible()


def test_what_somebody_else_ran(root: Path, checkout: Path, address: str, browser: Browser) -> None:
    """JupyterLab takes the drawings out of a notebook that it did not run; pictures of them are there, and no litter."""
    node = notebooks.run(root / "notebooks" / "examples" / "attention.ipynb", {})
    notebooks.write(node, checkout / "notebooks" / "received.ipynb")
    page = opened(browser, address, "received.ipynb")
    figure = page.locator(f"{SHOWN} figure")
    expect(figure.locator("img")).to_be_visible(timeout=MINUTES)
    assert 0 < figure.locator("img").evaluate("picture => picture.naturalWidth")
    assert 0 == figure.locator("svg").count()
    assert 0 == figure.locator("div:visible").count()


def test_notebook_shows_what_the_briefing_has(briefing: str, address: str, browser: Browser) -> None:
    """Run by hand in JupyterLab, a notebook shows every table and chart of its briefing, and no error."""
    page = opened(browser, address, "year.ipynb")
    run_all(page)
    expect(page.locator(f"{SHOWN} article.source").last).to_be_attached(timeout=MINUTES)
    expect(page.locator(".jp-InputPrompt", has_text="*")).to_have_count(0, timeout=MINUTES)
    for shown in ("table", "figure svg", "h2", "article.source"):
        expected = page.evaluate(COUNT, [briefing, shown])
        assert 0 < expected == page.locator(f"{SHOWN} {shown}").count(), shown
    assert 0 == page.locator("[data-mime-type$='stderr'], [data-mime-type$='error']").count()
