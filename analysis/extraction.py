"""Passages -> facts, and the numbers left unread with their reasons.

`statements` says whose a number is and what it measures, `contexts` when it holds and how firmly it is said; here both
are cited: the number's place in the file, its sentence, its heading, and the names of the rules that read it.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from analysis import contexts
from analysis.documents.passages import Passage
from analysis.documents.reports import Report
from analysis.facts import Fact, Unread
from analysis.language import statements
from analysis.language.clauses import Sentence, sentences
from analysis.language.measures import Statement
from analysis.language.others import Other
from analysis.language.quantities import scan
from analysis.registries import indicators, lexicon, themes

# How much of a sentence is quoted on either side of a number; no report has a longer one, damaged files have.
_LONGEST = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was read out of one report: its facts and its unread numbers, both in reading order."""

    report: Report
    facts: tuple[Fact, ...]
    unread: tuple[Unread, ...]


def extract(report: Report) -> Extraction:
    """Read every number of a report: each is in the result once, as a fact or as unread."""
    facts: list[Fact] = []
    unread: list[Unread] = []
    for passage in report.passages:
        tokens = scan(passage.text)
        told = tuple(sentences(passage.text, tokens))
        for statement in statements.read(told):
            if statement.subject:
                facts.append(_fact(report, passage, statement))
            else:
                unowned = Other.of(passage.text, statement.quantity.start, statement.quantity.end, "unknown.subject")
                unread.append(_unread(report, passage, unowned, statement.sentence))
        for token in tokens:
            if isinstance(token, Other):
                sentence = told[bisect(told, token.start, key=lambda each: each.start) - 1]
                unread.append(_unread(report, passage, token, sentence))
    unread.extend(_furniture(report))
    return Extraction(report=report, facts=tuple(facts), unread=tuple(sorted(unread, key=lambda item: item.start)))


def _furniture(report: Report) -> Iterator[Unread]:
    """Yield the numbers of a page's furniture (时间：2026-02-01), which stand in no passage."""
    text = report.document.text
    for span in report.document.furniture:
        for number in re.finditer(r"\d+", text[span.start : span.end]):
            yield Unread(
                report=report.name,
                start=span.start + number.start(),
                end=span.start + number.end(),
                text=number[0],
                role="marker",
                reason="marker.furniture",
                quote=text[span.start : span.end],
                quote_start=span.start,
            )


def _fact(report: Report, passage: Passage, statement: Statement) -> Fact:
    """Add context and citation to a statement."""
    quantity = statement.quantity
    value = quantity.value * statement.sign
    context = contexts.read(report, passage, statement)
    quote_start, quote = _quote(report, passage, quantity.start, statement.sentence)
    base = _base_unit(statement)
    written = quantity.unit.text if base == quantity.unit.base else quantity.unit.text + base
    indicator = indicators.identify(statement.subject, statement.measure, written, base)
    start, end = passage.offset(quantity.start), passage.offset(quantity.end - 1) + 1
    return Fact(
        report=report.name,
        start=start,
        end=end,
        text=report.document.text[start:end],
        subject=statement.subject,
        indicator=indicator,
        measure=statement.measure,
        value=value,
        value_to=quantity.value_to * statement.sign if quantity.value_to is not None else None,
        unit=quantity.unit.text,
        number=value * quantity.unit.multiplier,
        base_unit=base,
        bound=quantity.bound,
        strength=context.strength,
        status=context.status,
        period=context.period,
        scope=context.scope,
        theme=_theme(indicator, passage, statement.subject),
        part=passage.part,
        section=passage.section,
        task=passage.task,
        quote=quote,
        quote_start=quote_start,
        rules=(*quantity.rules, *statement.rules, *context.rules),
    )


def _base_unit(statement: Statement) -> str:
    """Return the unit without its multiplier; a subject that is told in money says it where the number does not.

    经济总量突破万亿 is told in 元, 人口突破1亿 is not.
    """
    unit = statement.quantity.unit
    unsaid = not unit.base and unit.text.endswith("亿")
    return "元" if unsaid and lexicon.ends(statement.subject, "money") else unit.base


def _theme(indicator: str | None, passage: Passage, subject: str) -> str:
    """Return the indicator's theme, else what the subject's own words say, else the passage's."""
    if indicator:
        return indicators.entry(indicator).theme
    return themes.recognise(subject) or passage.theme


def _quote(report: Report, passage: Passage, index: int, sentence: Sentence) -> tuple[int, str]:
    """Return the sentence as it stands in the file, cut to the unbroken stretch around the number.

    Pieces of a paragraph that only white space or emphasis marks keep apart are one stretch; a sentence without end is
    cut far from the number.
    """
    text = report.document.text
    start, end = max(sentence.start, index - _LONGEST), min(sentence.end, index + _LONGEST)
    while start < index and _broken(passage, text, start, index):
        start += 1
    while end - 1 > index and _broken(passage, text, index, end - 1):
        end -= 1
    begin, stop = passage.offset(start), passage.offset(end - 1) + 1
    return begin, text[begin:stop]


def _broken(passage: Passage, text: str, first: int, second: int) -> bool:
    """Whether other text of the file lies between two characters of a passage."""
    begin, stop = passage.offset(first), passage.offset(second)
    between = stop - begin - (second - first)
    return stop < begin or (
        between > 0
        and len(re.sub(r"[\s*_]", "", text[begin:stop])) > len(re.sub(r"[\s*_]", "", passage.text[first:second]))
    )


def _unread(report: Report, passage: Passage, token: Other, sentence: Sentence) -> Unread:
    start, end = passage.offset(token.start), passage.offset(token.end - 1) + 1
    quote_start, quote = _quote(report, passage, token.start, sentence)
    return Unread(
        report=report.name,
        start=start,
        end=end,
        text=report.document.text[start:end],
        role=token.role,
        reason=token.reason,
        quote=quote,
        quote_start=quote_start,
    )
