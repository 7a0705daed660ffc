from __future__ import annotations

from collections.abc import Callable
from typing import Any

from guetteur.document import Argument, Event, Span
from guetteur.peers.patterns.lexicon import Lexicon

Parse = Callable[[str], Any]


def test_only_lemmas_that_are_mostly_triggers_are_kept(parse: Parse) -> None:
    event = Event("Attack", Span(0, 1), (Argument("Victim", Span(1, 2)),))
    attacked, other = parse("Ils ont attaqué la ville."), parse("La ville est grande.")
    ville = next(token.i for token in attacked if token.text == "ville")
    lexicon = Lexicon.count([(attacked, [(2, 3, event), (ville, ville + 1, event)]), (other, []), (other, [])])
    assert lexicon.types == {("attaquer",): "Attack"}
    assert lexicon.patient(("attaquer",)) == "Victim"
    assert lexicon.patient(("unknown",)) == "Target"


def test_the_longest_expression_is_found(parse: Parse) -> None:
    doc = parse("Des inconnus ont ouvert le feu.")
    lemmas = [token.lemma_.lower() for token in doc]
    lexicon = Lexicon({tuple(lemmas[3:6]): "ArmedAssault", (lemmas[5],): "Attack"})
    assert [(found.start, found.end, found.type) for found in lexicon.find(doc)] == [(3, 6, "ArmedAssault")]


def test_a_killing_word_is_a_trigger_only_where_it_stands_alone(parse: Parse) -> None:
    lexicon = Lexicon({("tuer",): "Attack", ("attaque",): "Attack"})
    both, alone = parse("L'attaque a tué deux soldats."), parse("Deux soldats ont été tués.")
    assert [both[found.start].text for found in lexicon.find(both)] == ["attaque"]
    assert [alone[found.start].text for found in lexicon.find(alone)] == ["tués"]


def test_a_weapon_gives_the_type_that_the_trigger_leaves_open(parse: Parse) -> None:
    lexicon = Lexicon({("attaque",): "Attack", ("enlèvement",): "Abduction"})
    doc = parse("L'attaque de drone et l'enlèvement ont eu lieu lundi.")
    assert [found.type for found in lexicon.find(doc)] == ["AirDroneStrike", "Abduction"]
