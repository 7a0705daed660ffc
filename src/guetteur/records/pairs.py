"""What a mention and an event before it have in common, as numbers for the pair scorer."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from guetteur.document import Event
from guetteur.ontology import EventType, Role

_ROLES = tuple(str(role) for role in Role)
_LOOK_BACK = 14  # characters before a trigger: room for its determiner
_NEW = re.compile(
    r"(\bune? |\bd['’]une? |\bplusieurs |\bautres? |\bnouvelles? |\bdeuxième |\btroisième |\bdouble |\bde nombreu\w+ "
    r"|\bdes |\bd['’])$",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"(\ble |\bla |\bl['’]|\bcet(?:te)? |\bces? |\bles |\bdu |\baux? |\bson |\bsa |\bleur )$", re.IGNORECASE
)
_STEM = 5  # letters that the forms of one word mostly share: *attaque, attaqué*
_WAR_TOLL = 500
"""More dead than one incident has: such a count mostly belongs to a war."""
_DIGITS = re.compile(r"\d[\d ]*")
_NO_LETTERS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as the scorer sees it; `line` and `sentence` count from the start of the text."""

    type: str
    factuality: str
    word: str
    values: dict[str, set[str]]
    is_new: bool
    is_known: bool
    sentence: int
    line: int

    @classmethod
    def of(cls, event: Event, text: str, sentence: int, line: int) -> Mention:
        """The mention of an event in its text."""
        values: dict[str, set[str]] = defaultdict(set)
        for argument in event.arguments:
            values[str(argument.role)].add(plain(argument.span.of(text)))
        before = text[max(0, event.trigger.start - _LOOK_BACK) : event.trigger.start]
        return cls(
            str(event.type), str(event.factuality), plain(event.trigger.of(text)), dict(values),
            bool(_NEW.search(before)), bool(_KNOWN.search(before)), sentence, line,
        )  # fmt: skip

    @property
    def is_war(self) -> bool:
        """Whether it is a war rather than an incident."""
        return self.type == EventType.CAMPAIGN


@dataclass
class Cluster:
    """What the mentions of one event have said so far."""

    name: str
    types: set[str] = field(default_factory=set)
    factualities: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    mentions: int = 0
    last_sentence: int = 0
    last_line: int = 0

    def add(self, mention: Mention) -> None:
        """Take in one more mention."""
        self.types.add(mention.type)
        self.factualities.add(mention.factuality)
        self.words.add(mention.word)
        self.mentions += 1
        self.last_sentence, self.last_line = mention.sentence, mention.line
        for role, found in mention.values.items():
            self.values[role] |= found


def pair_features(mention: Mention, cluster: Cluster, first: bool, clusters: int, rank: int) -> list[float]:
    """Features of a mention and a candidate event.

    Args:
        mention: the mention that looks for its event.
        cluster: an event before it.
        first: whether the article opened with that event.
        clusters: number of events so far.
        rank: 0 for the event mentioned last, 1 for the one before it …
    """
    features: list[float] = []
    agreeing = contradicting = 0
    for role in _ROLES:
        mine, theirs = mention.values.get(role, set()), cluster.values.get(role, set())
        both = bool(mine and theirs)
        agree = both and any(same(a, b) for a in mine for b in theirs)
        agreeing, contradicting = agreeing + agree, contradicting + (both and not agree)
        features += [agree, both and not agree]
    distance = mention.sentence - cluster.last_sentence
    bare = not mention.values
    features += [
        len({*cluster.types, mention.type} - {EventType.ATTACK}) > 1, mention.is_war, mention.type in cluster.types,
        mention.factuality in cluster.factualities, mention.is_new, mention.is_known, bare, bare and mention.is_known,
        mention.word in cluster.words, any(word[:_STEM] == mention.word[:_STEM] for word in cluster.words),
        distance == 0, math.log1p(max(0, distance)), mention.line == cluster.last_line,
        first, first and not contradicting, first and bare, math.log(cluster.mentions), math.log(clusters),
        math.log1p(rank), rank == 0, agreeing > 1, contradicting > 1, agreeing > 0 and not contradicting,
        mention.is_new and distance > 0, is_war_toll(mention.values) and not is_war_toll(cluster.values),
    ]  # fmt: skip
    return [float(value) for value in features]


def is_war_toll(values: dict[str, set[str]]) -> bool:
    """Whether more dead are told of than one incident has."""
    counts = (_DIGITS.search(words) for words in values.get(Role.KILLED, ()))
    return any(match and int(match[0].replace(" ", "")) > _WAR_TOLL for match in counts)


def same(first: str, second: str) -> bool:
    """Equal, or one a part of the other (`djibo`, `ville de djibo`)."""
    return first == second or f" {first} " in f" {second} " or f" {second} " in f" {first} "


def plain(text: str) -> str:
    """Small letters and digits without accents, words apart by one space."""
    folded = text.casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return _NO_LETTERS.sub(" ", folded).strip()
