"""The names of the cast under lock, one look that was reviewed and one that waits for it."""

from datetime import timedelta

from civic.core.clock import now, pretend
from civic.demo.cast import CAST
from civic.demo.people import cast
from civic.vault import acts, store
from civic.vault.forms import Asked

SURNAMES = {
    "lupita": ("Guadalupe Méndez Tzompa", "Rosa Méndez", "222 100 0001"),
    "nicolas": ("Nicolás Coyotl Flores", "Marta Coyotl", "222 100 0002"),
    "amaranta": ("Amaranta Cuatlayotl Rojas", "Marta Coyotl", "222 100 0003"),
    "mateo": ("Mateo Xicohténcatl Luna", "Marta Coyotl", "222 100 0004"),
    "bruno": ("Bruno Tecuapacho Díaz", "Marta Coyotl", "222 100 0005"),
}


async def lock_names() -> None:
    for who, (name, guardian, contact) in SURNAMES.items():
        await store.put(CAST[who].id, name=name, guardian=guardian, contact=contact)


async def look_for_a_card() -> None:
    """Carmen looks, and Saúl finds on the next day that it was right."""
    look = await acts.open_identity(
        await cast("carmen"), CAST["lupita"].id, Asked("card", "Su maestra avisó que no trae su tarjeta desde el lunes.")
    )
    with pretend(now() + timedelta(days=1)):
        await acts.review_look(await cast("saul"), look, was_right=True)


async def look_for_the_family() -> None:
    why = "Su familia pidió en ventanilla corregir el nombre. Hay que compararlo con su acta."
    await acts.open_identity(await cast("saul"), CAST["nicolas"].id, Asked("rights", why))
