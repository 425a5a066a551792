"""Notes: written down, and mended by who wrote them while it is fresh."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import promises
from suar.casework.cases.models import Case, Note
from suar.casework.cases.perms import is_elsewhere, require_mendable, require_note
from suar.casework.cases.recording import add, known, note_of, recorded
from suar.core.clocks.past import must_have_been
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.core.once import once
from suar.registry.accounts.models import User


def write_note(
    *,
    case: Case,
    by: Actor,
    kind: str = Note.Kind.NOTE,
    seen: str = "",
    said: str = "",
    at: datetime | None = None,
    note_id: UUID | None = None,
) -> Note:
    """What was seen and what was said, apart. A visit of the file's own office fulfils its duty to see the child. The
    same `note_id` again writes nothing."""
    require_note(case, by)
    known(kind=(kind, set(Note.Kind.values) - {Note.Kind.REASON}))
    _must_say(seen, said)
    must_have_been(at)

    def write(pk: UUID) -> Note:
        note = note_of(case, by, said, at, kind=kind, seen=seen.strip())
        note.pk = pk
        with recorded("case.note", case, by, kind=kind) as entry:
            add(entry, case, note)
            if kind == Note.Kind.VISIT and not (isinstance(by, User) and is_elsewhere(by, case)):
                promises.seen(case, by, note.at)
        return note

    return once(Note.objects.all(), note_id, write, case_id=case.pk)


def mend_note(*, note: Note, by: Actor, seen: str, said: str) -> Note:
    """What was written wrongly, on the version that its writer saw; what it said before stays beside it.

    Raises Refused for anybody but who wrote it, Ended once `rules.NOTE_WINDOW` is over, Conflict, DomainError."""
    require_mendable(note, by)
    _must_say(seen, said)
    words = (seen.strip(), said.strip())
    if words == (note.seen, note.said):
        raise DomainError(_("Kata-katanya masih sama. Ubah dulu, lalu simpan."))
    with recorded("case.note_mend", note.case, by, kind=note.kind) as entry:
        now = timezone.now()
        before = {"seen": note.seen, "said": note.said, "until": now.isoformat()}
        note.former = [*(note.former or []), before]
        (note.seen, note.said), note.mended_at = words, now
        entry.change(note)
    return note


def _must_say(seen: str, said: str) -> None:
    if not (seen.strip() or said.strip()):
        raise DomainError(_("Isi yang dilihat atau yang dikatakan."))
