"""Arguments from the parse of a sentence, by rules a person can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guetteur.ontology import Role
from guetteur.peers.patterns.lexicon import Found, Lexicon
from guetteur.peers.patterns.phrases import case_of, count_of, counted, phrase, subject_of
from guetteur.peers.patterns.words import (
    AIM_PREPOSITIONS,
    AIMING_VERBS,
    INJURING,
    KILLING,
    LIGHT_VERBS,
    MEANS,
    OF,
    PLACE_PREPOSITIONS,
    ROLE_OF_TOLL,
    SAYING_VERBS,
    TIME,
)

Filler = tuple[Role, int, int]
"""A role and the token range that fills it."""
_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})


def arguments_of(trigger: Found, doc: Any, lexicon: Lexicon) -> Iterator[Filler]:
    """What hangs on the trigger itself: who attacks whom."""
    head = doc[trigger.start : trigger.end].root
    patient = Role(lexicon.patient(trigger.key))
    if head.pos_ in ("VERB", "AUX"):
        yield from _of_verb(head, patient)
    else:
        yield from _of_noun(head, patient)


def arguments_at_large(doc: Any) -> Iterator[Filler]:
    """What the sentence says without saying of which trigger: toll, times, instruments, sources and places."""
    for token in doc:
        yield from _toll(token)
    for match in TIME.finditer(doc.text):
        tokens = doc.char_span(*match.span(), alignment_mode="expand")
        yield Role.TIME, tokens.start, tokens.end
    for token in doc:
        if token.lemma_.lower() in MEANS and token.pos_ in _NOUNS:
            yield Role.INSTRUMENT, *phrase(token)
        yield from _source(token)
    for token in doc:
        yield from _place(token)


def _of_verb(head: Any, patient: Role) -> Iterator[Filler]:
    agents = [child for child in head.children if child.dep_ == "obl:agent"]
    passive = [subject_of(head, "nsubj:pass")]
    if head.dep_ in ("acl", "amod") and "Past" in head.morph.get("Tense"):  # un gendarme tué par ...
        passive.append(head.head)
    elif not any(passive):
        doer = head.head if head.dep_ == "advcl" and "Pres" in head.morph.get("Tense") else head
        agents += [subject_of(doer, "nsubj")]
    yield from _fill(Role.ATTACKER, agents)
    objects = [c for c in head.children if c.dep_ == "obj" or (c.dep_ == "obl:arg" and case_of(c) in AIM_PREPOSITIONS)]
    if head.lemma_.lower() not in KILLING | INJURING:  # whose victims come with the toll
        yield from _fill(patient, passive + objects)


def _of_noun(head: Any, patient: Role) -> Iterator[Filler]:
    governor = head.head
    governed = governor.lemma_.lower()
    if head.dep_ in ("obj", "obl:arg") and governed in LIGHT_VERBS:
        yield from _fill(Role.ATTACKER, [subject_of(governor, "nsubj")])
    if head.dep_ == "nsubj" and governed in AIMING_VERBS:
        yield from _fill(patient, [child for child in governor.children if child.dep_ == "obj"])
    for child in head.children:
        if child.dep_ == "acl":  # une attaque menée par ..., une attaque visant ...
            yield from _fill(Role.ATTACKER, [c for c in child.children if c.dep_ == "obl:agent"])
            yield from _fill(patient, [c for c in child.children if c.dep_ == "obj"])
        elif child.dep_ in ("nmod", "obl:arg", "obl:mod"):
            case = case_of(child)
            if case == "par":
                yield from _fill(Role.ATTACKER, [child])
            elif case in AIM_PREPOSITIONS or (case in OF and child.ent_type_ != "LOC"):
                yield from _fill(patient, [child])


def _fill(role: Role, heads: list[Any]) -> Iterator[Filler]:
    for head in heads:
        if head is not None and head.pos_ in _NOUNS and head.lemma_.lower() not in MEANS:
            for part in (head, *(child for child in head.conjuncts if child.i > head.i)):
                yield role, *phrase(part)


def _toll(token: Any) -> Iterator[Filler]:
    """Around a killing or wounding word: how many, and who."""
    for role, words in ROLE_OF_TOLL.items():
        if token.lemma_.lower() not in words:
            continue
        if token.pos_ == "NOUN":  # 12 morts
            people = [token]
        else:  # trois soldats ont été tués; tuant trois soldats; trois soldats tués
            people = [c for c in token.children if c.dep_ in ("obj", "nsubj:pass", "obl:arg") and not case_of(c)]
            people += [token.head] if token.dep_ in ("acl", "amod") else []
        for person in people:
            if person.pos_ not in _NOUNS:
                continue
            count, who = count_of(person), counted(person)
            if count:
                yield role, *count
            if who is not token:
                start, end = phrase(who)
                yield Role.VICTIM, max(start, count[1]) if count and count[0] <= start else start, end


def _source(token: Any) -> Iterator[Filler]:
    """*Selon X*, *d'après X*, and who says it."""
    if token.pos_ in _NOUNS and case_of(token) in ("selon", "d'après"):
        yield Role.SOURCE, *phrase(token)
    if token.lemma_.lower() in SAYING_VERBS and token.pos_ == "VERB":
        speaker = subject_of(token, "nsubj")
        if speaker is not None and speaker.pos_ in _NOUNS:
            yield Role.SOURCE, *phrase(speaker)


def _place(token: Any) -> Iterator[Filler]:
    """A name of a place, or the noun that it is part of (*gare de Sibi*), after a preposition of place."""
    if token.ent_type_ != "LOC" or token.pos_ not in _NOUNS:
        return
    if case_of(token) in OF and token.dep_ == "nmod" and case_of(token.head) in PLACE_PREPOSITIONS:
        yield Role.PLACE, *phrase(token.head)
    elif case_of(token) in PLACE_PREPOSITIONS | OF and token.dep_ != "conj":
        yield Role.PLACE, *phrase(token)
