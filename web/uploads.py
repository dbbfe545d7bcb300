"""Files on their way in: streamed to disk with a limit and a clock, handed only to whoever sent them."""

import asyncio
import hashlib
import json
import re
import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from warehouse import store
from warehouse.accounts import User
from web.accounts import sealed
from web.file_names import safe_name
from web.sign_in import asker, same_origin

MEGABYTE: Final = 1_000_000
LARGEST: Final = 50 * MEGABYTE
#: Seconds without a byte, and for a whole file.
STALL: Final = 15.0
LONGEST: Final = 600.0
#: Files on their way at once from one user.
AT_ONCE: Final = 4
#: Room that a file must leave on the disk.
ROOM_LEFT: Final = 500 * MEGABYTE
#: Seconds after which a file that nobody confirmed is thrown away.
KEPT: Final = 24 * 3600
PIECE: Final = MEGABYTE
PURPOSE: Final = "upload"
UPLOAD_ID: Final = re.compile(r"[0-9a-f]{32}")


class UploadRefused(Exception):
    """The file is not taken: an HTTP status and a code for the screens, a word key below `upload`."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass(frozen=True, slots=True)
class Received:
    """A whole file that has come in and waits for its sender."""

    id: str
    by: str
    file_name: str
    sha256: str
    bytes: int
    received_at: float

    @property
    def path(self) -> Path:
        """Where it lies until it is confirmed or swept away."""
        return incoming_folder() / self.id


_under_way: Counter[str] = Counter()


def incoming_folder() -> Path:
    """Where files lie until they are confirmed."""
    return store.folder() / "incoming"


def take(upload_id: str, by: User) -> Received | None:
    """The file that a user sent under this identifier; None for another's, an unknown or a swept one."""
    if not UPLOAD_ID.fullmatch(upload_id):
        return None
    try:
        found = Received(**json.loads((incoming_folder() / f"{upload_id}.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.by == by.name and found.path.is_file() else None


def drop(received: Received) -> None:
    """Throw a file away: its personal data must not stay, or its rows are loaded."""
    received.path.unlink(missing_ok=True)
    received.path.with_suffix(".json").unlink(missing_ok=True)


def sweep(now: float | None = None) -> None:
    """Throw away what lies unconfirmed for too long, halves of broken transfers included."""
    for path in incoming_folder().glob("*"):
        with suppress(FileNotFoundError):  # a transfer that ended meanwhile took its own half away
            age = (now or time.time()) - path.stat().st_mtime
            if age > (LONGEST + STALL if path.suffix == ".part" else KEPT):
                path.unlink()


def put(content: bytes, name: str, by: User) -> Received:
    """Figures typed at the screen, lying like a file that was sent; UploadRefused where there is no room."""
    upload_id = secrets.token_hex(16)
    part = prepared(upload_id)
    try:
        part.write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        received = Received(upload_id, by.name, safe_name(name), sha256, len(content), time.time())
        settle(part, received)
    except OSError as error:
        raise UploadRefused(507, "no_room") from error
    finally:
        part.unlink(missing_ok=True)
    return received


async def upload(request: Request) -> Response:
    """Takes one file as the bare body of a POST; answers with its identifier, or why not."""
    user, token = asker(request).user, asker(request).token
    try:
        if user is None or not same_origin(request) or not sealed(token, PURPOSE, request.headers.get("x-csrf")):
            raise UploadRefused(403, "forbidden")
        with counted(user.name):
            received = await receive(request, user)
    except UploadRefused as refusal:
        return JSONResponse({"error": refusal.code}, refusal.status, {"Cache-Control": "no-store"})
    told = {"id": received.id, "name": received.file_name, "bytes": received.bytes, "sha256": received.sha256}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


@contextmanager
def counted(name: str) -> Iterator[None]:
    """Counts a user's files on their way; UploadRefused for one too many."""
    if _under_way[name] >= AT_ONCE:
        raise UploadRefused(429, "too_many")
    _under_way[name] += 1
    try:
        yield
    finally:
        _under_way[name] -= 1


async def receive(request: Request, user: User) -> Received:
    """The file of a request, whole on disk; UploadRefused where it is too large, slow, broken off or empty."""
    refuse_declared(request.headers.get("content-length"))
    upload_id = secrets.token_hex(16)
    part = await run_in_threadpool(prepared, upload_id)
    try:
        async with asyncio.timeout(LONGEST):
            sha256, size = await written(request, part)
        name = safe_name(unquote(request.headers.get("x-file-name", "")))
        received = Received(upload_id, user.name, name, sha256, size, time.time())
        await run_in_threadpool(settle, part, received)
    except TimeoutError as error:
        raise UploadRefused(408, "too_slow") from error
    except ClientDisconnect as error:
        raise UploadRefused(400, "broken_off") from error
    except OSError as error:
        raise UploadRefused(507, "no_room") from error
    finally:
        await run_in_threadpool(part.unlink, missing_ok=True)
    return received


def refuse_declared(length: str | None) -> None:
    """UploadRefused for a file that says it is too large, before any of it is read."""
    if length is not None and (not length.isdecimal() or int(length) > LARGEST):
        raise UploadRefused(413, "too_large")


def prepared(upload_id: str) -> Path:
    """Where to write, once there is room and what is old is gone."""
    folder = incoming_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sweep()
    except OSError as error:
        raise UploadRefused(507, "no_room") from error
    if store.free_bytes(folder) < ROOM_LEFT:
        raise UploadRefused(507, "no_room")
    return folder / f"{upload_id}.part"


async def written(request: Request, part: Path) -> tuple[str, int]:
    """The SHA-256 and length of what was written, piece by piece beside the server's own thread."""
    digest, size = hashlib.sha256(), 0
    with part.open("wb") as file:
        async for piece in pieces(request):
            size += len(piece)
            if size > LARGEST:
                raise UploadRefused(413, "too_large")
            digest.update(piece)
            await run_in_threadpool(file.write, piece)
    if size == 0:
        raise UploadRefused(400, "empty")
    return digest.hexdigest(), size


async def pieces(request: Request) -> AsyncIterator[bytes]:
    """The body in pieces of about a megabyte; TimeoutError when none of it comes for a while."""
    stream, held = aiter(request.stream()), bytearray()
    while True:
        try:
            held += await asyncio.wait_for(anext(stream), STALL)
        except StopAsyncIteration:
            break
        if len(held) >= PIECE:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def settle(part: Path, received: Received) -> None:
    """Note whose file it is, then give it its name: without the note nobody can take it."""
    received.path.with_suffix(".json").write_text(json.dumps(asdict(received)), encoding="utf-8")
    part.replace(received.path)


ROUTES: Final = [Route("/api/upload", upload, methods=["POST"])]
