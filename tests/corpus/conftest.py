"""What the tests of the corpus share: a strategy for documents, builders and the place of the seed texts."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from guetteur.document import Argument, Document, Event, Span
from guetteur.ontology import EventType, Factuality, Role

ROOT = Path(__file__).resolve().parents[2]

# Apostrophes, no-break spaces, guillemets, an emoji outside the BMP, a combining accent, every kind of line break.
_TEXT = st.text(
    st.one_of(
        st.sampled_from("aé' ’«».…\u00a0\u202f\n\n\r\t\u2028\u0085\u0301🚀\ufeff;|:"), st.characters(codec="utf-8")
    ),
    max_size=40,
)
_NAME = st.text(st.characters(codec="utf-8"), max_size=6)
_SCORE = st.one_of(st.just(1.0), st.floats(0, 1))
_META = st.dictionaries(_NAME, st.one_of(_NAME, st.integers(), st.none(), st.lists(_NAME, max_size=2)), max_size=3)


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    text = draw(_TEXT)

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span(start, draw(st.integers(start + 1, len(text))))

    events = []
    for _ in range(draw(st.integers(0, 4)) if text else 0):
        arguments = tuple(
            Argument(draw(st.sampled_from(Role)).value, span(), draw(_SCORE)) for _ in range(draw(st.integers(0, 4)))
        )
        cluster = draw(st.one_of(st.sampled_from(["", "e1", "e2", "le raid"]), _NAME))
        kind, realis = draw(st.sampled_from(EventType)).value, draw(st.sampled_from(Factuality)).value
        events.append(Event(kind, span(), arguments, realis, cluster, draw(_SCORE)))
    events.sort(key=lambda event: event.trigger)
    return Document(draw(_NAME.filter(bool)), text, tuple(events), draw(_META))


@pytest.fixture(scope="session")
def any_document() -> st.SearchStrategy[Document]:
    """Well-formed documents over awkward texts."""
    return _documents()


@pytest.fixture(scope="session")
def annotate() -> Callable[..., Document]:
    """Build a one-event document from quotations of its text."""

    def build(
        text: str, trigger: str, *arguments: tuple[str, str], cluster: str = "e1", kind: str = "Attack"
    ) -> Document:
        def find(quoted: str) -> Span:
            start = text.index(quoted)
            return Span(start, start + len(quoted))

        found = tuple(Argument(role, find(quoted)) for role, quoted in arguments)
        return Document("d", text, (Event(kind, find(trigger), found, "asserted", cluster),))

    return build


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def seed_texts() -> Path:
    """The folder of the seed texts, which are not shipped."""
    folder = Path(os.environ.get("GUETTEUR_SEEDS") or ROOT.parent / "shared" / "seeds")
    if not folder.is_dir():
        pytest.skip(f"the seed texts are not in {folder}; set GUETTEUR_SEEDS to their folder")
    return folder
