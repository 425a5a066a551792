"""What pages show of consents, agreements and referrals, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from suar.casework.cases.models import Case
from suar.casework.duties.beside import Beside
from suar.casework.duties.models import Duty
from suar.casework.sharing import gate, leaving, owed, rules
from suar.casework.sharing.codes import (
    CERTAINTY,
    Basis,
    Form,
    Giver,
    Whose,
    ages_on,
    fields_on,
    label_of_field,
    reasons_on,
)
from suar.casework.sharing.models import Agreement, AgreementStatus, Consent, Referral, Status
from suar.casework.sharing.packages import to_whom
from suar.core.documents.indonesian import short
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows
from suar.registry.agencies.models import Agency, Kind

TONES = {
    Status.DRAFT: "amber",
    Status.SENT: "amber",
    Status.RECEIVED: "teal",
    Status.ACCEPTED: "green",
    Status.REFUSED: "red",
    Status.DONE: "green",
    Status.CANCELLED: "",
}


@dataclass(frozen=True, slots=True)
class ConsentView:
    row: Consent
    state: str
    tone: str
    pairs: list[tuple[str, str]]
    may_withdraw: bool

    @property
    def day(self) -> str:
        return short(self.row.given_on)


def consents(rows: Iterable[Consent], today: date) -> list[ConsentView]:
    """In the order given, with the bodies by name: one statement for all of them."""
    listed = list(rows)
    ids = {pk for row in listed for pk in [*row.said.get("agencies", []), row.said.get("kept", {}).get("agency")]}
    names = dict(Agency.objects.filter(pk__in=[pk for pk in ids if pk]).values_list("pk", "short_name"))
    return [ConsentView(row, *state_of(row, today), pairs_of(row, names), row.is_standing) for row in listed]


def in_a_line(one: ConsentView) -> str:
    """Whose yes of which day, what for and with whom."""
    said = dict(one.pairs)
    about = [said.get(_("Tujuan"), ""), said.get(_("Dengan siapa"), "")]
    return " · ".join(filter(None, [f"{one.row.get_whose_display()}, {one.day}", *about]))


def state_of(row: Consent, today: date) -> tuple[str, str]:
    said = gate.said_of(row)
    if row.withdrawn_on:
        return _("dicabut %(day)s") % {"day": short(row.withdrawn_on)}, "red"
    if not row.is_standing:
        return str(row.get_answer_display()), "red"
    if said.has_ended(today):
        return pgettext("persetujuan", "berakhir"), "amber"
    if said.ends_soon(today) and row.expires_on:
        return _("berakhir %(day)s") % {"day": short(row.expires_on)}, "amber"
    if row.giver == Giver.OFFICER:
        return str(Form.NONE.label), "teal"
    return str(row.get_answer_display()), "green"


def pairs_of(row: Consent, names: dict[int, str]) -> list[tuple[str, str]]:
    said, today = row.said, row.given_on
    kinds = [str(Kind(code).label) for code in said.get("kinds", [])]
    bodies = [*(names.get(pk, "—") for pk in said.get("agencies", [])), *kinds]
    reason = reasons_on(today).get(row.reason)
    withdrawal = dict(row.withdrawal or {}) if not row.is_erased else {}
    pairs = [
        (_("Yang berbicara"), ", ".join(filter(None, [str(row.get_giver_display()), said.get("name", "")]))),
        (
            _("Mengapa bukan ia sendiri"),
            why_another(reason) if reason else "",
        ),
        (_("Tujuan"), ", ".join(rules.label_of(code) for code in said.get("purposes", []))),
        (_("Dengan siapa"), ", ".join(bodies)),
        (_("Ditahan"), kept_words(said.get("kept", {}), names, today)),
        (_("Bahasa"), language_of(said)),
        (_("Kemampuan memahami"), said.get("capacity", "")),
        (_("Berlaku sampai"), short(row.expires_on) if row.expires_on else ""),
        (_("Catatan"), said.get("note", "")),
        (_("Dicabut oleh"), withdrawal.get("who", "")),
        (_("Alasan pencabutan"), withdrawal.get("why", "")),
    ]
    return [(name, text) for name, text in pairs if text]


def why_another(reason: Basis) -> str:
    return f"{reason.label} ({reason.basis}; {CERTAINTY[reason.certainty]})"


def language_of(said: dict[str, Any]) -> str:
    aloud = _("dibacakan") if said.get("aloud") else ""
    return ", ".join(filter(None, [said.get("language", ""), aloud]))


def kept_words(kept: dict[str, Any], names: dict[int, str], day: date) -> str:
    if not kept:
        return ""
    whom = ", ".join(filter(None, [names.get(kept.get("agency") or 0, ""), kept.get("who", "")]))
    what = ", ".join(label_of_field(code, day) for code in kept.get("fields", []))
    said = _("%(what)s dari %(whom)s") % {"what": what or _("semua keterangan"), "whom": whom}
    return f"{said}: {kept['why']}" if kept.get("why") else said


@dataclass(frozen=True, slots=True)
class Expectation:
    """Whose consent is expected at this age, and what is missing of it."""

    note: str
    source: str
    certainty: str
    missing: list[str]
    soon: list[str]


def expectation(case: Case, rows: Iterable[Consent], today: date) -> Expectation:
    ages, age = ages_on(today), gate.age_of(case, today)
    said = [gate.said_of(row) for row in rows]
    forms = {"any": "", "oral": str(Form.ORAL.label), "written": str(Form.WRITTEN.label)}
    lacking = [
        ", ".join(filter(None, [str(Whose(whose).label), forms[form]]))
        for whose, form in rules.missing(said, age, ages, today)
    ]
    soon = [
        _("%(whose)s, %(day)s") % {"whose": Whose(one.whose).label, "day": short(one.expires_on)}
        for one in said
        if one.ends_soon(today) and one.expires_on
    ]
    band = rules.band_of(age, ages)
    return Expectation(band.note, ages.source, str(CERTAINTY[ages.certainty]), lacking, soon)


def referrals_of(case: Case) -> list[Referral]:
    rows = list(case.referrals.select_related("agency", "agreement", "by", "sent_by", "reviewer"))
    share_cipher(case, *rows)
    for row in rows:
        row.case = case
    return rows


def gone_of(case: Case) -> list[leaving.Out]:
    """The referrals that left, for the list of everything that did."""
    return [out_of(row) for row in referrals_of(case) if row.sent_at]


def answers_of(row: Referral) -> dict[str, str]:
    """What was written at the steps; nothing of an erased child."""
    none = dict.fromkeys(("number", "by", "answer", "result", "why", "review"), "")
    return none if row.is_erased else {**none, **dict(row.answers or {})}


def out_of(row: Referral) -> leaving.Out:
    package: dict[str, Any] = {} if row.is_erased else dict(row.package or {})
    answers = answers_of(row)
    receipt = ", ".join(filter(None, [answers["number"], answers["by"]]))
    return leaving.Out(
        at=row.sent_at or row.at,
        what=f"{_('Rujukan')} {row.number}",
        to=row.agency.short_name,
        who=to_whom(package.get("to", {})),
        fields=", ".join(one["label"] for one in package.get("fields", [])),
        basis=package.get("basis", ""),
        receipt=receipt or str(row.get_status_display()),
        tone=TONES[Status(row.status)],
        url=reverse("sharing:referral-detail", args=[row.pk]),
    )


def pairs_of_package(package: dict[str, Any]) -> list[tuple[str, str]]:
    """What goes or went, field by field; empty once the child is erased."""
    if not package:
        return []
    return [
        (_("Apa yang diharapkan dari lembaga"), package["aim"]),
        *((one["label"][:1].upper() + one["label"][1:], one["value"]) for one in package["fields"]),
        (_("Orang yang dapat dihubungi"), package["contact"]),
        *([(_("Dasar"), package["basis"])] if package["basis"] else []),
    ]


def pairs_of_agreement(agreement: Agreement) -> list[tuple[str, str]]:
    return [
        (_("Narahubung di lembaga"), agreement.contact),
        (_("Dasar"), agreement.basis),
        (_("Berlaku"), validity(agreement)),
    ]


@dataclass(frozen=True, slots=True)
class TermView:
    purpose: str
    fields: str
    kept: str


def terms_of(agreement: Agreement) -> list[TermView]:
    known = fields_on(timezone.localdate())
    labels = {code: field.label for code, field in known.items()}
    return [
        TermView(
            rules.label_of(purpose),
            ", ".join(labels.get(code, code) for code in codes),
            ngettext("%(n)d bulan", "%(n)d bulan", agreement.months[purpose]) % {"n": agreement.months[purpose]},
        )
        for purpose, codes in agreement.terms.items()
    ]


def validity(agreement: Agreement) -> str:
    return f"{short(agreement.valid_from)} – {short(agreement.valid_until)}"


def agreement_states(agreements: Iterable[Agreement], today: date) -> list[tuple[str, str]]:
    """Of each in words and colour, in the order given: one statement for the editions that took the place of others."""
    rows = list(agreements)
    bodies = Agreement.objects.signed().filter(agency__in={row.agency_id for row in rows}, valid_from__lte=today)
    newest: dict[tuple[int, int], int] = {}
    for office, agency, edition in bodies.order_by("edition").values_list("office", "agency", "edition"):
        newest[office, agency] = edition
    return [_state_of_agreement(row, newest.get((row.office_id, row.agency_id), 0), today) for row in rows]


def _state_of_agreement(agreement: Agreement, newest: int, today: date) -> tuple[str, str]:
    if agreement.is_signed and agreement.edition < newest:
        return str(AgreementStatus.REPLACED.label), ""
    if agreement.is_signed and agreement.valid_until < today:
        return _("masa berlakunya lewat"), "red"
    if agreement.is_signed and agreement.valid_from > today:
        return _("berlaku mulai %(day)s") % {"day": short(agreement.valid_from)}, "amber"
    tone = {"draft": "amber", "signed": "green"}.get(agreement.status, "")
    return str(agreement.get_status_display()), tone


def beside_duty(duty: Duty, user: User) -> Sequence[Beside]:
    """Beside a duty that ends here: the page on which it does."""
    if not allows(user, Permission.SHARING_VIEW, duty.office_id):
        return []
    if duty.kind in (owed.TELL, owed.RENEW) and duty.case_id:
        url = reverse("sharing:case-sharing", args=[duty.case_id])
        return [Beside(_("Persetujuan & berbagi"), url, duty.started_at, _("buka"), "amber")]
    if duty.kind not in (owed.RECEIPT, owed.ASK, owed.REVIEW):
        return []
    mine = Q(receipt_duty=duty.pk) | Q(ask_duty=duty.pk) | Q(review_duty=duty.pk)
    return [
        Beside(
            f"{_('Rujukan')} {row.number}",
            reverse("sharing:referral-detail", args=[row.pk]),
            row.sent_at or row.at,
            str(row.get_status_display()),
            TONES[Status(row.status)],
        )
        for row in Referral.objects.visible_to(user).filter(mine)
    ]
