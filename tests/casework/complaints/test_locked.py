"""The machine was started anew and nobody has given it its key yet: the form takes complaints all the same, and they
come to the desk when somebody has."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from suar.casework.complaints import intake_keys, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing
from suar.config import worker
from suar.core.ledger import triggers
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.verify import verify
from suar.core.vault import keyring, unlocking
from suar.core.vault.master import DIRECTORY_NAME, VaultLocked, from_recovery_text, key_file
from tests import power
from tests.factories import an_office

pytestmark = pytest.mark.django_db(transaction=True)  # a round of the worker closes what it was lent
STORY = "Ada akun yang mengancamku."


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """The key of an office that was founded and has served, and now is started anew: it lies in no memory."""
    secret = Path(settings.SUAR_HOME) / "secret"
    known = from_recovery_text(key_file(secret).read_text(encoding="ascii"))
    an_office()
    intake_keys.publish()
    sequence_all()
    memory = Path(tempfile.mkdtemp(prefix="suar-tests-", dir="/dev/shm"))
    monkeypatch.setenv(DIRECTORY_NAME, str(memory))
    power.forget()
    yield known
    shutil.rmtree(memory)
    power.forget()
    triggers.drop()  # they would refuse that the rows go with the test


def test_what_was_sent_while_it_was_locked_arrives_once_after_the_unlocking(key: bytes) -> None:
    with pytest.raises(VaultLocked):
        keyring.keyring().open_all()
    draft = Draft.begin(timezone.now(), "review").answering({"about": "self", "region": "61.71", "story": STORY})
    assert public.file(draft=draft, now=timezone.now()).filing.sealed
    looks = iter([True, True, False])
    worker.wait_for_key(lambda: next(looks))
    assert next(looks, "waited to the end") == "waited to the end"
    with pytest.raises(VaultLocked):
        takeover.take_over()
    assert not Complaint.objects.exists()
    assert list(Filing.objects.values_list("taken", "set_aside")) == [(False, False)]

    unlocking.unlock(Path(settings.SUAR_HOME) / "secret", key)
    worker.wait_for_key()
    worker.open_keys()
    for _round in range(2):
        worker.Loop(worker.steps()).round(time.monotonic())
    assert Complaint.objects.get(pk=draft.form_id).story == STORY
    assert public.look_up(draft.receipt, draft.word) is not None
    assert verify().wrong == []
