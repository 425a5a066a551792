"""What reaches the office: complaints, calls, letters, paper."""

from __future__ import annotations

from suar.config.classification.classes import Class, fields

ARRIVING: dict[str, dict[str, Class]] = {
    "complaints.complaint": fields(
        internal=(
            "version id office number subject channel kind about urgent received_at region_code reply_key "
            "status opened_at opened_by in_remit cluster risk noise same_as case finding child_role officer "
            "unfounded_by "
        ),
        personal="reporter",
        child="filed_at story answers child_name child_details place triage",
    ),
    "complaints.groupfinding": fields(
        internal="version id office number found_on region_code children_found by at",
        child="place story",
    ),
    "complaints.handover": fields(
        internal=(
            "version id complaint case subject agency handed_at basis letter_number receipt_at duty_id by "
            "no_press companion no_search as_victim"
        ),
        personal="receipt_number received_by recipient",
        child="purpose packet exceptions",
    ),
    "complaints.message": fields(
        internal="version id complaint direction place at by delivered_at read_on chased",
        child="text sent_at sealed_reply",
    ),
    "complaints.presence": fields(
        internal="id version finding agency",
    ),
    "contacts.contact": fields(
        internal=(
            "id version office subject first complaint case channel direction call_type status tries duty at by "
            "noted_at"
        ),
        personal="phone",
    ),
    "contacts.draft": fields(
        internal="id author office channel began_at saved_at version",
        child="body",
    ),
    "contacts.flag": fields(
        internal="id version contact kind until by at lifted_by lifted_at",
        personal="phone reason",
    ),
    "contacts.ournumber": fields(
        internal="id version office user",
        personal="shown_as phone",
    ),
    "contacts.said": fields(
        internal="id version contact media",
        child="text",
    ),
    "intake.daykey": fields(
        internal="key_id keyset valid_from signature",
    ),
    "intake.filing": fields(
        internal=(
            "form_id lookup_id reply_key content_tag key_id filed_on taken set_aside step promise_read_by "
            "promise_reply_by doubt looked "
        ),
        child="sealed",
    ),
    "intake.further": fields(
        internal="id filing content_tag key_id filed_on taken set_aside doubt looked dropped",
        child="sealed",
    ),
    "intake.inclusion": fields(
        internal="filing sealed",
    ),
    "intake.publichead": fields(
        public="hour tree_size note verifier",
    ),
    "intake.publicnode": fields(
        public="number hash",
    ),
    "intake.opening": fields(
        internal="id opened_on",
    ),
    "intake.reply": fields(
        internal="id filing sent_on read_on",
        child="sealed",
    ),
    "mail.incoming": fields(
        internal=(
            "id version office number subject outside_number srikandi dated received_on agency nature pages letter "
            "complaint case by at settled_by settled_at"
        ),
        child="sender about lies",
    ),
    "mail.disposition": fields(
        internal="id version incoming place to due_on duty_id by at read_at done_at", child="instruction result"
    ),
    "material.arrival": fields(
        internal=(
            "id version office number subject complaint case noticed_at lies_on status by at call_duty receipt_duty "
            "closed_by closed_at"
        ),
    ),
    "material.taken": fields(
        internal="id version arrival place step at agency line instruction by written_at",
        child="words",
    ),
    "paper.pad": fields(internal="id version office kind number size by at counted_at counted_by count_by"),
    "paper.sheet": fields(
        internal=(
            "id version pad place number status lookup_id reply_key written_on entered_by entered_at complaint case "
            "row why closed_by closed_at"
        ),
    ),
}
