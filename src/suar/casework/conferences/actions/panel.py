"""Who sits on the panel, and what each of them says: by their own press where they have an account."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.perms import require_officer
from suar.casework.cases.receivers import require_named
from suar.casework.cases.recording import add, recorded
from suar.casework.conferences import panelling, rules
from suar.casework.conferences.actions.weighing import must_be_open
from suar.casework.conferences.models import Determination, Member, Opinion
from suar.casework.conferences.recording import may_work, worded
from suar.casework.conflicts.withheld import require_receiver
from suar.core.clocks.past import must_have_come
from suar.core.errors import Conflict, DomainError, Refused
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency


def seat(
    *,
    determination: Determination,
    by: User,
    user: User | None = None,
    agency: Agency | None = None,
    name: str = "",
    post: str = "",
) -> Member:
    """One more on the panel: of the house, or from outside by name and post. Raises DomainError, Conflict."""
    case = determination.case
    may_work(case, by)
    must_be_open(determination)
    if user is not None and (agency is not None or name.strip()):
        raise DomainError(_("Pilih seorang petugas, atau sebut nama orang dari luar: bukan keduanya."))
    require_officer(user, case.office, case.child_id)
    require_receiver(agency, case.child_id)
    row = Member(child=case.child, determination=determination, user=user, agency=agency, seated_at=timezone.now())
    if user is None:
        row.name = worded(name, _("Pilih seorang petugas, atau tulis nama orang dari luar."))
        row.post = worded(post, _("Tulis jabatan atau keahliannya."))
        require_named(row.name, [case.child_id])
    elif determination.members.filter(user=user, left_at=None).exists():
        raise Conflict(_("Orang ini sudah duduk di panel."))
    with recorded("interests.seat", case, by, determination=str(determination.pk)) as entry:
        add(entry, case, row)
        entry.change(determination)
    return row


def unseat(*, member: Member, by: User, why: str) -> Member:
    """Somebody leaves the panel, with the reason, and stays named. Whoever has spoken to what is asked now stays: a
    decision does not get rid of a dissent."""
    determination = member.determination
    may_work(determination.case, by)
    must_be_open(determination)
    if not member.sits:
        raise Conflict(_("Orang ini sudah tidak duduk di panel."))
    if member.user_id == determination.chair_id:
        raise DomainError(_("Ketua panel tidak dapat keluar. Tarik lembar ini dan mulai yang baru dengan ketua lain."))
    if panelling.said_by(member, determination.round) is not None and not panelling.is_barred(member):
        raise Conflict(_("Pendapat anggota ini sudah tercatat. Ia tetap di panel sampai keputusan."))
    member.left_at = timezone.now()
    member.why_left = worded(why, _("Tulis mengapa ia keluar dari panel."))
    with recorded("interests.unseat", determination.case, by, member=str(member.pk)) as entry:
        entry.change(member, determination)
    return member


def give_opinion(*, member: Member, by: User, agrees: bool, text: str = "", on: date | None = None) -> Opinion:
    """Agrees or not, to what is asked now. Somebody with an account speaks for themselves alone; of somebody from
    outside the office writes down what was said and on which day. Raises DomainError, Conflict, Refused."""
    determination = member.determination
    case = determination.case
    may_work(case, by)
    must_be_open(determination)
    if not member.sits:
        raise Conflict(_("Orang ini sudah tidak duduk di panel."))
    if member.user_id is not None and member.user_id != by.pk:
        raise Refused(_("Anggota yang punya akun menyatakan pendapatnya sendiri."))
    if missing := rules.lacks(panelling.question(determination)):
        raise DomainError(_("Panel belum dapat ditanya. Masih kurang: %(what)s.") % {"what": "; ".join(missing)})
    if panelling.said_by(member, determination.round) is not None:
        raise Conflict(_("Pendapat anggota ini tentang usul ini sudah tercatat."))
    today = timezone.localdate()
    day = today if member.user_id is not None else on or today
    must_have_come(day)
    said = text.strip() if agrees else worded(text, _("Tulis alasan tidak setuju: ia ikut tersimpan."))
    row = Opinion(
        child=case.child, member=member, round=determination.round, agrees=agrees, text=said, on=day, by=by,
        at=timezone.now(),
    )  # fmt: skip
    with recorded("interests.opinion", case, by, member=str(member.pk), agrees=agrees) as entry:
        add(entry, case, row)
        entry.change(determination)
    return row
