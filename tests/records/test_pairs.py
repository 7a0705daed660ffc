from __future__ import annotations

import pytest

from guetteur.document import Argument, Event, Span
from guetteur.ontology import Role
from guetteur.records.features import pair_features
from guetteur.records.pairs import Cluster, Mention, Setting, plain, same

TEXT = "Un attentat a tué 12 soldats à Gao. Cet attentat, revendiqué, a visé la ville de GAO.\nUne autre attaque."
ROLES = list(Role)


def mention(words: str, *arguments: tuple[str, str], sentence: int = 0, line: int = 0, text: str = TEXT) -> Mention:
    def span(quoted: str) -> Span:
        start = text.index(quoted)
        return Span(start, start + len(quoted))

    found = tuple(Argument(role, span(quoted)) for role, quoted in arguments)
    whole = Span(0, len(text))
    return Mention.of(Event("Attack", span(words), found), text, whole, sentence, line, Setting(0.5, 1, 1, 1.0))


def changed(one: Mention, other: Mention, cluster: Cluster) -> dict[int, tuple[float, float]]:
    """The features in which two mentions differ, as (of one, of the other) by number."""
    pairs = zip(pair_features(one, cluster, True, 1, 0), pair_features(other, cluster, True, 1, 0), strict=True)
    return {number: pair for number, pair in enumerate(pairs) if pair[0] != pair[1]}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("Gao", "ville de GAO", True), ("l'Armée", "L’ARMEE", True), ("Gao", "Gaoua", False), ("mars", "marsouin", False)],
)
def test_spellings_and_whole_parts_are_the_same_value(first: str, second: str, expected: bool) -> None:
    assert same(plain(first), plain(second)) is expected


def test_agreement_and_contradiction_stand_side_by_side_for_each_role() -> None:
    cluster = Cluster("e1")
    cluster.add(mention("attentat", ("Place", "Gao"), ("Killed", "12")))
    agree = pair_features(mention("attaque", ("Place", "ville de GAO")), cluster, True, 1, 0)
    differ = pair_features(mention("attaque", ("Place", "autre"), ("Killed", "12")), cluster, True, 1, 0)
    place, killed = 2 * ROLES.index(Role.PLACE), 2 * ROLES.index(Role.KILLED)
    assert agree[place : place + 2] == [1, 0] and differ[place : place + 2] == [0, 1]
    assert agree[killed : killed + 2] == [0, 0] and differ[killed : killed + 2] == [1, 0]


def test_another_toll_is_seen_as_a_number() -> None:
    text = "Une attaque a fait 12 morts. L'attaque a fait douze morts. L'attaque a fait 40 morts."
    cluster = Cluster("e1")
    cluster.add(mention("attaque", ("Killed", "12"), text=text))
    same_toll = mention("attaque", ("Killed", "douze"), text=text)
    other = mention("attaque", ("Killed", "40"), text=text)
    assert same_toll.killed == {12}
    # Compared numbers: 1 and -1; only the other toll is a larger one.
    assert {(1, -1), (0, 1)} <= set(changed(same_toll, other, cluster).values())


def test_who_attacked_and_is_hit_now_is_seen() -> None:
    text = "Un tireur a tué des passants. La police a abattu le tireur."
    cluster = Cluster("e1")
    cluster.add(mention("tué", ("Attacker", "tireur"), ("Victim", "passants"), text=text))
    shot = mention("abattu", ("Attacker", "police"), ("Victim", "tireur"), text=text)
    again = mention("tué", ("Attacker", "tireur"), ("Victim", "passants"), text=text)
    assert shot.hits_perpetrator and shot.by_forces
    assert not again.hits_perpetrator and not again.by_forces
    assert len(changed(shot, again, cluster)) > 5


def test_a_cluster_gathers_what_its_mentions_say() -> None:
    cluster = Cluster("e1")
    cluster.add(mention("attentat", ("Place", "Gao")))
    cluster.add(mention("attaque", ("Killed", "12"), sentence=2, line=1))
    assert (cluster.mentions, cluster.last_sentence, cluster.opens) == (2, 2, True)
    assert cluster.forms == {"attentat", "attaque"}
    assert dict(cluster.values) == {"Place": {"gao"}, "Killed": {"12"}}
    assert cluster.killed == {12}
