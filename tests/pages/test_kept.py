"""Blocks that are made once for each view."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pandas as pd
import pytest

from pages.ui import kept

MOMENT = kept.Moment(None, datetime(2026, 1, 1), date(2026, 1, 1), (("year", "2022"),), "light")  # noqa: DTZ001
ROWS = pd.DataFrame({"place": ["ha-noi"]})


@dataclass(frozen=True)
class Standing:
    """A record with something worked out from it."""

    place: str

    @cached_property
    def name(self) -> str:
        """What was worked out."""
        return self.place.upper()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts the run at a moment."""

    def put(**changes: Any) -> None:
        monkeypatch.setattr(kept, "moment", lambda: MOMENT._replace(**changes))

    put()
    return put


@pytest.fixture
def block() -> Callable[..., list[object]]:
    """A kept block whose every making is another list."""
    return kept.kept(lambda *arguments, **named: [arguments, named])


@pytest.mark.parametrize(
    "arguments",
    [(), ("ha-noi", 2022), (ROWS,), (Standing("ha-noi"),), ([Standing("ha-noi"), ROWS],)],
    ids=["none", "plain", "table", "record", "list"],
)
def test_the_same_view_is_made_once(
    at: Callable[..., None], block: Callable[..., list[object]], arguments: tuple[object, ...]
) -> None:
    """The very same answer for the same moment and arguments."""
    assert block(*arguments, lang="vi") is block(*arguments, lang="vi")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ha-noi",), ("da-nang",)),
        ((ROWS,), (ROWS.copy(),)),
        ((Standing("ha-noi"),), (Standing("da-nang"),)),
        ((), (None,)),
    ],
    ids=["plain", "equal tables", "record", "none"],
)
def test_other_arguments_are_another_view(
    at: Callable[..., None], block: Callable[..., list[object]], one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    """An argument that differs, or a table that only looks the same."""
    assert block(*one) is not block(*other)


@pytest.mark.parametrize(
    "change",
    [
        {"loaded_at": datetime(2026, 1, 2)},  # noqa: DTZ001
        {"day": date(2026, 1, 2)},
        {"address": (("lang", "en"), ("year", "2022"))},
        {"theme": "dark"},
        {"store": "another"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_moment_is_another_view(
    at: Callable[..., None], block: Callable[..., list[object]], change: dict[str, Any]
) -> None:
    """Newer figures, the next day, another address to link from, the other theme, another store."""
    first = block("ha-noi")
    at(**change)
    assert block("ha-noi") is not first


def test_only_the_last_views_are_kept(at: Callable[..., None], block: Callable[..., list[object]]) -> None:
    """As many as VIEWS; one shown again stays, the one not shown longest goes."""
    first, second = block(0), block(1)
    for view in range(2, kept.VIEWS):
        block(view)
    assert block(0) is first
    block(kept.VIEWS)
    assert block(0) is first
    assert block(1) is not second


def test_of_tables_only_a_few_are_kept(at: Callable[..., None]) -> None:
    """A table costs every rerun, so fewer of them stay than of texts."""
    block = kept.kept_few(lambda view: [view])
    first = block(0)
    for view in range(1, kept.FEW):
        block(view)
    assert block(0) is first
    for view in range(kept.FEW, 2 * kept.FEW):
        block(view)
    assert block(0) is not first


def test_what_a_record_has_worked_out_is_not_kept() -> None:
    """A key holds the record's fields, not the tables it has read."""
    record = Standing("ha-noi")
    assert record.name == "HA-NOI"
    assert kept.key_of(record) == (Standing, "ha-noi")


def test_an_error_is_not_kept(at: Callable[..., None]) -> None:
    """A block that failed is tried again."""
    answers = iter([1, 0])
    divided = kept.kept(lambda: 1 / (1 - next(answers)))
    with pytest.raises(ZeroDivisionError):
        divided()
    assert divided() == 1
