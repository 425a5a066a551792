"""A home in which something of everything is told about children, every word of it marked; and every `suar` command run
in it one after the other, in a process of its own, with what each printed.

`python -m tests.curious furnish|run|show`, in the environment of a home."""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from fire.elsewhere import Elsewhere

HERE = Path(os.environ["SUAR_HOME"]).parent
FACTS = HERE / "facts.json"
REGISTER = HERE / "register.xlsx"
TOLD = HERE / "told.json"


def main(what: str) -> None:
    import django

    django.setup()
    {"furnish": furnish, "run": run, "show": show}[what]()


def furnish() -> None:
    """Another office at work, its file opened in an emergency, a register with marked names, a file that is due."""
    from django.utils import timezone
    from fire.elsewhere import MARK

    from suar.casework.cases.models import Case
    from suar.casework.rights.models import SubjectRequest
    from suar.core.ledger.actions import sequence_all
    from suar.registry.accounts.models import Role, User
    from tests import factories
    from tests.casework.register.builders import HEADINGS, case, xlsx

    elsewhere = an_office_told_of()
    ketua = User.objects.filter(appointments__office__code="sambas", appointments__role=Role.KETUA).earliest("pk")
    second = factories.an_officer(ketua.office)
    rows = [case(name=f"{MARK} Rekaan", summary=f"{MARK} dikeluarkan"), case(date=f"{MARK} 99", number=2)]
    run = factories.an_import(ketua, *rows, visible=True)
    fresh = [
        case(name=f"{MARK} Misalan", reporter=f"Ibu {MARK}", number=3),
        case(cluster=f"{MARK}", date="99", number=4),
    ]
    REGISTER.write_bytes(xlsx([HEADINGS, *fresh]).getvalue())
    sequence_all()
    gone = factories.an_old_case(ketua, child=factories.a_child(second, name=f"{MARK} Pusaka"))
    facts = {
        "case": str(elsewhere.values["pk"]),
        "entry": "1",
        "first": second.username,
        "gone": str(gone.child_id),
        "ketua": ketua.username,
        "request": SubjectRequest.objects.get(pk=str(elsewhere.values["request_id"])).number,
        "run": str(run.pk),
        "year": str(timezone.localdate().year),
        "subject": str(Case.objects.get(pk=str(elsewhere.values["pk"])).child_id),
        "file": str(REGISTER),
    }
    FACTS.write_text(json.dumps(facts))


def an_office_told_of() -> Elsewhere:
    """Another office at work. Staff bear no marker: their names are internal (decision 8), an admin keeps their
    accounts."""
    from fire.elsewhere import MARK, an_office_elsewhere

    from suar.registry.accounts.models import User
    from tests import factories

    made = factories.a_user

    def unmarked(*given: Any, name: str = "", **facts: Any) -> User:
        return made(*given, name=name.replace(MARK, "Contoh"), **facts)

    with patch.object(factories, "a_user", unmarked):
        return an_office_elsewhere()


def run() -> None:
    """Each line of the list on standard input, a JSON list of [name, words, what is typed]."""
    from click.testing import CliRunner

    from suar.config.cli import suar

    told = []
    for name, words, typed in json.loads(sys.stdin.read()):
        done = CliRunner().invoke(suar, words, input=typed)
        fault = done.exception if not isinstance(done.exception, SystemExit) else None
        lines = traceback.format_exception(fault) if fault else []
        told.append({"name": name, "said": done.output, "code": done.exit_code, "fault": "".join(lines)})
    TOLD.write_text(json.dumps(told))


def show() -> None:
    """The control: a program that prints what an officer reads."""
    from suar.casework.cases.models import Case
    from suar.core.vault.fields import unlock

    case = Case.objects.select_related("child").get(pk=json.loads(FACTS.read_text())["case"])
    print(unlock([case])[0].summary, [note.said for note in unlock(list(case.notes.all()))])  # noqa: T201 - it is the point


if __name__ == "__main__":
    main(sys.argv[1])
