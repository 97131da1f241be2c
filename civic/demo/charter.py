from civic.core.actor import ANYONE
from civic.core.charter import Rule
from civic.core.words import N_


class Demo:
    come_in_as = Rule(N_("Come in as one of the imaginary people"), who=ANYONE)
