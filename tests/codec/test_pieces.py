from __future__ import annotations

import unicodedata
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from guetteur.codec.pieces import PieceText, PieceTokenizer
from guetteur.codec.restoring import SpellingRestorer
from guetteur.document import Span

AWKWARD = (
    "TROIS SOLDATS TUES A DJIBO",
    "l'armée", "l’armée", "d'Ansongo", "aujourd’hui", "'", "’’", "\u00a0", "\u202f", " ", "  ", "\t", "\n", "\r\n",
    "\u2028", "« Non »", "«\u202fOui\u202f»", "…", "...", "in\u00adfor\u00adma\u00adtion", "\u200b", "a\u200db",
    "\ufeff", "🚀", "👩\u200d👩\u200d👧", "e\u0301te\u0301", "\u0301", "été", "北京", "平壌の", "الخرطوم", "Киев",
    "İstanbul", "ﬁn", "ŒUVRE", "12\u00a0000", "3,5", "½", "§", "attaque.Le", "Djibo", "soldats", "vendredi",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=4)), max_size=40).map(" ".join) | st.lists(
    st.sampled_from(AWKWARD), max_size=40
).map("".join)
shapes = st.sampled_from([(8, 2), (8, 5), (16, 0), (32, 8), (33, 9), (512, 128)])
INVISIBLE = ("Cc", "Cf", "Cn", "Co", "Mn", "Mc", "Me")


def cut(backend: Tokenizer, text: str, shape: tuple[int, int] = (32, 8)) -> PieceText:
    return PieceTokenizer(backend, *shape).encode([text])[0]


def as_read(backend: Tokenizer, text: str) -> list[int]:
    """Pieces of the whole text in the spelling that the encoder reads."""
    ids: list[int] = backend.encode(SpellingRestorer.of(backend).restore(text), add_special_tokens=False).ids
    return ids


@given(text=texts, shape=shapes)
def test_every_piece_is_owned_by_exactly_one_window(backend: Tokenizer, text: str, shape: tuple[int, int]) -> None:
    pieces = cut(backend, text, shape)
    owned = [piece for window in pieces.windows for piece in range(window.own_start, window.own_end)]
    assert owned == list(range(len(pieces)))
    for window in pieces.windows:
        assert window.base <= window.own_start <= window.own_end <= window.base + window.count


@given(text=texts, shape=shapes)
def test_windows_rebuild_the_whole_sequence(backend: Tokenizer, text: str, shape: tuple[int, int]) -> None:
    pieces = cut(backend, text, shape)
    rebuilt: list[int] = []
    for window in pieces.windows:
        assert len(window.ids) <= shape[0]
        to_position = window.shift - window.base
        rebuilt += window.ids[window.own_start + to_position : window.own_end + to_position].tolist()
    assert rebuilt == as_read(backend, text)


@given(text=texts, shape=shapes)
def test_windows_agree_where_they_overlap(backend: Tokenizer, text: str, shape: tuple[int, int]) -> None:
    whole = as_read(backend, text)
    for window in cut(backend, text, shape).windows:
        ordinary = window.ids[window.shift : window.shift + window.count]
        assert ordinary.tolist() == whole[window.base : window.base + window.count]


@given(text=texts)
def test_offsets_are_monotone_and_in_range(backend: Tokenizer, text: str) -> None:
    offsets = cut(backend, text).offsets
    assert (np.diff(offsets, axis=0) >= 0).all()
    assert (offsets[:, 0] <= offsets[:, 1]).all()
    assert not len(offsets) or (offsets.min() >= 0 and offsets.max() <= len(text))


@given(text=texts)
def test_no_visible_character_is_outside_all_pieces(backend: Tokenizer, text: str) -> None:
    covered = {place for start, end in cut(backend, text).offsets for place in range(start, end)}
    composed = set(unicodedata.normalize("NFC", text))  # a jamo or a Thai vowel may be gone into another character
    visible = {
        place
        for place, char in enumerate(text)
        if not char.isspace() and unicodedata.category(char) not in INVISIBLE and char in composed
    }
    assert visible <= covered


