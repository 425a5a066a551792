"""Fields of the six steps. The texts are flat: what a field is called here is what it is called in their content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from secrets import token_hex
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.forms import STORY
from suar.casework.cases.models import Safe
from suar.casework.plans import rules
from suar.casework.plans.models import CheckIn, Domain, PlanReview, ServiceGiven
from suar.core.ui.forms import Choices, DayField, choose
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm

SHORT = 600


def long_text(label: Any, help_text: Any = "", rows: int = 3, most: int = STORY) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=most, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


class TextForm(forms.Form):
    """A text that several may write: it carries the edition that its writer saw, and is saved as far as it goes."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def content(self) -> dict[str, str]:
        """The flat table that is compared and kept."""
        given = {name: self.cleaned_data.get(name) for name in self.fields if name not in {"edition", "slots"}}
        return rules.clean({name: said(value) for name, value in given.items()})


def said(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value).replace("\r\n", "\n").strip()


class AssessmentForm(TextForm):
    """Strengths first, then each domain, safety, and the child's own words."""

    NEEDS = [(rules.YES, _("ya")), (rules.NO, _("tidak")), (rules.UNKNOWN, _("belum tahu"))]

    strengths = long_text(_("Kekuatan"), _("Yang sudah baik pada anak, keluarga, dan sekitarnya."))
    safety = long_text(_("Keamanan"), _("Apa yang mengancam, apa yang melindungi, sampai kapan cukup."))
    wishes = long_text(_("Keinginan anak, dengan kata-katanya sendiri"), _("Kutip seperti diucapkan."))
    unasked = long_text(_("Mengapa anak belum ditanya"), _("Hanya bila kolom di atas kosong."), rows=2)
    caregiver = long_text(_("Pandangan pengasuh"), _("Juga bila belum dapat ditemui: tulis mengapa."))
    alone = long_text(
        _("Siapa yang ditemui sendirian"), _("Anak, tanpa orang lain di ruangan. Bila belum: mengapa."), 2
    )
    sources = long_text(_("Sumber"), _("Siapa yang ditanya dan surat apa yang dibaca."), rows=2)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, label in Domain.choices:
            self.fields[f"need_{code}"] = Choices(label=str(label).capitalize(), choices=self.NEEDS, required=False)
            self.fields[f"words_{code}"] = forms.CharField(
                label=gettext("Uraian: %(domain)s") % {"domain": label}, required=False, max_length=SHORT
            )

    @property
    def domains(self) -> list[tuple[Any, Any]]:
        return [(self[f"need_{code}"], self[f"words_{code}"]) for code in Domain.values]


