"""Tink keysets as bytes: made, merged for a rotation, read. The only place that touches Tink's protobuf."""

from __future__ import annotations

from typing import Any

import tink
from tink import TinkError, aead, hybrid, prf, secret_key_access, signature
from tink.proto import tink_pb2

aead.register()
hybrid.register()
prf.register()
signature.register()

WRAPPING = aead.aead_key_templates.AES256_GCM
DATA = aead.aead_key_templates.AES256_GCM
TOKENS = prf.prf_key_templates.HMAC_SHA256
SIGNING = signature.signature_key_templates.ED25519
INTAKE = hybrid.hybrid_key_templates.DHKEM_X25519_HKDF_SHA256_HKDF_SHA256_AES_256_GCM


def new(template: Any) -> bytes:
    """A new keyset with one key, serialised in clear: the caller wraps it at once."""
    return serialise(tink.new_keyset_handle(template))


def serialise(handle: Any) -> bytes:
    return bytes(tink.proto_keyset_format.serialize(handle, secret_key_access.TOKEN))


def handle(keyset: bytes) -> Any:
    return tink.proto_keyset_format.parse(keyset, secret_key_access.TOKEN)


def open_aead(keyset: bytes) -> Any:
    return handle(keyset).primitive(aead.Aead)


def open_prf(keyset: bytes) -> Any:
    return handle(keyset).primitive(prf.PrfSet).primary()


def open_hybrid(keyset: bytes) -> Any:
    return handle(keyset).primitive(hybrid.HybridDecrypt)


def public_part(keyset: bytes) -> bytes:
    """The public keyset of a private one (hybrid or signing): safe to hand to the public process."""
    return bytes(tink.proto_keyset_format.serialize_without_secret(handle(keyset).public_keyset_handle()))


def open_public(keyset: bytes) -> Any:
    return tink.proto_keyset_format.parse_without_secret(keyset).primitive(hybrid.HybridEncrypt)


def sign(keyset: bytes, words: bytes) -> bytes:
    return bytes(handle(keyset).primitive(signature.PublicKeySign).sign(words))


def verifying(keyset: bytes) -> Any:
    return tink.proto_keyset_format.parse_without_secret(keyset).primitive(signature.PublicKeyVerify)


def holds(verifier: Any, signed: bytes, words: bytes) -> bool:
    """Whether `signed` is the signature of these words by the private half of `verifier` (see `verifying`)."""
    try:
        verifier.verify(signed, words)
    except TinkError:
        return False
    return True


def primary_id(keyset: bytes) -> int:
    return int(_parsed(keyset).primary_key_id)


def key_ids(keyset: bytes) -> list[int]:
    return [int(key.key_id) for key in _parsed(keyset).key]


def with_new_primary(keyset: bytes, template: Any) -> bytes:
    """The keyset plus a fresh primary key; the older keys still open what they sealed."""
    merged, fresh = _parsed(keyset), _parsed(new(template))
    taken = {key.key_id for key in merged.key}
    while fresh.primary_key_id in taken:
        fresh = _parsed(new(template))
    merged.key.append(fresh.key[0])
    merged.primary_key_id = fresh.primary_key_id
    return bytes(merged.SerializeToString())


def primary_only(keyset: bytes) -> bytes:
    """The keyset without its older keys: what only they sealed can never be opened again."""
    full = _parsed(keyset)
    kept = tink_pb2.Keyset(primary_key_id=full.primary_key_id)
    kept.key.extend(key for key in full.key if key.key_id == full.primary_key_id)
    return bytes(kept.SerializeToString())


def _parsed(keyset: bytes) -> Any:
    return tink_pb2.Keyset.FromString(keyset)
