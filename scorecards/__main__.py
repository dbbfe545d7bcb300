"""What the screens show: `python -m scorecards table|path|pace|why|rounds|backtest`; `--help` tells of each."""

import argparse
import csv
import getpass
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any, Final

import pandas as pd

from metrics.records import records as rows_of
from scorecards import backtest, pace, path, rounds, why
from scorecards.read import Clock, Facts, places, registry, rules
from scorecards.report import as_text, report_table
from scorecards.table import details, scorecard_of
from warehouse.errors import WarehouseError
from warehouse.serving import Serving, serving
from wording import why as sentences
from wording.catalogue import LANGS, words

#: The fields of `--format json`, in order: scorecard column → field where they differ.
FIELDS: Final = (
    "place", "indicator", "breakdown", "coverage", "measured_by", "target_id", "target_period", "kind", "operator",
    "target_value", "target_value_high", "unit", "standing", "in_force", "actual_period", "actual_value",
    "actual_value_high", "qualifier", "decimals", "state", "as_of", "attainment", "variance", "previous_period_value",
    "change", "change_reason", "status", "reason", "method", "document", "sources", "conflicts",
)  # fmt: skip

#: Points part at a semicolon, a blank, or a comma that a year follows; any other comma is a decimal mark.
_BETWEEN_POINTS: Final = re.compile(r"\s*;\s*|\s*,\s*(?=\d+:)|\s+")
#: Three digits after a comma could be thousands, four a year whose colon is missing: not taken.
_DECIMAL_COMMA: Final = re.compile(r"[+-]?\d+,\d{1,2}")


class Refused(Exception):
    """A command that cannot be answered; its text says why, in the language asked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it printed, 2 when place, round or store cannot be found or the words are malformed."""
    options = _parser().parse_args(arguments)
    answer: Mapping[str, Callable[[argparse.Namespace], int]] = {
        "table": _table, "path": _path, "pace": _pace, "why": _why, "rounds": _rounds, "backtest": _backtest,
    }  # fmt: skip
    try:
        return answer[options.command](options)
    except (WarehouseError, Refused) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scorecards", description="Kế hoạch và thực hiện theo địa phương và năm."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    table = commands.add_parser("table", help="bảng chỉ tiêu của một địa phương trong một năm")
    table.add_argument("--year", required=True, type=int)
    table.add_argument("--format", choices=("table", "json", "csv"), default="table")
    way = commands.add_parser("path", help="có kịp mốc 2025, 2030 không, theo bốn phương pháp đã công bố")
    way.add_argument("--series", type=_points, help="chuỗi số tự nhập, ví dụ 2015:60,2022:66")
    way.add_argument("--target", type=_target, help="mốc: năm:giá trị với --series, ví dụ 2030:75; chỉ năm với --place")
    way.add_argument("--direction", choices=("up", "down"), default="up", help="chiều tốt của chuỗi tự nhập")
    running = commands.add_parser("pace", help="tiến độ của năm đang thực hiện, còn thiếu, cần mỗi tháng, dự báo")
    reasons = commands.add_parser("why", help="căn cứ của một đánh giá")
    for command in (running, reasons):
        command.add_argument("--year", type=int, help="không nêu: năm của ngày xem")
    for command in (way, running, reasons):
        command.add_argument("--indicator", required=command is not way)
        command.add_argument("--breakdown", default=None if command is running else "total")
        command.add_argument("--format", choices=("text", "json"), default="text")
    for command in (table, way, running, reasons):
        _add_view(command, required=command is not way)
    _add_rounds(commands)
    tried = commands.add_parser("backtest", help="sai số và độ phủ của dự báo trên các chuỗi đủ dài")
    tried.add_argument("--format", choices=("markdown", "json"), default="markdown")
    tried.add_argument("--into", type=Path, help="ghi bảng vào giữa hai dấu của một trang, ví dụ docs/methods.md")
    for command in commands.choices.values():
        command.add_argument("--store", type=Path, help="thư mục kho số liệu")
    return parser


def _add_view(command: argparse.ArgumentParser, required: bool) -> None:
    command.add_argument("--place", required=required, help="mã hoặc tên địa phương, ví dụ ha-noi, 24, 'Vĩnh Phúc'")
    moment = command.add_mutually_exclusive_group()
    moment.add_argument("--as-of", type=_day, help="chỉ dùng số liệu đã biết đến ngày này (YYYY-MM-DD)")
    moment.add_argument("--round", help="xem theo đợt chốt số liệu: mã hoặc tên")
    command.add_argument("--lang", choices=LANGS, default="vi")


