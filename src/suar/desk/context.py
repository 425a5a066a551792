"""The frame around every page of the desk: the sidebar with its counts, and only the doors this role may open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from suar.core.ui.context import shell
from suar.desk import counts as counts_of
from suar.desk.places import PLACES
from suar.registry.accounts.permissions import Permission, allows

BAR = 3  # doors at the foot of a phone, beside search and the menu
SHELL_DOORS = {
    "search_url": Permission.SEARCH,
    "intake_url": Permission.COMPLAINT_ADD,
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


def permitted_shell(request: HttpRequest, user: Any) -> dict[str, Any]:
    links = shell(request)
    return {name: url if _open(user, name) else "" for name, url in links.items()}


def _open(user: Any, name: str) -> bool:
    return name not in SHELL_DOORS or allows(user, SHELL_DOORS[name])


def sidebar(request: HttpRequest, user: Any) -> list[dict[str, Any]]:
    """The places this role may enter; the one with the longest matching address is where we are."""
    places = [(place, place.url()) for place in PLACES if allows(user, place.permission)]
    here = max((url for _, url in places if _within(request.path, url)), key=len, default="")
    counts = counts_of.of_sidebar(user) if any(place.count for place, _ in places) else {}
    bar = [url for place, url in places if place.icon][:BAR]
    return [
        {
            "label": place.label,
            "url": url,
            "count": counts.get(place.count, 0),
            "danger": place.danger,
            "section": place.section,
            "active": url == here,
            "key": place.key,
            "icon": place.icon if url in bar else "",
            "short": place.short or place.label,
        }
        for place, url in places
    ]


def _within(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
