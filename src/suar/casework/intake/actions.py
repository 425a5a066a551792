"""What the public process writes: a filing, a further message, read marks, a forgotten code. Each is safe to repeat."""

from __future__ import annotations

import hmac
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import Error as DatabaseFault
from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language

from suar.casework.intake import daykeys, flood, promises, receipt, sealing, steps
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import DayKey, Filing, Further, Inclusion, PublicHead, Reply
from suar.casework.intake.receipt import Derived
from suar.casework.intake.surface import lookup_prf
from suar.core.clocks.engine import WIB
from suar.core.days import by_day
from suar.core.ledger.checkpoint import Checkpoint, NoteError, Verifier
from suar.core.ledger.inclusion import Inclusion as Proof
from suar.core.ledger.inclusion import NotProven


class NotFiled(Exception):
    """The store could not take it. Nothing was lost: the page still carries everything."""


class NotSafe(NotFiled):
    """There is no key of ours to seal it to, so it was not sealed at all. The page carries everything."""


@dataclass(frozen=True, slots=True)
class Filed:
    """The row that is there now. `word_holds` is False when it was filed under another word."""

    filing: Filing
    word_holds: bool

    @property
    def code_is_gone(self) -> bool:
        """The child deleted the code since: no receipt finds this row any more."""
        return self.filing.lookup_id is None


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found: the complaint and its replies, still sealed; and of which day the last message is that went
    unread with a flood."""

    filing: Filing
    replies: list[Reply]
    derived: Derived
    lost_on: date | None = None

    @property
    def is_proven(self) -> bool:
        return hasattr(self.filing, "inclusion")

    @property
    def unread(self) -> int:
        return sum(reply.read_on is None for reply in self.replies)


@dataclass(frozen=True, slots=True)
class Proven:
    """The proof that a complaint is in the record, and the head that holds it."""

    inclusion: Proof
    head: Checkpoint


def derived(digits: str, word: str) -> Derived:
    return receipt.derive(digits, word, lookup_prf())


def content_tag(tag_key: bytes, content: Mapping[str, Any]) -> bytes:
    """Equal for equal answers under one receipt, and nothing to whoever lacks the receipt."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(tag_key, canonical.encode(), sha256).digest()


def file(*, draft: Draft, now: datetime, trapped: bool = False) -> Filed:
    """File the form once. Pressed again it finds its row; with changed answers it adds a further message.

    Raises NotFiled: then nothing was filed."""
    answers = steps.asked(draft.answers)
    opened = derived(draft.receipt, draft.word)
    tag = content_tag(opened.tag_key, answers)
    try:
        key = _trusted_key(now)
        body = _body(answers, draft.started_at, now) | {"reply_key": opened.reply_key.hex()}
        promised = promises.promise(by_day(now))
        row = Filing(
            form_id=draft.form_id,
            lookup_id=opened.lookup_id,
            reply_key=opened.reply_key,
            content_tag=tag,
            key_id=key.key_id,
            sealed=sealing.seal(bytes(key.keyset), body, sealing.filing_context(draft.form_id)),
            filed_on=_day(now),
            promise_read_by=promised.read_by,
            promise_reply_by=promised.reply_by,
            doubt=flood.doubt(draft.started_at, now, trapped=trapped),
        )
        Filing.objects.bulk_create([row], ignore_conflicts=True)
        filing = Filing.objects.filter(pk=draft.form_id).first()
        if filing is None:
            raise NotFiled("The store took nothing.")
        if bytes(filing.content_tag) != tag:
            begun = draft.started_at
            doubt = flood.message_doubt(filing.pk, begun, now, trapped=trapped, answered=False)
            _add(filing, tag, key, {"kind": "form"} | body, now, doubt)
    except DatabaseFault as fault:
        raise NotFiled("The store is away.") from fault
    return _filed(filing, opened)


def filed(draft: Draft) -> Filed | None:
    """What this form became, for the receipt shown once more. None when it is not there or the store is away."""
    try:
        filing = Filing.objects.filter(pk=draft.form_id).first()
    except DatabaseFault:
        return None
    return _filed(filing, derived(draft.receipt, draft.word)) if filing is not None else None


def _filed(filing: Filing, opened: Derived) -> Filed:
    return Filed(filing, filing.lookup_id is None or bytes(filing.lookup_id) == opened.lookup_id)


