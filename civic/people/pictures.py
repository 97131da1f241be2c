"""The pictures of a child's sequence: told apart at 32 px, in grey, and by name in every language."""

import secrets

from civic.core.words import N_

SEQUENCE = {
    "cat": N_("cat"),
    "dog": N_("dog"),
    "fish": N_("fish"),
    "bird": N_("bird"),
    "turtle": N_("turtle"),
    "butterfly": N_("butterfly"),
    "rabbit": N_("rabbit"),
    "snail": N_("snail"),
    "apple": N_("apple"),
    "banana": N_("banana"),
    "grapes": N_("grapes"),
    "pineapple": N_("pineapple"),
    "watermelon": N_("watermelon"),
    "carrot": N_("carrot"),
    "corn": N_("corn"),
    "hammer": N_("hammer"),
    "scissors": N_("scissors"),
    "brush": N_("brush"),
    "key": N_("key"),
    "umbrella": N_("umbrella"),
    "sun": N_("sun"),
    "moon": N_("moon"),
    "cloud": N_("cloud"),
    "lightning": N_("lightning"),
    "star": N_("star"),
    "ball": N_("ball"),
    "kite": N_("kite"),
    "bicycle": N_("bicycle"),
    "boat": N_("boat"),
    "bell": N_("bell"),
}

#: How many a card knows: the youngest are shown 12 of them and choose 3 in order (1,728 ways), the others 16 and 4
#: (65,536): useless without the card and after five tries.
OFFERED = 16


def offered(number: int) -> list[str]:
    """Pictures for a new card, in the order it will always show them."""
    return secrets.SystemRandom().sample(list(SEQUENCE), number)
