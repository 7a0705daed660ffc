"""What is marked in a text."""

from __future__ import annotations

from tests.evaluation.examples import GOLD, event

from guetteur.corpus.jsonl import with_mention_ids
from guetteur.document import Document, Event, Span
from guetteur.records.build import records_of
from guetteur.viewing.highlight import Numbered, event_marks, numbered
from guetteur.viewing.marks import Mark


def marked(document: Document) -> tuple[list[Numbered], list[Mark]]:
    document = with_mention_ids(document)
    events = numbered(document, records_of(document))
    return events, event_marks(document, events, "a1")


def test_mentions_of_one_record_share_its_number() -> None:
    text = "Un raid. Le raid. Un tir."
    events = [Event("Attack", Span(at, at + 4), cluster="e1") for at in (3, 12)]
    document = Document("d", text, (*events, Event("ArmedAssault", Span(21, 24))))
    found, marks = marked(document)
    assert [each.name for each in found] == ["1a", "1b", "2"]
    assert [mark.target for mark in marks] == ["a1r1", "a1r1", "a1r2"]


def test_mentions_beyond_the_alphabet_have_names() -> None:
    text = "raid " * 28
    events = tuple(Event("Attack", Span(5 * n, 5 * n + 4), cluster="e") for n in range(28))
    found, _ = marked(Document("d", text, events))
    assert [each.name for each in found[24:]] == ["1y", "1z", "1aa", "1ab"]


def test_shared_argument_is_one_mark_with_both_events() -> None:
    _, marks = marked(GOLD[0])
    (place,) = [mark for mark in marks if mark.label.startswith("Place")]
    assert (place.label, place.events, place.style) == ("Place 1, 2", (1, 2), "where")


def test_same_argument_given_twice_is_one() -> None:
    document = Document("d", "Un raid à Gao.", (event("Attack", 3, 7, ("Place", 10, 13), ("Place", 10, 13)),))
    assert [mark.label for mark in marked(document)[1]] == ["1 Attack", "Place 1"]


def test_a_trigger_says_type_factuality_and_the_words_for_it() -> None:
    _, marks = marked(GOLD[0])
    assert marks[-5].kind == "trigger"
    spoken = [mark.spoken for mark in marks if mark.kind == "trigger"]
    assert spoken[0] == "trigger of event 1: AirDroneStrike, asserted"
    assert spoken[2] == "trigger of event 3: Attack, planned because of “menace”"
