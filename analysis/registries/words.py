"""One language: its sayings, sizes and dates, and its names of indicators, themes and places.

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
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Unpack

from analysis.errors import unknown
from analysis.registries import glossary, glosses, indicators, places, sizes, themes
from analysis.registries.messages import LANGUAGES as LANGUAGES
from analysis.registries.messages import Lang
from analysis.registries.sayings import Sayings, said
from analysis.registries.sizes import Size, Telling

_SPAN = 3  # neighbouring years from which on only the first and the last are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Sayings):
    """The words and rules of one language."""

    indicators: Mapping[str, str]
    themes: Mapping[str, str]

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

    def size(
        self, value: float, unit: str, *, bare: bool = False, prose: bool = False, **telling: Unpack[Telling]
    ) -> str:
        """Return a number with its unit and bound, as `sizes.whole` tells it."""
        return sizes.whole(self, Size(value=value, unit=unit, **telling), bare=bare, prose=prose)

    def parts(self, value: float, unit: str, **telling: Unpack[Telling]) -> tuple[str, str]:
        """Return a number and its unit apart, as two columns show them."""
        return sizes.parts(self, Size(value=value, unit=unit, **telling))

    def unit(self, unit: str) -> str:
        """Return a unit by itself, as the head of a column or a chart; '' where this language has no word for it."""
        return sizes.unit_word(self, unit)

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

    def placed(self, name: str, place: str) -> bool:
        """Return whether a name says already which place it is of: 世界经济, imports and exports of the integrated bonded area."""
        told = place if self.lang == "zh" else places.english(place, strict=True).removeprefix("the ")
        return told.casefold() in name.casefold()

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
        messages=said(known),
        indicators={entry.id: entry.zh if known == "zh" else entry.en for entry in indicators.load()},
        themes={entry.id: entry.zh if known == "zh" else entry.en for entry in themes.load()},
    )
