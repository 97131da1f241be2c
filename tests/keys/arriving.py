"""Somebody of the team who typed a password, and no more."""

from civic.core.actor import Actor
from civic.core.clock import now
from civic.core.database import rows
from civic.demo.cast import CODES
from civic.keys import codes
from civic.people.acts import open_sign_in
from tests.browsing import Browser


async def arrive(browser: Browser, person: Actor) -> Browser:
    browser.tie = await open_sign_in(person.id, "plain")
    browser.client.cookies.set("__Host-voz", browser.tie, domain="voz.test")
    return browser


async def forget_keys(person: Actor) -> None:
    """As if they had just been invited."""
    for table in ("passkey", "totp", "recovery"):
        await rows(f"DELETE FROM {table} WHERE person = $1", person.id)


def code_now(secret: str = CODES) -> str:
    return codes.code(secret, now())
