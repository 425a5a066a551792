"""The plan: written by several, put forward by one, approved by another. Until then the one before stays in force."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_officer
from suar.casework.cases.recording import add, recorded
from suar.casework.conflicts.withheld import require_receiver
from suar.casework.plans import owed, rules
from suar.casework.plans.approving import approval_of, must_be_approved_by
from suar.casework.plans.models import CarePlan, PlanItem
from suar.casework.plans.recording import begun, led_here, must_be_seen, says_the_same, write_over
from suar.casework.plans.texts import draft_of, finished_assessment, plan_before, plan_in_force
from suar.casework.plans.whom import owner_of
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording
from suar.core.vault.erased import must_be_sealed
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def save_plan(*, case: Case, by: Actor, content: Mapping[str, str], edition: int = 0) -> CarePlan:
    """The draft as it is written so far; the first save begins it with the next number. One that waits for approval
    goes back to its writers. `edition` as of an assessment: nothing newer is ever written over unseen."""
    led_here(case, by)
    must_be_sealed(case)
    if len(rules.items_of(content)) > rules.MOST_ITEMS:
        raise DomainError(
            gettext("Rencana paling banyak %(n)d butir. Satukan atau kosongkan yang lebih, lalu simpan lagi.")
            % {"n": rules.MOST_ITEMS}
        )
    draft = draft_of(CarePlan, case)
    if draft is not None and says_the_same(draft, content):
        return draft
    if draft is None:
        return _begin(case, by, content, edition)
    must_be_seen(draft, edition, plan_before(case), case)
    if draft.status == CarePlan.Status.WAITING:
        _back(draft)
    with recorded("plan.write", case, by, plan=str(draft.pk)) as entry:
        write_over(draft, case, by, content, entry)
    return draft


def _begin(case: Case, by: Actor, content: Mapping[str, str], edition: int) -> CarePlan:
    if edition:
        raise Conflict(gettext("Rencana ini sudah diputuskan. Muat ulang, lalu ubah rencana yang berlaku."))
    last = case.careplans.first()
    draft = CarePlan(**begun(case, by, last.number + 1 if last else 1, content))
    try:
        with recorded("plan.write", case, by, plan=str(draft.pk)) as entry:
            add(entry, case, draft)
    except IntegrityError:  # somebody else began it this very moment
        return save_plan(case=case, by=by, content=content)
    return draft


def submit_plan(*, case: Case, by: Actor, edition: int) -> CarePlan:
    """The first name under it: whoever puts it forward answers for every line. Raises DomainError for what is missing,
    Conflict when it is not the edition that was read."""
    led_here(case, by)
    draft = _as_read(case, edition)
    if draft.status != CarePlan.Status.DRAFT:
        raise Conflict(gettext("Rencana ini sudah diajukan. Muat ulang halaman ini."))
    if finished_assessment(case) is None or owed.open_of(case, owed.ASSESS):
        raise DomainError(gettext("Selesaikan dulu penilaian kebutuhan anak. Rencana bertumpu padanya."))
    _must_be_whole(draft, case)
    draft.move_to(CarePlan.Status.WAITING)
    draft.submitted_by, draft.submitted_at = by if isinstance(by, User) else None, timezone.now()
    draft.sent_back = ""
    with recorded("plan.submit", case, by, plan=str(draft.pk)) as entry:
        entry.change(draft)
    return draft


def send_back_plan(*, case: Case, by: Actor, why: str, edition: int) -> CarePlan:
    """Not yet: its writers read what is missing."""
    led_here(case, by)
    draft = _as_read(case, edition)
    if not why.strip():
        raise DomainError(gettext("Tulis apa yang masih kurang."))
    if draft.status != CarePlan.Status.WAITING:
        raise Conflict(gettext("Tidak ada rencana yang menunggu persetujuan. Muat ulang halaman ini."))
    _back(draft)
    draft.sent_back = why.strip()
    with recorded("plan.send_back", case, by, plan=str(draft.pk)) as entry:
        entry.change(draft)
    return draft


def approve_plan(*, case: Case, by: Actor, edition: int) -> CarePlan:
    """The second name, by a commissioner who neither put it forward nor, while another can, wrote in it. From here it
    is in force: each line is somebody's duty, the one before is history, and the first review has its day."""
    led_here(case, by)
    require(by, Permission.CASE_CLOSE, case.office_id)
    plan = _as_read(case, edition)
    if plan.status != CarePlan.Status.WAITING:
        raise Conflict(gettext("Tidak ada rencana yang menunggu persetujuan. Muat ulang halaman ini."))
    must_be_two(by, plan.submitted_by, gettext("Rencana disetujui orang kedua, bukan yang mengajukannya."))
    must_be_approved_by(by, approval_of(plan, case))
    _must_be_whole(plan, case)
    now, before = timezone.now(), plan_in_force(case)
    with recorded("plan.approve", case, by, plan=str(plan.pk)) as entry:
        if before is not None:
            before.move_to(CarePlan.Status.PAST)
            before.ended_at = now
            entry.change(before)
        plan.move_to(CarePlan.Status.IN_FORCE)
        plan.approved_by, plan.approved_at = by if isinstance(by, User) else None, now
        entry.change(plan)
        _put_in_force(plan, before, case, by, entry)
        owed.done(owed.open_of(case, owed.PLAN), by, now, entry)
        if not owed.open_of(case, owed.REVIEW):
            owed.start_review(case, by, now)
    return plan


