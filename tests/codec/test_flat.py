from __future__ import annotations

import numpy as np
from tokenizers import Tokenizer

from guetteur.codec.events import IGNORED
from guetteur.codec.flat import FLAT_TAGS, decode_flat, flat_features
from guetteur.codec.pieces import PieceTokenizer
from guetteur.document import Argument, Document, Event, Span


def through(document: Document, tokenizer: PieceTokenizer) -> list[Event]:
    pieces = tokenizer.encode([document.text])[0]
    owned = np.concatenate([feature.tags[feature.tags != IGNORED] for feature in flat_features(document, tokenizer)])
    return decode_flat(pieces, 9.0 * np.eye(len(FLAT_TAGS))[owned])


def span(text: str, quoted: str) -> Span:
    start = text.index(quoted)
    return Span(start, start + len(quoted))


def test_one_event_a_sentence_survives(backend: Tokenizer) -> None:
    text = "Un drone a frappé Kharkiv. Des inconnus ont enlevé le maire."
    events = [
        Event("AirDroneStrike", span(text, "frappé"), (Argument("Place", span(text, "Kharkiv")),)),
        Event("Abduction", span(text, "enlevé"), (Argument("Victim", span(text, "maire")),)),
    ]
    assert through(Document("d", text, tuple(events)), PieceTokenizer(backend, 16, 4)) == events


def test_each_tag_is_owned_by_one_window(backend: Tokenizer, documents: list[Document]) -> None:
    tokenizer = PieceTokenizer(backend, 16, 4)
    for document in documents:
        features = flat_features(document, tokenizer)
        assert sum(int((f.tags != IGNORED).sum()) for f in features) == len(tokenizer.encode([document.text])[0])
        assert not any(feature.queries for feature in features)


def test_an_argument_goes_to_the_nearest_trigger_of_its_sentence(backend: Tokenizer) -> None:
    text = "Ils ont attaqué puis enlevé le maire."
    far = Argument("Victim", span(text, "maire"))
    document = Document("d", text, (Event("Attack", span(text, "attaqué"), (far,)),
                                    Event("Abduction", span(text, "enlevé"))))  # fmt: skip
    attacked, abducted = through(document, PieceTokenizer(backend, 32, 8))
    assert attacked.arguments == ()
    assert abducted.arguments == (far,)


def test_an_argument_without_a_trigger_in_its_sentence_is_dropped(backend: Tokenizer) -> None:
    text = "Rien à Gao. Ils ont attaqué."
    event = Event("Attack", span(text, "attaqué"), (Argument("Place", span(text, "Gao")),))
    (found,) = through(Document("d", text, (event,)), PieceTokenizer(backend, 32, 8))
    assert found.arguments == ()


def test_factuality_is_always_asserted(backend: Tokenizer) -> None:
    text = "Ils vont attaquer Gao."
    event = Event("Attack", span(text, "attaquer"), (), "planned")
    (found,) = through(Document("d", text, (event,)), PieceTokenizer(backend, 32, 8))
    assert found.factuality == "asserted"


def test_a_trigger_wins_over_an_argument_that_holds_it(backend: Tokenizer) -> None:
    text = "Il a été blessé pendant le rapt."
    events = (
        Event("Attack", span(text, "blessé"), (Argument("Time", span(text, "pendant le rapt")),)),
        Event("Abduction", span(text, "rapt")),
    )
    found = through(Document("d", text, events), PieceTokenizer(backend, 32, 8))
    assert [event.trigger for event in found] == [event.trigger for event in events]
    assert found[0].arguments == ()
