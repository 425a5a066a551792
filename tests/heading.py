"""What an answer must tell a browser: everything that is missing from it or too much in it, by name."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Any

YEAR = 31_536_000
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Server": "",
}
SWITCHED_OFF = ("camera", "geolocation", "microphone", "payment", "usb")
# Where a browser may load what from: this host, or nowhere. A hash names one text that stands in the page.
SOURCES = {"'none'", "'self'", "data:"}
NEEDED = ("default-src", "base-uri", "frame-ancestors")
NOWHERE = ("object-src", "frame-src", "worker-src", "media-src", "manifest-src")
COOKIES_OF_THE_DESK = {"suar_desk", "csrftoken", "django_language", "messages"}
# No other site may read anything, no library or server says what it is.
NEVER = ("Access-Control-Allow-Origin", "X-Powered-By", "Via")


def wrong(answer: Any, *, face: str, static: bool = False, over_tls: bool = True) -> list[str]:
    """Of an answer of Django's to the test client. `face` is `desk` or `public`."""
    faults = wrong_headers(answer.headers, face=face, static=static, over_tls=over_tls)
    return faults + wrong_cookies(answer.cookies, face=face)


def wrong_headers(
    headers: Mapping[str, str], *, face: str, static: bool = False, over_tls: bool = True, sentence: bool = False
) -> list[str]:
    """A `sentence` was answered before anybody knew which page was asked for: it refers to nothing at all."""
    told = {name.lower(): value for name, value in headers.items()}
    referrer = "same-origin" if face == "desk" and not sentence else "no-referrer"
    wanted = {**EVERYWHERE, "Referrer-Policy": referrer}
    if over_tls:
        wanted["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
    if not static:
        wanted["Cache-Control"] = "no-store"
    faults = [name for name, value in wanted.items() if told.get(name.lower()) != value]
    faults += [f"{name} is told" for name in NEVER if name.lower() in told]
    if static and "public" not in told.get("cache-control", ""):
        faults.append("Cache-Control")
    off = told.get("permissions-policy", "").split(", ")
    faults += [f"Permissions-Policy: {feature}" for feature in SWITCHED_OFF if f"{feature}=()" not in off]
    return faults + wrong_policy(told.get("content-security-policy", ""))


def wrong_policy(policy: str) -> list[str]:
    named: dict[str, list[str]] = {}
    for directive in filter(None, policy.split("; ")):
        name, *sources = directive.split(" ")
        named[name] = sources
    faults = [f"{name} {named.get(name)}" for name in NEEDED if not shut(named, name)]
    faults += [f"{name} {named[name]}" for name in NOWHERE if name in named and not shut(named, name)]
    if named.get("form-action") not in (["'self'"], ["'none'"]):
        faults.append(f"form-action {named.get('form-action')}")
    for name, sources in named.items():
        faults += [f"{name} {one}" for one in sources if one not in SOURCES and not one.startswith("'sha256-")]
    return [f"Content-Security-Policy: {fault}" for fault in faults]


def shut(named: Mapping[str, list[str]], name: str) -> bool:
    return named.get(name) == ["'none'"]


def wrong_cookies(cookies: SimpleCookie, *, face: str) -> list[str]:
    """The desk sets four, each for this host over TLS alone and out of any script's reach; the public face none."""
    faults = []
    for name, cookie in cookies.items():
        if cookie["max-age"] == 0:  # taken back
            continue
        kept = cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Strict"
        whole = cookie["path"] == "/" and not cookie["domain"]
        if face != "desk" or name.removeprefix("__Host-") not in COOKIES_OF_THE_DESK or not (kept and whole):
            faults.append(f"cookie {name}")
    return faults
