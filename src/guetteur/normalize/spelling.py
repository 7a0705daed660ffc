"""Names in one spelling for look-up, and other spellings that French writers choose for foreign names."""

from __future__ import annotations

import itertools
import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ı": "i", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ə": "a", "þ": "th", "ð": "d"}
)
_NOT_KEY = re.compile(r"[^a-z0-9]+")
# French spells foreign sounds its own way; GeoNames mostly follows English.
_SOUNDS = (
    ("tch", ("ch",)),
    ("ch", ("sh", "kh")),
    ("dj", ("j",)),
    ("ou", ("u", "w")),
    ("gu", ("g",)),
    ("qu", ("q", "k")),
    ("ia", ("ya",)),
    ("ie", ("ye",)),
    ("ai", ("ay",)),
    ("ei", ("ey",)),
)
_AT = re.compile("|".join(sound for sound, _ in _SOUNDS))
_ARTICLE = re.compile(r"(?:al|el|as|ar|ad|an|ash|ach|ech|es|er|ed|en)[ -]+(?=.{3})")
_MOST_SOUNDS = 5  # more would make thousands of spellings


def fold(name: str) -> str:
    """Letters a to z and digits alone, so that accents, case, hyphens, blanks and apostrophes make no difference.

    >>> fold("Saint-Étienne-du-Rouvray") == fold("SAINT ETIENNE DU ROUVRAY")
    True
    """
    text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return _NOT_KEY.sub("", text.encode("ascii", "ignore").decode("ascii"))


def foreign_spellings(name: str) -> list[str]:
    """Folded spellings that mean the same sounds: *Chouchi* gives *shushi*; the name's own key is not among them.

    >>> "shushi" in foreign_spellings("Chouchi")
    True
    """
    bare = _ARTICLE.sub("", name.casefold(), count=1) if _ARTICLE.match(name.casefold()) else name
    own = fold(name)
    sounds = [*_respelled(own), *(_respelled(fold(bare)) if bare is not name else ())]
    keys = [*sounds, *(article + key for article in ("al", "el") for key in sounds)]
    return [key for key in dict.fromkeys(keys) if key != own and len(key) > 2]


def _respelled(key: str) -> list[str]:
    found = list(_AT.finditer(key))[:_MOST_SOUNDS]
    options = [(match[0], *dict(_SOUNDS)[match[0]]) for match in found]
    spelled = []
    for choice in itertools.product(*options):
        parts, end = [], 0
        for match, sound in zip(found, choice, strict=True):
            parts += [key[end : match.start()], sound]
            end = match.end()
        spelled.append("".join(parts) + key[end:])
    return spelled
