"""What the ledger's verbs say on a screen: the six steps."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "plan.approve": _("menyetujui rencana penanganan sebagai orang kedua"),
    "plan.assess": _("menulis penilaian kebutuhan anak"),
    "plan.check_in": _("mencatat kabar anak sesudah penutupan"),
    "plan.finish_assessment": _("menyelesaikan penilaian kebutuhan anak"),
    "plan.follow_closed": _("mengakhiri rencana dan tinjauan karena berkas ditutup"),
    "plan.follow_holder": _("memindahkan tinjauan karena pemegang berkas berganti"),
    "plan.follow_lead": _("menyesuaikan rencana dan langkah dengan yang memimpin berkas"),
    "plan.follow_risk": _("menyesuaikan tinjauan dengan risiko"),
    "plan.review": _("meninjau rencana penanganan"),
    "plan.send_back": _("mengembalikan rencana penanganan kepada penulisnya"),
    "plan.service": _("mencatat pelaksanaan butir rencana"),
    "plan.submit": _("mengajukan rencana penanganan"),
    "plan.write": _("menulis rencana penanganan"),
}
