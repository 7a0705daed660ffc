"""The French behind the lint: how a span may begin and end, what counts, what is a pronoun."""

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
_PARTITIVE = re.compile(r"une?(?:\s(?:de|des|du|d['’]|ou)|$)", re.IGNORECASE)  # "un des drones", "un ou deux"
_RANGE = re.compile(r"(?:du|de|d['’])\s?\S.*\s(?:à|au|aux)\s", re.IGNORECASE)  # "du 7 au 9 janvier", "de 10 à 15"
_NUMBERS = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|"
    "cinquante|soixante|septante|octante|huitante|nonante|cents?|mille"
)
_GROUPS = "(?:huit|diz|douz|quinz|vingt|trent|quarant|cinquant|soixant|cent)aines?"
# "près de deux cents missiles", "près d'un mois"; but "près d'un camp" is a place.
_NEARLY = re.compile(
    rf"près d(?:e |['’])(?:\d|(?:{_NUMBERS})\b|une? (?:{_GROUPS}|millions?|milliards?|milliers?|an|mois|semaine|"
    r"jour|heure|siècle)\b)"
)
_DISTANCE = re.compile(rf"une? (?:{_GROUPS} de )?(?:demi-heure|quart d['’]|heure|jour|kilomètre|km|mètre|mille)", re.I)
_SUBORDINATE = re.compile(r"(?:\b(?:parce|pour|afin) qu|\bpuisqu)(?:e |['’])$")  # what follows is a clause
_CLITIC = re.compile(r"(?:l[ea] |les |l['’])(?:(?:en|y) \w|\w+[ei]r\b)")  # "l'en accuser", "le voler"
_NAME = re.compile(r"(?:Le|La|Les|De|Des|Du|En)\s(?P<long>[A-ZÀ-ÖØ-Þ][\w-]*)|[LD]['’](?P<elided>[A-ZÀ-ÖØ-Þ][\w-]*)")
# At the start of a sentence a capital says nothing, so only names that are known to hold an article pass.
_KNOWN_NAMES = _words(
    "abymes aquila asmara aaiún ayoune caire cap chapelle courneuve croix défense figaro gaulle haie havane havre "
    "haye houston mans mecque moines monde monnerie mure nouvelle-orléans oued paz parisien pirée point port "
    "progrès quesnoy réunion rochelle roche seyne soufrière tampon treport valette verdon"
)

_PRONOUNS = _words(
    "je tu il elle on nous vous ils elles me te se moi toi soi lui eux leur y en qui que quoi dont où lequel laquelle "
    "lesquels lesquelles duquel auquel celui celle ceux celles ceux-ci ceux-là celui-ci celui-là celle-ci celle-là "
    "celles-ci celles-là ce ceci cela ça tous toutes tout personne rien certains certaines autrui un une"
)
_COUNTING_PRONOUNS = _words("personne tous toutes certains certaines un une")
_DETERMINED = re.compile(r"\b(?:une|la|cette|chaque|quelle|toute|autre|seule|même|première) $", re.IGNORECASE)
_FEMININE = re.compile(r" \w+(?:ée|ie|[dntv]ue|ise)\b")  # the pronoun is masculine
_PRONOUN_HEADS = _words("celui celle ceux celles")  # "ceux de la caserne"

_COUNT = re.compile(
    rf"\d|\b(?:une?|{_NUMBERS}|millions?|milliers?|{_GROUPS}|plusieurs|quelques|quelques-un[es]s?|"
    r"des|de nombreu\w+|nombreu\w+|nombre|aucune?|nulle?|personne|autant|autres?|\w+i[eè]me|premi\w+|seule?|demi\w*|"
    r"moitié|tiers|certaine?s|tous|toutes|majorité|plupart|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,  # English, since captions and posts come in both languages
)

_MARKS = frozenset(",.;:!?…'’‘-–—/*_")
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‹": "›", '"': '"'}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_ABBREVIATION = re.compile(r"(?:\b\w\.|\b(?:av|bd|etc|Jr|Sr|Inc|Corp)\.)$")


def leading_word(span: str, role: str, *, opens_sentence: bool, before: str = "") -> str:
    """The article, possessive or preposition that a span wrongly begins with; empty if it begins well.

    Articles that belong to a name stay (Le Caire, La Rochelle), and so do words that change what a Time or a count
    says (depuis, avant; une dizaine, au moins 12), and the first word of a clause.
    `before` is the text before the span.
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
    if role == Role.MOTIVE and (_SUBORDINATE.search(before) or _CLITIC.match(span)):
        return ""
    if (role == Role.PLACE and _DISTANCE.match(span)) or (role != Role.PLACE and _NEARLY.match(span)):
        return ""
    return "" if _is_name(span, match[0], opens_sentence=opens_sentence) else match[0]


def _is_name(span: str, first: str, *, opens_sentence: bool) -> bool:
    """Whether a span is a name of which its first word, which looks like an article or preposition, is a part."""
    if not (name := _NAME.match(span)):
        return span == first and first.istitle() and not opens_sentence  # "Sur", a district
    long = (name["long"] or name["elided"]).casefold()
    return not opens_sentence or long in _KNOWN_NAMES or long.split("-")[0] in _KNOWN_NAMES


def is_pronoun(span: str, before: str = "", after: str = "", *, counts: bool = False) -> bool:
    """Whether a span is a pronoun or hangs on one (ceux de la caserne); `counts` lets *un* and *tous* pass.

    `before` and `after` are the text around it: *une personne, personne blessée* are a noun, *personne n'a* is not.
    """
    words = span.casefold().split()
    if not words:
        return False
    if words[0] in _PRONOUN_HEADS:
        return True
    if counts and words[0] in _COUNTING_PRONOUNS:
        return False
    if words == ["personne"] and (_DETERMINED.search(before) or _FEMININE.match(after)):
        return False
    return len(words) == 1 and words[0] in _PRONOUNS


def is_count(span: str) -> bool:
    """Whether a span holds a number, a number word or a quantity such as *une dizaine* or *plusieurs*."""
    return _COUNT.search(span) is not None


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
