"""What the desk asks when it decides about a complaint: filters, triage, case, reply, closing, hand-over, receipt."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suar.casework.cases import clusters
from suar.casework.cases import rules as case_rules
from suar.casework.cases.forms import EventField
from suar.casework.cases.models import ChildRole, Kind
from suar.casework.children.forms import LONG
from suar.casework.complaints import rules
from suar.casework.complaints.actions.conversation import LONGEST
from suar.casework.complaints.actions.quarantine import YOUNGEST
from suar.casework.complaints.models import Channel, Complaint, Status
from suar.casework.complaints.perms import first_of_same, unknown_number
from suar.casework.duties.kinds import label_of
from suar.core.ui.forms import Choices, choose, in_reach
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency
from suar.registry.regions.reference import districts

STORY = 20_000  # characters
ALL = ("", _("semua"))
ANSWERS = list(rules.ANSWERS.items())


def text_area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def moment_field(label: Any, help_text: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, help_text=help_text, required=False, widget=widget, validators=[in_reach])


def officer_choices(officers: list[User]) -> list[tuple[str, Any]]:
    return [("", _("belum ada")), *((str(user.pk), user.name) for user in officers)]


class EmptyQuarantineForm(forms.Form):
    """How old a filing in quarantine must be to go unread."""

    days = forms.IntegerField(
        label=_("Kosongkan yang lebih tua dari (hari)"), min_value=YOUNGEST, max_value=3650, initial=30
    )


class FilterForm(forms.Form):
    """The list's filters. Names stand in the address, so they are short and Indonesian."""

    q = forms.CharField(label=_("Cari nomor, nama anak, atau telepon"), required=False, max_length=LONG)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ALL, *Status.choices])
    saluran = forms.ChoiceField(label=_("Saluran"), required=False, choices=[ALL, *Channel.choices])
    jenis = forms.ChoiceField(label=_("Jenis"), required=False, choices=[ALL, *Kind.choices])
    mendesak = forms.ChoiceField(label=_("Mendesak"), required=False, choices=[ALL, ("ya", _("sedang terjadi"))])
    wilayah = forms.ChoiceField(label=_("Kabupaten/kota"), required=False)
    petugas = forms.ChoiceField(label=_("Petugas"), required=False)
    masa = forms.CharField(
        label=_("Masa"), required=False, max_length=7, widget=forms.TextInput(attrs={"placeholder": "2026, 2026-11"})
    )
    tab = forms.CharField(required=False, widget=forms.HiddenInput, max_length=12)

    def __init__(self, *args: Any, officers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "wilayah", [ALL, *districts()])
        choose(self, "petugas", [ALL, *((str(user.pk), user.name) for user in officers)])

    def clean_masa(self) -> str:
        text: str = self.cleaned_data["masa"].strip()
        if text and case_rules.period(text) is None:
            raise forms.ValidationError(_("Tulis tahun, triwulan, atau bulan: 2026, 2026-Q3, 2026-11."))
        return text


REMIT = {"yes": True, "no": False, "need": None}


class TriageForm(VersionedForm):
    """Telaah: remit, klaster, the four questions, the risk instrument in force."""

    in_remit = Choices(
        label=_("Dalam kewenangan komisi?"),
        choices=[("yes", _("ya")), ("no", _("tidak")), ("need", _("perlu data"))],
    )
    cluster = Choices(label=_("Klaster"), required=False)
    child_role = Choices(
        label=_("Kedudukan anak"),
        choices=ChildRole.choices,
        initial=ChildRole.UNKNOWN,
        help_text=_("Seperti yang tercatat. Anak yang dieksploitasi ditinjau dulu sebagai korban."),
    )
    region_code = forms.ChoiceField(label=_("Kabupaten/kota"), required=False)
    officer = forms.ChoiceField(label=_("Petugas"), required=False)

    def __init__(self, *args: Any, officers: list[User], tool: case_rules.Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "cluster", [*clusters.choices()])
        cluster = self.fields["cluster"]
        if isinstance(cluster, Choices):
            cluster.hints = {code: mapped(known) for code, known in clusters.CLUSTERS.items()}
        choose(self, "region_code", [("", _("belum diketahui")), *districts()])
        choose(self, "officer", officer_choices(officers))
        self.tool = tool
        for question in rules.QUESTIONS:
            self.fields[f"q_{question.code}"] = Choices(
                label=question.text,
                choices=ANSWERS,
                initial=rules.UNKNOWN,
                help_text=_("Ya: %(duty)s.") % {"duty": label_of(question.starts)},
            )
        for asked in tool.questions:
            self.fields[f"r_{asked.code}"] = Choices(label=str(asked.text), choices=ANSWERS, initial=rules.UNKNOWN)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("in_remit") == "yes" and not given.get("cluster"):
            self.add_error("cluster", _("Pilih klaster: tanpa klaster pengaduan tidak dapat menjadi berkas."))
        return given

    def answers(self, prefix: str) -> dict[str, str]:
        return {name[2:]: value for name, value in self.cleaned_data.items() if name.startswith(prefix)}

    @property
    def same_day(self) -> list[Any]:
        return [self[f"q_{question.code}"] for question in rules.QUESTIONS]

    @property
    def risk(self) -> list[Any]:
        return [self[f"r_{asked.code}"] for asked in self.tool.questions]


