"""The journal is read by who protects children; who administers learns only that it is whole."""

from civic.core.actor import SAFEGUARDING, SECRETARY
from civic.core.charter import Rule
from civic.core.words import N_


class Journal:
    read_journal = Rule(N_("Read the journal: who did which act and when"), who=SAFEGUARDING)
    see_chain = Rule(N_("See that the journal is whole, without its lines"), who=SECRETARY | SAFEGUARDING)
