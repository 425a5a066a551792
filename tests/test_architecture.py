"""The promises of the house, each a test that fails when somebody breaks one."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from django.apps import apps
from django.db import connection

from suar.casework.dignity import AVOID, blaming_words
from suar.config.classification import CLASSIFICATION, Class
from suar.config.cli import suar
from suar.config.messages import untranslated
from suar.core.ledger import triggers
from suar.core.ledger.models import LedgeredModel
from suar.core.vault.fields import EncryptedField, VaultModel
from tests import callgraph, scanning

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
    "contacts.draft": "a half-typed intake, saved while it is typed; its beginning and its end are recorded",
    "accounts.session": "a browser's session: it ends within hours, and holds nothing that the cookie does not open",
    "accounts.tally": "what is counted at the door for minutes",
}


def found_in(paths: Iterable[Path], look: Callable[[str], Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """What a look at each file finds, by file; nothing where all is well."""
    found = {str(path.relative_to(ROOT)): look(path.read_text(encoding="utf-8")) for path in paths}
    assert found, "no file was looked at"
    return {name: one for name, one in found.items() if one}


# The public face carries its style in the page, allowed by its hash: one request less on a slow line.
INLINE_BY_HASH = {"src/suar/core/ui/templates/ui/public.html"}
# The page of components: invented data, mounted in development only.
INVENTED = {"styleguide.html"}
# Names of the program and of languages, each in its own, and the address line of an official letter.
THE_SAME_IN_EVERY_LANGUAGE = {"Suar", "Esc", "English", "Bahasa", "Indonesia", "Yth"}


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


def actions_offered() -> list[str]:
    """Every public function that other code may call to change something."""
    return sorted(
        f"{callgraph.module_name(path)}.{function.name}"
        for path in ACTION_FILES
        for function in public_functions(path)
        if path.name == "actions.py" or function.name in offered(path.parent)
    )


# What stands among the actions of an app and leaves no entry, and why.
NO_ENTRY = {
    "suar.casework.contacts.actions.drafting.save_draft": "half-typed; its beginning and its end are recorded",
    "suar.casework.intake.actions": "the public process has no ledger; the worker records the take-over",
    "suar.core.ledger.actions": "the ledger itself: it places and signs entries",
    "suar.casework.complaints.actions.opening.sweep_keys": "ends what the entry of make_case began: a key destroyed",
    "suar.casework.duties.actions.starting.prepare": "builds a row that the caller records",
    "suar.casework.duties.actions.starting.prepare_alike": "builds rows that the caller records",
    "suar.casework.register.actions.headings.mapping_of": "a question of the same room",
    "suar.insight.reports.actions.fingerprint_of": "a sum over a row",
}


def has_reason(action: str) -> bool:
    return action in NO_ENTRY or action.rpartition(".")[0] in NO_ENTRY


@pytest.mark.parametrize("action", actions_offered())
def test_every_action_leaves_an_entry_in_the_ledger(action: str) -> None:
    assert callgraph.reaches_the_ledger(action) != has_reason(action)


def test_no_reason_is_left_for_an_action_that_is_gone() -> None:
    known = actions_offered()
    assert [one for one in NO_ENTRY if not any(action.startswith(one) for action in known)] == []


def test_an_action_without_an_entry_is_found() -> None:
    silent = (
        "from suar.core import ledger\ndef open(row): row.save()\ndef close(row):\n    with ledger.record('x'): pass"
    )
    known = callgraph.modules() | {"suar.new": callgraph.read(silent, "suar.new")}
    assert not callgraph.reaches_the_ledger("suar.new.open", known)
    assert callgraph.reaches_the_ledger("suar.new.close", known)


def saved_past_an_action(text: str) -> list[str]:
    return [
        call
        for call in calls(ast.parse(text))
        if call.endswith((".save", ".bulk_create", ".delete")) or call in {"ledger.record", "record"}
    ]


def test_a_view_that_saves_is_found() -> None:
    assert saved_past_an_action("def view(request):\n    form.save()") == ["form.save"]
    assert saved_past_an_action("def view(request):\n    with ledger.record('x') as e: pass") == ["ledger.record"]


def test_no_view_saves_past_an_action() -> None:
    for path in PYTHON:
        if path.name in {"views.py", "forms.py", "panels.py"} or path.parent.name == "views":
            assert saved_past_an_action(path.read_text(encoding="utf-8")) == [], path


def test_no_page_asks_another_host() -> None:
    assert found_in([*TEMPLATES, *SOURCE.rglob("*.css")], scanning.foreign_hosts) == {}


@pytest.mark.parametrize(
    "text", ['<img src="//host/x">', "<a href='https://host/'>", '<form hx-post="http://host">', "url(//host/x.woff)"]
)
def test_another_host_is_found_wherever_it_stands(text: str) -> None:
    assert scanning.foreign_hosts(text)


def test_no_inline_script_or_style() -> None:
    assert set(found_in(TEMPLATES, scanning.inline_code)) <= INLINE_BY_HASH


@pytest.mark.parametrize("text", ["<script>x()</script>", '<p onclick="x()">', "<p style='color:red'>", "<style>p{}"])
def test_inline_code_is_found(text: str) -> None:
    assert scanning.inline_code(text)


def test_no_string_is_left_without_english() -> None:
    assert untranslated() == []


def test_no_word_of_a_page_stands_outside_translation() -> None:
    found = found_in([path for path in TEMPLATES if path.name not in INVENTED], scanning.untagged_words)
    assert {word for words in found.values() for word in words} <= THE_SAME_IN_EVERY_LANGUAGE


def test_a_word_outside_translation_is_found() -> None:
    page = '{% load i18n %}<p title="x">{% translate "Simpan" %} {{ name }} Kirim</p>{# catatan #}'
    assert scanning.untagged_words(page) == ["Kirim"]


# The lists themselves, and the old word of registers before 2022, which is recognised and never shown.
WORD_LISTS = {"dignity.py", "statement.yaml", "suspects.yaml"}


def test_no_word_blames_a_child() -> None:
    files = [*PYTHON, *TEMPLATES, *SOURCE.rglob("*.po"), *SOURCE.rglob("*.typ"), *SOURCE.rglob("*.yaml")]
    assert found_in([p for p in files if p.name not in WORD_LISTS], blaming_words) == {}


@pytest.mark.parametrize("phrase", ["anak nakal", "pemain lama", "razia", "open BO", "oknum", "Prostitusi"])
def test_the_word_list_finds_what_it_must(phrase: str) -> None:
    assert blaming_words(f"kalimat dengan {phrase} di dalamnya")


def test_each_avoided_word_has_a_better_one() -> None:
    assert all(AVOID.values())


def test_no_file_is_named_after_nothing() -> None:
    nothing = {"utils", "helpers", "common", "misc"}
    assert [p for p in PYTHON if p.stem in nothing or p.parent.name in nothing] == []


CODE = [
    path
    for folder in ("src", "tests", "e2e", "bench", "fire")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]


LONGEST_FILE, LONGEST, LONGEST_VIEW = 400, 40, 25


def test_files_and_functions_stay_short() -> None:
    assert [p for p in CODE if p.read_text(encoding="utf-8").count("\n") > LONGEST_FILE] == []
    assert found_in(CODE, long_functions) == {}


def long_functions(text: str) -> list[str]:
    """Functions of more than forty lines, and views of more than twenty-five."""
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [
        f"{node.name}: {lines}"
        for node in functions
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > (LONGEST_VIEW if is_view(node) else LONGEST)
    ]


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ast.unparse(one).startswith("permit(") for one in function.decorator_list)


def test_a_long_function_is_found() -> None:
    assert long_functions("def f():\n" + "    x()\n" * 40) == ["f: 41"]
    assert long_functions("def f():\n" + "    x()\n" * 39) == []
    assert long_functions("@permit(P)\ndef f():\n" + "    x()\n" * 25) == ["f: 26"]


def test_every_suppressed_type_error_says_why() -> None:
    bare = re.compile(r"# type: ignore(?:\[[\w, -]+\])?(?!.*#\s*\w)")
    assert bare.search("x = y  # type: ignore[attr-defined]")
    assert not bare.search("x = y  # type: ignore[attr-defined]  # the library has no types")
    assert found_in([path for path in CODE if path != Path(__file__)], bare.findall) == {}


def test_own_javascript_stays_under_a_thousand_lines() -> None:
    own = [p for p in SOURCE.rglob("*.js") if not p.name.endswith(".min.js")]
    assert own
    assert sum(p.read_text(encoding="utf-8").count("\n") for p in own) <= 1000


SOURCES = {str(p.relative_to(SOURCE)): p.read_text(encoding="utf-8") for p in [*PYTHON, *TEMPLATES]}


def test_every_template_is_used() -> None:
    names = [str(p).rpartition("/templates/")[2] for p in [*TEMPLATES, *SOURCE.rglob("templates/**/*.txt")]]
    assert len(names) > 100
    assert scanning.unused_templates(names, SOURCES) == []


def test_a_template_that_nobody_names_is_found() -> None:
    view = 'render(request, f"cases/{page}.html")\nform("note_add")\nrender("cases/case_list.html#daftar")'
    names = ["cases/case_list.html", "cases/note_add.html", "cases/forgotten.html"]
    assert scanning.unused_templates(names, {"views.py": view}) == ["cases/forgotten.html"]


OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    read = {name for path in PYTHON for name in scanning.read_settings(path.read_text(encoding="utf-8"))}
    documented = set(re.findall(r"`(SUAR_[A-Z_]+)`", OPERATIONS))
    begun = tuple(name for name in read if name.endswith("_"))
    assert {name for name in read - documented if name not in begun} == set()
    assert {name for name in documented - read if not name.startswith(begun)} == set()
    assert scanning.read_settings('os.environ["SUAR_NEW"]\nf"SUAR_DATABASE_{store}"') == {"SUAR_NEW", "SUAR_DATABASE_"}


def commands(group: click.Group, before: str = "suar") -> list[str]:
    context, found = click.Context(group), []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        line = f"{before} {name}"
        found += commands(command, line) if isinstance(command, click.Group) else [line]
    return found


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    known = commands(suar)
    rows = scanning.documented_commands(OPERATIONS)
    assert len(known) > 15
    assert sorted(known) == sorted(rows)
    assert scanning.documented_commands("| `suar a b X`, `c`, `d-e` | words |") == [
        "suar a b",
        "suar a c",
        "suar a d-e",
    ]


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], ids=lambda p: p.name)
def test_what_a_document_names_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert scanning.broken_links(text, path.parent) == [] or scanning.broken_links(text, ROOT) == []


def test_a_link_that_leads_nowhere_is_found() -> None:
    text = "[one](README.md) [two](gone.md#part) `src/suar/nowhere.py` [far](https://host/)"
    assert scanning.broken_links(text, ROOT) == ["gone.md", "src/suar/nowhere.py"]


def test_the_drawn_tree_is_the_tree() -> None:
    drawn = {name.rstrip("/") for name in scanning.drawn_tree((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))}
    apps_ = {str(path.parent.relative_to(ROOT)) for path in SOURCE.rglob("apps.py")}
    assert {name for name in drawn if not (ROOT / name).is_dir()} == set()
    assert apps_ <= drawn


# Tables of the ledger that change after they are written, and why no trigger guards them.
CHANGING = {
    "ledger_pending": "entries wait here for their place and leave it",
    "ledger_erasure": "ledgered itself: each change of an erasure is an entry",
    "ledger_hold": "ledgered itself: it is set and lifted by an entry each",
    "ledger_copy": "ledgered itself: it is noted by an entry",
}


@pytest.mark.django_db
def test_every_table_of_the_record_is_guarded_after_migration() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("ledger").get_models()}
    assert tables == set(triggers.TABLES) | set(CHANGING)
    assert triggers.missing() == []
    assert triggers.foreign() == []


@pytest.mark.django_db
def test_a_trigger_that_a_migration_lost_is_missed_and_put_back() -> None:
    triggers.drop()
    assert triggers.missing() == triggers.names(connection.vendor)
    triggers.after_migrate(apps.get_app_config("ledger"))
    assert triggers.missing() == []
