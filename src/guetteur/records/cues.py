"""The words that speak for a factuality: the lexicon behind `guetteur.records.evidence`, one table a value.

A line of a table is a cost, a side and cues parted by bars. The cost counts in clauses: a cue of cost 2 gives way to
one that stands less than two clauses farther from the trigger. The side is where the cue stands, seen from the trigger:
`before` (it governs what follows), `after`, or `any`. In a cue, `~` is any ending of a verb in -er, `*` any letters,
`(s)` an optional part, a name in braces a form from `_FORMS`; a last `d` or `qu` asks for *de* or *que* to follow. An
auxiliary before a cue is part of it. Texts are looked at with straight apostrophes and plain spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

from guetteur.ontology import Factuality

_CLAIMED = """
0 any    selon | d'après | de source(s) | [aà] en croire | aux dires d | au dire d | de l'aveu d | aux yeux d
0 any    revendi* | s'attribu~ | l'attribu~ | attribué* à | reconnu* | reconnaî* | avou~ | aveu(x) | admet* | admis*
0 any    accus~ | accusation(s) | soupçonn* | soupçon(s) | thèse | présumé* | supposé* | reproch~ | imput~ | prétendu*
0 any    mis* en examen | mis* en cause | inculpé* | poursuivi* pour | répond(ent) d | répondre d | annon* | indiqu~
0 any    déclar* | affirm* | assur~ | rapport~ | précis~ | confirm~ | expliqu~ | témoign* | ajout~ | soutient
0 any    soutiennent | soutenu | souten* que | préten* | racont~ | relat~ | estim~ | évoqu~ | parl~ d | fai* état
0 any    font état | fai* savoir | recens~ | dénombr~ | comptabilis~ | soulign~ | insist~ | détaill~ | poursuit
0 any    poursuivi | décri* | qualifi~ | mentionn~ | apprend | appris | présent~ comme | vant~ | not~ que | relev~ que
0 any    constat~ que | signal~ | convenu | convien* | tweet* | écri* | peut-on lire | répond* | rétorqu~ | répliqu~
0 any    martel~ | résum~ | glissé | souffl~ | conclu* | dit | disent | disait | disaient | disant | cit~ | rappel~
0 any    dénonc~ | à croire | cru | croit | croient | laiss~ penser | laiss~ à penser | inquiét~ | s'inquièt* | confi~
0 any    révél~ | révèl* | répét~ | répèt* | salu~ | félicit~ | soupir~ | fustig~ | en garde à vue pour | jugé* pour
0 any    suggér~ | suggère(nt) | plaid~ | jur~ | tien* pour | version | crédit~ | l'appell* | appelle(nt) [«"“]
0 before {conditional auxiliary}
1 any    compt~ | parl~ | targu~ | commenté | récit | communiqué | rapport | vidéo | message | interview | documenté*
1 any    ne se prononc~ pas | vu | entend*
3 before {conditional}
"""

_PLANNED = """
0 any    {future}
0 before mena[cç]* | prom(e)t* | promis* | promesse(s) | projet* | prévo* | prévu* | prépar* | crai(g)n* | song* à
0 before redout~ | peur | risqu* | danger | s'apprêt~ | envisag* | planifi* | intention(s) | en vue d | déterminé* à
0 before compt~ | rêv~ | ordonn~ | ordre(s) | appel* à | en cas d | si | s'il(s) | veut | veulent | veux | voul*
0 before volonté | souhait* | pourr* | {near future} | prêt* à | dev(r)ait | devaient | devra* | aur* d[uû] | jur~ d
0 before jur~ qu | cens* | programm~ | priorité | imminen* | probab* | possib* | éventu* | potentiel* | hypoth*
0 before perspective | exhort~ | incit~ | encourag~ | invit~ à | sommé* d | faudra* | faut | capable(s) d | failli
0 before scénario(s) | piste | trop tôt | susceptible(s) d | exclu* pas | droit d | vis~ à | alerte(s) | avertissement
0 before prédi* | prévenu qu | anticip~ | complot* | foment* | destiné* à | reprise d | disposition à | fausse(s)
0 after  prévu* | imminent* | planifié* | projeté* | ou pas | possible | probable | à craindre | redouté* | tenue pour
0 after  censé* | priorité | en préparation | promis* | à venir | si | s'il(s) | malentendu | fausse alerte
1 any    {conditional}
1 before peu(ven)t | pouv* | éviter | empêcher | prévenir | déjouer | arrêter | face à | avant d | pour que | afin d
1 before chargé* d | prévention | combien | reprendre | appel* | prévenu | convaincu* d | exclu* | peut-être
1 before besoin d | commettr* | supporter | résister à | consist~ à | cherch~ à | estim~ qu | averti* qu
2 any    {question}
2 before annon*
"""

_DENIED = """
0 any    dément* | nie | nient | nié* | niait | niaient | nier | niant | contest~ | réfut~ | récus~ | rejet~
0 any    rejette(nt) | exclu* | refus~ | renonc~ | écart~ | faux | fausse(s) | faussement | infox | rumeur(s)
0 any    mensong* | inexact* | dénué* d | sans fondement | infondé* | invent~ | fable | par erreur | épargn~
0 any    met* en doute | mis en doute | dement | imaginaire(s) | fictif | fictive | à tort | canular | trompé*
0 any    {negation}
0 before aucun | aucune | nul | nulle | pas d | pas un(e) | pas l* moindre | ni | sans | contrairement | pris pour
0 before cru
1 any    maquill~ | croyai* | accidentel* | affabul* | allégation(s) | n'est qu | n'était qu | était un(e) | prétendu*
1 any    supposé* | {bare negation}
2 any    disait-on | {question}
"""

_FOILED = """
0 any    déjou* | intercept* | empêch* | échou~ | échec(s) | avort~ | repouss~ | évit~ | désamorc~ | neutralis*
0 any    raté* | manqué* | sans succès | sans exploser | en vain | stopp~ | contrecarr~ | maîtris~ | éventé* | refoul~
0 any    étouff~
0 before tent~ d | tent~, | tenté | tentait | tentaient | tentative(s) | tentative(s), | tent~ par | essa* d | voulu
0 before failli | s'apprêt~
1 any    abatt* | abat | détrui* | échapp~ | arrêté* | découvert* | retrouvé* | brouill~ | bloqu~ | descend* | enray~
1 any    près d | {negation}
1 before projet* | aurait pu | devait | devaient | prépar~ | voulait | voulaient | complot* | prévoyai* | planifi*
1 before aurait dû
2 any    avant qu | avant d | sans
"""

_ER_VERB = "(?:es?|ent|é|ées?|és|ait|aient|a|èrent|ant|er|ons|ez|ai|era|eront|erait)"
# The stem of a future or conditional is an infinitive or irregular. The simple past of verbs in -rer (*tira*, *livra*)
# and some nouns end alike.
_MOOD_STEM = (
    r"(?-i:(?![A-ZÀ-Þ]))"  # no names: *Madrid sera*, but not *Algésiras*
    r"(?!(?:at|re|é)?tir[aeo]|(?:dé)?livr|(?:dé)?couvr|ouvr|encadr|environ|aviron|vrai|embarr|[ae]?d?mir|soupir|terr"
    r"|(?:in|ex|re|a)spir|serr|barr|bourr|enterr|err|attra)(?:\w*(?:er|ir|dr|[tî]tr|vr|rr)|saur|aur)"
)
_FORMS = {
    "conditional auxiliary": r"(?:l['a])?(?:au|se)rai(?:t|ent|s)(?:-(?:il|elle|on)s?)?",
    "conditional": _MOOD_STEM + "ai(?:t|ent|s)",
    "future": _MOOD_STEM + "(?:ai|a|ons|ez|ont)",
    "near future": r"(?:vais|vas|va|vont|allons|allez|allait|allaient)(?= (?:\w{1,4}[' ])*\w+(?:er|ir|re)\b)",
    "negation": (
        r"(?:n'|ne )(?:[«»\"“” ]{0,3}\w+[ '-]+){0,3}?[«»\"“”]? ?"
        r"(?:pas|jamais|plus|aucune?|personne|rien|nulle?|point|ni)"
        r"|(?:personne|rien|jamais|(?:aucune?|nulle?|plus une?) \w+) (?:n'|ne\b)(?:\w+(?: été)?)?"
    ),
    "bare negation": "pas|jamais|personne|non",
    "question": r"\?",
}
_AUXILIARY = (
    r"(?:(?:[nls]')?(?:a|ont|avait|avaient|ai|avons|ayant|avoir|est|sont|était|étaient|été|être)(?:-t)?"
    r"(?:-(?:il|elle|on|je)s?)? (?:(?:été|également|aussi|toutefois|même|ainsi|déjà|elle|lui|d'abord) )?)?"
)
_VERBAL = re.compile(r"(?:[~*éi]|is|[lnrvt]u)(?: (?:à|d|qu|que|comme|pour))?$")


@dataclass(frozen=True, slots=True)
class Cue:
    """The cues of one line of a table: what to look for, where it stands, at what cost in clauses."""

    cost: int
    side: str
    pattern: re.Pattern[str]


def _pattern(cue: str) -> str:
    if cue.startswith("{"):
        return _FORMS[cue[1:-1]]
    # A participle takes its auxiliary along, a preposition after one does not (*a selon des témoins tiré*).
    auxiliary = _AUXILIARY if _VERBAL.search(cue) else ""
    cue = re.sub(r" (d|qu)$", r"(?= \1['eu])", re.sub(r"\((\w+)\)", r"(?:\1)?", cue))
    return auxiliary + cue.replace("*", r"[^\W\d_]*").replace("~", _ER_VERB)


def _cues(table: str) -> tuple[Cue, ...]:
    cues = []
    for line in table.strip().splitlines():
        cost, side, listed = line.split(maxsplit=2)
        patterns = "|".join(_pattern(cue.strip()) for cue in listed.split("|"))
        cues.append(Cue(int(cost), side, re.compile(rf"(?<!\w)(?:{patterns})(?!\w)", re.IGNORECASE)))
    return tuple(cues)


CUES: MappingProxyType[str, tuple[Cue, ...]] = MappingProxyType(
    {
        Factuality.CLAIMED: _cues(_CLAIMED),
        Factuality.PLANNED: _cues(_PLANNED),
        Factuality.DENIED: _cues(_DENIED),
        Factuality.FOILED: _cues(_FOILED),
    }
)
"""What speaks for each factuality; nothing has to speak for `asserted`."""
