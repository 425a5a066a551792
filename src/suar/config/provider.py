"""A government's OpenID provider, as an office names it. Off unless SUAR_OIDC_ISSUER is set."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Provider:
    """`acr`, `amr`: the values in an ID token that stand for a second factor here; none unless the office says so."""

    issuer: str
    client: str
    name: str
    secret_file: Path
    acr: frozenset[str]
    amr: frozenset[str]

    def secret(self) -> str:
        """The client's secret. Raises OSError when the file is not there."""
        return self.secret_file.read_text(encoding="utf-8").strip()


def provider(secret: Path) -> Provider | None:
    """From SUAR_OIDC_*; `secret` is the home's folder of secrets. Raises ImproperlyConfigured for half of one."""
    issuer = os.environ.get("SUAR_OIDC_ISSUER", "")
    if not issuer:
        return None
    parts, client = urlsplit(issuer), os.environ.get("SUAR_OIDC_CLIENT", "")
    plain = parts.scheme == "http" and parts.hostname in LOCAL
    if not (parts.scheme == "https" or plain) or parts.query or parts.fragment or parts.username or not parts.hostname:
        raise improper("SUAR_OIDC_ISSUER must read https://masuk.contoh.go.id, with a path where the provider has one.")
    if not client:
        raise improper("SUAR_OIDC_CLIENT must name this desk as the provider knows it.")
    return Provider(
        issuer=issuer,
        client=client,
        name=os.environ.get("SUAR_OIDC_NAME", "") or parts.hostname,
        secret_file=Path(os.environ.get("SUAR_OIDC_SECRET_FILE", "") or secret / "oidc.secret"),
        acr=listed("SUAR_OIDC_ACR"),
        amr=listed("SUAR_OIDC_AMR"),
    )


def listed(name: str) -> frozenset[str]:
    return frozenset(filter(None, (part.strip() for part in os.environ.get(name, "").split(","))))


def improper(text: str) -> Exception:
    from django.core.exceptions import ImproperlyConfigured

    return ImproperlyConfigured(text)
