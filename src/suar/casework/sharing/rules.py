"""What may go out of a child's file: pure decisions about consents, an agreement and what danger allows. No database,
no clock. Every refusal says what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from suar.casework.sharing.codes import Ages, Answer, Band, Basis, Field, Form, Giver, Purpose, Whose
from suar.core.documents.indonesian import plain_date

SOON = timedelta(days=30)  # so long before it ends a consent is named on the page
ADULT = 18
RANK = {Form.NONE: 0, Form.ORAL: 1, Form.MARK: 2, Form.WRITTEN: 2}
LEAST_FORM = {"any": 0, "oral": 1, "written": 2}
OTHER_SPEAKERS = (Giver.ADULT, Giver.OFFICER)


@dataclass(frozen=True, slots=True)
class Said:
    """A consent as the gate sees it. `agencies` are ids, `kinds` kinds of bodies; both empty: a yes is about no body, a
    no about every one.

    `kept_from` an agency: which fields that agency is not to get. `sealed`: it counts, and whoever asks may not
    read it. `lost`: a no, or a yes that was taken back, whose words were erased with its file: about what it was nobody
    can say any more, so it is about everything. `sets_aside`: a caregiver's own no counts no more, for the reason why
    it is not asked."""

    whose: str
    giver: str
    answer: str
    form: str
    purposes: frozenset[str]
    agencies: frozenset[int]
    kinds: frozenset[str]
    given_on: date
    order: int = 0
    expires_on: date | None = None
    withdrawn_on: date | None = None
    kept_from: Mapping[int, frozenset[str]] | None = None
    sealed: bool = False
    lost: bool = False
    sets_aside: bool = False

    def is_about(self, asked: Asked) -> bool:
        """Reporting without identity names no child: it needs the purpose only."""
        if self.lost:
            return True
        if asked.purpose not in self.purposes:
            return False
        if asked.purpose == Purpose.REPORTING:
            return True
        everybody = self.answer == Answer.NO and not (self.agencies or self.kinds)
        return everybody or asked.agency in self.agencies or asked.kind in self.kinds

    @property
    def is_against(self) -> bool:
        return self.answer == Answer.NO or self.withdrawn_on is not None

    @property
    def spoken_on(self) -> date:
        """The day of its last word: a yes that was taken back speaks on the day on which it was."""
        return self.withdrawn_on or self.given_on

    def stands_beside(self, other: Said, kinds: Mapping[int, str]) -> bool:
        """Another yes of the same person, for one of its purposes with one of its bodies. `kinds`: of the bodies that
        either names."""
        shared = self.purposes & other.purposes
        if self.whose != other.whose or self.is_against or not shared:
            return False
        mine, theirs = ({kinds[pk] for pk in one.agencies if pk in kinds} for one in (self, other))
        met = self.agencies & other.agencies or self.kinds & (other.kinds | theirs) or mine & other.kinds
        return bool(met) or Purpose.REPORTING in shared

    def asks_again(self, before: Said) -> bool:
        """Whether this answer, yes or no, leaves nothing of the one before to be asked once more."""
        bodies = before.agencies | before.kinds
        everybody = self.answer == Answer.NO and not (self.agencies or self.kinds)
        return (
            self.whose == before.whose
            and self.given_on >= before.given_on
            and self.purposes >= before.purposes
            and (everybody or (self.agencies | self.kinds) >= bodies)
        )

    def has_ended(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today

    def sets_aside_on(self, today: date) -> bool:
        """The reason was not taken back, and has not ended."""
        return self.sets_aside and not self.is_against and not self.has_ended(today)

    def ends_soon(self, today: date) -> bool:
        standing = self.answer == Answer.YES and self.withdrawn_on is None and not self.has_ended(today)
        return standing and self.expires_on is not None and self.expires_on - today <= SOON


@dataclass(frozen=True, slots=True)
class Allowance:
    """A signed agreement as the gate sees it: what it allows for each purpose."""

    fields: Mapping[str, frozenset[str]]
    valid_from: date
    valid_until: date
    ended: bool = False

    def is_valid(self, today: date) -> bool:
        return not self.ended and self.valid_from <= today <= self.valid_until


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to give: for what, which fields, to which body. `age` None: nobody knows it. `active`:
    whether the body is still one that we work with."""

    purpose: str
    fields: frozenset[str]
    agency: int
    kind: str
    name: str
    age: int | None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    code: str
    words: str


def band_of(age: int | None, ages: Ages) -> Band:
    if age is None or age < 0:
        return ages.unknown
    return next((band for band in ages.bands if band.first <= age < band.below), ages.adult)


