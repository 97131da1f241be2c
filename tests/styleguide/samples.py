"""The fake town the style guide is drawn with: one sample of each archetype of the look."""

from datetime import date
from types import SimpleNamespace as S

from civic.core.forms import Form
from civic.core.reader import Place

DAY = date(2025, 11, 4)
CHILD = [
    Place("/mis", "Mis ideas", "home", True),
    Place("/i", "Ideas", "search"),
    Place("/v", "Votar", "ballot-box"),
    Place("/b", "Mensajes", "inbox"),
]
DESK = [Place("/m", "Textos", "read", True), Place("/c", "Convocatorias", "promise"), Place("/t", "Tarjetas", "card")]
PUBLIC = [
    Place("/", "Tablero", "home", True),
    Place("/p", "Ideas", "propose"),
    Place("/r", "Respuestas", "answer"),
    Place("/g", "Reglas", "rules"),
]


def steps(here: int, of: int = 5) -> list[S]:
    names = ["tema", "nombre", "problema", "ayuda", "lugar", "dibujo"]
    return [
        S(label=names[i], url=f"/{i}", state="past" if i < here else "here" if i == here else "ahead")
        for i in range(of)
    ]


def path(here: int, note: str, stopped: bool = False) -> list[S]:
    stones = [
        ("Escrita", "draft"),
        ("Leída", "read"),
        ("Platicada", "talk"),
        ("Votada", "ballot-box"),
        ("Contestada", "answer"),
        ("Hecha", "happened"),
    ]
    kind = lambda i: "past" if i < here else ("stopped" if stopped else "here") if i == here else "ahead"  # noqa: E731
    return [
        S(label=label, picture=picture, kind=kind(i), note=note if i == here else "")
        for i, (label, picture) in enumerate(stones)
    ]


ABOUT = [
    S(value=v, label=label, picture=v)
    for v, label in [("parks", "Parques"), ("streets", "Calles"), ("water", "Agua"), ("safety", "Sentirme segura")]
]
BALLOT = [
    S(value="a", label="Más árboles en la plaza", picture="parks", note="", checked=False),
    S(value="b", label="Un puente de madera para cruzar el arroyo", picture="streets", note="", checked=True),
    S(value="c", label="Luz en la cancha", picture="lighting", note="", checked=False),
    S(value="none", label="Ninguna me gusta", picture="none", note="", checked=False),
    S(value="later", label="Hoy no quiero votar", picture="later", note="", checked=False),
]
PROPOSALS = [
    S(
        url="#1",
        title="Un puente de madera para cruzar el arroyo",
        excerpt="Cuando llueve, el arroyo crece y no podemos llegar a la escuela.",
        picture_url=None,
        category_picture="streets",
        category_label="Calles",
        area="La Ribera",
        state_label="La ciudad dijo sí",
        state_kind="done",
        state_picture="done",
        day=DAY,
    ),
    S(
        url="#2",
        title="Luz en la cancha",
        excerpt="En la tarde ya no se ve la pelota.",
        picture_url=None,
        category_picture="lighting",
        category_label="Luz",
        area="Centro",
        state_label="En la votación",
        state_kind="going",
        state_picture="going",
        day=DAY,
    ),
    S(
        url="#3",
        title="Agua para beber en el parque",
        excerpt="La llave lleva dos años seca.",
        picture_url=None,
        category_picture="water",
        category_label="Agua",
        area="San Miguel",
        state_label="Espera respuesta",
        state_kind="waiting",
        state_picture="waiting",
        day=DAY,
    ),
    S(
        url="#4",
        title="Un cine en la plaza",
        excerpt="",
        picture_url=None,
        category_picture="culture",
        category_label="Cultura",
        area="Centro",
        state_label="La ciudad dijo no",
        state_kind="stopped",
        state_picture="stopped",
        day=DAY,
    ),
]
ROWS = [
    S(
        label="Un puente de madera para cruzar el arroyo",
        picture="streets",
        count=58,
        share=0.69,
        words="7 de cada 10 lo eligieron",
        chosen=True,
    ),
    S(
        label="Luz en la cancha",
        picture="lighting",
        count=18,
        share=0.21,
        words="2 de cada 10 la eligieron",
        chosen=False,
    ),
    S(
        label="Más árboles en la plaza",
        picture="parks",
        count=8,
        share=0.1,
        words="1 de cada 10 los eligió",
        chosen=False,
    ),
]


def said(kind: str, picture: str, words: str, by: str, adult: bool = False, role: str = "", replies: tuple = ()) -> S:
    return S(
        kind_label=kind, picture=picture, words=words, by=by, day=DAY, is_adult=adult, role_label=role, replies=replies
    )


