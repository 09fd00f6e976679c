"""Rows on their way out: JSON lines or CSV, whole on standard output or not at all.

>>> print(lines([{"value": Decimal("14.8"), "number": Decimal("148000"), "gap": float("nan"), "section": ("一",)}]), end="")
{"value": 14.8, "number": 148000, "gap": null, "section": ["一"]}
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from analysis.errors import OutputError

if TYPE_CHECKING:
    import pandas as pd


def lines(rows: Iterable[object]) -> str:
    """Return rows as JSON, one a line."""
    return "".join(json.dumps(_plain(row), ensure_ascii=False, allow_nan=False) + "\n" for row in rows)


def _plain(value: object) -> object:
    """Return a value in the types of JSON: whole numbers without a point, what is missing as null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float | Decimal):
        return None if math.isnan(value) else int(value) if value == int(value) else float(value)
    return value


def table(frame: pd.DataFrame) -> str:
    """Return a table as CSV, with the cells that the data release has."""
    return frame.to_csv(index=False, lineterminator="\n")


def write(text: str) -> None:
    """Write an answer to standard output.

    Raises BrokenPipeError where the reader has gone, OutputError where it cannot be written for another reason.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # What is still buffered would be tried, and complained about, once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise OutputError(f"standard output cannot be written: {(error.strerror or str(error)).lower()}") from None
