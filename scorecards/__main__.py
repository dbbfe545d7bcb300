"""What the screens show: `python -m scorecards table --place ha-noi --year 2022 [--as-of DATE] [--format …]`."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd

from scorecards.read import Clock, facts, places
from scorecards.report import as_text, report_table
from scorecards.table import details, scorecard_of
from warehouse.errors import NoWarehouse
from warehouse.serving import serving
from wording.catalogue import LANGS, words

#: The fields of `--format json`, in order: scorecard column → field where they differ.
FIELDS: Final = (
    "place", "indicator", "breakdown", "coverage", "measured_by", "target_id", "target_period", "kind", "operator",
    "target_value", "target_value_high", "unit", "standing", "in_force", "actual_period", "actual_value",
    "actual_value_high", "qualifier", "decimals", "state", "as_of", "attainment", "variance", "previous_period_value",
    "change", "change_reason", "status", "reason", "method", "document", "sources", "conflicts",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it printed, 2 when place or store cannot be found."""
    options = _parser().parse_args(arguments)
    try:
        return _table(options)
    except NoWarehouse as error:
        return _refuse(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scorecards", description="Kế hoạch và thực hiện theo địa phương và năm."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    table = commands.add_parser("table", help="bảng chỉ tiêu của một địa phương trong một năm")
    table.add_argument("--place", required=True, help="mã hoặc tên địa phương, ví dụ ha-noi, 24, 'Vĩnh Phúc'")
    table.add_argument("--year", required=True, type=int)
    table.add_argument("--as-of", type=date.fromisoformat, help="chỉ dùng số liệu đã biết đến ngày này (YYYY-MM-DD)")
    table.add_argument("--format", choices=("table", "json", "csv"), default="table")
    table.add_argument("--lang", choices=LANGS, default="vi")
    table.add_argument("--store", type=Path, help="thư mục kho số liệu")
    return parser


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _table(options: argparse.Namespace) -> int:
    store, clock = serving(options.store), Clock(as_of=options.as_of)
    known_places = places(store)
    place = known_places.resolve(options.place, date(options.year, 12, 31))
    if place is None:
        return _refuse(words(options.lang).text("cli.unknown_place", place=options.place))
    known = facts(store, known_places.lineage(place), clock)
    card = details(store, scorecard_of(known, [options.year], clock), known, clock)
    if options.format == "table":
        _print_report(card, options, known.registry)
    else:
        _print_records(
            [_record({str(k): v for k, v in row.items()}) for row in card.to_dict("records")], options.format
        )
    return 0


def _print_records(records: list[dict[str, Any]], form: str) -> None:
    if form == "json":
        print(json.dumps(records, ensure_ascii=False, indent=1))
        return
    writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    writer.writeheader()
    for record in records:
        lists = {f: json.dumps(record[f], ensure_ascii=False) for f in ("sources", "conflicts")}
        writer.writerow({f: "" if v is None else v for f, v in (record | lists).items()})


def _record(row: dict[str, Any]) -> dict[str, Any]:
    return {field: plain(row[field]) for field in FIELDS}


def plain(value: Any) -> Any:
    """A value as JSON knows it: missing as null, whole numbers without a point, dates as ISO."""
    if isinstance(value, list):
        return value
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        return bool(value) if type(value).__name__ == "bool" else value
    number = float(value)
    return int(number) if number.is_integer() else number


def _print_report(card: pd.DataFrame, options: argparse.Namespace, registry: Any) -> None:
    for place in dict.fromkeys(card["place"]):
        table = report_table(card[card["place"] == place], registry, options.year, options.lang)
        print(f"\n{place}\n{table.title}")
        _print_aligned(as_text(table))
        print("\n".join([*table.notes, table.signs, table.sources]))


def _print_aligned(lines: Sequence[Sequence[str]]) -> None:
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    for line in lines:
        print(" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
