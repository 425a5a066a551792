"""Whoever let a held file go does not decide on its end too: what a hold protects would hang on one person alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.retention import rules
from suar.casework.retention.models import Act, ActQuerySet, Item
from suar.casework.retention.ripe import Ripe
from suar.core.errors import Refused
from suar.core.ledger import holds
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import User


def let_go_by[F: (Item, Ripe)](by: Actor, items: Sequence[F]) -> list[F]:
    """Those of these files whose hold this person lifted a short while ago."""
    lifted = holds.lifted_by(by, since=_since()).filter(subject__in=[item.subject for item in items])
    subjects = set(lifted.values_list("subject", flat=True))
    return [item for item in items if item.subject in subjects]


def acts_holding_what_was_let_go_by(user: User) -> ActQuerySet:
    """Acts about such a file: another leader decides on them."""
    lifted = holds.lifted_by(user, since=_since())
    return Act.objects.filter(items__subject__in=lifted.values("subject"))


def must_not_have_let_go[F: (Item, Ripe)](by: Actor, items: Sequence[F]) -> None:
    """Raises Refused, naming the files."""
    if named := let_go_by(by, items):
        raise Refused(
            gettext(
                "Anda melepas penahanan %(files)s. Selama %(days)d hari pimpinan lain yang memutuskan pemusnahannya."
            )
            % {"files": ", ".join(item.reference for item in named), "days": rules.LIFTER_WAITS_DAYS}
        )


def _since() -> datetime:
    return timezone.now() - timedelta(days=rules.LIFTER_WAITS_DAYS)
