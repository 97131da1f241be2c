"""A year of a town, line by line: whole, and silent about words, names and votes (SG-77)."""

import json

from civic.core.charter import RULES
from civic.core.database import rows, value
from civic.demo.identities import SURNAMES
from civic.journal.acts import link_entries
from civic.journal.queries import checked
from tests.conftest import Town


async def test_sg_77_a_year_without_a_word_a_name_or_a_vote(year: Town) -> None:
    """SG-77: every text typed, every name and every option of a vote, looked for in all that is written down."""
    found = [json.loads(each["facts"]) for each in await rows("SELECT facts FROM entry")]
    kept = [" ".join(str(fact) for fact in facts.values()).lower() for facts in found]
    assert len(kept) > 500
    typed = {each["words"] for each in await rows("SELECT words FROM concern")}
    typed |= {each["name"] for each in await rows("SELECT name FROM person")}
    typed |= {each["title"] for each in await rows("SELECT title FROM writing WHERE title <> ''")}
    for texts in await rows("SELECT words FROM version"):
        typed |= {text for text in json.loads(texts["words"]).values() if text}
    typed |= {part for known in SURNAMES.values() for part in known}
    assert len(typed) > 150
    together = "\n".join(kept)
    assert not [text for text in typed if text.lower() in together]
    votes = {str(each["id"]) for each in await rows("SELECT id FROM poll_option")}
    assert not votes & {fact for line in kept for fact in line.split()}
    assert await value("SELECT count(*) FROM entry WHERE act LIKE 'voting.cast%'") == 0


async def test_every_line_names_a_rule_that_is_there_and_the_chain_is_whole(year: Town) -> None:
    found = {each["act"] for each in await rows("SELECT DISTINCT act FROM entry")}
    assert found <= RULES.keys()
    await link_entries(everything=True)
    assert (await checked()).holds


async def test_a_year_of_honest_work_raises_no_alarm(year: Town) -> None:
    """SG-77: an alarm that rings for ordinary work is one that nobody hears."""
    assert await value("SELECT count(*) FROM entry WHERE act = 'vault.watch_views'") == 0
