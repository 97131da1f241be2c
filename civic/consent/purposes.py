"""What a guardian may allow, each apart, and the version of the text that says so."""

import hashlib

from civic.core.words import N_

TAKE_PART, PUBLISH, IMAGE, CONTACT = "take_part", "publish", "image", "contact"

PURPOSES = {
    TAKE_PART: N_("Take part in the council: propose, talk and vote."),
    PUBLISH: N_("Have their ideas and drawings published under a nickname."),
    IMAGE: N_("Appear in photos of council activities."),
    CONTACT: N_("Be reached through their guardian about council sessions."),
}

#: Counted up when a translation begins to say something else: the sum below is over the English sentences.
EDITION = 1

#: A consent counts for the text it was given for; when the words change it must be given anew (SG-08).
TEXT = hashlib.sha256("\n".join([*PURPOSES.values(), *([str(EDITION)] if EDITION > 1 else [])]).encode()).hexdigest()[
    :16
]

#: The mark of the text that people see, on the page and on paper.
VERSION = TEXT[:6]
