"""What can be asked for about one's data, and the closed lists that answer with."""

from dataclasses import dataclass

from civic.core.words import N_

SEE, MEND, DELETE, STOP = "see", "mend", "delete", "stop"


@dataclass(frozen=True)
class Right:
    """`asks` is the right in a child's mouth, `helps` what it is good for, `family` how a family asks, `law` its name for the desk."""

    asks: str
    helps: str
    family: str
    law: str
    picture: str


RIGHTS = {
    SEE: Right(N_("See"), N_("I want to see what you have about me."), N_("See what is kept"), N_("Access"), "search"),
    MEND: Right(
        N_("Mend"),
        N_("Something about me is not right. I want it changed."),
        N_("Correct something"),
        N_("Correction"),
        "draft",
    ),
    DELETE: Right(
        N_("Delete"), N_("I want you to delete something about me."), N_("Delete something"), N_("Deletion"), "eraser"
    ),
    STOP: Right(
        N_("Say no"),
        N_("I do not want you to use something about me."),
        N_("That something is not used"),
        N_("Objection"),
        "stopped",
    ),
}

#: Their addresses.
DOORS = {"ver": SEE, "corregir": MEND, "borrar": DELETE, "oponerme": STOP}

#: The legal causes of a refusal, a closed list (LGPDPPSO art. 49, I to X), each as the law says it and as a child is told.
CAUSES = {
    "not_shown": (
        N_("The holder or representative did not show who they are"),
        N_("We could not be sure that it is you, or who takes care of you."),
    ),
    "not_held": (N_("The data are not held here"), N_("We do not have that here.")),
    "law": (N_("A legal impediment"), N_("A law tells us to keep it as it is.")),
    "others": (N_("It would harm the rights of somebody else"), N_("It would hurt the rights of another person.")),
    "proceedings": (
        N_("It would obstruct judicial or administrative proceedings"),
        N_("A judge or an office is using it to look at a case."),
    ),
    "authority": (N_("An authority has restricted it"), N_("An authority asked us not to change it.")),
    "already": (N_("It was already deleted or objected to"), N_("It was already done before.")),
    "not_ours": (N_("This office is not competent"), N_("Another office has to answer that.")),
    "protects": (
        N_("They are needed to protect the holder's own interests"),
        N_("It is needed to protect you."),
    ),
    "obligation": (
        N_("They are needed for an obligation of the holder"),
        N_("It is needed for something you or your family must do."),
    ),
}

#: How a granted request was complied with.
DONE_HOW = {
    "shown": N_("What we have was shown or handed over"),
    "changed": N_("It was corrected, deleted or stopped, as was asked"),
    "kept_words": N_("The whole account is erased now; published ideas stay, without a nickname"),
    "gone": N_("The whole account is erased now, and the published ideas with it"),
}
#: What each right can be complied with: two people signed that, and nothing more. Only who asked to be deleted is erased.
DONE_BY = {
    SEE: ("shown",),
    MEND: ("shown", "changed"),
    DELETE: tuple(DONE_HOW),
    STOP: ("shown", "changed"),
}
#: Of those, the ones that erase, and whether the words stay.
ERASES = {"kept_words": True, "gone": False}

#: Why ten more days are needed: a closed list, told to who asked.
EXTENSIONS = {
    "search": N_("The data are in several places and we are gathering them."),
    "office": N_("Another office has to tell us something first."),
    "sure": N_("We need to be sure that it is you who asks."),
}

#: Words of one's own are welcome and never needed.
LONGEST = 400
