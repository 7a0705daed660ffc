"""Every format out and in again: the dev split, one awkward document, and texts that hypothesis makes up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guetteur.corpus.formats.registry import CorpusFormat, read, write
from guetteur.corpus.jsonl import load_documents, with_mention_ids
from guetteur.corpus.problems import CorpusError, errors
from guetteur.document import Document, Event

LOSSLESS = [CorpusFormat.CONLL, CorpusFormat.LABELSTUDIO, CorpusFormat.DOCCANO]
PACKAGES = {CorpusFormat.INCEPTION: "cassis", CorpusFormat.DOCBIN: "spacy"}
ALL = [*LOSSLESS, *PACKAGES]


def need(form: CorpusFormat) -> None:
    if form in PACKAGES:
        pytest.importorskip(PACKAGES[form], reason=f"{form} needs it: pip install 'guetteur[formats]'")


def back(documents: list[Document], path: Path, form: CorpusFormat) -> list[Document]:
    write(documents, path, form)
    found, problems = read(path, form)
    assert problems == []
    return found


def exact(documents: list[Document]) -> list[str]:
    # repr holds scores and ids too, which equality leaves out.
    return sorted(repr(with_mention_ids(document)) for document in documents)


@pytest.mark.parametrize("form", ALL)
def test_the_dev_split_comes_back_whole(form: CorpusFormat, repository: Path, tmp_path: Path) -> None:
    need(form)
    documents = load_documents(repository / "data" / "dev.jsonl")
    assert exact(back(documents, tmp_path / "dev", form)) == exact(documents)


@pytest.mark.parametrize("form", ALL)
def test_emoji_accents_and_no_break_spaces_move_nothing(form: CorpusFormat, document: Document, tmp_path: Path) -> None:
    need(form)
    assert write([document], tmp_path / "one", form) == []
    assert exact(read(tmp_path / "one", form)[0]) == exact([document])


@pytest.mark.parametrize("form", [CorpusFormat.LABELSTUDIO, CorpusFormat.DOCCANO, *PACKAGES])
def test_any_document_comes_back_or_is_reported(
    form: CorpusFormat, any_document: st.SearchStrategy[Document], tmp_path_factory: pytest.TempPathFactory
) -> None:
    need(form)

    @settings(max_examples=25 if form in PACKAGES else 100)
    @given(document=any_document)
    def check(document: Document) -> None:
        path = tmp_path_factory.mktemp("one") / "file"
        losses = write([document], path, form)
        if errors(losses):
            assert "XML forbids" in losses[0].message
        else:
            found, problems = read(path, form)
            assert problems == []
            assert exact(found) == exact([document])

    check()


def test_what_conll_leaves_out_is_what_it_reports(
    any_document: st.SearchStrategy[Document], tmp_path_factory: pytest.TempPathFactory
) -> None:
    @given(document=any_document)
    def check(document: Document) -> None:
        path = tmp_path_factory.mktemp("one") / "file"
        losses = write([document], path, CorpusFormat.CONLL)
        (found,), problems = read(path, CorpusFormat.CONLL)
        assert problems == []
        assert (found.id, found.text, found.meta) == (document.id, document.text, document.meta)
        wanted: dict[str, Event] = {event.id: event for event in with_mention_ids(document).events}
        missing = len(wanted) - len(found.events)
        for event in found.events:
            original = wanted[event.id]
            assert set(event.arguments) <= set(original.arguments)
            missing += len(original.arguments) - len(event.arguments)
            assert (event.type, event.trigger, event.factuality, event.cluster, event.score) == (
                original.type, original.trigger, original.factuality, original.cluster, original.score,
            )  # fmt: skip
        assert missing == len(errors(losses))
        assert all(loss.file and loss.document and loss.offset is not None for loss in losses)

    check()


@pytest.mark.parametrize("form", ALL)
def test_documents_that_are_not_well_formed_are_refused(form: CorpusFormat, document: Document, tmp_path: Path) -> None:
    need(form)
    with pytest.raises(CorpusError, match="came before"):
        write([document, document], tmp_path / "out", form)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", [*LOSSLESS, CorpusFormat.DOCBIN])
def test_a_file_of_something_else_is_one_problem(form: CorpusFormat, tmp_path: Path) -> None:
    need(form)
    path = tmp_path / "file"
    for content in (b"", b"\0\xff", b"Rien de tel.\n"):
        path.write_bytes(content)
        documents, problems = read(path, form)
        assert documents == [] and len(problems) == 1
        assert problems[0].file == str(path)


@pytest.mark.parametrize("form", PACKAGES)
def test_a_missing_package_is_named_with_its_remedy(
    form: CorpusFormat, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, PACKAGES[form], None)
    with pytest.raises(CorpusError, match=r"pip install 'guetteur\[formats\]'"):
        write([document], tmp_path / "out", form)
    with pytest.raises(CorpusError, match=PACKAGES[form]):
        read(tmp_path, form)
