"""The codebook: what each column of a table means, which dtype it has and which words it may hold.

A row of the facts table is a fact and a column is a field of `Fact`, in the same order: whoever knows the one knows
the other. The README prints `CODEBOOK`, `typed` restores its dtypes after CSV, and `check` holds a table to it and
tells every fault at once, because a table is mended in one go or not at all.

>>> facts = typed(pd.DataFrame([{
...     "report": "plan-report-2025", "start": 5, "end": 9, "text": "14.8", "subject": "城镇新增就业", "indicator": "",
...     "measure": "level", "value": "14.8", "value_to": "", "unit": "万人", "number": "148000", "base_unit": "人",
...     "bound": "eq", "strength": "plain", "status": "actual", "period": "2024", "scope": "", "theme": "livelihood",
...     "part": "review", "section": "", "task": "", "quote": "新增就业14.8万人。", "quote_start": 1,
...     "rules": "arabic > review",
... }]))
>>> check(facts)
>>> check(facts.assign(status="done", end=8))
Traceback (most recent call last):
    ...
analysis.errors.TableError: 2 faults in the facts table: row 0 (plan-report-2025:5) status is 'done', one of \
target, actual, estimate, forecast is meant | row 0 (plan-report-2025:5) text '14.8' is not quote[4:7]
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from analysis.errors import TableError, faults
from analysis.facts import Bound, Measure, Part, Role, Status, Strength
from analysis.registries import themes

Dtype = Literal["str", "int64", "Int64", "float64", "bool", "list", "json"]  # a list holds citations

#: What joins the parts of the two columns that hold lists, of which no part has it.
SECTION, RULES = " / ", " > "

_PERIOD = re.compile(r"(?:(?P<first>\d{4})-)?(?P<last>\d{4})")
_CHARACTERS = "characters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its pandas dtype, its meaning in both languages, whether it may be empty, the words it may hold.

    `unit` is what its numbers count, or in backquotes the column that says so; `pattern` is what its text looks like.
    """

    name: str
    dtype: Dtype
    zh: str
    en: str
    null: bool = False
    words: tuple[str, ...] = ()
    unit: str = ""
    pattern: str = ""


CODEBOOK: tuple[Column, ...] = (
    Column(name="report", dtype="str", zh="报告名（文件名）", en="name of the report (file stem)"),
    Column(
        name="start",
        dtype="int64",
        unit=_CHARACTERS,
        zh="数字在文件中的起点（字符）",
        en="where the number begins, in characters",
    ),
    Column(name="end", dtype="int64", unit=_CHARACTERS, zh="数字的终点，不含", en="where it ends, exclusive"),
    Column(name="text", dtype="str", zh="数字原文", en="exactly these characters of the file"),
    Column(name="subject", dtype="str", zh="指标，用原文的词", en="the indicator in the document's words, completed"),
    Column(
        name="indicator", dtype="str", null=True, zh="指标库编号", en="id in the indicator registry, if it is there"
    ),
    Column(
        name="measure",
        dtype="str",
        words=get_args(Measure),
        zh="度量：水平、增速（%）、增减量、占比、倍数、位次",
        en="level, growth in percent, absolute change, share, multiple or rank",
    ),
    Column(
        name="value",
        dtype="float64",
        unit="`unit`",
        zh="数值，按原文（14.8万人记14.8）；下降为负",
        en="as written; falls negative",
    ),
    Column(name="value_to", dtype="float64", null=True, unit="`unit`", zh="区间上限", en="upper end, of a range only"),
    Column(name="unit", dtype="str", zh="单位，按原文（万人）", en="unit as written, multiplier included"),
    Column(
        name="number",
        dtype="float64",
        unit="`base_unit`",
        zh="换算后的数值（148000）",
        en="the value with the multiplier applied",
    ),
    Column(name="base_unit", dtype="str", zh="换算后的单位（人）", en="the unit without its multiplier"),
    Column(
        name="bound",
        dtype="str",
        words=get_args(Bound),
        zh="界限：等于、以上、以内、左右、区间；就原文的大小而言",
        en="eq, ge, le, approx or between; of the size as written (a fall of at least 3.2% is -3.2, ge)",
    ),
    Column(
        name="strength",
        dtype="str",
        words=get_args(Strength),
        zh="语气：确保、力争、一般",
        en="firm (确保, 不低于), aim (力争), plain",
    ),
    Column(
        name="status",
        dtype="str",
        words=get_args(Status),
        zh="性质：目标、实际、预计、他人预测",
        en="target, actual, estimate (预计), forecast (somebody else's)",
    ),
    Column(
        name="period",
        dtype="str",
        pattern=r"(\d{4}(-\d{4})?)?",
        zh="年份或起止年，无法判断则空",
        en="year or span of years; empty if unknown",
    ),
    Column(name="scope", dtype="str", zh="范围；空为报告所述地区全域", en="part or other place; empty for the whole"),
    Column(name="theme", dtype="str", zh="主题编号", en="theme id"),
    Column(name="part", dtype="str", words=get_args(Part), zh="回顾、计划、目标、其他", en="part of the report"),
    Column(name="section", dtype="str", zh="标题路径", en="heading path"),
    Column(name="task", dtype="Int64", null=True, zh="任务序号", en="number of the task"),
    Column(name="quote", dtype="str", zh="原句，一字不差", en="the sentence, exactly as in the file"),
    Column(name="quote_start", dtype="int64", unit=_CHARACTERS, zh="原句起点", en="where the sentence begins"),
    Column(name="rules", dtype="str", zh="所用规则，依次", en="names of the rules that made the fact, in order"),
)


