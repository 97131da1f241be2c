"""What the city does with the ideas for the parks: answers, promises, steps; and the faces the children give it."""

from uuid import UUID

from civic.core.actor import Actor
from civic.core.database import rows
from civic.core.images import read_picture
from civic.demo.days import Year
from civic.demo.drawings import drawing
from civic.demo.people import cast
from civic.responses import acts as responses
from civic.responses.answers import Promise, Said, Step


async def answer_the_parks(year: Year, ideas: dict[str, UUID]) -> None:
    pilar = await cast("pilar")
    trees = ideas["Árboles con sombra en el parque de San Miguel"]
    async with year.on(205, 12):
        await responses.give_answer(
            pilar,
            trees,
            Said("yes", "Sí, porque el parque tiene agua de pozo para regarlos.", next_on=year.day(60)),
        )
        steps = (
            Step("Elegir los árboles con las escuelas", year.day(175)),
            Step("Plantar doce fresnos junto a los juegos", year.day(110)),
            Step("Poner el riego", year.day(60)),
        )
        await responses.make_commitment(
            pilar, trees, Promise("Doce árboles con riego en San Miguel", year.day(60), steps)
        )
    await _answer_the_others(year, pilar, ideas)
    for ago, words, picture in (
        (178, "Doce niñas, niños y adolescentes fueron al vivero y eligieron fresnos.", ""),
        (115, "Se plantaron los doce árboles el sábado, con las familias.", "trees"),
        (62, "El riego ya funciona. Se abre dos veces al día.", "fountain"),
    ):
        async with year.on(ago, 13):
            open_step = await rows(
                "SELECT id FROM milestone WHERE commitment = $1 AND done_on IS NULL ORDER BY due_on LIMIT 1", trees
            )
            made = read_picture(drawing(picture)) if picture else None
            await responses.report_milestone(pilar, trees, open_step[0]["id"], words, made)
    async with year.on(50, 17):
        for number, child in enumerate(await year.children):
            if number % 2:
                await responses.give_verdict(child, trees, "clear", "happy" if number % 8 > 1 else "neutral")
                await responses.give_verdict(child, trees, "fair", "happy" if number % 6 else "sad")
            if number % 3 == 0:
                await responses.give_verdict(child, trees, "happened", "happy" if number % 9 else "neutral")


async def _answer_the_others(year: Year, pilar: Actor, ideas: dict[str, UUID]) -> None:
    partly = ideas["Una cancha techada en La Loma"]
    no = ideas["Bebederos con agua limpia"]
    not_ours = ideas["Columpios para quien usa silla de ruedas"]
    async with year.on(199, 12):
        await responses.give_answer(
            pilar,
            partly,
            Said(
                "partly",
                "El techo cuesta más que todo el dinero de este año. Para lo demás sí alcanza.",
                "Este año se pintan las líneas y se pone una lona. El techo se pide para el año que viene.",
                year.day(12),
            ),
        )
        steps = (
            Step("Dibujar la cancha con quienes la usan", year.day(100)),
            Step("Pintar las líneas y poner la lona", year.day(12)),
        )
        await responses.make_commitment(
            pilar, partly, Promise("Líneas nuevas y una lona en la cancha de La Loma", year.day(12), steps)
        )
        await responses.give_answer(
            pilar,
            no,
            Said(
                "no",
                "Este año no, porque el tubo del agua es muy viejo y primero hay que cambiarlo.",
                "Mientras, la ciudad lleva garrafones de agua a los parques los sábados.",
            ),
        )
    async with year.on(198, 12):
        await responses.give_answer(
            pilar,
            not_ours,
            Said(
                "not_ours",
                "El parque del Puente está en un terreno del estado. Ahí la ciudad no puede hacer obras.",
                "Ya mandamos la idea por escrito y pedimos respuesta.",
                passed_to="Secretaría de Infraestructura del estado",
            ),
        )
    async with year.on(104, 13):
        first = await rows("SELECT id FROM milestone WHERE commitment = $1 ORDER BY due_on LIMIT 1", partly)
        await responses.report_milestone(
            pilar, partly, first[0]["id"], "Veinte niñas, niños y adolescentes dibujaron la cancha que quieren."
        )
