"""Everything the platform may tell a person, as sentences: there is no free text to a child here (SG-32).

A message keeps the name of its sentence and a few facts (titles, days); it is said in the reader's language and band.
"""

from dataclasses import dataclass

from civic.core.words import N_


@dataclass(frozen=True)
class Sentence:
    """`says` with `%(title)s` and other facts of the message; `picture` beside it."""

    says: str
    picture: str


SENTENCES = {
    "writing_published": Sentence(N_("“%(title)s” is published. Everyone can read it."), "publish"),
    "writing_returned": Sentence(N_("“%(title)s” came back with help. You can change it and send it again."), "return"),
    "writing_refused": Sentence(
        N_("“%(title)s” was not published. You can see why, and ask another person to read it."), "refuse"
    ),
    "appeal_upheld": Sentence(N_("Another person read “%(title)s”. It stays unpublished. You can see why."), "appeal"),
    "on_poll": Sentence(N_("“%(title)s” is being voted on now."), "vote"),
    "chosen": Sentence(N_("“%(title)s” was chosen in the vote. Now the city must answer before %(day)s."), "done"),
    "not_chosen": Sentence(
        N_("“%(title)s” was not chosen in this vote, because other ideas had more votes. It stays published."),
        "publish",
    ),
    "not_carried": Sentence(
        N_("“%(title)s” did not get enough votes of yes. It stays published, for everyone to read."), "publish"
    ),
    "not_decided": Sentence(
        N_("Too few voted to decide about “%(title)s”. That is no “no”. It is free for another vote."), "partly"
    ),
    "poll_annulled": Sentence(
        N_("The vote with “%(title)s” does not count. Your idea is free for another vote."), "stopped"
    ),
    "answered_yes": Sentence(N_("The city answered “%(title)s”: yes."), "answer"),
    "answered_partly": Sentence(N_("The city answered “%(title)s”: yes, a part of it."), "answer"),
    "answered_no": Sentence(N_("The city answered “%(title)s”: no. It says why and what can be done."), "answer"),
    "answered_not_ours": Sentence(N_("The city answered “%(title)s”: it belongs to somebody else."), "not-ours"),
    "late": Sentence(N_("The city has not answered “%(title)s” yet. It had to answer on %(day)s."), "late"),
    "care_waits": Sentence(
        N_("A message has waited for over an hour: nobody read it, or no authority was told."), "care"
    ),
    "care_waits_long": Sentence(N_("A message has waited for over four hours. Please see to it now."), "care"),
    "care_late": Sentence(
        N_("A help message has waited for over four hours. Call the care team now. Its words stay with them."), "care"
    ),
    "care_outside": Sentence(
        N_("A help message came that nobody of the care team may read. Call the person from outside now."), "care"
    ),
    "happened": Sentence(N_("The city says that “%(title)s” happened. Did it?"), "happened"),
    "card_reused": Sentence(
        N_("Somebody tried to use a card of “%(label)s” a second time. Ask there whose it is."), "warning"
    ),
    "many_invitations": Sentence(N_("Today %(children)s children were invited. Look at who asked for so many."), "warning"),
    "renamed": Sentence(N_("A new term begins. You have a new name here: read it at the top of your page."), "new"),
    "request_granted": Sentence(N_("Your request %(title)s has an answer: yes. Look at what follows."), "yes"),
    "request_refused": Sentence(N_("Your request %(title)s has an answer: no. Look at why."), "refuse"),
    "request_done": Sentence(N_("What you asked for with %(title)s is done."), "done"),
    "request_longer_search": Sentence(
        N_("Your request %(title)s needs more days. We are gathering what there is. The answer comes by %(day)s."), "later"
    ),
    "request_longer_office": Sentence(
        N_("Your request %(title)s needs more days. Another office has to tell us something. The answer comes by %(day)s."),
        "later",
    ),
    "request_longer_sure": Sentence(
        N_("Your request %(title)s needs more days. We want to be sure it is you. The answer comes by %(day)s."), "later"
    ),
    "request_late": Sentence(N_("A request about data had to be answered by %(day)s."), "late"),
    "incident": Sentence(N_("Something happened with data of the council. Here is what, and what to do."), "warning"),
    "look_waits": Sentence(N_("A colleague opened a child's identity. Read why, and say whether it was right."), "key"),
    "look_late": Sentence(N_("A look at an identity was not reviewed within two working days."), "late"),
    "look_not_right": Sentence(N_("A look at an identity was reviewed: it was not right."), "warning"),
}
