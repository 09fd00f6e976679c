"""The questions that notebooks ask of the facts table.

A row of it is a fact, its columns are `codebook.CODEBOOK`. Every question is a pure function: it takes a table, gives back a new one, and keeps the citations.

>>> facts = typed(pd.DataFrame([{
...     "report": "plan-report-2025", "start": 5, "end": 9, "text": "14.8", "subject": "城镇新增就业", "indicator": "",
...     "measure": "level", "value": "14.8", "value_to": "", "unit": "万人", "number": "148000", "base_unit": "人",
...     "bound": "eq", "strength": "plain", "status": "actual", "period": "2024", "scope": "", "theme": "livelihood",
...     "part": "review", "section": "", "task": "", "quote": "新增就业14.8万人。", "quote_start": 1,
...     "rules": "arabic > review",
... }]))
>>> of_year(facts, 2024)[["subject", "value", "unit"]].to_dict("records")
[{'subject': '城镇新增就业', 'value': 14.8, 'unit': '万人'}]
>>> coverage(facts, [2023, 2024]).to_dict("records")
[{'year': 2023, 'target': 0, 'outcome': 0, 'reports': '', 'entered': 0}, \
{'year': 2024, 'target': 0, 'outcome': 1, 'reports': 'plan-report-2025', 'entered': 0}]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypedDict, get_args

import pandas as pd

from analysis.codebook import CODEBOOK as CODEBOOK
from analysis.codebook import PASSAGES as PASSAGES
from analysis.codebook import SECTION as SECTION
from analysis.codebook import UNREAD as UNREAD
from analysis.codebook import Column as Column
from analysis.codebook import check as check
from analysis.codebook import typed as typed
from analysis.codebook import years_of as years_of
from analysis.documents.reports import Report
from analysis.facts import BY_HAND, Measure
from analysis.registries import indicators


class Cited(TypedDict):
    """A fact as it stands inside a cell of another table: enough to find its sentence and to say its number."""

    report: str
    start: int
    end: int
    value: float
    value_to: float | None
    unit: str
    base_unit: str
    bound: str
    strength: str
    status: str


def of_year(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the facts whose period is exactly `year`; spans that contain it are not among them."""
    return table[table["period"] == str(year)].reset_index(drop=True)


def of_theme(table: pd.DataFrame, theme: str, first_year: int, last_year: int) -> pd.DataFrame:
    """Return the facts of a theme whose period touches the years asked for (both ends included).

    A fact whose period cannot be told belongs to no year and is not among them.
    """
    spans = table["period"].map(years_of)
    touching = [bool(span and span[0] <= last_year and span[1] >= first_year) for span in spans]
    return table[(table["theme"] == theme) & pd.Series(touching, index=table.index)].reset_index(drop=True)


def targets(table: pd.DataFrame) -> pd.DataFrame:
    """Return the facts that set a target."""
    return table[table["status"] == "target"].reset_index(drop=True)


def outcomes(table: pd.DataFrame) -> pd.DataFrame:
    """Return the facts that state an outcome, final or estimated.

    What a report says in passing of the year it plans (总投资400亿元的航空航天城) is `actual` too, but nobody knew the
    outcome of that year when it was written. So facts of the parts `plan` and `aims` are left out, and facts whose
    period ends in the year that most targets of their report are set for, or later; what was entered by hand is known
    to be meant. Ask it of the whole table and choose from the answer: of a part of the table it knows less.
    """
    planned = _planned(table)
    ends = table["period"].str[-4:]
    past = ends < table["report"].map(lambda report: planned.get(report, "9999")).astype("str")
    stated = table["status"].isin(["actual", "estimate"]) & ~table["part"].isin(["plan", "aims"])
    return table[stated & (past | (table["report"] == BY_HAND))].reset_index(drop=True)


def series(table: pd.DataFrame, indicator: str, measure: str, scope: str = "") -> pd.DataFrame:
    """Return the targets and outcomes of one indicator, measure and scope, year by year.

    The columns of the facts table and two more: `year` (int) and `kind` (`target` or `outcome`); every source is
    kept, so a year may have several rows of a kind. Spans are left out: 年均增长6.5% is not the growth of a year.
    """
    facts = stated(table)
    chosen = facts[(facts["indicator"] == indicator) & (facts["measure"] == measure) & (facts["scope"] == scope)]
    return chosen.sort_values(["year", "kind", "report", "start"], ignore_index=True)


def every_series(table: pd.DataFrame) -> pd.DataFrame:
    """Return the targets and outcomes of all indicators: every `series`, in the order of the registry.

    The columns are those of `series`. What the registry does not hold has no series.
    """
    facts = stated(table)
    order = {entry.id: place for place, entry in enumerate(indicators.load())}
    named = facts[facts["indicator"].notna()]
    ordered = named.assign(place=named["indicator"].map(order)).sort_values(
        ["place", "measure", "scope", "year", "kind", "report", "start"], ignore_index=True
    )
    return ordered.drop(columns="place")


