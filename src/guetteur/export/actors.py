"""Whose side somebody is on, as far as the words say it: what ACLED's and UCDP's types of violence depend on.

Canonical names bring their kind with them. Everybody else is told by the first word that says it, for a French phrase
begins with its head: *soldats*, *poste de gendarmerie*, *combattants*, *villageois*. Whoever is in neither list
(*personnes*, *convoi de camions*) is unknown, which leaves a cell empty rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from guetteur.export.row import name_of
from guetteur.normalize.values import NameValue
from guetteur.normalize.wording import plain
from guetteur.records.record import Value


class Side(StrEnum):
    """Who may be fought against."""

    STATE = "state"
    ARMED = "armed"
    CIVILIAN = "civilian"
    UNKNOWN = "unknown"


_KINDS = {
    "state": Side.STATE, "military": Side.STATE, "police": Side.STATE,
    "armed_group": Side.ARMED, "militia": Side.ARMED, "gang": Side.ARMED, "media": Side.CIVILIAN,
}  # fmt: skip
_WORDS = {
    Side.STATE: r"soldate?s?|militaires?|gendarmes?|gendarmerie|policiers?|policières?|police|casernes?|garnison"
    r"|(?<!branche )armée|base aérienne|garde nationale|forces (?:de l'ordre|armées|de sécurité|de défense)|douaniers?"
    r"|parachutistes?|officiers?",
    Side.ARMED: r"combattante?s?|d?jihadistes?|terroristes?|rebelles?|insurgés?|miliciens?|milices?|maquisards?"
    r"|assaillants?|branche armée|(?:\w+ )?(?:hommes|groupes?|bandes?|individus|éléments|villageois) armé\w*",
    Side.CIVILIAN: r"civile?s?|civiles|habitante?s?|villageois\w*|riverains?|passante?s?|fidèles|paroissiens|enfants?"
    r"|écoli\w+|élèves?|lycéen\w*|étudiante?s?|femmes?|filles?|fillettes?|bergers?|éleveurs?|agriculteurs?|pêcheurs?"
    r"|commerçante?s?|journalistes?|humanitaires|prêtres?|imams?|touristes?|passag\w+|voyageurs?|médecins?|soignants"
    r"|chauffeurs?|déplacés|réfugiés|enseignante?s?|pèlerins|orpailleurs?|marché|école|mosquée|église|hôpital",
}
# What belongs to a side but is nobody: *base militaire*, *convoi de l'armée*.
_THING = re.compile(
    r"\b(?:bases?|camps?|postes?|casernes?|installations?|cibles?|sites?|positions?|convois?|véhicules?|camions?|cars?"
    r"|bus|navires?|aéroports?|bâtiments?|centres?|quartiers?|bureaux?|commissariats?|villages?|villes?|marché|école"
    r"|mosquée|église|hôpital|territoires?|régions?|zones?|ports?)\b"
)
_FIRST = re.compile("|".join(rf"\b(?P<{side}>{words})\b" for side, words in _WORDS.items()))


def side_of(value: Value[NameValue]) -> Side:
    """The side of one attacker, target or victim."""
    if value.value is not None and value.value.kind in _KINDS:
        return _KINDS[value.value.kind]
    match = _FIRST.search(plain(value.words))
    return Side(str(match.lastgroup)) if match else Side.UNKNOWN


def is_somebody(value: Value[NameValue]) -> bool:
    """Whether the words name people or a group, and not what belongs to them."""
    thing, side = _THING.search(plain(value.words)), _FIRST.search(plain(value.words))
    return not thing or (side is not None and side.start() < thing.start())


def sides_of(values: Iterable[Value[NameValue]]) -> set[Side]:
    """The sides of several; unknown ones count only where nobody is known."""
    sides = {side_of(value) for value in values}
    return sides - {Side.UNKNOWN} or sides


def actors_of(values: Iterable[Value[NameValue]]) -> list[str]:
    """Their names, canonical where there is one, each once: whoever is surest to be named first.

    The rule of `guetteur.records.best`: known names, then the higher score in steps of a tenth, then the text's order.
    """
    ranked = sorted(values, key=lambda value: (value.value is None, -round(value.score, 1), value.span))
    return list(dict.fromkeys(map(name_of, ranked)))
