"""Fields of the duty pages. Nothing here saves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suar.casework.duties import changes, words
from suar.casework.duties.kinds import KINDS
from suar.casework.duties.models import PauseReason, Status
from suar.core.clocks.rules import Certainty, Rule, Unit
from suar.core.clocks.wording import describe
from suar.core.ui.forms import Choices, DayField, choose, in_reach
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import Office, Role, User
from suar.registry.accounts.permissions import LEADERS, TABLE, Permission
from suar.registry.agencies.models import Agency

UNIT_WORDS = {
    Unit.HOURS: _("jam"),
    Unit.CALENDAR_DAYS: _("hari kalender"),
    Unit.WORKING_DAYS: _("hari kerja"),
    Unit.MONTHS: _("bulan"),
}

AGREED = "-"
"""In place of a rule: a date that was agreed."""


class Moment(forms.DateTimeField):
    """Date and time of day in West Kalimantan."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M")
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        super().__init__(widget=widget, input_formats=formats, validators=[in_reach], **options)


class Text(forms.CharField):
    """A few sentences."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, **options)


def colleagues(user: User) -> QuerySet[User]:
    """Who works on duties in the offices that this user serves."""
    return of_offices(user.office_ids, TABLE[Permission.DUTY_WORK])


def leaders(office: Office) -> QuerySet[User]:
    """The Ketua and Wakil of an office."""
    return of_offices([office.pk], LEADERS)


def of_offices(offices: Collection[int], roles: Collection[Role]) -> QuerySet[User]:
    today = timezone.localdate()
    serving = Q(appointments__office__in=offices, appointments__role__in=roles)
    in_force = Q(appointments__since__lte=today) & (Q(appointments__until=None) | Q(appointments__until__gte=today))
    return User.objects.filter(serving & in_force, is_active=True).distinct().order_by("name")


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """What a field of the form lets choose."""
    field: Any = form.fields[name]
    field.queryset = rows


if TYPE_CHECKING:
    UserChoice = forms.ModelChoiceField[User]
else:
    UserChoice = forms.ModelChoiceField


class Person(UserChoice):
    """Somebody of the office, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class DutyFilter(forms.Form):
    """What narrows the list; `tab` says whose duties."""

    q = forms.CharField(label=_("Nomor berkas atau pengaduan"), required=False, max_length=20)
    status = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[("", _("belum selesai")), ("late", _("terlambat")), ("semua", _("semua")), *Status.choices],
    )
    kind = forms.ChoiceField(
        label=_("Kewajiban"), required=False, choices=[("", _("semua")), *((k.code, k.label) for k in KINDS.values())]
    )
    agency = forms.ModelChoiceField(
        label=_("Lembaga"), required=False, queryset=Agency.objects.none(), empty_label=_("semua")
    )
    officer = Person(label=_("Petugas"), required=False, queryset=User.objects.none(), empty_label=_("semua"))
    tab = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        offer(self, "agency", Agency.objects.active())
        offer(self, "officer", colleagues(user))


class NoteForm(VersionedForm):
    """A step with a note that may stay empty."""

    note = Text(label=_("Catatan"), required=False)


class FinishForm(VersionedForm):
    at = Moment(label=_("Selesai pada"), required=False, help_text=_("Kosongkan bila baru saja."))
    note = Text(label=_("Catatan"), required=False, help_text=_("Apa hasilnya, dan di mana buktinya."))


class FinishInWordsForm(FinishForm):
    """Of what is not done by a press alone."""

    note = Text(
        label=_("Kapan dan bagaimana"),
        help_text=_("Oleh siapa, dan di mana buktinya."),
    )


class WhyForm(VersionedForm):
    """A step that wants a reason."""

    why = Text(label=_("Alasan"))


class KnowDateForm(VersionedForm):
    event_at = Moment(label=_("Peristiwa terjadi pada"))
    on = DayField(
        label=_("Hukum yang berlaku pada"),
        required=False,
        help_text=_("Hanya bila aturan lama masih berlaku bagi perkara ini: tanggal perkara dimulai."),
    )
    note = Text(label=_("Dari mana tanggal ini diketahui"), required=False)


class PauseForm(VersionedForm):
    begins = Moment(label=_("Jeda mulai"))
    ends = Moment(label=_("Jeda berakhir"))
    reason = Choices(label=_("Alasan"), choices=PauseReason.choices)
    approved_by = Person(
        label=_("Disetujui oleh"),
        required=False,
        queryset=User.objects.none(),
        empty_label=_("belum"),
        help_text=_("Ketua atau Wakil Ketua. Boleh kosong hanya untuk penahanan yang ditangguhkan atau dibantarkan."),
    )
    note = Text(label=_("Catatan"), required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "approved_by", people)


class AssignForm(VersionedForm):
    officer = Person(
        label=_("Petugas"), required=False, queryset=User.objects.none(), empty_label=_("belum ditugaskan")
    )

    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "officer", people)


class AnswerForm(VersionedForm):
    """What an agency writes to the commission."""

    note = Text(
        label=_("Jawaban kepada komisi"),
        required=False,
        help_text=_("Cukup hasil dan nomor suratnya. Jangan tulis nama anak atau isi perkaranya."),
    )


def rule_label(rule: Rule) -> str:
    """One rule among those to choose from."""
    return f"{words.title(rule.id)} · {describe(rule)}"


