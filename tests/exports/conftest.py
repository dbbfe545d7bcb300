"""What tests of exports share: the material of shipped places, read once."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from exports.material import Material, read
from warehouse.serving import serving

#: A day after every shipped figure: the same files whenever the tests run.
DAY = date(2026, 6, 30)


@pytest.fixture(scope="session")
def material(store: Path) -> Callable[..., Material]:
    """The material of a place and year from the shipped facts."""

    @cache
    def made(place: str, year: int, lang: str = "vi", period: str | None = None, day: date = DAY) -> Material:
        return read(serving(store), place, year, lang, period=period, as_of=day)

    return made
