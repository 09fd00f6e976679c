"""The files of `analysis/data/`, read; what is no TOML is told by its file and line.

>>> sorted(read("verdicts.toml"))[:1], parsed("id = ", "themes.toml")
Traceback (most recent call last):
    ...
analysis.errors.RegistryError: themes.toml: Invalid value (at end of document)
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from analysis.errors import RegistryError


def content(name: str) -> str:
    """Return the text of a data file."""
    return (resources.files("analysis") / "data" / name).read_text(encoding="utf-8")


def parsed(text: str, name: str) -> dict[str, Any]:
    """Return what the text of a data file says.

    Raises RegistryError that names the file and the place where it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{name}: {error}") from error


def read(name: str) -> dict[str, Any]:
    """Return what a data file says.

    Raises RegistryError as `parsed` does.
    """
    return parsed(content(name), name)
