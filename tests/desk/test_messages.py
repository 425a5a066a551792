"""A message is kept in a cookie or in the session until it is shown: it says numbers and what was done, never who
a child is."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.urls import reverse

from suar.casework.complaints.models import Channel
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.sessions import SessionStore
from suar.registry.regions import actions as regions
from tests.desk.pages import signed_in
from tests.factories import an_officer

SOURCE = Path(__file__).resolve().parents[2] / "src" / "suar"
VIEWS = [path for path in SOURCE.rglob("*.py") if "messages." in path.read_text(encoding="utf-8")]
SAYING = {"success", "info", "warning", "error"}
# What may be put into a message: a running number, a count, a length of the house's rules, the day of a pad of paper.
ALLOWED = {"number", "n", "count", "within", "day"}


def said(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [
        call
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in SAYING
        and ast.unparse(call.func.value) == "messages"
    ]


@pytest.mark.parametrize("path", VIEWS, ids=lambda p: str(p.relative_to(SOURCE)))
def test_nothing_but_numbers_is_put_into_a_message(path: Path) -> None:
    for call in said(path):
        words = call.args[1]
        for node in ast.walk(words):
            assert not isinstance(node, ast.JoinedStr), ast.unparse(call)
            if isinstance(node, ast.Dict):
                assert {key.value for key in node.keys if isinstance(key, ast.Constant)} <= ALLOWED, ast.unparse(call)


@pytest.mark.django_db
def test_no_cookie_and_no_session_holds_a_name_after_a_complaint_was_written_down() -> None:
    regions.load_regions(by=OPERATOR)
    officer = an_officer()
    client = signed_in(officer)
    page = client.get(reverse("complaints:complaint-new"))
    form = page.context["form"]
    answer = client.post(
        reverse("complaints:complaint-new"),
        {
            **{name: value for name, value in form.initial.items() if value},
            "channel": Channel.VISIT,
            "kind": "pengaduan",
            "child_name": "Syarifah Rekaan",
            "nik": "6171044903110000",
            "birth_date": "2010-01-01",
            "story": "Anak ini takut pulang.",
            "reporter_name": "Ibu Rekaan",
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    sessions = [str(SessionStore(client.session.session_key).load())]
    shown = client.get(answer["Location"])
    kept = " ".join([*sessions, *(str(message) for message in shown.context["messages"])])
    assert "Tercatat sebagai" in kept
    for secret in ("Syarifah", "Rekaan", "6171044903110000", "takut pulang"):
        assert secret not in kept
    assert "Syarifah" not in shown.content.decode()
