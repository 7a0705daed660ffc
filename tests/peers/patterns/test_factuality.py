from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from guetteur.peers.patterns.factuality import factuality_of


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Des rebelles ont attaqué la ville.", "attaqué", "asserted"),
        ("Selon la police, des rebelles ont attaqué la ville.", "attaqué", "claimed"),
        ("Les rebelles menacent de bombarder la ville.", "bombarder", "planned"),
        ("Les rebelles attaqueront la ville.", "attaqueront", "planned"),
        ("L'armée nie avoir bombardé la ville.", "bombardé", "denied"),
        ("Les rebelles n'ont pas attaqué la ville.", "attaqué", "denied"),
        ("La police a déjoué un attentat.", "attentat", "foiled"),
    ],
)
def test_cue_words_tell_how_sure_an_event_is(
    parse: Callable[[str], Any], text: str, trigger: str, expected: str
) -> None:
    doc = parse(text)
    assert factuality_of(next(token for token in doc if token.text == trigger)) == expected
