"""A year of Valle del Río, told by calling the acts as each person, so it can only show what the charters allow."""

import itertools
from uuid import UUID

from civic.calls import acts as calls
from civic.calls.forms import Parts
from civic.core import outbox
from civic.council.queries import areas, offices
from civic.deliberation import acts as deliberation
from civic.demo import story
from civic.demo.caring import leave_a_message, name_saul, see_to_a_message
from civic.demo.city import answer_the_parks
from civic.demo.days import Year
from civic.demo.groups import ask_for_third, invite_readers, rest_a_card
from civic.demo.ideas import found_ideas, tell_call, write_draft
from civic.demo.identities import lock_names, look_for_a_card, look_for_the_family
from civic.demo.people import SCHOOL, add_child, cast, settle
from civic.demo.permissions import leave_some_waiting
from civic.demo.polls import closes, money_rules, more_time, other_doors, tell_close, tell_poll
from civic.demo.recess import tell_the_recess
from civic.demo.story import Idea
from civic.demo.team import confirm_the_quarter, name_two, put_on_record, vouch
from civic.devices.acts import check_in, enroll_device
from civic.due import chores
from civic.moderation import acts as moderation
from civic.proposals import acts as proposals
from civic.rights import requesting
from civic.rights.acts import pause_self as rest
from civic.rights.asked import waiting
from civic.voting.forms import Rules
from civic.voting.tally.rules import Schulze

NEIGHBOURS = 54


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
    await tell_the_recess(year)
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


async def _advise(year: Year, ago: int, ideas: dict[str, UUID]) -> None:
    async with year.on(ago, 17):
        for title, words in story.ADVICE.items():
            if title in ideas:
                await deliberation.give_advice(await cast("leticia"), ideas[title], words)


async def _the_parks(year: Year) -> None:
    """Long ago: everything happened, down to the faces."""
    call = await tell_call(year, story.PARKS, "Parques y Jardines")
    ideas = await found_ideas(call)
    await _advise(year, 234, ideas)
    options = list(ideas.values())
    votes = [[0, i % 8] if i % 8 else [0, 1, 2] for i in range(30)] + [
        [1, 2],
        [1, 5],
        [1, 2],
        [1, 5],
        [0, 6],
        [2, 5],
    ] * 2
    rules = Rules("¿Qué ideas quieres para los parques?", "approval;max=3;ties=lot", 4, closes(year, 221))
    poll = await tell_poll(year, call, options, rules, 228, votes)
    await tell_close(year, poll, 220)
    await answer_the_parks(year, ideas)


async def _the_way_to_school(year: Year) -> None:
    """Two votes: one answer is late, the other is still in time."""
    call = await tell_call(year, story.SCHOOL_WAY, "Parques y Jardines")
    ideas = await found_ideas(call)
    await _advise(year, 60, ideas)
    options = list(ideas.values())
    votes = [[0]] * 19 + [[1]] * 10 + [[2]] * 9 + [[]] * 2
    rules = Rules("¿Qué arreglamos primero camino a la escuela?", "choose_one;ties=lot", 1, closes(year, 45))
    await tell_close(year, await tell_poll(year, call, options[:3], rules, 52, votes), 44)
    votes = [[0, 1, 2]] * 26 + [[1, 0, 2]] * 16 + [[2, 1]] * 14
    rules = Rules("¿Y qué más hacemos camino a la escuela?", str(Schulze()), 1, closes(year, 13))
    await tell_close(year, await tell_poll(year, call, options[1:], rules, 19, votes), 12)


async def _the_neighbourhood(year: Year) -> None:
    """Open now: ideas to read, one returned, one appealed, a draft, a vote that waits for its second signature."""
    call = await tell_call(year, story.NEIGHBOURHOOD, "Cultura y Deporte")
    ideas = list((await found_ideas(call)).values())
    teo = await cast("teo")

    async def send(who: str, title: str, problem: str, category: str, ago: int) -> UUID:
        async with year.on(ago, 9):
            key = await write_draft(year, call, Idea(who, title, problem, "", category, 2))
            await proposals.send_proposal(await year.person(who), key)
        return key

    await send("26", "Una resbaladilla en el cerro", "Bajamos sentados en cartones.", "sport", 4)
    await send("27", "Mesas para hacer la tarea al aire libre", "En mi casa hay mucho ruido.", "school", 2)
    await send(
        "29",
        "Que alguien nos acompañe a la casa",
        "Un señor me sigue al salir de la escuela y me da miedo.",
        "safety",
        1,
    )
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
    rules = Rules("¿Qué probamos primero en el barrio?", str(Schulze()), 1, closes(year, -14))
    await tell_poll(year, call, ideas[2:5], rules, 1, None)


async def _the_festival(year: Year) -> None:
    """Open now, for whoever comes in: one for every child of the town, with paper and a tablet out; and a basket."""
    call = await tell_call(year, story.FESTIVAL, "Cultura y Deporte")
    found = await found_ideas(call)
    ideas = [key for title, key in found.items() if title not in story.FESTIVAL_COSTS]
    rules = Rules("¿Qué hacemos en la tarde del Festival?", "choose_one;ties=lot", 1, closes(year, -6), city_wide=True)
    poll = await tell_poll(year, call, ideas, rules, 2, [[i % 4] for i in range(14)])
    await other_doors(year, poll, 1)
    await more_time(year, poll, 1, "Llovió dos días y muchos no pudieron llegar a la casilla.", -8)
    rules = money_rules("¿Qué más compramos para el Festival?", 60_000, len(await year.children), closes(year, -7))
    costs = {found[title]: cost for title, cost in story.FESTIVAL_COSTS.items()}
    await tell_poll(year, call, list(costs), rules, 2, [[0, 1], [2], [1, 3]] * 4, costs)
