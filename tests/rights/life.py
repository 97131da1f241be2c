"""A child with a life behind them, for the tests that look for what is left of it."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from civic.consent.acts import answer_assent
from civic.core.actor import Actor
from civic.core.clock import now, today
from civic.core.database import rows
from civic.core.images import read_picture
from civic.demo.drawings import drawing
from civic.demo.people import add_child
from civic.inbox.acts import tell
from civic.moderation import acts as moderation
from civic.people.acts import give_password, open_sign_in, print_card
from civic.proposals import acts as proposals
from civic.rights.tables import Request
from civic.safeguarding.tables import Concern
from civic.vault import store
from civic.vault.tables import Look
from tests.conftest import Town
from tests.home.made import said

#: Words that can be theirs alone.
ALIAS, NAME = "Tejón Violeta", "Ximena Irigoyen"
TEXTS = ("quetzalina", "ocelotito", "chapulinesco", "mapachudo", "tlacuachito")


@dataclass
class Life:
    child: Actor
    published: UUID
    draft: UUID
    refused: UUID


async def live(town: Town) -> Life:
    """A published idea with a drawing and a reply by another child, a draft, a refused one, a voice; and a row, or more,
    in every table that can know a child."""
    child = await add_child(ALIAS, (today().year - 11, 1), town.areas[0])
    await answer_assent(child, town.call, "yes")
    await store.put(child.id, name=NAME, contact="222 123 4567")

    async def idea(word: str) -> UUID:
        key = await proposals.start_proposal(child, town.call)
        made = read_picture(drawing("trees"))
        await proposals.keep_draft(
            child, key, {"title": f"Una {word}", "problem": f"Falta {word}."}, "parks", picture=made
        )
        return key

    published, refused, draft = await idea(TEXTS[0]), await idea(TEXTS[1]), await idea(TEXTS[2])
    await proposals.send_proposal(child, published)
    await moderation.publish_writing(town.teo, published)
    await proposals.send_proposal(child, refused)
    await moderation.refuse_writing(town.teo, refused, "hurts")
    await said(town.mateo.id, published, "Yo también lo quiero.")
    await said(child.id, published, f"Sí, {TEXTS[3]}.")
    await print_card(child.id)
    await give_password(child.id, ALIAS, "una frase muy larga de la niña")
    await open_sign_in(child.id)
    await tell(town.carmen.id, "writing_published", f"/mesa/cuidado/identidad/{child.id}", title="x")
    await Look.insert(
        Look(
            person=child.id,
            by=town.carmen.id,
            reason="lost_card",
            why=b"sealed",
            at=now(),
            until=now(),
            told=town.saul.id,
        )
    )
    await Request.insert(
        Request(
            receipt="ABCD-1234",
            person=child.id,
            about=child.id,
            kind="see",
            words=TEXTS[4],
            asked_at=now(),
            due_on=today(),
        )
    )
    await Concern.insert(Concern(words="Mensaje.", person=child.id, received_at=now(), state="closed"))
    await rows(
        "INSERT INTO job (id, kind, facts, due_at, tries) VALUES ($1, 'x', $2, $3, 0)",
        uuid4(),
        f'{{"person": "{child.id}"}}',
        now(),
    )
    return Life(child, published, draft, refused)


async def found(*wanted: str) -> set[str]:
    """Every table in which one of these stands, in any column, however it is kept."""
    tables = await rows(
        "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    )
    hits = set()
    for each in tables:
        for one in wanted:
            if await rows(f"SELECT 1 FROM {each['table_name']} t WHERE t::text ILIKE $1 LIMIT 1", f"%{one}%"):
                hits.add(each["table_name"])
    return hits
