"""What the program takes from its environment: typed, safe by default, failing loudly.

Everything an office has lies in one home directory (`--home` or SUAR_HOME):

    main/  keys/  intake/   the three stores, each in a directory of its own so that each process can be given its
                            own; unless SUAR_DATABASE_MAIN, _KEYS, _INTAKE name PostgreSQL
    secret/                 master key, wrapped keysets: the desk and the worker only
    public/                 draft and look-up key: all that the public process has
"""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from suar.core import origin

STORES = ("main", "keys", "intake")
# Of one process to one database of PostgreSQL. A process has one thread for requests and few beside it (uploads ask who
# is signed in), so that two desk and two public processes and a worker hold at most 44 of a server's usual 100. A
# connection is looked at before it is given out; `timeout`: a server that is restarted is waited for, and whoever waits
# longer reads that nothing was kept; `reconnect_timeout`: after an outage nobody waits for a pause that grew meanwhile.
POOL = {
    "min_size": 1,
    "max_size": 4,
    "num_workers": 1,
    "timeout": 3.0,
    "reconnect_timeout": 3.0,
    "max_lifetime": 3600.0,
}
TRUE, FALSE = {"1", "true", "yes"}, {"", "0", "false", "no"}


@dataclass(frozen=True, slots=True)
class Environment:
    """Paths and switches of one process. Raises ImproperlyConfigured on anything it cannot read."""

    home: Path
    development: bool
    relaxed_sign_in: bool
    exit_url: str
    allowed_hosts: tuple[str, ...]
    log_origin: str
    trusted_proxies: tuple[str, ...]
    intake_channel: tuple[str, ...]
    email: str
    email_from: str
    flood_rate: int
    ended_tie_days: int

    @property
    def secret(self) -> Path:
        return self.home / "secret"

    @property
    def public(self) -> Path:
        """The public surface's own directory; its process is told of this one and of no other."""
        named = os.environ.get("SUAR_PUBLIC_DIR", "")
        return Path(named) if named else self.home / "public"

    def database(self, store: str) -> dict[str, object]:
        """The Django connection of one store."""
        url = os.environ.get(f"SUAR_DATABASE_{store.upper()}", "")
        if url.startswith("sqlite:///"):
            return sqlite(Path(url.removeprefix("sqlite://")))
        if url:
            return postgres(url)
        return sqlite(self.home / store / f"{store}.sqlite3")


def improper(text: str) -> Exception:
    """Django's own error for settings; imported when there is one, for `serve` reads the environment without Django."""
    from django.core.exceptions import ImproperlyConfigured

    return ImproperlyConfigured(text)


def switch(name: str, default: bool = False) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() in TRUE:
        return True
    if raw.lower() in FALSE:
        return False
    raise improper(f"{name} must be 1 or 0, not {raw!r}.")


def addresses(name: str) -> tuple[str, ...]:
    """Addresses and networks with commas between. Nobody by default, and never everybody: a name is no address."""
    from ipaddress import ip_network

    given = tuple(one for one in (part.strip() for part in os.environ.get(name, "").split(",")) if one)
    for one in given:
        try:
            whole = ip_network(one).prefixlen == 0
        except ValueError:
            whole = True
        if whole:
            raise improper(f"{name} must list the addresses of proxies, as in 127.0.0.1, not {one!r}.")
    return given


def whole(name: str, default: int) -> int:
    """A whole number above nought."""
    raw = os.environ.get(name, "") or str(default)
    if not raw.isascii() or not raw.isdigit() or int(raw) == 0:
        raise improper(f"{name} must be a whole number above 0, not {raw!r}.")
    return int(raw)


def environment() -> Environment:
    home = os.environ.get("SUAR_HOME", "")
    if not home:
        raise improper("SUAR_HOME is not set: name the office's home directory (suar --home DIR …).")
    given = os.environ.get(origin.SETTING, "")
    if wrong := origin.fault(Path(home), given):
        raise improper(wrong)
    return Environment(
        home=Path(home).resolve(),
        development=switch("SUAR_DEVELOPMENT"),
        relaxed_sign_in=switch("SUAR_RELAXED_SIGN_IN"),
        # Where *Keluar cepat* leads: public, dull, without an account, plausible on any telephone here.
        exit_url=os.environ.get("SUAR_EXIT_URL", "https://www.bmkg.go.id/cuaca/prakiraan-cuaca/61"),
        allowed_hosts=tuple(
            h for h in os.environ.get("SUAR_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h
        ),
        log_origin=given or origin.kept(Path(home)) or "suar",
        trusted_proxies=addresses("SUAR_TRUSTED_PROXIES"),
        intake_channel=tuple(shlex.split(os.environ.get("SUAR_INTAKE_CHANNEL", ""))),
        email=os.environ.get("SUAR_EMAIL", ""),
        email_from=os.environ.get("SUAR_EMAIL_FROM", "suar@localhost"),
        flood_rate=whole("SUAR_FLOOD_RATE", 20),
        ended_tie_days=whole("SUAR_ENDED_TIE_DAYS", 365),
    )


def sqlite(path: Path) -> dict[str, object]:
    """IMMEDIATE: a read that turns into a write is refused under load. FULL: a receipt survives a power cut."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
                "PRAGMA recursive_triggers=ON; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def postgres(url: str) -> dict[str, object]:
    """`postgresql://user:password@host:port/name`, or `?host=/socket/dir` for a socket; `?sslmode=verify-full` over a
    network."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
        raise improper("A SUAR_DATABASE_* must read postgresql://user:password@host:port/name.")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {name: unquote(query[name]) for name in ("sslmode", "sslrootcert") if name in query}
        | {"pool": dict(POOL)},
    }


def mailer(url: str) -> dict[str, object]:
    """`smtps://user:password@host:465`, `smtp://user:password@host:587` (STARTTLS), `file:/a/directory` (each e-mail a
    file there), `console:`, or nothing: no e-mail leaves. An e-mail server that speaks without TLS is taken on this
    machine only."""
    backends = "django.core.mail.backends"
    if url in {"", "console:"}:
        return {"BACKEND": f"{backends}.{'console' if url else 'dummy'}.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path.startswith("/"):
        return {"BACKEND": f"{backends}.filebased.EmailBackend", "OPTIONS": {"file_path": unquote(parts.path)}}
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise improper("SUAR_EMAIL must read smtps://user:password@host:port, smtp://…, file:/directory or console:.")
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return {
        "BACKEND": f"{backends}.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or {"smtp": 25 if local else 587, "smtps": 465}[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and not local,
            "timeout": 10,
        },
    }
