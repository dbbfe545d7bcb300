"""Files that people send: a million rows checked and loaded, against DuckDB's bare reading and others' checks."""

import io
import sys
from datetime import date
from pathlib import Path
from typing import Final

import openpyxl

from etl.uploads.context import Options
from etl.uploads.ledger import compared_with_store
from etl.uploads.preview import numbered, preview
from etl.uploads.receive import check
from tests.bench import peers, sent
from tests.bench.builds import bare
from tests.bench.result import Figure, Result, interleaved, peak, seconds
from tests.bench.stores import Bench, Ran, timed_process

TODAY: Final = date(2026, 6, 30)
#: What a made-up file has of warnings beside the shipped facts.
ACCEPTED: Final = "official-change,unusual-change,decreasing-year-to-date,parts-not-total,unit-wording"
EXCEL_ROWS: Final = 5000


def measure(bench: Bench) -> list[Result]:
    """Whole processes in turns, each load into a store of its own; the Excel file in this process."""
    rows, turns = (100_000, 1) if bench.quick else (1_000_000, 3)
    file = bench.folder / "sent.csv"
    sent.write_sent(file, rows)
    read, checked, loaded, again, pandera = [], [], [], [], []
    for turn in range(turns):
        store = bench.folder / f"sent-{turn}"
        timed_process([sys.executable, "-m", "etl", "build", "--quiet"], store)
        read.append(bare(bench.folder / f"bare-sent-{turn}.duckdb", file))
        checked.append(_etl("check", file, store))
        loaded.append(_load(file, store))
        again.append(_load(file, store))
        pandera.append(timed_process([sys.executable, "-m", "tests.bench.peers", str(file)], store))
    frictionless = timed_process(peers.frictionless_command(file), bench.folder, folder=file.parent, seconds=600)
    base = Figure(seconds(read), "s", "bare CREATE TABLE … AS FROM read_csv")
    other = Figure(frictionless.seconds, "s", "frictionless validate")
    alone = Figure(seconds(checked), "s")
    both = Figure(seconds(checked) + seconds(loaded), "s")
    return [
        Result(f"etl check and then etl load of {rows} rows", both, base, "≤ 4 ×"),
        Result("etl check alone", alone, base),
        Result("etl check against frictionless", alone, other, "< 1 ×"),
        Result("etl check against pandera", alone, Figure(seconds(pandera), "s", "pandas and pandera"), "< 1 ×"),
        Result("etl load, which checks too", Figure(seconds(loaded), "s"), base),
        Result("the same file again, which changes nothing", Figure(seconds(again), "s"), base),
        Result("the highest peak memory of these", peak([*checked, *loaded, *again]), peak(read), "about 1000 MB"),
        _excel(bench),
    ]  # fmt: skip


def _etl(verb: str, file: Path, store: Path, *more: str) -> Ran:
    return timed_process([sys.executable, "-m", "etl", verb, str(file), "--today", TODAY.isoformat(), *more], store)


def _load(file: Path, store: Path) -> Ran:
    return _etl("load", file, store, "--by", "bench", "--accept", ACCEPTED, "--reason", "đo tốc độ")


def _excel(bench: Bench) -> Result:
    """From the bytes of an Excel file to what the screen shows of it, against openpyxl's bare reading of its cells."""
    content, store = excel(bench.folder / "small.csv"), bench.shipped()

    def shown() -> object:
        report = check(content, "sent.xlsx", Options(), TODAY)
        found, findings = compared_with_store(report, store)
        return preview(report, content, found, numbered([*report.findings, *findings]))

    def read() -> object:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [list(row) for row in book.active.iter_rows(values_only=True)]

    ours, bare_reading = interleaved([shown, read], rounds=2 if bench.quick else 5, seconds=30)
    return Result(f"Excel file of {EXCEL_ROWS} rows, from its bytes to the preview", Figure(ours),
                  Figure(bare_reading, note="openpyxl reading its cells"), "about 2000 ms")  # fmt: skip


def excel(path: Path) -> bytes:
    """The first rows of the same long table as an Excel file."""
    sent.write_sent(path, EXCEL_ROWS)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in path.read_text(encoding="utf-8").splitlines():
        sheet.append([int(cell) if cell.isdigit() and len(cell) > 2 else cell.strip('"') for cell in line.split(";")])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
