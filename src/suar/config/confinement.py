"""The public process under Landlock: `python -m suar.config.confinement COMMAND…` gives up every right to files and
connections that the public form does not need, and then becomes COMMAND.

It runs as the same user as the desk, so the files' own permissions do not keep it from the keys. After this the kernel
does: code and its own keys to read, its own store to write, no connection but to its own database. A kernel that does
not know Landlock is told in one line, and the form serves without it."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

# linux/landlock.h and the system calls' numbers, which are the same on every architecture.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF, VERSION_ASKED = 444, 445, 446, 1
PATH_BENEATH, NET_PORT, PR_SET_NO_NEW_PRIVS = 1, 2, 38
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_FILE, MAKE_REG, TRUNCATE = 1, 2, 4, 8, 1 << 5, 1 << 8, 1 << 14
RIGHTS_OF = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
CONNECT_TCP, SCOPE_ABSTRACT_SOCKETS, SCOPE_SIGNALS = 2, 1, 2
FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE  # the others are rights to directories
READING = EXECUTE | READ_FILE | READ_DIR
# Plain files alone: a pipe or a link in the place of the store would hold up the worker, or lead it elsewhere.
WRITING = WRITE_FILE | READ_FILE | READ_DIR | REMOVE_FILE | MAKE_REG | TRUNCATE
# What the C library and Python read of a Linux machine. Not /proc: it shows the desk's environment.
MACHINE = "/lib /lib64 /usr/lib /usr/lib64 /usr/share/zoneinfo /usr/share/locale /dev/urandom /etc/localtime".split()
MACHINE += "/etc/ld.so.cache /etc/hosts /etc/resolv.conf /etc/nsswitch.conf /etc/passwd /etc/ssl".split()
TO_WRITE = ("/dev/null",)  # not /dev/shm: the desk draws its workbooks there
POSTGRES_PORT = 5432


class Unconfined(Exception):
    """The kernel does not confine; the message says why."""


class Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "net", "scoped")]


class PathRule(ctypes.Structure):
    _pack_, _layout_ = 1, "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


class PortRule(ctypes.Structure):
    _fields_ = [("allowed", ctypes.c_uint64), ("port", ctypes.c_uint64)]


def confine(*, read: Iterable[str], write: Iterable[str], connect: Iterable[int]) -> None:
    """For this process, its threads to come and all it starts, for good. Raises Unconfined."""
    abi = _call(CREATE_RULESET, None, 0, VERSION_ASKED)
    files = RIGHTS_OF[min(abi, max(RIGHTS_OF))]
    wanted = Ruleset(files, CONNECT_TCP if abi >= 4 else 0, SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS if abi >= 6 else 0)
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = _call(CREATE_RULESET, ctypes.byref(wanted), size, 0)
    for paths, rights in ((read, READING), (write, WRITING)):
        for path in paths:
            _allow_path(ruleset, path, rights & files)
    for port in connect if abi >= 4 else ():
        _call(ADD_RULE, ruleset, NET_PORT, ctypes.byref(PortRule(CONNECT_TCP, port)), 0)
    if ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise Unconfined("new privileges cannot be given up")
    _call(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def needs(environment: Mapping[str, str]) -> tuple[list[str], list[str], list[int]]:
    """What the public process reads, what it writes, and the ports it connects to."""
    code = Path(__file__).resolve().parents[2]  # where `suar` is found, or all that is installed
    read = [*MACHINE, sys.prefix, sys.base_prefix, str(code), environment["SUAR_PUBLIC_DIR"]]
    store = urlsplit(environment["SUAR_DATABASE_INTAKE"])
    if store.scheme == "sqlite":
        return read, [*TO_WRITE, str(Path(store.path).parent)], []
    return read, [*TO_WRITE], [store.port or POSTGRES_PORT]


def main() -> None:
    read, write, connect = needs(os.environ)
    try:
        confine(read=read, write=write, connect=connect)
    except Unconfined as why:
        print(f"The public form is not confined by this kernel ({why}); file permissions alone protect the keys.")
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - the supervisor's own command


def _allow_path(ruleset: int, path: str, rights: int) -> None:
    try:
        parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # this machine has none
    try:
        rights &= -1 if os.path.isdir(path) else FILE_RIGHTS
        _call(ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(PathRule(rights, parent)), 0)
    finally:
        os.close(parent)


def _call(number: int, *arguments: object) -> int:
    if sys.platform != "linux":
        raise Unconfined("no Linux")
    answer: int = ctypes.CDLL(None, use_errno=True).syscall(number, *arguments)
    if answer < 0:
        raise Unconfined(os.strerror(ctypes.get_errno()))
    return answer


if __name__ == "__main__":
    main()
