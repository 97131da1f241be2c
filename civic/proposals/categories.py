"""The twelve things a proposal may be about, each with its picture (the same name)."""

from civic.core.words import N_

CATEGORIES = {
    "parks": N_("Parks and trees"),
    "streets": N_("Streets and pavements"),
    "water": N_("Water"),
    "lighting": N_("Light at night"),
    "safety": N_("Feeling safe"),
    "school": N_("School"),
    "health": N_("Health"),
    "culture": N_("Music, art and books"),
    "sport": N_("Sport and play"),
    "animals": N_("Animals"),
    "transport": N_("Getting around"),
    "cleaning": N_("Cleaning and rubbish"),
}

#: What a child who does not write freely may ask, with a picture each; with the category it makes the title.
WISHES = {
    "more": (N_("I want more"), "propose"),
    "fix": (N_("I want it mended"), "hammer"),
    "care": (N_("I want it cared for"), "care"),
    "new": (N_("I want something new"), "whatif"),
    "clean": (N_("I want it clean"), "cleaning"),
}
