"""The facts of data/ as checked tables in the warehouse's columns, with everything wrong or worth a look."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl import reference, times
from etl.amounts import amounts
from etl.checks import consistency, numbers, pairs, words
from etl.checks.registry import registry_faults
from etl.checks.repeats import repeated_rows
from etl.dates import last_day_printed
from etl.frame import Codes, Frame
from etl.known import Known, known_years
from etl.problems import Problem, errors
from etl.read import SOURCE_FILE, SOURCE_ROW, Columns, constant, read, read_all, stacked
from metrics import registry as rulebook
from metrics.consistency import ACTUAL_STATEMENT, DOCUMENT_STATEMENT, TARGET_STATEMENT, Reach, reach
from metrics.vocabulary import OPERATORS, QUALIFIERS, STANDINGS, STATES, TARGET_KINDS

ACTUALS: Final = Columns(
    ("place", "indicator", "breakdown", "period", "value", "value_high", "decimals", "qualifier", "unit",
     "coverage", "state", "as_of", "source", "source_rank", "quotation", "note"),
    ("place", "indicator", "breakdown", "period", "value", "qualifier", "unit", "state", "source"),
)  # fmt: skip
SERIES: Final = Columns(("place", "period", "value", "state"), ("place", "period", "value", "state"))
TARGETS: Final = Columns(
    ("place", "indicator", "breakdown", "period", "kind", "operator", "value", "value_high", "unit",
     "baseline_value", "baseline_period", "coverage", "measured_by", "standing", "document_id", "source",
     "source_rank", "quotation", "note"),
    ("place", "indicator", "breakdown", "period", "kind", "operator", "value", "unit", "standing", "source"),
)  # fmt: skip
RANKS: Final = ("1", "2", "3")
#: What makes a target: the same on several pages it is one target with several sources.
TARGET_IDENTITY: Final = (
    "place", "indicator", "breakdown", "period", "kind", "operator", "value", "value_high", "unit",
    "baseline_value", "baseline_period", "coverage", "measured_by", "standing", "document_id",
)  # fmt: skip

Step = Callable[[str], None]
T = TypeVar("T")


@dataclass(slots=True)
class Facts:
    """Everything of data/ that the warehouse takes, and every problem; complete only without errors."""

    reference: dict[str, pa.Table] = field(default_factory=dict)
    observations: pa.Table | None = None
    targets: pa.Table | None = None
    target_sources: pa.Table | None = None
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    files: int = 0


def facts(data: Path, step: Step = lambda name: None) -> Facts:
    """Read and check a data folder; `step` is told the name of each part as it begins."""
    found = Facts()
    step("registry")
    rules, registry = _rulebook(data, found)
    if rules is None or registry is None:
        return found
    step("places")
    known = _known(data, registry, found)
    step("targets")
    _targets(data, known, rules, found)
    step("actuals")
    _actuals(data, known, rules, found)
    return found


def _rulebook(data: Path, found: Facts) -> tuple[rulebook.Rules | None, rulebook.Registry | None]:
    rules = _read_rulebook(data, "registry/rules.toml", rulebook.rules, found)
    registry = _read_rulebook(data, "registry/indicators.toml", rulebook.registry, found)
    if registry is not None:
        found.problems += registry_faults(registry)
    return rules, registry


def _read_rulebook(data: Path, file: str, reader: Callable[[Path], T], found: Facts) -> T | None:
    try:
        return reader(data / file)
    except (OSError, ValueError, KeyError) as error:
        found.problems.append(Problem("registry-fault", file, text=str(error)))
        return None


def _known(data: Path, registry: rulebook.Registry, found: Facts) -> Known:
    places = reference.place_files(data)
    found.reference |= places.tables
    table, papers, problems = reference.documents(data, places.spans)
    if table is not None:
        found.reference["document"] = table
    found.problems += [*places.problems, *problems]
    return Known(registry, known_years(data / "registry/rules.toml"), places.spans, papers)


def _targets(data: Path, known: Known, rules: rulebook.Rules, found: Facts) -> None:
    paths = sorted((data / "targets").glob("*.csv"))
    reading = read_all(paths, data, TARGETS)
    frame, found.files = Frame(reading.table), found.files + len(paths)
    read_times = times.times(frame)
    problems = [*reading.problems, *_target_problems(frame, read_times, known)]
    found.rows += frame.rows
    found.problems += problems
    if errors(problems):
        return
    found.problems += _target_findings(frame, read_times, known, rules)
    found.targets, found.target_sources = target_tables(frame, read_times, known)


def _target_problems(frame: Frame, read_times: times.Times, known: Known) -> list[Problem]:
    lists = {"kind": TARGET_KINDS, "operator": OPERATORS, "standing": STANDINGS, "source_rank": RANKS}
    amounts_of = [
        problem
        for column in ("value", "value_high", "baseline_value")
        for problem in _number_problems(frame, column, known)
    ]
    return [
        *words.blank_cells(frame, TARGETS.filled),
        *_word_problems(frame, known, lists),
        *words.unknown_documents(frame, known),
        *words.unknown_indicators(frame, known, "measured_by"),
        *times.bad_periods(frame, read_times, known.years),
        *times.bad_periods(frame, times.times(frame, "baseline_period"), known.years, "baseline_period"),
        *times.kinds_without_period(frame, read_times),
        *pairs.places_without_document(frame, read_times, known),
        *amounts_of,
        *numbers.ranges_reversed(frame, "value", "value_high"),
        *numbers.ranges_half_given(frame, "operator", "value_high"),
        *repeated_rows(frame, (*TARGET_IDENTITY, "source"), "value"),
    ]


def _word_problems(frame: Frame, known: Known, lists: Mapping[str, Sequence[str]]) -> list[Problem]:
    return [
        *words.unknown_places(frame, known),
        *words.unknown_indicators(frame, known),
        *pairs.unknown_breakdowns(frame, known),
        *words.unlisted_words(frame, lists),
        *pairs.units_of_another_kind(frame, known),
    ]


def _number_problems(frame: Frame, column: str, known: Known) -> list[Problem]:
    return [
        *numbers.unreadable_numbers(frame, column),
        *numbers.negative_numbers(frame, column),
        *numbers.rates_out_of_range(frame, column, known),
        *numbers.counts_not_whole(frame, column, known),
    ]


def _target_findings(frame: Frame, read_times: times.Times, known: Known, rules: rulebook.Rules) -> list[Problem]:
    figures = _reach(frame, "operator", rules)
    years = np.array([period.year if period else 0 for period in (*read_times.periods, None)], np.int64)
    return [
        *consistency.parts_not_total(frame, TARGET_STATEMENT, known.registry, figures),
        *consistency.subset_exceeds_whole(frame, DOCUMENT_STATEMENT, known.registry, figures),
        *consistency.later_milestones_lower(
            frame, known.registry, _micros(frame, "value"), years[frame.codes("period")]
        ),
    ]


def _actuals(data: Path, known: Known, rules: rulebook.Rules, found: Facts) -> None:
    series = _read_rulebook(data, "actuals/series.toml", _series, found)
    if series is None:
        return
    paths = sorted((data / "actuals/local").glob("*.csv"))
    reading = read_all(paths, data, ACTUALS)
    tables, problems = [reading.table], list(reading.problems)
    for key in sorted(set(series) - {"labour_force"}):
        table, wrong = series_table(data, key, series[key])
        tables.append(table)
        problems += wrong
    frame = Frame(stacked(tables) if len(tables) > 1 else tables[0])
    _reference_actuals(data, series, known, found)
    found.files += len(paths) + len(series) + 1
    found.rows += frame.rows
    _observations(frame, known, rules, found, problems)


def _series(path: Path) -> dict[str, dict[str, Any]]:
    """What holds for all rows of each series; KeyError where the labour force has no source."""
    series = tomllib.loads(path.read_text("utf-8"))
    if "source" not in series["labour_force"]:
        raise KeyError("labour_force.source")
    return series


def _reference_actuals(data: Path, series: Mapping[str, Any], known: Known, found: Facts) -> None:
    weights, wrong = reference.labour_force(data, series["labour_force"], known)
    aside, odd = reference.set_aside(data)
    found.problems += [*wrong, *odd]
    found.reference["set_aside"] = aside
    if weights is not None:
        found.reference["labour_force"] = weights


def _observations(frame: Frame, known: Known, rules: rulebook.Rules, found: Facts, problems: list[Problem]) -> None:
    read_times = times.times(frame)
    problems += actual_problems(frame, read_times, known)
    found.problems += problems
    if errors(problems):
        return
    figures = _reach(frame, "qualifier", rules)
    found.problems += [
        *consistency.parts_not_total(frame, ACTUAL_STATEMENT, known.registry, figures),
        *consistency.subset_exceeds_whole(frame, ACTUAL_STATEMENT, known.registry, figures),
    ]
    found.observations = observation_table(frame, read_times, known)


def series_table(data: Path, key: str, common: Mapping[str, Any]) -> tuple[pa.Table, list[Problem]]:
    """A statistics office's series in the columns of actuals; what holds for all rows comes from series.toml."""
    reading = read(data / f"actuals/{key}.csv", f"actuals/{key}.csv", SERIES)
    said = {"indicator": key, **{name: str(word) for name, word in common.items()}}
    columns = {
        name: reading.table.column(name) if name in SERIES.names else constant(said.get(name), reading.table.num_rows)
        for name in ACTUALS.names
    }
    place = {name: reading.table.column(name) for name in (SOURCE_FILE, SOURCE_ROW)}
    return pa.table({**columns, **place}), reading.problems


