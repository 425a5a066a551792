"""One letter: its words, its files, what happened to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from suar.casework.letters import perms, rendering, wording
from suar.casework.letters.lines import lines_of, live
from suar.casework.letters.models import Form, Kind, Letter, LetterLine, SentBy, Status
from suar.casework.letters.panels import TONES, called
from suar.core import ledger
from suar.core.ui.tags.times import day, moment
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {Form.PDF: PDF, Form.DOCX: DOCX}


@permit(Permission.LETTER_VIEW)
@require_safe
def letter_detail(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The letter as it would go out, or as it went."""
    user = signed_in(request)
    letter = perms.get_letter(user, letter_id)
    lines = lines_of(letter)
    looked_at(user, "letter", letter, lines)
    owed = live(lines, timezone.now())
    context = {
        "letter": letter,
        "called": called(letter),
        "tone": TONES[Status(letter.status)],
        "words": words_of(letter, lines),
        "pairs": facts(letter),
        "lines": [(line.duty, line.duty in owed) for line in lines],
        "settled": len(lines) - len(owed) if letter.is_draft else 0,
        "nothing_left": letter.is_draft and not owed,
        "own_form": rendering.template_in_use(letter) if letter.is_draft else letter.template,
        "no_superior": letter.kind == Kind.ESCALATION and letter.to_id == letter.agency_id,
        "may_work": allows(user, Permission.LETTER_WORK, letter.office_id),
        "may_issue": allows(user, Permission.LETTER_ISSUE, letter.office_id),
    }
    return render(request, "letters/letter_detail.html", context)


def words_of(letter: Letter, lines: list[LetterLine]) -> dict[str, Any]:
    """The words as issued; of a draft, and of one withdrawn before it was issued, as they would be now."""
    if letter.frozen:
        return dict(letter.frozen)
    now = timezone.now()
    duties = live(lines, now) if letter.is_draft else [line.duty for line in lines]
    return wording.written(letter, duties, now)


def looked_at(user: User, what: str, letter: Letter, lines: list[LetterLine]) -> None:
    ids = [letter.pk, *(line.duty_id for line in lines)]
    ledger.read(what, by=user, office=letter.office.code, why=user.role, ids=ids)


def facts(letter: Letter) -> list[tuple[str, Any]]:
    """How it stands and since when."""
    pairs = [
        (_("Lembaga"), letter.agency.name),
        (_("Dikirim kepada"), letter.to.name),
        (_("Untuk perhatian"), letter.line),
        (_("Diusulkan"), moment(letter.proposed_at)),
        (_("Terbit"), moment(letter.issued_at) if letter.issued_at else ""),
        (_("Dikirim"), moment(letter.sent_at) if letter.sent_at else ""),
        (_("Dengan cara"), str(SentBy(letter.sent_how).label) if letter.sent_how else ""),
        (_("Jawaban ditunggu sampai"), moment(letter.answer_by) if letter.answer_by else ""),
        (_("Dijawab"), day(letter.answered_on) if letter.answered_on else ""),
        (_("Nomor surat jawaban"), letter.answer_number),
        (_("Isi singkat"), letter.answer_note),
        (_("Ditarik"), moment(letter.withdrawn_at) if letter.withdrawn_at else ""),
        (_("Alasan"), letter.why),
    ]
    return [(name, value) for name, value in pairs if value]


@permit(Permission.LETTER_VIEW)
@require_safe
def letter_pdf(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    return file(request, letter_id, Form.PDF)


@permit(Permission.LETTER_VIEW)
@require_safe
def letter_docx(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    return file(request, letter_id, Form.DOCX)


def file(request: HttpRequest, letter_id: UUID, form: Form) -> HttpResponse:
    """The bytes that were issued; of a draft, drawn now. A file's name tells nothing: a download lies about."""
    user = signed_in(request)
    letter = perms.get_letter(user, letter_id)
    lines = lines_of(letter)
    looked_at(user, "letter_file", letter, lines)
    issued = letter.files.filter(form=form).first()
    if issued:
        content = rendering.content(issued)
    else:
        template = rendering.template_in_use(letter)
        content = rendering.rendered(words_of(letter, lines), form, at=timezone.now(), template=template)
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="surat-{str(letter.pk)[:8]}.{form}"'
    return response
