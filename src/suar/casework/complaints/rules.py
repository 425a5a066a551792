"""Pure decisions about a complaint: the four questions of triage, what each yes starts, reasons for noise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """A yes/no question asked by staff, never by the form; a yes starts a duty of the same day."""

    code: str
    text: str | Promise
    starts: str


QUESTIONS: tuple[Question, ...] = (
    Question("event_72h", _("Kejadian terakhir dalam 72 jam?"), "event_72h"),
    Question("pregnancy", _("Ada kemungkinan kehamilan?"), "pregnancy_care"),
    Question("dying", _("Anak memikirkan kematian?"), "suicide_safety"),
    Question("pictures", _("Ada ancaman menyebarkan gambar?"), "picture_threat"),
)

NOISE: dict[str, str | Promise] = {
    "silent": _("diam atau kosong"),
    "test": _("uji coba"),
    "joke": _("bercanda"),
    "abuse": _("kata-kata kasar saja"),
    "advert": _("iklan"),
    "question": _("pertanyaan umum, sudah dijawab"),
    "wrong": _("salah alamat"),
}


def duties_started(answers: Mapping[str, str]) -> list[str]:
    """Kinds of same-day duties that the answers start. Unknown starts nothing, and is shown as unknown."""
    return [question.starts for question in QUESTIONS if answers.get(question.code) == YES]


def is_suspect_in_exploitation(child_role: str, cluster: str) -> bool:
    """A child listed as suspect in an exploitation case is flagged for review, never recoded."""
    return child_role == "suspect" and cluster in {"trafficking", "pornografi"}
