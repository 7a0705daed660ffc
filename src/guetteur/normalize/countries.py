"""Countries with their French names and adjectives: what an article implies, and whose army it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from guetteur.normalize.spelling import fold
from guetteur.structured import build

# The C parser is ten times as fast where libyaml is there.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Country:
    """A line of `data/countries.yaml`: adjectives are masculine and feminine singular."""

    name: str
    adjectives: list[str] = field(default_factory=list)
    capital: str = ""
    also: list[str] = field(default_factory=list)
    territory: bool = False


def read_data(name: str) -> Any:
    """A packaged YAML file."""
    return yaml.load(files("guetteur.normalize").joinpath(f"data/{name}").read_text("utf-8"), _LOADER)


@cache
def countries() -> dict[str, Country]:
    """Every country by its ISO 3166-1 code."""
    return {code: build(Country, values, f"{code}.") for code, values in read_data("countries.yaml").items()}


@cache
def by_name() -> dict[str, str]:
    """Code by folded name."""
    return {fold(name): code for code, country in countries().items() for name in (country.name, *country.also)}


@cache
def by_adjective() -> dict[str, str]:
    """Code by folded adjective, singular and plural."""
    forms: dict[str, str] = {}
    for code, country in countries().items():
        for adjective in map(fold, country.adjectives):
            forms |= {adjective: code, f"{adjective}s": code, f"{adjective}e": forms.get(f"{adjective}e", code)}
    return forms


def adjectives_in(words: str) -> list[str]:
    """Codes of the countries whose adjectives stand in the words; *turco-syrienne* gives Syria alone.

    >>> adjectives_in("province mozambicaine de Cabo Delgado")
    ['MZ']
    """
    return [by_adjective()[key] for word in _WORD.findall(words) if (key := fold(word)) in by_adjective()]
