"""`ged`: CSV with columns of the UCDP Georeferenced Event Dataset (UCDP GED). It is no UCDP data.

The codebook of UCDP GED (ged241.pdf, ged251.pdf) could not be read; what it says was taken from where others copy or
restate it, so every value below is second-hand:

- The 49 columns, in order: the header of GED 23.1, the layout that a loader gives to the Candidate release 24.0.1, and
  the header in a test of a loader of the bulk release with events of 2025. They agree.
- An event has at least one death: the Conflict Database Compass of the University of Lille, which quotes the codebook
  of 22.1, p. 4. Three types of violence (p. 6, same source); their numbers 1, 2 and 3: R package `ucdp` for 20.1.
- `where_prec`, 1 exact place, 2 within 25 km of a known point, 3 second-order and 4 first-order division, 5 a wider
  area, 6 country, 7 international waters or airspace, and `date_prec`, 1 day, 2 up to six days, 3 week, 4 month,
  5 year: R package `mapme.biodiversity` (`calc_fatalities_ucdp`), and for the places the comments of a replication
  script. They agree.
- `deaths_unknown` are the dead of unknown status, `best` the likeliest total, `low` and `high` the bounds,
  `event_clarity` 1 for an event that is fully identified and 2 for others: R package `ucdp` for 20.1.

Columns of ours stand behind UCDP's.

What the format cannot carry, and what is left empty:

- An event of GED has at least one death. Records without a number of dead have no row, nor have wars (`Campaign`),
  denied, planned and foiled events.
- `type_of_violence` is 1 where a state and another armed group are the sides, 2 where two other armed groups are, 3
  where civilians were attacked by either, and empty where a side is unknown. A war between two states is 1 too.
- `side_a` is the attacker and `side_b` who was attacked, in the text's names; UCDP writes a state as *Government of …*
  and puts it first.
- The dead are not told apart by side: all stand in `deaths_unknown`. `low` and `high` span every toll in the text;
  `high` is empty where one is open (*au moins*).
- `where_prec` 1 is a town, 2 near one, 6 a country. It is empty for a region, which UCDP tells apart as 3 or 4 by its
  rank and our gazetteer does not; `adm_1` and `adm_2` are empty for the same reason.
- `date_prec` 1 is a day, 2 up to six days, 3 a week, 4 a month, 5 a year; empty for more, which GED has no code for.
- `id` holds our record id. Every id, dyad, conflict, region, grid and Gleditsch-Ward column stays empty, as do
  `active_year`, `code_status` and `event_clarity`.
- GED has no column for who claims an event: see `claim`, `says`, `denies`, `confirmed`.
"""

from __future__ import annotations

from collections.abc import Sequence

from guetteur.export.actors import Side, actors_of, is_somebody, side_of, sides_of
from guetteur.export.countries import country_of
from guetteur.export.delimited import Cell, csv_bytes
from guetteur.export.formats import Export, left_empty, left_out, split_incidents
from guetteur.export.row import LIST, name_of, names, our_columns, outlets, urls
from guetteur.normalize.values import PlacePrecision, PlaceValue, TimePrecision, TimeValue
from guetteur.records.record import Record

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
OURS = (
    "claim", "says", "denies", "confirmed", "type", "target", "victims", "instruments", "killed_words",
    "injured_words", "date_words", "place_words", "quote", "score", "document", "merged_because",
)  # fmt: skip

_STATE_BASED, _NON_STATE, _ONE_SIDED = 1, 2, 3
_WHERE_PREC = {PlacePrecision.TOWN: 1, PlacePrecision.NEAR: 2, PlacePrecision.COUNTRY: 6}
_DATE_PREC = {TimePrecision.WEEK: 3, TimePrecision.MONTH: 4, TimePrecision.YEAR: 5}


def write(records: Sequence[Record]) -> Export:
    """One row for each incident with a number of dead."""
    incidents, losses = split_incidents(records)
    deadly = [record for record in incidents if record.best.killed and record.best.killed.value.best > 0]
    others = [record for record in incidents if record not in deadly]
    untyped = [record for record in deadly if _violence(record) is None]
    unlocated = [record for record in deadly if not (record.best.place and record.best.place.value)]
    return Export(
        csv_bytes((*COLUMNS, *OURS), map(_row, deadly)),
        len(deadly),
        (
            *losses,
            *left_out({"events without a number of dead": others} if others else {}),
            *left_empty("type_of_violence", "the kind of a side is unknown", untyped),
            *left_empty("latitude", "no place that is in the gazetteer", unlocated),
            "deaths are not told apart by side; ids, dyads, conflicts, region and event_clarity are always empty",
        ),
    )


def _row(record: Record) -> dict[str, Cell]:
    time = record.best.date.value if record.best.date else None
    point = record.best.place.value if record.best.place else None
    country = country_of(point.country) if point else None
    tolls = [toll.value for toll in record.tolls]
    highs = [value.high for value in tolls if value.high is not None]
    best = record.best.killed.value.best if record.best.killed else None
    return {
        "id": record.id,
        "year": time.start.year if time and time.start else None,
        "type_of_violence": _violence(record),
        "side_a": LIST.join(actors_of(record.attackers)),
        "side_b": _side_b(record),
        "number_of_sources": len(record.reports),
        "source_article": urls(record) or None,
        "source_office": outlets(record) or None,
        "source_date": LIST.join(r.published.isoformat() for r in record.reports if r.published) or None,
        "source_original": names(record.sources),
        "where_prec": _where_prec(point),
        "where_coordinates": point.name if point else None,
        "where_description": LIST.join(value.words for value in record.places),
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "geom_wkt": f"POINT ({point.longitude} {point.latitude})" if point else None,
        "country": country.name if country else None,
        "date_prec": _date_prec(time),
        "date_start": time.start.isoformat() if time and time.start else None,
        "date_end": time.end.isoformat() if time and time.end else None,
        "deaths_unknown": best,
        "best": best,
        "high": max(highs) if len(highs) == len(tolls) else None,
        "low": min(value.low for value in tolls),
        **{name: value for name, value in our_columns(record).items() if name in OURS},
    }


def _violence(record: Record) -> int | None:
    attackers = sides_of(record.attackers)
    attacked = sides_of((*record.targets, *record.victims))
    if not attackers or attackers - {Side.STATE, Side.ARMED}:
        return None
    if attacked == {Side.CIVILIAN}:
        return _ONE_SIDED
    fighting = (attackers | attacked) - {Side.CIVILIAN}
    if Side.UNKNOWN in fighting or not attacked & {Side.STATE, Side.ARMED}:
        return None
    return _STATE_BASED if Side.STATE in fighting else _NON_STATE


def _side_b(record: Record) -> str:
    attacked = (*record.victims, *record.targets)
    if sides_of(attacked) == {Side.CIVILIAN}:
        return "Civilians"
    fighting = [v for v in attacked if is_somebody(v) and side_of(v) in (Side.STATE, Side.ARMED)]
    return LIST.join(dict.fromkeys(map(name_of, fighting)))


def _where_prec(point: PlaceValue | None) -> int | None:
    return _WHERE_PREC.get(point.precision) if point else None


def _date_prec(time: TimeValue | None) -> int | None:
    if time is None or time.start is None or time.end is None:
        return None
    if time.precision in _DATE_PREC:
        return _DATE_PREC[time.precision]
    length = (time.end - time.start).days + 1
    if length == 1 and not time.approximate:
        return 1
    return next((code for days, code in ((6, 2), (7, 3), (31, 4), (366, 5)) if length <= days), None)
