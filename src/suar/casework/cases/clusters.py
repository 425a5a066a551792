"""The eight klaster of KPPAD Kalimantan Barat and their place in the schemes of KPAI, SIMFONI-PPA and UU 35/2014.

Read from `rules/clusters.yaml`, which names its sources and marks every mapping that nobody checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from suar.casework.duties.words import english

RULES = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True)
class Kpai:
    """KPAI's scheme since 2021: PHA (fulfilment of rights) or PKA (special protection), and its name there."""

    group: str
    name: str
    name_en: str

    @property
    def shown(self) -> str:
        return self.name_en if english() else self.name


@dataclass(frozen=True, slots=True)
class Cluster:
    """`label` is the name as the commission prints it, in every language; `shown` follows the reader's. `alleged`: it
    names an offence."""

    code: str
    label: str
    label_en: str
    short: str
    short_en: str
    since: date
    kpai: Kpai
    simfoni: tuple[str, ...]
    art59: tuple[int, ...]
    exploitation: bool
    mark: str
    alleged: bool

    @property
    def shown(self) -> str:
        return self.label_en if english() else self.label

    @property
    def brief(self) -> str:
        """Short enough for a column."""
        return self.short_en if english() else self.short


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of event inside a klaster (jenis kejadian). `alleged`: it names an offence."""

    code: str
    label: str
    label_en: str
    simfoni: tuple[str, ...]
    art59: tuple[int, ...]
    exploitation: bool
    mark: str
    alleged: bool = False

    @property
    def shown(self) -> str:
        return self.label_en if english() else self.label


def _clusters(table: dict[str, Any]) -> dict[str, Cluster]:
    return {
        code: Cluster(
            code=code,
            label=row["label"],
            label_en=row["label_en"],
            short=row["short"],
            short_en=row["short_en"],
            since=table["since"],
            kpai=Kpai(**row["kpai"]),
            simfoni=tuple(row["simfoni"]),
            art59=tuple(row["art59"]),
            exploitation=row["exploitation"],
            mark=row["mark"],
            alleged=row.get("alleged", False),
        )
        for code, row in table["clusters"].items()
    }


def _categories(table: dict[str, Any]) -> dict[str, Category]:
    return {
        code: Category(**{**row, "code": code, "simfoni": tuple(row["simfoni"]), "art59": tuple(row["art59"])})
        for code, row in table["categories"].items()
    }


_TABLE: dict[str, Any] = yaml.safe_load((RULES / "clusters.yaml").read_text(encoding="utf-8"))
VERSION: str = _TABLE["version"]
CLUSTERS: dict[str, Cluster] = _clusters(_TABLE)
CATEGORIES: dict[str, Category] = _categories(_TABLE)
_ART59: dict[int, dict[str, str]] = _TABLE["art59"]
_SIMFONI: dict[str, dict[str, str]] = _TABLE["simfoni"]


def art59(group: int) -> str:
    """The group of UU 35/2014 art. 59(2) in the reader's language."""
    return _ART59[group]["en" if english() else "id"]


def simfoni(form: str) -> str:
    """SIMFONI-PPA's form of violence in the reader's language."""
    return _SIMFONI[form]["en" if english() else "id"]


def label(code: str) -> str:
    """The klaster in the reader's language; an unknown code stands as it is."""
    return CLUSTERS[code].shown if code in CLUSTERS else code


def suspected(words: str) -> str:
    """What stands before an offence until somebody has found that it was one."""
    if english():
        return f"{'S' if words[:1].isupper() else 's'}uspected {words[:1].lower()}{words[1:]}"
    return f"{'D' if words[:1].isupper() else 'd'}ugaan {words}"


def told(code: str, *, found: bool = False) -> str:
    """The klaster where it says what happened to a child: as a suspicion, unless it was `found` or names no offence."""
    return suspected(label(code)) if code in CLUSTERS and CLUSTERS[code].alleged and not found else label(code)


def told_briefly(code: str, *, found: bool = False) -> str:
    """The same, short enough for a column."""
    if code not in CLUSTERS:
        return code
    cluster = CLUSTERS[code]
    return suspected(cluster.brief) if cluster.alleged and not found else cluster.brief


def event(code: str, *, found: bool = False) -> str:
    """The kind of event, likewise; empty where none was chosen."""
    if code not in CATEGORIES:
        return ""
    category = CATEGORIES[code]
    return suspected(category.shown) if category.alleged and not found else category.shown


def shown_as(printed: str) -> str:
    """The klaster of this printed name, by which imports count, in the reader's language."""
    return next((cluster.shown for cluster in CLUSTERS.values() if cluster.label == printed), printed)


def choices() -> list[tuple[str, str]]:
    return [(code, cluster.shown) for code, cluster in CLUSTERS.items()]


def is_exploitation(cluster: str, category: str = "") -> bool:
    """True where the child was exploited, so that it must be read as a victim first, whatever a register says of it."""
    return (cluster in CLUSTERS and CLUSTERS[cluster].exploitation) or (
        category in CATEGORIES and CATEGORIES[category].exploitation
    )
