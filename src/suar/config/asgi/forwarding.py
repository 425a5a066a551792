"""What a proxy says of a request counts when it is a proxy that the office named; from anybody else it is thrown away.

Behind a proxy every request comes from the proxy's address over plain HTTP. Where it really came from, and that it came
over TLS, stands in headers, which anybody can write."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from granian.utils.proxies import wrap_asgi_with_proxy_headers

type Application = Callable[[Any, Any, Any], Awaitable[None]]

FORWARDED = frozenset({b"forwarded", b"x-real-ip", b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host"})
FORWARDED |= {b"x-forwarded-port", b"x-forwarded-prefix", b"x-forwarded-server", b"x-forwarded-ssl", b"client-ip"}


def behind(application: Application, proxies: Collection[str]) -> Application:
    """Address and scheme as the named proxy saw them: the last address in its list that is no proxy's own. No header of
    this kind reaches the application, wherever it came from."""

    async def stripped(scope: Any, receive: Any, send: Any) -> None:
        headers = [(name, value) for name, value in scope.get("headers", ()) if name.lower() not in FORWARDED]
        await application(scope | {"headers": headers}, receive, send)

    if not proxies:
        return stripped
    trusting: Application = wrap_asgi_with_proxy_headers(stripped, list(proxies))
    return trusting
