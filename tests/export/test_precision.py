from __future__ import annotations

from datetime import date

import pytest

from guetteur.export.acled import _day
from guetteur.export.ged import _date_prec
from guetteur.normalize.values import TimePrecision, TimeValue

MARCH = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("time", "acled", "ged"),
    [
        (TimeValue(MARCH, MARCH, TimePrecision.DAY), (MARCH, 1), 1),
        (TimeValue(MARCH, MARCH, TimePrecision.DAY, True), (MARCH, 2), 2),
        (TimeValue(MARCH, date(2024, 3, 2), TimePrecision.RANGE), (MARCH, 2), 2),
        (TimeValue(MARCH, date(2024, 3, 7), TimePrecision.WEEK), (date(2024, 3, 4), 2), 3),
        (TimeValue(MARCH, date(2024, 3, 31), TimePrecision.MONTH), (date(2024, 3, 16), 3), 4),
        (TimeValue(MARCH, date(2025, 2, 28), TimePrecision.YEAR), (None, None), 5),
        (TimeValue(MARCH, date(2026, 3, 1), TimePrecision.RANGE), (None, None), None),
        (TimeValue(None, MARCH, TimePrecision.RANGE), (None, None), None),
        (None, (None, None), None),
    ],
)
def test_dates_have_the_precision_codes_of_the_codebooks(
    time: TimeValue | None, acled: tuple[date | None, int | None], ged: int | None
) -> None:
    assert (_day(time), _date_prec(time)) == (acled, ged)
