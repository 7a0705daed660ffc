from __future__ import annotations

import json
from pathlib import Path

import pytest

from guetteur.document import Document
from guetteur.peers.fitting import PEERS, fitted

pytest.importorskip("pycrfsuite", reason="the peer 'crf' needs python-crfsuite; install guetteur[compare]")


def test_a_second_time_nothing_is_fitted(documents: list[Document], tmp_path: Path) -> None:
    first = fitted("crf", documents, [], tmp_path / "crf")
    written = (tmp_path / "crf" / "model.crfsuite").stat().st_mtime_ns
    second = fitted("crf", documents, [], tmp_path / "crf")
    assert (tmp_path / "crf" / "model.crfsuite").stat().st_mtime_ns == written
    assert second.seconds == first.seconds > 0
    assert second.peer.predict(documents) == first.peer.predict(documents)


def test_other_documents_are_fitted_anew(documents: list[Document], tmp_path: Path) -> None:
    fitted("crf", documents, [], tmp_path / "crf")
    before = json.loads((tmp_path / "crf" / "fit.json").read_text(encoding="utf-8"))
    fitted("crf", documents[:5], [], tmp_path / "crf")
    after = json.loads((tmp_path / "crf" / "fit.json").read_text(encoding="utf-8"))
    assert after["documents"] != before["documents"]


def test_a_stopped_fit_is_begun_again(documents: list[Document], tmp_path: Path) -> None:
    fitted("crf", documents, [], tmp_path / "crf")
    (tmp_path / "crf" / "fit.json").unlink()
    (tmp_path / "crf" / "model.crfsuite").write_bytes(b"half")
    assert fitted("crf", documents, [], tmp_path / "crf").peer.predict(documents)[0].events


def test_an_unknown_peer_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown peer 'bert'; the peers are: crf, spacy-ner, spacy-spancat, patterns"):
        fitted("bert", [], [], tmp_path)


def test_every_peer_can_be_made_without_its_packages() -> None:
    assert [make() for make in PEERS.values()]
