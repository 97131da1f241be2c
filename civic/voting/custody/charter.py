"""What the custodians of a box's key ask. The rules are in `charter`."""

from civic.core.actor import Actor
from civic.core.charter import need
from civic.core.words import N_
from civic.voting.conditions import Case


@need(
    N_("the custodians of its key, if it has them, hold their cards and have proven two"),
    N_("First give the three custodians their cards, and prove two of them."),
)
def custody_ready(actor: Actor, case: Case) -> bool:
    return case.custody_ready


@need(
    N_("the words of its cards are still here to be printed and proven"),
    N_("The words of the cards are not here any more. Name the three again: they get new cards."),
)
def cards_here(actor: Actor, case: Case) -> bool:
    return case.cards_here


@need(
    N_("each of its three cards is printed: with the proof their words are forgotten"),
    N_("First print all three cards. With the proof the platform forgets their words."),
)
def all_printed(actor: Actor, case: Case) -> bool:
    return case.all_printed


@need(
    N_("they printed no other card of it: two cards open the box"),
    N_("You printed one card already. Two cards open the box, so another person prints this one."),
)
def one_card_each(actor: Actor, case: Case) -> bool:
    return not case.printed_one


@need(N_("three custodians keep its key"), N_("This vote has no custodians. It is counted by itself."))
def has_custodians(actor: Actor, case: Case) -> bool:
    return case.custody


@need(N_("the platform keeps its key"), N_("Its custodians hold the key. They open the box with two of their cards."))
def key_is_here(actor: Actor, case: Case) -> bool:
    return not case.custody
