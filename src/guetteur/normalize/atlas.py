"""Every place that a French name may mean: our own lists of countries, exonyms and regions, then the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from guetteur.normalize.countries import by_name, countries, read_data
from guetteur.normalize.gazetteer import Entry, EntryKind, Gazetteer
from guetteur.normalize.spelling import fold, foreign_spellings

_KINDS = {"region": EntryKind.REGION, "town": EntryKind.TOWN, "near": EntryKind.SPOT}
# A region weighs as much as a large town where a name may mean either.
_REGION_POPULATION = 500_000


class Atlas:
    """Places by name.

    Args:
        gazetteer: the towns of the world.
        exonyms: `towns`, `regions` and `areas` as in `data/exonyms.yaml`.
    """

    def __init__(self, gazetteer: Gazetteer, exonyms: Mapping[str, Any]) -> None:
        self._gazetteer = gazetteer
        self._listed: dict[str, list[Entry]] = {}
        self._exonyms = exonyms
        for name, entry in (*self._countries(), *self._towns(), *self._regions(), *self._areas()):
            self._listed.setdefault(fold(name), []).append(entry)

    @classmethod
    @cache
    def packaged(cls) -> Atlas:
        """The one that ships, built once."""
        return cls(Gazetteer.packaged(), read_data("exonyms.yaml"))

    def listed(self, name: str) -> list[Entry]:
        """What our own lists mean by a name."""
        return self._listed.get(fold(name), [])

    def find(self, name: str) -> list[Entry]:
        """Everything a name may mean, what is listed first; each place once."""
        listed = self.listed(name)
        seen = {entry.geoname_id for entry in listed if entry.kind is EntryKind.TOWN}
        return [*listed, *(entry for entry in self._gazetteer.find(fold(name)) if entry.geoname_id not in seen)]

    def respelled(self, name: str) -> list[Entry]:
        """What other spellings of the same sounds may mean, under the name that was asked for."""
        found = [entry for key in foreign_spellings(name) for entry in self._gazetteer.find(key)]
        return [replace(entry, main=False) for entry in dict.fromkeys(found) if entry.kind is EntryKind.TOWN]

    def country(self, code: str) -> Entry | None:
        """A country under its French name."""
        return next((entry for entry in self.listed(countries()[code].name) if entry.kind is EntryKind.COUNTRY), None)

    def capital(self, code: str) -> Entry | None:
        """The capital of a country under its French name."""
        towns = (entry for entry in self.find(countries()[code].capital) if entry.country == code)
        return next((entry for entry in towns if entry.kind is EntryKind.TOWN), None)

    def unknown_seats(self) -> list[str]:
        """Names in the exonyms whose town the gazetteer lacks, to be repaired in the file."""
        seats = [(code, seat) for code, names in self._exonyms["towns"].items() for seat in names.values()]
        seats += [(code, _many(seat)[0]) for code, names in self._exonyms["regions"].items() for seat in names.values()]
        return [f"{code} {seat}" for code, seat in seats if not self._town(seat, code)]

    def _town(self, name: str, code: str) -> Entry | None:
        name = self._exonyms["towns"].get(code, {}).get(name, name)
        towns = [e for e in self._gazetteer.find(fold(name)) if e.country == code and e.kind is EntryKind.TOWN]
        return max(towns, key=lambda entry: (entry.main, entry.population), default=None)

    def _countries(self) -> Iterator[tuple[str, Entry]]:
        for name, code in by_name().items():
            if entry := self._gazetteer.country(code):
                yield name, replace(entry, name=countries()[code].name, listed=True)

    def _towns(self) -> Iterator[tuple[str, Entry]]:
        for code, names in self._exonyms["towns"].items():
            for name, town in names.items():
                if entry := self._town(town, code):
                    yield name, replace(entry, name=name, listed=True, main=True)

    def _regions(self) -> Iterator[tuple[str, Entry]]:
        for code, names in self._exonyms["regions"].items():
            for name, value in names.items():
                seat, *others = _many(value)
                if not (entry := self._town(seat, code)):
                    continue
                # A region called like its seat weighs nothing: the bare name means the town.
                namesake = fold(name) == fold(entry.name)
                region = replace(
                    entry,
                    name=name,
                    population=0 if namesake else _REGION_POPULATION,
                    geoname_id=None,
                    kind=EntryKind.REGION,
                    listed=True,
                    main=True,
                )
                yield from ((spelled, region) for spelled in (name, *others))

    def _areas(self) -> Iterator[tuple[str, Entry]]:
        for name, (latitude, longitude, country, precision, *others) in self._exonyms["areas"].items():
            kind = _KINDS[precision]
            entry = Entry(name, latitude, longitude, country, "", _REGION_POPULATION, None, kind, listed=True)
            yield from ((spelled, entry) for spelled in (name, *others))


def _many(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
