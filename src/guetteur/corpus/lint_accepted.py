"""Warnings of the lint that somebody has looked at and lets stand, each with its reason.

They stand in the article itself, so that they travel with it into every format that keeps meta data:

    @lint killing-word mort: another death, of another cause | lead La Résistance: the name begins with its article

Each entry is the check, the words at which it warns, and why they are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from guetteur.corpus.problems import Problem
from guetteur.document import Document

META_KEY = "lint"

_ENTRY = re.compile(r"(?P<check>[a-z-]+) (?P<quoted>\S.*?): (?P<reason>\S.*)")
# An entry is typed plainly, also where the text has typographic apostrophes and no-break spaces.
_PLAIN = str.maketrans("’\u00a0\u202f", "'  ")


def without_accepted(problems: Iterable[Problem], document: Document) -> Iterator[Problem]:
    """The problems of a document less its accepted warnings, and a warning for each entry that accepts nothing.

    An error is never accepted.
    """
    text = document.text.translate(_PLAIN)
    entries = list(_entries(document))
    used = set()
    for problem in problems:
        found = [entry for entry in entries if problem.severity == "warning" and _covers(entry, problem, text)]
        used.update(found)
        if not found:
            yield problem
    for entry in dict.fromkeys(entries):
        if entry not in used:
            yield _useless(f"@{META_KEY} accepts {entry[0]!r} at {entry[1]!r}, where there is no such warning")
    for part in _parts(document):
        if not _ENTRY.fullmatch(part):
            yield _useless(f"@{META_KEY} {part!r} is not 'check quotation: reason'")


def _covers(entry: tuple[str, str], problem: Problem, text: str) -> bool:
    check, quoted = entry
    if problem.check != check or problem.offset is None:
        return False
    end = problem.offset + len(quoted)
    return text.startswith(quoted, problem.offset) and not text[end : end + 1].isalnum()


def _entries(document: Document) -> Iterator[tuple[str, str]]:
    for part in _parts(document):
        if match := _ENTRY.fullmatch(part):
            yield match["check"], match["quoted"].translate(_PLAIN)


def _parts(document: Document) -> list[str]:
    value = document.meta.get(META_KEY)
    return [part.strip() for part in str(value).split(" | ")] if value else []


def _useless(message: str) -> Problem:
    remedy = "mend the entry or delete it"
    return Problem("", 0, "", message, remedy=remedy, severity="warning", check="accepted")
