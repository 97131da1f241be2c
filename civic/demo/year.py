"""A year of Valle del Río, told by calling the acts as each person, so it can only show what the charters allow."""

import itertools
from datetime import datetime, time
from uuid import UUID

from civic.calls import acts as calls
from civic.calls.forms import Parts
from civic.core import outbox
from civic.core.clock import CITY
from civic.core.database import rows
from civic.council.queries import areas, offices
from civic.deliberation import acts as deliberation
from civic.demo import story
from civic.demo.caring import leave_a_message, name_saul, see_to_a_message
from civic.demo.city import answer_the_parks
from civic.demo.days import Year
from civic.demo.groups import ask_for_third, invite_readers, rest_a_card
from civic.demo.ideas import tell_call, write_draft
from civic.demo.identities import lock_names, look_for_a_card, look_for_the_family
from civic.demo.people import SCHOOL, add_child, cast, settle
from civic.demo.permissions import leave_some_waiting
from civic.demo.story import Idea
from civic.demo.team import confirm_the_quarter, name_two, put_on_record, vouch
from civic.devices.acts import check_in, enroll_device
from civic.due import chores
from civic.moderation import acts as moderation
from civic.proposals import acts as proposals
from civic.rights import requesting
from civic.rights.acts import pause_self as rest
from civic.rights.asked import waiting
from civic.voting import acts as voting
from civic.voting import booth_acts as booths
from civic.voting import closing
from civic.voting import queries as polls
from civic.voting.ballots import Ballot
from civic.voting.forms import Rules
from civic.voting.tally.rules import Schulze, Smileys

NEIGHBOURS = 42
#: What the dice showed in the square.
DICE = (4, 2, 6, 1, 3, 3, 5, 2, 1, 6, 4, 4, 2, 5, 1, 6, 3, 2, 5, 4)


async def tell_the_year() -> None:
    year = Year()
    async with year.on(300):
        await settle(year.today)
        await vouch()
        await put_on_record()
        year.areas = [each["id"] for each in await areas()]
        year.offices = {each["name"]: each["id"] for each in await offices()}
        await _neighbours(year)
        await lock_names()
    for ago in range(299, 0, -1):
        if year.day(ago).day == 1 and year.day(ago).month in (1, 4, 7, 10):
            async with year.on(ago):
                await confirm_the_quarter()
    await _the_parks(year)
    await _the_way_to_school(year)
    await _the_neighbourhood(year)
    await _the_festival(year)
    async with year.on(8):
        library = await invite_readers(year.areas[1])
    async with year.on(9, 13):
        await look_for_a_card()
    async with year.on(1, 12):
        await look_for_the_family()
        await name_two()
        await ask_for_third()
        await rest_a_card(library)
        await leave_some_waiting(year.today, year.neighbours["41"].id, year.neighbours["42"].id)
    async with year.on(1, 19):
        await leave_a_message()
        julian = await cast("julian")
        draft = await calls.draft_call(julian)
        await calls.keep_call(
            julian, draft, Parts(question="¿Qué quieres leer en la Biblioteca Móvil?", picture="culture")
        )
    async with year.on(20, 10):
        await see_to_a_message()
    async with year.on(1, 21):
        await chores()
    async with year.on(0, 1):
        await name_saul()
    async with year.on(40, 9):
        await enroll_device(await cast("teo"), SCHOOL, "Tableta 1")
    for who in ("teo", "carmen"):
        await check_in(await cast(who), SCHOOL)
    await _rights(year)
    await chores()
    await outbox.drain()


async def _rights(year: Year) -> None:
    """Amaranta saw what there is of her, and one of the neighbours rests; somebody's request still waits."""
    julian, carmen = await cast("julian"), await cast("carmen")
    async with year.on(12):
        receipt = await requesting.ask_request(await cast("amaranta"), "see", "Quiero ver todo lo que tienen de mí.")
        key = next(each.id for each in await waiting() if each.receipt == receipt)
    async with year.on(9):
        await requesting.answer_request(julian, key, "yes")
        await requesting.sign_request(carmen, key)
    async with year.on(7):
        await requesting.comply_request(julian, key, "shown")
        await rest(year.neighbours["20"])
    async with year.on(2):
        await requesting.ask_request(year.neighbours["21"], "mend", "Ya no vivo en esa zona. Ahora vivo en La Loma.")


async def _neighbours(year: Year) -> None:
    names = itertools.product(story.FIRST, story.SECOND)
    for number, (first, second) in zip(range(1, NEIGHBOURS + 1), names, strict=False):
        born = (year.today.year - 6 - number % 12, 1 + number % 12)
        year.neighbours[str(number)] = await add_child(f"{first} {second}", born, year.areas[number % len(year.areas)])


async def _found(call: UUID) -> dict[str, UUID]:
    """The published ideas of a call by title."""
    found = await rows(
        """SELECT w.title, p.id FROM proposal p JOIN writing w ON w.id = p.id
           WHERE p.call = $1 AND w.state = 'published' ORDER BY w.published_at""",
        call,
    )
    return {each["title"]: each["id"] for each in found}


async def _advise(year: Year, ago: int, ideas: dict[str, UUID]) -> None:
    async with year.on(ago, 17):
        for title, words in story.ADVICE.items():
            if title in ideas:
                await deliberation.give_advice(await cast("leticia"), ideas[title], words)


