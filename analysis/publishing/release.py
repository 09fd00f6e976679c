"""The data release: the tables behind the briefings, as files that other programs read.

`facts.csv` and `facts.parquet` hold the same cells under the same names (`codebook.CODEBOOK`); `unread.csv` is what was
seen and not taken, `passages.csv` the text by passage, `scorecard.csv` the scorecards of all years below each other,
`audit.csv` what the documents say against each other.
CSV is UTF-8 with an empty cell for a null; `codebook.typed` restores the dtypes.

All files are written beside their places first and moved in when every one of them is whole, so that a folder never
holds half a release. The same tables give the same bytes: nothing of the clock or the machine goes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.comparison import audits
from analysis.comparison import scorecards as cards
from analysis.errors import OutputError
from analysis.writing import reasons


def write(
    frame: pd.DataFrame,
    unread: pd.DataFrame,
    passages: pd.DataFrame,
    scorecards: Mapping[int, pd.DataFrame],
    folder: Path,
) -> tuple[Path, ...]:
    """Write the data release into `folder`, which is made where it is missing, and return the paths written.

    `frame` is `tables.frame`, `unread` is `tables.unread_frame`, `passages` is `tables.passages_frame` and `scorecards`
    the scorecard of each year.
    Raises OutputError where something cannot be written; what was in the folder before is then still there.
    """
    filled = [cards.flat(reasons.explained(scorecards[year])) for year in sorted(scorecards) if len(scorecards[year])]
    empty = reasons.explained(pd.DataFrame(columns=list(cards.COLUMNS)))
    contents = {
        "facts.csv": _csv(frame),
        "facts.parquet": _parquet(frame),
        "unread.csv": _csv(unread),
        "passages.csv": _csv(passages),
        "audit.csv": _csv(audits.flat(audits.audit(frame))),
        "scorecard.csv": _csv(pd.concat(filled, ignore_index=True) if filled else empty),
    }
    beside = {folder / name: folder / f".{name}.partial" for name in contents}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for place, partial in beside.items():
                partial.write_bytes(contents[place.name])
            for place, partial in beside.items():
                partial.replace(place)
        finally:
            for partial in beside.values():
                partial.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{error.filename or folder} cannot be written ({error.strerror}); give a folder that can be"
        ) from error
    return tuple(beside)


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _parquet(table: pd.DataFrame) -> bytes:
    return table.to_parquet(None, engine="pyarrow", index=False, compression="zstd")
