"""Read a request whole before a thread is taken for it: two hundred phones that send half a form hold no thread.

What was read stays in memory: a form or a register never lies on the disk in the clear."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from asgiref.sync import AsyncToSync
from asgiref.wsgi import WsgiToAsgi, WsgiToAsgiInstance

LARGEST_BODY = 64 * 1024  # bytes
PATIENCE = 60.0  # seconds for the whole body; a form is 2 kB
TOO_LARGE = b"Terlalu besar. Kami hanya menerima kata-kata, tanpa foto atau video. / Too large: words only, please."
TOO_SLOW = b"Sambungan terputus sebelum selesai. Coba kirim lagi. / The connection was cut. Please send again."


class Buffered:
    """Wraps a WSGI application. Bodies above `largest` bytes are answered 413, unfinished ones after `patience`
    seconds 408. `files` names the paths that take a larger body, with its size in bytes."""

    def __init__(
        self,
        application: Any,
        *,
        largest: int = LARGEST_BODY,
        files: Mapping[str, int] | None = None,
        patience: float = PATIENCE,
        too_large: bytes = TOO_LARGE,
    ) -> None:
        self.inner: Any = _InMemory(application)
        self.largest, self.files, self.patience, self.too_large = largest, dict(files or {}), patience, too_large

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        try:
            async with asyncio.timeout(self.patience):
                body = await _read(receive, self.files.get(scope["path"], self.largest))
        except TimeoutError:
            await _answer(send, 408, TOO_SLOW)
            return
        if body is None:
            await _answer(send, 413, self.too_large)
            return

        async def sending(message: Any) -> None:  # asgiref wants a function that says that it is async
            await send(message)

        await self.inner(scope, _replay(body), sending)


class _InMemory(WsgiToAsgi):
    """asgiref's adapter writes a body above 64 kB to a temporary file; this one does not."""

    def __init__(self, application: Any) -> None:
        super().__init__(application)  # type: ignore[no-untyped-call]  # asgiref leaves it untyped

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        call: Any = _Call
        await call(self.wsgi_application, self.duplicate_header_limit)(scope, receive, send)


class _Call(WsgiToAsgiInstance):
    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.scope, self.sync_send = scope, AsyncToSync(send)
        await self.run_wsgi_app(BytesIO((await receive())["body"]))


async def _read(receive: Any, largest: int) -> bytes | None:
    """The whole body; None when it is larger."""
    body = bytearray()
    while True:
        message: dict[str, Any] = await receive()
        if message["type"] == "http.disconnect":
            raise TimeoutError
        body += message.get("body", b"")
        if len(body) > largest:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes) -> Any:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _answer(send: Any, status: int, text: bytes) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
