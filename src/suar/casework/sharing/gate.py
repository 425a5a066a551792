"""The gate: whether something may go, asked of what is written down. Pages, actions and the command ask here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.children.merges import one_child
from suar.casework.children.rules import age_at
from suar.casework.sharing import rules
from suar.casework.sharing.codes import Answer, ages_on, aside_on, dangers_on, fields_on
from suar.casework.sharing.models import Agreement, Consent
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency


def refusals(
    *,
    case: Case,
    agency: Agency,
    purpose: str,
    fields: Collection[str],
    user: User | None = None,
    on: date | None = None,
) -> list[rules.Refusal]:
    """Why it may not go; nothing where it may. Everything that was said about this child counts, in whichever of its
    files it was written down; of what this user may not read no word is told. `on` an earlier day than today: by what
    had been signed and said by then, and what was taken back since forbids it too."""
    today = on or timezone.localdate()
    rows = [row for row in consents_of(case) if row.given_on <= today]
    sealed = sealed_to(user, case, rows)
    return rules.may_go(
        asked(case, agency, purpose, fields),
        [said_of(row, sealed=row.pk in sealed) for row in rows],
        allowance(in_force(case.office_id, agency, today)),
        ages=ages_on(today),
        fields=fields_on(today),
        today=today,
    )


def refusals_in_danger(
    *, case: Case, agency: Agency, purpose: str, fields: Collection[str], danger: str
) -> list[rules.Refusal]:
    today = timezone.localdate()
    facts = asked(case, agency, purpose, fields)
    return rules.may_go_in_danger(facts, danger, dangers=dangers_on(today), fields=fields_on(today))


def asked(case: Case, agency: Agency, purpose: str, fields: Collection[str]) -> rules.Asked:
    facts = (agency.pk, agency.kind, agency.short_name)
    return rules.Asked(purpose, frozenset(fields), *facts, age_of(case, timezone.localdate()), active=agency.active)


def age_of(case: Case, today: date) -> int | None:
    """The child's age today; of one whose birth nobody knows, the age at the event is not it: nobody knows it."""
    return None if case.child.is_erased else age_at(case.child.birth_date or "", today)


def consents_of(case: Case, ids: Collection[UUID] | None = None) -> list[Consent]:
    """Everything that was said about this child, newest first, with the keys at hand. `ids`: the files that are read as
    this child's, where they are known."""
    found = Consent.objects.filter(child__in=ids or one_child(case.child_id)).select_related(
        "by", "withdrawn_by", "case"
    )
    rows = list(found)
    share_cipher(case, *(row for row in rows if row.child_id == case.child_id))
    unlock(row for row in rows if row.child_id != case.child_id)
    return rows


def beside(consent: Consent) -> list[Consent]:
    """The other yeses of the same person that stand for one of its purposes with one of its bodies, newest first."""
    rows = [row for row in consents_of(consent.case) if row.is_standing and row.pk != consent.pk]
    said = {row.pk: said_of(row) for row in [consent, *rows]}
    named = {pk for one in said.values() for pk in one.agencies}
    kinds = dict(Agency.objects.filter(pk__in=named).values_list("pk", "kind"))
    return [row for row in rows if said[row.pk].stands_beside(said[consent.pk], kinds)]


def sealed_to(user: User | None, case: Case, rows: Iterable[Consent]) -> set[UUID]:
    """Which of them stand in another file of this child that the user may not open."""
    elsewhere = {row.pk for row in rows if row.case_id != case.pk}
    if user is None or not elsewhere:
        return set()
    return elsewhere - set(Consent.objects.visible_to(user).filter(pk__in=elsewhere).values_list("pk", flat=True))


def said_of(row: Consent, *, sealed: bool = False) -> rules.Said:
    terms = row.said
    kept = terms.get("kept", {})
    agency = kept.get("agency")
    lost = row.is_erased and (row.answer == Answer.NO or row.withdrawn_on is not None)
    return rules.Said(
        whose=row.whose,
        giver=row.giver,
        answer=row.answer,
        form=row.form,
        purposes=frozenset(terms.get("purposes", ())),
        agencies=frozenset(terms.get("agencies", ())),
        kinds=frozenset(terms.get("kinds", ())),
        given_on=row.given_on,
        order=int(row.at.timestamp()),
        expires_on=row.expires_on,
        withdrawn_on=row.withdrawn_on,
        kept_from={agency: frozenset(kept.get("fields", ()) or fields_on(row.given_on))} if agency else None,
        sealed=sealed or lost,
        lost=lost,
        sets_aside=row.reason in aside_on(row.given_on),
    )


def in_force(office_id: int, agency: Agency, day: date) -> Agreement | None:
    """Of those that are signed the newest that had begun by that day; where none had, the one that begins next. Whether
    it was valid on that day the rule says: an older one does not come back when the newer has ended."""
    signed = list(Agreement.objects.signed().with_body(office_id, agency.pk))
    begun = next((row for row in signed if row.begins_on <= day), None)
    return begun or min(signed, key=lambda row: row.begins_on, default=None)


def allowance(agreement: Agreement | None) -> rules.Allowance | None:
    if agreement is None:
        return None
    fields = {purpose: frozenset(codes) for purpose, codes in agreement.terms.items()}
    return rules.Allowance(fields, agreement.begins_on, agreement.valid_until)
