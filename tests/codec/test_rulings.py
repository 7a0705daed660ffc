from __future__ import annotations

from dataclasses import replace

from guetteur.codec.rulings import ruled
from guetteur.document import Argument, Event, Span


def event(text: str, trigger: str, kind: str = "Attack", **roles: str) -> Event:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    return Event(kind, span(trigger), tuple(Argument(role, span(words)) for role, words in roles.items()))


def triggers(text: str, *events: Event) -> list[str]:
    return [found.trigger.of(text) for found in ruled(events, text)]


def roles(text: str, given: Event) -> dict[str, str]:
    (found,) = ruled([given], text)
    return {argument.role: argument.span.of(text) for argument in found.arguments}


TEXT = "Une bombe a explosé au marché : trois civils tués."


def test_a_killing_word_beside_the_trigger_of_the_same_victims_is_dropped() -> None:
    blast = event(TEXT, "explosé", "Bombing", Target="marché", Killed="trois", Victim="civils")
    assert triggers(TEXT, blast, event(TEXT, "tués", Killed="trois", Victim="civils")) == ["explosé"]


def test_a_killing_word_with_victims_of_its_own_stays() -> None:
    blast = event(TEXT, "explosé", "Bombing", Target="marché")
    assert triggers(TEXT, blast, event(TEXT, "tués", Killed="trois", Victim="civils")) == ["explosé", "tués"]
    assert triggers(TEXT, blast, event(TEXT, "tués")) == ["explosé", "tués"]


def test_a_killing_word_alone_in_its_sentence_or_beside_another_one_or_a_war_stays() -> None:
    toll = event(TEXT, "tués", Killed="trois", Victim="civils")
    assert triggers(TEXT, toll) == ["tués"]
    for other in (event(TEXT, "explosé", "Campaign", Killed="trois", Victim="civils"),):
        assert len(triggers(TEXT, other, toll)) == 2
    text = "Deux civils tués et blessés. L'attaque dure."
    pair = [event(text, word, Killed="Deux", Victim="civils") for word in ("tués", "blessés")]
    assert triggers(text, *pair) == ["tués", "blessés"]
    assert triggers(text, pair[0], event(text, "attaque", Killed="Deux", Victim="civils")) == ["tués", "attaque"]


def test_nobody_is_counted_dead_where_nobody_dies() -> None:
    text = "Des hommes ont enlevé neuf bergers près de Gao."
    assert roles(text, event(text, "enlevé", "Abduction", Killed="neuf", Victim="bergers")) == {"Victim": "bergers"}
    text = "Des hommes ont attaqué un hameau, tuant neuf bergers."
    assert "Killed" in roles(text, event(text, "attaqué", Killed="neuf", Victim="bergers"))


def test_fighters_right_behind_an_attack_are_its_authors() -> None:
    text = "Une attaque des Houthis a visé le port."
    assert roles(text, event(text, "attaque", Target="Houthis")) == {"Attacker": "Houthis"}
    text = "Une attaque contre les Houthis a eu lieu."
    assert roles(text, event(text, "attaque", Target="Houthis")) == {"Target": "Houthis"}
    text = "Une attaque du marché a eu lieu."
    assert roles(text, event(text, "attaque", Target="marché")) == {"Target": "marché"}


def test_two_parts_of_one_word_make_one_event() -> None:
    blast = event(TEXT, "explosé", "Bombing")
    assert ruled([replace(blast, score=0.3), replace(blast, score=0.9)], TEXT)[0].score == 0.9
    assert triggers(TEXT, replace(blast, score=0.3), replace(blast, score=0.9)) == ["explosé"]
    assert len(triggers(TEXT, blast, replace(blast, type="Attack"))) == 2
