"""Found the town of an empty database from a file like town.toml, once.

    sudo civic found < /etc/civic/town.toml

All or nothing: a file with something missing founds nothing. People come after: `civic invite-secretary NAME`.
"""

import asyncio
import sys
import tomllib
from typing import Any

import asyncpg

from civic import settings as house
from civic.core.database import DB, value
from civic.council.acts import add_area, add_office, found_town
from civic.safeguarding.tables import Contact

CONTACT = ("name", "phone", "hours")


def main() -> int:
    try:
        plan = tomllib.loads(sys.stdin.read())
    except tomllib.TOMLDecodeError as problem:
        print(f"El archivo no se puede leer: {problem}", file=sys.stderr)
        return 1
    wrong = problems(plan)
    if wrong:
        print("\n".join(f"· {each}" for each in wrong), file=sys.stderr)
        return 1
    settings = house.read()
    house.use(settings)
    DB.locate(settings.database_url)
    try:
        is_new = asyncio.run(found(plan))
    except (OSError, ValueError, asyncpg.PostgresError) as problem:
        print(f"La base no está lista; «sudo civic doctor» dice por qué: {problem}", file=sys.stderr)
        return 1
    if not is_new:
        print("Ya hay un municipio en esta base. No se cambió nada.", file=sys.stderr)
        return 1
    print(f"{plan['name']} ya existe. Siguen las dos primeras personas: sudo civic invite-secretary 'Nombre y apellido'")
    return 0


def problems(plan: dict[str, Any]) -> list[str]:
    """Everything that is missing in the file, each a sentence."""
    wrong = [f"falta «{name}»" for name in ("name", "region", "areas", "offices", "contacts") if not plan.get(name)]
    for number, each in enumerate(plan.get("contacts", []), 1):
        wrong += [f"contacts {number}: falta «{name}»" for name in CONTACT if not str(each.get(name, "")).strip()]
    return wrong


async def found(plan: dict[str, Any]) -> bool:
    """False, and nothing done, where there is a town."""
    async with DB.transaction():
        if await value("SELECT count(*) FROM town"):
            return False
        await found_town(plan["name"], plan["region"])
        for place, name in enumerate(plan["areas"]):
            await add_area(name, place)
        for name in plan["offices"]:
            await add_office(name)
        for place, each in enumerate(plan["contacts"]):
            await Contact.insert(Contact(name=each["name"], phone=each["phone"], hours=each["hours"], place=place))
        return True


if __name__ == "__main__":
    sys.exit(main())
