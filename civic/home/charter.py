from civic.core.actor import PEOPLE
from civic.core.charter import Rule
from civic.core.words import N_


class Home:
    see_own_page = Rule(N_("Go to one's own page"), PEOPLE)
