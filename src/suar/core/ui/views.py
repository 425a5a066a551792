"""The way out of the public face, and the style page for those who build pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from suar.core.ui import samples


def leave(request: HttpRequest) -> HttpResponse:
    """The hop of *Keluar cepat*: forgets what the browser may hold of this site, then goes to the neutral page."""
    response = HttpResponseRedirect(settings.SUAR_EXIT_URL)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with invented data."""
    return render(request, "ui/styleguide.html", samples.context(request))
