from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from guetteur.codec.check import ModelError
from guetteur.corpus.formats.docbin import read_docbin
from guetteur.extractor import EventExtractor

spacy = pytest.importorskip("spacy", reason="the component needs it: pip install 'guetteur[spacy]'")

from spacy.tokens import Doc, DocBin  # noqa: E402
from spacy.vocab import Vocab  # noqa: E402

from guetteur.spacy import ARGUMENTS, TRIGGERS  # noqa: E402
from guetteur.spacy.component import Guetteur  # noqa: E402

SENTENCE = "Mardi, des hommes armés ont attaqué un poste de l'armée près de Djibo et tué deux gendarmes."


@pytest.fixture
def nlp(tiny: Any) -> Any:
    pipeline = spacy.blank("fr")
    pipeline.add_pipe("guetteur", config={"model": str(tiny.event), "device": "cpu", "threshold": 0.001})
    return pipeline


@pytest.fixture
def doc(nlp: Any) -> Any:
    found = nlp.make_doc(SENTENCE)
    found._.published = "2024-03-13"
    found = nlp(found)
    assert found._.events and found.spans[ARGUMENTS]
    return found


def everything(doc: Any) -> tuple[Any, ...]:
    spans = [(s.start, s.end, s.label_, s.id_) for key in (TRIGGERS, ARGUMENTS) for s in doc.spans[key]]
    scores = [[event.score, *(argument.score for argument in event.arguments)] for event in doc._.events]
    return doc.text, doc._.events, scores, doc._.records, doc._.published, spans


def test_a_doc_survives_bytes(doc: Any) -> None:
    assert everything(Doc(Vocab()).from_bytes(doc.to_bytes())) == everything(doc)


def test_a_doc_survives_a_docbin_and_can_be_converted(doc: Any, tmp_path: Path) -> None:
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "a.spacy")
    (back,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(Vocab())
    assert everything(back) == everything(doc)
    assert read_docbin(tmp_path / "a.spacy") == ([doc._.document], [])


def test_a_pipeline_survives_disk_with_its_settings(nlp: Any, doc: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    component = loaded.get_pipe("guetteur")
    assert isinstance(component, Guetteur) and component.extractor.thresholds.event == 0.001
    assert loaded(SENTENCE)._.events == doc._.events


def test_a_pipeline_survives_bytes(nlp: Any, doc: Any, tiny: Any) -> None:
    other = spacy.blank("fr")
    other.add_pipe("guetteur", config={"model": str(tiny.event), "device": "cpu", "threshold": 0.001})
    assert other.from_bytes(nlp.to_bytes())(SENTENCE)._.events == doc._.events


def test_settings_are_those_of_the_extractor(tiny: Any, documents: list[Any]) -> None:
    pipeline = spacy.blank("fr")
    config = {"model": str(tiny.event), "device": "cpu", "role_thresholds": {"Place": 1.0}, "argument_threshold": 0.0}
    pipeline.add_pipe("guetteur", name="veille", config=config)
    expected = EventExtractor.from_pretrained(
        tiny.event, device="cpu", role_thresholds={"Place": 1.0}, argument_threshold=0.0
    )
    text = documents[0].text
    assert pipeline(text)._.events == expected(text).events
    assert pipeline.get_pipe("veille").name == "veille"


@pytest.mark.parametrize(
    ("config", "error", "message"),
    [
        ({"model": "no/such/model"}, ModelError, "no/such/model"),
        ({"threshold": 2.0}, ValueError, "between 0 and 1"),
        ({"treshold": 0.5}, ValueError, "treshold"),
        ({"device": "nowhere"}, ModelError, "use auto or cpu"),
    ],
)
def test_a_wrong_setting_is_named(config: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        spacy.blank("fr").add_pipe("guetteur", config=config)
