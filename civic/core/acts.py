"""How an act is written: gather, ask, write, tell. One request is one act is one transaction."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from piccolo.table import Table

from civic.core.actor import Actor
from civic.core.charter import FASTER, Refused, Rule
from civic.core.database import DB, rows

P = ParamSpec("P")
T = TypeVar("T")


class NotThere(Exception):
    """Not visible or not there: for this reader it does not exist (404)."""


def act(function: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Run the whole act in one transaction, or inside the one of the act that called it."""

    @functools.wraps(function)
    async def inside(*args: P.args, **kwargs: P.kwargs) -> T:
        async with DB.transaction():
            return await function(*args, **kwargs)

    inside.is_act = True  # type: ignore[attr-defined]
    return inside


async def advance(table: type[Table], key: UUID, rule: Rule, actor: Actor, case: Any, /, **columns: Any) -> None:
    """Ask the rule, then move the row from one of its `when` states to `becomes`, with what changes beside it.

    The conditional update is the lock: the second of two comers finds no row left to move and is refused.
    """
    rule.ask(actor, case)
    changes = dict(columns)
    if rule.becomes is not None:
        changes["state"] = rule.becomes.value
    names = list(changes)
    sets = ", ".join(f'"{name}" = ${i}' for i, name in enumerate(names, 1))
    where = f"id = ${len(names) + 1}"
    args = [*changes.values(), key]
    if rule.when is not None:
        where += f" AND state = ANY(${len(names) + 2}::varchar[])"
        args.append([state.value for state in rule.when])
    moved = await rows(f'UPDATE "{table._meta.tablename}" SET {sets} WHERE {where} RETURNING id', *args)
    if not moved:
        raise Refused(rule, FASTER)
