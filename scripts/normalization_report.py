"""Print how often the normalised values are right, by kind and part of the hand-checked tables."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from guetteur.normalize import PlaceResolver, normalize_count, normalize_name, normalize_time
from guetteur.normalize.spelling import fold

TABLES = Path(__file__).resolve().parent.parent / "tests" / "normalize" / "tables"
Row = Mapping[str, str]


def time_row(row: Row) -> tuple[str, str]:
    """Interval and precision."""
    value = normalize_time(row["words"], date.fromisoformat(row["published"]) if row["published"] else None)
    return f"{row['expected']} {row['precision']}".strip(), f"{value.iso} {value.precision}" if value else ""


def count_row(row: Row) -> tuple[str, str]:
    """Low, best and high; an unbounded high is empty."""
    value = normalize_count(row["words"])
    said = (value.low, value.best, "" if value.high is None else value.high) if value else ()
    return f"{row['low']} {row['best']} {row['high']}".strip(), " ".join(map(str, said)).strip()


def place_row(row: Row) -> tuple[str, str]:
    """Folded name, country and precision, beside the other places of the article."""
    value = PlaceResolver().resolve([row["words"], *filter(None, row["others"].split("; "))])[0]
    said = f"{fold(value.name)} {value.country} {value.precision}" if value else ""
    return f"{fold(row['name'])} {row['country']} {row['precision']}".strip(), said


def name_row(row: Row) -> tuple[str, str]:
    """Canonical name and kind."""
    value = normalize_name(row["words"], row["role"])
    return f"{row['name']} {row['kind']}".strip(), f"{value.name} {value.kind}" if value else ""


# A further kind is a line here and a table of its name: from a row to what it expects and what the code says, as texts.
KINDS: dict[str, Callable[[Row], tuple[str, str]]] = {
    "times": time_row, "counts": count_row, "places": place_row, "names": name_row,
}  # fmt: skip


def judged(kind: str) -> Iterator[tuple[str, str, str, str]]:
    """Words, part, expected and said value of every row."""
    for row in csv.DictReader((TABLES / f"{kind}.csv").read_text("utf-8").splitlines()):
        yield row["words"], row["part"], *KINDS[kind](row)


def main(errors: bool = False) -> None:
    """Wrong cells and empty ones are told apart: an empty cell is checked by a reader, a wrong one is not."""
    table = Table("kind", "part", "rows", "right", "wrong", "missing", "accuracy")
    for kind in KINDS:
        seen: dict[str, Counter[str]] = {}
        for words, part, expected, said in judged(kind):
            seen.setdefault(part, Counter())["right" if said == expected else "wrong" if said else "missing"] += 1
            if errors and said != expected:
                typer.echo(f"{kind} {part}: {words!r}: expected {expected!r}, got {said!r}")
        for part, n in sorted(seen.items()):
            cells = (n.total(), n["right"], n["wrong"], n["missing"], f"{100 * n['right'] / n.total():.1f}")
            table.add_row(kind, part, *map(str, cells))
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
