"""From a word of the parse to the phrase that the annotation guidelines ask for."""

from __future__ import annotations

from typing import Any

from guetteur.peers.patterns.words import OF, QUANTITIES

_KEPT = frozenset({"amod", "nummod", "fixed", "compound"})
_ENDS = frozenset(",;:()[]«»–—")


def case_of(token: Any) -> str:
    """The preposition before a phrase, in small letters (*d'après* whole); empty if there is none."""
    case = next((child for child in token.lefts if child.dep_ == "case"), None)
    if case is None:
        return ""
    words = [case.lower_, *(child.lower_ for child in case.children if child.dep_ == "fixed")]
    return " ".join(words).replace("’", "'").replace("' ", "'")


def phrase(head: Any) -> tuple[int, int]:
    """Token range of a noun with its adjectives and *de*-complements, without the article before it."""
    inside = _inside(head)
    start, end = min(inside), max(inside) + 1
    for i in range(head.i, end):
        if head.doc[i].text in _ENDS:
            end = i
            break
    return start, end


def count_of(head: Any) -> tuple[int, int] | None:
    """Token range of the number of a noun with what modifies it (*au moins deux*), None if nobody counts."""
    number = next((child for child in head.lefts if child.dep_ == "nummod"), None)
    if number is None and head.lemma_.lower() in QUANTITIES:
        number = head
    if number is None:
        return None
    before = [child for word in {head, number} for child in word.lefts if child.dep_ in ("advmod", "det")]
    modifiers = [token.i for child in before for token in child.subtree if token.i < number.i]
    start = min((i for i in modifiers if number is head or head.doc[i].pos_ != "DET"), default=number.i)
    return start, number.i + 1


def counted(head: Any) -> Any:
    """Who is counted: *soldats* of *une dizaine de soldats*, else the noun itself."""
    if head.lemma_.lower() in QUANTITIES:
        return next((child for child in head.rights if child.dep_ == "nmod"), head)
    return head


def subject_of(verb: Any, *relations: str) -> Any | None:
    """The child in one of the relations; a coordinated verb shares that of the first one."""
    for candidate in (verb, verb.head if verb.dep_ == "conj" else verb):
        for child in candidate.children:
            if child.dep_ in relations and child.pos_ != "PRON":
                return child
    return None


def _inside(head: Any) -> list[int]:
    inside = [head.i]
    for child in head.children:
        kept = child.dep_ in _KEPT or child.dep_.startswith("flat")
        if kept or (child.dep_ == "nmod" and child.i > head.i and case_of(child) in OF):
            inside += [i for i in _inside(child) if i > head.i or child.dep_ != "nmod"]
    return inside
