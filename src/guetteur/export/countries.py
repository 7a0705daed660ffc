"""Country codes and English names (ISO 3166-1), from the packaged GeoNames extract."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory of ISO 3166-1; Kosovo, which has no numeric code there, has 0."""

    name: str
    alpha3: str
    numeric: int


def country_of(alpha2: str) -> Country | None:
    """The country of a two-letter code; None for a code that GeoNames does not know."""
    return _countries().get(alpha2)


@cache
def _countries() -> dict[str, Country]:
    lines = files("guetteur.normalize").joinpath("data/country_codes.csv").read_text("utf-8").splitlines()
    return {row["alpha2"]: Country(row["name"], row["alpha3"], int(row["numeric"])) for row in csv.DictReader(lines)}
