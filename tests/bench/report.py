"""The figures as tables, and each goal with what was measured (docs/performance.md)."""

from dataclasses import dataclass

from tests.bench.measure import Sample


@dataclass(frozen=True)
class Goal:
    """`reached` is None where this issue asks for a figure only."""

    name: str
    says: str
    measured: str
    reached: bool | None = None


def goals(found: dict[str, Sample], counted: dict[str, int]) -> list[Goal]:
    rate = {name: each.rate for name, each in found.items()}
    vote, alone = found["vote"], found["vote, statements alone"]

    def ratio(one: str, other: str) -> float:
        return rate[one] / rate[other]

    cold = {page: ratio(page if page == "home" else f"{page}, cold", f"{page}, template alone") for page in PAGES}
    warm, anonymous, unchanged = (
        ratio("list, kept", "list, template alone"),
        ratio("list, kept", "text"),
        ratio("list, 304", "text"),
    )
    votes, tail = ratio("vote", "vote, statements alone"), vote.p99 / alone.p50
    told = ", ".join(f"{name} {number}" for name, number in counted.items())
    return [
        Goal("G1", "a cold list at least 95 % of its template alone", f"{cold['list']:.0%}", cold["list"] >= 0.95),
        Goal("", "a cold idea, a child's home, the same way", f"{cold['idea']:.0%}, {cold['home']:.0%}"),
        Goal("G2", "a kept list at least 15 times its template alone", f"{warm:.1f} times", warm >= 15),
        Goal(
            "G3",
            "a kept page and a 304 at least 20 % of a bare text",
            f"{anonymous:.0%}, {unchanged:.0%}",
            min(anonymous, unchanged) >= 0.2,
        ),
        Goal("G5", "votes at least 75 % of their statements alone", f"{votes:.0%}", votes >= 0.75),
        Goal("", "99 of 100 votes within 6 times the mean of the statements", f"{tail:.1f} times", tail <= 6),
        Goal(
            "G9",
            "statements: list at most 3, idea 4, vote 1 beyond the sign-in",
            told,
            counted["list"] <= 3 and counted["idea"] <= 4 and counted["vote"] <= 2,
        ),
    ]


PAGES = ("list", "idea", "home")


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
