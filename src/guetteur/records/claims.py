"""Who says that an event happened, and who says that it did not: summed up over its mentions, without taking sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guetteur.document import Event
from guetteur.ontology import Factuality, Role
from guetteur.records.folding import same_head
from guetteur.records.record import DISPUTED, Claim

_ORDER = (Factuality.CLAIMED, Factuality.ASSERTED, Factuality.FOILED, Factuality.PLANNED)
"""Which factuality a record with several shows. *Claimed* goes before *asserted*, for an article takes for granted what
it has just attributed (*l'attaque revendiquée*); what took place goes before what was stopped or only threatened."""


def claim_of(events: Sequence[Event], text: str) -> Claim:
    """The claim of the mentions of one event.

    A denied mention beside others makes the event disputed. Two sources confirm only if neither is the attacker, and
    if they are not two names of one (*police*, *police locale*).
    """
    kinds = {event.factuality for event in events}
    denied = [event for event in events if event.factuality == Factuality.DENIED]
    told = [event for event in events if event.factuality in (Factuality.CLAIMED, Factuality.ASSERTED)]
    # Who threatens an attack, or says that one was stopped, does not say that it took place.
    others = told or [event for event in events if event.factuality != Factuality.DENIED]
    attackers = _words(others, Role.ATTACKER, text)
    says = _words(others, Role.SOURCE, text)
    claimed = [event for event in events if event.factuality == Factuality.CLAIMED]
    independent = _different(word for word in says if not any(same_head(word, attacker) for attacker in attackers))
    return Claim(
        kind=_kind(kinds),
        says=tuple(says or _words(claimed, Role.ATTACKER, text)),
        denies=tuple(_words(denied, Role.SOURCE, text) or _words(denied, Role.ATTACKER, text)),
        confirmed=Factuality.ASSERTED in kinds or (bool(claimed) and len(independent) >= 2),
    )


def claim_over(claims: Sequence[Claim], kinds: set[str], attackers: Sequence[str]) -> Claim:
    """The claim of an event that several texts report, by the same rules.

    Args:
        claims: what each text says.
        kinds: the factualities of all mentions.
        attackers: words of all attackers.
    """
    told = [claim for claim in claims if claim.kind in (Factuality.CLAIMED, Factuality.ASSERTED, DISPUTED)] or claims
    says = _different(word for claim in told for word in claim.says)
    independent = [word for word in says if not any(same_head(word, attacker) for attacker in attackers)]
    return Claim(
        kind=_kind(kinds),
        says=tuple(says),
        denies=tuple(_different(word for claim in claims for word in claim.denies)),
        confirmed=Factuality.ASSERTED in kinds or (Factuality.CLAIMED in kinds and len(independent) >= 2),
    )


def _kind(kinds: set[str]) -> str:
    if Factuality.DENIED in kinds:
        return DISPUTED if len(kinds) > 1 else str(Factuality.DENIED)
    return str(next(kind for kind in _ORDER if kind in kinds))


def _words(events: Sequence[Event], role: Role, text: str) -> list[str]:
    return _different(a.span.of(text) for event in events for a in event.arguments if a.role == role)


def _different(words: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        for index, known in enumerate(kept):
            if same_head(word, known):
                kept[index] = max(known, word, key=len)
                break
        else:
            kept.append(word)
    return kept
