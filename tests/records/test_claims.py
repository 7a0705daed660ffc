from __future__ import annotations

import pytest

from guetteur.document import Argument, Event, Span
from guetteur.ontology import EventType, Factuality, Role
from guetteur.records.claims import claim_of
from guetteur.records.record import DISPUTED, Claim

from .examples import record

TEXT = "police armée groupe police locale témoins"
WORDS = {
    "police": Span(0, 6), "armée": Span(7, 12), "groupe": Span(13, 19), "police locale": Span(20, 33),
    "témoins": Span(34, 41),
}  # fmt: skip


def mention(factuality: Factuality, **roles: str) -> Event:
    arguments = tuple(Argument(Role(role), WORDS[word]) for role, word in roles.items())
    return Event(EventType.ATTACK, Span(0, 6), arguments, factuality)


@pytest.mark.parametrize(
    ("kinds", "claim"),
    [
        (["asserted"], "asserted"), (["claimed", "asserted"], "claimed"), (["planned"], "planned"),
        (["foiled", "planned"], "foiled"), (["denied"], "denied"), (["claimed", "denied"], DISPUTED),
        (["asserted", "denied"], DISPUTED), (["planned", "asserted"], "asserted"),
    ],
)  # fmt: skip
def test_factualities_are_summed_up(kinds: list[str], claim: str) -> None:
    assert claim_of([mention(Factuality(kind)) for kind in kinds], TEXT).kind == claim


def test_the_attacker_speaks_where_a_claim_has_no_source() -> None:
    assert claim_of([mention(Factuality.CLAIMED, Attacker="groupe")], TEXT) == Claim("claimed", ("groupe",))


def test_the_attacker_does_not_speak_where_there_is_a_source() -> None:
    claim = claim_of([mention(Factuality.CLAIMED, Attacker="groupe", Source="police")], TEXT)
    assert (claim.says, claim.confirmed) == (("police",), False)


def test_an_asserted_mention_confirms_a_claim() -> None:
    events = [mention(Factuality.CLAIMED, Attacker="groupe"), mention(Factuality.ASSERTED)]
    assert claim_of(events, TEXT) == Claim("claimed", ("groupe",), (), True)


@pytest.mark.parametrize(
    ("first", "second", "confirmed"),
    [("police", "témoins", True), ("police", "police locale", False), ("police", "groupe", False)],
)
def test_two_sources_confirm_if_they_are_two_and_none_is_the_attacker(first: str, second: str, confirmed: bool) -> None:
    events = [mention(Factuality.CLAIMED, Attacker="groupe", Source=word) for word in (first, second)]
    assert claim_of(events, TEXT).confirmed is confirmed


def test_a_denial_keeps_both_sides() -> None:
    claim = record("dementi#e1").claim
    assert claim == Claim(DISPUTED, ("Front de l'Adrar",), ("gouverneur",), False)


def test_who_threatens_does_not_say_that_it_happened() -> None:
    events = [mention(Factuality.CLAIMED, Source="police"), mention(Factuality.PLANNED, Source="armée")]
    assert claim_of(events, TEXT).says == ("police",)
