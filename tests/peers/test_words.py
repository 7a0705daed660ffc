from __future__ import annotations

import pytest

from guetteur.codec.tags import TaggedSpan
from guetteur.document import Document
from guetteur.peers.spans import first_wins, labelled_spans
from guetteur.peers.words import sentences_of


def test_words_stand_where_their_places_say(documents: list[Document]) -> None:
    for document in documents:
        for sentence in sentences_of(document.text):
            assert [place.of(document.text) for place in sentence.places] == list(sentence.words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’armée", ["L’", "armée"]),
        ("13\u00a0000 morts", ["13\u00a0000", "morts"]),
        ("«\u00a0Oui\u00a0»", ["«", "Oui", "»"]),
        ("attentat-suicide", ["attentat", "-", "suicide"]),
        ("💥.", ["💥", "."]),
    ],
)
def test_a_text_is_cut_at_apostrophes_spaces_and_marks(text: str, words: list[str]) -> None:
    assert [word for sentence in sentences_of(text) for word in sentence.words] == words


@pytest.mark.parametrize("text", ["", " \n ", "\u00a0"])
def test_a_text_without_words_has_no_sentence(text: str) -> None:
    assert sentences_of(text) == []


def test_tags_give_the_spans_back(documents: list[Document]) -> None:
    for document in documents:
        gold = first_wins(labelled_spans(document))
        sentences = sentences_of(document.text)
        found = [span for s in sentences for span in s.spans(s.tags(gold), [1.0] * len(s.words))]
        assert found == gold


def test_a_tag_that_continues_nothing_begins_a_span() -> None:
    (sentence,) = sentences_of("Gao brûle")
    assert sentence.spans(["I-Place", "O"], [0.5, 1.0]) == [TaggedSpan(0, 3, "Place", 0.5)]


def test_a_score_is_the_mean_of_its_words() -> None:
    (sentence,) = sentences_of("près de Gao")
    (span,) = sentence.spans(["O", "B-Place", "I-Place"], [1.0, 0.4, 0.8])
    assert span.score == pytest.approx(0.6)
