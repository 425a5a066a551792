"""Files that nobody has a reason to open: they look like every other, count nowhere, tell who opens them, and become
real as soon as somebody works in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case, MonitoringSheet, Note
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.casework.duties import scores
from suar.casework.duties.models import Duty
from suar.casework.retention import actions as retention
from suar.casework.retention import ripe
from suar.casework.safeguards import actions, honey, invented
from suar.casework.safeguards.actions.honey import Place
from suar.casework.safeguards.alarm_kinds import HONEY
from suar.config.cli import suar
from suar.core import ledger
from suar.core.alarms.models import Alarm
from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.core.vault import marks
from suar.insight.reports import figures
from suar.insight.reports.figures import Scope
from suar.insight.reports.periods import parse
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.casework.safeguards.ground import told
from tests.desk.pages import signed_in
from tests.factories import (
    a_case,
    a_closed_case,
    a_user,
    an_office,
    an_officer,
    an_officer_elsewhere,
)

pytestmark = pytest.mark.django_db


def read(case: Case, by: User, what: str = "case") -> None:
    ledger.read(what, by=by, subject=case.child_id, office=case.office.code, why=by.role, ids=[case.pk])


# made


def test_it_is_closed_by_two_leaders_in_an_earlier_year_and_owes_nothing(bait: Case, ketua: User, wakil: User) -> None:
    assert (bait.status, bait.closing_by, bait.closed_by) == ("closed", ketua, wakil)
    assert bait.opened_on.year < timezone.localdate().year
    assert bait.number.startswith(f"{bait.opened_on.year}-")
    assert (bait.notes.count(), bait.monitoringsheets.count()) == (1, 1)
    assert not Duty.objects.open().about(bait.child_id).exists()
    assert marks.standing()[bait.child_id].setter == ketua.pk


def test_its_entries_are_those_of_an_ordinary_file(bait: Case) -> None:
    verbs = set(Entry.objects.about(bait.child_id).values_list("verb", flat=True))
    assert verbs == {
        "child.register", "case.open", "case.note", "case.sheet", "duty.start", "duty.finish", "duty.cancel",
        "case.propose_closure", "case.close",
    }  # fmt: skip
    assert not Entry.objects.filter(verb__contains="honey").exists()


def shapes(rows: Iterable[Model]) -> set[tuple[str, str]]:
    """What kind of value stands in each column: empty or not, and how its text is built."""
    found = set()
    for row in rows:
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname) if not hasattr(field, "cell") else "sealed"
            text = re.sub(r"[0-9]+", "9", str(value)) if field.attname in {"number", "status", "law"} else ""
            found.add((field.attname, f"{type(value).__name__} {text}"))
    return found


def test_no_cell_of_main_differs_in_kind_from_an_ordinary_closed_file(bait: Case, ketua: User, wakil: User) -> None:
    child = children.register(office=ketua.office, by=ketua, **invented.child())
    other = cases.open_case(child=child, office=ketua.office, by=ketua, officer=ketua, **invented.case(2025))
    cases.write_note(case=other, by=ketua, kind="call", said="Ibu menelepon.")
    cases.write_sheet(case=other, by=ketua, state="Baik.", safe="yes", at_school="yes", healthy="yes")
    cases.propose_closure(case=other, reason="di_luar", note="Diteruskan kepada dinas.", by=ketua)
    cases.countersign_closure(case=other, by=wakil)
    for model in (Case, Note, MonitoringSheet, Duty):
        of = "subject" if model is Duty else "child_id"
        mine, ordinary = (shapes(model._default_manager.filter(**{of: one.child_id})) for one in (bait, other))
        assert mine == ordinary
    assert shapes(Child.objects.filter(pk=bait.child_id)) == shapes(Child.objects.filter(pk=other.child_id))


def test_each_step_belongs_to_whoever_planted_it_and_the_signature_to_another(ketua: User, wakil: User) -> None:
    case = actions.plant(office=ketua.office, by=ketua)
    with pytest.raises(Refused):
        actions.advance(case=case, by=wakil)
    for _ in range(3):
        actions.advance(case=case, by=ketua)
    with pytest.raises(Refused):
        actions.advance(case=case, by=ketua)
    actions.advance(case=case, by=wakil)
    with pytest.raises(Refused):
        actions.advance(case=case, by=wakil)


def test_only_leaders_plant_and_only_at_home(ketua: User) -> None:
    with pytest.raises(Refused):
        actions.plant(office=ketua.office, by=an_officer())
    with pytest.raises(Refused):
        actions.plant(office=an_officer_elsewhere().office, by=ketua)
    assert marks.all_marks() == ()


def test_a_full_list_refuses_another_and_makes_nothing(ketua: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "PLACES", 0)
    with pytest.raises(DomainError):
        actions.plant(office=ketua.office, by=ketua)
    assert not Child.objects.exists()


def test_a_planting_that_fails_leaves_no_mark(ketua: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invented, "case", lambda year: {"kind": "nothing", "cluster": "sipil"})
    with pytest.raises(DomainError):
        actions.plant(office=ketua.office, by=ketua)
    assert marks.all_marks() == ()


def test_nobody_at_the_server_plants_in_the_name_of_a_leader(ketua: User) -> None:
    """A command would write what a leader never did, and tell the operator which file it is."""
    done = CliRunner().invoke(suar, ["safeguards", "plant", "--by", ketua.username])
    assert done.exit_code == 2 and "No such command" in done.output
    assert not Case.objects.exists() and marks.all_marks() == ()


# counted nowhere


def test_every_figure_of_every_report_is_the_same_with_and_without_one(ketua: User, wakil: User) -> None:
    office = an_office()
    a_closed_case(an_officer(), wakil)
    years = [parse(str(year)) for year in range(timezone.localdate().year - 4, timezone.localdate().year + 1)]
    at = timezone.now() + timedelta(days=40)
    before = [figures.count(Scope(office, year, at)) for year in years]
    half_made = actions.plant(office=office, by=ketua)
    assert [figures.count(Scope(office, year, at)) for year in years] == before
    for _ in range(3):
        actions.advance(case=half_made, by=ketua)
        assert [figures.count(Scope(office, year, at)) for year in years] == before
    actions.advance(case=half_made, by=wakil)
    assert [figures.count(Scope(office, year, at)) for year in years] == before
    marks.drop(half_made.child_id)
    assert [figures.count(Scope(office, year, at)) for year in years] != before


def test_agencies_are_not_scored_by_one(bait: Case) -> None:
    first, last = date(2020, 1, 1), date(2040, 1, 1)
    assert scores.scores(first, last, bait.office) == []


def test_retention_does_not_propose_one_and_a_leader_may_ask_for_its_end(bait: Case, ketua: User) -> None:
    far = date(2090, 1, 1)
    everything = retention.proposing.EVERYTHING
    assert ripe.ripe(everything, far) == []
    retention.ask_for(kind="child", subject=bait.child_id, why="mistake", by=ketua)
    marks.drop(bait.child_id)


def test_it_stands_in_lists_like_any_other(bait: Case) -> None:
    assert bait in Case.objects.visible_to(an_officer())
    assert bait not in Case.objects.counted()


# opened


def test_who_reads_it_is_told_to_the_leaders_once_a_day(bait: Case) -> None:
    officer = an_officer()
    assert told() == 0
    read(bait, officer)
    read(bait, officer, "child_name")
    assert told() == 1
    assert told() == 1
    alarm = Alarm.objects.get(kind=HONEY)
    assert alarm.details.split()[0] == officer.actor_id
    assert str(bait.pk) not in f"{alarm.subject} {alarm.details}"
    assert str(bait.child_id) not in f"{alarm.subject} {alarm.details}"


def test_a_closed_alarm_is_not_raised_again_for_the_same_day(bait: Case) -> None:
    read(bait, an_officer())
    assert told() == 1
    from suar.core.alarms.actions import close_one

    close_one(alarm=Alarm.objects.get(kind=HONEY), by=a_user(Role.KETUA))
    assert told() == 1


def test_another_leader_raises_it_and_whoever_planted_it_does_not(bait: Case, ketua: User, wakil: User) -> None:
    read(bait, ketua)
    assert told() == 0
    read(bait, wakil)
    assert told() == 1


def test_every_tab_the_name_the_print_and_the_duty_raise_it(bait: Case) -> None:
    names = [
        "cases:case-detail", "cases:sheet-list", "cases:case-duties", "cases:note-list", "cases:case-child",
        "cases:risk-list", "complaints:case-complaints", "cases:case-closure", "cases:case-summary",
    ]  # fmt: skip
    for name in names:
        reader = an_officer()
        before = told()
        assert signed_in(reader).get(reverse(name, args=[bait.pk])).status_code == 200
        assert told() == before + 1, name
    before = told()
    signed_in(an_officer()).post(reverse("cases:case-reveal", args=[bait.pk]))
    assert told() == before + 1


def test_an_emergency_opening_of_it_raises_it(bait: Case) -> None:
    actions.break_glass(
        office=bait.office, number=bait.number, danger="care", words="Anak ini ada di rumah sakit kami.",
        by=an_officer_elsewhere(),
    )  # fmt: skip
    assert told() == 1


def test_standing_in_a_list_or_in_an_export_of_many_raises_nothing(bait: Case) -> None:
    other, officer = a_case(), an_officer()
    ledger.read("case_list", by=officer, why=officer.role, ids=[bait.pk])
    ledger.read("search", by=officer, why=officer.role, ids=[bait.pk])
    ledger.read("case_export", by=officer, why=officer.role, ids=[bait.pk, other.pk])
    ledger.read("case_export", by=officer, why=officer.role, ids=[other.pk])
    assert told() == 0
    ledger.read("case_export", by=officer, why=officer.role, ids=[bait.pk])
    assert told() == 1


def test_before_it_is_closed_a_reader_may_have_a_reason(ketua: User) -> None:
    case = actions.plant(office=ketua.office, by=ketua)
    read(case, an_officer())
    assert told() == 0


def test_the_worker_goes_on_from_where_it_was(bait: Case) -> None:
    place = Place()
    assert actions.watch_honey(now=timezone.now(), place=place) == 0
    read(bait, an_officer())
    assert actions.watch_honey(now=timezone.now(), place=place) == 1
    assert actions.watch_honey(now=timezone.now(), place=place) == 0


def stripped(page: bytes, case: Case) -> str:
    text = page.decode()
    for own in (str(case.pk), str(case.child_id), case.number):
        text = text.replace(own, "*")
    return re.sub(r'(csrfmiddlewaretoken" value=|nonce=|FToken": )"[^"]+"', "", text)


def test_its_page_is_byte_for_byte_and_question_for_question_the_page_of_a_file(bait: Case) -> None:
    browser, address = signed_in(an_officer()), reverse("cases:case-closure", args=[bait.pk])
    browser.get(address)
    with CaptureQueriesContext(connection) as marked:
        page = browser.get(address).content
    for mark in marks.all_marks():
        marks.drop(mark.subject)
    with CaptureQueriesContext(connection) as plain:
        same = browser.get(address).content
    assert stripped(page, bait) == stripped(same, bait)
    assert len(marked) == len(plain)


# the leaders' page


def test_a_leader_plants_makes_ready_and_sees_who_opened(ketua: User, wakil: User) -> None:
    address, mine, theirs = reverse("safeguards:honey-list"), signed_in(ketua), signed_in(wakil)
    assert mine.post(address, {"office": ketua.office.pk}).status_code == 302
    case = Case.objects.get()
    for _ in range(3):
        assert mine.post(address, {"subject": case.child_id}).status_code == 302
    assert mine.post(address, {"subject": case.child_id}).status_code == 403
    assert theirs.post(address, {"subject": case.child_id}).status_code == 302
    assert Case.objects.get().status == "closed"
    reader = an_officer()
    read(case, reader)
    shown = mine.get(address).content.decode()
    assert case.number in shown
    assert reader.name in shown
    assert reverse("cases:case-detail", args=[case.pk]) in shown
    assert reverse("cases:case-detail", args=[case.pk]) not in theirs.get(address).content.decode()


def test_the_page_is_shut_to_all_others_and_shows_other_offices_nothing(bait: Case) -> None:
    address = reverse("safeguards:honey-list")
    assert signed_in(an_officer()).get(address).status_code in {403, 404}
    assert bait.number not in signed_in(a_user(Role.KETUA, an_officer_elsewhere().office)).get(address).content.decode()


def test_the_record_of_the_page_names_no_file(bait: Case, ketua: User) -> None:
    signed_in(ketua).get(reverse("safeguards:honey-list"))
    entry = Entry.objects.by(ketua).newest_first()[0]
    assert (entry.verb, entry.subject) == ("read.glass_list", None)
    assert str(bait.pk) not in entry.data


def test_a_step_for_a_file_that_is_no_honey_file_is_refused(ketua: User) -> None:
    case = a_case()
    assert signed_in(ketua).post(reverse("safeguards:honey-list"), {"subject": case.child_id}).status_code == 403
    assert honey.rows(ketua) == []


def test_an_office_is_asked_of_whoever_leads_several_and_never_left_out(ketua: User) -> None:
    address, led = reverse("safeguards:honey-list"), an_office("sambas", "KPPAD Kabupaten Sambas")
    one = signed_in(ketua).get(address).content.decode()
    assert '<input type="hidden" name="office"' in one and "boleh kosong" not in one
    accounts.appoint(user=ketua, office=led, role=Role.KETUA, by=OPERATOR)
    both = signed_in(ketua).get(address).content.decode()
    assert '<select name="office"' in both and "boleh kosong" not in both
    assert signed_in(ketua).post(address, {}).status_code == 200
    assert not Case.objects.exists()
    assert signed_in(ketua).post(address, {"office": led.pk}).status_code == 302
    assert Case.objects.get().office == led
