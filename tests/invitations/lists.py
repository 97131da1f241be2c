"""A school's list, brought and confirmed as a person does."""

import re
from uuid import UUID

from civic.demo.people import SCHOOL
from tests.browsing import Browser, Page

DESK = "/mesa/invitaciones"
CLASS = """Nombre;Fecha de nacimiento;Tutor;Teléfono;CURP
Sofía Peña Ríos;12/03/2016;Ana Ríos;222 123 4567;PERS160312MPLXXX01
Íñigo Muñoz;ago-15;;;X
Luz Vela;enero 2012;Casa de Ana;;X
"""


async def bring(browser: Browser, text: str | bytes = CLASS, status: int = 200, **more: str) -> Page:
    file = text.encode() if isinstance(text, str) else text
    data = {"place": str(SCHOOL), "label": "3.º B", **more}
    return await browser.post(f"{DESK}/revisar", data, status, files={"list": ("lista.csv", file)})


def sealed(page: Page) -> str:
    return re.search(r'name="sealed" value="([^"]+)"', page.text)[1]


async def invite(browser: Browser, text: str | bytes = CLASS) -> UUID:
    """The list asked for."""
    page = await browser.post(DESK, {"sealed": sealed(await bring(browser, text))})
    return UUID(page.location.rsplit("/", 1)[1])


async def invited(asking: Browser, signing: Browser, text: str | bytes = CLASS) -> UUID:
    """And signed by somebody else."""
    key = await invite(asking, text)
    await signing.post(f"{DESK}/{key}/firmar")
    return key


def class_of(number: int, name: str = "Niña") -> str:
    names = (f"{name} {chr(65 + n // 26 % 26)}{chr(65 + n % 26)}{'x' * (n // 676)};3/2016" for n in range(number))
    return "nombre;mes y año\n" + "\n".join(names)
