from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guetteur.document import Argument, Document, Event, Span
from guetteur.ontology import EventType, Factuality, Role
from guetteur.records.build import day_of, records_of
from guetteur.records.record import FIELDS

from .examples import Places, documents, record, records


def test_each_event_is_a_record_in_the_order_of_the_text() -> None:
    assert [r.id for r in records()] == [
        "bilans#e1", "dementi#e1", "guerre#e1", "guerre#e2", "guerre#e3", "guerre#e4", "lieux#e1",
    ]  # fmt: skip


def test_a_type_that_names_the_means_wins() -> None:
    assert record("bilans#e1").type == EventType.ARMED_ASSAULT
    assert record("dementi#e1").type == EventType.SHELLING_MISSILE


def test_a_war_is_kept_as_background() -> None:
    assert [r.id for r in records() if r.background] == ["guerre#e1"]


def test_other_words_for_a_war_are_the_war() -> None:
    events = (Event(EventType.ATTACK, Span(0, 6), cluster="e1"), Event(EventType.CAMPAIGN, Span(11, 17), cluster="e1"))
    (r,) = records_of(Document("d", "Assaut, la guerre.", events), places=Places())
    assert (r.type, r.background) == (EventType.ATTACK, True)


@pytest.mark.parametrize(("toll", "background"), [("42 227", True), ("1 200", False)])
def test_the_dead_of_a_war_are_no_incident(toll: str, background: bool) -> None:
    text = f"L'assaut a fait {toll} morts."
    arguments = (Argument(Role.KILLED, Span(16, 16 + len(toll))),)
    (r,) = records_of(Document("d", text, (Event(EventType.ATTACK, Span(2, 8), arguments),)), places=Places())
    assert (r.killed[0].value is not None, r.background) == (True, background)


def test_an_attacked_town_goes_before_a_country_as_place() -> None:
    text = "Attaque contre Kolma au Mali."
    arguments = (Argument(Role.TARGET, Span(15, 20)), Argument(Role.PLACE, Span(24, 28)))
    (r,) = records_of(Document("d", text, (Event(EventType.ATTACK, Span(0, 7), arguments),)), places=Places())
    assert r.best.place is not None and (r.best.place.words, r.best.place_is_target) == ("Kolma", True)


def test_a_target_in_another_country_than_the_place_is_not_its_place() -> None:
    text = "Attaque contre le village de Tibari au Mali."
    arguments = (Argument(Role.TARGET, Span(18, 35)), Argument(Role.PLACE, Span(39, 43)))
    (r,) = records_of(Document("d", text, (Event(EventType.ATTACK, Span(0, 7), arguments),)), places=Places())
    assert r.best.place is not None and (r.best.place.words, r.best.place_is_target) == ("Mali", False)


def test_every_value_stands_in_the_text_where_it_says() -> None:
    texts = {document.id: document.text for document in documents()}
    values = [(r, v) for r in records() for field in FIELDS for v in getattr(r, field)]
    assert values
    for r, value in values:
        assert value.span.of(texts[r.document]) == value.words
        assert value.mention in {mention.id for mention in r.mentions}


def test_every_argument_is_in_the_record() -> None:
    for document in documents():
        for r in records_of(document, places=Places()):
            mentions = {mention.id for mention in r.mentions}
            roles = {a.role for e in document.events if e.id in mentions for a in e.arguments}
            assert {role for field, role in FIELDS.items() if getattr(r, field)} == roles


def test_contradictory_tolls_stay_side_by_side_with_their_sources() -> None:
    r = record("bilans#e1")
    assert [(t.words, t.value.best, t.said_by) for t in r.tolls] == [
        (("au moins sept",), 7, ("police",)),
        (("douze",), 12, ("élu de Tibari",)),
    ]
    assert r.contradictory
    assert {(v.words, v.said_by) for v in r.killed} == {
        ("au moins sept", ("police",)), ("douze", ("élu de Tibari",)), ("deux", ("élu de Tibari",)),
    }  # fmt: skip


def test_the_narrower_of_two_equally_sure_tolls_is_the_best() -> None:
    best = record("bilans#e1").best.killed
    assert best is not None and best.value.best == 12


def test_two_places_are_kept_and_the_more_precise_is_the_best() -> None:
    r = record("lieux#e1")
    assert {place.words for place in r.places} == {"Goundo", "Kolma"}
    assert r.best.place is not None and r.best.place.words == "Kolma"


def test_an_attack_on_a_place_is_located_by_its_target() -> None:
    best = record("bilans#e1").best
    assert best.place is not None and best.place.value is not None
    assert (best.place.value.name, best.place_is_target) == ("Tibari", True)


def test_days_hang_on_the_day_of_publication() -> None:
    (document, *_) = documents()
    (r,) = records_of(document, date(2024, 4, 2), Places())
    assert r.best.date is not None and r.best.date.value is not None
    assert r.best.date.value.iso == "2024-04-01"
    assert record("bilans#e1").best.date.value.iso == "2024-03-11"  # type: ignore[union-attr]


def test_the_quotes_are_the_sentences_of_the_mentions() -> None:
    assert [quote.text for quote in record("guerre#e3").quotes] == ["Le groupe menace de frapper la capitale."]
    assert len(record("dementi#e1").quotes) == 2


@pytest.mark.parametrize(
    ("given", "day"),
    [("2024-03-12", date(2024, 3, 12)), ("2024-03-12T08:00:00Z", date(2024, 3, 12)), ("2024-01", None), (None, None)],
)
def test_only_a_whole_day_dates_an_article(given: object, day: date | None) -> None:
    assert day_of(given) == day


def test_mentions_without_a_cluster_are_records_of_their_own() -> None:
    text = "Une attaque, puis une attaque."
    events = tuple(Event(EventType.ATTACK, Span(start, start + 7)) for start in (4, 22))
    assert [r.id for r in records_of(Document("d", text, events), places=Places())] == ["d#m1", "d#m2"]


def test_the_same_words_twice_are_one_value_in_its_fullest_form() -> None:
    text = "Des soldats maliens, des soldats, tués à Kolma."
    arguments = (Argument(Role.VICTIM, Span(25, 32)), Argument(Role.VICTIM, Span(4, 19)))
    event = Event(EventType.ATTACK, Span(34, 38), arguments, Factuality.ASSERTED, "e1")
    (r,) = records_of(Document("d", text, (event,)), places=Places())
    assert [value.words for value in r.victims] == ["soldats maliens"]


def test_a_document_without_events_has_no_records() -> None:
    assert records_of(replace(documents()[0], events=()), places=Places()) == []
