from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from guetteur.codec.tags import TaggedSpan, TagSet

TAGS = TagSet(["A", "B"])


@st.composite
def scores(draw: st.DrawFn, max_length: int = 4) -> np.ndarray:
    length = draw(st.integers(1, max_length))
    values = st.integers(-1000, 1000).map(lambda number: number / 100)
    rows = st.lists(values, min_size=len(TAGS), max_size=len(TAGS))
    return np.array(draw(st.lists(rows, min_size=length, max_size=length)))


@st.composite
def spans(draw: st.DrawFn) -> tuple[list[TaggedSpan], int]:
    found = []
    place = 0
    for _ in range(draw(st.integers(0, 5))):
        start = place + draw(st.integers(0, 3))
        place = start + draw(st.integers(1, 4))
        found.append(TaggedSpan(start, place, draw(st.sampled_from(TAGS.labels))))
    return found, place + draw(st.integers(0, 3))


def legal(ids: tuple[int, ...]) -> bool:
    return all(TAGS.legal[previous, following] for previous, following in zip((0, *ids), ids, strict=False))


def likelihood(logits: np.ndarray, ids: np.ndarray | tuple[int, ...]) -> float:
    return float(sum(logits[step, tag] for step, tag in enumerate(ids)))


def places(found: list[TaggedSpan]) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in found]


def test_tags_are_outside_then_begin_and_inside_of_each_label() -> None:
    assert TAGS.tags == ("O", "B-A", "I-A", "B-B", "I-B")


def test_inside_follows_only_its_own_label() -> None:
    allowed = {(TAGS.tags[i], TAGS.tags[j]) for i, j in zip(*np.nonzero(TAGS.legal), strict=True)}
    assert {previous for previous, following in allowed if following == "I-A"} == {"B-A", "I-A"}
    assert {following for previous, following in allowed if previous == "O"} == {"O", "B-A", "B-B"}


@given(scores())
def test_decoding_takes_the_best_of_all_legal_sequences(logits: np.ndarray) -> None:
    found = TAGS.encode(TAGS.decode(logits, [(0, len(logits))]), len(logits))
    every = product(range(len(TAGS)), repeat=len(logits))
    best = max(likelihood(logits, ids) for ids in every if legal(ids))
    assert legal(tuple(int(tag) for tag in found))
    assert abs(likelihood(logits, found) - best) < 1e-6


@given(scores(max_length=12), st.data())
def test_no_span_crosses_a_segment(logits: np.ndarray, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(logits)))
    segments = [(0, cut), (cut, len(logits))]
    apart = TAGS.decode(logits[:cut], [(0, cut)])
    apart += [
        TaggedSpan(span.start + cut, span.end + cut, span.label)
        for span in TAGS.decode(logits[cut:], [(0, len(logits) - cut)])
    ]
    together = TAGS.decode(logits, segments)
    assert places(together) == places(apart)
    assert all(span.end <= cut or span.start >= cut for span in together)


@given(spans())
def test_spans_survive_encoding_and_decoding(case: tuple[list[TaggedSpan], int]) -> None:
    given_spans, length = case
    ids = TAGS.encode(given_spans, length)
    assert TAGS.spans(ids, None, [(0, length)]) == given_spans
    assert places(TAGS.decode(9.0 * np.eye(len(TAGS))[ids], [(0, length)])) == places(given_spans)


def test_the_first_of_overlapping_spans_wins() -> None:
    ids = TAGS.encode([TaggedSpan(1, 3, "A"), TaggedSpan(2, 4, "B")], 5)
    assert TAGS.spans(ids, None, [(0, 5)]) == [TaggedSpan(1, 3, "A")]


def test_an_empty_span_leaves_no_tag() -> None:
    assert not TAGS.encode([TaggedSpan(1, 1, "A")], 3).any()


def test_the_score_is_the_mean_probability_of_the_tags() -> None:
    probabilities = np.array([[0.1, 0.6, 0.1, 0.1, 0.1], [0.05, 0.05, 0.8, 0.05, 0.05]])
    (span,) = TAGS.decode(np.log(probabilities), [(0, 2)])
    assert abs(span.score - 0.7) < 1e-9


def test_a_text_without_pieces_has_no_span() -> None:
    assert TAGS.decode(np.empty((0, len(TAGS))), []) == []
