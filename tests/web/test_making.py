"""How far a file has come is told to the page that asks with its key, and to no other."""

from starlette.applications import Starlette
from starlette.testclient import TestClient

from web import making


def said(key: str) -> object:
    """What the route answers for a key."""
    answer = TestClient(Starlette(routes=list(making.ROUTES))).get("/api/making", params={"key": key})
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()["said"]


def test_a_step_is_told_to_its_page_until_the_file_is_made() -> None:
    """The last step told, for its key alone; nothing before and nothing after."""
    assert said("mine") is None
    making.tell("mine", "Lập trang 2/12")
    assert (said("mine"), said("another"), said("")) == ("Lập trang 2/12", None, None)
    making.finished("mine")
    making.finished("mine")
    assert said("mine") is None
