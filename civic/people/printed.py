"""What a printed code says beside its words: the address of its QR, the one to type, and its last day."""

from datetime import date
from urllib.parse import urlsplit

from civic.core.clock import CITY, now
from civic.people.acts import Code
from civic.people.limits import INVITATION
from civic.settings import current


def url(code: Code) -> str:
    return f"{current().origin}/t/{code.token}"


def address() -> str:
    return f"{urlsplit(current().origin).netloc}/entrar"


def last_day() -> date:
    return (now() + INVITATION).astimezone(CITY).date()
