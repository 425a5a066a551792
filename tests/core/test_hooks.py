"""Plugging in: a listener is named once, has an explicit place, and takes its action down with it when it fails."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps

from suar.casework.children import actions as children
from suar.casework.complaints import actions as complaints
from suar.casework.conflicts import actions as conflicts
from suar.core import hooks
from suar.core.hooks import Hook, HookError
from suar.core.hooks_cli import hooks as command
from suar.core.hooks_cli import in_markdown
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry, LedgeredModel
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role
from tests.factories import a_case, a_child, a_triaged_complaint, a_user, an_officer

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "suar"

# Registries from before there were hooks, and containers of other use. A name leaves the list with its registry; none
# is added: declare a hook instead.
NOT_YET_HOOKS = {
    "casework/cases/alongside.py": {"_answers", "_moments", "_panels", "_hindrances", "_weighers", "_followers"},
    "casework/cases/gathered.py": {"_rooms"},
    "casework/cases/receivers.py": {"_sources"},
    "casework/children/emergency.py": {"_finders"},
    "casework/children/search.py": {"_numbers"},
    "casework/conflicts/kin.py": {"_finders"},
    "casework/conflicts/standing.py": {"_sources"},
    "casework/conflicts/subjects.py": {"_finders"},
    "casework/duties/beside.py": {"_finders"},
    "casework/duties/fulfilling.py": {"_steps", "_checks"},
    "casework/duties/naming.py": {"_finders", "_of_offices"},
    "casework/safeguards/perms.py": {"_withheld"},
    "casework/sharing/leaving.py": {"_sources"},
    "casework/sharing/resting.py": {"_sources"},
    "core/ledger/published.py": {"_publishers"},
    "core/ledger/witnesses.py": {"_witnesses"},
    "core/vault/tokens.py": {"_sources"},
    "registry/accounts/alarms.py": {"_veils"},
}
NO_REGISTRIES = {
    "casework/children/names/clans.py": {"DIALECTS", "INDONESIAN"},  # tables, filled where they stand
    "casework/complaints/alerts.py": {"_told_at"},  # when this process told last
    "casework/complaints/outside.py": {"_outside"},  # connections of this process
    "casework/complaints/quarantine.py": {"_let_through"},  # counts of this process
    "casework/intake/surface.py": {"_known"},  # a cache
    "core/hooks.py": {"_declared"},  # the list of hooks itself
    "registry/accounts/oidc.py": {"_said"},  # a cache
}


def containers(text: str) -> set[str]:
    """Names of a module that hold a container which begins empty, or one of empty containers: what is filled later."""
    found: set[str] = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign):
            value, targets = node.value, node.targets
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            value, targets = node.value, [node.target]
        else:
            continue
        if begins_empty(value):
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def begins_empty(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        named = value.func.id if isinstance(value.func, ast.Name) else ""
        return named == "defaultdict" or (named in {"list", "dict", "set"} and not value.args and not value.keywords)
    if isinstance(value, ast.DictComp):
        return begins_empty(value.value)
    return (isinstance(value, ast.List) and not value.elts) or (isinstance(value, ast.Dict) and not value.keys)


def test_no_module_has_a_registry_of_its_own() -> None:
    found = {
        str(path.relative_to(SOURCE)): containers(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")
    }
    assert {name: names for name, names in found.items() if names} == NOT_YET_HOOKS | NO_REGISTRIES


def test_a_registry_is_found_in_each_form() -> None:
    text = "a = []\nb: dict[str, int] = {}\nc = set()\nd = {one: [] for one in 'xy'}\ne = [1]\n_g = defaultdict(list)"
    assert containers(text) == {"a", "b", "c", "d", "_g"}


@pytest.fixture
def hook() -> Any:
    def told(word: str, /) -> object:
        """A hook of this test alone."""

    made = Hook(told)
    yield made
    del hooks._declared[made.name]


def first(word: str, /) -> object:
    return f"first {word}"


def second(word: str, /) -> object:
    return f"second {word}"


def test_listeners_are_called_by_order_then_by_name_whatever_came_first(hook: Hook[[str], object]) -> None:
    hook.listen(second)
    hook.listen(first)
    assert hook("day") == ["first day", "second day"]
    hook.forget(second)
    hook.listen(second, order=-1)
    assert hook("day") == ["second day", "first day"]


def test_a_listener_that_listens_already_is_refused(hook: Hook[[str], object]) -> None:
    hook.listen(first)
    with pytest.raises(HookError, match="already"):
        hook.listen(first, order=5)
    assert hook("day") == ["first day"]


def test_a_hook_declared_twice_or_without_a_docstring_is_refused(hook: Hook[[str], object]) -> None:
    def silent() -> object: ...

    def told(word: str, /) -> object:
        """Another of the same name."""

    told.__qualname__ = hook.name.removeprefix(f"{__name__}.")
    with pytest.raises(HookError, match="declared twice"):
        Hook(told)
    with pytest.raises(HookError, match="docstring"):
        Hook(silent)


def test_every_hook_in_the_source_is_declared_and_somebody_listens() -> None:
    written = {
        f"suar.{'.'.join(path.relative_to(SOURCE).with_suffix('').parts)}.{name}"
        for path in SOURCE.rglob("*.py")
        for name in re.findall(r"^@Hook\ndef (\w+)", path.read_text(encoding="utf-8"), re.M)
    }
    assert {hook.name for hook in hooks.declared()} == written
    assert [hook.name for hook in hooks.declared() if not hook.listeners] == []


def test_the_page_of_hooks_is_current() -> None:
    assert (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8") == in_markdown(), (
        "suar hooks --markdown > docs/hooks.md"
    )


def test_the_command_lists_hooks_in_words_and_as_json() -> None:
    told = CliRunner().invoke(command, []).output
    listed = json.loads(CliRunner().invoke(command, ["--json"]).output)
    assert [one["name"] for one in listed] == [hook.name for hook in hooks.declared()]
    assert all(one["name"] in told and one["says"] and one["listeners"] for one in listed)


# A listener that fails


class Broken(Exception):
    pass


def birth_date() -> Callable[[], object]:
    officer = an_officer()
    child = a_child(officer)
    return lambda: children.edit(child=child, by=officer, birth_date="2010-01-01")


def taken_back() -> Callable[[], object]:
    ketua = a_user(Role.KETUA)
    merge = children.merge(child=a_child(ketua), other=a_child(ketua), why="NIK sama.", by=ketua)
    return lambda: children.separate(merge=merge, why="Ternyata sepupunya.", by=ketua)


def into_a_case() -> Callable[[], object]:
    ketua = a_user(Role.KETUA)
    complaint = a_triaged_complaint(ketua)
    return lambda: complaints.make_case(complaint=complaint, by=ketua)


def stepping_back() -> Callable[[], object]:
    a_user(Role.KETUA)
    officer = an_officer()
    case = a_case(officer)
    return lambda: conflicts.recuse(
        subject=case.child_id, office=case.office, by=officer, reference=case.number, case_id=case.pk
    )


def another_name() -> Callable[[], object]:
    user = an_officer()
    return lambda: accounts.edit_user(user=user, name="Nama Lain Contoh", email=user.email, by=OPERATOR)


# For each hook an action that fires it: prepared first, then pressed.
FIRED_BY: dict[str, Callable[[], Callable[[], object]]] = {
    "suar.casework.children.born.birth_date_changed": birth_date,
    "suar.casework.children.merges.merge_taken_back": taken_back,
    "suar.casework.complaints.following.became_case": into_a_case,
    "suar.casework.conflicts.letting_go.subject_withheld": stepping_back,
    "suar.registry.accounts.newcomers.user_became_known": another_name,
}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table under the ledger, and the ledger."""
    models = [Entry, *(model for model in apps.get_models() if issubclass(model, LedgeredModel))]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def test_each_hook_has_an_action_that_fires_it() -> None:
    assert {hook.name for hook in hooks.declared()} == set(FIRED_BY)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FIRED_BY))
def test_a_listener_that_raises_rolls_its_action_back(name: str) -> None:
    press = FIRED_BY[name]()
    hook = next(hook for hook in hooks.declared() if hook.name == name)

    def broken(*args: object, **facts: object) -> object:
        raise Broken

    before = everything()
    hook.listen(broken, order=1000)  # after all others: what they wrote goes, too
    try:
        with pytest.raises(Broken):
            press()
    finally:
        hook.forget(broken)
    after = everything()
    assert [label for label in before if before[label] != after[label]] == []
