"""What an adult writes for children brings no way to reach anybody off the platform (SG-37). Institutions have names and
addresses, so those may stay."""

from civic.core.database import rows
from civic.core.forms import Form
from civic.core.words import N_, _
from civic.safeguarding.personal_data import KINDS, find

WAYS_OUT = ("phone", "email", "curp", "link", "handle")
WITHOUT = N_("%(kind)s Take out “%(piece)s”: children read this here and answer nobody elsewhere.")


async def without_contact(form: Form, *names: str) -> None:
    """A problem for each of these fields that has one. The town's help lines may be written."""
    published = [each["phone"] for each in await rows("SELECT phone FROM contact")]
    for name in names:
        words = str(form.get(name) or "")
        for each in find(words, published):
            if each.kind in WAYS_OUT:
                form.wrong(name, WITHOUT, kind=_(KINDS[each.kind]), piece=words[each.start : each.end])
