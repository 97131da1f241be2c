"""Who shows which key, and when one may be added or taken away."""

from dataclasses import dataclass

from civic.core.actor import ANYONE, ARRIVING, CHILD, STAFF, Actor
from civic.core.charter import NOT_YOUR_ROLE, Refusal, Rule, need
from civic.core.words import N_
from civic.people.charter import lately_proven, not_waiting


@dataclass(frozen=True)
class Ring:
    """How many keys somebody has: passkeys, and the app of codes."""

    keys: int


@need(
    N_("a child is old enough for a passkey"),
    N_("You need no other key. Your card and what you chose are enough."),
)
def of_age(actor: Actor, case: object) -> bool:
    return not (actor.role & CHILD) or actor.reach.by_passkey


@need(
    N_("a child came in with a phrase or a passkey, not with a card"),
    N_("Come in with your phrase first. Then you can make your key."),
)
def long_secret(actor: Actor, case: object) -> bool:
    """A sign-in with pictures or a PIN must not grow into a strong one by itself (SG-25)."""
    return not (actor.role & CHILD) or actor.strength in ("plain", "strong")


@need(
    N_("the device is their own, not a tablet of the council"),
    N_("This tablet is for everyone. Make your key on your own telephone or computer."),
)
def own_device(actor: Actor, case: object) -> bool:
    return actor.device is None


@need(
    N_("it is their first key, or another one was shown within five minutes"),
    N_("Show a key you already have. Then you can add another."),
)
def proven_or_first(actor: Actor, case: Ring) -> bool:
    return actor.proven or not case.keys


@need(
    N_("another key remains"),
    N_("This is your only key. Add another one first, and then you can take this one away."),
)
def another_remains(actor: Actor, case: Ring) -> bool:
    return case.keys > 1 or bool(actor.role & CHILD)


#: Whoever types a password shows a second key; a teenager may have one.
HOLDERS = STAFF | ARRIVING | CHILD


class Keys:
    ask_challenge = Rule(N_("Ask for something to sign with a passkey"), who=ANYONE)
    come_in_with_passkey = Rule(N_("Come in with a passkey"), who=ANYONE)
    see_keys = Rule(N_("See their own keys"), who=HOLDERS)
    show_key = Rule(N_("Show their second key"), who=HOLDERS, needs=[of_age, not_waiting])
    add_passkey = Rule(N_("Add a passkey"), who=HOLDERS, needs=[of_age, long_secret, own_device, proven_or_first])
    add_app = Rule(N_("Add an app of codes"), who=STAFF | ARRIVING, needs=[own_device, proven_or_first])
    renew_recovery = Rule(N_("Make new recovery codes"), who=STAFF, needs=[lately_proven])
    remove_key = Rule(N_("Take away a key"), who=STAFF | CHILD, needs=[lately_proven, another_remains])


def opens_with_a_key(actor: Actor, refusal: Refusal) -> bool:
    """Whether showing a second key is all that is missing, or may be."""
    if not (actor.role & HOLDERS and of_age(actor, None)):
        return False
    return refusal.name in (lately_proven.name, proven_or_first.name) or (
        refusal.name == NOT_YOUR_ROLE.name and actor.role is ARRIVING
    )
