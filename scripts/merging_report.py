"""Print how well records of several articles are merged, on the hand-made groups of `data/merging`.

Groups with an even number are the dev half, on which rules and weights were chosen, odd ones the test half. All
articles of a half are merged together, so that events of different groups can be confused too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from guetteur.corpus.notation import read_notation
from guetteur.document import Document, Span
from guetteur.records.build import records_of
from guetteur.records.merge.profile import profiles_of
from guetteur.records.merge.run import merge_records
from guetteur.records.merge.score import compare
from guetteur.records.record import Record
from guetteur.scoring.assignment import best_assignment
from guetteur.scoring.clusters import b_cubed
from guetteur.scoring.counts import Scores

FOLDER = Path(__file__).resolve().parent.parent / "data" / "merging"
Article = tuple[Document, list[Record]]
Partition = list[frozenset[str]]
Merging = Callable[[Sequence[Article]], Partition]


def merged(articles: Sequence[Article]) -> Partition:
    """Our own groups of record ids."""
    return [frozenset(report.record for report in record.reports) for record in merge_records(articles)]


def same_day_and_town(articles: Sequence[Article]) -> Partition:
    """The baseline: incidents of one day in places of one name are one event, and so is what they lead to."""
    profiles = [p for at, (doc, records) in enumerate(articles) for p in profiles_of(at, doc, records)]
    groups = {profile.record.id: {profile.record.id} for profile in profiles}
    for one, other in combinations(profiles, 2):
        met = any(a.gap(b) == 0 for a in one.narrow for b in other.narrow) and one.places & other.places
        if met and one.war == other.war and groups[one.record.id] is not groups[other.record.id]:
            groups[one.record.id] |= groups[other.record.id]
            groups |= dict.fromkeys(groups[one.record.id], groups[one.record.id])
    return list({min(group): frozenset(group) for group in groups.values()}.values())


def unmerged(articles: Sequence[Article]) -> Partition:
    """Every record for itself."""
    return [frozenset([record.id]) for _, records in articles for record in records]


# A further way to merge is a line here.
WAYS: dict[str, Merging] = {"guetteur": merged, "same day and town": same_day_and_town, "not merged": unmerged}


def load(folder: Path) -> list[Document]:
    """The articles of the set.

    Raises:
        typer.BadParameter: a file is not well formed, or there is none.
    """
    documents: list[Document] = []
    for path in sorted(folder.glob("*.txt")):
        found, problems = read_notation(path)
        for problem in problems:
            typer.echo(str(problem), err=True)
        documents += found
    if not documents:
        raise typer.BadParameter(f"{folder}: no articles in notation (*.txt)")
    return documents


def group_of(id: str) -> str:
    """The group of an article or record id (`m07-b#e1` is of `m07`)."""
    return id.partition("#")[0].rpartition("-")[0]


def is_even(id: str) -> bool:
    """Whether it belongs to the dev half."""
    digits = re.search(r"\d+", group_of(id))
    return digits is not None and int(digits[0]) % 2 == 0


def gold_partition(articles: Sequence[Article]) -> Partition:
    """Records of one group with one cluster name are one event."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for record in (record for _, records in articles for record in records):
        groups[f"{group_of(record.document)}#{record.id.partition('#')[2]}"].add(record.id)
    return [frozenset(group) for group in groups.values()]


def pairs(partition: Partition) -> set[tuple[str, str]]:
    """Pairs of records of different articles that are one event."""
    found = (pair for group in partition for pair in combinations(sorted(group), 2))
    return {(one, other) for one, other in found if one.partition("#")[0] != other.partition("#")[0]}


def aligned(gold: Sequence[Article], found: Sequence[Article]) -> list[Article]:
    """The found records under the ids of the gold records whose triggers they share; others keep a foreign id."""
    result = []
    for (document, golds), (_, records) in zip(gold, found, strict=True):
        names = {r.id: g.id for g, r in best_assignment(golds, records, _shared)}
        result.append((document, [_renamed(r, names.get(r.id, f"{r.id}?")) for r in records]))
    return result


