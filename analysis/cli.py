"""The command line: data to standard output, messages and progress to standard error, exit status 0, 1, 2 or 130.

Everything a command needs is imported when it runs, because `analysis --help` must not wait for pandas.
"""

from __future__ import annotations

import io
import sys
from typing import NoReturn

import click

from analysis.commands import building, options, reading
from analysis.errors import AnalysisError

DONE, WRONG_INPUT, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def main() -> NoReturn:
    """Run the command that the arguments name, and exit with its status."""
    # Chinese goes out as UTF-8 also where the locale knows only ASCII, and lines end alike on every system.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        commands(prog_name="analysis", standalone_mode=False)
        status = DONE
    except AnalysisError as error:
        _complain(str(error))
        status = WRONG_INPUT
    except click.ClickException as error:
        error.show()
        status = WRONG_USE
    except BrokenPipeError:
        status = DONE  # the reader (`| head`) has what it wanted
    except OSError as error:  # a file that went, or a disk that filled up, where nobody looks for it
        where = f"{error.filename}: " if error.filename else ""
        _complain(f"{where}{(error.strerror or str(error)).lower()}")
        status = WRONG_INPUT
    except (click.Abort, KeyboardInterrupt):
        click.echo("analysis: interrupted", err=True)
        status = INTERRUPTED
    sys.exit(status)


def _complain(told: str) -> None:
    """Write what is wrong on one line; a name of a file may have any character in it."""
    line = "".join(mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in told)
    click.echo(f"analysis: {line}", err=True)


class _InOrder(click.Group):
    """Commands in the order in which they were added, the main job first."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return their names for the help."""
        return list(self.commands)


@click.group(
    cls=_InOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=options.example("analysis scorecard --year 2024 --format csv > scorecard.csv"),
)
@click.version_option(package_name="analysis")
def commands() -> None:
    """Read Chinese government work and plan reports as a table of cited facts, and write briefings from it."""


for command in (
    building.build, building.add, reading.read, reading.extract, reading.facts, reading.scorecard, reading.audit,
    building.release, building.lab, reading.diff,
):  # fmt: skip
    commands.add_command(command)
