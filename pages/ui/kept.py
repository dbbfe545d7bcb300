"""Blocks made once for each view and shared by all sessions: HTML, figures, the rows behind them.

What a kept block returns is never changed by whoever shows it. A rerun that finds its blocks kept costs little more
than an empty page: that is what lets fifty people work on one server.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar

import pandas as pd

from charts.palette import Theme
from pages.ui import address
from warehouse.serving import Serving, serving
from warehouse.writer import now_in_vietnam

P = ParamSpec("P")
T = TypeVar("T")
#: How many views of each block are kept, those shown last; of blocks that are tables only a few, since every one
#: of their columns is walked by the garbage collector after every rerun.
VIEWS: Final = 256
FEW: Final = 8


class Moment(NamedTuple):
    """What a block may depend on besides its arguments: the figures, the day, the address that links keep, a theme."""

    store: Serving
    loaded_at: datetime
    day: date
    address: tuple[tuple[str, str], ...]
    theme: Theme


def moment() -> Moment:
    """The moment of the present run."""
    store = serving()
    asked = tuple(sorted(address.view().items()))
    return Moment(store, store.loaded_at, now_in_vietnam().date(), asked, address.theme())


class Same:
    """A table as part of a key: equal to itself only, so whoever keeps it hands on the very same one."""

    __slots__ = ("table",)

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.table is self.table


def key_of(argument: Any) -> Hashable:
    """What stands for an argument in a key: a record for its fields, so that nothing it has worked out is kept."""
    if isinstance(argument, pd.DataFrame):
        return Same(argument)
    if isinstance(argument, list):
        return (list, *map(key_of, argument))
    if is_dataclass(argument):
        return (type(argument), *(key_of(getattr(argument, field.name)) for field in fields(argument)))
    key: Hashable = argument
    return key


class Views:
    """The last answers of one block, each under its key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def found(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer under the key, made where it is not kept; two who ask at once may both make it."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                known: T = self._answers[key]
                return known
        made = make()
        with self._lock:
            self._answers[key] = made
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return made


def kept(block: Callable[P, T]) -> Callable[P, T]:
    """The block, made once for each moment and arguments. It must draw nothing itself, and not read the session."""
    return _kept(block, VIEWS)


def kept_few(block: Callable[P, T]) -> Callable[P, T]:
    """The same for a block of tables, read on the way to others that are kept."""
    return _kept(block, FEW)


def _kept(block: Callable[P, T], most: int) -> Callable[P, T]:
    views = Views(most)

    @wraps(block)
    def shown(*arguments: P.args, **named: P.kwargs) -> T:
        told = tuple((name, key_of(value)) for name, value in sorted(named.items()))
        key = (moment(), *map(key_of, arguments), *told)
        return views.found(key, lambda: block(*arguments, **named))

    return shown
