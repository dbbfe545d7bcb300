"""The shipped facts: all there, unchanged, and meaning what they say."""

import csv
import unicodedata
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from metrics.registry import registry, rules

DATA = Path(__file__).resolve().parents[2] / "data"
YEARS = [str(year) for year in range(2008, 2017)]


def rows(*paths: Path) -> list[dict[str, str]]:
    """The rows of CSV files below each other."""
    found: list[dict[str, str]] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


def targets() -> list[dict[str, str]]:
    """All stated targets."""
    return rows(*sorted((DATA / "targets").glob("*.csv")))


def actuals() -> list[dict[str, str]]:
    """All stated results."""
    return rows(*sorted((DATA / "actuals/local").glob("*.csv")))


def total(found: list[dict[str, str]], column: str) -> Decimal:
    """The sum of a column, blanks left out."""
    return sum((Decimal(row[column]) for row in found if row[column]), Decimal(0))


@pytest.mark.parametrize(
    ("found", "count", "column", "expected"),
    [
        (targets(), 185, "value", "12388254.85"),
        (targets(), 185, "value_high", "6702554"),
        (actuals(), 144, "value", "23134782.58"),
        (rows(DATA / "actuals/gso_certified_labour_rate.csv"), 576, "value", "8646.9"),
        (rows(DATA / "actuals/labour_force.csv"), 698, "thousand_persons", "1109530.4"),
    ],
    ids=["targets", "high ends of targets", "actuals", "statistics office", "labour force"],
)
def test_no_figure_is_lost_or_changed(found: list[dict[str, str]], count: int, column: str, expected: str) -> None:
    """As many rows as were gathered, adding up to what was gathered."""
    assert (len(found), total(found, column)) == (count, Decimal(expected))


@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("actuals/set_aside.csv", 92), ("places/places.csv", 99), ("places/place_names.csv", 101),
        ("places/place_regions.csv", 97), ("places/place_codes.csv", 105), ("places/place_aliases.csv", 1357),
        ("places/tilegrid_63.csv", 63), ("places/tilegrid_34.csv", 34), ("places/tilegrid_islands.csv", 4),
        ("documents/documents.csv", 11),
    ],
)  # fmt: skip
def test_no_row_is_lost(file: str, count: int) -> None:
    """As many rows as were gathered."""
    assert len(rows(DATA / file)) == count


def test_targets_whose_document_is_unknown_or_undated_are_counted() -> None:
    """106 targets name no document, 114 have no date."""
    dated = {row["document_id"] for row in rows(DATA / "documents/documents.csv") if row["date_printed"]}
    assert sum(not row["document_id"] for row in targets()) == 106
    assert sum(row["document_id"] not in dated for row in targets()) == 114


def test_a_number_alone_names_no_document() -> None:
    """Two plans of Hà Nội bear the number 177/KH-UBND."""
    found = [row["date_printed"] for row in rows(DATA / "documents/documents.csv") if row["number"] == "177/KH-UBND"]
    assert found == ["2022-06-28", "2025-07-07"]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("ha-noi.72-kh-ubnd.2022-03-04", "224.500"),
        ("vinh-phuc.220-kh-ubnd.2023-08-16", "ngành, nghề trọng điểm"),
    ],
)
def test_the_text_of_a_cited_document_is_there(document: str, words: str) -> None:
    """Rows that quote a document name its text, and the text has the words."""
    source = f"data/documents/texts/{document}.txt"
    assert words in (DATA.parent / source).read_text("utf-8")
    assert {row["source"] for row in targets() if row["document_id"] == document} == {source}


