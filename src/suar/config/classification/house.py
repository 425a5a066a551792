"""The house and its machinery: accounts, bodies, regions, keys, the record, reports."""

from __future__ import annotations

from suar.config.classification.classes import Class, fields

HOUSE: dict[str, dict[str, Class]] = {
    "accounts.appointment": fields(
        internal="id version user office role agency since until",
    ),
    "accounts.identity": fields(
        internal="id version user code",
    ),
    "accounts.knownbrowser": fields(
        internal="id version user code",
    ),
    "accounts.notice": fields(
        internal="id version user kind at browser shown address mailed_at settled_at",
    ),
    "accounts.office": fields(
        internal="id version code name letterhead city region_code letter_pattern",
    ),
    "accounts.session": fields(
        internal="place sealed expire_date user begun_at seen_at address device",
    ),
    "accounts.tally": fields(
        internal="code value expires_at",
    ),
    "accounts.user": fields(
        internal=(
            "id version password username name email is_active language password_temporary password_until disowned_at"
        ),
    ),
    "accounts.watch": fields(
        internal="id version office on first second",
    ),
    "agencies.agency": fields(
        internal="id version name short_name kind region_code superior address note source verified active",
    ),
    "agencies.contact": fields(
        internal="id version agency label phone email hours note",
    ),
    "alarms.alarm": fields(
        internal="id version kind office subject details opened_at mailed_at closed_at closed_by",
    ),
    "clocks.localclosure": fields(
        internal="id version on name",
    ),
    "documents.series": fields(
        internal="id version name office period last",
    ),
    "ledger.copy": fields(
        internal="id version stamp expires_on",
    ),
    "ledger.covered": fields(
        internal="id entry table row row_version change field_list salt digest",
    ),
    "ledger.entry": fields(
        internal="id at_us actor verb office subject why data covers nonce mac",
    ),
    "ledger.erasure": fields(
        internal="id version subject asked_at unreadable_from finished_at",
    ),
    "ledger.head": fields(
        internal="tree_size root at_us note frontier",
    ),
    "ledger.hold": fields(
        internal="id version office subject reference reason set_by set_at lifted_by lifted_at",
        child="basis lifted_why",
    ),
    "ledger.leaf": fields(
        internal="position entry hash",
    ),
    "ledger.pending": fields(
        internal="entry",
    ),
    "regions.boundary": fields(
        internal=(
            "region geometry population_male population_female children_0_17 reference_date source "
            "population_source loaded_at "
        ),
    ),
    "regions.region": fields(
        public="code name short_name level parent bps_code tile_column tile_row",
    ),
    "reports.snapshot": fields(
        internal=("version id office period first_day last_day provisional content fingerprint by at "),
    ),
    "vault.datakey": fields(
        internal="subject wrapped wrapping_key_id created_at",
    ),
    "vault.intakekey": fields(
        internal="key_id wrapped wrapping_key_id valid_from public signature",
    ),
    "vault.lasthead": fields(
        internal="tree_size note kept_at",
    ),
    "vault.marklist": fields(
        internal="id wrapped wrapping_key_id",
    ),
    "vault.searchsubject": fields(
        internal="no subject tokens",
    ),
    "vault.searchtoken": fields(
        internal="token no",
    ),
    "vault.tombstone": fields(
        internal="subject erased_at unreadable_from",
    ),
}
