"""Files of children, and what is done in them."""

from __future__ import annotations

from suar.config.classification.classes import Class, fields

FILES: dict[str, dict[str, Class]] = {
    "cases.batch": fields(
        internal="version id visible",
    ),
    "cases.case": fields(
        internal=(
            "version id office child number kind cluster category channel region_code opened_on age "
            "child_role review_role law risk safe_now officer lead status outcome closing_reason closing_by "
            "closed_by closed_on batch "
        ),
        child="safe_note summary event_on closing_note",
    ),
    "cases.monitoringsheet": fields(
        internal=(
            "version id case child by at on safe at_school healthy obstacle_place obstacle_law "
            "obstacle_family asked_of answer next_on "
        ),
        child="state obstacle_note asked answer_note",
    ),
    "cases.note": fields(
        internal="version id case child by at kind written_at mended_at",
        child="seen said former",
    ),
    "cases.riskassessment": fields(
        internal="version id case child by at instrument level confirmed_by",
        child="answers reasons",
    ),
    "cases.task": fields(
        internal="version id case child by at due_on officer done_at",
        child="text",
    ),
    "children.child": fields(
        internal="version id office sex birth_estimated unnamed",
        child="name other_names nik birth_date address phone guardian school safe_contact",
    ),
    "children.circumstance": fields(
        internal="version id child sort code primary since until source withdrawn by noted_on",
        child="sealed_code note",
    ),
    "children.merge": fields(
        internal="version id child other by at ended_by ended_at",
        child="why why_ended",
    ),
    "conferences.accompaniment": fields(
        internal=(
            "version id case child by at occasion began_at agency lawyer companion social_worker breaks next_at "
            "fulfils next_duty"
        ),
        child="place companions condition promised",
    ),
    "conferences.addendum": fields(
        internal="version id child conference by at",
        child="text",
    ),
    "conferences.conference": fields(
        internal=(
            "version id case child by at starts_at mode worded_at chair number dated status held_at minutes_duty "
            "signed_by signed_at confirmed_by confirmed_at"
        ),
        child="place purpose agenda why minutes",
    ),
    "conferences.decision": fields(
        internal="version id child conference place agency officer due_on duty taken_back_at",
        child="text why",
    ),
    "conferences.determination": fields(
        internal=(
            "version id case child by at trigger chair heard spoken_on chosen review_on review_duty round state "
            "signed_at supersedes"
        ),
        child="question child_words why_not_heard spoken_by decision reasons why",
    ),
    "conferences.dissent": fields(
        internal="version id child decision invitation by at",
        child="text",
    ),
    "conferences.invitation": fields(
        internal="version id child conference user agency sees how invited_on reply came sent_at again_at"
        " told_at consent_lost_at",
        personal="name post",
    ),
    "conferences.member": fields(
        internal="version id child determination user agency seated_at left_at",
        personal="name post",
        child="why_left",
    ),
    "conferences.opinion": fields(
        internal="version id child member round agrees on by at",
        child="text",
    ),
    "conferences.option": fields(
        internal="version id child determination place",
        child="text benefits risks",
    ),
    "conferences.voice": fields(
        internal="version id child conference whose asked took_part",
        child="why_not wish spoken_for_by",
    ),
    "conflicts.declaration": fields(
        internal="version id user declared_on heads_agency",
    ),
    "conflicts.tie": fields(
        internal="version id declaration kind since ended_on corrects",
        personal="name place born",
    ),
    "conflicts.withholding": fields(
        internal=(
            "version id office subject code began_as case_id reference user agency origin since status turn by "
            "decided_by decided_at "
        ),
        child="evidence why reader",
    ),
    "duties.duty": fields(
        internal=(
            "version id office about subject case_id reference kind agency officer owed_to rule event "
            "event_at asks_for asks_of law_on pauses pause_waits_for extended due_at turn_at unit basis certainty "
            "status started_at acknowledged_at done_at reminded_at escalated_at late_on "
        ),
        child="what",
    ),
    "duties.houselimit": fields(
        internal="version id office rule amount unit effective_from reason state by at second second_at",
    ),
    "duties.dutynote": fields(
        internal="version id duty subject step duty_version by at",
        child="text",
    ),
    "letters.letter": fields(
        internal=(
            "version id office kind agency to addressee line signer follows status proposed_at turn_at number dated "
            "issued_at issued_by template sent_at sent_how answer_by answered_on answer_number withdrawn_at "
        ),
        child="closing frozen answer_note why",
    ),
    "letters.letterfile": fields(
        internal="version id letter form sha256",
        child="content",
    ),
    "letters.letterline": fields(
        internal="id version letter duty",
    ),
    "letters.lettertemplate": fields(
        internal="id version office kind name content sha256 by at in_use",
    ),
    "leading.interview": fields(
        internal=("version id case child by at on body purpose present wish further reason withdrawn_at withdrawn_by"),
        child="arrangement wish_words reason_words withdrawn_why",
    ),
    "leading.lead": fields(
        internal="version id case child by at agency since",
        child="why contact",
    ),
    "leading.othernumber": fields(
        internal="version id case child by at system withdrawn_at withdrawn_by",
        child="number note withdrawn_why",
    ),
    "leading.watching": fields(
        internal="version id case child by at sheet lead how seen_by seen_on plan plan_on next_step_on",
        child="told_by seen_who next_step",
    ),
    "plans.careplan": fields(
        internal=(
            "id version case child by at number edition written_by written_at status submitted_by submitted_at "
            "approved_by approved_at ended_at"
        ),
        child="content sent_back",
    ),
    "plans.checkin": fields(
        internal="id version case child by at kind on result safe at_school healthy",
        child="whom words following",
    ),
    "plans.formertext": fields(
        internal="id version case child by at of edition",
        child="content",
    ),
    "plans.needsassessment": fields(
        internal="id version case child by at number edition written_by written_at status finished_by finished_at",
        child="content",
    ),
    "plans.planitem": fields(
        internal="id version case child by at plan key agency officer due_on state settled_on duty",
        child="goal service",
    ),
    "plans.planreview": fields(
        internal="id version case child by at verdict plan",
        child="words",
    ),
    "plans.servicegiven": fields(
        internal="id version case child by at item on outcome",
        child="words",
    ),
    "register.headingmapping": fields(
        internal="id version office heading field",
    ),
    "register.importedrow": fields(
        internal="version id run case child_id row fingerprint",
        child="sheet cells doubts",
    ),
    "register.importrun": fields(
        internal=("version id office batch file_digest mapping accepted duplicates counts state by at "),
        child="file_name rejected found why_undone",
    ),
    "retention.act": fields(
        internal=(
            "id version office status at_once proposed_by proposed_at approved_by approved_at not_before "
            "started_by started_at withdrawn_by withdrawn_at withdrawn_why number dated unreadable_from "
            "done_at sha256 paper "
        ),
    ),
    "retention.item": fields(
        internal=(
            "id version office kind subject reference why group group_since ran_out_on proposed_at asked_by "
            "act status erased_on "
        ),
    ),
    "retention.listing": fields(
        internal="id version act item",
    ),
    "rights.subjectrequest": fields(
        internal=(
            "version id office case child number kind relation channel received_at status outcome duty by at ended_by "
            "ended_at "
        ),
        child="words ending",
    ),
    "rights.check": fields(
        internal="version id request child by at identity custody implicated wish",
        child="words",
    ),
    "rights.decision": fields(
        internal=(
            "version id request child by at outcome sections grounds read_through confirmed_by confirmed_at ended_by "
            "ended_at "
        ),
        child="words",
    ),
    "rounds.asked": fields(
        internal="id version office duty how line at by",
    ),
    "rounds.listline": fields(
        internal="id version list duty place answer how received_on by at",
    ),
    "rounds.round": fields(
        internal="id version office by scope at ended_at",
    ),
    "rounds.rounditem": fields(
        internal="id version round case place state reason sheet_id at",
    ),
    "rounds.weeklylist": fields(
        internal="id version office agency number code week_of line sha256 by at sent_how sent_at",
        personal="recipient",
        child="frozen content",
    ),
    "safeguards.brokenglass": fields(
        internal="version id office case child by danger at until duty_id verdict reviewed_by reviewed_at",
        child="words verdict_words",
    ),
    "safeguards.unusualreading": fields(
        internal="version id office user day of_ketua signs rule found_at looked_by looked_at",
        personal="note",
    ),
    "sharing.agreement": fields(
        internal=(
            "version id office agency edition terms months contact basis valid_from valid_until status by at signed_by "
            "signed_at sign_reason ended_by ended_at end_reason"
        ),
    ),
    "sharing.consent": fields(
        internal=(
            "version id case child whose giver answer form reason given_on expires_on by at withdrawn_on withdrawn_at "
            "withdrawn_by renew_duty"
        ),
        child="terms withdrawal",
    ),
    "sharing.referral": fields(
        internal=(
            "version id case child agency purpose agreement danger status number by at sent_by sent_at sent_how "
            "received_at answered_at done_at told_at consent_lost_at reviewer reviewed_by reviewed_at verdict "
            "receipt_duty ask_duty review_duty"
        ),
        child="draft package answers",
    ),
    "supervision.filewatch": fields(
        internal="id version office case user by at ended_at",
    ),
    "supervision.handedover": fields(
        internal="id version handover case duty_id receiver",
    ),
    "supervision.session": fields(
        internal="id version office number kind leader other held_at minutes debrief next_on next_duty at",
        personal="points",
    ),
    "supervision.sessionfile": fields(
        internal="id version session case child by at",
        child="agreed",
    ),
    "supervision.termhandover": fields(
        internal="id version office number leaver role ends_on files duties by at",
    ),
    "supervision.transfer": fields(
        internal=(
            "id version office to_office case child number reason state by at decided_by decided_at new_case new_number"
        ),
        child="summary answer",
    ),
}
