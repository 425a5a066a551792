"""What leaders of a house look into: files opened by an office nearby in an emergency, days of unusual reading."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.safeguards import actions
from suar.casework.safeguards.actions.looking import Seen
from suar.casework.safeguards.models import UnusualReading
from suar.config.demo.cast import NEIGHBOUR, PASSWORD
from suar.config.demo.clock import at
from suar.core import ledger
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Office, User

NAMES = 14  # shown in one day: two more than a leader is asked to look at
AT_THE_WARD = "Anak ini ada di ruang gawat darurat kota kami sejak sore; dokter perlu tahu siapa yang boleh dihubungi."
AT_THE_PORT = (
    "Anak ini ditemukan petugas pelabuhan bersama orang dewasa yang tidak dikenalnya. Kapal berangkat malam ini."
)
NEEDED = "Saya menelepon rumah sakit itu. Anak memang dirawat di sana, dan pendampingnya kami yang hubungi."
AN_ASSEMBLY = "Sudah saya tanyakan: daftar nama disusun untuk undangan pertemuan keluarga, atas permintaan saya."


def watch_the_house(office: Office, staff: Mapping[str, User]) -> None:
    """One of each has been looked into, the other waits for the Ketua this morning."""
    now, near = timezone.now(), somebody_near(office)
    files = list(
        Case.objects.filter(office=office, batch=None, status="open").select_related("child").order_by("number")
    )
    with at(now - timedelta(days=9)):
        glass = actions.break_glass(office=office, number=files[0].number, danger="care", words=AT_THE_WARD, by=near)
    with at(now - timedelta(days=8)):
        actions.review(glass=glass, verdict="needed", words=NEEDED, by=staff["ketua"])
    with at(now - timedelta(days=6)):
        row = show_names(staff["sekretariat"], files)
    with at(now - timedelta(days=5)):
        actions.settle(row=row, note=AN_ASSEMBLY, by=staff["ketua"])
    with at(now - timedelta(hours=3)):
        actions.break_glass(office=office, number=files[1].number, danger="here", words=AT_THE_PORT, by=near)
    show_names(staff["divisi_pemantauan"], files)


def somebody_near(office: Office) -> User:
    """The officer of a second office, which has nothing yet: who else may open a file of ours."""
    # Its region stays the province, whose first office is ours: what is filed from there still arrives with us.
    founded = accounts.found_office(
        code="KPAD-SKW", name="KPAD Kota Singkawang (contoh)", letterhead=["Singkawang"], city="Singkawang", by=OPERATOR
    )
    ((username, name),) = NEIGHBOUR.items()
    user = accounts.add_user(username=username, name=name, password=PASSWORD, by=OPERATOR)
    since = timezone.localdate() - timedelta(days=30)
    accounts.appoint(user=user, office=founded, role="divisi_pengaduan", since=since, by=OPERATOR)
    return user


def show_names(user: User, files: list[Case]) -> UnusualReading:
    """A day on which somebody showed more names than work needs; the worker finds it."""
    for case in files[:NAMES]:
        ledger.read("child_name", by=user, subject=case.child_id, office=case.office.code, why=user.role)
    actions.look(now=timezone.now(), seen=Seen())
    return UnusualReading.objects.get(user=user, day=timezone.localdate())
