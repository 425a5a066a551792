"""A day of work in a home on the disk, and what a thief would try, each in a process of its own.

    python -m tests.core.vault.a_day work | open SUBJECT | restore FROM KEYS DAYS

with SUAR_HOME and the desk's settings; answers in JSON."""

from __future__ import annotations

import json
import struct
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

MARKS = {"name": "Zirkoniamelati", "story": "Topazkenanga", "reply": "Beriliumanggrek", "said": "Opalcempaka"}


def work() -> dict[str, Any]:
    """Complaint by the form, case, letters, report, copy; one child is erased. What lies where, before and after."""
    from django.conf import settings
    from django.utils import timezone

    from suar.core.ledger.verify import verify
    from tests.core.vault.test_no_plaintext import encodings

    home = Path(settings.SUAR_HOME)
    officer, case, other = lived()
    before = copied(home, "copies")
    needles = traces_of(case.child_id)
    plain = {f"{mark} {n}": code for mark in MARKS for n, code in enumerate(encodings(MARKS[mark]))}
    places = [home, Path(tempfile.gettempdir())]
    found_before = holding(needles, places)
    leave_a_thief_a_copy(home)
    unreadable_from = erased(case, officer)
    after = copied(home, "newer")
    answer = {
        "child": str(case.child_id),
        "other": str(other.child_id),
        "before": before,
        "after": after,
        "unreadable_from": unreadable_from,
        "expires": str((timezone.now() + timedelta(days=30)).date()),
        "needles": len(needles),
        "found_before": found_before,
        "found_after": holding(needles, places),
        "plain": holding(plain, [*places, *(home.parent / name for name in ("copies", "newer", "stolen"))]),
        "sound": verify().sound,
    }
    (home / "main" / "forgotten.txt").write_bytes(b"before" + next(iter(encodings(MARKS["story"]))) + b"after")
    return answer | {"control": holding(plain, places)}


def lived() -> tuple[Any, Any, Any]:
    """The officer, the case that came by the form and was worked on, and one of another child."""
    from suar.casework.cases import actions as cases
    from suar.casework.complaints import actions as complaints
    from suar.config.tick import tick
    from suar.registry.accounts.models import Role
    from tests import factories

    ketua = factories.a_user(Role.KETUA)
    officer = factories.an_officer(ketua.office)
    complaint = factories.a_triaged_complaint(officer, answered(officer))
    case = complaints.make_case(complaint=complaint, by=officer)
    cases.write_note(case=case, by=officer, kind="words", said=MARKS["said"])
    factories.a_sent_letter(ketua)
    factories.a_report(office=ketua.office)
    other = factories.a_case(officer, child=factories.a_child(officer, name="Safirmawar Contoh"))
    tick()
    return officer, case, other


def answered(officer: Any) -> Any:
    """A complaint by the form, read and replied to."""
    from django.utils import timezone

    from suar.casework.complaints import actions as complaints
    from suar.casework.complaints import takeover
    from suar.casework.complaints.models import Complaint
    from suar.casework.intake import actions as public
    from suar.casework.intake.draft import Draft

    answers = {"safe": "now", "about": "self", "region": "61.71", "name": MARKS["name"], "story": MARKS["story"]}
    draft = Draft.begin(timezone.now(), "review").answering(answers)
    public.file(draft=draft, now=timezone.now())
    takeover.take_over()
    complaint = Complaint.objects.get(pk=draft.form_id)
    complaints.open_complaint(complaint=complaint, by=officer)
    complaints.reply(complaint=complaint, text=MARKS["reply"], by=officer)
    takeover.deliver_replies()
    return Complaint.objects.get(pk=complaint.pk)


def copied(home: Path, name: str) -> str:
    """The stamp of a copy, its keys below a directory of this name."""
    from suar.core.ledger import copies
    from suar.core.ledger.actions import sequence_all
    from suar.core.ledger.actors import OPERATOR

    sequence_all()
    time.sleep(1)  # a copy is named by its second, and there is another before it
    return copies.copy(home.parent / "copies" / "main", keys_to=home.parent / name / "keys", by=OPERATOR).stamp


