"""Everything that can be wrong with an input, as one tree.

AnalysisError
├── SourceError         a file that cannot be read as a report
├── ManifestError       seeds/reports.toml and the folder disagree
├── RegistryError       a registry under analysis/data is malformed
├── ParameterError      a year, theme, language or format nobody offers
├── TableError          a facts table that breaks its own codebook
└── OutputError         an output folder that cannot be written

A message is one lower-case line: what is wrong, where, and what would be right. The command line prints it
and exits with 1; nothing has been written by then.
"""

from __future__ import annotations


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
