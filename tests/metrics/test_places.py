"""Places in time: the same code or name is another province after 1/7/2025."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from metrics.places import Places, folded
from metrics.records import records

FOLDER = Path(__file__).resolve().parents[2] / "data" / "places"


@pytest.fixture(scope="module")
def places() -> Places:
    """The shipped places."""
    read = {f: pd.read_csv(FOLDER / f"{f}.csv", dtype=str, keep_default_na=False) for f in _TABLES}
    for table in read.values():
        for column in ("valid_from", "valid_to"):
            if column in table:
                table[column] = pd.to_datetime(table[column])
    read["places"]["position"] = range(len(read["places"]))
    aliases = read["place_aliases"].set_axis(
        ["alias", "place_until_2025_06", "place_from_2025_07", "kind", "note"], axis=1
    )
    tables = (read["places"], read["place_names"], read["place_regions"], read["place_codes"], aliases)
    return Places(*(records(table) for table in tables))


_TABLES = ("places", "place_names", "place_regions", "place_codes", "place_aliases")


@pytest.mark.parametrize(
    ("text", "on", "place"),
    [
        ("24", date(2024, 12, 31), "bac-giang"), ("24", date(2026, 12, 31), "bac-ninh-2025"),
        ("15", date(2025, 6, 30), "yen-bai"), ("15", date(2025, 7, 1), "lao-cai-2025"),
        ("1", date(2024, 1, 1), "ha-noi"), ("01", date(2026, 1, 1), "ha-noi"),
        ("phu-tho", date(2025, 6, 30), "phu-tho"), ("phu-tho", date(2025, 9, 30), "phu-tho-2025"),
        ("phu-tho-2025", date(2022, 12, 31), "phu-tho"), ("phu-tho", date(2030, 12, 31), "phu-tho-2025"),
        ("vinh-phuc", date(2030, 12, 31), "vinh-phuc"), ("Vĩnh Phúc", date(2022, 12, 31), "vinh-phuc"),
        ("vinh phuc", date(2022, 12, 31), "vinh-phuc"), ("Thành phố Hà Nội", date(2022, 12, 31), "ha-noi"),
        ("Atlantis", date(2022, 12, 31), None), ("99", date(2022, 12, 31), None),
    ],
)  # fmt: skip
def test_a_place_is_resolved_at_a_day(text: str, on: date, place: str | None, places: Places) -> None:
    """Key, code and name mean a province of that day, or nothing."""
    assert places.resolve(text, on) == place


@pytest.mark.parametrize(
    ("on", "count"),
    [(date(2024, 12, 31), 63), (date(2025, 6, 30), 63), (date(2025, 7, 1), 34), (date(2026, 11, 1), 34)],
)
def test_the_country_has_63_then_34_provinces(on: date, count: int, places: Places) -> None:
    """63 until 30/6/2025, 34 from the next day."""
    assert len(places.provinces(on)) == count


def test_a_successor_shows_its_predecessors(places: Places) -> None:
    """Phú Thọ of 2025 grew out of Phú Thọ, Vĩnh Phúc and Hòa Bình."""
    assert set(places.lineage("phu-tho-2025")) == {"phu-tho-2025", "phu-tho", "vinh-phuc", "hoa-binh"}


@pytest.mark.parametrize(
    ("place", "on", "name"),
    [
        ("hue", date(2024, 12, 31), "Tỉnh Thừa Thiên Huế"), ("hue", date(2025, 1, 1), "Thành phố Huế"),
        ("quang-ninh", date(2026, 8, 31), "Tỉnh Quảng Ninh"), ("quang-ninh", date(2026, 9, 1), "Thành phố Quảng Ninh"),
        ("vinh-phuc", date(2030, 1, 1), "Tỉnh Vĩnh Phúc"),
    ],
)  # fmt: skip
def test_names_change_with_time(place: str, on: date, name: str, places: Places) -> None:
    """A place carries the name of the day; an ended one its last."""
    assert places.name(place, on, full=True) == name


def test_a_new_province_is_in_no_region_until_the_new_regions(places: Places) -> None:
    """Between 1/7 and 4/10/2025 nobody had said which."""
    assert places.region("phu-tho-2025", date(2025, 8, 1)) is None
    assert places.region("phu-tho-2025", date(2025, 10, 5)) is not None


def test_spellings_are_folded() -> None:
    """Case, marks and separators do not make another name."""
    assert folded("Bà Rịa - Vũng Tàu") == folded("BA RIA–VUNG TAU") == "ba ria vung tau"
    assert folded("Đắk Lắk") == "dak lak"
