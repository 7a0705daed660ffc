"""The French behind the lint: how a span may begin and end, what counts, what is a pronoun or a killing word."""

from __future__ import annotations

import re

from guetteur.ontology import COUNT_ROLES, Role


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_FIRST_WORD = re.compile(r"[\w-]+['’]?")
_DETERMINERS = _words(
    "le la les l' un une des du de d' ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs"
)
_PREPOSITIONS = _words(
    "à au aux en dans sur sous par vers contre chez pour avec sans selon dès durant pendant lors depuis avant après "
    "entre jusque jusqu' près autour afin parmi via malgré qu' que"
)
_STAY_IN_TIME = _words("depuis avant après entre jusque jusqu' un une")  # "un jour après" is a Time
_STAY_IN_COUNT = _words("un une des près entre jusque jusqu' pour")  # "près de 20", "une dizaine"
_COUNT_START = re.compile(r"au (?:moins|plus|total|bas mot)\b|à peine\b", re.IGNORECASE)
_PARTITIVE = re.compile(r"une?(?:\s(?:de|des|du|d['’])|$)", re.IGNORECASE)  # "un des drones"
_RANGE = re.compile(r"(?:du|de|d['’])\s?\S.*\s(?:à|au|aux)\s", re.IGNORECASE)  # "du 7 au 9 janvier", "de 10 à 15"
_NAME = re.compile(r"(?:Le|La|Les|De|Des|Du)\s(?P<long>[A-ZÀ-ÖØ-Þ][\w-]*)|[LD]['’](?P<elided>[A-ZÀ-ÖØ-Þ][\w-]*)")
# At the start of a sentence a capital says nothing, so only names that are known to hold an article pass.
_KNOWN_NAMES = _words(
    "abymes aquila asmara aaiún ayoune caire cap chapelle courneuve croix défense figaro gaulle haie havane havre "
    "haye houston mans mecque moines monde monnerie mure nouvelle-orléans oued paz parisien pirée point port "
    "quesnoy réunion rochelle roche soufrière tampon treport valette verdon"
)

_PRONOUNS = _words(
    "je tu il elle on nous vous ils elles me te se moi toi soi lui eux leur y en qui que quoi dont où lequel laquelle "
    "lesquels lesquelles duquel auquel celui celle ceux celles ceux-ci ceux-là celui-ci celui-là celle-ci celle-là "
    "celles-ci celles-là ce ceci cela ça tous toutes tout personne rien certains certaines autrui un une"
)
_COUNTING_PRONOUNS = _words("personne tous toutes certains certaines un une")
_PRONOUN_HEADS = _words("celui celle ceux celles")  # "ceux de la caserne"

_COUNT = re.compile(
    r"\d|\b(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|"
    r"trente|quarante|cinquante|soixante|septante|octante|huitante|nonante|cents?|mille|millions?|milliers?|"
    r"(?:huit|diz|douz|quinz|vingt|trent|quarant|cinquant|soixant|cent)aines?|plusieurs|quelques|quelques-un[es]s?|"
    r"des|de nombreu\w+|nombreu\w+|aucune?|nulle?|personne|autant|autres?|\w+i[eè]me|premi\w+|seule?|demi\w*|moitié|"
    r"tiers|certaine?s|tous|toutes|majorité|plupart)\b",
    re.IGNORECASE,
)
_KILLING = re.compile(
    r"\btu(?:ée?s?|er|ant|e|ent|a|èrent|aient|ait)\b|\bbless(?:ée?s?|er|ant|e|ent|a|èrent|aient|ait)\b|"
    r"(?<!à )\bmorte?s?\b|\bmeur(?:s|t|ent)\b|\bmour[aiu]\w*|\babatt\w+|\bdécéd\w+|\bpéri\w*|\bsuccomb\w+|"
    r"\bperdu la vie\b|\btouchée?s? par balles?\b",
    re.IGNORECASE,
)

_MARKS = frozenset(",.;:!?…'’‘-–—/*_")
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‹": "›", '"': '"'}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_ABBREVIATION = re.compile(r"(?:\b\w\.|\b(?:av|bd|etc|Jr|Sr|Inc|Corp)\.)$")


def leading_word(span: str, role: str, *, opens_sentence: bool) -> str:
    """The article, possessive or preposition that a span wrongly begins with; empty if it begins well.

    Articles that belong to a name stay (Le Caire, La Rochelle), and so do words that change what a Time or a count
    says (depuis, avant; une dizaine, au moins 12).
    """
    match = _FIRST_WORD.match(span)
    if not match:
        return ""
    first = match[0].replace("’", "'").casefold()
    if first not in _DETERMINERS and first not in _PREPOSITIONS:
        return ""
    if _COUNT_START.match(span) or _PARTITIVE.match(span) or (role in COUNT_ROLES and first in _STAY_IN_COUNT):
        return ""
    if role == Role.TIME and first in _STAY_IN_TIME:
        return ""
    if (role == Role.TIME or role in COUNT_ROLES) and _RANGE.match(span):
        return ""
    if name := _NAME.match(span):
        known = (name["long"] or name["elided"]).casefold() in _KNOWN_NAMES
        if known or not opens_sentence:
            return ""
    return match[0]


def is_pronoun(span: str, *, counts: bool = False) -> bool:
    """Whether a span is a pronoun or hangs on one (ceux de la caserne); `counts` lets *un* and *tous* pass."""
    words = span.casefold().split()
    if not words:
        return False
    if words[0] in _PRONOUN_HEADS:
        return True
    if counts and words[0] in _COUNTING_PRONOUNS:
        return False
    return len(words) == 1 and words[0] in _PRONOUNS


def is_count(span: str) -> bool:
    """Whether a span holds a number, a number word or a quantity such as *une dizaine* or *plusieurs*."""
    return _COUNT.search(span) is not None


def is_killing(trigger: str) -> bool:
    """Whether a trigger only says that people were killed or wounded (*tué, blessés, ont péri*)."""
    return _KILLING.search(trigger) is not None


def has_edge_punctuation(span: str) -> bool:
    """Whether a span begins or ends with white space, a mark, or a quote or bracket without its other half inside.

    Quotes inside a phrase stay (*« raid » nocturne*), quotes around it do not; a full stop that belongs to an
    abbreviation stays.
    """
    first, last = span[0], span[-1]
    if first.isspace() or last.isspace() or first in _MARKS:
        return True
    if last in _MARKS and not (last == "." and _ABBREVIATION.search(span)):
        return True
    if first in _PAIRS and _PAIRS[first] not in span[1:-1]:
        return True
    if first in _CLOSERS and first not in _PAIRS:
        return True
    return last in _CLOSERS and _CLOSERS[last] not in span[1:-1]
