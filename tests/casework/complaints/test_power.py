"""Must show: the power fails before or after any write of a take-over, also while that is mended; the complaint is
there once, under its key, and the receipt opens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from suar.casework.complaints import intake_keys, takeover
from suar.casework.complaints.models import Complaint, Message
from suar.casework.duties.models import Duty
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing, Further
from suar.core.ledger import triggers
from suar.core.ledger.models import Entry, Pending
from suar.core.ledger.verify import verify
from suar.core.vault.models import DataKey
from tests import power
from tests.factories import an_office

pytestmark = pytest.mark.django_db(transaction=True)
STORY = "Ada akun yang mengancamku."


@pytest.fixture(autouse=True)
def _founded() -> Iterator[None]:
    an_office()
    intake_keys.publish()
    yield
    triggers.drop()  # they would refuse that the rows go with the test


def a_draft() -> Draft:
    answers = {"safe": "now", "about": "self", "region": "61.71", "name": "Bunga", "story": STORY}
    return Draft.begin(timezone.now(), "review").answering(answers)


def filed() -> Draft:
    draft = a_draft()
    public.file(draft=draft, now=timezone.now())
    return draft


def found(draft: Draft) -> public.Found:
    row = public.look_up(draft.receipt, draft.word)
    assert row is not None
    return row


def nothing_lost_before(arrival: Filing | Further, arrived: bool, place: str) -> None:
    """Sealed in the intake until it is safe at the desk, and gone from there only then."""
    arrival.refresh_from_db()
    assert arrived or bytes(arrival.sealed), f"lost: {place}"
    assert arrived or not arrival.taken, place


def test_a_form_is_kept_once_wherever_the_power_fails_while_it_is_sent() -> None:
    places = []
    for cut in power.every_cut():
        draft = a_draft()
        with cut:
            public.file(draft=draft, now=timezone.now())
        public.file(draft=draft, now=timezone.now())  # no receipt was shown: it is pressed again
        assert found(draft).filing.pk == draft.form_id, cut.place
        assert not Further.objects.exists(), cut.place
        places.append(cut.place)
    assert {"before intake: INSERT intake_filing", "after intake: INSERT intake_filing", "never"} <= set(places), places
    assert Filing.objects.count() == len(places)


def test_a_filing_arrives_once_under_its_key_wherever_the_power_fails() -> None:
    places = []
    for cut in power.every_cut():
        draft = filed()
        filing = Filing.objects.get(pk=draft.form_id)
        with cut:
            takeover.take_over()
        nothing_lost_before(filing, Complaint.objects.filter(pk=draft.form_id).exists(), cut.place)
        with cut.again():
            power.worker_round()
        power.worker_round()
        complaint = Complaint.objects.get(pk=draft.form_id)
        assert (complaint.story, complaint.child_name) == (STORY, "Bunga"), cut.place
        assert DataKey.objects.filter(pk=draft.form_id).count() == 1, cut.place
        kinds = sorted(Duty.objects.about(draft.form_id).values_list("kind", flat=True))
        assert kinds == ["answer_reporter", "read_complaint"], cut.place
        assert Entry.objects.filter(verb="complaint.receive", subject=draft.form_id).count() == 1, cut.place
        filing.refresh_from_db()
        assert (filing.taken, filing.set_aside, bytes(filing.sealed)) == (True, False, b""), cut.place
        assert found(draft).filing.pk == draft.form_id, cut.place
        places.append(cut.place)
    holds(places, "keys: INSERT vault_datakey", "default: INSERT complaints_complaint", "intake: UPDATE intake_filing")
    assert Complaint.objects.count() == Filing.objects.count() == len(places)


def test_a_further_message_joins_its_complaint_once_wherever_the_power_fails() -> None:
    draft, places = filed(), []
    takeover.take_over()
    for number, cut in enumerate(power.every_cut(), start=1):
        text = f"Masih takut, {number}."
        public.write_further(found=found(draft), text=text, now=timezone.now())
        further = Further.objects.get(taken=False)
        with cut:
            takeover.take_over()
        nothing_lost_before(further, Message.objects.filter(pk=further.pk).exists(), cut.place)
        with cut.again():
            power.worker_round()
        power.worker_round()
        assert Message.objects.get(pk=further.pk).text == text, cut.place
        assert Message.objects.count() == number, cut.place
        further.refresh_from_db()
        assert (further.taken, further.set_aside, bytes(further.sealed)) == (True, False, b""), cut.place
        places.append(cut.place)
    holds(places, "default: INSERT complaints_message", "intake: UPDATE intake_further")
    assert Entry.objects.filter(verb="complaint.message").count() == len(places)


def holds(places: list[str], *expected: str) -> None:
    """The power failed at these writes and on both sides of the commit; the record of it all is whole."""
    edges = ("before default: COMMIT", "after default: COMMIT", *(f"before {write}" for write in expected))
    assert [edge for edge in edges if edge not in places] == []
    assert not Pending.objects.exists()
    assert verify().wrong == []
