"""Who may put the second name under a plan, from the appointments of the office."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.conflicts.models import Withholding
from suar.casework.plans import rules
from suar.casework.plans.models import CarePlan, FormerText
from suar.core.documents.indonesian import long_date
from suar.core.errors import Refused
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import Appointment, User
from suar.registry.accounts.permissions import COMMISSIONERS


def approval_of(plan: CarePlan, case: Case) -> rules.Approval:
    """By the decrees (SK) as they are written down, without those from whom the file is withheld."""
    kept_from = Withholding.objects.standing().filter(subject=case.child_id, user__isnull=False).values("user")
    held = Appointment.objects.filter(office=case.office_id, role__in=COMMISSIONERS, user__is_active=True)
    held = held.filter(user__disowned_at=None).exclude(user__in=kept_from)
    terms = [rules.Term(*row) for row in held.values_list("user", "since", "until")]
    written = set(FormerText.objects.filter(of=plan.pk).values_list("by", flat=True)) | {plan.written_by_id}
    return rules.approval(
        terms, timezone.localdate(), submitted_by=plan.submitted_by_id, writers={pk for pk in written if pk}
    )


def must_be_approved_by(by: Actor, found: rules.Approval) -> None:
    if isinstance(by, User) and by.pk not in found.may:
        raise Refused(why_not(found))


def why_not(found: rules.Approval) -> str:
    """Who approves in place of whoever cannot, in words."""
    if found.may:
        names = ", ".join(User.objects.filter(pk__in=found.may).order_by("name").values_list("name", flat=True))
        return gettext("Rencana ini disetujui orang lain dari yang menulis atau mengajukannya: %(names)s.") % {
            "names": names
        }
    if found.later is not None:
        return gettext(
            "Tidak ada komisioner lain yang menjabat hari ini. Yang menyetujui adalah komisioner yang menjabat sejak "
            "%(day)s menurut SK-nya."
        ) % {"day": long_date(found.later)}
    return gettext(
        "Tidak ada komisioner lain yang menjabat. Rencana menunggu sampai Ketua, Wakil Ketua, atau pelaksana tugasnya "
        "ditunjuk dengan SK dan dicatat di halaman Pengguna; ia yang menyetujui. Tidak seorang pun menyetujui "
        "rencananya sendiri."
    )