def mapped(cluster: clusters.Cluster) -> str:
    """How a klaster stands in the other schemes, small below its name."""
    parts = [f"KPAI {cluster.kpai.group}: {cluster.kpai.shown}"]
    if cluster.simfoni:
        parts.append(f"SIMFONI: {', '.join(map(clusters.simfoni, cluster.simfoni))}")
    if cluster.art59:
        groups = "; ".join(clusters.art59(group) for group in cluster.art59)
        parts.append(str(_("Pasal 59: %(groups)s") % {"groups": groups}))
    return " · ".join(parts)


def triage_initial(complaint: Complaint) -> dict[str, Any]:
    """What was found before, else what the complaint itself says."""
    found = complaint.triage or {}
    reviewed = "questions" in found
    given: dict[str, Any] = {
        "version": complaint.version,
        "in_remit": {value: code for code, value in REMIT.items()}[complaint.in_remit] if reviewed else None,
        "cluster": complaint.cluster,
        "child_role": complaint.child_role,
        "region_code": complaint.region_code,
        "officer": str(complaint.officer_id or ""),
    }
    given |= {f"q_{code}": answer for code, answer in found.get("questions", {}).items()}
    return given | {f"r_{code}": answer for code, answer in found.get("risk_answers", {}).items()}


class ReplyForm(OnceForm):
    """A reply under the receipt."""

    text = forms.CharField(
        label=_("Balasan"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": LONGEST}),
        help_text=_("Kata-kata pendek, tanpa nama orang, paling banyak 4.000 huruf."),
    )


class CaseForm(VersionedForm):
    """Whose file: a new child, a child that has one, or an open case that this complaint joins."""

    offered = frozenset({"target"})

    target = Choices(label=_("Anak ini"), initial="new")
    event_on = EventField()
    officer = forms.ChoiceField(label=_("Petugas berkas"))

    def __init__(
        self, *args: Any, targets: list[tuple[str, str]], hints: dict[str, str], officers: list[User], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        choose(self, "target", targets)
        target = self.fields["target"]
        if isinstance(target, Choices):
            target.hints = hints
        choose(self, "officer", [(str(user.pk), user.name) for user in officers])


class CloseForm(VersionedForm):
    """Why a complaint ends without a case. Only what its status allows is offered."""

    status = Choices(label=_("Mengapa ditutup"))
    noise = forms.ChoiceField(
        label=_("Bila bukan pengaduan"), required=False, choices=[("", _("pilih")), *rules.NOISE.items()]
    )
    same = forms.CharField(
        label=_("Bila sama dengan pengaduan lain"),
        required=False,
        max_length=20,
        help_text=_("Nomor pengaduan itu, misalnya P-0012/26."),
    )
    why = forms.CharField(
        label=_("Bila di luar kewenangan, dicabut, atau dugaan tidak terbukti"),
        required=False,
        max_length=LONG,
        widget=text_area(2),
        help_text=_(
            "Ke mana pelapor diarahkan dan apakah dia sudah diberi tahu; apa katanya ketika mencabut; atau apa yang "
            "diperiksa dan mengapa dugaan tidak terbukti."
        ),
    )
    directed = forms.ModelChoiceField(
        label=_("Lembaga yang alamatnya diberikan"),
        queryset=Agency.objects.active(),
        required=False,
        empty_label=_("pilih"),
    )
    nowhere = forms.BooleanField(label=_("Tidak ada lembaga yang tepat"), required=False)

    def __init__(self, *args: Any, complaint: Complaint, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complaint, self.user = complaint, user
        unread = complaint.status == Status.NEW
        read = [Status.NOISE, Status.DUPLICATE, Status.OUT_OF_REMIT, Status.WITHDRAWN, Status.UNFOUNDED]
        offered = [Status.NOISE] if unread else read
        choose(self, "status", [(status.value, str(status.label)) for status in offered])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        status, number = given.get("status"), (given.get("same") or "").strip()
        given["same_as"] = None
        if status == Status.NOISE and not given.get("noise"):
            self.add_error("noise", _("Pilih mengapa ini bukan pengaduan."))
        why = (given.get("why") or "").strip()
        if status == Status.OUT_OF_REMIT and not why:
            self.add_error("why", _("Tulis ke mana pelapor diarahkan."))
        if status == Status.OUT_OF_REMIT and not (given.get("directed") or given.get("nowhere")):
            self.add_error("directed", _("Pilih lembaganya, atau centang bahwa tidak ada yang tepat."))
        if status == Status.WITHDRAWN and not why:
            self.add_error("why", _("Tulis apa kata pelapor ketika mencabut, dan kepada siapa."))
        if status == Status.UNFOUNDED and not why and self.complaint.unfounded_by_id is None:
            self.add_error("why", _("Tulis apa yang diperiksa dan mengapa dugaan tidak terbukti."))
        if status == Status.DUPLICATE:
            seen = Complaint.objects.visible_to(self.user).filter(office=self.complaint.office)
            named = seen.select_related("same_as").filter(number__iexact=number).first()
            given["same_as"] = first_of_same(self.user, self.complaint, named)
            if given["same_as"] is None:
                self.add_error("same", unknown_number())
        return given
