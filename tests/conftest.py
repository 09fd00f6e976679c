"""What several test modules need: the reports that come with the code, read and extracted once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from analysis import extraction, frames
from analysis.documents import seeds
from analysis.documents.reports import Report
from analysis.extraction import Extraction

# How long a case takes says how busy the machine is; the laws say nothing of time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


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
