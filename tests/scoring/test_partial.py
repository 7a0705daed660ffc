"""The partial-overlap reading, against brute force and nervaluate."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate.evaluator import Evaluator  # type: ignore[import-untyped, unused-ignore]

from guetteur.document import Document, Span
from guetteur.scoring import MEASURES, partial_overlap
from guetteur.scoring.partial import Labelled, PartialScores, align

from .examples import corpora, document, emptied, event, rescored, shuffled, spans

labelled = st.tuples(spans, st.sampled_from(["A", "B"]))


def at(label: str, start: int, end: int) -> Labelled:
    return Span(start, end), label


def test_each_of_the_five_outcomes() -> None:
    gold = [at("A", 0, 2), at("A", 3, 5), at("A", 6, 8), at("A", 10, 12), at("B", 20, 22)]
    predicted = [at("A", 0, 2), at("B", 3, 5), at("A", 7, 9), at("B", 11, 13), at("B", 22, 24)]
    _, scores = align(gold, predicted)
    assert scores == PartialScores(correct=1, incorrect=1, partial=1, missing=2, spurious=2)


def test_a_partial_match_is_worth_half() -> None:
    scores = PartialScores(correct=1, incorrect=1, partial=2, missing=0, spurious=4)
    assert (scores.possible, scores.actual) == (4, 8)
    assert (scores.precision, scores.recall, scores.f1) == pytest.approx((0.25, 0.5, 1 / 3))


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert align([at("A", 0, 2)], [at("A", 2, 4)])[1] == PartialScores(missing=1, spurious=1)


def test_first_fit_does_not_spoil_the_second_match() -> None:
    # In the order of the text, first fit gives 0-4 to 0-2 and leaves 3-6 without a partner.
    gold, predicted = [at("A", 0, 4), at("A", 1, 2)], [at("A", 0, 2), at("A", 3, 6)]
    assert align(gold, predicted)[1] == PartialScores(partial=2)


def test_an_exact_match_is_never_given_up_for_two_partial_ones() -> None:
    gold, predicted = [at("A", 0, 4), at("A", 3, 8)], [at("A", 0, 4), at("A", 0, 2)]
    assert align(gold, predicted)[1] == PartialScores(correct=1, missing=1, spurious=1)


def test_the_greater_overlap_is_the_partner() -> None:
    pairs, _ = align([at("A", 0, 3), at("A", 3, 10)], [at("A", 2, 10)])
    assert pairs == [(at("A", 3, 10), at("A", 2, 10))]


@pytest.mark.parametrize("label", ["A", "B", "C", "D", "E"])
def test_of_two_equal_partners_the_first_in_the_text_is_taken(label: str) -> None:
    pairs, _ = align([at(label, 2, 6)], [at(label, 4, 8), at(label, 0, 4)])
    assert pairs == [(at(label, 2, 6), at(label, 0, 4))]


def outcome(gold: Labelled, predicted: Labelled | None) -> str:
    if predicted is None:
        return "missing"
    shared = set(range(gold[0].start, gold[0].end)) & set(range(predicted[0].start, predicted[0].end))
    if gold == predicted:
        return "correct"
    if gold[0] == predicted[0]:
        return "incorrect"
    return "partial" if shared and gold[1] == predicted[1] else "missing"


@given(st.sets(labelled, max_size=4), st.sets(labelled, max_size=4))
def test_counts_are_the_best_of_all_matchings(gold: set[Labelled], predicted: set[Labelled]) -> None:
    candidates = []
    for partners in itertools.permutations([*predicted, *[None] * len(gold)], len(gold)):
        counts = Counter(outcome(g, p) for g, p in zip(gold, partners, strict=True))
        candidates.append((counts["correct"], counts["partial"], counts["incorrect"]))
    best = max(candidates)
    scores = align(gold, predicted)[1]
    assert (scores.correct, scores.partial, scores.incorrect) == best
    assert scores.correct + scores.partial / 2 == max(cor + par / 2 for cor, par, _ in candidates)
    assert (scores.possible, scores.actual) == (len(gold), len(predicted))


def as_entities(items: list[Labelled]) -> list[dict[str, object]]:
    return [{"label": label, "start": span.start, "end": span.end - 1} for span, label in items]


# At most one span of each side in ten characters: there first fit is optimal, and nervaluate's definitions agree.
slots = st.lists(st.tuples(st.none() | labelled, st.none() | labelled), min_size=1, max_size=6)


@given(slots)
def test_counts_agree_with_nervaluate_where_no_span_has_two_partners(
    drawn: list[tuple[Labelled | None, Labelled | None]],
) -> None:
    sides: tuple[list[Labelled], list[Labelled]] = ([], [])
    for number, slot in enumerate(drawn):
        for side, item in zip(sides, slot, strict=True):
            if item is not None:
                side.append(at(item[1], item[0].start + 10 * number, item[0].end + 10 * number))
    gold, predicted = sides
    overall = Evaluator([as_entities(gold)], [as_entities(predicted)], tags=["A", "B"], loader="dict").evaluate()[
        "overall"
    ]
    scores = align(gold, predicted)[1]
    assert scores.correct == overall["strict"].correct
    assert scores.correct + scores.incorrect == overall["exact"].correct
    assert scores.correct + scores.partial == overall["ent_type"].correct
    if all(label == "A" for _, label in gold + predicted):
        lenient = overall["partial"]
        assert (scores.correct, scores.partial) == (lenient.correct, lenient.partial)
        assert (scores.missing, scores.spurious) == (lenient.missed, lenient.spurious)
        assert (scores.precision, scores.recall, scores.f1) == pytest.approx(
            (lenient.precision, lenient.recall, lenient.f1)
        )


def test_arguments_are_compared_between_paired_triggers_only() -> None:
    gold = document(
        event("Attack", 0, 2, ("Place", 4, 6), ("Time", 6, 7)),
        event("Bombing", 7, 8, ("Place", 4, 6)),
    )
    predicted = document(event("Attack", 1, 2, ("Place", 5, 6)), event("Abduction", 3, 4, ("Place", 4, 6)))
    result = partial_overlap([gold], [predicted])
    assert result.triggers == PartialScores(partial=1, missing=1, spurious=1)
    assert result.arguments == PartialScores(partial=1, missing=1)


@given(corpora())
def test_correct_triggers_are_those_of_trig_c(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, predicted = corpus
    hits = MEASURES["Trig-C"]
    correct = sum(len(hits(g) & hits(p)) for g, p in zip(gold, predicted, strict=True))
    assert partial_overlap(gold, predicted).triggers.correct == correct


@given(corpora(), st.data())
def test_order_and_scores_change_nothing(corpus: tuple[list[Document], list[Document]], data: st.DataObject) -> None:
    gold, predicted = corpus
    mixed = partial_overlap(data.draw(shuffled(gold)), rescored(data.draw(shuffled(predicted)), 0.1))
    assert mixed == partial_overlap(gold, predicted)


@given(corpora())
def test_perfect_prediction_is_all_correct(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, _ = corpus
    result = partial_overlap(gold, gold)
    for scores in (result.triggers, result.arguments):
        assert scores == PartialScores(correct=scores.possible)


@given(corpora())
def test_empty_prediction_is_all_missing(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, _ = corpus
    result = partial_overlap(gold, emptied(gold))
    assert result.triggers == PartialScores(missing=sum(len(MEASURES["Trig-C"](doc)) for doc in gold))
    assert result.arguments == PartialScores()


def test_report_is_in_percent() -> None:
    doc = document(event("Attack", 0, 1))
    assert partial_overlap([doc], [doc]).to_dict()["triggers"] == {
        "precision": 100.0, "recall": 100.0, "f1": 100.0,
        "correct": 1, "incorrect": 0, "partial": 0, "missing": 0, "spurious": 0,
    }  # fmt: skip
