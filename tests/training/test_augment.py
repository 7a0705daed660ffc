from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.corpus.jsonl import load_documents
from guetteur.document import Argument, Document, Event, Span
from guetteur.training.augment import LEAST_CHARACTERS, Augmenter, AugmentSettings

texts = st.text(st.one_of(st.sampled_from("«»“”\"'’ ßŒﬁİıéÀe\u0301\n\r\u00a0\u202f🚀A"), st.characters()), max_size=60)
seeds = st.integers(0, 10_000)
NOTHING = {name: 0.0 for name in vars(AugmentSettings())}
spelling = Augmenter(AugmentSettings(**NOTHING | {"quotes": 0.3, "capitals": 0.06}), [])


def only(**shares: float) -> AugmentSettings:
    return AugmentSettings(**NOTHING | shares)


def variants(settings: AugmentSettings, document: Document, count: int = 200) -> list[Document]:
    augment = Augmenter(settings, [document])
    return [augment(document, random.Random(seed)) for seed in range(count)]


@pytest.fixture
def document() -> Document:
    """Two mentions in two sentences."""
    text = "Une bombe a explosé à Gao. Le tir a fait six morts à Alep.\nLe raid a visé Kidal."
    return Document(
        "d", text,
        (
            Event("Bombing", Span(12, 19), (Argument("Instrument", Span(4, 9)), Argument("Place", Span(22, 25)))),
            Event("Attack", Span(30, 33), (Argument("Killed", Span(41, 44)), Argument("Place", Span(53, 57)))),
            Event("Attack", Span(62, 66), (Argument("Target", Span(74, 79)),)),
        ),
    )  # fmt: skip


@given(texts, seeds)
def test_a_spelling_is_as_long_as_the_text(text: str, seed: int) -> None:
    assert len(spelling(Document("d", text), random.Random(seed)).text) == len(text)


@given(texts, seeds)
def test_a_spelling_changes_no_letter_but_its_case_and_accent(text: str, seed: int) -> None:
    quotes = set('«»“”"')
    for old, new in zip(text, spelling(Document("d", text), random.Random(seed)).text, strict=True):
        if old != new and not (old in quotes and new in quotes):
            upper = old.upper()
            assert new in (upper, unicodedata.normalize("NFD", upper)[0])


@given(texts, seeds)
def test_line_breaks_stay_in_place(text: str, seed: int) -> None:
    varied = spelling(Document("d", text), random.Random(seed)).text
    assert [i for i, char in enumerate(varied) if char == "\n"] == [i for i, char in enumerate(text) if char == "\n"]


@given(seeds)
def test_events_and_meta_data_are_kept(seed: int) -> None:
    document = Document("d", "« L'armée a attaqué »\nGao", (Event("Attack", Span(12, 19)),), {"date": "2024-01-01"})
    varied = spelling(document, random.Random(seed))
    assert (varied.id, varied.events, varied.meta) == (document.id, document.events, document.meta)


def test_capitals_come_with_and_without_accents_and_quotes_of_every_kind() -> None:
    document = Document("d", "« été »\n“été”")
    seen = {spelling(document, random.Random(seed)).text for seed in range(400)}
    joined = "".join(seen)
    assert "ÉTÉ" in joined and "ETE" in joined
    assert {'" été "\n“été”', "“ été ”\n“été”", "« été »\n»été»", "« été »\n“été”"} & seen


def test_switched_off_nothing_changes(document: Document) -> None:
    assert all(variant == document for variant in variants(only(), document, 20))


def test_towns_are_exchanged_for_others_that_begin_alike(document: Document) -> None:
    other = Document("o", "Un raid à Mopti.", (Event("Attack", Span(3, 7), (Argument("Place", Span(10, 15)),)),))
    augment = Augmenter(only(towns=1.0), [document, other])
    seen = {augment(document, random.Random(seed)).text for seed in range(40)}
    assert {text[:27] for text in seen} == {"Une bombe a explosé à Gao. ", "Une bombe a explosé à Mopti"}
    assert all("à Alep." in text and "Kidal" in text for text in seen)  # Alep alone begins with a vowel


def argument(text: str, role: str, words: str) -> Argument:
    start = text.index(words)
    return Argument(role, Span(start, start + len(words)))


