"""Standing people and rows for tests, made through the actions as the program makes them. Alphabetical by app."""

from __future__ import annotations

from itertools import count
from typing import Any

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Office, Role, User
from suar.registry.agencies import actions as agencies
from suar.registry.agencies.models import Agency, Kind

PASSWORD = "kata-sandi-untuk-uji"
number = count(1)

# accounts


def an_office(code: str = "kalbar", name: str = "KPPAD Kalimantan Barat") -> Office:
    """The office of this code; made at the first call."""
    return Office.objects.filter(code=code).first() or accounts.found_office(
        code=code, name=name, by=OPERATOR, letterhead=["KOMISI CONTOH", "Jalan Contoh 1, Pontianak"]
    )


def a_user(
    role: str = Role.KETUA,
    office: Office | None = None,
    *,
    username: str = "",
    name: str = "",
    agency: Agency | None = None,
) -> User:
    """Someone with one appointment; a partner gets an agency when none is given."""
    n = next(number)
    user = accounts.add_user(
        username=username or f"{role}{n}", name=name or f"Petugas Contoh {n}", password=PASSWORD, by=OPERATOR
    )
    if role == Role.MITRA and agency is None:
        agency = an_agency()
    accounts.appoint(user=user, office=office or an_office(), role=role, agency=agency, by=OPERATOR)
    return user


def an_officer(office: Office | None = None) -> User:
    """The first standing person: works the case."""
    return a_user(Role.DIVISI_PENGADUAN, office)


def an_officer_elsewhere() -> User:
    """The second: the same work, in another office."""
    return a_user(Role.DIVISI_PENGADUAN, an_office("sambas", "KPPAD Kabupaten Sambas"))


def an_outsider() -> User:
    """The third: the Governor's office, finished reports only."""
    return a_user(Role.GUBERNUR)


# agencies


def an_agency(kind: str = Kind.UPTD, name: str = "") -> Agency:
    n = next(number)
    return agencies.add_agency(name=name or f"Lembaga Contoh {n}", short_name=f"Contoh {n}", kind=kind, by=OPERATOR)


# cases


def a_case(by: User | None = None, child: Child | None = None, **facts: Any) -> Case:
    """An open file of a trafficking case at high risk; what is named differs."""
    by = by or an_officer()
    given = {"kind": "pengaduan", "cluster": "trafficking", "region_code": "61.71", "officer": by, "risk": "high"}
    child = child or a_child(by)
    return cases.open_case(child=child, office=child.office, by=by, **{**given, **facts})


def a_closed_case(by: User | None = None, second: User | None = None) -> Case:
    """Closed by two people because the child is safe at home."""
    by = by or an_officer()
    case = a_case(by, safe_now="yes")
    cases.propose_closure(case=case, reason="reintegrasi", note="Anak aman dan bersekolah.", by=by)
    return cases.countersign_closure(case=case, by=second or a_user(Role.KETUA, case.office))


# children


def a_child(by: User | None = None, **facts: Any) -> Child:
    """A girl of fifteen with a name of two words; what is named differs."""
    by = by or an_officer()
    given = {"name": "Rara Contoh", "sex": "P", "birth_date": "2011-03-09"}
    return children.register(office=by.office, by=by, **{**given, **facts})
