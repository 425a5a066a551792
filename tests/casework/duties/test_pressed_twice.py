"""Two presses of one page start one duty."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from suar.casework.duties import actions
from suar.casework.duties.models import Duty
from suar.core import once
from suar.core.errors import Conflict
from tests.casework.duties.builders import at, verbs
from tests.desk.pages import signed_in
from tests.factories import a_case, an_officer

pytestmark = pytest.mark.django_db

AGREED = {"kind": "other", "about": "child", "what": "Antar seragam", "due_at": at("2026-12-01 12:00")}


def test_a_duty_by_hand_is_started_once_and_the_second_press_is_answered_alike() -> None:
    officer = an_officer()
    browser, path = signed_in(officer), reverse("duties:duty-add", args=[a_case(officer).child_id])
    typed = {"rule": "-", "knows": "known", "due_at": "2026-12-01T12:00", "what": "Antar seragam"}
    typed["form_id"] = browser.get(path).context["form"]["form_id"].value()
    first, second = browser.post(path, typed), browser.post(path, typed)
    duty = Duty.objects.get(kind="other")
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"] == reverse("duties:duty-detail", args=[duty.pk])
    assert browser.post(path, {**typed, "what": "Antar buku"}).status_code == 302
    assert Duty.objects.filter(kind="other").count() == 2


def test_of_two_at_once_the_second_finds_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    officer, pk = an_officer(), uuid4()
    case = a_case(officer)
    facts = {**AGREED, "subject": case.child_id, "office": case.office, "by": officer, "duty_id": pk}
    first = actions.start(**facts)  # type: ignore[arg-type]  # facts of several kinds
    real, looks = once._there, iter([lambda *_row: None])
    monkeypatch.setattr(once, "_there", lambda *row: next(looks, real)(*row))
    assert actions.start(**facts) == first  # type: ignore[arg-type]  # the same
    assert verbs(first) == ["duty.start"]


def test_an_id_of_a_duty_about_somebody_else_is_refused() -> None:
    officer, pk = an_officer(), uuid4()
    one, other = a_case(officer), a_case(officer)
    facts = {**AGREED, "office": one.office, "by": officer, "duty_id": pk}
    actions.start(subject=one.child_id, **facts)  # type: ignore[arg-type]  # facts of several kinds
    with pytest.raises(Conflict, match="sudah dikirim"):
        actions.start(subject=other.child_id, **facts)  # type: ignore[arg-type]  # the same
