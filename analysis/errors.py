"""Everything that can be wrong with an input, as one tree.

AnalysisError
├── SourceError         a file that cannot be read as a report
├── ManifestError       seeds/reports.toml and the folder disagree, or supplement.toml has faults
├── RegistryError       a registry under analysis/data is malformed
├── ParameterError      a year, theme, language or format nobody offers
├── TableError          a facts table that breaks its own codebook
└── OutputError         an output folder that cannot be written

A message is one lower-case line: what is wrong, where, and what would be right. The command line prints it
and exits with 1; nothing has been written by then.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class AnalysisError(Exception):
    """Anything the user can put right; the message says how."""


class SourceError(AnalysisError):
    """A file that cannot be read as a report."""


class ManifestError(AnalysisError):
    """The manifest of a seeds folder and its files disagree."""


class RegistryError(AnalysisError):
    """A registry of indicators, themes, units or words is malformed."""


class ParameterError(AnalysisError):
    """A parameter outside what is offered; the message lists what is."""


class TableError(AnalysisError):
    """A table that breaks its codebook."""


class OutputError(AnalysisError):
    """An output that cannot be written."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint to the nearest known word, '' where none is near.

    >>> nearest("inovation", ["economy", "innovation"]), nearest("2019", ["economy"])
    ("; did you mean 'innovation'?", '')
    """
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""


def unknown(kind: str, value: object, known: Iterable[object]) -> ParameterError:
    """Return the refusal of a value that nobody offers, with those that are offered.

    >>> str(unknown("theme", "inovation", ["economy", "innovation"])), str(unknown("year", 2019, [2021, 2022]))
    ("unknown theme 'inovation'; did you mean 'innovation'? known: economy, innovation", 'unknown year 2019; known: 2021, 2022')
    """
    offered = [str(item) for item in known]
    hint = nearest(value, offered) if isinstance(value, str) and value not in offered else ""
    return ParameterError(f"unknown {kind} {value!r}{hint or ';'} known: {', '.join(offered) or 'none'}")
