"""What every answer tells a browser, also where Django was not reached (config/asgi/buffering.py, config/utf8.py)."""

from __future__ import annotations

from django.conf import settings

# Everything a browser could otherwise reach from a page is switched off: no page here needs any of it.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
        "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment", "serial", "usb",
        "xr-spatial-tracking",
    )
)  # fmt: skip
COMMON = {
    "Permissions-Policy": PERMISSIONS,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Server": "",  # what answers is nobody's business; the HTTP server adds its name where none is given
}
# Of an answer that is only a sentence.
SHUT_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def of_a_sentence(*, over_tls: bool) -> list[tuple[str, str]]:
    """All headers of a plain sentence that is answered before Django; both faces."""
    headers = {
        "Content-Type": "text/plain; charset=utf-8",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": SHUT_POLICY,
        **COMMON,
    }
    if over_tls and settings.SECURE_HSTS_SECONDS:
        subdomains = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}{subdomains}"
    return list(headers.items())
