"""A fact: one number of a report with everything that is said of it, cited to the character.

>>> from decimal import Decimal
>>> fact = Fact(
...     report="work-report-2024", start=3304, end=3308, text="14.4", subject="城镇新增就业", indicator=None,
...     measure="level", value=Decimal("14.4"), unit="万人", number=Decimal("144000"), base_unit="人", bound="eq",
...     strength="plain", status="actual", period="2023", scope="", theme="livelihood", part="review",
...     section=("一、2023年工作回顾",), task=None, quote="城镇新增就业14.4万人。", quote_start=3298,
...     rules=("arabic",),
... )
>>> fact.quote[fact.start - fact.quote_start : fact.end - fact.quote_start]
'14.4'
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Measure = Literal["level", "growth", "change", "share", "multiple", "rank"]
Bound = Literal["eq", "ge", "le", "approx", "between"]
Strength = Literal["firm", "aim", "plain"]
Status = Literal["target", "actual", "estimate", "forecast"]
Part = Literal["review", "plan", "aims", "other"]
#: What the facts entered by hand have for the name of a report (`supplement`).
BY_HAND = "supplement"

Role = Literal["date", "name", "marker", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One cited statement; the fields are the columns of the facts table (see `tables.CODEBOOK`)."""

    report: str
    start: int
    end: int
    text: str
    subject: str
    indicator: str | None
    measure: Measure
    value: Decimal
    value_to: Decimal | None = None
    unit: str
    number: Decimal
    base_unit: str
    bound: Bound
    strength: Strength
    status: Status
    period: str
    scope: str
    theme: str
    part: Part
    section: tuple[str, ...]
    task: int | None
    quote: str
    quote_start: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A number that was seen and not taken as a fact, and why.

    `role` is the kind of thing it is (`date`, `name`, `marker`, or `unknown` when it may well be a fact that
    no rule could read); `reason` is the name of the rule that decided.
    """

    report: str
    start: int
    end: int
    text: str
    role: Role
    reason: str
    quote: str
    quote_start: int
