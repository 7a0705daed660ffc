from __future__ import annotations

from guetteur.codec.attachment import attach
from guetteur.codec.tags import TaggedSpan
from guetteur.document import Argument, Event, Span

TEXT = "Un drone a frappé Gao. Des inconnus ont enlevé le maire de Kidal."


def spans(*labelled: tuple[str, str]) -> list[TaggedSpan]:
    return [TaggedSpan(TEXT.index(words), TEXT.index(words) + len(words), label) for words, label in labelled]


def sentence_at(position: int) -> tuple[int, int]:
    return (0, 23) if position < 23 else (23, len(TEXT))


def events(*labelled: tuple[str, str]) -> list[Event]:
    return attach(spans(*labelled), TEXT, sentence_at, Span)


def test_an_argument_goes_to_the_trigger_of_its_own_sentence() -> None:
    struck, abducted = events(("frappé", "Attack"), ("enlevé", "Abduction"), ("Gao", "Place"), ("maire", "Victim"))
    assert [a.span.of(TEXT) for a in struck.arguments] == ["Gao"]
    assert [a.span.of(TEXT) for a in abducted.arguments] == ["maire"]


def test_the_nearest_of_two_triggers_takes_it() -> None:
    first, second = events(("inconnus", "Attack"), ("enlevé", "Abduction"), ("maire", "Victim"))
    assert first.arguments == ()
    assert len(second.arguments) == 1


def test_without_a_trigger_in_the_sentence_it_is_dropped() -> None:
    assert events(("frappé", "Attack"), ("maire", "Victim"))[0].arguments == ()


def test_edges_are_tidied_and_the_score_is_kept() -> None:
    found = TaggedSpan(TEXT.index("maire"), TEXT.index(" Kidal"), "Victim", 0.7)
    (event,) = attach([*spans(("enlevé", "Abduction")), found], TEXT, sentence_at, Span)
    assert [(a.span.of(TEXT), a.score) for a in event.arguments] == [("maire", 0.7)]
    assert event.arguments == (Argument("Victim", Span(TEXT.index("maire"), TEXT.index(" de Kidal"))),)
