"""What SIMFONI-PPA asks about a child, in the order of its dashboard, for copying by hand. Nothing is sent anywhere.
The order was read from the dashboard's dimensions; nobody has laid it beside the form yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suar.casework.cases import clusters
from suar.casework.cases.models import Case
from suar.casework.cases.rules import age_at
from suar.casework.children.models import Circumstance
from suar.casework.leading import rules
from suar.casework.leading.models import OtherNumber, System
from suar.core.vault.fields import share_cipher
from suar.registry.agencies.models import Kind
from suar.registry.regions.reference import name_of

# Which service SIMFONI counts for a hand-over to a body of this kind.
SERVICES = {
    Kind.HEALTH: gettext_lazy("kesehatan"),
    Kind.LEGAL_AID: gettext_lazy("bantuan hukum"),
    Kind.POLICE: gettext_lazy("penegakan hukum"),
    Kind.PROSECUTOR: gettext_lazy("penegakan hukum"),
    Kind.COURT: gettext_lazy("penegakan hukum"),
    Kind.SOCIAL: gettext_lazy("rehabilitasi sosial"),
    Kind.SHELTER: gettext_lazy("rehabilitasi sosial"),
    Kind.MIGRATION: gettext_lazy("pemulangan"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that is asked. Without a value `why` says what is missing and where it would come from."""

    label: str
    value: str
    why: str = ""


def answers(case: Case) -> list[Answer]:
    """Everything, opened: four statements."""
    told = list(Circumstance.objects.standing().filter(child=case.child_id).order_by("-since", "-noted_on"))
    complaints = list(case.complaints.order_by("received_at"))
    numbers = list(OtherNumber.objects.standing().filter(case=case, system=System.SIMFONI))
    share_cipher(case, *told, *complaints, *numbers)
    return [
        _answer(_("Nomor SIMFONI"), ", ".join(str(row.number) for row in numbers), _number_missing()),
        _answer(_("Bentuk kekerasan"), _forms(case), _("Jenis kejadian berkas ini tidak punya padanan.")),
        _answer(_("Tempat kejadian"), "; ".join(filter(None, (row.place for row in complaints))), _not_told()),
        _answer(_("Kabupaten/kota"), name_of(case.region_code), _("Belum tercatat di berkas.")),
        _answer(_("Usia"), _age(case), _("Usia dan tanggal lahir belum tercatat.")),
        _answer(_("Jenis kelamin"), str(case.child.get_sex_display()) if case.child.sex else "", _in_child()),
        _answer(_("Pendidikan"), _schooling(case, told), _in_child()),
        _answer(_("Pekerjaan"), "", _never()),
        _answer(_("Status"), "", _never()),
        _answer(_("Disabilitas"), _labels(told, "disability"), _in_child()),
        _answer(_("Hubungan pelaku"), "", _("Suar tidak mencatat siapa pelakunya: itu belum ditetapkan.")),
        _answer(_("Layanan diberikan"), _services(case, bool(complaints)), _("Belum ada penyerahan di berkas ini.")),
        _answer(_("Pelaku"), "", _("Suar tidak mencatat siapa pelakunya: itu belum ditetapkan.")),
    ]


def _answer(label: str, value: str, why: str) -> Answer:
    return Answer(label, value, "" if value else why)


def _number_missing() -> str:
    return _("Belum ada. Catat sesudah terisi di sana.")


def _not_told() -> str:
    return _("Tidak ada pengaduan yang menyebut tempat.")


def _in_child() -> str:
    return _("Belum tercatat di data anak.")


def _never() -> str:
    return _("Suar tidak menanyakannya.")


def _forms(case: Case) -> str:
    """Of the kind of event; of the klaster where none was chosen. As `rules/clusters.yaml` has them, which marks each
    that nobody checked."""
    known = clusters.CATEGORIES.get(case.category) or clusters.CLUSTERS.get(case.cluster)
    return ", ".join(clusters.simfoni(form) for form in known.simfoni) if known else ""


def _age(case: Case) -> str:
    age = case.age if case.age is not None else age_at(case.child.birth_date, timezone.localdate())
    group = rules.age_group(age)
    return _("%(n)d tahun (%(group)s)") % {"n": age, "group": group} if group else ""


def _schooling(case: Case, told: Sequence[Circumstance]) -> str:
    return ", ".join(filter(None, [_labels(told, "schooling"), str(case.child.school or "")]))


def _labels(told: Sequence[Circumstance], sort: str) -> str:
    return ", ".join(str(row.label) for row in told if row.sort == sort)


def _services(case: Case, complained: bool) -> str:
    kinds = case.handovers.values_list("agency__kind", flat=True)
    named = [str(SERVICES[Kind(kind)]) for kind in kinds if kind in SERVICES]
    return ", ".join(dict.fromkeys([*([_("pengaduan")] if complained else []), *named]))
