from __future__ import annotations

from datetime import date

import pytest

from guetteur.document import Argument, Document, Event, Span
from guetteur.records.build import records_of
from guetteur.records.dating import words_of_time


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Les attentats des 17 et 18 août ont tué.", "17", "17 août"),
        ("Attaques les 3, 4 et 5 mars 2021 à Gao.", "3", "3 mars 2021"),
        ("Attaques les 3, 4 et 5 mars 2021 à Gao.", "5 mars 2021", "5 mars 2021"),
        ("Les 17 et 18 soldats sont morts.", "17", "17"),
    ],
)
def test_a_bare_day_takes_the_month_of_the_last_one(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    assert words_of_time(Span(start, start + len(words)), text) == expected


def record_days(text: str, *times: str) -> list[str]:
    """The days of the one record of a text in which every *attentat* has the next of the times."""
    events, position = [], 0
    for words in times:
        trigger = text.index("attentat", position)
        position = text.index(words, trigger)
        argument = Argument("Time", Span(position, position + len(words)))
        events.append(Event("Attack", Span(trigger, trigger + 8), (argument,), cluster="e1"))
    (record,) = records_of(Document("d", text, tuple(events)), date(2020, 1, 21))
    return [value.value.iso for value in record.times if value.value]


def test_a_day_without_a_year_is_that_of_another_mention() -> None:
    text = "Un attentat le 13 novembre. Cet attentat du 13 novembre 2015 a tué."
    assert record_days(text, "13 novembre", "13 novembre 2015") == ["2015-11-13"]


def test_other_days_keep_their_own_year() -> None:
    text = "Un attentat le 14 novembre. Cet attentat du 13 novembre 2015 a tué."
    assert record_days(text, "14 novembre", "13 novembre 2015") == ["2015-11-13", "2019-11-14"]


def test_two_years_for_one_day_decide_nothing() -> None:
    text = "Un attentat le 13 novembre, un attentat le 13 novembre 2015, un attentat le 13 novembre 2016."
    assert record_days(text, "13 novembre", "13 novembre 2015", "13 novembre 2016") == [
        "2015-11-13", "2016-11-13", "2019-11-13",
    ]  # fmt: skip
