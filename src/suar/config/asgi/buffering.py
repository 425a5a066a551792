"""Read a request whole before a thread is taken for it: two hundred phones that send half a form hold no thread."""

from __future__ import annotations

import asyncio
from typing import Any

from asgiref.wsgi import WsgiToAsgi

LARGEST_BODY = 64 * 1024  # bytes
PATIENCE = 60  # seconds for the whole body; a form is 2 kB
TOO_LARGE = b"Terlalu besar. Kami hanya menerima kata-kata, tanpa foto atau video. / Too large: words only, please."
TOO_SLOW = b"Sambungan terputus sebelum selesai. Coba kirim lagi. / The connection was cut. Please send again."


class Buffered:
    """Wraps a WSGI application. Bodies above `LARGEST_BODY` are answered 413, unfinished ones 408."""

    def __init__(self, application: Any) -> None:
        self.inner: Any = WsgiToAsgi(application)  # type: ignore[no-untyped-call]  # asgiref leaves it untyped

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        try:
            async with asyncio.timeout(PATIENCE):
                body = await self._read(receive)
        except TimeoutError:
            await _answer(send, 408, TOO_SLOW)
            return
        if body is None:
            await _answer(send, 413, TOO_LARGE)
            return

        async def sending(message: Any) -> None:  # asgiref wants a function that says that it is async
            await send(message)

        await self.inner(scope, _replay(body), sending)

    async def _read(self, receive: Any) -> bytes | None:
        body = b""
        while True:
            message: dict[str, Any] = await receive()
            if message["type"] == "http.disconnect":
                raise TimeoutError
            body += bytes(message.get("body", b""))
            if len(body) > LARGEST_BODY:
                return None
            if not message.get("more_body", False):
                return body


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