def headline(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the headline indicators of a year, one row an indicator and measure, targets beside outcomes.

    Columns: `indicator`, `zh`, `en`, `better`, `measure`, `unit` (as first written), `theme`, `target`, `outcome`
    (lists of `Cited`, every source kept; an empty list is a hole in the documents). Order: that of the registry.
    Facts about another place or a part of the territory are left out.
    """
    facts = stated(table)
    chosen = facts[(facts["year"] == year) & (facts["scope"] == "")]
    rows = []
    for entry in indicators.load():
        if not entry.headline:
            continue
        of_entry = chosen[chosen["indicator"] == entry.id]
        for measure in get_args(Measure):
            of_measure = of_entry[of_entry["measure"] == measure].sort_values(["report", "start"])
            if len(of_measure):
                rows.append(
                    {
                        "indicator": entry.id,
                        "zh": entry.zh,
                        "en": entry.en,
                        "better": entry.better,
                        "measure": measure,
                        "unit": of_measure["unit"].iloc[0],
                        "theme": entry.theme,
                        "target": cited(of_measure[of_measure["kind"] == "target"]),
                        "outcome": cited(of_measure[of_measure["kind"] == "outcome"]),
                    }
                )
    columns = ["indicator", "zh", "en", "better", "measure", "unit", "theme", "target", "outcome"]
    return pd.DataFrame(rows, columns=columns)


def coverage(table: pd.DataFrame, years: Sequence[int] | None = None) -> pd.DataFrame:
    """Return how many targets and outcomes the documents hold for each year.

    Columns: `year`, `target`, `outcome`, `reports` (names of the reports that state them, " / "-joined), `entered` (facts
    entered by hand, which fill no hole of the documents and are not among the others). `years` are the rows wanted; without them, every year from the first to the last that has an outcome or a target. A year
    nobody speaks of is a row of zeros, because what is missing is to be shown.
    """
    facts = stated(table)
    counted = sorted(set(facts["year"].tolist()))
    wanted = years if years is not None else range(counted[0], counted[-1] + 1) if counted else ()
    rows = []
    for year in wanted:
        of_it = facts[(facts["year"] == year) & (facts["report"] != BY_HAND)]
        rows.append(
            {
                "year": year,
                "target": int((of_it["kind"] == "target").sum()),
                "outcome": int((of_it["kind"] == "outcome").sum()),
                "reports": SECTION.join(sorted(set(of_it["report"].tolist()))),
                "entered": int(((facts["year"] == year) & (facts["report"] == BY_HAND)).sum()),
            }
        )
    return pd.DataFrame(rows, columns=["year", "target", "outcome", "reports", "entered"])


def attention(passages: pd.DataFrame) -> pd.DataFrame:
    """Return the share of each report's text that each theme has.

    Columns: `report`, `theme`, `characters`, `share` (0 to 1; the shares of a report add up to 1). Headings are not
    counted; text that belongs to no theme is the theme ''. A theme one report speaks of and another does not is a
    row of zeros there.
    """
    text = passages[~passages["heading"].astype(bool)]
    counted = text.pivot_table(index="report", columns="theme", values="characters", aggfunc="sum", fill_value=0)
    rows = [
        {"report": report, "theme": theme, "characters": int(characters), "share": float(characters / row.sum())}
        for report, row in counted.iterrows()
        for theme, characters in row.items()
        if row.sum()
    ]
    return pd.DataFrame(rows, columns=["report", "theme", "characters", "share"])


def sources(table: pd.DataFrame, reports: Iterable[Report]) -> pd.DataFrame:
    """Return the reports that the facts of `table` stand in, with how many facts each gives.

    Columns: `report`, `title_zh`, `title_en`, `issuer`, `kind`, `date` (ISO, '' where it is not known), `facts`.
    Order: by date. A source that facts were entered from by hand has the kind `entered`.
    """
    counts = table["report"].value_counts()
    rows = [
        {
            "report": report.name,
            "title_zh": report.title_zh,
            "title_en": report.title_en,
            "issuer": report.issuer,
            "kind": report.kind,
            "date": report.date.isoformat() if report.date else "",
            "facts": int(counts[report.name]),
        }
        for report in reports
        if report.name in counts
    ]
    entered = Counter(str(section).rpartition(SECTION)[0] for section in table["section"][table["report"] == BY_HAND])
    rows += [
        {
            "report": BY_HAND,
            "title_zh": title,
            "title_en": title,
            "issuer": publisher,
            "kind": "entered",
            "date": date,
            "facts": count,
        }
        for source, count in entered.items()
        for title, publisher, date in [source.split(SECTION)]
    ]
    columns = ["report", "title_zh", "title_en", "issuer", "kind", "date", "facts"]
    return pd.DataFrame(rows, columns=columns).sort_values(["date", "report"], ignore_index=True)


def cited(table: pd.DataFrame) -> list[Cited]:
    """Return the rows of a facts table as citations, in their order, each place once."""
    rows = table.drop_duplicates(["report", "start"]).to_dict("records")
    return [
        Cited(
            report=str(row["report"]),
            start=int(row["start"]),
            end=int(row["end"]),
            value=float(row["value"]),
            value_to=None if pd.isna(row["value_to"]) else float(row["value_to"]),
            unit=str(row["unit"]),
            base_unit=str(row["base_unit"]),
            bound=str(row["bound"]),
            strength=str(row["strength"]),
            status=str(row["status"]),
        )
        for row in rows
    ]


def stated(table: pd.DataFrame) -> pd.DataFrame:
    """Return the targets and outcomes of single years, with `kind` (`target` or `outcome`) and `year` beside them."""
    both = pd.concat([targets(table).assign(kind="target"), outcomes(table).assign(kind="outcome")], ignore_index=True)
    single = both[both["period"].str.len() == len("2024")]
    return single.assign(year=single["period"].astype("int64"))


def _planned(table: pd.DataFrame) -> dict[str, str]:
    """Return the year that each report plans: that of most of its targets for one year, the later one of two."""
    single = table[(table["status"] == "target") & (table["period"].str.len() == len("2024"))]
    counted = single.groupby(["report", "period"]).size().reset_index(name="count")
    most = counted.sort_values(["count", "period"]).drop_duplicates("report", keep="last")
    return dict(zip(most["report"], most["period"], strict=True))
