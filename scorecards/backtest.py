"""Forecasts held against what came, on every series with enough history, beside the naive ones."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import pandas as pd

from metrics import forecast, pace
from metrics.lines import LINE
from metrics.records import Record, records
from scorecards.pace import runs, year_of
from scorecards.read import Facts

#: How many years ahead the yearly methods are tried.
HORIZONS: Final = (1, 2, 3)
#: Between these a page of the documentation holds the report.
FIRST_MARK: Final = "<!-- backtest -->"
LAST_MARK: Final = "<!-- /backtest -->"
#: One row for each kind of series, method and horizon; see `report`.
COLUMNS: Final = (
    "history", "kind", "method", "horizon", "series", "forecasts", "mean_error", "relative_error", "coverage", "level",
)  # fmt: skip


def report(known: Facts) -> pd.DataFrame:
    """The mean absolute error and coverage of each method and of the naive ones, one row for each.

    `history`: years | parts. `horizon`: years ahead, or the month from which the year end was told. `mean_error`:
    points for rates, percent of the value that came for counts. `relative_error`: over that of the last year again,
    under 1 is better. `coverage`: the share of intervals that held what came, to be near `level`, if it has any.
    """
    rows = [*_of_years(known), *_of_parts(known)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _of_years(known: Facts) -> list[Record]:
    found: dict[tuple[str, str, int], list[list[forecast.Tried]]] = {}
    for series, values in [(series, values) for series, found in runs(known, 9999).items() for _, values in found]:
        rate = known.registry.indicators[series[1]].kind == "rate"
        tried = forecast.tried_on_years(values, known.rules.forecast_min_years, 100.0 if rate else None, HORIZONS)
        scale = 1.0 if rate else 100.0 / max(abs(values[-1]), 1.0)
        _collect(found, "rate" if rate else "count", [t._replace(error=t.error * scale) for t in tried])
    return _summed("years", found)


def _of_parts(known: Facts) -> list[Record]:
    year = year_of(known, 9999)
    shares, wholes = year.shares, pace.wholes(year.lines)
    joined = shares.merge(wholes, on=list(LINE)).sort_values("year", kind="stable")
    found: dict[tuple[str, str, int], list[list[forecast.Tried]]] = {}
    for _, rows in joined.groupby(["place", "indicator", "breakdown", "coverage", "unit", "month"]):
        month = int(rows["month"].iloc[0])
        least = known.rules.forecast_min_parts
        tried = forecast.tried_on_parts(list(rows["share"]), list(rows["whole"]), month, least)
        _collect(found, "count", [t._replace(error=t.error * 100) for t in tried])
    return _summed("parts", found)


def _collect(
    found: dict[tuple[str, str, int], list[list[forecast.Tried]]], kind: str, tried: Iterable[forecast.Tried]
) -> None:
    """The forecasts of one series, apart by method and horizon."""
    mine: dict[tuple[str, str, int], list[forecast.Tried]] = {}
    for one in tried:
        mine.setdefault((kind, one.method, one.horizon), []).append(one)
    for key, several in mine.items():
        found.setdefault(key, []).append(several)


def _summed(history: str, found: dict[tuple[str, str, int], list[list[forecast.Tried]]]) -> list[Record]:
    naive = {(kind, horizon): _mean(t) for (kind, method, horizon), t in found.items() if method == "last_year"}
    order = {m: i for i, m in enumerate((*forecast.METHODS, *forecast.NAIVE))}
    rows = []
    for (kind, method, horizon), tried in sorted(found.items(), key=lambda i: (i[0][0], i[0][2], order[i[0][1]])):
        every = [one for series in tried for one in series]
        least = naive.get((kind, horizon), float("nan"))
        rows.append(
            {
                "history": history, "kind": kind, "method": method, "horizon": horizon, "series": len(tried),
                "forecasts": len(every), "mean_error": round(_mean(tried), 4),
                "relative_error": round(_mean(tried) / least, 4) if least else float("nan"),
                "coverage": round(forecast.coverage(every), 4),
                "level": forecast.LEVEL if any(t.held is not None for t in every) else float("nan"),
            }
        )  # fmt: skip
    return rows


def _mean(tried: Sequence[Sequence[forecast.Tried]]) -> float:
    return forecast.mean_error([one for series in tried for one in series])


def written_into(page: str, table: str) -> str:
    """A page with the table between its marks; ValueError where it has none."""
    before, mark, rest = page.partition(FIRST_MARK)
    _, last, after = rest.partition(LAST_MARK)
    if not (mark and last):
        raise ValueError(f"no {FIRST_MARK} … {LAST_MARK}")
    return f"{before}{mark}\n{table}\n{last}{after}"


def as_markdown(table: pd.DataFrame) -> str:
    """The report as a table of the documentation."""
    head = ("history", "kind", "method", "horizon", "series", "forecasts", "error", "against last year", "80 % held")
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(_cells(row))} |" for row in records(table)]
    return "\n".join(lines)


def _cells(row: dict[str, Any]) -> list[str]:
    numbers = [_printed(row["mean_error"], 2), _printed(row["relative_error"], 2), _percent(row["coverage"])]
    return [str(row[c]) for c in ("history", "kind", "method", "horizon", "series", "forecasts")] + numbers


def _printed(value: float, decimals: int) -> str:
    return "…" if pd.isna(value) else f"{value:.{decimals}f}"


def _percent(value: float) -> str:
    return "…" if pd.isna(value) else f"{100 * value:.0f} %"
