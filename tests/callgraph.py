"""Which function calls which, read from the source: enough to see that an action ends in the ledger."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src" / "suar"
RECORDS = {"suar.core.ledger.recording.record", "suar.core.ledger.recording.read", "suar.core.ledger.recording.append"}

type Function = str
"""`module.name`, for example `suar.casework.cases.actions.open_case`."""


@dataclass(slots=True)
class Module:
    """One file: its functions with the names they use, and what its imported names mean."""

    name: str
    uses: dict[str, set[str]] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)


def module_name(path: Path) -> str:
    parts = ["suar", *path.relative_to(SOURCE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def read(text: str, name: str) -> Module:
    """Functions, and methods under the name of their class; a function handed on as a value counts as called."""
    tree, module = ast.parse(text), Module(name)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            module.imported |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            module.uses[node.name] = used(node)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            module.uses[node.targets[0].id] = used(node.value)
    return module


def used(tree: ast.AST) -> set[str]:
    """`record`, `ledger.record`, `duties.start`: names as they stand in the source."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    dotted = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    return names | dotted


@cache
def modules() -> dict[str, Module]:
    files = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
    return {module_name(path): read(path.read_text("utf-8"), module_name(path)) for path in files}


def reaches_the_ledger(function: Function, known: dict[str, Module] | None = None) -> bool:
    """Whether some path of calls leads from this function to an entry of the ledger."""
    known = modules() if known is None else known
    seen: set[Function] = set()
    waiting = [function]
    while waiting:
        now = waiting.pop()
        if now in RECORDS:
            return True
        if now not in seen:
            seen.add(now)
            waiting += called(now, known)
    return False


def called(function: Function, known: dict[str, Module]) -> set[Function]:
    where, _, name = function.rpartition(".")
    module = known.get(where)
    if module is None:
        return set()
    if name not in module.uses:  # an `__init__` that passes a name on
        return {module.imported[name]} if name in module.imported else set()
    found = {f"{where}.{one}" for one in module.uses[name] if one in module.uses and one != name}
    for one in module.uses[name]:
        head, _, rest = one.partition(".")
        if head in module.imported:
            found.add(f"{module.imported[head]}.{rest}" if rest else module.imported[head])
    return found
