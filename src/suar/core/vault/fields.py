"""Encrypted model fields: AES-256-GCM under the subject's own key, bound to model, field and subject.

A ciphertext moved to another column, table or subject does not open (to another row of the same subject: the ledger
names it). Opening is lazy: a list that shows initials opens
only what it shows. The model says whose key it is by `subject_path`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID

from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext

from suar.core.vault import keys
from suar.core.vault.keys import Cipher, KeyMissing

CIPHER = "_vault_cipher"


class VaultModel(models.Model):
    """A row with encrypted fields. `subject_path` leads to whose key seals it, as a query writes it: `child_id`."""

    subject_path: ClassVar[str] = ""

    class Meta:
        abstract = True

    @property
    def vault_subject(self) -> UUID:
        """The subject whose key seals this row (a child, or a complaint until it becomes a case)."""
        if not self.subject_path:
            raise TypeError(f"{type(self).__name__} must say whose key seals it: define subject_path.")
        return cast(UUID, attrgetter(self.subject_path.replace("__", "."))(self))

    @property
    def is_erased(self) -> bool:
        """True when the subject's key was destroyed."""
        return opened_cipher(self) is None

    @property
    def is_readable(self) -> bool:
        """Not erased, and its key is there. A lost key is a fault that `suar vault probe` names: whoever reads many
        rows goes on with the others."""
        try:
            return not self.is_erased
        except KeyMissing:
            return False

    @classmethod
    def encrypted_fields(cls) -> list[EncryptedField]:
        return [field for field in cls._meta.concrete_fields if isinstance(field, EncryptedField)]


class Cell:
    """One value of one instance: sealed bytes, the plain value, or both."""

    __slots__ = ("opened", "plain", "sealed")

    def __init__(self, sealed: bytes | None, plain: Any, opened: bool) -> None:
        self.sealed, self.plain, self.opened = sealed, plain, opened


class EncryptedAttribute(DeferredAttribute):
    """Opens on first read; whatever is assigned as bytes is taken as sealed, everything else as plain."""

    field: EncryptedField

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        cell = instance.__dict__.get(self.field.attname)
        if cell is None:
            cell = super().__get__(instance, cls)
        if not cell.opened:
            cell.plain, cell.opened = self.field.opened(instance, cell.sealed), True
        return cell.plain

    def __set__(self, instance: Any, value: Any) -> None:
        if isinstance(value, (bytes, bytearray, memoryview)):
            instance.__dict__[self.field.attname] = Cell(bytes(value), None, opened=False)
        else:
            instance.__dict__[self.field.attname] = Cell(None, value, opened=True)


if TYPE_CHECKING:
    Binary = models.BinaryField[Any, Any]
else:
    Binary = models.BinaryField


class EncryptedField(Binary):
    """Shared by text and JSON: an empty value is stored empty, every other as ciphertext."""

    descriptor_class = EncryptedAttribute
    empty: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs

    def get_default(self) -> Any:
        return self.empty

    def context(self, instance: Any) -> bytes:
        """Associated data: model, field, subject."""
        return f"suar/field/{self.model._meta.label_lower}.{self.name}/{instance.vault_subject}".encode()

    def opened(self, instance: Any, sealed: bytes) -> Any:
        if not sealed:
            return self.empty
        cipher = opened_cipher(instance)
        if cipher is None:
            return self.erased()
        return self.from_text(cipher.decrypt(sealed, self.context(instance)).decode())

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:
        """The bytes to store. An untouched value keeps its ciphertext, so its digest in the ledger stays the same."""
        cell: Cell = model_instance.__dict__[self.attname]
        if cell.sealed is None or (cell.opened and self.changed_in_place(model_instance, cell)):
            cell.sealed = self.sealed(model_instance, cell.plain)
        return cell.sealed

    def changed_in_place(self, instance: Any, cell: Cell) -> bool:
        """Whether a value that was opened has been changed without being assigned; text cannot be."""
        return False

    def sealed(self, instance: Any, plain: Any) -> bytes:
        if plain is None or plain == self.empty:
            return b""
        cipher = opened_cipher(instance)
        if cipher is None:
            raise KeyMissing(f"{instance._meta.label} {instance.pk}: the subject was erased; nothing more is written.")
        return cipher.encrypt(self.to_text(plain).encode(), self.context(instance))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, (bytes, memoryview)):
            raise TypeError(f"{self.name} is encrypted: save the row, never update() or filter() by its plain value.")
        return super().get_db_prep_value(value, connection, prepared)

    def value_from_object(self, obj: models.Model) -> Any:
        return getattr(obj, self.attname)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.name} is encrypted and is never serialised.")

    def to_text(self, plain: Any) -> str:
        raise TypeError("An encrypted field is text or JSON.")

    def from_text(self, text: str) -> Any:
        raise TypeError("An encrypted field is text or JSON.")

    def erased(self) -> Any:
        return self.empty


