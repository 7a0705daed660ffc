from __future__ import annotations

from guetteur.normalize.aliases import Aliases, tokens

ALIASES = Aliases(
    {"bird": {"aigle": ["aigle royal"], "EI": ["Etat"], "Libération": []}, "fish": {"aigle de mer": []}},
    capitals=frozenset({"bird"}),
)


def names(words: str) -> list[str]:
    return [match.value.name for match in ALIASES.matches(tokens(words))]


def test_the_longest_alias_is_taken() -> None:
    assert names("un aigle de mer")[0] == "aigle de mer"


def test_plurals_case_and_accents_make_no_difference() -> None:
    assert names("AIGLES royaux")[0] == "aigle"
    assert names("l’Aiglé") == ["aigle"]


def test_a_short_acronym_is_read_in_capitals_alone() -> None:
    assert names("EI") == ["EI"]
    assert names("ei") == []


def test_a_common_word_is_a_name_with_its_capital_alone() -> None:
    assert names("Libération") == ["Libération"]
    assert names("libération des otages") == []


def test_small_words_at_the_ends_belong_to_no_name() -> None:
    assert names("de la mer") == []
