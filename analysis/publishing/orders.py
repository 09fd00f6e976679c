"""The briefings that reports offer, those asked for, and of each whether it is there already, made from the same things.

>>> order = Order(name="year-2024", notebook=Path("year.ipynb"), lang="en", parameters={"year": 2024}, formats=("html",), key="k")
>>> order.place, order.files["html"]
('en/year-2024', 'briefings/en/year-2024.html')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from analysis.documents import seeds
from analysis.documents.reports import Report
from analysis.errors import unknown
from analysis.publishing import manifests, readings
from analysis.publishing.manifests import Entry, Origin, Parameters

Format = Literal["html", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One briefing to be made; `key` is the hash of everything that it is made from."""

    name: str
    notebook: Path
    lang: str
    parameters: Parameters
    formats: tuple[Format, ...]
    key: str

    @property
    def place(self) -> str:
        """The briefing among all: zh/year-2024."""
        return f"{self.lang}/{self.name}"

    @property
    def files(self) -> dict[str, str]:
        """Its files by format, relative to the outputs folder."""
        briefings = {form: f"briefings/{self.place}.{form}" for form in self.formats}
        return briefings | {"ipynb": f"notebooks/{self.place}.ipynb"}

    def met(self, entry: Entry | None, outputs: Path) -> bool:
        """Tell whether the briefing is there, whole and made from the same things."""
        return (
            entry is not None
            and entry["key"] == self.key
            and set(self.files.values()) <= set(entry["files"])
            and manifests.whole(outputs, entry["files"])
        )

    def beside(self, entry: Entry | None, outputs: Path) -> dict[str, str]:
        """Return its files in formats not asked for, where they are whole and made from the same things."""
        if entry is None or entry["key"] != self.key:
            return {}
        others = {name: told for name, told in entry["files"].items() if name not in self.files.values()}
        return others if manifests.whole(outputs, others) else {}

    def entry(self, folder: Path, beside: Mapping[str, str]) -> Entry:
        """Return what the manifest says of the briefing once it is made in a folder; `beside` are its other files."""
        made = {name: seeds.sha256(folder / name) for name in self.files.values()}
        return Entry(
            name=self.name,
            lang=self.lang,
            parameters=dict(self.parameters),
            key=self.key,
            files=dict(sorted({**beside, **made}.items())),
        )


def cases(reports: Sequence[Report]) -> list[tuple[str, Parameters]]:
    """Return every briefing that is offered on these reports, its kind and parameters, without its language."""
    offer = readings.offered(reports)
    found: list[tuple[str, Parameters]] = [("year", {"year": int(year)}) for year in offer["year"]]
    for theme in offer["theme"] if offer["first_year"] else ():
        first, last = int(offer["first_year"][0]), int(offer["last_year"][-1])
        found.append(("theme", {"theme": str(theme), "first_year": first, "last_year": last}))
    found.append(("audit", {}))
    return found


def named(kind: str, case: Parameters) -> str:
    """Return the name of a briefing: year-2024, audit."""
    return f"{kind}-{case[kind]}" if kind in case else kind


def placed(
    asked: Sequence[tuple[str, Parameters]],
    notebooks: Path,
    langs: Sequence[str],
    formats: Sequence[str],
    origin: Origin,
    reports: Sequence[Report],
) -> list[Order]:
    """Return an order for each of the cases asked for in each language, each checked before any kernel starts.

    Raises ParameterError for a format, a language or a parameter that nobody offers.
    """
    for form in formats:
        if form not in FORMATS:
            raise unknown("format", form, FORMATS)
    offer = readings.offered(reports)
    for lang in langs:
        readings.check({"lang": lang}, offer)
    orders = {}
    for lang in langs:
        for kind, case in asked:
            notebook, parameters = notebooks / f"{kind}.ipynb", {**case, "lang": lang}
            readings.check(parameters, offer)
            order = Order(
                name=named(kind, case),
                notebook=notebook,
                lang=lang,
                parameters=parameters,
                formats=tuple(form for form in FORMATS if form in formats),
                key=manifests.key(parameters, origin.key, seeds.sha256(notebook)),
            )
            orders[order.place] = order
    for first in {order.notebook: order for order in orders.values()}.values():
        check_parameters(first.notebook, first.parameters, reports)
    return list(orders.values())


def check_parameters(notebook: Path, parameters: Parameters, reports: Sequence[Report]) -> None:
    """Refuse parameters a notebook does not have, of the wrong type, or with values that nobody offers."""
    from analysis.publishing import notebooks  # papermill takes half a second

    notebooks.check(notebook, parameters)
    readings.check(parameters, readings.offered(reports))
