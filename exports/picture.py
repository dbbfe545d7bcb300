"""Pictures of figures made on the server, by a Chromium that is found on the machine and kept warm."""

import atexit
import os
import re
import threading
from pathlib import Path
from typing import Any, Final

import kaleido
from choreographer.browsers.chromium import Chromium

from exports.figures import Drawing

WIDTH, HEIGHT = 1920, 1080
#: What a figure is laid out for: half the picture, so that its letters are twice as large.
_WIDE, _HIGH = 960, 540
FORMATS: Final = ("png", "svg")
_SECONDS: Final = 60
#: The name that Plotly gives a drawing by chance, wherever its parts are named for it.
_BY_CHANCE: Final = re.compile(rb'id="defs-([0-9a-f]{6})"')
_STARTING: Final = threading.Lock()


class NoChromium(RuntimeError):
    """No browser is on the machine to make pictures with."""


class PictureFailed(RuntimeError):
    """The browser gave no picture."""


class _Browser:
    """The one browser of this process: started by the first picture, ended with the process."""

    def __init__(self) -> None:
        self.running = False

    def start(self) -> None:
        """Start the browser unless it runs; NoChromium where there is none."""
        with _STARTING:
            if self.running:
                return
            path = found()
            if path is None:
                raise NoChromium
            page = kaleido.PageGenerator(mathjax=False)
            kaleido.start_sync_server(path=path, page_generator=page, timeout=_SECONDS, silence_warnings=True)
            self.running = True
            atexit.register(self.stop)

    def stop(self) -> None:
        """End the browser if it runs; the next picture starts a new one."""
        with _STARTING:
            if self.running:
                self.running = False
                kaleido.stop_sync_server(silence_warnings=True)


_BROWSER: Final = _Browser()


def found() -> str | None:
    """Where a Chromium, Chrome or Edge lies, BROWSER_PATH first; None where there is none."""
    asked = os.environ.get("BROWSER_PATH")
    if asked:
        return asked if Path(asked).is_file() else None
    path = Chromium.find_browser(skip_local=False)
    return str(path) if path else None


def picture(drawing: Drawing, form: str) -> bytes:
    """The figure as a PNG of 1920 by 1080 or as an SVG; NoChromium, PictureFailed."""
    _BROWSER.start()
    figure, wide, high = _fitted(drawing)
    options = {"format": form, "width": wide, "height": high, "scale": HEIGHT / high if form == "png" else 1}
    try:
        made = kaleido.calc_fig_sync(figure, opts=options)
    except (RuntimeError, OSError, ValueError, TimeoutError) as error:
        _BROWSER.stop()
        raise PictureFailed(str(error)) from error
    return named_the_same(made) if form == "svg" else bytes(made)


def _fitted(drawing: Drawing) -> tuple[dict[str, Any], int, int]:
    """The figure laid out on a sheet of 16:9 that holds all of it, with the sheet's width and height."""
    wide, high = _WIDE, _HIGH
    figure = drawing(wide)
    if figure.layout.height > high:
        wide = 16 * -(-int(figure.layout.height) // 9)
        figure = drawing(wide)
        wide = max(wide, 16 * -(-int(figure.layout.height) // 9))
        high = wide * 9 // 16
    return told_apart(figure.to_dict()), wide, high


def told_apart(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure with a fixed name for each trace, where Plotly would draw one by chance."""
    return figure | {"data": [trace | {"uid": f"trace{n}"} for n, trace in enumerate(figure["data"])]}


def named_the_same(drawn: bytes) -> bytes:
    """An SVG whose parts are named alike every time."""
    chance = _BY_CHANCE.search(drawn)
    return drawn.replace(chance.group(1), b"figure") if chance else drawn
