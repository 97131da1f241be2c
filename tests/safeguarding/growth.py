"""How the work of a function grows with its text."""

import time
from collections.abc import Callable


def growth(work: Callable[[str], object], piece: str, size: int = 10_000) -> float:
    """How many times longer a text of `size` takes than a quarter of it: about 4 if linear, 16 if quadratic."""

    def least(length: int) -> float:
        text = (piece * length)[:length]
        work(text)
        took = []
        for _ in range(3):
            before = time.process_time_ns()
            work(text)
            took.append(time.process_time_ns() - before)
        # What takes under 20 ms is no burden however it grows, and too short to compare.
        return max(min(took), 20_000_000)

    return least(size) / least(size // 4)
