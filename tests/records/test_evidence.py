"""The words that speak for a factuality."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.corpus.jsonl import load_documents
from guetteur.document import Argument, Document, Event, Span
from guetteur.ontology import Factuality, Role
from guetteur.records.cues import CUES
from guetteur.records.evidence import evidence_of
from guetteur.sentences import sentence_of, split_sentences

TABLE = Path(__file__).parent / "tables" / "evidence.csv"
DEV = Path(__file__).resolve().parents[2] / "data" / "dev.jsonl"
WORDS = (
    "selon la police|a annoncé|n'a pas|aucun|menace de|si|démenti|tenté d'|déjoué|aurait|raid|, |. |« |» |\n|qui|"
    "tira|l’|\u00a0|frappera|?|💥|e\u0301|personne|avant que|projet|nie"
)
TEXTS = st.lists(st.sampled_from(WORDS.split("|")), min_size=1, max_size=12).map(" ".join) | st.text(min_size=1)


def named(marked: str, factuality: Factuality, source: str = "") -> str | None:
    """The evidence of a text whose trigger stands between underscores."""
    start, end = marked.index("_"), marked.rindex("_") - 1
    text = marked.replace("_", "")
    arguments = (Argument(Role.SOURCE, Span(text.index(source), text.index(source) + len(source))),) if source else ()
    span = evidence_of(Document("d", text), Event("Attack", Span(start, end), arguments, factuality))
    return span.of(text) if span else None


@pytest.mark.parametrize(("marked", "words"), [
    ("Un raid a eu lieu. Une _frappe_ a tué deux civils, selon des témoins.", "selon"),
    ("D’après la mairie, une _attaque_ a visé le marché.", "D’après"),
    ("L'armée a annoncé une _frappe_ contre la base.", "a annoncé"),
    ("Il affirme que le village a été _bombardé_.", "affirme"),
    ("Le groupe a revendiqué l’_attentat_ de Gao.", "a revendiqué"),
    ("Kiev accuse Moscou d'avoir _visé_ un hôpital.", "accuse"),
    ("Deux soldats auraient été _tués_ mardi.", "auraient"),
    ("Il est soupçonné d'avoir _poignardé_ sa voisine.", "est soupçonné"),
    ("Deux hommes ont _tiré_ sur la patrouille, a-t-on appris mardi.", "a-t-on appris"),
    ("« Ils ont _tiré_ sur la foule », raconte une voisine.", "raconte"),
])  # fmt: skip
def test_who_says_so_is_named_for_a_claim(marked: str, words: str) -> None:
    assert named(marked, Factuality.CLAIMED) == words


@pytest.mark.parametrize(("marked", "words"), [
    ("Le groupe menace d'_attaquer_ la capitale.", "menace"),
    ("Un projet d'_attentat_ l'occupait.", "projet"),
    ("La population craint une _offensive_.", "craint"),
    ("L'armée pourrait _bombarder_ le port.", "pourrait"),
    ("Il veut _abattre_ le gouverneur.", "veut"),
    ("Les écoles ferment en cas d’_attaque_.", "en cas"),
    ("Si une _guerre_ éclate, nous partons.", "Si"),
    ("Nous _frapperons_ leurs bases.", "frapperons"),
    ("Ils vont _tirer_.", "vont"),
    ("Un _assaut_ est imminent.", "est imminent"),
])  # fmt: skip
def test_threat_fear_condition_or_future_is_named_for_a_plan(marked: str, words: str) -> None:
    assert named(marked, Factuality.PLANNED) == words


@pytest.mark.parametrize(("marked", "words"), [
    ("Moscou dément toute _frappe_ sur la ville.", "dément"),
    ("Il nie avoir _tiré_.", "nie"),
    ("Aucune _attaque_ n’a eu lieu.", "Aucune"),
    ("Nos forces n'ont pas _visé_ l'hôpital.", "n'ont pas"),
    ("Ils n’ont jamais _bombardé_ ce camp.", "n’ont jamais"),
    ("Nous ne _visons_ pas les civils.", "ne visons pas"),
    ("L'annonce d'une _attaque_ était fausse.", "fausse"),
    ("Personne n’a _tiré_ ce soir-là.", "Personne n’a"),
    ("Les rumeurs d'une _prise d'otages_ courent.", "rumeurs"),
])  # fmt: skip
def test_negation_or_denial_is_named_for_what_did_not_happen(marked: str, words: str) -> None:
    assert named(marked, Factuality.DENIED) == words


@pytest.mark.parametrize(("marked", "words"), [
    ("La police a déjoué un _attentat_.", "a déjoué"),
    ("Un missile _tiré_ du nord a été intercepté.", "a été intercepté"),
    ("La DCA a _intercepté_ un drone.", "a intercepté"),
    ("Ils ont empêché une _attaque_.", "ont empêché"),
    ("L'_assaut_ a échoué.", "a échoué"),
    ("Une tentative d'_enlèvement_ a eu lieu.", "tentative"),
    ("L’_attentat_ avorté de Kidal.", "avorté"),
    ("L'armée a repoussé un _assaut_.", "a repoussé"),
    ("La seconde bombe n'a pas _explosé_.", "n'a pas"),
])  # fmt: skip
def test_what_stopped_it_is_named_for_a_foiled_attack(marked: str, words: str) -> None:
    assert named(marked, Factuality.FOILED) == words


def test_an_asserted_event_needs_no_evidence() -> None:
    assert named("Selon la police, un _raid_ a fait deux morts.", Factuality.ASSERTED) is None


@pytest.mark.parametrize("factuality", [value for value in Factuality if value is not Factuality.ASSERTED])
def test_a_sentence_without_a_cue_names_nothing(factuality: Factuality) -> None:
    assert named("La police a démenti. Un _raid_ a tué le maire. Selon elle, tout est calme.", factuality) is None


def test_the_cue_of_the_nearest_clause_is_taken() -> None:
    text = "Selon l'ONU, le camp est vide ; les rebelles ont revendiqué l'_attaque_."
    assert named(text, Factuality.CLAIMED) == "ont revendiqué"


def test_the_cue_beside_the_source_is_preferred() -> None:
    text = "Il dit que l'_attaque_ a eu lieu la nuit, a précisé la préfecture."
    assert named(text, Factuality.CLAIMED) == "dit"
    assert named(text, Factuality.CLAIMED, source="préfecture") == "a précisé"


@pytest.mark.parametrize("marked", ["Il _tira_ sur la foule.", "Algésiras a vu une _attaque_.", "Il _livra_ bataille."])
def test_simple_past_and_names_are_no_future(marked: str) -> None:
    assert named(marked, Factuality.PLANNED) is None


def test_what_governs_only_what_follows_is_not_taken_from_behind() -> None:
    assert named("L'_attaque_ a semé la peur.", Factuality.PLANNED) is None


def test_lines_of_the_lexicon_are_well_formed() -> None:
    assert set(CUES) == set(Factuality) - {Factuality.ASSERTED}
    for cues in CUES.values():
        assert all(cue.cost >= 0 and cue.side in ("any", "before", "after") for cue in cues)
        assert not any(cue.pattern.fullmatch("") for cue in cues)


@given(TEXTS, st.data())
def test_any_text_gives_words_of_the_sentence_or_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) + 2))
    span = Span(start, start + data.draw(st.integers(1, 12)))
    source = Argument(Role.SOURCE, data.draw(st.integers(0, 20).map(lambda at: Span(at, at + 3))))
    event = Event("Attack", span, (source,), data.draw(st.sampled_from([*map(str, Factuality), "unknown"])))
    found = evidence_of(Document("d", text), event)
    if found is not None:
        sentences = split_sentences(text)
        assert sentences[sentence_of(sentences, start)].contains(found)
        assert found.of(text).strip()


# Right are the named words that touch the expected ones, and None where nothing is expected. Measured: develop 44 of
# 46; held-out, judged before anything was named, 29 of 35 (of those named 28 of 32), after one repair 31 of 35 (30 of
# 33). A judgement holds for the text it was made on: one on an article that has changed since is passed over.
@pytest.mark.parametrize(("part", "floor", "precision"), [("develop", 0.93, 0.93), ("held-out", 0.85, 0.88)])
def test_as_much_evidence_is_right_as_was_measured(part: str, floor: float, precision: float) -> None:
    documents = {document.id: document for document in load_documents(DEV)}
    judged = []
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["part"] == part:
                document = documents[row["document"]]
                for event in document.events:
                    places = _places(document, event, row["expected"])
                    is_meant = event.trigger.start == int(row["trigger"]) and event.factuality != Factuality.ASSERTED
                    if is_meant and bool(places) == bool(row["expected"]):
                        judged.append((evidence_of(document, event), places))
    right = [any(found.overlaps(place) for place in places) if found else not places for found, places in judged]
    of_named = [is_right for is_right, (found, _) in zip(right, judged, strict=True) if found]
    assert len(judged) >= 30, "too many articles have changed: judge their evidence anew"
    assert sum(right) / len(judged) >= floor
    assert sum(of_named) / len(of_named) >= precision


def _places(document: Document, event: Event, expected: str) -> list[Span]:
    """Where the expected words, alternatives parted by bars, stand in the trigger's sentence."""
    if not expected:
        return []
    sentences = split_sentences(document.text)
    sentence = sentences[sentence_of(sentences, event.trigger.start)]
    found = []
    for words in expected.split("|"):
        for match in re.finditer(re.escape(words), sentence.of(document.text)):
            found.append(Span(sentence.start + match.start(), sentence.start + match.end()))
    return found


def test_scores_and_arguments_without_a_source_change_nothing() -> None:
    document = Document("d", "Selon la police, un raid a tué le maire.")
    event = Event("Attack", Span(20, 24), (), Factuality.CLAIMED)
    other = replace(event, arguments=(Argument(Role.VICTIM, Span(34, 39)),), score=0.1)
    assert evidence_of(document, event) == evidence_of(document, other) == Span(0, 5)
