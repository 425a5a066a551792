"""The front page, the advice that needs no sending, and what all public views share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from suar.casework.intake import promises
from suar.core.ui.errors import error_page

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def only[**P](*methods: str) -> Callable[[View[P]], View[P]]:
    """Any other method gets a page that says so, not a bare number."""
    allowed = {*methods, "HEAD"} if "GET" in methods else set(methods)

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method in allowed:
                return view(request, *args, **kwargs)
            response = error_page(request, 405)
            response.headers["Allow"] = ", ".join(sorted(allowed))
            return response

        return checked

    return wrap


@only("GET")
def home(request: HttpRequest) -> HttpResponse:
    """Where to begin. When nobody here has read for longer than we promise, whoever does answer comes first."""
    return render(request, "intake/home.html", {"unread_since": promises.unread_since(timezone.now())})


@only("GET")
def tonight(request: HttpRequest) -> HttpResponse:
    """What helps now, without a word sent to anybody."""
    return render(request, "intake/tonight.html")


@only("GET")
def readers(request: HttpRequest) -> HttpResponse:
    return render(request, "intake/readers.html")


@only("GET")
def traces(request: HttpRequest) -> HttpResponse:
    return render(request, "intake/traces.html")


@only("GET")
def robots(request: HttpRequest) -> HttpResponse:
    """A form for children is found by people, not by search engines' caches."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
