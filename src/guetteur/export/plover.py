"""`plover`: JSON lines with the field names of PLOVER, the ontology of the POLECAT data.

Sources, both read in stored copies of their repositories:

- *PLOVER: Event, Actor and Data Interchange Specification*, draft 0.8, Open Event Data Alliance 2021
  (openeventdata/PLOVER, `PLOVER_MANUAL.tex`): field names (chapter 5, tables "PLOVER JSON", "Information object for
  actors", "for citations", "Location object"), sector codes (4.2), `dead` and `injured` (3.16), the contexts `negation`
  and `hypothetical` (2.3), the ASSAULT modes `abduct`, `primitive`, `firearms`, `explosives`, `suicide-attack` and
  `heavy-weapons` (table "ASSAULT modes"). ASSAULT is material conflict (3.16), whose number is 4 in the table of quad
  categories of draft 0.7b1.
- The category definitions of NGEC, the coder by an author of PLOVER (ahalterman/NGEC-2025,
  `setup/hf_release/definitions.json`, 2025). Its ASSAULT modes are those of the manual without `sideAB`, and
  `aerial` (manned aircraft), `drone` (unmanned ones) and `crowd-control`, which neither draft has.

Not verified: the codebook of the POLECAT data itself. The numbers of chapters and sections are counted in the source,
for no printed copy was at hand. Fields of ours stand under `guetteur`: the manual invites further fields.

What the format cannot carry, and what is left out:

- PLOVER requires a date and a source actor. Where the text gives none the field is missing.
- Every event is ASSAULT (abductions too, as mode `abduct`). Modes follow the type: `firearms` only where a firearm
  is named, `primitive` for blades, stones and clubs, none for `Attack`. An air strike is `drone` or `aerial` where the
  text says which; where it does not (*frappe*) there is no mode.
- Denied events have the context `negation`, planned ones `hypothetical`. The manual (2.3) wants a threat as THREATEN
  rather than as ASSAULT with `hypothetical`, but a threat is not told apart from a fear or a forecast here. Foiled
  and claimed events have no field: see `guetteur`.
- Wars are records with `background` under `guetteur`.
- Actor codes are countries and need knowledge that is not in the text; `sector` is given where the words name
  a government, an army, the police, a gang, the press or civilians. Whether an armed group is REB, PRM or UAF stays
  open. `identifier_text` is our French canonical name; the manual would like Wikidata's English one.
- Both parties to a fight are sources, as in PLOVER; the mode `sideAB` is not used.
- `cite_info` is the first article's; all that report an event stand under `guetteur`, with the reasons for merging.
- `dead` and `injured` are best figures; the tolls in words stand under `guetteur`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from guetteur.export.actors import Side, side_of
from guetteur.export.countries import country_of
from guetteur.export.formats import Export, left_empty
from guetteur.export.row import name_of, toll_words
from guetteur.normalize.values import NameValue, PlaceValue
from guetteur.ontology import EventType, Factuality
from guetteur.records.record import Record, Value

_CATEGORY, _MATERIAL_CONFLICT = "ASSAULT", 4
_MODES = {
    EventType.SHELLING_MISSILE: "heavy-weapons",
    EventType.BOMBING: "explosives",
    EventType.ABDUCTION: "abduct",
}
_WEAPONS = {"firearm": "firearms", "blade": "primitive", "blunt": "primitive"}
_AIRCRAFT = {"drone": "drone", "aircraft": "aerial", "aerial_bomb": "aerial"}
_CONTEXTS = {str(Factuality.DENIED): "negation", str(Factuality.PLANNED): "hypothetical"}
_SECTORS = {"state": "GOV", "military": "MIL", "police": "COP", "media": "JRN", "gang": "CRM"}


def write(records: Sequence[Record]) -> Export:
    """One line for each record."""
    lines = [json.dumps(_event(record), ensure_ascii=False) + "\n" for record in records]
    undated = [record for record in records if _day(record) is None]
    nameless = [record for record in records if not record.attackers]
    losses = (
        *left_empty("date", "the text gives no date", undated),
        *left_empty("source", "the text names no attacker", nameless),
        "claimed and foiled events have no field of PLOVER; actor codes are always missing",
    )
    return Export("".join(lines).encode("utf-8"), len(records), losses)


def _event(record: Record) -> dict[str, Any]:
    time = record.best.date.value if record.best.date else None
    point = record.best.place.value if record.best.place else None
    fields = {
        "id": record.id,
        "date": _day(record),
        "enddate": time.end.isoformat() if time and time.end and time.end != time.start else None,
        "source": [_actor(value) for value in record.attackers],
        "recipient": [_actor(value) for value in (*record.targets, *record.victims)],
        "event": [_CATEGORY],
        "mode": _modes(record),
        "context": [_CONTEXTS[record.claim.kind]] if record.claim.kind in _CONTEXTS else None,
        "quad_code": _MATERIAL_CONFLICT,
        "dead": record.best.killed.value.best if record.best.killed else None,
        "injured": record.best.injured.value.best if record.best.injured else None,
        "event_loc": _location(point) if point else None,
        "event_text": [quote.text for quote in record.quotes],
        "cite_info": _citation(record),
        "guetteur": {
            "type": record.type,
            "claim": record.claim.kind,
            "says": record.claim.says,
            "denies": record.claim.denies,
            "confirmed": record.claim.confirmed,
            "background": record.background,
            "killed": toll_words(record.tolls),
            "injured": toll_words(record.injury_tolls),
            "score": round(record.score, 3),
            **(_reports(record) if record.merged else {}),
        },
    }
    return {name: value for name, value in fields.items() if value not in (None, [], {})}


def _day(record: Record) -> str | None:
    time = record.best.date.value if record.best.date else None
    return time.start.isoformat() if time and time.start else None


def _modes(record: Record) -> list[str]:
    kind = EventType(record.type)
    named = [value.value.kind for value in record.instruments if value.value]
    told = " ".join((*(v.words for v in record.instruments), *(m.words for m in record.mentions))).casefold()
    if kind is EventType.ARMED_ASSAULT:
        return list(dict.fromkeys(_WEAPONS[each] for each in named if each in _WEAPONS))
    if kind is EventType.AIR_DRONE_STRIKE:
        modes = list(dict.fromkeys(_AIRCRAFT[each] for each in named if each in _AIRCRAFT))
        return modes or (["drone"] if "drone" in told else ["aerial"] if "aérien" in told else [])
    modes = [_MODES[kind]] if kind in _MODES else []
    if kind is EventType.BOMBING and ("suicide" in told or "kamikaze" in told):
        modes.append("suicide-attack")
    return modes


def _actor(value: Value[NameValue]) -> dict[str, str]:
    actor = {"actor_text": value.words}
    if value.value:
        actor["identifier_text"] = name_of(value)
    sector = _SECTORS.get(value.value.kind) if value.value else None
    sector = sector or ("CVL" if side_of(value) is Side.CIVILIAN else None)
    return actor | ({"sector": sector} if sector else {})


def _location(point: PlaceValue) -> dict[str, Any]:
    country = country_of(point.country)
    fields = {
        "geonameid": point.geoname_id,
        "name": point.name,
        "latitude": point.latitude,
        "longitude": point.longitude,
        "country code": point.country,
        "cc3": country.alpha3 if country else None,
        "admin1 code": point.admin1,
    }
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _reports(record: Record) -> dict[str, Any]:
    cited = [
        {"document": report.document, "published": report.published and report.published.isoformat(),
         "publication": report.outlet, "url": report.url, "claim": report.claim.kind}
        for report in record.reports
    ]  # fmt: skip
    reports = [{name: value for name, value in each.items() if value} for each in cited]
    return {"reports": reports, "merged_because": [link.sentence for link in record.links]}


def _citation(record: Record) -> dict[str, str]:
    fields = {"url": record.url, "language": "fr", "publication": record.outlet, "coder": "guetteur"}
    return {name: value for name, value in fields.items() if value}
