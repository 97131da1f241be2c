"""What the doors show before anybody is in."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from civic.core import keep
from civic.core.ages import BANDS, Reach
from civic.core.charter import Refusal
from civic.core.forms import Form
from civic.core.reader import reading
from civic.core.words import N_, _, ngettext, speaking
from civic.people.charter import Door, in_its_days, not_claimed, not_waiting
from civic.people.chosen import PICTURES
from civic.people.limits import HELD
from civic.people.pictures import SEQUENCE
from civic.people.queries import Card, reach_of

MACHINE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|/\S*")
#: For whom the door of phrases is drawn.
TEENAGERS = next(reach for reach in BANDS.values() if reach.by_phrase)


@dataclass(frozen=True)
class EnterPage:
    """`kept` is a sealed form that waits for its person, `back` the page that sent them here."""

    back: str = ""
    kept: str = ""
    came_in_first: bool = False
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class SoFar:
    """What was chosen on the screens before, carried sealed: nobody reads a secret in a page (SG-28)."""

    kind: str
    picked: tuple[str, ...] = ()
    first: str = ""

    def sealed(self, card: Card) -> str:
        return keep.pack("so far", [str(card["id"]), self.kind, self.picked, self.first])

    @classmethod
    def opened(cls, sealed: str, card: Card) -> "SoFar | None":
        found = keep.unpack("so far", sealed, HELD)
        if not found or found[0] != str(card["id"]):
            return None
        return cls(found[1], tuple(found[2]), found[3])


@dataclass(frozen=True)
class Figure:
    name: str
    label: str


@dataclass(frozen=True)
class SecretPage:
    """Pictures to touch, or a PIN or a phrase to write. `stage`: "enter", "choose" or "again" (the same once more)."""

    stage: str
    kind: str
    so_far: str
    figures: list[Figure]
    picked: int
    wanted: int
    back: str
    kept: str
    problem: str

    @property
    def action(self) -> str:
        return "/entrar/tarjeta" if self.stage == "enter" else "/entrar/estrenar"

    @property
    def template(self) -> str:
        return "people/pictures.html" if self.kind == PICTURES else "people/secret.html"


def secret_page(card: Card, so_far: SoFar, stage: str, form: Form, problem: str = "") -> SecretPage:
    reach = reach_of(card)
    return SecretPage(
        stage=stage,
        kind=so_far.kind,
        so_far=so_far.sealed(card),
        figures=[Figure(name, _(SEQUENCE[name])) for name in card["offered"][: reach.pictures_offered]],
        picked=len(so_far.picked),
        wanted=reach.pictures_to_enter,
        back=form.get("back"),
        kept=form.get("kept"),
        problem=_(problem) if problem else "",
    )


@dataclass(frozen=True)
class HelloPage:
    """A card used for the first time, or whose owner may choose anew: `alias` ("" for a guardian), and the ways."""

    alias: str
    ways: list[str]
    anew: bool
    pictures: int
    back: str = ""
    kept: str = ""


@dataclass(frozen=True)
class RestPage:
    """Why the card does not open now. `picture` and `title` by the kind of it; `over`: it never will."""

    title: str
    sentence: str
    picture: str
    over: bool


def rest_page(refusal: Refusal, case: Door) -> RestPage:
    if refusal.name in (not_claimed.name, in_its_days.name):
        return RestPage(_(N_("This card is not new any more")), _(refusal.sentence), "card", True)
    if refusal.name == not_waiting.name and case.waits_until:
        minutes = max(1, -int((case.now - case.waits_until).total_seconds() // 60))
        sentence = ngettext(
            "Let us wait %(n)s minute. You did nothing wrong. You can also ask for help.",
            "Let us wait %(n)s minutes. You did nothing wrong. You can also ask for help.",
            minutes,
        )
        return RestPage(_(N_("A little rest")), sentence, "waiting", False)
    if refusal.name in ("not_waiting", "not_locked"):
        return RestPage(_(N_("A little rest")), _(refusal.sentence), "waiting", False)
    return RestPage(_(N_("Not on this device yet")), _(refusal.sentence), "place", False)


@dataclass(frozen=True)
class ResumePage:
    """What was typed before the sign-in ended, to be sent again by its person."""

    url: str
    fields: list[tuple[str, str]]

    @property
    def typed(self) -> list[str]:
        """What a person wrote, to show it: not the ids and addresses machines say to each other."""
        return [value for _name, value in self.fields if value.strip() and not MACHINE.fullmatch(value)]


def draw_for(reach: Reach) -> None:
    """From here on this answer is drawn for that reach: whoever holds the card, though nobody is in yet."""
    reading.get().band = reach.band
    speaking.set(replace(speaking.get(), band=reach.band))


def carried(back: str, kept: str = "") -> Form:
    values: dict[str, Any] = {"back": back, "kept": kept}
    return Form(values=values)
