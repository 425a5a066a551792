"""Headers and language of the two faces."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from suar.core.ui.headers import COMMON, SHUT_POLICY

Handler = Callable[[HttpRequest], HttpResponse]
CACHEABLE = {200, 206, 304}


class PublicHeadersMiddleware:
    """Outermost: nothing of the public face is kept on the device, not even its script, and no other site learns
    of it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in COMMON.items():
            response.headers[name] = value
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Content-Security-Policy", SHUT_POLICY)
        return response


class DeskHeadersMiddleware:
    """Outermost: every answer of the desk carries them, whichever layer gave it, and none is stored but the style and
    scripts, which say nothing of anybody. The referrer stays on the desk: without it a browser sends `Origin: null`,
    and the forgery check would refuse every form."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in COMMON.items():
            response.headers[name] = value
        if not (is_static(request) and response.status_code in CACHEABLE):
            response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        # What was answered before the policy's own layer was reached shows nothing and may do nothing.
        response.headers.setdefault("Content-Security-Policy", SHUT_POLICY)
        return response


def is_static(request: HttpRequest) -> bool:
    return request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/")


class PublicLanguageMiddleware:
    """The address alone decides: `/en/…` is English, all else Indonesian. No cookie, and the browser's own list
    is not asked."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = "en" if request.path_info == "/en" or request.path_info.startswith("/en/") else "id"
        return in_language(language, request, self.get_response)


class DeskLanguageMiddleware:
    """Indonesian, unless this member of staff chose English here (a cookie of the desk)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = "en" if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == "en" else "id"
        return in_language(language, request, self.get_response)


def in_language(language: str, request: HttpRequest, get_response: Handler) -> HttpResponse:
    with translation.override(language):
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
