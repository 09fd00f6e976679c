"""The release as one DuckDB file: typed tables that point to each other, every table and column with a comment.

DuckDB enforces the keys and links as it reads the tables. It also gives every file an identifier of its own, so that two
builds of the same tables differ in those bytes and in nothing that can be asked; `read` gives the tables back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from analysis.codebook import Column
from analysis.errors import OutputError
from analysis.publishing.resources import Resource

_TYPES = {
    "str": "VARCHAR",
    "int64": "BIGINT",
    "Int64": "BIGINT",
    "float64": "DOUBLE",
    "bool": "BOOLEAN",
    "list": "JSON",
    "json": "JSON",
}


def write(resources: Sequence[Resource], path: Path) -> None:
    """Write a database that holds these tables, each after those it points to.

    Raises OutputError where the file cannot be written.
    """
    try:
        _write(resources, path)
    except (duckdb.IOException, duckdb.TransactionException) as error:  # the second where a disk fills up in a commit
        raise OutputError(f"{path} cannot be written ({error}); give a folder that can be") from error


def _write(resources: Sequence[Resource], path: Path) -> None:
    with duckdb.connect() as connection:
        # Blocks are for large tables; of the smallest ones a file of small tables takes a quarter of the disk.
        connection.execute(f"ATTACH {_text(str(path))} AS release (BLOCK_SIZE 16384)")
        connection.execute("USE release")
        for resource in resources:
            for statement in _statements(resource):
                connection.execute(statement)
            frame = _linked(resource)
            connection.register("frame", frame)
            connection.execute(f'INSERT INTO "{resource.name}" SELECT * FROM frame')
            connection.unregister("frame")


def read(path: Path, table: str) -> pd.DataFrame:
    """Return one table of such a database."""
    with duckdb.connect(path, read_only=True) as connection:
        frame: pd.DataFrame = connection.table(table).df()
    return frame


def _statements(resource: Resource) -> Iterator[str]:
    """Yield what makes the empty table, with its key, its links and its comments."""
    lines = [f'"{column.name}" {_TYPES[column.dtype]}{_needed(resource, column)}' for column in resource.columns]
    lines.append(f"PRIMARY KEY ({_names(resource.key)})")
    lines += [f'FOREIGN KEY ({_names(link.columns)}) REFERENCES "{link.table}"' for link in resource.links]
    yield f'CREATE TABLE "{resource.name}" ({", ".join(lines)})'
    yield f'COMMENT ON TABLE "{resource.name}" IS {_text(f"{resource.en} | {resource.zh}")}'
    for column in resource.columns:
        told = _text(f"{column.en} | {column.zh}")
        yield f'COMMENT ON COLUMN "{resource.name}"."{column.name}" IS {told}'


def _needed(resource: Resource, column: Column) -> str:
    linked = {name for link in resource.links for name in link.columns} - {*resource.key}
    return "" if column.null or column.name in linked else " NOT NULL"


def _linked(resource: Resource) -> pd.DataFrame:
    """Return the table with nulls where it points nowhere, as a database has it."""
    linked = {name for link in resource.links for name in link.columns} - {*resource.key}
    return resource.flat.assign(
        **{name: resource.frame[name].replace("", None) for name in linked if resource.frame[name].dtype == "str"}
    )


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
