"""Records for people: a table, and under it the sentences that each row can be checked against."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from guetteur.export.row import documents, names, quote, toll_words, words
from guetteur.ontology import Factuality
from guetteur.records.record import DISPUTED, Record, Toll

_COLUMNS = ("event", "what", "when, where", "who → whom", "dead, injured", "claim")


def records_table(title: str, records: Sequence[Record], whole_ids: bool = False) -> Group:
    """Some records, one document's or those of several. Cells wrap, nothing is cut.

    Args:
        title: stands above the table.
        records: its rows.
        whole_ids: whether the first column names the document too.
    """
    table = Table(title=title, title_justify="left", show_lines=True)
    for name in _COLUMNS:
        table.add_column(name, overflow="fold")
    quotes = []
    for record in records:
        event = record.id if whole_ids else record.id.rpartition("#")[2]
        cells = (event, _what(record), _when_where(record), _whom(record), _casualties(record), _claim(record))
        # Text, not str: square brackets of an article are no markup.
        table.add_row(*(Text(cell) for cell in cells))
        quotes.append(Text(f"{event}: {quote(record)}"))
        quotes += [Text(f"    merged because {link.sentence}") for link in record.links]
    return Group(table, *quotes)


def _what(record: Record) -> str:
    lines = [record.type, names(record.instruments), "background" if record.background else ""]
    lines += [f"{len(record.reports)} reports: {documents(record)}" if record.merged else ""]
    return "\n".join([*filter(None, lines), f"score {record.score:.2f}"])


def _when_where(record: Record) -> str:
    date, place = record.best.date, record.best.place
    when = f"{date.words} = {date.value.iso}" if date and date.value else words(record.times)
    where = words(record.places) or (place.words if place else "")
    point = place.value if place else None
    found = f"= {point.name} ({point.country}, {point.precision})" if point else ""
    return "\n".join(filter(None, (when, where, found)))


def _whom(record: Record) -> str:
    whom = "; ".join(filter(None, (words(record.targets), words(record.victims))))
    return f"{names(record.attackers) or '?'} → {whom or '?'}"


def _casualties(record: Record) -> str:
    lines = [_toll("dead", record.best.killed, toll_words(record.tolls))]
    lines += [_toll("injured", record.best.injured, toll_words(record.injury_tolls))]
    return "\n".join(filter(None, lines))


def _toll(name: str, best: Toll | None, told: str | None) -> str:
    return f"{name} {best.value.best}: {told}" if best else ""


def _claim(record: Record) -> str:
    says, denies = ", ".join(record.claim.says), ", ".join(record.claim.denies)
    parts = [record.claim.kind]
    if says:
        parts.append(f"by {says}" if record.claim.kind == Factuality.CLAIMED else f"according to {says}")
    if denies and record.claim.kind in (DISPUTED, Factuality.DENIED):
        parts.append(f"denied by {denies}")
    return "; ".join(parts) + (" (confirmed)" if record.claim.confirmed and says else "")