def rule_hint(rule: Rule) -> str:
    text = gettext("Sejak %(event)s. %(basis)s. Oleh: %(actor)s.")
    return text % {
        "event": words.event(rule.starts_on),
        "basis": words.basis(rule.basis),
        "actor": words.actor(rule),
    }


class DutyForm(OnceForm):
    """A duty started by hand: from a rule that was looked up, or to a date that was agreed."""

    KNOWN, UNKNOWN = "known", "unknown"

    rule = Choices(label=_("Aturan"))
    agency = forms.ModelChoiceField(
        label=_("Yang berkewajiban"), required=False, queryset=Agency.objects.none(), empty_label=_("kita sendiri")
    )
    what = Text(label=_("Rincian"), required=False, help_text=_("Hanya terbaca di kantor ini."))
    knows = Choices(
        label=_("Tanggal peristiwanya"),
        choices=[(KNOWN, _("sudah diketahui")), (UNKNOWN, _("belum diketahui"))],
        initial=KNOWN,
        hints={UNKNOWN: _("Tercatat sebagai pertanyaan: tidak ada yang dianggap terlambat.")},
    )
    event_at = Moment(label=_("Peristiwa terjadi pada"), required=False)
    due_at = Moment(label=_("Jatuh tempo yang disepakati"), required=False, help_text=_("Hanya bila tanpa aturan."))
    on = DayField(
        label=_("Hukum yang berlaku pada"),
        required=False,
        help_text=_("Hanya bila aturan lama masih berlaku bagi perkara ini: tanggal perkara dimulai."),
    )
    officer = Person(label=_("Petugas"), required=False, queryset=User.objects.none(), empty_label=_("saya"))

    def __init__(self, *args: Any, user: User, found: Iterable[Rule], **options: Any) -> None:
        super().__init__(*args, **options)
        rules = {rule.id: rule for rule in found}  # of several versions the newest
        field = cast("Choices", self.fields["rule"])
        agreed = gettext("Tanpa aturan: tanggal yang disepakati")
        field.choices = [*((key, rule_label(rule)) for key, rule in rules.items()), (AGREED, agreed)]
        field.hints = {key: rule_hint(rule) for key, rule in rules.items()}
        self.backward = {key for key, rule in rules.items() if rule.counts_back}
        offer(self, "agency", Agency.objects.active())
        offer(self, "officer", colleagues(user))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("rule") == AGREED:
            self._agreed(data)
        elif data.get("knows") == self.KNOWN:
            self._known(data)
        else:
            data["event_at"] = None
        return data

    def _agreed(self, data: dict[str, Any]) -> None:
        if data.get("due_at") is None and "due_at" not in self.errors:
            self.add_error("due_at", gettext("Isi tanggal yang disepakati."))
        if not data.get("what"):
            self.add_error("what", gettext("Tulis apa yang harus dilakukan."))

    def _known(self, data: dict[str, Any]) -> None:
        event_at: datetime | None = data.get("event_at")
        if event_at is None:
            if "event_at" not in self.errors:
                self.add_error("event_at", gettext("Isi tanggalnya, atau pilih belum diketahui."))
        elif event_at > timezone.now() and data.get("rule") not in self.backward:
            self.add_error("event_at", gettext("Peristiwa ini belum terjadi pada tanggal itu. Periksa tanggalnya."))


class RuleFilter(forms.Form):
    """What narrows the list of rules."""

    q = forms.CharField(label=_("Peristiwa, pasal, atau kata"), required=False, max_length=80)
    source = forms.ChoiceField(
        label=_("Asal"),
        required=False,
        choices=[("", _("semua")), ("law", _("hukum")), ("house", _("aturan komisi"))],
    )
    certainty = forms.ChoiceField(
        label=_("Kepastian"),
        required=False,
        choices=[("", _("semua")), (Certainty.SOURCED, _("sumbernya terlihat")), (Certainty.VERIFY, _("perlu dicek"))],
    )


class CountForm(forms.Form):
    """The question to a rule: when, with which pauses, extended or not."""

    event_at = Moment(label=_("Peristiwa terjadi pada"))
    on = DayField(label=_("Hukum yang berlaku pada"), required=False)
    begins = Moment(label=_("Jeda mulai"), required=False)
    ends = Moment(label=_("Jeda berakhir"), required=False)
    extended = forms.BooleanField(label=_("Diperpanjang"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("begins") is None) is not (data.get("ends") is None):
            self.add_error("ends", gettext("Isi awal dan akhir jeda, atau kosongkan keduanya."))
        return data

    def pauses(self) -> list[tuple[datetime, datetime]]:
        data = self.cleaned_data
        return [(data["begins"], data["ends"])] if data.get("begins") else []


class LimitForm(OnceForm):
    """Another length for one rule of the house."""

    amount = forms.IntegerField(label=_("Panjang"), min_value=1, max_value=changes.LONGEST)
    unit = forms.ChoiceField(label=_("Satuan"))
    effective_from = DayField(
        label=_("Berlaku mulai"), help_text=_("Paling cepat besok. Yang sudah berjalan tetap memakai batas lamanya.")
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya keputusan rapat pleno dan tanggalnya. Jangan sebut anak."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", [(unit.value, UNIT_WORDS[unit]) for unit in changes.UNITS])


class PeriodForm(forms.Form):
    """The period of the scores."""

    first = DayField(label=_("Dari"), required=False)
    last = DayField(label=_("Sampai"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", gettext("Tanggal akhir sebelum tanggal awal."))
        return data
