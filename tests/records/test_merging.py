"""Reports of one event in several articles become one record."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from guetteur.corpus.notation import read_notation
from guetteur.document import Document
from guetteur.ontology import Factuality
from guetteur.records.build import records_of
from guetteur.records.merge.profile import Profile, profiles_of
from guetteur.records.merge.run import merge_records
from guetteur.records.merge.score import compare
from guetteur.records.merge.spelling import sound
from guetteur.records.merge.weights import LEAST, NEVER, WEIGHTS
from guetteur.records.record import DISPUTED, FIELDS, Record

from .examples import Places

FILE = Path(__file__).resolve().parent.parent / "fixtures" / "merging.txt"
BOMB = {"kolma-flash#e1", "kolma-suite#e1", "kolma-bilan#e1"}


@cache
def articles() -> list[tuple[Document, list[Record]]]:
    documents, problems = read_notation(FILE)
    assert not problems, problems
    return [(document, records_of(document, places=Places())) for document in documents]


@cache
def merged() -> dict[str, Record]:
    return {record.id: record for record in merge_records(articles())}


@cache
def profiles() -> dict[str, Profile]:
    found = (profiles_of(at, document, records) for at, (document, records) in enumerate(articles()))
    return {profile.record.id: profile for each in found for profile in each}


def groups(found: list[Record]) -> set[frozenset[str]]:
    return {frozenset(report.record for report in record.reports) for record in found}


def names(one: str, other: str) -> set[str]:
    return {reason.name for reason in compare(profiles()[one], profiles()[other]).reasons}


def bomb() -> Record:
    return merged()["kolma-flash#e1"]


def test_reports_of_one_event_are_one_record() -> None:
    assert BOMB in groups(list(merged().values()))


def test_every_record_is_in_exactly_one_event() -> None:
    found = [report.record for record in merged().values() for report in record.reports]
    assert sorted(found) == sorted(record.id for _, records in articles() for record in records)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_articles_makes_no_difference(seed: int) -> None:
    shuffled = list(articles())
    random.Random(seed).shuffle(shuffled)
    assert {record.id: record for record in merge_records(shuffled)} == merged()


def test_what_one_article_keeps_apart_is_never_joined() -> None:
    twins = [(replace(document, id=f"{document.id}{n}"), [_twin(r, n) for r in records])
             for document, records in articles() for n in (1, 2, 3)]  # fmt: skip
    for record in merge_records(twins):
        assert len({report.document for report in record.reports}) == len(record.reports)


def _twin(record: Record, number: int) -> Record:
    """The same record in another article, where the text tells every event in the same words."""
    document = f"{record.document}{number}"
    reports = tuple(replace(r, document=document, record=f"{r.record}.{number}") for r in record.reports)
    return replace(record, id=f"{record.id}.{number}", document=document, reports=reports)


def test_a_threat_and_the_attack_after_it_are_two_events() -> None:
    assert "planned and happened" in names("kolma-menace#e1", "kolma-flash#e1")
    assert not merged()["kolma-menace#e1"].merged


def test_a_war_is_merged_with_a_war_only() -> None:
    assert {"kolma-menace#e2", "kolma-bilan#e3"} in groups(list(merged().values()))
    assert names("kolma-menace#e2", "kolma-flash#e1") == {"war and attack"}


def test_the_dead_are_one_figure_and_never_a_sum() -> None:
    killed = bomb().best.killed
    assert killed is not None
    assert (killed.value.low, killed.value.best, killed.value.high) == (5, 12, 12)
    told = [(toll.value.best, str(toll.published)) for toll in bomb().tolls]
    assert told == [(5, "2024-03-12"), (12, "2024-04-20")] and bomb().contradictory


def test_every_stance_is_kept() -> None:
    claim = bomb().claim
    assert (claim.kind, claim.confirmed) == (DISPUTED, True)
    assert (claim.says, claim.denies) == (("police",), ("Front de l'Adrar",))
    assert [r.claim.kind for r in bomb().reports] == [Factuality.CLAIMED, DISPUTED, Factuality.ASSERTED]


def test_every_report_has_its_day_and_outlet() -> None:
    assert [(r.document, str(r.published), r.outlet) for r in bomb().reports] == [
        ("kolma-flash", "2024-03-12", "Agence du Fleuve"),
        ("kolma-suite", "2024-03-13", "Le Quotidien des Dunes"),
        ("kolma-bilan", "2024-04-20", "Agence du Fleuve"),
    ]


def test_every_value_stands_in_its_document_where_it_says() -> None:
    texts = {document.id: document.text for document, _ in articles()}
    values = [value for field in FIELDS for value in getattr(bomb(), field)]
    stands = [stand for value in values for stand in value.also]
    assert {each.document for each in (*values, *stands)} == {"kolma-flash", "kolma-suite", "kolma-bilan"}
    for each in (*values, *stands):
        assert each.span.of(texts[each.document]) == each.words


def test_a_merged_record_says_why() -> None:
    sentences = [link.sentence for link in bomb().links]
    assert len(sentences) == 2
    assert any("same day: 2024-03-11" in sentence and "same town: Kolma (0 km)" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("kolma-flash#e1", "kolma-suite#e1", {"same day", "same town", "same type", "same target", "toll grows"}),
        ("kolma-flash#e1", "tibari#e1", {"same day", "far apart"}),
        ("kolma-bilan#e2", "kolma-suite#e1", {"dates cannot meet", "same town"}),
        ("kolma-flash#e2", "kolma-suite#e1", {"incompatible types", "same town"}),
    ],
)
def test_findings_have_names(one: str, other: str, expected: set[str]) -> None:
    assert expected <= names(one, other)


def test_a_score_is_the_sum_of_its_reasons_whatever_the_order() -> None:
    one, other = profiles()["kolma-flash#e1"], profiles()["kolma-suite#e1"]
    link = compare(one, other)
    assert link == compare(other, one)
    assert link.score == pytest.approx(sum(reason.weight for reason in link.reasons)) and link.score >= LEAST


def test_nothing_outweighs_a_never() -> None:
    assert sum(weight for weight in WEIGHTS.values() if weight > 0) + NEVER < LEAST


def test_a_record_without_company_comes_back_as_it_is() -> None:
    alone = [(document, records) for document, records in articles() if document.id == "tibari"]
    assert merge_records(alone) == alone[0][1]


def test_no_articles_are_no_records() -> None:
    assert merge_records([]) == []


@pytest.mark.parametrize(
    ("one", "other"), [("djermouk", "jermuk"), ("nabatiye", "nabatieh"), ("kharkiv", "kharkov"), ("jouaya", "jwaya")]
)
def test_foreign_names_meet_by_their_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_a_thousand_articles_about_as_many_attacks_are_not_all_compared() -> None:
    from guetteur.records.merge.blocking import candidates

    base = profiles()["kolma-flash#e1"]
    many = [replace(base, article=n, key=(f"{n:04}",)) for n in range(1000)]
    assert len(candidates(many)) < 40 * len(many)
