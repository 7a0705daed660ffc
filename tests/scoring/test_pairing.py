"""Documents side by side."""

from __future__ import annotations

import pytest

from guetteur.document import Document
from guetteur.scoring.pairing import pair_documents


def docs(*ids: str, text: str = "x") -> list[Document]:
    return [Document(i, text) for i in ids]


def test_documents_are_paired_by_id_in_order_of_ids() -> None:
    pairs = pair_documents(docs("b", "a"), docs("a", "b"))
    assert [(g.id, p.id) for g, p in pairs] == [("a", "a"), ("b", "b")]


def test_missing_prediction_is_named() -> None:
    with pytest.raises(ValueError, match=r"ids without a prediction: 'b'$"):
        pair_documents(docs("a", "b"), docs("a"))


def test_extra_prediction_is_named() -> None:
    with pytest.raises(ValueError, match=r"not in the gold documents: 'b', 'c'$"):
        pair_documents(docs("a"), docs("a", "c", "b"))


def test_repeated_gold_id_is_named() -> None:
    with pytest.raises(ValueError, match=r"twice in the gold documents: 'a'$"):
        pair_documents(docs("a", "a"), docs("a"))


def test_repeated_predicted_id_is_named() -> None:
    with pytest.raises(ValueError, match=r"twice in the predicted documents: 'a'$"):
        pair_documents(docs("a"), docs("a", "a"))


def test_document_with_another_text_is_named() -> None:
    with pytest.raises(ValueError, match=r"is not the gold text: 'b'$"):
        pair_documents(docs("a", "b"), docs("a") + docs("b", text="y"))


def test_every_fault_is_in_one_message() -> None:
    with pytest.raises(ValueError, match=r"without a prediction: 'a'; .* not in the gold documents: 'b'"):
        pair_documents(docs("a"), docs("b"))


def test_long_lists_of_ids_are_cut() -> None:
    with pytest.raises(ValueError, match=r"'9' and 2 more$"):
        pair_documents(docs(*"0123456789ab"[::-1]), [])
