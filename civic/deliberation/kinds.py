"""What one can say of an idea, and how each begins: so that nobody stands before an empty page."""

from collections.abc import Mapping
from dataclasses import dataclass

from civic.core.words import N_


@dataclass(frozen=True)
class Starter:
    """A beginning: `says` as a choice reads, `whole` with the child's words in it."""

    says: str
    whole: str


@dataclass(frozen=True)
class Ending:
    """A whole short thing to say, for who does not write freely; `label` is the answer to the screen's question."""

    label: str
    says: str
    picture: str


@dataclass(frozen=True)
class Kind:
    """`label` over what was said, `invites` to say it, `asks` when saying it."""

    label: str
    invites: str
    asks: str
    picture: str
    starters: Mapping[str, Starter]
    endings: Mapping[str, Ending]


REPLY = "reply"

KINDS = {
    "reason": Kind(
        N_("A reason for it"),
        N_("I like something"),
        N_("What do you like about it?"),
        "reason",
        {
            "like": Starter(N_("I like it because…"), N_("I like it because %(words)s")),
            "helps": Starter(N_("It helps…"), N_("It helps %(words)s")),
            "lived": Starter(N_("It happened to me that…"), N_("It happened to me that %(words)s")),
        },
        {
            "fun": Ending(N_("It is fun"), N_("I like it because it is fun."), "kite"),
            "everyone": Ending(N_("It is for everyone"), N_("I like it because it is for everyone."), "people"),
            "nature": Ending(N_("It takes care of nature"), N_("I like it because it takes care of nature."), "parks"),
            "safe": Ending(N_("We will be safer"), N_("I like it because we will be safer."), "safety"),
        },
    ),
    "worry": Kind(
        N_("A worry"),
        N_("Something worries me"),
        N_("What worries you?"),
        "worry",
        {
            "worried": Starter(N_("I am worried that…"), N_("I am worried that %(words)s")),
            "may": Starter(N_("It may happen that…"), N_("It may happen that %(words)s")),
            "missing": Starter(N_("What is missing is…"), N_("What is missing is %(words)s")),
        },
        {
            "breaks": Ending(N_("It may break"), N_("I am worried that it breaks."), "hammer"),
            "dirty": Ending(N_("It may get dirty"), N_("I am worried that it gets dirty."), "cleaning"),
            "far": Ending(N_("It may be far away"), N_("I am worried that it is far away."), "place"),
            "hurt": Ending(N_("Somebody may get hurt"), N_("I am worried that somebody gets hurt."), "health"),
        },
    ),
    "question": Kind(
        N_("A question"),
        N_("I want to ask"),
        N_("What do you want to ask?"),
        "question",
        {
            "how": Starter(N_("How…?"), N_("How %(words)s?")),
            "who": Starter(N_("Who…?"), N_("Who %(words)s?")),
            "why": Starter(N_("Why…?"), N_("Why %(words)s?")),
        },
        {
            "who": Ending(N_("Who will take care of it?"), N_("Who will take care of it?"), "care"),
            "when": Ending(N_("When will it be?"), N_("When will it be?"), "calendar"),
            "where": Ending(N_("Where will it be?"), N_("Where will it be?"), "place"),
            "small": Ending(N_("Can small children use it?"), N_("Can small children use it?"), "people"),
        },
    ),
    "whatif": Kind(
        N_("A “what if”"),
        N_("What if…?"),
        N_("What else could be done?"),
        "whatif",
        {
            "whatif": Starter(N_("What if…?"), N_("What if %(words)s?")),
            "also": Starter(N_("It could also have…"), N_("It could also have %(words)s")),
            "better": Starter(N_("It would be better with…"), N_("It would be better with %(words)s")),
        },
        {
            "together": Ending(N_("We all take care of it"), N_("What if we all take care of it?"), "people"),
            "trees": Ending(N_("It has trees"), N_("What if it has trees?"), "parks"),
            "light": Ending(N_("It has light at night"), N_("What if it has light at night?"), "lighting"),
            "play": Ending(N_("We can play there"), N_("What if we can play there?"), "ball"),
        },
    ),
    REPLY: Kind(
        N_("An answer"),
        N_("Answer"),
        N_("What do you answer?"),
        "talk",
        {
            "agree": Starter(N_("I think the same, because…"), N_("I think the same, because %(words)s")),
            "differ": Starter(N_("I think something else, because…"), N_("I think something else, because %(words)s")),
            "know": Starter(N_("I know that…"), N_("I know that %(words)s")),
        },
        {
            "same": Ending(N_("I think the same"), N_("I think the same."), "yes"),
            "else": Ending(N_("I think something else"), N_("I think something else."), "talk"),
            "good": Ending(N_("I like how you say it"), N_("I like how you say it."), "face-happy"),
            "unsure": Ending(N_("I do not know yet"), N_("I do not know yet."), "question"),
        },
    ),
}

#: What is said of the idea itself, in the order it is offered.
FIRST = {name: kind for name, kind in KINDS.items() if name != REPLY}
