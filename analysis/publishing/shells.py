"""What every page shares: its look, the choice between light and dark, and the policy that lets only its own scripts run.

>>> shell = Shell.of("index")
>>> sorted(shell.scripts), shell.policy.count("sha256-")
(['index', 'language', 'theme'], 3)
>>> script_text({"name": "</script>&"})
Markup('{"name":"\\\\u003c/script\\\\u003e\\\\u0026"}')
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from markupsafe import Markup, escape

from analysis.registries.words import Words

TEMPLATES = Path(__file__).parents[1] / "templates"
_THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The style of a page, its style in the dark, its scripts by name, and its content security policy."""

    style: Markup
    dark: Markup
    scripts: Mapping[str, Markup]
    policy: str

    @classmethod
    def of(cls, page: str) -> Self:
        """Read the shell of a kind of page, which is a folder of the templates."""
        files = sorted([*(TEMPLATES / "house").glob("*.js"), *(TEMPLATES / page).glob("*.js")])
        scripts = {file.stem: file.read_text(encoding="utf-8") for file in files}
        hashes = (base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in scripts.values())
        return cls(
            style=Markup(_file("house/house.css") + _file(f"{page}/{page}.css")),
            dark=Markup(_file("house/dark.css")),
            scripts={name: Markup(script) for name, script in scripts.items()},
            policy=(
                "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; img-src data:; "
                "script-src " + " ".join(f"'sha256-{each}'" for each in hashes)
            ),
        )


def theme_choice(words: Words) -> Markup:
    """Return the choice of light, dark or the system's theme; it is shown where there are scripts."""
    options = "".join(
        f'<option value="{name if name in _THEMES[1:] else ""}">{escape(words.say(f"shell.{name}"))}</option>'
        for name in _THEMES
    )
    return Markup(f'<label class="theme" hidden>{escape(words.say("shell.theme"))} <select>{options}</select></label>')


def script_text(told: object) -> Markup:
    """Return JSON that may stand in a script element, whatever is in it."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _file(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
