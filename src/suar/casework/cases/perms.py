"""Which file somebody may know of (404 for all others), and what must hold before it is changed."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import rules
from suar.casework.cases.models import Case, CaseQuerySet, MonitoringSheet, Note, RiskAssessment, Task
from suar.casework.children import emergency
from suar.casework.children.models import Child
from suar.casework.children.perms import require_office
from suar.casework.conflicts.withheld import is_withheld, require_free, require_holder
from suar.core.errors import DomainError, Ended, Refused
from suar.core.ledger.actors import Actor
from suar.core.vault.erased import must_be_sealed
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, allows, require


def get_case(user: User, pk: UUID) -> Case:
    """The file, opened, with its child, office, officer and lead; 404 for what the user may not know.

    `earlier` counts the child's other files in the offices of this user."""
    return _opened(_found(user, Case.objects.visible_to(user), pk))


def get_readable(user: User, pk: UUID) -> Case:
    """As `get_case`, or a file of another office that this user has opened for a child in danger."""
    case = _found(user, Case.objects.visible_to(user), pk)
    if case is None and pk in emergency.open_to(user):
        case = _found(user, Case.objects.standing(), pk)
    return _opened(case)


def _found(user: User, among: CaseQuerySet, pk: UUID) -> Case | None:
    others = Case.objects.visible_to(user).filter(child=OuterRef("child")).exclude(pk=OuterRef("pk"))
    number = others.order_by().values("child").annotate(n=Count("pk")).values("n")
    whole: QuerySet[Case] = among.with_holding().select_related("child", "office", "officer", "lead")
    return whole.annotate(earlier=Coalesce(Subquery(number), 0)).filter(pk=pk).first()


def _opened(case: Case | None) -> Case:
    if case is None:
        raise Http404
    unlock([case])
    share_cipher(case, case.child)
    return case


def get_sheet(case: Case, pk: UUID) -> MonitoringSheet:
    return _of_file(case, case.monitoringsheets.select_related("asked_of", "by"), pk)


def get_task(case: Case, pk: UUID) -> Task:
    return _of_file(case, case.tasks.all(), pk)


def get_note(case: Case, pk: UUID) -> Note:
    return _of_file(case, case.notes.select_related("by"), pk)


def get_assessment(case: Case, pk: UUID) -> RiskAssessment:
    return _of_file(case, case.riskassessments.select_related("by"), pk)


def _of_file[R: (MonitoringSheet, Note, Task, RiskAssessment)](case: Case, rows: QuerySet[R], pk: UUID) -> R:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    row.case = case
    share_cipher(case, row)
    return row


def can_work(user: User, case: Case) -> bool:
    """Works on files, in the office of this one."""
    return allows(user, Permission.CASE_WORK, case.office_id)


def is_elsewhere(user: User, case: Case) -> bool:
    """Whether the file belongs to an office that this user does not serve."""
    return case.office_id not in user.office_ids


def why_read(user: User, case: Case) -> str:
    """The reason of a read: the role; of a file of another office also what it was opened for."""
    if not is_elsewhere(user, case):
        return user.role
    glass = emergency.open_to(user).get(case.pk)
    return f"{user.role} {glass.why}" if glass else user.role


def can_countersign(user: User, case: Case) -> bool:
    """Another commissioner of the file's office than the one who proposed."""
    signs = can_work(user, case) and allows(user, Permission.CASE_CLOSE, case.office_id)
    return signs and case.status == "closing" and case.closing_by_id != user.pk


def require_file(case: Case, by: Actor) -> None:
    """Whoever works on files, in the office of this one, and from whom it is not withheld. Raises Refused."""
    require_office(by, case.office)
    require_free(by, case.child_id)


def require_note(case: Case, by: Actor) -> None:
    """As `require_file`; whoever has opened it for a child in danger may write down what was done. Raises Refused."""
    if isinstance(by, User) and is_elsewhere(by, case) and case.pk in emergency.open_to(by):
        require(by, Permission.CASE_WORK)
        require_free(by, case.child_id)
    else:
        require_file(case, by)


def require_mendable(note: Note, by: Actor) -> None:
    """Whoever wrote it, within `rules.NOTE_WINDOW`. Raises Refused, Ended, or DomainError for what was erased."""
    require_note(note.case, by)
    if note.kind == Note.Kind.REASON:
        raise Refused(_("Alasan sebuah keputusan tidak diubah. Tulis catatan baru yang meluruskannya."))
    if not isinstance(by, User) or note.by_id != by.pk:
        raise Refused(_("Hanya penulisnya yang dapat membetulkan catatan ini. Tulis catatan baru yang meluruskannya."))
    must_be_sealed(note)
    if not rules.is_mendable(note.written_at, timezone.now()):
        raise Ended(_("Catatan dapat dibetulkan selama 24 jam sesudah ditulis. Tulis catatan baru yang meluruskannya."))


def require_open(case: Case, by: Actor) -> None:
    """As `require_file`, and the file is not closed. Raises Ended where it is."""
    require_file(case, by)
    if not case.is_open:
        raise Ended(_("Berkas ini sudah ditutup. Buka lagi dulu bila anak memerlukan komisi."))


def require_officer(officer: User | None, office: Office, subject: UUID) -> None:
    """Whoever holds a file works on files, in its office, and may see it. Raises DomainError."""
    if officer is None:
        return
    if not (officer.is_active and allows(officer, Permission.CASE_WORK, office.pk)):
        raise DomainError(_("Petugas harus anggota kantor ini yang mengerjakan berkas."))
    require_holder(officer, subject)


def still_able(case: Case) -> User | None:
    """Whoever holds the file, or held it when it was closed, unless they left or may not see it any more: then nobody
    does, and it stands among the files that wait for a holder."""
    return None if Case.objects.filter(pk=case.pk).unheld().exists() else case.officer


def still_here(case: Case) -> User | None:
    """Whoever holds the file, unless they left. Who is only suspected to be near to it goes on holding it: it may be
    given back, and nobody is to read of it before."""
    return None if Case.objects.filter(pk=case.pk).left().exists() else case.officer


def first_holder(child: Child, officer: User | None, by: Actor, office: Office) -> User | None:
    """Who holds a file that is being opened. Whoever has just written down a child who turned out to be near opens the
    first file, without holding it; a further one is not theirs to open. Raises Refused, DomainError."""
    if isinstance(by, User) and is_withheld(by, child.pk):
        if Case.objects.filter(child=child).exists():
            require_free(by, child.pk)
        officer = None if officer == by else officer
    require_officer(officer, office, child.pk)
    return officer