def shared(*names: str) -> tuple[Column, ...]:
    """Return columns that another table has in common with the facts."""
    by_name = {column.name: column for column in CODEBOOK}
    return tuple(by_name[name] for name in names)


UNREAD: tuple[Column, ...] = (
    *shared("report", "start", "end", "text"),
    Column(
        name="role", dtype="str", words=get_args(Role), zh="是什么：日期、名称、序号、未知", en="what it is instead"
    ),
    Column(name="reason", dtype="str", zh="判断所依的规则", en="name of the rule that decided"),
    *shared("quote", "quote_start"),
)

PASSAGES: tuple[Column, ...] = (
    Column(name="report", dtype="str", zh="报告名（文件名）", en="name of the report (file stem)"),
    Column(name="index", dtype="int64", zh="段落次序，从0起", en="place in reading order, from 0"),
    *shared("part", "theme", "section", "task"),
    Column(name="heading", dtype="bool", zh="是否标题", en="whether it is a heading"),
    Column(name="characters", dtype="int64", unit=_CHARACTERS, zh="字数", en="its length in characters"),
    Column(name="text", dtype="str", zh="文字，标点已统一", en="its words in reading order, punctuation made uniform"),
    Column(
        name="start",
        dtype="int64",
        unit=_CHARACTERS,
        zh="所占范围的起点",
        en="first character of the file that belongs to it",
    ),
    Column(
        name="end",
        dtype="int64",
        unit=_CHARACTERS,
        zh="所占范围的终点，不含",
        en="end of its last character in the file",
    ),
)


def typed(table: pd.DataFrame, columns: Sequence[Column] = CODEBOOK) -> pd.DataFrame:
    """Return `table` with the columns and dtypes of its codebook; cells may be text, as a CSV reader gives them.

    An empty text is a null in a column that may be empty and is kept as '' elsewhere, so that what was written to
    CSV comes back equal (read it with `dtype=str, keep_default_na=False`).
    Raises TableError where a column is missing or a cell does not fit its dtype.
    """
    missing = [column.name for column in columns if column.name not in table]
    if missing:
        raise TableError(f"the table has no column {', '.join(missing)}; it has: {', '.join(map(str, table.columns))}")
    return pd.DataFrame({column.name: _cast(table[column.name], column) for column in columns}).reset_index(drop=True)


def of_rows(rows: Sequence[Mapping[str, object]], columns: Sequence[Column]) -> pd.DataFrame:
    """Return rows as a table with the columns and dtypes of its codebook."""
    return typed(pd.DataFrame(rows, columns=[column.name for column in columns], dtype=object), columns)


