"""Weeks, months, seasons, years and parts of them in French words: *mars*, *fin 2019*, *l'été dernier*, *week-end*."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import MO, SA, relativedelta

from guetteur.normalize.dates import MONTH, WHICH, YEAR, anchored, read_day
from guetteur.normalize.values import TimePrecision, TimeValue

_SEASONS = {"printemps": "mars", "été": "juin", "automne": "septembre", "hiver": "décembre"}
_ROMAN = {"xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21}

_ARTICLES = re.compile(
    r"^(?:(?:ce|cet|cette|ces|le|la|les|au|aux|à|en|du|de|des|dans|vers|courant|seule?|tout|toute|journée)\b ?|l'|d')+"
)
_PART_OF_DAY = (
    r"(?:petit )?matin(?:ée)?|soir(?:ée)?|midi|mi-journée|après-midi|nuit|aube|aurore|"
    r"(?:fin|début|milieu) (?:de |d'|du )(?:la |l')?(?:matinée|soirée|journée|nuit|après-midi)|"
    r"heure locale|heures? [a-zà]+|locales|gmt"
)
_HOUR = r"(?:(?:à|vers|peu avant|peu après) )?[0-9]{1,2} ?(?:h|heures?|:)(?: ?[0-9]{2})?(?:mn)?"
# The hour narrows nothing here: a value counts days.
_CLOCK = re.compile(
    rf"(?:\b(?:tôt|tard|au|en|dans|le|la|à|de|du) )*(?:\b(?:l'|d'))?\b(?:{_HOUR}|{_PART_OF_DAY})(?![\w-])"
)

_MONTH = re.compile(rf"(?:mois (?:de |d'))?(?P<month>{MONTH})(?: (?:de )?(?P<year>{YEAR}))?{WHICH}")
_SEASON = re.compile(rf"(?P<season>{'|'.join(_SEASONS)})(?: (?:de )?(?P<year>{YEAR}))?{WHICH}")
_YEARS = re.compile(
    rf"(?:an(?:née)? )?(?P<year>{YEAR})|années (?P<decade>(?:[0-9]{{2}})?[0-9]0)|(?P<century>[xvi]+)e siècle"
)
_UNIT = re.compile(rf"(?P<unit>semaine|mois|an|année|week-end|nuit)(?:(?P<this>-ci| en cours)|{WHICH})")
_EDGE = re.compile(r"(?P<edge>début|mi|milieu|fin)[ -](?:de |du |d')?(?:la |l')?(?P<whole>.+)")


def read_date(text: str, published: date | None) -> TimeValue | None:
    """The day, week, month, season, year, decade or century that plain words name; None if they name something else."""
    for candidate in (text, _CLOCK.sub(" ", text)):
        bare = _ARTICLES.sub("", " ".join(candidate.split()).strip(" ,-"))
        if day := read_day(bare, published):
            return day
        for pattern, reader in _READERS:
            if match := pattern.fullmatch(bare):
                return reader(match, published)
    return None


def _months(
    start: date, count: int, precision: TimePrecision = TimePrecision.RANGE, approximate: bool = False
) -> TimeValue:
    """The `count` months from `start` on."""
    return TimeValue(start, start + relativedelta(months=count, days=-1), precision, approximate)


def _month(match: re.Match[str], published: date | None) -> TimeValue | None:
    last = published and published.replace(day=1) - timedelta(days=1)
    future = published and published + relativedelta(day=31)
    start = anchored(f"1 {match['month']}", match, last, published, future)
    return _months(start, 1, TimePrecision.MONTH) if start else None


def _season(match: re.Match[str], published: date | None) -> TimeValue | None:
    if match["season"] == "hiver" and match["year"]:
        return None  # a year has two winters
    last = published and published - relativedelta(months=3)
    start = anchored(f"1 {_SEASONS[match['season']]}", match, last, published, published)
    return _months(start, 3, approximate=True) if start else None


def _years(match: re.Match[str], _: date | None) -> TimeValue | None:
    if match["year"]:
        return _months(date(int(match["year"]), 1, 1), 12, TimePrecision.YEAR)
    if decade := match["decade"]:
        return _months(date(int(decade) + (1900 if len(decade) == 2 else 0), 1, 1), 120)
    century = _ROMAN.get(match["century"])
    return _months(date(century * 100 - 99, 1, 1), 1200) if century else None


def _unit(match: re.Match[str], published: date | None) -> TimeValue | None:
    unit = match["unit"]
    if not published or not (match["this"] or match["last"] or match["next"] or unit == "week-end"):
        return None
    step = -1 if match["last"] else 1 if match["next"] else 0
    if unit == "semaine":
        monday = published + relativedelta(weeks=step, weekday=MO(-1))
        return TimeValue(monday, monday + timedelta(days=6), TimePrecision.WEEK)
    if unit == "mois":
        return _months(published + relativedelta(months=step, day=1), 1, TimePrecision.MONTH)
    if unit == "week-end":
        # The last one is over, the next one has not begun.
        near = published + timedelta(days={-1: -2, 0: 0, 1: 1}[step])
        saturday = near + relativedelta(weekday=SA(+1 if step == 1 else -1))
        return TimeValue(saturday, saturday + timedelta(days=1), TimePrecision.RANGE)
    if unit == "nuit":
        first = published + timedelta(days=min(step, 0))
        return TimeValue(first, first + timedelta(days=1), TimePrecision.RANGE)
    return _months(published + relativedelta(years=step, month=1, day=1), 12, TimePrecision.YEAR)


def _edge(match: re.Match[str], published: date | None) -> TimeValue | None:
    whole_words = match["whole"]
    whole = read_date(f"{whole_words} en cours" if whole_words in _CURRENT else whole_words, published)
    if not whole or not whole.start or whole.precision not in _EDGES:
        return None
    first, length = _EDGES[whole.precision][match["edge"].replace("milieu", "mi")]
    start = whole.start + first
    return TimeValue(start, min(start + length, whole.end or start), TimePrecision.RANGE, approximate=True)


_CURRENT = ("semaine", "mois", "an", "année")
# Where the beginning, the middle and the end of a period lie and how long they are: our own reading.
_EDGES = {
    TimePrecision.WEEK: {
        "début": (relativedelta(), relativedelta(days=1)),
        "mi": (relativedelta(days=2), relativedelta(days=1)),
        "fin": (relativedelta(days=4), relativedelta(days=2)),
    },
    TimePrecision.MONTH: {
        "début": (relativedelta(), relativedelta(days=9)),
        "mi": (relativedelta(days=10), relativedelta(days=9)),
        "fin": (relativedelta(days=20), relativedelta(days=10)),
    },
    TimePrecision.YEAR: {
        "début": (relativedelta(), relativedelta(months=3, days=-1)),
        "mi": (relativedelta(months=4), relativedelta(months=4, days=-1)),
        "fin": (relativedelta(months=9), relativedelta(months=3, days=-1)),
    },
}
_Reader = Callable[[re.Match[str], date | None], TimeValue | None]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_MONTH, _month),
    (_SEASON, _season),
    (_YEARS, _years),
    (_UNIT, _unit),
    (_EDGE, _edge),
)
