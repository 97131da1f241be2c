"""Putting the cast in the town: areas, offices, people, keys, permissions."""

from datetime import date, timedelta
from uuid import UUID

from civic.consent.acts import entrust, give_consent
from civic.consent.purposes import PUBLISH, TAKE_PART, TEXT
from civic.core.actor import CHILD, GUARDIAN, STAFF, Actor
from civic.core.clock import now
from civic.council.acts import add_area, add_office, found_town
from civic.council.tables import Place, Term
from civic.demo.cast import AREAS, CAST, CODES, OFFICES, PASSWORD, PLACE, REGION, TOWN
from civic.keys.acts import enrol_app
from civic.opening.queries import DOOR
from civic.opening.tables import Opening
from civic.people.acts import Code, add_person, give_password, print_card
from civic.people.cards import claim_card
from civic.people.pictures import OFFERED, offered
from civic.people.queries import card_of, person
from civic.people.tables import Card
from civic.safeguarding.acts import add_contact

#: The guardian of the other children: the town's families in one person, so that Rosa has only her own daughter.
FAMILIES = UUID(int=14)
#: Where the cast was invited.
SCHOOL = UUID(int=200)


async def settle(today: date) -> None:
    """Found the town. Bruno's family has not yet said yes; every other child's has, through Rosa or their own."""
    await found_town(TOWN, REGION)
    await Term.insert(
        Term(name="Consejo de hoy", begins_on=today - timedelta(days=330), ends_on=today + timedelta(days=120))
    )
    await Place.insert(Place(id=SCHOOL, name=PLACE))
    await Opening.insert(Opening(id=DOOR, state="open", opened_at=now()))
    areas = [await add_area(name, place) for place, name in enumerate(AREAS)]
    offices = [await add_office(name) for name in OFFICES]
    await add_contact("Emergencias", "911", "a toda hora", 0)
    await add_contact("Línea de la Vida", "800 911 2000", "a toda hora", 1)
    await add_contact("SIPINNA Valle del Río", "222 000 0000", "lunes a viernes, 9 a 17 h", 2)
    await add_contact("Procuraduría de Protección de Niñas, Niños y Adolescentes", "222 000 0012", "a toda hora", 3, level=2)
    await add_contact("Lucía Tzompa, de la comisión de derechos humanos", "222 000 0034", "a toda hora", 4, level=3)
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
            place=SCHOOL if born else None,
            valid_until=now() + timedelta(days=600),
        )
        if member.sequence:
            await hand_card(member.id, member.sequence)
        if member.username:
            await give_password(member.id, member.username, PASSWORD)
        if member.username and member.role & STAFF:
            await enrol_app(member.id, CODES)
    await add_person(GUARDIAN, "Marta Coyotl", key=FAMILIES)
    await entrust(CAST["rosa"].id, CAST["lupita"].id, verified_by=CAST["ines"].id)
    for child in ("nicolas", "amaranta", "mateo", "bruno"):
        await entrust(FAMILIES, CAST[child].id, verified_by=CAST["ines"].id)
    for child in ("lupita", "nicolas", "amaranta", "mateo"):
        await permit(CAST[child].id, CAST["rosa"].id if child == "lupita" else FAMILIES)


async def hand_card(person: UUID, sequence: tuple[str, ...]) -> Code:
    """A card that was printed and claimed with these pictures."""
    code = await print_card(person)
    shown = [*sequence, *(name for name in offered(OFFERED) if name not in sequence)][:OFFERED]
    await Card.update({Card.offered: shown}).where(Card.person == person)
    assert await claim_card(await card_of(person), "pictures", " ".join(sequence))
    return code


async def permit(child: UUID, guardian: UUID = FAMILIES) -> None:
    """Their guardian allows them to take part and to be published."""
    allows = await person(guardian, TEXT)
    for purpose in (TAKE_PART, PUBLISH):
        await give_consent(allows, child, purpose)


async def add_child(name: str, born: tuple[int, int], area: UUID) -> Actor:
    """One more child of the town, whose family said yes."""
    key = await add_person(CHILD, name, born=born, area=area, place=SCHOOL)
    await entrust(FAMILIES, key, verified_by=CAST["ines"].id)
    await permit(key)
    return await person(key, TEXT)


async def cast(name: str) -> Actor:
    return await person(CAST[name].id, TEXT)
