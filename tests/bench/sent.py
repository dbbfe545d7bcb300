"""A long table as planners send it, of any size: the template's columns, every figure at one with the others."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from etl.uploads.template_form import COLUMNS
from metrics.periods import Period
from tests.bench import synthetic
from tests.bench.synthetic import Numbers
from wording.catalogue import words

YEARS: Final = range(2009, 2025)
MONTHS: Final = 12
#: Short ways to say what the keys say at length: a million rows must stay within the 50 MB that a file may have.
WORDS: Final = {
    "total": "Tổng", "cao_dang": "CĐ", "trung_cap": "TC", "so_cap": "SC", "so_cap_va_duoi_3_thang": "SC, dưới 3 tháng",
    "enrolment": "TS", "graduates": "TN", "learners_stock": "HSSV đang học", "enrolment_capacity": "Năng lực TS",
    "supported_short_training": "Hỗ trợ ĐT sơ cấp", "institutions_total": "Số cơ sở GDNN",
}  # fmt: skip


def named() -> dict[str, str]:
    """The template's headers by the key of their column."""
    return {key: words("vi").text(f"uploads.column_{key}") for key in COLUMNS}


def write_sent(path: Path, rows: int, seed: int = synthetic.SEED) -> None:
    """Write that many rows (at most a million) under the template's header, a series of all places at a time."""
    left = rows
    heads = list(named().values())
    schema = pa.schema([(head, pa.string()) for head in heads])
    options = arrow_csv.WriteOptions(delimiter=";", quoting_style="none")
    with arrow_csv.CSVWriter(path, schema, write_options=options) as file:
        for table in _tables(heads, seed):
            if left > 0:
                file.write_table(table[:left])
            left -= table.num_rows
    if left > 0:
        raise ValueError(f"{left} rows too many")


def _tables(heads: list[str], seed: int) -> Iterator[pa.Table]:
    random = np.random.default_rng(seed)
    spans, places = synthetic.periods(YEARS), synthetic.province_codes()
    names = named()
    frame = {
        names["place"]: pa.array(np.repeat(places, len(spans))),
        names["year"]: pa.array([str(span.year) for span in spans] * len(places)),
        names["period"]: pa.array([span.key.partition("-")[2] for span in spans] * len(places)),
    }
    blank = pa.nulls(len(spans) * len(places), pa.string())
    flows = {key for key, entry in synthetic.indicators().items() if entry.kind == "flow"}
    for indicator, breakdown, monthly, decimals, _ in synthetic.series(len(places) * len(YEARS) * MONTHS, random):
        values = _of_spans(monthly, spans, len(places), indicator in flows)
        printed = pa.array(values).cast(pa.string()) if not decimals else synthetic.tenths(values)
        own = {names["indicator"]: WORDS.get(indicator, indicator), names["breakdown"]: WORDS.get(breakdown, breakdown)}
        columns = frame | {name: pa.repeat(word, len(values)) for name, word in own.items()}
        columns[names["value"]] = printed
        yield pa.table({head: columns.get(head, blank) for head in heads}).cast(
            pa.schema([(head, pa.string()) for head in heads])
        )


def _of_spans(monthly: Numbers, spans: list[Period], places: int, adds_up: bool) -> Numbers:
    """The figure of each place and span: the sum of its months, or that of its last month where nothing adds up."""
    by_month = monthly.reshape(places, len(YEARS) * MONTHS)
    before = np.concatenate([np.zeros((places, 1), np.int64), np.cumsum(by_month, axis=1)], axis=1)
    first = np.array([(s.start.year - YEARS[0]) * MONTHS + s.start.month - 1 for s in spans])
    end = np.array([(s.end.year - YEARS[0]) * MONTHS + s.end.month for s in spans])
    found: Numbers = before[:, end] - before[:, first] if adds_up else by_month[:, end - 1]
    return found.reshape(-1)
