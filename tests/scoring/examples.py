"""Small documents, written by hand or drawn by hypothesis, in which spans meet often."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from guetteur.document import Argument, Document, Event, Span

TEXT = "abcdefgh"
TYPES = ("Attack", "Bombing", "Campaign", "Abduction")
ROLES = ("Attacker", "Place", "Time")
FACTUALITIES = ("asserted", "claimed", "denied")


def event(
    type_: str,
    start: int,
    end: int,
    *arguments: tuple[str, int, int],
    factuality: str = "asserted",
    cluster: str = "",
) -> Event:
    """An event from offsets."""
    filled = tuple(Argument(role, Span(s, e)) for role, s, e in arguments)
    return Event(type_, Span(start, end), filled, factuality, cluster)


def document(*events: Event, id_: str = "d", text: str = TEXT) -> Document:
    """A document with some events."""
    return Document(id_, text, events)


spans = st.tuples(st.integers(0, 5), st.integers(1, 3)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
scores = st.floats(0, 1)
arguments = st.builds(Argument, st.sampled_from(ROLES), spans, scores)
events = st.builds(
    Event,
    st.sampled_from(TYPES),
    spans,
    st.lists(arguments, max_size=4).map(tuple),
    st.sampled_from(FACTUALITIES),
    st.sampled_from(["", "", "e1", "e2", "e3"]),
    scores,
)
event_tuples = st.lists(events, max_size=5).map(tuple)


@st.composite
def corpora(draw: st.DrawFn, max_size: int = 4) -> tuple[list[Document], list[Document]]:
    """Gold documents and predictions for them, part of which is taken over from gold so that there are hits."""
    gold, predicted = [], []
    for number in range(draw(st.integers(0, max_size))):
        gold.append(Document(f"d{number}", TEXT, draw(event_tuples)))
        kept = tuple(e for e in gold[-1].events if draw(st.booleans()))
        predicted.append(Document(f"d{number}", TEXT, kept + draw(event_tuples)))
    return gold, predicted


@st.composite
def shuffled(draw: st.DrawFn, documents: list[Document]) -> list[Document]:
    """The same documents, their events and the arguments of those in another order."""
    mixed = []
    for doc in draw(st.permutations(documents)):
        events_ = [replace(e, arguments=tuple(draw(st.permutations(e.arguments)))) for e in doc.events]
        mixed.append(doc.with_events(tuple(draw(st.permutations(events_)))))
    return mixed


def rescored(documents: list[Document], score: float) -> list[Document]:
    """The same documents with another score everywhere."""
    return [
        doc.with_events(
            tuple(
                replace(e, score=score, arguments=tuple(replace(a, score=score) for a in e.arguments))
                for e in doc.events
            )
        )
        for doc in documents
    ]


def emptied(documents: list[Document]) -> list[Document]:
    """The same documents without events."""
    return [doc.with_events(()) for doc in documents]
