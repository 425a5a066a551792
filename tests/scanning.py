"""What the promises of the house look for in text: pure functions, so that each can be shown to find what it must."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

SETTING = re.compile(r"SUAR_[A-Z_]+")


def foreign_hosts(text: str) -> list[str]:
    """Places where a page asks another host for something or sends somebody there."""
    pattern = (
        r"""(?:src|href|action|srcset|poster|data|hx-\w+|data-\w+)\s*=\s*["'](?:https?:)?//|url\(["']?(?:https?:)?//"""
    )
    return [text[match.start() : match.start() + 80] for match in re.finditer(pattern, text)]


def inline_code(text: str) -> list[str]:
    """Script, handlers and style that the content security policy would refuse."""
    pattern = r"<script(?![^>]*\bsrc=)|<style(?! nonce)\b(?!>\{\{ )|\son\w+\s*=\s*[\"']|\sstyle\s*=\s*[\"']"
    return [match.group() for match in re.finditer(pattern, text)]


def untagged_words(template: str) -> list[str]:
    """Words of a template that stand outside `{% translate %}`: they would be the same in every language."""
    for pattern in (r"\{% *comment.*?endcomment *%\}", r"\{#.*?#\}", r"\{% *blocktranslate.*?endblocktranslate *%\}"):
        template = re.sub(pattern, " ", template, flags=re.DOTALL)
    template = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", template, flags=re.DOTALL)
    template = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>|&\w+;", " ", template, flags=re.DOTALL)
    return re.findall(r"[^\W\d_]{3,}", template)


def named_templates(texts: Mapping[str, str]) -> tuple[set[str], list[re.Pattern[str]]]:
    """What sources name as templates: whole names, and patterns for names that are put together (`cases/{page}.html`).

    `texts` are sources by file name."""
    whole: set[str] = set()
    built: list[re.Pattern[str]] = []
    for name, text in texts.items():
        whole |= {found.split("#")[0] for found in re.findall(r"[\w/-]+/[\w/-]+\.(?:html|txt)(?:#\w+)?", text)}
        if name.endswith(".py"):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.JoinedStr) and (pattern := pattern_of(node)):
                    built.append(pattern)
    return whole, built


def pattern_of(node: ast.JoinedStr) -> re.Pattern[str] | None:
    """`f"cases/{page}.html"` as a pattern with the part that is put in; other texts are none."""
    parts = [str(one.value) if isinstance(one, ast.Constant) else None for one in node.values]
    if len(parts) == 3 and parts[1] is None and parts[0] and "/" in parts[0] and str(parts[2]).startswith(".html"):
        return re.compile(re.escape(parts[0]) + r"(\w+)\.html")
    return None


def unused_templates(names: Iterable[str], texts: Mapping[str, str]) -> list[str]:
    """Templates that no source names, neither whole nor by the part that a name is put together with."""
    whole, built = named_templates(texts)
    words = {
        word for name, text in texts.items() if name.endswith(".py") for word in re.findall(r"[\"'](\w+)[\"']", text)
    }
    return [
        name
        for name in names
        if name not in whole
        and not any((match := pattern.fullmatch(name)) and match.group(1) in words for pattern in built)
    ]


def read_settings(text: str) -> set[str]:
    """Names of environment variables in a source: its string constants, and the beginnings of those put together."""
    constants = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str) and SETTING.fullmatch(value)}


def documented_commands(markdown: str) -> list[str]:
    """The commands in the first cell of a table's rows: `suar ledger show`, then `proof` for one of the same group."""
    found: list[str] = []
    for cell in re.findall(r"^\| (`suar [^|]*)\|", markdown, re.MULTILINE):
        group = ""
        for text in re.findall(r"`([^`]+)`", cell):
            words = re.match(r"(?:[a-z][a-z-]*(?: |$))+", text)
            line = words.group().strip() if words else ""
            group = line.rpartition(" ")[0] if line.startswith("suar ") else group
            found.append(line if line.startswith("suar ") else f"{group} {line}")
    return found


def broken_links(markdown: str, root: Path) -> list[str]:
    """Links and paths in backticks of a document that lead nowhere within the repository."""
    links = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", markdown) if "://" not in target]
    paths = re.findall(r"`((?:src|docs|tests|e2e|bench|fire)/[\w./-]*)`", markdown)
    return [name for name in [*links, *paths] if name and not (root / name).exists()]


def drawn_tree(markdown: str) -> list[str]:
    """The folders of a tree drawn with ├── and └──, each as a path."""
    found: list[str] = []
    above: list[str] = []
    for line in re.findall(r"^ {4}(\S.*|[│ ]*[├└].*)$", markdown, re.MULTILINE):
        match = re.match(r"((?:[│ ] {3})*)(?:[├└]── )?([\w/]+/)", line)
        if match and ("──" in line or not above):
            depth = len(match.group(1)) // 4 + ("──" in line)
            above = [*above[:depth], match.group(2)]
            found.append("".join(above))
    return found
