"""What staff see and press: one press from the first page, the steps in their order, the paper, the list."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import suar.casework.material
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions as conflicts
from suar.casework.material import actions, rules
from suar.casework.material.models import Arrival, Step, Taken
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.addresses import ADDRESSES
from tests.casework.material.ground import PATH, a_police_line, all_steps, an_arrival
from tests.desk.pages import panel, signed_in, statements, text_of
from tests.factories import a_case, a_filed_complaint, a_triaged_complaint, a_user, an_officer_elsewhere

pytestmark = pytest.mark.django_db

TYPED = "https://contoh.example/pesan/3"
STEPS = ("stop", "apart", "call", "note", "instruction", "receipt", "debrief")


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def page(arrival: Arrival, name: str = "detail") -> str:
    return reverse(f"material:arrival-{name}", args=[arrival.pk])


def fresh(arrival: Arrival) -> Arrival:
    return Arrival.objects.select_related("office").get(pk=arrival.pk)


def every_page(browser: Client, arrival: Arrival) -> dict[str, str]:
    case = a_case(arrival.by)
    urls = {name: page(arrival, name) for name in ("detail", "print", *STEPS, "belong", "close")}
    urls |= {name: reverse(f"material:arrival-{name}") for name in ("list", "new")}
    urls["of-case"] = reverse("material:arrival-of-case", args=[case.pk])
    urls["of-complaint"] = reverse("material:arrival-of-complaint", args=[a_triaged_complaint(arrival.by).pk])
    return {name: text_of(browser, url) for name, url in urls.items()}


# from where


def test_the_first_page_leads_there_by_one_press_and_says_how_many_stand_open(browser: Client, officer: User) -> None:
    an_arrival(officer)
    shown = panel(text_of(browser, reverse("desk:today")), "Materi masuk")
    assert reverse("material:arrival-new") in shown and reverse("material:arrival-list") in shown


def test_so_do_a_complaint_a_childs_file_and_the_form_that_writes_a_chat_down(browser: Client, officer: User) -> None:
    case, complaint = a_case(officer), a_triaged_complaint(officer)
    at = {
        reverse("cases:case-detail", args=[case.pk]): reverse("material:arrival-of-case", args=[case.pk]),
        reverse("complaints:complaint-detail", args=[complaint.pk]): reverse(
            "material:arrival-of-complaint", args=[complaint.pk]
        ),
        reverse("complaints:complaint-new"): reverse("material:arrival-new"),
    }
    for url, link in at.items():
        assert f'href="{link}"' in text_of(browser, url)


# the first step


def test_it_begins_with_stop_and_nothing_is_written_before_the_tick(browser: Client) -> None:
    url = reverse("material:arrival-new")
    text = text_of(browser, url)
    assert "Jangan buka, jangan salin, jangan teruskan, jangan cetak" in text
    assert "UU 44/2008" in text and "perlu dicek" in text and "aturan komisi" in text
    assert browser.post(url, {"form_id": str(uuid4())}).status_code == 422
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("of", ["", "case", "complaint"])
def test_one_press_begins_it_for_whom_it_is_known(browser: Client, officer: User, of: str) -> None:
    source = {"case": a_case, "complaint": a_triaged_complaint}[of](officer) if of else None
    url = reverse(f"material:arrival-of-{of}", args=[source.pk]) if source else reverse("material:arrival-new")
    form = str(uuid4())
    answer = browser.post(url, {"form_id": form, "stopped": "on"})
    arrival = Arrival.objects.get()
    assert answer.status_code == 302 and answer["Location"] == page(arrival)
    assert (arrival.case or arrival.complaint) == (
        Complaint.objects.get(pk=source.pk) if source and of == "complaint" else source
    )
    browser.post(url, {"form_id": form, "stopped": "on"})
    assert Arrival.objects.count() == 1


def test_an_unread_complaint_is_read_first(browser: Client) -> None:
    complaint = a_filed_complaint()
    answer = browser.get(reverse("material:arrival-of-complaint", args=[complaint.pk]))
    assert answer["Location"] == reverse("complaints:complaint-detail", args=[complaint.pk])


# the steps


def test_the_steps_stand_in_their_order_and_only_the_next_one_has_its_form(browser: Client, officer: User) -> None:
    text = text_of(browser, page(arrival := an_arrival(officer)))
    titles = re.findall(r"<h2[^>]*>\s*(\d)\. ", text)
    assert titles == list("1234567")
    forms = re.findall(r'<form class="form" method="post" action="([^"]+)"', text)
    assert forms == [page(arrival, "apart")]
    assert "Sesudah: Telepon unit PPA atau siber." in text


def test_the_whole_way_by_presses_alone(browser: Client, officer: User) -> None:
    line, arrival = a_police_line("(0800) 555-0110"), an_arrival(officer)

    def press(name: str, **data: str) -> None:
        data["version"] = str(fresh(arrival).version)
        answer = browser.post(page(arrival, name), data)
        assert answer.status_code == 302, answer.content.decode()

    press("apart", where="Lemari sekretariat")
    text = text_of(browser, page(arrival))
    assert 'href="tel:08005550110"' in text and f'name="line" value="c{line.pk}"' in text
    press("call", line=f"c{line.pk}")
    noticed = timezone.localtime(timezone.now() - timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    press("note", lies_on="social", path=PATH, noticed_at=noticed, opened="Magang Contoh")
    press("instruction", instruction="collect")
    press("receipt", receipt_number="STP/7/XI")
    assert "Menunggu orang kedua" in text_of(browser, page(arrival))
    press("debrief", whom="Petugas Contoh")
    second = signed_in(a_user(Role.WAKIL))
    assert page(arrival, "close") in text_of(second, page(arrival))
    answer = second.post(page(arrival, "close"), {"version": fresh(arrival).version})
    assert answer.status_code == 302 and not fresh(arrival).is_open
    shown = text_of(browser, page(arrival))
    for word in ("Lemari sekretariat", "Piket PPA", PATH, "Magang Contoh", "STP/7/XI", "Petugas Contoh"):
        assert word in shown
    assert page(arrival, "note") not in shown, "what is closed is corrected no more"


def test_who_is_to_be_called_are_bodies_of_the_police_and_the_emergency_number(browser: Client, officer: User) -> None:
    unnumbered = a_police_line("", name="Unit PPA Contoh Tanpa Nomor").agency
    text = text_of(browser, page(an_arrival(officer), "call"))
    assert 'href="tel:110"' in text and 'name="line" value="110"' in text
    assert f'name="line" value="a{unnumbered.pk}"' in text
    assert 'href="tel:"' not in text


def test_a_call_without_its_line_is_asked_again(browser: Client, officer: User) -> None:
    arrival = an_arrival(officer)
    answer = browser.post(page(arrival, "call"), {"version": arrival.version, "answered": "Bripka Contoh"})
    text = answer.content.decode()
    assert "Tekan tombol di samping jalur" in text and "Bripka Contoh" in text
    assert not Taken.objects.filter(step=Step.CALL).exists()


def test_a_step_that_was_done_shows_who_and_when_and_what_stood_there_before(browser: Client, officer: User) -> None:
    arrival = an_arrival(officer)
    actions.set_apart(arrival=arrival, by=officer, where="Laci kiri")
    form = text_of(browser, page(arrival, "apart"))
    assert "Laci kiri" in form and "Simpan perbaikan" in form
    browser.post(page(arrival, "apart"), {"version": fresh(arrival).version, "where": "Brankas"})
    shown = text_of(browser, page(arrival))
    assert shown.index("Brankas") < shown.index("Sebelum diperbaiki") < shown.index("Laci kiri")
    assert officer.name in shown


def test_a_stale_form_shows_a_refusal_and_keeps_every_word(browser: Client, officer: User) -> None:
    arrival = an_arrival(officer)
    seen = arrival.version
    actions.call(arrival=arrival, by=officer)
    answer = browser.post(page(arrival, "apart"), {"version": seen, "where": "Brankas besi"})
    assert answer.status_code == 409 and "Brankas besi" in answer.content.decode()
    again = re.findall(r'name="version" value="(\d+)"', answer.content.decode())
    assert again == [str(fresh(arrival).version)]


@pytest.mark.parametrize(
    ("path", "said"),
    [("x" * (rules.PATH_LONGEST + 1), "Tulis letaknya, bukan isinya"), ("Grup pelacur kota", "di antara tanda petik")],
)
def test_a_gentle_stop_where_more_than_a_way_is_typed(browser: Client, officer: User, path: str, said: str) -> None:
    arrival = an_arrival(officer)
    data = {"version": arrival.version, "lies_on": "social", "noticed_at": "2026-11-20T09:00", "path": path}
    answer = browser.post(page(arrival, "note"), data)
    text = answer.content.decode()
    assert answer.status_code == 422 and said in text and path in text
    assert not Taken.objects.filter(step=Step.NOTE).exists()


# never the material


def test_no_page_takes_a_file_and_no_form_of_the_room_has_a_field_for_one(browser: Client, officer: User) -> None:
    for name, text in every_page(browser, all_steps(an_arrival(officer), officer)).items():
        assert 'type="file"' not in text and "multipart/form-data" not in text, name
    room = Path(str(suar.casework.material.__file__)).parent
    source = " ".join(path.read_text("utf-8") for path in room.rglob("*.py"))
    assert not re.search(r"FileField|ImageField|URLField|BinaryField|request\.FILES|hashlib|urlopen|https?://", source)


def test_nothing_that_was_typed_is_a_link_or_a_picture_on_any_page(browser: Client, officer: User) -> None:
    arrival = an_arrival(officer)
    all_steps(arrival, officer, TYPED)
    for name, text in every_page(browser, fresh(arrival)).items():
        pointing = re.findall(r'(?:href|src|action|formaction|data-[a-z-]+|hx-[a-z]+)="([^"]*)"', text)
        assert not [one for one in pointing if "contoh.example" in one], name
        if name in ("detail", "print"):
            assert TYPED not in text and "https[:]//contoh[.]example/pesan/3" in text


def test_the_paper_says_times_and_the_way_and_nothing_of_what_it_shows(browser: Client, officer: User) -> None:
    case = a_case(officer)
    arrival = all_steps(an_arrival(officer, case=case), officer, "Zamrud")
    text = text_of(browser, page(arrival, "print"))
    for word in (arrival.number, case.number, PATH, "STP/Zamrud/1", "tidak mencatat isinya"):
        assert word in text
    assert case.child.name not in text and "Magang" not in text, "no child's name; who had opened it is not for paper"


# who may


def test_partners_and_other_offices_never_see_it(officer: User) -> None:
    line = a_police_line()
    arrival = an_arrival(officer)
    actions.call(arrival=arrival, by=officer, contact=line)
    partner = signed_in(a_user(Role.MITRA, agency=line.agency))
    elsewhere = signed_in(an_officer_elsewhere())
    for name in ("detail", "print", *STEPS, "belong", "close"):
        assert partner.get(page(arrival, name)).status_code == 403, name
        assert elsewhere.get(page(arrival, name)).status_code == 404, name
    assert partner.get(reverse("material:arrival-list")).status_code == 403
    assert arrival.number not in text_of(elsewhere, reverse("material:arrival-list"))
    assert not Arrival.objects.visible_to(a_user(Role.MITRA, agency=line.agency)).exists()


def test_what_is_withheld_is_not_there(officer: User) -> None:
    ketua = a_user(Role.KETUA)
    case = a_case(ketua)
    arrival = an_arrival(ketua, case=case)
    conflicts.recuse(subject=case.child_id, office=case.office, by=officer)
    browser = signed_in(officer)
    for url in (page(arrival), page(arrival, "note"), reverse("material:arrival-of-case", args=[case.pk])):
        assert browser.get(url).status_code == 404
    assert arrival.number not in text_of(browser, reverse("material:arrival-list"))


def test_each_look_is_a_read_with_what_was_shown(browser: Client, officer: User) -> None:
    arrival = an_arrival(officer, case=a_case(officer))
    for name, verb in (("detail", "read.material"), ("print", "read.material_print"), ("apart", "read.material")):
        text_of(browser, page(arrival, name))
        entry = Entry.objects.reads().latest("pk")
        assert (entry.verb, entry.subject) == (verb, arrival.subject)
        assert str(arrival.pk) in entry.data and str(arrival.case_id) in entry.data
    text_of(browser, reverse("material:arrival-list"))
    entry = Entry.objects.reads().latest("pk")
    assert entry.verb == "read.material_list" and str(arrival.pk) in entry.data


# the list


def test_the_list_shows_what_is_open_and_on_demand_what_is_closed(browser: Client, officer: User) -> None:
    opened, closed = an_arrival(officer), an_arrival(officer, case=a_case(officer))
    actions.close(arrival=all_steps(closed, officer), by=a_user(Role.WAKIL))
    url = reverse("material:arrival-list")
    asked = {"": (True, False), "?status=closed": (False, True), "?status=semua": (True, True)}
    asked[f"?status=semua&q={closed.reference}"] = (False, True)
    asked[f"?q={opened.number.lower()}"] = (True, False)
    for question, expected in asked.items():
        text = text_of(browser, url + question)
        assert tuple(one.number in text for one in (opened, closed)) == expected, question


def test_a_page_of_it_asks_as_little_for_many_as_for_one(browser: Client, officer: User) -> None:
    all_steps(an_arrival(officer), officer)
    few = len(statements(browser, reverse("material:arrival-list")))
    for _ in range(24):
        an_arrival(officer)
    assert len(statements(browser, reverse("material:arrival-list"))) <= few <= 15


def test_the_page_of_all_steps_stays_within_its_statements(browser: Client, officer: User) -> None:
    arrival = an_arrival(officer)
    for _ in range(5):
        a_police_line()
    few = len(statements(browser, page(arrival)))
    actions.set_apart(arrival=arrival, by=officer)
    assert max(few, len(statements(browser, page(arrival)))) <= 15


def test_the_page_of_its_duty_leads_back_to_it(browser: Client, officer: User) -> None:
    arrival = an_arrival(officer)
    text = text_of(browser, reverse("duties:duty-detail", args=[arrival.call_duty]))
    assert page(arrival) in text and arrival.number in text and "aturan komisi" in text


def test_every_address_of_the_room_is_walked_here() -> None:
    known = {"list", "new", "of-case", "of-complaint", "detail", "print", *STEPS, "belong", "close"}
    assert {name for name in ADDRESSES if name.startswith("material:")} == {
        f"material:arrival-{name}" for name in known
    }


def test_an_id_typed_into_the_form_is_never_the_key_of_somebody_elses_file(officer: User) -> None:
    """Joined to a complaint, what belonged to nobody gives its key up: a child's must not be that."""
    child = a_case(officer).child
    browser = signed_in(officer)
    browser.post(reverse("material:arrival-new"), {"form_id": child.pk, "stopped": "on"})
    arrival = Arrival.objects.get()
    assert child.pk not in {arrival.pk, arrival.subject}
    again = browser.post(reverse("material:arrival-new"), {"form_id": child.pk, "stopped": "on"})
    assert again.status_code == 302 and Arrival.objects.count() == 1
