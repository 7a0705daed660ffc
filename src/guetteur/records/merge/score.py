"""The score of two records: the sum of what is found about them."""

from __future__ import annotations

from collections.abc import Iterator

from guetteur.records.merge.finding import finding, listed
from guetteur.records.merge.how_many import how_many
from guetteur.records.merge.profile import Profile
from guetteur.records.merge.wars import wars
from guetteur.records.merge.what import what
from guetteur.records.merge.when import when
from guetteur.records.merge.where import where
from guetteur.records.merge.who import who
from guetteur.records.record import Link, Reason

_NAMES = 3
_WORDS = 3
_SAME_NEWS = 3  # days
_WEEK = 7
_UNKNOWN = 10_000


def compare(one: Profile, other: Profile, together: str = "") -> Link:
    """Everything found about two records of two articles, whatever their order.

    Args:
        one: a record.
        other: a record of another article.
        together: another event that the two articles were found to share, if there is one.
    """
    first, second = sorted((one, other), key=lambda profile: profile.key)
    found = [*_reasons(first, second), *([finding("articles share another event", together)] if together else [])]
    reasons = sorted(found, key=lambda reason: (-abs(reason.weight), reason.name))
    return Link(
        first.record.id, second.record.id, sum(r.weight for r in reasons), tuple(r for r in reasons if r.weight)
    )


def _reasons(one: Profile, other: Profile) -> Iterator[Reason]:
    if one.war != other.war:
        yield finding("war and attack")
        return
    if one.war:
        yield from wars(one, other)
        yield from _names(one, other)
        return
    yield from when(one, other)
    yield from where(one, other)
    yield from what(one, other)
    yield from who(one, other)
    yield from how_many(one, other)
    yield from _articles(one, other)


def _articles(one: Profile, other: Profile) -> Iterator[Reason]:
    if one.lead and other.lead and _apart(one, other) <= _SAME_NEWS:
        yield finding("both open with it")
    yield from _names(one, other)
    words = one.words & other.words
    if len(words) >= _WORDS:
        yield finding("sentences share words", listed(words, one.spelled))


def _apart(one: Profile, other: Profile) -> int:
    """Days between the two publications; many where one has no day."""
    return abs((one.published - other.published).days) if one.published and other.published else _UNKNOWN


def _both_dated(one: Profile, other: Profile) -> bool:
    return bool((one.narrow or one.wide) and (other.narrow or other.wide))


def _names(one: Profile, other: Profile) -> Iterator[Reason]:
    shared = (one.spoken & (other.spoken | other.opening)) | (one.opening & other.spoken)
    if shared and not _both_dated(one, other) and _apart(one, other) > _WEEK:
        yield finding("articles weeks apart share names", listed(shared, one.spelled))
    elif len(shared) >= _NAMES:
        yield finding("articles share names", listed(shared, one.spelled))
    elif shared:
        yield finding("articles share a name", listed(shared, one.spelled))
    elif one.spoken and other.spoken:
        yield finding("articles share no name")
