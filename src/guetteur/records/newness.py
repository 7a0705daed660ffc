"""Words around a trigger that tell a new event from one that the text has told already."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guetteur.document import Event, Span
from guetteur.ontology import Role

_DETERMINER = 14  # characters before a trigger: room for its determiner
_NEAR = 45  # room for an auxiliary or *un autre* with what stands between it and the trigger
_CLAUSE = rf"\b[^.;:]{{0,{_NEAR}}}$"
_NEW = re.compile(
    r"(\bune? |\bd['’]une? |\bplusieurs |\bautres? |\bnouvelles? |\bdeuxième |\btroisième |\bdouble |\bde nombreu\w+ "
    r"|\bdes |\bd['’])$",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"(\ble |\bla |\bl['’]|\bcet(?:te)? |\bces? |\bles |\bdu |\baux? |\bson |\bsa |\bleur )$", re.IGNORECASE
)
# *Avait frappé*: what happened before the events that the text tells in the present or the perfect.
_PLUPERFECT = re.compile(rf"\b(?:avai(?:t|ent)|étai(?:t|ent)|eu(?:t|rent)){_CLAUSE}", re.IGNORECASE)
_ORDINALS = r"autres?|nouve(?:lle|au|l)s?|(?:deux|trois|quatr|cinqu)ième|secondes?|série|vague"
_ANOTHER = re.compile(rf"\b(?:{_ORDINALS}|double|plusieurs|également|aussi){_CLAUSE}", re.IGNORECASE)
_AGAIN = re.compile(rf"\b(?:{_ORDINALS}|encore|(?:à|de) nouveau|multipli\w+|recrudescence)\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:plus tôt|(?:avant-)?veille|précéden\w+|passée?s?|derni(?:er|ère)s?|depuis|il y a|auparavant|déjà|avant|après"
    r"|(?:sur)?lendemain)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Newness:
    """What the words of a mention say.

    Attributes:
        is_new: an indefinite determiner, or one that counts, stands before the trigger.
        is_known: a definite one does.
        is_pluperfect: the trigger's verb lies before the time of the telling.
        is_another: *autre*, *deuxième*, *également* … stand shortly before it.
        is_again: such a word, *encore* or *de nouveau* stands anywhere in the sentence.
        is_apart: another time than the text's own is named: *la veille*, *depuis*, *le mois dernier*.
    """

    is_new: bool
    is_known: bool
    is_pluperfect: bool
    is_another: bool
    is_again: bool
    is_apart: bool

    @classmethod
    def of(cls, event: Event, text: str, sentence: Span) -> Newness:
        """The cues of an event in its sentence."""
        start = event.trigger.start
        determiner = text[max(0, start - _DETERMINER) : start]
        before = text[max(sentence.start, start - 2 * _NEAR) : start]
        times = (argument.span.of(text) for argument in event.arguments if argument.role == Role.TIME)
        return cls(
            bool(_NEW.search(determiner)), bool(_KNOWN.search(determiner)),
            bool(_PLUPERFECT.search(before)), bool(_ANOTHER.search(before)),
            bool(_AGAIN.search(sentence.of(text))), any(map(_EARLIER.search, (*times, before[-_NEAR:]))),
        )  # fmt: skip
