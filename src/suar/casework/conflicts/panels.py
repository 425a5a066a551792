"""What the desk shows of conflicts on shared pages, and how evidence reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suar.casework.conflicts.calling import ALONE, INITIALS
from suar.casework.conflicts.models import Declaration, Tie, TieKind, Withholding
from suar.casework.conflicts.perms import decided_by
from suar.casework.conflicts.rules import BY_INITIAL, BY_OFFICE, BY_PLACE, BY_TIE
from suar.core.documents import indonesian
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows

WHERE: dict[str, Any] = {
    "child": gettext_lazy("nama anak"),
    "child_name": gettext_lazy("nama anak"),
    "other_names": gettext_lazy("nama lain anak"),
    "guardian": gettext_lazy("orang tua atau wali"),
    "reporter": gettext_lazy("nama pelapor"),
    "reported": gettext_lazy("nama terlapor"),
    "story": gettext_lazy("cerita"),
    "summary": gettext_lazy("ringkasan berkas"),
    "message": gettext_lazy("pesan pelapor"),
    "register": gettext_lazy("baris register"),
    "asker": gettext_lazy("nama peminta data"),
    "behalf": gettext_lazy("siapa yang diwakili peminta data"),
    "asks": gettext_lazy("isi permintaan data"),
    "letter": gettext_lazy("surat masuk"),
    "contact": gettext_lazy("percakapan atau kontak"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign as a decider reads it: who it points to, the words that were found, where, and what speaks for it."""

    who: str
    found: str
    where: str
    why: str


def to_count(user: User) -> dict[str, Any]:
    """What stands beside the place: how many wait for this user."""
    return {"conflicts": decided_by(user).waiting()} if allows(user, Permission.CONFLICT_DECIDE) else {}


def ties_in(row: Withholding) -> list[Tie]:
    """The declared ties that the evidence points to, opened."""
    ids = [UUID(one["tie"]) for one in row.evidence or () if one.get("tie")]
    return unlock(Tie.objects.filter(pk__in=ids).select_related("declaration"))


def signs_of(row: Withholding, ties: Iterable[Tie]) -> list[Sign]:
    known = {str(tie.pk): tie for tie in ties}
    return [_sign(one, known.get(one.get("tie", ""))) for one in row.evidence or ()]


def _sign(one: dict[str, str], tie: Tie | None) -> Sign:
    who = _("nama orang itu sendiri")
    if tie is not None:
        ended = _("sampai dengan %(day)s") % {"day": indonesian.long_date(tie.ended_on)} if tie.ended_on else ""
        facts = [str(TieKind(tie.kind).label), tie.place, tie.born, ended]
        who = f"{tie.name} ({', '.join(fact for fact in facts if fact)})"
    why = {BY_TIE: _("satu nama yang jarang, dengan kata hubungan di dekatnya")}
    why[BY_PLACE] = _("satu nama yang jarang, di tempat yang sama")
    why[BY_INITIAL] = _("satu kata dari namanya, dengan huruf awal kata yang lain")
    why[BY_OFFICE] = _("satu kata dari namanya, dengan kata komisi atau lembaganya di dekatnya")
    why[ALONE] = _("hanya satu kata di isian terlapor: mungkin orang ini")
    why[INITIALS] = _("hanya huruf awal di isian terlapor: mungkin orang ini")
    where = str(WHERE.get(one["where"], _("isian formulir")))
    return Sign(who, one["found"], where, why.get(one["why"], _("dua kata dari namanya berdekatan")))


def overdue(declaration: Declaration | None) -> bool:
    """Never declared, or a year ago."""
    return declaration is None or declaration.is_overdue
