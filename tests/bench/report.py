"""The figures as tables, and each goal with what was measured (docs/performance.md)."""

from dataclasses import dataclass

from tests.bench.measure import Sample
from tests.bench.targets import Counted


@dataclass(frozen=True)
class Goal:
    """`reached` is None where this issue asks for a figure only."""

    name: str
    says: str
    measured: str
    reached: bool | None = None


def goals(found: dict[str, Sample], counted: Counted) -> list[Goal]:
    """Ratios of answers a second; beside them, in brackets, those of the app's CPU, which a busy machine sways less."""

    def ratio(one: str, other: str) -> float:
        return found[one].rate / found[other].rate

    def said(one: str, other: str, form: str = ".0%") -> str:
        return f"{ratio(one, other):{form}} ({found[other].app / found[one].app:{form}})"

    cost = counted.statements
    told = ", ".join(f"{name} {number}" for name, number in cost.items())
    return [
        Goal(
            "G1",
            "a cold list of 200 at least 95 % of its template alone",
            said("list of 200, cold", "list of 200, template alone"),
            ratio("list of 200, cold", "list of 200, template alone") >= 0.95,
        ),
        Goal("", "a cold list as it is, of 20, the same way", said("list, cold", "list, template alone")),
        Goal(
            "",
            "the same two, where the template alone has the pieces too",
            f"{said('list of 200, cold', 'list of 200, template alone with pieces')}; "
            + said("list, cold", "list, template alone with pieces"),
        ),
        Goal(
            "",
            "the same two, where neither has: nobody has seen a piece of it",
            f"{said('list of 200, nothing kept', 'list of 200, template alone')}; "
            + said("list, nothing kept", "list, template alone"),
        ),
        Goal("", "a cold idea, the same way", said("idea, cold", "idea, template alone")),
        Goal("", "a child's home, the same way", said("home", "home, template alone")),
        Goal(
            "G2",
            "a kept list of 200 at least 15 times its template alone",
            said("list of 200, kept", "list of 200, template alone", ".1f"),
            ratio("list of 200, kept", "list of 200, template alone") >= 15,
        ),
        Goal("", "a kept list as it is, of 20, the same way", said("list, kept", "list, template alone", ".1f")),
        Goal(
            "G3", "a kept list at least 20 % of a bare text", said("list, kept", "text"), ratio("list, kept", "text") >= 0.2
        ),
        Goal("", "a 304 likewise", said("list, 304", "text"), ratio("list, 304", "text") >= 0.2),
        Goal(
            "G4",
            "lists show 20, the rest by keyset pages",
            f"{max(counted.pages)} on each of {len(counted.pages)} pages",
            set(counted.pages) == {20},
        ),
        *votes(found),
        Goal(
            "G9",
            "statements beyond the sign-in and the look whether a page still stands: list 3, idea 4, vote 1",
            told,
            cost["list"] <= 3 and cost["idea"] <= 4 and cost["vote"] <= 1,
        ),
    ]


def votes(found: dict[str, Sample]) -> list[Goal]:
    """Two processes, as a city has, against pgbench's transaction step by step; and what else they can be held against.
    In brackets by CPU, both sides of the database: 32 backends get more of a machine that others use than two processes."""

    def said(one: Sample, other: Sample) -> str:
        return f"{one.rate / other.rate:.0%} ({(other.app + other.database) / (one.app + one.database):.0%})"

    cast, one = found["vote, two processes"], found["vote"]
    step, alone = found["vote, its transaction"], found["vote, statements alone"]
    tail = cast.p99 / step.p50
    return [
        Goal("G5", "votes at least 75 % of pgbench's transaction", said(cast, step), cast.rate / step.rate >= 0.75),
        Goal("", "99 of 100 votes within 6 times its mean", f"{tail:.1f}", tail <= 6),
        Goal("", "the same of one process", f"{said(one, step)}; {one.p99 / step.p50:.1f}"),
        Goal("", "against the two statements alone: two processes, one", f"{said(cast, alone)}; {said(one, alone)}"),
    ]


def table(found: dict[str, Sample]) -> None:
    print("\n| what | a second | p50 ms | p99 ms | CPU ms: app + database | bytes |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, each in found.items():
        used = f"{each.app:.2f} + {each.database:.2f}"
        print(f"| {name} | {each.rate:,.0f} | {each.p50:.1f} | {each.p99:.1f} | {used} | {each.size:,.0f} |")


def show(listed: list[Goal]) -> None:
    print("\n| goal | | measured | |")
    print("|---|---|---|---|")
    for goal in listed:
        answer = {True: "reached", False: "not reached", None: ""}[goal.reached]
        print(f"| {goal.name} | {goal.says} | {goal.measured} | {answer} |")