@given(text=texts, shape=shapes)
def test_sentences_cover_all_pieces_without_a_gap(backend: Tokenizer, text: str, shape: tuple[int, int]) -> None:
    pieces = cut(backend, text, shape)
    joined = [piece for start, end in pieces.sentences for piece in range(start, end)]
    assert joined == list(range(len(pieces)))
    for piece in joined:
        start, end = pieces.sentence_at(piece)
        assert start <= piece < end


@given(text=texts)
def test_what_a_range_of_pieces_spans_leads_back_to_it(backend: Tokenizer, text: str) -> None:
    pieces = cut(backend, text)
    for start, end in pairwise(range(0, len(pieces), 2)):
        span = pieces.span_of(start, end)
        if span is not None:
            assert span.of(text).strip() == span.of(text)
            left, right = pieces.pieces_of(span)
            assert pieces.span_of(left, right) is not None
            again = pieces.span_of(left, right)
            assert again is not None and again.contains(span)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Selon l'armée, rien.", "armée"),
        ("Selon l’armée, rien.", "armée"),
        ("«\u202fDjibo\u202f», dit-il", "Djibo"),
        ("« Djibo\u00a0»", "Djibo"),
        ("12\u00a0000 morts", "12\u00a0000"),
        ("12\u202f000 morts", "000"),
        ("Les e\u0301tudes", "e\u0301tudes"),
        ("une e\u0301", "e\u0301"),
        ("attaque.Le maire", "Le"),
        ("🚀attaque🚀", "attaque"),
        ("un\nsoldat\r\ntué", "soldat"),
        ("l'in\u00adfor\u00adma\u00adtion", "in\u00adfor\u00adma\u00adtion"),
        ("à\ufeff Gao", "Gao"),
        ("près de 北京 hier", "北京"),
        ("aujourd'hui même", "aujourd'hui"),
        ("entre guillemets… fin", "guillemets"),
        ("zéro\u200blargeur", "zéro\u200blargeur"),
    ],
)
def test_a_word_leads_to_pieces_and_back_exactly(backend: Tokenizer, text: str, word: str) -> None:
    start = text.index(word)
    pieces = cut(backend, text)
    assert pieces.span_of(*pieces.pieces_of(Span(start, start + len(word)))) == Span(start, start + len(word))


def test_a_span_of_white_space_has_no_piece(backend: Tokenizer) -> None:
    start, end = cut(backend, "un   deux").pieces_of(Span(3, 5))
    assert start == end


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_a_text_without_words_has_no_piece(backend: Tokenizer, text: str) -> None:
    pieces = cut(backend, text)
    assert len(pieces) == 0
    assert pieces.sentences == ()


def test_texts_are_cut_alike_alone_and_together(backend: Tokenizer) -> None:
    tokenizer = PieceTokenizer(backend, 16, 4)
    together = tokenizer.encode(["Un drone a frappé Kharkiv. " * 9, "", "Gao"])
    for text, pieces in zip(("Un drone a frappé Kharkiv. " * 9, "", "Gao"), together, strict=True):
        alone = tokenizer.encode([text])[0]
        assert alone.offsets.tolist() == pieces.offsets.tolist()
        assert [window.ids.tolist() for window in alone.windows] == [window.ids.tolist() for window in pieces.windows]


def test_a_stride_of_a_whole_window_is_refused(backend: Tokenizer) -> None:
    with pytest.raises(ValueError, match=r"stride 30 must be .* below .* 30"):
        PieceTokenizer(backend, 32, 30)


def test_a_negative_stride_is_refused(backend: Tokenizer) -> None:
    with pytest.raises(ValueError, match="at least 0"):
        PieceTokenizer(backend, 32, -1)


def test_a_window_without_room_for_a_piece_is_refused(backend: Tokenizer) -> None:
    with pytest.raises(ValueError, match=r"raise model\.window_length"):
        PieceTokenizer(backend, 2, 0)


def test_the_given_tokenizer_is_left_as_it_was(backend: Tokenizer) -> None:
    PieceTokenizer(backend, 8, 2)
    assert backend.truncation is None
