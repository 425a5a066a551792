"""Two files that are one child's, read as one; and taken back. A person decides, the program never does."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.children.actions.data import recorded
from suar.casework.children.merges import merge_taken_back
from suar.casework.children.models import Child, Merge
from suar.casework.children.perms import must_open, require_child
from suar.casework.conflicts.models import Withholding
from suar.casework.conflicts.standing import hold_back
from suar.casework.conflicts.withheld import require_free
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def merge(*, child: Child, other: Child, why: str, by: Actor) -> Merge:
    """`other` is read under `child`. Raises Refused without the right or where one is withheld, DomainError for two
    files that cannot be one, Conflict where one is merged already."""
    _may_merge(by, child, other)
    must_open(child, other)
    if child.pk == other.pk or child.office_id != other.office_id:
        raise DomainError(_("Pilih dua berkas yang berbeda, dari kantor yang sama."))
    if not why.strip():
        raise DomainError(_("Tulis apa yang menunjukkan bahwa keduanya anak yang sama."))
    row = Merge(child=child, other=other, why=why.strip(), by=by if isinstance(by, User) else None, at=timezone.now())
    try:
        with recorded("child.merge", child, by, other=str(other.pk)) as entry:
            _alone(child, other)
            _same_eyes(child, other)
            standing = Merge.objects.standing()
            if taken := (standing.filter(other__in=(child, other)) | standing.filter(child=other)).first():
                require_free(by, taken.child_id)
                require_free(by, taken.other_id)
                raise Conflict(_("Salah satunya sudah digabung. Lepaskan dulu gabungan itu, lalu gabungkan lagi."))
            entry.add(row)
    except IntegrityError as taken:
        raise Conflict(_("Salah satunya baru saja digabung. Muat ulang halaman.")) from taken
    return row


def separate(*, merge: Merge, why: str, by: Actor) -> Merge:
    """They are two children after all. Nothing had moved, so nothing is lost; what was done because they were read as
    one child's is set right by whoever did it."""
    _may_merge(by, merge.child, merge.other)
    if merge.ended_at is not None:
        raise Conflict(_("Gabungan ini sudah dilepas."))
    if not why.strip():
        raise DomainError(_("Tulis mengapa keduanya ternyata dua anak."))
    with recorded("child.separate", merge.child, by, other=str(merge.other_id)) as entry:
        _one_after_another(merge.child, merge.other)
        now = timezone.now()
        merge.why_ended, merge.ended_at = "" if merge.is_erased else why.strip(), now
        merge.ended_by = by if isinstance(by, User) else None
        entry.change(merge)
        merge_taken_back(merge, by, now)
    return merge


def _may_merge(by: Actor, *children: Child) -> None:
    for child in children:
        require_child(by, child)
        require(by, Permission.CASE_CLOSE, child.office_id)


def _same_eyes(child: Child, other: Child) -> None:
    """From whom one is withheld the other must be too: whoever reads it would read of the same child."""
    withheld = Withholding.objects.standing()
    kept = [set(withheld.about(one.pk).values_list("user", "agency")) for one in (child, other)]
    if kept[0] != kept[1]:
        raise DomainError(
            _("Salah satunya ditahan dari seseorang yang boleh membaca yang lain. Minta Ketua menahan keduanya dulu.")
        )


def _alone(*children: Child) -> None:
    """Of two presses at once the second sees what the first did; what is withheld meanwhile waits, and spreads."""
    hold_back(arrivals=True)
    _one_after_another(*children)


def _one_after_another(*children: Child) -> None:
    """What is done because the two are read as one is finished first, and seen."""
    list(Child.objects.select_for_update().filter(pk__in=[child.pk for child in children]).order_by("pk").only("pk"))
