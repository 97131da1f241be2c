"""A receipt on request: three pictures and three words that show that a vote is in, and never what it says (SG-51).

It is made of the child's name in the box, so it stays the same when the vote is changed. The youngest are not offered it,
and at a booth there is none: a screen that others use next shows nothing of anybody's vote, and a child who carries
nothing home can be asked for nothing.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import numpy as np
from litestar import Request, Response
from litestar.exceptions import TooManyRequestsException
from litestar.params import FromPath

from civic.core.actor import CHILD, Actor
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.core.words import N_
from civic.people.code_words import plain
from civic.voting import bundles, queries
from civic.voting.box.keyring import box_key
from civic.voting.charter import Voting
from civic.voting.pace import Pace
from civic.voting.proof.leaves import leaf, nonce
from civic.voting.proof.receipts import Receipt, from_number, numbers_of, receipt
from civic.voting.seen import Poll
from civic.voting.states import OPEN

#: A receipt has 48 bits and tells nothing, so this spares the machine and nothing else: a class asks at once.
CHECKS = Pace(120, timedelta(minutes=1))


@dataclass(frozen=True)
class ReceiptPage:
    """As long, and looking, the same for every vote."""

    receipt: Receipt


@dataclass(frozen=True)
class CheckPage:
    """`counted`: whether there is something to look in. `found`: None before anything was asked, else the receipts in the
    box that have these words. `over`: nobody can tell any more."""

    poll: Poll
    counted: bool
    form: Form = field(default_factory=Form)
    found: list[Receipt] | None = None
    over: bool = False


@look("/votaciones/{key:uuid}/prueba")
async def show_receipt(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """Only for who has a ballot in the box, while it is open."""
    actor = request.user
    poll = await queries.visible(actor, key)
    under = queries.pseudonym_here(actor, key) if actor.role & CHILD and poll.state is OPEN else None
    if not under or not actor.reach.asks_receipts or not await queries.paper(actor, key):
        return go(f"/votaciones/{key}")
    secret = box_key(key)
    assert secret
    return show("voting/show_receipt.html", ReceiptPage(receipt(leaf(str(key), nonce(secret, under)))))


@look("/votaciones/{key:uuid}/comprobar")
async def show_check(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    poll = await queries.visible(request.user, key)
    return show("voting/check_receipt.html", _page(request.user, poll))


@change("/votaciones/{key:uuid}/comprobar", Voting.check_receipt)
async def check_receipt(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    poll = await queries.visible(request.user, key)
    Voting.check_receipt.ask(request.user, poll)
    form = await read_form(request)
    page = _page(request.user, poll, form)
    wanted = numbers_of(plain(form.text("words", 80, N_("Write the three words of your receipt."))).split())
    if form.fits and wanted is None:
        form.wrong("words", N_("Write three words, as they are on your receipt."))
    if not form.fits:
        return again("voting/check_receipt.html", page)
    where = request.client.host if request.client else ""
    if CHECKS.is_fast(where):
        raise TooManyRequestsException
    CHECKS.count(where)
    numbers = await bundles.receipts(key)
    if numbers is None:
        return show("voting/check_receipt.html", CheckPage(poll, True, form, None, True))
    start, end = np.searchsorted(numbers, np.array([wanted.start, wanted.stop], np.uint64))
    found = [from_number(int(each)) for each in numbers[start:end]]
    return show("voting/check_receipt.html", CheckPage(poll, True, form, found))


def _page(actor: Actor, poll: Poll, form: Form | None = None) -> CheckPage:
    return CheckPage(poll, Voting.check_receipt.allows(actor, poll), form or Form())


DOORS = [show_receipt, show_check, check_receipt]
