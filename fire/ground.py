"""What the suite stands on, for a part that runs without pytest: an empty home with keys, empty stores."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

SETTINGS = "tests.settings"
STORES = ("default", "keys", "intake")


@contextmanager
def ground() -> Iterator[None]:
    """SUAR_TEST_DATABASE names the engine."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    from suar.casework.intake import surface
    from suar.core.vault import keyring

    keyring.create(settings.SUAR_HOME / "secret")
    surface.create(settings.SUAR_HOME / "public", verifier=keyring.keyring().day_key_verifier())
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)
        teardown_test_environment()


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done within is taken back."""
    from django.core.cache import caches
    from django.db import transaction

    with ExitStack() as stack:
        for store in STORES:
            stack.enter_context(transaction.atomic(using=store))
        yield
        for store in STORES:
            transaction.set_rollback(True, using=store)
    for name in ("default", "counts"):
        caches[name].clear()


@contextmanager
def public_face() -> Iterator[None]:
    """Within, this process answers as the public one: its addresses, its middleware, its headers."""
    from django.conf import settings
    from django.test import override_settings
    from tests.casework.intake import public_face as face

    class Changed:
        """Collects what is set, and shows what is there."""

        TEMPLATES = settings.TEMPLATES

    face.public_face(Changed)  # type: ignore[arg-type]  # it only sets attributes
    named = {name: value for name, value in vars(Changed).items() if name.isupper()}
    with override_settings(**named):
        face.day_key()
        yield
