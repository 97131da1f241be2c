"""Setting up the town. By the command line and the demo until the secretariat's own pages (issue 3)."""

from uuid import UUID

from civic.core.acts import act
from civic.council.tables import Area, Office, Town


@act
async def found_town(name: str, region: str) -> UUID:
    town = Town(name=name, region=region)
    await Town.insert(town)
    return town.id


@act
async def add_area(name: str, place: int) -> UUID:
    area = Area(name=name, place=place)
    await Area.insert(area)
    return area.id


@act
async def add_office(name: str) -> UUID:
    office = Office(name=name)
    await Office.insert(office)
    return office.id
