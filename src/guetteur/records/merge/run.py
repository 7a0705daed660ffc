"""Records of many articles, merged: reports of one event become one record, whatever the order of the articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guetteur.document import Document
from guetteur.records.merge.blocking import candidates
from guetteur.records.merge.combine import combine
from guetteur.records.merge.grouping import groups_of
from guetteur.records.merge.profile import profiles_of
from guetteur.records.record import Record


def merge_records(articles: Iterable[tuple[Document, Sequence[Record]]]) -> list[Record]:
    """One record for each event that the articles report, in the order in which they first do.

    Records of one article are never joined with each other, wars only with wars, threats never with what happened.
    A record that no other article reports comes back as it is.

    Args:
        articles: each with its records (`guetteur.records.build.records_of`).
    """
    found = [
        profile for at, (document, records) in enumerate(articles) for profile in profiles_of(at, document, records)
    ]
    order = {id(profile.record): place for place, profile in enumerate(found)}
    profiles = sorted(found, key=lambda profile: profile.key)
    merged = []
    for group, links in groups_of(profiles, candidates(profiles)):
        members = [profiles[at].record for at in group]
        record = members[0] if len(members) == 1 else combine(members, links)
        merged.append((min(order[id(member)] for member in members), record))
    return [record for _, record in sorted(merged, key=lambda each: each[0])]
