"""The whole evaluation."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.document import Document
from guetteur.scoring import MEASURES, Scores, evaluate

from .examples import corpora, document, emptied, event, rescored, shuffled
from .test_tuples import written

GOLD = [
    document(
        event("Bombing", 0, 1, ("Attacker", 2, 3), ("Place", 4, 6)),
        event("Attack", 6, 7, ("Place", 4, 6), factuality="claimed"),
        id_="a",
    ),
    document(event("Abduction", 0, 3), id_="b"),
]
PREDICTED = [
    document(id_="b"),
    document(
        event("Bombing", 0, 1, ("Attacker", 2, 3), ("Time", 4, 6)),
        event("Bombing", 6, 7, ("Place", 4, 6)),
        event("Attack", 7, 8),
        id_="a",
    ),
]


def test_hand_computed_scores() -> None:
    assert evaluate(GOLD, PREDICTED).scores == {
        "Trig-I": Scores(2, 3, 3),
        "Trig-C": Scores(1, 3, 3),
        "Arg-I": Scores(2, 2, 3),  # Bombing 2-3 and 4-6, the latter predicted twice; gold has Attack 4-6 besides
        "Arg-C": Scores(2, 3, 3),  # the Place of the wrong Bombing helps out: what the attached reading forbids
        "Arg-I+": Scores(2, 3, 3),
        "Arg-C+": Scores(1, 3, 3),
        "Realis": Scores(1, 3, 3),
    }


def test_hand_computed_scores_per_label() -> None:
    result = evaluate(GOLD, PREDICTED)
    assert result.per_type == {"Abduction": Scores(0, 0, 1), "Attack": Scores(0, 1, 1), "Bombing": Scores(1, 2, 1)}
    assert result.per_role == {"Attacker": Scores(1, 1, 1), "Place": Scores(0, 1, 2), "Time": Scores(0, 1, 0)}
    assert result.per_factuality == {"asserted": Scores(1, 3, 2), "claimed": Scores(0, 0, 1)}


def test_report_is_json_with_percentages_of_two_decimals() -> None:
    report = evaluate(GOLD, PREDICTED).to_dict()
    assert json.loads(json.dumps(report)) == report
    assert report["documents"] == 2
    assert report["measures"]["Trig-I"]["f1"] == 66.67
    assert report["measures"]["Trig-I"]["interval"]["f1"] == [0.0, 80.0]
    assert report["per_type"]["Bombing"] == {
        "precision": 50.0, "recall": 100.0, "f1": 66.67, "correct": 1, "predicted": 2, "gold": 1
    }  # fmt: skip
    assert report["confusion"]["types"]["Attack"] == {"Bombing": 1}


@given(corpora())
def test_scores_agree_with_counting_lines_of_text(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, predicted = corpus
    scores = evaluate(gold, predicted, resamples=2).scores
    for measure in MEASURES:
        gold_lines = [line for doc in gold for line in written(measure, doc)]
        predicted_lines = [line for doc in predicted for line in written(measure, doc)]
        correct = sum(line in gold_lines for line in predicted_lines)
        assert scores[measure] == Scores(correct, len(predicted_lines), len(gold_lines))


@given(corpora())
def test_labels_add_up_to_the_whole(corpus: tuple[list[Document], list[Document]]) -> None:
    result = evaluate(*corpus, resamples=2)
    for parts, measure in [
        (result.per_type, "Trig-C"), (result.per_role, "Arg-C+"), (result.per_factuality, "Realis")
    ]:  # fmt: skip
        assert sum(parts.values(), start=Scores(0, 0, 0)) == result.scores[measure]


def test_perfect_prediction_gives_100_everywhere() -> None:
    report = evaluate(GOLD, GOLD).to_dict()
    groups = [report["measures"], report["per_type"], report["per_role"], report["per_factuality"]]
    for scores in (scores for group in groups for scores in group.values()):
        assert (scores["precision"], scores["recall"], scores["f1"]) == (100.0, 100.0, 100.0)
    for scores in report["measures"].values():
        assert scores["interval"] == {"precision": [100.0, 100.0], "recall": [100.0, 100.0], "f1": [100.0, 100.0]}


@given(corpora())
def test_empty_prediction_gives_0_everywhere(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, _ = corpus
    result = evaluate(gold, emptied(gold), resamples=5)
    for name, scores in result.scores.items():
        assert (scores.precision, scores.recall, scores.f1) == (0.0, 0.0, 0.0)
        assert {(i.low, i.high) for i in result.intervals[name].values()} == {(0.0, 0.0)}


def test_no_documents_give_0_without_a_crash() -> None:
    result = evaluate([], [])
    assert result.documents == 0
    assert result.scores["Trig-C"] == Scores(0, 0, 0)


@given(corpora(), st.data())
def test_order_of_documents_events_and_arguments_changes_nothing(
    corpus: tuple[list[Document], list[Document]], data: st.DataObject
) -> None:
    gold, predicted = corpus
    mixed = evaluate(data.draw(shuffled(gold)), data.draw(shuffled(predicted)), resamples=10)
    assert mixed == evaluate(gold, predicted, resamples=10)


@given(corpora())
def test_scores_of_predictions_change_nothing(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, predicted = corpus
    assert evaluate(gold, rescored(predicted, 0.3), resamples=5) == evaluate(gold, predicted, resamples=5)


@given(corpora())
def test_swapping_sides_swaps_precision_and_recall(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, predicted = corpus
    forth, back = evaluate(gold, predicted, resamples=2), evaluate(predicted, gold, resamples=2)
    for name in MEASURES:
        assert forth.scores[name].precision == back.scores[name].recall


def test_documents_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="'b'"):
        evaluate(GOLD, GOLD[:1])


@pytest.mark.parametrize("heavy", ["torch", "transformers", "seqeval", "sklearn"])
def test_importing_the_scores_is_light(heavy: str) -> None:
    code = f"import sys, guetteur.scoring; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
