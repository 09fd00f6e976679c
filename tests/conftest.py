"""What several test modules need: the reports that come with the code, read and extracted once; a browser.

The browser is Debian's Chromium, found on the PATH; nothing is downloaded. It is given the packaged Chinese font.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

from analysis import extraction, frames
from analysis.documents import seeds
from analysis.documents.reports import Report
from analysis.extraction import Extraction
from analysis.registries.words import LANGUAGES, Words, speak
from analysis.writing.drawings import font_directory

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

# How long a case or a page takes says how busy the machine is; the laws say nothing of time.
# And the same code gets the same cases.
settings.register_profile("repeatable", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repeatable")
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def reports(root: Path) -> tuple[Report, ...]:
    """The reports of `seeds/`."""
    return seeds.load(root / "seeds")


@pytest.fixture(scope="session")
def extractions(reports: tuple[Report, ...]) -> tuple[Extraction, ...]:
    """Their facts and unread numbers."""
    return tuple(map(extraction.extract, reports))


@pytest.fixture(scope="session")
def facts(extractions: tuple[Extraction, ...]) -> pd.DataFrame:
    """Their facts as the one table; not to be changed."""
    return frames.facts(extractions)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for the tests of a module, which knows the packaged Chinese font; without one they are skipped."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the PATH: apt-get install chromium")
    fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{font_directory()}</dir></fontconfig>',
        encoding="utf-8",
    )
    env = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], env=env)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session", params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    """The words of each language in turn."""
    return speak(request.param)
