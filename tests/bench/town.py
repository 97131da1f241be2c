"""The town that is measured: 200 published ideas, 20 voices about one of them, and an open vote with a long roll.

Written with SQL, where the acts of thousands of children would take minutes; but the vote is opened by the acts
themselves, by two people.
"""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID, uuid5

from civic.calls.tables import Call
from civic.consent.purposes import PUBLISH, TAKE_PART, TEXT
from civic.core.clock import now, today
from civic.core.database import DB, row, rows
from civic.core.secrets import fingerprint
from civic.council.queries import areas, offices
from civic.database import migrate
from civic.deliberation.kinds import KINDS
from civic.demo import people
from civic.demo.cast import CAST
from civic.proposals.categories import CATEGORIES
from civic.voting import acts
from civic.voting.forms import Rules

IDEAS, VOICES, CHILDREN, OPTIONS = 200, 20, 3_000, 5
CALL = UUID(int=100)

TITLES = ("Más sombra en la plaza", "Luz en la cancha", "Un puente para cruzar el arroyo", "Agua en el parque")
PROBLEM = "Cuando salimos de la escuela hace mucho calor y no hay dónde sentarse a esperar con mi abuela. " * 3
WOULD_HELP = "Podemos sembrar árboles de aquí, poner bancas y pedir que los vecinos las cuiden con nosotros. " * 2
SAID = "Así mi abuela también puede descansar, y los más chicos no se quedan al sol mientras esperan el camión."


@dataclass(frozen=True)
class Town:
    """`idea` has the voices; `children`, all on the roll of `poll`, are signed in with the token at the same place."""

    idea: str
    poll: str
    children: list[str]
    tokens: list[str]

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, path: Path) -> "Town":
        return cls(**json.loads(path.read_text()))


async def settle(dsn: str) -> Town:
    """An empty database becomes the town."""
    DB.locate(dsn)
    await migrate()
    await DB.open(size=2)
    try:
        await people.settle(today())
        children = await add_children(CHILDREN)
        await _call()
        await say_yes(children)
        ideas = await _writings(children, "proposal", IDEAS)
        await _proposals(ideas)
        voices = await _writings(children, "argument", VOICES)
        await _arguments(ideas[0], voices)
        poll = await _poll(ideas[:OPTIONS])
        tokens = await come_in(children)
        await rows("ANALYZE")
    finally:
        await DB.close()
    return Town(str(ideas[0]), str(poll), [str(each) for each in children], tokens)


async def add_children(number: int) -> list[UUID]:
    """With a family that says yes."""
    area = (await areas())[0]["id"]
    children = [uuid5(CALL, f"child {i}") for i in range(number)]
    await rows(
        """INSERT INTO person (id, role, name, birth_year, birth_month, area, active, joined_at, title)
           SELECT id, 'child', 'Apodo ' || n, $2, 1 + n % 12, $3, true, $4, ''
           FROM unnest($1::uuid[]) WITH ORDINALITY AS c(id, n)""",
        children, today().year - 11, area, now(),
    )  # fmt: skip
    await rows(
        """INSERT INTO guardianship (id, guardian, child, verified_by, verified_on)
           SELECT gen_random_uuid(), $2, id, $3, $4 FROM unnest($1::uuid[]) c(id)""",
        children, CAST["rosa"].id, CAST["ines"].id, today(),
    )  # fmt: skip
    await rows(
        """INSERT INTO consent (id, child, guardian, purpose, text, given_at, term)
           SELECT gen_random_uuid(), id, $2, purpose, $3, $4, (SELECT id FROM term LIMIT 1)
           FROM unnest($1::uuid[]) AS c(id), unnest($5::text[]) AS p(purpose)""",
        children, CAST["rosa"].id, TEXT, now(), [TAKE_PART, PUBLISH],
    )  # fmt: skip
    return children


async def _call() -> None:
    await Call.insert(
        Call(
            id=CALL,
            state="open",
            question="¿Qué le falta a tu parque?",
            can_change="Los juegos, los árboles y las bancas de los parques del municipio.",
            money="Hay 200 mil pesos.",
            decides="El Cabildo decide con lo que ustedes voten.",
            office=(await offices())[0]["id"],
            answer_by=today() + timedelta(days=90),
            data="Guardamos tu apodo y lo que escribes. Tu voto no se guarda con tu apodo.",
            proposals_until=today() + timedelta(days=30),
            first_round_until=today() + timedelta(days=20),
            opened_at=now(),
            picture="parks",
        )
    )