class EncryptedTextField(EncryptedField):
    """Text of any length."""

    def to_text(self, plain: Any) -> str:
        if not isinstance(plain, str):
            raise TypeError(f"{self.name} takes text, not {type(plain).__name__}.")
        return plain

    def from_text(self, text: str) -> str:
        return text

    def erased(self) -> str:
        return gettext("(sudah dimusnahkan)")

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        return forms.CharField(required=not self.blank, label=self.verbose_name, help_text=self.help_text, **kwargs)


class EncryptedJSONField(EncryptedField):
    """A list or an object of plain JSON values; empty is None."""

    empty = None

    def changed_in_place(self, instance: Any, cell: Cell) -> bool:
        if not isinstance(cell.plain, (list, dict)) or opened_cipher(instance) is None:
            return False
        return bool(self.to_text(cell.plain) != self.to_text(self.opened(instance, cell.sealed or b"")))

    def to_text(self, plain: Any) -> str:
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def from_text(self, text: str) -> Any:
        return json.loads(text)


def opened_cipher(instance: Any) -> Cipher | None:
    """The row's opened key, fetched once per instance; None when the subject was erased. Raises KeyMissing."""
    subject = instance.vault_subject
    known: tuple[UUID, Cipher | None] | None = instance.__dict__.get(CIPHER)
    if known is not None and known[0] == subject:
        return known[1]
    cipher: Cipher | None
    try:
        cipher = keys.open_one(subject)
    except KeyMissing:
        if not keys.is_erased(subject):
            raise
        cipher = None
    instance.__dict__[CIPHER] = (subject, cipher)
    return cipher


def unlock[R: VaultModel](rows: Iterable[R]) -> list[R]:
    """Open the keys of many rows in one query. Returns the rows as a list."""
    listed = list(rows)
    ciphers = keys.open_many(row.vault_subject for row in listed)
    for row in listed:
        cipher = ciphers.get(row.vault_subject)
        if cipher is not None:
            row.__dict__[CIPHER] = (row.vault_subject, cipher)
    return listed


def share_cipher(source: VaultModel, *rows: VaultModel) -> None:
    """Hand an opened key to other rows of the same subject, so that one page opens one key once."""
    known = source.__dict__.get(CIPHER)
    if known is not None:
        for row in rows:
            row.__dict__[CIPHER] = known


def lend(ciphers: Mapping[UUID, Cipher], *rows: VaultModel) -> None:
    """Hand keys that `keys.create_many` has just made to the rows that they will seal."""
    for row in rows:
        row.__dict__[CIPHER] = (row.vault_subject, ciphers[row.vault_subject])


def reseal(row: VaultModel, change_subject: Any) -> None:
    """Open every encrypted field, let `change_subject()` change whose row it is, and mark all for sealing anew."""
    plain = {field.attname: getattr(row, field.attname) for field in row.encrypted_fields()}
    change_subject()
    row.__dict__.pop(CIPHER, None)
    for name, value in plain.items():
        setattr(row, name, value)
