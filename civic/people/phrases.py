"""Passphrases: long enough, none that everybody thinks of, and nothing asked of their letters (SG-26; NIST SP 800-63B-4)."""

from civic.core.forms import fold
from civic.core.words import N_

#: As the only factor, and beside a second one. Hard floors.
ALONE, BESIDE = 15, 8
LONGEST = 200

#: What is tried first, folded and without spaces; a phrase that is one of these, or one of them repeated, is no secret.
COMMON = frozenset(
    (
        *("password", "passw0rd", "contrasena", "contrasenia", "clave", "secreto", "qwerty", "qwertyuiop", "asdfghjkl"),
        *("letmein", "welcome", "bienvenido", "iloveyou", "teamo", "tequiero", "tequieromucho", "teamomucho", "estrella"),
        *("princesa", "america", "chivas", "pumas", "cruzazul", "mexico", "vivamexico", "guadalupe", "abcdefghij"),
        *("virgendeguadalupe", "vozyvoto", "administrador", "admin", "abcdefgh", "abcdefghi", "correcthorsebatterystaple"),
    )
)


def problem(text: str, alone: bool) -> str | None:
    """Why this passphrase does not serve, as a msgid; None when it does. `alone`: it is the only factor."""
    least = ALONE if alone else BESIDE
    if len(text) < least:
        return (
            N_("Make it longer: 15 letters or more. Four words of your own are easy to remember.")
            if alone
            else N_("Make it longer: 8 letters or more. Four words of your own are easy to remember.")
        )
    if len(text) > LONGEST:
        return N_("Make it a little shorter: up to 200 letters.")
    plain = "".join(fold(text).split())
    if plain.strip("0123456789.!-_*") in COMMON or len(set(plain)) < 5 or _counts(plain) or _repeats(plain):
        return N_("Many people choose this one, so it is easy to guess. Choose other words.")
    return None


def _counts(plain: str) -> bool:
    return plain in "0123456789" * 3 or plain in "9876543210" * 3


def _repeats(plain: str) -> bool:
    """One short thing said again and again, such as `hola` four times."""
    return any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, 1 + min(7, len(plain) // 2)))
