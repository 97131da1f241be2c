"""Booth cards asked for, signed, printed and counted; and a vote with one, which leaves one sealed row and no mark."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from civic.core import secrets
from civic.core.actor import Actor
from civic.core.acts import act, advance
from civic.core.charter import FASTER, Refused, Rule
from civic.core.database import DB, row, value
from civic.journal.acts import note
from civic.people import code_words
from civic.settings import current
from civic.voting import queries
from civic.voting.ballots import Ballot
from civic.voting.booths import queries as booth_queries
from civic.voting.booths.queries import Held
from civic.voting.booths.states import BOOTH, PAPER, TABLET
from civic.voting.box import casting
from civic.voting.box.keyring import box_key
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import seal
from civic.voting.charter import Voting
from civic.voting.holding import hold, hold_sheet
from civic.voting.pace import Pace
from civic.voting.states import SIGNED
from civic.voting.tables import BoothCode, Sheet, Signature
from civic.voting.tablets.codes import code_of

Words = tuple[str, ...]

#: More votes than this in one minute at one place or tablet are no children: the minutes say so (SG-57).
HURRY = Pace(30, timedelta(minutes=1))
#: Codes that nobody has: on one tablet, or on all other devices together, for no address is kept.
WRONG = Pace(60, timedelta(minutes=1))


@act
async def ask_sheet(actor: Actor, poll: UUID, place: UUID, number: int, door: str = BOOTH) -> UUID:
    """`door`: booth, tablet for the cards of tablets without network, or paper for ballots to be filled in by hand."""
    Voting.ask_sheet.ask(actor, (await hold(actor, poll)).case())  # held, so that no two sheets have one number
    key, serial = uuid4(), await value("SELECT coalesce(max(serial), 0) + 1 FROM sheet WHERE poll = $1", poll)
    await Sheet.insert(
        Sheet(id=key, poll=poll, place=place, number=number, door=door, serial=serial, asked_by=actor.id)
    )
    await note(actor, Voting.ask_sheet, key, poll=str(poll), cards=number)
    return key


@act
async def sign_sheet(actor: Actor, key: UUID) -> None:
    found = await booth_queries.sheet(key)
    await advance(Sheet, key, Voting.sign_sheet, actor, found.case, signed_by=actor.id)
    await note(actor, Voting.sign_sheet, key)


async def print_sheet(actor: Actor, key: UUID) -> list[Words]:
    """The words of its cards, known from now on to the paper alone: the house keeps slow hashes (SG-57). Paper ballots
    have none."""
    found = await booth_queries.sheet(key)
    Voting.print_sheet.ask(actor, found.case)
    cards = [code_words.make() for _ in range(found.number if found.door != PAPER else 0)]
    await _keep_cards(actor, key, [await _code(found, " ".join(words)) for words in cards])
    return cards


@act
async def _keep_cards(actor: Actor, key: UUID, codes: list[bytes]) -> None:
    await advance(Sheet, key, Voting.print_sheet, actor, (await booth_queries.sheet(key)).case)
    if codes:
        await BoothCode.insert(*[BoothCode(id=code, sheet=key) for code in sorted(codes)])
    await note(actor, Voting.print_sheet, key)


@act
async def count_cards(actor: Actor, key: UUID, handed_back: int) -> None:
    """The first number waits, and nobody is shown it; the second is compared with it. Whoever has
    the words of a printed card could vote with one that lies in the bag, if one person alone said how many lie there.

    Whoever had signed that the vote ends, or that it adds up, signs anew where the number is another.
    """
    found = await hold_sheet(key)
    case = replace(found.case, counted=handed_back)
    if found.first_back is None:
        await advance(
            Sheet, key, Voting.count_cards, actor, case, first_back=handed_back, first_by=actor.id, second_by=None
        )
        await note(actor, Voting.count_cards, key)
        return
    if handed_back != found.first_back:
        await advance(Sheet, key, Voting.count_cards, actor, case, first_back=None, first_by=None, unlike=True)
        await note(actor, Voting.count_cards, key, alike=False)
        return
    settled = {"handed_back": handed_back, "first_back": None, "second_by": actor.id, "unlike": False}
    await advance(Sheet, key, Voting.count_cards, actor, case, **settled)
    if handed_back != found.handed_back:
        await Signature.delete().where((Signature.poll == found.poll) & (Signature.act == SIGNED[found.poll_state]))
    await note(actor, Voting.count_cards, key, cards=handed_back)


async def drop_sheets(poll: UUID) -> None:
    """The cards of a vote that is written anew. Their codes go with them."""
    await Sheet.delete().where(Sheet.poll == poll)


async def _code(sheet: booth_queries.Sheet, words: str) -> bytes:
    """A tablet without network must know its cards by itself."""
    return await code_of(words, sheet.poll) if sheet.door == TABLET else await _hashed(words)


async def _hashed(words: str) -> bytes:
    async with secrets.turn():
        return await secrets.words_hash(f"booth {words}", current().secret)


async def find_card(actor: Actor, typed: str) -> Held | None:
    """The card of these words. Raises TooManyRequestsException after many that nobody has (SG-57)."""
    Voting.enter_booth.ask(actor)
    if WRONG.is_fast(actor.device):
        raise secrets.TooManyRequestsException
    found = await booth_queries.held(await _hashed(code_words.plain(typed.rpartition("/")[2])))
    if found is None:
        WRONG.count(actor.device)
    return found


async def vote_with_card(actor: Actor, code: bytes, ballot: Ballot) -> None:
    """One sealed row and nothing else: no mark on the card, no time, no line of the journal (SG-05, SG-50).

    The row's name is made of the code, so of many at once one is kept. A lock that leaves nothing on the disk stands
    between a vote and a card that is being put aside.
    """
    found = await _held(Voting.vote_with_card, actor, code)
    rules, secret = await queries.frozen(found.poll), box_key(found.poll)
    assert rules and secret
    sealed = seal(rules.sealing_key, ballot.paper.pack(ballot))
    if not await casting.cast_card(found.poll, code, pseudonym(secret, code), sealed):
        await _held(Voting.vote_with_card, actor, code)
        raise Refused(Voting.vote_with_card, FASTER)
    where = actor.device or found.place
    HURRY.count(where)
    if HURRY.is_fast(where):
        await row("UPDATE sheet SET hurried = true WHERE id = $1 AND NOT hurried", found.sheet)


async def void_card(actor: Actor, code: bytes) -> None:
    """Somebody is watching: the card is worth nothing, and the child gets another (case 7). Nobody is told when."""
    async with DB.transaction():
        await _lock(code)
        await _held(Voting.void_card, actor, code)
        await row("UPDATE booth_code SET state = 'void' WHERE id = $1", code)


async def _held(rule: Rule, actor: Actor, code: bytes) -> Held:
    found = await booth_queries.held(code)
    if found is None:
        raise Refused(rule, FASTER)
    rule.ask(actor, found.case)
    return found


async def _lock(code: bytes) -> None:
    await row("SELECT pg_advisory_xact_lock($1)", int.from_bytes(code[:8], signed=True))
