"""What `deploy/` promises: one user a process, its own folders, a sandbox, TLS, no access log, no secret."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from suar.config import standing
from suar.config.environment import POOL, postgres
from suar.config.serving import KNOWN_OUTSIDE
from suar.config.single import chosen

pytestmark = pytest.mark.real_clock

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SERVICES = ("suar-public", "suar-desk", "suar-worker")
SANDBOXED = (*SERVICES, "suar-backup")
SWITCHED_ON = (
    "NoNewPrivileges ProtectHome PrivateTmp PrivateDevices PrivateIPC ProtectClock ProtectHostname ProtectKernelLogs "
    "ProtectKernelModules ProtectKernelTunables ProtectControlGroups RestrictNamespaces RestrictRealtime "
    "RestrictSUIDSGID LockPersonality RemoveIPC"
).split()


@cache
def unit(name: str) -> dict[str, list[str]]:
    """Every key of a unit with its values in order."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / "systemd" / name).read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#[":
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def service(name: str) -> dict[str, list[str]]:
    return unit(f"{name}.service")


def table(path: Path) -> list[list[str]]:
    """The rows of a sysusers or tmpfiles list, in words; a text in quotes is one word."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [re.findall(r'"[^"]*"|\S+', line) for line in lines if line.strip() and not line.startswith("#")]


type Block = list[tuple[str, "Block"]]


def caddy() -> Block:
    """The Caddyfile as directives with what stands in their braces."""
    whole: Block = []
    open_: list[Block] = [whole]
    for line in (DEPLOY / "Caddyfile").read_text(encoding="utf-8").splitlines():
        words = line.split(" #")[0].strip()
        if not words or words.startswith("#"):
            continue
        if words == "}":
            open_.pop()
        elif words.endswith("{"):
            inner: Block = []
            open_[-1].append((words.removesuffix("{").strip(), inner))
            open_.append(inner)
        else:
            open_[-1].append((words, []))
    assert len(open_) == 1, "braces do not close"
    return whole


def directives(block: Block) -> list[str]:
    return [one for name, inner in block for one in (name, *directives(inner))]


SITES = {name: inner for name, inner in caddy() if name.startswith("{$")}
OPTIONS = next(inner for name, inner in caddy() if name == "")
FACE = next(inner for name, inner in caddy() if name == "(face)")


def test_each_face_has_a_host_name_of_its_own() -> None:
    assert list(SITES) == ["{$SUAR_PUBLIC_HOST}", "{$SUAR_DESK_HOST}"]


def test_the_proxy_serves_tls_and_hands_on_to_the_two_faces_alone() -> None:
    assert "protocols tls1.2 tls1.3" in directives(FACE)
    handed = {
        name: [one for one in directives(inner) if one.startswith("reverse_proxy")] for name, inner in SITES.items()
    }
    assert list(handed.values()) == [["reverse_proxy 127.0.0.1:8000"], ["reverse_proxy 127.0.0.1:8001"]]
    for inner in SITES.values():
        assert "import face" in directives(inner)
        assert any(one.startswith("max_size") for one in directives(inner))
    everything = directives(caddy())
    assert not any(one.startswith(("file_server", "trusted_proxies", "auto_https", "http://")) for one in everything)
    assert "admin off" in everything


def test_the_proxy_tells_no_names_and_keeps_no_log() -> None:
    assert {"-Server", "-Via"} <= set(directives(FACE))
    logs = [(name, inner) for name, inner in OPTIONS if name.startswith("log")]
    assert [name for name, _ in logs] == ["log default"]
    excluded = next(one for one in directives(logs[0][1]) if one.startswith("exclude")).split()
    assert {"http.log.access", "http.log.error", "http.handlers.reverse_proxy"} <= set(excluded)
    for inner in [*SITES.values(), FACE]:
        assert not any(re.match(r"log\b|log_append", one) for one in directives(inner))
    for name in SANDBOXED:
        assert "access-log" not in " ".join(service(name)["ExecStart"])


def test_a_form_that_cannot_be_reached_names_help() -> None:
    words = " ".join(directives(SITES["{$SUAR_PUBLIC_HOST}"]))
    assert "110" in words and "129" in words and "no-store" in words


@pytest.mark.parametrize("name", SERVICES)
def test_a_process_is_the_one_that_its_unit_names(name: str) -> None:
    (line,) = service(name)["ExecStart"]
    words = line.split()
    assert words[1:3] == ["-m", "suar.config.single"]
    child = chosen(words[3:], {"SUAR_HOME": "/srv/suar"})
    assert f"suar-{child.name}" == name


def test_the_two_faces_listen_to_their_own_machine_alone() -> None:
    for name, port in (("suar-public", 8000), ("suar-desk", 8001)):
        assert service(name)["ExecStart"][0].endswith(f" 127.0.0.1:{port}")
        assert service(name)["SocketBindAllow"] == [f"ipv4:tcp:{port}"]
    for name in SERVICES:
        assert service(name)["SocketBindDeny"] == ["any"]
    assert "SocketBindAllow" not in service("suar-worker")


USERS = table(DEPLOY / "systemd" / "suar.sysusers")
FOLDERS = {row[1]: row for row in table(DEPLOY / "systemd" / "suar.tmpfiles") if row[0] == "d"}


def test_each_process_has_a_user_of_its_own() -> None:
    users = [service(name)["User"][0] for name in SERVICES]
    assert users == list(SERVICES)
    assert {row[1] for row in USERS if row[0] == "u"} == set(users)
    assert all(row[4:] == ["/nonexistent", "/usr/sbin/nologin"] for row in USERS if row[0] == "u")
    for name in SERVICES:
        groups = {*service(name)["Group"], *" ".join(service(name).get("SupplementaryGroups", [])).split()}
        assert groups == {row[2] for row in USERS if row[0] == "m" and row[1] == name}


def test_the_public_forms_user_has_no_part_in_what_is_not_its_own() -> None:
    its_groups = {row[2] for row in USERS if row[0] == "m" and row[1] == "suar-public"}
    within = {path for path, row in FOLDERS.items() if row[4] in its_groups}
    assert within == {"/srv/suar/intake", "/srv/suar/public", "/srv/suar/public/static"}
    for path, row in FOLDERS.items():
        assert row[2][-1] in ("0", "1"), f"{path}: others may pass through the home, and no more"
        assert row[3] != "suar-public"
    assert FOLDERS["/srv/suar/public"][2] == "2750", "its own keys it reads and does not write"
    files = [row for row in table(DEPLOY / "systemd" / "suar.tmpfiles") if row[0] == "z"]
    assert all(row[2] in {"0660", "0640"} for row in files)


def test_every_folder_of_keys_and_stores_is_handed_to_its_group_by_the_sign() -> None:
    for folder in {f"/srv/suar/{name.partition('/')[0]}" for name in standing.KEY_FILES} | {
        f"/srv/suar/{store}" for store in ("main", "keys", "intake", "uploads", "reports")
    }:
        assert FOLDERS[folder][2].startswith("2"), folder


def test_the_public_form_sees_two_folders_of_the_home() -> None:
    form = service("suar-public")
    assert form["TemporaryFileSystem"] == ["/srv/suar:ro"]
    assert form["BindReadOnlyPaths"] == ["/srv/suar/public"]
    assert form["BindPaths"] == ["/srv/suar/intake"]
    assert "ReadWritePaths" not in form
    assert form["EnvironmentFile"] == ["/etc/suar/public.env"]


def test_the_public_form_is_told_what_it_may_know_and_nothing_else() -> None:
    told = set(
        re.findall(r"^(?:# )?(SUAR_\w+)=", (DEPLOY / "public.env.example").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert told <= {*KNOWN_OUTSIDE, "SUAR_HOME"}
    assert {"SUAR_ALLOWED_HOSTS", "SUAR_TRUSTED_PROXIES"} <= told


def test_a_shell_reads_the_settings_of_an_office_as_the_service_manager_does(tmp_path: Path) -> None:
    """The commands of an operator take the same file."""
    text = re.sub(r"^# (?=SUAR_)", "", (DEPLOY / "suar.env.example").read_text(encoding="utf-8"), flags=re.MULTILINE)
    (tmp_path / "suar.env").write_text(text, encoding="utf-8")
    script = f"set -a; . {tmp_path}/suar.env; env -0"
    read = subprocess.run(["sh", "-c", script], env={"PATH": os.environ["PATH"]}, capture_output=True, check=True)
    found = dict(line.split("=", 1) for line in read.stdout.decode().split("\0") if line.startswith("SUAR_"))
    given = dict(re.findall(r"^(SUAR_\w+)='?(.*?)'?$", text, re.MULTILINE))
    assert found == given and {"SUAR_INTAKE_CHANNEL", "SUAR_DATABASE_MAIN", "SUAR_LOG_ORIGIN"} <= set(given)


@pytest.mark.parametrize("name", SANDBOXED)
def test_each_process_is_in_a_sandbox(name: str) -> None:
    settings = service(name)
    assert {key for key in SWITCHED_ON if settings.get(key) != ["yes"]} == set()
    assert settings["ProtectSystem"] == ["strict"]
    assert settings["CapabilityBoundingSet"] == [""]
    assert settings["SystemCallFilter"][0].startswith("@system-service")
    assert settings["SystemCallArchitectures"] == ["native"]
    assert settings["LimitCORE"] == ["0"], "a dump holds keys and stories"
    assert settings["MemorySwapMax"] == ["0"], "so does a swapped page"
    assert settings["UMask"] in (["0007"], ["0077"])


def test_the_public_form_may_speak_to_its_own_machine_alone() -> None:
    assert service("suar-public")["IPAddressDeny"] == ["any"]
    assert service("suar-public")["IPAddressAllow"] == ["localhost"]


def test_no_process_may_speak_to_the_world_unless_it_must() -> None:
    for name in SANDBOXED:
        assert (service(name)["IPAddressDeny"], service(name)["IPAddressAllow"]) == (["any"], ["localhost"]), name


@pytest.mark.parametrize("name", SERVICES)
def test_a_process_that_died_is_started_again_without_end(name: str) -> None:
    assert service(name)["Restart"] == ["always"]
    assert service(name)["StartLimitIntervalSec"] == ["0"]
    assert f"{name}.service" in unit("suar.target")["Wants"][0].split()


def test_copies_are_made_every_night_in_two_places() -> None:
    words = service("suar-backup")["ExecStart"][0].split()
    to, keys_to = words[words.index("--to") + 1], words[words.index("--keys-to") + 1]
    assert Path(to).parts[:3] != Path(keys_to).parts[:3]
    assert unit("suar-backup.timer")["OnCalendar"] == ["*-*-* 01:30:00"]
    assert unit("suar-backup.timer")["Persistent"] == ["true"]


def test_no_secret_ships_with_the_units() -> None:
    for path in [one for one in DEPLOY.rglob("*") if one.is_file()]:
        text = path.read_text(encoding="utf-8")
        assert "SUAR_MASTER_KEY" not in text, path
        assert "PRIVATE KEY" not in text, path
        assert not re.search(r"://\w+:(?!…)[^@\s]+@", text), path
        assert not re.search(r"AAAA\w", text), path


def test_a_database_on_another_machine_is_asked_for_by_name_and_certificate() -> None:
    urls = re.findall(r"postgresql://[^\s']+", "".join(p.read_text(encoding="utf-8") for p in DEPLOY.glob("*.example")))
    assert len(urls) == 4
    for url in urls:
        assert postgres(url)["OPTIONS"] == {"sslmode": "verify-full", "pool": POOL}
    assert postgres("postgresql://a@/b?host=/run/postgresql")["OPTIONS"] == {"pool": POOL}


IMAGE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def test_the_image_installs_pinned_hashes_alone() -> None:
    installs = re.findall(r"pip install [^&\n]*", IMAGE)
    assert len(installs) == 3
    for one in installs:
        assert "--require-hashes" in one or "--no-index" in one, one
    for name in re.findall(r"-r (\S+)", IMAGE):
        pins = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "==" in line]
        assert pins and all("\\" in line for line in pins), f"{name} has a line without a hash"


def test_the_image_holds_no_repository_and_no_secret() -> None:
    first, second = re.split(r"^FROM .+ AS build$", IMAGE, flags=re.MULTILINE)[1].split("\nFROM ")
    assert re.findall(r"^COPY (.+)$", second, re.MULTILINE) == ["--from=build /opt/suar/.venv /opt/suar/.venv"]
    assert set(re.findall(r"^COPY (.+?) \S+$", first, re.MULTILINE)) == {
        "requirements/runtime.txt requirements/package.txt",
        "pyproject.toml README.md LICENSE",
        "src",
    }
    assert re.findall(r"^USER (.+)$", second, re.MULTILINE) == ["suar-worker:suar-office"]
    assert not re.search(r"^(?:ARG|ENV) .*(?:KEY|PASSWORD|SECRET|TOKEN)", IMAGE, re.MULTILINE)


SECOND = DEPLOY / "second-host"


def test_on_the_host_of_the_form_there_is_nothing_else() -> None:
    paths = {row[1] for row in table(SECOND / "suar.tmpfiles")}
    assert not any(re.search(r"/(?:main|keys|secret|backups|reports)\b", path) for path in paths)
    assert {row[1] for row in table(SECOND / "suar.sysusers") if row[0] == "u"} == {"suar-public", "suar-pull"}


def test_the_workers_key_runs_one_program_there() -> None:
    lines = (SECOND / "authorized_keys").read_text(encoding="utf-8").splitlines()
    (line,) = [one for one in lines if not one.startswith("#")]
    options = re.match(r'restrict,command="([^"]+)" ssh-ed25519 ', line)
    assert options is not None
    assert options[1].split()[-2:] == ["-m", "suar.config.channel"]
    way = (SECOND / "channel.conf").read_text(encoding="utf-8")
    for promise in ("StrictHostKeyChecking yes", "PasswordAuthentication no", "ForwardAgent no", "BatchMode yes"):
        assert promise in way
