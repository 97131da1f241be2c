"""What to do with the money for recess: shared out in equal shares, an agreement of the council, and what is left over asked
about again, now, with faces."""

from fractions import Fraction

from civic.core.database import rows
from civic.demo.days import Year
from civic.demo.ideas import found_ideas, tell_call
from civic.demo.polls import closes, money_rules, tell_close, tell_poll
from civic.demo.story import DATA, Ask, Idea
from civic.voting.forms import Rules
from civic.voting.tally.rules import Motion, Smileys

AGREEMENT = "Un recreo sin desechables"
BUDGET = 100_000
#: In pesos.
COSTS = {
    "Juegos pintados en el piso": 24_000,
    "Una velaria para la sombra": 50_000,
    "Mesas de ping pong": 40_000,
    "Balones y cuerdas para prestar": 10_000,
    "Un huerto en cada escuela": 30_000,
    "Bancas para platicar": 38_000,
}
BASKETS = [[1]] * 16 + [[1, 3]] * 12 + [[0, 2]] * 6 + [[0, 3]] * 6 + [[4, 5]] * 11 + [[2, 4]] * 4 + [[0, 5], []]

RECESS = Ask(
    "¿Qué le falta a tu recreo?",
    "Se pueden cambiar los patios, los juegos y los acuerdos entre escuelas. No se pueden cambiar los horarios.",
    "Hay 100 mil pesos para las escuelas del municipio.",
    "Ustedes reparten el dinero con su voto. La ciudad compra lo que se eligió.",
    DATA,
    "sport",
    opened=80,
    ideas_until=58,
    round_until=50,
    answer_by=-45,
    ideas=(
        Idea(
            "34",
            "Juegos pintados en el piso",
            "El patio es puro cemento gris.",
            "Un avión, un laberinto y un tablero.",
            "sport",
            3,
        ),
        Idea(
            "nicolas",
            "Una velaria para la sombra",
            "En mayo no se puede salir al patio del calor.",
            "Una lona grande y fuerte sobre la cancha.",
            "school",
            2,
            "",
            (("amaranta", "worry", "Me preocupa que cuesta la mitad del dinero."),),
            (("nicolas", "Yo sé que dura muchos años."),),
        ),
        Idea(
            "35",
            "Mesas de ping pong",
            "Los grandes ocupan toda la cancha.",
            "Dos mesas de cemento que no se rompan.",
            "sport",
            4,
        ),
        Idea(
            "36",
            "Balones y cuerdas para prestar",
            "Solo hay un balón para todos.",
            "Una caja en cada escuela, y alguien que anote.",
            "sport",
            5,
            "",
            (("lupita", "reason", "Me gusta porque quiero saltar."),),
        ),
        Idea(
            "37",
            "Un huerto en cada escuela",
            "Nadie sabe de dónde viene lo que comemos.",
            "Cajones con tierra y una regadera.",
            "parks",
            0,
            "trees",
        ),
        Idea(
            "38",
            "Bancas para platicar",
            "No todos queremos correr.",
            "Bancas de madera junto a la barda.",
            "school",
            1,
        ),
        Idea(
            "amaranta",
            AGREEMENT,
            "Después del recreo el patio queda lleno de vasos y bolsas.",
            "Que cada quien traiga su vaso. La cooperativa ya no da bolsas.",
            "school",
            0,
            "",
            (("mateo", "question", "¿Y si a alguien se le olvida el vaso?"),),
            (("amaranta", "Podemos tener vasos para prestar."),),
        ),
    ),
)


async def tell_the_recess(year: Year) -> None:
    call = await tell_call(year, RECESS, "Cultura y Deporte")
    ideas = await found_ideas(call)
    costs = {ideas[title]: cost for title, cost in COSTS.items()}
    rules = money_rules("¿Qué compramos para el recreo?", BUDGET, len(await year.children), closes(year, 34))
    await tell_close(year, await tell_poll(year, call, list(costs), rules, 43, BASKETS, costs), 33)
    two_thirds = str(Motion("two_thirds", Fraction(1, 3)))
    rules = Rules("¿Acordamos un recreo sin desechables?", two_thirds, 1, closes(year, 25))
    votes = [[0]] * 35 + [[1]] * 11 + [[2]] * 10
    await tell_close(year, await tell_poll(year, call, [ideas[AGREEMENT]], rules, 30, votes), 24)
    found = await rows("SELECT id FROM proposal WHERE call = $1 AND state = 'not_chosen'", call)
    left = [key for key in costs if key in {each["id"] for each in found}]
    rules = Rules("¿Qué pedimos para el recreo del año que viene?", str(Smileys()), 1, closes(year, -5))
    faces = [[2, *[number % 3] * (len(left) - 1)] for number in range(12)]
    await tell_poll(year, call, left, rules, 2, faces)