def may_go(
    asked: Asked,
    consents: Iterable[Said],
    agreement: Allowance | None,
    *,
    ages: Ages,
    fields: Mapping[str, Field],
    today: date,
) -> list[Refusal]:
    """Everything that forbids it; nothing where it may go. An agreement and the consents both must allow it."""
    unknown = sorted(asked.fields - set(fields))
    if unknown or not asked.fields:
        words = _("Pilih kolom dari daftar. Tidak dikenal: %(fields)s")
        return [Refusal("fields", words % {"fields": ", ".join(unknown) or "—"})]
    said = list(consents)
    return [
        *_of_body(asked),
        *_of_agreement(asked, agreement, fields, today),
        *_of_purpose(asked, fields),
        *_of_consents(asked, said, ages, today),
        *_kept_from(asked, said, fields, today),
    ]


def _of_body(asked: Asked) -> list[Refusal]:
    words = _("%(agency)s tidak aktif lagi. Pilih lembaga lain.")
    return [] if asked.active else [Refusal("inactive", words % {"agency": asked.name})]


def _of_agreement(asked: Asked, agreement: Allowance | None, fields: Mapping[str, Field], today: date) -> list[Refusal]:
    about = {"agency": asked.name, "purpose": label_of(asked.purpose)}
    if agreement is None:
        words = _("Belum ada kesepakatan berbagi yang ditandatangani dengan %(agency)s. Susun kesepakatannya dulu.")
        return [Refusal("no_agreement", words % about)]
    if not agreement.is_valid(today):
        words = _("Kesepakatan dengan %(agency)s tidak berlaku pada %(day)s. Susun versi baru.")
        return [Refusal("agreement_over", words % {**about, "day": plain_date(today)})]
    if asked.purpose not in agreement.fields:
        words = _("Kesepakatan dengan %(agency)s tidak memuat tujuan “%(purpose)s”.")
        return [Refusal("purpose", words % about)]
    beyond = [field for code, field in fields.items() if code in asked.fields - agreement.fields[asked.purpose]]
    words = _("Kolom “%(field)s” tidak ada dalam kesepakatan dengan %(agency)s untuk tujuan “%(purpose)s”.")
    return [Refusal("field", words % {**about, "field": field.label}) for field in beyond]


def _of_purpose(asked: Asked, fields: Mapping[str, Field]) -> list[Refusal]:
    if asked.purpose != Purpose.REPORTING:
        return []
    naming = [fields[code] for code in fields if code in asked.fields and fields[code].identifies]
    words = _("Kolom “%(field)s” dapat menunjukkan siapa anaknya. Pelaporan tanpa identitas tidak memuatnya.")
    return [Refusal("identifies", words % {"field": field.label}) for field in naming]


def _of_consents(asked: Asked, said: list[Said], ages: Ages, today: date) -> list[Refusal]:
    """Of each whose consent is expected, and of the child in any case: a child who said no is heard at every age."""
    needed = {one.of: one.form for one in band_of(asked.age, ages).expected}
    found = []
    for whose in Whose.values:
        last = latest(said, whose, asked, today)
        if whose not in needed and (last is None or whose != Whose.CHILD):
            continue
        refused = _of_one(asked, whose, last, needed.get(whose, "any"), today)
        found += [_sealed()] if refused and last is not None and last.sealed else refused
    return found


def _sealed() -> Refusal:
    """It forbids just so, and tells nothing of what was said where the reader may not look."""
    return Refusal("sealed", _("Yang tercatat tentang anak ini belum mengizinkannya. Mintalah pimpinan memeriksanya."))


def latest(said: Iterable[Said], whose: str, asked: Asked, today: date) -> Said | None:
    """What was said last about this. Where the child itself said no last, or took its yes back, nobody else's word
    about it comes after."""
    about = [one for one in said if one.whose == whose and one.is_about(asked)]
    own = _last_of(one for one in about if one.giver == Giver.CHILD)
    return own if own is not None and own.is_against else _last_of(_heard(about, today))


def _heard(about: list[Said], today: date) -> list[Said]:
    """Of what was said, what counts where a caregiver itself said no last, or took its yes back: nobody else's yes,
    unless an officer wrote down since why the caregiver is not to be asked, and that reason sets the no aside and still
    stands."""
    no = _last_of(one for one in about if one.giver == one.whose == Whose.CAREGIVER)
    if no is None or not no.is_against:
        return about
    if any(one.sets_aside_on(today) and one.given_on >= no.spoken_on for one in about):
        return [one for one in about if one.giver != Giver.CAREGIVER]
    return [one for one in about if one.giver == Giver.CAREGIVER or one.is_against]


def _last_of(said: Iterable[Said]) -> Said | None:
    """The day counts. Of one day a no and a withdrawal come before every yes, for no hour is written down and a clock
    may have been set back; then the order in which it was written down."""
    return max(said, key=lambda one: (one.spoken_on, one.is_against, one.order), default=None)


