"""Meetings, decisions for a child and accompaniment, made through the actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.conferences import actions, perms
from suar.casework.conferences.models import Accompaniment, Conference, Decision, Determination, Member
from suar.casework.conflicts import actions as conflicts
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.factories import a_case, a_user, an_agency

WISH = "Aku mau tinggal dengan bibi."


def a_conference(by: User | None = None, case: Case | None = None, **facts: Any) -> Conference:
    """Planned for the day after tomorrow by whoever takes the chair."""
    by = by or a_user(Role.KETUA)
    given: dict[str, Any] = {
        "starts_at": timezone.now() + timedelta(days=2),
        "place": "Ruang rapat UPTD",
        "purpose": "Menyepakati tempat tinggal anak",
        "agenda": "Keadaan anak",
        "chair": by,
    }
    return actions.plan(case=case or a_case(by), by=by, **{**given, **facts})


def asked(conference: Conference, by: User, mark: str = "") -> Conference:
    """Somebody of an agency by name, and a colleague."""
    agency = an_agency()
    actions.invite(conference=conference, by=by, agency=agency, name=f"dr. Sari {mark}Contoh", post="psikolog")
    actions.invite(conference=conference, by=by, user=a_user(Role.SEKRETARIAT, conference.case.office))
    return conference


def a_held_conference(by: User | None = None, case: Case | None = None, mark: str = "", **facts: Any) -> Conference:
    """An hour ago: the chair and the psychologist came, the colleague did not. The child was asked."""
    by = by or a_user(Role.KETUA)
    conference = asked(a_conference(by, case, **facts), by, mark)
    came = {row.pk for row in perms.invitations(conference) if row.user_id == by.pk or row.agency_id}
    actions.hold(conference=conference, by=by, held_at=timezone.now() - timedelta(hours=1), came=came)
    actions.hear(
        conference=conference, by=by, whose="child", asked=True, wish=f"{WISH} {mark}".strip(), took_part="wish_read"
    )
    return conference


def a_decision(conference: Conference, by: User, **facts: Any) -> Decision:
    given: dict[str, Any] = {
        "text": "Dinas mencarikan tempat aman",
        "due_on": timezone.localdate() + timedelta(days=7),
        "agency": an_agency(),
    }
    return actions.decide(conference=conference, by=by, **{**given, **facts})


def a_signed_conference(by: User | None = None, case: Case | None = None, mark: str = "") -> Conference:
    """With a decision, a dissent, minutes, the chair's signature and an addendum."""
    by = by or a_user(Role.KETUA)
    conference = a_held_conference(by, case, mark)
    decision = a_decision(conference, by, text=f"Tempat aman {mark} dicarikan")
    there = next(row for row in perms.invitations(conference) if row.came and row.agency_id)
    actions.dissent(decision=decision, by=by, invitation=there, text=f"Anak {mark} belum siap pindah.")
    actions.write_minutes(conference=conference, by=by, minutes=f"Keadaan anak {mark} dibicarakan.")
    actions.sign(conference=conference, by=by)
    actions.add_to_minutes(conference=conference, by=by, text=f"Nama jalan {mark} dibetulkan.")
    return conference


def a_determination(by: User | None = None, case: Case | None = None, chair: User | None = None) -> Determination:
    """A question brought by the file's officer; somebody else takes the chair."""
    by = by or a_user(Role.DIVISI_PENGADUAN)
    case = case or a_case(by)
    chair = chair or a_user(Role.WAKIL, case.office)
    return actions.ask(case=case, by=by, trigger="placement", question="Di mana anak tinggal?", chair=chair)


def weighed(sheet: Determination, by: User, mark: str = "") -> Determination:
    """The child heard, two ways, the first of them proposed."""
    actions.hear_child(
        determination=sheet, by=by, heard=True, child_words=f"{WISH} {mark}".strip(), spoken_by="Pendamping contoh"
    )
    for text in ("Tinggal dengan bibi", "Rumah aman"):
        actions.add_option(
            determination=sheet, by=by, text=f"{text} {mark}".strip(), benefits="Dekat sekolah", risks="Jauh dari ibu"
        )
    on = timezone.localdate() + timedelta(days=30)
    return actions.propose(determination=sheet, by=by, chosen=1, reasons=f"Keinginan anak {mark}", review_on=on)


def seated(sheet: Determination, by: User, mark: str = "") -> list[Member]:
    """Two beside the chair: the file's officer, and somebody from outside."""
    inside = actions.seat(determination=sheet, by=by, user=sheet.case.officer)
    outside = actions.seat(determination=sheet, by=by, name=f"Ibu Rekaan {mark}".strip(), post="psikolog anak")
    return [inside, outside]


def a_full_panel(sheet: Determination, by: User, mark: str = "") -> Determination:
    """Weighed, three members, each has spoken; the outside one disagrees."""
    weighed(sheet, by, mark)
    inside, outside = seated(sheet, by, mark)
    chair = sheet.members.get(user=sheet.chair)
    for member in (chair, inside):
        speak(sheet, member, member.user)
    speak(sheet, outside, by, agrees=False, text=f"Terlalu jauh dari sekolah {mark}".strip())
    return sheet


def speak(sheet: Determination, member: Member, by: User | None, **facts: Any) -> None:
    assert by is not None
    row = perms.get_member(sheet, member.pk)
    actions.give_opinion(member=row, by=by, **{"agrees": True, **facts})


def a_settled_determination(by: User | None = None, case: Case | None = None, mark: str = "") -> Determination:
    by = by or a_user(Role.DIVISI_PENGADUAN)
    sheet = a_full_panel(a_determination(by, case or a_case(by)), by, mark)
    return actions.settle(determination=sheet, by=sheet.chair)


def an_accompaniment(by: User | None = None, case: Case | None = None, mark: str = "", **facts: Any) -> Accompaniment:
    by = by or a_user(Role.SEKRETARIAT)
    given: dict[str, Any] = {
        "occasion": "police",
        "began_at": timezone.now() - timedelta(hours=3),
        "place": f"Unit PPA {mark}".strip(),
        "companions": f"Petugas contoh {mark}".strip(),
        "condition": f"Lelah {mark}, minta jeda.",
        "promised": f"Kakaknya boleh ikut {mark}",
    }
    return actions.accompany(case=case or a_case(by), by=by, **{**given, **facts})


def keep_from(case: Case, by: User, user: User) -> None:
    """A leader withholds the file from somebody; somebody from outside reads it, too."""
    facts = {"user": user, "by": by, "why": "Kenal keluarga.", "reader": "Ibu Contoh, ahli dari luar"}
    conflicts.withhold(office=case.office, subject=case.child_id, **facts)  # type: ignore[arg-type]  # of two types


def a_barred_agency(case: Case, by: User) -> Agency:
    """Its head is the child's guardian: nobody of it may hear of the file."""
    head = a_user(Role.MITRA, case.office, name="Herkulanus Bujangga")
    conflicts.declare(user=head, by=head, heads_agency=True)
    children.edit(child=case.child, by=by, guardian="Herkulanus Bujangga")
    return Agency.objects.get(pk=head.appointments_now[0].agency_id)


def verbs(*beginnings: str) -> list[str]:
    found = Entry.objects.order_by("pk").values_list("verb", flat=True)
    return [verb for verb in found if verb.startswith(beginnings)]
