"""Which words of a sentence speak for the factuality of an event: *selon*, *revendiqué*, *menace*, *n'a pas*, *déjoué*.

The cues of the factuality (`guetteur.records.cues`) are ranked by the clauses between them and the trigger, after the
scopes of FactBank (Saurí & Pustejovsky, 2009), with punctuation and conjunctions in place of a parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from guetteur.document import Document, Event, Span
from guetteur.ontology import Factuality, Role
from guetteur.records.cues import CUES, Cue
from guetteur.sentences import sentence_of, split_sentences

_REACH = 600
"""Code points either side of a trigger: a line of a list without full stops is a sentence of any length."""
_SOURCE_BONUS = 3
_SOURCE_WORDS = 3
_SEMICOLON = 3
# Same length on both sides, so that offsets stay those of the text.
_PLAIN = str.maketrans("’‘ʼ\u00a0\u202f\u2009\t", "'''    ")
_CLAUSE = re.compile(
    r";|(?:[,:()\[\]—–«»\"“”] *)*\b(?:qui|que|dont|où|lorsque|quand|tandis que|alors que|mais|puis|pendant que"
    r"|parce que|avant de|après que|(?:lors)?qu')(?!\w)|(?:[,:()\[\]—–«»\"“”] *)+",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(r"^ *(?:qu(?:e |')|:? *[«\"“] ?)", re.IGNORECASE)
_TAIL = re.compile(r"[»\"”]? ?,? *$")


def evidence_of(document: Document, event: Event) -> Span | None:
    """The words of the trigger's sentence that speak for the event's factuality.

    Args:
        document: The text.
        event: One of its events, gold or predicted.

    Returns:
        The cue nearest to the trigger in clauses, then in words; for a claim one beside its Source is preferred. None
        for `asserted`, and where the sentence holds no such cue: then the factuality rests on the rest of the text.

    Example:
        >>> from guetteur.document import Document, Event, Span
        >>> document = Document("a", "Le raid a fait deux morts, selon l'armée.")
        >>> evidence_of(document, Event("Attack", Span(3, 7), factuality="claimed")).of(document.text)
        'selon'
    """
    cues = CUES.get(event.factuality, ())
    text, sentences = _prepared(document.text) if cues else ("", [])
    if not sentences:
        return None
    trigger = event.trigger
    sentence = sentences[sentence_of(sentences, trigger.start)]
    if not sentence.overlaps(trigger):
        return None
    reach = Span(max(sentence.start, trigger.start - _REACH), min(sentence.end, trigger.end + _REACH))
    # A Source of a denial is who denies or who had claimed it: it does not tell which.
    is_claim = event.factuality == Factuality.CLAIMED
    sources = [argument.span for argument in event.arguments if is_claim and argument.role == Role.SOURCE]
    ranked = []
    for cost, found in _found(cues, text, reach, trigger):
        clauses, words = _distance(text, found, trigger)
        bonus = _SOURCE_BONUS * any(_beside(text, found, source) for source in sources)
        ranked.append((cost + clauses - bonus, words, found))
    return min(ranked, default=(0, 0, None))[2]


@lru_cache(maxsize=1)
def _prepared(text: str) -> tuple[str, list[Span]]:
    """The text as the cues want it, and its sentences; kept, for the events of a document are asked for in a row."""
    return text.translate(_PLAIN), split_sentences(text)


def _found(cues: Sequence[Cue], text: str, reach: Span, trigger: Span) -> Iterator[tuple[int, Span]]:
    """Cost and place of every cue on the right side of the trigger."""
    for cue in cues:
        for match in cue.pattern.finditer(text, reach.start, reach.end):
            if match.start() == match.end():
                continue
            found = Span(match.start(), match.end())
            before, after = found.start < trigger.start, found.end > trigger.end
            if cue.side == "any" or (before if cue.side == "before" else after):
                yield cue.cost, found


def _distance(text: str, found: Span, trigger: Span) -> tuple[int, int]:
    """Clause boundaries and words between a cue and the trigger; none where they overlap."""
    if found.overlaps(trigger):
        return 0, 0
    gap = text[found.end : trigger.start] if found.end <= trigger.start else text[trigger.end : found.start]
    words = len(gap.split())
    # *affirme que*, *a dit : «* open the very clause that the cue governs, *», a dit* closes it.
    gap = _COMPLEMENT.sub("", gap) if found.end <= trigger.start else _TAIL.sub("", gap)
    return sum(_SEMICOLON if mark.group() == ";" else 1 for mark in _CLAUSE.finditer(gap)), words


def _beside(text: str, found: Span, source: Span) -> bool:
    """Whether a cue stands next to a Source: *selon la police*, *ont affirmé des témoins*, *l'armée, elle, assure*."""
    if found.overlaps(source):
        return False
    gap = text[min(found.end, source.end) : max(found.start, source.start)]
    return len(gap.split()) <= _SOURCE_WORDS and not _CLAUSE.search(gap.strip(" ,"))
