"""The child is talked to about what happened: once, and once more only for a reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_file, require_open
from suar.casework.cases.recording import add, known, recorded, row_of
from suar.casework.children.models import Child
from suar.casework.leading import rules
from suar.casework.leading.models import Interview, Present, Purpose, Reason, Wish
from suar.casework.leading.perms import earlier
from suar.core.documents.indonesian import plain_date
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.once import once
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency


def note_interview(
    *,
    case: Case,
    by: Actor,
    on: date,
    body: Agency | None,
    purpose: str,
    present: Collection[str],
    wish: str,
    wish_words: str = "",
    arrangement: str = "",
    reason: str = "",
    reason_words: str = "",
    entry_id: UUID | None = None,
) -> Interview:
    """Held or to be held. Where the child was talked to before, in whatever file of it, there is a reason and why what
    is there already does not do. The same `entry_id` again writes nothing. Raises DomainError."""
    require_open(case, by)
    known(purpose=(purpose, Purpose.values), wish=(wish, Wish.values), reason=(reason, ["", *Reason.values]))
    if on > timezone.localdate() + timedelta(days=rules.PLANNED_AHEAD):
        raise DomainError(_("Harinya terlalu jauh. Catat wawancara yang sudah ada harinya."))

    def act(pk: UUID) -> Interview:
        row = Interview(
            **row_of(case, by) | {"id": pk}, on=on, body=body, purpose=purpose, present=_present(present), wish=wish,
            wish_words=wish_words.strip(), arrangement=arrangement.strip(), reason=reason,
            reason_words=reason_words.strip(),
        )  # fmt: skip
        with recorded("leading.interview", case, by, purpose=purpose, reason=reason) as entry:
            Child.objects.select_for_update().only("pk").get(pk=case.child_id)  # the second of two sees the first
            _reasoned(row, earlier(case).order_by("-on", "-at").first(), by)
            add(entry, case, row)
        return row

    return once(Interview.objects.all(), entry_id, act, case_id=case.pk)


def withdraw_interview(*, interview: Interview, why: str, by: Actor) -> Interview:
    """It was not held, or was written down wrongly. It stays with the reason and counts no longer."""
    require_file(interview.case, by)
    if not why.strip():
        raise DomainError(_("Tulis mengapa catatan wawancara ini ditarik."))
    with recorded("leading.withdraw_interview", interview.case, by) as entry:
        if interview.withdrawn_at is not None:
            raise Conflict(_("Catatan ini sudah ditarik. Muat ulang halaman."))
        interview.withdrawn_at, interview.withdrawn_why = timezone.now(), why.strip()
        interview.withdrawn_by = by if isinstance(by, User) else None
        entry.change(interview)
    return interview


def _present(given: Collection[str]) -> str:
    known(**{code: (code, Present.values) for code in given})
    if not given:
        raise DomainError(_("Pilih siapa yang mendampingi anak, atau “tidak ada”."))
    if Present.NOBODY in given and len(given) > 1:
        raise DomainError(_("“Tidak ada” tidak dapat bersama pendamping lain."))
    return " ".join(code for code in Present.values if code in given)


def _reasoned(row: Interview, last: Interview | None, by: Actor) -> None:
    """Raises DomainError for a further interview without its reason; of one in a file that this person may not see it
    tells no day."""
    row.further = last is not None
    if last is None:
        row.reason, row.reason_words = "", ""
    elif not (row.reason and row.reason_words):
        if isinstance(by, User) and not Case.objects.visible_to(by).filter(pk=last.case_id).exists():
            raise DomainError(_("Pilih alasan wawancara ini dan tulis mengapa yang sudah ada tidak cukup."))
        words = _(
            "Anak ini sudah diwawancarai pada %(day)s. Pakai dulu yang sudah ada: paket penyerahan dan catatan di "
            "berkas. Bila tetap perlu, pilih alasannya dan tulis mengapa yang sudah ada tidak cukup."
        )
        raise DomainError(words % {"day": plain_date(last.on)})
