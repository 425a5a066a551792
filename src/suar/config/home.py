"""Make and bring up to date an office's home: directories, secrets, tables, reference data."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import connections

from suar.config.standing import Unfit
from suar.config.stores import ALIASES


def make_directories(home: Path) -> None:
    for name in ("main", "keys", "intake", "secret", "public", "backups", "reports", "static", "public/static"):
        (home / name).mkdir(parents=True, exist_ok=True, mode=0o700)


def migrate() -> None:
    """All three stores; ledger triggers are installed again by the ledger's own hook."""
    for alias in ALIASES.values():
        call_command("migrate", database=alias, interactive=False, verbosity=0)


def load_reference_data() -> None:
    """Regions and agencies of the province: idempotent, newer data replace older."""
    from suar.core.ledger.actors import OPERATOR
    from suar.registry.agencies.actions import load_agencies
    from suar.registry.regions.actions import load_regions

    load_regions(by=OPERATOR)
    load_agencies(by=OPERATOR)


def refuse_filled_stores() -> None:
    """Raises Unfit where a store holds tables: it is another home's, whose record new keys would go on signing."""
    for store, alias in ALIASES.items():
        connection = connections[alias]
        made = connection.vendor != "sqlite" or Path(str(connection.settings_dict["NAME"])).exists()
        if made and connection.introspection.table_names():
            raise Unfit(f"The store {store} holds tables already. Name an empty one in SUAR_DATABASE_{store.upper()}.")


def init(home: Path) -> str:
    """A new home. Returns the recovery text of its master key. Raises VaultLocked when the home already has keys, Unfit
    when a store is not empty."""
    from suar.casework.complaints import intake_keys
    from suar.casework.intake import surface
    from suar.core.ledger.actions import keep_log_name, sequence_all
    from suar.core.vault import keyring

    refuse_filled_stores()
    make_directories(home)
    recovery = keyring.create(home / "secret")
    surface.create(home / "public", verifier=keyring.keyring().day_key_verifier())
    migrate()
    load_reference_data()
    intake_keys.publish()
    keep_log_name()
    sequence_all()
    return recovery
