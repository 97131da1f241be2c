from civic.core.actor import PEOPLE
from civic.core.charter import Rule
from civic.core.words import N_


class Inbox:
    read_inbox = Rule(N_("Mark one's own inbox as read"), who=PEOPLE)
