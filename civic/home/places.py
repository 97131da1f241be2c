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
    GUARDIAN: [("/familia", N_("Permissions"), "promise"), *PUBLIC[:4]],
    ADVISER: [("/mesa/consejo", N_("To advise"), "advice"), *PUBLIC[:4]],
    FACILITATOR: [
        ("/mesa/lectura", N_("To read"), "read"),
        ("/mesa/clase", N_("Classes"), "school"),
        ("/mesa/invitaciones", N_("Invite"), "card"),
        ("/mesa/votaciones", N_("Polls"), "ballot-box"),
        *PUBLIC[:1],
    ],
    SAFEGUARDING: [("/mesa/cuidado", N_("Help messages"), "care"), *PUBLIC[:2]],
    OFFICER: [("/mesa/oficina", N_("To answer"), "answer"), *PUBLIC[1:4]],
    SECRETARY: [
        ("/mesa/convocatorias", N_("Calls"), "talk"),
        ("/mesa/votaciones", N_("Polls"), "ballot-box"),
        ("/mesa/invitaciones", N_("Invite"), "card"),
        *PUBLIC[1:3],
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
