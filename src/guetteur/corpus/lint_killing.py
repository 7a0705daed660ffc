"""Killing words (*tué, blessés, ont péri*) that are triggers beside another word that names their attack.

Section 1 of the guidelines wants them as Victim, Killed and Injured of that other trigger. Section 7 lets those be that
say what it cannot say: their factuality differs, or the means that they name does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from guetteur.document import Document, Event, Span
from guetteur.ontology import EventType, Role
from guetteur.sentences import sentence_of

_KILLING = re.compile(
    r"\btu(?:ée?s?|er|ant|e|ent|a|èrent|aient|ait)\b|\bbless(?:ée?s?|er|ant|e|ent|a|èrent|aient|ait)\b|"
    r"(?<!à )\bmorte?s?\b|\bmeur(?:s|t|ent)\b|\bmour[aiu]\w*|\babatt\w+|\bdécéd\w+|\bpéri\w*|\bsuccomb\w+|"
    r"\bperdu la vie\b|\btouchée?s? par balles?\b",
    re.IGNORECASE,
)
_BRING_DOWN = re.compile(r"abatt", re.IGNORECASE)
# "deux obus se sont abattus", but "il s'est fait abattre"
_REFLEXIVE = re.compile(r"\b(?:s['’]|se\s)(?:(?!fai|laiss)\w+\s+){0,2}$", re.IGNORECASE)
_LONGEST_REFLEXIVE = 40
_PEOPLE = frozenset({Role.VICTIM, Role.KILLED, Role.INJURED})
_MEANS = frozenset(EventType) - {EventType.ATTACK, EventType.CAMPAIGN}


def needless_killing_words(document: Document, sentences: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Each killing word that should be no trigger, with the trigger of its event and sentence that names the attack."""
    mentions: dict[tuple[str, int], list[Event]] = defaultdict(list)
    for event in document.events:
        if event.cluster:
            mentions[event.cluster, sentence_of(sentences, event.trigger.start)].append(event)
    for events in mentions.values():
        events.sort(key=lambda event: event.trigger)
        killing = [event for event in events if _is_killing(event, document.text)]
        others = [event for event in events if event not in killing]
        for position, event in enumerate(killing):
            # Where every trigger is such a word, the first one is the trigger by the ruling on tolls.
            for better in (*others, *killing[:position]):
                if not _says_something_else(event, better):
                    yield event.trigger, better.trigger
                    break


def _is_killing(event: Event, text: str) -> bool:
    """Whether a trigger only says that people were killed or wounded; what falls or is brought down does not."""
    trigger = event.trigger.of(text)
    if not _KILLING.search(trigger):
        return False
    if not _BRING_DOWN.search(trigger):
        return True
    start = event.trigger.start
    roles = {argument.role for argument in event.arguments}
    brought_down = Role.TARGET in roles and not roles & _PEOPLE
    return not brought_down and not _REFLEXIVE.search(text[max(0, start - _LONGEST_REFLEXIVE) : start])


def _says_something_else(killing: Event, other: Event) -> bool:
    """Whether two mentions of one event must stay two, since one trigger has one factuality and one type."""
    types = {killing.type, other.type}
    return killing.factuality != other.factuality or (len(types) == 2 and types <= _MEANS)
