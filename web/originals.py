"""The files that were sent, for those who may have them back."""

from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from warehouse.errors import WarehouseError
from warehouse.originals import original_path
from warehouse.serving import serving
from web.accounts import User, user_may
from web.file_names import disposition
from web.sign_in import asker


def may_have(user: User | None, received_by: str, places: list[str]) -> bool:
    """Whether a user may read an original: its sender, an administrator, an editor of every place it tells of."""
    if user is None:
        return False
    return (
        user.name == received_by or user_may(user, "administer") or (bool(places) and user_may(user, "write", places))
    )


def found(upload_id: str, user: User | None) -> tuple[Path, str] | int:
    """Where an upload's original lies and its name; an HTTP status where there is none for this user."""
    if user is None:
        return 401
    reads = serving().snapshot()
    rows = reads.query("upload", upload_id=upload_id)
    if rows.empty:
        return 404
    sent = rows.iloc[0]
    places = [str(place) for place in reads.query("upload_places", upload_id=upload_id)["place"]]
    if not may_have(user, str(sent["received_by"]), places):
        return 403
    path = original_path(serving().folder, str(sent["sha256"]))
    return (path, str(sent["file_name"])) if path.is_file() else 404


async def original(request: Request) -> Response:
    """Answers with the original of an upload as it was sent."""
    try:
        answer = await run_in_threadpool(found, request.path_params["upload_id"], asker(request).user)
    except WarehouseError as error:
        return JSONResponse({"error": error.code}, 503)
    if isinstance(answer, int):
        return JSONResponse({"error": "original"}, answer)
    path, name = answer
    headers = {"Content-Disposition": disposition(name), "Cache-Control": "private, no-store"}
    return FileResponse(path, media_type="application/octet-stream", headers=headers)


ROUTES: Final = [Route("/api/original/{upload_id}", original, methods=["GET"])]
