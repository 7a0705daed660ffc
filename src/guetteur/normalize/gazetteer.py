"""The packaged GeoNames extract: places by folded name, found by bisection."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from guetteur.normalize.spelling import fold


class EntryKind(StrEnum):
    """What an entry is, as the packaged file writes it; a spot is a landmark with coordinates of its own."""

    TOWN = "P"
    REGION = "R"
    COUNTRY = "C"
    SPOT = "S"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that a name may mean; `listed` where our own lists give it that name, `main` where it is its own name."""

    name: str
    latitude: float
    longitude: float
    country: str
    admin1: str
    population: int
    geoname_id: int | None
    kind: EntryKind
    main: bool = True
    listed: bool = False


class Gazetteer:
    """Places above 500 inhabitants, fewer where many are listed (see data/README.md).

    Args:
        packed: the bytes that `scripts/build_gazetteer.py` writes.
    """

    def __init__(self, packed: bytes) -> None:
        places, _, names = gzip.decompress(packed).decode("utf-8").partition("\n\n")
        self._places = places.split("\n")
        self._names = names.split("\n")

    @classmethod
    @cache
    def packaged(cls) -> Gazetteer:
        """The one that ships, loaded once."""
        return cls(files("guetteur.normalize").joinpath("data/gazetteer.tsv.gz").read_bytes())

    def find(self, key: str) -> list[Entry]:
        """The places that bear a folded name, most inhabitants first."""
        at = bisect_left(self._names, f"{key}\t")
        if not key or at == len(self._names) or not self._names[at].startswith(f"{key}\t"):
            return []
        numbers = self._names[at].partition("\t")[2].split(",")
        entries = [self._entry(self._places[int(number)], key) for number in numbers]
        return sorted(entries, key=lambda entry: -entry.population)

    def country(self, code: str) -> Entry | None:
        """The capital's coordinates under the country's name; None where it has no town."""
        found = self.find(f"@{code}")
        return found[0] if found else None

    def _entry(self, line: str, key: str) -> Entry:
        name, latitude, longitude, country, admin1, population, geoname_id, kind = line.split("\t")
        return Entry(
            name,
            float(latitude),
            float(longitude),
            country,
            admin1,
            int(population),
            int(geoname_id),
            EntryKind(kind),
            main=fold(name) == key,
        )
