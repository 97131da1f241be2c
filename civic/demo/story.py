"""What was asked, said and answered in Valle del Río: the words of its year."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Idea:
    """Whose (a key of the cast or a neighbour's number), what it says, and what others said of it.

    `voices` as (who, kind, words); `replies` answer the first voice.
    """

    who: str
    title: str
    problem: str
    help: str
    category: str
    area: int
    drawing: str = ""
    voices: tuple[tuple[str, str, str], ...] = ()
    replies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Ask:
    """A call and its promise; days count back from today (negative: still to come)."""

    question: str
    can_change: str
    money: str
    decides: str
    data: str
    picture: str
    opened: int
    ideas_until: int
    round_until: int
    answer_by: int
    ideas: tuple[Idea, ...] = field(default_factory=tuple)


DATA = (
    "Guardamos tu apodo y lo que escribes. Tu voto no se guarda con tu apodo. "
    "Puedes pedir que borremos tus datos cuando quieras."
)

PARKS = Ask(
    "¿Qué le falta a tu parque?",
    "Se pueden cambiar los árboles, los juegos, las bancas y el agua. No se pueden cerrar calles ni hacer edificios.",
    "Hay 400 mil pesos para los seis parques del municipio.",
    "Ustedes votan. El Cabildo hace lo que se eligió, si alcanza el dinero.",
    DATA,
    "parks",
    opened=270,
    ideas_until=245,
    round_until=236,
    answer_by=150,
    ideas=(
        Idea(
            "amaranta",
            "Árboles con sombra en el parque de San Miguel",
            "A las dos de la tarde los juegos queman y nadie puede usarlos. Solo hay dos árboles y están secos.",
            "Plantar árboles grandes junto a los juegos. Podemos cuidarlos entre todas las escuelas.",
            "parks",
            1,
            "trees",
            (
                ("mateo", "question", "¿Quién los va a regar en las vacaciones?"),
                ("nicolas", "reason", "Me gusta porque mi abuela también podría sentarse ahí."),
                ("3", "whatif", "¿Y si cada salón adopta un árbol?"),
            ),
            (("amaranta", "Pienso que los podemos regar por turnos, una semana cada escuela."),),
        ),
        Idea(
            "nicolas",
            "Una cancha techada en La Loma",
            "Jugamos en la calle y pasan camiones. Cuando llueve ya no se puede.",
            "Ponerle techo a la cancha vieja y pintar las líneas.",
            "sport",
            2,
            "court",
            (
                ("amaranta", "worry", "Me preocupa que solo la usen los grandes."),
                ("7", "reason", "Me gusta porque ahí podemos jugar aunque llueva."),
            ),
            (("nicolas", "Podemos hacer un horario para cada edad."),),
        ),
        Idea(
            "5",
            "Bebederos con agua limpia",
            "En el parque no hay agua y hay que comprar refrescos.",
            "Tres bebederos, uno bajito para los chiquitos.",
            "water",
            0,
            "fountain",
            (("lupita", "reason", "Me gusta porque es para todas y todos."),),
        ),
        Idea(
            "mateo",
            "Un lugar para patinar en El Mirador",
            "No hay dónde patinar y nos corren de la plaza.",
            "Una rampa de cemento en el terreno de atrás.",
            "sport",
            4,
            "",
            (("9", "worry", "Me preocupa que en la noche alguien se lastime, porque no hay luz."),),
        ),
        Idea(
            "lupita",
            "Quiero que lo cuiden: Animales",
            "Los perros del parque no tienen agua.",
            "",
            "animals",
            1,
            "dogs",
            (("2", "reason", "Me gusta porque cuida a los animales."),),
        ),
        Idea(
            "11",
            "Columpios para quien usa silla de ruedas",
            "Mi primo va al parque y solo mira.",
            "Un columpio donde quepa su silla y un camino sin escalones.",
            "parks",
            3,
            "swings",
            (("12", "reason", "Me gusta porque así jugamos con su primo también."),),
        ),
        Idea(
            "14",
            "Luz en el parque del Puente",
            "A las seis ya no se ve nada.",
            "Poner lámparas de sol.",
            "lighting",
            3,
            "lamp",
        ),
        Idea(
            "16",
            "Libros para leer en el kiosco",
            "La biblioteca está lejos.",
            "Una caja con libros que se presten.",
            "culture",
            5,
        ),
    ),
)

SCHOOL_WAY = Ask(
    "¿Cómo quieres llegar a la escuela?",
    "Se pueden cambiar los cruces, las banquetas y las señales cerca de las escuelas. No se pueden cambiar los horarios.",
    "Hay 250 mil pesos para este año.",
    "Ustedes votan. El Cabildo revisa y hace lo que se eligió.",
    DATA,
    "transport",
    opened=96,
    ideas_until=70,
    round_until=62,
    answer_by=-20,
    ideas=(
        Idea(
            "mateo",
            "Un cruce seguro frente a la secundaria",
            "Los carros no se detienen. En marzo atropellaron a un perro.",
            "Pintar el paso y poner un tope y un semáforo.",
            "safety",
            0,
            "crossing",
            (
                ("amaranta", "reason", "Me gusta porque mi hermana cruza sola ahí."),
                ("6", "question", "¿Cuándo empezarían a pintar?"),
            ),
        ),
        Idea(
            "amaranta",
            "Árboles y banquetas anchas en la avenida",
            "Caminamos por la calle porque la banqueta está rota.",
            "Arreglar la banqueta y plantar árboles del lado del sol.",
            "streets",
            0,
            "trees",
            (("nicolas", "reason", "Me gusta porque vamos a caminar con sombra."),),
        ),
        Idea(
            "8",
            "Un camión que pase por Santa Clara",
            "Caminamos cuarenta minutos para llegar.",
            "Un camión en la mañana y otro a la salida.",
            "transport",
            5,
            "bus",
            (("mateo", "whatif", "¿Y si lo pagan entre las tres escuelas?"),),
        ),
        Idea(
            "10",
            "Bicis para prestar",
            "Me robaron la bici y ya no tengo en qué ir.",
            "Un lugar con bicis y candados en la escuela.",
            "transport",
            2,
        ),
    ),
)

NEIGHBOURHOOD = Ask(
    "¿Qué le falta a tu barrio para jugar?",
    "Se pueden cambiar plazas, canchas y calles tranquilas. No se pueden comprar terrenos.",
    "Hay 300 mil pesos.",
    "Ustedes votan. El Cabildo hace lo que se eligió, si alcanza el dinero.",
    DATA,
    "sport",
    opened=20,
    ideas_until=-25,
    round_until=2,
    answer_by=-110,
    ideas=(
        Idea(
            "nicolas",
            "Calles cerradas los domingos para jugar",
            "Los domingos hay puros carros.",
            "Cerrar la calle Juárez de nueve a una.",
            "streets",
            0,
            "court",
            (
                ("4", "worry", "Me preocupa que los vecinos no puedan salir."),
                ("amaranta", "reason", "Me gusta porque podríamos andar en bici sin miedo."),
                ("mateo", "whatif", "¿Y si se turnan las calles cada domingo?"),
            ),
            (("nicolas", "Yo sé que en otra ciudad sí los dejan salir, pero despacito."),),
        ),
        Idea("lupita", "Quiero más: Deporte y juego", "Columpios cerca de mi casa.", "", "sport", 1, "swings"),
        Idea(
            "13",
            "Un tablero de ajedrez gigante en la plaza",
            "En la plaza no hay nada que hacer.",
            "Pintarlo en el piso y hacer piezas de madera.",
            "culture",
            0,
            "",
            (("7", "reason", "Me gusta porque ahí también juega mi abuelo."),),
        ),
        Idea(
            "15",
            "Juegos de agua para el calor",
            "En mayo hace mucho calor.",
            "Chorros que salgan del piso y usen la misma agua.",
            "water",
            4,
            "fountain",
        ),
        Idea(
            "17",
            "Una pared para pintar",
            "Rayan las casas porque no hay dónde pintar.",
            "Una barda con permiso y pintura.",
            "culture",
            3,
        ),
        Idea(
            "18",
            "Porterías chicas en Santa Clara",
            "Usamos piedras como portería.",
            "Dos porterías con red.",
            "sport",
            5,
            "court",
        ),
        Idea(
            "19",
            "Arreglar el kiosco",
            "El techo del kiosco se cae.",
            "Arreglarlo y que haya música los sábados.",
            "culture",
            0,
        ),
        Idea(
            "20",
            "Un huerto del barrio",
            "Hay un terreno con basura.",
            "Limpiarlo y sembrar verduras.",
            "parks",
            2,
            "trees",
        ),
        Idea(
            "21",
            "Talleres de robótica en la Biblioteca Móvil",
            "Solo hay talleres en el centro.",
            "Que venga una vez al mes.",
            "school",
            5,
            "bus",
        ),
    ),
)

FESTIVAL = Ask(
    "¿Qué hacemos en el Festival del Aprendizaje?",
    "Se puede elegir la actividad grande de la tarde y lo que la acompaña. No se puede cambiar la fecha.",
    "La actividad grande ya está pagada. Para lo demás hay 60 mil pesos.",
    "Se hace lo que ustedes voten.",
    DATA,
    "culture",
    opened=44,
    ideas_until=20,
    round_until=14,
    answer_by=-40,
    ideas=(
        Idea(
            "22",
            "Una función de cine al aire libre",
            "Aquí no hay cine. El más cercano queda a una hora.",
            "Una pantalla en la plaza.",
            "culture",
            0,
        ),
        Idea(
            "23",
            "Un concurso de papalotes",
            "En El Mirador siempre hay viento.",
            "Hacerlos en la mañana y volarlos en la tarde.",
            "sport",
            4,
        ),
        Idea(
            "24",
            "Un mural de todas las escuelas",
            "La barda del río está gris.",
            "Cada escuela pinta un pedazo.",
            "culture",
            3,
        ),
        Idea(
            "amaranta",
            "Una noche de estrellas con telescopio",
            "Aquí se ve el cielo muy bien.",
            "Pedir prestado el telescopio.",
            "school",
            4,
        ),
        Idea(
            "25",
            "Música en vivo",
            "Siempre ponen la misma grabación.",
            "Invitar a la banda de San Miguel.",
            "culture",
            1,
        ),
        Idea(
            "31",
            "Aguas frescas para todas y todos",
            "Da mucha sed y no todos traen dinero.",
            "Aguas de limón y de jamaica.",
            "water",
            0,
            "fountain",
        ),
        Idea(
            "32",
            "Una lona para el sol",
            "El año pasado nos quemamos.",
            "Una lona grande en la plaza.",
            "parks",
            0,
        ),
        Idea(
            "33",
            "Un camión de ida y vuelta",
            "Desde Santa Clara no hay cómo llegar.",
            "Que pase dos veces.",
            "transport",
            5,
            "bus",
        ),
    ),
)

#: In pesos.
FESTIVAL_COSTS = {
    "Música en vivo": 25_000,
    "Aguas frescas para todas y todos": 10_000,
    "Una lona para el sol": 20_000,
    "Un camión de ida y vuelta": 15_000,
}

ADVICE = {
    "Árboles con sombra en el parque de San Miguel": (
        "Conviene elegir árboles de aquí, como el fresno. Dan sombra en cinco años. Los pirules levantan el piso."
    ),
    "Una cancha techada en La Loma": (
        "El techo cuesta casi todo el dinero. Se puede empezar por las líneas y una lona. El techo puede ir después."
    ),
    "Un cruce seguro frente a la secundaria": "Un tope y una buena pintura ayudan mucho. El semáforo tarda más, porque lo pone el estado.",
}

#: Neighbours' aliases: two words each, as the system gives them; they say nothing of sex, age, school or place.
FIRST = ("Colibrí", "Trueno", "Río", "Nube", "Luna", "Piedra", "Farol", "Viento", "Canela", "Volcán", "Espiga", "Marea")
SECOND = ("Verde", "de Maíz", "Lejano", "de Vidrio", "Naranja", "Sereno")
