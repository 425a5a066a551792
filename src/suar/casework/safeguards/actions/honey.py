"""A file that nobody has a reason to open: an invented child, made by the steps that every file is made by, and one
mark in the store `keys` (core/vault/marks.py). Whoever opens it, is told to the leaders by the worker's next minute.

Nothing happens while somebody reads: no page knows of the mark, so that none is slower or other than another."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Batch, Case, Note, Safe, Status
from suar.casework.children import actions as children
from suar.casework.safeguards import honey, invented
from suar.casework.safeguards.actions.looking import OVERLAP, first_since
from suar.casework.safeguards.alarm_kinds import HONEY, HONEY_LIST, HONEY_REAL
from suar.core import alarms, ledger
from suar.core.alarms.models import Alarm
from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import WORKER
from suar.core.ledger.models import Entry, StaleRow
from suar.core.vault import keys, marks
from suar.core.vault.fields import share_cipher
from suar.core.vault.marks import Mark
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require

BACK = timedelta(days=2)  # a worker that starts looks so far back: it may have been away over a night


@dataclass(slots=True)
class Place:
    """Up to which entry was looked, and which marks were lifted without anything written yet. A worker that starts anew
    looks at two days once more."""

    last: int = -1
    doubted: set[UUID] = field(default_factory=set)


_place = Place()


def plant(*, office: Office, by: User) -> Case:
    """An invented child and its file of an earlier year, by the ordinary actions; the ledger says no more of it than of
    any other. Raises Refused, DomainError."""
    require(by, Permission.SAFEGUARD_VIEW)
    if office.pk not in by.office_ids:
        raise Refused(_("Berkas umpan ditanam di kantor sendiri."))
    child_id, year = uuid.uuid4(), timezone.localdate().year - 1 - invented.pick((0, 1, 2))
    try:
        marks.add(child_id, by.pk, news=timezone.localdate().toordinal())
    except marks.Full:
        raise DomainError(_("Sudah cukup banyak berkas umpan. Tidak dapat ditambah lagi.")) from None
    try:
        child = children.register(office=office, by=by, child_id=child_id, **invented.child(honey.names(office, by)))
        return cases.open_case(child=child, office=office, by=by, officer=by, **invented.case(year))
    except BaseException:
        marks.drop(child_id)
        raise


def advance(*, case: Case, by: User) -> Case:
    """The next step of its making: note, sheet, proposal to close by whoever planted it; the second signature is
    another leader's. One step a press: a file made within a second tells what it is.

    Raises Refused, DomainError."""
    require(by, Permission.SAFEGUARD_VIEW)
    mark = marks.standing().get(case.child_id)
    if mark is None or case.office_id not in by.office_ids or case.status == Status.CLOSED:
        raise Refused(_("Tidak ada langkah lagi bagi berkas ini."))
    if case.status == Status.CLOSING:
        return cases.countersign_closure(case=case, by=by, version=case.version)
    if by.pk != mark.setter:
        raise Refused(_("Langkah ini milik siapa yang menanamnya. Pimpinan lain menandatangani penutupannya."))
    if not case.notes.exists():
        cases.write_note(case=case, by=by, kind=Note.Kind.CALL, said=invented.pick(invented.NOTES))
    elif not case.monitoringsheets.exists():
        answers: dict[str, Any] = dict.fromkeys(("safe", "at_school", "healthy"), Safe.YES)
        cases.write_sheet(case=case, by=by, state=invented.pick(invented.STATES), **answers)
    else:
        cases.propose_closure(case=case, reason="di_luar", note=invented.pick(invented.ENDS), by=by)
    if case.child_id in marks.standing():
        marks.keep_news(case.child_id, timezone.localdate().toordinal())
    return case


def watch_honey(*, now: datetime, place: Place | None = None) -> int:
    """Tell the leaders who opened one since the last look, which became real, and who changed the list on an earlier
    day. Returns how many alarms."""
    place = _place if place is None else place
    marks.ensure()
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if place.last < 0 or place.last > newest:
        place.last = first_since(now - BACK) - 1
    since, place.last = max(place.last - OVERLAP, -1), newest
    marked = marks.all_marks()
    told = sum(_tell_change(mark) for mark in marked if 0 < mark.news < timezone.localdate(now).toordinal())
    # Of marks that were lifted too, before they are dropped: whoever lifted one has opened it.
    told += sum(_tell(entry, office) for entry, office in _openings(marked, since, newest))
    told += sum(_became_real(mark, place) for mark in marked if mark.lifted)
    # What is told tomorrow waits for it.
    end_erased(mark.subject for mark in marked if not mark.lifted and not mark.news)
    return told


def end_erased(marked: Iterable[UUID]) -> None:
    """A marked file that was erased is at its end: its rows leave lists and figures as an import that was taken back
    does, and then its mark goes. Until the mark is gone the next round does both again."""
    for subject in keys.erased_among(marked):
        with suppress(StaleRow):  # somebody saves one of its rows this moment
            _put_away(subject)
            marks.drop(subject)


def _put_away(subject: UUID) -> None:
    cases = list(Case.objects.standing().select_related("office").filter(child=subject))
    if not cases:
        return
    batch = Batch(visible=False)
    office = cases[0].office.code
    with ledger.record("safeguard.put_away", by=WORKER, subject=subject, office=office) as entry:
        entry.add(batch)
        for case in cases:
            case.batch = batch
        entry.change(*cases)


def _openings(marked: Iterable[Mark], since: int, newest: int) -> Iterator[tuple[Entry, str]]:
    """The openings of marked files, each with the office of the file. What was read is fetched whole and compared here:
    no statement to `main` is other for a file that is marked (PostgreSQL can write each into a log)."""
    known = {mark.subject: mark for mark in marked}
    seen = [(entry, at) for entry in honey.looks(since, newest) if (at := honey.looked_at(entry))]
    children, places = honey.places({at for _entry, at in seen})
    for entry, at in seen:
        child = children.get(at)
        if child in known and honey.is_opening(entry, known[child], places[child].closed):
            yield entry, places[child].office


def _tell(entry: Entry, office: str) -> bool:
    """One alarm a reader a day. It says who and never which file: whoever holds `main` reads it too."""
    subject = f"{entry.actor}.{timezone.localdate(entry.at).isoformat()}"
    if Alarm.objects.about(HONEY, subject, office).exists():
        return False
    at = f"{timezone.localtime(entry.at):%H.%M}"
    alarms.raise_alarm(HONEY, subject=subject, detail_codes=[entry.actor, at], office=office)
    return True


def _tell_change(mark: Mark) -> bool:
    """That a leader worked on the list, to the other, once a leader and day. Not before the day is over: an alarm in
    the minute of the planting would say in `main` which file it is."""
    subject = f"{honey.actor_of(mark)}.{date.fromordinal(mark.news).isoformat()}"
    opened = Entry.objects.filter(actor=honey.actor_of(mark), verb="case.open").order_by("-pk")
    # Every file that this leader opened, and compared here: see `_openings`.
    office = next((office for child, office in opened.values_list("subject", "office") if child == mark.subject), "")
    fresh = bool(office) and not Alarm.objects.about(HONEY_LIST, subject, office).exists()
    if fresh:
        alarms.raise_alarm(HONEY_LIST, subject=subject, detail_codes=[honey.actor_of(mark)], office=office)
    marks.keep_news(mark.subject, 0)
    return fresh


def _became_real(mark: Mark, place: Place) -> bool:
    """Whose work made it so is told, and the mark goes. Where nothing was written the mark is put back, at the second
    look: at the first, what lifted it may not be committed yet."""
    work = honey.work_in(mark)
    if work is None:
        if mark.subject in place.doubted:
            marks.put_back(mark.subject)
        place.doubted ^= {mark.subject}
        return False
    place.doubted.discard(mark.subject)
    case = Case.objects.select_related("office").filter(child=mark.subject).order_by("opened_on").first()
    if case is not None:
        alarms.raise_alarm(HONEY_REAL, subject=str(case.pk), detail_codes=[work.actor], office=case.office.code)
    marks.drop(mark.subject)
    return case is not None


def file_of(mark_subject: UUID, user: User) -> Case:
    """The file of a marked child of this user's offices, its words at hand. Raises Refused."""
    found = (
        Case.objects.visible_to(user).select_related("child", "office", "officer").filter(child=mark_subject).first()
    )
    if found is None or mark_subject not in marks.standing():
        raise Refused(_("Tidak ada langkah lagi bagi berkas ini."))
    share_cipher(found, found.child)
    return found
