from __future__ import annotations

from collections.abc import Callable

import pytest

from guetteur.corpus import lint_words
from guetteur.corpus.lint import lint
from guetteur.document import Argument, Document, Event, Span
from guetteur.ontology import Role

Annotate = Callable[..., Document]


def checks(*documents: Document) -> list[str]:
    return [problem.check for problem in lint(documents)]


def test_clean_annotation_has_no_problem(annotate: Annotate) -> None:
    text = "Des hommes armés ont attaqué vendredi le poste de Djibo, tuant huit soldats."
    document = annotate(
        text, "attaqué", ("Attacker", "hommes armés"), ("Time", "vendredi"), ("Target", "poste de Djibo"),
        ("Killed", "huit"), ("Victim", "soldats"),
    )  # fmt: skip
    assert lint([document]) == []


@pytest.mark.parametrize(
    ("argument", "check"),
    [
        (("Target", "le poste"), "lead"),
        (("Target", "à Gao"), "lead"),
        (("Target", "son camp"), "lead"),
        (("Target", "l’aéroport"), "lead"),
        (("Attacker", "ils"), "pronoun"),
        (("Attacker", "ceux de la caserne"), "pronoun"),
        (("Killed", "soldats"), "count"),
        (("Place", "Gao,"), "edge"),
        (("Place", "(Mali)"), "edge"),
        (("Place", "Ga"), "word"),
        (("Target", "hier"), "sentence"),
        (("Target", "attaqué le poste"), "trigger-overlap"),
    ],
)
def test_each_rule_finds_its_fault(annotate: Annotate, argument: tuple[str, str], check: str) -> None:
    text = (
        "Selon ceux de la caserne, ils ont attaqué le poste, son camp et l’aéroport à Gao, (Mali), tuant des soldats. "
        "C’était hier."
    )
    problems = lint([annotate(text, "attaqué", argument)], "corpus.jsonl")
    assert [problem.check for problem in problems] == [check]
    assert problems[0].file == "corpus.jsonl"
    assert problems[0].offset == text.index(argument[1])
    assert problems[0].remedy


def test_nesting_in_one_event_is_an_error_but_not_between_events(annotate: Annotate) -> None:
    text = "Frappe contre l'aéroport de Goma puis raid."
    document = annotate(text, "Frappe", ("Target", "aéroport de Goma"), ("Place", "Goma"))
    assert [(problem.check, problem.severity) for problem in lint([document])] == [("nesting", "error")]
    (event,) = document.events
    place, raid = event.arguments[1], Span(text.index("raid"), text.index("raid") + 4)
    apart = (
        Event("Attack", event.trigger, event.arguments[:1], cluster="e1"),
        Event("Attack", raid, (place,), cluster="e2"),
    )
    assert checks(document.with_events(apart)) == []


def test_missing_cluster_is_an_error(annotate: Annotate) -> None:
    problems = lint([annotate("Une attaque.", "attaque", cluster="")])
    assert [(problem.check, problem.severity) for problem in problems] == [("cluster", "error")]


def test_trigger_annotated_twice_is_an_error(annotate: Annotate) -> None:
    document = annotate("Une attaque.", "attaque")
    problems = lint([document.with_events(document.events * 2)])
    assert [(problem.check, problem.severity) for problem in problems] == [("repeated-trigger", "error")]


def test_argument_of_another_sentence_is_an_error() -> None:
    text = "Une attaque. Gao brûle."
    event = Event("Attack", Span(4, 11), (Argument("Place", Span(13, 16)),), cluster="e1")
    assert [(p.check, p.severity) for p in lint([Document("d", text, (event,))])] == [("sentence", "error")]


@pytest.mark.parametrize(
    ("text", "triggers", "found"),
    [
        ("Une attaque a tué huit soldats.", {"attaque": "e1", "tué": "e1"}, ["tué"]),
        ("Une attaque a tué huit soldats.", {"attaque": "e1", "tué": "e2"}, []),
        ("Deux gendarmes ont été tués mardi.", {"tués": "e1"}, []),
        ("Il y a quatre morts et onze blessés.", {"morts": "e1", "blessés": "e1"}, ["blessés"]),
        ("Une attaque. Elle a fait huit morts.", {"attaque": "e1", "morts": "e1"}, []),
        ("L'attaque et le meurtre de Gao.", {"attaque": "e1", "meurtre": "e1"}, []),
    ],
)
def test_killing_word_beside_a_trigger_of_its_event(text: str, triggers: dict[str, str], found: list[str]) -> None:
    events = tuple(
        Event("Attack", Span(text.index(word), text.index(word) + len(word)), cluster=cluster)
        for word, cluster in triggers.items()
    )
    problems = [problem for problem in lint([Document("d", text, events)]) if problem.check == "killing-word"]
    assert [problem.offset for problem in problems] == [text.index(word) for word in found]


