from __future__ import annotations

import pytest

from guetteur.document import Argument, Event, Span
from guetteur.records.pairs import Cluster, Mention, pair_features, plain, same

TEXT = "Un attentat a tué 12 soldats à Gao. Cet attentat, revendiqué, a visé la ville de GAO.\nUne autre attaque."


def mention(words: str, *arguments: tuple[str, str], sentence: int = 0, line: int = 0) -> Mention:
    def span(quoted: str) -> Span:
        start = TEXT.index(quoted)
        return Span(start, start + len(quoted))

    found = tuple(Argument(role, span(quoted)) for role, quoted in arguments)
    return Mention.of(Event("Attack", span(words), found), TEXT, sentence, line)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("Gao", "ville de GAO", True), ("l'Armée", "L’ARMEE", True), ("Gao", "Gaoua", False), ("mars", "marsouin", False)],
)
def test_spellings_and_whole_parts_are_the_same_value(first: str, second: str, expected: bool) -> None:
    assert same(plain(first), plain(second)) is expected


def test_the_determiner_tells_new_from_known() -> None:
    first, again, other = mention("attentat"), mention("attentat, revendiqué"), mention("attaque")
    assert (first.is_new, first.is_known) == (True, False)
    assert (again.is_new, again.is_known) == (False, True)
    assert (other.is_new, other.is_known) == (True, False)


def test_agreement_and_contradiction_stand_side_by_side_for_each_role() -> None:
    cluster = Cluster("e1")
    cluster.add(mention("attentat", ("Place", "Gao"), ("Killed", "12")))
    agree = pair_features(mention("attaque", ("Place", "ville de GAO")), cluster, True, 1, 0)
    differ = pair_features(mention("attaque", ("Place", "autre"), ("Killed", "12")), cluster, True, 1, 0)
    changed = [number for number, (one, two) in enumerate(zip(agree, differ, strict=True)) if one != two]
    assert len(agree) == len(differ)
    place, killed = 12, 6  # two features a role, in the order of the ontology: agreeing, contradicting
    assert agree[place : place + 2] == [1, 0] and differ[place : place + 2] == [0, 1]
    assert differ[killed : killed + 2] == [1, 0]
    assert {place, place + 1, killed} <= set(changed)


def test_a_cluster_gathers_what_its_mentions_say() -> None:
    cluster = Cluster("e1")
    cluster.add(mention("attentat", ("Place", "Gao")))
    cluster.add(mention("attaque", ("Killed", "12"), sentence=2, line=1))
    assert (cluster.mentions, cluster.last_sentence, cluster.last_line) == (2, 2, 1)
    assert cluster.words == {"attentat", "attaque"}
    assert dict(cluster.values) == {"Place": {"gao"}, "Killed": {"12"}}
