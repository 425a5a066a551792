"""What staff see and press: the strip on top, one screen, a chat read, numbers by their end, nobody else's intake."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from suar.casework.complaints.models import Complaint
from suar.casework.contacts import replies
from suar.casework.contacts.models import Contact, Draft, Flag, OurNumber, Status
from suar.core.clocks.calendars import WIB
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.addresses import ADDRESSES
from tests.casework.contacts.ground import (
    PHONE,
    STORY,
    a_draft,
    a_filed_contact,
    a_flag,
    a_missed_call,
    a_number,
    fresh,
    typed,
)
from tests.casework.contacts.test_chat import ANDROID
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_triaged_complaint, a_user, an_officer_elsewhere

pytestmark = pytest.mark.django_db
LIST = "contacts:contact-list"


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def page(row: Draft | Contact, name: str) -> str:
    return reverse(f"contacts:{name}", args=[row.pk])


# the intake


def test_one_press_opens_an_intake_and_twice_is_once(browser: Client, officer: User) -> None:
    sent = {"form_id": str(uuid4()), "channel": "phone"}
    for _ in range(2):
        answer = browser.post(reverse("contacts:draft-begin"), sent)
        assert answer["Location"] == page(Draft.objects.get(), "draft-detail")
    assert browser.post(reverse("contacts:draft-begin"), {}).status_code == 302 and Draft.objects.count() == 1


def test_the_first_question_is_who_is_with_the_child_and_no_more_than_twelve_stand_on_the_screen(
    browser: Client, officer: User
) -> None:
    text = text_of(browser, page(a_draft(officer), "draft-detail"))
    form = re.sub(r"<details.*?</details>", "", text[text.index('<form class="form"') :], flags=re.DOTALL)
    form = form[: form.index("</form>")]
    names = dict.fromkeys(re.findall(r'<(?:input|textarea|select)(?![^>]*type="hidden")[^>]*name="(\w+)"', form))
    assert list(names)[0] == "with_whom" and len(names) == 12
    assert form.index("with_whom") < form.index("story") < form.index(">Simpan<")


def test_the_friend_who_reports_is_a_choice_with_words_of_its_own(browser: Client, officer: User) -> None:
    assert "Orang tuanya tidak harus ikut" in text_of(browser, page(a_draft(officer), "draft-detail"))


def test_simpan_files_it_and_its_number_is_read_aloud(browser: Client, officer: User) -> None:
    draft = a_draft(officer)
    sent = typed(draft, story=STORY, with_whom="Neneknya", phone=PHONE, name_0="Adi Contoh", sex_0="L")
    answer = browser.post(page(draft, "draft-detail"), sent)
    contact = Contact.objects.get()
    assert answer["Location"] == page(contact, "contact-filed")
    shown = text_of(browser, answer["Location"])
    assert Complaint.objects.get().number in shown and "Bacakan nomornya" in shown and "Terima kasih" in shown
    assert browser.post(page(draft, "draft-detail"), sent)["Location"] == answer["Location"]
    assert Complaint.objects.count() == 1
    seen = text_of(browser, reverse("complaints:complaint-detail", args=[Complaint.objects.get().pk]))
    assert "Bersama anak ketika melapor" in seen and "Neneknya" in seen


def test_what_is_missing_is_said_and_every_word_is_kept(browser: Client, officer: User) -> None:
    draft = a_draft(officer)
    answer = browser.post(page(draft, "draft-detail"), typed(draft, with_whom="Ibunya", age_0="seratus"))
    assert answer.status_code == 422 and "Ibunya" in answer.content.decode() and "seratus" in answer.content.decode()
    assert Draft.objects.get().body["form"]["age_0"] == "seratus" and not Complaint.objects.exists()


def test_it_is_saved_by_itself_and_there_again_after_the_browser_died(browser: Client, officer: User) -> None:
    draft = a_draft(officer)
    answer = browser.post(
        page(draft, "draft-save"), typed(draft, story="Setengah kata"), headers={"HX-Request": "true"}
    )
    part = answer.content.decode()
    assert answer.status_code == 200 and 'name="version" value="2"' in part and "Tersimpan" in part
    assert "Setengah kata" in text_of(signed_in(officer), page(draft, "draft-detail"))


def test_a_tab_that_was_overtaken_is_told_and_writes_nothing_over(browser: Client, officer: User) -> None:
    draft = a_draft(officer)
    old = typed(draft, story="dari tab lama")
    browser.post(page(draft, "draft-save"), typed(draft, story="dari tab baru"))
    alone = browser.post(page(draft, "draft-save"), old, headers={"HX-Request": "true"}).content.decode()
    assert "tab lain" in alone and 'value="1"' in alone
    for name in ("draft-save", "draft-detail"):
        answer = browser.post(page(draft, name), old)
        assert answer.status_code == 409 and "dari tab lama" in answer.content.decode()
    assert Draft.objects.get().body["form"]["story"] == "dari tab baru" and not Complaint.objects.exists()
    again = re.search(r'name="version" value="(\d+)"', answer.content.decode())
    assert again and browser.post(page(draft, "draft-save"), old | {"version": again[1]}).status_code == 302
    assert Draft.objects.get().body["form"]["story"] == "dari tab lama"


def test_another_child_gets_lines_of_its_own(browser: Client, officer: User) -> None:
    draft = a_draft(officer)
    browser.post(page(draft, "draft-save"), typed(draft, story=STORY, name_0="Adi Contoh", anak="1"))
    text = text_of(browser, page(draft, "draft-detail"))
    assert "Anak ke-2" in text and 'name="name_1"' in text and "Adi Contoh" in text
    draft.refresh_from_db()
    sent = typed(draft, story=STORY, name_0="Adi Contoh", name_1="Sari Contoh") | {"children": "2"}
    shown = text_of(browser, browser.post(page(draft, "draft-detail"), sent)["Location"])
    assert all(complaint.number in shown for complaint in Complaint.objects.all()) and Complaint.objects.count() == 2


def test_the_strip_tells_of_each_with_the_first_question(browser: Client, officer: User) -> None:
    a_draft(officer, name_0="Rani Melati", with_whom="Bibinya")
    a_draft(officer)
    for url in (reverse(LIST), page(a_draft(officer), "draft-detail"), reverse("contacts:chat-paste")):
        text = text_of(browser, url)
        assert "1. R.M." in text and "Rani Melati" not in text and "Bibinya" in text
        assert "2. belum ada nama" in text and 'data-go="1"' in text and "belum ditanyakan" in text


@pytest.mark.parametrize("role", [Role.KETUA, Role.WAKIL, Role.SEKRETARIAT])
def test_nobody_else_opens_it_whatever_their_role(officer: User, role: Role) -> None:
    draft, other = a_draft(officer, story=STORY), signed_in(a_user(role, office=officer.office))
    for name in ("draft-detail", "draft-close", "draft-news"):
        assert other.get(page(draft, name)).status_code == 404
    for name in ("draft-save", "draft-speaker", "draft-detail"):
        assert other.post(page(draft, name), typed(draft, story="x")).status_code == 404
    assert "belum ada nama" not in text_of(other, reverse(LIST))


def test_it_is_closed_as_what_it_was(browser: Client, officer: User) -> None:
    draft = a_draft(officer)
    assert "kata-katanya dihapus" in text_of(browser, page(draft, "draft-close"))
    assert browser.post(page(draft, "draft-close"), {"call_type": ""}).status_code == 422
    assert browser.post(page(draft, "draft-close"), {"call_type": "test"}).status_code == 302
    assert Contact.objects.get().call_type == "test" and not Draft.objects.exists()


def test_news_is_joined_by_number_and_a_wrong_one_keeps_everything(browser: Client, officer: User) -> None:
    draft, complaint = a_draft(officer, story=STORY), a_triaged_complaint(officer)
    assert "Nomor berkas" in text_of(browser, page(draft, "draft-news"))
    assert browser.post(page(draft, "draft-news"), {"number": "P-9999/26"}).status_code == 400
    assert browser.post(page(draft, "draft-news"), {"number": complaint.number.lower()}).status_code == 302
    contact = fresh(Contact.objects.get())
    assert contact.complaint == complaint and STORY in text_of(browser, page(contact, "contact-detail"))


def test_news_takes_along_all_that_was_typed_and_asks_again_for_what_cannot_be_read(
    browser: Client, officer: User
) -> None:
    case = a_case(officer)
    draft = a_draft(officer, story=STORY, with_whom="Ayah tiri", safe_now="no", at="kemarin", name_0="Rara Contoh")
    answer = browser.post(page(draft, "draft-news"), {"number": case.number})
    assert answer.status_code == 400 and "Waktunya, bila bukan baru saja" in answer.content.decode()
    browser.post(page(draft, "draft-save"), typed(draft, **draft.body["form"] | {"at": "2026-01-02T09:30"}))
    assert browser.post(page(draft, "draft-news"), {"number": case.number}).status_code == 302
    contact = Contact.objects.get()
    case.refresh_from_db()
    assert case.safe_now == "no" and contact.at.astimezone(WIB).strftime("%d %H.%M") == "02 09.30"
    text = text_of(browser, page(contact, "contact-detail"))
    assert "Ayah tiri" in text and "Rara Contoh" in text


def test_that_a_number_must_not_be_called_stands_wherever_one_calls_back(browser: Client, officer: User) -> None:
    contact = a_missed_call(officer)
    a_flag(officer, kind="do_not_call", reason="Ayah yang mengangkat.", contact=a_filed_contact(officer))
    assert "Ayah yang mengangkat." in text_of(browser, page(contact, "contact-detail"))
    revealed = browser.post(page(contact, "contact-reveal"), headers={"HX-Request": "true"}).content.decode()
    assert PHONE in revealed and "jangan ditelepon balik" in revealed.lower()
    assert text_of(browser, reverse(LIST)).lower().count("jangan ditelepon balik") == 2
    sent = {"form_id": str(uuid4()), "phone": PHONE, "channel": "phone"}
    assert "tidak ditelepon balik" in browser.post(reverse("contacts:missed-new"), sent, follow=True).content.decode()


# chats


def test_a_chat_becomes_a_complaint_by_reading_and_saving(browser: Client, officer: User) -> None:
    a_number(officer)
    a_filed_contact(officer)
    sent = {"form_id": str(uuid4()), "text": ANDROID, "channel": "own_whatsapp"}
    url = browser.post(reverse("contacts:chat-paste"), sent)["Location"]
    text = text_of(browser, url)
    assert "temanku takut pulang" in text and "1 berkas media disebut" in text and "Pihak kita" in text
    assert "pernah menghubungi" in text and reverse("material:arrival-new") in text
    draft = Draft.objects.get()
    form = draft.body["form"]
    assert form["phone"] == "+62 800-555-0123" and "Piket" not in form["story"]
    browser.post(url, typed(draft, **form))
    complaint = Complaint.objects.get(channel="whatsapp")
    assert complaint.story == form["story"] and complaint.received_at.year == 2026
    contact = Contact.objects.get(complaint=complaint)
    assert "Piket KPPAD: Halo" in text_of(browser, page(contact, "contact-detail"))
    assert reverse("material:arrival-of-complaint", args=[complaint.pk]) in text_of(
        browser, page(contact, "contact-filed")
    )


def test_who_asks_can_be_put_right(browser: Client, officer: User) -> None:
    chat = "1/2/26 07.00 - Ibu Contoh: anak saya hilang dari rumah\n1/2/26 07.01 - Kak Piket: sejak kapan?"
    browser.post(reverse("contacts:chat-paste"), {"form_id": str(uuid4()), "text": chat, "channel": "whatsapp"})
    draft = Draft.objects.get()
    assert draft.body["form"]["caller_name"] == "Ibu Contoh"
    browser.post(page(draft, "draft-speaker"), {"who": "Kak Piket"})
    assert Draft.objects.get().body["form"]["story"] == "sejak kapan?"
    browser.post(page(draft, "draft-speaker"), {"who": "Siapa saja"})
    assert Draft.objects.get().body["form"]["story"] == "sejak kapan?"


def test_an_empty_paste_is_refused_and_a_sixth_keeps_the_words(browser: Client, officer: User) -> None:
    url = reverse("contacts:chat-paste")
    assert "Tempel percakapannya" in text_of(browser, url)
    assert browser.post(url, {"form_id": str(uuid4()), "channel": "whatsapp"}).status_code == 422
    for _ in range(5):
        a_draft(officer)
    answer = browser.post(url, {"form_id": str(uuid4()), "text": "halo dari lama", "channel": "whatsapp"})
    assert answer.status_code == 400 and "halo dari lama" in answer.content.decode()


# the list, the contact, the number


def test_the_list_shows_numbers_by_their_end_and_records_what_it_showed(browser: Client, officer: User) -> None:
    contact = a_filed_contact(officer)
    text = text_of(browser, reverse(LIST))
    assert "•••• 123" in text and PHONE not in text and "0800" not in text
    assert str(contact.pk) in (Entry.objects.filter(verb="read.contact_list").latest("pk").data or "")
    assert "•••• 123" not in text_of(browser, reverse(LIST), jenis="silent")


def test_one_press_is_counted(browser: Client, officer: User) -> None:
    sent = {"form_id": str(uuid4()), "call_type": "hang_up", "channel": "phone"}
    browser.post(reverse("contacts:contact-note"), sent)
    browser.post(reverse("contacts:contact-note"), sent)
    browser.post(reverse("contacts:contact-note"), {"call_type": "about"})
    assert Contact.objects.get().call_type == "hang_up"
    assert "ditutup sebelum bicara" in text_of(browser, reverse(LIST))


def test_the_number_is_shown_by_a_press_and_that_is_recorded(browser: Client, officer: User) -> None:
    contact = a_filed_contact(officer)
    assert PHONE not in text_of(browser, page(contact, "contact-detail"))
    answer = browser.post(page(contact, "contact-reveal"), headers={"HX-Request": "true"}).content.decode()
    assert PHONE in answer and "<h1" not in answer
    assert PHONE in browser.post(page(contact, "contact-reveal")).content.decode()
    assert Entry.objects.filter(verb="read.contact_number", subject=contact.subject).count() == 2


def test_the_history_of_a_number_tells_what_it_brought(browser: Client, officer: User) -> None:
    contact = a_filed_contact(officer)
    a_missed_call(officer)
    text = text_of(browser, page(contact, "caller-detail"))
    assert "Riwayat nomor" in text and "Tak terjawab" in text and Complaint.objects.get().number in text
    assert Entry.objects.filter(verb="read.caller").exists()


def test_a_flag_is_set_shown_to_the_next_and_lifted(browser: Client, officer: User) -> None:
    contact = a_filed_contact(officer)
    url, form = page(contact, "flag-new"), str(uuid4())
    assert "Beri tanda" in text_of(browser, url)
    assert browser.post(url, {"form_id": form, "kind": "young"}).status_code == 422
    wrong = browser.post(url, {"form_id": form, "kind": "young", "reason": "anak nakal", "lasts": "week"})
    assert wrong.status_code == 400 and "Jangan tulis" in wrong.content.decode()
    sent = {"form_id": form, "kind": "young", "reason": "Suaranya kecil.", "lasts": "week"}
    for _ in range(2):
        assert browser.post(url, sent).status_code == 302
    flag = Flag.objects.get()
    assert "Suaranya kecil." in text_of(browser, page(a_draft(officer, phone=PHONE), "draft-detail"))
    browser.post(reverse("contacts:flag-lift", args=[flag.pk]))
    assert "Suaranya kecil." not in text_of(browser, page(contact, "contact-detail"))


def test_missed_calls_are_listed_noted_and_called_back(browser: Client, officer: User) -> None:
    new, listed = reverse("contacts:missed-new"), reverse("contacts:missed-list")
    assert "Semua sudah ditelepon balik" in text_of(browser, listed) and "Kapan" in text_of(browser, new)
    assert browser.post(new, {"form_id": str(uuid4())}).status_code == 422
    assert browser.post(new, {"form_id": str(uuid4()), "phone": "12", "channel": "phone"}).status_code == 400
    browser.post(new, {"form_id": str(uuid4()), "phone": PHONE, "channel": "phone"})
    contact = Contact.objects.get()
    assert "•••• 123" in text_of(browser, listed) and "0/3" in text_of(browser, listed)
    assert "Telepon balik" in text_of(browser, page(contact, "contact-detail"))
    for said in ("tidak", "tidak", "tersambung"):
        browser.post(page(contact, "contact-call-back"), {"hasil": said, "version": fresh(contact).version})
    assert fresh(contact).status == Status.REACHED
    assert "Telepon balik: panggilan tak terjawab" not in text_of(browser, reverse("desk:today"))


def test_the_duty_of_a_missed_call_leads_to_it(browser: Client, officer: User) -> None:
    contact = a_missed_call(officer)
    text = text_of(browser, reverse("desk:today"))
    assert "Telepon balik: panggilan tak terjawab" in text
    duty = reverse("duties:duty-detail", args=[fresh(contact).duty])
    assert page(contact, "contact-detail") in text_of(browser, duty)


def test_our_numbers_are_added_and_removed(browser: Client, officer: User) -> None:
    url = reverse("contacts:number-list")
    assert "Belum ada nomor" in text_of(browser, url)
    assert browser.post(url, {"form_id": str(uuid4())}).status_code == 422
    browser.post(url, {"form_id": str(uuid4()), "shown_as": "Piket KPPAD", "phone": "0800-555-0999"})
    text = text_of(browser, url)
    assert "Piket KPPAD" in text and "•••• 999" in text and "0800-555-0999" not in text
    browser.post(reverse("contacts:number-remove", args=[OurNumber.objects.get().pk]))
    assert not OurNumber.objects.exists()


def test_the_short_answers_tell_nothing_to_whoever_reads_over_a_shoulder(browser: Client) -> None:
    text = text_of(browser, reverse("contacts:reply-list"))
    for one in replies.every()[-1][1]:
        assert one.text in text and f'data-copy="jawab-{one.code}"' in text
        assert not re.search(r"KPPAD|komisi|pengaduan|lapor|kekerasan|korban", one.text, re.IGNORECASE)


# who may not


READ: dict[str, Callable[[User], object]] = {
    "contact-detail": lambda user: a_filed_contact(user).pk,
    "contact-filed": lambda user: a_filed_contact(user).pk,
    "caller-detail": lambda user: a_filed_contact(user).pk,
    "flag-new": lambda user: a_filed_contact(user).pk,
}
PRESSED: dict[str, Callable[[User], object]] = {
    "contact-reveal": lambda user: a_filed_contact(user).pk,
    "contact-call-back": lambda user: a_missed_call(user).pk,
    "flag-lift": lambda user: a_flag(user).pk,
    "number-remove": lambda user: a_number(user).pk,
}


@pytest.mark.parametrize("name", [*READ, *PRESSED])
def test_another_office_finds_nothing(officer: User, name: str) -> None:
    url = reverse(f"contacts:{name}", args=[{**READ, **PRESSED}[name](officer)])
    elsewhere = signed_in(an_officer_elsewhere())
    assert (elsewhere.get(url) if name in READ else elsewhere.post(url)).status_code == 404


@pytest.mark.parametrize("role", [Role.ADMIN, Role.GUBERNUR, Role.MITRA])
def test_an_administrator_the_governor_and_a_partner_see_no_contact(officer: User, role: Role) -> None:
    browser = signed_in(a_user(role))
    for name, pattern in ADDRESSES.items():
        if name.startswith("contacts:") and "<" not in str(pattern.pattern):
            assert browser.get(reverse(name)).status_code == 403


def test_another_speaker_never_replaces_what_was_typed(browser: Client, officer: User) -> None:
    a_number(officer)
    two = "12/11/26 20.15 - Rina: tolong kak\n12/11/26 20.16 - Budi: dia di rumah\n12/11/26 20.17 - Rina: takut"
    sent = {"form_id": str(uuid4()), "text": two, "channel": "whatsapp"}
    browser.post(reverse("contacts:chat-paste"), sent)
    draft = Draft.objects.get()
    browser.post(page(draft, "draft-speaker"), {"who": "Budi"})
    assert Draft.objects.get().body["form"]["story"] == "dia di rumah", "as the chat filled it"
    own = typed(Draft.objects.get(), story="Anak di rumah nenek.", caller_name="Pak Budi", phone=PHONE)
    browser.post(page(draft, "draft-save"), own)
    answer = browser.post(page(draft, "draft-speaker"), {"who": "Rina"}, follow=True)
    form = Draft.objects.get().body["form"]
    assert (form["story"], form["caller_name"], form["phone"]) == ("Anak di rumah nenek.", "Pak Budi", PHONE)
    assert "tidak diganti" in answer.content.decode() and Draft.objects.get().body["chat"]["who"] == "Rina"
