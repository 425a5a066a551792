"""People meet about children of the invented office: one meeting is over, one comes next week; a panel decided for a
boy who uses a wheelchair; somebody went along to the police."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.conferences import actions, perms
from suar.casework.conferences.models import Conference, Determination
from suar.config.demo.clock import at
from suar.core.clocks.calendars import WIB
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency, Kind

MINUTES = (
    "Keadaan anak disampaikan UPTD. Kata-kata anak dibacakan. Semua sepakat rumah bibi paling dekat dengan keinginan "
    "anak; yang berbeda hanya waktunya."
)
WAYS = (
    (
        "Tinggal dengan bibi, ibu berkunjung tiap minggu",
        "Dekat sekolah, anak tidur tenang, hubungan dengan ibu tetap ada",
        "Rumah belum dapat dimasuki kursi roda; bibi sendirian",
    ),
    (
        "Rumah aman di ibu kota provinsi",
        "Bangunannya dapat dimasuki kursi roda, ada pendamping malam",
        "Enam jam dari sekolah dan teman; anak tidak mau",
    ),
)
DISSENT = "Baru sesudah kamar mandinya dibenahi; sampai itu rumah aman."
HELD_DAYS, DECIDED_DAYS, WENT_DAYS = 16, 9, 4


def meet(office: Office, staff: Mapping[str, User]) -> None:
    """The files with an officer; boys first, for whom the register knows least."""
    found = Case.objects.filter(office=office, batch=None, status="open", officer__isnull=False)
    open_ = list(found.select_related("child", "office", "officer").order_by("number"))
    files = list(chain((c for c in open_ if c.child.sex == "L"), (c for c in open_ if c.child.sex != "L")))
    now = timezone.now()
    held(files[0], staff, morning(now - timedelta(days=HELD_DAYS)))
    decided(files[0], staff, morning(now - timedelta(days=DECIDED_DAYS)))
    coming(files[1], staff, now)
    went_along(files[0], staff, morning(now - timedelta(days=WENT_DAYS)))


def morning(moment: datetime) -> datetime:
    return moment.astimezone(WIB).replace(hour=9, minute=0, second=0, microsecond=0)


def held(case: Case, staff: Mapping[str, User], began: datetime) -> Conference:
    """Two decisions, one of them late by now; the psychologist disagreed with one."""
    ketua, day = staff["ketua"], began.date()
    uptd, social = agency(Kind.UPTD), agency(Kind.SOCIAL)
    row = called(case, staff, began, uptd, social)
    with at(began + timedelta(hours=2)):
        came = {one.pk for one in perms.invitations(row) if one.agency_id or one.user_id == ketua.pk}
        actions.hold(conference=row, by=ketua, held_at=began, came=came)
        wish = "Aku mau di rumah bibi. Kamar mandinya harus bisa dimasuki kursi rodaku."
        actions.hear(conference=row, by=ketua, whose="child", asked=True, took_part="wish_read", wish=wish)
        wish = "Saya siap, asal ada yang mengantar ke sekolah."
        actions.hear(conference=row, by=ketua, whose="caregiver", asked=True, took_part="there", wish=wish)
        text = "Dinas Sosial memasang pegangan dan jalur landai di rumah bibi"
        first = actions.decide(conference=row, by=ketua, text=text, agency=social, due_on=day + timedelta(days=7))
        text = "Petugas berkas menelepon sekolah tentang antar jemput"
        actions.decide(conference=row, by=ketua, text=text, due_on=day + timedelta(days=45))
        guest = next(one for one in perms.invitations(row) if one.agency_id == uptd.pk)
        text = "Tujuh hari terlalu lama: anak sekarang digendong ke kamar mandi."
        actions.dissent(decision=first, by=ketua, invitation=guest, text=text)
        actions.write_minutes(conference=row, by=ketua, minutes=MINUTES)
    with at(began + timedelta(days=1)):
        actions.sign(conference=row, by=ketua)
    with at(began + timedelta(days=2)):
        actions.confirm(conference=row, by=staff["wakil"])
    return row


def called(case: Case, staff: Mapping[str, User], began: datetime, uptd: Agency, social: Agency) -> Conference:
    """Planned five days before, by letter."""
    ketua = staff["ketua"]
    with at(began - timedelta(days=5)):
        children.note(
            child=case.child, by=ketua, sort="disability", codes=["physical"], source="seen", note="Memakai kursi roda."
        )
        row = actions.plan(
            case=case, by=ketua, starts_at=began, place="Ruang rapat UPTD PPA (contoh)", chair=ketua,
            purpose="Menyepakati tempat tinggal anak dan siapa mengantarnya ke sekolah",
            agenda="Keadaan anak\nTempat tinggal\nSekolah",
        )  # fmt: skip
        asked: dict[str, Any] = {"how": "letter", "invited_on": timezone.localdate()}
        for body, name, post, sees in (
            (uptd, "Ibu Ratna Rekaan", "psikolog", "number"),
            (social, "Bapak Yosef Rekaan", "pekerja sosial", "number"),
        ):
            actions.invite(conference=row, by=ketua, agency=body, name=name, post=post, sees=sees, **asked)
        actions.invite(conference=row, by=ketua, user=staff["divisi_pemantauan"])
        return actions.number(conference=row, by=ketua)


def decided(case: Case, staff: Mapping[str, User], began: datetime) -> Determination:
    """Three sat there; the one from outside disagreed."""
    by = case.officer or staff["divisi_pengaduan"]
    chair, third = [staff[role] for role in ("wakil", "ketua", "divisi_pemantauan") if staff[role] != case.officer][:2]
    with at(began):
        question = "Apakah anak tinggal dengan bibi selama perkara berjalan, terpisah dari ibunya?"
        sheet = actions.ask(case=case, by=by, trigger="separation", chair=chair, question=question)
        actions.hear_child(
            determination=sheet, by=by, heard=True, spoken_by="Pendamping UPTD (contoh)", spoken_on=began.date(),
            child_words="Aku sayang ibu, tapi di rumah ibu aku takut. Di bibi aku bisa tidur.",
        )  # fmt: skip
        for text, benefits, risks in WAYS:
            actions.add_option(determination=sheet, by=by, text=text, benefits=benefits, risks=risks)
        actions.propose(
            determination=sheet, by=by, chosen=1, review_on=began.date() + timedelta(days=60),
            reasons="Keinginan anak, sekolah yang dekat, dan rumah yang dapat dibenahi dalam sebulan.",
        )  # fmt: skip
        actions.seat(determination=sheet, by=by, user=third)
        body = agency(Kind.UPTD)
        actions.seat(determination=sheet, by=by, agency=body, name="Ibu Ratna Rekaan", post="psikolog anak")
    with at(began + timedelta(hours=4)):
        for member in perms.members(sheet):
            said: dict[str, Any] = {"agrees": True} if member.user else {"agrees": False, "text": DISSENT}
            actions.give_opinion(member=member, by=member.user or by, **said)
        return actions.settle(determination=sheet, by=chair)


def coming(case: Case, staff: Mapping[str, User], now: datetime) -> Conference:
    """Next week, online; one has said yes, one has not answered, one is excused."""
    by = staff["divisi_pemantauan"]
    with at(now - timedelta(days=1)):
        row = actions.plan(
            case=case, by=by, starts_at=morning(now + timedelta(days=6)), mode="online", chair=by,
            place="Sambungan video kantor", purpose="Menyepakati siapa mengurus akta kelahiran anak",
            agenda="Surat yang masih kurang\nSiapa ke Disdukcapil",
        )  # fmt: skip
        for kind, name, post, reply in (
            (Kind.UPTD, "Ibu Ratna Rekaan", "psikolog", "comes"),
            (Kind.SOCIAL, "Bapak Yosef Rekaan", "pekerja sosial", "waiting"),
        ):
            invited = actions.invite(conference=row, by=by, agency=agency(kind), name=name, post=post)
            actions.answer(
                invitation=invited, by=by, reply=reply, sees="number", how="phone", invited_on=timezone.localdate()
            )
        excused = actions.invite(conference=row, by=by, user=staff["sekretariat"])
        actions.answer(invitation=excused, by=by, reply="excused", sees="number")
    return row


def went_along(case: Case, staff: Mapping[str, User], began: datetime) -> None:
    """To the police; the next date comes in five days."""
    police = agency(Kind.POLICE)
    with at(began + timedelta(hours=3)):
        actions.accompany(
            case=case, by=staff["divisi_pengaduan"], occasion="police", began_at=began, agency=police,
            place="Ruang pelayanan khusus, lantai dasar", companions="Bibi anak dan petugas UPTD (contoh)", lawyer="no",
            companion="yes", social_worker="yes", breaks="yes",
            condition="Lelah sesudah satu jam, minta pulang, tenang ketika bibi masuk.",
            promised="Jadwal berikutnya pagi hari, dan kursi rodanya tidak dipindahkan tanpa bertanya.",
            next_at=morning(timezone.now() + timedelta(days=9)),
        )  # fmt: skip


def agency(kind: str) -> Agency:
    """A body of the province of this kind; they ship with the program."""
    return Agency.objects.active().of_kind(kind).order_by("pk")[0]
