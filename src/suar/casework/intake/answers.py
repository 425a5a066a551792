"""The questions' answers as codes, and their words. The desk reads the same words that the person saw.

Answers are neutral: what worries, what is needed. No answer asks for acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suar.casework.intake.places import OUTSIDE, districts

SELF, FRIEND, FAMILY, OTHER = "self", "friend", "family", "other"
NOW, UNKNOWN = "now", "unknown"
PHONE = "phone"
DESPAIR = "despair"

Choices = dict[str, Promise]

UNKNOWN_WORDS = gettext_lazy("Tidak tahu")

SAFE: Choices = {
    "yes": gettext_lazy("Aman"),
    NOW: gettext_lazy("Tidak, sedang terjadi sekarang"),
    "no": gettext_lazy("Belum aman, tetapi tidak saat ini"),
    UNKNOWN: UNKNOWN_WORDS,
}
ABOUT: Choices = {
    SELF: gettext_lazy("Aku sendiri"),
    FRIEND: gettext_lazy("Temanku"),
    FAMILY: gettext_lazy("Anak atau adikku"),
    OTHER: gettext_lazy("Anak lain yang kulihat"),
}
FRIEND_KNOWS: Choices = {
    "knows_may": gettext_lazy("Dia tahu, dan boleh kami hubungi"),
    "knows_not": gettext_lazy("Dia tahu, tetapi jangan hubungi dia dulu"),
    "may": gettext_lazy("Dia belum tahu, dan boleh kami beri tahu"),
    "not": gettext_lazy("Dia belum tahu, dan jangan beri tahu dulu"),
    UNKNOWN: UNKNOWN_WORDS,
}
WORRY: Choices = {
    "online_person": gettext_lazy("Seseorang di internet yang memaksa atau menakutkan"),
    "threat": gettext_lazy("Ancaman menyebarkan foto, video, atau rahasia"),
    "offered": gettext_lazy("Disuruh bertemu orang, atau ditawari uang atau barang"),
    "hurt": gettext_lazy("Disakiti atau dipaksa"),
    "home": gettext_lazy("Tidak aman di rumah"),
    "cannot_leave": gettext_lazy("Tidak bisa pulang atau tidak boleh pergi"),
    DESPAIR: gettext_lazy("Sedih sekali, rasanya tidak sanggup lagi"),
    "else": gettext_lazy("Hal lain"),
    UNKNOWN: UNKNOWN_WORDS,
}
NEED: Choices = {
    "talk": gettext_lazy("Teman bicara"),
    "safe_place": gettext_lazy("Tempat yang aman malam ini"),
    "doctor": gettext_lazy("Dokter atau puskesmas"),
    "stop": gettext_lazy("Orang itu berhenti"),
    "take_down": gettext_lazy("Gambar atau akun di internet dihapus"),
    "police": gettext_lazy("Bantuan melapor ke polisi"),
    "school": gettext_lazy("Bantuan di sekolah"),
    "else": gettext_lazy("Hal lain"),
    UNKNOWN: UNKNOWN_WORDS,
}
CONTACT: Choices = {
    "page": gettext_lazy("Hanya lewat halaman ini, dengan kode"),
    PHONE: gettext_lazy("Boleh lewat telepon"),
}


def regions() -> dict[str, str]:
    return districts() | {OUTSIDE: _("Di luar Kalimantan Barat"), UNKNOWN: str(UNKNOWN_WORDS)}


def is_adult(answers: Mapping[str, Any]) -> bool:
    """Someone who speaks about another child is spoken to as *Anda*; everyone else as *kamu*."""
    return answers.get("about") in {FAMILY, OTHER}


def is_friend(answers: Mapping[str, Any]) -> bool:
    return answers.get("about") == FRIEND


def in_danger_now(answers: Mapping[str, Any]) -> bool:
    return answers.get("safe") == NOW


def in_despair(answers: Mapping[str, Any]) -> bool:
    return DESPAIR in answers.get("worry", ())


NAMES: dict[str, Promise] = {
    "safe": gettext_lazy("Aman sekarang?"),
    "about": gettext_lazy("Siapa yang butuh bantuan"),
    "friend_knows": gettext_lazy("Teman itu tahu"),
    "worry": gettext_lazy("Yang membuat khawatir"),
    "region": gettext_lazy("Kabupaten atau kota"),
    "place": gettext_lazy("Nama tempat atau akun"),
    "need": gettext_lazy("Yang dibutuhkan"),
    "contact": gettext_lazy("Cara menghubungi"),
    "phone": gettext_lazy("Nomor telepon"),
    "phone_answers": gettext_lazy("Siapa yang boleh mengangkat"),
    "phone_hours": gettext_lazy("Jam yang aman"),
    "cover_name": gettext_lazy("Nama samaran kami"),
    "name": gettext_lazy("Nama panggilan"),
    "story": gettext_lazy("Cerita"),
}
CODED: dict[str, Callable[[], Mapping[str, str | Promise]]] = {
    "safe": lambda: SAFE,
    "about": lambda: ABOUT,
    "friend_knows": lambda: FRIEND_KNOWS,
    "worry": lambda: WORRY,
    "region": regions,
    "need": lambda: NEED,
    "contact": lambda: CONTACT,
}


def in_words(name: str, value: Any) -> str:
    """One answer as the person saw it. A code that this version does not know is shown as it is."""
    if name not in CODED:
        return str(value)
    known = CODED[name]()
    codes = value if isinstance(value, list) else [value]
    return "; ".join(str(known.get(code, code)) for code in codes)


def labelled(answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Question and answer in the order they were asked; what was skipped is left out."""
    return [(str(label), in_words(name, answers[name])) for name, label in NAMES.items() if answers.get(name)]
