"""Which file may be opened in an emergency, who reviews it, and what each may know of (404 for all others)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.perms import get_case
from suar.casework.children.emergency import Glass
from suar.casework.safeguards import rules
from suar.casework.safeguards.models import BrokenGlass, UnusualReading
from suar.casework.safeguards.verbs import GLASS
from suar.core.errors import Refused
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office, Role, User
from suar.registry.accounts.permissions import Permission, allows, require

type Withheld = Callable[[User, Case], bool]

_withheld: list[Withheld] = []


def register_withheld(predicate: Withheld) -> Withheld:
    """Ask this too whether a file is withheld from somebody: no emergency opens what a conflict of interest closes."""
    if predicate not in _withheld:
        _withheld.append(predicate)
    return predicate


def forget_withheld(predicate: Withheld) -> None:
    """Ask it no longer."""
    if predicate in _withheld:
        _withheld.remove(predicate)


def is_withheld(user: User, case: Case) -> bool:
    return any(predicate(user, case) for predicate in _withheld)


def to_be_opened(user: User, office: Office, number: str) -> Case | None:
    """The file of this number in another office; None where there is none, where it is the user's own, or where it is
    withheld: whoever asks cannot tell these apart."""
    if office.pk in user.office_ids:
        return None
    found = Case.objects.standing().select_related("child", "office", "officer")
    case = found.filter(office=office, number=number).first()
    if case is None or is_withheld(user, case) or case.child.is_erased:
        return None
    return case


def open_to(user: User) -> Mapping[UUID, Glass]:
    """What stands open to this user now. Whoever has lost the role, or was found to have a conflict, has nothing."""
    if not allows(user, Permission.GLASS_BREAK):
        return {}
    running = BrokenGlass.objects.by(user).running(timezone.now()).select_related("case__office", "case__child")
    return {
        glass.case_id: Glass(glass.child_id, f"{GLASS}{glass.danger}")
        for glass in running
        if not is_withheld(user, glass.case)
    }


def get_glass(user: User, pk: UUID) -> BrokenGlass:
    """One of a file of the user's offices, its words at hand; or 404."""
    whole = ("office", "case", "child", "by", "reviewed_by")
    glass = BrokenGlass.objects.visible_to(user).select_related(*whole).filter(pk=pk).first()
    if glass is None or is_withheld(user, glass.case):
        raise Http404
    return unlock([glass])[0]


def get_read_file(user: User, pk: UUID) -> Case:
    """A file whose readers this user may see: whoever holds it, and whoever reads the trail of its office; or 404."""
    case = get_case(user, pk)
    if case.officer_id != user.pk and not allows(user, Permission.LEDGER_VIEW, case.office_id):
        raise Http404
    return case


def leading(glass: BrokenGlass, role: str) -> list[User]:
    """Who holds this role in the file's office, without whoever opened it and whoever is in conflict about it."""
    return [one for one in _holding(glass, role) if _is_free(one, glass)]


def reviewer_of(glass: BrokenGlass) -> str:
    """The role that says whether it was needed."""
    ketua = list(_holding(glass, Role.KETUA))
    breaker_is_ketua = any(one.pk == glass.by_id for one in ketua)
    return rules.reviewer(breaker_is_ketua=breaker_is_ketua, has_ketua=any(_is_free(one, glass) for one in ketua))


def _holding(glass: BrokenGlass, role: str) -> QuerySet[User]:
    return User.objects.holding(role=role, office=glass.office).filter(is_active=True).order_by("pk")


def _is_free(one: User, glass: BrokenGlass) -> bool:
    return one.pk != glass.by_id and not is_withheld(one, glass.case)


def can_review(user: User, glass: BrokenGlass) -> bool:
    if user.pk == glass.by_id or is_withheld(user, glass.case):
        return False
    if not allows(user, Permission.SAFEGUARD_VIEW, glass.office_id):
        return False
    return rules.may_review(user.roles_in(glass.office_id), reviewer_of(glass))


def get_reading(user: User, pk: UUID) -> UnusualReading:
    """One that this leader looks into; never one's own; or 404."""
    found = UnusualReading.objects.visible_to(user).select_related("office", "user", "looked_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def require_look(by: Actor, row: UnusualReading) -> None:
    """The leader to whom it was raised. Raises Refused."""
    require(by, Permission.SAFEGUARD_VIEW)
    if not isinstance(by, User) or not UnusualReading.objects.visible_to(by).filter(pk=row.pk).exists():
        raise Refused(_("Ini dilihat Ketua kantor itu, atau Wakil bila tentang Ketua sendiri."))


def require_review(by: Actor, glass: BrokenGlass) -> None:
    """The Ketua of the file's office, or the Wakil in their place; never whoever opened it. Raises Refused."""
    require(by, Permission.SAFEGUARD_VIEW, glass.office_id)
    if not isinstance(by, User) or not can_review(by, glass):
        raise Refused(_("Penilaian ini milik Ketua kantor berkas itu, atau Wakil bila Ketua sendiri yang membukanya."))
