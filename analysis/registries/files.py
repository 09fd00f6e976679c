"""The files of `analysis/data/`, read; whatever is wrong with one is told by its file and line.

>>> sorted(read("verdicts.toml"))[:1], parsed("id = ", "themes.toml")
Traceback (most recent call last):
    ...
analysis.errors.RegistryError: themes.toml: Invalid value (at end of document)
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from analysis.errors import RegistryError, faults, nearest


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


def odd_keys(where: str, table: object, keys: Iterable[str], *, also: Iterable[str] = ()) -> Iterator[str]:
    """Yield the keys that a table lacks, and those that it should not have; it may have those of `also`.

    >>> list(odd_keys("words", {"stok": []}, ["stock"]))
    ['words.stock is missing', "words.stok is not known; did you mean 'stock'?"]
    """
    known = [*keys]
    if not isinstance(table, dict):
        yield f"{where} is missing; it has {', '.join(known)}"
        return
    allowed = [*known, *also]
    yield from (f"{where}.{key} is missing" for key in known if key not in table)
    yield from (f"{where}.{key} is not known{nearest(key, allowed)}" for key in table if key not in allowed)


def check(text: str, name: str, found: Iterable[str]) -> None:
    """Refuse a data file that has faults, each of which begins with the path of what is wrong: words.stok, flow.2.stock.

    >>> check("[words]\\nstok = []", "audits.toml", ["words.stok is not known"])
    Traceback (most recent call last):
        ...
    analysis.errors.RegistryError: 1 fault in audits.toml: words.stok is not known (line 2)
    """
    told = [
        f"{fault} (line {line})" if (line := _line(text, fault.split()[0].rstrip(":"))) else fault for fault in found
    ]
    if told:
        raise RegistryError(faults(name, told))


def _line(text: str, path: str) -> int | None:
    """Return the line where a path of keys stands, or else its table; None where neither does.

    The tables of an array are counted: the second [[flow]] is flow.2.
    """
    table, place, counted = "", None, Counter[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if head := re.match(r"(\[\[?)([^\[\]]+)\]", line):
            table = head[2].strip()
            if head[1] == "[[":
                counted[table] += 1
                table = f"{table}.{counted[table]}"
        key = re.match(r"([\w-]+)\s*=", line)
        here = f"{table}.{key[1]}".lstrip(".") if key else table if head else None
        if here == path:
            return number
        if here is not None and place is None and path.startswith(f"{here}."):
            place = number
    return place
