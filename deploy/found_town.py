"""Found the town of an empty database from a file like town.toml, once, and print each adult's passphrase, once.

    sudo civic found < /etc/civic/town.toml

All or nothing: a file with something missing founds nothing. Until the secretariat's own pages (issue 3).
"""

import asyncio
import secrets
import sys
import tomllib
from collections import Counter
from typing import Any

import asyncpg

from civic import settings as house
from civic.core.actor import STAFF, Role
from civic.core.database import DB, value
from civic.council.acts import add_area, add_office, found_town
from civic.people.acts import add_person, give_password
from civic.safeguarding.tables import Contact

#: Read aloud and typed once: no letters that look alike. Six groups of four are over 100 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
ROLES = {role.name.lower(): role for role in STAFF}
TEXTS = {
    "contacts": ("name", "phone", "hours"),
    "adults": ("name", "username", "role", "title"),
}


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
        passphrases = asyncio.run(found(plan))
    except (OSError, ValueError, asyncpg.PostgresError) as problem:
        print(f"La base no está lista; «sudo civic doctor» dice por qué: {problem}", file=sys.stderr)
        return 1
    if passphrases is None:
        print("Ya hay un municipio en esta base. No se cambió nada.", file=sys.stderr)
        return 1
    print(f"{plan['name']} ya existe. Entregue a cada persona su contraseña en mano; no se vuelve a mostrar.\n")
    for username, passphrase in passphrases.items():
        print(f"  {username:24} {passphrase}")
    return 0


def problems(plan: dict[str, Any]) -> list[str]:
    """Everything that is missing in the file, each a sentence."""
    wrong = [
        f"falta «{name}»" for name in ("name", "region", "areas", "offices", "contacts", "adults") if not plan.get(name)
    ]
    for kind, names in TEXTS.items():
        for number, each in enumerate(plan.get(kind, []), 1):
            wrong += [f"{kind} {number}: falta «{name}»" for name in names if not str(each.get(name, "")).strip()]
    adults = plan.get("adults", [])
    for each in adults:
        if each.get("role") not in ROLES:
            wrong.append(f"{each.get('name')}: «role» es uno de {', '.join(ROLES)}")
        if (each.get("role") == "officer") != (each.get("office") in plan.get("offices", [])):
            wrong.append(f"{each.get('name')}: «office» va con quien es officer, y es una de las oficinas de arriba")
    for name, times in Counter(str(each.get("username", "")).casefold() for each in adults).items():
        if times > 1:
            wrong.append(f"«username» {name} está {times} veces")
    return wrong


async def found(plan: dict[str, Any]) -> dict[str, str] | None:
    """Passphrases by username; None, and nothing done, where there is a town."""
    async with DB.transaction():
        if await value("SELECT count(*) FROM town"):
            return None
        await found_town(plan["name"], plan["region"])
        for place, name in enumerate(plan["areas"]):
            await add_area(name, place)
        offices = {name: await add_office(name) for name in plan["offices"]}
        await Contact.insert(
            *(
                Contact(name=each["name"], phone=each["phone"], hours=each["hours"], place=place)
                for place, each in enumerate(plan["contacts"])
            )
        )
        passphrases = {}
        for each in plan["adults"]:
            role: Role = ROLES[each["role"]]
            key = await add_person(role, each["name"], each["title"], office=offices.get(each.get("office")))
            passphrases[each["username"]] = passphrase()
            await give_password(key, each["username"], passphrases[each["username"]])
        return passphrases


def passphrase() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(6))


if __name__ == "__main__":
    sys.exit(main())
