"""What changed between two facts tables: facts gained, facts lost, and fields that say something else.

A fact is the same fact if it stands at the same place of the same text. Where the text before it has changed, so that
its place has moved, it is the same if it stands at the same place of the same sentence. So the answer tells what another
reading makes of the documents, and not that a paragraph was put in before them.

>>> facts = pd.DataFrame([{
...     "report": "plan-report-2025", "start": 5, "text": "14.8", "subject": "城镇就业", "value": 14.8,
...     "quote": "新增就业14.8万人。", "quote_start": 1,
... }])
>>> moved = facts.assign(start=105, quote_start=101, subject="城镇新增就业")
>>> compare(facts, moved)[["kind", "report", "start", "field", "old", "new"]].to_dict("records")
[{'kind': 'changed', 'report': 'plan-report-2025', 'start': 105, 'field': 'subject', 'old': '城镇就业', 'new': '城镇新增就业'}]
>>> compare(facts, facts).empty
True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, get_args

import pandas as pd
from rich.text import Text

from analysis.codebook import CODEBOOK, RULES, typed
from analysis.errors import TableError

Kind = Literal["gained", "lost", "changed"]

#: The columns of a table of differences: one row a field of a fact that was gained, lost or changed.
COLUMNS = ("kind", "report", "start", "text", "field", "old", "new", "quote", "quote_start")

_NEEDED = ("report", "start", "text", "quote", "quote_start")
_PLACES = ("report", "start", "end", "quote", "quote_start")  # where a fact stands, not what it says
_FILES = ("data/facts.parquet", "data/facts.csv", "facts.parquet", "facts.csv")
_STYLES: Mapping[Kind, tuple[str, str]] = {"gained": ("+", "green"), "lost": ("-", "red"), "changed": ("~", "yellow")}
_PLACES_SHOWN = 8  # of the facts that only other rules read
_AROUND = 40  # characters of the sentence shown before the number and after it

Row = dict[Hashable, object]


def read(place: Path) -> pd.DataFrame:
    """Return the facts table of a release: a folder that holds one, or a Parquet or CSV file.

    Columns that the codebook does not know are left out; those of an older codebook may be missing.
    Raises TableError where there is no facts table.
    """
    file = next((place / name for name in _FILES if (place / name).is_file()), place)
    if not file.is_file():
        raise TableError(f"{place}: no facts table there; it is a folder with {', '.join(_FILES)}, or such a file")
    try:
        table = (
            pd.read_parquet(file)
            if file.suffix == ".parquet"
            else pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
        )
    except (OSError, ValueError) as error:  # pyarrow's, pandas' and the decoder's errors are ValueErrors
        raise TableError(f"{file}: no facts table, neither Parquet nor CSV: {str(error).splitlines()[0]}") from None
    try:
        return typed(_complete(table), [column for column in CODEBOOK if column.name in table])
    except TableError as error:
        raise TableError(f"{file}: {error}") from None


def compare(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the differences between two facts tables (columns: `COLUMNS`), by report and place.

    A fact gained or lost has a row for each field that says something; `old` or `new` is then None. Cells are text, an
    empty cell and a null alike ''. Columns that only one table has are not compared. `start`, `quote` and `quote_start`
    are those of the new table, of the old one for what is lost.
    Raises TableError where a table cannot say where its facts stand.
    """
    for table in (old, new):
        _complete(table)
    fields = [name for name in new.columns if name in old.columns and name not in _PLACES]
    found = [row for before, after in _pairs(_rows(old), _rows(new)) for row in _changes(before, after, fields)]
    return pd.DataFrame(found, columns=list(COLUMNS)).sort_values(["report", "start"], kind="stable", ignore_index=True)


def counts(differences: pd.DataFrame) -> pd.DataFrame:
    """Return how many facts were gained, lost and changed (columns) in each report (index, sorted)."""
    facts = differences.drop_duplicates(["kind", "report", "start"])
    counted = facts.groupby(["report", "kind"]).size().unstack(fill_value=0)
    return counted.reindex(columns=list(get_args(Kind)), fill_value=0).sort_index()


