"""Calendar days in French words, against a publication date: *mardi 4 juin*, *7 octobre dernier*, *avant-hier*.

`dateparser` reads the dates: it knows how months are spelt and finds the latest *7 octobre* not after a day. Weekdays
are ours: for it, *mardi* on a Tuesday is a week ago.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import dateparser
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from guetteur.normalize.values import TimePrecision, TimeValue

_MONTHS = (
    r"janvier|janv|f[ée]vrier|févr|mars|avril|mai|juin|juillet|juil|ao[ûu]t|septembre|sept|octobre|oct|novembre|nov"
)
MONTH = rf"(?:{_MONTHS}|d[ée]cembre|déc)\b\.?"
YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_WEEKDAYS = {"lundi": MO, "mardi": TU, "mercredi": WE, "jeudi": TH, "vendredi": FR, "samedi": SA, "dimanche": SU}
DAY_NAME = "|".join(_WEEKDAYS)
# Which of several: *mardi dernier*, *mardi prochain*.
WHICH = r"(?: (?:(?P<last>derni[eè]re?|passée?)|(?P<next>prochaine?)))?"
# Written with a hyphen, a date is the name of an event, whatever the year of the article.
_NAMED_DAYS = {"13-novembre": date(2015, 11, 13), "7-octobre": date(2023, 10, 7), "11-septembre": date(2001, 9, 11)}

_WEEKDAY = re.compile(rf"(?P<name>{DAY_NAME}){WHICH}")
_DATE = re.compile(
    rf"(?:(?P<name>{DAY_NAME}),? (?:le )?)?(?P<day>[0-9]{{1,2}}) ?(?:er)?[ -](?P<month>{MONTH})"
    rf"(?:[ -](?P<year>{YEAR}))?{WHICH}"
)
_NUMERIC = re.compile(r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RELATIVE = re.compile(rf"(?P<day>hier|avant-hier|aujourd'hui|demain|après-demain)(?: (?:{DAY_NAME}))?")


def read_day(text: str, published: date | None) -> TimeValue | None:
    """The day that plain words without article and hour name; None if they name something else."""
    if match := _DATE.fullmatch(text):
        return _calendar_day(match, published)
    if _NUMERIC.fullmatch(text):
        return _day(date.fromisoformat(text) if "-" in text else _parse(text, date(2000, 1, 1)))
    if not published:
        return None
    if match := _WEEKDAY.fullmatch(text):
        return _weekday(match, published)
    return _day(_parse(match["day"], published)) if (match := _RELATIVE.fullmatch(text)) else None


def anchored(words: str, match: re.Match[str], last: date | None, now: date | None, future: date | None) -> date | None:
    """A calendar date without a year, before `last` where the words say *dernier*, after `future` for *prochain*."""
    if match["year"]:
        return _parse(f"{words} {match['year']}", date(2000, 1, 1))
    if not (last and now and future):
        return None
    return _parse(words, future, future=True) if match["next"] else _parse(words, last if match["last"] else now)


@lru_cache(maxsize=4096)
def _parse(words: str, base: date, future: bool = False) -> date | None:
    found = dateparser.parse(
        words,
        languages=["fr"],
        settings={
            "RELATIVE_BASE": datetime.combine(base, time.min),
            "PREFER_DATES_FROM": "future" if future else "past",
            "DATE_ORDER": "DMY",
        },
    )
    return found.date() if found else None


def _day(day: date | None) -> TimeValue | None:
    return TimeValue(day, day, TimePrecision.DAY) if day else None


def _calendar_day(match: re.Match[str], published: date | None) -> TimeValue | None:
    words = f"{match['day']} {match['month']}"
    if not match["year"] and (named := _NAMED_DAYS.get(match[0])):
        return _day(named)
    one = timedelta(days=1)
    day = anchored(words, match, published and published - one, published, published and published + one)
    if match["name"] and day and published and day.weekday() != _WEEKDAYS[match["name"]].weekday:
        # *dimanche 26 mai* may lie ahead; if that is no Sunday either, the words contradict themselves.
        day = None if match["year"] else _parse(words, published, future=True)
        day = day if day and day.weekday() == _WEEKDAYS[match["name"]].weekday else None
    return _day(day)


def _weekday(match: re.Match[str], published: date) -> TimeValue | None:
    day, one = _WEEKDAYS[match["name"]], timedelta(days=1)
    if match["next"]:
        return _day(published + one + relativedelta(weekday=day(+1)))
    return _day((published - one if match["last"] else published) + relativedelta(weekday=day(-1)))
