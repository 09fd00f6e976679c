"""Options that commands share, and how a command shows an example."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_args

import click

Format = Literal["jsonl", "csv"]


class _Place(click.Path):
    """A path; whether it can be read is told where it is read, in one line, and is no wrong use of the command."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; an empty one, which a shell makes of a variable that is not set, would be this folder."""
        if value == "":
            self.fail("names nothing", param, ctx)
        return super().convert(value, param, ctx)


PATH = _Place(path_type=Path, readable=False)


def example(line: str) -> str:
    """Return the epilog of a command's help; after \\b a paragraph keeps its lines."""
    return f"\b\nExample:\n  {line}"


def listed(_context: click.Context, _option: click.Parameter, words: str) -> list[str]:
    """Return the words of an option that are joined by commas."""
    listed = [word.strip() for word in words.split(",") if word.strip()]
    if not listed:
        raise click.BadParameter("names nothing")
    return listed


seeds = click.option(
    "--seeds",
    type=PATH,
    metavar="DIR",
    help="Folder of the reports.  [default: seeds, here or above]",
)
form = click.option(
    "--format",
    "form",
    type=click.Choice(get_args(Format)),
    default="jsonl",
    show_default=True,
    help="Form of the rows.",
)
outputs = click.option(
    "--outputs",
    type=PATH,
    default=Path("outputs"),
    show_default=True,
    metavar="DIR",
    help="Folder to write into.",
)
