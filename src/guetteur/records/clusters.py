"""Same-event clustering: each mention joins the earlier event for which most speaks, or opens a new one.

Mentions are read in document order (as in the mention-ranking models of coreference, Denis & Baldridge 2008). For each
event so far, agreeing and contradicting arguments, the determiner of the trigger, the trigger word and the distance add
up; a sum below zero for all of them opens a new event. Wars (`Campaign`) join only wars.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from guetteur.document import Event
from guetteur.ontology import EventType, Role
from guetteur.sentences import sentence_of, split_sentences

# Found by coordinate search on the training split (CoNLL F1 74.4 there and 72.9 on dev, on gold mentions;
# every mention alone: 45.1 and 45.9).
_AGREE = {
    Role.PLACE: 0.6, Role.TARGET: 1.4, Role.ATTACKER: 0.5, Role.KILLED: 1.0, Role.TIME: 0.6, Role.VICTIM: 0.5,
    Role.INSTRUMENT: 0.7,
}  # fmt: skip
_CONTRADICT = {
    Role.PLACE: 0.6, Role.TARGET: 0.3, Role.ATTACKER: 0.1, Role.KILLED: 0.3, Role.TIME: 1.4, Role.VICTIM: 0.4,
}  # fmt: skip
_OTHER_TYPE = -1.0
_INDEFINITE = -0.6
_NO_ARGUMENTS = 0.3
_WAR = -0.3
_SAME_WORD = 0.2
_SAME_SENTENCE = -0.4
_PER_SENTENCE = -0.03
_FARTHEST = 10
_FIRST_EVENT = 0.7
"""What an article opens with is what it mostly goes on about."""

_LATEST = 100

_BEFORE_NEW = re.compile(
    r"(\bune? |\bd['’]une? |\bplusieurs |\bautres? |\bnouvelles? |\bdeuxième |\btroisième |\bdouble |\bde nombreu\w+ "
    r"|\bdes |\bd['’])$",
    re.IGNORECASE,
)
_NO_LETTERS = re.compile(r"[^\w]+")


@dataclass
class _Cluster:
    name: str
    types: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    last_sentence: int = 0


@dataclass(frozen=True)
class _Mention:
    type: str
    word: str
    values: dict[str, set[str]]
    indefinite: bool
    sentence: int


def assign_clusters(text: str, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events in order of their triggers, with cluster names (`e1` …) and mention ids (`m1` …)."""
    if not events:
        return ()
    sentences = split_sentences(text)
    clusters: list[_Cluster] = []
    result = []
    for number, event in enumerate(sorted(events, key=lambda event: event.trigger), start=1):
        mention = _mention(event, text, sentence_of(sentences, event.trigger.start))
        # A text of thousands of mentions stays linear: only the first event and the latest ones are looked at.
        recent = {0, *range(max(0, len(clusters) - _LATEST), len(clusters))} if clusters else set()
        scored = [(_evidence(mention, clusters[i], i == 0), i) for i in sorted(recent)]
        best = max(scored, default=(-1.0, 0))
        if best[0] < 0:
            clusters.append(_Cluster(f"e{len(clusters) + 1}"))
            cluster = clusters[-1]
        else:
            cluster = clusters[best[1]]
        cluster.types.add(mention.type)
        cluster.words.add(mention.word)
        cluster.last_sentence = mention.sentence
        for role, found in mention.values.items():
            cluster.values[role] |= found
        result.append(replace(event, cluster=cluster.name, id=f"m{number}"))
    return tuple(result)


def _mention(event: Event, text: str, sentence: int) -> _Mention:
    values: dict[str, set[str]] = defaultdict(set)
    for argument in event.arguments:
        values[argument.role].add(_plain(argument.span.of(text)))
    before = text[max(0, event.trigger.start - 14) : event.trigger.start]
    return _Mention(event.type, _plain(event.trigger.of(text)), values, bool(_BEFORE_NEW.search(before)), sentence)


def _evidence(mention: _Mention, cluster: _Cluster, first: bool) -> float:
    is_war = mention.type == EventType.CAMPAIGN
    if is_war != (EventType.CAMPAIGN in cluster.types):
        return -1.0
    total = _FIRST_EVENT if first else 0.0
    for role, weight in _AGREE.items():
        mine, theirs = mention.values.get(role, set()), cluster.values.get(role, set())
        if mine and theirs:
            agree = any(_same(a, b) for a in mine for b in theirs)
            total += weight if agree else -_CONTRADICT.get(role, 0.0)
    total += _OTHER_TYPE * (len({*cluster.types, mention.type} - {EventType.ATTACK}) > 1)
    total += _INDEFINITE * mention.indefinite
    total += _NO_ARGUMENTS * (not mention.values)
    total += _WAR * is_war
    total += _SAME_WORD * (mention.word in cluster.words)
    total += _SAME_SENTENCE * (mention.sentence == cluster.last_sentence)
    return total + _PER_SENTENCE * min(_FARTHEST, mention.sentence - cluster.last_sentence)


def _same(first: str, second: str) -> bool:
    """Equal, or one a part of the other (`Djibo`, `ville de Djibo`)."""
    return first == second or f" {first} " in f" {second} " or f" {second} " in f" {first} "


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return _NO_LETTERS.sub(" ", "".join(char for char in folded if not unicodedata.combining(char))).strip()
