"""The messages of one language, filled in: counts with their nouns, lists, singular and plural.

>>> english, chinese = (Sayings(lang=lang, messages=said(lang)) for lang in LANGUAGES[::-1])
>>> english.counted("target", 1), english.counted("target", 0), chinese.counted("target", 3)
('1 target', '0 targets', '3个目标')
>>> english.listed(["a", "b", "c"]), chinese.listed(["甲", "乙", "丙"]), english.either(["2021", "2023"])
('a, b and c', '甲、乙、丙', '2021 or 2023')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analysis.errors import RegistryError
from analysis.registries import digits
from analysis.registries.messages import LANGUAGES as LANGUAGES
from analysis.registries.messages import Forms, Lang, catalogue


def said(lang: Lang) -> Mapping[str, Forms]:
    """Return the messages of a language by key."""
    return {key: forms[lang] for key, forms in catalogue().items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """The messages of one language."""

    lang: Lang
    messages: Mapping[str, Forms]

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
        return self._joined(items, "list.last")

    def either(self, items: Sequence[str]) -> str:
        """Join items that a sentence denies: 2021 or 2023."""
        return self._joined(items, "list.or")

    def _joined(self, items: Sequence[str], last: str) -> str:
        if len(items) < 2:
            return "".join(items)
        return self.say("list.separator").join(items[:-1]) + self.say(last) + items[-1]
