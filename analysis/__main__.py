"""Where the `analysis` command begins, and `python -m analysis` too."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; Ctrl-C is answered in one line from the first moment, while modules are still being read."""
    try:
        from analysis import cli

        cli.main()
    except KeyboardInterrupt:
        sys.stderr.write("analysis: interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
