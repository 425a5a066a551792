"""What staff see and press: the tab, a meeting, a panel, the papers, the list of the office."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.conferences import actions, perms
from suar.casework.conferences.models import (
    Conference,
    Decision,
    Determination,
    Dissent,
    Opinion,
    Option,
    Voice,
)
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.conferences.ground import (
    a_conference,
    a_decision,
    a_determination,
    a_full_panel,
    a_held_conference,
    a_settled_determination,
    a_signed_conference,
    an_accompaniment,
    asked,
    keep_from,
    seated,
    weighed,
)
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_glass, a_user, an_agency, an_officer_elsewhere

pytestmark = pytest.mark.django_db

OF_CONFERENCE = (
    "detail", "print", "attendance", "move", "invite", "call-off", "hold", "minutes", "sign", "confirm",
)  # fmt: skip
OF_DETERMINATION = ("detail", "print", "hear", "propose", "settle", "review", "withdraw")


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


@pytest.fixture
def case(ketua: User) -> Case:
    return a_case(ketua)


@pytest.fixture
def browser(ketua: User) -> Client:
    return signed_in(ketua)


def at(name: str, *parts: object) -> str:
    return reverse(f"conferences:{name}", args=parts)


def typed(moment: object) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")  # type: ignore[arg-type]  # a moment of a row


def every_page(ketua: User, case: Case) -> list[str]:
    conference = a_signed_conference(ketua, case)
    sheet = a_settled_determination(ketua, case)
    an_accompaniment(ketua, case)
    decision, invited = perms.decisions(conference)[0], perms.invitations(conference)[0]
    return [
        at("case-conferences", case.pk),
        *(at(name, case.pk) for name in ("conference-plan", "determination-ask", "accompaniment-write")),
        *(at(f"conference-{name}", conference.pk) for name in OF_CONFERENCE),
        at("conference-hear", conference.pk, "child"),
        at("conference-hear", conference.pk, "caregiver"),
        at("decision-add", conference.pk),
        at("addendum-add", conference.pk),
        at("invitation-answer", invited.pk),
        at("invitation-print", invited.pk),
        at("decision-take-back", decision.pk),
        at("dissent-add", decision.pk),
        *(at(f"determination-{name}", sheet.pk) for name in OF_DETERMINATION),
        at("option-add", sheet.pk),
        at("option-change", perms.options(sheet)[0].pk),
        at("member-seat", sheet.pk),
        at("member-opinion", perms.members(sheet)[0].pk),
        at("member-unseat", perms.members(sheet)[0].pk),
    ]


# who may look


def test_every_page_opens_for_the_office_and_each_look_is_one_into_the_file(
    ketua: User, case: Case, browser: Client
) -> None:
    for url in every_page(ketua, case):
        before = Entry.objects.filter(verb="read.case", subject=case.child_id).count()
        assert case.number in text_of(browser, url), url
        assert Entry.objects.filter(verb="read.case", subject=case.child_id).count() > before, url


def test_none_of_them_opens_elsewhere_nor_for_whom_the_file_is_withheld(ketua: User, case: Case) -> None:
    urls, near = every_page(ketua, case), a_user(Role.SEKRETARIAT)
    keep_from(case, ketua, near)
    for user in (an_officer_elsewhere(), near):
        client = signed_in(user)
        assert {client.get(url).status_code for url in urls} == {404}
    partner = signed_in(a_user(Role.MITRA))
    assert {partner.get(url).status_code for url in urls} == {403}


def test_whoever_opened_the_file_for_a_child_in_danger_reads_and_prints_nothing(ketua: User, case: Case) -> None:
    conference, sheet = a_signed_conference(ketua, case), a_settled_determination(ketua, case)
    stranger = an_officer_elsewhere()
    a_glass(case, stranger)
    client = signed_in(stranger)
    for url in (
        at("case-conferences", case.pk),
        at("conference-detail", conference.pk),
        at("determination-detail", sheet.pk),
    ):
        text = text_of(client, url)
        assert at("conference-sign", conference.pk) not in text and "Tulis tambahan" not in text
    for url in (at("conference-print", conference.pk), at("determination-print", sheet.pk)):
        assert client.get(url).status_code == 404


def test_a_name_of_the_child_stands_on_no_page(ketua: User, case: Case, browser: Client) -> None:
    for url in every_page(ketua, case):
        assert case.child.name not in text_of(browser, url), url


def test_what_is_not_there_is_not_found(browser: Client) -> None:
    for url in (
        at("conference-detail", uuid4()),
        at("determination-detail", uuid4()),
        at("case-conferences", uuid4()),
        at("invitation-answer", uuid4()),
        at("dissent-add", uuid4()),
        at("option-change", uuid4()),
        at("member-opinion", uuid4()),
    ):
        assert browser.get(url).status_code == 404


def test_only_the_child_and_who_cares_for_it_have_a_voice_here(ketua: User, case: Case, browser: Client) -> None:
    assert browser.get(at("conference-hear", a_conference(ketua, case).pk, "dog")).status_code == 404


# a meeting by its forms


def version(sheet: type[Conference] | type[Determination] = Conference) -> int:
    return int(sheet.objects.values_list("version", flat=True).get())


def test_a_meeting_is_planned_once_and_people_are_asked_by_their_forms(
    ketua: User, case: Case, browser: Client
) -> None:
    form = {"form_id": str(uuid4()), "starts_at": typed(timezone.now() + timedelta(days=1)), "mode": "online"}
    form |= {"place": "Sambungan video", "purpose": "Tempat tinggal anak", "agenda": "Satu", "chair": str(ketua.pk)}
    answer = browser.post(at("conference-plan", case.pk), form)
    conference = Conference.objects.get()
    assert answer["Location"] == at("conference-detail", conference.pk)
    browser.post(at("conference-plan", case.pk), form)
    assert Conference.objects.count() == 1
    guest = {
        "agency": an_agency().pk,
        "name": "dr. Contoh",
        "post": "psikolog",
        "sees": "number",
        "user": "",
        "how": "",
    }
    url = at("conference-invite", conference.pk)
    assert browser.post(url, {"version": version(), **guest}).status_code == 302
    assert browser.post(at("conference-number", conference.pk)).status_code == 302
    invited = perms.invitations(perms.get_conference(ketua, conference.pk))[1]
    reply = {"version": invited.version, "reply": "comes", "sees": "number", "how": "phone"}
    reply |= {"invited_on": str(timezone.localdate())}
    assert browser.post(at("invitation-answer", invited.pk), reply).status_code == 302
    text = text_of(browser, at("conference-detail", conference.pk))
    for shown in ("dr. Contoh, psikolog", "akan hadir", "telepon", "Nomor undangan"):
        assert shown in text


def test_a_meeting_from_its_beginning_to_both_signatures(ketua: User, case: Case, browser: Client) -> None:
    conference = asked(a_conference(ketua, case), ketua)
    invited = perms.invitations(conference)

    def press(name: str, *parts: object, by: Client = browser, **data: object) -> None:
        assert by.post(at(name, *(parts or (conference.pk,))), {"version": version(), **data}).status_code == 302

    held = typed(timezone.now() - timedelta(minutes=5))
    press("conference-hold", held_at=held, came=[str(one.pk) for one in invited])
    heard = {"asked": "yes", "wish": "Aku mau di sini.", "took_part": "wish_read"}
    press("conference-hear", conference.pk, "child", **heard)
    press("conference-minutes", minutes="Dibicarakan.")
    due = str(timezone.localdate() + timedelta(days=3))
    press("decision-add", text="Menelepon sekolah", due_on=due, officer="", agency="")
    press("dissent-add", Decision.objects.get().pk, invitation=str(invited[1].pk), text="Terlalu cepat.")
    press("conference-sign")
    text = text_of(browser, at("conference-detail", conference.pk))
    for shown in ("Menunggu orang kedua", "Terlalu cepat.", "Aku mau di sini.", "Menelepon sekolah"):
        assert shown in text
    wakil = signed_in(a_user(Role.WAKIL))
    assert "Sahkan sebagai orang kedua" in text_of(wakil, at("conference-detail", conference.pk))
    press("conference-confirm", by=wakil)
    press("addendum-add", text="Nama sekolah dibetulkan.")
    assert "Nama sekolah dibetulkan." in text_of(browser, at("conference-print", conference.pk))
    assert Voice.objects.count() == Dissent.objects.count() == 1


def test_what_was_typed_over_an_old_page_is_kept_and_told(ketua: User, case: Case, browser: Client) -> None:
    conference = a_held_conference(ketua, case)
    old = Conference.objects.values_list("version", flat=True).get()
    actions.write_minutes(conference=conference, by=ketua, minutes="Yang pertama.")
    url = at("conference-minutes", conference.pk)
    answer = browser.post(url, {"version": old, "minutes": "Yang kedua."})
    text = answer.content.decode()
    assert answer.status_code == 409 and "Yang kedua." in text and "Orang lain baru saja mengubahnya" in text
    assert perms.get_conference(ketua, conference.pk).minutes == "Yang pertama."


def test_a_field_that_is_wrong_is_marked_and_nothing_is_lost(ketua: User, case: Case, browser: Client) -> None:
    conference = a_held_conference(ketua, case)
    form = {"version": conference.version, "text": "Menelepon sekolah", "due_on": "kapan-kapan"}
    answer = browser.post(at("decision-add", conference.pk), form)
    assert answer.status_code == 422 and "Menelepon sekolah" in answer.content.decode()
    form["due_on"] = str(timezone.localdate() - timedelta(days=9))
    answer = browser.post(at("decision-add", conference.pk), form)
    assert answer.status_code == 400 and "sebelum rapat berlangsung" in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_meeting_is_moved_or_called_off_and_a_decision_taken_back(ketua: User, case: Case, browser: Client) -> None:
    conference = asked(a_conference(ketua, case), ketua)
    form = {"version": conference.version, "starts_at": typed(timezone.now() + timedelta(days=5)), "mode": "room"}
    form |= {"place": "Ruang dua", "purpose": "Tempat tinggal", "agenda": ""}
    assert browser.post(at("conference-move", conference.pk), form).status_code == 302
    assert "Ruang dua" in text_of(browser, at("conference-detail", conference.pk))
    version = Conference.objects.values_list("version", flat=True).get()
    form = {"version": version, "why": "Anak sakit."}
    assert browser.post(at("conference-call-off", conference.pk), form).status_code == 302
    assert "Anak sakit." in text_of(browser, at("conference-detail", conference.pk))
    held = a_held_conference(ketua, case)
    decision = a_decision(held, ketua)
    form = {"version": held.version, "why": "Salah tulis."}
    assert browser.post(at("decision-take-back", decision.pk), form).status_code == 302
    assert "Salah tulis." in text_of(browser, at("conference-detail", held.pk))


# a determination by its forms


def test_a_decision_for_a_child_by_its_forms(ketua: User, case: Case, browser: Client) -> None:
    chair, outsider = a_user(Role.WAKIL), a_user(Role.DIVISI_PEMANTAUAN)
    form = {"form_id": str(uuid4()), "trigger": "return", "question": "Pulang atau tidak?", "chair": str(chair.pk)}
    answer = browser.post(at("determination-ask", case.pk), form)
    sheet = Determination.objects.get()
    assert answer["Location"] == at("determination-detail", sheet.pk)

    def press(name: str, data: dict[str, object], pk: object = sheet.pk, by: Client = browser) -> int:
        version = Determination.objects.values_list("version", flat=True).get(pk=sheet.pk)
        return by.post(at(name, pk), {"version": version, **data}).status_code

    heard = {"heard": "yes", "child_words": "Aku mau di bibi.", "spoken_by": "Pendamping", "spoken_on": ""}
    assert press("determination-hear", heard) == 302
    for way in ("Bibi", "Rumah aman"):
        assert press("option-add", {"text": way, "benefits": "Dekat", "risks": "Jauh"}) == 302
    assert press("option-change", {"text": "Bibi di kota", "benefits": "Dekat", "risks": "Jauh"}, first_option()) == 302
    on = str(timezone.localdate() + timedelta(days=30))
    assert press("determination-propose", {"chosen": "1", "reasons": "Keinginan anak", "review_on": on}) == 302
    assert press("member-seat", {"user": str(outsider.pk)}) == 302
    assert press("member-seat", {"user": "", "name": "Ibu Rekaan", "post": "psikolog", "agency": ""}) == 302
    for member in perms.members(sheet):
        client = signed_in(member.user) if member.user else browser
        said = {"agrees": "no", "text": "Jauh."} if member.user is None else {"agrees": "yes"}
        assert press("member-opinion", said, member.pk, client) == 302
    assert Opinion.objects.count() == 3
    client = signed_in(chair)
    assert "Tandatangani keputusan" in text_of(client, at("determination-detail", sheet.pk))
    assert press("determination-settle", {}, by=client) == 302
    text = text_of(browser, at("determination-detail", sheet.pk))
    for shown in ("Pilihan 1: Bibi di kota", "Aku mau di bibi.", "tidak setuju", "Jauh.", "berlaku", "Tinjau lagi"):
        assert shown in text
    form = {"form_id": str(uuid4()), "trigger": "return", "question": "Masih?", "chair": str(chair.pk)}
    assert browser.post(at("determination-review", sheet.pk), form).status_code == 302
    assert Determination.objects.get(supersedes=sheet).is_open


def first_option() -> object:
    return Option.objects.order_by("place")[0].pk


def test_with_two_the_page_says_why_nobody_can_decide_and_the_press_is_refused_in_words(
    ketua: User, case: Case
) -> None:
    sheet = weighed(a_determination(ketua, case), ketua)
    client = signed_in(sheet.chair)
    text = text_of(client, at("determination-detail", sheet.pk))
    assert "Belum dapat diputuskan" in text and "Panel paling sedikit 3 orang; sekarang 1." in text
    assert at("determination-settle", sheet.pk) not in text
    answer = client.post(at("determination-settle", sheet.pk), {"version": sheet.version})
    assert answer.status_code == 400 and "Panel paling sedikit 3 orang" in answer.content.decode()
    assert Determination.objects.get().is_open


def test_an_opinion_of_a_colleague_is_theirs_alone_to_press(ketua: User, case: Case, browser: Client) -> None:
    sheet = weighed(a_determination(ketua, case), ketua)
    _inside, outside = seated(sheet, ketua)
    chair = sheet.members.get(user=sheet.chair)
    text = text_of(browser, at("determination-detail", sheet.pk))
    assert at("member-opinion", outside.pk) in text and at("member-opinion", chair.pk) not in text
    form = {"version": sheet.version, "agrees": "yes"}
    assert browser.post(at("member-opinion", chair.pk), form).status_code == 403
    assert not Opinion.objects.exists()


def test_who_left_and_what_was_said_before_stay_to_be_read(ketua: User, case: Case, browser: Client) -> None:
    sheet = a_full_panel(a_determination(ketua, case), ketua)
    again = {"determination": sheet, "by": ketua, "heard": False, "why_not_heard": "Anak dirawat."}
    actions.hear_child(**again)  # type: ignore[arg-type]  # of several types
    outside = sheet.members.get(user=None)
    form = {"version": sheet.version, "why": "Sakit."}
    assert browser.post(at("member-unseat", outside.pk), form).status_code == 302
    text = text_of(browser, at("determination-detail", sheet.pk))
    assert "Keluar dari panel" in text and "Sakit." in text and "Tentang usul sebelumnya" in text
    form = {"version": Determination.objects.get().version, "why": "Anak sudah pulang."}
    assert browser.post(at("determination-withdraw", sheet.pk), form).status_code == 302
    assert "Anak sudah pulang." in text_of(browser, at("determination-detail", sheet.pk))


def test_the_files_officer_is_not_offered_the_chair(ketua: User, case: Case, browser: Client) -> None:
    wakil = a_user(Role.WAKIL)
    text = text_of(browser, at("determination-ask", case.pk))
    assert f'value="{wakil.pk}"' in text and f'value="{case.officer_id}"' not in text
