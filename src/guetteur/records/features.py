"""What a mention and an event before it have in common, as numbers for the pair scorer."""

from __future__ import annotations

import math
import re
from collections.abc import Set as AbstractSet

from guetteur.ontology import EventType, Factuality, Role
from guetteur.records.pairs import STEM, Cluster, Mention, is_war_toll, same

_ROLES = tuple(str(role) for role in Role)
_TYPES = tuple(str(kind) for kind in EventType)
_FACTUALITIES = tuple(str(kind) for kind in Factuality)
_COORDINATION = re.compile(r"\bet\b|,")


def pair_features(mention: Mention, cluster: Cluster, first: bool, clusters: int, rank: int) -> list[float]:
    """Features of a mention and a candidate event.

    Args:
        mention: the mention that looks for its event.
        cluster: an event before it.
        first: whether the article opened with that event.
        clusters: number of events so far.
        rank: 0 for the event mentioned last, 1 for the one before it …
    """
    agreement, agreeing, contradicting = _agreement(mention, cluster)
    bare = not mention.values
    cues = mention.newness
    distance = mention.sentence - cluster.last_sentence
    features = [
        *agreement,
        agreeing > 1, contradicting > 1, agreeing > 0 and not contradicting,
        bare, bare and cues.is_known, first and not contradicting, first and bare,
        cues.is_new and distance > 0, is_war_toll(mention.killed) and not is_war_toll(cluster.killed),
        first, math.log(cluster.mentions), math.log(clusters), math.log1p(rank), rank == 0,
        *_overlaps(mention, cluster),
        *_words(mention, cluster),
        *_numbers(mention, cluster),
        *_distance(mention, cluster),
        *_kinds(mention, cluster),
        *mention.setting,
        len(mention.values), len(cluster.values), sum(map(len, mention.values.values())),
        *(len(cluster.values.get(role, ())) for role in (Role.PLACE, Role.ATTACKER, Role.VICTIM, Role.TIME)),
    ]  # fmt: skip
    return [float(value) for value in features]


def _agreement(mention: Mention, cluster: Cluster) -> tuple[list[bool], int, int]:
    """For each role whether its values agree and whether they contradict each other, and how many do."""
    features: list[bool] = []
    for role in _ROLES:
        mine, theirs = mention.values.get(role), cluster.values.get(role)
        both = bool(mine and theirs)
        agree = _agree(mine or set(), theirs or set())
        features += [agree, both and not agree]
    return features, sum(features[::2]), sum(features[1::2])


def _overlaps(mention: Mention, cluster: Cluster) -> list[float]:
    """Words in common, and roles exchanged: who attacked is hit now, which mostly is another event."""
    values, theirs = mention.values, cluster.values
    attackers, victims = values.get(Role.ATTACKER, set()), values.get(Role.VICTIM, set())
    return [
        *map(_overlap, mention.words, cluster.words),
        _agree(victims, theirs.get(Role.ATTACKER, set())),
        _agree(attackers, theirs.get(Role.VICTIM, set()) | theirs.get(Role.TARGET, set())) if attackers else False,
        mention.hits_perpetrator, mention.by_forces, cluster.hits_perpetrator, cluster.by_forces,
    ]  # fmt: skip


def _words(mention: Mention, cluster: Cluster) -> list[bool]:
    """The triggers and what stands around them."""
    cues, last, stem = mention.newness, cluster.last, mention.word[:STEM]
    return [
        cues.is_new, cues.is_known, cues.is_pluperfect, cues.is_another, cues.is_again, cues.is_apart,
        cluster.is_pluperfect, cluster.is_apart,
        mention.word in cluster.forms, stem in cluster.stems, bool(last and last.word == mention.word),
        mention.is_plural, bool(last and last.is_plural), (not mention.is_plural) in cluster.stems.get(stem, ()),
        mention.is_toll, mention.is_generic, bool(last and last.is_toll), bool(last and last.is_generic),
    ]  # fmt: skip


def _numbers(mention: Mention, cluster: Cluster) -> list[float]:
    """Years, weekdays and tolls: 1 where they agree, -1 where they differ, 0 where one side has none."""
    return [
        _compared(mention.years, cluster.years), len(mention.years), _compared(mention.days, cluster.days),
        _compared(mention.killed, cluster.killed), _compared(mention.injured, cluster.injured),
        bool(mention.killed and cluster.killed) and max(mention.killed) > max(cluster.killed),
        bool(mention.killed), bool(cluster.killed),
    ]  # fmt: skip


def _distance(mention: Mention, cluster: Cluster) -> list[float]:
    last = cluster.last
    if last is None:
        return [0.0] * 10
    sentences, characters = mention.sentence - last.sentence, mention.start - last.start
    between = mention.before[-characters:] if characters else ""
    return [
        sentences == 0, math.log1p(max(0, sentences)), mention.line == last.line, mention.line - last.line,
        math.log1p(max(0, characters)), sentences == 0 and bool(_COORDINATION.search(between)),
        mention.sentence, math.log1p(mention.start), cluster.opens, mention.line == 0,
    ]  # fmt: skip


def _kinds(mention: Mention, cluster: Cluster) -> list[float]:
    """Types and factualities."""
    last = cluster.last or mention
    return [
        len({*cluster.types, mention.type} - {EventType.ATTACK}) > 1, mention.is_war, mention.type in cluster.types,
        _TYPES.index(mention.type), _TYPES.index(last.type), mention.type == last.type,
        mention.factuality in cluster.factualities, cluster.factualities == {Factuality.PLANNED},
        _FACTUALITIES.index(mention.factuality), _FACTUALITIES.index(last.factuality),
    ]  # fmt: skip


def _agree(mine: AbstractSet[str], theirs: AbstractSet[str]) -> bool:
    return not mine.isdisjoint(theirs) or any(same(one, other) for one in mine for other in theirs)


def _overlap(mine: AbstractSet[str], theirs: AbstractSet[str]) -> float:
    """Share of the smaller set that the other has, -1 where one is empty."""
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else -1.0


def _compared(mine: AbstractSet[object], theirs: AbstractSet[object]) -> float:
    if not mine or not theirs:
        return 0.0
    return -1.0 if mine.isdisjoint(theirs) else 1.0
