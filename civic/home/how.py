"""How the council works, in the nine steps of the main road."""

from civic.core.words import N_

#: Title, words and picture of each step.
STEPS = (
    (
        N_("The city asks"),
        N_("It opens a call with one question. It says what can change, how much money there is and when it answers."),
        "talk",
    ),
    (N_("You propose"), N_("With words or with a drawing. Your draft is kept: you can go on another day."), "propose"),
    (
        N_("Somebody reads it first"),
        N_(
            "One person of the team reads it before the rest. They help you if something is missing. "
            "Nobody changes your words."
        ),
        "read",
    ),
    (
        N_("We talk about it"),
        N_("We give reasons, say what worries us and ask. Adults give advice later, and apart."),
        "whatif",
    ),
    (N_("We vote in secret"), N_("Each one votes once. Nobody can know what you chose. Not even us."), "ballot-box"),
    (N_("We count"), N_("When the vote closes we count it and publish it. Anybody can count it again."), "people"),
    (
        N_("The city answers"),
        N_(
            "It says yes, a part, no, or that it belongs to others. It always says why. "
            "If it is late, everyone sees it."
        ),
        "answer",
    ),
    (N_("The city keeps its word"), N_("A yes is a promise with a date. You say whether it happened."), "commitment"),
    (
        N_("We tell you"),
        N_("In “News for me” you read what happened with your idea. Always, also if it was not chosen."),
        "inbox",
    ),
)
