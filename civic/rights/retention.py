"""How long each thing is kept, as data (SG-86): a class with its end and its source, and every table's class. Pure.

`due.py` of this house runs it once an hour. A table without a class fails the build.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Kept:
    """`days` from the moment `after` says; None where the end is not a number of days. `source` says why so long."""

    days: int | None
    after: str
    source: str

    @property
    def life(self) -> timedelta:
        assert self.days is not None
        return timedelta(days=self.days)


SG_86 = "safeguards SG-86"
CHOSEN = "the house's own choice; a city may shorten it"

INVITATION = Kept(30, "printing a card that nobody claimed, where no family has said yes", SG_86)
DRAFT = Kept(90, "the last day its author touched it", SG_86)
TAKEN_BACK = Kept(30, "its author took it back", CHOSEN)
ACCOUNT = Kept(
    30, "the term ended without a renewed permission, or they left; at once in the month after turning 18", SG_86
)
WITH_PERSON = Kept(None, "goes with the account", SG_86)
VAULT = Kept(None, "goes with the account, at most 30 days after the term (it is wiped in the same act)", SG_86)
SIGN_IN = Kept(2, "the last page", "limits.py: ended sign-ins wait for their drafts 32 hours")
TRY = Kept(1, "the last try; 30 days for a card that waits for its facilitator", "people/tables.py")
CHALLENGE = Kept(1, "being asked; it is worth nothing after five minutes", CHOSEN)
NOMINATION = Kept(30, "its link expired unused; half a year after being asked and never signed", CHOSEN)
MESSAGE = Kept(365, "being told", CHOSEN)
CONCERN = Kept(
    365,
    "being closed",
    "LGPD 17: erased once its purpose is served; the authority that was told keeps the case under its folio",
)
REQUEST = Kept(730, "being answered", "two years, so that a complaint to the guarantor can be answered; " + CHOSEN)
EXPORT = Kept(30, "its 24 hours (the table itself is drawn when taken and never kept)", "SG-79")
INCIDENT = Kept(1826, "being closed", "five years: LGPD 33 asks for a log and gives no end; " + CHOSEN)
JOURNAL = Kept(2557, "being written", "seven years: LGRA 74, the longest time in which a serious fault can be pursued")
TOMBSTONE = Kept(None, "a random id that means nobody; needed while any copy can be put back (SG-87)", "SG-87")
STAFF = Kept(None, "as long as the account of the team; then with the archives of the administration (LGA)", CHOSEN)
DECISION = Kept(
    None, "the record of decisions, dissociated from persons from the first day", "safeguards 0.2, 11; LGA 55"
)
TOWN = Kept(None, "what the town is: no person in it", CHOSEN)

#: Every table's class; `job` and `changed` are core's.
TABLES: dict[str, Kept] = {
    "person": ACCOUNT,
    "card": INVITATION,
    "invited": INVITATION,
    "batch": INVITATION,
    "password": WITH_PERSON,
    "passkey": WITH_PERSON,
    "totp": WITH_PERSON,
    "recovery": WITH_PERSON,
    "reset": TRY,
    "try": TRY,
    "sign_in": SIGN_IN,
    "challenge": CHALLENGE,
    "guardianship": WITH_PERSON,
    "consent": WITH_PERSON,
    "assent": WITH_PERSON,
    "look": VAULT,
    "writing": DRAFT,
    "version": DRAFT,
    "picture": DRAFT,
    "decision": DECISION,
    "proposal": DECISION,
    "argument": DECISION,
    "advice": DECISION,
    "call": DECISION,
    "poll": DECISION,
    "poll_option": DECISION,
    "signature": DECISION,
    "sitting": DECISION,
    "roll": WITH_PERSON,
    "poll_change": DECISION,
    "custodian": DECISION,
    "hand_count": DECISION,
    "outing": DECISION,
    "paper_ballot": DECISION,
    "turnout": DECISION,
    "support": DECISION,
    "helper": Kept(None, "the count of its poll", "SG-56"),
    "ballot": Kept(None, "the closing of its poll: the rows are counted and gone, the keys destroyed", "SG-50"),
    "bundle": DECISION,
    "witness": DECISION,
    "sheet": DECISION,
    "booth_code": Kept(None, "with its poll; a keyed hash that finds nobody", "SG-57"),
    "answer": DECISION,
    "commitment": DECISION,
    "milestone": DECISION,
    "evidence": DECISION,
    "verdict": DECISION,
    "message": MESSAGE,
    "concern": CONCERN,
    "contact": TOWN,
    "request": REQUEST,
    "export": EXPORT,
    "incident": INCIDENT,
    "erased": TOMBSTONE,
    "entry": JOURNAL,
    "link": JOURNAL,
    "job": Kept(None, "its work being done", CHOSEN),
    "changed": Kept(None, "a sum: no person in it", CHOSEN),
    "town": TOWN,
    "area": TOWN,
    "office": TOWN,
    "place": TOWN,
    "term": TOWN,
    "device": TOWN,
    "duty": STAFF,
    "nomination": NOMINATION,
    "vetting": STAFF,
    "recertification": STAFF,
    "gate": TOWN,
    "opening": TOWN,
}
