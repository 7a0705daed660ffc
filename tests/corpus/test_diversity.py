from __future__ import annotations

from collections.abc import Callable

import pytest

from guetteur.corpus.diversity import (
    NearDuplicates,
    corpus_diversity,
    country_of,
    histogram,
    lemma,
    moving_type_token_ratio,
    near_duplicates,
    ngrams,
    overlap,
    sentence_lengths,
    shared_ngram_share,
    spread,
    trigger_lemmas,
    type_token_ratio,
    voice_of,
    words,
)
from guetteur.corpus.splits import incident_of, split_of
from guetteur.document import Document

LONG = "Des hommes armés ont attaqué vendredi à l'aube le poste de Djibo, tuant huit soldats et blessant deux civils."


def article(name: str, text: str, **meta: str) -> Document:
    return Document(name, text, meta=meta)


def test_words_are_folded_runs_of_letters_and_digits() -> None:
    assert words("L’Armée, 12 blessés") == ["l", "armée", "12", "blessés"]
    assert list(ngrams(["a", "b", "c"], 2)) == [("a", "b"), ("b", "c")]
    assert list(ngrams(["a"], 2)) == []


def test_type_token_ratio() -> None:
    assert type_token_ratio(["a", "b", "a", "a"]) == 0.5
    assert type_token_ratio([]) == 0


def test_moving_ratio_is_the_mean_over_windows_inside_texts() -> None:
    texts = [["a", "b", "a", "c", "c"], ["a", "a"], ["z"]]
    windows = [["a", "b"], ["b", "a"], ["a", "c"], ["c", "c"], ["a", "a"]]
    expected = sum(type_token_ratio(window) for window in windows) / len(windows)
    assert moving_type_token_ratio(texts, window=2) == pytest.approx(expected)
    assert moving_type_token_ratio([["a"]], window=2) == 0


def test_moving_ratio_does_not_fall_with_size() -> None:
    text = [f"w{number % 150}" for number in range(300)]
    once, often = moving_type_token_ratio([text]), moving_type_token_ratio([text] * 20)
    assert once == often == 1
    assert type_token_ratio(text * 20) < type_token_ratio(text)


def test_shared_ngrams_by_article_and_by_incident() -> None:
    documents = [
        article("a", "un deux trois quatre cinq six", incident="x"),
        article("b", "un deux trois quatre cinq sept", incident="x"),
        article("c", "rien de tel ne se lit", incident="y"),
    ]
    # Two of six running 5-grams are the shared one.
    assert shared_ngram_share(documents, lambda document: document.id) == pytest.approx(2 / 6)
    assert shared_ngram_share(documents, lambda document: document.id, distinct=True) == pytest.approx(1 / 5)
    assert shared_ngram_share(documents, incident_of) == 0
    assert shared_ngram_share([], incident_of) == 0


def test_repetition_inside_one_article_is_not_shared() -> None:
    assert shared_ngram_share([article("a", "un deux trois quatre cinq " * 3)], lambda document: document.id) == 0


def other_split(incident: str) -> str:
    return next(name for name in (f"i{n}" for n in range(100)) if split_of(name) != split_of(incident))


def test_near_duplicates_are_found_with_exact_similarity_and_splits() -> None:
    away = other_split("x")
    documents = [
        article("a", LONG, incident="x"),
        article("b", LONG.replace("huit", "dix"), incident="x"),
        article("c", LONG, incident=away),
        article("d", "Le conseil municipal a voté mardi le budget de la piscine après un long débat.", incident="z"),
        article("e", "Brève."),
    ]
    pairs = near_duplicates(documents, threshold=0.6)
    assert [(pair.first, pair.second) for pair in pairs] == [("a", "c"), ("a", "b"), ("b", "c")]
    assert pairs[0].similarity == 1
    # Of 18 trigrams each, 15 stand in both.
    assert pairs[1].similarity == pytest.approx(15 / 21)
    assert [pair.cross_splits for pair in pairs] == [True, False, True]
    assert pairs[0].splits == (split_of("x"), split_of(away))


def test_minhash_misses_no_pair_that_a_full_comparison_finds(documents: list[Document]) -> None:
    both = [*documents, *(Document(f"{each.id}-bis", each.text[:-40]) for each in documents)]
    sets = [set(ngrams(words(each.text), 3)) for each in both]
    expected = {
        (both[i].id, both[j].id)
        for j in range(len(both))
        for i in range(j)
        if len(sets[i] & sets[j]) >= 0.5 * len(sets[i] | sets[j]) > 0
    }
    assert expected
    assert {(pair.first, pair.second) for pair in near_duplicates(both)} == expected


def test_overlap_with_other_texts() -> None:
    corpus = [article("a", f"Bamako. {LONG}"), article("b", "Rien de commun.")]
    seeds = [article("s", LONG)]
    found = overlap(corpus, seeds)
    assert (found.share, found.articles) == (1.0, ("a",))
    assert found.shared == len(words(LONG)) - 7
    assert overlap(corpus, []).share == 0


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ("tué tués tuée tuées tuant tuer", "tuer"),
        ("visé visés visée visées visant viser", "viser"),
        ("frappé frappés frappent frappant", "frapper"),
        ("abattu abattus abattue", "abattre"),
        ("attaques attaque", "attaque"),
        ("tirs tir", "tir"),
        ("enlèvements", "enlèvement"),
    ],
)
def test_lemmas_bring_the_forms_of_a_verb_together(forms: str, expected: str) -> None:
    assert {form: lemma(form) for form in forms.split()} == dict.fromkeys(forms.split(), expected)


def test_trigger_lemmas_are_ranked(annotate: Callable[..., Document]) -> None:
    documents = [
        annotate("Deux frappes.", "frappes"),
        annotate("Une Frappe.", "Frappe"),
        annotate("Une prise d’otages.", "prise d’otages"),
        annotate("Une prise d'otages.", "prise d'otages"),
        annotate("Il a tiré.", "tiré"),
    ]
    found = trigger_lemmas(documents)
    assert list(found.values()) == [2, 2, 1]
    assert found["frappe"] == 2
    assert corpus_diversity(documents).top10_lemma_share == 1


def test_lengths_and_classes() -> None:
    assert sentence_lengths([article("a", "Une attaque. Deux morts à Gao.")]) == [2, 4]
    assert histogram([0, 5, 6, 11, 40], (5, 10)) == {"0–5": 2, "6–10": 1, "> 10": 2}


def test_spread() -> None:
    documents = [
        article("a", "", country="Mali", voice="Dépêche d'agence, brève"),
        article("b", "", country="Mali", voice="dépêche"),
        article("c", ""),
    ]
    assert spread(documents, country_of) == {"Mali": 2, "not given": 1}
    assert spread(documents, voice_of) == {"dépêche": 2, "not given": 1}


def test_empty_corpus() -> None:
    found = corpus_diversity([])
    assert (found.words, found.near_duplicates, found.trigger_lemmas, found.top10_lemma_share) == (0, (), {}, 0)


def test_crossing_pair() -> None:
    assert NearDuplicates("a", "b", 0.9, ("train", "test")).cross_splits
    assert not NearDuplicates("a", "b", 0.9, ("dev", "dev")).cross_splits
