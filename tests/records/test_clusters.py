from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from guetteur.corpus.jsonl import load_documents
from guetteur.document import Argument, Document, Event, Span
from guetteur.ontology import EventType, Role
from guetteur.records.clusters import assign_clusters
from guetteur.scoring.clusters import score_clusters

Mention = tuple[str, dict[str, str]]


def build(*mentions: Mention) -> tuple[str, list[Event]]:
    """A text of one sentence for each mention, made of its values."""
    text = ""
    events = []
    for kind, values in mentions:
        trigger = Span(len(text), len(text) + 7)
        text += "attaque "
        arguments = []
        for role, value in values.items():
            arguments.append(Argument(role, Span(len(text), len(text) + len(value))))
            text += value + " "
        text += "hier\n"
        events.append(Event(kind, trigger, tuple(arguments)))
    return text, events


def clusters(*mentions: Mention) -> list[str]:
    return [event.cluster for event in assign_clusters(*build(*mentions))]


def test_a_text_without_events_has_no_cluster() -> None:
    assert assign_clusters("Rien.", []) == ()


def test_mentions_that_agree_in_everything_are_one_event() -> None:
    mention = ("Bombing", {"Place": "Gao", "Target": "marché", "Time": "lundi"})
    assert clusters(mention, mention) == ["e1", "e1"]


def test_mentions_that_agree_in_nothing_are_two_events() -> None:
    first = ("Bombing", {"Place": "Gao", "Target": "marché", "Time": "lundi", "Killed": "huit"})
    second = ("Abduction", {"Place": "Djibo", "Target": "école", "Time": "mars", "Killed": "deux"})
    assert clusters(first, second, first) == ["e1", "e2", "e1"]


def test_values_without_letters_do_not_break_anything() -> None:
    assert len(clusters(("Attack", {"Place": "…"}), ("Attack", {"Place": "«»"}))) == 2


def test_thousands_of_mentions_take_no_time() -> None:
    mentions = [("Attack", {"Place": f"lieu{number}", "Time": f"jour{number}"}) for number in range(3000)]
    assert len(clusters(*mentions)) == 3000


def test_the_rule_beats_every_mention_alone(root: Path) -> None:
    gold = load_documents(root / "data" / "dev.jsonl")

    def alone(document: Document) -> Document:
        return document.with_events(tuple(replace(e, cluster=str(i)) for i, e in enumerate(document.events)))

    found = [document.with_events(assign_clusters(document.text, document.events)) for document in gold]
    single = [alone(document) for document in gold]
    assert score_clusters(gold, found).conll > score_clusters(gold, single).conll + 0.1


_VALUES = st.dictionaries(st.sampled_from(Role).map(str), st.sampled_from(["Gao", "ville de Gao", "huit", "…"]))
_MENTIONS = st.lists(st.tuples(st.sampled_from(EventType).map(str), _VALUES), max_size=8)


@given(_MENTIONS)
def test_every_mention_gets_a_cluster_and_loses_nothing(mentions: Sequence[Mention]) -> None:
    text, events = build(*mentions)
    found = assign_clusters(text, events[::-1])
    assert [event.trigger for event in found] == [event.trigger for event in events]
    assert [event.arguments for event in found] == [event.arguments for event in events]
    assert [event.id for event in found] == [f"m{number}" for number in range(1, len(events) + 1)]


@given(_MENTIONS)
def test_clusters_are_numbered_in_order_of_the_text(mentions: Sequence[Mention]) -> None:
    order = list(dict.fromkeys(clusters(*mentions)))
    assert order == [f"e{number}" for number in range(1, len(order) + 1)]


@given(_MENTIONS)
def test_a_war_is_never_one_of_its_attacks(mentions: Sequence[Mention]) -> None:
    found = assign_clusters(*build(*mentions))
    for cluster in {event.cluster for event in found}:
        assert len({event.type == "Campaign" for event in found if event.cluster == cluster}) == 1
