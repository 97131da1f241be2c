"""What comes to the care team of Valle del Río: one message seen to, one that waits, one that names Saúl, one text."""

from datetime import timedelta
from uuid import UUID

from civic.core.actor import NOBODY
from civic.core.clock import now
from civic.core.database import value
from civic.demo.people import cast
from civic.safeguarding import acts
from civic.safeguarding.forms import Help, Report
from civic.safeguarding.steps import MUST


async def see_to_a_message() -> None:
    """Carmen answers it and tells the authority; Saúl agrees and closes it."""
    carmen, saul = await cast("carmen"), await cast("saul")
    key = await _message(
        "En mi casa a veces no hay qué comer. Mi hermana y yo nos quedamos solos.", "4 B, en el recreo"
    )
    await acts.read_concern(carmen, key)
    for step in sorted(MUST):
        await acts.take_step(carmen, key, step)
    told = Report(
        "Procuraduría de Protección de Niñas, Niños y Adolescentes", "PPNNA 118", now() - timedelta(minutes=5)
    )
    await acts.tell_authority(carmen, key, told)
    await acts.attend_concern(carmen, key)
    await acts.ask_to_close(carmen, key, "protected")
    await acts.read_concern(saul, key)
    await acts.close_concern(saul, key, "protected")


async def leave_a_message() -> None:
    """Nobody reads it: the clock reminds."""
    await _message("Una persona grande me pide fotos y me da miedo decirle que no.")


async def name_saul() -> None:
    """It says that Saúl must not read it, so he does not know that it came."""
    await _message("Saúl me habló feo y no quiero verlo.")


async def _message(words: str, answer_to: str = "") -> UUID:
    await acts.ask_for_help(NOBODY, Help(words, answer_to, False))
    return await value("SELECT id FROM concern ORDER BY received_at DESC LIMIT 1")
