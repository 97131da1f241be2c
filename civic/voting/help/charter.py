"""What helping a child to vote asks: somebody who is nobody's teacher, family or official (SG-56). The rules are in
`charter`."""

from dataclasses import dataclass

from civic.core.actor import Actor
from civic.core.charter import need
from civic.core.words import N_
from civic.voting.results.plain import K
from civic.voting.states import State

#: What somebody may be to the children of a booth, and whether they may then help. A child could feel watched by the rest.
RELATIONS = {
    "trained": (N_("Trained for it, and knows none of the children"), True),
    "elsewhere": (N_("Trained for it, and works with other children"), True),
    "teacher": (N_("Teacher of children who vote here"), False),
    "family": (N_("Family of a child who votes here"), False),
    "official": (N_("Works for the city"), False),
}


@dataclass(frozen=True)
class Helping:
    """`relation` of who is named. `helped`: how many children are added now, of a place with `cards` and papers, where
    `before` were added."""

    state: State
    city_wide: bool = True
    relation: str = "trained"
    helped: int = K
    before: int = 0
    cards: int = K


@need(
    N_("who helps is not a teacher or family of these children, nor an official"),
    N_("A child could feel watched by a teacher, by family or by the city. Ask somebody else to help."),
)
def may_help(actor: Actor, case: Helping) -> bool:
    return RELATIONS[case.relation][1]


@need(
    N_("ten children or more are added together"),
    N_("Keep the marks on paper until there are 10 children. Fewer could be recognised."),
)
def enough_helped(actor: Actor, case: Helping) -> bool:
    return case.helped >= K


@need(
    N_("not more children than cards and papers of the place"),
    N_("That is more children than this place has cards and papers. Count the marks again."),
)
def within_cards(actor: Actor, case: Helping) -> bool:
    return case.helped + case.before <= case.cards
