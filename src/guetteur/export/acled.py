"""`acled`: CSV with the columns of ACLED, for tools that read ACLED files. It is no ACLED data.

Sources: ACLED's codebook (2024) in a stored copy of its web page: tables 1 and 2 and the sections on spatial
precision, time precision, reported fatalities, civilian targeting and disrupted weapons use; the contents list of the
edition of 7 October 2024 has the same event and sub-event types; columns and order also in a copy of its table of
columns and in rows of ACLED files that others' scripts hold. One value differs between them: the codebook writes
*Civilians targeted*, the files *Civilian targeting*. This module writes what the files hold, for tools filter on it.
Not verified: the codebook's page itself, and changes after 2024. Columns of ours stand behind ACLED's own.

What the format cannot carry, and what is left empty:

- Wars (`Campaign`), denied and planned events have no row. A foiled strike, shelling or bombing is *Disrupted weapons
  use*, as ACLED codes an interception or a defusal; other foiled events have no row.
- ACLED's *Attack* is violence against civilians and its *Armed clash* is between armed groups. Where the text does not
  say which was attacked, event and sub-event type stay empty.
- `event_id_cnty` holds our record id. `admin1` is given where the place is itself a region. `region`, `inter1`,
  `inter2`, `interaction`, `admin2`, `admin3`, `source_scale`, `tags` and `timestamp` stay empty: they take a coder's
  knowledge of the conflict, or exist only in ACLED's own data.
- Actor names are the text's, not ACLED's list of names. The attacker is `actor1`, though for ACLED the order means
  nothing. A building or a vehicle is no actor: it stands in `target`.
- ACLED records no event that is known only to the country or to more than a month: the row is kept, its coordinates or
  its date stay empty.
- `fatalities` is the lowest of the figures given, of those of the last article that has any, and 0 where none is:
  ACLED's rules, with *several* read as 3. The words of all stand in `killed_words`.
- ACLED has no column for who claims an event: see `claim`, `says`, `denies`, `confirmed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from guetteur.export.acled_types import only_civilians, types_of
from guetteur.export.actors import Side, actors_of, is_somebody, side_of
from guetteur.export.countries import Country, country_of
from guetteur.export.delimited import Cell, csv_bytes
from guetteur.export.formats import Export, left_empty, left_out, split_incidents
from guetteur.export.row import LIST, name_of, names, our_columns, outlets, quote
from guetteur.normalize.counts import ACLED, normalize_count
from guetteur.normalize.values import NameValue, PlacePrecision, PlaceValue, TimePrecision, TimeValue
from guetteur.records.record import Record, Value

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
OURS = (
    "claim", "says", "denies", "confirmed", "target", "victims", "instruments", "killed_words", "injured_words",
    "date_words", "place_words", "score", "document", "reports", "merged_because",
)  # fmt: skip

_GEO_PRECISION = {PlacePrecision.TOWN: 1, PlacePrecision.NEAR: 2, PlacePrecision.REGION: 3}
_CONVENTION = replace(ACLED, several=3)
_WEEK, _MONTH = 7, 31


def write(records: Sequence[Record]) -> Export:
    """One row for each incident."""
    incidents, losses = split_incidents(records, foiled_too=True)
    kept = [record for record in incidents if types_of(record) is not None]
    stopped = [record for record in incidents if types_of(record) is None]
    rows = [_row(record) for record in kept]
    by_id = {record.id: record for record in kept}
    empty = {name: [by_id[str(r["event_id_cnty"])] for r in rows if r[name] is None] for name in _REASONS}
    return Export(
        csv_bytes((*COLUMNS, *OURS), rows),
        len(rows),
        (
            *losses,
            *left_out({"foiled events without a code": stopped} if stopped else {}),
            *(loss for name, why in _REASONS.items() for loss in left_empty(name, why, empty[name])),
            "region, inter1, inter2, interaction, admin2, admin3, source_scale, tags and timestamp are always empty",
        ),
    )


_REASONS = {
    "event_date": "no date, or none within a month",
    "latitude": "no place, or only a country",
    "event_type": "the text does not say whether civilians or an armed group were attacked",
}


def _row(record: Record) -> dict[str, Cell]:
    disorder, event, sub_event = types_of(record) or (None, None, None)
    day, precision = _day(record.best.date.value if record.best.date else None)
    point = record.best.place.value if record.best.place else None
    country = country_of(point.country) if point else None
    first, *allies = actors_of(record.attackers) or [""]
    second, *others = _attacked(record, country) or [""]
    return {
        "event_id_cnty": record.id,
        "event_date": day.isoformat() if day else None,
        "year": day.year if day else None,
        "time_precision": precision,
        "disorder_type": disorder,
        "event_type": event,
        "sub_event_type": sub_event,
        "actor1": first,
        "assoc_actor_1": LIST.join(allies),
        "actor2": second,
        "assoc_actor_2": LIST.join(others),
        "civilian_targeting": "Civilian targeting" if only_civilians(record, event) else None,
        "iso": country.numeric if country else None,
        "country": country.name if country else None,
        **_location(point),
        "source": LIST.join(filter(None, (outlets(record), names(record.sources)))),
        "notes": quote(record),
        "fatalities": _fatalities(record),
        **{name: value for name, value in our_columns(record).items() if name in OURS},
    }


def _attacked(record: Record, country: Country | None) -> list[str]:
    """Who was attacked: named groups, then *Civilians (country)* as ACLED calls everybody else who is no fighter."""
    attacked = (*record.targets, *record.victims)
    people = [value for value in attacked if is_somebody(value)]
    groups = [name_of(v) for v in people if side_of(v) in (Side.STATE, Side.ARMED) or _is_other_group(v)]
    if any(side_of(value) is Side.CIVILIAN for value in attacked):
        groups.append(f"Civilians ({country.name})" if country else "Civilians")
    return list(dict.fromkeys(groups))


def _is_other_group(value: Value[NameValue]) -> bool:
    """A named group that is neither a state's nor a fighting one (*casques bleus* are the UN's)."""
    return value.value is not None and side_of(value) is Side.UNKNOWN


def _location(point: PlaceValue | None) -> dict[str, Cell]:
    if point is None or point.precision is PlacePrecision.COUNTRY:
        return {"admin1": None, "location": None, "latitude": None, "longitude": None, "geo_precision": None}
    return {
        # The gazetteer knows the divisions of its towns by code alone.
        "admin1": point.name if point.precision is PlacePrecision.REGION else None,
        "location": point.name,
        "latitude": round(point.latitude, 4),
        "longitude": round(point.longitude, 4),
        "geo_precision": _GEO_PRECISION[point.precision],
    }


def _day(time: TimeValue | None) -> tuple[date | None, int | None]:
    """The date and its precision: the middle of a week or month that is all the text gives, nothing wider."""
    if time is None or time.start is None or time.end is None:
        return None, None
    length = (time.end - time.start).days + 1
    if length > _MONTH:
        return None, None
    middle = time.start + timedelta(days=(length - 1) // 2)
    if time.precision is TimePrecision.DAY and not time.approximate:
        return time.start, 1
    return middle, 2 if length <= _WEEK else 3


def _fatalities(record: Record) -> int:
    figures = []
    for toll in record.latest_tolls:
        read = (normalize_count(words_of_one, _CONVENTION) for words_of_one in toll.words)
        figures.append(sum(value.best for value in read if value))
    return min(figures, default=0)
