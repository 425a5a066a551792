"""One child's file as a PDF that anybody can read who has its passphrase: on a telephone too, without another program.

Encrypted as ISO 32000-2 says (AES-256, revision 6), by a library. The passphrase is never kept: it is shown once and
told by another way than the file goes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from importlib.resources import files
from io import BytesIO
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter

from suar.casework.cases import clusters
from suar.casework.cases.models import Note
from suar.casework.cases.rules import is_borne_out
from suar.casework.children import panels as children
from suar.casework.duties.kinds import ends_alone
from suar.casework.duties.models import Duty
from suar.casework.duties.rows import kind_title
from suar.casework.rights import rules
from suar.casework.rights.models import Decision, Relation, SubjectRequest
from suar.core.clocks.calendars import WIB
from suar.core.documents import indonesian, typeset
from suar.core.ledger.models import Covered, microseconds
from suar.core.vault.fields import share_cipher

TEMPLATE = files(__package__) / "templates" / "rights" / "package.typ"
GROUPS, DIGITS = 6, 4
STRONG = re.compile(rf"\d{{{DIGITS}}}(-\d{{{DIGITS}}}){{{GROUPS - 1}}}")

type Part = list[dict[str, str]]
type Later = Collection[str]


def new_passphrase() -> str:
    """24 digits in groups of four, about 80 bits: can be read out on the telephone."""
    return "-".join(f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}" for _n in range(GROUPS))


def is_strong(passphrase: str) -> bool:
    """Whether it is one of ours; nobody chooses `1234`."""
    return STRONG.fullmatch(passphrase) is not None


def sealed(request: SubjectRequest, decision: Decision, passphrase: str) -> bytes:
    """The parts of the file, encrypted. Always Indonesian: it is read by a family."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(plain(request, decision))))
    writer.encrypt(user_password=passphrase, owner_password=secrets.token_hex(32), algorithm="AES-256")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def plain(request: SubjectRequest, decision: Decision) -> bytes:
    with translation.override("id"):
        return typeset.pdf(TEMPLATE, contents(request, decision), at=timezone.now())


def contents(request: SubjectRequest, decision: Decision) -> dict[str, Any]:
    """What the paper holds: of each granted part its lines, a heading and words each. What was written down after it
    was proposed nobody has read through: it is left out."""
    chosen = [section for code, section in rules.sections().items() if code in decision.sections]
    later = written_since(request, decision, "cases.note", "cases.monitoringsheet")
    return {
        "lembaga": request.office.name,
        "nomor": request.number,
        "tanggal": indonesian.plain_date(timezone.localdate(), "id"),
        "bagian": [{"judul": str(one.label), "baris": PARTS[one.code](request, later)} for one in chosen],
        "tanpa": [str(words) for words in rules.never()],
    }


def written_since(request: SubjectRequest, decision: Decision, *tables: str) -> set[str]:
    """Ids of rows about the child that were written after this was proposed, whatever day they bear."""
    since = microseconds(decision.at)
    found = Covered.objects.filter(entry__subject=request.child_id, entry__at_us__gt=since, table__in=tables)
    return set(found.values_list("row", flat=True))


def identity(request: SubjectRequest, later: Later) -> Part:
    """Where the child lives and goes to school only to the child: whoever else asks may be looking for it."""
    child, own = request.child, request.relation == Relation.CHILD
    return lines(
        (_("Nama"), child.name), (_("Nama lain"), child.other_names), (_("Jenis kelamin"), child.get_sex_display()),
        (_("Tanggal lahir"), children.birth(child)), (_("Alamat"), child.address if own else ""),
        (_("Sekolah"), child.school if own else ""),
    )  # fmt: skip


def circumstances(request: SubjectRequest, later: Later) -> Part:
    """With whom the child lives, and what points at somebody of the home, only to the child."""
    own = request.relation == Relation.CHILD
    sections = [
        (one, [row.label for row in one.now if own or not rules.is_of_the_home(one.sort, row.value)])
        for one in children.circumstances(request.child)
    ]
    return lines(*((one.kind.label, ", ".join(told)) for one, told in sections))


def course(request: SubjectRequest, later: Later) -> Part:
    case = request.case
    cluster = clusters.told(case.cluster, found=is_borne_out(case.closing_reason))
    return lines(
        (_("Nomor berkas"), case.number), (_("Dibuka"), indonesian.plain_date(case.opened_on, "id")),
        (_("Klaster"), cluster), (_("Risiko"), case.get_risk_display()),
        (_("Keadaan berkas"), case.get_status_display()),
        (_("Ditutup"), indonesian.plain_date(case.closed_on, "id") if case.closed_on else ""),
    )  # fmt: skip


def duties(request: SubjectRequest, later: Later) -> Part:
    """By their kind alone: in the words of a duty somebody else may stand. What the house watches itself by is left
    out. Which body it is only to the child: it may be the shelter."""
    own = request.relation == Relation.CHILD
    found = Duty.objects.about(request.child_id).filter(case_id=request.case_id).select_related("agency")
    rows = [row for row in found.order_by("started_at", "id") if not ends_alone(row.kind)]
    return lines(*((kind_title(row), _owed(row, own)) for row in rows))


def _owed(row: Duty, named: bool) -> str:
    until = _("paling lambat %(when)s") % {"when": _moment(row.due_at)} if row.due_at else ""
    other = row.agency.short_name if row.agency and named else _("lembaga lain")
    who = other if row.agency else _("komisi")
    return ", ".join(part for part in (who, str(row.get_status_display()), until) if part)


def sheets(request: SubjectRequest, later: Later) -> Part:
    rows = [row for row in request.case.monitoringsheets.all() if str(row.pk) not in later]
    share_cipher(request, *rows)
    return lines(*((indonesian.plain_date(row.on, "id"), row.state) for row in rows))


def words(request: SubjectRequest, later: Later) -> Part:
    return _notes(request, later, Note.Kind.WORDS)


def notes(request: SubjectRequest, later: Later) -> Part:
    return _notes(request, later, *(kind for kind in Note.Kind if kind != Note.Kind.WORDS))


def _notes(request: SubjectRequest, later: Later, *kinds: str) -> Part:
    rows = [row for row in request.case.notes.filter(kind__in=kinds) if str(row.pk) not in later]
    share_cipher(request, *rows)
    return lines(*((_moment(row.at), "\n".join(filter(None, (row.seen, row.said)))) for row in rows))


def lines(*pairs: tuple[Any, Any]) -> Part:
    """Those with words."""
    return [{"nama": str(name), "isi": str(said)} for name, said in pairs if said]


def _moment(at: Any) -> str:
    return indonesian.moment(at.astimezone(WIB), "id")


PARTS = {
    "identity": identity,
    "circumstances": circumstances,
    "course": course,
    "duties": duties,
    "sheets": sheets,
    "words": words,
    "notes": notes,
}
