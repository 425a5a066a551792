"""A question is put: what the child says, which ways there are, which one is proposed. Whatever changes after somebody
of the panel has spoken is asked of all of them anew."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_officer
from suar.casework.cases.recording import add, recorded
from suar.casework.conferences import owed, rules
from suar.casework.conferences.models import Determination, Member, Opinion, Option
from suar.casework.conferences.models.interests import Trigger
from suar.casework.conferences.recording import may_work, worded
from suar.core.clocks.past import must_have_come
from suar.core.documents.indonesian import long_date
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.models import LedgeredModel
from suar.core.once import once
from suar.registry.accounts.models import User


def ask(
    *,
    case: Case,
    by: User,
    trigger: str,
    question: str,
    chair: User,
    supersedes: Determination | None = None,
    determination_id: UUID | None = None,
) -> Determination:
    """A question for a panel, its chair the first who sits there. The same `determination_id` again asks nothing."""
    may_work(case, by)
    if trigger not in Trigger.values:
        raise DomainError(_("Pilih pemicunya dari daftar."))
    require_officer(chair, case.office, case.child_id)
    if chair.pk == case.officer_id:
        raise DomainError(_("Petugas berkas tidak memimpin panel tentang berkasnya sendiri. Pilih ketua lain."))
    text, now = worded(question, _("Tulis apa yang harus diputuskan.")), timezone.now()

    def act(pk: UUID) -> Determination:
        if supersedes is not None and (supersedes.case_id != case.pk or not supersedes.stands):
            raise Conflict(_("Keputusan yang ditinjau tidak berlaku lagi. Muat ulang halaman."))
        row = Determination(
            id=pk, case=case, child=case.child, by=by, at=now, trigger=trigger, chair=chair, supersedes=supersedes,
            question=text,
        )  # fmt: skip
        first = Member(child=case.child, determination=row, user=chair, seated_at=now)
        with recorded("interests.ask", case, by, determination=str(pk), trigger=trigger) as entry:
            add(entry, case, row, first)
        return row

    return once(Determination.objects.all(), determination_id, act, case_id=case.pk)


def hear_child(
    *,
    determination: Determination,
    by: User,
    heard: bool,
    child_words: str = "",
    spoken_by: str = "",
    spoken_on: date | None = None,
    why_not_heard: str = "",
) -> Determination:
    """What the child says, in own words, to whom and when; or why it was not heard yet."""
    _may_weigh(determination, by)
    must_have_come(spoken_on)
    row = determination
    row.heard = heard
    row.child_words = worded(child_words, _("Tulis kata-kata anak, sedekat mungkin dengan ucapannya.")) if heard else ""
    row.spoken_by = worded(spoken_by, _("Tulis siapa yang berbicara dengan anak.")) if heard else ""
    row.spoken_on = spoken_on if heard else None
    row.why_not_heard = "" if heard else worded(why_not_heard, _("Tulis mengapa anak belum didengar."))
    return _changed("interests.hear", row, by)


def add_option(*, determination: Determination, by: User, text: str, benefits: str, risks: str) -> Option:
    """One way more. Raises DomainError for what is none."""
    _may_weigh(determination, by)
    case = determination.case
    row = Option(child=case.child, determination=determination, place=1 + determination.options.count())
    _write_option(row, text, benefits, risks)
    _anew(determination)
    with recorded("interests.option", case, by, determination=str(determination.pk), place=row.place) as entry:
        add(entry, case, row)
        entry.change(determination)
    return row


def change_option(*, option: Option, by: User, text: str, benefits: str, risks: str) -> Option:
    """The same way in better words."""
    determination = option.determination
    _may_weigh(determination, by)
    _write_option(option, text, benefits, risks)
    _changed("interests.option_change", determination, by, option)
    return option


def _write_option(row: Option, text: str, benefits: str, risks: str) -> None:
    case = row.determination.case
    row.text = worded(text, _("Tulis pilihannya dengan beberapa kata."))
    row.benefits = worded(benefits, _("Tulis manfaatnya bagi anak."))
    row.risks = worded(risks, _("Tulis risikonya bagi anak. Pilihan tanpa risiko belum dipikirkan sampai habis."))
    if refusal := rules.no_option(row.text, case.cluster, case.category):
        raise DomainError(refusal)


def propose(
    *,
    determination: Determination,
    by: User,
    reasons: str,
    review_on: date,
    chosen: int | None = None,
    decision: str = "",
) -> Determination:
    """What the panel is asked to agree to: one of the ways, or a decision in words, with reasons and the day on which
    it is looked at again. Raises DomainError for a day beyond the house's rule."""
    _may_weigh(determination, by)
    row, case, today = determination, determination.case, timezone.localdate()
    if chosen is not None and not row.options.filter(place=chosen).exists():
        raise DomainError(_("Pilih salah satu pilihan yang tertulis."))
    if chosen is None:
        worded(decision, _("Pilih salah satu pilihan, atau tulis keputusannya."))
    if refusal := rules.no_option(decision, case.cluster, case.category):
        raise DomainError(refusal)
    latest = owed.latest_review(timezone.now(), case.office_id)
    if not today < review_on <= latest:
        raise DomainError(
            _("Tinjauan jatuh sesudah hari ini dan paling lambat %(day)s (aturan komisi).") % {"day": long_date(latest)}
        )
    row.chosen, row.decision, row.review_on = chosen, decision.strip(), review_on
    row.reasons = worded(reasons, _("Tulis pertimbangannya."))
    return _changed("interests.propose", row, by)


def _may_weigh(determination: Determination, by: User) -> None:
    may_work(determination.case, by)
    must_be_open(determination)


def must_be_open(determination: Determination) -> None:
    if not determination.is_open:
        raise Conflict(_("Keputusan ini sudah berlaku atau ditarik. Bila keadaan berubah, buka peninjauan yang baru."))


def _anew(determination: Determination) -> None:
    """Somebody agreed to other words: all are asked again."""
    if Opinion.objects.filter(member__determination=determination, round=determination.round).exists():
        determination.round += 1


def _changed(verb: str, determination: Determination, by: User, *rows: LedgeredModel) -> Determination:
    _anew(determination)
    with recorded(verb, determination.case, by, determination=str(determination.pk)) as entry:
        entry.change(determination, *rows)
    return determination
