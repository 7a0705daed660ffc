"""A mention and an event before it, as the features of a pair (`features.py`) see them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from guetteur.document import Event, Span
from guetteur.normalize.counts import normalize_count
from guetteur.ontology import EventType, Role
from guetteur.records.newness import Newness

STEM = 5
"""Letters that the forms of one word mostly share: *attaque, attaqué*."""
_WAR_TOLL = 500
"""More dead than one incident has: such a count mostly belongs to a war."""
_NO_LETTERS = re.compile(r"[^\w]+")
_WORD = 4  # letters of a word that says something
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_WEEKDAY = re.compile(r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b")
_PERPETRATOR = re.compile(
    r"\b(?:assaillant|agresseur|tireur|auteur|terroriste|kamikaze|forcene|ravisseur|suspect|meurtrier|tueur|d?jihadiste"
    r"|assassin|attaquant|preneur|individu)s?\b"
)
_FORCES = re.compile(
    r"\b(?:police|policiers?|gendarmes?|gendarmerie|forces? de (?:l ordre|securite)|collegues?|raid|gign|militaires?"
    r"|soldats?|armee)\b"
)
_TOLL_WORD = re.compile(r"tu[eé]|mort|bless|deced|peri|succomb|victime|disparu|abattu|assassin")
_GENERIC_WORD = re.compile(
    r"attaque|attentat|operation|action|drame|evenement|violence|acte|massacre|tuerie|fusillade|explosion|assaut|frappe"
    r"|raid|bombardement"
)
PROJECTIONS: tuple[tuple[Role, ...], ...] = (
    (Role.TARGET, Role.VICTIM, Role.PLACE),
    (Role.PLACE, Role.TARGET),
    (Role.VICTIM, Role.TARGET),
    (Role.ATTACKER,),
    (Role.TIME,),
    (Role.ATTACKER, Role.TARGET, Role.VICTIM, Role.INSTRUMENT, Role.PLACE, Role.TIME, Role.MOTIVE),
)
"""Roles whose words are compared together: one mention's target is another one's place."""


class Setting(NamedTuple):
    """Where a mention stands. Short news tells one event over and over, bulletins many events once.

    Attributes:
        position: the share of the text before it.
        order: its number among all mentions, from 0.
        beside: how many mentions its sentence has.
        density: how many a sentence of the text has on average.
    """

    position: float
    order: int
    beside: int
    density: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as the scorer sees it; `line` and `sentence` count from the start of the text.

    `values` are its arguments' words by role, `words` the single words of each of the `PROJECTIONS`, `years`, `days`,
    `killed` and `injured` what its times and counts say, `before` the text of its sentence before the trigger.
    """

    type: str
    factuality: str
    word: str
    values: dict[str, set[str]]
    words: tuple[set[str], ...]
    years: set[str]
    days: set[str]
    killed: set[int]
    injured: set[int]
    newness: Newness
    sentence: int
    line: int
    start: int
    before: str
    setting: Setting

    @classmethod
    def of(cls, event: Event, text: str, sentence: Span, number: int, line: int, setting: Setting) -> Mention:
        """The mention of an event; `number` is that of its sentence."""
        values: dict[str, set[str]] = defaultdict(set)
        for argument in event.arguments:
            values[str(argument.role)].add(plain(argument.span.of(text)))
        times = " ".join(values.get(Role.TIME, ()))
        return cls(
            str(event.type), str(event.factuality), plain(event.trigger.of(text)), dict(values),
            tuple({w for role in roles for w in _words(values.get(role, ()))} for roles in PROJECTIONS),
            set(_YEAR.findall(times)), set(_WEEKDAY.findall(times)),
            _numbers(values.get(Role.KILLED, ())), _numbers(values.get(Role.INJURED, ())),
            Newness.of(event, text, sentence), number, line, event.trigger.start,
            text[sentence.start : event.trigger.start], setting,
        )  # fmt: skip

    @property
    def is_war(self) -> bool:
        """Whether it is a war rather than an incident."""
        return self.type == EventType.CAMPAIGN

    @property
    def is_plural(self) -> bool:
        """Whether the trigger looks like several events."""
        return self.word.endswith("s")

    @property
    def is_toll(self) -> bool:
        """Whether the trigger is a killing or wounding word."""
        return bool(_TOLL_WORD.match(self.word))

    @property
    def is_generic(self) -> bool:
        """Whether the trigger may take up any event."""
        return bool(_GENERIC_WORD.match(self.word))

    @property
    def hits_perpetrator(self) -> bool:
        """Whether its victims are called after what they did: the police stop them, which is an event of its own."""
        return any(map(_PERPETRATOR.search, self.values.get(Role.VICTIM, ())))

    @property
    def by_forces(self) -> bool:
        """Whether police or soldiers carry it out."""
        return any(map(_FORCES.search, self.values.get(Role.ATTACKER, ())))


@dataclass
class Cluster:
    """What the mentions of one event have said so far; all of it grows by one mention at a time."""

    name: str
    types: set[str] = field(default_factory=set)
    factualities: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    stems: dict[str, set[bool]] = field(default_factory=lambda: defaultdict(set))
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    words: tuple[set[str], ...] = field(default_factory=lambda: tuple(set() for _ in PROJECTIONS))
    years: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    killed: set[int] = field(default_factory=set)
    injured: set[int] = field(default_factory=set)
    is_pluperfect: bool = False
    is_apart: bool = False
    hits_perpetrator: bool = False
    by_forces: bool = False
    opens: bool = False
    mentions: int = 0
    last: Mention | None = None

    @property
    def last_sentence(self) -> int:
        """Number of the sentence in which it was last mentioned."""
        return self.last.sentence if self.last else 0

    def add(self, mention: Mention) -> None:
        """Take in one more mention."""
        self.types.add(mention.type)
        self.factualities.add(mention.factuality)
        self.forms.add(mention.word)
        self.stems[mention.word[:STEM]].add(mention.is_plural)
        for role, found in mention.values.items():
            self.values[role] |= found
        for own, found in zip(self.words, mention.words, strict=True):
            own |= found
        self.years |= mention.years
        self.days |= mention.days
        self.killed |= mention.killed
        self.injured |= mention.injured
        self.is_pluperfect |= mention.newness.is_pluperfect
        self.is_apart |= mention.newness.is_apart
        self.hits_perpetrator |= mention.hits_perpetrator
        self.by_forces |= mention.by_forces
        self.opens |= mention.line == 0
        self.mentions += 1
        self.last = mention


def is_war_toll(killed: set[int]) -> bool:
    """Whether more dead are told of than one incident has."""
    return any(count > _WAR_TOLL for count in killed)


def same(first: str, second: str) -> bool:
    """Equal, or one a part of the other (`djibo`, `ville de djibo`)."""
    return first == second or f" {first} " in f" {second} " or f" {second} " in f" {first} "


def plain(text: str) -> str:
    """Small letters and digits without accents, words apart by one space."""
    folded = text.casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return _NO_LETTERS.sub(" ", folded).strip()


def _words(values: Iterable[str]) -> set[str]:
    return {word for value in values for word in value.split() if len(word) >= _WORD}


def _numbers(values: Iterable[str]) -> set[int]:
    return {count.best for value in values if (count := normalize_count(value))}
