from __future__ import annotations

from typing import Any

from guetteur.codec.tags import TaggedSpan
from guetteur.peers.components import NerComponent, SpancatComponent

TEXT = "Ils ont visé l’aéroport de Goma lundi."


def span(words: str, label: str) -> TaggedSpan:
    return TaggedSpan(TEXT.index(words), TEXT.index(words) + len(words), label)


SPANS = [span("visé", "Attack"), span("aéroport de Goma", "Target"), span("Goma", "Place"), span("lundi", "Time")]


def test_entities_are_flat_and_the_first_one_wins(french: Any) -> None:
    doc = french.make_doc(TEXT)
    NerComponent().annotate(doc, SPANS)
    assert NerComponent().read(doc) == [SPANS[0], SPANS[1], SPANS[3]]


def test_the_categoriser_carries_overlapping_spans(french: Any) -> None:
    doc = french.make_doc(TEXT)
    component = SpancatComponent()
    component.annotate(doc, SPANS)
    doc.spans["sc"].attrs["scores"] = [0.9, 0.8, 0.7, 0.6]
    assert sorted(s.label for s in component.read(doc)) == ["Attack", "Place", "Target", "Time"]


def test_of_overlapping_spans_of_one_role_the_best_is_kept(french: Any) -> None:
    doc = french.make_doc(TEXT)
    component = SpancatComponent()
    component.annotate(doc, [span("aéroport", "Target"), SPANS[1], span("visé", "Attack"), span("visé", "Bombing")])
    doc.spans["sc"].attrs["scores"] = [0.6, 0.8, 0.5, 0.7]
    found = {s.label: TEXT[s.start : s.end] for s in component.read(doc)}
    assert found == {"Bombing": "visé", "Target": "aéroport de Goma"}


def test_no_argument_covers_a_trigger(french: Any) -> None:
    doc = french.make_doc(TEXT)
    component = SpancatComponent()
    component.annotate(doc, [SPANS[0], span("visé l’aéroport", "Target")])
    doc.spans["sc"].attrs["scores"] = [0.6, 0.9]
    assert [s.label for s in component.read(doc)] == ["Attack"]
