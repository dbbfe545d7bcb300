"""A browser's half of Streamlit's conversation, without a browser: asks for runs of the script, reads to their end."""

import asyncio
import time
from types import TracebackType
from typing import Final, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE: Final = 30.0
LARGEST: Final = 64 << 20
XSRF: Final = "bench"


class PageFailed(RuntimeError):
    """A run ended with an exception or an error on the page."""


class Session:
    """One tab at a screen of a server on this machine; `async with` opens and closes it."""

    def __init__(self, port: int, page: str) -> None:
        self.port, self.page = port, page
        self._hashes: set[str] = set()
        self._page_hash = ""
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        host = f"localhost:{self.port}"
        self._socket = await connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit", XSRF],  # type: ignore[list-item]
            additional_headers={"Cookie": f"_streamlit_xsrf={XSRF}", "Origin": f"http://{host}"},
            max_size=LARGEST,
            open_timeout=PATIENCE,
            compression=None,
            proxy=None,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket is not None:
            await self._socket.close()

    async def run(self, query: str) -> float:
        """Milliseconds from asking for a run at an address to its end; PageFailed where the page shows an error."""
        assert self._socket is not None
        start = time.perf_counter()
        await self._socket.send(self._asked(query).SerializeToString())
        failed = ""
        while True:
            message = ForwardMsg.FromString(await _bytes(self._socket))
            failed = failed or failure(message)
            self._note(message)
            if message.WhichOneof("type") == "script_finished":
                break
        taken = (time.perf_counter() - start) * 1000
        if failed or message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
            raise PageFailed(f"/{self.page}?{query}: {failed or 'the script did not end well'}")
        return taken

    def _asked(self, query: str) -> BackMsg:
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = query
        state.page_script_hash = self._page_hash
        state.page_name = "" if self._page_hash else self.page
        state.cached_message_hashes.extend(self._hashes)
        state.context_info.url = f"http://localhost:{self.port}/{self.page}"
        state.context_info.timezone = "Asia/Ho_Chi_Minh"
        state.context_info.timezone_offset = -420
        state.context_info.locale = "vi-VN"
        state.context_info.color_scheme = "light"
        return asked

    def _note(self, message: ForwardMsg) -> None:
        """Keep what a browser would: the page it is on, and the messages it need not be sent again."""
        if message.WhichOneof("type") == "new_session":
            self._page_hash = message.new_session.page_script_hash
        if message.WhichOneof("type") == "navigation":
            self._page_hash = message.navigation.page_script_hash
        if message.metadata.cacheable and message.hash:
            self._hashes.add(message.hash)


async def _bytes(socket: ClientConnection) -> bytes:
    got = await asyncio.wait_for(socket.recv(), PATIENCE)
    assert isinstance(got, bytes)
    return got


def failure(message: ForwardMsg) -> str:
    """What an error on the page says; empty for any other message."""
    element = message.delta.new_element
    match element.WhichOneof("type"):
        case "exception":
            return str(element.exception.message)
        case "alert" if element.alert.format == element.alert.ERROR:
            return str(element.alert.body)
        case "html" if 'role="alert"' in element.html.body:
            return str(element.html.body)
    return ""
