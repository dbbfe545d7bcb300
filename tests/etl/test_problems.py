"""Wrong files, and everything that is said of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.facts import facts
from etl.problems import Problem

Put = Callable[[str, str], Path]
ACTUALS, TARGETS = "actuals/local/x.csv", "targets/x.csv"


def seen(problems: list[Problem], at: str) -> list[tuple[str, int | None, str | None, str | None]]:
    """What is said of one file, in the order of its rows."""
    said = [(p.code, p.row, p.column, p.text) for p in problems if p.file == at]
    return sorted(said, key=lambda problem: (problem[1] or 0, problem[0], problem[2] or ""))


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("actual-words.csv", ACTUALS, [
            ("unknown-place", 3, "place", "ha-nooi"),
            ("unknown-indicator", 4, "indicator", "enrollment"),
            ("unknown-breakdown", 5, "breakdown", "dai_hoc"),
            ("unknown-word", 6, "qualifier", "over"),
            ("unknown-word", 7, "state", "provisional"),
            ("unknown-word", 8, "source_rank", "4"),
            ("missing-value", 9, "place", None),
            ("missing-value", 10, "source", None),
            ("unit-mismatch", 11, "unit", "percent"),
        ]),
        ("actual-numbers.csv", ACTUALS, [
            ("rate-out-of-range", 3, "value", "100.1"),
            ("negative-value", 5, "value", "-1"),
            ("bad-number", 6, "value", "12k"),
            ("bad-number", 7, "value", "224.5"),
            ("bad-number", 8, "value", "1.1234567"),
            ("range-reversed", 9, "value_high", "70"),
            ("range-incomplete", 11, "value_high", None),
            ("range-incomplete", 12, "value_high", "80"),
            ("bad-number", 13, "decimals", "1"),
            ("bad-number", 15, "decimals", "x"),
            ("bad-number", 16, "value", "224,500"),
            ("rate-out-of-range", 17, "value_high", "100.5"),
        ]),
        ("actual-periods.csv", ACTUALS, [
            ("bad-period", 2, "period", "2022-M13"),
            ("bad-year", 3, "period", "1999"),
            ("place-not-in-year", 3, "period", "1999"),
            ("bad-year", 5, "period", "2051"),
            ("place-not-in-year", 8, "period", "2025"),
            ("place-not-in-year", 9, "period", "2025-H1"),
            ("place-not-in-year", 12, "period", "2008-H1"),
            ("bad-period", 14, "period", "2021..2021"),
            ("bad-date", 16, "as_of", "2022-02-30"),
            ("bad-date", 18, "as_of", "12/2022"),
        ]),
        ("actual-repeats.csv", ACTUALS, [
            ("duplicate-row", 3, "value", "100"), ("duplicate-row", 6, "value", "100"),
        ]),
        ("actual-ragged.csv", ACTUALS, [
            ("ragged-row", 4, None, "ha-noi,enrolment,total"), ("unknown-place", 5, "place", "ha-nooi"),
        ]),
        ("actual-missing-column.csv", ACTUALS, [("missing-column", 1, "state", None)]),
        ("actual-extra-column.csv", ACTUALS, [("extra-column", 1, "stat", None)]),
        ("actual-empty.csv", ACTUALS, [("empty-file", None, None, None)]),
        ("target-words.csv", TARGETS, [
            ("unknown-document", 2, "document_id", "ha-noi.1-kh-ubnd.2022"),
            ("document-of-another-place", 3, "place", "ha-noi"),
            ("unknown-word", 4, "operator", "over"),
            ("unknown-word", 5, "standing", "planned"),
            ("unknown-word", 6, "kind", "goal"),
            ("unknown-indicator", 7, "measured_by", "gso"),
            ("period-not-of-kind", 8, "period", "2021..2025"),
            ("period-not-of-kind", 9, "period", "2025"),
            ("period-not-of-kind", 10, "period", "2022-H1"),
            ("range-incomplete", 11, "value_high", None),
            ("range-incomplete", 12, "value_high", "120"),
            ("unit-mismatch", 13, "unit", "percent"),
            ("bad-number", 15, "baseline_value", "x"),
            ("bad-period", 15, "baseline_period", "2021-M13"),
        ]),
        ("documents-wrong.csv", "documents/documents.csv", [
            ("bad-date", 2, "date_printed", "2021-09-31"),
            ("unknown-place", 3, "place", "ha-nooi"),
            ("unknown-word", 3, "authority", "5"),
            ("duplicate-row", 4, "document_id", "a.2"),
            ("lost-text", 4, "source", "data/documents/texts/none.txt"),
        ]),
        ("place-codes-wrong.csv", "places/place_codes.csv", [("place-overlap", 83, "valid_from", "24")]),
        ("places-wrong.csv", "places/places.csv", [
            ("unknown-place", row, "successor", "phu-tho-2026") for row in (22, 24)
        ]),
        ("indicators-wrong.toml", "registry/indicators.toml", [
            ("registry-fault", None, "enrolment.autumn_breakdowns", "trung_cap"),
            ("registry-fault", None, "enrolment.breakdowns.cao_dang.parent", "tong"),
            ("registry-fault", None, "enrolment.breakdowns.tuyen_moi.relation", "some"),
            ("registry-fault", None, "enrolment.comparable_across_places", "so_cap"),
            ("registry-fault", None, "enrolment.complete_sets", "tuyen_moi"),
            ("registry-fault", None, "enrolment.units", "persons"),
            ("registry-fault", None, "trained_labour_rate.subset_of", "labour_rate"),
            ("registry-fault", None, "trained_labour_rate.weight", "None"),
        ]),
    ],
)  # fmt: skip
def test_every_problem_is_found_in_one_pass(
    data: Path, put: Put, name: str, at: str, expected: list[tuple[object, ...]]
) -> None:
    """A wrong file gives all its problems at once, each on its row and cell, and nothing on its right rows."""
    put(name, at)
    assert seen(facts(data).problems, at) == expected


def test_a_file_in_another_encoding_is_refused_whole(data: Path, put: Put) -> None:
    """A file that is not UTF-8 gives one problem on the file and no rows."""
    put("actual-encoding.csv", ACTUALS)
    assert [(p.code, p.row) for p in facts(data).problems if p.file == ACTUALS] == [("unknown-encoding", None)]


def test_names_cover_every_day_once(data: Path, put: Put) -> None:
    """A gap, an overlap and a name that begins after its place are each found."""
    put("place-names-wrong.csv", "places/place_names.csv")
    found = [(p.code, p.row, p.text) for p in facts(data).problems if p.file == "places/place_names.csv"]
    assert sorted(found) == [
        ("place-gap", 10, "bac-ninh-2025"), ("place-gap", 49, "hue"), ("place-overlap", 81, "quang-ninh"),
    ]  # fmt: skip


def test_a_target_belongs_to_a_place_of_its_time(data: Path, put: Put) -> None:
    """A place may plan beyond its own end, but not before it began, nor in a document older than itself."""
    put("documents.csv", "documents/documents.csv")
    put("target-places.csv", TARGETS)
    assert seen(facts(data).problems, TARGETS) == [
        ("place-not-in-year", 2, "period", "2024"),
        ("place-not-in-year", 6, "place", "phu-tho-2025"),
    ]


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("actual-consistency.csv", ACTUALS, [
            ("parts-not-total", 2), ("parts-not-total", 17), ("subset-exceeds-whole", 26),
        ]),
        ("target-consistency.csv", TARGETS, [
            ("parts-not-total", 6), ("parts-not-total", 13), ("subset-exceeds-whole", 19),
            ("later-milestone-lower", 21),
        ]),
    ],
)  # fmt: skip
def test_contradictions_are_shown_and_kept(
    data: Path, put: Put, name: str, at: str, expected: list[tuple[str, int]]
) -> None:
    """Figures that contradict each other are warnings, never errors; a bound is flagged only where it must fail."""
    put(name, at)
    found = facts(data)
    assert [(p.code, p.row) for p in found.problems if p.file == at] == expected
    assert {p.severity for p in found.problems} == {"warning"}
    assert found.observations is not None
    assert found.targets is not None


def test_a_near_name_is_offered_and_not_taken(data: Path, put: Put) -> None:
    """A slip of one letter is an error with a suggestion."""
    put("actual-words.csv", ACTUALS)
    found = facts(data)
    assert [p.suggestion for p in found.problems if p.code == "unknown-place"] == ["ha-noi"]
    assert found.observations is None


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("registry/rules.toml", "nearly_points", "nearly_point", "nearly_points"),
        ("registry/indicators.toml", 'kind = "flow"', 'kind = "flux"', "enrolment"),
        ("registry/indicators.toml", 'kind = "flow"', "", "enrolment: kind is missing; it is one of flow, stock, rate"),
        ("actuals/series.toml", "[labour_force]", "[labour]", "labour_force"),
    ],
)
def test_a_settings_file_with_something_missing_is_named(data: Path, file: str, old: str, new: str, named: str) -> None:
    """A file of settings that does not hold what it must is a problem that names file and entry."""
    path = data / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    (problem,) = [found for found in facts(data).problems if found.severity == "error"]
    assert (problem.code, problem.file) == ("registry-fault", file)
    assert named in str(problem.text)