def _put_in_force(plan: CarePlan, before: CarePlan | None, case: Case, by: Actor, entry: Recording) -> None:
    """Its lines. One that stood in the plan before, in the same words for the same owner and day, keeps its duty and
    how it stands; what is in it no longer, or is another's now, is owed no more."""
    former = {item.key: item for item in _items(before, case)} if before else {}
    for text in rules.items_of(plan.words):
        agency, officer = owner_of(text.who)
        item = PlanItem(
            case=case, child_id=case.child_id, by=plan.submitted_by, at=plan.approved_at or timezone.now(), plan=plan,
            key=text.key, goal=text.goal, service=text.service, agency=agency, officer=officer, due_on=text.due_on,
        )  # fmt: skip
        share_cipher(case, item)
        old = former.get(text.key)
        if old is not None and (_is_same(old, item) if old.is_open else _is_word_for_word(old, text)):
            item.state, item.settled_on, item.duty = old.state, old.settled_on, old.duty
            if old.is_open:
                _replaced(former.pop(text.key), entry)
        elif item.is_open:
            item.duty = owed.start_item(case, item, by).pk
        entry.add(item)
    for gone in former.values():
        if gone.is_open:
            owed.dropped([owed.of_item(gone)], by, entry, gettext("Diganti rencana baru."))
            _replaced(gone, entry)


def _replaced(item: PlanItem, entry: Recording) -> None:
    item.state = PlanItem.State.REPLACED
    entry.change(item)


def _is_same(old: PlanItem, new: PlanItem) -> bool:
    """The same promise: in other words it is another one, and whoever owes it reads the new words."""
    names = ("goal", "service", "agency_id", "officer_id", "due_on")
    return all(getattr(old, name) == getattr(new, name) for name in names)


def _is_word_for_word(old: PlanItem, new: rules.ItemText) -> bool:
    """The same service for the same goal, of the same owner by the same day: what was settled of the one is settled."""
    who = f"a:{old.agency_id}" if old.agency_id else f"u:{old.officer_id}"
    return (old.service, old.goal, who, old.due_on) == (new.service, new.goal, new.who, new.due_on)


def _items(plan: CarePlan, case: Case) -> list[PlanItem]:
    found = list(plan.items.select_related("agency", "officer"))
    share_cipher(case, *found)
    return found


def _back(draft: CarePlan) -> None:
    draft.move_to(CarePlan.Status.DRAFT)
    draft.submitted_by = draft.submitted_at = None


def _as_read(case: Case, edition: int) -> CarePlan:
    draft = draft_of(CarePlan, case)
    if draft is None or draft.edition != edition:
        raise Conflict(gettext("Rencana ini berubah sesudah Anda membacanya. Baca yang baru, lalu putuskan."))
    return draft


def _must_be_whole(plan: CarePlan, case: Case) -> None:
    """At least one line, each whole, for somebody who may have it, by a day that is still to come."""
    lines = rules.items_of(plan.words)
    if not lines or not plan.words.get("aim"):
        raise DomainError(gettext("Rencana perlu tujuan dan paling sedikit satu butir."))
    before = plan_in_force(case)
    former = {item.key: item for item in _items(before, case) if not item.is_open} if before else {}
    if not all(line.is_whole for line in lines):
        raise DomainError(gettext("Ada butir yang belum lengkap: tujuan, layanan, siapa, dan kapan."))
    settled = {line.key for line in lines if line.key in former and _is_word_for_word(former[line.key], line)}
    if rules.past_days(lines, timezone.localdate(), settled):
        raise DomainError(gettext("Ada butir yang tanggalnya sudah lewat. Perbaiki tanggalnya dulu."))
    for line in lines:
        agency, officer = owner_of(line.who)
        require_receiver(agency, case.child_id)
        if line.key not in settled:  # what is done already was promised by whoever worked here then
            require_officer(officer, case.office, case.child_id)