@pytest.mark.parametrize("year", YEARS)
def test_the_office_rates_weighted_by_labour_force_give_the_nation(year: str) -> None:
    """Provinces rolled up by their denominator meet the published nation within 0.1 points."""
    weights = by_place(rows(DATA / "actuals/labour_force.csv"), "year", "thousand_persons", year)
    rates = by_place(rows(DATA / "actuals/gso_certified_labour_rate.csv"), "period", "value", year)
    nation = rates.pop("viet-nam")
    weighted = sum(rate * weights[place] for place, rate in rates.items())
    assert len(rates) == 63
    assert abs(weighted / sum(weights[place] for place in rates) - nation) <= Fraction(1, 10)


def by_place(found: list[dict[str, str]], column: str, value: str, year: str) -> dict[str, Fraction]:
    """The exact figure of each place in one year."""
    return {row["place"]: Fraction(row[value]) for row in found if row[column] == year}


def test_every_series_of_the_facts_is_in_the_registry() -> None:
    """Each indicator and breakdown that has a figure is known, in a unit that the indicator takes."""
    entries = registry(DATA / "registry/indicators.toml").indicators
    for row in [*targets(), *actuals()]:
        entry = entries[row["indicator"]]
        assert row["breakdown"] == "total" or row["breakdown"] in entry.breakdowns
        assert row["unit"] in entry.units or row["operator"] == "reduce_by_at_least"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("about_tolerance", 0.05), ("nearly_ratio", 0.95), ("nearly_points", 0.5), ("nearly_reach", 0.05),
        ("more_than_reach", 0.05), ("more_than_points", 1.0), ("attainment_check", 1.2), ("weights_max_age_years", 3),
    ],
)  # fmt: skip
def test_thresholds_are_as_agreed(name: str, value: float) -> None:
    """The thresholds of the rules file, by which every published status was computed."""
    assert getattr(rules(DATA / "registry/rules.toml"), name) == value


@pytest.mark.parametrize(
    ("kind", "form"),
    [("NFD", "NFD"), ("official", "NFC")],
)
def test_spellings_keep_their_form(kind: str, form: str) -> None:
    """Decomposed spellings are still decomposed, official ones composed."""
    found = [row["alias"] for row in rows(DATA / "places/place_aliases.csv") if row["kind"] == kind]
    assert found
    assert all(unicodedata.is_normalized("NFC" if form == "NFC" else "NFD", alias) for alias in found)


def test_damaged_spellings_survive() -> None:
    """Spellings with hard and double blanks, and those encoded twice, stand as they were gathered."""
    found = rows(DATA / "places/place_aliases.csv")
    hanoi = {row["alias"]: row["kind"] for row in found if row["place_from_2025_07"] == "ha-noi"}
    assert {" Hà Nội ", "Hà  Nội", "Hà\u00a0Nội"} <= hanoi.keys()
    mojibake = [alias for alias, kind in hanoi.items() if kind == "mojibake"]
    assert [twice_encoded(alias) for alias in mojibake] == ["Hà Nội"]


def twice_encoded(alias: str) -> str:
    """What a text was before its bytes were taken for Windows-1252."""
    return b"".join(char.encode("latin-1") if ord(char) < 256 else char.encode("cp1252") for char in alias).decode(
        "utf-8"
    )


def test_provinces_stand_in_the_official_order() -> None:
    """The nation first, then provinces by code, the older place first, then regions."""
    found = rows(DATA / "places/places.csv")
    provinces = [(row["code"], row["valid_from"]) for row in found if row["level"] == "province"]
    assert provinces == sorted(provinces)
    assert [found[0]["place"], found[1]["place"]] == ["viet-nam", "ha-noi"]
    assert {row["level"] for row in found[-12:]} == {"region"}


def test_code_24_moved_to_another_province() -> None:
    """A code alone is no key: 24 was Bắc Giang and is Bắc Ninh."""
    found = [
        (row["place"], row["valid_from"], row["valid_to"])
        for row in rows(DATA / "places/place_codes.csv")
        if row["code"] == "24"
    ]
    assert found == [("bac-giang", "", "2025-06-30"), ("bac-ninh-2025", "2025-07-01", "")]