def actual_problems(frame: Frame, read_times: times.Times, known: Known) -> list[Problem]:
    """Everything that keeps rows of actuals from being observations."""
    lists = {"qualifier": QUALIFIERS, "state": STATES, "source_rank": RANKS}
    return [
        *words.blank_cells(frame, ACTUALS.filled),
        *_word_problems(frame, known, lists),
        *words.bad_dates(frame, "as_of"),
        *times.bad_periods(frame, read_times, known.years),
        *pairs.places_not_in_period(frame, read_times, known),
        *_number_problems(frame, "value", known),
        *_number_problems(frame, "value_high", known),
        *numbers.decimals_too_few(frame),
        *numbers.ranges_reversed(frame, "value", "value_high"),
        *numbers.ranges_half_given(frame, "qualifier", "value_high"),
        *repeated_rows(frame, [name for name in ACTUALS.names if name not in ("quotation", "note")], "value"),
    ]


def observation_table(frame: Frame, read_times: times.Times, known: Known) -> pa.Table:
    """Rows of actuals without problems as the warehouse takes observations."""
    as_of = _by_word(frame, "as_of", pa.array([last_day_printed(w) for w in frame.words("as_of")], pa.date32()))
    return pa.table(
        {
            **_as_read(frame, "place", "indicator", "breakdown", "coverage"),
            **_period_columns(frame, read_times),
            "cumulation": _cumulation(frame, read_times, known),
            "low": _by_word(frame, "value", amounts(frame.dictionary("value")).exact),
            "high": _by_word(frame, "value_high", amounts(frame.dictionary("value_high")).exact),
            "printed": _printed(frame),
            "decimals": _decimals(frame),
            **_as_read(frame, "qualifier", "unit", "state"),
            "as_of": as_of,
            "as_of_printed": frame.table.column("as_of"),
            "known_from": as_of,
            "source_rank": _by_word(frame, "source_rank", frame.dictionary("source_rank").cast(pa.int8())),
            **_as_read(frame, "source", "quotation", "note", SOURCE_FILE, SOURCE_ROW),
        }
    )


