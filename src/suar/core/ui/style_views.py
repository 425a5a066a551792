"""The style page, for those who build pages. The public process, which must be up in a moment, never loads it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from suar.core.ui import samples


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with invented data."""
    return render(request, "ui/styleguide.html", samples.context(request))
