"""The closed list of reasons, in a child's words, each with how to fix it (SG-40).

To criticise the city, an office or a person in charge is not among them and never will be (SG-41, CRC 13).
"""

from dataclasses import dataclass

from civic.core.words import N_


@dataclass(frozen=True)
class Reason:
    """`says` why, `tip` what to do next. `returns` / `refuses`: for which decisions it may be chosen."""

    says: str
    tip: str
    returns: bool = True
    refuses: bool = False


REASONS = {
    "unclear": Reason(
        N_("We did not understand one part."),
        N_("Tell it again, as if you told a friend who does not know the place."),
    ),
    "where": Reason(N_("We could not find which place it is."), N_("Write the name of the street, park or school.")),
    "two_ideas": Reason(N_("There are two ideas together."), N_("Choose one. You can send the other one apart.")),
    "personal": Reason(
        N_("It has somebody's name, phone number or address."), N_("Take that out and send it again."), refuses=True
    ),
    "hurts": Reason(
        N_("It may hurt somebody."), N_("Tell what happened without insults or mocking anyone."), refuses=True
    ),
    "not_yours": Reason(
        N_("It seems to be written by somebody else."), N_("Say it with your own words or your drawing.")
    ),
    "other_call": Reason(
        N_("It is about something else than what this call asks."),
        N_("Keep it: it can fit in another call."),
        returns=False,
        refuses=True,
    ),
    "sells": Reason(
        N_("It advertises a shop, a party or a candidate."), N_("Tell the idea without the advertisement."), refuses=True
    ),
}

RETURNS = {code: reason for code, reason in REASONS.items() if reason.returns}
REFUSES = {code: reason for code, reason in REASONS.items() if reason.refuses}