def _of_one(asked: Asked, whose: str, last: Said | None, form: str, today: date) -> list[Refusal]:
    about = {"whose": str(Whose(whose).label), "purpose": label_of(asked.purpose), "agency": asked.name}
    if last is None:
        words = _("Belum ada persetujuan %(whose)s untuk “%(purpose)s” dengan %(agency)s. Tanyakan, lalu catat.")
        return [Refusal("no_consent", words % about)]
    if last.withdrawn_on is not None:
        words = _("Persetujuan %(whose)s dicabut tanggal %(day)s.")
        return [Refusal("withdrawn", words % {**about, "day": plain_date(last.withdrawn_on)})]
    if last.answer == Answer.NO:
        words = _("%(whose)s tidak setuju untuk “%(purpose)s” dengan %(agency)s (%(day)s).")
        text = words % {**about, "day": plain_date(last.given_on)}
        return [Refusal("refused", text[:1].upper() + text[1:])]
    if last.has_ended(today):
        words = _("Persetujuan %(whose)s berakhir tanggal %(day)s. Tanyakan lagi.")
        return [Refusal("expired", words % {**about, "day": plain_date(last.expires_on or today)})]
    if last.giver not in OTHER_SPEAKERS and RANK[Form(last.form)] < LEAST_FORM[form]:
        words = _("Persetujuan %(whose)s pada usia ini diharapkan tertulis atau dengan tanda. Yang ada: %(form)s.")
        return [Refusal("form", words % {**about, "form": Form(last.form).label})]
    return []


def _kept_from(asked: Asked, said: list[Said], fields: Mapping[str, Field], today: date) -> list[Refusal]:
    """What somebody asked to keep from this very body. A withdrawal does not lift it; what the same person said on a
    later day about this body and purpose does, where it does not ask so again."""
    kept: dict[str, bool] = {}  # field -> whether somebody may read that it was asked so
    for one in said:
        last = latest(said, one.whose, asked, today)
        if one.kept_from and (last is None or one.given_on >= last.given_on):
            for code in one.kept_from.get(asked.agency, frozenset()) & asked.fields:
                kept[code] = kept.get(code, False) or not one.sealed
    words = _("Kolom “%(field)s” diminta tidak diberikan kepada %(agency)s.")
    shown = [code for code in fields if kept.get(code)]
    found = [Refusal("kept", words % {"field": fields[code].label, "agency": asked.name}) for code in shown]
    return [*found, _sealed()] if len(shown) < len(kept) else found


def may_go_in_danger(
    asked: Asked, basis: str, *, dangers: Mapping[str, Basis], fields: Mapping[str, Field]
) -> list[Refusal]:
    """Danger or a suspected crime needs neither agreement nor consent: the least, on a basis that is named."""
    found = _of_body(asked)
    if basis not in dangers:
        found.append(Refusal("basis", _("Pilih dasar hukumnya: bahaya, atau dugaan tindak pidana.")))
    elif asked.kind not in dangers[basis].to:
        words = _(
            "Tanpa kesepakatan tidak pergi kepada %(agency)s. Dugaan tindak pidana: UPTD PPA, polisi, atau Dinas "
            "Sosial; bahaya: juga rumah sakit, rumah aman, atau Dinas PPPA."
        )
        found.append(Refusal("body", words % {"agency": asked.name}))
    if not asked.fields or asked.fields - set(fields):
        found.append(Refusal("fields", _("Pilih kolom dari daftar.")))
    beyond = [field for code, field in fields.items() if code in asked.fields and not field.least]
    words = _("Kolom “%(field)s” tidak termasuk yang paling sedikit. Tanpa kesepakatan hanya itu yang boleh pergi.")
    return [*found, *(Refusal("field", words % {"field": field.label}) for field in beyond)]


def missing(said: Iterable[Said], age: int | None, ages: Ages, today: date) -> list[tuple[str, str]]:
    """Whose consent is expected at this age and nowhere written down, whatever it is about: (whose, form)."""
    there = {one.whose for one in said if one.withdrawn_on is None and not one.has_ended(today)}
    return [(one.of, one.form) for one in band_of(age, ages).expected if one.of not in there]


def reason_fits(reason: str, whose: str, reasons: Mapping[str, Basis], age: int | None = None) -> bool:
    """Whether a reason why somebody was not asked is one about them, and at this age; where nobody knows the age, it
    may be."""
    if reason not in reasons or whose not in reasons[reason].of:
        return False
    below = reasons[reason].below
    return below is None or age is None or age < below


def label_of(purpose: str) -> str:
    return str(Purpose(purpose).label) if purpose in Purpose.values else purpose
