from __future__ import annotations

from enum import StrEnum

import pytest

from guetteur.ontology import COUNT_ROLES, MAPPINGS, EventType, Factuality, Role


@pytest.mark.parametrize("labels", [EventType, Role, Factuality])
def test_a_label_is_its_string(labels: type[StrEnum]) -> None:
    for label in labels:
        assert label == label.value == str(label) == f"{label}"
        assert label.value in frozenset(labels)


@pytest.mark.parametrize("labels", [EventType, Role, Factuality])
def test_labels_hold_nothing_that_a_format_would_have_to_escape(labels: type[StrEnum]) -> None:
    # brat numbers roles with digits at the end, BIO prefixes them with a hyphen.
    assert all(label.isascii() and label.isalpha() for label in labels)


def test_every_type_is_mapped() -> None:
    assert set(MAPPINGS) == set(EventType)
    assert all(mapping.plover and mapping.cameo for mapping in MAPPINGS.values())


def test_only_a_campaign_is_no_acled_event() -> None:
    assert [kind for kind, mapping in MAPPINGS.items() if not mapping.acled] == [EventType.CAMPAIGN]


def test_counts_are_of_the_dead_and_the_wounded() -> None:
    assert {Role.KILLED, Role.INJURED} == COUNT_ROLES
