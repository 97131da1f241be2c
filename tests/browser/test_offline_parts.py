"""What the booth without network does by itself, against the house that does the same: words, hashes, marks, storage."""

import hashlib
import random
from typing import Any
from uuid import uuid4

from civic.core.assets import address
from civic.people import code_words
from tests.browser.conftest import Open

WORDS = """async ([module, typed, list]) => {
  const { plain } = await import(module);
  return typed.map((each) => plain(each, list));
}"""
CODE = """async ([module, words, poll]) => {
  const { bytes, codeOf } = await import(module);
  return codeOf(words, bytes(poll));
}"""


def slipped(words: str, chance: random.Random) -> str:
    """As a child copies it: a letter changed, left out or doubled, capitals, accents, odd spaces."""
    at = chance.randrange(len(words))
    letter = chance.choice("aeiouxyz")
    slips = [words[:at] + letter + words[at + 1 :], words[:at] + words[at + 1 :], words[:at] + letter + words[at:]]
    return chance.choice(
        [*slips, words, words.upper(), words.replace("a", "á"), words.replace(" ", "-"), f"  {words} .ñ"]
    )


async def test_words_are_read_as_the_house_reads_them(window: Open) -> None:
    chance = random.Random(4)
    typed = [slipped(" ".join(code_words.make()), chance) for _each in range(120)]
    typed += ["", "   ", "Ñandú ÁRBOL", "x" * 400, "123 ４５", "ﬁn", "a_b"]
    held = await (await window()).go("/casilla")
    said = await held.tab.evaluate(WORDS, [address("js/offline/words.js"), typed, list(code_words.LIST)])
    assert said == [code_words.plain(each) for each in typed]


async def test_sg_57_the_tablet_knows_a_card_by_its_slow_hash(window: Open) -> None:
    """SG-57: PBKDF2-HMAC-SHA-256 with the poll's id, 100,000 rounds, as the house prints them."""
    held = await (await window()).go("/casilla")
    for _each in range(2):
        words, poll = " ".join(code_words.make()), uuid4()
        here = hashlib.pbkdf2_hmac("sha256", words.encode(), poll.bytes, 100_000)
        assert await held.tab.evaluate(CODE, [address("js/offline/words.js"), words, poll.hex]) == here.hex()


VOTES = """async ([module, worker, outing, marks, does]) => {
  const { Votes } = await import(module);
  globalThis.held?.worker.terminate();
  globalThis.held = await Votes.open({ outing, marks, width: 60, worker });
  for (const [verb, ...given] of does) {
    try { await held[verb](...given.map((each) => Array.isArray(each) ? Uint8Array.from(each) : each)); }
    catch (problem) { return String(problem); }
  }
  const { prepared, ended, sent, fresh, ballots, voids } = held;
  return { prepared, ended, sent, fresh, ballots: ballots.toSorted(), voids: voids.toSorted() };
}"""


def card(code: str) -> dict[str, str]:
    return {"code": code, "mark": hashlib.sha256(bytes.fromhex(code)).hexdigest()}


async def test_votes_are_there_after_the_tablet_comes_back(window: Open) -> None:
    held = await (await window()).go("/casilla")
    outing, codes = str(uuid4()), [random.Random(n).randbytes(32).hex() for n in range(80)]
    marks = sorted(hashlib.sha256(bytes.fromhex(code)).hexdigest() for code in codes)
    sealed = [list(random.Random(n).randbytes(60)) for n in range(3)]

    async def told(*does: Any) -> Any:
        modules = [address("js/offline/votes.js"), address("js/offline/votes-worker.js")]
        return await held.tab.evaluate(VOTES, [*modules, outing, marks, list(does)])

    fresh = {"prepared": False, "ended": False, "sent": 0, "fresh": 0, "ballots": [], "voids": []}
    assert await told() == fresh
    assert await told(["prepare"]) == fresh | {"prepared": True}
    both = sorted([[codes[70], bytes(sealed[0]).hex()], [codes[2], bytes(sealed[1]).hex()]])
    wanted = {"prepared": True, "ended": False, "sent": 0, "fresh": 2, "ballots": both, "voids": [codes[5]]}
    kept = ["keep", card(codes[70]), sealed[0]], ["keep", card(codes[2]), sealed[1]], ["putAside", card(codes[5])]
    assert await told(*kept) == wanted
    assert await told() == wanted, "after a start"
    for code in (codes[70], codes[5], "00" * 32):
        assert "no place left" in await told(["keep", card(code), sealed[2]])
        assert "no place left" in await told(["putAside", card(code)])
    assert await told(["arrived", 2], ["end"]) == wanted | {"sent": 2, "fresh": 0, "ended": True}
    await told(["wipe"])
    assert await told() == fresh
    await told(["wipe"])
