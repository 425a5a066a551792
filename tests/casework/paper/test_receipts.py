"""The half that the reporter tears off: its code follows the complaint after late entry, and nobody here knows it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from suar.casework.complaints import actions as complaints
from suar.casework.complaints import intake_keys, takeover
from suar.casework.complaints.models import Message
from suar.casework.complaints.receipts import unread_of
from suar.casework.intake import actions as intake
from suar.casework.intake.models import Filing
from suar.casework.paper import actions
from suar.core.ledger.actors import WORKER
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role
from tests.casework.intake.conftest import visitor
from tests.casework.intake.visitor import Visitor
from tests.casework.paper.ground import a_printed_pad, facts, fresh, verbs, yesterday
from tests.factories import a_user

__all__ = ["visitor"]
pytestmark = pytest.mark.django_db
ANSWER = "Kami datang besok pagi."


def entered() -> tuple[str, str]:
    """The code on the paper, and the complaint's id."""
    staff = a_user(Role.DIVISI_PENGADUAN)
    printed = a_printed_pad(staff)
    complaint = actions.enter_intake(sheet=fresh(printed.sheets[0]), by=staff, at=yesterday(), facts=facts())
    complaints.reply(complaint=complaint, text=ANSWER, by=staff)
    return printed.codes[0], str(complaint.pk)


def test_before_the_sheet_is_entered_its_code_finds_nothing(visitor: Visitor) -> None:
    code = a_printed_pad().codes[0]
    assert actions.lay_receipts(by=WORKER) == 0
    assert visitor.look_up(code).heading != "Sampai di mana" and not Filing.objects.exists()


def test_after_late_entry_the_code_reads_the_answer(visitor: Visitor) -> None:
    code, _complaint = entered()
    assert actions.lay_receipts(by=WORKER) == 1
    assert takeover.deliver_replies() == 1 and takeover.publish_steps() == 1
    page = visitor.look_up(code)
    assert page.heading == "Sampai di mana"
    assert ANSWER in visitor.press(page, "sendirian", "/kode/").words


def test_what_is_written_under_the_code_reaches_the_complaint(visitor: Visitor) -> None:
    code, pk = entered()
    actions.lay_receipts(by=WORKER)
    intake_keys.publish()
    found = intake.look_up(code, "")
    assert found is not None and str(found.filing.pk) == pk
    intake.write_further(found=found, text="Anaknya sudah pulang.", now=timezone.now())
    assert unread_of([found.filing.pk]) == {found.filing.pk}
    assert takeover.take_over() == 1
    message = unlock(Message.objects.filter(complaint=pk, direction="in"))[0]
    assert message.text == "Anaknya sudah pulang."


def test_the_row_in_the_intake_is_sound_and_has_no_body_that_a_worker_would_take() -> None:
    _code, pk = entered()
    actions.lay_receipts(by=WORKER)
    filing = Filing.objects.sound().get(pk=pk)
    assert (filing.taken, bytes(filing.sealed)) == (True, b"") and takeover.take_over() == 0


def test_laid_once_the_sheet_keeps_nothing_of_the_code_and_a_second_round_does_nothing() -> None:
    entered()
    assert (actions.lay_receipts(by=WORKER), actions.lay_receipts(by=WORKER)) == (1, 0)
    assert verbs()[-1] == "paper.lay_receipt" and verbs().count("paper.lay_receipt") == 1


def test_a_kill_between_the_two_stores_is_made_good_by_the_next_round(monkeypatch: pytest.MonkeyPatch) -> None:
    entered()

    def killed(*_args: object, **_facts: object) -> None:
        raise SystemExit

    with monkeypatch.context() as cut:
        cut.setattr("suar.casework.paper.actions.entering.recorded", killed)
        with pytest.raises(SystemExit):
            actions.lay_receipts(by=WORKER)
    assert Filing.objects.count() == 1
    assert actions.lay_receipts(by=WORKER) == 1 and Filing.objects.count() == 1


def test_the_code_of_a_sheet_that_was_not_entered_is_never_laid() -> None:
    printed = a_printed_pad(count=2)
    staff = a_user(Role.KETUA, printed.pad.office)
    actions.enter_intake(sheet=fresh(printed.sheets[1]), by=staff, at=yesterday(), facts=facts())
    assert actions.lay_receipts(by=WORKER) == 1
    assert fresh(printed.sheets[0]).carries_code and not fresh(printed.sheets[1]).carries_code
