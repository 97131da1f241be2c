"""How a hand marks each paper: by its pictures, with and without a script."""

from uuid import UUID

from civic.core.actor import Actor
from civic.settings import current
from civic.voting import queries
from civic.voting.box import keys
from civic.voting.box.seals import open_rows
from tests.browser.window import Window
from tests.databases import owner_value
from tests.voting.unpacked import unpack

#: What is marked first, and then instead of it; by paper, as in a Ballot.
MARKS = {
    "one": ((2,), (1,)),
    "several": ((1,), (0, 2)),
    "motion": ((0,), (2,)),
    "basket": ((0,), (1, 2)),
    "faces": ((0, 1, -1), (2, -1, 0)),
    "ranking": ((0, 1, 2), (2, 0)),
}


async def mark(window: Window, kind: str, marks: tuple[int, ...], script: bool = True) -> None:
    """Make it so, whatever is marked already."""
    tab = window.tab
    match kind:
        case "faces":
            for option, face in enumerate(marks):
                chosen = tab.locator(f'input[name="face-{option}"]:checked')
                now = await chosen.get_attribute("value") if await chosen.count() else ""
                if now != ("" if face < 0 else str(face)):
                    value = "" if face < 0 else face
                    await tab.locator(f'label:has(input[name="face-{option}"][value="{value}"]) .picture').click(
                        force=True
                    )
        case "ranking" if script:
            while await tab.locator(".is-ranked").count():
                await tab.locator(".is-ranked .rank-tap").first.click(position={"x": 30, "y": 30})
            for option in marks:
                await tab.locator(f'.option-rank:has([name="rank-{option}"]) .rank-tap').click(
                    position={"x": 30, "y": 30}
                )
        case "ranking":
            for field in await tab.locator("select[name^=rank-]").all():
                await field.select_option("")
            for rank, option in enumerate(marks, 1):
                await tab.select_option(f'[name="rank-{option}"]', str(rank))
        case _:
            boxes = await tab.locator("input[type=checkbox][name=choice]:checked").all()
            for each in [await box.get_attribute("value") for box in boxes]:
                await window.choose("choice", each)
            for option in marks:
                picture = tab.locator(f'label:has(input[name="choice"][value="{option}"]) :is(img, .picture)')
                await picture.evaluate("(each) => each.scrollIntoView({ block: 'center' })")
                await picture.click(force=True)


async def lies_in_box(child: Actor, poll: UUID) -> tuple[int, ...]:
    """The marks that were sealed for this child."""
    sealed = await owner_value("SELECT sealed FROM ballot WHERE id = $1", queries.pseudonym_here(child, poll))
    paper = (await queries.frozen(poll)).paper
    packed, unreadable = open_rows(keys.sealing_secret(current().keys, str(poll)), [sealed], paper.width)
    assert unreadable == 0
    return unpack(paper, packed).marks
