"""What the pages of a term's end show: the rows of an act as its reader may see them, and who is left to sign."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import Case
from suar.casework.duties.kinds import label_of
from suar.casework.duties.models import Duty
from suar.casework.supervision.models import TermHandover
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Appointment, User
from suar.registry.accounts.permissions import STAFF, TABLE, Permission
from suar.registry.accounts.vacancy import Held, who_may_sign

SIGNED = (
    (Permission.CASE_CLOSE, _("menutup berkas, menurunkan risiko")),
    (Permission.RETENTION_APPROVE, _("menyetujui pemusnahan")),
)
NEEDED = 2  # a first signature and a second
AHEAD = timedelta(days=400)


def rows_of(act: TermHandover, user: User) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Files and duties of the act that this reader may see, by number."""
    rows = list(act.rows.select_related("receiver"))
    seen = Case.objects.visible_to(user).select_related("child")
    cases = {case.pk: case for case in seen.filter(pk__in=[row.case_id for row in rows if row.case_id])}
    unlock([case.child for case in cases.values()])
    wanted = Duty.objects.visible_to(user).filter(pk__in=[row.duty_id for row in rows if row.duty_id])
    duties = {duty.pk: duty for duty in wanted}
    files = [{"case": cases[row.case_id], "receiver": row.receiver} for row in rows if row.case_id in cases]
    kept = [(duties[row.duty_id], row.receiver) for row in rows if row.duty_id in duties]
    others = [{"what": label_of(duty.kind), "reference": duty.reference, "receiver": taker} for duty, taker in kept]
    return sorted(files, key=lambda row: row["case"].number), sorted(others, key=lambda row: row["reference"])


def vacancies(office_id: int, today: date) -> list[dict[str, Any]]:
    """The days from which fewer than two may sign, with what to do then."""
    rows = Appointment.objects.filter(office=office_id, role__in=STAFF, user__is_active=True)
    held = [Held(row.user_id, row.role, row.since, row.until) for row in rows]
    ends = {one.until + timedelta(days=1) for one in held if one.until and today <= one.until <= today + AHEAD}
    found = []
    for permission, label in SIGNED:
        roles = {role.value for role in TABLE[permission]}
        for day in sorted({today, *ends}):
            left = who_may_sign(held, day, roles=roles)
            if len(left.people) < NEEDED:
                first = next(iter(left.people), None)
                advice = who_may_sign(held, day, roles=roles, without={first} if first else ()).advice
                found.append({"on": day, "what": label, "left": len(left.people), "advice": advice})
                break
    return found