def target_tables(frame: Frame, read_times: times.Times, known: Known) -> tuple[pa.Table, pa.Table]:
    """Rows of targets without problems as the warehouse takes them: each target once, every page it is on."""
    keys = ["|".join(frame.text(name, row) or "" for name in TARGET_IDENTITY) for row in range(frame.rows)]
    key = pa.array(keys, pa.string())
    first = sorted({word: row for row, word in reversed(list(enumerate(keys)))}.values())
    value = amounts(frame.dictionary("value"))
    all_targets = pa.table(
        {
            **_as_read(frame, "place", "indicator", "breakdown", "coverage"),
            **_period_columns(frame, read_times),
            **_as_read(frame, "kind", "operator"),
            "value": _by_word(frame, "value", value.exact),
            "value_high": _by_word(frame, "value_high", amounts(frame.dictionary("value_high")).exact),
            "decimals": pa.array(_target_decimals(frame), pa.int8()),
            "unit": frame.table.column("unit"),
            "baseline_value": _by_word(frame, "baseline_value", amounts(frame.dictionary("baseline_value")).exact),
            **_as_read(frame, "baseline_period", "measured_by", "standing", "document_id"),
            "known_from": pa.array(_document_days(frame, known), pa.date32()),
            "target_key": key,
        }
    )
    rank = _by_word(frame, "source_rank", frame.dictionary("source_rank").cast(pa.int8()))
    read_on = _as_read(frame, "source", "quotation", "note", SOURCE_FILE, SOURCE_ROW)
    return all_targets.take(pa.array(first)), pa.table({"target_key": key, "source_rank": rank, **read_on})


