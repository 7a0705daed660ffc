"""The same articles as other people's pipelines deliver them: what that costs, measure by measure."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from guetteur.document import Document, Span
from guetteur.edits import crop, join, substitute
from guetteur.scoring import f1_scores

Variant: TypeAlias = Callable[[Sequence[Document], random.Random], list[Document]]
WATCHED = ("Trig-I", "Trig-C", "Arg-C+", "Realis")
OCR_SHARE = 0.02
"""Share of the characters that a scanner misreads: a poor scan, not an unreadable one."""
_LOOKS_LIKE = dict(zip("loeicnuOSéà", "10cleun05ea", strict=True))
_HEAD = ("Accueil", "International", "Afrique", "Vidéos", "Se connecter", "S'abonner à partir de 1 €")
_FOOT = ("Partager", "Tweeter", "Vos réactions (3)", "Les plus lus", "Mentions légales", "Gérer mes cookies")


def _each(change: Callable[[str], str]) -> Variant:
    """A change of the text that keeps its length, so that no offset moves."""

    def vary(documents: Sequence[Document], rng: random.Random) -> list[Document]:
        return [replace(document, text=change(document.text)) for document in documents]

    return vary


def _capital(char: str) -> str:
    upper = char.upper()
    return upper if len(upper) == 1 else char


def _bare(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[:1]
    return base if unicodedata.category(char).startswith("L") and base else char


def _ocr(documents: Sequence[Document], rng: random.Random) -> list[Document]:
    def misread(char: str) -> str:
        return _LOOKS_LIKE.get(char, char) if rng.random() < OCR_SHARE * 3 else char  # a third has a look-alike

    return [replace(document, text="".join(map(misread, document.text))) for document in documents]


def _half(first: bool) -> Variant:
    def vary(documents: Sequence[Document], rng: random.Random) -> list[Document]:
        halves = []
        for document in documents:
            middle = document.text.find(" ", len(document.text) // 2)
            whole = Span(0, len(document.text)) if document.text else None
            if middle <= 0 or whole is None:
                halves.append(document)
                continue
            halves.append(crop(document, Span(0, middle) if first else Span(middle + 1, len(document.text))))
        return halves

    return vary


def _glued(documents: Sequence[Document], rng: random.Random) -> list[Document]:
    following = [*documents[1:], *documents[:1]]
    return [join(document, other, "\n\n") for document, other in zip(documents, following, strict=True)]


def _framed(documents: Sequence[Document], rng: random.Random) -> list[Document]:
    found = []
    for document in documents:
        end = len(document.text)
        ends = [match.start() for match in re.finditer("\n", document.text)]
        changes = [(0, 0, "".join(f"{line}\n" for line in rng.sample(_HEAD, 4)))]
        if ends:
            place = rng.choice(ends)
            changes.append((place, place, f"\n{rng.choice(_FOOT)}"))
        changes.append((end, end, "".join(f"\n{line}" for line in rng.sample(_FOOT, 4))))
        found.append(substitute(document, changes))
    return found


def _html(documents: Sequence[Document], rng: random.Random) -> list[Document]:
    found = []
    for document in documents:
        changes: list[tuple[int, int, str]] = []
        for line in re.finditer(r"[^\n]+", document.text):
            changes.append((line.start(), line.start(), '<p class="texte">'))
            for word in re.finditer(r"(?<= )\w{5,}(?= )", line.group()):
                if rng.random() < 0.03:
                    start, end = line.start() + word.start(), line.start() + word.end()
                    changes += [(start, start, '<a href="/theme/12">'), (end, end, "</a>")]
            changes.append((line.end(), line.end(), "</p>"))
        found.append(substitute(document, changes))
    return found


VARIANTS: dict[str, Variant] = {
    "capitals": _each(lambda text: "".join(map(_capital, text))),
    "no accents": _each(lambda text: "".join(map(_bare, text))),
    "curly apostrophes": _each(lambda text: text.replace("'", "’")),
    "straight apostrophes": _each(lambda text: text.replace("’", "'")),
    "English quotes": _each(lambda text: text.translate(str.maketrans("«»", "“”"))),
    "plain quotes": _each(lambda text: text.translate(str.maketrans("«»“”", '""""'))),
    "no-break spaces lost": _each(lambda text: text.replace("\u00a0", " ").replace("\u202f", " ")),
    "OCR noise": _ocr,
    "first half": _half(first=True),
    "second half": _half(first=False),
    "glued to another article": _glued,
    "web page around": _framed,
    "HTML left in": _html,
}


def robustness(
    gold: Sequence[Document], extract: Callable[[Sequence[Document]], Iterable[Document]], seed: int = 0
) -> dict[str, dict[str, float]]:
    """F1 in percent by variant (`clean` first) and measure.

    Args:
        gold: annotated documents.
        extract: predictions for documents, in order.
        seed: of the random variants.
    """
    table = {"clean": f1_scores(gold, extract(gold), WATCHED)}
    for name, variant in VARIANTS.items():
        changed = variant(gold, random.Random(seed))
        table[name] = f1_scores(changed, extract(changed), WATCHED)
    return table


def losses(table: Mapping[str, Mapping[str, float]], measure: str) -> dict[str, float]:
    """Points lost against the clean articles, by variant."""
    return {name: table["clean"][measure] - scores[measure] for name, scores in table.items() if name != "clean"}
