"""Times of events: *dans la nuit de mardi à mercredi*, *depuis mars*, *entre 2014 et 2017*, *il y a onze jours*."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from guetteur.normalize.dates import DAY_NAME, MONTH, YEAR
from guetteur.normalize.periods import read_date
from guetteur.normalize.values import TimePrecision, TimeValue
from guetteur.normalize.wording import plain, split_number

_NIGHTS = re.compile(r"(?:.*\b)?nuit (?:de |du |d')(?P<low>.+?) (?:à|au) (?P<high>.+)")
_NIGHT = re.compile(r"nuit (?:de |du |d')(?P<day>.+)")
_BETWEEN = (
    re.compile(r"entre (?P<low>.+?) et (?P<high>.+)"),
    re.compile(r"(?:de |du |d')?(?P<low>.+?) (?:à|au|jusqu'à|jusqu'au) (?P<high>.+)"),
    re.compile(rf"(?P<low>{YEAR})-(?P<high>{YEAR})"),
    re.compile(rf"(?P<low>{YEAR}|{MONTH}|[0-9]{{1,2}}) et (?P<high>.+)"),
)
_DAY_NUMBER = re.compile(rf"(?:le |du )?(?P<day>(?:(?:{DAY_NAME}) )?[0-9]{{1,2}}) ?(?:er)?")
_FROM_MONTH = re.compile(rf"\b{MONTH}.*")
_FROM = re.compile(r"(?P<how>depuis|à partir d[eu]|à compter d[eu]|dès|après) (?P<what>.+)")
_TO = re.compile(r"(?:jusqu'(?:à|au|en)|avant) (?P<what>.+)")
_AT_THE_LATEST = re.compile(r"(?P<what>.+) au plus tard")
_UNITS = {
    "heure": "hours", "jour": "days", "semaine": "weeks", "mois": "months", "an": "years", "année": "years",
    "décennie": "decades",
}  # fmt: skip
_UNIT = r"(?P<unit>heure|jour|semaine|mois|année|an|décennie)s?"
# A bare plural stays below the next longer unit: *ces derniers jours* are less than a week.
_BARE_PLURAL = {
    "heure": relativedelta(days=1), "jour": relativedelta(weeks=1), "semaine": relativedelta(months=1),
    "mois": relativedelta(years=1), "année": relativedelta(years=10), "an": relativedelta(years=10),
}  # fmt: skip
_ABOUT = r"(?:(?P<about>près de|près d'|environ|plus de|plus d'|presque|à peine|tout juste) ?)?"
_LENGTH = re.compile(rf"{_ABOUT}(?P<count>.+?) {_UNIT}")
_AGO = re.compile(rf"(?:il y a|voilà|voici) {_ABOUT}(?P<count>.+?) {_UNIT}(?P<exact> jour pour jour)?")
_WINDOW = re.compile(
    r"(?:ces |les |des |la |le |l')?(?:(?P<before>[a-z0-9 -]+?) )?(?P<way>derni(?:er|ère)s?|prochaine?s?) "
    rf"(?P<count>.+? )?{_UNIT}|(?P<elapsed>semaine|mois|année|journée) écoulée?"
)
# Words that hang a time on another one, which a date behind them does not name.
_ELSEWHERE = re.compile(
    r"\b(?:après|avant|plus|tard|tôt|auparavant|même|suivante?|précédente?|anniversaire|ici|jusqu\w*|entre|depuis|contre)\b"
)
_NEXT_DAY = re.compile(r"(?:au |le )?(?P<which>lendemain|veille|avant-veille|surlendemain)\b.*")
_SHIFTS = {"lendemain": 1, "surlendemain": 2, "veille": -1, "avant-veille": -2}


def normalize_time(words: str, published: date | None) -> TimeValue | None:
    """The days that the words of a Time argument name, seen from the publication date.

    The news looks back: a weekday, or a date without a year, is the latest one up to and including the publication
    day. Hours narrow nothing, a night reaches from its first to its second day. Times that hang on something else in
    the text (*le même jour*, *deux jours plus tard*, *à 22 heures*) and mere durations (*trois mois*) give None, and so
    does all that needs a publication date where none is known.

    >>> normalize_time("nuit de mardi à mercredi", date(2024, 6, 6)).iso
    '2024-06-04/2024-06-05'
    """
    text = plain(words)
    try:
        for read in _RULES:
            if value := read(text, published):
                return value
    except (OverflowError, ValueError):
        pass  # outside the calendar: *31 février*, or years before the first
    return None


def _night(text: str, published: date | None) -> TimeValue | None:
    if match := _NIGHTS.fullmatch(text):
        return _from_to(match["low"], match["high"], published)
    if not (match := _NIGHT.fullmatch(text)) or not (value := read_date(match["day"], published)):
        return None
    if value.precision is not TimePrecision.DAY or not value.start:
        return value
    # *La nuit de dimanche* mostly begins on Sunday.
    return TimeValue(value.start, value.start + timedelta(days=1), TimePrecision.RANGE, approximate=True)


def _between(text: str, published: date | None) -> TimeValue | None:
    for pattern in _BETWEEN:
        if match := pattern.fullmatch(text):
            return _from_to(match["low"], match["high"], published)
    return None


def _from_to(low_words: str, high_words: str, published: date | None) -> TimeValue | None:
    high = read_date(high_words, published)
    if not high or not high.start:
        return None
    # *Du 14 au 16 mars* names the month once; otherwise the first end is the latest before the second.
    if (day := _DAY_NUMBER.fullmatch(low_words)) and (month := _FROM_MONTH.search(high_words)):
        low_words = f"{day['day']} {month[0]}"
    low = read_date(low_words, high.start)
    if not low or not low.start or not high.end or low.start > high.end:
        return None
    return TimeValue(low.start, high.end, TimePrecision.RANGE, low.approximate or high.approximate)


def _since(text: str, published: date | None) -> TimeValue | None:
    if not (match := _FROM.fullmatch(text)):
        return None
    what = match["what"]
    if length := _length(what):
        back, approximate = length
        if not published or match["how"] != "depuis":
            return None
        return TimeValue(_earlier(published, back), published, TimePrecision.RANGE, approximate)
    value = read_date(what, published) or _dated(what, published)
    if not value or match["how"] == "dès":
        return value
    start = value.end if match["how"] == "après" else value.start
    if not start or (published and start > published):
        return None
    return TimeValue(start, published, TimePrecision.RANGE, value.approximate)


def _until(text: str, published: date | None) -> TimeValue | None:
    if match := _AT_THE_LATEST.fullmatch(text):
        value = read_date(f"{match['what']} prochain", published)
        return TimeValue(None, value.end, TimePrecision.RANGE) if value else None
    if not (match := _TO.fullmatch(text)):
        return None
    if text.startswith("avant"):
        # Without its year, *avant juin* may look ahead or back.
        value = read_date(match["what"], None)
        return TimeValue(None, value.start - timedelta(days=1), TimePrecision.RANGE) if value and value.start else None
    value = read_date(match["what"], published)
    return TimeValue(None, value.end, TimePrecision.RANGE, value.approximate) if value else None


def _ago(text: str, published: date | None) -> TimeValue | None:
    match = _AGO.fullmatch(text)
    number = split_number(match["count"]) if match else None
    if not match or not published or not number or number[1]:
        return None
    unit = match["unit"]
    day = _earlier(published, _times(number[0], unit))
    if unit in ("heure", "jour") or match["exact"] or match["about"] == "tout juste":
        return TimeValue(day, day, TimePrecision.DAY, bool(match["about"]) and match["about"] != "tout juste")
    # *Il y a un an* is rarely to the day: the week, month or year that the unit names.
    whole = read_date({"semaine": "semaine-ci", "mois": "mois-ci"}.get(unit, "année-ci"), day)
    return TimeValue(whole.start, whole.end, whole.precision, True) if whole and unit != "décennie" else None


def _window(text: str, published: date | None) -> TimeValue | None:
    match = _WINDOW.fullmatch(text)
    if not match or not published:
        return None
    if match["elapsed"]:
        back = _times(1, match["elapsed"].replace("journée", "jour"))
        return TimeValue(_earlier(published, back), published, TimePrecision.RANGE, True)
    counted = (match["before"] or match["count"] or "").strip()
    number = split_number(counted)
    if counted and (not number or number[1]):
        return None
    unit = match["unit"]
    length = _times(number[0], unit) if number else _BARE_PLURAL.get(unit)
    if not length or not (number or match["way"].endswith("s")):
        return None
    if match["way"].startswith("derni"):
        return TimeValue(_earlier(published, length), published, TimePrecision.RANGE, True)
    return TimeValue(published, _earlier(published, -length), TimePrecision.RANGE, True)


def _dated(text: str, published: date | None) -> TimeValue | None:
    """A phrase that ends in its date: *l'attaque du 7 octobre 2023*, *la guerre d'août 2008*."""
    for head in re.finditer(r" (?=(?:de|du|le|en)\b|d'|de l')", text):
        date_words = text[head.end() :]
        if not re.search(rf"\b(?:{MONTH}|{YEAR})", date_words) or _ELSEWHERE.search(text[: head.start()]):
            continue
        if value := read_date(date_words, published):
            shifted = _NEXT_DAY.fullmatch(text)
            if not shifted or not value.start:
                return None if shifted else value
            day = value.start + timedelta(days=_SHIFTS[shifted["which"]])
            return TimeValue(day, day, TimePrecision.DAY) if value.precision is TimePrecision.DAY else None
    return None


def _length(text: str) -> tuple[relativedelta, bool] | None:
    match = _LENGTH.fullmatch(text)
    number = split_number(match["count"]) if match else None
    if not match or not number or number[1]:
        return None
    return _times(number[0], match["unit"]), bool(match["about"]) or match["unit"] != "jour"


def _times(number: int, unit: str) -> relativedelta:
    name = _UNITS[unit]
    return relativedelta(years=10 * number) if name == "decades" else relativedelta(**{name: number})


def _earlier(day: date, back: relativedelta) -> date:
    earlier: datetime = datetime.combine(day, time.min) - back  # hours need a datetime
    return earlier.date()


_Rule = Callable[[str, date | None], TimeValue | None]
_RULES: tuple[_Rule, ...] = (_night, _between, _since, _until, _ago, _window, read_date, _dated)
