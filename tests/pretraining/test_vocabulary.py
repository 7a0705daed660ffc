from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from guetteur.codec.restoring import WORD_START
from guetteur.document import Document
from guetteur.pretraining.vocabulary import SPECIALS, build_tokenizer, count_words

AWKWARD = "aé' ’«».…\u00a0\u202f\n\u00ad\u200b🚀北e\u0301"
texts = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters(codec="utf-8")), max_size=40)


def cut(backend: Tokenizer, text: str) -> list[str]:
    tokens: list[str] = backend.encode(text, add_special_tokens=False).tokens
    return tokens


def test_specials_have_the_ids_of_camembert(backend: Tokenizer) -> None:
    assert [backend.token_to_id(token) for token in SPECIALS] == [0, 1, 2, 3, 4]
    assert backend.encode("Gao").tokens == ["<s>", "▁Gao", "</s>"]


def test_frequent_words_are_single_pieces(backend: Tokenizer) -> None:
    assert cut(backend, "Des soldats attaqué") == ["▁Des", "▁soldats", "▁attaqué"]


@pytest.mark.parametrize("text", ["l'armée", "l’armée", "lʼarmée", "l`armée"])
def test_elisions_are_cut_behind_any_apostrophe(backend: Tokenizer, text: str) -> None:
    assert cut(backend, text) == ["▁l'", "▁armée"]


@pytest.mark.parametrize(
    "text", ["Djibo", "«Djibo»", "« Djibo »", "(Djibo)", "d'Djibo", "\u202fDjibo", "2024Djibo", "Djibo.", "-Djibo"]
)
def test_a_word_looks_the_same_wherever_it_stands(backend: Tokenizer, text: str) -> None:
    assert "▁Djibo" in cut(backend, text)


def test_composed_and_combining_accents_are_cut_alike(backend: Tokenizer) -> None:
    assert cut(backend, "arme\u0301e") == cut(backend, "armée") == ["▁armée"]


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff"])
def test_invisible_characters_leave_no_trace(backend: Tokenizer, mark: str) -> None:
    assert cut(backend, f"sol{mark}dats") == ["▁soldats"]


def test_numbers_are_cut_off_letters(backend: Tokenizer) -> None:
    assert cut(backend, "12h30") == ["▁12", *cut(backend, "h"), "▁30"]


@given(text=texts)
def test_nothing_is_ever_unknown(backend: Tokenizer, text: str) -> None:
    assert "<unk>" not in cut(backend, text.replace("<unk>", ""))


@given(text=texts)
def test_offsets_lie_in_the_text(backend: Tokenizer, text: str) -> None:
    for start, end in backend.encode(text, add_special_tokens=False).offsets:
        assert 0 <= start <= end <= len(text)


def test_the_vocabulary_has_the_size_asked_for(documents: list[Document]) -> None:
    counts = count_words(document.text for document in documents)
    size = 5 + 256 + 20 + 30 + 120
    backend = build_tokenizer(counts, size=size, pieces=120, numbers=20)
    assert size - 40 <= backend.get_vocab_size() <= size
    words = [word for word, _ in counts.most_common(25) if not word.isdigit()]
    assert all(backend.token_to_id(WORD_START + word) is not None for word in words)


def test_extra_words_and_numbers_are_single_pieces(documents: list[Document]) -> None:
    counts = count_words(document.text for document in documents)
    backend = build_tokenizer(counts, size=600, pieces=120, extra=["Ouagadougou", "Gao"], numbers=40)
    assert cut(backend, "Ouagadougou 39") == ["▁Ouagadougou", "▁39"]
    assert len(cut(backend, "Ouagadougous")) > 1


def test_the_tokenizer_survives_saving(backend: Tokenizer) -> None:
    text = "L’armée a dit : « Rien… » 🚀"
    assert Tokenizer.from_str(backend.to_str()).encode(text).ids == backend.encode(text).ids
