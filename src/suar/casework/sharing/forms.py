"""Fields of the pages about consents, agreements and referrals. Nothing here saves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from suar.casework.duties.forms import Moment
from suar.casework.sharing.codes import (
    GOES_OUT,
    Answer,
    Form,
    Giver,
    Purpose,
    Verdict,
    Way,
    Whose,
    dangers_on,
    fields_on,
    reasons_on,
)
from suar.casework.sharing.models import Consent, Referral
from suar.casework.sharing.recording import LONGEST
from suar.core.ui.forms import Choices, DayField, ManyChoices, choose
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency, Kind

SHORT = 160
PICK = _("pilih lembaga")


def text(label: Any, rows: int = 0, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    longest = LONGEST if rows else SHORT
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget, help_text=help_text)


def bodies(agencies: Iterable[Agency], empty: Any = PICK) -> list[Any]:
    """By kind, as a list to choose one from."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for agency in agencies:
        groups.setdefault(str(Kind(agency.kind).label), []).append((str(agency.pk), agency.short_name))
    return [("", empty), *groups.items()]


def catalogue() -> list[tuple[str, str]]:
    return [(code, field.label) for code, field in fields_on(timezone.localdate()).items()]


class ConsentForm(OnceForm):
    """What one person said."""

    whose = Choices(label=_("Persetujuan siapa"), choices=Whose.choices)
    giver = Choices(label=_("Siapa yang berbicara"), choices=Giver.choices)
    reason = forms.ChoiceField(
        label=_("Bila bukan ia sendiri: mengapa"), required=False,
        help_text=_("Pengasuh yang tidak ada atau diduga terlibat adalah alasan yang ditulis, bukan kolom kosong."),
    )  # fmt: skip
    answer = Choices(label=_("Jawaban"), choices=Answer.choices)
    form = Choices(label=_("Bentuk"), choices=Form.choices)
    purposes = ManyChoices(label=_("Untuk apa"), choices=Purpose.choices)
    kinds = ManyChoices(label=_("Dengan semua lembaga jenis ini"), required=False, choices=Kind.choices)
    agencies = ManyChoices(label=_("Dengan lembaga ini saja"), required=False)
    kept_fields = ManyChoices(
        label=_("Yang ditahan"), required=False, help_text=_("Bila tidak ada yang dicentang: semua keterangan.")
    )
    kept_agency = forms.ChoiceField(label=_("Ditahan dari lembaga"), required=False)
    kept_who = text(_("Atau ditahan dari orang"), help_text=_("Misalnya: ayah, guru."))
    kept_why = text(_("Mengapa ditahan"), 2)
    name = text(_("Nama yang berbicara"))
    language = text(_("Bahasa yang dipakai"), help_text=_("Misalnya: Melayu Pontianak, Dayak Kanayatn, isyarat."))
    aloud = forms.BooleanField(label=_("Dibacakan kepadanya"), required=False)
    capacity = text(_("Kemampuan memahami"), 2, help_text=_("Bagaimana ia menunjukkan bahwa ia mengerti."))
    note = text(_("Catatan"), 2)
    given_on = DayField(label=_("Tanggal"))
    expires_on = DayField(
        label=_("Berlaku sampai"), required=False, help_text=_("Kosongkan bila berlaku sampai dicabut.")
    )

    def __init__(self, *args: Any, agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        self.bodies = {str(one.pk): one for one in agencies}
        choose(self, "agencies", [(pk, one.short_name) for pk, one in self.bodies.items()])
        choose(self, "kept_agency", bodies(agencies, "—"))
        choose(self, "kept_fields", catalogue())
        reasons = reasons_on(timezone.localdate()).items()
        choose(self, "reason", [("", "—"), *((code, f"{one.label} · {one.basis}") for code, one in reasons)])

    def facts(self) -> dict[str, Any]:
        """As the action takes them."""
        given = self.cleaned_data
        kept = {
            "fields": given["kept_fields"],
            "agency": int(given["kept_agency"]) if given["kept_agency"] else None,
            "who": given["kept_who"],
            "why": given["kept_why"],
        }
        same = ("whose", "giver", "answer", "form", "reason", "purposes", "kinds", "given_on", "expires_on")
        words = ("name", "language", "aloud", "capacity", "note")
        return {
            **{name: given[name] for name in same},
            "agencies": [self.bodies[pk] for pk in given["agencies"]],
            "kept": kept if any(kept.values()) else None,
            "words": {name: given[name] or "" for name in words},
        }


class WithdrawForm(VersionedForm):
    offered = frozenset({"on"})

    on = DayField(label=_("Dicabut pada"))
    who = text(_("Siapa yang mencabut"), required=True)
    why = text(_("Mengapa"), 2, required=True)
    also = ManyChoices(label=_("Ikut dicabut"), required=False)

    def __init__(self, *args: Any, beside: Iterable[tuple[Consent, str]], **options: Any) -> None:
        """`beside`: the other yeses that stand for the same, each in words."""
        super().__init__(*args, **options)
        named = [(str(row.pk), row, words) for row, words in beside]
        self.beside = {pk: row for pk, row, _words in named}
        choose(self, "also", [(pk, words) for pk, _row, words in named])

    def clean_also(self) -> list[Consent]:
        return [self.beside[pk] for pk in self.cleaned_data["also"]]


class AgreementForm(OnceForm):
    """Fields for each purpose; a purpose without a field is not agreed."""

    agency = forms.ChoiceField(label=_("Lembaga"))
    contact = text(_("Narahubung di lembaga"), required=True, help_text=_("Nama dan jabatan."))
    basis = forms.CharField(
        label=_("Dasar"), max_length=240, help_text=_("Misalnya: nota kesepahaman nomor … tanggal …")
    )
    valid_from = DayField(label=_("Berlaku dari"))
    valid_until = DayField(label=_("Sampai"))

    def __init__(self, *args: Any, agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        self.bodies = {str(one.pk): one for one in agencies}
        choose(self, "agency", bodies(agencies))
        known = fields_on(timezone.localdate())
        for purpose in GOES_OUT:
            plain = purpose == Purpose.REPORTING
            offered = [(code, one.label) for code, one in known.items() if not (plain and one.identifies)]
            self.fields[f"for_{purpose}"] = ManyChoices(label=capfirst(purpose.label), required=False, choices=offered)
            self.fields[f"kept_{purpose}"] = forms.IntegerField(
                label=_("%(purpose)s: disimpan penerima, bulan") % {"purpose": capfirst(purpose.label)},
                required=False, min_value=1, max_value=120,
            )  # fmt: skip

    @property
    def purposes(self) -> list[Any]:
        """The bound fields of each purpose, for the page: what may go, how long it is kept."""
        return [(self[f"for_{purpose}"], self[f"kept_{purpose}"]) for purpose in GOES_OUT]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for purpose in GOES_OUT:
            name = f"kept_{purpose}"
            if given.get(f"for_{purpose}") and not given.get(name) and name not in self.errors:
                self.add_error(name, _("Tulis berapa bulan lembaga menyimpannya; sesudah itu dimusnahkan."))
        return given

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        same = ("contact", "basis", "valid_from", "valid_until")
        chosen = [purpose.value for purpose in GOES_OUT if given[f"for_{purpose}"]]
        return {
            **{name: given[name] for name in same},
            "agency": self.bodies[given["agency"]],
            "terms": {purpose: given[f"for_{purpose}"] for purpose in chosen},
            "months": {purpose: given[f"kept_{purpose}"] for purpose in chosen},
        }


class ReasonForm(VersionedForm):
    reason = forms.CharField(label=_("Alasan"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class ReferralForm(VersionedForm, OnceForm):
    """What goes along so that the child is not asked to tell it again, to one named person."""

    agency = forms.ChoiceField(label=_("Lembaga penerima"))
    to_name = text(_("Nama penerima"), required=True, help_text=_("Satu orang, bukan seluruh lembaga."))
    to_role = text(_("Jabatan atau bagian"))
    to_line = text(_("Telepon kantornya"))
    purpose = Choices(label=_("Tujuan"), choices=[(one.value, one.label) for one in GOES_OUT])
    aim = text(_("Apa yang diharapkan dari lembaga"), 2, required=True)
    fields_chosen = ManyChoices(label=_("Yang ikut dikirim"))
    chronology = text(
        _("Kronologi"), 4, help_text=_("Singkat dan netral, tanpa rincian perbuatan, tanpa nama anak.")
    )  # fmt: skip
    services = text(_("Layanan yang sudah diberikan"), 2)
    condition = text(_("Keadaan anak saat ini"), 2)
    health = text(_("Catatan kesehatan"), 2)
    legal = text(_("Nomor perkara dan laporan"), 2)
    plan = text(_("Rencana penanganan"), 2)
    contact = text(
        _("Orang yang dapat dihubungi"), required=True, help_text=_("Petugas komisi, bukan anak atau keluarganya.")
    )

    def __init__(self, *args: Any, agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        self.bodies = {str(one.pk): one for one in agencies}
        self.initial.setdefault("version", 0)
        choose(self, "agency", bodies(agencies))
        choose(self, "fields_chosen", catalogue())

    def clean(self) -> dict[str, Any]:
        """As the actions take it."""
        given = dict(super().clean() or self.cleaned_data)
        if self.errors:
            return given
        typed = [code for code, field in fields_on(timezone.localdate()).items() if field.typed]
        return {
            "version": given["version"],
            "form_id": given["form_id"],
            "agency": self.bodies[given["agency"]],
            "purpose": given["purpose"],
            "fields": given["fields_chosen"],
            "to": {"name": given["to_name"], "role": given["to_role"], "line": given["to_line"]},
            "aim": given["aim"],
            "contact": given["contact"],
            "typed": {code: given[code] for code in typed},
        }


def typed_before(referral: Referral) -> dict[str, Any]:
    """What a draft holds, as its form shows it."""
    draft: dict[str, Any] = dict(referral.draft or {})
    to = draft.get("to", {})
    return {
        "version": referral.version,
        "agency": str(referral.agency_id),
        "purpose": referral.purpose,
        "fields_chosen": draft.get("fields", []),
        **{f"to_{name}": to.get(name, "") for name in ("name", "role", "line")},
        "aim": draft.get("aim", ""),
        "contact": draft.get("contact", ""),
        **draft.get("typed", {}),
    }


class SendForm(VersionedForm):
    """How it leaves, under an agreement."""

    how = Choices(label=_("Bagaimana dikirim"), choices=Way.choices)
    at = Moment(label=_("Dikirim pada"), required=False, help_text=_("Kosongkan bila baru saja."))


class DangerForm(SendForm):
    """Without agreement and consent: why, and who hears of it now."""

    danger = Choices(label=_("Dasarnya"))
    why = text(_("Mengapa tidak dapat menunggu"), 3, required=True)
    reviewer = forms.ChoiceField(label=_("Orang kedua yang diberi tahu"))

    def __init__(self, *args: Any, people: list[User], within: str, **options: Any) -> None:
        """`within`: how long the review may take in this office."""
        super().__init__(*args, **options)
        owes = gettext("Ia mendapat kewajiban meninjau dalam %(within)s (aturan komisi).") % {"within": within}
        self.fields["reviewer"].help_text = owes
        self.people = {str(one.pk): one for one in people}
        found = dangers_on(timezone.localdate())
        hints = {code: one.basis for code, one in found.items()}
        choose(self, "danger", [(code, one.label) for code, one in found.items()], hints=hints)
        choose(self, "reviewer", [("", _("pilih orang")), *((pk, one.name) for pk, one in self.people.items())])

    def clean_reviewer(self) -> User:
        return self.people[self.cleaned_data["reviewer"]]


class ReceiptForm(VersionedForm):
    receipt_number = text(_("Nomor tanda terima"))
    received_by = text(_("Diterima oleh"), help_text=_("Nama dan bagian petugas yang menerima."))
    at = Moment(label=_("Diterima pada"), required=False, help_text=_("Kosongkan bila baru saja."))


class AnswerForm(VersionedForm):
    accepted = Choices(
        label=_("Jawaban lembaga"),
        choices=[("yes", pgettext_lazy("rujukan", "disanggupi")), ("no", pgettext_lazy("rujukan", "ditolak"))],
    )
    words = text(_("Uraian"), 2, help_text=_("Bila ditolak: mengapa."))

    def clean_accepted(self) -> bool:
        return bool(self.cleaned_data["accepted"] == "yes")


class ResultForm(VersionedForm):
    result = text(_("Hasilnya bagi anak"), 3, required=True)


class ReviewForm(VersionedForm):
    verdict = Choices(label=_("Penilaian"), choices=Verdict.choices)
    words = text(_("Yang Anda temukan, dan langkah berikutnya"), 3, required=True)
