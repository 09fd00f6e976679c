"""Commands as they run at a terminal, where Ctrl-C reaches them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def at_a_terminal(*arguments: str, **options: Any) -> Iterator[subprocess.Popen[str]]:
    """`analysis` with these arguments, running and heeding Ctrl-C; whatever happens, ended on the way out.

    A shell starts what it puts into the background with that signal ignored, and what that starts in turn ignores it
    as well: tests that run there would wait for ever. Nobody types anything, wherever the tests were started.
    """
    heeding = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{heeding}; runpy.run_module('analysis', run_name='__main__')", *arguments]
    with subprocess.Popen(command, text=True, stdin=subprocess.DEVNULL, **options) as process:
        try:
            yield process
        finally:
            process.kill()
