"""Keys that nothing needs: a kill in an import leaves data keys and search tokens whose rows were never written.

A key is committed before its row, so what is young may still be waiting for it; what is older than three days and has
no row in `main` is destroyed. A whole home is looked through once a day, each minute 1/1440 of the subjects (their
numbers are random), so that no round is long."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import batched
from uuid import UUID

from django.apps import apps

from suar.core.ledger.actors import WORKER
from suar.core.ledger.models import Head
from suar.core.ledger.recording import record
from suar.core.vault import keys
from suar.core.vault.fields import VaultModel
from suar.core.vault.models import DataKey, LastHead, SearchSubject

logger = logging.getLogger("suar.orphans")

# One day for the work, one for a clock that is set forward meanwhile, one because keys are dated by the day.
YOUNG = timedelta(days=3)
NUMBERS, MINUTES = 1 << 128, 24 * 60

type Span = tuple[UUID, UUID]
EVERYTHING: Span = (UUID(int=0), UUID(int=NUMBERS - 1))


def span_of(now: datetime) -> Span:
    """The subjects that are looked at in this minute of the day."""
    moment = now.astimezone(UTC)
    minute = moment.hour * 60 + moment.minute
    return UUID(int=minute * NUMBERS // MINUTES), UUID(int=(minute + 1) * NUMBERS // MINUTES - 1)


def sweep_orphans(now: datetime, span: Span = EVERYTHING) -> int:
    """Destroy old keys and tokens in the span that no row of `main` needs, as one entry. Returns how many."""
    made_before = now - YOUNG
    held = DataKey.objects.filter(pk__range=span, created_at__lt=made_before).values_list("pk", flat=True)
    # Tokens are made after their key: those that have none are nobody's.
    found = set(SearchSubject.objects.filter(subject__range=span).values_list("subject", flat=True))
    orphans = sorted(unneeded({*held} | (found - _with_key(found))))
    if not orphans or not _main_is_ours():
        return 0
    with record("vault.orphans", by=WORKER, data={"keys": len(orphans)}):
        pass
    return keys.end_unneeded(orphans, made_before=made_before)


def unneeded(subjects: Iterable[UUID]) -> set[UUID]:
    """Those of the subjects under whose key no row is sealed."""
    left = set(subjects)
    for model in apps.get_models():
        if issubclass(model, VaultModel):
            for page in batched(sorted(left), 500):
                rows = model._base_manager.filter(**{f"{model.subject_path}__in": page})
                left -= set(rows.values_list(model.subject_path, flat=True))
    return left


def _with_key(subjects: Iterable[UUID]) -> set[UUID]:
    return {
        pk for page in batched(subjects, 500) for pk in DataKey.objects.filter(pk__in=page).values_list("pk", flat=True)
    }


def _main_is_ours() -> bool:
    """Beside another `main`, or an older one, every key would seem unneeded: the last head kept outside tells."""
    kept = LastHead.objects.order_by("-tree_size").first()
    if kept is None or Head.objects.filter(pk=kept.tree_size, note=kept.note).exists():
        return True
    logger.error("The last ledger head is not in main: no key is swept. Run `suar ledger verify`.")
    return False
