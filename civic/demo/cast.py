"""The named people of Valle del Río: shared by the demo, the tests and the docs."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.actor import ADVISER, CHILD, FACILITATOR, GUARDIAN, OFFICER, SAFEGUARDING, SECRETARY, Role
from civic.core.words import N_

TOWN, REGION = "Valle del Río", "Puebla"
PLACE = "Escuela Primaria Benito Juárez"
LIBRARY = "Biblioteca Móvil de San Miguel"
AREAS = ("Centro", "San Miguel", "La Loma", "Barrio del Puente", "El Mirador", "Santa Clara")
OFFICES = ("Parques y Jardines", "Obras Públicas", "Agua Potable", "Cultura y Deporte")


@dataclass(frozen=True)
class Member:
    """`called` is how the demo's card and our stories call them; the platform itself knows a child by `name`, an alias.

    `age` in years when the demo is told; `office` and `area` are places in the lists above.
    """

    number: int
    called: str
    name: str
    role: Role
    says: str
    picture: str
    age: int = 0
    title: str = ""
    area: int = 0
    office: int = 0
    sequence: tuple[str, ...] = ()
    username: str = ""

    @property
    def id(self) -> UUID:
        return UUID(int=self.number)


CAST = {
    "lupita": Member(
        1,
        "Lupita",
        "Colibrí de Papel",
        CHILD,
        N_("draws her ideas"),
        "crayon",
        7,
        area=1,
        sequence=("cat", "sun", "apple"),
    ),
    "nicolas": Member(
        2,
        "Nicolás",
        "Río Amarillo",
        CHILD,
        N_("wants a ball court"),
        "ball",
        10,
        area=2,
        sequence=("dog", "moon", "kite", "corn"),
    ),
    "amaranta": Member(
        3,
        "Amaranta",
        "Trueno Azul",
        CHILD,
        N_("brought the idea of the trees"),
        "parks",
        13,
        area=0,
        sequence=("bird", "star", "key", "boat"),
    ),
    "mateo": Member(
        4,
        "Mateo",
        "Luna de Barro",
        CHILD,
        N_("asks about the buses"),
        "transport",
        16,
        area=3,
        sequence=("fish", "bell", "cloud", "ball"),
    ),
    "bruno": Member(
        5,
        "Bruno",
        "Nube Tranquila",
        CHILD,
        N_("waits for his family's permission"),
        "waiting",
        10,
        area=1,
        sequence=("snail", "carrot", "key", "sun"),
    ),
    "rosa": Member(6, "Rosa", "Rosa Méndez", GUARDIAN, N_("Lupita's mother"), "people", username="rosa"),
    "teo": Member(
        7,
        "Teo",
        "Teodoro Ríos",
        FACILITATOR,
        N_("reads before publishing"),
        "read",
        title="Casa de la Niñez",
        username="teo",
    ),
    "ines": Member(
        8,
        "Inés",
        "Inés Tlapa",
        FACILITATOR,
        N_("reads the appeals"),
        "appeal",
        title="Biblioteca Móvil",
        username="ines",
    ),
    "carmen": Member(
        9,
        "Carmen",
        "Carmen Xicale",
        SAFEGUARDING,
        N_("looks after the help messages"),
        "care",
        title="SIPINNA municipal",
        username="carmen",
    ),
    "saul": Member(
        10,
        "Saúl",
        "Saúl Ortega",
        SAFEGUARDING,
        N_("looks after the help messages too"),
        "care",
        title="SIPINNA municipal",
        username="saul",
    ),
    "pilar": Member(
        11,
        "Pilar",
        "Pilar Cuautle",
        OFFICER,
        N_("answers for the parks office"),
        "answer",
        title="Parques y Jardines",
        username="pilar",
    ),
    "julian": Member(
        12,
        "Julián",
        "Julián Romero",
        SECRETARY,
        N_("opens calls and votes"),
        "ballot-box",
        title="Secretaría del Consejo",
        username="julian",
    ),
    "leticia": Member(
        13,
        "Leticia",
        "Leticia Amador",
        ADVISER,
        N_("gives advice, without a vote"),
        "advice",
        title="Comité Consultivo, arquitecta",
        username="leticia",
    ),
}

#: What the adults of the demo and of the tests type. Never in a town's own data: `civic doctor` looks for it.
PASSWORD = "cuatro nubes van tarde"
#: And the secret of their app of codes, base 32.
CODES = "VALLEDELRIOVALLEDELRIOVALLEDELRI"
