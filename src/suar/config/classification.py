"""Every stored field and what it may tell, in one place. Masking, export, erasure and study copies go by this table;
a test fails on a field that is not in it.

PUBLIC    anyone may know it
INTERNAL  codes, dates, office-holders, sealed technical values: names no child, no family, no complainant
PERSONAL  about a complainant, kin or another private person: sealed
CHILD     about a child: sealed"""

from __future__ import annotations

from enum import StrEnum


class Class(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    CHILD = "child"


def _fields(**groups: str) -> dict[str, Class]:
    return {name: Class(group) for group, names in groups.items() for name in names.split()}


CLASSIFICATION: dict[str, dict[str, Class]] = {
    "accounts.appointment": _fields(
        internal="id version user office role agency since until",
    ),
    "accounts.identity": _fields(
        internal="id version user code",
    ),
    "accounts.knownbrowser": _fields(
        internal="id version user code",
    ),
    "accounts.notice": _fields(
        internal="id version user kind at browser shown address mailed_at settled_at",
    ),
    "accounts.office": _fields(
        internal="id version code name letterhead city region_code letter_pattern",
    ),
    "accounts.session": _fields(
        internal="place sealed expire_date user begun_at seen_at address device",
    ),
    "accounts.tally": _fields(
        internal="code value expires_at",
    ),
    "accounts.user": _fields(
        internal=(
            "id version password username name email is_active language password_temporary password_until disowned_at"
        ),
    ),
    "accounts.watch": _fields(
        internal="id version office on first second",
    ),
    "agencies.agency": _fields(
        internal="id version name short_name kind region_code superior address note source verified active",
    ),
    "agencies.contact": _fields(
        internal="id version agency label phone email hours note",
    ),
    "alarms.alarm": _fields(
        internal="id version kind office subject details opened_at mailed_at closed_at closed_by",
    ),
    "cases.batch": _fields(
        internal="version id visible",
    ),
    "cases.case": _fields(
        internal=(
            "version id office child number kind cluster category channel region_code opened_on age "
            "child_role review_role law risk safe_now officer lead status outcome closing_reason closing_by "
            "closed_by closed_on batch "
        ),
        child="safe_note summary closing_note",
    ),
    "cases.monitoringsheet": _fields(
        internal=(
            "version id case child by at on safe at_school healthy obstacle_place obstacle_law "
            "obstacle_family asked_of answer next_on "
        ),
        child="state obstacle_note asked answer_note",
    ),
    "cases.note": _fields(
        internal="version id case child by at kind",
        child="seen said",
    ),
    "cases.riskassessment": _fields(
        internal="version id case child by at instrument level confirmed_by",
        child="answers reasons",
    ),
    "cases.task": _fields(
        internal="version id case child by at due_on officer done_at",
        child="text",
    ),
    "children.child": _fields(
        internal="version id office sex birth_estimated unnamed",
        child="name other_names nik birth_date address phone guardian school safe_contact",
    ),
    "children.circumstance": _fields(
        internal="version id child sort code primary since until source withdrawn by noted_on",
        child="sealed_code note",
    ),
    "children.merge": _fields(
        internal="version id child other by at ended_by ended_at",
        child="why why_ended",
    ),
    "clocks.localclosure": _fields(
        internal="id version on name",
    ),
    "complaints.complaint": _fields(
        internal=(
            "version id office number subject channel kind about urgent received_at region_code reply_key "
            "status opened_at opened_by in_remit cluster risk noise same_as case finding child_role officer "
        ),
        personal="reporter",
        child="filed_at story answers child_name child_details place triage",
    ),
    "complaints.groupfinding": _fields(
        internal="version id office number found_on region_code children_found by at",
        child="place story",
    ),
    "complaints.handover": _fields(
        internal="version id complaint case subject agency handed_at basis letter_number receipt_at duty_id by",
        personal="receipt_number received_by recipient",
        child="purpose packet",
    ),
    "complaints.message": _fields(
        internal="version id complaint direction place at by delivered_at read_on chased",
        child="text sent_at sealed_reply",
    ),
    "complaints.presence": _fields(
        internal="id version finding agency",
    ),
    "conferences.accompaniment": _fields(
        internal=(
            "version id case child by at occasion began_at agency lawyer companion social_worker breaks next_at "
            "fulfils next_duty"
        ),
        child="place companions condition promised",
    ),
    "conferences.addendum": _fields(
        internal="version id child conference by at",
        child="text",
    ),
    "conferences.conference": _fields(
        internal=(
            "version id case child by at starts_at mode chair number dated status held_at minutes_duty signed_by "
            "signed_at confirmed_by confirmed_at"
        ),
        child="place purpose agenda why minutes",
    ),
    "conferences.decision": _fields(
        internal="version id child conference place agency officer due_on duty taken_back_at",
        child="text why",
    ),
    "conferences.determination": _fields(
        internal=(
            "version id case child by at trigger chair heard spoken_on chosen review_on review_duty round state "
            "signed_at supersedes"
        ),
        child="question child_words why_not_heard spoken_by decision reasons why",
    ),
    "conferences.dissent": _fields(
        internal="version id child decision invitation by at",
        child="text",
    ),
    "conferences.invitation": _fields(
        internal="version id child conference user agency sees how invited_on reply came",
        personal="name post",
    ),
    "conferences.member": _fields(
        internal="version id child determination user agency seated_at left_at",
        personal="name post",
        child="why_left",
    ),
    "conferences.opinion": _fields(
        internal="version id child member round agrees on by at",
        child="text",
    ),
    "conferences.option": _fields(
        internal="version id child determination place",
        child="text benefits risks",
    ),
    "conferences.voice": _fields(
        internal="version id child conference whose asked took_part",
        child="why_not wish spoken_for_by",
    ),
    "conflicts.declaration": _fields(
        internal="version id user declared_on heads_agency",
    ),
    "conflicts.tie": _fields(
        internal="version id declaration kind since ended_on corrects",
        personal="name place born",
    ),
    "conflicts.withholding": _fields(
        internal=(
            "version id office subject code began_as case_id reference user agency origin since status turn by "
            "decided_by decided_at "
        ),
        child="evidence why reader",
    ),
    "documents.series": _fields(
        internal="id version name office period last",
    ),
    "contacts.contact": _fields(
        internal=(
            "id version office subject first complaint case channel direction call_type status tries duty at by "
            "noted_at"
        ),
        personal="phone",
    ),
    "contacts.draft": _fields(
        internal="id author office channel began_at saved_at version",
        child="body",
    ),
    "contacts.flag": _fields(
        internal="id version contact kind until by at lifted_by lifted_at",
        personal="phone reason",
    ),
    "contacts.ournumber": _fields(
        internal="id version office user",
        personal="shown_as phone",
    ),
    "contacts.said": _fields(
        internal="id version contact media",
        child="text",
    ),
    "duties.duty": _fields(
        internal=(
            "version id office about subject case_id reference kind agency officer owed_to rule event "
            "event_at asks_for asks_of law_on pauses pause_waits_for extended due_at turn_at unit basis certainty "
            "status started_at acknowledged_at done_at reminded_at escalated_at late_on "
        ),
        child="what",
    ),
    "duties.houselimit": _fields(
        internal="version id office rule amount unit effective_from reason state by at second second_at",
    ),
    "duties.dutynote": _fields(
        internal="version id duty subject step duty_version by at",
        child="text",
    ),
    "intake.daykey": _fields(
        internal="key_id keyset valid_from signature",
    ),
    "intake.filing": _fields(
        internal=(
            "form_id lookup_id reply_key content_tag key_id filed_on taken set_aside step promise_read_by "
            "promise_reply_by doubt looked "
        ),
        child="sealed",
    ),
    "intake.further": _fields(
        internal="id filing content_tag key_id filed_on taken set_aside doubt looked dropped",
        child="sealed",
    ),
    "intake.inclusion": _fields(
        internal="filing sealed",
    ),
    "intake.publichead": _fields(
        public="hour tree_size note verifier",
    ),
    "intake.publicnode": _fields(
        public="number hash",
    ),
    "intake.opening": _fields(
        internal="id opened_on",
    ),
    "intake.reply": _fields(
        internal="id filing sent_on read_on",
        child="sealed",
    ),
    "letters.letter": _fields(
        internal=(
            "version id office kind agency to addressee line signer follows status proposed_at turn_at number dated "
            "issued_at issued_by template sent_at sent_how answer_by answered_on answer_number withdrawn_at "
        ),
        child="closing frozen answer_note why",
    ),
    "letters.letterfile": _fields(
        internal="version id letter form sha256",
        child="content",
    ),
    "letters.letterline": _fields(
        internal="id version letter duty",
    ),
    "letters.lettertemplate": _fields(
        internal="id version office kind name content sha256 by at in_use",
    ),
    "ledger.copy": _fields(
        internal="id version stamp expires_on",
    ),
    "ledger.covered": _fields(
        internal="id entry table row row_version change field_list salt digest",
    ),
    "ledger.entry": _fields(
        internal="id at_us actor verb office subject why data covers nonce mac",
    ),
    "ledger.erasure": _fields(
        internal="id version subject asked_at unreadable_from finished_at",
    ),
    "ledger.head": _fields(
        internal="tree_size root at_us note frontier",
    ),
    "ledger.hold": _fields(
        internal="id version office subject reference reason set_by set_at lifted_by lifted_at",
        child="basis lifted_why",
    ),
    "leading.interview": _fields(
        internal=("version id case child by at on body purpose present wish further reason withdrawn_at withdrawn_by"),
        child="arrangement wish_words reason_words withdrawn_why",
    ),
    "leading.lead": _fields(
        internal="version id case child by at agency since",
        child="why contact",
    ),
    "leading.othernumber": _fields(
        internal="version id case child by at system withdrawn_at withdrawn_by",
        child="number note withdrawn_why",
    ),
    "leading.watching": _fields(
        internal="version id case child by at sheet lead how seen_by seen_on plan plan_on next_step_on",
        child="told_by seen_who next_step",
    ),
    "ledger.leaf": _fields(
        internal="position entry hash",
    ),
    "ledger.pending": _fields(
        internal="entry",
    ),
    "mail.incoming": _fields(
        internal=(
            "id version office number subject outside_number srikandi dated received_on agency nature pages letter "
            "complaint case by at settled_by settled_at"
        ),
        child="sender about lies",
    ),
    "mail.disposition": _fields(
        internal="id version incoming place to due_on duty_id by at read_at done_at", child="instruction result"
    ),
    "material.arrival": _fields(
        internal=(
            "id version office number subject complaint case noticed_at lies_on status by at call_duty receipt_duty "
            "closed_by closed_at"
        ),
    ),
    "material.taken": _fields(
        internal="id version arrival place step at agency line instruction by written_at",
        child="words",
    ),
    "plans.careplan": _fields(
        internal=(
            "id version case child by at number edition written_by written_at status submitted_by submitted_at "
            "approved_by approved_at ended_at"
        ),
        child="content sent_back",
    ),
    "plans.checkin": _fields(
        internal="id version case child by at kind on result safe at_school healthy",
        child="whom words following",
    ),
    "plans.formertext": _fields(
        internal="id version case child by at of edition",
        child="content",
    ),
    "plans.needsassessment": _fields(
        internal="id version case child by at number edition written_by written_at status finished_by finished_at",
        child="content",
    ),
    "plans.planitem": _fields(
        internal="id version case child by at plan key agency officer due_on state settled_on duty",
        child="goal service",
    ),
    "plans.planreview": _fields(
        internal="id version case child by at verdict plan",
        child="words",
    ),
    "plans.servicegiven": _fields(
        internal="id version case child by at item on outcome",
        child="words",
    ),
    "regions.boundary": _fields(
        internal=(
            "region geometry population_male population_female children_0_17 reference_date source "
            "population_source loaded_at "
        ),
    ),
    "regions.region": _fields(
        public="code name short_name level parent bps_code tile_column tile_row",
    ),
    "register.headingmapping": _fields(
        internal="id version office heading field",
    ),
    "register.importedrow": _fields(
        internal="version id run case child_id row fingerprint",
        child="sheet cells doubts",
    ),
    "register.importrun": _fields(
        internal=("version id office batch file_digest mapping accepted duplicates counts state by at "),
        child="file_name rejected found why_undone",
    ),
    "reports.snapshot": _fields(
        internal=("version id office period first_day last_day provisional content fingerprint by at "),
    ),
    "retention.act": _fields(
        internal=(
            "id version office status at_once proposed_by proposed_at approved_by approved_at not_before "
            "started_by started_at withdrawn_by withdrawn_at withdrawn_why number dated unreadable_from "
            "done_at sha256 paper "
        ),
    ),
    "paper.pad": _fields(internal="id version office kind number size by at counted_at counted_by count_by"),
    "paper.sheet": _fields(
        internal=(
            "id version pad place number status lookup_id reply_key written_on entered_by entered_at complaint case "
            "row why closed_by closed_at"
        ),
    ),
    "retention.item": _fields(
        internal=(
            "id version office kind subject reference why group group_since ran_out_on proposed_at asked_by "
            "act status erased_on "
        ),
    ),
    "retention.listing": _fields(
        internal="id version act item",
    ),
    "rights.subjectrequest": _fields(
        internal=(
            "version id office case child number kind relation channel received_at status outcome duty by at ended_by "
            "ended_at "
        ),
        child="words ending",
    ),
    "rights.check": _fields(
        internal="version id request child by at identity custody implicated wish",
        child="words",
    ),
    "rights.decision": _fields(
        internal=(
            "version id request child by at outcome sections grounds read_through confirmed_by confirmed_at ended_by "
            "ended_at "
        ),
        child="words",
    ),
    "rounds.asked": _fields(
        internal="id version office duty how line at by",
    ),
    "rounds.listline": _fields(
        internal="id version list duty place answer how received_on by at",
    ),
    "rounds.round": _fields(
        internal="id version office by scope at ended_at",
    ),
    "rounds.rounditem": _fields(
        internal="id version round case place state reason sheet_id at",
    ),
    "rounds.weeklylist": _fields(
        internal="id version office agency number code week_of line sha256 by at sent_how sent_at",
        personal="recipient",
        child="frozen content",
    ),
    "safeguards.brokenglass": _fields(
        internal="version id office case child by danger at until duty_id verdict reviewed_by reviewed_at",
        child="words verdict_words",
    ),
    "safeguards.unusualreading": _fields(
        internal="version id office user day of_ketua signs rule found_at looked_by looked_at",
        personal="note",
    ),
    "sharing.agreement": _fields(
        internal=(
            "version id office agency edition terms months contact basis valid_from valid_until status by at signed_by "
            "signed_at sign_reason ended_by ended_at end_reason"
        ),
    ),
    "sharing.consent": _fields(
        internal=(
            "version id case child whose giver answer form reason given_on expires_on by at withdrawn_on withdrawn_at "
            "withdrawn_by renew_duty tell_duty"
        ),
        child="terms withdrawal",
    ),
    "sharing.referral": _fields(
        internal=(
            "version id case child agency purpose agreement danger status number by at sent_by sent_at sent_how "
            "received_at answered_at done_at told_at reviewer reviewed_by reviewed_at verdict receipt_duty ask_duty "
            "review_duty"
        ),
        child="draft package answers",
    ),
    "supervision.filewatch": _fields(
        internal="id version office case user by at ended_at",
    ),
    "supervision.handedover": _fields(
        internal="id version handover case duty_id receiver",
    ),
    "supervision.session": _fields(
        internal="id version office number kind leader other held_at minutes debrief next_on next_duty at",
        personal="points",
    ),
    "supervision.sessionfile": _fields(
        internal="id version session case child by at",
        child="agreed",
    ),
    "supervision.termhandover": _fields(
        internal="id version office number leaver role ends_on files duties by at",
    ),
    "supervision.transfer": _fields(
        internal=(
            "id version office to_office case child number reason state by at decided_by decided_at new_case new_number"
        ),
        child="summary answer",
    ),
    "vault.datakey": _fields(
        internal="subject wrapped wrapping_key_id created_at",
    ),
    "vault.intakekey": _fields(
        internal="key_id wrapped wrapping_key_id valid_from public signature",
    ),
    "vault.lasthead": _fields(
        internal="tree_size note kept_at",
    ),
    "vault.marklist": _fields(
        internal="id wrapped wrapping_key_id",
    ),
    "vault.searchsubject": _fields(
        internal="no subject tokens",
    ),
    "vault.searchtoken": _fields(
        internal="token no",
    ),
    "vault.tombstone": _fields(
        internal="subject erased_at unreadable_from",
    ),
}
