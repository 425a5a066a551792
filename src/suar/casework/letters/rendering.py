"""A letter as PDF and as DOCX: drawn from its words while it is a draft, byte for byte as issued afterwards."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation

from suar.casework.letters import wording
from suar.casework.letters.models import Form, Letter, LetterFile, LetterTemplate
from suar.core.documents import letters, typeset
from suar.core.documents.codes import qr


def template_in_use(letter: Letter) -> LetterTemplate | None:
    """The office's own form of this kind; None: that of the house."""
    return LetterTemplate.objects.filter(office=letter.office_id, kind=letter.kind, in_use=True).first()


def pdf(words: Mapping[str, Any], *, at: datetime, draft: bool = False) -> bytes:
    """Always in the layout of the house; a draft says on every page that it is one."""
    code = str(words.get("jawaban", ""))
    pictures = {"jawaban.svg": qr(code)} if code else {}
    told = {**words, "konsep": wording.DRAFT if draft else "", "jawaban": code}
    return typeset.pdf(letters.PRINTED, told, at=at, images=pictures)


def docx(words: Mapping[str, Any], *, at: datetime, template: LetterTemplate | None) -> bytes:
    """In the office's own form where it has one. Raises LetterError."""
    with translation.override("id"):
        return letters.docx(bytes(template.content) if template else letters.DEMAND, words, at=at)


def rendered(words: Mapping[str, Any], form: str, *, at: datetime, template: LetterTemplate | None) -> bytes:
    """A draft, to be looked at."""
    return pdf(words, at=at, draft=True) if form == Form.PDF else docx(words, at=at, template=template)


def files(letter: Letter, *, at: datetime) -> list[LetterFile]:
    """Both files of a letter that is being issued, not saved yet."""
    made = {
        Form.PDF: pdf(letter.frozen, at=at),
        Form.DOCX: docx(letter.frozen, at=at, template=letter.template),
    }
    return [
        LetterFile(
            letter=letter,
            form=form,
            sha256=hashlib.sha256(content).hexdigest(),
            content=base64.b64encode(content).decode("ascii"),
        )
        for form, content in made.items()
    ]


def content(file: LetterFile) -> bytes:
    return base64.b64decode(str(file.content))