def _document_days(frame: Frame, known: Known) -> list[date | None]:
    papers = [known.documents[word] for word in frame.words("document_id")]
    return [papers[code].day if code >= 0 else None for code in frame.codes("document_id")]


def _target_decimals(frame: Frame) -> list[int]:
    """The finer printed precision of the two ends of a target."""
    low, high = (amounts(frame.dictionary(name)).decimals for name in ("value", "value_high"))
    ends = zip(frame.codes("value"), frame.codes("value_high"), strict=True)
    return [max(int(low[one]), int(high[other]) if other >= 0 else 0) for one, other in ends]


def _as_read(frame: Frame, *columns: str) -> dict[str, pa.ChunkedArray]:
    return {name: frame.table.column(name) for name in columns}


def _by_word(frame: Frame, column: str, by_word: pa.Array) -> pa.Array:
    """A column of what each row's word stands for; missing where the cell is blank."""
    codes = frame.table.column(column).combine_chunks().indices if frame.rows else pa.array([], pa.int32())
    return by_word.take(codes)


def _period_columns(frame: Frame, read_times: times.Times) -> dict[str, pa.Array]:
    periods = [period for period in read_times.periods if period is not None]
    return {
        "period": _by_word(frame, "period", pa.array([period.key for period in periods], pa.string())),
        "period_start": _by_word(frame, "period", pa.array([period.start for period in periods], pa.date32())),
        "period_end": _by_word(frame, "period", pa.array([period.end for period in periods], pa.date32())),
    }


def _cumulation(frame: Frame, read_times: times.Times, known: Known) -> pa.Array:
    """How each flow cumulates by its period; missing for stocks and rates."""
    entries = known.registry.indicators
    flows = np.append(frame.asked("indicator", lambda word: entries[word].kind == "flow"), False)
    cumulations = pa.array([period.cumulation if period else None for period in read_times.periods], pa.string())
    codes = np.where(flows[frame.codes("indicator")], frame.codes("period"), -1)
    return _taken(cumulations, codes)


def _taken(by_code: pa.Array, codes: Codes) -> pa.Array:
    return by_code.take(pa.array(codes, pa.int32(), mask=codes < 0))


def _printed(frame: Frame) -> pa.ChunkedArray | pa.Array:
    """The text as read; both ends of a range joined by a dash."""
    column = frame.table.column("value")
    if frame.table.column("value_high").null_count == frame.rows:
        return column
    ends = (column.cast(pa.string()), frame.table.column("value_high").cast(pa.string()))
    return pc.binary_join_element_wise(*ends, "-", null_handling="skip")


def _decimals(frame: Frame) -> pa.Array:
    said = _by_word(frame, "decimals", frame.dictionary("decimals").cast(pa.int8()))
    if said.null_count == 0:
        return said
    shown = pa.array(amounts(frame.dictionary("value")).decimals, pa.int8())
    return pc.coalesce(said, _by_word(frame, "value", shown))


def _micros(frame: Frame, column: str) -> np.ndarray:
    """The millionths in each row; 0 where blank."""
    return np.append(amounts(frame.dictionary(column)).micros, 0)[frame.codes(column)]


def _reach(frame: Frame, kinds: str, rules: rulebook.Rules) -> Reach:
    low, high = _micros(frame, "value"), _micros(frame, "value_high")
    ends = np.where(frame.codes("value_high") >= 0, high, low)
    return reach(consistency.coded(frame, kinds), low, ends, rules)
