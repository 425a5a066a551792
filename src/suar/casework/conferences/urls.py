from __future__ import annotations

from django.urls import path

from suar.casework.conferences.views import interests, meeting, pages, planning

app_name = "conferences"
CONFERENCE, DETERMINATION = "konferensi/<uuid:conference_id>", "kepentingan/<uuid:determination_id>"
DECISION, OPTION = "keputusan/<uuid:decision_id>", "pilihan/<uuid:option_id>"
MEMBER, INVITATION = "anggota/<uuid:member_id>", "undangan/<uuid:invitation_id>"

urlpatterns = [
    path("", pages.conference_list, name="conference-list"),
    path("<uuid:pk>/", pages.case_conferences, name="case-conferences"),
    path("<uuid:pk>/rencanakan/", planning.conference_plan, name="conference-plan"),
    path("<uuid:pk>/kepentingan/", interests.determination_ask, name="determination-ask"),
    path("<uuid:pk>/pendampingan/", pages.accompaniment_write, name="accompaniment-write"),
    path(f"{CONFERENCE}/", pages.conference_detail, name="conference-detail"),
    path(f"{CONFERENCE}/cetak/", pages.conference_print, name="conference-print"),
    path(f"{CONFERENCE}/daftar-hadir/", pages.conference_attendance, name="conference-attendance"),
    path(f"{CONFERENCE}/ubah/", planning.conference_move, name="conference-move"),
    path(f"{CONFERENCE}/undang/", planning.conference_invite, name="conference-invite"),
    path(f"{CONFERENCE}/nomor/", planning.conference_number, name="conference-number"),
    path(f"{CONFERENCE}/batal/", planning.conference_call_off, name="conference-call-off"),
    path(f"{CONFERENCE}/berlangsung/", meeting.conference_hold, name="conference-hold"),
    path(f"{CONFERENCE}/suara/<str:whose>/", meeting.conference_hear, name="conference-hear"),
    path(f"{CONFERENCE}/notulen/", meeting.conference_minutes, name="conference-minutes"),
    path(f"{CONFERENCE}/keputusan/", meeting.decision_add, name="decision-add"),
    path(f"{CONFERENCE}/tandatangan/", meeting.conference_sign, name="conference-sign"),
    path(f"{CONFERENCE}/sahkan/", meeting.conference_confirm, name="conference-confirm"),
    path(f"{CONFERENCE}/tambahan/", meeting.addendum_add, name="addendum-add"),
    path(f"{INVITATION}/", planning.invitation_answer, name="invitation-answer"),
    path(f"{INVITATION}/beri-tahu/", planning.invitation_tell, name="invitation-tell"),
    path(f"{INVITATION}/cetak/", pages.invitation_print, name="invitation-print"),
    path(f"{DECISION}/tarik/", meeting.decision_take_back, name="decision-take-back"),
    path(f"{DECISION}/pendapat-berbeda/", meeting.dissent_add, name="dissent-add"),
    path(f"{DETERMINATION}/", pages.determination_detail, name="determination-detail"),
    path(f"{DETERMINATION}/cetak/", pages.determination_print, name="determination-print"),
    path(f"{DETERMINATION}/anak/", interests.determination_hear, name="determination-hear"),
    path(f"{DETERMINATION}/pilihan/", interests.option_add, name="option-add"),
    path(f"{DETERMINATION}/anggota/", interests.member_seat, name="member-seat"),
    path(f"{DETERMINATION}/usul/", interests.determination_propose, name="determination-propose"),
    path(f"{DETERMINATION}/tandatangan/", interests.determination_settle, name="determination-settle"),
    path(f"{DETERMINATION}/tinjau/", interests.determination_review, name="determination-review"),
    path(f"{DETERMINATION}/tarik/", interests.determination_withdraw, name="determination-withdraw"),
    path(f"{OPTION}/ubah/", interests.option_change, name="option-change"),
    path(f"{MEMBER}/keluar/", interests.member_unseat, name="member-unseat"),
    path(f"{MEMBER}/pendapat/", interests.member_opinion, name="member-opinion"),
]
