"""What both surfaces share. Values come from the environment only (see config/environment.py)."""

from __future__ import annotations

from pathlib import Path

from suar.config.environment import environment

ENV = environment()
SUAR_HOME: Path = ENV.home
SUAR_DEVELOPMENT: bool = ENV.development
SUAR_PUBLIC_DIR: Path = ENV.public
SUAR_EXIT_URL: str = ENV.exit_url
# The name of this ledger in its signed heads; a signature by another name is not ours.
SUAR_LOG_ORIGIN: str = ENV.log_origin
# Whose word counts for where a request came from (config/asgi/forwarding.py). Nothing in Django reads those headers.
SUAR_TRUSTED_PROXIES: tuple[str, ...] = ENV.trusted_proxies

# Filings, and further messages, a minute in one public process above which a flood of them is on: what looks like it
# goes to quarantine.
SUAR_FLOOD_RATE: int = ENV.flood_rate

DEBUG = False
ALLOWED_HOSTS = list(ENV.allowed_hosts)
USE_TZ = True
TIME_ZONE = "Asia/Pontianak"
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
USE_I18N = True
DATABASE_ROUTERS = ["suar.config.stores.StoreRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "suar.core.ui.drawing.ControlRenderer"
STATIC_URL = "/static/"
STATIC_ROOT = SUAR_HOME / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site reads anything here

# A complaint is words: 64 kB holds every answer many times over, and no file is ever taken.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"
# Both faces, on whatever came over TLS (decision 25): a line that is listened to harms a child more than the note of a
# host's name that a browser keeps, on no screen, and drops with a private window.
SECURE_HSTS_SECONDS = 0 if ENV.development else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True

# Nothing personal is ever logged: no request lines, no bodies, no SQL.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "suar": {"level": "INFO"},
        # Django logs the path of every 4xx and the locals of every 5xx; a path may carry a case number.
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "CRITICAL"},
        # Each of its tries is a line; that a store does not answer is said once, by whoever asked it.
        "psycopg.pool": {"level": "CRITICAL"},
    },
}


def secret_key(directory: Path) -> str:
    """The surface's own Django key, made by `suar init`."""
    path = directory / "django.key"
    return path.read_text(encoding="ascii").strip() if path.exists() else "no-home-yet-run-suar-init"