def traces_of(subject: UUID) -> dict[str, bytes]:
    """The wrapped key and the search tokens as the files hold them."""
    from suar.core.vault.models import DataKey, SearchSubject

    tokens = SearchSubject.objects.get(subject=subject).unpacked()
    found = {"wrapped": bytes(DataKey.objects.get(pk=subject).wrapped)}
    found["list of tokens"] = struct.pack(f">{len(tokens)}q", *tokens)
    return found | {f"token {n}": struct.pack(">q", token) for n, token in enumerate(tokens)}


def erased(case: Any, officer: Any) -> str:
    """Closed, then by the operator, and what the worker does after it. The date from which no copy opens it."""
    from suar.casework.cases import actions as cases
    from suar.casework.complaints import takeover
    from suar.casework.duties import actions as duties
    from suar.casework.duties.models import Duty
    from suar.casework.retention import actions as retention
    from suar.config.tick import tick
    from suar.core.ledger.actions import sequence_all
    from suar.registry.accounts.models import Role, User

    ketua = User.objects.get(appointments__role=Role.KETUA)
    case.refresh_from_db()
    cases.set_safety(case=case, safe_now="yes", note="Di rumah bibi", by=officer)
    cases.propose_closure(case=case, reason="reintegrasi", note="Anak aman.", by=officer)
    cases.countersign_closure(case=case, by=ketua)
    for duty in Duty.objects.open().filter(subject=case.child_id):
        duties.cancel(duty=duty, by=officer, why="Tidak diperlukan lagi.")
    act = retention.erase_at_once(subject=case.child_id, why="request", first=officer, second=ketua)
    tick()
    takeover.collect_read_marks()
    tick()
    sequence_all()
    return str(act.unreadable_from)


def leave_a_thief_a_copy(home: Path) -> None:
    """Every file as it lies there this moment, logs included."""
    import shutil

    shutil.copytree(home, home.parent / "stolen", ignore=shutil.ignore_patterns("*.sock"))


def holding(needles: dict[str, bytes], places: list[Path]) -> dict[str, list[str]]:
    """Which needles lie in which files below these places."""
    found: dict[str, list[str]] = {}
    for place in places:
        for path in sorted(p for p in place.rglob("*") if p.is_file()):
            content = path.read_bytes()
            for name, needle in needles.items():
                if needle in content:
                    found.setdefault(name, []).append(str(path.relative_to(place.parent)))
    return found


def opened(subject: str) -> dict[str, Any]:
    """What a home opens of this child: the name, or how it fails."""
    from tink import TinkError

    from suar.casework.children.models import Child
    from suar.core.vault.master import VaultLocked

    try:
        return {"name": Child.objects.get(pk=UUID(subject)).name}
    except (VaultLocked, TinkError) as error:
        return {"fails": type(error).__name__}


def restored(source: str, keys_from: str, stamp: str, days: str, recovery: str) -> dict[str, Any]:
    """A restore of this copy so many days from now."""
    from django.utils import timezone

    from suar.config.demo.clock import at
    from suar.core.ledger import keeping
    from suar.core.vault.backup import BackupError

    with at(timezone.now() + timedelta(days=int(days))):
        try:
            done = keeping.restore(
                Path(source), keys_directory=Path(keys_from), stamp=stamp, recovery_text=Path(recovery).read_text()
            )
        except BackupError as error:
            return {"fails": type(error).__name__}
    return {"obeyed": done.obeyed, "sound": done.verdict.sound}


def main() -> None:
    import django

    django.setup()
    acts = {"work": work, "open": opened, "restore": restored}
    sys.stdout.write(json.dumps(acts[sys.argv[1]](*sys.argv[2:])) + "\n")


if __name__ == "__main__":
    main()
