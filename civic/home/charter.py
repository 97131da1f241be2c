from civic.core.actor import PEOPLE, STAFF
from civic.core.charter import Rule
from civic.core.words import N_


class Home:
    see_own_page = Rule(N_("Go to one's own page"), PEOPLE)
    see_more = Rule(N_("See all one's desks"), STAFF)
