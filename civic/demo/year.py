"""A year of Valle del Río, told by calling the acts as each person, so it can only show what the charters allow."""

from civic.core.clock import today
from civic.demo.people import settle


async def tell_the_year() -> None:
    await settle(today())
