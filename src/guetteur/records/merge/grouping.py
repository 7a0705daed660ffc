"""From pairs to events: average-link clustering that never joins two events of one article.

The two closest groups are joined first, whatever the order of the articles, as long as the mean score of their pairs
reaches `LEAST`, no pair scores less than `FLOOR`, and no article stands in both: an article that tells two attacks
apart keeps them apart.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence

from guetteur.records.merge.profile import Profile
from guetteur.records.merge.score import compare
from guetteur.records.merge.weights import FLOOR, LEAST, SURE
from guetteur.records.record import Link

_SAMPLE = 6
"""Members of a group, evenly taken, that stand for all of it in a comparison: a war may be in thousands of articles."""


def groups_of(profiles: Sequence[Profile], pairs: Iterable[tuple[int, int]]) -> list[tuple[list[int], list[Link]]]:
    """Groups of positions with the links that hold each together; a record that is alone makes a group without links.

    Args:
        profiles: in the order of their keys.
        pairs: positions to be compared.
    """
    scorer = _Scorer(profiles, pairs)
    links = scorer.links
    groups = _Clustering(profiles, scorer).run()
    held: defaultdict[int, list[tuple[tuple[int, int], Link]]] = defaultdict(list)
    group_of = {at: number for number, group in enumerate(groups) for at in group}
    for pair, link in links.items():
        if group_of[pair[0]] == group_of[pair[1]]:
            held[group_of[pair[0]]].append((pair, link))
    return [(group, _strongest(held[number])) for number, group in enumerate(groups)]


class _Scorer:
    """Links of pairs, in two passes: articles that share one event rather share the others too."""

    def __init__(self, profiles: Sequence[Profile], pairs: Iterable[tuple[int, int]]) -> None:
        self._profiles = profiles
        self._scores: dict[tuple[int, int], float] = {}
        self._shared: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        scores = {pair: compare(*self._both(pair)).score for pair in pairs}
        first = [pair for pair, score in scores.items() if score >= LEAST]
        for pair in first:
            if scores[pair] >= SURE and not profiles[pair[0]].war and self._same_news(pair):
                self._shared[self._articles(pair)].append(pair)
        records: defaultdict[int, list[int]] = defaultdict(list)
        for at, profile in enumerate(profiles):
            records[profile.article].append(at)
        again = {(min(a, b), max(a, b)) for x, y in self._shared for a in records[x] for b in records[y]}
        self.links = {p: link for p in sorted({*first, *again}) if (link := self._link(p)).score >= LEAST}

    def score(self, pair: tuple[int, int]) -> float:
        """The score of two positions, the smaller one first."""
        if pair not in self._scores:
            self._scores[pair] = self._link(pair).score
        return self._scores[pair]

    def _link(self, pair: tuple[int, int]) -> Link:
        others = (p for p in self._shared.get(self._articles(pair), ()) if not {*p} & {*pair})
        other = next(others, None)
        return compare(*self._both(pair), "" if other is None else self._profiles[other[0]].record.id)

    def _both(self, pair: tuple[int, int]) -> tuple[Profile, Profile]:
        return self._profiles[pair[0]], self._profiles[pair[1]]

    def _same_news(self, pair: tuple[int, int]) -> bool:
        """Whether both articles are of one day or the next: later ones share an event to tell another beside it."""
        one, other = (profile.published for profile in self._both(pair))
        return one is not None and other is not None and abs((one - other).days) <= 1

    def _articles(self, pair: tuple[int, int]) -> tuple[int, int]:
        one, other = sorted(profile.article for profile in self._both(pair))
        return one, other


class _Clustering:
    def __init__(self, profiles: Sequence[Profile], scorer: _Scorer) -> None:
        self._profiles = profiles
        self._scorer = scorer
        self._groups = {at: [at] for at in range(len(profiles))}
        self._articles = {at: {profile.article} for at, profile in enumerate(profiles)}
        self._near: defaultdict[int, set[int]] = defaultdict(set)
        self._heap: list[tuple[float, int, int, int, int]] = []
        for one, other in sorted(scorer.links):
            self._near[one].add(other)
            self._near[other].add(one)
            self._push(one, other)

    def run(self) -> list[list[int]]:
        """The groups, each in order, in the order of their first members."""
        number = len(self._profiles)
        while self._heap:
            *_, one, other = heapq.heappop(self._heap)
            if one in self._groups and other in self._groups:
                self._join(one, other, number)
                number += 1
        return sorted(self._groups.values())

    def _join(self, one: int, other: int, number: int) -> None:
        self._groups[number] = sorted(self._groups.pop(one) + self._groups.pop(other))
        self._articles[number] = self._articles.pop(one) | self._articles.pop(other)
        near = (self._near.pop(one) | self._near.pop(other)) - {one, other}
        self._near[number] = near
        for third in sorted(near):
            self._near[third] -= {one, other}
            self._near[third].add(number)
            self._push(number, third)

    def _push(self, one: int, other: int) -> None:
        if self._articles[one] & self._articles[other]:
            return
        pairs = [(min(a, b), max(a, b)) for a in _some(self._groups[one]) for b in _some(self._groups[other])]
        scores = [self._scorer.score(pair) for pair in pairs]
        mean = sum(scores) / len(scores)
        if mean >= LEAST and min(scores) >= FLOOR:
            first, second = sorted((self._groups[one][0], self._groups[other][0]))
            heapq.heappush(self._heap, (-mean, first, second, one, other))


def _some(members: Sequence[int]) -> Sequence[int]:
    if len(members) <= _SAMPLE:
        return members
    return [members[place * (len(members) - 1) // (_SAMPLE - 1)] for place in range(_SAMPLE)]


def _strongest(links: Iterable[tuple[tuple[int, int], Link]]) -> list[Link]:
    """The links of a maximum spanning tree (Kruskal): one for each record but the first."""
    root: dict[int, int] = {}

    def find(at: int) -> int:
        while root.get(at, at) != at:
            at = root[at]
        return at

    kept = []
    for (one, other), link in sorted(links, key=lambda each: (-each[1].score, each[0])):
        first, second = find(one), find(other)
        if first != second:
            root[second] = first
            kept.append(link)
    return kept
