from __future__ import annotations

from pathlib import Path

import pytest

from guetteur.corpus.jsonl import to_json
from guetteur.document import Document
from guetteur.peers.crf import CrfPeer, features
from guetteur.scoring import evaluate

pytest.importorskip("pycrfsuite", reason="the peer 'crf' needs python-crfsuite; install guetteur[compare]")


@pytest.fixture(scope="module")
def peer(documents: list[Document]) -> CrfPeer:
    fitted = CrfPeer(iterations=60, least_count=1)
    fitted.fit(documents, [])
    return fitted


def test_what_was_learnt_by_heart_is_found_again(peer: CrfPeer, documents: list[Document]) -> None:
    scores = evaluate(documents, peer.predict(documents), resamples=1).scores
    assert scores["Trig-C"].f1 > 0.9
    assert scores["Arg-C+"].f1 > 0.6


def test_predictions_are_well_formed_and_in_order(peer: CrfPeer, documents: list[Document]) -> None:
    texts = [document.with_events(()) for document in documents]
    found = peer.predict(texts)
    assert [to_json(document)["id"] for document in found] == [document.id for document in documents]
    assert all(0.0 <= event.score <= 1.0 for document in found for event in document.events)


def test_a_saved_peer_predicts_the_same(peer: CrfPeer, documents: list[Document], tmp_path: Path) -> None:
    peer.save(tmp_path)
    again = CrfPeer()
    again.load(tmp_path)
    assert again.predict(documents) == peer.predict(documents)


def test_an_empty_text_has_no_events(peer: CrfPeer) -> None:
    assert peer.predict([Document("d", "")])[0].events == ()


def test_features_tell_affixes_shape_and_neighbours() -> None:
    row = features(["Le", "M23", "attaque"])[2]
    assert {"lower=attaque", "prefix=at", "suffix=que", "shape=x", "-1:shape=X0", "-2:lower=le", "1:none"} <= set(row)
