"""The sheet of the meeting view that a figure is laid out on: one of 16:9 over the whole screen."""

from collections.abc import Callable
from typing import Any, Final

from charts.stretched import stretched

#: Pixels of a sheet's edge on each side, and those that the step's number takes below a figure.
EDGE, NUMBER = 8, 16
#: Widths in pixels that a figure may be drawn for, the largest letters first.
SHEETS: Final = (960, 1080, 1200, 1360, 1540, 1760, 1920)
#: The widest sheet whose smallest letters are still read: 14 px on a screen of 1366, 20 px on one of 1920.
LEGIBLE: Final = 1200


def fitted(draw: Callable[[int], Any]) -> tuple[Any, tuple[int, int]]:
    """The figure over a whole sheet of 16:9, as narrow a sheet as holds it, and the sheet's size in pixels."""
    figure, wide, high = draw(SHEETS[0] - 2 * EDGE), 0, 0
    for width in SHEETS:
        figure = draw(width - 2 * EDGE)
        wide, high = _size(figure)
        if _holds(figure):
            break
    tall = max(high - 2 * EDGE - NUMBER, int(figure.layout.height) * 9 // 10)
    return stretched(figure, tall), (wide, max(high, tall + 2 * EDGE + NUMBER))


def is_legible(draw: Callable[[int], Any]) -> bool:
    """Whether the figure has room on a sheet of which every letter is read."""
    figure = draw(LEGIBLE - 2 * EDGE)
    return _size(figure)[0] <= LEGIBLE and _holds(figure)


def _size(figure: Any) -> tuple[int, int]:
    """The width and height of the sheet of 16:9 that is as wide as the figure."""
    wide = int(figure.layout.width) + 2 * EDGE
    return wide, wide * 9 // 16


def _holds(figure: Any) -> bool:
    """Whether the figure is no higher than its sheet."""
    return bool(figure.layout.height <= _size(figure)[1] - EDGE)
