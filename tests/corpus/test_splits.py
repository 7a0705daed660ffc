from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.corpus.splits import SPLITS, incident_of, split_documents, split_of
from guetteur.document import Document


def test_split_of_an_incident_never_changes() -> None:
    # Frozen: a change here would move articles between training and test.
    frozen = {"djibo-1": "train", "ménaka-1": "train", "djibo-4": "dev", "ménaka-4": "dev", "ménaka-3": "test"}
    assert {name: split_of(name) for name in frozen} == frozen


def test_shares_are_about_what_was_asked() -> None:
    counts = {split: 0 for split in SPLITS}
    for number in range(4000):
        counts[split_of(f"incident-{number}")] += 1
    assert counts["test"] == pytest.approx(500, abs=80)
    assert counts["dev"] == pytest.approx(500, abs=80)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), unique=True, min_size=1))
def test_adding_articles_never_moves_others(names: list[str]) -> None:
    fewer = split_documents(Document(name, "") for name in names[:-1])
    more = split_documents(Document(name, "") for name in names)
    assert all(set(d.id for d in fewer[s]) <= set(d.id for d in more[s]) for s in SPLITS)


def test_articles_of_one_incident_stay_together() -> None:
    documents = [Document(f"article-{number}", "", (), {"incident": "djibo"}) for number in range(50)]
    assert sorted(map(len, split_documents(documents).values())) == [0, 0, 50]


def test_incident_falls_back_on_the_id() -> None:
    assert incident_of(Document("a", "", (), {"incident": "djibo"})) == "djibo"
    assert incident_of(Document("a", "", (), {"incident": ""})) == "a"


def test_composed_and_decomposed_names_are_one_incident() -> None:
    names = [f"ménaka-{number}" for number in range(100)]
    assert [split_of(n) for n in names] == [split_of(unicodedata.normalize("NFD", n)) for n in names]


def test_no_share_and_bad_shares() -> None:
    assert {split_of(str(number), dev=0, test=0) for number in range(100)} == {"train"}
    for dev, test in ((-0.1, 0.1), (0.5, 0.5)):
        with pytest.raises(ValueError, match="shares must be"):
            split_of("a", dev, test)
