"""The addresses of the desk, walked: by name, with the permission that guards each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from suar.registry.accounts.permissions import Permission
from tests.samples import sample

# The doors themselves: whoever stands before them has no role yet, or changes nothing but their own account.
OPEN = {
    "account_lock",
    "account_locked",
    "account_locked_question",
    "account_login",
    "account_logout",
    "account_presence",
    "account_prove_rest",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_index",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "provider_return",
    "provider_start",
    "set_language",
}
# Shown in development only, with invented data.
DEVELOPMENT = {"styleguide"}


def walk(resolver: URLResolver, before: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from walk(entry, (*before, entry.namespace) if entry.namespace else before)
        elif isinstance(entry, URLPattern):
            yield ":".join([*before, entry.name or "?"]), entry


ADDRESSES = dict(walk(get_resolver(settings.ROOT_URLCONF)))
GUARDED = {name: pattern for name, pattern in ADDRESSES.items() if name not in OPEN | DEVELOPMENT}


def permission_of(pattern: URLPattern) -> Permission | None:
    return getattr(pattern.callback, "permission", None)


def parts_of(name: str) -> dict[str, Any]:
    """The converters in an address, by name."""
    return dict(ADDRESSES[name].pattern.converters)


def address(name: str, made: dict[str, object] | None = None) -> str:
    """The address with real objects in it; `made` keeps them for addresses that change nothing."""
    return filled(name, lambda part, converter: sample(part, converter), {} if made is None else made)


def filled(name: str, value: Callable[[str, object], object], kept: dict[str, object]) -> str:
    places = {part: place_of(part, converter) for part, converter in parts_of(name).items()}
    for part, converter in parts_of(name).items():
        if places[part] not in kept:
            kept[places[part]] = value(part, converter)
    return reverse(name, kwargs={part: kept[place] for part, place in places.items()})


def place_of(part: str, converter: object) -> str:
    """Where the value of a part is kept: the sign-in library calls the number of a factor what an app calls an id."""
    return "factor" if part == "pk" and isinstance(converter, IntConverter) else part
