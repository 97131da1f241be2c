"""Age bands: one row per band, and the only file that knows an age.

Three roads lead out: words (the band is the message context), look (`<html data-band>`) and reach (the facts below).
Grounded in INE's ballots for 6-9, 10-13 and 14-17 and in LGDNNA 5: in doubt, the younger rule.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from civic.core.words import N_

Band = Literal["a", "b", "c", "adult"]


@dataclass(frozen=True)
class Reach:
    """What a band brings with it. Lengths in characters, times in minutes."""

    band: Band
    label: str
    writes_freely: bool
    longest_text: int
    pictures_to_enter: int
    most_options: int
    idle_minutes: int
    session_hours: int


BANDS: dict[Band, Reach] = {
    "a": Reach("a", N_("6 to 9 years old"), False, 140, 3, 4, 10, 12),
    "b": Reach("b", N_("10 to 13 years old"), True, 400, 4, 8, 10, 12),
    "c": Reach("c", N_("14 to 17 years old"), True, 800, 4, 14, 15, 12),
    "adult": Reach("adult", N_("18 years old or more"), True, 4000, 4, 14, 15, 12),
}

#: How a page made for children is drawn while nobody knows who reads it (SG-21: in doubt, the younger).
YOUNGEST: Band = "a"


def band(birth_year: int | None, birth_month: int | None, today: date) -> Band:
    """The band of a child born in that month; unknown or partial data give the youngest (SG-21).

    Adulthood starts the day after the birth month ends, so a child is never treated as older than they are.
    """
    if birth_year is None or birth_month is None:
        return "a"
    years = today.year - birth_year - (today <= _month_end(today.year, birth_month))
    if years < 10:
        return "a"
    if years < 14:
        return "b"
    return "c" if years < 18 else "adult"


def _month_end(year: int, month: int) -> date:
    return (date(year, month, 1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
