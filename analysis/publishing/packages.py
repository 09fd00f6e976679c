"""`datapackage.json`: what the files of a release are, for people and for programs (Data Package, version 2).

Every CSV file is described to the column: type, meaning in both languages, unit, the words it may hold, what it points to.
The other files carry the same cells and are named with their hashes, as are the texts that everything quotes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

import analysis
from analysis.codebook import Column
from analysis.publishing.resources import Resource

SCHEMA = "https://datapackage.org/profiles/2.0/"
_TYPES = {
    "str": "string",
    "int64": "integer",
    "Int64": "integer",
    "float64": "number",
    "bool": "boolean",
    "list": "array",
    "json": "object",
}
_MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "toml": "application/toml",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MIT = {"name": "MIT", "path": "https://opensource.org/license/mit", "title": "MIT License"}
_PUBLIC = {"name": "other-pd", "title": "public record"}  # what a government says to its congress

Json = Mapping[str, object]


def descriptor(resources: Sequence[Resource], files: Mapping[str, bytes], *, title: str, encoding: str) -> bytes:
    """Return the descriptor of a release whose `files` are given by their names; `encoding` is that of the CSV files."""
    tables = {f"{resource.name}.csv": resource for resource in resources}
    reports = next(resource.frame for resource in resources if resource.name == "reports")
    told = {
        "$schema": f"{SCHEMA}datapackage.json",
        "name": "analysis",
        "title": title,
        "description": (
            "Every number of the reports with its indicator, unit, year, status and the characters it stands on. "
            "Offsets count the characters of the files in texts/. The tables are under the MIT licence; the documents "
            "they quote are public records."
        ),
        "version": analysis.__version__,
        "licenses": [_MIT],
        "sources": [
            {"title": row["title_zh"], "path": row["path"], "version": row["date"], "hash": f"sha256:{row['sha256']}"}
            for row in reports.to_dict("records")
        ],
        "resources": [
            {**_file(name, files[name]), **(_table(tables[name], encoding) if name in tables else {})}
            for name in sorted(files)
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _file(name: str, content: bytes) -> dict[str, object]:
    stem, _, suffix = name.rpartition(".")
    return {
        "name": stem.replace("/", ".").lower() if suffix == "csv" else name.replace("/", ".").lower(),
        "path": name,
        "type": "file",
        "format": suffix,
        "mediatype": _MEDIA[suffix],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        **({"encoding": "utf-8", "licenses": [_PUBLIC]} if name.startswith("texts/") else {}),
    }


def _table(resource: Resource, encoding: str) -> Json:
    return {
        "type": "table",
        "title": resource.en,
        "description": f"{resource.en} | {resource.zh}",
        "encoding": encoding,
        "schema": {
            "$schema": f"{SCHEMA}tableschema.json",
            "fields": [_field(column, resource) for column in resource.columns],
            "missingValues": [""],
            "primaryKey": list(resource.key),
            "foreignKeys": [
                {
                    "fields": list(link.columns),
                    "reference": {"resource": link.table, "fields": list(link.columns)},
                }
                for link in resource.links
            ],
        },
    }


def _field(column: Column, resource: Resource) -> Json:
    """Return a column as a field; an empty text is a missing value in CSV, so only keys and numbers are required."""
    required = column.name in resource.key or bool(column.words) or (column.dtype != "str" and not column.null)
    constraints = {
        **({"required": True} if required else {}),
        **({"enum": list(column.words)} if column.words else {}),
        **({"pattern": column.pattern} if column.pattern else {}),
        **({"minimum": 0} if column.unit == "characters" else {}),
    }
    return {
        "name": column.name,
        "type": _TYPES[column.dtype],
        "description": f"{column.en} | {column.zh}",
        **({"trueValues": ["True"], "falseValues": ["False"]} if column.dtype == "bool" else {}),
        **({"unit": column.unit.strip("`")} if column.unit and "`" not in column.unit else {}),
        **({"unitField": column.unit.strip("`")} if "`" in column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }
