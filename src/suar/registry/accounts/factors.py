"""Second factors under the ledger. The sign-in library saves them itself, from a dozen places, and some while a code is
being checked; so the record is made where all of these meet, at the saving of the row, in the same transaction.

A factor that somebody changed or added behind the program's back opens nothing: it is compared with the ledger before
the library may note that it was used."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.translation import gettext as _

from suar.core import ledger
from suar.core.errors import Refused
from suar.core.ledger.checking_rows import fault_of, last_change
from suar.core.ledger.models import Covered
from suar.core.ledger.witnesses import bear_witness
from suar.registry.accounts import notices
from suar.registry.accounts.models import Notice

# When recovery codes were shown, and when a code was last used, is the library's note and opens nothing.
NOTES = frozenset({"viewed_at"})


def columns(factor: Authenticator) -> list[object]:
    """What makes a factor what it is: whose, of what kind, with which sealed secret and which codes already used; of a
    passkey its public key, its name and its counter."""
    kept = {name: value for name, value in factor.data.items() if name not in NOTES}
    return [factor.pk, factor.user_id, factor.type, kept, factor.created_at]


def watch() -> None:
    """Called once, when the app is ready."""
    bear_witness(Authenticator, {1: columns})
    pre_save.connect(refuse_a_changed_one, sender=Authenticator)
    post_save.connect(record_saved, sender=Authenticator)
    post_delete.connect(record_removed, sender=Authenticator)


def refuse_a_changed_one(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    stored = Authenticator.objects.filter(pk=instance.pk).first()
    if stored is not None and fault_of(stored):
        raise Refused(_("Kode masuk akun ini diubah di luar program. Minta Ketua memeriksa jejak, lalu pasang lagi."))


def record_saved(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    stored = Authenticator.objects.select_related("user").get(pk=instance.pk)
    if created:
        with ledger.record("factor.add", by=stored.user, data=about(stored)) as entry:
            entry.witness(Covered.Change.ADDED, stored)
            if is_key(stored) and any(is_key(one) for one in others(stored)):
                notices.tell(stored.user, Notice.Kind.FACTOR, entry, at=stored.created_at)
    elif fault_of(stored):  # more than a note of when it was used or shown
        named = stored.type == Authenticator.Type.WEBAUTHN and kwargs.get("update_fields") is None
        with ledger.record("factor.rename" if named else "factor.use", by=stored.user, data=about(stored)) as entry:
            entry.witness(Covered.Change.CHANGED, stored)


def record_removed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if last_change(instance) in (None, Covered.Change.REMOVED):
        return  # by the action that removed it, which says who did
    with ledger.record("factor.remove", by=instance.user, data=about(instance)) as entry:
        entry.witness(Covered.Change.REMOVED, instance)
        if is_key(instance):
            notices.tell(instance.user, Notice.Kind.FACTOR, entry)
        elif any(is_key(one) for one in others(instance)):  # to be made anew
            notices.tell(instance.user, Notice.Kind.CODES, entry)


def is_key(factor: Authenticator) -> bool:
    """Whether it is a second step itself; recovery codes come and go with one."""
    return bool(factor.type != Authenticator.Type.RECOVERY_CODES)


def others(factor: Authenticator) -> Any:
    return Authenticator.objects.filter(user=factor.user).exclude(pk=factor.pk)


def about(factor: Authenticator) -> dict[str, Any]:
    return {"user": factor.user_id, "kind": factor.type}
