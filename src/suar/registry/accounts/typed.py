"""What somebody had typed when the desk asked once more who they are: kept for this session alone and given back to be
pressed again. The desk never presses by itself: between the first press and the proof somebody else may have sat there.

It lies in the session, whose row only the cookie opens (sessions.py), at most as long as the session lives."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

KEPT = "typed"  # its place in the session
TOKEN = "typed-again"  # noqa: S105 - the name of a hidden field: which of them is pressed again
MOST = 4  # of one session, the oldest goes first: as many open tabs as anybody types in at once
LARGEST = 64 * 1024  # characters of one form, names and values
TECHNICAL = frozenset({"csrfmiddlewaretoken", "version", TOKEN})


def keep(request: HttpRequest) -> str:
    """Keep the body of a POST. Returns the address that gives it back; of one with nothing typed in it, or too much,
    the page that it was pressed on."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", TOKEN} and "password" not in name
        for value in values
    ]
    size = sum(len(name) + len(value) for name, value in fields)
    if size > LARGEST or not any(value for name, value in fields if name not in TECHNICAL):
        return page_of(request)
    token = secrets.token_urlsafe(9)
    kept = dict(list(request.session.get(KEPT, {}).items())[1 - MOST :])
    kept[token] = {
        "path": request.get_full_path(),
        "page": page_of(request),
        "fields": fields,
        "files": bool(request.FILES),
    }
    request.session[KEPT] = kept
    return reverse("accounts:typed-again", args=[token])


def find(request: HttpRequest, token: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = request.session.get(KEPT, {}).get(token)
    return found


def forget(request: HttpRequest, token: str) -> None:
    """It was pressed again, or its owner wants it no more."""
    kept = request.session.get(KEPT, {})
    if kept.pop(token, None):
        request.session[KEPT] = kept


def page_of(request: HttpRequest) -> str:
    """The page of the desk that a request came from, or the first one."""
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(came)
    path = "/" + parts.path.lstrip("/\\")  # two of them would begin the name of another host
    return path + (f"?{parts.query}" if parts.query else "")


def lead(request: HttpRequest, address: str) -> HttpResponse:
    """To another page, the whole of it: also for a request that asked for a part only."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