def _add_rounds(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("rounds", help="các đợt chốt số liệu: list, freeze, compare")
    command.add_argument("action", choices=("list", "freeze", "compare"))
    command.add_argument("names", nargs="*", help="freeze: tên đợt; compare: một hoặc hai đợt (một: so với hiện nay)")
    command.add_argument("--as-of", type=_day, help="freeze: ngày của số liệu (YYYY-MM-DD)")
    command.add_argument("--note", help="freeze: ghi chú")
    command.add_argument("--by", help="freeze: người chốt; không nêu: người đang đăng nhập máy")
    command.add_argument("--place", help="compare: chỉ một địa phương")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--lang", choices=LANGS, default="vi")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"YYYY-MM-DD ≠ {text}") from error


def _points(text: str) -> dict[int, float]:
    """Years and values written 2015:60,2022:66 or 2019:74,2;2022:78; each year once."""
    pairs = [_target(part) for part in _BETWEEN_POINTS.split(text.strip())]
    if len({year for year, _ in pairs}) < len(pairs) or any(value is None for _, value in pairs):
        raise argparse.ArgumentTypeError(f"2015:60,2022:66 ≠ {text}")
    return {year: value for year, value in pairs if value is not None}


def _target(text: str) -> tuple[int, float | None]:
    """A year, with a value after a colon where one is given; 74.2 and 74,2 are the same."""
    year, _, value = text.strip().partition(":")
    try:
        point = value.replace(",", ".") if _DECIMAL_COMMA.fullmatch(value) else value
        told = int(year), float(point) if point else None
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"2030:75 ≠ {text}") from error
    if told[1] is not None and not isfinite(told[1]):
        raise argparse.ArgumentTypeError(f"2030:75 ≠ {text}")
    return told


def _view(options: argparse.Namespace, store: Serving) -> tuple[Clock, rounds.Round | None]:
    """The clock of the view asked for, and the round that it is pinned to."""
    if options.round is None:
        return Clock(as_of=options.as_of), None
    return rounds.clock_of(_round(store, options.round, options.lang)), _round(store, options.round, options.lang)


def _round(store: Serving, text: str, lang: str) -> rounds.Round:
    found = rounds.named(store, text)
    if found is None:
        raise Refused(words(lang).text("rounds.unknown", round=text))
    return found


def _place(store: Serving, options: argparse.Namespace, on: date) -> str:
    """The place of this name or code on a day, else the last that bore it."""
    known = places(store)
    ended = sorted({p.valid_to for p in known.by_key.values() if p.valid_to}, reverse=True)
    found = next(filter(None, (known.resolve(options.place, day) for day in (on, *ended))), None)
    if found is None:
        raise Refused(words(options.lang).text("cli.unknown_place", place=options.place))
    return found


def _table(options: argparse.Namespace) -> int:
    store = serving(options.store)
    clock, pinned = _view(options, store)
    place = places(store).resolve(options.place, date(options.year, 12, 31))
    if place is None:
        raise Refused(words(options.lang).text("cli.unknown_place", place=options.place))
    known = rounds.facts_at(store, places(store).lineage(place), clock, pinned)
    card = details(store, scorecard_of(known, [options.year], clock), known, clock)
    if options.format == "table":
        _print_report(card, options, known.registry)
    else:
        _print_records(
            [_record({str(k): v for k, v in row.items()}) for row in card.to_dict("records")], options.format
        )
    return 0


def _known(options: argparse.Namespace) -> None:
    """Refuse an indicator or a part of it that the registry does not have."""
    found = registry().indicators.get(options.indicator)
    if found is None:
        raise Refused(words(options.lang).text("cli.unknown_indicator", indicator=options.indicator))
    if options.breakdown not in (None, "total", *found.breakdowns):
        parts = ", ".join(["total", *found.breakdowns])
        raise Refused(words(options.lang).text("cli.unknown_breakdown", breakdown=options.breakdown, parts=parts))


