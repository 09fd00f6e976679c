"""A briefing at a glance, for its place on the front door: small drawings of its own data, all of a kind on one scale.

A year is the bar of its verdicts, as long as it has targets; a theme is its numbers of targets and outcomes year by
year, where a year without any stays empty.

>>> table = pd.DataFrame({"year": [2021, 2022], "target": [0, 2], "outcome": [1, 0]})
>>> theme(table, 2, "两年").count("<rect")
2
>>> verdicts({"met": 1, "missed": 1}, 4, "一完成一未完成").count("<rect")
2
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.writing import markup
from analysis.writing.palette import FAINT, OUTCOME, RULE, TARGET, VERDICTS

_WIDTH, _HEIGHT, _FOOT, _EDGE = 160, 74, 14, 4
_LONG, _THICK = 600, 12
_LETTERS = 10  # how large the years are written below the bars


def verdicts(counts: Mapping[str, int], most: int, told: str) -> str:
    """Draw how many targets have each verdict, end to end; the bar is full where there are `most`. `told` is in words."""
    parts, x = [], 0.0
    for verdict, colour in VERDICTS.items():
        if wide := counts.get(verdict, 0) / most * _LONG:
            # A sliver of paper between two shades.
            parts.append(f'<rect x="{x:.1f}" width="{max(wide - 1.5, 1):.1f}" height="{_THICK}" fill="{colour}"/>')
            x += wide
    return _picture("bar", f"{_LONG} {_THICK}", "".join(parts), told, ' preserveAspectRatio="none"')


def theme(coverage: pd.DataFrame, most: int, told: str) -> str:
    """Draw a table of years with their numbers of targets and outcomes, `most` of which are as high as the drawing."""
    return _picture("years", f"{_WIDTH} {_HEIGHT}", "".join(_bars(coverage, most)), told)


def _bars(coverage: pd.DataFrame, most: int) -> Iterator[str]:
    room = (_WIDTH - 2 * _EDGE) / len(coverage)
    wide, ground = room * 0.32, _HEIGHT - _FOOT
    for place, row in enumerate(coverage.to_dict("records")):
        left = _EDGE + place * room
        for side, (kind, colour) in enumerate((("target", TARGET), ("outcome", OUTCOME))):
            if not row[kind]:
                continue
            high = max(2.0, row[kind] / most * (ground - _EDGE))
            x, y = left + room * 0.16 + side * (wide + 1), ground - high
            look = f'fill="none" stroke="{colour}"' if kind == "target" else f'fill="{colour}" stroke="{colour}"'
            yield f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide - 1.5:.1f}" height="{high:.1f}" {look}/>'
        yield (
            f'<text x="{left + room / 2:.1f}" y="{_HEIGHT - 3}" text-anchor="middle" font-size="{_LETTERS}" '
            f'fill="{FAINT}">{row["year"]}</text>'
        )
    yield f'<path d="M{_EDGE},{ground}H{_WIDTH - _EDGE}" stroke="{RULE}"/>'


def _picture(kind: str, box: str, parts: str, told: str, more: str = "") -> str:
    return (
        f'<svg class="drawing {kind}" viewBox="0 0 {box}"{more} role="img" aria-label="{markup.html_text(told)}">'
        f"{parts}</svg>"
    )
