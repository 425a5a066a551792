"""What the desk asks when it hands a child or a report over: what goes along, the four conditions, the receipt."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from suar.casework.children.forms import LONG, SHORT
from suar.casework.complaints import rules
from suar.casework.complaints.forms import STORY, moment_field, text_area
from suar.casework.complaints.models import HandOver
from suar.core.ui.forms import Choices, ManyChoices, choose
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm
from suar.registry.agencies.models import Agency
from suar.registry.agencies.models import Kind as AgencyKind

PAPERS = {
    "police": _("laporan polisi"),
    "family_card": _("kartu keluarga"),
    "birth": _("akta kelahiran"),
    "letter": _("surat pengantar"),
    "assessment": _("hasil asesmen"),
}


class ConditionsForm(forms.Form):
    """The four conditions of a hand-over: each answered, and why one is not so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in rules.CONDITIONS:
            self.fields[one.code] = Choices(
                label=one.sentence, choices=HandOver.Answer.choices, required=self.is_asked,
                error_messages={"required": _("Jawab ya atau tidak.")},
            )  # fmt: skip
            self.fields[f"{one.code}_why"] = forms.CharField(
                label=_("Bila tidak, mengapa"), max_length=LONG, required=False
            )

    @property
    def is_asked(self) -> bool:
        """Whether every one of them needs an answer."""
        return True

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for one in rules.CONDITIONS:
            if given.get(one.code) == rules.NO and not (given.get(f"{one.code}_why") or "").strip():
                self.add_error(f"{one.code}_why", _("Tulis mengapa syarat ini tidak terpenuhi."))
        return given

    def conditions(self) -> dict[str, str]:
        return {one.code: self.cleaned_data[one.code] for one in rules.CONDITIONS}

    def exceptions(self) -> dict[str, str]:
        return {one.code: self.cleaned_data[f"{one.code}_why"] for one in rules.CONDITIONS}

    @property
    def condition_fields(self) -> list[tuple[Any, Any]]:
        return [(self[one.code], self[f"{one.code}_why"]) for one in rules.CONDITIONS]


class HandOverForm(ConditionsForm, OnceForm):
    """What must go along so that the child is not asked to tell it again."""

    agency = forms.ChoiceField(
        label=_("Lembaga penerima"), help_text=_("Jangan pilih lembaga tempat terlapor bekerja atau berpengaruh.")
    )
    recipient = forms.CharField(
        label=_("Diserahkan kepada"),
        max_length=SHORT,
        help_text=_("Nama petugas, atau jabatannya bila piket. Bukan seluruh lembaga."),
    )
    basis = Choices(label=_("Dasar penyerahan"), choices=HandOver.Basis.choices, initial=HandOver.Basis.CRIME)
    purpose = forms.CharField(label=_("Tujuan penyerahan"), max_length=LONG, widget=text_area(2))
    chronology = forms.CharField(
        label=_("Kronologi"), max_length=STORY, widget=text_area(5),
        help_text=_("Singkat dan netral, tanpa rincian perbuatan, tanpa nama anak."),
    )  # fmt: skip
    services = forms.CharField(
        label=_("Layanan yang sudah diberikan"), required=False, max_length=STORY, widget=text_area(2)
    )
    condition = forms.CharField(label=_("Keadaan anak saat ini"), max_length=STORY, widget=text_area(2))
    contact = forms.CharField(
        label=_("Orang yang dapat dihubungi"),
        max_length=LONG,
        help_text=_("Petugas komisi, bukan anak atau keluarganya."),
    )
    papers = ManyChoices(label=_("Berkas yang ikut diserahkan"), required=False, choices=list(PAPERS.items()))
    handed_at = moment_field(_("Diserahkan pada"), _("Kosongkan bila sekarang."))

    def __init__(self, *args: Any, agencies: list[Agency], region_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "agency", agency_choices(agencies, region_code))

    def packet(self) -> str:
        """One paragraph for each part, as the letter prints it: in Indonesian."""
        with translation.override("id"):
            return self._packet(self.cleaned_data)

    def _packet(self, given: dict[str, Any]) -> str:
        papers = ", ".join(str(PAPERS[code]) for code in given["papers"])
        parts = [
            (_("Kronologi"), given["chronology"]),
            (_("Layanan yang sudah diberikan"), given["services"] or _("belum ada")),
            (_("Keadaan anak saat ini"), given["condition"]),
            (_("Orang yang dapat dihubungi"), given["contact"]),
            (_("Berkas yang ikut diserahkan"), papers or _("tidak ada")),
        ]
        return "\n\n".join(f"{label}: {text}" for label, text in parts)


def agency_choices(agencies: list[Agency], region_code: str) -> list[Any]:
    """By kind, bodies of the child's district before those of the province and of elsewhere."""
    ranked = sorted(agencies, key=lambda a: (a.region_code != region_code, a.region_code != "61", a.short_name))
    groups: dict[str, list[tuple[str, str]]] = {}
    for agency in ranked:
        groups.setdefault(agency.kind, []).append((str(agency.pk), agency.short_name))
    order = list(AgencyKind.values)
    first = [kind for kind in order if rules.takes_reports(kind)]
    kinds = [*first, *(kind for kind in order if kind not in first)]
    return [("", _("pilih lembaga")), *((AgencyKind(kind).label, groups[kind]) for kind in kinds if kind in groups)]


class ReceiptForm(VersionedForm):
    receipt_number = forms.CharField(label=_("Nomor tanda terima"), max_length=60, required=False)
    received_by = forms.CharField(
        label=_("Diterima oleh"),
        max_length=SHORT,
        required=False,
        help_text=_("Nama dan bagian petugas yang menerima."),
    )
    at = moment_field(_("Diterima pada"), _("Kosongkan bila sekarang."))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not (given.get("receipt_number", "").strip() or given.get("received_by", "").strip()):
            self.add_error("receipt_number", _("Tulis nomor tanda terima, atau nama petugas yang menerima."))
        return given
