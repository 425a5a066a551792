"""What the stores say afterwards, against what people were told."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from e2e import office as offices
from e2e.phone import Phone

from fire.callers import Told

KNOWN = 'value="hapus"'  # what stands on the page of a receipt that opens something, and on no other
PATIENCE = 60.0  # seconds in which the worker, as long as something waits, takes something over


@dataclass(frozen=True, slots=True)
class Verdict:
    """All must be nought, and `sound` true."""

    lost: int  # stories that were answered for and are not there
    receipts_lost: int  # receipts that were shown and open nothing
    doubled: int  # stories that are there more than once
    without_key: int  # complaints whose key is not in `keys`
    unopened: int  # complaints whose story does not open
    waiting: int  # filings that the worker has not taken over
    sound: bool  # what `suar ledger verify` says
    complaints: int  # at the desk
    filings: int  # rows of the public form, taken over or not
    quarantined: int  # set apart in a flood, sealed: they wait on purpose
    messages: int = 0  # at the desk, from holders of receipts
    further: int = 0  # rows of the public form that are such messages, taken over or not
    apart: int = 0  # of them, those set apart

    @property
    def unlaid(self) -> int:
        """Messages that were sent and are not at the desk."""
        return self.further - self.messages

    @property
    def well(self) -> bool:
        wrong = self.lost, self.receipts_lost, self.doubled, self.without_key, self.unopened
        wrong += self.waiting, self.quarantined, self.apart, self.unlaid
        return self.sound and not any(wrong)


def judge(office: offices.Running, told: Told) -> Verdict:
    """After everything has come to rest. Raises AssertionError when the office does not answer at all."""
    at_rest(office)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "told.json"
        path.write_text(json.dumps(told.as_json()), encoding="utf-8")
        found = _asked(office, f"stores({str(path)!r})")
    return Verdict(
        **found,
        waiting=_asked(office, "waiting()"),
        receipts_lost=len(receipts_lost(office, told.receipts)),
        sound=ledger_is_sound(office),
    )


def at_rest(office: offices.Running) -> dict[str, int]:
    """When the worker has taken over what waits, or PATIENCE passed without any: what `counted` says."""
    offices.wait_for(office.public + "/")
    fewest, since = sys.maxsize, time.monotonic()
    while left := _asked(office, "waiting()"):
        if left < fewest:
            fewest, since = left, time.monotonic()
        if time.monotonic() - since > PATIENCE:
            break
        time.sleep(1)
    found: dict[str, int] = _asked(office, "counted()")
    return found


def _asked(office: offices.Running, question: str) -> Any:
    """What a function of this module says within the office's own settings."""
    code = f"import django; django.setup(); import json; from fire.checks import *; print(json.dumps({question}))"
    return json.loads(office.python(code))


def waiting() -> int:
    """Filings and messages that the worker has not taken over."""
    from suar.casework.intake.models import Filing, Further

    return Filing.objects.waiting().count() + Further.objects.waiting().filter(filing__taken=True).count()


def counted() -> dict[str, int]:
    """Complaints, filings and those of them that were set apart; and the same of further messages."""
    from suar.casework.complaints.models import Complaint, Message
    from suar.casework.intake.models import Filing, Further

    return {
        "complaints": Complaint.objects.count(),
        "filings": Filing.objects.count(),
        "quarantined": Filing.objects.quarantined().count(),
        "messages": Message.objects.filter(direction=Message.Direction.IN).count(),
        "further": Further.objects.count(),
        "apart": Further.objects.quarantined().count(),
    }


def stores(path: str) -> dict[str, int]:
    """The stores against what people were told."""
    from suar.casework.complaints.models import Complaint
    from suar.core.vault.models import DataKey

    told = json.loads(Path(path).read_text(encoding="utf-8"))
    subjects = set(Complaint.objects.values_list("subject", flat=True))
    keys = set(DataKey.objects.values_list("subject", flat=True))
    there, unopened = stories(Complaint.objects.iterator())
    return told_against(told, there, unopened) | counted() | {"without_key": len(subjects - keys)}


def stories(complaints: Any) -> tuple[Counter[str], int]:
    """How often each story is there, and how many do not open."""
    found, unopened = Counter[str](), 0
    for complaint in complaints:
        try:
            found[complaint.story] += 1
        except Exception:  # noqa: BLE001 - whatever keeps a story closed, it is counted, and the others are read
            unopened += 1
    return found, unopened


def told_against(told: dict[str, Any], there: Counter[str], unopened: int) -> dict[str, int]:
    """What people were told against the stories that are there."""
    promised = [*told["receipts"].values(), *told["desk"]]
    return {
        "lost": sum(story not in there for story in promised),
        "doubled": sum(times > 1 for times in there.values()),
        "unopened": unopened,
    }


def receipts_lost(office: offices.Running, receipts: dict[str, str]) -> list[str]:
    """Those that open nothing, asked for at the public form as a child asks."""

    def opens(receipt: str) -> bool:
        return KNOWN in Phone(office.public).look_up(receipt)

    with ThreadPoolExecutor(4) as pool:
        return [receipt for receipt, found in zip(receipts, pool.map(opens, receipts), strict=True) if not found]


def ledger_is_sound(office: offices.Running) -> bool:
    done = office.run("ledger", "verify", "--json", check=False)
    if done.returncode:
        print(done.stdout, done.stderr, file=sys.stderr)
        return False
    return bool(json.loads(done.stdout)["sound"])
