"""A worker's memory after 100,000 requests of every kind (performance goal G11)."""

from tests.bench.bare import PAGES
from tests.bench.load import Job, request
from tests.bench.measure import ask
from tests.bench.report import Goal
from tests.bench.servers import memory
from tests.bench.targets import READERS, Machine, cold, vote
from tests.bench.town import CHILDREN

FIRST, THEN, LONGEST = 10_000, 90_000, 400


def goals(machine: Machine) -> list[Goal]:
    """Growth counts from the 10,000th request on: until then pools open, and what is kept fills up."""
    port, pid = machine.house
    pages = [
        *cold(PAGES["list"][0])[: CHILDREN // 3],
        *cold(PAGES["idea"][0].format(idea=machine.town.idea))[: CHILDREN // 3],
        *(request("GET", PAGES["home"][0], machine.cookie(token)) for token in machine.town.tokens),
    ]
    mixed = [each for number, page in enumerate(pages) for each in (page, vote(machine, number % CHILDREN))]
    answers = {"200", "303"}
    print(f"· {FIRST + THEN:,} requests, some minutes …", flush=True)
    ask(Job(port, mixed, LONGEST, READERS, FIRST), pid, machine.postgres, answers)
    early = memory(pid)
    ask(Job(port, mixed, LONGEST, READERS, THEN), pid, machine.postgres, answers)
    late = memory(pid)
    return [
        Goal("G11", f"a worker at most 100 MB after {FIRST + THEN:,} requests", f"{late:.0f} MB", late <= 100),
        Goal("", f"growth at most 5 MB from the {FIRST:,}th on", f"{late - early:.1f} MB", late - early <= 5),
    ]