def attack(text: str, *arguments: tuple[str, str]) -> Document:
    start = text.index("attaqu")
    return Document(
        text[:8], text, (Event("Attack", Span(start, start + 6), tuple(argument(text, *a) for a in arguments)),)
    )


def test_groups_are_exchanged_for_names_with_the_same_article() -> None:
    documents = [
        attack("Le Hamas a attaqué.", ("Attacker", "Hamas")),
        attack("Un poste attaqué par le M23.", ("Attacker", "M23")),
        attack("L’EI a attaqué.", ("Attacker", "EI")),
        attack("Des hommes ont attaqué.", ("Attacker", "hommes")),
    ]
    augment = Augmenter(only(groups=1.0), documents)
    seen = {tuple(augment(d, random.Random(seed)).text for d in documents) for seed in range(40)}
    assert {texts[0] for texts in seen} == {"Le Hamas a attaqué.", "Le M23 a attaqué."}
    assert {texts[2:] for texts in seen} == {("L’EI a attaqué.", "Des hommes ont attaqué.")}


def test_weapons_are_exchanged_and_keep_their_span() -> None:
    documents = [
        attack("Il a attaqué avec un couteau.", ("Instrument", "couteau")),
        attack("Ils ont attaqué avec un drone armé.", ("Instrument", "drone armé")),
    ]
    augment = Augmenter(only(weapons=1.0), documents)
    variants = [augment(documents[0], random.Random(seed)) for seed in range(40)]
    found = {variant.events[0].arguments[0].span.of(variant.text) for variant in variants}
    assert found == {"couteau", "drone armé"}
    assert {variant.text for variant in variants} == {f"Il a attaqué avec un {words}." for words in found}


def test_full_stops_are_lost_or_lose_their_space(document: Document) -> None:
    seen = {variant.text.split("\n")[0] for variant in variants(only(full_stops=1.0), document)}
    assert "Une bombe a explosé à Gao  Le tir a fait six morts à Alep." in seen
    settings = only(full_stops=0.5)
    assert any("Gao.Le tir" in variant.text for variant in variants(settings, document))


def test_boilerplate_stands_on_lines_of_its_own(document: Document) -> None:
    for variant in variants(only(boilerplate=1.0), document, 40):
        lines = variant.text.split("\n")
        assert len(lines) > 2 and set(document.text.split("\n")) < set(lines)


def test_a_cut_keeps_one_end_of_the_text(document: Document) -> None:
    line = document.text + "\n"
    long = Document("d", line * 5, document.events)
    seen = variants(only(cut=1.0), long)
    assert all(len(variant.text) + 20 >= LEAST_CHARACTERS and variant.text in long.text for variant in seen)
    assert {len(variant.events) for variant in seen} == {0, 1, 2, 3}
    assert variants(only(cut=1.0), document, 20) == [document] * 20  # too short to be cut


ALL = AugmentSettings(
    quotes=0.5, capitals=0.2, towns=0.5, groups=0.5, weapons=0.5, full_stops=0.4, boilerplate=0.5, cut=0.3
)


def test_every_span_of_the_corpus_keeps_its_words(root: Path) -> None:
    documents = load_documents(root / "data/dev.jsonl")[:40]
    augment = Augmenter(
        AugmentSettings(**vars(ALL) | {"capitals": 0.0, "quotes": 0.0, "towns": 0.0, "groups": 0.0, "weapons": 0.0}),
        documents,
    )
    for document in documents:
        words = {event.trigger.of(document.text) for event in document.events}
        variant = augment(document, random.Random(document.id))
        assert {event.trigger.of(variant.text) for event in variant.events} <= words


def test_with_everything_on_no_span_leaves_the_text(root: Path) -> None:
    documents = load_documents(root / "data/dev.jsonl")[:40]
    augment = Augmenter(ALL, documents)
    for seed, document in enumerate(documents):
        variant = augment(document, random.Random(seed))
        for event in variant.events:
            for span in (event.trigger, *(argument.span for argument in event.arguments)):
                assert span.of(variant.text).strip() and span.end <= len(variant.text)


def test_a_share_outside_zero_to_one_is_refused() -> None:
    with pytest.raises(ValueError, match=r"data\.augment\.towns is 2"):
        AugmentSettings(towns=2)