@pytest.mark.parametrize(
    ("killing", "other", "warned"),
    [
        (("Attack", "asserted"), ("Attack", "asserted"), True),
        (("ArmedAssault", "asserted"), ("Attack", "asserted"), True),
        (("ArmedAssault", "asserted"), ("Campaign", "asserted"), True),
        (("Attack", "asserted"), ("Bombing", "asserted"), True),
        (("ArmedAssault", "asserted"), ("Bombing", "asserted"), False),
        (("Attack", "claimed"), ("Attack", "asserted"), False),
        (("Attack", "asserted"), ("Attack", "denied"), False),
    ],
)
def test_killing_word_that_says_something_else_is_a_trigger(
    killing: tuple[str, str], other: tuple[str, str], warned: bool
) -> None:
    text = "Un homme a lancé deux grenades puis tué les survivants."
    events = tuple(
        Event(kind, Span(text.index(word), text.index(word) + len(word)), (), realis, "e1")
        for word, (kind, realis) in (("lancé", other), ("tué", killing))
    )
    assert checks(Document("d", text, events)) == (["killing-word"] if warned else [])


@pytest.mark.parametrize(
    ("text", "trigger", "argument", "warned"),
    [
        ("Lancés du Liban, deux obus se sont abattus sur Haïfa.", "abattus", ("Target", "Haïfa"), False),
        ("Lancé du Liban, un obus s'est ensuite abattu sur Haïfa.", "abattu", ("Instrument", "obus"), False),
        ("Lancé sur eux, un obus les a abattus.", "abattus", None, True),
        ("Un obus lancé, il s'est fait abattre.", "abattre", None, True),
        ("Obus lancés et pylônes abattus.", "abattus", ("Target", "pylônes"), False),
        ("Obus lancés et gardes abattus.", "abattus", ("Victim", "gardes"), True),
        ("Obus lancés et gardes tués.", "tués", ("Target", "gardes"), True),
    ],
)
def test_what_falls_or_is_brought_down_is_not_killed(
    annotate: Annotate, text: str, trigger: str, argument: tuple[str, str] | None, warned: bool
) -> None:
    start = text.lower().index("lancé")
    (fallen,) = annotate(text, trigger, *([argument] if argument else [])).events
    document = Document("d", text, (Event("Attack", Span(start, start + 5), (), "asserted", "e1"), fallen))
    assert ("killing-word" in checks(document)) == warned


@pytest.mark.parametrize(
    ("text", "role", "span", "check"),
    [
        ("Une attaque visait une personne.", Role.VICTIM, "personne", []),
        ("Attaque : « personne blessée » au port.", Role.VICTIM, "personne", []),
        ("Une attaque sans personne.", Role.VICTIM, "personne", ["pronoun"]),
        ("Attaque : il n'y avait personne que lui.", Role.VICTIM, "personne", ["pronoun"]),
        ("Attaque : personne n'est mort.", Role.VICTIM, "personne", ["pronoun"]),
        ("Attaque parce qu’un marché, c'est la République.", Role.MOTIVE, "un marché, c'est la République", []),
        ("Attaque pour que la ville tremble.", Role.MOTIVE, "la ville tremble", []),
        ("Attaque pour que la ville tremble.", Role.MOTIVE, "que la ville tremble", ["lead"]),
        ("Attaque en riposte à la mort du chef.", Role.MOTIVE, "la mort du chef", ["lead"]),
    ],
)
def test_rules_that_look_around_the_span(annotate: Annotate, text: str, role: str, span: str, check: list[str]) -> None:
    trigger = "attaque" if "attaque" in text else "Attaque"
    assert checks(annotate(text, trigger, (role, span))) == check


