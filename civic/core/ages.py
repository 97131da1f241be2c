"""Age bands: one row per band, and the only file that knows an age.

Three roads lead out: words (the band is the message context), look (`<html data-band>`) and reach (the facts below).
Grounded in INE's ballots for 6-9, 10-13 and 14-17 and in LGDNNA 5: in doubt, the younger rule.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from civic.core.words import N_

Band = Literal["a", "b", "c", "adult"]


@dataclass(frozen=True)
class Reach:
    """What a band brings with it (safeguards.md, section 2). Lengths in characters, times in minutes unless said.

    Coming in: `pictures_to_enter` of `pictures_offered`; `by_pin`, `by_phrase`, `by_passkey` are other ways it may
    choose; `at_home` whether it may come in on a device that is not enrolled. `adults_to_reset` is how many must agree
    before a child chooses a new secret. Writing: from the hour `writes_from` until `writes_until`, only where
    `attended` if two adults must be there. `asks_receipts`: whether it may ask for a receipt of its vote. `cap_minutes`
    is after how long a page says gently that it is enough.
    """

    band: Band
    label: str
    writes_freely: bool
    longest_text: int
    pictures_to_enter: int
    pictures_offered: int
    by_pin: bool
    by_phrase: bool
    by_passkey: bool
    at_home: bool
    adults_to_reset: int
    most_options: int
    idle_minutes: int
    session_hours: int
    cap_minutes: int
    writes_from: int
    writes_until: int
    attended: bool
    asks_receipts: bool


BANDS: dict[Band, Reach] = {
    "a": Reach(
        band="a", label=N_("6 to 9 years old"), writes_freely=False, longest_text=140,
        pictures_to_enter=3, pictures_offered=12, by_pin=False, by_phrase=False, by_passkey=False, at_home=False,
        adults_to_reset=2, most_options=4, idle_minutes=10, session_hours=12, cap_minutes=20,
        writes_from=7, writes_until=20, attended=True, asks_receipts=False,
    ),
    "b": Reach(
        band="b", label=N_("10 to 13 years old"), writes_freely=True, longest_text=400,
        pictures_to_enter=4, pictures_offered=16, by_pin=True, by_phrase=False, by_passkey=False, at_home=True,
        adults_to_reset=1, most_options=8, idle_minutes=10, session_hours=12, cap_minutes=30,
        writes_from=7, writes_until=20, attended=False, asks_receipts=True,
    ),
    "c": Reach(
        band="c", label=N_("14 to 17 years old"), writes_freely=True, longest_text=800,
        pictures_to_enter=4, pictures_offered=16, by_pin=True, by_phrase=True, by_passkey=True, at_home=True,
        adults_to_reset=1, most_options=14, idle_minutes=15, session_hours=12, cap_minutes=45,
        writes_from=6, writes_until=21, attended=False, asks_receipts=True,
    ),
    "adult": Reach(
        band="adult", label=N_("18 years old or more"), writes_freely=True, longest_text=4000,
        pictures_to_enter=4, pictures_offered=16, by_pin=True, by_phrase=True, by_passkey=True, at_home=True,
        adults_to_reset=1, most_options=14, idle_minutes=15, session_hours=12, cap_minutes=12 * 60,
        writes_from=0, writes_until=24, attended=False, asks_receipts=True,
    ),
}

#: How a page made for children is drawn while nobody knows who reads it (SG-21: in doubt, the younger).
YOUNGEST: Band = "a"


def band(birth_year: int | None, birth_month: int | None, today: date) -> Band:
    """The band of a child born in that month; unknown or partial data give the youngest (SG-21).

    Adulthood starts the day after the birth month ends, so a child is never treated as older than they are.
    """
    if birth_year is None or birth_month is None:
        return "a"
    years = _years(birth_year, birth_month, today)
    if years < 10:
        return "a"
    if years < 14:
        return "b"
    return "c" if years < 18 else "adult"


def of_age_before(today: date) -> tuple[int, int]:
    """Year and month: whoever was born before that month is of age."""
    return today.year - 18, today.month


def outside_bands(birth_year: int, birth_month: int, today: date) -> Literal["young", "old"] | None:
    """Whether somebody is too young for an account yet, or already of age: the youngest band begins at six."""
    years = _years(birth_year, birth_month, today)
    return "young" if years < 6 else "old" if years >= 18 else None


def _years(birth_year: int, birth_month: int, today: date) -> int:
    return today.year - birth_year - (today <= _month_end(today.year, birth_month))


def _month_end(year: int, month: int) -> date:
    return (date(year, month, 1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def awake(reach: Reach, at: datetime) -> bool:
    """Whether that band may write at that moment, in the city's own time (SG-73)."""
    return reach.writes_from <= at.hour < reach.writes_until
