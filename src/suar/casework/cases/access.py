"""The access trail of one child's file, read from the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.core.ledger.models import Entry, EntryQuerySet
from suar.registry.accounts.models import Role, User


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    who: str
    what: str
    why: str
    read: bool


def entries_of(case: Case) -> EntryQuerySet:
    """Every read and change about the child of this file. Lists that showed it are entries of their own."""
    return Entry.objects.about(case.child_id)


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Entries with the names of staff: one statement for all of them."""
    listed = list(entries)
    ids = {int(e.actor[5:]) for e in listed if e.actor.startswith("user:")}
    names = {f"user:{user.pk}": user.name for user in User.objects.filter(pk__in=ids)}
    verbs, roles = words(), dict(Role.choices)
    return [
        Line(
            at=entry.at,
            who=names.get(entry.actor) or _("sistem"),
            what=verbs.get(entry.verb, entry.verb),
            why=str(roles.get(entry.why, entry.why)),
            read=entry.verb.startswith("read."),
        )
        for entry in listed
    ]


def words() -> dict[str, str]:
    """What an entry says on a screen; an unknown verb stands as it is."""
    return {
        "read.case": _("membaca berkas"),
        "read.child": _("membaca data anak"),
        "read.child_name": _("membuka nama anak"),
        "read.complaint": _("membaca pengaduan"),
        "child.register": _("mendaftarkan anak"),
        "child.edit": _("mengubah data anak"),
        "child.safe_contact": _("mengubah cara menghubungi"),
        "case.open": _("membuka berkas"),
        "case.assess_risk": _("menilai risiko"),
        "case.confirm_risk": _("menyetujui risiko yang lebih rendah"),
        "case.note": _("menulis catatan"),
        "case.add_task": _("menambah tugas"),
        "case.finish_task": _("menyelesaikan tugas"),
        "case.sheet": _("menulis lembar pantau"),
        "case.sheet_answer": _("mencatat jawaban lembaga"),
        "case.safety": _("memperbarui “aman sekarang?”"),
        "case.assign": _("menetapkan petugas"),
        "case.settle_role": _("memutuskan kedudukan anak"),
        "case.propose_closure": _("mengusulkan penutupan"),
        "case.close": _("menutup berkas"),
        "case.refuse_closure": _("menolak penutupan"),
        "case.reopen": _("membuka berkas lagi"),
        "duty.start": _("memulai kewajiban"),
        "duty.finish": _("menyelesaikan kewajiban"),
        "duty.cancel": _("membatalkan kewajiban"),
        "duty.assign": _("menyerahkan kewajiban"),
    }
