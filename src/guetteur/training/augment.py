"""Variants of documents at training time: what scrapers, outlets and wars change, and what must change no answer."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from guetteur.document import Document, Span
from guetteur.edits import crop, substitute
from guetteur.ontology import Role
from guetteur.training.names import ArgumentSwapper, TownSwapper

_QUOTES = (str.maketrans("«»", "“”"), str.maketrans("«»", '""'), str.maketrans('“”"', "«»»"))
_FULL_STOP = re.compile(r"(?<=[\w»”\")])\. (?=[A-ZÀ-Þ«“\"])")
LEAST_CHARACTERS = 200
"""A cut leaves at least so much of a text."""
_BOILERPLATE = (
    "Partager cet article", "Partager sur Facebook", "Partager sur WhatsApp", "Envoyer par courriel", "Imprimer",
    "Abonnez-vous à notre lettre d'information", "Je m'abonne", "Article réservé aux abonnés", "Accueil > Monde",
    "Accueil / International / Actualités", "Lecture : 3 min", "Temps de lecture : 4 minutes", "Crédit photo : DR",
    "© Tous droits réservés", "Publié le 12 mars à 14h32", "Mis à jour le 7 septembre à 08:15", "Par la rédaction",
    "La rédaction avec agences", "Commentaires (12)", "Réagissez à cet article", "Photo d'illustration",
    "Suivez-nous sur nos réseaux", "Télécharger l'application", "À lire également", "Sur le même sujet", "Publicité",
    "Accepter les cookies", "Retour à l'accueil", "Écouter l'article", "Mots-clés : sécurité, région",
)  # fmt: skip


@dataclass(frozen=True)
class AugmentSettings:
    """How often each variant is made; 0 switches it off."""

    quotes: float = 0.3  # other quotation marks
    capitals: float = 0.06  # a line in capitals, with or without accents
    towns: float = 0.0  # a town exchanged for another
    groups: float = 0.0  # an attacker with a name exchanged for another
    weapons: float = 0.0  # a weapon exchanged for another
    full_stops: float = 0.0  # a line whose full stops have lost their space, or are lost themselves
    boilerplate: float = 0.0  # lines of a web page around and between
    cut: float = 0.0  # beginning or end of the text missing, in the middle of a sentence

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not 0 <= value <= 1:
                raise ValueError(f"data.augment.{name} is {value}; it must lie between 0 and 1")


class Augmenter:
    """Makes another variant of a document each time.

    Args:
        settings: how often.
        documents: the training documents, whose towns, groups and weapons stand for each other.
    """

    def __init__(self, settings: AugmentSettings, documents: Sequence[Document]) -> None:
        self.settings = settings
        self.swappers: list[TownSwapper | ArgumentSwapper] = []
        if settings.towns:
            self.swappers.append(TownSwapper(documents, settings.towns))
        if settings.groups:
            self.swappers.append(ArgumentSwapper(documents, Role.ATTACKER, settings.groups, names_only=True))
        if settings.weapons:
            self.swappers.append(ArgumentSwapper(documents, Role.INSTRUMENT, settings.weapons, names_only=False))

    def __call__(self, document: Document, rng: random.Random) -> Document:
        """A variant; spans move with their words, mentions that were cut off are gone."""
        chosen = self.settings
        for swap in self.swappers:
            document = swap(document, rng)
        if rng.random() < chosen.cut:
            document = _cut(document, rng)
        if rng.random() < chosen.boilerplate:
            document = _with_boilerplate(document, rng)
        text = document.text
        if rng.random() < chosen.quotes:
            text = text.translate(rng.choice(_QUOTES))
        text = _in_lines(text, chosen.capitals, _capitals, rng)
        text = _in_lines(text, chosen.full_stops, _without_stops, rng)
        document = replace(document, text=text)
        return _glued(document, rng) if rng.random() < chosen.full_stops else document


def _in_lines(text: str, share: float, change: Callable[[str, random.Random], str], rng: random.Random) -> str:
    # The change keeps the length, so no offset moves.
    return "\n".join(change(line, rng) if rng.random() < share else line for line in text.split("\n"))


def _capitals(line: str, rng: random.Random) -> str:
    keep_accents = rng.random() < 0.5
    return "".join(_capital(char, keep_accents) for char in line)


def _capital(char: str, keep_accent: bool) -> str:
    upper = char.upper()
    if not keep_accent:
        upper = unicodedata.normalize("NFD", upper)[:1] or upper
    return upper if len(upper) == 1 else char


def _without_stops(line: str, rng: random.Random) -> str:
    return _FULL_STOP.sub("  ", line)


def _glued(document: Document, rng: random.Random) -> Document:
    stops = [match.start() for match in _FULL_STOP.finditer(document.text) if rng.random() < 0.3]
    return substitute(document, [(stop + 1, stop + 2, "") for stop in stops])


def _with_boilerplate(document: Document, rng: random.Random) -> Document:
    ends = [0, *(match.end() for match in re.finditer("\n", document.text)), len(document.text)]
    places = sorted(rng.choice(ends) for _ in range(rng.randint(1, 5)))
    changes = []
    for place in places:
        line = rng.choice(_BOILERPLATE)
        changes.append((place, place, f"\n{line}" if place == len(document.text) else f"{line}\n"))
    return substitute(document, changes)


def _cut(document: Document, rng: random.Random) -> Document:
    length = len(document.text)
    if length <= LEAST_CHARACTERS:
        return document
    at = rng.randint(1, length - LEAST_CHARACTERS)
    gaps = [match.start() for match in re.finditer(r"\s", document.text)]
    at = min(gaps, key=lambda gap: abs(gap - at), default=0)
    return crop(document, Span(at, length) if rng.random() < 0.5 else Span(0, length - at))
