"""From the mentions of a document to its records: one for each event cluster, with every value and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from guetteur.corpus.jsonl import with_mention_ids
from guetteur.document import Document, Event
from guetteur.normalize.values import CountValue, NameValue, PlacePrecision, PlaceValue, TimeValue
from guetteur.ontology import EventType, Role
from guetteur.records.best import best_date, best_place, best_toll
from guetteur.records.claims import claim_of
from guetteur.records.dating import with_years, words_of_time
from guetteur.records.folding import Same, fold, same_count, same_name, same_place, same_time
from guetteur.records.reading import Places, Reading
from guetteur.records.record import Best, Mention, Quote, Record, Report, Toll, Value
from guetteur.records.tolls import fold_tolls, toll_of
from guetteur.scoring.records import record_type
from guetteur.sentences import sentence_of, split_sentences

N = TypeVar("N", TimeValue, CountValue, PlaceValue, NameValue)


def records_of(document: Document, published: date | None = None, places: Places | None = None) -> list[Record]:
    """The records of a document, in the order of their first mentions.

    Mentions with one cluster make one record, a mention without cluster makes one of its own. Nothing is dropped:
    wars are kept and marked as background, values that contradict each other stay side by side.

    Args:
        document: a text with events, from the extractor or annotated by hand.
        published: day of publication, on which *lundi* hangs; `meta["date"]` of the document if left out.
        places: another gazetteer than the one that ships with the package.
    """
    document = with_mention_ids(document)
    day = published or day_of(document.meta.get("date"))
    reading = Reading(document, day, places)
    clusters: defaultdict[str, list[Event]] = defaultdict(list)
    for event in sorted(document.events, key=lambda event: event.trigger):
        clusters[event.cluster or event.id].append(event)
    return [_record(document, name, events, reading) for name, events in clusters.items()]


def day_of(given: object) -> date | None:
    """The day in a document's `meta["date"]`; None where there is none to the day (*2024-01*)."""
    try:
        return date.fromisoformat(str(given)[:10])  # a time may follow
    except ValueError:
        return None


_WAR_DEAD = 5_000
"""More dead than any one attack of unnamed means has had; a toll of that size sums up a war."""


def _is_war_dead(kind: str, killed: Sequence[Value[CountValue]]) -> bool:
    return kind == EventType.ATTACK and any(toll.value is not None and toll.value.low >= _WAR_DEAD for toll in killed)


def _record(document: Document, name: str, events: Sequence[Event], reading: Reading) -> Record:
    text = document.text
    kind = record_type(events)

    def field(role: Role, read: Callable[[str], N | None], same: Same) -> tuple[Value[N], ...]:
        return fold(_values(document, events, role, read), same)

    def names(role: Role) -> tuple[Value[NameValue], ...]:
        return field(role, lambda words: reading.name(words, role), same_name)

    targets = names(Role.TARGET)
    places = field(Role.PLACE, reading.place, same_place)
    times = fold(with_years(_values(document, events, Role.TIME, reading.time)), same_time)

    def tolls_of(role: Role) -> tuple[Toll, ...]:
        found = fold_tolls(toll_of(event, role, text, reading.count) for event in events)
        return tuple(replace(toll, document=document.id, published=reading.published) for toll in found)

    tolls, injury_tolls = tolls_of(Role.KILLED), tolls_of(Role.INJURED)
    killed = field(Role.KILLED, reading.count, same_count)
    claim = claim_of(events, text)
    outlet = str(document.meta.get("outlet") or document.meta.get("source", ""))
    url = str(document.meta.get("url", ""))
    place, is_target = _where(places, targets, reading)
    return Record(
        id=f"{document.id}#{name}",
        document=document.id,
        type=kind,
        # *Assaut* and *attaque* may be other words for the war: its dead and its years are no incident's.
        background=any(event.type == EventType.CAMPAIGN for event in events) or _is_war_dead(kind, killed),
        claim=claim,
        score=max(event.score for event in events),
        mentions=tuple(
            Mention(e.id, e.trigger.of(text), e.trigger, str(e.type), str(e.factuality), e.score, document.id)
            for e in events
        ),
        quotes=_quotes(document, events),
        attackers=names(Role.ATTACKER),
        targets=targets,
        victims=names(Role.VICTIM),
        instruments=names(Role.INSTRUMENT),
        places=places,
        times=times,
        killed=killed,
        injured=field(Role.INJURED, reading.count, same_count),
        sources=names(Role.SOURCE),
        motives=field(Role.MOTIVE, lambda words: None, same_name),
        tolls=tolls,
        injury_tolls=injury_tolls,
        best=Best(best_date(times), place, is_target, best_toll(tolls), best_toll(injury_tolls)),
        published=reading.published,
        outlet=outlet,
        url=url,
        reports=(Report(f"{document.id}#{name}", document.id, kind, claim, reading.published, outlet, url),),
    )


def _values(document: Document, events: Sequence[Event], role: Role, read: Callable[[str], N | None]) -> list[Value[N]]:
    values, text = [], document.text
    for event in events:
        sources = tuple(dict.fromkeys(a.span.of(text) for a in event.arguments if a.role == Role.SOURCE))
        for argument in event.arguments:
            if argument.role == role:
                words = argument.span.of(text)
                said_by = sources if role != Role.SOURCE else ()
                value = read(words_of_time(argument.span, text) if role == Role.TIME else words)
                values.append(Value(words, argument.span, event.id, argument.score, value, said_by, document.id))
    return values


def _where(
    places: Sequence[Value[PlaceValue]], targets: Sequence[Value[NameValue]], reading: Reading
) -> tuple[Value[PlaceValue] | None, bool]:
    """The place of a row. An attack **on** a town has it as Target, and perhaps its country as the only Place."""
    best = best_place(places)
    known = best.value if best else None
    if known is not None and known.precision is not PlacePrecision.COUNTRY:
        return best, False
    located: list[Value[PlaceValue]] = []
    for target in targets:
        value = reading.place(target.words)
        # In another country than the one that is named, the target is no place of this event.
        if value is not None and (known is None or known.country == value.country):
            said_by, name = target.said_by, target.document
            located.append(Value(target.words, target.span, target.mention, target.score, value, said_by, name))
    found = best_place(located)
    return (best, False) if found is None or found.value == known else (found, True)


def _quotes(document: Document, events: Sequence[Event]) -> tuple[Quote, ...]:
    sentences = split_sentences(document.text)
    spans = [sentences[index] for index in sorted({sentence_of(sentences, e.trigger.start) for e in events})]
    return tuple(Quote(span.of(document.text), span, document.id) for span in spans)
