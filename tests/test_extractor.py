from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

import guetteur
from guetteur.codec.check import ModelError
from guetteur.codec.pieces import PieceText
from guetteur.document import Document, Event
from guetteur.extractor import EventExtractor

SENTENCE = "Des hommes armés ont attaqué vendredi le poste de Djibo, tuant huit soldats. "


@pytest.fixture(params=["extractor", "flat_extractor"])
def either(request: pytest.FixtureRequest) -> EventExtractor:
    """The event model, then the flat model."""
    found: EventExtractor = request.getfixturevalue(request.param)
    return found


def scores(events: Sequence[Event]) -> list[float]:
    return [score for event in events for score in (event.score, *(argument.score for argument in event.arguments))]


def assert_alike(found: Sequence[Document], expected: Sequence[Document]) -> None:
    for one, other in zip(found, expected, strict=True):
        assert one == other
        assert scores(one.events) == pytest.approx(scores(other.events), abs=1e-4)


def test_importing_the_package_does_not_load_torch() -> None:
    code = "import sys, guetteur; sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_extractor_is_part_of_the_package() -> None:
    assert guetteur.EventExtractor is EventExtractor


def test_an_unknown_name_of_the_package_is_named() -> None:
    with pytest.raises(AttributeError, match="'Extractor'"):
        guetteur.Extractor  # noqa: B018


def test_the_random_model_finds_events_to_compare(either: EventExtractor, documents: list[Document]) -> None:
    found = either.extract(documents)
    assert sum(len(document.events) for document in found) > 20
    assert sum(len(event.arguments) for document in found for event in document.events) > 20


def test_documents_keep_id_text_and_meta(either: EventExtractor, documents: list[Document]) -> None:
    for found, given in zip(either.extract(documents), documents, strict=True):
        assert (found.id, found.text, found.meta) == (given.id, given.text, given.meta)


def test_given_events_have_no_influence(extractor: EventExtractor, documents: list[Document]) -> None:
    bare = [Document(document.id, document.text, (), document.meta) for document in documents]
    assert extractor.extract(documents) == extractor.extract(bare)


def test_spans_lie_in_the_text_without_white_space_around(either: EventExtractor, documents: list[Document]) -> None:
    for document in either.extract(documents):
        for span in document.spans():
            quoted = document.text[span.start : span.end]
            assert quoted and quoted == quoted.strip() == span.of(document.text)


def test_scores_are_probabilities(either: EventExtractor, documents: list[Document]) -> None:
    for document in either.extract(documents):
        assert all(0 <= score <= 1 for score in scores(document.events))


def test_events_come_in_order_with_ids_and_clusters(extractor: EventExtractor, documents: list[Document]) -> None:
    for document in extractor.extract(documents):
        triggers = [event.trigger for event in document.events]
        assert triggers == sorted(triggers)
        assert [event.id for event in document.events] == [f"m{i + 1}" for i in range(len(triggers))]
        assert all(event.cluster for event in document.events)


@pytest.mark.parametrize("batch_size", [1, 2, 3, 7, 64])
def test_events_do_not_depend_on_the_batch_size(
    either: EventExtractor, documents: list[Document], batch_size: int
) -> None:
    other = EventExtractor(either.backend, either.tokenizer, batch_size)
    texts = [*documents, Document("long", SENTENCE * 30)]
    assert_alike(other.extract(texts), either.extract(texts))


def test_events_do_not_depend_on_the_neighbours(either: EventExtractor, documents: list[Document]) -> None:
    neighbours = [Document("long", SENTENCE * 30), Document("short", "Gao."), Document("empty", "")]
    together = either.extract([*neighbours, *documents, *neighbours])[3:-3]
    assert_alike([either.extract([document])[0] for document in documents], together)


def test_events_do_not_depend_on_the_order(either: EventExtractor, documents: list[Document]) -> None:
    assert_alike(either.extract(documents[::-1])[::-1], either.extract(documents))


def test_the_end_of_a_long_text_is_read(extractor: EventExtractor) -> None:
    text = SENTENCE * 60
    last = max(event.trigger.start for event in extractor(text).events)
    assert last > len(text) - 2 * len(SENTENCE)


@pytest.mark.parametrize("day", ["2024-03-02", date(2024, 3, 2)])
def test_the_day_of_publication_goes_to_the_meta_data(extractor: EventExtractor, day: str | date) -> None:
    assert extractor(SENTENCE, published=day).meta == {"date": "2024-03-02"}


def test_without_a_day_of_publication_there_is_no_meta_data(extractor: EventExtractor) -> None:
    assert extractor(SENTENCE).meta == {}


def test_a_stream_is_lazy_and_bounded(extractor: EventExtractor) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield f"{taken} soldats tués."

    stream = extractor.stream(endless(), batch_size=4)
    assert taken == 0
    assert [next(stream).text[0] for _ in range(4)] == ["1", "2", "3", "4"]
    assert taken == 4
    next(stream)
    assert taken == 8


