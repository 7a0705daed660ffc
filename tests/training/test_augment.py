from __future__ import annotations

import random
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from guetteur.document import Document, Event, Span
from guetteur.training.augment import vary

texts = st.text(st.one_of(st.sampled_from("«»“”\"'’ ßŒﬁİıéÀe\u0301\n\r\u00a0\u202f🚀A"), st.characters()), max_size=60)
seeds = st.integers(0, 10_000)


@given(texts, seeds)
def test_a_variant_is_as_long_as_the_text(text: str, seed: int) -> None:
    assert len(vary(Document("d", text), random.Random(seed)).text) == len(text)


@given(texts, seeds)
def test_a_variant_changes_no_letter_but_its_case_and_accent(text: str, seed: int) -> None:
    quotes = set('«»“”"')
    for old, new in zip(text, vary(Document("d", text), random.Random(seed)).text, strict=True):
        if old != new and not (old in quotes and new in quotes):
            upper = old.upper()
            assert new in (upper, unicodedata.normalize("NFD", upper)[0])


@given(texts, seeds)
def test_line_breaks_stay_in_place(text: str, seed: int) -> None:
    varied = vary(Document("d", text), random.Random(seed)).text
    assert [i for i, char in enumerate(varied) if char == "\n"] == [i for i, char in enumerate(text) if char == "\n"]


@given(seeds)
def test_events_and_meta_data_are_kept(seed: int) -> None:
    document = Document("d", "« L'armée a attaqué »\nGao", (Event("Attack", Span(12, 19)),), {"date": "2024-01-01"})
    varied = vary(document, random.Random(seed))
    assert (varied.id, varied.events, varied.meta) == (document.id, document.events, document.meta)


def test_capitals_come_with_and_without_accents_and_quotes_of_every_kind() -> None:
    document = Document("d", "« été »\n“été”")
    seen = {vary(document, random.Random(seed)).text for seed in range(400)}
    joined = "".join(seen)
    assert "ÉTÉ" in joined and "ETE" in joined
    assert {'" été "\n“été”', "“ été ”\n“été”", "« été »\n»été»", "« été »\n“été”"} & seen
