"""The meeting itself: who came, how the child and who cares for it took part, what was said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from suar.casework.cases.recording import add, recorded
from suar.casework.conferences import owed
from suar.casework.conferences.models import Conference, Voice
from suar.casework.conferences.models.conference import Status, TookPart, Whose
from suar.casework.conferences.perms import invitations
from suar.casework.conferences.recording import may_work, worded
from suar.core.clocks.past import must_have_been
from suar.core.errors import Conflict, DomainError
from suar.registry.accounts.models import User


def hold(*, conference: Conference, by: User, held_at: datetime, came: Collection[UUID]) -> Conference:
    """It took place, with these of the people who were asked. The minutes are owed from now on.

    Raises DomainError where only one of them came: nobody confers alone."""
    case = conference.case
    may_work(case, by)
    if not conference.is_planned:
        raise Conflict(_("Rapat ini sudah dicatat berlangsung atau dibatalkan. Muat ulang halaman."))
    must_have_been(held_at)
    rows = invitations(conference)
    for row in rows:
        row.came = row.pk in came
    if not any(row.came and row.user_id == conference.chair_id for row in rows):
        raise DomainError(_("Ketua rapat harus hadir. Batalkan rapat ini, lalu rencanakan dengan ketua lain."))
    if sum(bool(row.came) for row in rows) < 2:
        raise DomainError(_("Centang siapa yang hadir, paling sedikit dua orang. Bila tidak jadi, batalkan rapatnya."))
    conference.move_to(Status.HELD)
    conference.held_at = held_at
    with recorded("conference.hold", case, by, conference=str(conference.pk)) as entry:
        conference.minutes_duty = owed.minutes_of(conference, held_at, by).pk
        entry.change(conference, *rows)
    return conference


def hear(
    *,
    conference: Conference,
    by: User,
    whose: str,
    asked: bool,
    took_part: str,
    why_not: str = "",
    wish: str = "",
    spoken_for_by: str = "",
) -> Voice:
    """What the child, or who cares for it, wants, and how they took part. Until the signature it may be corrected."""
    case = conference.case
    may_work(case, by)
    _must_not_be_frozen(conference)
    if whose not in Whose.values or took_part not in TookPart.values:
        raise DomainError(_("Pilih dari daftar."))
    if took_part == TookPart.SPOKEN_FOR and not spoken_for_by.strip():
        raise DomainError(_("Tulis siapa yang mewakili."))
    known = conference.voices.filter(whose=whose).first()
    row = known or Voice(child=case.child, conference=conference, whose=whose)
    row.asked, row.took_part, row.spoken_for_by = asked, took_part, spoken_for_by.strip()
    row.wish = worded(wish, _("Tulis keinginannya dengan kata-katanya sendiri.")) if asked else ""
    row.why_not = "" if asked else worded(why_not, _("Tulis mengapa tidak ditanya."))
    with recorded("conference.hear", case, by, conference=str(conference.pk), whose=whose) as entry:
        if known is None:
            add(entry, case, row)
        else:
            entry.change(row)
        entry.change(conference)
    return row


def write_minutes(*, conference: Conference, by: User, minutes: str) -> Conference:
    """How the meeting went. Never what a child testified."""
    may_work(conference.case, by)
    must_be_written(conference)
    conference.minutes = worded(minutes, _("Tulis jalannya rapat dengan beberapa kalimat."))
    with recorded("conference.minutes", conference.case, by, conference=str(conference.pk)) as entry:
        entry.change(conference)
    return conference


def must_be_written(conference: Conference) -> None:
    """It took place and its minutes are still open. Raises Conflict."""
    _must_not_be_frozen(conference)
    if not conference.is_written:
        raise Conflict(_("Rapat ini belum berlangsung. Catat dulu siapa yang hadir."))


def _must_not_be_frozen(conference: Conference) -> None:
    if conference.is_frozen:
        raise Conflict(_("Notulen ini sudah ditandatangani. Yang keliru dibetulkan dengan catatan tambahan."))
    if conference.status == Status.CANCELLED:
        raise Conflict(_("Rapat ini dibatalkan."))