def test_a_stream_keeps_the_order(extractor: EventExtractor, documents: list[Document]) -> None:
    assert_alike(list(extractor.stream(documents, batch_size=3)), extractor.extract(documents))


def test_texts_of_a_stream_are_numbered(extractor: EventExtractor) -> None:
    assert [document.id for document in extractor.stream(["Un.", "Deux.", "Trois."], batch_size=2)] == [
        "text-1", "text-2", "text-3",
    ]  # fmt: skip


@pytest.mark.parametrize("bad", [None, 7, b"octets", ["liste"]])
def test_a_stream_survives_what_is_no_text(either: EventExtractor, bad: object) -> None:
    before, broken, after = either.stream(["Un soldat tué.", bad, "Un soldat tué."])  # type: ignore[list-item]
    assert broken.events == () and type(bad).__name__ in broken.meta["error"]
    assert before.events == after.events and "error" not in after.meta


@pytest.mark.parametrize("empty", ["", " ", "\n\n\t\u00a0\u202f", "\u200b", "\u00ad"])
def test_a_stream_survives_texts_without_words(either: EventExtractor, empty: str) -> None:
    _, nothing, after = either.stream(["Un soldat tué.", empty, "Un soldat tué."])
    assert nothing.text == empty and nothing.events == () and "error" not in nothing.meta
    assert "error" not in after.meta


def test_a_stream_of_only_empty_texts_gives_empty_documents(either: EventExtractor) -> None:
    assert [document.events for document in either.stream(["", " "])] == [(), ()]


def test_a_stream_of_nothing_gives_nothing(either: EventExtractor) -> None:
    assert list(either.stream([])) == []
    assert either.extract([]) == []


def test_a_lone_surrogate_spoils_only_its_own_document(either: EventExtractor) -> None:
    before, broken, after = either.stream(["Un soldat tué.", "Un \ud800 tué.", "Un soldat tué."])
    assert broken.text == "Un \ud800 tué."
    assert broken.events == () and broken.meta["error"]
    assert before.events == after.events and "error" not in {**before.meta, **after.meta}


@pytest.mark.slow
def test_two_hundred_kilobytes_are_one_document(extractor: EventExtractor) -> None:
    text = (SENTENCE * 3000)[:200_000]
    _, long, after = extractor.stream(["Gao.", text, "Gao."])
    assert long.text == text and "error" not in long.meta
    assert max(event.trigger.start for event in long.events) > 190_000
    assert "error" not in after.meta


def test_awkward_characters_keep_offsets(either: EventExtractor) -> None:
    text = "🚀 L’armée\u00a0: «\u202fe\u0301té\u202f»… in\u00adfor\u00admer\u200b l'été.\r\nÀ 北京, 12\u00a0000 tués"
    document = either(text)
    assert document.text == text
    for span in document.spans():
        assert span.of(text) == span.of(text).strip() != ""


def test_an_unforeseen_failure_names_its_reason(extractor: EventExtractor) -> None:
    class Broken(EventExtractor):
        def _event_mentions(self, pieces: Sequence[PieceText]) -> list[list[Event]]:
            if any("Gao" in text.text for text in pieces):
                raise RuntimeError("out of memory")
            return super()._event_mentions(pieces)

    broken = Broken(extractor.backend, extractor.tokenizer)
    good, bad = broken.stream([SENTENCE, "Gao."])
    assert good.events and bad.meta["error"] == "RuntimeError: out of memory"


def test_a_stream_hands_on_an_interruption(extractor: EventExtractor) -> None:
    def interrupted() -> Iterator[str]:
        yield SENTENCE
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(extractor.stream(interrupted()))


@pytest.mark.parametrize("device", ["nowhere", "cuda:99"])
def test_a_device_that_is_not_there_is_named(tiny: Any, device: str) -> None:
    with pytest.raises(ModelError, match=f"device '{device}' cannot be used here .*; use auto or cpu"):
        EventExtractor.from_pretrained(tiny.event, device=device)


def test_threads_share_an_extractor(either: EventExtractor, documents: list[Document]) -> None:
    expected = either.extract(documents)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: either.extract(documents), range(16)))
    for found in results:
        assert_alike(found, expected)


def test_thresholds_are_asked_when_loading(tiny: Any, documents: list[Document]) -> None:
    everything = EventExtractor.from_pretrained(tiny.event, device="cpu").extract(documents)
    best = max(event.score for document in everything for event in document.events)
    chosen = EventExtractor.from_pretrained(tiny.event, device="cpu", threshold=best).extract(documents)
    assert [event.score for document in chosen for event in document.events] == [best]
    none = EventExtractor.from_pretrained(tiny.event, device="cpu", role_thresholds={"Place": 1.0}).extract(documents)
    assert not [a for document in none for event in document.events for a in event.arguments if a.role == "Place"]
    assert [event.trigger for d in none for event in d.events] == [
        event.trigger for d in everything for event in d.events
    ]