async def _poll(
    year: Year, call: UUID, options: list[UUID], rules: Rules, opened: int, votes: list[list[int]] | None
) -> UUID:
    """Announced, opened by two, voted. `votes` None: announced only, with Julián's signature. For every child of the
    town with a sheet of booth cards at the school, or it could not open (SG-05)."""
    julian, teo = await cast("julian"), await cast("teo")
    async with year.on(opened + 1):
        key = await voting.draft_poll(julian, call)
        await voting.keep_poll(julian, key, rules)
        for option in options:
            await voting.put_option(julian, key, option)
        await voting.announce_poll(julian, key)
        if rules.city_wide:
            sheet = await booths.ask_sheet(julian, key, SCHOOL, 16)
            await booths.sign_sheet(teo, sheet)
            await booths.print_sheet(teo, sheet)
        await voting.draw_lot(julian, key, DICE)
        await voting.sign_opening(julian, key)
    if votes is None:
        return key
    async with year.on(opened, 8):
        await voting.open_poll(teo, key)
    paper = (await polls.frozen(key)).paper
    async with year.on(max(opened - 1, 0), 9):
        for child, choice in zip(await year.children, votes, strict=False):
            await voting.cast_ballot(child, key, Ballot(paper, tuple(choice)))
    return key


async def _close(year: Year, poll: UUID, ago: int) -> None:
    async with year.on(ago, 18):
        await closing.sign_closing(await cast("julian"), poll)
        await closing.close_poll(await cast("ines"), poll)
        await outbox.drain()
        await closing.sign_result(await cast("julian"), poll)
        await closing.certify_result(await cast("ines"), poll)


def _closes(year: Year, ago: int) -> datetime:
    return datetime.combine(year.day(ago), time(17), CITY)


async def _the_parks(year: Year) -> None:
    """Long ago: everything happened, down to the faces."""
    call = await tell_call(year, story.PARKS, "Parques y Jardines")
    ideas = await _found(call)
    await _advise(year, 234, ideas)
    options = list(ideas.values())
    votes = [[0, i % 8] if i % 8 else [0, 1, 2] for i in range(30)] + [[1, 2], [1, 5], [1, 2], [1, 5], [0, 6], [2, 5]] * 2
    rules = Rules("¿Qué ideas quieres para los parques?", "approval;max=3;ties=lot", 4, _closes(year, 221))
    poll = await _poll(year, call, options, rules, 228, votes)
    await _close(year, poll, 220)
    await answer_the_parks(year, ideas)


async def _the_way_to_school(year: Year) -> None:
    """Two votes: one answer is late, the other is still in time."""
    call = await tell_call(year, story.SCHOOL_WAY, "Parques y Jardines")
    ideas = await _found(call)
    await _advise(year, 60, ideas)
    options = list(ideas.values())
    votes = [[0]] * 19 + [[1]] * 10 + [[2]] * 9 + [[]] * 2
    rules = Rules("¿Qué arreglamos primero camino a la escuela?", "choose_one;ties=lot", 1, _closes(year, 45))
    await _close(year, await _poll(year, call, options[:3], rules, 52, votes), 44)
    votes = [[0, 1, 2]] * 24 + [[1, 0, 2]] * 12 + [[2, 1]] * 4
    rules = Rules("¿Y qué más hacemos camino a la escuela?", str(Schulze()), 1, _closes(year, 13))
    await _close(year, await _poll(year, call, options[1:], rules, 19, votes), 12)


async def _the_neighbourhood(year: Year) -> None:
    """Open now: ideas to read, one returned, one appealed, a draft, a vote that waits for its second signature."""
    call = await tell_call(year, story.NEIGHBOURHOOD, "Cultura y Deporte")
    ideas = list((await _found(call)).values())
    teo = await cast("teo")

    async def send(who: str, title: str, problem: str, category: str, ago: int) -> UUID:
        async with year.on(ago, 9):
            key = await write_draft(year, call, Idea(who, title, problem, "", category, 2))
            await proposals.send_proposal(await year.person(who), key)
        return key

    await send("26", "Una resbaladilla en el cerro", "Bajamos sentados en cartones.", "sport", 4)
    await send("27", "Mesas para hacer la tarea al aire libre", "En mi casa hay mucho ruido.", "school", 2)
    await send("29", "Que alguien nos acompañe a la casa", "Un señor me sigue al salir de la escuela y me da miedo.", "safety", 1)
    await send("28", "Que arreglen la cancha de básquet", "El aro está roto.", "sport", 1)
    returned = await send("nicolas", "Un lugar", "Eso de siempre.", "sport", 6)
    refused = await send("mateo", "El presidente no cumple con los camiones", "Nadie nos hace caso.", "transport", 8)
    async with year.on(5):
        await moderation.return_writing(teo, returned, "unclear", ["unclear", "where"])
        await moderation.refuse_writing(teo, refused, "other_call")
    async with year.on(3, 18):
        await moderation.appeal_refusal(await cast("mateo"), refused)
        lupita = await cast("lupita")
        draft = await proposals.start_proposal(lupita, call)
        await proposals.keep_draft(lupita, draft, category="animals")
        speaker = await year.person("30")
        voice = await deliberation.start_argument(speaker, ideas[0], "question", "¿Quién cuida las vallas?")
        await deliberation.send_argument(speaker, voice)
    rules = Rules("¿Qué probamos primero en el barrio?", str(Smileys()), 1, _closes(year, -14))
    await _poll(year, call, ideas[2:5], rules, 1, None)


async def _the_festival(year: Year) -> None:
    """A vote open now, for whoever comes in."""
    call = await tell_call(year, story.FESTIVAL, "Cultura y Deporte")
    ideas = list((await _found(call)).values())
    rules = Rules("¿Qué hacemos en la tarde del Festival?", "choose_one;ties=lot", 1, _closes(year, -6), city_wide=True)
    await _poll(year, call, ideas, rules, 2, [[i % 4] for i in range(14)])
