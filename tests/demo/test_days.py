"""The demo's year is over now: at whatever hour it is told, nothing in it is still to come."""

from datetime import datetime, time

import pytest

from civic.core.clock import CITY, now, pretend
from civic.demo.days import Year
from tests.conftest import Town


@pytest.mark.parametrize(
    ("told", "hour", "stands"), [(time(0, 5), 1, time(0, 5)), (time(1), 1, time(1)), (time(13), 1, time(1))]
)
async def test_no_act_is_of_an_hour_that_has_not_come(town: Town, told: time, hour: int, stands: time) -> None:
    day = now().astimezone(CITY).date()
    with pretend(datetime.combine(day, told, CITY)):
        year = Year()
    async with year.on(0, hour):
        assert now() == datetime.combine(day, stands, CITY)


async def test_an_earlier_day_keeps_its_hour(town: Town) -> None:
    with pretend(datetime(2026, 11, 22, 0, 5, tzinfo=CITY)):
        year = Year()
    async with year.on(3, 17):
        assert now() == datetime(2026, 11, 19, 17, tzinfo=CITY)
