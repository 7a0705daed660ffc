from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from guetteur.codec.events import (
    CONTEXT_LIMIT,
    IGNORED,
    SURFACE_TAGS,
    context_of,
    encode_document,
    oracle,
    window_features,
)
from guetteur.codec.pieces import PieceTokenizer
from guetteur.corpus.jsonl import load_documents
from guetteur.document import Argument, Document, Event, Span
from guetteur.pretraining.vocabulary import build_tokenizer, count_words

SHAPES = [(32, 8), (64, 16), (384, 128)]


@cache
def corpus(root: Path) -> list[Document]:
    return [document for name in ("train", "dev", "test") for document in load_documents(root / f"data/{name}.jsonl")]


def content(document: Document) -> set[Event]:
    """Events without what the representation does not carry: clusters and the order of arguments."""
    return {
        replace(event, cluster="", arguments=tuple(sorted(event.arguments, key=lambda a: (a.span, a.role))))
        for event in document.events
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_gold_survives_encoding_and_decoding(
    backend: Tokenizer, documents: list[Document], shape: tuple[int, int]
) -> None:
    tokenizer = PieceTokenizer(backend, *shape)
    for document in documents:
        assert content(oracle(document, tokenizer)) == content(document)


@pytest.fixture(scope="module")
def news_backend(root: Path) -> Tokenizer:
    """A tokenizer that knows the words of the corpus, as the embedded one does: sentences stay short in pieces."""
    counts = count_words(document.text for document in corpus(root))
    return build_tokenizer(counts, size=12_000, pieces=600)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_corpus_survives_encoding_and_decoding(news_backend: Tokenizer, root: Path, shape: tuple[int, int]) -> None:
    tokenizer = PieceTokenizer(news_backend, *shape)
    for document in corpus(root):
        assert content(oracle(document, tokenizer)) == content(document)


@pytest.mark.parametrize("shape", SHAPES)
def test_windows_own_each_tag_once(backend: Tokenizer, root: Path, shape: tuple[int, int]) -> None:
    tokenizer = PieceTokenizer(backend, *shape)
    for document in corpus(root)[:40]:
        encoded = encode_document(document, tokenizer)
        features = window_features(encoded)
        owned = np.concatenate([feature.tags[feature.tags != IGNORED] for feature in features])
        assert owned.tolist() == encoded.tags.tolist()


@pytest.mark.parametrize("shape", SHAPES)
def test_windows_own_each_query_once(backend: Tokenizer, root: Path, shape: tuple[int, int]) -> None:
    tokenizer = PieceTokenizer(backend, *shape)
    for document in corpus(root)[:40]:
        encoded = encode_document(document, tokenizer)
        asked = []
        for feature, window in zip(window_features(encoded), encoded.pieces.windows, strict=True):
            for query in feature.queries:
                assert query.roles is not None
                left, right = query.context
                assert len(query.roles) == right - left
                assert window.shift <= left <= query.trigger[0] < query.trigger[1] <= right
                assert right <= window.shift + window.count
                asked.append((query.trigger[0] - window.shift + window.base, query.type, query.factuality))
        assert sorted(asked) == sorted((query.trigger[0], query.type, query.factuality) for query in encoded.queries)


def test_a_window_that_holds_the_sentence_has_all_its_roles(backend: Tokenizer, documents: list[Document]) -> None:
    tokenizer = PieceTokenizer(backend, 384, 128)
    for document in documents:
        encoded = encode_document(document, tokenizer)
        (feature,) = window_features(encoded)
        for cut, whole in zip(feature.queries, encoded.queries, strict=True):
            assert cut.roles is not None and whole.roles is not None
            assert cut.roles.tolist() == whole.roles.tolist()


def test_an_argument_of_two_events_belongs_to_both(backend: Tokenizer) -> None:
    text = "Des hommes armés ont attaqué le poste et enlevé le maire."
    attackers = Span(4, 16)
    events = (
        Event("ArmedAssault", Span(21, 28), (Argument("Attacker", attackers),)),
        Event("Abduction", Span(41, 47), (Argument("Attacker", attackers), Argument("Victim", Span(51, 56)))),
    )
    document = Document("d", text, events)
    assert oracle(document, PieceTokenizer(backend, 32, 8)).events == events


def test_a_trigger_may_lie_inside_an_argument_of_another_event(backend: Tokenizer) -> None:
    text = "Il a été blessé pendant le rapt du maire."
    rapt = text.index("rapt")
    events = (
        Event("ArmedAssault", Span(9, 15), (Argument("Time", Span(24, 31)),)),
        Event("Abduction", Span(rapt, rapt + 4), (Argument("Victim", Span(35, 40)),)),
    )
    assert oracle(Document("d", text, events), PieceTokenizer(backend, 32, 8)).events == events


def test_context_is_the_sentence_of_the_trigger(backend: Tokenizer) -> None:
    text = "Rien hier. Un drone a frappé Kharkiv. Rien demain."
    pieces = PieceTokenizer(backend, 64, 16).encode([text])[0]
    trigger = pieces.pieces_of(Span(text.index("frappé"), text.index("frappé") + 6))
    span = pieces.span_of(*context_of(pieces, trigger))
    assert span is not None and span.of(text) == "Un drone a frappé Kharkiv."


@pytest.mark.parametrize("word", [0, 1, 1500, 2998, 2999])
def test_context_is_limited_where_a_text_has_no_full_stop(backend: Tokenizer, word: int) -> None:
    text = " ".join(["soldats"] * 3000)
    pieces = PieceTokenizer(backend, 384, 128).encode([text])[0]
    trigger = pieces.pieces_of(Span(8 * word, 8 * word + 7))
    left, right = context_of(pieces, trigger)
    assert right - left <= CONTEXT_LIMIT
    assert 0 <= left <= trigger[0] < trigger[1] <= right <= len(pieces)


def test_events_survive_in_a_text_without_full_stop(backend: Tokenizer) -> None:
    text = " ".join(["soldats"] * 1500 + ["attaqué"] + ["soldats"] * 1500)
    start = text.index("attaqué")
    event = Event("Attack", Span(start, start + 7), (Argument("Victim", Span(start + 8, start + 15)),))
    tokenizer = PieceTokenizer(backend, 384, 128)
    document = Document("d", text, (event,))
    assert oracle(document, tokenizer).events == (event,)
    assert sum(len(feature.queries) for feature in window_features(encode_document(document, tokenizer))) == 1


def test_an_event_without_a_piece_is_left_out(backend: Tokenizer) -> None:
    document = Document("d", "un \u200b deux", (Event("Attack", Span(3, 4)),))
    assert encode_document(document, PieceTokenizer(backend, 32, 8)).queries == ()


def test_a_document_without_text_has_an_empty_encoding(backend: Tokenizer) -> None:
    encoded = encode_document(Document("d", ""), PieceTokenizer(backend, 32, 8))
    assert len(encoded.tags) == 0
    assert [len(feature.queries) for feature in window_features(encoded)] == [0]


def test_surface_tags_name_types_and_roles_and_give_shared_words_to_the_first(backend: Tokenizer) -> None:
    text = "Un drone a visé Gao puis frappé Gossi."
    drone = Span(3, 8)
    strike = Event("AirDroneStrike", Span(11, 15), (Argument("Instrument", drone),))
    attack = Event("Attack", Span(25, 31), (Argument("Target", Span(32, 37)), Argument("Attacker", drone)))
    encoded = encode_document(Document("d", text, (strike, attack)), PieceTokenizer(backend, 64, 16))
    spans = SURFACE_TAGS.spans(encoded.surface, None, [(0, len(encoded.pieces))])
    places = [(encoded.pieces.span_of(tag.start, tag.end), tag.label) for tag in spans]
    assert [(place.of(text), label) for place, label in places if place] == [
        ("drone", "Instrument"), ("visé", "AirDroneStrike"), ("frappé", "Attack"), ("Gossi", "Target"),
    ]  # fmt: skip
