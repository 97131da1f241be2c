"""Putting the cast in the town: areas, offices, people, keys, permissions."""

from datetime import date
from uuid import UUID

from civic.consent.acts import entrust, give_consent
from civic.consent.purposes import PUBLISH, TAKE_PART, TEXT
from civic.core.actor import CHILD, GUARDIAN, Actor
from civic.council.acts import add_area, add_office, found_town
from civic.demo.cast import AREAS, CAST, OFFICES, PASSWORD, REGION, TOWN
from civic.people.acts import add_person, give_card, give_password
from civic.people.queries import person
from civic.safeguarding.acts import add_contact

#: The guardian of the other children: the town's families in one person, so that Rosa has only her own daughter.
FAMILIES = UUID(int=14)


async def settle(today: date) -> None:
    """Found the town. Bruno's family has not yet said yes; every other child's has, through Rosa or their own."""
    await found_town(TOWN, REGION)
    areas = [await add_area(name, place) for place, name in enumerate(AREAS)]
    offices = [await add_office(name) for name in OFFICES]
    await add_contact("Emergencias", "911", "a toda hora", 0)
    await add_contact("Línea de la Vida", "800 911 2000", "a toda hora", 1)
    await add_contact("SIPINNA Valle del Río", "222 000 0000", "lunes a viernes, 9 a 17 h", 2)
    for member in CAST.values():
        born = (today.year - member.age, 1) if member.role is CHILD else None
        await add_person(
            member.role,
            member.name,
            member.title,
            born,
            areas[member.area] if born else None,
            offices[member.office] if member.role.name == "OFFICER" else None,
            key=member.id,
        )
        if member.sequence:
            await give_card(member.id, list(member.sequence))
        if member.username:
            await give_password(member.id, member.username, PASSWORD)
    await add_person(GUARDIAN, "Marta Coyotl", key=FAMILIES)
    await entrust(CAST["rosa"].id, CAST["lupita"].id)
    for child in ("nicolas", "amaranta", "mateo", "bruno"):
        await entrust(FAMILIES, CAST[child].id)
    for child in ("lupita", "nicolas", "amaranta", "mateo"):
        await permit(CAST[child].id, CAST["rosa"].id if child == "lupita" else FAMILIES)


async def permit(child: UUID, guardian: UUID = FAMILIES) -> None:
    """Their guardian allows them to take part and to be published."""
    allows = await person(guardian, TEXT)
    for purpose in (TAKE_PART, PUBLISH):
        await give_consent(allows, child, purpose)


async def add_child(name: str, born: tuple[int, int], area: UUID) -> Actor:
    """One more child of the town, whose family said yes."""
    key = await add_person(CHILD, name, born=born, area=area)
    await entrust(FAMILIES, key)
    await permit(key)
    return await person(key, TEXT)


async def cast(name: str) -> Actor:
    return await person(CAST[name].id, TEXT)
