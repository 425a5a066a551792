"""What every page of a surface may use in its template."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from suar.core.ui.faces import is_public


def initials(name: str) -> str:
    """`Rani Astuti` → `RA`; one word gives its first two letters."""
    words = [word for word in name.replace(".", " ").replace("_", " ").split() if word[0].isalnum()]
    letters = words[0][:2] if len(words) == 1 else "".join(word[0] for word in words[:2])
    return letters.upper() or "?"


def named_url(name: str) -> str:
    """The address of a named page, or nothing where this surface does not have it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def other_language(path: str) -> tuple[str, str]:
    """The same page in the other language, cookie-free: `/en/…` is English, no prefix is Indonesian."""
    in_english = path == "/en" or path.startswith("/en/")
    # One slash: two would make what follows the name of another site. A browser takes tabs and line ends out of an
    # address before it looks for them.
    rest = (path[3:] if in_english else path).lstrip("/\\")
    rest = "" if any(letter <= " " or letter == "\x7f" for letter in rest) else rest
    return ("id", f"/{rest}") if in_english else ("en", f"/en/{rest}")


def public_face(path: str) -> dict[str, str]:
    """What the public base needs: the way out and the other language."""
    code, url = other_language(path)
    home = "/en/" if code == "id" else "/"
    return {"exit_url": named_url("exit"), "home_url": home, "other_language": code, "other_language_url": url}


def surface(request: HttpRequest) -> dict[str, Any]:
    """Names for the base templates: `exit_url`, `other_language…` on the public face, `shell` on the desk (read
    only if used)."""
    if is_public():
        return public_face(request.path)
    return {"shell": SimpleLazyObject(lambda: shell(request))}


def shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    name = ""
    if user is not None and user.is_authenticated:
        name = user.get_full_name() or user.get_username()
    return {
        "user_name": name,
        "initials": initials(name) if name else "",
        "search_url": named_url("desk:search"),
        "intake_url": named_url("complaints:complaint-new"),
        "idle_seconds": settings.SUAR_IDLE_SECONDS,
        "lock_url": named_url("account_lock"),
        "locked_url": named_url("account_locked"),
        "presence_url": named_url("account_presence"),
        "account_url": named_url("accounts:profile"),
        "sign_out_url": named_url("account_logout"),
        "language_url": named_url("set_language"),
    }
