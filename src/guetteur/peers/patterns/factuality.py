"""Factuality of the events of a sentence by cue words."""

from __future__ import annotations

from typing import Any

from guetteur.ontology import Factuality
from guetteur.peers.patterns.words import CUES

_FUTURE = frozenset({"Fut"})
_MODALS = frozenset({"pouvoir", "devoir"})


def factuality_of(head: Any) -> Factuality:
    """Of a trigger: the first cue among the words it depends on, else a reported or future verb, else asserted."""
    above = [head, *head.ancestors]
    lemmas = {token.lemma_.lower() for token in above}
    sentence = {token.lemma_.lower() for token in head.doc}
    if any(child.lemma_.lower() == "pas" or child.lower_ == "pas" for child in head.children):
        return Factuality.DENIED
    for value in (Factuality.DENIED, Factuality.FOILED, Factuality.PLANNED):
        if lemmas & CUES[value]:
            return value
    verbs = [head, *head.children]
    if any(set(token.morph.get("Tense")) & _FUTURE for token in verbs) or lemmas & _MODALS:
        return Factuality.PLANNED
    conditional = any("Cnd" in token.morph.get("Mood") for token in verbs)
    return Factuality.CLAIMED if conditional or sentence & CUES[Factuality.CLAIMED] else Factuality.ASSERTED