def told(differences: pd.DataFrame) -> Iterator[Text]:
    """Yield the lines in which a person reads differences, coloured; the counts stand at the end.

    Facts that only other rules read, and that say the same as before, are told together.

    >>> facts = pd.DataFrame([{"report": "a", "start": 4, "text": "6", "unit": "%", "quote": "经济增长6%。", "quote_start": 0}])
    >>> print(*told(compare(facts, facts.assign(unit="个百分点"))), sep="\\n")
    a
      ~ 4: 经济增长[6]%。
          unit: % -> 个百分点
    <BLANKLINE>
    facts      gained      lost   changed
    a               0         0         1
    all             0         0         1
    <BLANKLINE>
    changed fields: unit 1
    """
    if differences.empty:
        return
    for report, of_report in differences.groupby("report"):
        yield Text(str(report), "bold")
        alone = ~of_report.duplicated(["start", "kind"], keep=False)
        renamed = alone & (of_report["kind"] == "changed") & (of_report["field"] == "rules")
        for _, of_fact in of_report[~renamed].groupby(["start", "kind"], sort=False):
            yield from _fact(of_fact)
        yield from _renamed(of_report[renamed])
        yield Text()
    yield from _counted(differences)


def _complete(table: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in _NEEDED if name not in table]
    if missing:
        raise TableError(f"the table has no column {', '.join(missing)}; it has: {', '.join(map(str, table.columns))}")
    return table


def _rows(table: pd.DataFrame) -> list[Row]:
    return table.astype(object).where(table.notna(), None).to_dict("records")


