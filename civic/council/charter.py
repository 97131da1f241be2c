"""The register of the council: the places it works through, and its terms."""

from dataclasses import dataclass
from datetime import date

from civic.core.actor import CLOCK, SECRETARY, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.people.charter import lately_proven


@dataclass(frozen=True)
class Span:
    """Facts about a term to be written down: its days, and whether another one has some of them."""

    begins_on: date
    ends_on: date
    is_free: bool


@dataclass(frozen=True)
class Turn:
    """Facts about the turn of terms: whether one waits to begin."""

    has_next: bool


@need(N_("a term begins before it ends"), N_("The last day must come after the first."))
def begins_before_it_ends(actor: Actor, case: Span) -> bool:
    return case.begins_on < case.ends_on


@need(N_("no other term has those days"), N_("Another term already has some of those days."))
def days_are_free(actor: Actor, case: Span) -> bool:
    return case.is_free


@need(N_("the next term is written down"), N_("Write down the next term first."))
def next_is_known(actor: Actor, case: Turn) -> bool:
    return case.has_next


class Council:
    add_place = Rule(N_("Register a school, centre or library"), who=SECRETARY)
    rename_place = Rule(N_("Write a place's name anew"), who=SECRETARY)
    close_place = Rule(N_("Invite no more children through a place, or do so again"), who=SECRETARY)
    define_term = Rule(N_("Write down a term"), who=SECRETARY, needs=[begins_before_it_ends, days_are_free])
    begin_term = Rule(N_("End the term and begin the next"), who=SECRETARY, needs=[next_is_known, lately_proven])
    end_term = Rule(N_("End a term whose days are over; everyone gets a new nickname"), who=CLOCK)
