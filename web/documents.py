"""The texts of documents that are shipped with the data, for whoever wants to read a target in its own words."""

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

TEXTS: Final = Path(__file__).resolve().parents[1] / "data" / "documents" / "texts"
FOLDER: Final = "data/documents/texts/"


def address_of(source: object) -> str | None:
    """The address, below the server's, of a document's text; None where the source is no shipped text."""
    text = str(source)
    if not text.startswith(FOLDER) or not (TEXTS / text.removeprefix(FOLDER)).is_file():
        return None
    return f"documents/{text.removeprefix(FOLDER)}"


async def document(request: Request) -> Response:
    """Answers with the text of one shipped document; 404 for any other name."""
    shipped = {path.name: path for path in TEXTS.glob("*.txt")}
    found = shipped.get(request.path_params["name"])
    if found is None:
        return PlainTextResponse("404", status_code=404)
    return PlainTextResponse(found.read_text(encoding="utf-8"), headers={"Cache-Control": "no-cache"})


ROUTES: Final = [Route("/documents/{name}", document)]
