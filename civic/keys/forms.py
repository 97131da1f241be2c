"""What a browser sends with a key."""

from civic.core.forms import Form
from civic.core.words import N_

LONGEST_LABEL = 60
#: The longest honest answer of a browser is a few thousand characters.
LONGEST_ANSWER = 20_000

NO_TOUCH = N_("No key was shown. Try again, or choose another way.")


def read_answer(form: Form) -> str:
    """The browser's JSON, which is never shown again."""
    raw = str(form.values.pop("answer", ""))
    if not 0 < len(raw) <= LONGEST_ANSWER:
        form.wrong("passkey", NO_TOUCH)
        return ""
    return raw


def read_code(form: Form, name: str) -> str:
    """A code as it was typed, which is never shown again."""
    typed = str(form.values.pop(name, ""))[:60].strip()
    if not typed:
        form.wrong(name, N_("Write the code."))
    return typed
