"""The way out of the public face."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


def leave(request: HttpRequest) -> HttpResponse:
    """The hop of *Keluar cepat*: forgets what the browser may hold of this site, then goes to the neutral page. Not its
    cookies: this face sets none, and that order would reach every site under the same domain, the desk too."""
    response = HttpResponseRedirect(settings.SUAR_EXIT_URL)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
