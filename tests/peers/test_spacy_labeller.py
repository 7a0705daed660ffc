from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guetteur.corpus.jsonl import to_json
from guetteur.document import Document
from guetteur.peers.components import Component, NerComponent, SpancatComponent
from guetteur.peers.spacy_labeller import SpacyLabeller
from guetteur.scoring import evaluate

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=[NerComponent, SpancatComponent])
def peer(request: pytest.FixtureRequest, french: Any, documents: list[Document]) -> SpacyLabeller:
    component: Callable[[], Component] = request.param
    fitted = SpacyLabeller(component(), epochs=40, batch_size=8, dropout=0.0)
    fitted.fit(documents, [])
    return fitted


def test_what_was_learnt_by_heart_is_found_again(peer: SpacyLabeller, documents: list[Document]) -> None:
    scores = evaluate(documents, peer.predict(documents), resamples=1).scores
    assert scores["Trig-C"].f1 > 0.8
    assert scores["Arg-C+"].f1 > 0.4


def test_predictions_are_well_formed(peer: SpacyLabeller, documents: list[Document]) -> None:
    found = peer.predict([document.with_events(()) for document in documents])
    assert [to_json(document)["id"] for document in found] == [document.id for document in documents]


def test_a_saved_peer_predicts_the_same(peer: SpacyLabeller, documents: list[Document], tmp_path: Path) -> None:
    peer.save(tmp_path)
    again = SpacyLabeller(peer.component, epochs=1)
    again.load(tmp_path)
    assert again.predict(documents) == peer.predict(documents)


def test_an_empty_text_has_no_events(peer: SpacyLabeller) -> None:
    assert peer.predict([Document("d", " \n")])[0].events == ()
