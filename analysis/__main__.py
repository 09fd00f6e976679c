"""`python -m analysis` is the `analysis` command."""

from __future__ import annotations

from analysis.cli import main

if __name__ == "__main__":
    main()
