"""The panel as it sits now: who works on the file, from whom it is withheld, who said what to what is asked now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from suar.casework.conferences import owed, perms, rules
from suar.casework.conferences.models import Determination, Member, Opinion
from suar.casework.conflicts.models import Withholding
from suar.casework.conflicts.withheld import is_withheld
from suar.casework.duties.models import Duty


def question(determination: Determination) -> rules.Question:
    return rules.Question(
        heard=determination.heard,
        options=determination.options.count(),
        decided=determination.chosen is not None or bool(determination.decision),
        reasons=bool(determination.reasons),
        review_on=determination.review_on,
    )


def seats(determination: Determination, members: list[Member] | None = None) -> list[rules.Seat]:
    """Those who sit there now."""
    rows = perms.members(determination) if members is None else members
    line = line_of(determination)
    lead = determination.case.lead_id
    found = []
    for row in rows:
        if row.sits:
            said = said_by(row, determination.round)
            # Where another body leads the work, its own people are those who do it.
            works = row.user_id in line if row.user_id else lead is not None and row.agency_id == lead
            agrees = said.agrees if said else None
            found.append(rules.Seat(row.called, row.user_id, works, is_barred(row), agrees))
    return found


def line_of(determination: Determination) -> set[int]:
    """Who works on this file: its officer, whoever brought the question, whoever owes something in it. To have been in
    the chair of a meeting and to owe its minutes is no work on the file."""
    case = determination.case
    working = Duty.objects.open().about(case.child_id).filter(case_id=case.pk, officer__isnull=False)
    working = working.exclude(kind=owed.MINUTES)
    line = {case.officer_id, determination.by_id, *working.values_list("officer", flat=True)}
    return {pk for pk in line if pk is not None}


def is_barred(member: Member) -> bool:
    """Whether the file was withheld from them, or from their whole agency, since they sat down."""
    if member.user is not None:
        return is_withheld(member.user, member.child_id)
    standing = Withholding.objects.standing().about(member.child_id)
    return member.agency_id is not None and standing.filter(agency=member.agency_id).exists()


def one_hand() -> str:
    return _(
        "Keputusan ini perlu pendapat paling sedikit satu petugas lain yang menyatakannya dengan akunnya sendiri. "
        "Tambahkan ke panel, lalu minta pendapatnya."
    )


def said_by(member: Member, round: int) -> Opinion | None:
    return next((row for row in member.opinions.all() if row.round == round), None)


def stops(determination: Determination, members: list[Member] | None = None) -> list[str]:
    """Why the chair cannot sign yet, in sentences that say what to do; empty where nothing is in the way."""
    sitting = seats(determination, members)
    found = rules.faults(sitting, chair=determination.chair_id, officer=determination.case.officer_id)
    if all(seat.user in (None, determination.chair_id) for seat in sitting):
        found.append(one_hand())
    if missing := rules.lacks(question(determination)):
        found.append(_("Masih kurang: %(what)s.") % {"what": "; ".join(missing)})
    elif silent := rules.unheard(sitting):
        found.append(_("Belum menyatakan pendapat: %(names)s.") % {"names": ", ".join(silent)})
    elif rules.is_outvoted([seat.agrees for seat in sitting]):
        found.append(_("Yang setuju tidak lebih banyak dari yang tidak setuju. Rundingkan lagi dan ubah usulnya."))
    return found
