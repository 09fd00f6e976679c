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
from collections.abc import Iterable, Mapping, Sequence

_LISTED = 20  # of what is offered or is wrong, told one by one; a table broken in a thousand rows is broken in one way


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


def faults(where: str, found: Sequence[str]) -> str:
    """Return everything wrong with a file or a table as one line; of very many, the first.

    >>> faults("reports.toml", ["[a] kind is 1", "[b] has no file"]), faults("the release", ["series has a row twice"])
    ('2 faults in reports.toml: [a] kind is 1 | [b] has no file', '1 fault in the release: series has a row twice')
    """
    told = [*found[:_LISTED], *([f"and {len(found) - _LISTED} more"] if len(found) > _LISTED else [])]
    return f"{len(found)} {'fault' if len(found) == 1 else 'faults'} in {where}: {' | '.join(told)}"


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
    >>> str(unknown("indicator", "gpd", ["gdp", *map(str, range(99))]))
    "unknown indicator 'gpd'; did you mean 'gdp'? 100 are known"
    """
    offered = [str(item) for item in known]
    hint = nearest(value, offered) if isinstance(value, str) and value not in offered else ""
    told = f"known: {', '.join(offered) or 'none'}" if len(offered) <= _LISTED else f"{len(offered)} are known"
    return ParameterError(f"unknown {kind} {value!r}{hint or ';'} {told}")


def named(kind: str, value: str, known: Mapping[str, Iterable[str]]) -> ParameterError:
    """Return the refusal of an id that nobody knows; `known` has the names of each, and a name leads to its id.

    >>> str(named("indicator", "城镇新增就业人数", {"gdp": ["地区生产总值"], "urban_jobs_new": ["城镇新增就业", "New urban jobs"]}))
    "unknown indicator '城镇新增就业人数'; did you mean 'urban_jobs_new' (城镇新增就业)? known: gdp, urban_jobs_new"
    """
    ids = {name.lower(): (id_, name) for id_, names in known.items() for name in names}
    near = difflib.get_close_matches(value.lower(), ids, n=1, cutoff=0.6)
    refusal = unknown(kind, value, known)
    if not near or "did you mean" in str(refusal):
        return refusal
    id_, name = ids[near[0]]
    return ParameterError(str(refusal).replace(";", f"; did you mean '{id_}' ({name})?", 1))
