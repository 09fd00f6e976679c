"""The series as SDMX-CSV, the exchange format of statistical offices, through pysdmx (the extra `analysis[sdmx]`).

An observation is one citation: the same year may be told by several reports, and none of them is dropped. Values are in
base units, so that the members of a series can be compared; bound, strength and status are attributes beside them.

>>> code("城区"), code("")
('城区', '_T')
"""

from __future__ import annotations

import importlib.util

import pandas as pd

from analysis.errors import ParameterError

AGENCY, STRUCTURE, VERSION = "ANALYSIS", "FACTS", "1.0"
WHOLE = "_T"  # the code of statistical offices for a total

_DIMENSIONS = ("FREQ", "INDICATOR", "MEASURE", "SCOPE", "KIND", "SOURCE", "TIME_PERIOD")
_ATTRIBUTES = ("VALUE_TO", "UNIT_MEASURE", "BOUND", "STRENGTH", "STATUS", "THEME")


def message(series: pd.DataFrame) -> str:
    """Return the series of a release (columns: `resources.SERIES`) as an SDMX-CSV 2.0 message.

    Raises ParameterError where pysdmx is not installed.
    """
    if importlib.util.find_spec("pysdmx") is None:
        raise ParameterError("--sdmx needs pysdmx, which is not installed; install the extra: analysis[sdmx]")
    from pysdmx.io import write_sdmx
    from pysdmx.io.format import Format
    from pysdmx.io.pd import PandasDataset
    from pysdmx.model import Component, Components, Concept, DataType, Role, Schema

    def component(name: str, role: Role, kind: DataType = DataType.STRING) -> Component:
        level = "O" if role == Role.ATTRIBUTE else None
        required = role == Role.DIMENSION
        return Component(name, required, role, Concept(name, dtype=kind), attachment_level=level)

    structure = Schema(
        context="datastructure",
        agency=AGENCY,
        id=STRUCTURE,
        version=VERSION,
        components=Components(
            [
                *(component(name, Role.DIMENSION) for name in _DIMENSIONS),
                component("OBS_VALUE", Role.MEASURE, DataType.DOUBLE),
                component("VALUE_TO", Role.ATTRIBUTE, DataType.DOUBLE),
                *(component(name, Role.ATTRIBUTE) for name in _ATTRIBUTES[1:]),
            ]
        ),
    )
    dataset = PandasDataset(structure=structure, data=observations(series))
    written = write_sdmx(dataset, Format.DATA_SDMX_CSV_2_0_0)
    assert isinstance(written, str)  # without a path pysdmx returns what it wrote
    return written


def observations(series: pd.DataFrame) -> pd.DataFrame:
    """Return the series as observations, one a citation, under the names of the message."""
    return pd.DataFrame(
        {
            "FREQ": "A",
            "INDICATOR": series["indicator"],
            "MEASURE": series["measure"],
            "SCOPE": series["scope"].map(code),
            "KIND": series["kind"],
            "SOURCE": series["report"] + ":" + series["start"].astype("str"),
            "TIME_PERIOD": series["year"].astype("str"),
            "OBS_VALUE": series["number"],
            "VALUE_TO": series["value_to"] * series["number"] / series["value"].where(series["value"] != 0),
            "UNIT_MEASURE": series["base_unit"],
            "BOUND": series["bound"],
            "STRENGTH": series["strength"],
            "STATUS": series["status"],
            "THEME": series["theme"],
        }
    )


def code(scope: str) -> str:
    """Return a scope as a code: the whole territory is the total."""
    return scope or WHOLE
