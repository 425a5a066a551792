"""Sealed files: whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from suar.core.vault import sealedfile
from suar.core.vault.master import LocalMasterKey, VaultLocked, as_recovery_text, from_recovery_text, new_master_key
from suar.core.vault.sealedfile import SealBroken, opened, sealing

MASTER = LocalMasterKey(bytes(range(32)))


def written(path: Path, content: bytes, pieces: int = 7) -> Path:
    with sealing(path, MASTER, "main") as stream:
        for start in range(0, len(content), max(1, len(content) // pieces)):
            stream.write(content[start : start + max(1, len(content) // pieces)])
    return path


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 5000])
def test_what_is_sealed_opens_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(sealedfile, "CHUNK", 1000)
    content = bytes(n % 251 for n in range(size))
    path = written(tmp_path / "a", content)
    assert b"".join(opened(path, MASTER, "main")) == content
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("purpose", ["keys", "mai"])
def test_a_file_sealed_for_one_store_is_not_taken_for_another(tmp_path: Path, purpose: str) -> None:
    path = written(tmp_path / "a", b"content")
    with pytest.raises(VaultLocked):
        list(opened(path, MASTER, purpose))


def test_another_master_key_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(VaultLocked, match="does not open"):
        list(opened(written(tmp_path / "a", b"content"), LocalMasterKey(bytes(32)), "main"))


def test_every_cut_and_every_changed_byte_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealedfile, "CHUNK", 50)
    whole = written(tmp_path / "a", bytes(120)).read_bytes()
    for length in range(len(whole)):
        (tmp_path / "b").write_bytes(whole[:length])
        with pytest.raises((SealBroken, VaultLocked)):
            list(opened(tmp_path / "b", MASTER, "main"))
    for place in range(0, len(whole), 3):
        (tmp_path / "b").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises((SealBroken, VaultLocked)):
            list(opened(tmp_path / "b", MASTER, "main"))
    (tmp_path / "b").write_bytes(whole + b"more")
    with pytest.raises(SealBroken):
        list(opened(tmp_path / "b", MASTER, "main"))


def test_a_failure_while_writing_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), sealing(tmp_path / "a", MASTER, "main") as stream:
        stream.write(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_the_recovery_sheet_gives_the_master_key_back() -> None:
    key = new_master_key()
    assert from_recovery_text(as_recovery_text(key)) == key
    assert from_recovery_text(as_recovery_text(key).lower()) == key
    with pytest.raises(VaultLocked):
        from_recovery_text("0189 not base32")
