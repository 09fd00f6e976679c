"""A briefing at a glance: a few marks of its own data, small enough for a card of the front door.

A year is its headline targets and outcomes as rings and dots on one scale; a theme is the number of its targets and
outcomes year by year, where a year without any stays empty.

>>> table = pd.DataFrame({"year": [2021, 2022], "target": [0, 2], "outcome": [1, 0]})
>>> theme(table, "两年").count("<rect")
2
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.writing import markup
from analysis.writing.palette import OUTCOME, RULE, TARGET

_WIDTH, _HEIGHT, _EDGE = 160, 64, 6
_ROWS = 8  # indicators that fit below each other


def year(headline: pd.DataFrame, told: str) -> str:
    """Draw the growth rates of `tables.headline`; '' where there are none. `told` is what it shows, in words."""
    rows = headline[(headline["unit"] == "%") & (headline["measure"] == "growth")].to_dict("records")[:_ROWS]
    values = [cited["value"] for row in rows for kind in ("target", "outcome") for cited in row[kind]]
    if not values:
        return ""
    low, high = min(0.0, *values), max(0.0, *values)
    scale = (_WIDTH - 2 * _EDGE) / ((high - low) or 1)
    step = (_HEIGHT - 2 * _EDGE) / len(rows)
    parts = [f'<path d="M{_EDGE - low * scale:.1f},0V{_HEIGHT}" stroke="{RULE}"/>']
    for place, row in enumerate(rows):
        y = _EDGE + step * (place + 0.5)
        at = {kind: [_EDGE + (cited["value"] - low) * scale for cited in row[kind]] for kind in ("target", "outcome")}
        if at["target"] and at["outcome"]:
            parts.append(
                f'<path d="M{at["target"][0]:.1f},{y:.1f}H{at["outcome"][0]:.1f}" stroke="{RULE}" stroke-width="2"/>'
            )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="none" stroke="{TARGET}"/>' for x in at["target"]]
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{OUTCOME}"/>' for x in at["outcome"]]
    return _picture("".join(parts), told)


def theme(coverage: pd.DataFrame, told: str) -> str:
    """Draw a table of years with their numbers of targets and outcomes; '' where there are none."""
    most = int(coverage[["target", "outcome"]].max().max()) if len(coverage) else 0
    return _picture("".join(_bars(coverage, most)), told) if most else ""


def _bars(coverage: pd.DataFrame, most: int) -> Iterator[str]:
    room = (_WIDTH - 2 * _EDGE) / len(coverage)
    wide = room * 0.3
    for place, row in enumerate(coverage.to_dict("records")):
        for side, (kind, colour) in enumerate((("target", TARGET), ("outcome", OUTCOME))):
            if not row[kind]:
                continue
            high = max(2.0, row[kind] / most * (_HEIGHT - 2 * _EDGE))
            x, y = _EDGE + place * room + room * 0.2 + side * wide, _HEIGHT - _EDGE - high
            look = f'fill="none" stroke="{colour}"' if kind == "target" else f'fill="{colour}"'
            yield f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide - 1.5:.1f}" height="{high:.1f}" {look}/>'
    yield f'<path d="M{_EDGE},{_HEIGHT - _EDGE}H{_WIDTH - _EDGE}" stroke="{RULE}"/>'


def _picture(parts: str, told: str) -> str:
    return (
        f'<svg class="thumbnail" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{markup.html_text(told)}">'
        f"{parts}</svg>"
    )
