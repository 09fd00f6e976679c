"""A slip in a data file of the comparison is told with its file, key, line and what would be right."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from analysis.errors import RegistryError
from analysis.registries import auditing, criteria, files, hedges, relations

CASES = tomllib.loads((Path(__file__).parent / "data" / "malformed.toml").read_text(encoding="utf-8"))["case"]
PARSERS = {
    "audits.toml": auditing.parse,
    "hedges.toml": hedges.parse,
    "relations.toml": relations.parse,
    "verdicts.toml": criteria.parse,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['fault']}")
def test_a_slip_is_told(case: dict[str, str]) -> None:
    """What was changed was there, and the file is refused for it."""
    text = files.content(case["file"])
    old, new = case["change"]
    assert old in text
    with pytest.raises(RegistryError, match=re.escape(case["fault"])):
        PARSERS[case["file"]](text.replace(old, new, 1))
