"""The frame around every page of the desk: the sidebar with its counts, and only the doors this role may open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from suar.core.ui.context import shell
from suar.desk.places import PLACES, Place
from suar.registry.accounts.permissions import Permission, allows

SHELL_DOORS = {
    "search_url": Permission.SEARCH,
    "intake_url": Permission.COMPLAINT_ADD,
    "today_url": Permission.TODAY,
    "complaints_url": Permission.COMPLAINT_VIEW,
    "cases_url": Permission.CASE_VIEW,
}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav` and `shell` of the signed-in user, made only when a template asks."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": []}
    return {
        "nav": SimpleLazyObject(lambda: sidebar(request, user)),
        "shell": SimpleLazyObject(lambda: permitted_shell(request, user)),
    }


def permitted_shell(request: HttpRequest, user: Any) -> dict[str, str]:
    links = shell(request)
    return {name: url if _open(user, name) else "" for name, url in links.items()}


def _open(user: Any, name: str) -> bool:
    return name not in SHELL_DOORS or allows(user, SHELL_DOORS[name])


def sidebar(request: HttpRequest, user: Any) -> list[dict[str, Any]]:
    now = timezone.now()
    return [_item(place, request, user, now) for place in PLACES if allows(user, place.permission)]


def _item(place: Place, request: HttpRequest, user: Any, now: Any) -> dict[str, Any]:
    url = place.url()
    return {
        "label": place.label,
        "url": url,
        "count": place.count(user, now) if place.count else 0,
        "danger": place.danger,
        "section": place.section,
        "active": request.path == url or (url != "/" and request.path.startswith(url)),
    }
