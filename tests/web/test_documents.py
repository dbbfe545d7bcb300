"""The texts of documents that the server hands out, and nothing else."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from web.documents import ROUTES, address_of

CLIENT = TestClient(Starlette(routes=ROUTES))
SHIPPED = "ha-noi.72-kh-ubnd.2022-03-04.txt"


def test_a_shipped_text_is_read_in_utf8() -> None:
    """The plan 72/KH-UBND as text."""
    answer = CLIENT.get(f"/documents/{SHIPPED}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "KẾ HOẠCH" in answer.text


@pytest.mark.parametrize("name", ["other.txt", "..%2Fdocuments.csv", "%2e%2e/documents.csv", f"{SHIPPED}/x", ""])
def test_no_other_file_is_handed_out(name: str) -> None:
    """Only the names that are shipped are answered."""
    assert CLIENT.get(f"/documents/{name}").status_code == 404


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"data/documents/texts/{SHIPPED}", f"documents/{SHIPPED}"),
        ("data/documents/texts/lost.txt", None),
        ("https://example.org/a.txt", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_address_of(source: object, expected: str | None) -> None:
    """A source that is no shipped text has no address."""
    assert address_of(source) == expected
