"""The suite: the desk's settings on a throw-away home, SQLite files or PostgreSQL (SUAR_TEST_DATABASE)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="suar-tests-"))
(HOME / "static").mkdir()
os.environ["SUAR_HOME"] = str(HOME)
os.environ["SUAR_DEVELOPMENT"] = "1"
os.environ["SUAR_FLOOD_RATE"] = "1000000"  # a suite files as fast as it can, and is no flood
if os.environ.get("SUAR_TEST_DATABASE", "sqlite") == "postgres":
    from tests.postgres import start

    start()

from suar.config.settings.desk import *  # noqa: E402, F403 - the home must be named before the settings are read
from suar.config.settings.desk import DATABASES, TEMPLATES  # noqa: E402 - as above

SECRET_KEY = "only-for-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SUAR_SECOND_FACTOR_REQUIRED = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0


class UndefinedVariable(str):
    """A template variable that does not exist is an error, not an empty space."""

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined template variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
for _alias, _database in DATABASES.items():
    # Tests run inside a transaction per store; the durability pragmas only cost time there.
    if str(_database["ENGINE"]).endswith("sqlite3"):
        _database["OPTIONS"]["init_command"] = (  # type: ignore[index]  # typed loosely
            "PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
        )
        _database["TEST"] = {"NAME": None}
    else:
        # One thread and a database that is made and dropped: what the pool does is tried in config/test_pool.py.
        _database["OPTIONS"].pop("pool")  # type: ignore[attr-defined]  # as above
        _database["CONN_MAX_AGE"] = None