def _pairs(old: list[Row], new: list[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield each fact of either table once, beside the one it is in the other table."""
    unmoved, old, new = _matched(old, new, lambda row: (row["report"], row["start"]), _same_text)
    moved, old, new = _matched(old, new, lambda row: (row["report"], row["quote"], _within(row)))
    yield from unmoved
    yield from moved
    yield from ((row, None) for row in old)
    yield from ((None, row) for row in new)


def _matched(
    old: list[Row],
    new: list[Row],
    key: Callable[[Row], Hashable],
    same: Callable[[Row, Row], bool] = lambda before, after: True,
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Return the pairs of rows with one key, in written order where several have it, and what is left of both lists."""
    waiting: dict[Hashable, list[Row]] = defaultdict(list)
    for row in old:
        waiting[key(row)].append(row)
    pairs, left = [], []
    for row in new:
        others = waiting[key(row)]
        if others and same(others[0], row):
            pairs.append((others.pop(0), row))
        else:
            left.append(row)
    return pairs, [row for rows in waiting.values() for row in rows], left


def _same_text(before: Row, after: Row) -> bool:
    """Whether two sentences of one place agree where they overlap: one may be cut longer than the other."""
    first, second = _quote_start(before), _quote_start(after)
    old, new = str(before["quote"]), str(after["quote"])
    shift = second - first
    return old[max(shift, 0) :][: len(new) - max(-shift, 0)] == new[max(-shift, 0) :][: len(old) - max(shift, 0)]


def _changes(before: Row | None, after: Row | None, fields: Iterable[str]) -> Iterator[dict[str, object]]:
    kind: Kind = "gained" if before is None else "lost" if after is None else "changed"
    fact = after or before or {}
    for field in fields:
        old, new = _cell(before, field), _cell(after, field)
        if old != new and (kind == "changed" or old or new):
            yield {name: fact[name] for name in _NEEDED} | {"kind": kind, "field": field, "old": old, "new": new}


def _cell(row: Row | None, field: str) -> str | None:
    """Return a cell as text, 6.0 as 6; None where there is no fact."""
    if row is None:
        return None
    value = row[field]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _fact(rows: pd.DataFrame) -> Iterator[Text]:
    """Yield the lines about one fact: its sentence, and below it what it says, or what of it has changed."""
    row = next(iter(_rows(rows)))
    kind = next(name for name in get_args(Kind) if name == row["kind"])
    sign, colour = _STYLES[kind]
    quote, start = str(row["quote"]), _within(row)
    end = start + len(str(row["text"]))
    before, after = quote[max(0, start - _AROUND) : start], quote[end : end + _AROUND]
    line = Text(f"  {sign} {row['start']}: ", colour)
    line.append(("…" if start > _AROUND else "") + _flat(before), "default")
    line.append(f"[{_flat(quote[start:end])}]", "bold")
    line.append(_flat(after) + ("…" if len(quote) > end + _AROUND else ""), "default")
    yield line
    if kind == "changed":
        for _, field, old, new in rows[["field", "old", "new"]].itertuples():
            yield Text.assemble(f"      {field}: ", *_turned(old, new))
    else:
        stated = zip(rows["field"], rows["new" if kind == "gained" else "old"], strict=True)
        yield Text(f"      {', '.join(f'{field}: {cell}' for field, cell in stated if field != 'text')}")


def _renamed(rows: pd.DataFrame) -> Iterator[Text]:
    """Yield a line for each change of rules that changed nothing else, the most frequent first."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for _, start, old, new in rows[["start", "old", "new"]].itertuples():
        places[_parting(old, new)].append(str(start))
    for (old, new), starts in sorted(places.items(), key=lambda item: (-len(item[1]), item[0])):
        more = f" and {len(starts) - _PLACES_SHOWN} more" if len(starts) > _PLACES_SHOWN else ""
        line = Text.assemble(("  ~ ", "yellow"), "rules alone: ", *_turned(old, new))
        yield line.append(f", {len(starts)} at {', '.join(starts[:_PLACES_SHOWN])}{more}")


def _turned(old: str, new: str) -> tuple[tuple[str, str], str, tuple[str, str]]:
    """Return what a cell was and what it is, coloured."""
    old, new = _parting(old, new)
    return (old or "''", "red"), " -> ", (new or "''", "green")


def _parting(old: str, new: str) -> tuple[str, str]:
    """Return the part of two lists of rules in which they part; other cells as they are.

    >>> _parting("arabic > before > status.plan", "arabic > after > status.plan"), _parting("个", "家")
    (('before', 'after'), ('个', '家'))
    """
    if RULES not in old or RULES not in new:
        return old, new
    first, second = old.split(RULES), new.split(RULES)
    while first and second and first[0] == second[0]:
        first, second = first[1:], second[1:]
    while first and second and first[-1] == second[-1]:
        first, second = first[:-1], second[:-1]
    return RULES.join(first), RULES.join(second)


def _counted(differences: pd.DataFrame) -> Iterator[Text]:
    table = counts(differences)
    width = max([len("facts"), *map(len, table.index)]) + 2
    yield Text(f"{'facts':<{width}}" + "".join(f"{kind:>10}" for kind in table.columns), "bold")
    for report, row in [*table.iterrows(), ("all", table.sum())]:
        yield Text(f"{report!s:<{width}}" + "".join(f"{number:>10}" for number in row))
    changed = differences.loc[differences["kind"] == "changed", "field"].value_counts(sort=False)
    if len(changed):
        ordered = sorted(changed.items(), key=lambda item: (-item[1], str(item[0])))
        yield Text()
        yield Text(f"changed fields: {', '.join(f'{field} {number}' for field, number in ordered)}")


def _quote_start(row: Row) -> int:
    return int(str(row["quote_start"]))


def _within(row: Row) -> int:
    """Return where in its sentence a number begins."""
    return int(str(row["start"])) - _quote_start(row)


def _flat(text: str) -> str:
    """Return a stretch of a file in one line."""
    return " ".join(text.split("\n"))
