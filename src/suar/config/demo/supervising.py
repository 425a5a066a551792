"""How the invented office leads itself: a limit of its own, talks about the work, a file that nobody holds, a term that
ends, and a file that the office nearby is asked to take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.cases.perms import get_case
from suar.casework.duties import actions as duties
from suar.casework.duties.books import earliest_day
from suar.casework.supervision import actions
from suar.config.demo.clock import at
from suar.core.clocks.rules import Unit
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Appointment, Office, User

ENDS_IN, AGO = timedelta(days=45), timedelta(days=20)
SUMMARY = (
    "Anak laki-laki, tinggal di rumah pamannya di Singkawang sejak bulan lalu. Sekolah sudah pindah. UPTD di sana "
    "belum dihubungi. Cerita rekaan."
)


def lead_the_house(office: Office, staff: Mapping[str, User]) -> None:
    change_limits(office, staff)
    talk(office, staff)
    lived = Case.objects.filter(office=office, batch=None, status="open").order_by("number")
    leave_one(lived[1], staff)
    ask_neighbour(lived[2], staff)
    a_term_ends(office)


def change_limits(office: Office, staff: Mapping[str, User]) -> None:
    """One in force already, one that waits for a second person."""
    facts: dict[str, Any] = {"office": office, "by": staff["ketua"], "unit": Unit.CALENDAR_DAYS}
    with at(timezone.now() - AGO):
        limit = duties.propose_limit(
            rule="house.agency.answer", amount=10, effective_from=earliest_day(),
            reason="Rapat pleno (contoh): jawaban lembaga terlalu lama ditunggu.", **facts,
        )  # fmt: skip
        duties.agree_limit(limit=limit, by=staff["wakil"])
    duties.propose_limit(
        rule="house.plan.high", amount=5, effective_from=timezone.localdate() + timedelta(days=7),
        reason="Usul divisi pengaduan (contoh).", **facts,
    )  # fmt: skip


def talk(office: Office, staff: Mapping[str, User]) -> None:
    other = staff["divisi_pengaduan"]
    with at(timezone.now() - AGO):
        session = actions.log_session(
            office=office, other=other, by=staff["wakil"], kind="discussion", minutes=50, debrief=True,
            held_at=timezone.now(), points="Lembar pantau ditulis pada hari kunjungan.",
            next_on=timezone.localdate() + timedelta(days=28),
        )  # fmt: skip
        held = Case.objects.visible_to(other).open().filter(officer=other).order_by("number").first()
        if held is not None:
            case = get_case(other, held.pk)
            actions.agree_on_file(session=session, case=case, agreed="Temui lagi bersama guru BK.", by=other)


def leave_one(file: Case, staff: Mapping[str, User]) -> None:
    case = get_case(staff["ketua"], file.pk)
    cases.assign(case=case, officer=None, by=staff["ketua"])
    actions.watch_file(case=case, user=staff["wakil"], by=staff["ketua"])


def ask_neighbour(file: Case, staff: Mapping[str, User]) -> None:
    """Where there is an office nearby."""
    neighbour = Office.objects.exclude(pk=file.office_id).order_by("pk").first()
    if neighbour is not None:
        case = get_case(staff["ketua"], file.pk)
        actions.propose_transfer(
            case=case, to_office=neighbour, reason="moved", summary=SUMMARY, by=staff["divisi_pemantauan"]
        )


def a_term_ends(office: Office) -> None:
    """Of somebody whose decree names its last day."""
    term = Appointment.objects.filter(office=office, role="divisi_pemantauan", until=None).order_by("pk").first()
    if term is not None:
        accounts.end_appointment(appointment=term, by=OPERATOR, on=timezone.localdate() + ENDS_IN)
