"""One language: its words from `data/messages.toml`, and its rules for numbers, units, dates and lists.

Chinese keeps the unit that was written (14.8万人). English has no 万 and no 亩, so it tells the number in thousands,
millions and metric units, with as many digits as the document wrote; the quoted sentence beside it stays as it was.

>>> english, chinese = speak("en"), speak("zh")
>>> english.size(14.8, "万人"), chinese.size(14.8, "万人")
('148,000 people', '14.8万人')
>>> english.size(80.1, "亿斤"), english.size(7.5, "亿元", bound="ge")
('4.01 million tonnes', '≥CNY 750 million')
>>> english.size(-3.2, "%", bound="ge", measure="growth"), chinese.size(50, "强", bound="le", measure="rank")
('≤−3.2%', '前50位')
>>> english.size(1.3, "倍", measure="multiple"), chinese.size(2, "", measure="multiple")
('+130%', '翻番')
>>> english.parts(7.5, "亿元", bound="ge"), chinese.parts(7.5, "亿元", bound="ge"), english.parts(15, "位", measure="rank")
(('≥750', 'CNY million'), ('≥7.5', '亿元'), ('no. 15', ''))
>>> english.counted("target", 1), english.counted("target", 0), chinese.counted("target", 3)
('1 target', '0 targets', '3个目标')
>>> english.listed(["a", "b", "c"]), chinese.listed(["甲", "乙", "丙"])
('a, b and c', '甲、乙、丙')
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from analysis.errors import RegistryError, unknown
from analysis.registries import digits, glossary, glosses, indicators, places, themes, units
from analysis.registries.messages import LANGUAGES as LANGUAGES
from analysis.registries.messages import Forms, Lang, catalogue

# How much of its unit an amount shows: all, the short scale of a chart (750m), or nothing, beside a column that does.
_Show = Literal["whole", "bare", "figure"]

_SPAN = 3  # neighbouring years from which on only the first and the last are told

# A bound turned round: at least a fall of 3.2% is a growth of at most -3.2%.
_TURNED = {"ge": "le", "le": "ge", "eq": "eq"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words and rules of one language."""

    lang: Lang
    messages: Mapping[str, Forms]
    indicators: Mapping[str, str]
    themes: Mapping[str, str]

    def say(self, key: str, **fields: object) -> str:
        """Return the message `key` with its fields filled in; a field `n` chooses singular or plural.

        Whole numbers are counts; what is called by a number comes as text, but for a `year`, which is never a count.
        """
        if key not in self.messages:
            raise RegistryError(f"messages.toml has no message '{key}' in '{self.lang}'")
        forms = self.messages[key]
        form = forms["one"] if fields.get("n") == 1 and "one" in forms else forms["other"]
        return form.format(
            **{name: str(value) if name == "year" else self.plain(value) for name, value in fields.items()}
        )

    def knows(self, key: str) -> bool:
        """Return whether the catalogue has this message."""
        return key in self.messages

    def counted(self, noun: str, n: int) -> str:
        """Return a count with its noun: 1 target, 3 targets; 3项目标."""
        return self.say(f"noun.{noun}", n=n)

    def plain(self, value: object) -> str:
        """Return a count as this language writes it; anything else as it is."""
        return digits.told(Decimal(value), self.lang) if isinstance(value, int) else str(value)

    def listed(self, items: Sequence[str]) -> str:
        """Join items to one list in a sentence."""
        if len(items) < 2:
            return "".join(items)
        return self.say("list.separator").join(items[:-1]) + self.say("list.last") + items[-1]

    def years(self, years: Sequence[int], *, denied: bool = False) -> str:
        """Join years, neighbours as a span: 2021–2023 and 2025 (`denied`: or 2025)."""
        runs: list[list[int]] = []
        for year in sorted(years):
            if runs and year == runs[-1][-1] + 1:
                runs[-1].append(year)
            else:
                runs.append([year])
        told: list[str] = []
        for run in runs:
            short = [self.say("date.year", year=str(year)) for year in run]
            told += short if len(run) < _SPAN else [self.say("date.span", first=str(run[0]), last=str(run[-1]))]
        return self.either(told) if denied else self.listed(told)

    def either(self, items: Sequence[str]) -> str:
        """Join items that a sentence denies: 2021 or 2023."""
        return (
            self.listed(items)
            if len(items) < 2
            else self.say("list.separator").join(items[:-1]) + self.say("list.or") + items[-1]
        )

    def size(
        self,
        value: float,
        unit: str,
        *,
        value_to: float | None = None,
        bound: str = "eq",
        measure: str = "level",
        signed: bool = False,
        bare: bool = False,
        fall: bool = False,
        prose: bool = False,
    ) -> str:
        """Return a number with unit and bound, as this language tells it; `signed` puts a plus before a rise.

        `bare` leaves the unit out, for places whose head names it once; `prose` writes bounds as words.

        The bound of a fall speaks of its size (a fall of at least 3.2%), so its sign is turned with the number's. Where
        the name beside it says that it is a `fall` (降幅3.2%), Chinese tells the size alone. A multiple without a unit
        is 翻番, one in 倍 is by how much there is more: 增长1.3倍 is 130% more.
        """
        return self._size(
            value,
            unit,
            value_to=value_to,
            bound=bound,
            measure=measure,
            signed=signed,
            show="bare" if bare else "whole",
            fall=fall,
            prose=prose,
        )

    def parts(
        self,
        value: float,
        unit: str,
        *,
        value_to: float | None = None,
        bound: str = "eq",
        measure: str = "level",
        signed: bool = False,
        fall: bool = False,
    ) -> tuple[str, str]:
        """Return a number and its unit apart, as two columns show them; the unit is '' where the number tells it all."""
        figure = self._size(
            value,
            unit,
            value_to=value_to,
            bound=bound,
            measure=measure,
            signed=signed,
            show="figure",
            fall=fall,
            prose=False,
        )
        if measure == "rank" or (measure == "multiple" and not unit):
            return figure, ""
        if self.lang == "zh" or unit == "%" or measure == "multiple":
            return figure, "%" if self.lang == "en" and measure == "multiple" else unit
        _, power, one = self._number(max(value, value if value_to is None or value_to != value_to else value_to), unit)
        scale = self.say(f"scale.{power}").strip() if power else ""
        return figure, self._united(scale, unit, one=one).strip()

    def _size(
        self,
        value: float,
        unit: str,
        *,
        value_to: float | None,
        bound: str,
        measure: str,
        signed: bool,
        show: _Show,
        fall: bool,
        prose: bool,
    ) -> str:
        changes = measure in ("growth", "change")
        if measure == "rank":
            return self.say(
                f"rank.{bound if bound in _TURNED else 'eq'}", amount=digits.told(digits.decimal(value), self.lang)
            )
        if measure == "multiple" and not unit:
            return self._bounded(self._times(value), bound, prose)
        if measure == "multiple" and self.lang == "en":
            value, unit, value_to = (
                digits.hundredfold(value),
                "%",
                None if value_to is None else digits.hundredfold(value_to),
            )
        if fall and changes and value < 0 and self.lang == "zh":
            value, value_to = -value, None if value_to is None else -value_to
        plus = measure == "multiple" or (changes and signed and not fall)
        if value_to is not None and value_to == value_to:
            first, last = sorted((value, value_to))
            power = self._number(last, unit)[1] if show == "figure" else None
            low = self._amount(first, unit, plus, show="figure" if show == "figure" else "bare", power=power)
            ends = low, self._amount(last, unit, show=show)
            return self.say("range.amount", first=ends[0], last=ends[1])
        shown = _TURNED.get(bound, bound) if changes and value < 0 else bound
        return self._bounded(self._amount(value, unit, plus, show=show), shown, prose)

    def _bounded(self, amount: str, bound: str, prose: bool) -> str:
        return self.say(f"bound_in_words.{bound}" if prose else f"bound.{bound}", amount=amount)

    def _times(self, value: float) -> str:
        known = f"times.{value:g}"
        return (
            self.say(known)
            if self.knows(known)
            else self.say("times.other", amount=digits.told(digits.decimal(value), self.lang))
        )

    def unit(self, unit: str) -> str:
        """Return a unit by itself, as the head of a column or a chart; '' where this language has no word for it."""
        if self.lang == "zh" or unit == "%":
            return unit
        return (
            self.messages.get(f"unit.{units.split(unit)[1]}", {"other": "{amount}"})["other"].format(amount="").strip()
        )

    def _amount(self, value: float, unit: str, signed: bool = False, *, show: _Show, power: int | None = None) -> str:
        plus = "+" if signed and value > 0 else ""
        number, power, one = self._number(value, unit, power)
        told = plus + digits.told(number, self.lang)
        if show == "figure":
            return told
        if power:
            told += self.say(f"{'short_scale' if show == 'bare' else 'scale'}.{power}")
        return told if show == "bare" else self._united(told, unit, one=one)

    def _united(self, told: str, unit: str, *, one: bool) -> str:
        """Return a number as it is told with its unit."""
        if self.lang == "zh" or unit == "%":
            return told + unit
        forms = self.messages.get(f"unit.{units.split(unit)[1]}", {"other": "{amount}"})
        return (forms["one"] if one and "one" in forms else forms["other"]).format(amount=told)

    def _number(self, value: float, unit: str, power: int | None = None) -> tuple[Decimal, int, bool]:
        """Return a number in the scale of this language (or the one asked for), that scale, and whether it is one."""
        written = digits.decimal(value)
        if self.lang == "zh" or unit == "%":
            return written, 0, written == 1
        multiplier, base = units.split(unit)
        exact = written * multiplier
        if metric := units.metric(base):
            exact = digits.rounded(units.convert(exact, base, metric), max(3, len(written.as_tuple().digits)))
        power = digits.power(exact) if power is None else power
        return exact / Decimal(10) ** power, power, exact == 1

    def share(self, fraction: float) -> str:
        """Return a fraction of a whole as a percentage with one decimal."""
        return f"{fraction * 100:.1f}%"

    def date(self, date: datetime.date | None) -> str:
        """Return a day in full; a dash where it is unknown."""
        if date is None:
            return self.say("date.unknown")
        return self.say("date.day", year=str(date.year), month=self.say(f"month.{date.month}"), day=date.day)

    def period(self, period: str) -> str:
        """Return a year or a span of years."""
        if not period:
            return self.say("date.unknown")
        return self.say("date.span", first=period.split("-")[0], last=period.split("-")[1]) if "-" in period else period

    def indicator(self, indicator: str | None, subject: str) -> str:
        """Return the registry's name of an indicator, or else the document's own words, with a gloss where there is one."""
        if known := self.indicators.get(indicator or ""):
            return known
        told = self.gloss(subject)
        return self.say("facts.named", name=told, subject=subject) if told else subject

    def gloss(self, subject: str) -> str:
        """Return a word-for-word translation of a subject, marked as one; '' where there is none."""
        told = "" if self.lang == "zh" else glosses.gloss(subject)
        return self.say("facts.glossed", gloss=told) if told else ""

    def place(self, label: str, section: Sequence[str]) -> str:
        """Return where in a document something stands: its label and the headings above."""
        if not section:
            return label
        return self.say("short.place", label=label, section=self.say("short.under").join(section))

    def begun(self, text: str) -> str:
        """Return words of ours as a line begins with them: Not comparable."""
        return text[:1].upper() + text[1:]

    def inside(self, name: str) -> str:
        """Return a name as it stands within a sentence: on ecology, of GDP, of China-Europe freight trains."""
        proper = name.startswith(glossary.load().proper) or not name[1:2].islower()
        return name if self.lang == "zh" or proper else name[:1].lower() + name[1:]

    def named(self, place: str) -> str:
        """Return the name of a place or an issuer, in English beside the Chinese one."""
        if self.lang == "zh" or (told := places.english(place, strict=True)) == place:
            return place
        return self.say("facts.named", name=told, subject=place)

    def theme(self, theme: str) -> str:
        """Return the name of a theme."""
        return self.themes.get(theme, self.say("theme.none"))


def speak(lang: str) -> Words:
    """Return the words of a language.

    Raises ParameterError for a language that nobody has written.
    """
    if lang not in LANGUAGES:
        raise unknown("language", lang, LANGUAGES)
    known: Lang = "zh" if lang == "zh" else "en"
    return Words(
        lang=known,
        messages={key: forms[known] for key, forms in catalogue().items()},
        indicators={entry.id: entry.zh if known == "zh" else entry.en for entry in indicators.load()},
        themes={entry.id: entry.zh if known == "zh" else entry.en for entry in themes.load()},
    )
