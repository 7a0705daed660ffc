from __future__ import annotations

import pytest

from guetteur.document import Argument, Event, Span
from guetteur.records.newness import Newness


def newness(text: str, trigger: str, time: str = "") -> Newness:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    times = (Argument("Time", span(time)),) if time else ()
    return Newness.of(Event("Attack", span(trigger), times), text, Span(0, len(text)))


def test_the_determiner_tells_new_from_known() -> None:
    new, known = newness("Un attentat à Gao.", "attentat"), newness("Cet attentat a tué.", "attentat")
    assert (new.is_new, new.is_known) == (True, False)
    assert (known.is_new, known.is_known) == (False, True)


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("Le groupe avait frappé un marché.", "frappé", True),
        ("Trois hommes avaient déjà été tués au même endroit.", "tués", True),
        ("Le groupe a frappé un marché.", "frappé", False),
        ("Le chef avait parlé ; une bombe a explosé.", "explosé", False),
    ],
)
def test_the_pluperfect_lies_before_what_is_told(sentence: str, trigger: str, expected: bool) -> None:
    assert newness(sentence, trigger).is_pluperfect is expected


def test_another_one_may_stand_before_the_trigger_or_elsewhere_in_the_sentence() -> None:
    before = newness("Un autre bombardement a touché Matupi.", "bombardement")
    elsewhere = newness("Le bombardement a touché de nouveau Matupi.", "bombardement")
    neither = newness("Le bombardement a touché Matupi.", "bombardement")
    assert [cues.is_another for cues in (before, elsewhere, neither)] == [True, False, False]
    assert [cues.is_again for cues in (before, elsewhere, neither)] == [True, True, False]


def test_a_time_may_lie_apart_from_the_text() -> None:
    assert newness("La veille, un raid a visé Gao.", "raid").is_apart
    assert newness("Un raid a visé Gao le mois dernier.", "raid", "mois dernier").is_apart
    assert not newness("Un raid a visé Gao lundi.", "raid", "lundi").is_apart
