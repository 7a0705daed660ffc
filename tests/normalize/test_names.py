from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.normalize.countries import read_data
from guetteur.normalize.names import Names, normalize_name
from guetteur.ontology import Role


def one(words: str, role: str = "") -> tuple[str, str] | None:
    value = normalize_name(words, role)
    return (value.name, value.kind) if value else None


@pytest.mark.parametrize(
    "words", ["Daech", "DAESH", "groupe État islamique", "jihadistes de l’EI", "l'organisation Etat islamique"]
)
def test_aliases_give_one_neutral_name(words: str) -> None:
    assert one(words) == ("État islamique", "armed_group")


@pytest.mark.parametrize("words", ["entité sioniste", "l'ennemi sioniste", "régime sioniste", "Israël"])
def test_loaded_names_give_the_neutral_one(words: str) -> None:
    assert one(words, Role.ATTACKER) == ("Israël", "state")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("une dizaine d'hommes du Hamas", "Hamas"),
        ("GSIM", "Groupe de soutien à l'islam et aux musulmans"),
        ("JNIM", "Groupe de soutien à l'islam et aux musulmans"),
        ("État islamique au Sahel", "État islamique au Grand Sahara"),
        ("forces spéciales américaines", "armée américaine"),
        ("deux soldats ukrainiens", "armée ukrainienne"),
        ("Tsahal", "armée israélienne"),
        ("police italienne", "police italienne"),
        ("président turc", "Turquie"),
        ("gouvernement du Mali", "Mali"),
        ("CJNG", "Cartel de Jalisco nouvelle génération"),
    ],
)
def test_actors_have_their_name(words: str, expected: str) -> None:
    value = normalize_name(words, Role.ATTACKER)
    assert value and value.name == expected


@pytest.mark.parametrize(
    "words",
    ["hommes armés", "armée", "police", "ennemi", "Français", "colons israéliens", "raid", "groupe jihadiste", ""],
)
def test_what_names_nobody_has_no_name(words: str) -> None:
    assert one(words, Role.ATTACKER) is None


@pytest.mark.parametrize(
    "words",
    [
        "otages du Hamas",
        "avocat du Hamas",
        "siège de l'ONU",
        "site de missiles du Hezbollah",
        "dizaine de positions du PKK",
        "ex-bureaux de Charlie Hebdo",
    ],
)
def test_what_belongs_to_an_actor_is_not_the_actor(words: str) -> None:
    assert one(words, Role.TARGET) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ministère de la Défense de la République d'Arménie", "Arménie"),
        ("forces armées de Russie", "armée russe"),
        ("trois porte-parole de la police italienne", "police italienne"),
        ("État pakistanais", "Pakistan"),
        ("état-major tchadien", "armée tchadienne"),
    ],
)
def test_a_force_is_its_countrys(words: str, expected: str) -> None:
    value = normalize_name(words, Role.SOURCE)
    assert value and value.name == expected


@pytest.mark.parametrize(
    "words",
    [
        "armée révolutionnaire congolaise",
        "ancien soldat français",
        "ex-militaire français",
        "président de l'Association des régions de France",
        "présidente de la région Île-de-France",
        "sites nucléaires",
        "défense civile palestinienne",
        "Bruxelles",
    ],
)
def test_what_only_looks_like_a_force_is_none(words: str) -> None:
    assert normalize_name(words, Role.SOURCE) is None


def test_a_capital_stands_for_its_state_where_it_acts_or_speaks() -> None:
    assert one("Moscou", Role.ATTACKER) == one("Kremlin", Role.SOURCE) == ("Russie", "state")
    assert one("Moscou", Role.TARGET) is None


def test_a_territory_is_no_state() -> None:
    assert one("Mayotte", Role.ATTACKER) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("194 drones", ("drone", "drone")),
        ("Drones Chahed-136", ("Shahed-136", "drone")),
        ("roquettes Grad", ("roquette Grad", "rocket")),
        ("obus de mortier", ("mortier", "artillery")),
        ("AK-47", ("kalachnikov", "firearm")),
        ("engins explosifs improvisés", ("engin explosif improvisé", "explosive")),
        ("gilet d’explosifs", ("ceinture explosive", "explosive")),
        ("deux voitures piégées", ("voiture piégée", "explosive")),
        ("coupe-coupe", ("machette", "blade")),
        ("drones de l'armée", ("drone", "drone")),
    ],
)
def test_weapons_have_their_name_and_kind(words: str, expected: tuple[str, str]) -> None:
    assert one(words, Role.INSTRUMENT) == expected
    assert one(words) == expected


@pytest.mark.parametrize("words", ["engin", "projectiles", "arme", "sac"])
def test_open_means_have_no_name(words: str) -> None:
    assert one(words, Role.INSTRUMENT) is None


def test_a_users_own_files_are_taken(tmp_path: Path) -> None:
    (tmp_path / "actors.yaml").write_text("names: {militia: {Garde: [les Gardiens]}}", encoding="utf-8")
    (tmp_path / "weapons.yaml").write_text("blade: {faux: []}", encoding="utf-8")
    names = Names.from_files(tmp_path / "actors.yaml", tmp_path / "weapons.yaml")
    assert normalize_name("gardiens", names=names) == names.find("Garde")
    assert normalize_name("faux", names=names)
    assert normalize_name("Hamas", names=names) is None


def test_an_unknown_section_is_named() -> None:
    with pytest.raises(ValueError, match="nams"):
        Names({"nams": {}}, {})


def test_no_alias_means_two_names_of_one_list() -> None:
    for kinds in (read_data("actors.yaml")["names"], read_data("weapons.yaml")):
        seen: dict[str, str] = {}
        for names in kinds.values():
            for name, aliases in names.items():
                for alias in {str(name), *map(str, aliases)}:
                    assert seen.setdefault(alias, name) == name


def test_canonical_names_take_no_side() -> None:
    for kinds in (read_data("actors.yaml")["names"], read_data("weapons.yaml")):
        for names in kinds.values():
            for name in map(str, names):
                assert not any(word in name.casefold() for word in ("terroris", "daech", "sionist", "régime", "ennemi"))


@given(st.text(), st.sampled_from(["", *Role]))
def test_no_words_raise(words: str, role: str) -> None:
    normalize_name(words, role)
