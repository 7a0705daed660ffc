"""Coreference measures, against the worked examples of the papers that define them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.document import Document, Span
from guetteur.scoring import score_clusters
from guetteur.scoring.clusters import Agreement, Partition, b_cubed, ceaf_e, muc, partition

from .examples import corpora, document, emptied, event, rescored, shuffled


def sets(*clusters: str) -> list[frozenset[str]]:
    """One mention per letter."""
    return [frozenset(cluster) for cluster in clusters]


# Bagga & Baldwin (1998), figures 1 to 3; the same partitions are in Luo (2005), table 1.
TRUTH = sets("12345", "67", "89ABC")
RESPONSE_1 = sets("12345", "6789ABC")
RESPONSE_2 = sets("1234589ABC", "67")

# Pradhan et al. (2014), section 3: the response lacks e and has h and i besides.
KEY = sets("abc", "defg")
RESPONSE = sets("ab", "cd", "fghi")


def test_muc_of_vilain_1995_cannot_tell_the_responses_of_bagga_and_baldwin_apart() -> None:
    for response in (RESPONSE_1, RESPONSE_2):
        assert (muc(TRUTH, response).precision, muc(TRUTH, response).recall) == (0.9, 1.0)


def test_b_cubed_of_bagga_and_baldwin_1998() -> None:
    assert b_cubed(TRUTH, RESPONSE_1).precision == pytest.approx(0.76, abs=0.005)
    assert b_cubed(TRUTH, RESPONSE_2).precision == pytest.approx(0.58, abs=0.005)
    assert b_cubed(TRUTH, RESPONSE_1).recall == b_cubed(TRUTH, RESPONSE_2).recall == 1.0


def test_f1_of_luo_2005() -> None:
    assert [round(m(TRUTH, RESPONSE_1).f1, 3) for m in (muc, b_cubed, ceaf_e)] == [0.947, 0.865, 0.733]
    assert [round(m(TRUTH, RESPONSE_2).f1, 3) for m in (muc, b_cubed, ceaf_e)] == [0.947, 0.737, 0.667]


@pytest.mark.parametrize(
    ("measure", "recall", "precision", "f1"),
    [(muc, 0.40, 0.40, 0.40), (b_cubed, 0.42, 0.50, 0.46), (ceaf_e, 0.65, 0.43, 0.52)],
)
def test_missed_and_spurious_mentions_of_pradhan_2014(
    measure: Callable[[Partition, Partition], Agreement], recall: float, precision: float, f1: float
) -> None:
    found = measure(KEY, RESPONSE)
    assert (found.recall, found.precision, found.f1) == pytest.approx((recall, precision, f1), abs=0.006)


def test_vilain_1995_example_of_a_cut_chain() -> None:
    # Key A-B-C-D, response A-B and C-D: two of three links found, none of them wrong.
    found = muc(sets("ABCD"), sets("AB", "CD"))
    assert (found.recall, found.precision) == pytest.approx((2 / 3, 1.0))


def test_everything_in_one_cluster_is_all_recall() -> None:
    found = b_cubed(sets("a", "b", "c", "d"), sets("abcd"))
    assert (found.recall, found.precision) == (1.0, 0.25)


@st.composite
def partitions(draw: st.DrawFn) -> list[frozenset[int]]:
    mentions = draw(st.sets(st.integers(0, 8), max_size=7))
    names = {mention: draw(st.integers(0, 3)) for mention in mentions}
    clusters = [frozenset(m for m in mentions if names[m] == name) for name in range(4)]
    return [cluster for cluster in clusters if cluster]


def together(mention: int, clusters: list[frozenset[int]]) -> set[int]:
    return next((set(cluster) for cluster in clusters if mention in cluster), set())


@given(partitions(), partitions())
def test_b_cubed_agrees_with_a_loop_over_mentions(gold: list[frozenset[int]], predicted: list[frozenset[int]]) -> None:
    for a, b, ratio in [
        (gold, predicted, b_cubed(gold, predicted).recall), (predicted, gold, b_cubed(gold, predicted).precision)
    ]:  # fmt: skip
        parts = [len(together(m, a) & together(m, b)) / len(together(m, a)) for m in range(9) if together(m, a)]
        assert ratio == pytest.approx(sum(parts) / len(parts) if parts else 0.0)


@given(partitions(), partitions())
def test_muc_agrees_with_counting_the_links_of_a_spanning_forest(
    gold: list[frozenset[int]], predicted: list[frozenset[int]]
) -> None:
    def links(*sides: list[frozenset[int]]) -> int:
        # One link from each mention to the nearest earlier one that stands with it on every side.
        return sum(any(all(e in together(m, side) for side in sides) for e in range(m)) for m in range(9))

    found = muc(gold, predicted)
    shared = links(gold, predicted)
    assert found == Agreement(shared, links(gold), shared, links(predicted))


@given(partitions(), partitions())
def test_ceaf_is_the_best_of_all_alignments(gold: list[frozenset[int]], predicted: list[frozenset[int]]) -> None:
    short, long = sorted([gold, predicted], key=len)
    best = max(
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(short, chosen, strict=True))
        for chosen in itertools.permutations(long, len(short))
    )
    found = ceaf_e(gold, predicted)
    assert found.recall == pytest.approx(best / len(gold) if gold else 0.0)
    assert found.precision == pytest.approx(best / len(predicted) if predicted else 0.0)


def test_mentions_are_trigger_spans_and_those_without_cluster_stand_alone() -> None:
    doc = document(
        event("Attack", 0, 1, cluster="e1"),
        event("Bombing", 2, 3),
        event("Bombing", 4, 5, cluster="e1"),
        event("Attack", 6, 7),
    )
    assert partition(doc) == [{Span(0, 1), Span(4, 5)}, {Span(2, 3)}, {Span(6, 7)}]


def test_a_span_in_two_clusters_belongs_to_one_only() -> None:
    doc = document(
        event("Bombing", 0, 1, cluster="e1"), event("Attack", 0, 1, cluster="e2"), event("Attack", 2, 3, cluster="e2")
    )
    assert partition(doc) == [{Span(0, 1), Span(2, 3)}]


def test_equal_cluster_names_in_two_documents_are_not_the_same_event() -> None:
    gold = [document(event("Attack", 0, 1, cluster="e1"), id_=id_) for id_ in "ab"]
    assert score_clusters(gold, gold).muc.gold_total == 0


GOLD = [
    document(event("Attack", 0, 1, cluster="e1"), event("Attack", 2, 3, cluster="e1"), event("Attack", 4, 5), id_="a"),
    document(event("Bombing", 0, 2), id_="b"),
]


def test_hand_computed_scores_over_two_documents() -> None:
    # In a the link is cut, in b the mention is missed and another is spurious.
    predicted = [
        document(event("Attack", 0, 1), event("Attack", 2, 3), event("Attack", 4, 5), id_="a"),
        document(event("Bombing", 4, 5), id_="b"),
    ]
    result = score_clusters(GOLD, predicted)
    assert result.muc.f1 == 0.0
    assert (result.b_cubed.recall, result.b_cubed.precision) == (2 / 4, 3 / 4)
    assert result.ceaf_e.recall == pytest.approx((2 / 3 + 1) / 3)
    assert result.ceaf_e.precision == pytest.approx((2 / 3 + 1) / 4)
    assert result.conll == pytest.approx((0.0 + 0.6 + result.ceaf_e.f1) / 3)


def test_perfect_prediction_gives_100() -> None:
    report = score_clusters(GOLD, GOLD).to_dict()
    assert json.loads(json.dumps(report)) == report
    assert report["conll"] == 100.0
    assert all(report[name]["f1"] == 100.0 for name in ("muc", "b_cubed", "ceaf_e"))


@given(corpora())
def test_empty_prediction_gives_0(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, _ = corpus
    assert score_clusters(gold, emptied(gold)).conll == 0.0


@given(corpora(), st.data())
def test_order_and_scores_change_nothing(corpus: tuple[list[Document], list[Document]], data: st.DataObject) -> None:
    gold, predicted = corpus
    mixed = score_clusters(data.draw(shuffled(gold)), rescored(data.draw(shuffled(predicted)), 0.1))
    assert mixed == score_clusters(gold, predicted)