def _path(options: argparse.Namespace) -> int:
    if options.series is not None:
        return _bare_path(options)
    if options.place is None or options.indicator is None:
        raise Refused(words(options.lang).text("path_text.what"))
    _known(options)
    store = serving(options.store)
    clock, pinned = _view(options, store)
    place = _place(store, options, clock.day)
    known = rounds.facts_at(store, [place], clock, pinned)
    rows = path.ways(known, clock)
    rows = rows[(rows["indicator"] == options.indicator) & (rows["breakdown"] == options.breakdown)]
    if options.target is not None:
        rows = rows[rows["target_year"] == options.target[0]]
    told = path.told(rows)
    last = told[-1]["methods"] if told else []
    steps = path.steps(rows, path.stated(known, (place, options.indicator, options.breakdown)))
    _print_told({"methods": last, "milestones": told, "steps": steps}, options, sentences.of_path)
    return 0


def _bare_path(options: argparse.Namespace) -> int:
    if options.target is None or options.target[1] is None:
        raise Refused(words(options.lang).text("path_text.what"))
    year, value = options.target
    methods = path.bare(options.series, year, value, options.direction == "up", rules())
    _print_told({"methods": methods}, options, sentences.of_path)
    return 0


def _series_view(options: argparse.Namespace, store: Serving) -> tuple[str, int, Facts, Clock]:
    """The place, year, facts and clock of one series."""
    clock, pinned = _view(options, store)
    year = options.year or clock.day.year
    place = _place(store, options, date(year, 12, 31))
    return place, year, rounds.facts_at(store, [place], clock, pinned), clock


def _pace(options: argparse.Namespace) -> int:
    _known(options)
    store = serving(options.store)
    place, year, known, clock = _series_view(options, store)
    rows = pace.paced(known, year, clock)
    rows = rows[(rows["place"] == place) & (rows["indicator"] == options.indicator) & (rows["row_kind"] == "year")]
    if options.breakdown:
        rows = rows[rows["breakdown"] == options.breakdown]
    of_year = pace.year_of(known, year)
    told = [pace.told(row, of_year, known) for row in rows_of(rows)]
    _print_told({"place": place, "year": year, "day": clock.day.isoformat(), "rows": told}, options, sentences.of_pace)
    return 0


def _why(options: argparse.Namespace) -> int:
    _known(options)
    store = serving(options.store)
    place, year, known, clock = _series_view(options, store)
    told = why.why(store, known, (place, options.indicator, options.breakdown), year, clock)
    _print_told({"place": place, "year": year, "rows": told}, options, sentences.of_why)
    return 0


def _rounds(options: argparse.Namespace) -> int:
    store = serving(options.store)
    if options.action == "list":
        known = [{k: v for k, v in asdict(r).items() if k != "rules"} for r in rounds.rounds(store)]
        _print_told({"rounds": known}, options, sentences.of_rounds)
    elif options.action == "freeze":
        name = " ".join(options.names)
        if not name:
            raise Refused(words(options.lang).text("rounds.name_missing"))
        print(rounds.freeze(store.folder, name, options.by or getpass.getuser(), options.as_of, options.note))
    else:
        _compare(options, store)
    return 0


def _compare(options: argparse.Namespace, store: Serving) -> None:
    if len(options.names) not in (1, 2):
        raise Refused(words(options.lang).text("rounds.two_needed"))
    pinned = sorted((_round(store, name, options.lang) for name in options.names), key=lambda r: r.frozen_at)
    keys = None if options.place is None else [_place(store, options, pinned[-1].day)]
    found = rounds.compare(store, pinned[0], pinned[1] if len(pinned) > 1 else None, keys)
    _print_told(asdict(found), options, sentences.of_comparison)


def _backtest(options: argparse.Namespace) -> int:
    store = serving(options.store)
    table = backtest.report(rounds.facts_at(store, None, Clock()))
    if options.into is not None:
        page = options.into.read_text(encoding="utf-8")
        options.into.write_text(backtest.written_into(page, backtest.as_markdown(table)), encoding="utf-8")
    elif options.format == "json":
        print(json.dumps([{k: plain(v) for k, v in r.items()} for r in rows_of(table)], ensure_ascii=False, indent=1))
    else:
        print(backtest.as_markdown(table))
    return 0


def _print_told(told: dict[str, Any], options: argparse.Namespace, worded: Callable[..., list[str]]) -> None:
    """An answer as JSON, or in words."""
    if options.format == "json":
        print(json.dumps(cleaned(told), ensure_ascii=False, indent=1))
    else:
        print("\n".join(worded(told, options.lang)))


def cleaned(value: Any) -> Any:
    """Nested records as JSON knows them."""
    if isinstance(value, dict):
        return {k: cleaned(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(v) for v in value]
    return value.isoformat() if isinstance(value, date) and not isinstance(value, pd.Timestamp) else plain(value)


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
