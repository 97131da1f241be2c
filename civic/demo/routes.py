"""Coming in as one of the cast. This file is imported in demo mode only; a test proves the door is not there otherwise."""

from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.doors import change
from civic.core.pages import go
from civic.demo.cast import CAST
from civic.demo.charter import Demo
from civic.people.acts import open_sign_in
from civic.people.routes import with_sign_in


@change("/demo/entrar/{who:str}", Demo.come_in_as)
async def come_in_as(request: Request[Actor, Any, Any], who: FromPath[str]) -> Response:
    Demo.come_in_as.ask(request.user)
    if who not in CAST:
        raise NotThere
    token = await open_sign_in(UUID(int=CAST[who].number), "strong", proven=True, device=request.user.device)
    return with_sign_in(go("/mi-pagina"), token)


ROUTES = [come_in_as]