def _renamed(record: Record, id: str) -> Record:
    return replace(record, id=id, reports=tuple(replace(report, record=id) for report in record.reports))


def _shared(gold: Record, found: Record) -> float:
    spans: tuple[Sequence[Span], Sequence[Span]] = [m.span for m in gold.mentions], [m.span for m in found.mentions]
    both = sum(any(a.overlaps(b) for b in spans[1]) for a in spans[0])
    return 2 * both / (len(spans[0]) + len(spans[1]))


def figures(gold: Partition, found: Partition) -> list[str]:
    """Pairs, B-cubed and groups all right, as cells."""
    scores = Scores.of_sets(pairs(gold), pairs(found))
    cubed = b_cubed(gold, found)
    numbers = [scores.precision, scores.recall, scores.f1, cubed.precision, cubed.recall, cubed.f1]
    right = right_groups(gold, found)
    share = f"{sum(right.values())}/{len(right)} = {100 * sum(right.values()) / len(right):.1f}"
    return [*(f"{100 * number:.1f}" for number in numbers), share]


def right_groups(gold: Partition, found: Partition) -> dict[str, bool]:
    """Whether every event of a group is as in gold, with nothing of another group."""
    wanted, given = set(gold), set(found)
    touched: defaultdict[str, bool] = defaultdict(lambda: True)
    for part, other in ((wanted, given), (given, wanted)):
        for event in part:
            for id in event:
                touched[group_of(id)] &= event in other
    return dict(touched)


def mistakes(articles: Sequence[Article], gold: Partition, found: Partition) -> Iterator[str]:
    """Wrong and missed pairs, each with what was found about it."""
    profiles = {p.record.id: p for at, (doc, records) in enumerate(articles) for p in profiles_of(at, doc, records)}
    for name, wrong in (("wrong", pairs(found) - pairs(gold)), ("missed", pairs(gold) - pairs(found))):
        for one, other in sorted(wrong):
            if one in profiles and other in profiles:
                link = compare(profiles[one], profiles[other])
                yield f"{name} {link.score:+.1f} {link.sentence}"


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of the articles in notation.")] = FOLDER,
    extract: Annotated[bool, typer.Option("--extract", help="On the model's events instead of the annotated.")] = False,
    model: Annotated[str | None, typer.Option(help="Model folder; the packaged model if left out.")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List the wrong and missed pairs of the dev half.")] = False,
    part: Annotated[str, typer.Option(help="dev, test or both.")] = "both",
) -> None:
    """Pairs of records over articles, B-cubed over records, and the share of groups in which every event is right."""
    documents = load(folder)
    table = Table("part", "articles", "records", "way", "pairs P", "R", "F1", "B³ P", "R", "F1", "groups right")
    for name, wanted in (("dev (even)", True), ("test (odd)", False)):
        if part != "both" and not name.startswith(part):
            continue
        chosen = [document for document in documents if is_even(document.id) is wanted]
        if not chosen:
            continue
        gold_articles = [(document, records_of(document)) for document in chosen]
        articles: Sequence[Article] = gold_articles
        if extract:
            from guetteur.extractor import EventExtractor

            found = EventExtractor.from_pretrained(model).stream([document.with_events(()) for document in chosen])
            articles = aligned(gold_articles, [(document, records_of(document)) for document in found])
        gold = gold_partition(gold_articles)
        for way, merge in WAYS.items():
            records = sum(len(records) for _, records in articles)
            table.add_row(name, str(len(chosen)), str(records), way, *figures(gold, merge(articles)))
        if errors and wanted:
            for line in mistakes(articles, gold, merged(articles)):
                typer.echo(line)
    Console(width=130).print(table)


if __name__ == "__main__":
    typer.run(main)
