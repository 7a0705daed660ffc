from __future__ import annotations

from datetime import date

from guetteur.document import Span
from guetteur.normalize.values import CountValue, PlacePrecision, PlaceValue, TimePrecision, TimeValue
from guetteur.records.best import best_date, best_place, best_toll
from guetteur.records.record import Toll, Value

DAY = TimeValue(date(2024, 3, 11), date(2024, 3, 11), TimePrecision.DAY)
APRIL = TimeValue(date(2024, 4, 1), date(2024, 4, 30), TimePrecision.MONTH)
MARCH = TimeValue(date(2024, 3, 1), date(2024, 3, 31), TimePrecision.MONTH)


def time(value: TimeValue | None, score: float, start: int = 0) -> Value[TimeValue]:
    return Value("x", Span(start, start + 1), "m1", score, value)


def test_what_is_understood_goes_before_what_is_surer() -> None:
    assert best_date([time(None, 0.9), time(DAY, 0.2)]) == time(DAY, 0.2)


def test_the_surer_value_wins() -> None:
    assert best_date([time(DAY, 0.4), time(MARCH, 0.9)]) == time(MARCH, 0.9)


def test_of_scores_that_are_close_the_more_precise_wins() -> None:
    assert best_date([time(MARCH, 0.93), time(DAY, 0.91)]) == time(DAY, 0.91)


def test_a_narrower_value_inside_the_surest_one_wins_unless_it_is_much_less_sure() -> None:
    assert best_date([time(DAY, 0.6), time(MARCH, 0.9)]) == time(DAY, 0.6)
    assert best_date([time(DAY, 0.6), time(APRIL, 0.9)]) == time(APRIL, 0.9)


def place(precision: PlacePrecision, country: str, score: float, admin1: str = "") -> Value[PlaceValue]:
    return Value("x", Span(0, 1), "m1", score, PlaceValue("x", 0.0, 0.0, precision, country, admin1))


def test_a_town_wins_over_its_own_country_and_region_alone() -> None:
    town = place(PlacePrecision.TOWN, "ML", 0.6, "07")
    own, other = place(PlacePrecision.COUNTRY, "ML", 0.9), place(PlacePrecision.COUNTRY, "NE", 0.9)
    region, next_region = place(PlacePrecision.REGION, "ML", 0.9, "07"), place(PlacePrecision.REGION, "ML", 0.9, "08")
    assert best_place([own, town]) == best_place([region, town]) == town
    assert best_place([other, town]) == other and best_place([next_region, town]) == next_region


def test_then_the_first_in_the_text() -> None:
    assert best_date([time(DAY, 0.9, 30), time(DAY, 0.9, 4)]) == time(DAY, 0.9, 4)


def test_nothing_to_choose_from_is_none() -> None:
    assert best_date([]) is None and best_toll([]) is None


def test_an_open_toll_comes_last_among_equally_sure_ones() -> None:
    exact, open_ = (Toll(("x",), CountValue(7, 7, high), "m1", 0.9) for high in (7, None))
    assert best_toll([open_, exact]) == exact
