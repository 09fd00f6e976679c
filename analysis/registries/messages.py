"""The catalogue of messages (`data/messages.toml`): every word of ours, by key, language and form.

>>> catalogue()["noun.target"]["en"]
{'one': '{n} target', 'other': '{n} targets'}
"""

from __future__ import annotations

import functools
import string
from collections.abc import Mapping
from typing import Literal, get_args

from analysis.errors import RegistryError
from analysis.registries import files

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)

Forms = Mapping[str, str]  # "other", and "one" where the language has it


@functools.cache
def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """Return every message by key, language and form.

    Raises RegistryError for a message without one of the languages, or whose languages do not name the same fields.
    """
    tables = files.read("messages.toml")
    messages: dict[str, dict[str, dict[str, str]]] = {}
    for table, entries in tables.items():
        for name, entry in entries.items():
            key = f"{table}.{name}"
            if set(entry) != set(LANGUAGES):
                raise RegistryError(f"messages.toml: '{key}' must have exactly {' and '.join(LANGUAGES)}")
            forms = {lang: text if isinstance(text, dict) else {"other": text} for lang, text in entry.items()}
            fields = {
                lang: {field for text in form.values() for field in fields_of(text)} for lang, form in forms.items()
            }
            if len({frozenset(names) for names in fields.values()}) > 1:
                raise RegistryError(f"messages.toml: '{key}' does not name the same fields in every language: {fields}")
            messages[key] = forms
    return messages


def fields_of(text: str) -> set[str]:
    """Return the named fields of a message."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
