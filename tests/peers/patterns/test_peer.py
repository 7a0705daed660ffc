from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from guetteur.corpus.jsonl import to_json
from guetteur.document import Document
from guetteur.peers.patterns.peer import PatternsPeer
from guetteur.scoring import evaluate


@pytest.fixture(scope="module")
def peer(french: Any, documents: list[Document]) -> PatternsPeer:
    fitted = PatternsPeer()
    fitted.fit(documents, [])
    return fitted


def test_counted_triggers_are_found_again(peer: PatternsPeer, documents: list[Document]) -> None:
    scores = evaluate(documents, peer.predict(documents), resamples=1).scores
    assert scores["Trig-C"].f1 > 0.8
    assert scores["Arg-C+"].f1 > 0.3


def test_predictions_are_well_formed_and_no_argument_covers_its_trigger(
    peer: PatternsPeer, documents: list[Document]
) -> None:
    for document in peer.predict(documents):
        assert to_json(document)["text"] == document.text
        assert not [a for e in document.events for a in e.arguments if a.span.overlaps(e.trigger)]


def test_a_saved_peer_predicts_the_same(peer: PatternsPeer, documents: list[Document], tmp_path: Path) -> None:
    peer.save(tmp_path)
    again = PatternsPeer()
    again.load(tmp_path)
    assert again.predict(documents) == peer.predict(documents)


def test_an_empty_text_has_no_events(peer: PatternsPeer) -> None:
    assert peer.predict([Document("d", "")])[0].events == ()