class PlanForm(TextForm):
    """A goal for the whole, and lines. Each line has a key of its own: two people who add one do not meet in it. An
    emptied line is taken out."""

    slots = forms.CharField(widget=forms.HiddenInput, required=False, max_length=STORY)
    aim = long_text(_("Tujuan rencana"), _("Apa yang berubah bagi anak bila rencana ini berhasil."))

    def __init__(self, *args: Any, owners: list[Any], keys: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.keys = list(keys)
        for number, key in enumerate(self.keys, start=1):
            self._add(number, key, owners)
        self.initial["slots"] = ",".join(self.keys)

    def _add(self, number: int, key: str, owners: list[Any]) -> None:
        of = {"n": number}
        self.fields[f"goal_{key}"] = forms.CharField(
            label=gettext("Tujuan butir %(n)d") % of, required=False, max_length=SHORT
        )
        self.fields[f"service_{key}"] = forms.CharField(
            label=gettext("Layanan atau tindakan, butir %(n)d") % of, required=False, max_length=SHORT
        )
        who = forms.ChoiceField(label=gettext("Siapa, butir %(n)d") % of, required=False)
        self.fields[f"who_{key}"] = who
        choose(self, f"who_{key}", [("", "–"), *owners])
        self.fields[f"day_{key}"] = DayField(label=gettext("Paling lambat, butir %(n)d") % of, required=False)

    @property
    def lines(self) -> list[list[Any]]:
        return [[self[f"{part}_{key}"] for part in rules.PARTS] for key in self.keys]

    def clean(self) -> dict[str, Any]:
        """A line is whole or empty: half of one is nobody's promise."""
        given: dict[str, Any] = super().clean() or {}
        for key in self.keys:
            names = [f"{part}_{key}" for part in rules.PARTS]
            empty = [name for name in names if not given.get(name) and name not in self.errors]
            if empty and any(given.get(name) for name in names):
                for name in empty:
                    self.add_error(name, _("Isi juga ini, atau kosongkan seluruh butir."))
        return given


def keys_of(content: Mapping[str, str], *, spare: int = 1) -> list[str]:
    """Those of the lines that are there, and of empty ones to write in: new each time the form is shown."""
    known = [item.key for item in rules.items_of(content)]
    return known + [token_hex(4) for _one in range(min(spare, rules.MOST_ITEMS - len(known)))]


def keys_sent(data: QueryDict) -> list[str]:
    """Those of the form as it was shown, however many. What is no key is left out."""
    sent = [key for key in data.get("slots", "").split(",") if rules.KEY.fullmatch(key)]
    named = [name.partition("_")[2] for name in data if name.partition("_")[0] in rules.PARTS]
    return list(dict.fromkeys([*sent, *(key for key in named if rules.KEY.fullmatch(key))]))


class SendBackForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    why = long_text(_("Yang masih kurang"))
    why.required = True


class ServiceForm(VersionedForm):
    """What was done for a line, on which day."""

    offered = frozenset({"on"})
    outcome = Choices(label=_("Yang terjadi"), choices=ServiceGiven.Outcome.choices)
    on = DayField(label=pgettext_lazy("langkah", "Tanggal"))
    words = forms.CharField(
        label=_("Uraian"), max_length=STORY, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang diberikan dan oleh siapa; bila tidak terlaksana, mengapa."),
    )  # fmt: skip


class ReviewForm(OnceForm):
    verdict = Choices(
        label=_("Putusan"), choices=PlanReview.Verdict.choices,
        hints={
            PlanReview.Verdict.CHANGE: _("Rencana yang berlaku tetap berlaku sampai yang baru disetujui."),
            PlanReview.Verdict.REASSESS: _("Penilaian baru menjadi kewajiban dengan tenggatnya sendiri."),
        },
    )  # fmt: skip
    words = forms.CharField(
        label=_("Yang ditinjau dan alasannya"), max_length=STORY, widget=forms.Textarea(attrs={"rows": 4})
    )


class CheckInForm(OnceForm):
    """How the child is. The month is the one that is owed first, or another that is."""

    kind = Choices(label=_("Kabar yang mana"))
    on = DayField(label=pgettext_lazy("langkah", "Tanggal"))
    result = Choices(
        label=_("Apakah anak terjangkau"), choices=CheckIn.Result.choices,
        hints={CheckIn.Result.LOST: _("Sesudah tiga upaya dengan jalan berbeda.")},
    )  # fmt: skip
    whom = forms.CharField(
        label=_("Dengan siapa dan lewat apa"), max_length=SHORT,
        help_text=_("Bila tidak terjangkau: upaya apa, pukul berapa, dengan jalan apa."),
    )  # fmt: skip
    safe = Choices(label=_("Aman"), choices=Safe.choices, initial=Safe.UNKNOWN)
    at_school = Choices(label=_("Bersekolah"), choices=Safe.choices, initial=Safe.UNKNOWN)
    healthy = Choices(label=_("Sehat"), choices=Safe.choices, initial=Safe.UNKNOWN)
    words = long_text(_("Kata-kata anak"), rows=2)
    following = long_text(_("Langkah berikut"), rows=2)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "kind", kinds)
        self.initial.update({"on": timezone.localdate(), "kind": kinds[0][0] if kinds else ""})
