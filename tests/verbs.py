"""Every verb that the code records, read from the source: literals, and what is handed to a function that records."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src" / "suar"
DIRECT = {"ledger.record": "", "ledger.read": "read."}
WITHIN_THE_LEDGER = {"record": ""}
LEDGER = SOURCE / "core" / "ledger" / "recording.py"

type Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class Found:
    """`verbs` as recorded; `unread` are places whose verb the source does not say."""

    verbs: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A function that records under one of its own parameters."""

    parameter: str
    position: int
    prefix: str
    module: Path | None = None


def recorded_verbs() -> dict[str, Found]:
    """By the name of the app, as in INSTALLED_APPS."""
    found: dict[str, Found] = {}
    lent: dict[tuple[str, str], Wrapper] = {}  # whoever calls them says the whole verb, and it is theirs
    for folder in sorted({path.parent for path in SOURCE.rglob("apps.py")}):
        trees = [(path, ast.parse(path.read_text("utf-8"))) for path in sorted(folder.rglob("*.py"))]
        known = dict(DIRECT | (WITHIN_THE_LEDGER if folder.name == "ledger" else {}))
        wrappers: dict[str, Wrapper] = {name: Wrapper("verb", 0, prefix) for name, prefix in known.items()}
        wrappers |= {name: wrapper for (module, name), wrapper in lent.items() if (module, name) in borrowed(trees)}
        size = -1
        while size != len(wrappers):
            size, found_here = len(wrappers), Found()
            for path, tree in trees:
                take(path, tree, wrappers, found_here)
        lent |= {(dotted(one.module), name): one for name, one in wrappers.items() if one.module and not one.prefix}
        found[".".join(folder.relative_to(SOURCE.parent).parts)] = found_here
    return found


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)


def borrowed(trees: list[tuple[Path, ast.Module]]) -> set[tuple[str, str]]:
    """What an app takes from another by name, as (module, name)."""
    nodes = (node for _path, tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {(node.module or "", alias.name) for node in nodes for alias in node.names}


def take(path: Path, tree: ast.Module, wrappers: dict[str, Wrapper], found: Found) -> None:
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for call, function in calls(tree):
        wrapper = wrappers.get(ast.unparse(call.func)) or wrappers.get(ast.unparse(call.func).rpartition(".")[2])
        if wrapper is None or path == LEDGER or (ast.unparse(call.func) in own and wrapper.module != path):
            continue
        value = argument(call, wrapper)
        for prefix, name in parts(value, constants):
            whole = wrapper.prefix + prefix
            names = [one.arg for one in [*function.args.posonlyargs, *function.args.args]] if function else []
            if name is None:
                found.verbs.add(whole)
            elif function is not None and name in names:
                wrappers[function.name] = Wrapper(name, names.index(name), whole, path)
            else:
                found.unread.add(f"{path.relative_to(SOURCE)}:{call.lineno}")


def calls(tree: ast.AST, function: Function | None = None) -> Iterator[tuple[ast.Call, Function | None]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            yield node, function
        inner = node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else function
        yield from calls(node, inner)


def argument(call: ast.Call, wrapper: Wrapper) -> ast.expr | None:
    named = next((one.value for one in call.keywords if one.arg == wrapper.parameter), None)
    return named or (call.args[wrapper.position] if len(call.args) > wrapper.position else None)


def parts(value: ast.expr | None, constants: dict[str, ast.expr]) -> Iterator[tuple[str, str | None]]:
    """(literal, None) for a verb, (prefix, name) for one that ends in a variable."""
    if isinstance(value, ast.Constant):
        yield str(value.value), None
    elif isinstance(value, ast.IfExp):
        yield from parts(value.body, constants)
        yield from parts(value.orelse, constants)
    elif isinstance(value, ast.Name):
        if value.id in constants:
            yield from parts(constants[value.id], constants)
        else:
            yield "", value.id
    elif isinstance(value, ast.JoinedStr) and isinstance(value.values[-1], ast.FormattedValue):
        begin = "".join(str(one.value) for one in value.values[:-1] if isinstance(one, ast.Constant))
        yield from ((begin + literal, name) for literal, name in parts(value.values[-1].value, constants))
    else:
        yield "", "?"
