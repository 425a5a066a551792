"""Finding complaints among sealed rows, while they are no case: keyed tokens of the child's name and of every number.

From the day a complaint becomes a case it is found through its child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched
from uuid import UUID

from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.children import search as children
from suar.casework.children.models import Child
from suar.casework.children.names import compare
from suar.casework.children.rules import digits
from suar.casework.children.sameness import Person, name_words
from suar.casework.complaints.models import Complaint
from suar.core.vault import tokens
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User

SHOWN = 10
SHORTEST = 7  # digits of a number worth comparing
COMPARED = ("birth_date", "nik", "phone", "sex", "guardian", "address")


@dataclass(frozen=True, slots=True)
class AlikeComplaint:
    """Another complaint that may be about the same child or from the same number, and why."""

    complaint: Complaint
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlikeChild:
    """A child that has a file already, why it may be the same one, or a sibling, and its cases."""

    child: Child
    reasons: tuple[str, ...]
    cases: tuple[Case, ...]
    sibling: bool = False


def make_findable(complaint: Complaint) -> None:
    """Search tokens of one complaint, in their own store, before the row they point to."""
    names, numbers = _names(complaint), _numbers(complaint)
    if names or numbers:
        tokens.index(complaint.subject, names=names, numbers=numbers)


def person_in(complaint: Complaint) -> Person:
    """The child as the complaint describes it."""
    details = complaint.child_details or {}
    return Person(
        name=complaint.child_name,
        districts=frozenset({complaint.region_code} - {""}),
        **{name: str(details.get(name) or "") for name in COMPARED},
    )


def search(text: str, *, user: User, among: list[UUID] | None = None) -> list[Complaint]:
    """Complaints that are no case yet, by the child's name or a number in them, closest first; opened. `among`: the
    subjects that the text means, where the page has asked for them already."""
    if not text.strip():
        return []
    order = {subject: place for place, subject in enumerate(children.subjects(text) if among is None else among)}
    found = unlock(Complaint.objects.visible_to(user).filter(pk__in=list(order), case=None).select_related("office"))
    return sorted(found, key=lambda complaint: order[complaint.pk])


def named_alike(complaint: Complaint) -> list[UUID]:
    """Whoever is called as the child of this complaint, in some spelling: asked once for a page."""
    return children.called_so(person_in(complaint))


def alike_children(complaint: Complaint, user: User, named: list[UUID] | None = None) -> list[AlikeChild]:
    """Files that may be of the same child, likeliest first, with the cases this user may see. A person decides."""
    own = complaint.subject if complaint.case_id else None
    found = children.possible_duplicates(
        office=complaint.office, person=person_in(complaint), other_than=own, named_alike=named, user=user
    )[:SHOWN]
    cases: dict[UUID, list[Case]] = {}
    ids = [one.child.pk for one in found]
    for case in list(Case.objects.visible_to(user).filter(child__in=ids).order_by("-opened_on", "-id")):
        cases.setdefault(case.child_id, []).append(case)
    return [AlikeChild(one.child, one.reasons, tuple(cases.get(one.child.pk, ())), one.sibling) for one in found]


def alike_complaints(complaint: Complaint, user: User, named: list[UUID] | None = None) -> list[AlikeComplaint]:
    """Other complaints of the office about a child of this name, or with a number of this one in them."""
    wanted: dict[UUID, None] = {}
    for number in _numbers(complaint):
        wanted |= dict.fromkeys(tokens.find_number(number))
    wanted |= dict.fromkeys(named_alike(complaint) if named is None else named)
    wanted.pop(complaint.pk, None)
    if not wanted:
        return []
    seen = Complaint.objects.filter(office=complaint.office).not_withheld_from(user)
    rows = seen.filter(pk__in=list(wanted), case=None).order_by("-received_at", "id")
    found = [AlikeComplaint(other, _reasons(complaint, other)) for other in unlock(rows[:SHOWN])]
    return [one for one in found if one.reasons]


def _reasons(one: Complaint, other: Complaint) -> tuple[str, ...]:
    mine = {digits(n)[-9:] for n in _numbers(one)}
    reasons = [_("nomor yang sama")] if any(digits(n)[-9:] in mine for n in _numbers(other)) else []
    near = compare(one.child_name, other.child_name)
    if near.verdict != "different":
        reasons.append(name_words(near))
    if reasons and one.region_code and one.region_code == other.region_code:
        reasons.append(_("kabupaten/kota sama"))
    return tuple(reasons)


def _names(complaint: Complaint) -> list[str]:
    return [complaint.child_name] if complaint.child_name else []


def _numbers(complaint: Complaint) -> list[str]:
    details, reporter = complaint.child_details or {}, complaint.reporter or {}
    given = [details.get("nik"), details.get("phone"), reporter.get("phone")]
    return [str(number) for number in given if len(digits(str(number or ""))) >= SHORTEST]


@tokens.register_source
def everything() -> Iterator[tuple[UUID, list[str], list[str]]]:
    """Every complaint that is no case, for building the search tokens anew. Erased ones are left out."""
    ids = Complaint.objects.filter(case=None).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)
    for batch in batched(ids, 500):
        for complaint in unlock(Complaint.objects.filter(pk__in=batch)):
            if not complaint.is_erased and (_names(complaint) or _numbers(complaint)):
                yield complaint.subject, _names(complaint), _numbers(complaint)
