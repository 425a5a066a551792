"""What surrounds a child: noted, corrected, ended, withdrawn; counted without opening; erased with the child."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.children import actions, circumstances
from suar.casework.children.models import Child, Circumstance
from suar.casework.conflicts import actions as conflicts
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Covered, Entry
from suar.core.vault import keys
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_circumstance
from tests.factories import a_child, a_user, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db


def noted(child: Child, by: User, sort: str, *codes: str, **facts: object) -> list[Circumstance]:
    given = {"source": "family", **facts}
    return actions.note(child=child, by=by, sort=sort, codes=codes, **given)  # type: ignore[arg-type]  # several kinds


def fresh(row: Circumstance) -> Circumstance:
    return Circumstance.objects.select_related("child__office").get(pk=row.pk)


def standing(child: Child, sort: str) -> list[str]:
    return sorted(row.value for row in unlock(child.circumstances.standing().filter(sort=sort)))


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def child(officer: User) -> Child:
    return a_child(officer)


def test_several_are_noted_at_once_and_one_entry_covers_them(child: Child, officer: User) -> None:
    rows = noted(child, officer, "risk", "need", "separated", note="Kata bibinya.")
    assert standing(child, "risk") == ["need", "separated"]
    entry = Entry.objects.get(verb="child.circumstance_note")
    assert (entry.subject, entry.actor) == (child.pk, officer.actor_id)
    assert Covered.objects.filter(entry=entry, table="children.circumstance").count() == 2
    assert rows[0].note == "Kata bibinya."


def test_where_a_child_lived_before_is_told_later_and_ends_nothing(child: Child, officer: User) -> None:
    today = timezone.localdate()
    noted(child, officer, "living", "shelter", since=today - timedelta(days=30))
    [before] = noted(child, officer, "living", "father", since=today - timedelta(days=700))
    assert standing(child, "living") == ["shelter"]
    assert fresh(before).until == today - timedelta(days=30)
    noted(child, officer, "living", "mother", since=today - timedelta(days=3))
    assert standing(child, "living") == ["mother"]


def test_what_stands_already_is_not_noted_twice(child: Child, officer: User) -> None:
    noted(child, officer, "risk", "need")
    assert [row.value for row in noted(child, officer, "risk", "need", "debt")] == ["debt"]
    with pytest.raises(DomainError, match="sudah tercatat"):
        noted(child, officer, "risk", "need", "debt")


@pytest.mark.parametrize("sort", [sort for sort, kind in circumstances.SORTS.items() if not kind.several])
def test_of_one_at_a_time_the_new_one_ends_the_one_before(sort: str, child: Child, officer: User) -> None:
    first, second = list(circumstances.SORTS[sort].codes)[:2]
    today = timezone.localdate()
    noted(child, officer, sort, first, since=today - timedelta(days=90))
    noted(child, officer, sort, second, since=today - timedelta(days=9))
    assert standing(child, sort) == [second]
    assert child.circumstances.get(code=first).until == today - timedelta(days=9)
    with pytest.raises(DomainError, match="satu"):
        noted(child, officer, sort, first, second)


def test_the_first_group_leads_and_another_can(child: Child, officer: User) -> None:
    rows = noted(child, officer, "group", "exploited", "trafficked")
    assert [row.primary for row in rows] == [True, False]
    actions.lead(row=Circumstance.objects.get(pk=rows[1].pk), by=officer)
    assert [row.pk for row in child.circumstances.filter(primary=True)] == [rows[1].pk]
    with pytest.raises(DomainError):
        actions.lead(row=a_circumstance(child, officer), by=officer)


def test_it_ends_on_a_day_that_can_be(child: Child, officer: User) -> None:
    today = timezone.localdate()
    row = a_circumstance(child, officer, since=today - timedelta(days=5))
    for on in (today + timedelta(days=1), today - timedelta(days=6)):
        with pytest.raises(DomainError):
            actions.end(row=Circumstance.objects.get(pk=row.pk), on=on, by=officer)
    actions.end(row=row, on=today, by=officer)
    assert standing(child, "risk") == []
    with pytest.raises(Conflict):
        actions.end(row=row, on=today, by=officer)


def test_what_was_wrong_is_withdrawn_and_stays_readable(child: Child, officer: User) -> None:
    row = a_circumstance(child, officer, note="Kata tetangga.")
    with pytest.raises(DomainError):
        actions.withdraw(row=row, why=" ", by=officer)
    actions.withdraw(row=row, why="Tertukar dengan anak lain.", by=officer)
    kept = unlock([Circumstance.objects.get(pk=row.pk)])[0]
    assert standing(child, "risk") == []
    assert "Kata tetangga." in kept.note and "Tertukar" in kept.note
    for act in (actions.correct, actions.lead):
        with pytest.raises(Conflict):
            facts = {"since": None, "source": "child", "note": ""} if act is actions.correct else {}
            act(row=kept, by=officer, **facts)
    assert noted(child, officer, "risk", "need")


@pytest.mark.parametrize(
    "facts",
    [
        {"sort": "tiada"},
        {"codes": []},
        {"codes": ["tiada"]},
        {"source": "tiada"},
        {"since": timezone.localdate() + timedelta(days=1)},
    ],
)
def test_what_the_catalogue_does_not_have_or_a_day_to_come_is_refused(
    facts: dict[str, object], child: Child, officer: User
) -> None:
    with pytest.raises(DomainError):
        a_circumstance(child, officer, **facts)
    assert not child.circumstances.exists()


@pytest.mark.parametrize("who", [an_officer_elsewhere, lambda: a_user(Role.ADMIN), lambda: a_user(Role.MITRA)])
def test_nobody_else_writes_it_down(who: object, child: Child, officer: User) -> None:
    row, other = a_circumstance(child, officer), who()  # type: ignore[operator]  # each makes a user
    for act in (
        lambda: noted(child, other, "risk", "debt"),
        lambda: actions.end(row=row, on=timezone.localdate(), by=other),
        lambda: actions.withdraw(row=row, why="x", by=other),
        lambda: actions.correct(row=row, since=None, source="child", note="", by=other),
    ):
        with pytest.raises(Refused):
            act()


def test_a_withheld_child_is_written_about_by_nobody_from_whom_it_is_withheld(child: Child, officer: User) -> None:
    row = a_circumstance(child, officer)
    conflicts.recuse(subject=child.pk, office=child.office, by=officer)
    with pytest.raises(Refused):
        actions.correct(row=row, since=None, source="child", note="", by=officer)


def test_what_tells_of_body_or_mind_stands_in_no_clear_column(child: Child, officer: User) -> None:
    for sort, kind in circumstances.SORTS.items():
        row = noted(child, officer, sort, next(iter(kind.codes)))[0]
        assert (Circumstance.objects.get(pk=row.pk).code == "") is kind.sealed
        assert row.value == next(iter(kind.codes))


def test_an_erased_child_leaves_no_words(child: Child, officer: User) -> None:
    noted(child, officer, "health", "ill", note="Batuk.")
    keys.destroy(child.pk, at=timezone.now(), unreadable_from=timezone.localdate())
    row = Circumstance.objects.get()
    assert "Batuk" not in row.note and row.value != "ill"


def test_about_an_erased_child_nothing_more_is_written(child: Child, officer: User) -> None:
    row = a_circumstance(child, officer)
    keys.destroy(child.pk, at=timezone.now(), unreadable_from=timezone.localdate())
    before = Entry.objects.count()
    for act in (
        lambda: noted(Child.objects.get(pk=child.pk), officer, "risk", "debt"),
        lambda: actions.correct(row=fresh(row), since=None, source="child", note="Kata", by=officer),
        lambda: actions.withdraw(row=fresh(row), why="Keliru", by=officer),
        lambda: actions.end(row=fresh(row), on=timezone.localdate(), by=officer),
        lambda: actions.edit(child=Child.objects.get(pk=child.pk), by=officer, school="SD"),
        lambda: actions.set_safe_contact(child=Child.objects.get(pk=child.pk), by=officer, answers={"may_call": "no"}),
    ):
        with pytest.raises(DomainError, match="dimusnahkan"):
            act()
    assert Entry.objects.count() == before
    page = signed_in(officer).post(
        reverse("children:circumstance-note", args=[child.pk, "risk"]),
        {"codes": ["debt"], "source": "family", "note": "Kata bibinya."},
    )
    assert page.status_code == 400 and "Kata bibinya." in page.content.decode()


def test_a_statement_whose_code_left_the_catalogue_can_be_corrected(
    child: Child, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = a_circumstance(child, officer)
    codes = {code: label for code, label in circumstances.SORTS["risk"].codes.items() if code != "need"}
    monkeypatch.setitem(circumstances.SORTS, "risk", replace(circumstances.SORTS["risk"], codes=codes))
    actions.correct(row=fresh(row), since=None, source="child", note="Kata anak.", by=officer)
    assert fresh(row).note == "Kata anak."


def test_every_code_and_sort_fits_its_column() -> None:
    for sort, kind in circumstances.SORTS.items():
        assert len(sort) <= 12 and all(len(code) <= 20 for code in kind.codes)
    assert max(map(len, circumstances.SOURCES)) <= 8
    assert circumstances.label("risk", "dulu-ada") == "dulu-ada"


# Pages


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_page_notes_shows_and_links(child: Child, officer: User) -> None:
    client = signed_in(officer)
    note = reverse("children:circumstance-note", args=[child.pk, "risk"])
    given = {"codes": ["need", "separated"], "source": "family", "since": "2026-01-05", "note": "Kata bibinya."}
    answer = client.post(note, given, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("children:circumstance-list", args=[child.pk])
    assert "Kebutuhan ekonomi keluarga" in page and "Kata bibinya." in page and "5 Januari 2026" in page
    assert Entry.objects.filter(verb="read.child_circumstances", subject=child.pk).exists()
    of_child = client.get(reverse("children:child-detail", args=[child.pk])).content.decode()
    assert "kebutuhan ekonomi keluarga" in of_child and "orang tua berpisah" in of_child


def test_one_at_a_time_is_asked_as_one(child: Child, officer: User) -> None:
    client = signed_in(officer)
    note = reverse("children:circumstance-note", args=[child.pk, "living"])
    assert 'type="radio" name="codes"' in client.get(note).content.decode()
    client.post(note, {"codes": "kin", "source": "seen"})
    assert standing(child, "living") == ["kin"]


def test_a_wrong_form_keeps_what_was_typed(child: Child, officer: User) -> None:
    note = reverse("children:circumstance-note", args=[child.pk, "risk"])
    answer = signed_in(officer).post(note, {"source": "family", "note": "Kata bibinya."})
    assert answer.status_code == 422 and "Kata bibinya." in answer.content.decode()
    a_circumstance(child, officer)
    again = signed_in(officer).post(note, {"codes": ["need"], "source": "family", "note": "Lagi."})
    assert "sudah tercatat" in again.content.decode() and "Lagi." in again.content.decode()


@pytest.mark.parametrize("name", ["correct", "end", "withdraw"])
def test_of_two_editors_the_second_is_told_and_keeps_the_words(name: str, child: Child, officer: User) -> None:
    row = a_circumstance(child, officer)
    url = reverse(f"children:circumstance-{name}", args=[row.pk])
    typed = {"version": row.version, "source": "child", "note": "Punyaku", "why": "Punyaku", "on": "2026-01-02"}
    actions.correct(row=row, since=None, source="seen", note="Punya lain", by=officer)
    answer = signed_in(officer).post(url, typed)
    assert answer.status_code == 409
    assert name == "end" or "Punyaku" in answer.content.decode()
    assert signed_in(officer).post(url, typed | {"version": row.version}).status_code == 302


def test_a_press_makes_a_group_the_leading_one(child: Child, officer: User) -> None:
    other = noted(child, officer, "group", "exploited", "trafficked")[1]
    url = reverse("children:circumstance-lead", args=[other.pk])
    signed_in(officer).post(url, {"version": other.version})
    assert Circumstance.objects.get(pk=other.pk).primary


@pytest.mark.parametrize("name", ["correct", "end", "withdraw", "lead"])
def test_a_statement_of_another_office_has_no_page(name: str, child: Child, officer: User) -> None:
    url = reverse(f"children:circumstance-{name}", args=[a_circumstance(child, officer).pk])
    assert signed_in(an_officer_elsewhere()).get(url).status_code == 404
    assert signed_in(officer).get(url).status_code == 200


def test_a_sort_that_is_none_has_no_page(child: Child, officer: User) -> None:
    url = reverse("children:circumstance-note", args=[child.pk, "tiada"])
    assert signed_in(officer).get(url).status_code == 404


def test_an_estimated_birth_date_says_so(child: Child, officer: User) -> None:
    actions.edit(child=child, by=officer, birth_date="2011-07-01", birth_estimated=True)
    page = signed_in(officer).get(reverse("children:child-detail", args=[child.pk])).content.decode()
    assert "1 Juli 2011 (perkiraan)" in page
