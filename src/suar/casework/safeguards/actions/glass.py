"""A file of another office, opened for a child in danger; and what its own leaders say of it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.duties.recording import done_within
from suar.casework.safeguards import perms, rules, verbs
from suar.casework.safeguards.actions.frequency import tell_missed, tell_opened
from suar.casework.safeguards.alarm_kinds import GLASS
from suar.casework.safeguards.models import BrokenGlass, Danger, Verdict
from suar.core import alarms, ledger
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import StaleRow
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import Office, Role, User
from suar.registry.accounts.permissions import Permission, require

REVIEW = "glass_review"


def break_glass(*, office: Office, number: str, danger: str, words: str, by: User) -> BrokenGlass:
    """Open one file of another office for 24 hours. Its leaders are told at once and owe a review.

    Raises DomainError, the same for a number that does not exist and for a file that is not to be had. Raises Refused
    for a fourth at a time. That somebody asked in vain is an entry too, and often in vain an alarm."""
    require(by, Permission.GLASS_BREAK)
    said = _said(words)
    if danger not in Danger.values:
        raise DomainError(_("Pilih mengapa berkas ini harus dibuka."))
    try:
        return _opened(office, number.strip().upper(), danger, said, by)
    except Conflict:
        raise  # it stands open already: nothing was sought in vain
    except DomainError:
        with transaction.atomic():
            with ledger.record("glass.miss", by=by, office=office.code):
                pass
            tell_missed(by=by, at=office, now=timezone.now())
        raise


def _opened(office: Office, number: str, danger: str, said: str, by: User) -> BrokenGlass:
    _bounded(by, office, number, timezone.now())
    case = perms.to_be_opened(by, office, number)
    if case is None:
        raise DomainError(
            _(
                "Tidak ada berkas dengan nomor itu yang dapat Anda buka. Periksa kantor dan nomornya, atau telepon "
                "kantor itu."
            )
        )
    now, why = timezone.now(), f"{verbs.GLASS}{danger}"
    glass = BrokenGlass(
        id=uuid.uuid4(), office=office, case=case, child=case.child, by=by, danger=danger, words=said, at=now,
        until=now + rules.HOURS,
    )  # fmt: skip
    share_cipher(case, glass, case.child)
    with ledger.record("glass.break", by=by, subject=case.child_id, office=office.code, why=why) as entry:
        User.objects.select_for_update().get(pk=by.pk)  # two presses wait for each other
        _bounded(by, office, number, now)
        duty = _owed(glass)
        glass.duty_id = duty.pk
        entry.data = {"case": str(case.pk), "glass": str(glass.pk), "duty": str(duty.pk)}
        entry.add(glass, duty)
        _tell(glass)
        tell_opened(by=by, now=now)
    return glass


def review(*, glass: BrokenGlass, verdict: str, words: str, by: User) -> BrokenGlass:
    """Whether it was needed, and why one thinks so. It ends the duty and the alarm, not the 24 hours.

    Raises Refused for anyone but the one reviewer, Conflict for a second verdict."""
    perms.require_review(by, glass)
    if not glass.is_waiting:
        raise Conflict(_("Pembukaan ini sudah dinilai. Muat ulang halaman untuk membaca penilaiannya."))
    if verdict not in Verdict.values:
        raise DomainError(_("Pilih apakah pembukaan ini memang perlu."))
    glass.verdict, glass.verdict_words = verdict, _said(words)
    glass.reviewed_by, glass.reviewed_at = by, timezone.now()
    duty = Duty.objects.get(pk=glass.duty_id)
    facts = {"case": str(glass.case_id), "glass": str(glass.pk)}
    subject, office = glass.child_id, glass.office.code
    try:
        with ledger.record(
            "glass.review", by=by, subject=subject, office=office, why=f"verdict.{verdict}", data=facts
        ) as entry:
            entry.change(glass)
            done_within(entry, duty, glass.reviewed_at)
            alarms.close(GLASS, subject=glass.code, office=office, by=by)
    except StaleRow as stale:
        raise Conflict(_("Orang lain baru saja menilai pembukaan ini. Muat ulang halaman ini.")) from stale
    return glass


def _said(words: str) -> str:
    """Own words, of which there must be some. Raises DomainError."""
    said = words.strip()
    if len(said) < rules.WORDS_AT_LEAST:
        raise DomainError(_("Tulis dengan kata sendiri, paling sedikit %(n)d huruf.") % {"n": rules.WORDS_AT_LEAST})
    return said


def _bounded(by: User, office: Office, number: str, now: datetime) -> None:
    """At most three at a time, and one file once. Asked before the number is looked up too: else the answer to a fourth
    would tell which numbers exist, and no alarm would."""
    running = list(BrokenGlass.objects.by(by).running(now).select_related("case"))
    same = [glass.case for glass in running if (glass.case.office_id, glass.case.number) == (office.pk, number)]
    if any(not perms.is_withheld(by, case) for case in same):  # else it is answered as a number that does not exist
        raise Conflict(_("Berkas ini masih terbuka bagi Anda. Bukalah dari daftar di halaman ini."))
    if len(running) >= rules.AT_ONCE:
        raise Refused(
            _("Anda sedang membuka %(n)d berkas kantor lain. Minta Ketua menelepon kantor itu untuk berkas berikutnya.")
            % {"n": rules.AT_ONCE}
        )


def _owed(glass: BrokenGlass) -> Duty:
    """The review, owed by the leader who is to say it. Not saved yet: it stands in the entry of the opening."""
    leading = perms.leading(glass, perms.reviewer_of(glass))
    return duties.prepare(
        kind=REVIEW,
        about=Duty.About.CHILD,
        subject=glass.child_id,
        office=glass.office,
        reference=glass.case.number,
        case_id=glass.case_id,
        officer=next(iter(leading), None),
        event_at=glass.at,
        started_at=glass.at,
        sealed_like=glass,
    )


def _tell(glass: BrokenGlass) -> None:
    """Ketua and Wakil of the file's office, at once: who, as what, why, and how many in the last month. Codes only."""
    since = glass.at - timedelta(days=rules.RATE_DAYS)
    often = BrokenGlass.objects.by(glass.by).filter(at__gt=since).count()
    role = glass.by.role or Role.SEKRETARIAT
    codes = [glass.by.actor_id, role, f"{verbs.GLASS}{glass.danger}", f"{rules.RATE_DAYS}d:{often}"]
    alarms.raise_alarm(GLASS, subject=glass.code, detail_codes=codes, office=glass.office.code, by=glass.by)
