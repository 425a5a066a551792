"""What the desk writes down when a complaint or a finding comes in. Only channel and story are required."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import ChildRole, Kind
from suar.casework.children.forms import LONG, SHORT, BirthField, BornForm, estimated_field
from suar.casework.children.models import Sex
from suar.casework.complaints import rules
from suar.casework.complaints.actions.findings import MOST, FoundChild
from suar.casework.complaints.forms import STORY, moment_field, text_area
from suar.casework.complaints.handover_forms import ConditionsForm, agency_choices
from suar.casework.complaints.models import About, Channel
from suar.core.ui.forms import Choices, DayField, ManyChoices, choose
from suar.core.ui.making import OnceForm
from suar.registry.agencies.models import Agency
from suar.registry.regions.reference import districts

# The public form files by itself; a desk never writes into its channel.
CHANNELS = [(code, label) for code, label in Channel.choices if code != Channel.FORM]
OLDEST = 25  # a register holds children who were older by the time they were written down
STORY_HELP = _(
    "Apa yang membuat khawatir, apakah anak aman sekarang, apa yang dibutuhkan. Dengan kata-kata pelapor, tanpa "
    "rincian perbuatan. Jangan minta dan jangan simpan foto atau video."
)


class ComplaintForm(BornForm, OnceForm):
    """One page for every channel."""

    channel = Choices(label=_("Masuk lewat"), choices=CHANNELS)
    kind = Choices(
        label=_("Jenis"),
        choices=Kind.choices,
        initial=Kind.COMPLAINT,
        hints={Kind.FINDING: _("Komisi menemukannya sendiri, tanpa pelapor.")},
    )
    urgent = forms.BooleanField(label=_("Sedang terjadi sekarang"), required=False)
    received_at = moment_field(_("Diterima pada"), _("Kosongkan bila sekarang."))
    story = forms.CharField(label=_("Yang disampaikan"), max_length=STORY, widget=text_area(6), help_text=STORY_HELP)

    child_name = forms.CharField(
        label=_("Nama anak"), max_length=SHORT, required=False, help_text=_("Boleh kosong bila belum diketahui.")
    )
    sex = Choices(label=_("Jenis kelamin"), choices=Sex.choices, required=False)
    age = forms.IntegerField(label=_("Usia"), required=False, min_value=0, max_value=OLDEST)
    birth_date = BirthField()
    birth_estimated = estimated_field()
    region_code = forms.ChoiceField(label=_("Kabupaten/kota"), required=False)
    address = forms.CharField(label=_("Alamat"), max_length=LONG, required=False)
    school = forms.CharField(label=_("Sekolah"), max_length=SHORT, required=False)
    nik = forms.CharField(label=_("NIK anak"), max_length=24, required=False)

    about = Choices(
        label=_("Tentang siapa"), choices=About.choices, required=False, help_text=_("Menurut orang yang melapor.")
    )
    reporter_name = forms.CharField(label=_("Nama pelapor"), max_length=SHORT, required=False)
    reporter_relation = forms.CharField(label=_("Hubungan dengan anak"), max_length=SHORT, required=False)
    reporter_phone = forms.CharField(label=_("Telepon pelapor"), max_length=40, required=False)
    may_call = Choices(
        label=_("Boleh ditelepon?"), choices=list(rules.ANSWERS.items()), required=False, initial=rules.UNKNOWN
    )
    secret = Choices(
        label=_("Minta namanya dirahasiakan?"),
        choices=list(rules.ANSWERS.items()),
        required=False,
        initial=rules.UNKNOWN,
    )

    reported_name = forms.CharField(
        label=_("Nama terlapor"), max_length=SHORT, required=False, help_text=_("Kosongkan bila tidak dikenal.")
    )
    reported_relation = forms.CharField(label=_("Hubungan terlapor dengan anak"), max_length=SHORT, required=False)
    place = forms.CharField(label=_("Tempat kejadian atau akun"), max_length=LONG, required=False)
    police_report = forms.CharField(label=_("Nomor laporan polisi"), max_length=SHORT, required=False)
    evidence = forms.CharField(
        label=_("Petunjuk bukti"), max_length=LONG, required=False, widget=text_area(2),
        help_text=_("Dengan kata-kata: nama akun, alamat halaman, siapa yang menyimpan. Berkas tidak diterima."),
    )  # fmt: skip
    already = forms.CharField(label=_("Sudah dilaporkan ke"), max_length=LONG, required=False)
    wish = forms.CharField(label=_("Harapan pelapor atau anak"), max_length=LONG, required=False, widget=text_area(2))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "region_code", [("", _("belum diketahui")), *districts()])

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        finding = Channel.FINDING in {given["channel"]} or given["kind"] == Kind.FINDING
        desk_names = ("reported_name", "reported_relation", "police_report", "evidence", "already", "wish")
        desk = {name: given[name] for name in desk_names if given[name]}
        reporter = {
            "name": given["reporter_name"],
            "relation": given["reporter_relation"],
            "phone": given["reporter_phone"],
            "may_call": known(given["may_call"]),
            "secret": known(given["secret"]),
        }
        details = {name: given[name] for name in ("sex", "birth_date", "address", "school", "nik")}
        details["birth_estimated"] = rules.YES if given["birth_date"] and given["birth_estimated"] else ""
        details["age"] = given["age"] if given["age"] is not None else ""
        same = {
            name: given[name] for name in ("channel", "urgent", "received_at", "story", "child_name", "place", "about")
        }
        return same | {
            "kind": Kind.FINDING if finding else Kind.COMPLAINT,
            "region_code": given["region_code"],
            "child_details": filled(details),
            "reporter": filled(reporter),
            "answers": {"desk": desk} if desk else None,
        }


def known(answer: str) -> str:
    return answer if answer in {rules.YES, rules.NO} else ""


def filled(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value not in ("", None)}


class FindingForm(ConditionsForm, OnceForm):
    """The event of a group finding. The conditions are asked where a child was handed over on the spot."""

    found_on = DayField(label=_("Tanggal"))
    region_code = forms.ChoiceField(label=_("Kabupaten/kota"))
    place = forms.CharField(label=_("Tempat"), max_length=LONG)
    story = forms.CharField(
        label=_("Uraian singkat"), max_length=STORY, widget=text_area(4),
        help_text=_("Apa yang ditemukan dan dilakukan, netral, tanpa rincian perbuatan dan tanpa nama anak."),
    )  # fmt: skip
    children_found = forms.IntegerField(
        label=_("Jumlah anak yang ditemukan"), required=False, min_value=1, max_value=500,
        help_text=_("Boleh lebih banyak dari yang dicatat di bawah. Kosongkan bila sama."),
    )  # fmt: skip
    present = ManyChoices(label=_("Lembaga yang hadir"), required=False)

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "region_code", [("", _("pilih")), *districts()])
        choose(self, "present", [(str(agency.pk), agency.short_name) for agency in agencies])

    @property
    def is_asked(self) -> bool:
        return any(name.startswith("form-") and name.endswith("-handed_to") and self.data[name] for name in self.data)


class FoundChildForm(forms.Form):
    """One line of the table. A child without a name counts as soon as anything is filled, or *tanpa nama* ticked."""

    name = forms.CharField(max_length=SHORT, required=False)
    unnamed = forms.BooleanField(required=False)
    sex = forms.ChoiceField(choices=[("", "—"), ("P", "P"), ("L", "L")], required=False)
    age = forms.IntegerField(required=False, min_value=0, max_value=OLDEST)
    role = forms.ChoiceField(choices=ChildRole.choices, required=False, initial=ChildRole.UNKNOWN)
    handed_to = forms.ChoiceField(required=False)

    LABELS = {
        "name": _("Nama"),
        "unnamed": _("Tanpa nama"),
        "sex": _("L/P"),
        "age": _("Usia"),
        "role": _("Kedudukan"),
        "handed_to": _("Diserahkan kepada"),
    }

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "handed_to", [("", _("belum")), *agency_choices(agencies, "")[1:]])
        number = int(str(self.prefix).rsplit("-", 1)[-1]) + 1 if str(self.prefix).rsplit("-", 1)[-1].isdigit() else 0
        for name, field in self.fields.items():
            field.label = self.LABELS[name]
            field.widget.attrs["aria-label"] = _("%(what)s, anak %(n)s") % {"what": self.LABELS[name], "n": number}
            if name != "unnamed":
                field.widget.attrs |= {"class": "control", "autocomplete": "off"}

    @property
    def is_filled(self) -> bool:
        given = getattr(self, "cleaned_data", {})
        seen = [given.get(name) for name in ("name", "unnamed", "sex", "handed_to")]
        return any(seen) or given.get("age") is not None

    def child(self, agencies: dict[str, Agency]) -> FoundChild:
        given = self.cleaned_data
        age = given["age"] if given["age"] is not None else ""
        return FoundChild(
            name=given["name"].strip(),
            details=filled({"sex": given["sex"], "age": age}),
            role=given["role"] or ChildRole.UNKNOWN,
            handed_to=agencies.get(given["handed_to"]),
        )


ROWS = 3
FoundChildren = formset_factory(FoundChildForm, extra=ROWS, max_num=MOST, absolute_max=MOST)


def found_children(rows: BaseFormSet[FoundChildForm], agencies: Sequence[Agency]) -> list[FoundChild]:
    """The lines that say something, in their order."""
    by_key = {str(agency.pk): agency for agency in agencies}
    return [form.child(by_key) for form in rows.forms if form.is_filled]
