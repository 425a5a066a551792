"""The promises of the house, each a test that fails when somebody breaks one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from suar.config.classification import CLASSIFICATION, Class
from suar.config.dignity import AVOID, blaming_words
from suar.config.messages import untranslated
from suar.core.ledger.models import LedgeredModel
from suar.core.vault.fields import EncryptedField, VaultModel

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "suar"
OURS = [model for model in apps.get_models() if model.__module__.startswith("suar.")]
PYTHON = [p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts]
TEMPLATES = list(SOURCE.rglob("*.html"))

# Tables that are written past actions, and why.
PAST_ACTIONS = {
    "ledger": "the record itself",
    "vault": "keys are committed before the row that needs them",
    "intake": "the public process has no ledger; the worker records the take-over",
    "regions": "reference data of a public decree",
    "documents.series": "a running number, taken inside the action that uses it",
    "accounts.user": "sign-in libraries write the password and the last sign-in; roles are ledgered appointments",
}


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_field_is_classified(model: type) -> None:
    fields = {field.name for field in model._meta.concrete_fields}
    assert set(CLASSIFICATION.get(model._meta.label_lower, {})) == fields


@pytest.mark.parametrize("model", [m for m in OURS if issubclass(m, VaultModel)], ids=lambda m: m._meta.label)
def test_what_is_personal_or_a_childs_is_encrypted_and_nothing_else_is(model: type) -> None:
    classes = CLASSIFICATION[model._meta.label_lower]
    sealed = {f.name for f in model._meta.concrete_fields if isinstance(f, EncryptedField)}
    private = {name for name, kind in classes.items() if kind in {Class.PERSONAL, Class.CHILD}}
    assert sealed == private - {"sealed_reply"}


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_table_is_ledgered_or_has_a_reason(model: type) -> None:
    label = model._meta.label_lower
    assert issubclass(model, LedgeredModel) or label in PAST_ACTIONS or label.split(".")[0] in PAST_ACTIONS


@pytest.mark.parametrize("model", [m for m in OURS if issubclass(m, LedgeredModel)], ids=lambda m: m._meta.label)
def test_the_current_field_list_covers_every_column(model: type[LedgeredModel]) -> None:
    current = model.ledger_fields[model.current_field_list()]
    assert set(current) == {field.name for field in model._meta.concrete_fields}


def patterns(resolver: URLResolver) -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found += [(f"{entry.pattern}{path}", pattern) for path, pattern in patterns(entry)]
        else:
            found.append((str(entry.pattern), entry))
    return found


@pytest.mark.parametrize(
    ("path", "pattern"), patterns(get_resolver("suar.config.urls.desk")), ids=lambda v: v if isinstance(v, str) else ""
)
def test_every_address_of_the_desk_has_a_permission_or_belongs_to_sign_in(path: str, pattern: URLPattern) -> None:
    ours = pattern.callback.__module__.startswith("suar.")
    open_to_all = not getattr(pattern.callback, "login_required", True)
    development = path == "gaya/"  # the style page: invented data, mounted in development only
    assert hasattr(pattern.callback, "permission") or not ours or open_to_all or development, (
        f"{path} has no permission"
    )


def calls(tree: ast.AST) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def public_functions(path: Path) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def offered(package: Path) -> set[str]:
    """What an `actions` package offers to other apps."""
    tree = ast.parse((package / "__init__.py").read_text(encoding="utf-8"))
    return {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}


ACTION_FILES = [p for p in PYTHON if p.name == "actions.py" or p.parent.name == "actions"]


@pytest.mark.parametrize("path", ACTION_FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_action_names_its_actor_and_takes_keywords_only(path: Path) -> None:
    for function in public_functions(path):
        if path.parent.name == "actions" and function.name not in offered(path.parent):
            continue  # a step of an action within its package
        names = {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}
        if "by" in names:
            assert not function.args.args, f"{path.name}: {function.name} takes positional arguments"


def test_no_view_saves_past_an_action() -> None:
    for path in PYTHON:
        if path.name in {"views.py", "forms.py", "panels.py"} or path.parent.name == "views":
            for call in calls(ast.parse(path.read_text(encoding="utf-8"))):
                assert not call.endswith((".save", ".bulk_create", ".delete")), f"{path}: {call}"
                assert call != "ledger.record", f"{path}: a view records by an action only"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_page_asks_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for match in re.finditer(r"""(?:src|href|action|data-\w+)\s*=\s*["'](?:https?:)?//""", text):
        pytest.fail(f"{path.name}: {text[match.start() : match.start() + 80]}")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son\w+\s*=\s*[\"']", text)
    assert not re.search(r"\sstyle\s*=\s*[\"']", text)


def test_no_string_is_left_without_english() -> None:
    assert untranslated() == []


WORD_LISTS = {"dignity.py"}


@pytest.mark.parametrize(
    "path",
    [p for p in [*PYTHON, *TEMPLATES, *SOURCE.rglob("*.po"), *SOURCE.rglob("*.typ")] if p.name not in WORD_LISTS],
    ids=lambda p: str(p.relative_to(SOURCE)),
)
def test_no_word_blames_a_child(path: Path) -> None:
    assert blaming_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("phrase", ["anak nakal", "pemain lama", "razia", "open BO", "oknum", "Prostitusi"])
def test_the_word_list_finds_what_it_must(phrase: str) -> None:
    assert blaming_words(f"kalimat dengan {phrase} di dalamnya")


def test_each_avoided_word_has_a_better_one() -> None:
    assert all(AVOID.values())


def test_no_file_is_named_after_nothing() -> None:
    nothing = {"utils", "helpers", "common", "misc"}
    assert [p for p in PYTHON if p.stem in nothing or p.parent.name in nothing] == []


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: str(p.relative_to(SOURCE)))
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{path.name}: {node.name} asks to be split"


def test_own_javascript_stays_under_a_thousand_lines() -> None:
    own = [p for p in SOURCE.rglob("*.js") if not p.name.endswith(".min.js")]
    assert sum(p.read_text(encoding="utf-8").count("\n") for p in own) <= 1000


@pytest.mark.parametrize(
    "name",
    re.findall(r"`((?:src|docs|tests|e2e|bench)/[\w./-]+)`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    if (ROOT / "ARCHITECTURE.md").exists()
    else ["ARCHITECTURE.md"],
)
def test_what_architecture_names_exists(name: str) -> None:
    assert (ROOT / name).exists()
