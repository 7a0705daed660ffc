"""Dates on a scale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.document import Argument, Document, Event, Span
from guetteur.normalize.values import TimePrecision, TimeValue
from guetteur.records.build import records_of
from guetteur.records.record import Record
from guetteur.viewing.timeline import Scale, columns, scale_of


def time(start: str | None, end: str | None = "", precision: TimePrecision = TimePrecision.DAY) -> TimeValue:
    last = start if end == "" else end
    return TimeValue(
        date.fromisoformat(start) if start else None, date.fromisoformat(last) if last else None, precision
    )


def record(words: str, published: str = "2024-03-12", type_: str = "Bombing", factuality: str = "asserted") -> Record:
    text = f"Une explosion {words}."
    argument = Argument("Time", Span(14, 14 + len(words)))
    event = Event(type_, Span(4, 13), (argument,), factuality)
    return records_of(Document("d", text, (event,), {"date": published}))[0]


def test_a_single_day_stands_in_the_middle_of_a_week() -> None:
    scale = scale_of([time("2024-03-10")])
    assert scale == Scale(date(2024, 3, 7), date(2024, 3, 13))
    bar = scale.bar(time("2024-03-10"))
    assert bar.start + bar.end == pytest.approx(100)


def test_a_bar_is_as_long_as_its_interval() -> None:
    scale = Scale(date(2024, 1, 1), date(2024, 1, 10))
    day, half = scale.bar(time("2024-01-01")), scale.bar(time("2024-01-06", "2024-01-10"))
    assert (day.start, half.end) == (2, 98)
    assert half.end - half.start == pytest.approx(5 * (day.end - day.start), abs=0.05)


def test_a_war_of_years_does_not_stretch_the_scale() -> None:
    long = time("2012-01-01", "2024-03-12", TimePrecision.RANGE)
    scale = scale_of([time("2024-03-10"), long])
    assert scale is not None and scale.first.year == 2024
    bar = scale.bar(long)
    assert bar.open_start and not bar.open_end and bar.start == 2


def test_an_open_interval_reaches_the_edge() -> None:
    scale = Scale(date(2024, 1, 1), date(2024, 1, 10))
    bar = scale.bar(time(None, "2024-01-05"))
    assert (bar.start, bar.open_start, bar.open_end) == (2, True, False)
    assert scale_of([time(None, None)]) is None and scale_of([]) is None


def test_what_lies_outside_is_drawn_at_the_edge() -> None:
    bar = Scale(date(2024, 1, 1), date(2024, 1, 10)).bar(time("2020-01-01"))
    assert bar.start == bar.end == 2 and bar.open_start


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2024, 12, 30), date(2025, 1, 2), ["30 Dec 2024", "31 Dec", "1 Jan 2025", "2 Jan"]),
        (date(2024, 1, 1), date(2024, 5, 20), ["Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024", "May 2024"]),
        (date(1988, 1, 1), date(2024, 1, 1), ["1990", "2000", "2010", "2020"]),
    ],
)
def test_ticks_stand_at_round_dates(first: date, last: date, labels: list[str]) -> None:
    assert [tick.label for tick in Scale(first, last).ticks()] == labels


@given(st.dates(), st.dates())
def test_every_scale_has_few_ticks_within_it(one: date, other: date) -> None:
    scale = scale_of([TimeValue(min(one, other), max(one, other), TimePrecision.RANGE)])
    assert scale is not None
    ticks = scale.ticks()
    assert len(ticks) <= 5 and all(2 <= tick.at <= 98 for tick in ticks)


def test_columns_count_records_by_how_they_are_told() -> None:
    found = [
        record("le 10 mars 2024"),
        record("le 10 mars 2024", factuality="claimed"),
        record("le 10 mars 2024", factuality="denied"),
        record("le 20 avril 2021"),
        record("en 2015"),  # too long for a column
        record("bientôt"),
        record("le 10 mars 2024", type_="Campaign"),
    ]
    _, drawn, left_out = columns(found)
    assert [(column.told, column.claimed, column.other) for column in drawn] == [(1, 0, 0), (1, 1, 1)]
    assert left_out == 3
    assert drawn[0].end <= drawn[1].start and drawn[1].label == "2024-03-01 to 2024-03-31"


def test_columns_of_a_few_days_are_days() -> None:
    _, drawn, _ = columns([record("le 10 mars 2024"), record("le 11 mars 2024")])
    assert [column.label for column in drawn] == ["2024-03-10", "2024-03-11"]


def test_no_dates_no_columns() -> None:
    nothing: Any = columns([record("bientôt")])
    assert nothing == ([], [], 1)


@given(st.lists(st.dates(max_value=date(9000, 1, 1)), min_size=1, max_size=30))
def test_each_dated_record_is_in_one_column(days: list[date]) -> None:
    base = record("le 10 mars 2024")
    assert base.best.date is not None
    found = [
        replace(base, best=replace(base.best, date=replace(base.best.date, value=TimeValue(d, d, TimePrecision.DAY))))
        for d in days
    ]
    _, drawn, left_out = columns(found)
    assert sum(column.total for column in drawn) == len(days) and left_out == 0
    assert all(0 <= column.start < column.end <= 100 for column in drawn)
