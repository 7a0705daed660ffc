from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.normalize import normalize_time

PUBLISHED = date(2024, 6, 4)  # a Tuesday
PIECES = (
    "nuit|de|du|à|au|entre|et|depuis|avant|après|jusqu'à|mardi|dimanche|dernier|prochain|dernières|le|7|30|31|1er|mars|"
    "février|octobre|2015|2024|été|hiver|début|fin|mi-|il y a|un|dix|500|ans|jours|mois|semaine|week-end|soir|22 h 40|"
    "lendemain|veille|années|1990|90|XXe|siècle|hier|13-Novembre|même jour|plus tard|au plus tard"
)
PHRASES = st.lists(st.sampled_from(PIECES.split("|")), max_size=7).map(" ".join) | st.text(max_size=30)


def iso(words: str, published: date | None = PUBLISHED) -> str | None:
    value = normalize_time(words, published)
    return f"{value.iso} {value.precision}{' ~' if value.approximate else ''}" if value else None


@given(PHRASES, st.none() | st.dates())
def test_any_words_give_an_ordered_interval_or_nothing(words: str, published: date | None) -> None:
    value = normalize_time(words, published)
    if value is not None:
        assert value.start is not None or value.end is not None
        assert value.start is None or value.end is None or value.start <= value.end


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_weekday_is_the_latest_up_to_the_publication_day(published: date) -> None:
    value = normalize_time("jeudi", published)
    assert value and value.start and value.start.weekday() == 3
    assert timedelta(0) <= published - value.start < timedelta(7)


@pytest.mark.parametrize(("words", "expected"), [
    ("mardi", "2024-06-04 day"),
    ("Mardi dernier", "2024-05-28 day"),
    ("mardi prochain", "2024-06-11 day"),
    ("lundi soir", "2024-06-03 day"),
    ("dimanche 2 juin au matin", "2024-06-02 day"),
    ("dimanche 9 juin", "2024-06-09 day"),
    ("hier soir", "2024-06-03 day"),
    ("avant-hier", "2024-06-02 day"),
    ("le 7 octobre dernier", "2023-10-07 day"),
    ("4 juin dernier", "2023-06-04 day"),
    ("1er février 2021", "2021-02-01 day"),
    ("3 août 2025", "2025-08-03 day"),
    ("12/03/2024", "2024-03-12 day"),
    ("soir du 15 décembre 2018", "2018-12-15 day"),
    ("13-Novembre", "2015-11-13 day"),
    ("lendemain de l’assaut du 7 octobre 2023", "2023-10-08 day"),
    ("il y a onze jours", "2024-05-24 day"),
    ("il y a un an jour pour jour", "2023-06-04 day"),
])  # fmt: skip
def test_days(words: str, expected: str) -> None:
    assert iso(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("semaine dernière", "2024-05-27/2024-06-02 week"),
    ("mois de mai", "2024-05-01/2024-05-31 month"),
    ("juin", "2024-06-01/2024-06-30 month"),
    ("juin dernier", "2023-06-01/2023-06-30 month"),
    ("mois dernier", "2024-05-01/2024-05-31 month"),
    ("février 2024", "2024-02-01/2024-02-29 month"),
    ("an dernier", "2023-01-01/2023-12-31 year"),
    ("2013", "2013-01-01/2013-12-31 year"),
    ("il y a un an", "2023-01-01/2023-12-31 year ~"),
    ("il y a deux mois", "2024-04-01/2024-04-30 month ~"),
])  # fmt: skip
def test_weeks_months_and_years(words: str, expected: str) -> None:
    assert iso(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("dans la nuit de dimanche à lundi", "2024-06-02/2024-06-03 range"),
    ("nuit du 31 mai au 1er juin", "2024-05-31/2024-06-01 range"),
    ("nuit de samedi 1er à dimanche 2 juin", "2024-06-01/2024-06-02 range"),
    ("nuit dernière", "2024-06-03/2024-06-04 range"),
    ("nuit de dimanche", "2024-06-02/2024-06-03 range ~"),
    ("ce week-end", "2024-06-01/2024-06-02 range"),
    ("14 au 16 mars", "2024-03-14/2024-03-16 range"),
    ("3 et 4 mai", "2024-05-03/2024-05-04 range"),
    ("entre lundi et mardi", "2024-06-03/2024-06-04 range"),
    ("entre août et janvier", "2023-08-01/2024-01-31 range"),
    ("entre le 28 décembre et le 3 janvier 2021", "2020-12-28/2021-01-03 range"),
    ("2006-2008", "2006-01-01/2008-12-31 range"),
    ("fin 2019", "2019-10-01/2019-12-31 range ~"),
    ("début mars", "2024-03-01/2024-03-10 range ~"),
    ("mi-octobre", "2023-10-11/2023-10-20 range ~"),
    ("l'été dernier", "2023-06-01/2023-08-31 range ~"),
    ("années 1990", "1990-01-01/1999-12-31 range"),
    ("XXe siècle", "1901-01-01/2000-12-31 range"),
    ("ces dernières semaines", "2024-05-04/2024-06-04 range ~"),
    ("dernières vingt-quatre heures", "2024-06-03/2024-06-04 range ~"),
])  # fmt: skip
def test_ranges(words: str, expected: str) -> None:
    assert iso(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("depuis mars", "2024-03-01/2024-06-04 range"),
    ("depuis plus d'un an", "2023-06-04/2024-06-04 range ~"),
    ("depuis le coup d’État de février 2021", "2021-02-01/2024-06-04 range"),
    ("jusqu'en 2009", "../2009-12-31 range"),
    ("avant juin 2020", "../2020-05-31 range"),
    ("lundi au plus tard", "../2024-06-10 range"),
])  # fmt: skip
def test_open_intervals(words: str, expected: str) -> None:
    assert iso(words) == expected


@pytest.mark.parametrize("words", [
    "même jour", "deux jours plus tard", "lendemain de l'attaque", "veille", "jour-là", "nuit", "aube", "avant l'aube",
    "13H00 locales", "22 h 40", "trois mois", "dix jours", "le 9", "avant juin", "messe", "hiver 2022",
    "deux mois après l'attaque du 7 octobre 2023", "anniversaire de l'attaque du 7 octobre", "31 février",
    "dimanche 3 juin", "depuis la rupture de la trêve", "août de la même année", "d'ici à samedi", "",
])  # fmt: skip
def test_what_the_words_alone_cannot_decide_gives_nothing(words: str) -> None:
    assert iso(words) is None


@pytest.mark.parametrize(("words", "expected"), [
    ("7 janvier 2015", "2015-01-07 day"), ("janvier 2015", "2015-01-01/2015-01-31 month"),
    ("entre 2014 et 2017", "2014-01-01/2017-12-31 range"), ("depuis 2017", "2017-01-01/.. range"),
    ("mardi", None), ("7 janvier", None), ("mars", None), ("hier", None), ("an dernier", None),
    ("depuis dix ans", None), ("week-end", None),
])  # fmt: skip
def test_without_a_publication_date_only_absolute_times_are_read(words: str, expected: str | None) -> None:
    assert iso(words, None) == expected