def check(table: pd.DataFrame) -> None:
    """Hold a facts table to its codebook: columns, dtypes, nulls, words, offsets, periods, ranges, duplicates.

    Raises TableError that tells all faults at once (the first twenty in words, the rest as a number).
    """
    found = _shape_faults(table) or [*_cell_faults(table), *_row_faults(table)]
    if found:
        raise TableError(faults("the facts table", found))


def years_of(period: str) -> tuple[int, int] | None:
    """Return the first and the last year of a period, or None where the period cannot be told.

    >>> years_of("2024"), years_of("2022-2026"), years_of("")
    ((2024, 2024), (2022, 2026), None)
    """
    match = _PERIOD.fullmatch(period)
    return (int(match["first"] or match["last"]), int(match["last"])) if match else None


def _cast(cells: pd.Series, column: Column) -> pd.Series:
    if column.null:
        cells = cells.astype(object).where(cells.notna() & (cells.astype(str) != ""), None)
    try:
        if column.dtype == "bool":
            return cells.map({"True": True, "False": False, True: True, False: False}).astype(
                "boolean" if column.null else "bool"
            )
        if column.dtype == "Int64":
            return pd.to_numeric(cells).astype("Int64")
        if column.dtype == "list" or column.dtype == "json":
            return cells
        # Decimal goes to float through its own __float__: the nearest double, which prints back as written.
        return cells.astype(column.dtype)
    except (ValueError, TypeError) as error:
        raise TableError(f"column {column.name} holds a cell that is no {column.dtype}: {error}") from error


def _shape_faults(table: pd.DataFrame) -> list[str]:
    expected, found = [column.name for column in CODEBOOK], [str(name) for name in table.columns]
    if expected != found:
        missing = [name for name in expected if name not in found]
        unknown = [name for name in found if name not in expected]
        parts = [
            *([f"no column {', '.join(missing)}"] if missing else []),
            *([f"unknown column {', '.join(unknown)}"] if unknown else []),
        ]
        return parts or ["the columns are not in the order of the codebook"]
    return [
        f"column {column.name} is {table[column.name].dtype}, {column.dtype} is meant"
        for column in CODEBOOK
        if str(table[column.name].dtype) != column.dtype
    ]


def _cell_faults(table: pd.DataFrame) -> list[str]:
    faults = []
    for column in CODEBOOK:
        cells = table[column.name]
        empty = cells.isna()
        if not column.null:
            faults += [f"{_place(table, row)} has no {column.name}" for row in table.index[empty]]
        if column.words:
            wrong = table.index[~empty & ~cells.isin(column.words)]
            faults += [
                f"{_place(table, row)} {column.name} is {cells[row]!r}, one of {', '.join(column.words)} is meant"
                for row in wrong
            ]
    return faults


def _row_faults(table: pd.DataFrame) -> list[str]:
    faults = []
    for row in table.index:
        fact, place = table.loc[row], _place(table, row)
        first, last = fact["start"] - fact["quote_start"], fact["end"] - fact["quote_start"]
        if not 0 <= first < last or fact["quote"][first:last] != fact["text"]:
            faults.append(f"{place} text {fact['text']!r} is not quote[{first}:{last}]")
        years = years_of(fact["period"])
        if fact["period"] and (years is None or years[0] > years[1] or fact["period"] == f"{years[0]}-{years[0]}"):
            faults.append(f"{place} period is {fact['period']!r}, 'YYYY', 'YYYY-YYYY' or '' is meant")
        if (fact["bound"] == "between") != pd.notna(fact["value_to"]):
            faults.append(f"{place} bound is {fact['bound']} and value_to is {fact['value_to']}: a range has both")
        if not fact["subject"]:
            faults.append(f"{place} has no subject")
    themes_known = {"", *(theme.id for theme in themes.load())}
    strange = table.index[~table["theme"].isin(themes_known)]
    faults += [
        f"{_place(table, row)} theme is {table.at[row, 'theme']!r}, an id of the themes is meant" for row in strange
    ]
    twice = table.index[table.duplicated(["report", "start"])]
    return faults + [f"{_place(table, row)} is a number that already has a row" for row in twice]


def _place(table: pd.DataFrame, row: object) -> str:
    return f"row {row} ({table.at[row, 'report']!s}:{table.at[row, 'start']!s})"
