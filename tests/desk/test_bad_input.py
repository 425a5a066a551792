"""Whatever stands in a field of the desk, a form answers: it takes it, or says what is wrong and keeps what was typed.

The forms are those of every page, found as a browser finds them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from fire.ground import undone

from suar.registry.accounts.permissions import TABLE
from tests.addresses import GUARDED, permission_of
from tests.casework.register.builders import case
from tests.desk.filling import LONE_HALF, Form, forms_on, shown
from tests.desk.pages import signed_in
from tests.factories import an_import
from tests.furnishing import Office, an_office_at_work

pytestmark = pytest.mark.django_db

NASTY = "<script>alert(1)</script>'; DROP TABLE cases_case; --{{ x }}{% y %}%s ${z} \u202eمرحبا 👩‍👧🇮🇩 e\u0301"
LONG = "panjang " * 9000
BROKEN = f"a\x00b{LONE_HALF}c"
DIGITS = "9" * 5000
NO_DAY = "٢٠٢٦-٠٢-٣٠"
# By the kind of the field; what is not typed but chosen or hidden is whatever the one before the screen makes of it.
WORDS, DAYS, TAMPERED = (NASTY, LONG, BROKEN, ""), (NO_DAY, NASTY), (BROKEN, DIGITS)
BY_KIND = {"date": DAYS, "datetime-local": DAYS, "time": DAYS, "month": DAYS, "number": (DIGITS, NO_DAY, "-1")}
KEPT = (NASTY, NO_DAY)  # a field that refuses these shows them again, for mending
# The frame around every page: its forms are met with those of the app `desk`.
FRAME = {"/bahasa/", "/cari/", "/keluar/"}


def forms_of_the_desk(office: Office, app: str) -> Iterator[tuple[Client, Form]]:
    """Each form once, with a browser of somebody who may send it."""
    seen = set()
    for name, pattern in GUARDED.items():
        permission = permission_of(pattern)
        assert permission is not None
        if name.partition(":")[0] != app:
            continue
        browser, url = signed_in(office.signed_in_for(TABLE[permission])), office.address(name)
        browser.raise_request_exception = False
        page = browser.get(url)
        if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
            continue
        for form in forms_on(name, page.content.decode(), url):
            if form.key not in seen and form.fields and (app == "desk" or form.action not in FRAME):
                seen.add(form.key)
                yield browser, form


def complaint(form: Form, name: str, value: str, answer: HttpResponse) -> str:
    """What is wrong with an answer; empty where nothing is."""
    if answer.status_code >= 500:
        return f"{answer.status_code} {getattr(answer, 'exc_info', None)}"
    if not answer.get("Content-Type", "").startswith("text/html"):
        return ""
    if b"<script>alert(1)" in answer.content:
        return "runs a script that was typed"
    refused = form.method == "post" and answer.status_code in {200, 422}
    if refused and value in KEPT and form.typed.get(name, "password") != "password":
        again = shown(answer.content.decode()).get(name, set())
        if value not in {one.strip() for one in again}:
            return f"forgets what was typed: {again}"
    return ""


@pytest.mark.parametrize("app", sorted({name.partition(":")[0] for name in GUARDED}))
def test_no_field_of_a_form_brings_the_desk_down_or_loses_what_was_typed(app: str) -> None:
    office, wrong, sent = an_office_at_work(), {}, 0
    office.values["run_id"] = an_import(office.ketua, case(name="Sari Rekaan")).pk  # one that nobody decided on yet
    for browser, form in forms_of_the_desk(office, app):
        for name in form.fields:
            kind = form.typed.get(name)
            for value in BY_KIND.get(kind, WORDS) if kind else TAMPERED:
                with undone():
                    answer = form.sent(browser, **{name: value})
                sent += 1
                if found := complaint(form, name, value, answer):
                    wrong[form.page, form.action, form.button, name, value[:12]] = found
    assert wrong == {}
    assert sent > 5
