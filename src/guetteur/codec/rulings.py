"""Rulings of the annotation guidelines that hold whatever the model found: decoded events are made to obey them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from guetteur.document import Argument, Event
from guetteur.normalize.names import normalize_name
from guetteur.ontology import EventType, Role
from guetteur.sentences import sentence_of, split_sentences

# What tells that somebody died. A count beside none of these counts the abducted, the wounded or the attacked.
_DEATH = re.compile(
    r"mort|tu(?:e|é|è|a)|abat|p[ée]ri|d[ée]c[èée]|victime|fauch|massacr|ex[ée]cut|assassin|égorg|décapit|brûl|\bvies?\b"
    r"|succomb|bilan|fusill|pend[ua]|élimin|neutralis|tomb|martyr|cadavre|corps|lynch|meurtr|homicide|perte|perdu"
    r"|anéanti|liquid|funér|obsèques|enterr|carnage|disparu|létal|fatal|achev|crim|noy|génocid|pleur|emport|descend"
    r"|pulvéris|extermin|déchiquet|immol|hommage|mémoire|inhum|enseveli|sang|dépouill|calcin|coût|mitraill|armes|enfer"
    r"|kill|dead|endeuil|rescap|deuil|supprim|écras|poignard|coupée?s",
    re.IGNORECASE,
)
_TOLL_WORD = re.compile(r"(?:tu(?:é|er|ant|ait)|bless|morts?\b|péri|décéd|succomb)", re.IGNORECASE)
_OF = re.compile(r"\s(?:de |du |des |de la |d['’]|de l['’])")
_FIGHTERS = frozenset({"armed_group", "militia", "military", "police"})


def ruled(events: Sequence[Event], text: str) -> list[Event]:
    """The events as the guidelines want them; of two with one trigger and type, the surer one."""
    surest = {(event.trigger, event.type): event for event in sorted(events, key=lambda event: event.score)}
    events = [event for event in events if surest[event.trigger, event.type] is event]
    sentences = split_sentences(text) if events else []
    numbers = [sentence_of(sentences, event.trigger.start) for event in events]
    kept = [
        _counted(_with_attacker(event, text), sentences[n].of(text)) for event, n in zip(events, numbers, strict=True)
    ]
    beside: defaultdict[int, list[Event]] = defaultdict(list)
    for event, number in zip(kept, numbers, strict=True):
        beside[number].append(event)
    return [e for e, number in zip(kept, numbers, strict=True) if not _is_mere_toll(e, beside[number], text)]


def _with_attacker(event: Event, text: str) -> Event:
    """*Attaque des Houthis*: the fighters named right behind an attack are its authors."""

    def role(argument: Argument) -> Argument:
        if argument.role != Role.TARGET or not _OF.fullmatch(text, event.trigger.end, argument.span.start):
            return argument
        name = normalize_name(argument.span.of(text), Role.ATTACKER)
        return replace(argument, role=str(Role.ATTACKER)) if name and name.kind in _FIGHTERS else argument

    return replace(event, arguments=tuple(map(role, event.arguments)))


def _counted(event: Event, sentence: str) -> Event:
    """Nobody is counted as killed in a sentence in which nobody dies."""
    if _DEATH.search(sentence):
        return event
    return replace(event, arguments=tuple(a for a in event.arguments if a.role != Role.KILLED))


def _is_mere_toll(event: Event, beside: Sequence[Event], text: str) -> bool:
    """*Tué, blessé* beside a trigger that has the same victims."""
    if not _TOLL_WORD.match(event.trigger.of(text)):
        return False
    own = {a.span for a in event.arguments if a.role in (Role.VICTIM, Role.KILLED, Role.INJURED)}
    return bool(own) and any(
        own <= {argument.span for argument in other.arguments}
        for other in beside
        if other.type != EventType.CAMPAIGN and not _TOLL_WORD.match(other.trigger.of(text))
    )