VOICES = [
    said(
        "Una razón",
        "reason",
        "Así mi abuela también puede cruzar con su bastón.",
        "un niño de 6 a 9 años",
        replies=(said("Una pregunta", "question", "¿Y si le ponemos una rampa?", "una niña de 10 a 13 años"),),
    ),
    said("Una preocupación", "worry", "La madera se pone resbalosa con el agua.", "un niño de 14 a 17 años"),
    said(
        "Un consejo",
        "advice",
        "La madera tratada dura unos quince años. Conviene pedir un material que no resbale.",
        "Leticia",
        True,
        "Consejera, persona adulta",
    ),
]
FACES = [
    S(value="yes", label="Sí", picture="face-happy"),
    S(value="half", label="Más o menos", picture="face-neutral"),
    S(value="no", label="No", picture="face-sad"),
]
FIGURES = [
    S(value=v, label=label, picture=v)
    for v, label in [
        ("cat", "Gato"),
        ("sun", "Sol"),
        ("apple", "Manzana"),
        ("boat", "Barco"),
        ("key", "Llave"),
        ("snail", "Caracol"),
        ("corn", "Elote"),
        ("kite", "Papalote"),
        ("butterfly", "Mariposa"),
        ("umbrella", "Paraguas"),
        ("moon", "Luna"),
        ("watermelon", "Sandía"),
    ]
]
PROMISE = [
    S(title=title, words=words, picture=picture)
    for title, words, picture in [
        ("Qué puede cambiar", "Los juegos, los árboles y las bancas de los parques.", "parks"),
        ("Cuánto dinero hay", "Hay 200 mil pesos.", "money"),
        ("Quién decide", "El Cabildo decide con lo que ustedes voten.", "people"),
        ("Quién contesta", "Parques y Jardines, a más tardar el 4 de diciembre.", "answer"),
        ("Qué pasa con tus datos", "Guardamos tu apodo y lo que escribes.", "data"),
    ]
]
EMPTY = Form()
ASKED = Form({"title": "Un puente muy, muy largo"}, {"title": "Es un poco largo. Deja 60 letras."})

# name: (template, page, band, places)
PAGES = {
    "question": (
        "question.html",
        S(steps=steps(1), form=EMPTY, picture="propose", question="¿Qué quieres cambiar?", options=None),
        CHILD,
    ),
    "choices": (
        "question.html",
        S(
            steps=steps(0),
            form=Form({"about": "water"}),
            picture="question",
            question="¿De qué trata tu idea?",
            options=ABOUT,
        ),
        CHILD,
    ),
    "problem": (
        "question.html",
        S(steps=steps(1), form=ASKED, picture="propose", question="¿Cómo se llama tu idea?", options=None),
        CHILD,
    ),
    "draw": ("draw.html", S(steps=steps(4), form=EMPTY), CHILD),
    "tiles": ("tiles.html", S(steps=[], form=EMPTY, options=FIGURES), CHILD),
    "mine": (
        "mine.html",
        S(
            ideas=[
                S(
                    title="Un puente de madera para cruzar el arroyo",
                    picture="streets",
                    path=path(4, "La oficina de Parques contesta a más tardar el martes 4 de diciembre."),
                ),
                S(
                    title="Un cine en la plaza",
                    picture="culture",
                    path=path(1, "Léela otra vez: trae el nombre de alguien.", stopped=True),
                ),
            ]
        ),
        CHILD,
    ),
    "ballot": ("ballot.html", S(options=BALLOT), CHILD),
    "board": ("board.html", S(rows=ROWS, proposals=PROPOSALS), PUBLIC),
    "story": ("story.html", S(path=path(5, "Se termina el 30 de abril."), voices=VOICES, faces=FACES, day=DAY), PUBLIC),
    "desk": (
        "desk.html",
        S(
            waits=[
                S(
                    title="Un puente de madera para cruzar el arroyo",
                    about="La Ribera · 10 a 13 años",
                    due="vence hoy",
                    late=True,
                )
            ]
            + [
                S(title=t, about="Centro · 6 a 9 años", due="3 días", late=False)
                for t in ("Luz en la cancha", "Agua para beber en el parque", "Un cine en la plaza")
            ],
            offer=S(refusal=None, hidden=False, action="#", sentence=""),
            refused=S(
                refusal="two_people",
                hidden=False,
                action="#",
                sentence="Usted ya firmó. Falta la firma de otra persona.",
            ),
            form=EMPTY,
            reasons=[
                S(value="name", label="Trae el nombre o el teléfono de alguien"),
                S(value="hurt", label="Puede lastimar a alguien", note="Se explica con otras palabras"),
            ],
            items=[
                S(sentence="La pregunta está escrita", done=True),
                S(sentence="Falta decir quién decide", done=False),
            ],
        ),
        DESK,
    ),
    "readback": ("readback.html", S(steps=steps(4)), CHILD),
    "promise": ("promise.html", S(parts=PROMISE), CHILD),
    "404": (
        "errors/404.html",
        S(
            sentence="Esta página no existe, o ya no está aquí.",
            next=[("Ir al principio", "/"), ("Ver las ideas", "/p")],
            code="",
        ),
        CHILD,
    ),
    "paper": ("paper.html", S(), PUBLIC),
}
