"""Any screen as the frame runs it, an error of the store being one sentence there: for tests without a browser."""

from streamlit.testing.v1 import AppTest


def drawn(screen: str) -> None:
    """The script of a screen within the frame."""
    import runpy
    from types import SimpleNamespace
    from typing import Any

    from pages.ui import address, frame
    from wording.catalogue import words

    page: Any = SimpleNamespace(url_path=screen, run=lambda: runpy.run_path(f"pages/{screen}.py"))
    frame.run(page, words(address.lang()))


def opened(screen: str, **query: str) -> AppTest:
    """A screen at an address, within the frame."""
    app = AppTest.from_function(drawn, default_timeout=60, args=(screen,))
    for name, code in query.items():
        app.query_params[name] = code
    return app.run()


def said(app: AppTest) -> str:
    """All own HTML of a screen, and what it says went wrong."""
    return "\n".join([*(element.proto.body for element in app.get("html")), *(error.value for error in app.error)])
