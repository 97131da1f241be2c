"""Where each reader can go: the main navigation, and their own page."""

from functools import lru_cache

from civic.core.actor import (
    ADVISER,
    ARRIVING,
    CHILD,
    FACILITATOR,
    GUARDIAN,
    OFFICER,
    SAFEGUARDING,
    SECRETARY,
    Actor,
    Role,
)
from civic.core.reader import Place
from civic.core.words import N_, Voice, _, speaking

PUBLIC = [
    ("/convocatorias", N_("Calls"), "talk"),
    ("/propuestas", N_("Ideas"), "propose"),
    ("/votaciones", N_("Votes"), "vote"),
    ("/compromisos", N_("Promises"), "commitment"),
    ("/como-funciona", N_("How it works"), "question"),
]

#: Everything else of an adult's desk.
MORE = ("/mesa/mas", N_("More"), "drawers")

#: Doors a child stands before without having come in.
FOR_CHILDREN = frozenset({"/entrar", "/entrar/tarjeta", "/ayuda", "/ayuda/recibido", "/salirme/listo"})

OWN: dict[Role, list[tuple[str, str, str]]] = {
    ARRIVING: [("/llaves", N_("My keys"), "key"), *PUBLIC[:3]],
    CHILD: [
        ("/mi-pagina", N_("My page"), "home"),
        ("/propuestas", N_("Ideas"), "propose"),
        ("/votaciones", N_("Vote"), "vote"),
        ("/avisos", N_("News"), "inbox"),
    ],
    GUARDIAN: [("/familia", N_("Permissions"), "promise"), ("/quien-miro", N_("Who looked?"), "lock"), *PUBLIC[:3]],
    ADVISER: [("/mesa/consejo", N_("To advise"), "advice"), *PUBLIC[:3], MORE],
    FACILITATOR: [
        ("/mesa/lectura", N_("To read"), "read"),
        ("/mesa/clase", N_("Classes"), "school"),
        ("/mesa/permisos", N_("Permissions"), "promise"),
        ("/mesa/votaciones", N_("Polls"), "ballot-box"),
        MORE,
    ],
    SAFEGUARDING: [
        ("/mesa/cuidado", N_("Help messages"), "care"),
        ("/mesa/equipo", N_("Team"), "people"),
        *PUBLIC[1:2],
        MORE,
    ],
    OFFICER: [("/mesa/oficina", N_("To answer"), "answer"), *PUBLIC[1:4], MORE],
    SECRETARY: [
        ("/mesa/convocatorias", N_("Calls"), "talk"),
        ("/mesa/votaciones", N_("Polls"), "ballot-box"),
        ("/mesa/equipo", N_("Team"), "people"),
        ("/mesa/invitaciones", N_("Invite"), "card"),
        MORE,
    ],
}

#: What an adult of the team has besides, each with what it is for.
_KEYS = ("/llaves", N_("My keys"), "key", N_("What you come in with, and your recovery codes."))
_NEWS = ("/avisos", N_("News"), "inbox", N_("What you were told."))
_TURN = ("/mesa/turno", N_("On duty"), "clock", N_("Say that you are with the children of a place: it takes two."))
_TABLETS = ("/mesa/tabletas", N_("Tablets"), "tablet", N_("The tablets of the council, and taking one off in one touch."))
_OPENING = ("/mesa/apertura", N_("Opening"), "rules", N_("What must be on record while the council is open to children."))
_RIGHTS = ("/mesa/derechos", N_("Requests about data"), "data", N_("To see, correct, erase or object, with their days."))
_EXPORT = ("/mesa/exportar", N_("To take out"), "send", N_("Tables without names, signed by two, for a day."))
_INCIDENTS = ("/mesa/incidentes", N_("Incidents"), "warning", N_("When something of the house failed, and who is told."))
_PERMISSIONS = ("/mesa/permisos", N_("Permissions"), "promise", N_("Paper forms, and whose child is whose."))
_INVITATIONS = ("/mesa/invitaciones", N_("Invite"), "card", N_("Class lists and printed cards."))
DESKS: dict[Role, list[tuple[str, str, str, str]]] = {
    ADVISER: [_NEWS, _KEYS],
    OFFICER: [_NEWS, _KEYS],
    FACILITATOR: [
        *(_INVITATIONS, _TURN, _TABLETS, _INCIDENTS),
        ("/mesa/regresos", N_("To come back"), "undo", N_("Who left within thirty days and wants to be in again.")),
        *(_NEWS, _KEYS),
    ],
    SAFEGUARDING: [
        ("/mesa/cuidado/pausas", N_("Pauses for care"), "moon", N_("When guardians disagree, or home may be a danger.")),
        ("/mesa/cuidado/miradas", N_("Looks at names"), "search", N_("Who opened a child's name, and reviewing it.")),
        ("/mesa/cuidado/bitacora", N_("Journal"), "read", N_("Who did what, and when.")),
        *(_TURN, _OPENING, _RIGHTS, _EXPORT, _INCIDENTS, _NEWS, _KEYS),
    ],
    SECRETARY: [
        *(_OPENING, _PERMISSIONS, _TABLETS, _RIGHTS, _EXPORT, _INCIDENTS),
        ("/mesa/bitacora", N_("Journal"), "read", N_("Whether it is whole, and since when.")),
        *(_NEWS, _KEYS),
    ],
}


def places(actor: Actor, here: str) -> tuple[Place, ...]:
    doors = OWN.get(actor.role, [] if here in FOR_CHILDREN else PUBLIC)
    return _said(tuple(doors), _at(here, doors), speaking.get())


def _at(here: str, doors: list[tuple[str, str, str]]) -> str:
    return next((url for url, _label, _picture in doors if here == url or here.startswith(url + "/")), "")


@lru_cache(maxsize=512)
def _said(doors: tuple[tuple[str, str, str], ...], at: str, voice: Voice) -> tuple[Place, ...]:
    """The same for every page of one place, role and voice."""
    return tuple(Place(url, _(label), picture, url == at) for url, label, picture in doors)


def home_of(actor: Actor) -> str:
    return OWN[actor.role][0][0] if actor.role in OWN else "/"
