"""Colours that can be told from the ground, shapes that can be told from each other."""

from __future__ import annotations

import pytest

from guetteur.ontology import EventType, Factuality, Role
from guetteur.viewing import palette

TONES = [palette.GREY, *(tone for tone, _ in palette.TYPES.values()), *(tone for tone, _ in palette.ROLES.values())]


def channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def luminance(values: list[float]) -> float:
    """Relative luminance, WCAG 2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in values]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: list[float], other: list[float]) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("dark", [False, True])
def test_a_tone_reads_on_the_page_and_on_its_tint(tone: palette.Tone, dark: bool) -> None:
    ground, colour = channels(palette.GROUNDS[dark]), channels(tone.dark if dark else tone.light)
    tint = [palette.TINT / 100 * c + (1 - palette.TINT / 100) * g for c, g in zip(colour, ground, strict=True)]
    assert contrast(colour, ground) >= 4.5
    assert contrast(colour, tint) >= 4.5


def test_every_label_has_a_look_of_its_own() -> None:
    assert set(palette.TYPES) == set(EventType)
    shapes = [palette.OTHER[1], *(shape for _, shape in palette.TYPES.values())]
    assert len({shape.path for shape in shapes}) == len(EventType) + 1
    assert sorted(role for _, roles in palette.ROLES.values() for role in roles) == sorted(Role)
    assert set(palette.STYLES) == set(Factuality) and len(set(palette.STYLES.values())) == len(Factuality)


def test_unknown_labels_are_grey_and_safe() -> None:
    assert palette.number_of("Inconnu") == 0
    assert palette.group_of("Inconnu") == "said"
    assert palette.style_of('"><script>') == "other"