async def say_yes(children: list[UUID]) -> None:
    await rows(
        """INSERT INTO assent (id, child, about, said, at)
           SELECT gen_random_uuid(), id, $2, 'yes', $3 FROM unnest($1::uuid[]) AS c(id)""",
        children, CALL, now(),
    )  # fmt: skip


async def _writings(children: list[UUID], kind: str, number: int) -> list[UUID]:
    """Published texts of as many children, the newest first."""
    keys = [uuid5(CALL, f"{kind} {i}") for i in range(number)]
    titles = [f"{TITLES[i % len(TITLES)]} {i}" for i in range(number)]
    words = {"title": "", "problem": PROBLEM, "help": WOULD_HELP} if kind == "proposal" else {"words": SAID}
    await rows(
        """INSERT INTO writing (id, kind, author, state, version, submitted_at, published_at, title, excerpt, search)
           SELECT id, $2, author, 'published', 1, $5::timestamptz, $5::timestamptz - n * interval '1 hour', title, $6,
                  lower(title)
           FROM unnest($1::uuid[], $3::uuid[], $4::text[]) WITH ORDINALITY AS w(id, author, title, n)""",
        keys, kind, children[:number], titles, now(), PROBLEM[:200],
    )  # fmt: skip
    await rows(
        """INSERT INTO version (id, writing, number, words, masks, hash, sent_at)
           SELECT gen_random_uuid(), id, 1,
                  $2::jsonb || CASE WHEN $3 THEN jsonb_build_object('title', title) ELSE '{}' END, '{}',
                  sha256('bench'), $4
           FROM unnest($1::uuid[], $5::text[]) AS w(id, title)""",
        keys, json.dumps(words), kind == "proposal", now(), titles,
    )  # fmt: skip
    return keys


async def _proposals(keys: list[UUID]) -> None:
    places = [each["id"] for each in await areas()]
    await rows(
        """INSERT INTO proposal (id, writing, call, state, category, area)
           SELECT id, id, $2, 'talked', category, area
           FROM unnest($1::uuid[], $3::text[], $4::uuid[]) AS p(id, category, area)""",
        keys, CALL, list(islice(cycle(CATEGORIES), len(keys))), list(islice(cycle(places), len(keys))),
    )  # fmt: skip


async def _arguments(idea: UUID, keys: list[UUID]) -> None:
    """Every fourth answers the one before it."""
    await rows(
        """INSERT INTO argument (id, writing, proposal, kind, reply_to)
           SELECT id, id, $2, kind, answers FROM unnest($1::uuid[], $3::text[], $4::uuid[]) AS a(id, kind, answers)""",
        keys, idea, list(islice(cycle(KINDS), len(keys))),
        [keys[i - 1] if i % 4 == 3 else None for i in range(len(keys))],
    )  # fmt: skip


async def _poll(options: list[UUID]) -> UUID:
    julian, teo = await people.cast("julian"), await people.cast("teo")
    rules = Rules("¿Qué idea va primero?", "approval;max=2;ties=lot", 1, now() + timedelta(days=10))
    poll = await acts.draft_poll(julian, CALL)
    await acts.keep_poll(julian, poll, rules)
    for option in options:
        await acts.put_option(julian, poll, option)
    await acts.announce_poll(julian, poll)
    await acts.draw_lot(julian, poll, range(1, 7))
    await acts.sign_opening(julian, poll)
    await acts.open_poll(teo, poll)
    roll = await row("SELECT count(*) AS number FROM roll WHERE poll = $1", poll)
    assert roll["number"] >= CHILDREN, f"only {roll['number']} children on the roll"
    return poll


async def come_in(children: list[UUID]) -> list[str]:
    """Tokens that pgbench can make as well, from a number."""
    tokens = [f"bench-{i}" for i in range(len(children))]
    await rows(
        """INSERT INTO sign_in (id, person, since, seen)
           SELECT id, person, $3, $3 FROM unnest($1::bytea[], $2::uuid[]) AS s(id, person)""",
        [fingerprint(each) for each in tokens], children, now(),
    )  # fmt: skip
    return tokens
