"""The two corpora of es-MX texts, and the figures a finder reaches on them."""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("tuned", "held-out")


@dataclass(frozen=True)
class Sample:
    part: str
    kinds: frozenset[str]
    text: str


def read(name: str) -> list[Sample]:
    samples = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            part, kinds, text = line.split("\t")
            samples.append(Sample(part, frozenset() if kinds == "-" else frozenset(kinds.split(",")), text))
    return samples


@dataclass(frozen=True)
class Share:
    """How many of how many, and the texts of the others."""

    some: int
    of: int
    others: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.some / self.of

    def __str__(self) -> str:
        return f"{self.some}/{self.of} = {self.share:.1%}"


def count(samples: list[Sample], right) -> Share:
    wrong = tuple(each.text for each in samples if not right(each))
    return Share(len(samples) - len(wrong), len(samples), wrong)
