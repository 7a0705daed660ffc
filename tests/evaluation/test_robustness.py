from __future__ import annotations

import random
from pathlib import Path

import pytest

from guetteur.corpus.jsonl import load_documents
from guetteur.document import Document
from guetteur.evaluation.robustness import VARIANTS, losses, robustness

SAME_LENGTH = {
    "capitals", "no accents", "curly apostrophes", "straight apostrophes", "English quotes", "plain quotes",
    "no-break spaces lost", "OCR noise",
}  # fmt: skip


@pytest.fixture(scope="module")
def articles(root: Path) -> list[Document]:
    return load_documents(root / "data/dev.jsonl")[:12]


def words(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.spans()]


def without_links(found: list[str]) -> list[str]:
    return [word.replace('<a href="/theme/12">', "").replace("</a>", "") for word in found]


@pytest.mark.parametrize("name", VARIANTS)
def test_gold_moves_with_its_words(name: str, articles: list[Document]) -> None:
    changed = VARIANTS[name](articles, random.Random(1))
    assert len(changed) == len(articles)
    known = {word for document in articles for word in words(document)}
    for before, after in zip(articles, changed, strict=True):
        if name in SAME_LENGTH:
            assert list(after.spans()) == list(before.spans()) and len(after.text) == len(before.text)
        elif name == "HTML left in":
            assert without_links(words(after)) == words(before)
        else:
            assert set(words(after)) <= known


def test_variants_change_what_they_say(articles: list[Document]) -> None:
    texts = {name: VARIANTS[name](articles, random.Random(1))[0].text for name in VARIANTS}
    assert not any(char.islower() for char in texts["capitals"] if len(char.upper()) == 1)
    assert not set("éèàçê") & set(texts["no accents"])
    assert "'" not in texts["curly apostrophes"] and "’" not in texts["straight apostrophes"]
    assert texts["glued to another article"].endswith(articles[1].text)
    assert "</p>" in texts["HTML left in"]
    assert len(texts["first half"]) + len(texts["second half"]) + 1 == len(articles[0].text)


def test_a_perfect_model_loses_nothing(articles: list[Document]) -> None:
    table = robustness(articles, lambda documents: documents)
    assert set(table) == {"clean", *VARIANTS}
    assert {score for scores in table.values() for score in scores.values()} == {100.0}
    assert set(losses(table, "Trig-C").values()) == {0.0}


def test_empty_articles_do_no_harm() -> None:
    for variant in VARIANTS.values():
        assert len(variant([Document("a", ""), Document("b", "x")], random.Random(0))) == 2
