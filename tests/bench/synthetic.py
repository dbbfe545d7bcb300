"""Made-up figures, the same for the same seed, with consistent totals; they live in measurements and tests only."""

import csv
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as arrow_csv

from etl.facts import ACTUALS
from metrics.periods import Period, period
from metrics.registry import Indicator, registry
from warehouse.contracts import OBSERVATION, TARGET, TARGET_SOURCE

ROOT: Final = Path(__file__).resolve().parents[2]
YEARS: Final = range(2010, 2020)
PARTS: Final = (
    "", "-H1", "-H2", *(f"-Q{n}" for n in range(1, 5)), *(f"-M{n:02d}" for n in range(1, 13)),
    *(f"-YTD{n:02d}" for n in (2, 4, 5, 7, 8, 9, 10, 11)),
)  # fmt: skip
SEED: Final = 20_250_701

Numbers = npt.NDArray[np.int64]


def indicators() -> dict[str, Indicator]:
    """The shipped registry: those whose parts must add up first, then rates bounded by another, then the rest."""
    entries = registry(ROOT / "data/registry/indicators.toml").indicators
    bounds = {entry.subset_of for entry in entries.values()}

    def turn(key: str) -> int:
        return 0 if entries[key].complete_sets else 1 if key in bounds else 2 if entries[key].subset_of else 3

    return {key: entries[key] for key in sorted(entries, key=turn)}


def provinces() -> list[str]:
    """The 63 provinces that lasted through YEARS."""
    return [row["place"] for row in _lasting()]


def province_codes() -> list[str]:
    """The statistics office's codes of the same provinces."""
    return [row["code"] for row in _lasting()]


def _lasting() -> list[dict[str, str]]:
    with (ROOT / "data/places/places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first, last = date(YEARS[0], 1, 1).isoformat(), date(YEARS[-1], 12, 31).isoformat()
    return [
        row
        for row in rows
        if row["level"] == "province" and row["valid_from"] <= first and (row["valid_to"] or last) >= last
    ]


def periods(years: range = YEARS) -> list[Period]:
    """Every span inside the years for which a figure may be reported."""
    return [period(f"{year}{part}") for year in years for part in PARTS]


def series(sizes: int, random: np.random.Generator) -> Iterator[tuple[str, str, Numbers, int, str]]:
    """Indicator, breakdown, `sizes` figures (in units of the last printed digit), decimals and unit of each series."""
    known: dict[str, Numbers] = {}
    for key, entry in indicators().items():
        decimals = 1 if entry.kind == "rate" else 0
        if entry.complete_sets:
            parts = {part: random.integers(100, 90_000, sizes) for part in entry.complete_sets[0]}
            figures = {"total": np.sum(list(parts.values()), axis=0), **parts}
        else:
            top = known[entry.subset_of] if entry.subset_of in known else np.full(sizes, 1000 if decimals else 400)
            figures = {"total": (top * random.uniform(0.3, 0.95, sizes)).astype(np.int64)}
        known[key] = figures["total"]
        yield from ((key, breakdown, values, decimals, entry.unit) for breakdown, values in figures.items())


def write_actuals(path: Path, rows: int, seed: int = SEED) -> None:
    """Write that many rows of actuals as data/actuals/local has them: places × periods × series, source by source."""
    random = np.random.default_rng(seed)
    spans, places = periods(), provinces()
    keys = [span.key for span in spans]
    ends = [span.end.isoformat() for span in spans]
    size = len(places) * len(spans)
    frame = {
        "place": pa.array(np.repeat(places, len(spans))),
        "period": pa.array(keys * len(places)),
        "as_of": pa.array(ends * len(places)),
    }
    left, source = rows, 0
    columns = pa.schema([(name, pa.string()) for name in ACTUALS.names])
    with arrow_csv.CSVWriter(path, columns, write_options=arrow_csv.WriteOptions(quoting_style="none")) as file:
        while left > 0:
            source += 1
            for one in series(size, random):
                file.write_table(_rows(frame, one, source)[:left])
                left -= min(size, left)


def _rows(frame: dict[str, pa.Array], one: tuple[str, str, Numbers, int, str], source: int) -> pa.Table:
    indicator, breakdown, values, decimals, unit = one
    printed = pa.array(values).cast(pa.string()) if not decimals else tenths(values)
    same = {
        "indicator": indicator, "breakdown": breakdown, "decimals": str(decimals), "qualifier": "exact", "unit": unit,
        "state": "final", "source": f"https://nguon-{source}.example.vn/bao-cao", "source_rank": "1",
    }  # fmt: skip
    columns = frame | {name: _constant(word, len(values)) for name, word in same.items()} | {"value": printed}
    blank = pa.nulls(len(values), pa.string())
    return pa.table({name: columns.get(name, blank) for name in ACTUALS.names})


def _constant(word: str, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(word, pa.string()), rows)


def tenths(values: Numbers) -> pa.Array:
    """Figures counted in tenths, as printed with a dot."""
    return pa.array([f"{value // 10}.{value % 10}" for value in values.tolist()])


def data_folder(folder: Path, rows: int) -> tuple[Path, Path]:
    """The shipped data with the stated results replaced by made-up ones: the folder, and the file of actuals."""
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    shutil.rmtree(data / "actuals/local")
    file = data / "actuals/local/synthetic.csv"
    file.parent.mkdir()
    write_actuals(file, rows)
    return data, file


def facts(years: range = YEARS, seed: int = SEED) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Observations, targets and their sources: one of each for every place, indicator and year."""
    random = np.random.default_rng(seed)
    observed: list[dict[str, Any]] = []
    aimed: list[dict[str, Any]] = []
    for key, entry in indicators().items():
        high = 900 if entry.kind == "rate" else 90_000
        for place in provinces():
            values = random.integers(100, high, len(years)).tolist()
            shares = random.uniform(0.85, 1.15, len(years)).tolist()
            for year, value, share in zip(years, values, shares, strict=True):
                row = _fact(place, key, entry, year)
                observed.append(row | _observed(value, row["decimals"], entry.kind))
                aimed.append(row | _aimed(int(value * share), row, entry.kind))
    sources = [{"target_key": row["target_key"], "source": "https://nguon.example.vn"} for row in aimed]
    targets = [{name: row[name] for name in TARGET.names if name in row} for row in aimed]
    return (
        pa.Table.from_pylist(observed, schema=OBSERVATION),
        pa.Table.from_pylist(targets, schema=TARGET),
        pa.Table.from_pylist(sources, schema=TARGET_SOURCE),
    )


def _fact(place: str, key: str, entry: Indicator, year: int) -> dict[str, Any]:
    return {
        "place": place, "indicator": key, "breakdown": "total", "period": str(year),
        "period_start": date(year, 1, 1), "period_end": date(year, 12, 31), "unit": entry.unit,
        "decimals": 1 if entry.kind == "rate" else 0,
    }  # fmt: skip


def _observed(value: int, decimals: int, kind: str) -> dict[str, Any]:
    return {
        "cumulation": "whole_year" if kind == "flow" else None, "low": Decimal(value).scaleb(-decimals),
        "printed": str(value), "qualifier": "exact", "state": "final", "source": "https://nguon.example.vn",
        "source_rank": 1,
    }  # fmt: skip


def _aimed(value: int, row: dict[str, Any], kind: str) -> dict[str, Any]:
    bounded = min(value, 1000) if kind == "rate" else value
    return {
        "kind": "year", "operator": "eq", "value": Decimal(bounded).scaleb(-row["decimals"]), "standing": "issued",
        "target_key": "|".join((row["place"], row["indicator"], row["period"])),
    }  # fmt: skip
