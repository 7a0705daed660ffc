"""The Record measure."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from guetteur.document import Argument, Document, Event, Span
from guetteur.ontology import EventType
from guetteur.scoring import Scores, score_records
from guetteur.scoring.records import FIELDS, Record, build_records, plain, record_type

from .examples import corpora, document, emptied, event, rescored, shuffled

TEXT = (
    "L\u2019armée a frappé Gao mardi. La FRAPPE a tué douze civils, selon l'Armée. "
    "La guerre dure. Un raid a visé Kidal."
)


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def mention(type_: str, trigger: str, cluster: str = "", **roles: str) -> Event:
    filled = tuple(Argument(role, span(words)) for role, words in roles.items())
    return Event(type_, span(trigger), filled, cluster=cluster)


FRAPPE = mention("Attack", "frappé", "e1", Attacker="L\u2019armée", Target="Gao", Time="mardi")
AGAIN = mention("AirDroneStrike", "FRAPPE", "e1", Killed="douze", Attacker="l'Armée")
WAR = mention("Campaign", "guerre", "e2")
RAID = mention("Attack", "raid", Target="Kidal")
GOLD = Document("d", TEXT, (FRAPPE, AGAIN, WAR, RAID))


def record(**fields: str) -> Record:
    return tuple(frozenset({fields[name]} if name in fields else ()) for name in FIELDS)


STRIKE = record(type="AirDroneStrike", date="mardi", attacker="l'armée", target="gao", killed="douze")


def test_mentions_of_a_cluster_make_one_record_and_a_lone_mention_its_own() -> None:
    assert build_records(GOLD) == [STRIKE, record(type="Attack", target="kidal")]


def test_a_cluster_of_campaigns_is_no_record() -> None:
    assert build_records(GOLD.with_events((WAR, replace(RAID, type="Campaign")))) == []


def test_a_campaign_in_the_cluster_of_another_type_gives_its_arguments() -> None:
    war = mention("Campaign", "guerre", "e1", Place="Kidal")
    (only,) = build_records(GOLD.with_events((FRAPPE, war)))
    assert only[FIELDS.index("type")] == {"Attack"}
    assert only[FIELDS.index("place")] == {"kidal"}


def test_a_field_holds_every_value() -> None:
    both = replace(RAID, arguments=(*RAID.arguments, Argument("Target", span("Gao"))))
    assert build_records(GOLD.with_events((both,)))[0][FIELDS.index("target")] == {"gao", "kidal"}


def test_a_mention_given_twice_without_cluster_is_one_record() -> None:
    assert len(build_records(GOLD.with_events((RAID, RAID)))) == 1


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["Attack", "Attack", "Bombing"], "Bombing"),
        (["Campaign", "Campaign", "Attack"], "Attack"),
        (["Bombing", "ArmedAssault", "ArmedAssault"], "ArmedAssault"),
        (["Bombing", "ArmedAssault"], "Bombing"),  # the first in the text
        ([EventType.ATTACK, EventType.ABDUCTION], "Abduction"),
    ],
)
def test_the_most_specific_then_most_frequent_then_first_type_wins(types: list[str], expected: str) -> None:
    mentions = [event(type_, place, place + 1) for place, type_ in enumerate(types)]
    for order in itertools.permutations(mentions):
        assert record_type(order) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("L\u2019Armée", "l'armée"),
        ("l\u02bcarmée", "l'armée"),
        ("40\u00a0km", "40 km"),
        ("40\u202fkm", "40 km"),
        ("deux\n  civils ", "deux civils"),
        ("arme\u0301e", "armée"),
    ],
)
def test_typography_makes_no_difference(left: str, right: str) -> None:
    assert plain(left) == plain(right)


def test_accents_make_a_difference() -> None:
    assert plain("tué") != plain("tue")


def test_hand_computed_scores() -> None:
    strike, raid = replace(FRAPPE, type="AirDroneStrike"), replace(RAID, cluster="x")
    predicted = GOLD.with_events((strike, raid, WAR, mention("Bombing", "visé")))
    result = score_records([GOLD], [predicted])
    assert result.records == Scores(correct=1, predicted=3, gold=2)
    assert result.fields["type"] == Scores(2, 3, 2)
    assert result.fields["killed"] == Scores(1, 3, 2)  # the empty one of the raid; douze is missing in the strike
    assert result.filled["killed"] == Scores(0, 0, 1)
    assert result.filled["target"] == Scores(2, 2, 2)
    assert result.accuracy("killed") == 0.5
    assert result.mean_accuracy == pytest.approx((6 * 1.0 + 0.5) / 7)


def test_records_are_paired_for_what_they_say_before_what_they_leave_out() -> None:
    gold = Document("d", TEXT, (mention("Attack", "frappé", Killed="douze", Place="Gao"),))
    talkative = mention("Attack", "FRAPPE", Place="Gao", Attacker="L\u2019armée", Target="Kidal", Injured="raid")
    silent = mention("Bombing", "raid")
    result = score_records([gold], [gold.with_events((silent, talkative))])
    assert result.filled["place"].correct == 1
    assert result.fields["type"].correct == 1


@pytest.mark.parametrize(("here", "there"), [("Gao", "Kidal"), ("Kidal", "Gao")])
@pytest.mark.parametrize(("one", "other"), [("Bombing", "Abduction"), ("Abduction", "Bombing")])
def test_a_whole_record_is_kept_where_two_halves_agree_as_much(here: str, there: str, one: str, other: str) -> None:
    whole = mention(one, "raid", Place=here)
    gold = GOLD.with_events((whole, mention(other, "frappé", Place=here)))
    predicted = GOLD.with_events((whole, mention(one, "FRAPPE", Place=there)))
    assert score_records([gold], [predicted]).records.correct == 1


def test_a_normaliser_replaces_the_plain_text_of_its_field_only() -> None:
    numbers = {"douze": "12"}
    (strike, _) = build_records(GOLD, {"killed": lambda text, _: numbers[text]})
    assert strike[FIELDS.index("killed")] == {"12"}
    assert strike[FIELDS.index("date")] == {"mardi"}


def test_a_normaliser_sees_the_document_for_its_date() -> None:
    dated = replace(GOLD, meta={"date": "2024-03-05"})
    (strike, _) = build_records(dated, {"date": lambda _, doc: str(doc.meta["date"])})
    assert strike[FIELDS.index("date")] == {"2024-03-05"}


def test_a_span_that_normalises_to_nothing_is_dropped() -> None:
    (strike, _) = build_records(GOLD, {"date": lambda _, __: ""})
    assert strike[FIELDS.index("date")] == frozenset()


def test_normalisers_can_make_different_texts_agree() -> None:
    target = mention("Attack", "raid", Target="Gao")
    gold, predicted = GOLD.with_events((RAID,)), GOLD.with_events((target,))
    assert score_records([gold], [predicted]).records.correct == 0
    assert score_records([gold], [predicted], {"target": lambda _, __: "Mali"}).records.correct == 1


def test_a_normaliser_of_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="no record field to normalise: type; use date, place"):
        score_records([GOLD], [GOLD], {"type": lambda text, _: text})


def filled_total_whole(gold: Record, predicted: Record) -> tuple[int, int, int]:
    same = [i for i in range(len(FIELDS)) if gold[i] == predicted[i]]
    return len([i for i in same if gold[i]]), len(same), int(len(same) == len(FIELDS))


@given(corpora(max_size=1))
def test_agreement_is_the_best_of_all_assignments(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, predicted = corpus
    golds = build_records(gold[0]) if gold else []
    guesses = build_records(predicted[0]) if predicted else []
    short, long = sorted([golds, guesses], key=len)
    assume(len(long) <= 6)  # for the number of permutations
    best = max(
        tuple(sum(column) for column in zip((0, 0, 0), *map(filled_total_whole, short, chosen), strict=True))
        for chosen in itertools.permutations(long, len(short))
    )
    result = score_records(gold, predicted)
    found = (
        sum(scores.correct for scores in result.filled.values()),
        sum(scores.correct for scores in result.fields.values()),
        result.records.correct,
    )
    assert found == best


@given(corpora())
def test_whole_records_are_the_common_part_of_both_multisets(
    corpus: tuple[list[Document], list[Document]],
) -> None:
    gold, predicted = corpus
    common = sum(
        (Counter(build_records(g)) & Counter(build_records(p))).total()
        for g, p in zip(gold, predicted, strict=True)
    )  # fmt: skip
    assert score_records(gold, predicted).records.correct == common


@given(corpora(), st.data())
def test_order_and_scores_change_nothing(corpus: tuple[list[Document], list[Document]], data: st.DataObject) -> None:
    gold, predicted = corpus
    mixed = score_records(data.draw(shuffled(gold)), rescored(data.draw(shuffled(predicted)), 0.1))
    assert mixed == score_records(gold, predicted)


@given(corpora())
def test_names_of_clusters_change_nothing(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, predicted = corpus
    other = {"": "", "e1": "x", "e2": "a", "e3": "m"}
    renamed = [
        doc.with_events(tuple(replace(e, cluster=other[e.cluster]) for e in doc.events)) for doc in predicted
    ]  # fmt: skip
    assert score_records(gold, renamed) == score_records(gold, predicted)


def test_perfect_prediction_gives_100() -> None:
    report = score_records([GOLD], [GOLD]).to_dict()
    assert json.loads(json.dumps(report)) == report
    assert report["records"]["f1"] == report["accuracy"] == 100.0
    assert {field["accuracy"] for field in report["fields"].values()} == {100.0}


def test_empty_prediction_gives_0() -> None:
    report = score_records([GOLD], emptied([GOLD])).to_dict()
    assert report["records"]["f1"] == report["accuracy"] == 0.0


def test_documents_without_events_do_not_crash() -> None:
    assert score_records([document()], [document()]).mean_accuracy == 0.0
