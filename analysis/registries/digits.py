"""Numbers in digits: exact, rounded to what was written, and as a language writes them.

>>> told(decimal(1109), "en"), told(decimal(1109), "zh"), told(decimal(-1234.5), "en")
('1,109', '1109', '−1,234.5')
>>> power(decimal(5.5e12)), power(decimal(148000)), rounded(decimal(0.66667), 3)
(12, 0, Decimal('0.667'))
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from analysis.registries.messages import Lang


def decimal(number: float) -> Decimal:
    """Return a number as the decimal that it was written as."""
    return Decimal(str(number)).normalize()


def hundredfold(number: float) -> float:
    """Return a number of times as percent: 1.3 is 130."""
    return float(decimal(number) * 100)


def told(number: Decimal, lang: Lang) -> str:
    """Return a number in full with a true minus sign, in English with its digits in threes: 1,109."""
    written = f"{number:,f}" if lang == "en" else f"{number:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.replace("-", "−")


def power(number: Decimal) -> int:
    """Return 12, 9 or 6 where a number is better told in trillions, billions or millions."""
    return next((power for power in (12, 9, 6) if abs(number) >= Decimal(10) ** power), 0)


def rounded(number: Decimal, digits: int) -> Decimal:
    """Return a number with so many significant digits, halves away from zero."""
    if not number:
        return number
    return number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1), rounding=ROUND_HALF_UP)