def look_up(digits: str, word: str) -> Found | None:
    """By the keyed index alone: two statements, whether it is found or not, however many complaints there are."""
    opened = derived(digits, word)
    lost = Further.objects.filter(filing=OuterRef("pk"), dropped=True).order_by("-filed_on").values("filed_on")
    rows = Filing.objects.select_related("inclusion").annotate(lost_on=Subquery(lost[:1]))
    filing = rows.filter(lookup_id=opened.lookup_id).first()
    replies = list(Reply.objects.filter(filing__lookup_id=opened.lookup_id).order_by("sent_on", "id"))
    return Found(filing, replies, opened, filing.lost_on) if filing is not None else None


def write_further(
    *, found: Found, text: str, now: datetime, begun: datetime | None = None, trapped: bool = False
) -> None:
    """A further message under the receipt; the same words sent twice are one message. `begun`: when the code was looked
    up. Raises NotFiled."""
    tag, begun = content_tag(found.derived.tag_key, {"message": text}), begun or now
    body = {"kind": "message", "v": 1, "text": text, "started_at": begun.isoformat(), "filed_at": now.isoformat()}
    answered = bool(found.replies)
    try:
        key = _trusted_key(now)
        doubt = flood.message_doubt(found.filing.pk, begun, now, trapped=trapped, answered=answered)
        _add(found.filing, tag, key, body, now, doubt)
    except DatabaseFault as fault:
        raise NotFiled("The store is away.") from fault


def mark_read(*, found: Found, now: datetime) -> None:
    """The day on which replies were first opened. A store that is away does not keep a child from reading."""
    if not found.unread:
        return
    try:
        Reply.objects.filter(filing=found.filing, read_on=None).update(read_on=_day(now))
    except DatabaseFault:
        return


def forget_code(*, found: Found) -> None:
    """From now on no receipt finds this complaint. Replies and proof go too, as nobody opens them. Raises NotFiled."""
    try:
        Filing.objects.filter(pk=found.filing.pk).update(lookup_id=None)
        Reply.objects.filter(filing=found.filing).delete()
        Inclusion.objects.filter(filing=found.filing).delete()
    except DatabaseFault as fault:
        raise NotFiled("The store is away.") from fault


def _add(filing: Filing, tag: bytes, key: DayKey, body: Mapping[str, Any], now: datetime, doubt: str) -> None:
    further_id = uuid.uuid4()
    row = Further(
        id=further_id,
        filing=filing,
        content_tag=tag,
        key_id=key.key_id,
        sealed=sealing.seal(bytes(key.keyset), dict(body), sealing.further_context(filing.form_id, further_id)),
        filed_on=_day(now),
        doubt=doubt,
    )
    Further.objects.bulk_create([row], ignore_conflicts=True)


def _trusted_key(now: datetime) -> DayKey:
    try:
        return daykeys.newest_trusted(now)
    except daykeys.NoTrustedKey as none:
        raise NotSafe("No intake key of ours is published.") from none


def _body(answers: Mapping[str, Any], started_at: datetime, now: datetime) -> dict[str, Any]:
    return {
        "v": 1,
        "answers": dict(answers),
        "started_at": started_at.isoformat(),
        "filed_at": now.isoformat(),
        "language": get_language() or "id",
    }


def _day(now: datetime) -> date:
    return now.astimezone(WIB).date()


def opened_replies(found: Found) -> list[tuple[Reply, str]]:
    """Each reply with its text; one that does not open stays closed and says nothing."""
    texts = []
    for reply in found.replies:
        try:
            texts.append((reply, receipt.open_reply(found.derived.private_key, bytes(reply.sealed), reply.id)))
        except receipt.Unreadable:
            continue
    return texts


def opened_proof(found: Found) -> Proven | None:
    """The proof that this very complaint is in the record. None while there is none, and for one that does not hold:
    it is shown to nobody as if it did."""
    head = PublicHead.objects.order_by("-hour").first()
    if not found.is_proven or head is None:
        return None
    sealed, mark = bytes(found.filing.inclusion.sealed), receipt.mark(found.derived.reply_key)
    try:
        proof = Proof.from_json(receipt.open_proof(found.derived.private_key, sealed, found.filing.form_id))
        proven = Proven(proof, proof.check(Verifier.parse(head.verifier)))
        return proven if proof.said()["data"].get("mark") == mark else None
    except (receipt.Unreadable, NotProven, NoteError):
        return None
