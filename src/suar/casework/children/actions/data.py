"""Every change of a child's own data, and the one press that shows a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from suar.casework.children import born, emergency, rules
from suar.casework.children.comparing import NAMING, compare
from suar.casework.children.models import Child, Sex
from suar.casework.children.perms import must_open, require_child, require_office, require_sight
from suar.casework.children.search import make_findable
from suar.casework.conflicts.withheld import require_free
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording
from suar.core.once import once
from suar.core.vault import keys, marks
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require

EDITABLE = frozenset(
    {
        "name",
        "other_names",
        "nik",
        "birth_date",
        "birth_estimated",
        "sex",
        "address",
        "phone",
        "guardian",
        "school",
        "unnamed",
    }
)


def register(
    *,
    office: Office,
    by: Actor,
    name: str = "",
    birth_date: str = "",
    birth_estimated: bool = False,
    sex: str = "",
    nik: str = "",
    phone: str = "",
    address: str = "",
    guardian: str = "",
    school: str = "",
    other_names: str = "",
    safe_contact: Mapping[str, Any] | None = None,
    unnamed: bool = False,
    child_id: UUID | None = None,
) -> Child:
    """A new file for a child. The key is committed before the row that needs it; search tokens before both are seen.
    The same `child_id` again registers nobody.

    Call outside a transaction where you can: a key made for a row that is then rolled back is swept later."""
    require_office(by, office)
    if sex not in Sex.values:
        raise DomainError(_("Jenis kelamin diisi L, P, atau dikosongkan."))
    texts = {
        "name": name, "other_names": other_names, "birth_date": birth_date, "address": address, "phone": phone,
        "guardian": guardian, "school": school,
    }  # fmt: skip

    def act(pk: UUID) -> Child:
        child = Child(id=pk, office=office, sex=sex, nik=rules.digits(nik), **_stripped(texts))
        child.safe_contact = rules.safe_contact(safe_contact) if safe_contact else None
        child.birth_estimated = birth_estimated and bool(child.birth_date)
        child.unnamed = unnamed or not child.name
        return _registered(child, by)

    return once(Child.objects.select_related("office"), child_id, act, office_id=office.pk)


def _registered(child: Child, by: Actor) -> Child:
    keys.create(child.id)
    make_findable(child)
    with ledger.record("child.register", by=by, subject=child.id, office=child.office.code) as entry:
        entry.add(child)
        compare(child)
    return child


def _stripped(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in texts.items()}


def edit(*, child: Child, by: Actor, **fields: Any) -> Child:
    """Change what the form holds. The ledger names the fields, never what stood in them."""
    if unknown := set(fields) - EDITABLE:
        raise TypeError(f"Not a field of a child that can be edited: {', '.join(sorted(unknown))}")
    require_child(by, child)
    must_open(child)
    given = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    if "nik" in given:
        given["nik"] = rules.digits(given["nik"])
    names = rules.changed({name: getattr(child, name) for name in EDITABLE}, given, EDITABLE)
    with recorded("child.edit", child, by, fields=names) as entry:
        for name in names:
            setattr(child, name, given[name])
        entry.change(child)
        if "birth_date" in names:
            born.birth_date_changed(child, entry)
        if NAMING.intersection(names):
            compare(child)
        make_findable(child)
    return child


def set_safe_contact(*, child: Child, by: Actor, answers: Mapping[str, Any]) -> Child:
    """How the child may be reached without danger. A telephone number needs a yes to *may we call*."""
    require_child(by, child)
    must_open(child)
    note = rules.safe_contact(answers)
    if note["may_call"] == "yes" and not note["who"]:
        raise DomainError(_("Tulis siapa yang akan mengangkat, supaya tidak salah orang."))
    with recorded("child.safe_contact", child, by) as entry:
        child.safe_contact = note
        entry.change(child)
    return child


def reveal_name(*, child: Child, by: User) -> str:
    """The whole name, once, for somebody who may see the file. The reveal is in the ledger before the name is given."""
    require(by, Permission.CASE_VIEW)
    require_free(by, child.pk)
    why = by.role
    if child.office_id not in by.office_ids and (glass := emergency.reason(by, child.id)):
        why = f"{by.role} {glass}"
    else:
        require_sight(by, child.office)
    ledger.read("child_name", by=by, subject=child.id, office=child.office.code, why=why)
    return str(child.name) or _("(nama belum diketahui)")


@contextmanager
def recorded(verb: str, child: Child, by: Actor, **data: Any) -> Iterator[Recording]:
    """One entry about this child; a row that somebody else changed first becomes a Conflict that says so."""
    with ledger.record(verb, by=by, subject=child.id, office=child.office.code, data=data) as entry:
        yield entry
        marks.lift(child.id)  # whoever is written into it is a child, and is counted from here on
