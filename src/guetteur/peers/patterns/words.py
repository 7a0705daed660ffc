"""The dictionaries of the rules: lemmas, as the French pipeline writes them."""

from __future__ import annotations

import re

from guetteur.ontology import EventType, Factuality, Role


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KILLING = _words(
    "tuer mort mourir périr décéder succomber abattre assassiner exécuter égorger massacrer décapiter poignarder"
)
"""Words of death: they say where Killed and Victim stand."""
INJURING = _words("blesser blessé blesse")
"""Words of wounds: they say where Injured and Victim stand."""
TOLL = _words("tuer mort mourir périr décéder succomber") | INJURING
"""Triggers only where nothing else in the sentence names the attack."""

MEANS: dict[str, EventType] = {
    **dict.fromkeys(_words("drone avion hélicoptère aviation chasseur bombardier"), EventType.AIR_DRONE_STRIKE),
    **dict.fromkeys(_words("missile roquette obus mortier artillerie fusée canon"), EventType.SHELLING_MISSILE),
    **dict.fromkeys(_words("bombe explosif mine grenade ceinture engin kamikaze"), EventType.BOMBING),
    **dict.fromkeys(_words("fusil kalachnikov couteau machette pistolet arme hache sabre"), EventType.ARMED_ASSAULT),
}
"""Weapons: the Instrument, and the type where the trigger leaves it open."""

LIGHT_VERBS = _words("mener lancer perpétrer commettre conduire effectuer procéder organiser préparer")
"""Verbs whose object is the trigger: their subject is the Attacker."""
AIMING_VERBS = _words("viser toucher frapper cibler dévaster détruire")
"""Verbs whose subject is the trigger: their object is the Target."""
SAYING_VERBS = _words(
    "annoncer indiquer déclarer affirmer dire rapporter préciser confirmer assurer expliquer témoigner ajouter"
)

PLACE_PREPOSITIONS = _words("à au aux en dans près vers devant autour")
AIM_PREPOSITIONS = _words("contre sur visant")
OF = _words("de d' du des")
_DAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_PART = "matin|après-midi|midi|soir|nuit"
_MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
TIME = re.compile(
    rf"\bnuit (?:de|du) (?:{_DAY})(?: (?:à|au) (?:{_DAY}))?|\b(?:{_DAY})(?: (?:{_PART})\b)?(?! \d)"
    rf"|(?:\b\d{{1,2}}(?:er)? )?\b(?:{_MONTH})\b(?: \d{{4}}\b)?|\b\d{{1,2}} ?(?:h|heures)(?: ?\d\d)?\b"
    rf"|\bdepuis (?:(?:{_MONTH}) )?\d{{4}}\b|(?<=\ben )\d{{4}}\b|\bhier\b(?: (?:{_PART}))?",
    re.IGNORECASE,
)
"""Dates and hours as the guidelines cut them."""
QUANTITIES = _words("dizaine vingtaine trentaine quarantaine cinquantaine centaine douzaine millier")

CUES: dict[Factuality, frozenset[str]] = {
    Factuality.DENIED: _words("nier démentir réfuter contester démenti"),
    Factuality.FOILED: _words("déjouer intercepter repousser tenter tentative échouer neutraliser désamorcer"),
    Factuality.PLANNED: _words(
        "menacer menace vouloir prévoir préparer projeter projet craindre redouter risque promettre ordonner si"
    ),
    Factuality.CLAIMED: _words("revendiquer selon accuser soupçonner affirmer assurer annoncer déclarer"),
}
"""Words of a sentence that say how sure its events are, the strongest first."""

ROLE_OF_TOLL = {Role.KILLED: KILLING, Role.INJURED: INJURING}
