"""Paper ballots on their way into the box: keyed by one, keyed again blind by another, in only when both are alike (SG-59)."""

from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.charter import FASTER, Refused
from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.journal.acts import note
from civic.voting import queries
from civic.voting.ballots import Ballot
from civic.voting.box.keyring import box_key
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import seal
from civic.voting.charter import Voting
from civic.voting.papers import queries as paper_queries
from civic.voting.papers.marks import Number, credential, mark
from civic.voting.papers.queries import HELD, IN, KEYED, VOID
from civic.voting.seen import Poll


@act
async def key_paper(actor: Actor, poll: UUID, number: Number, ballot: Ballot | None) -> str:
    """The paper's state from now on. `ballot` None: a spoiled paper.

    The first keying is kept as a mark. The second is compared with it: alike, the paper's ballot is sealed into the box
    under a name of its own; unlike, the paper is held, and two people key it anew. Nobody is told what the other keyed.
    """
    await row("SELECT FROM poll WHERE id = $1 FOR SHARE", poll)
    seen = await queries.visible(actor, poll)
    sheet = await paper_queries.sheet_of(poll, number)
    Voting.key_paper.ask(actor, await paper_queries.case(actor, seen, sheet is not None))
    secret = box_key(poll)
    assert sheet and secret
    here = mark(secret, sheet, number.paper, ballot)
    if await _is_first(actor, sheet, number.paper, here):
        await note(actor, Voting.key_paper, sheet, paper=number.paper)
        return KEYED
    found = await paper_queries.keyed(sheet, number.paper)
    assert found
    if found["state"] == KEYED and found["first_by"] == actor.id and found["first"] == here:
        return KEYED  # the same person sent the same twice
    Voting.key_paper.ask(actor, await paper_queries.case(actor, seen, True, found))
    became = await _second(actor, seen, sheet, number, ballot, alike=found["first"] == here)
    await note(actor, Voting.key_paper, sheet, paper=number.paper, alike=became != HELD)
    return became


async def _is_first(actor: Actor, sheet: UUID, paper: int, here: bytes) -> bool:
    """Of many at once one is the first; of a paper that is held, too."""
    written = await rows(
        """INSERT INTO paper_ballot AS k (id, sheet, number, first, first_by, state)
           VALUES (gen_random_uuid(), $1, $2, $3, $4, 'keyed')
           ON CONFLICT (sheet, number) DO UPDATE
             SET first = excluded.first, first_by = excluded.first_by, second_by = NULL, state = 'keyed'
             WHERE k.state = 'held'
           RETURNING true""",
        sheet,
        paper,
        here,
        actor.id,
    )
    return bool(written)


async def _second(actor: Actor, poll: Poll, sheet: UUID, number: Number, ballot: Ballot | None, alike: bool) -> str:
    """The mark of the first keying has done its work, and goes."""
    became = HELD if not alike else VOID if ballot is None else IN
    if became == IN:
        await _put_in(poll, sheet, number, ballot)
    await row(
        "UPDATE paper_ballot SET state = $3, second_by = $4, first = '' WHERE sheet = $1 AND number = $2",
        sheet,
        number.paper,
        became,
        actor.id,
    )
    return became


async def _put_in(poll: Poll, sheet: UUID, number: Number, ballot: Ballot) -> None:
    secret = box_key(poll.id)
    assert secret
    name = pseudonym(secret, credential(sheet, number.paper))
    sealed = seal(poll.manifest.sealing_key, ballot.paper.pack(ballot))
    if not await value("SELECT cast_paper($1, $2, $3, $4, $5, $6)", poll.id, sheet, number.paper, name, sealed, now()):
        raise Refused(Voting.key_paper, FASTER)
