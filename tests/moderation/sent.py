"""Texts on their way, for the tests of those who read them."""

from uuid import UUID

from civic.core.actor import Actor
from civic.moderation import acts as moderation
from civic.proposals import acts as proposals

TREE = {
    "title": "Un árbol para la cancha",
    "problem": "No hay sombra. El alcalde no cumple y don Chucho Pérez vende ahí sus dulces.",
    "help": "Que siembren jacarandas.\nMi abuela Chabela tiene semillas.",
}


async def sent_proposal(call: UUID, author: Actor, words: dict[str, str] | None = None) -> UUID:
    key = await proposals.start_proposal(author, call)
    await proposals.keep_draft(author, key, words=words or TREE, category="parks")
    await proposals.send_proposal(author, key)
    return key


async def refused_proposal(call: UUID, author: Actor, reader: Actor, appealed: bool = False) -> UUID:
    key = await sent_proposal(call, author)
    await moderation.refuse_writing(reader, key, "hurts")
    if appealed:
        await moderation.appeal_refusal(author, key)
    return key


async def published_proposal(call: UUID, author: Actor, reader: Actor) -> UUID:
    key = await sent_proposal(call, author)
    await moderation.publish_writing(reader, key)
    return key