@pytest.mark.parametrize(
    ("span", "role", "opens", "lead"),
    [
        ("En Nahud", Role.PLACE, False, ""),
        ("En Syrie", Role.PLACE, True, "En"),
        ("Sur", Role.PLACE, False, ""),
        ("Sur", Role.PLACE, True, "Sur"),
        ("sur", Role.PLACE, False, "sur"),
        ("La Seyne-sur-Mer", Role.PLACE, True, ""),
        ("La Ville-basse", Role.PLACE, True, "La"),
        ("une heure de route de Pemba", Role.PLACE, False, ""),
        ("une dizaine de kilomètres de Gao", Role.PLACE, False, ""),
        ("une dizaine de maisons", Role.PLACE, False, "une"),
        ("près de deux cents missiles", Role.INSTRUMENT, False, ""),
        ("près de 40 ans", Role.TIME, False, ""),
        ("près d'un mois", Role.TIME, False, ""),
        ("près d'un camp", Role.TARGET, False, "près"),
        ("près de trois villages", Role.PLACE, False, "près"),
        ("un ou plusieurs tireurs", Role.ATTACKER, False, ""),
        ("l’en accuser", Role.MOTIVE, False, ""),
        ("le voler", Role.MOTIVE, False, ""),
        ("la guerre", Role.MOTIVE, False, "la"),
        ("le voler", Role.TARGET, False, "le"),
        ("à partir de 2015", Role.TIME, False, "à"),
        ("Le Caire", Role.PLACE, False, ""),
        ("La Rochelle", Role.PLACE, True, ""),
        ("L’Aquila", Role.PLACE, True, ""),
        ("Les rebelles", Role.ATTACKER, True, "Les"),
        ("La Résistance", Role.ATTACKER, True, "La"),
        ("le Caire", Role.PLACE, False, "le"),
        ("Lagos", Role.PLACE, False, ""),
        ("sous-marin", Role.TARGET, False, ""),
        ("aujourd'hui", Role.TIME, False, ""),
        ("après-midi", Role.TIME, False, ""),
        ("depuis lundi", Role.TIME, False, ""),
        ("depuis Gao", Role.PLACE, False, "depuis"),
        ("un jour après", Role.TIME, False, ""),
        ("lendemain de la fête", Role.TIME, False, ""),
        ("du 7 au 9 janvier", Role.TIME, False, ""),
        ("il y a deux jours", Role.TIME, False, ""),
        ("en 2013", Role.TIME, False, "en"),
        ("l'aube", Role.TIME, False, "l'"),
        ("jusqu’à mardi", Role.TIME, False, ""),
        ("au moins 12", Role.KILLED, False, ""),
        ("au marché", Role.PLACE, False, "au"),
        ("une dizaine", Role.KILLED, False, ""),
        ("des centaines", Role.INJURED, False, ""),
        ("près de vingt", Role.KILLED, False, ""),
        ("près de Gao", Role.PLACE, False, "près"),
        ("de 10 à 15", Role.KILLED, False, ""),
        ("les douze", Role.KILLED, False, "les"),
        ("un de leurs drones", Role.INSTRUMENT, False, ""),
        ("un drone", Role.INSTRUMENT, False, "un"),
        ("hors de la ville", Role.PLACE, False, ""),
        ("l’attaque", "trigger", False, "l’"),
        ("« Azawad »", Role.PLACE, False, ""),
    ],
)
def test_leading_word(span: str, role: str, opens: bool, lead: str) -> None:
    assert lint_words.leading_word(span, role, opens_sentence=opens) == lead


@pytest.mark.parametrize(
    "span",
    [
        "12",
        "10\u00a0000",
        "trois",
        "au moins une dizaine",
        "plusieurs",
        "un autre",
        "vingt-deux",
        "TROISIEME",
        "aucun",
        "three",
        "grand nombre",
    ],
)
def test_counts(span: str) -> None:
    assert lint_words.is_count(span)


@pytest.mark.parametrize("span", ["soldats", "civils maliens", "gendarme"])
def test_no_counts(span: str) -> None:
    assert not lint_words.is_count(span)


@pytest.mark.parametrize(
    ("span", "edge"),
    [
        ("Gao", False),
        ("Gao ", True),
        ("\u00a0Gao", True),
        ("Gao.", True),
        ("J.-C.", False),
        ("M.", False),
        ("« Tour 22 »", True),
        ("base dite « Tour 22 »", False),
        ("« raid » nocturne", False),
        ("Gao)", True),
        ("camp (nord)", False),
        ('"camp"', True),
    ],
)
def test_edge_punctuation(span: str, edge: bool) -> None:
    # A span that a pair of quotes encloses is no name any more; one that holds a quoted part is.
    assert lint_words.has_edge_punctuation(span) == edge
